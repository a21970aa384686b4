use super::{CLOSE, icon_button, live};
use crate::i18n::key;
use crate::state::App;
use leptos::prelude::*;

/// What has just been done, said aloud too. It stays until it is closed or the screen changes: no one is hurried.
pub fn toast(app: App) -> AnyView {
    live(move || {
        app.toast.get().map_or_else(
            || ().into_any(),
            |text| {
                let close = Callback::new(move |()| app.toast.set(None));
                view! {
                    <div class="toast">
                        <div>
                            <p>{text}</p>
                            {icon_button("close-toast", key::APP_CLOSE, CLOSE, close)}
                        </div>
                    </div>
                }
                .into_any()
            },
        )
    })
}

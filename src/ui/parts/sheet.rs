use super::{CLOSE, done, icon_button};
use crate::i18n::key;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// A panel that rises over the foot of a screen. Escape and its cross close it; the caller moves the focus
/// in (to `[data-sheet]`) and back.
pub fn sheet(id: &'static str, title: String, body: AnyView, close: Callback<()>) -> AnyView {
    let keys = move |ev: KeyboardEvent| {
        if ev.key() == "Escape" {
            ev.stop_propagation();
            // The last press inside may have closed it.
            done();
            let _ = close.try_run(());
        }
    };
    view! {
        <div class="sheet" role="dialog" aria-labelledby="sheet-title" data-panel=id on:keydown=keys>
            <div class="lab">
                <h3 id="sheet-title" tabindex="-1" data-sheet="">{title}</h3>
                {icon_button("close-sheet", key::APP_CLOSE, CLOSE, close)}
            </div>
            {body}
        </div>
    }
    .into_any()
}

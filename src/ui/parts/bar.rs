use super::{BACK, button, icon_button};
use crate::i18n::key;
use crate::state::App;
use leptos::prelude::*;

/// The bottom bar: one main button, at most one quiet thing beside it.
pub fn bar(children: Vec<AnyView>) -> AnyView {
    view! { <div class="bar">{children}</div> }.into_any()
}

/// The top bar: progress, back, and what stands at its right.
pub fn top(app: App, right: Option<AnyView>) -> AnyView {
    let share = move || app.progress();
    let percent = move || format!("{}%", whole_percent(share()));
    view! {
        <div
            class="prog"
            role="progressbar"
            aria-label=key::ASK_PROGRESS.text()
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=move || whole_percent(share())
        >
            <i style:width=percent></i>
        </div>
        <div class="top">
            {icon_button("back", key::ASK_BACK, BACK, Callback::new(move |()| app.back()))}
            {right}
        </div>
    }
    .into_any()
}

/// "Something feels wrong?"
pub fn wrong_link(app: App) -> AnyView {
    let go = Callback::new(move |()| app.show(crate::state::Page::Wrong));
    button("wrong", "wrong", key::ASK_WRONG.text(), go)
}

#[allow(clippy::cast_possible_truncation)]
fn whole_percent(share: f64) -> i32 {
    (share.clamp(0.0, 1.0) * 100.0).round() as i32
}

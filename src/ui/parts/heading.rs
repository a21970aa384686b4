use crate::state::App;
use leptos::prelude::*;

/// The heading of a screen. It takes focus when the screen appears, once the runner has moved.
pub fn heading(app: App, class: &'static str, text: impl IntoAny) -> AnyView {
    let text = text.into_any();
    Effect::new(move |_| app.arrived());
    view! { <h2 class=class tabindex="-1" data-heading="">{text}</h2> }.into_any()
}

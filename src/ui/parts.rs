//! Shared parts. Functions that return `AnyView`, so that each is compiled once.

use crate::i18n::{Key, key};
use crate::state::App;
use leptos::prelude::*;
use leptos::tachys::reactive_graph::SharedReactiveFunction;
use std::sync::{Arc, Mutex};

/// What a control is about, as `data-*` attributes for tests and styles.
#[derive(Debug, Clone, Default)]
pub struct Data {
    pub fact: Option<&'static str>,
    pub value: Option<String>,
    pub region: Option<&'static str>,
    pub side: Option<&'static str>,
}

impl Data {
    pub fn value(fact: &'static str, value: impl Into<String>) -> Data {
        Data {
            fact: Some(fact),
            value: Some(value.into()),
            ..Data::default()
        }
    }
}

/// A control that is pressed or not.
pub struct Toggle {
    pub class: &'static str,
    pub label: AnyView,
    pub on: Signal<bool>,
    pub press: Callback<()>,
    pub data: Data,
}

pub fn toggle(t: Toggle) -> AnyView {
    let Toggle {
        class,
        label,
        on,
        press,
        data,
    } = t;
    view! {
        <button
            type="button"
            class=class
            class:on=move || on.get()
            aria-pressed=move || if on.get() { "true" } else { "false" }
            data-fact=data.fact
            data-value=data.value
            data-region=data.region
            data-side=data.side
            on:click=move |_| press.run(())
        >
            {label}
        </button>
    }
    .into_any()
}

/// A part that is made anew when what it reads changes. Boxed: the machinery of each would weigh more than what it says.
pub fn live(part: impl FnMut() -> AnyView + Send + 'static) -> AnyView {
    let part: SharedReactiveFunction<AnyView> = Arc::new(Mutex::new(part));
    part.into_any()
}

/// A button that does something.
pub fn button(
    class: &'static str,
    action: &'static str,
    label: impl Into<String>,
    press: Callback<()>,
) -> AnyView {
    let label: String = label.into();
    view! {
        <button type="button" class=class data-action=action on:click=move |_| press.run(())>
            {label}
        </button>
    }
    .into_any()
}

/// A button with only a picture; `label` is said.
pub fn icon_button(
    action: &'static str,
    label: Key,
    picture: &'static str,
    press: Callback<()>,
) -> AnyView {
    view! {
        <button type="button" class="icon" data-action=action aria-label=label.text() on:click=move |_| press.run(())>
            {icon(picture)}
        </button>
    }
    .into_any()
}

/// The heading of a screen. It takes focus when the screen appears, once the runner has moved.
pub fn heading(app: App, class: &'static str, text: impl Into<String>) -> AnyView {
    let text: String = text.into();
    Effect::new(move |_| app.arrived());
    view! { <h2 class=class tabindex="-1" data-heading="">{text}</h2> }.into_any()
}

/// A drawn line picture, 24 by 24.
pub fn icon(path: &'static str) -> AnyView {
    view! { <svg class="ic" viewBox="0 0 24 24" aria-hidden="true"><path d=path></path></svg> }
        .into_any()
}

pub const BACK: &str = "M15 5L8 12L15 19";
pub const NEXT: &str = "M9 5L16 12L9 19";
pub const PLUS: &str = "M5 12H19M12 5V19";
pub const MINUS: &str = "M5 12H19";
pub const CLOSE: &str = "M6 6L18 18M18 6L6 18";
pub const HAND: &str = "M4 12.5C7 12.5 8 18 12 18S17 12.5 20 12.5M12 14C9 12 7.5 10 7.5 8A2.3 2.3 0 0 1 12 7A2.3 2.3 0 0 1 16.5 8C16.5 10 15 12 12 14Z";
pub const CALENDAR: &str = "M5 6H19V20H5ZM5 10H19M9 3V7M15 3V7";
pub const PHONE: &str = "M6 4H9.5L11 8.5L8.8 10.2A12 12 0 0 0 13.8 15.2L15.5 13L20 14.5V18A2 2 0 0 1 18 20A14 14 0 0 1 4 6A2 2 0 0 1 6 4Z";

/// The bottom bar: one main button, at most one quiet thing beside it.
pub fn bar(children: Vec<AnyView>) -> AnyView {
    view! { <div class="bar">{children}</div> }.into_any()
}

/// The top bar: progress, back, and the way to the serious signs.
pub fn top(app: App, wrong: bool) -> AnyView {
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
            {wrong.then(|| wrong_link(app))}
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

/// Which of the five soreness steps a score of 0 to 10 has; 0 for none.
pub fn soreness_class(score: i32) -> &'static str {
    match score {
        i32::MIN..=0 => "k0",
        1..=2 => "k1",
        3..=4 => "k2",
        5..=6 => "k3",
        7..=8 => "k4",
        _ => "k5",
    }
}

use super::{NEXT, PEN, icon, soon};
use crate::i18n::Key;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

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
            on:click=move |event| soon(&event, press)
        >
            {label}
        </button>
    }
    .into_any()
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
        <button type="button" class=class data-action=action on:click=move |event| soon(&event, press)>
            {label}
        </button>
    }
    .into_any()
}

/// A button for what the browser allows only inside the press itself.
pub fn button_now(
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
        <button type="button" class="icon" data-action=action aria-label=label.text() on:click=move |event| soon(&event, press)>
            {icon(picture)}
        </button>
    }
    .into_any()
}

/// An answer already given; pressing opens it again. `what` is said before it.
pub fn edit_chip(fact: &'static str, what: String, text: String, press: Callback<()>) -> AnyView {
    view! {
        <button type="button" class="chip edit" data-edit=fact on:click=move |event| soon(&event, press)>
            <span class="sr">{what}" "</span>
            <span class="cap">{text}</span>
            {icon(PEN)}
        </button>
    }
    .into_any()
}

/// A row that leads somewhere: a title, a line below it, an arrow.
pub fn row(
    action: &'static str,
    value: String,
    title: String,
    below: String,
    press: Callback<()>,
) -> AnyView {
    view! {
        <button type="button" class="row" data-action=action data-value=value on:click=move |event| soon(&event, press)>
            <span>
                <b>{title}</b>
                {(!below.is_empty()).then(|| view! { <small>{below}</small> })}
            </span>
            {icon(NEXT)}
        </button>
    }
    .into_any()
}

/// Whether a key was pressed on a control, which then is the control's.
pub fn on_control(event: &leptos::ev::KeyboardEvent) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<leptos::web_sys::Element>().ok())
        .is_some_and(|element| {
            matches!(
                element.tag_name().as_str(),
                "BUTTON" | "A" | "INPUT" | "SELECT" | "TEXTAREA" | "SUMMARY"
            )
        })
}

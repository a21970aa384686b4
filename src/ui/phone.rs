//! What helps whoever calls: by when, whom, and what to say, in the runner's own answers.

use crate::i18n::{Words, key};
use aftermile_engine::triage::Care;
use aftermile_engine::{Level, Plan};
use leptos::prelude::*;

/// By when someone looks at it; nothing where it is now.
pub fn by(words: &Words, care: &Care) -> AnyView {
    care.by
        .map(|by| {
            let when = words.rule(&format!("by.{}", by.id()));
            view! { <p class="by"><b>{key::PHONE_BY.text()}</b>" "{when}</p> }
        })
        .into_any()
}

/// The words for the phone, one line a thing that is asked there: to be read off, or folded away where nobody
/// calls right now.
pub fn script(words: &Words, care: &Care) -> AnyView {
    if care.phone.is_empty() {
        return ().into_any();
    }
    let lines: Vec<AnyView> = care
        .phone
        .iter()
        .map(|m| view! { <li>{words.message(m)}</li> }.into_any())
        .collect();
    let lines = view! { <ul>{lines}</ul> };
    let say = key::PHONE_SAY.text();
    if care.level == Level::Book {
        view! { <details class="phone"><summary>{say}</summary>{lines}</details> }.into_any()
    } else {
        view! { <div class="phone"><h3>{say}</h3>{lines}</div> }.into_any()
    }
}

/// What makes it an emergency after all.
pub fn sooner(words: &Words, plan: &Plan) -> AnyView {
    if plan.help.is_empty() {
        return ().into_any();
    }
    let lines: Vec<AnyView> = plan
        .help
        .iter()
        .map(|h| view! { <li>{words.rule(&format!("help.{}", h.id))}</li> }.into_any())
        .collect();
    view! {
        <h3>{key::PHONE_SOONER.text()}</h3>
        <ul class="do">{lines}</ul>
    }
    .into_any()
}

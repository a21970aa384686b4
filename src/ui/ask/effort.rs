//! The effort of the whole run, 0 to 10: one press goes on.

use super::after_a_moment;
use crate::i18n::{Key, key};
use crate::state::App;
use crate::ui::parts::{Scale, cells};
use aftermile_engine::answers::Answer;
use aftermile_engine::{Step, fact};
use leptos::prelude::*;

/// The scale in words, with how far along each is.
const SCALE: [(Key, &str); 6] = [
    (key::EFFORT_W0, "e0"),
    (key::EFFORT_W3, "e3"),
    (key::EFFORT_W5, "e5"),
    (key::EFFORT_W7, "e7"),
    (key::EFFORT_W9, "e9"),
    (key::EFFORT_W10, "e10"),
];

pub fn view(app: App, step: &Step) -> AnyView {
    let scale: Vec<AnyView> = SCALE
        .iter()
        .map(|(words, class)| view! { <li class=*class>{words.text()}</li> }.into_any())
        .collect();
    let step = step.clone();
    let press = Callback::new(move |n| {
        app.set(fact::EFFORT, Answer::Value(n));
        after_a_moment(app, step.clone());
    });
    let value = Signal::derive(move || match app.shown(fact::EFFORT) {
        Answer::Value(n) => Some(n),
        _ => None,
    });
    let label = key::EFFORT_SCALE.text().to_owned();
    view! {
        <ul class="scale">{scale}</ul>
        <div class="low">{cells(Scale::Effort, fact::EFFORT.id(), label, value, press)}</div>
    }
    .into_any()
}

//! The effort of the whole run, 0 to 10: one press goes on.

use super::after_a_moment;
use crate::i18n::{Key, key};
use crate::state::App;
use crate::ui::parts::{Data, Toggle, toggle};
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
    let cells: Vec<AnyView> = (0..=10).map(|n| cell(app, step, n)).collect();
    view! {
        <ul class="scale">{scale}</ul>
        <div class="low">
            <div class="cells" role="group" aria-label=key::EFFORT_SCALE.text()>{cells}</div>
        </div>
    }
    .into_any()
}

fn cell(app: App, step: &Step, n: i32) -> AnyView {
    let answer = Answer::Value(n);
    let step = step.clone();
    let press = Callback::new(move |()| {
        app.set(fact::EFFORT, answer);
        let step = step.clone();
        after_a_moment(app, step);
    });
    toggle(Toggle {
        class: if n == 10 { "cell eff ten" } else { "cell eff" },
        label: n.into_any(),
        on: Signal::derive(move || app.shown(fact::EFFORT) == answer),
        press,
        data: Data::value(fact::EFFORT.id(), n.to_string()),
    })
}

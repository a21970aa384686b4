//! One press answers and goes on.

use super::after_a_moment;
use crate::i18n::key;
use crate::state::App;
use crate::ui::parts::{Data, Toggle, follow, toggle};
use aftermile_engine::answers::Answer;
use aftermile_engine::{Fact, Step};
use leptos::prelude::*;

pub fn view(app: App, step: &Step) -> AnyView {
    let facts = step.facts.clone();
    let groups: Vec<AnyView> = facts.iter().map(|fact| options(app, step, *fact)).collect();
    view! { <div class="choices">{groups}</div> }.into_any()
}

fn options(app: App, step: &Step, fact: Fact) -> AnyView {
    let words = app.words_untracked();
    let option = |answer: Answer, text: String, value: &'static str, class: &'static str| {
        let step = step.clone();
        let press = Callback::new(move |()| {
            app.set(fact, answer);
            let step = step.clone();
            after_a_moment(app, step);
        });
        let on = follow(move || app.shown(fact) == answer);
        toggle(Toggle {
            class,
            label: text.into_any(),
            on,
            press,
            data: Data::value(fact.id(), value),
        })
    };
    let mut rows: Vec<AnyView> = Vec::new();
    for (place, def) in fact.options().iter().enumerate() {
        let answer = Answer::Value(i32::try_from(place).unwrap_or(0));
        rows.push(option(
            answer,
            words.rule(&format!("fact.{}.{}", fact.id(), def.id)),
            def.id,
            "option",
        ));
    }
    if fact.def().unsure {
        rows.push(option(
            Answer::DontKnow,
            key::ASK_UNSURE.text().to_owned(),
            "dont_know",
            "option quiet",
        ));
    }
    rows.into_any()
}

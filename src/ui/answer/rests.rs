//! The answers that the plan rests on, in a few words each; those that move it most may be changed.

use super::drivers;
use crate::i18n::{Words, key};
use crate::state::App;
use crate::state::revise::{Driver, Drivers};
use crate::ui::parts::live;
use aftermile_engine::{Answers, fact};
use leptos::prelude::*;

/// What is likely to be found, or about as long: it holds the room until it is known.
const LIKELY: [Driver; 3] = [
    Driver::Fact(fact::FINISHED),
    Driver::Fact(fact::AGE),
    Driver::Fact(fact::EFFORT),
];

/// `moving`: what moves the plan most, once it is found; without it nothing may be changed. `open`: the one that is
/// being changed.
pub fn view(
    app: App,
    answers: &Answers,
    moving: Option<Drivers>,
    open: RwSignal<Option<Driver>>,
) -> AnyView {
    let answers = answers.clone();
    let rests = live(move || {
        let words = app.words();
        match moving.map(|moving| moving.get()) {
            Some(Some(found)) => {
                let texts = said(&words, &answers, &found);
                lines(
                    drivers::chips(&words, &answers, &found, open),
                    "moving",
                    texts,
                )
            }
            Some(None) => {
                let texts = said(&words, &answers, &LIKELY);
                let room = drivers::chips(&words, &answers, &LIKELY, open);
                lines(room, "moving waits", texts)
            }
            None => lines(Vec::new(), "moving", said(&words, &answers, &[])),
        }
    });
    view! {
        <section class="part">
            <h3>{key::ANSWER_SAID.text()}</h3>
            {rests}
        </section>
    }
    .into_any()
}

fn lines(chips: Vec<AnyView>, class: &'static str, texts: Vec<String>) -> AnyView {
    let changes = (!chips.is_empty()).then(|| {
        view! {
            <div class=class>
                <div class="chips">{chips}</div>
                <p class="sub">{key::CHANGE_HINT.text()}</p>
            </div>
        }
    });
    view! {
        {changes}
        <p class="said">{texts.join(", ")}</p>
    }
    .into_any()
}

/// What was answered and is not among the `chips`.
fn said(words: &Words, answers: &Answers, chips: &[Driver]) -> Vec<String> {
    let free = |fact: &_| !chips.contains(&Driver::Fact(*fact));
    // The places first: they begin with a capital.
    let mut texts: Vec<String> = crate::ui::ask::places(words, answers);
    let values = [
        fact::KIND,
        fact::MINUTES,
        fact::DISTANCE,
        fact::FINISHED,
        fact::EFFORT,
    ];
    let given = |fact: &_| answers.value(*fact).is_some();
    let signs = [fact::DESCENT, fact::UNUSUAL, fact::HOT];
    let there = |fact: &_| answers.is_yes(*fact);
    let all = values.into_iter().filter(given);
    let all = all.chain(signs.into_iter().filter(there)).filter(free);
    texts.extend(all.map(|fact| drivers::told(words, answers, fact)));
    if answers.sites().is_some_and(<[_]>::is_empty) {
        texts.push(drivers::told(words, answers, fact::LEGS));
    }
    texts
}

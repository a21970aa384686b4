//! The answers that the plan rests on most, each to be changed, with what that would change.

use super::difference;
use crate::i18n::{Words, key};
use crate::state::App;
use crate::state::revise::{Driver, Outcome, changed, outcome};
use crate::ui::parts::{
    Data, Scale, Toggle, button, cells, edit_chip, follow, live, sheet, toggle,
};
use aftermile_engine::message::said;
use aftermile_engine::table::Kind;
use aftermile_engine::{Answers, Arg, Fact, Message, Plan, fact};
use leptos::prelude::*;
use std::sync::Arc;

/// The chips. Pressing one opens its sheet; `open` is which.
pub fn chips(
    words: &Words,
    answers: &Answers,
    drivers: &[Driver],
    open: RwSignal<Option<Driver>>,
) -> Vec<AnyView> {
    drivers
        .iter()
        .map(|driver| {
            let driver = *driver;
            let text = match driver {
                Driver::Score(score) => {
                    let score = words.quantity(score, "of 10");
                    words.with(key::ANSWER_SORE, &[("score", &score)])
                }
                Driver::Fact(fact) => told(words, answers, fact),
            };
            let press = Callback::new(move |()| open.set(Some(driver)));
            edit_chip(id(driver), key::ASK_CHANGE.text().to_owned(), text, press)
        })
        .collect()
}

/// An answer in a few words.
pub fn told(words: &Words, answers: &Answers, fact: Fact) -> String {
    match (fact, answers.value(fact)) {
        (fact::EFFORT, Some(effort)) => {
            words.message(&Message::new("said.effort").with("value", Arg::Count(effort)))
        }
        (fact::TIME, Some(minutes)) => {
            let time = words.quantity(minutes, "min");
            words.with(key::ANSWER_TIME, &[("time", &time)])
        }
        _ => words.arg(&said(fact, answers.get(fact))),
    }
}

fn id(driver: Driver) -> &'static str {
    match driver {
        Driver::Fact(fact) => fact.id(),
        Driver::Score(_) => fact::SCORE.id(),
    }
}

/// The sheet of the driver that is open: another value, and at once what it would change.
pub fn editor(app: App, answers: &Answers, plan: &Plan, open: RwSignal<Option<Driver>>) -> AnyView {
    let (answers, plan) = (Arc::new(answers.clone()), Arc::new(plan.clone()));
    live(move || {
        let Some(driver) = open.get() else {
            return ().into_any();
        };
        let now = match driver {
            Driver::Score(score) => score,
            Driver::Fact(fact) => answers.value(fact).unwrap_or(0),
        };
        app.focus("[data-sheet]".to_owned());
        panel(app, answers.clone(), plan.clone(), driver, now, open)
    })
}

fn panel(
    app: App,
    answers: Arc<Answers>,
    plan: Arc<Plan>,
    driver: Driver,
    now: i32,
    open: RwSignal<Option<Driver>>,
) -> AnyView {
    let value = RwSignal::new(now);
    let close = Callback::new(move |()| {
        open.set(None);
        app.focus(format!("[data-edit={}]", id(driver)));
    });
    let other = {
        let answers = answers.clone();
        move || (value.get() != now).then(|| changed(&answers, driver, value.get()))
    };
    let what = move || {
        let words = app.words();
        let Some(other) = other() else {
            return view! { <p class="sub">{key::CHANGE_PICK.text()}</p> }.into_any();
        };
        let lines = match outcome(&other) {
            Outcome::Asks(_) => vec![key::CHANGE_ASKS.text().to_owned()],
            Outcome::Plan(new) => {
                let lines = difference::lines(&words, &plan, &new);
                if lines.is_empty() {
                    vec![key::CHANGE_NOTHING.text().to_owned()]
                } else {
                    lines
                }
            }
        };
        let rows: Vec<AnyView> = lines
            .into_iter()
            .map(|t| view! { <li>{t}</li> }.into_any())
            .collect();
        let keep = Callback::new(move |()| {
            open.set(None);
            app.revise(other.clone());
        });
        view! {
            <ul class="changes" data-changes="">{rows}</ul>
            {button("btn", "keep", key::CHANGE_KEEP.text(), keep)}
        }
        .into_any()
    };
    let words = app.words_untracked();
    let title = match driver {
        Driver::Score(_) => words.rule("fact.score"),
        Driver::Fact(fact) => words.rule(&format!("fact.{}", fact.id())),
    };
    let body = view! {
        {control(app, driver, value)}
        <div aria-live="polite">{live(what)}</div>
    };
    sheet("driver", title, body.into_any(), close)
}

/// The values that a driver may take.
fn control(app: App, driver: Driver, value: RwSignal<i32>) -> AnyView {
    let words = app.words_untracked();
    let set = Callback::new(move |n: i32| value.set(n));
    let (fact, scale) = match driver {
        Driver::Score(_) => (fact::SCORE, Some(Scale::Soreness)),
        Driver::Fact(fact::EFFORT) => (fact::EFFORT, Some(Scale::Effort)),
        Driver::Fact(fact) => (fact, None),
    };
    if let Some(scale) = scale {
        let label = words.rule(&format!("fact.{}", fact.id()));
        let now = follow(move || Some(value.get()));
        return cells(scale, fact.id(), label, now, set);
    }
    let choices: Vec<(i32, String)> = match &fact.def().kind {
        Kind::Number(def) => words
            .quick(def)
            .iter()
            .map(|v| (*v, words.quantity(*v, def.unit)))
            .collect(),
        Kind::Sign => vec![
            (1, key::CHANGE_YES.text().to_owned()),
            (0, key::CHANGE_NO.text().to_owned()),
        ],
        Kind::Choice(_) => (0..)
            .zip(fact.options())
            .map(|(v, o)| (v, words.rule(&format!("fact.{}.{}", fact.id(), o.id))))
            .collect(),
    };
    let chips: Vec<AnyView> = choices
        .into_iter()
        .map(|(v, label)| {
            toggle(Toggle {
                class: "chip",
                label: label.into_any(),
                on: follow(move || value.get() == v),
                press: Callback::new(move |()| value.set(v)),
                data: Data::value(fact.id(), v.to_string()),
            })
        })
        .collect();
    view! { <div class="chips">{chips}</div> }.into_any()
}

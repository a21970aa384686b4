//! A week to come, once the runner has said how many runs it holds.

use crate::i18n::{Words, key};
use crate::ports::{DateStyle, Moment};
use crate::state::App;
use crate::ui::parts::{Data, Toggle, toggle};
use aftermile_engine::answers::Answer;
use aftermile_engine::table::Kind;
use aftermile_engine::{Answers, Plan, fact};
use leptos::prelude::*;

pub fn view(app: App, words: &Words, answers: &Answers, plan: &Plan) -> AnyView {
    let Kind::Number(def) = &fact::RUNS_WEEK.def().kind else {
        return ().into_any();
    };
    if plan.session.is_none() && plan.week.is_none() {
        return ().into_any();
    }
    let chosen = answers.value(fact::RUNS_WEEK);
    let chips: Vec<AnyView> = def
        .quick
        .iter()
        .map(|runs| {
            let runs = *runs;
            let answers = answers.clone();
            toggle(Toggle {
                class: "chip",
                label: words.quantity(runs, "").into_any(),
                on: Signal::stored(chosen == Some(runs)),
                press: Callback::new(move |()| {
                    let mut answers = answers.clone();
                    // The chips offer only what the fact takes.
                    let _ = answers.set(fact::RUNS_WEEK, Answer::Value(runs));
                    app.revise(answers);
                }),
                data: Data::value(fact::RUNS_WEEK.id(), runs.to_string()),
            })
        })
        .collect();
    let days = plan.week.as_ref().map(|week| {
        let rows: Vec<AnyView> = week
            .days
            .iter()
            .enumerate()
            .map(|(i, day)| {
                let name = weekday(words, i);
                let what = words.rule(&format!("day.{}", day.id()));
                view! { <tr><th scope="row">{name}</th><td>{what}</td></tr> }.into_any()
            })
            .collect();
        view! {
            <table class="week">{rows}</table>
            <p class="sub">{words.rule("week.note")}</p>
        }
    });
    view! {
        <section class="part" data-part="week">
            <h3>{key::WEEK_TITLE.text()}</h3>
            <fieldset class="field">
                <legend>{words.rule("fact.runs_week")}</legend>
                <div class="chips seg">{chips}</div>
            </fieldset>
            {days}
        </section>
    }
    .into_any()
}

/// The name of a day of the week, Monday first.
fn weekday(words: &Words, place: usize) -> String {
    // 5 January 1970 was a Monday.
    let days = 4 + i64::try_from(place).unwrap_or(0);
    let moment = Moment {
        at_ms: days * 86_400_000,
        offset_min: 0,
    };
    words.date(moment, DateStyle::Weekday)
}

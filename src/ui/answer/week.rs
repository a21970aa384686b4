//! An ordinary week, once the runner has said how many runs it holds. It begins where the wait after this run ends, so
//! that it never says otherwise than the next run.

use crate::history::Record;
use crate::i18n::{Words, key};
use crate::ports::{DateStyle, Moment};
use crate::state::App;
use crate::ui::parts::{Data, Toggle, live, toggle};
use aftermile_engine::answers::Answer;
use aftermile_engine::table::Kind;
use aftermile_engine::week::Week;
use aftermile_engine::{Answers, fact};
use leptos::prelude::*;

pub fn view(app: App, words: &Words, answers: &Answers, record: &Record) -> AnyView {
    let plan = &record.plan;
    let Kind::Number(def) = &fact::RUNS_WEEK.def().kind else {
        return ().into_any();
    };
    // Where someone has to agree first, or running comes back rung by rung, no week is ordinary yet.
    let ordinary = plan
        .next_run
        .as_ref()
        .is_some_and(|n| n.hard_hours.is_some() && n.ladder.is_empty());
    if !ordinary || (plan.session.is_none() && plan.week.is_none()) {
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
    let days = plan
        .week
        .as_ref()
        .map(|week| days(app, words, record, week));
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

fn days(app: App, words: &Words, record: &Record, week: &Week) -> AnyView {
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
    let record = record.clone();
    // As a check-in moves it.
    let from = live(move || {
        app.changes.track();
        let Some(from) = app.hard_from(&record) else {
            return ().into_any();
        };
        let words = app.words();
        let day = words.date(from, DateStyle::Day);
        view! { <p data-week-from="">{words.with(key::WEEK_FROM, &[("day", &day)])}</p> }.into_any()
    });
    view! {
        {from}
        <table class="week">{rows}</table>
        <p class="sub">{words.rule("week.note")}</p>
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

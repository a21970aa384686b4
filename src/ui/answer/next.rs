//! What is left out, the next run, and when to get help.

use super::way_back;
use crate::history::Record;
use crate::i18n::{Key, Words, key};
use crate::state::App;
use crate::state::moved::{By, Stands};
use crate::ui::parts::live;
use aftermile_engine::plan::AlsoHolds;
use aftermile_engine::return_to_run::Rung;
use aftermile_engine::triage::Place;
use aftermile_engine::{Arg, Level, Plan};
use leptos::prelude::*;

pub fn left_out(words: &Words, plan: &Plan) -> AnyView {
    if plan.left_out.is_empty() {
        return ().into_any();
    }
    let rows: Vec<AnyView> = plan
        .left_out
        .iter()
        .map(|l| {
            view! {
                <li data-leave=l.id.clone()>
                    <b>{words.rule(&format!("leave.{}", l.id))}</b>
                    {(!l.places.is_empty()).then(|| view! { <p class="places">{places(words, &l.places)}</p> })}
                    <p>{words.message(&l.because)}</p>
                </li>
            }
            .into_any()
        })
        .collect();
    view! {
        <section class="part">
            <h3>{key::ANSWER_LEAVE.text()}</h3>
            <ul class="leave">{rows}</ul>
        </section>
    }
    .into_any()
}

/// As the last check-in has moved it.
pub fn next_run(app: App, record: &Record) -> AnyView {
    let record = record.clone();
    live(move || {
        app.changes.track();
        let stands = app.stands(&record);
        one_next_run(app, &app.words(), &stands)
    })
    .into_any()
}

fn one_next_run(app: App, words: &Words, stands: &Stands) -> AnyView {
    let Some(next) = &stands.record.plan.next_run else {
        return ().into_any();
    };
    let moved = stands.wait.zip(stands.by.as_ref()).map(|(wait, by)| {
        let hours = |h: i32| words.quantity(h, "h");
        let values = [
            ("now", &*hours(wait.moved)),
            ("before", &*hours(wait.first)),
        ];
        let said = match by {
            By::CheckIn => key::ANSWER_NEXT_MOVED,
            By::Own(_) => key::ANSWER_NEXT_OWN,
        };
        words.with(said, &values)
    });
    view! {
        <section class="part" data-next=next.id.clone()>
            <h3>{key::ANSWER_NEXT.text()}</h3>
            {moved.map(|text| view! { <p class="moved">{text}</p> })}
            <div class="options">
                <div><b>{key::ANSWER_NEXT_EASY.text()}</b><p>{words.message(&next.easy)}</p></div>
                <div><b>{key::ANSWER_NEXT_WAIT.text()}</b><p>{words.message(&next.wait)}</p></div>
            </div>
            <p class="test"><b>{key::ANSWER_NEXT_TEST.text()}</b>" "{words.message(&next.test)}</p>
            {also(words, &next.also)}
            {ladder(words, &next.ladder)}
            {way_back::view(app, next)}
        </section>
    }
    .into_any()
}

/// What else holds of the next run.
fn also(words: &Words, also: &[AlsoHolds]) -> AnyView {
    if also.is_empty() {
        return ().into_any();
    }
    let rows: Vec<AnyView> = also
        .iter()
        .map(|a| {
            view! {
                <li data-also=a.id.clone()>
                    <p>{words.message(&a.easy)}" "{words.message(&a.wait)}</p>
                    <p><b>{key::ANSWER_NEXT_TEST.text()}</b>" "{words.message(&a.test)}</p>
                </li>
            }
            .into_any()
        })
        .collect();
    view! {
        <p class="also"><b>{key::ANSWER_NEXT_ALSO.text()}</b></p>
        <ul class="changes">{rows}</ul>
    }
    .into_any()
}

/// Sore places by name.
fn places(words: &Words, places: &[Place]) -> String {
    let names: Vec<String> = places
        .iter()
        .map(|p| words.arg(&Arg::Place(p.region.clone(), p.side)))
        .collect();
    names.join("; ")
}

/// The way back from walking to running, rung by rung.
fn ladder(words: &Words, rungs: &[Rung]) -> AnyView {
    if rungs.is_empty() {
        return ().into_any();
    }
    let rows: Vec<AnyView> = rungs
        .iter()
        .map(|r| {
            let (walk, jog) = (
                words.quantity(r.walk_min, "min"),
                words.quantity(r.jog_min, "min"),
            );
            let times = r.times.to_string();
            let text = words.with(
                key::LADDER_RUNG,
                &[("walk", &walk), ("jog", &jog), ("times", &times)],
            );
            view! { <li>{text}</li> }.into_any()
        })
        .collect();
    view! {
        <details class="ladder">
            <summary>{key::LADDER_TITLE.text()}</summary>
            <ol>{rows}</ol>
            <p class="sub">{key::LADDER_NOTE.text()}</p>
        </details>
    }
    .into_any()
}

pub fn help(words: &Words, plan: &Plan) -> AnyView {
    if plan.help.is_empty() {
        return ().into_any();
    }
    let groups: [(Level, Key); 3] = [
        (Level::Emergency, key::ANSWER_HELP_NOW),
        (Level::SameDay, key::ANSWER_HELP_TODAY),
        (Level::Book, key::ANSWER_HELP_BOOK),
    ];
    let cards: Vec<AnyView> = groups
        .into_iter()
        .filter_map(|(level, name)| {
            let texts: Vec<AnyView> = plan
                .help
                .iter()
                .filter(|h| h.level == level)
                .map(|h| view! { <p>{words.rule(&format!("help.{}", h.id))}</p> }.into_any())
                .collect();
            (!texts.is_empty()).then(|| {
                view! { <div class="help" data-help=level.id()><b>{name.text()}</b>{texts}</div> }.into_any()
            })
        })
        .collect();
    view! {
        <section class="part">
            <h3>{key::ANSWER_HELP.text()}</h3>
            {cards}
        </section>
    }
    .into_any()
}

//! The time line: every step with its dose, its reason and its source.

use super::sources;
use crate::history::Record;
use crate::i18n::{Key, Words, key};
use crate::player::suitable;
use crate::ports::DateStyle;
use crate::state::App;
use crate::ui::parts::live;
use crate::ui::parts::soon;
use aftermile_engine::Slot;
use aftermile_engine::plan::PlanStep;
use aftermile_engine::session::{Part, Sides};
use aftermile_engine::strength::Sets;
use aftermile_engine::table::Evidence;
use leptos::prelude::*;

pub fn view(app: App, words: &Words, record: &Record, swap: RwSignal<Option<usize>>) -> AnyView {
    let slots: Vec<AnyView> = Slot::ALL
        .into_iter()
        .filter_map(|slot| {
            let steps: Vec<&PlanStep> = record
                .plan
                .steps
                .iter()
                .filter(|s| s.slot == slot)
                .collect();
            (!steps.is_empty()).then(|| one_slot(app, words, record, slot, &steps, swap))
        })
        .collect();
    view! {
        <section class="part">
            <h3>{key::ANSWER_DAYS.text()}</h3>
            <ol class="line">{slots}</ol>
        </section>
    }
    .into_any()
}

/// A slot's name, and the hours to its day.
pub fn slot_name(slot: Slot) -> (Key, Option<i32>) {
    let hours = match slot {
        Slot::Day1 => Some(24),
        Slot::Day2 => Some(48),
        Slot::Day3 => Some(72),
        Slot::Now | Slot::Hour | Slot::Tonight | Slot::Week => None,
    };
    (crate::share::text::slot_name(slot), hours)
}

fn one_slot(
    app: App,
    words: &Words,
    record: &Record,
    slot: Slot,
    steps: &[&PlanStep],
    swap: RwSignal<Option<usize>>,
) -> AnyView {
    let now = record.moment();
    let (name, hours) = slot_name(slot);
    let day = hours.map(|h| words.date(now.plus_hours(h), DateStyle::Weekday));
    let steps: Vec<AnyView> = steps
        .iter()
        .map(|s| one_step(app, words, record, s, swap))
        .collect();
    view! {
        <li class="slot" data-slot=slot.id()>
            <h4>{name.text()}{day.map(|d| view! { <small>{d}</small> })}</h4>
            <ul>{steps}</ul>
        </li>
    }
    .into_any()
}

fn one_step(
    app: App,
    words: &Words,
    record: &Record,
    step: &PlanStep,
    swap: RwSignal<Option<usize>>,
) -> AnyView {
    let title = words.rule(&format!("step.{}", step.id));
    let dose = step
        .dose
        .as_ref()
        .map(|d| words.message(d))
        .filter(|d| !d.is_empty());
    let examples: Vec<AnyView> = step
        .options
        .iter()
        .map(|m| view! { <li>{words.message(m)}</li> }.into_any())
        .collect();
    let examples = (!examples.is_empty()).then(|| {
        view! {
            <details class="fold">
                <summary>{key::ANSWER_EXAMPLES.text()}</summary>
                <ul class="plain">{examples}</ul>
            </details>
        }
    });
    let body = view! {
        {dose.map(|d| view! { <p class="dose">{d}</p> })}
        <p class="how">{words.rule(&format!("step.{}.how", step.id))}</p>
        {examples}
        {exercises(app, words, record, step, swap)}
    };
    let well = well(app, words, step);
    if step.optional {
        // What one may do as well stands back: its name, and all of it in one tap.
        return view! {
            <li class="step may" data-step=step.id.clone()>
                <details class="why" on:toggle=move |_| app.open_sources()>
                    <summary><span><b>{title}</b>" "<small>{key::ANSWER_OPTIONAL.text()}</small></span></summary>
                    {body}
                    {well}
                </details>
            </li>
        }
        .into_any();
    }
    let label = words.with(key::ANSWER_WHY_OF, &[("step", &title)]);
    view! {
        <li class="step" data-step=step.id.clone()>
            <b>{title}</b>
            {body}
            <details class="why" on:toggle=move |_| app.open_sources()>
                <summary aria-label=label>{key::ANSWER_WHY.text()}</summary>
                {well}
            </details>
        </li>
    }
    .into_any()
}

/// Why a step is there: the reason, the strength of its evidence, its sources.
fn well(app: App, words: &Words, step: &PlanStep) -> AnyView {
    let strength = match step.evidence {
        Evidence::Good => key::EVIDENCE_GOOD,
        Evidence::Fair => key::EVIDENCE_FAIR,
        Evidence::Weak => key::EVIDENCE_WEAK,
        Evidence::None => key::EVIDENCE_NONE,
    };
    let more: Vec<AnyView> = [&step.note, &step.yields]
        .into_iter()
        .flatten()
        .map(|m| view! { <p class="more">{words.message(m)}</p> }.into_any())
        .collect();
    let instead = step.instead.as_ref().map(|m| {
        view! { <p class="more"><b>{key::ANSWER_INSTEAD.text()}</b>" "{words.message(m)}</p> }
    });
    view! {
        <div class="well">
            <p>{words.message(&step.because)}</p>
            {more}
            {instead}
            <p class="strength" data-evidence=step.evidence.id()><i aria-hidden="true"></i>{strength.text()}</p>
            {sources::view(app, Some(format!("step.{}", step.id)), step.cites.clone())}
        </div>
    }
    .into_any()
}

/// The exercises of a step: those of today's session, each of which may be swapped, or those of a strength day.
fn exercises(
    app: App,
    words: &Words,
    record: &Record,
    step: &PlanStep,
    swap: RwSignal<Option<usize>>,
) -> AnyView {
    let ours = |p: &&Part| p.step == step.id && p.sides == Sides::Each;
    let in_session = record
        .plan
        .session
        .as_ref()
        .is_some_and(|s| s.parts.iter().any(|p| ours(&p)));
    if !in_session && step.strength.is_empty() {
        return ().into_any();
    }
    let strength: Vec<AnyView> = step.strength.iter().map(|s| sets(words, s)).collect();
    let (shown, id) = (record.clone(), step.id.clone());
    let session = live(move || {
        // A swap changes only this list.
        app.changes.track();
        let words = app.words();
        let Some(session) = app.as_it_stands(&shown).plan.session else {
            return ().into_any();
        };
        let ours = |p: &Part| p.step == id && p.sides == Sides::Each;
        let parts = session.parts.iter().enumerate();
        parts
            .filter(|(_, p)| ours(p))
            .map(|(place, p)| {
                let swap = (!suitable(&session, p).is_empty()).then_some((place, swap));
                exercise(&words, p, swap)
            })
            .collect::<Vec<_>>()
            .into_any()
    });
    view! {
        <details class="fold exercises">
            <summary>{key::ANSWER_EXERCISES.text()}</summary>
            <ol>{session}{strength}</ol>
        </details>
    }
    .into_any()
}

fn exercise(words: &Words, part: &Part, swap: Option<(usize, RwSignal<Option<usize>>)>) -> AnyView {
    let seconds = words.quantity(part.seconds, "s");
    let dose = if part.sets > 1 {
        let sets = part.sets.to_string();
        words.with(
            key::ANSWER_EACH_SETS,
            &[("sets", &sets), ("seconds", &seconds)],
        )
    } else {
        words.with(key::ANSWER_EACH, &[("seconds", &seconds)])
    };
    let other = swap.map(|(place, open)| {
        let name = words.rule(&format!("exercise.{}", part.exercise));
        let label = words.with(key::ANSWER_SWAP_OF, &[("name", &name)]);
        let press = Callback::new(move |()| open.set(Some(place)));
        view! {
            <button type="button" class="mini" data-swap=place aria-label=label on:click=move |event| soon(&event, press)>
                {key::ANSWER_SWAP.text()}
            </button>
        }
        .into_any()
    });
    move_of(words, &part.exercise, dose, other)
}

fn sets(words: &Words, sets: &Sets) -> AnyView {
    let count = sets.sets.to_string();
    let unit = if sets.in_seconds { "s" } else { "times" };
    let many = words.range(sets.low, sets.high, unit);
    let key = if sets.each_side {
        key::ANSWER_SETS_EACH
    } else {
        key::ANSWER_SETS
    };
    let dose = words.with(key, &[("sets", &count), ("many", &many)]);
    move_of(words, &sets.exercise, dose, None)
}

fn move_of(words: &Words, id: &str, dose: String, other: Option<AnyView>) -> AnyView {
    view! {
        <li data-exercise=id.to_owned()>
            {other}
            <b>{words.rule(&format!("exercise.{id}"))}</b>
            <small>{dose}</small>
            <p>{words.rule(&format!("exercise.{id}.how"))}</p>
        </li>
    }
    .into_any()
}

//! The time line: every step with its dose, its reason and its source.

use super::limits::sources;
use crate::history::Record;
use crate::i18n::{Words, key};
use crate::ports::{DateStyle, Moment};
use aftermile_engine::Slot;
use aftermile_engine::plan::PlanStep;
use aftermile_engine::session::Exercise;
use aftermile_engine::table::Evidence;
use leptos::prelude::*;

pub fn view(words: &Words, record: &Record) -> AnyView {
    let slots: Vec<AnyView> = Slot::ALL
        .into_iter()
        .filter_map(|slot| {
            let steps: Vec<&PlanStep> = record
                .plan
                .steps
                .iter()
                .filter(|s| s.slot == slot)
                .collect();
            (!steps.is_empty()).then(|| one_slot(words, record.moment(), slot, &steps))
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

fn one_slot(words: &Words, now: Moment, slot: Slot, steps: &[&PlanStep]) -> AnyView {
    let (name, hours) = match slot {
        Slot::Now => (key::SLOT_NOW, None),
        Slot::Hour => (key::SLOT_HOUR, None),
        Slot::Tonight => (key::SLOT_TONIGHT, None),
        Slot::Day1 => (key::SLOT_DAY1, Some(24)),
        Slot::Day2 => (key::SLOT_DAY2, Some(48)),
        Slot::Day3 => (key::SLOT_DAY3, Some(72)),
        Slot::Week => (key::SLOT_WEEK, None),
    };
    let day = hours.map(|h| words.date(now.plus_hours(h), DateStyle::Weekday));
    let steps: Vec<AnyView> = steps.iter().map(|s| one_step(words, s)).collect();
    view! {
        <li class="slot" data-slot=slot.id()>
            <h4>{name.text()}{day.map(|d| view! { <small>{d}</small> })}</h4>
            <ul>{steps}</ul>
        </li>
    }
    .into_any()
}

fn one_step(words: &Words, step: &PlanStep) -> AnyView {
    let title = words.rule(&format!("step.{}", step.id));
    let dose = step
        .dose
        .as_ref()
        .map(|d| words.message(d))
        .filter(|d| !d.is_empty());
    let label = words.with(key::ANSWER_WHY_OF, &[("step", &title)]);
    let strength = match step.evidence {
        Evidence::Good => key::EVIDENCE_GOOD,
        Evidence::Fair => key::EVIDENCE_FAIR,
        Evidence::Weak => key::EVIDENCE_WEAK,
        Evidence::None => key::EVIDENCE_NONE,
    };
    let exercises: Vec<AnyView> = step.exercises.iter().map(|e| exercise(words, e)).collect();
    view! {
        <li class="step" data-step=step.id.clone()>
            <b>{title}</b>
            {dose.map(|d| view! { <p class="dose">{d}</p> })}
            <p class="how">{words.rule(&format!("step.{}.how", step.id))}</p>
            {(!exercises.is_empty()).then(|| view! {
                <details class="exercises">
                    <summary>{key::ANSWER_EXERCISES.text()}</summary>
                    <ol>{exercises}</ol>
                </details>
            })}
            <details class="why">
                <summary aria-label=label>{key::ANSWER_WHY.text()}</summary>
                <div class="well">
                    <p>{words.message(&step.because)}</p>
                    <p class="strength" data-evidence=step.evidence.id()><i aria-hidden="true"></i>{strength.text()}</p>
                    {sources(step.cites.iter().map(String::as_str))}
                </div>
            </details>
        </li>
    }
    .into_any()
}

fn exercise(words: &Words, e: &Exercise) -> AnyView {
    let seconds = words.quantity(e.seconds, "s");
    let dose = if e.sets > 1 {
        let sets = e.sets.to_string();
        words.with(
            key::ANSWER_EACH_SETS,
            &[("sets", &sets), ("seconds", &seconds)],
        )
    } else {
        words.with(key::ANSWER_EACH, &[("seconds", &seconds)])
    };
    view! {
        <li data-exercise=e.id.clone()>
            <b>{words.rule(&format!("exercise.{}", e.id))}</b>
            <small>{dose}</small>
            <p>{words.rule(&format!("exercise.{}.how", e.id))}</p>
        </li>
    }
    .into_any()
}

//! A plan as plain text, to be sent where a link would open nothing. Like a link it holds no answers.

use super::Shared;
use crate::i18n::{Key, Words, key};
use crate::ports::DateStyle;
use aftermile_engine::plan::NextRun;
use aftermile_engine::{Level, Slot};

/// What a time of the plan is called.
#[must_use]
pub fn slot_name(slot: Slot) -> Key {
    match slot {
        Slot::Now => key::SLOT_NOW,
        Slot::Hour => key::SLOT_HOUR,
        Slot::Tonight => key::SLOT_TONIGHT,
        Slot::Day1 => key::SLOT_DAY1,
        Slot::Day2 => key::SLOT_DAY2,
        Slot::Day3 => key::SLOT_DAY3,
        Slot::Week => key::SLOT_WEEK,
    }
}

/// The plan, a line for each thing to do.
#[must_use]
pub fn of(plan: &Shared, words: &Words) -> String {
    let date = words.date(plan.moment, DateStyle::Day);
    let mut lines = vec![
        format!("{}, {date}", key::APP_NAME.text()),
        words.rule(&format!("level.{}", plan.level.id())),
        words.message(&plan.headline),
    ];
    for slot in Slot::ALL {
        let before = lines.len();
        for (place, step) in plan.steps.iter().enumerate() {
            if step.slot == slot {
                lines.push(one_step(plan, place, words));
            }
        }
        if lines.len() > before {
            lines.insert(before, format!("\n{}", slot_name(slot).text()));
        }
    }
    if let Some((ids, hours)) = &plan.next {
        lines.push(format!("\n{}", key::ANSWER_NEXT.text()));
        for (id, hours) in NextRun::rules(ids, *hours) {
            let part = |part: &str| {
                words.rule_with(&format!("next.{id}.{part}"), &mut |name| {
                    (name == "hours").then(|| words.quantity(hours, "h"))
                })
            };
            lines.push(format!("- {} {}", part("easy"), part("wait")));
            let test = key::ANSWER_NEXT_TEST.text();
            lines.push(format!("- {test}: {}", part("test")));
        }
    }
    if !plan.help.is_empty() {
        lines.push(format!("\n{}", key::ANSWER_HELP.text()));
    }
    for (level, id) in &plan.help {
        let when = match level {
            Level::Emergency => key::ANSWER_HELP_NOW,
            Level::SameDay => key::ANSWER_HELP_TODAY,
            Level::SelfCare | Level::Book => key::ANSWER_HELP_BOOK,
        };
        let text = words.rule(&format!("help.{id}"));
        lines.push(format!("- {}: {text}", when.text()));
    }
    let values = [
        ("version", plan.rules.as_str()),
        ("date", plan.rules_date.as_str()),
    ];
    lines.push(format!(
        "\n{} {} {}",
        key::APP_NOTICE.text(),
        key::APP_REVIEWED.text(),
        words.with(key::APP_RULES, &values)
    ));
    lines.join("\n")
}

/// A step with its dose, else with the way it is done, and the exercises that it holds.
fn one_step(plan: &Shared, place: usize, words: &Words) -> String {
    let Some(step) = plan.steps.get(place) else {
        return String::new();
    };
    let title = words.rule(&format!("step.{}", step.id));
    let more = match &step.dose {
        Some(dose) => words.message(dose),
        None => words.rule(&format!("step.{}.how", step.id)),
    };
    let mut exercises: Vec<String> = plan
        .parts
        .iter()
        .filter(|part| part.step == place)
        .map(|part| words.rule(&format!("exercise.{}", part.exercise)))
        .collect();
    exercises.dedup();
    // The walk is a step and an exercise of the same name.
    exercises.retain(|name| *name != title);
    if exercises.is_empty() {
        format!("- {title}: {more}")
    } else {
        format!("- {title}: {more} ({})", exercises.join(", "))
    }
}

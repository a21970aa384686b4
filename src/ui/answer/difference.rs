//! What is different between two plans, in one line each, the weightiest first.

use super::session::time;
use crate::i18n::{Key, Words, key};
use aftermile_engine::Plan;

/// The most lines: more than that is another plan, and is read as one.
const MOST: usize = 5;

/// The differences in words. Empty when the plans tell the runner the same.
pub fn lines(words: &Words, old: &Plan, new: &Plan) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut change = |key: Key, from: String, to: String| {
        if from != to {
            out.push(words.with(key, &[("from", &from), ("to", &to)]));
        }
    };
    let level = |plan: &Plan| words.rule(&format!("level.{}", plan.care.level.id()));
    change(key::CHANGE_LEVEL, level(old), level(new));
    let session = |plan: &Plan| {
        let seconds = plan.session.as_ref().map_or(0, |s| s.total_s);
        time(words, seconds)
    };
    change(key::CHANGE_SESSION, session(old), session(new));
    let hard = |plan: &Plan| {
        let hours = plan.next_run.as_ref()?.hard_hours?;
        Some(words.quantity(hours, "h"))
    };
    if let (Some(old), Some(new)) = (hard(old), hard(new)) {
        change(key::CHANGE_HARD, old, new);
    }
    let peak = |plan: &Plan| {
        let worst = plan
            .ribbon
            .iter()
            .filter(|p| p.hour > 0)
            .map(|p| p.likely)
            .max();
        words.quantity((worst.unwrap_or(0) + 5) / 10, "of 10")
    };
    if !old.ribbon.is_empty() && !new.ribbon.is_empty() {
        change(key::CHANGE_PEAK, peak(old), peak(new));
    }
    let title = |id: &str| words.rule(&format!("step.{id}"));
    let missing = |one: &Plan, other: &Plan| -> Vec<String> {
        let there = |id: &str| other.steps.iter().any(|s| title(&s.id) == title(id));
        let gone = one.steps.iter().filter(|s| !there(&s.id));
        gone.map(|s| title(&s.id)).collect()
    };
    for step in missing(new, old) {
        out.push(words.with(key::CHANGE_ADDED, &[("step", &step)]));
    }
    for step in missing(old, new) {
        out.push(words.with(key::CHANGE_GONE, &[("step", &step)]));
    }
    for step in &new.steps {
        let before = old.steps.iter().find(|s| s.id == step.id);
        let dose = |s: &aftermile_engine::plan::PlanStep| {
            s.dose
                .as_ref()
                .map(|d| words.message(d))
                .unwrap_or_default()
        };
        if let Some(before) = before
            && dose(before) != dose(step)
        {
            let name = title(&step.id);
            out.push(words.with(
                key::CHANGE_DOSE,
                &[
                    ("step", &name),
                    ("from", &dose(before)),
                    ("to", &dose(step)),
                ],
            ));
        }
    }
    out.truncate(MOST);
    out
}

#[cfg(test)]
mod tests {
    use super::lines;
    use crate::i18n::{Units, Words};
    use crate::ports::memory::PlainLocale;
    use aftermile_engine::Plan;
    use std::rc::Rc;

    fn words() -> Words {
        Words {
            units: Units::Metric,
            locale: Rc::new(PlainLocale::default()),
        }
    }

    /// The plan of a story, its answers as JSON.
    fn plan(json: &str) -> Plan {
        serde_json::from_str(json).unwrap()
    }

    const OLD: &str = r#"{"rules":"1","rules_date":"2026-05-02","care":{"level":"self_care","reasons":[],"also":[],"lines":[],"tags":[]},"headline":{"key":"headline.tired"},"steps":[]}"#;

    #[test]
    fn the_same_plan_has_no_difference() {
        assert!(lines(&words(), &plan(OLD), &plan(OLD)).is_empty());
    }

    #[test]
    fn a_raised_level_comes_first() {
        let new = OLD.replace("self_care", "book");
        let found = lines(&words(), &plan(OLD), &plan(&new));
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("Book"), "{found:?}");
    }
}

//! What is different between two plans, in one line each, the weightiest first.

use super::session::time;
use crate::i18n::{Key, Words, key};
use aftermile_engine::Plan;
use aftermile_engine::plan::NextRun;

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
    let names = |ids: Vec<&str>, kind: &str| -> String {
        let names: Vec<String> = ids
            .into_iter()
            .map(|id| words.rule(&format!("{kind}.{id}")))
            .collect();
        names.join(", ")
    };
    let exercises = |plan: &Plan| -> Vec<String> {
        let parts = plan.session.iter().flat_map(|session| &session.parts);
        parts.map(|part| part.exercise.clone()).collect()
    };
    let left_out = |plan: &Plan| -> Vec<String> {
        let ids = plan.left_out.iter().map(|left| left.id.clone());
        ids.collect()
    };
    // What is added and what goes, each in one line. Without any session the line of its time says all.
    let both = old.session.is_some() && new.session.is_some();
    let (was, is) = if both {
        (exercises(old), exercises(new))
    } else {
        Default::default()
    };
    // At another level other things are told to be left out, in other words: that is no more freedom.
    let alike = both && old.care.level == new.care.level;
    let (left_before, left_now) = if alike {
        (left_out(old), left_out(new))
    } else {
        Default::default()
    };
    for (kind, was, is, added, gone) in [
        (
            "exercise",
            was,
            is,
            key::CHANGE_EXERCISES,
            key::CHANGE_FEWER,
        ),
        (
            "leave",
            left_before,
            left_now,
            key::CHANGE_LEAVE,
            key::CHANGE_LEAVE_NOT,
        ),
    ] {
        let without = |all: &'static str, these: &Vec<String>, others: &Vec<String>| {
            let ids = these.iter().filter(|id| !others.contains(id));
            names(ids.map(String::as_str).collect(), all)
        };
        for (key, text) in [
            (added, without(kind, &is, &was)),
            (gone, without(kind, &was, &is)),
        ] {
            if !text.is_empty() {
                out.push(words.with(key, &[("names", &text)]));
            }
        }
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
    if let (Some(old), Some(new)) = (&old.next_run, &new.next_run) {
        let rules = |run: &NextRun| -> Vec<String> {
            let also = run.also.iter().map(|rule| rule.id.clone());
            std::iter::once(run.id.clone()).chain(also).collect()
        };
        let told = |run: &NextRun| {
            let also = run.also.iter().flat_map(|r| [&r.easy, &r.wait, &r.test]);
            let all = [&run.easy, &run.wait, &run.test].into_iter().chain(also);
            all.map(|text| words.message(text)).collect::<Vec<_>>()
        };
        let before = told(old);
        let text = told(new).into_iter().find(|text| !before.contains(text));
        if let Some(text) = text.filter(|_| rules(old) != rules(new)) {
            out.push(words.with(key::CHANGE_NEXT, &[("text", &text)]));
        }
    }
    if !old.help.is_empty() && !new.help.is_empty() && old.help != new.help {
        out.push(key::CHANGE_HELP.text().to_owned());
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

    /// A session of these exercises, a minute each.
    fn session(exercises: &[&str]) -> String {
        let part = |name: &&str| {
            format!(
                r#"{{"exercise":"{name}","seconds":60,"sets":1,"sides":"once","step":"stretch"}}"#
            )
        };
        let parts: Vec<String> = exercises.iter().map(part).collect();
        let parts = parts.join(",");
        OLD.replace(
            r#""steps":[]"#,
            &format!(r#""steps":[],"session":{{"asked_min":8,"total_s":480,"exact":true,"parts":[{parts}]}}"#),
        )
    }

    #[test]
    fn other_exercises_of_the_same_length_are_a_difference() {
        let (old, new) = (session(&["AR-01", "ST-01"]), session(&["AR-01", "ST-02"]));
        let found = lines(&words(), &plan(&old), &plan(&new));
        assert_eq!(found.len(), 2, "{found:?}");
        let (comes, goes) = (
            words().rule("exercise.ST-02"),
            words().rule("exercise.ST-01"),
        );
        assert!(
            found[0].contains(&comes) && !found[0].contains(&goes),
            "{found:?}"
        );
        assert!(found[1].contains(&goes), "{found:?}");
    }

    /// The plan with a session, and this beside it.
    fn with(more: &str) -> String {
        session(&["AR-01"]).replacen('{', &format!("{{{more},"), 1)
    }

    #[test]
    fn what_is_left_out_and_when_to_get_help_are_differences() {
        let left = |id: &str| {
            format!(
                r#""left_out":[{{"id":"{id}","because":{{"key":"headline.tired"}},"places":[],"cites":[]}}]"#
            )
        };
        let (old, new) = (with(&left("more_running")), with(&left("place_too_sore")));
        let found = lines(&words(), &plan(&old), &plan(&new));
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(
            found[0].contains(&words().rule("leave.place_too_sore")),
            "{found:?}"
        );
        assert!(
            found[1].contains(&words().rule("leave.more_running")),
            "{found:?}"
        );
        // At another level nothing is called allowed again.
        let raised = new.replace("self_care", "book");
        let found = lines(&words(), &plan(&old), &plan(&raised));
        assert_eq!(found.len(), 1, "{found:?}");
        let help = |id: &str| format!(r#""help":[{{"id":"{id}","level":"book","cites":[]}}]"#);
        let (old, new) = (with(&help("help_book")), with(&help("help_today")));
        assert_eq!(lines(&words(), &plan(&old), &plan(&new)).len(), 1);
    }

    #[test]
    fn a_raised_level_comes_first() {
        let new = OLD.replace("self_care", "book");
        let found = lines(&words(), &plan(OLD), &plan(&new));
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("Book"), "{found:?}");
    }
}

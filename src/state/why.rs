//! Why the question at hand is asked: the rules that still wait for it, told as a runner sees them.

use super::App;
use aftermile_engine::{Answers, Interview, Level, Step, table::TRIAGE};
use leptos::prelude::*;

/// What waits for a screen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Triage rules with the level that each would give, the most serious first, by the keys of their texts.
    pub rules: Vec<(String, Level)>,
    /// Steps of the routine and what may be left out, by the keys of their texts.
    pub parts: Vec<String>,
    pub next_run: bool,
    pub help: bool,
}

impl Waiting {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Waiting::default()
    }
}

/// What waits for that screen of an interview with these answers.
#[must_use]
pub fn waiting(given: &Answers, step: &Step) -> Waiting {
    let asked = Interview::walk(given).asked;
    let place = asked.iter().position(|s| s == step);
    let before = match place {
        Some(0) => None,
        Some(place) => asked.get(place - 1),
        None => asked.last(),
    };
    let counted = before.map_or_else(Answers::new, |last| Interview::counted_until(given, last));
    let mut waiting = Waiting::default();
    for key in Interview::waiting(&counted, step) {
        match key.split_once('.') {
            Some(("rule", id)) => {
                let rule = TRIAGE.iter().find(|r| r.id == id);
                waiting.rules.extend(rule.map(|r| (key.clone(), r.level)));
            }
            Some(("step" | "leave", _)) => waiting.parts.push(key),
            Some(("next", _)) => waiting.next_run = true,
            Some(("help", _)) => waiting.help = true,
            _ => {}
        }
    }
    waiting
        .rules
        .sort_by_key(|(_, level)| std::cmp::Reverse(*level));
    waiting
}

impl App {
    /// What waits for the question at hand.
    #[must_use]
    pub fn waits(&self, step: &Step) -> Waiting {
        self.answers.with_untracked(|given| waiting(given, step))
    }
}

#[cfg(test)]
mod tests {
    use super::waiting;
    use aftermile_engine::{Answers, Interview, Level};

    fn answers(json: &str) -> Answers {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn the_first_screen_waits_for_the_most_serious_first() {
        let first = Interview::walk(&Answers::new()).next.unwrap();
        let waits = waiting(&Answers::new(), &first);
        assert_eq!(waits.rules.first().unwrap().1, Level::Emergency);
        assert!(waits.rules.is_sorted_by_key(|(_, l)| std::cmp::Reverse(*l)));
        assert!(waits.rules.iter().any(|(key, _)| key == "rule.stroke"));
    }

    #[test]
    fn a_screen_that_was_answered_waits_as_it_did_then() {
        let given = answers(
            r#"{"line_heart":"no","line_mind":"no","stroke_signs":"no","saddle_or_bladder":"no","line_ill":"no",
                "line_urine":"no","line_leg":"no","line_pop":"no","kind":"easy","minutes":"40 min",
                "finished":"within_hour","descent":"no","unusual":"no","hot":"no","legs":"fine"}"#,
        );
        let walk = Interview::walk(&given);
        let again = walk.asked.first().unwrap();
        assert_eq!(waiting(&given, again), waiting(&Answers::new(), again));
        // What was denied waits no more.
        let next = walk.next.unwrap();
        let waits = waiting(&given, &next);
        assert!(waits.rules.iter().all(|(key, _)| key != "rule.stroke"));
        assert!(!waits.is_empty());
    }
}

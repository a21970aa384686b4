//! The texts of the parts of the page's program: up to the first answer, and after it.

use aftermile_engine::message::catalogue;
use aftermile_engine::table::{FACTS, FIRST_MESSAGES, LATER_MESSAGES, LINES, SCREENS, TRIAGE};

#[test]
fn the_two_parts_hold_every_text_once() {
    let mut both = [FIRST_MESSAGES, LATER_MESSAGES].concat();
    both.sort_unstable();
    assert_eq!(both, catalogue());
    for part in [FIRST_MESSAGES, LATER_MESSAGES] {
        assert!(!part.is_empty() && part.is_sorted_by_key(|(key, _)| *key));
    }
}

/// Questions and the card of an urgent level are shown before the second part is there.
#[test]
fn what_is_asked_and_what_is_urgent_is_in_the_first() {
    let first = |key: &str| FIRST_MESSAGES.iter().any(|(k, _)| *k == key);
    for fact in &FACTS {
        assert!(first(&format!("fact.{}", fact.id)) && first(&format!("said.{}", fact.id)));
    }
    for screen in &SCREENS {
        assert!(first(&format!("screen.{}", screen.id)));
    }
    for rule in TRIAGE {
        assert!(first(&format!("rule.{}", rule.id)));
    }
    for line in LINES {
        assert!(first(&format!("line.{}", line.id)));
    }
    let urgent = ["by.", "level.", "phone.", "place.", "region.", "see."];
    let all = catalogue().iter().map(|(key, _)| *key);
    // A check-in is of the later part itself.
    let all = all.filter(|key| !key.starts_with("phone.check_"));
    for key in all.filter(|key| urgent.iter().any(|group| key.starts_with(group))) {
        assert!(first(key), "{key}");
    }
}

//! Why, why not and what would change this: found in the rules, and true when played.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use aftermile_engine::explain::{self, Change, apply, what_would_change};
use aftermile_engine::message::english;
use aftermile_engine::{Answers, Interview, Level, Plan};
use common::{person, put, sore, well};
use proptest::prelude::*;

/// A runner as the interview has counted them.
fn counted(a: &Answers) -> Answers {
    Interview::walk(a).answers
}

fn sore_quads() -> Answers {
    let mut a = well();
    sore(&mut a, "quads both 3");
    put(&mut a, "kit", "roller");
    put(&mut a, "time", "25 min");
    counted(&a)
}

#[test]
fn an_even_soreness_is_raised_by_one_side_alone_or_by_a_sign() {
    let changes = what_would_change(&sore_quads());
    let raises = |fact: &str, level: Level| {
        changes.raise.iter().any(|c| {
            c.level == level && matches!(&c.change, Change::Answer { fact: f, .. } if f == fact)
        })
    };
    assert!(raises("urine_dark", Level::Emergency));
    assert!(raises("leg_swollen", Level::SameDay));
    assert!(raises("fatigue", Level::Book));
    // The most telling comes first.
    assert!(changes.raise.windows(2).all(|w| w[0].level >= w[1].level));
    assert!(changes.lower.is_empty());
    let steps = |id: &str| {
        changes
            .change
            .iter()
            .any(|c| c.goes.iter().chain(&c.comes).any(|s| s == id))
    };
    assert!(steps("roll") && steps("drink_glass"));
}

#[test]
fn a_booking_is_lowered_by_the_answer_that_booked_it() {
    let mut a = well();
    sore(&mut a, "quads both 3");
    put(&mut a, "fatigue", "yes");
    let a = counted(&a);
    assert_eq!(Plan::new(&a).unwrap().care.level, Level::Book);
    let changes = what_would_change(&a);
    let found = changes.lower.iter().find(
        |c| matches!(&c.change, Change::Answer { fact, to } if fact == "fatigue" && to == "no"),
    );
    assert_eq!(found.map(|c| c.level), Some(Level::SelfCare), "{changes:?}");
}

#[test]
fn at_be_seen_today_and_emergency_nothing_is_offered() {
    for sign in ["leg_swollen", "urine_dark"] {
        let mut a = well();
        put(&mut a, sign, "yes");
        assert_eq!(what_would_change(&a), explain::Changes::default());
        assert!(explain::drivers(&a).is_empty());
    }
}

#[test]
fn the_drivers_are_three_answers_that_were_given() {
    let a = sore_quads();
    let drivers = explain::drivers(&a);
    assert_eq!(drivers.len(), 3);
    for d in &drivers {
        assert!(aftermile_engine::Fact::by_id(&d.fact).is_some(), "{d:?}");
    }
    assert!(drivers.iter().any(|d| d.fact == "legs"), "{drivers:?}");
}

#[test]
fn why_not_names_the_answer_that_decided() {
    let mut a = well();
    sore(&mut a, "groin right 4");
    let why = explain::why_not(&a);
    let groin = why.iter().find(|w| w.rule == "groin_bone");
    assert!(
        groin.is_some_and(|w| w.level == Some(Level::SameDay) && !w.decided.is_empty()),
        "{why:?}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_promised_comes_true(a in person()) {
        let a = counted(&a);
        let before = Plan::new(&a).map_err(|u| TestCaseError::fail(u.next.name()))?;
        let changes = what_would_change(&a);
        for c in changes.raise.iter().chain(&changes.lower).chain(&changes.change) {
            let b = apply(&a, &c.change).unwrap();
            let walk = Interview::walk(&b);
            let raised = c.level > before.care.level;
            prop_assert!(raised || (walk.is_done() && !c.opens), "{:?}", &c.change);
            if let Some(plan) = Plan::of_finished(&walk).filter(|_| raised) {
                prop_assert!(plan.care.level >= c.level, "{:?}", &c.change);
            } else if let Some(plan) = Plan::of_finished(&walk) {
                prop_assert_eq!(plan.care.level, c.level, "{:?}", &c.change);
                if plan.care.level == before.care.level {
                    let ids: Vec<&str> = plan.steps.iter().map(|s| s.id.as_str()).collect();
                    for id in &c.comes {
                        prop_assert!(ids.contains(&id.as_str()), "{id}");
                    }
                }
            }
            prop_assert!(english(&c.says.key).is_some(), "{}", c.says.key);
            for arg in c.says.args.values() {
                if let aftermile_engine::Arg::Key(key) = arg {
                    prop_assert!(english(key).is_some(), "{key}");
                }
            }
        }
        prop_assert!(changes.raise.iter().all(|c| c.level > before.care.level));
        prop_assert!(changes.lower.iter().all(|c| c.level < before.care.level));
    }
}

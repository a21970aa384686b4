//! The check-in's rules: each can fire, none lowers a level, and worse is never milder.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use aftermile_engine::answers::Answer;
use aftermile_engine::check_in::{CheckIn, Look, Outcome, PEAK_UNTIL_H, Stairs, assess, care};
use aftermile_engine::message::{english, placeholders};
use aftermile_engine::rulebook::citation;
use aftermile_engine::table::{CHECK_INS, MOVES};
use aftermile_engine::{Answers, Level, Side, fact, region};
use proptest::prelude::*;

fn both(score: u8) -> Vec<Look> {
    sides(score, score)
}

fn sides(left: u8, right: u8) -> Vec<Look> {
    [(Side::Left, left), (Side::Right, right)]
        .map(|(side, score)| Look {
            region: region::QUADS,
            side,
            score,
        })
        .to_vec()
}

fn at(hours: i32) -> CheckIn<'static> {
    CheckIn {
        hours,
        now: &[],
        stairs: Stairs::Fine,
        first: &[],
        last: &[],
        level: Level::SelfCare,
        rises_later: false,
        injury: false,
    }
}

fn rules(check: CheckIn<'_>) -> Vec<String> {
    let outcome = assess(&check);
    phone(&outcome);
    for reason in &outcome.reasons {
        let text = english(&reason.because.key).unwrap();
        for name in placeholders(text) {
            assert!(
                reason.because.args.contains_key(name),
                "{}: {{{name}}}",
                reason.rule
            );
        }
        assert!(!reason.cites.is_empty());
    }
    assert_eq!(outcome.raised, outcome.level > check.level);
    assert!(outcome.level == Level::SelfCare || outcome.moved.is_none());
    outcome.reasons.into_iter().map(|r| r.rule).collect()
}

/// Whoever has to be seen is told what to say, and what to do until then.
fn phone(outcome: &Outcome) {
    let mut answers = Answers::new();
    answers.set(fact::FINISHED, Answer::Value(2)).unwrap();
    let care = care(outcome, &answers);
    assert_eq!(care.level, outcome.level);
    for (line, reason) in care.phone.iter().skip(1).zip(&outcome.reasons) {
        assert_eq!(line.key, format!("phone.{}", reason.rule));
    }
    for line in &care.phone {
        let text = english(&line.key).unwrap();
        for name in placeholders(text) {
            assert!(line.args.contains_key(name), "{}: {{{name}}}", line.key);
        }
    }
    let urgent = care.level >= Level::SameDay;
    assert_eq!(!care.lines.is_empty(), urgent);
}

#[test]
fn every_rule_fires_and_cites() {
    let (three, four, five, nine) = (both(3), both(4), both(5), both(9));
    let (odd, even) = (sides(5, 1), both(4));
    let cases = [
        (
            "check_worse",
            CheckIn {
                now: &five,
                first: &three,
                last: &four,
                ..at(48)
            },
        ),
        (
            "check_not_falling",
            CheckIn {
                now: &four,
                first: &four,
                ..at(72)
            },
        ),
        (
            "check_one_sided",
            CheckIn {
                now: &odd,
                first: &even,
                ..at(44)
            },
        ),
        (
            "check_one_sided",
            CheckIn {
                now: &odd,
                ..at(44)
            },
        ),
        (
            "check_very_strong",
            CheckIn {
                now: &nine,
                first: &nine,
                ..at(24)
            },
        ),
        (
            "check_over_week",
            CheckIn {
                now: &three,
                first: &nine,
                ..at(170)
            },
        ),
        (
            "check_stairs",
            CheckIn {
                stairs: Stairs::Impossible,
                ..at(24)
            },
        ),
    ];
    for (rule, check) in cases {
        let fired = rules(check);
        assert!(fired.iter().any(|r| r == rule), "{rule}: {fired:?}");
    }
    let names: Vec<_> = cases.iter().map(|(rule, _)| *rule).collect();
    assert!(
        CHECK_INS.iter().all(|r| names.contains(&r.id)),
        "a rule without a case"
    );
    let cites = CHECK_INS
        .iter()
        .flat_map(|r| r.cites)
        .chain(MOVES.iter().flat_map(|m| m.cites));
    assert!(cites.into_iter().all(|c| citation(c).is_some()));
}

#[test]
fn ordinary_soreness_that_falls_stays_self_care_and_moves_the_days() {
    let (six, four, two) = (both(6), both(4), both(2));
    let first = assess(&CheckIn {
        now: &six,
        first: &six,
        ..at(24)
    });
    assert_eq!(
        (first.level, first.moved, first.hard_from_h),
        (Level::SelfCare, Some("no_impact"), Some(72))
    );
    let second = assess(&CheckIn {
        now: &four,
        first: &six,
        last: &six,
        ..at(48)
    });
    assert_eq!(
        (second.level, second.moved, second.hard_from_h),
        (Level::SelfCare, Some("easy"), Some(72))
    );
    let third = assess(&CheckIn {
        now: &two,
        first: &six,
        last: &four,
        ..at(72)
    });
    assert_eq!(
        (third.level, third.moved, third.hard_from_h),
        (Level::SelfCare, Some("free"), Some(72))
    );
}

#[test]
fn a_rise_is_expected_after_downhill_until_the_second_day_and_not_later() {
    let (three, five) = (both(3), both(5));
    let check = CheckIn {
        now: &five,
        first: &three,
        last: &three,
        rises_later: true,
        ..at(48)
    };
    assert_eq!(rules(check), Vec::<String>::new());
    assert_eq!(
        rules(CheckIn {
            hours: PEAK_UNTIL_H + 1,
            ..check
        }),
        ["check_worse"]
    );
    assert_eq!(
        rules(CheckIn {
            rises_later: false,
            ..check
        }),
        ["check_worse"]
    );
}

#[test]
fn stairs_impossible_at_72_hours_is_seen_today() {
    let outcome = assess(&CheckIn {
        stairs: Stairs::Impossible,
        ..at(72)
    });
    assert_eq!(
        (outcome.level, outcome.see, outcome.moved),
        (Level::SameDay, Some("doctor"), None)
    );
}

#[test]
fn what_the_answer_named_on_one_side_is_not_new_on_one_side() {
    let (left, now) = (&sides(4, 0)[..1], &sides(4, 0)[..1]);
    assert!(
        rules(CheckIn {
            now,
            first: left,
            ..at(44)
        })
        .is_empty()
    );
    assert!(rules(CheckIn { now, ..at(44) }).is_empty());
}

#[test]
fn a_place_that_may_be_an_injury_is_not_cleared_by_a_low_score() {
    let (two, four) = (sides(2, 0), sides(4, 0));
    for now in [&two, &four] {
        let outcome = assess(&CheckIn {
            now,
            first: &four,
            injury: true,
            ..at(48)
        });
        assert_eq!(outcome.moved, Some("injury"));
        assert_eq!(outcome.hard_from_h, Some(120));
    }
}

fn looks() -> impl Strategy<Value = Vec<Look>> {
    (0_u8..=10, 0_u8..=10).prop_map(|(l, r)| sides(l, r))
}

proptest! {
    #[test]
    fn a_check_in_never_lowers_and_worse_is_never_milder(
        now in looks(), first in looks(), last in looks(), hours in 0_i32..400, later in 0_i32..200,
        stairs in 0_usize..3, more in 0_u8..5, rises in any::<bool>(), before in 0_usize..4, injury in any::<bool>()
    ) {
        let ways = [Stairs::Fine, Stairs::Hard, Stairs::Impossible];
        let check = CheckIn {
            hours, now: &now, stairs: ways[stairs], first: &first, last: &last, level: Level::ALL[before], rises_later: rises, injury,
        };
        let outcome = assess(&check);
        prop_assert!(outcome.level >= check.level);
        // Later with the same soreness, and stairs that go worse.
        let worse = CheckIn { hours: hours + later, stairs: ways[(stairs + 1).min(2)], ..check };
        prop_assert!(assess(&worse).level >= outcome.level);
        // Both sides sorer alike.
        let sorer: Vec<Look> = now.iter().map(|l| Look { score: (l.score + more).min(10), ..*l }).collect();
        let risen = assess(&CheckIn { now: &sorer, ..check });
        let capped = now.iter().any(|l| l.score + more > 10);
        prop_assert!(capped || risen.level >= outcome.level);
        let wait = |o: &aftermile_engine::check_in::Outcome| o.hard_from_h.unwrap_or(i32::MAX);
        prop_assert!(capped || wait(&risen) >= wait(&outcome));
    }
}

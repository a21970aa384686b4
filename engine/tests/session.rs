//! The session: exact to the second, whatever was asked, and never working what the answers forbid.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use aftermile_engine::condition::Context;
use aftermile_engine::session::{Part, SegmentKind, Session, Sides, possible};
use aftermile_engine::table::{EXERCISES, Kit, Move, Posture, exercise};
use aftermile_engine::{Answer, Answers, Plan, Side, fact};
use common::{person, put, sore, well};
use proptest::prelude::*;

fn session(a: &Answers) -> Option<Session> {
    Plan::new(a).unwrap().session
}

fn minutes(a: &Answers, minutes: i32) -> Answers {
    let mut a = a.clone();
    a.set(fact::TIME, Answer::Value(minutes)).unwrap();
    a
}

/// What holds of every session: it adds up, its clock has no gap, its doses are within the sources' bands.
fn sound(s: &Session, a: &Answers) {
    let total: i32 = s.parts.iter().map(Part::total_s).sum();
    assert_eq!(total, s.total_s, "{s:?}");
    assert!(s.total_s <= s.asked_min * 60, "{s:?}");
    assert_eq!(s.exact, s.total_s == s.asked_min * 60, "{s:?}");
    let mut at = 0;
    for segment in s.segments() {
        assert_eq!(segment.start_s, at, "{s:?}");
        assert!(segment.seconds > 0, "{s:?}");
        at += segment.seconds;
    }
    assert_eq!(at, s.total_s, "{s:?}");
    for part in &s.parts {
        let def = exercise(&part.exercise).unwrap();
        let per_side = part.sets * part.seconds;
        match def.kind {
            Move::Walk => assert!(part.seconds <= 720, "{s:?}"),
            Move::Roll | Move::Rub => assert!(
                (30..=120).contains(&per_side) && part.seconds <= 60,
                "{s:?}"
            ),
            Move::Stretch => assert!(
                (20..=120).contains(&per_side) && (10..=60).contains(&part.seconds),
                "{s:?}"
            ),
            _ => panic!("{} has no place in a session", def.id),
        }
        for id in part.swaps.iter().chain([&part.exercise]) {
            let def = exercise(id).unwrap();
            assert!(possible(Context::new(a, None), def), "{id} for {a:?}");
            assert_eq!(def.each_side, part.sides == Sides::Each, "{id}");
        }
    }
    let of = |kinds: &[Move]| -> i32 {
        s.parts
            .iter()
            .filter(|p| kinds.contains(&exercise(&p.exercise).unwrap().kind))
            .map(Part::total_s)
            .sum()
    };
    assert!(
        of(&[Move::Roll, Move::Rub]) <= 600 && of(&[Move::Stretch]) <= 600,
        "{s:?}"
    );
}

#[test]
fn every_minute_from_2_to_60_in_every_room_is_exact_or_the_most() {
    for finished in ["within_hour", "h1_6", "day1"] {
        for kit in ["roller", "floor", "standing"] {
            for kind in ["easy", "hills", "long", "race"] {
                for age in ["a18_49", "a65_plus"] {
                    for group in ["", "pregnant", "blood_thinner", "diabetes", "immune_joint"] {
                        let mut a = well();
                        put(&mut a, "finished", finished);
                        put(&mut a, "kit", kit);
                        put(&mut a, "kind", kind);
                        put(&mut a, "age", age);
                        if !group.is_empty() {
                            put(&mut a, group, "yes");
                        }
                        let most = session(&minutes(&a, 60)).map_or(0, |s| s.total_s);
                        for m in 2..=60 {
                            let a = minutes(&a, m);
                            let s = session(&a);
                            let what =
                                format!("{m} min, {finished}, {kit}, {kind}, {age}, {group}");
                            if let Some(s) = &s {
                                sound(s, &a);
                            }
                            let total = s.as_ref().map_or(0, |s| s.total_s);
                            // As long as the day holds so much, the minutes are filled to the second.
                            assert_eq!(total, most.min(m * 60), "{what}: {s:?}");
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn the_walk_keeps_its_dose_before_anything_else() {
    for (kind, dose) in [("easy", 300), ("tempo", 600)] {
        for m in 2..=60 {
            let mut a = minutes(&well(), m);
            put(&mut a, "kind", kind);
            put(&mut a, "kit", "roller");
            let s = session(&a).unwrap();
            assert_eq!(s.parts[0].exercise, "AR-01", "{s:?}");
            assert!(s.parts[0].seconds >= dose.min(m * 60), "{s:?}");
        }
    }
}

#[test]
fn with_a_roller_and_15_minutes_there_is_rolling_and_stretching() {
    for m in [15, 20, 25, 30] {
        let mut a = minutes(&well(), m);
        put(&mut a, "kit", "roller");
        sore(&mut a, "quads both 3");
        sore(&mut a, "calves both 4");
        let s = session(&a).unwrap();
        let kinds: Vec<Move> = s
            .parts
            .iter()
            .map(|p| exercise(&p.exercise).unwrap().kind)
            .collect();
        assert!(
            kinds.contains(&Move::Roll) && kinds.contains(&Move::Stretch),
            "{m}: {s:?}"
        );
        // The sorest place comes first.
        assert_eq!(s.parts[1].exercise, "RO-01", "{s:?}");
    }
}

#[test]
fn whatever_the_run_a_roller_and_15_minutes_mean_rolling() {
    for kind in ["easy", "tempo", "long", "race"] {
        for hot in ["no", "yes"] {
            for m in 15..=30 {
                let mut a = minutes(&well(), m);
                for (name, text) in [
                    ("kind", kind),
                    ("hot", hot),
                    ("kit", "roller"),
                    ("distance", "16000 m"),
                ] {
                    put(&mut a, name, text);
                }
                let tags: Vec<String> = Plan::new(&a)
                    .unwrap()
                    .tags()
                    .iter()
                    .map(|t| (*t).to_owned())
                    .collect();
                for tag in ["cool_down_walk", "foam_roll", "static_stretch"] {
                    assert!(
                        tags.iter().any(|t| t == tag),
                        "{kind}, hot {hot}, {m} min: no {tag}"
                    );
                }
            }
        }
    }
}

#[test]
fn the_clock_goes_left_then_right() {
    let mut a = minutes(&well(), 15);
    put(&mut a, "kit", "roller");
    let s = session(&a).unwrap();
    let kinds: Vec<(SegmentKind, Option<Side>)> = s
        .segments()
        .iter()
        .filter(|g| g.part == 1)
        .map(|g| (g.kind, g.side))
        .collect();
    assert_eq!(
        kinds,
        [
            (SegmentKind::GetReady, Some(Side::Left)),
            (SegmentKind::Work, Some(Side::Left)),
            (SegmentKind::ChangeSide, Some(Side::Right)),
            (SegmentKind::Work, Some(Side::Right)),
        ]
    );
}

#[test]
fn a_swap_keeps_the_time_and_takes_only_what_is_offered() {
    let mut a = minutes(&well(), 25);
    put(&mut a, "kit", "roller");
    let mut s = session(&a).unwrap();
    let (total, before) = (s.total_s, s.parts[1].clone());
    assert!(!s.swap(1, "SX-01") && !s.swap(99, "MO-06"));
    assert!(before.swaps.contains(&"MO-06".to_owned()), "{before:?}");
    assert!(s.swap(1, "MO-06"));
    assert_eq!(s.parts[1].exercise, "MO-06");
    assert!(
        s.parts[1].swaps.contains(&before.exercise),
        "it can be taken back"
    );
    assert_eq!(s.parts.iter().map(Part::total_s).sum::<i32>(), total);
}

#[test]
fn each_sore_place_is_worked_or_named_as_left_out() {
    for m in [2, 5, 8, 12, 15, 25] {
        for kit in ["roller", "floor", "standing"] {
            let mut a = minutes(&well(), m);
            put(&mut a, "kit", kit);
            for place in [
                "quads both 8",
                "calves both 4",
                "hamstrings both 3",
                "glutes both 2",
                "inner_thigh both 2",
            ] {
                sore(&mut a, place);
            }
            let plan = Plan::new(&a).unwrap();
            let parts = plan.session.as_ref().map_or(&[] as &[Part], |s| &s.parts);
            for site in a.sites().unwrap() {
                let worked = parts.iter().any(|p| {
                    exercise(&p.exercise)
                        .unwrap()
                        .regions
                        .contains(&site.region)
                });
                let named = plan.left_out.iter().any(|l| {
                    l.places
                        .iter()
                        .any(|p| p.region == site.region.id() && p.side == site.side)
                });
                assert!(
                    worked != named,
                    "{m} min, {kit}, {}: {:?}",
                    site.region.id(),
                    plan.left_out
                );
            }
        }
    }
}

#[test]
fn every_move_leads_to_one_that_needs_nothing() {
    for def in EXERCISES {
        let mut at = def;
        for _ in 0..3 {
            if at.needs.is_empty() && at.posture == Posture::Stand {
                break;
            }
            at = exercise(at.instead.unwrap()).unwrap();
        }
        assert!(
            at.needs.is_empty() && at.posture == Posture::Stand,
            "{}",
            def.id
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn whoever_asks_the_session_is_sound(a in person(), m in 2i32..=60) {
        let a = minutes(&a, m);
        let plan = Plan::new(&a).map_err(|u| TestCaseError::fail(u.next.name()))?;
        if let Some(s) = &plan.session {
            sound(s, &a);
            let kit = a.choice(fact::KIT);
            for part in &s.parts {
                let def = exercise(&part.exercise).unwrap();
                prop_assert!(def.posture == Posture::Stand || kit != Some("standing"));
                prop_assert!(!def.needs.contains(&Kit::Roller) || kit == Some("roller"));
                // Nothing works a place that is one-sided or at 7 and more.
                if def.kind != Move::Walk {
                    for site in a.sites().unwrap_or(&[]) {
                        let severe = site.feel.is_some_and(|f| f.score >= 7);
                        prop_assert!(!severe || !def.regions.contains(&site.region) || def.regions.len() > 1);
                    }
                }
            }
        }
    }
}

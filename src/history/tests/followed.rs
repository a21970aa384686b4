//! A run that was followed to its end, for the tests of the store and what measures it in a browser.

use super::{CheckIn, Done, Run, Sore};

/// How it went some hours after the end of a minute: four places sore alike.
pub fn check(end_min: i64, hours: i64, score: u8) -> CheckIn {
    let place = |region: &'static str, right| Sore {
        region: region.into(),
        right,
        score: Some(score),
        feels: Vec::new(),
    };
    CheckIn {
        at_min: end_min + hours * 60,
        places: vec![
            place("calves", false),
            place("calves", true),
            place("quads", false),
            place("quads", true),
        ],
        stairs: Some(1),
        ..CheckIn::default()
    }
}

/// The same run with three check-ins, the last one raising its level, and all of its steps done.
pub fn followed(mut run: Run) -> Run {
    let end_min = run.saved_at_ms / 60_000;
    run.checks = vec![
        check(end_min, 24, 5),
        check(end_min, 48, 4),
        CheckIn {
            level: Some(aftermile_engine::Level::Book),
            rules: vec!["check_not_falling".into(), "check_stairs_late".into()],
            switched: 1,
            ..check(end_min, 72, 4)
        },
    ];
    let steps = run.told.summary().steps.into_iter();
    run.done = Done {
        at_ms: run.saved_at_ms,
        steps: steps.map(|s| s.id.into()).collect(),
        ..Done::default()
    };
    run
}

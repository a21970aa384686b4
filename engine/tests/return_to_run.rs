//! Back to running, against the rows of the evidence base. Each test names its row.
#![allow(clippy::unwrap_used)]

use aftermile_engine::return_to_run::{
    Next, Soreness, Step, TendonPain, after_soreness, ladder, tendon_pain,
};

#[test]
fn ev_pain_01_bands() {
    for score in 0..=10 {
        let wanted = match score {
            0..=2 => TendonPain::Safe,
            3..=5 => TendonPain::Acceptable,
            _ => TendonPain::Excessive,
        };
        assert_eq!(
            tendon_pain(score, 0, true, false).unwrap(),
            wanted,
            "{score}"
        );
        assert_eq!(
            tendon_pain(0, score, true, false).unwrap(),
            wanted,
            "{score}"
        );
        assert_eq!(
            tendon_pain(score, 0, false, false).unwrap(),
            TendonPain::Excessive
        );
        assert_eq!(
            tendon_pain(score, 0, true, true).unwrap(),
            TendonPain::Excessive
        );
    }
    assert!(tendon_pain(11, 0, true, false).is_err() && tendon_pain(0, 11, true, false).is_err());
}

#[test]
fn ev_pain_01_worse_is_never_milder() {
    for during in 0..10 {
        for after in 0..10 {
            let at = |d, a| tendon_pain(d, a, true, false).unwrap();
            assert!(at(during + 1, after) >= at(during, after));
            assert!(at(during, after + 1) >= at(during, after));
        }
    }
}

#[test]
fn ev_rtr_04_the_five_rows() {
    for (soreness, days_off, level) in [
        (Soreness::None, 0, Step::Up),
        (Soreness::WarmUpGone, 0, Step::Same),
        (Soreness::WarmUpStays, 2, Step::Down),
        (Soreness::WarmUpReturns, 2, Step::Down),
        (Soreness::DayAfter, 1, Step::Same),
    ] {
        assert_eq!(after_soreness(soreness), Next { days_off, level });
    }
}

#[test]
fn ev_rtr_02_the_ladder_is_thirty_minutes_at_most_and_rises_by_a_minute() {
    let rungs = ladder();
    assert_eq!(
        (rungs[0].walk_min, rungs[0].jog_min, rungs[0].times),
        (4, 1, 6)
    );
    for pair in rungs.windows(2) {
        assert_eq!(pair[1].jog_min, pair[0].jog_min + 1);
    }
    for rung in rungs {
        assert_eq!((rung.walk_min + rung.jog_min) * rung.times, 30);
    }
}

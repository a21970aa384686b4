//! The soreness forecast against the vectors of the evidence base, section 1.2. Each test names its row.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use aftermile_engine::condition::Context;
use aftermile_engine::forecast::{
    Curve, Family, Forecast, RunKind, falls_to, hours_ahead, in_hours, ribbon, site_ribbons, usual,
};
use aftermile_engine::{Answer, Answers, Plan, Side, fact, region};
use common::{person, put, sore, well};
use proptest::prelude::*;

fn curve(family: Family, tenths: i32) -> Curve {
    Curve::new(family, tenths).unwrap()
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 0.0051
}

/// Answers before anything was judged.
fn at(answers: &Answers) -> Context<'_> {
    Context::new(answers, None)
}

#[test]
fn ev_doms_25_flat_family() {
    let quads = curve(Family::Flat, 61);
    for (hour, score) in [(0, 6.1), (24, 6.1), (48, 3.95), (72, 2.56), (96, 1.65)] {
        assert!(near(quads.at(hour), score), "{hour} h: {}", quads.at(hour));
    }
}

#[test]
fn ev_doms_25_downhill_family() {
    let worst = curve(Family::Downhill, 80);
    for (hour, score) in [
        (0, 0.0),
        (5, 0.0),
        (6, 1.0),
        (24, 4.23),
        (45, 8.0),
        (69, 5.18),
        (93, 3.35),
        (165, 0.91),
    ] {
        assert!(near(worst.at(hour), score), "{hour} h: {}", worst.at(hour));
    }
}

#[test]
fn ev_doms_24_downhill_is_below_1_by_day_7() {
    assert!(curve(Family::Downhill, 80).at(168) < 1.0);
}

#[test]
fn ev_doms_25_usual_scores() {
    let marathon = |practised| RunKind::Marathon { practised };
    for (kind, score) in [
        (RunKind::Easy, 1),
        (RunKind::Hard, 2),
        (RunKind::Long, 3),
        (RunKind::Half, 4),
        (marathon(false), 6),
        (marathon(true), 3),
    ] {
        assert_eq!(kind.usual(), score, "{kind:?}");
        // The factor is for the downhill family only.
        for same_kind in [false, true] {
            let flat = usual(kind, Family::Flat, same_kind);
            assert_eq!(flat, curve(Family::Flat, score * 10), "{kind:?}");
        }
    }
    let down = |same_kind| usual(RunKind::Easy, Family::Downhill, same_kind);
    assert_eq!(down(false), curve(Family::Downhill, 60));
    assert_eq!(down(true), curve(Family::Downhill, 30));
    // A descent never lowers what is usual on the flat (our own choice).
    let half = usual(RunKind::Half, Family::Downhill, true);
    assert_eq!(half, curve(Family::Downhill, 40));
}

#[test]
fn ev_doms_25_the_kind_of_run_from_the_answers() {
    let mut a = well();
    assert_eq!(RunKind::of(at(&a)), RunKind::Easy);
    put(&mut a, "kind", "intervals");
    assert_eq!(RunKind::of(at(&a)), RunKind::Hard);
    put(&mut a, "minutes", "100 min");
    assert_eq!(RunKind::of(at(&a)), RunKind::Long);
    put(&mut a, "distance", "21100 m");
    assert_eq!(RunKind::of(at(&a)), RunKind::Half);
    put(&mut a, "distance", "42200 m");
    assert_eq!(RunKind::of(at(&a)), RunKind::Marathon { practised: false });
}

fn likely(a: &Answers, hour: i32) -> i32 {
    Forecast::of(at(a)).unwrap().point(hour).likely
}

#[test]
fn ev_doms_25_what_is_reported_within_a_day_is_the_score_at_24_hours() {
    let mut a = well();
    put(&mut a, "distance", "42200 m");
    put(&mut a, "minutes", "240 min");
    sore(&mut a, "quads both 4");
    // An hour after the run: 23 more hours at 4, then the decay.
    assert_eq!((likely(&a, 0), likely(&a, 23)), (40, 40));
    assert_eq!(likely(&a, 47), 26);
    put(&mut a, "finished", "h6_24");
    assert_eq!((likely(&a, 10), likely(&a, 34)), (40, 26));
    put(&mut a, "finished", "day2");
    assert_eq!((likely(&a, 0), likely(&a, 24)), (40, 26));
}

#[test]
fn ev_doms_25_nothing_reported_yet_uses_the_run() {
    let mut a = well();
    put(&mut a, "minutes", "100 min");
    assert_eq!((likely(&a, 0), likely(&a, 23)), (0, 30));
    assert_eq!(likely(&a, 47), 19);
    // A day later it would have shown.
    put(&mut a, "finished", "day1");
    assert_eq!(likely(&a, 0), 0);
    assert_eq!(likely(&a, 72), 0);
}

#[test]
fn ev_doms_25_a_reported_0_is_a_report() {
    let mut a = well();
    put(&mut a, "minutes", "100 min");
    sore(&mut a, "quads both 0");
    assert_eq!(likely(&a, 23), 0);
}

#[test]
fn ev_doms_24_downhill_rises_to_day_2_and_half_as_far_when_used_to_it() {
    let mut a = well();
    put(&mut a, "descent", "yes");
    put(&mut a, "unusual", "yes");
    sore(&mut a, "quads both 1");
    assert_eq!((likely(&a, 0), likely(&a, 4), likely(&a, 44)), (10, 10, 60));
    put(&mut a, "unusual", "no");
    assert_eq!(likely(&a, 44), 30);
    // Not answered is not "used to it".
    a.set(fact::UNUSUAL, Answer::NotAsked).unwrap();
    assert_eq!(likely(&a, 44), 60);
    // Sorer than usual already: it does not fall before the peak.
    sore(&mut a, "calves both 8");
    assert_eq!((likely(&a, 0), likely(&a, 44)), (80, 80));
    assert_eq!(likely(&a, 68), 52);
}

#[test]
fn ev_doms_24_the_band_is_two_points_and_opens_within_a_day() {
    let mut a = well();
    sore(&mut a, "quads both 4");
    let points = ribbon(at(&a)).unwrap();
    let first = points[0];
    assert_eq!((first.low, first.likely, first.high), (40, 40, 40));
    for p in points.iter().filter(|p| p.hour >= 24) {
        assert_eq!(p.high - p.likely, 20, "{} h", p.hour);
        assert_eq!(p.low, (p.likely - 20).max(0), "{} h", p.hour);
    }
    assert_eq!(in_hours(at(&a), 48), Some((1, 5)));
}

#[test]
fn the_ribbon_runs_for_three_days_and_for_six_after_a_marathon() {
    let mut a = well();
    sore(&mut a, "quads both 4");
    let hours =
        |a: &Answers| -> Vec<i32> { ribbon(at(a)).unwrap().iter().map(|p| p.hour).collect() };
    assert_eq!(hours(&a), (0..=72).step_by(6).collect::<Vec<_>>());
    put(&mut a, "kind", "race");
    put(&mut a, "distance", "42200 m");
    assert_eq!(hours_ahead(at(&a)), 144);
    assert_eq!(hours(&a), (0..=144).step_by(6).collect::<Vec<_>>());
}

#[test]
fn nothing_is_forecast_while_the_run_is_unknown() {
    let mut a = well();
    sore(&mut a, "quads both 4");
    a.set(fact::FINISHED, Answer::NotAsked).unwrap();
    assert_eq!((ribbon(at(&a)), falls_to(at(&a), 2)), (None, None));
    assert!(site_ribbons(at(&a)).is_empty());
}

#[test]
fn each_sore_place_has_its_own_ribbon_and_the_whole_is_the_sorest() {
    let mut a = well();
    sore(&mut a, "quads both 6");
    sore(&mut a, "calves left 2");
    let all = site_ribbons(at(&a));
    assert_eq!(all.len(), 3);
    let of = |place| {
        let found = all.iter().find(|(p, _)| *p == place).unwrap();
        found.1.clone()
    };
    assert_eq!(of((region::QUADS, Side::Left)), ribbon(at(&a)).unwrap());
    assert_eq!(
        of((region::QUADS, Side::Left)),
        of((region::QUADS, Side::Right))
    );
    let calf = of((region::CALVES, Side::Left));
    assert_eq!((calf[0].likely, calf[8].likely), (20, 13));
    // A place that is named but not yet scored has none.
    a.set_feel(region::CALVES, Side::Left, None).unwrap();
    assert_eq!(site_ribbons(at(&a)).len(), 2);
}

#[test]
fn the_plan_carries_the_ribbon() {
    let mut a = well();
    sore(&mut a, "quads both 4");
    assert_eq!(Plan::new(&a).unwrap().ribbon, ribbon(at(&a)).unwrap());
}

#[test]
fn the_hour_at_which_it_falls_to_a_score() {
    let mut a = well();
    sore(&mut a, "quads both 6");
    assert_eq!(falls_to(at(&a), 6), Some(0));
    // 23 hours at 6, then ln(6 / 3) / 0.435 days.
    assert_eq!(falls_to(at(&a), 3), Some(23 + 39));
    assert_eq!(falls_to(at(&a), 2), Some(23 + 61));
    assert_eq!(falls_to(at(&a), 0), None);
    // It is under 3 now, but rises first.
    let mut down = well();
    put(&mut down, "descent", "yes");
    put(&mut down, "unusual", "yes");
    sore(&mut down, "quads both 1");
    assert_eq!(falls_to(at(&down), 3), Some(44 + 39));
    assert_eq!(falls_to(at(&well()), 0), None);
    assert_eq!(falls_to(at(&well()), 1), Some(0));
    let mut over = well();
    put(&mut over, "finished", "day3");
    assert_eq!(falls_to(at(&over), 0), Some(0));
}

#[test]
fn a_top_out_of_range_is_refused() {
    for top in [-1, 101] {
        let error = Curve::new(Family::Flat, top).unwrap_err().to_string();
        assert!(
            error.contains("top") && error.contains("0 to 100"),
            "{error}"
        );
    }
}

fn any_family() -> impl Strategy<Value = Family> {
    prop_oneof![Just(Family::Flat), Just(Family::Downhill)]
}

fn any_forecast() -> impl Strategy<Value = (Curve, i32, Option<u8>)> {
    (
        any_family(),
        0..=100,
        0..300,
        proptest::option::of(0u8..=10),
    )
        .prop_map(|(family, top, since, now)| (curve(family, top), since, now))
}

proptest! {
    #[test]
    fn a_curve_stays_between_0_and_its_top(family in any_family(), top in 0..=100, hour in 0..2000) {
        let c = curve(family, top);
        let score = c.at(hour);
        prop_assert!((0.0..=c.top()).contains(&score), "{score}");
        if hour >= family.top_hour() {
            prop_assert!(c.at(hour + 1) <= score);
        }
    }

    #[test]
    fn a_higher_top_is_never_lower_at_any_hour(family in any_family(), top in 0..100, hour in 0..400) {
        prop_assert!(curve(family, top).at(hour) <= curve(family, top + 1).at(hour) + 1e-9);
    }

    #[test]
    fn points_are_within_bounds_and_in_order((c, since, now) in any_forecast(), hour in 0..400) {
        let p = Forecast::new(c, since, now).point(hour);
        prop_assert!(0 <= p.low && p.low <= p.likely && p.likely <= p.high && p.high <= 100, "{p:?}");
        prop_assert!(p.high - p.low <= 40);
    }

    #[test]
    fn it_begins_at_what_is_reported((c, since, now) in any_forecast()) {
        let first = Forecast::new(c, since, now).point(0).likely;
        prop_assert_eq!(first, i32::from(now.unwrap_or(0)) * 10);
    }

    #[test]
    fn sorer_now_is_never_forecast_as_milder(
        (c, since, _) in any_forecast(), now in 0u8..10, hour in 0..400, score in 1..=10,
    ) {
        let (a, b) = (Forecast::new(c, since, Some(now)), Forecast::new(c, since, Some(now + 1)));
        prop_assert!(a.likely(hour) <= b.likely(hour) + 1e-9);
        prop_assert!(a.falls_to(score) <= b.falls_to(score));
    }

    #[test]
    fn it_stays_at_or_under_what_it_falls_to((c, since, now) in any_forecast(), score in 1..=10, later in 0..200) {
        let forecast = Forecast::new(c, since, now);
        let hour = forecast.falls_to(score).unwrap();
        prop_assert!(forecast.likely(hour + later) <= f64::from(score) + 1e-9);
        if hour > 0 {
            prop_assert!(forecast.likely(hour - 1) > f64::from(score) - 1e-9);
        }
    }

    #[test]
    fn anyone_with_a_run_has_a_forecast(a in person()) {
        let whole = ribbon(at(&a)).unwrap();
        prop_assert_eq!(i32::try_from(whole.len()).unwrap(), hours_ahead(at(&a)) / 6 + 1);
        for (_, points) in site_ribbons(at(&a)) {
            prop_assert_eq!(points.len(), whole.len());
            for (p, w) in points.iter().zip(&whole) {
                prop_assert!(p.likely <= w.likely && p.high <= w.high);
            }
        }
    }
}

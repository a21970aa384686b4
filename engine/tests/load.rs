//! Load and spikes against the vectors of the evidence base, sections 3.1 and 4.3. Each test names its row.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use aftermile_engine::load::{
    Coupling, Deviation, Hazard, Load, Metres, Minutes, Rpe, SpikeBand, SpikeLevel, Variety, Week,
    acute_to_chronic, change, longest, monotony, spike, variety, weeks,
};
use proptest::prelude::*;

fn near(a: f64, b: f64, within: f64) -> bool {
    (a - b).abs() <= within
}

fn days(units: &[i32]) -> Vec<Load> {
    units.iter().map(|u| Load::day(*u).unwrap()).collect()
}

fn metres(m: i32) -> Metres {
    Metres::new(m).unwrap()
}

#[test]
fn ev_q_01_and_ev_load_30_session_load() {
    let load = Load::of(Rpe::new(7).unwrap(), Minutes::new(60).unwrap());
    assert_eq!(load.get(), 420);
}

#[test]
fn ev_load_02_a_day_is_the_sum_of_its_sessions_and_a_rest_day_is_0() {
    let two: Load = days(&[420, 60]).into_iter().sum();
    assert_eq!(two.get(), 480);
    assert_eq!(days(&[]).into_iter().sum::<Load>().get(), 0);
}

#[test]
fn ev_load_31_published_monotony() {
    assert!(near(monotony(790.0, 897.0).unwrap(), 0.8807, 0.00005));
}

#[test]
fn ev_load_33_both_deviations() {
    let week = Week::ending(&days(&[300, 0, 450, 0, 300, 600, 0])).unwrap();
    assert_eq!(week.total().get(), 1650);
    assert!(near(week.mean(), 235.714, 0.0005));
    assert!(near(week.deviation(Deviation::Sample), 242.752, 0.0005));
    assert!(near(week.monotony().unwrap(), 0.971, 0.0005));
    assert!(near(week.strain(), 1602.2, 0.05));
    assert!(near(week.deviation(Deviation::Population), 224.745, 0.0005));
    assert!(near(
        week.monotony_by(Deviation::Population).unwrap(),
        1.049,
        0.0005
    ));
    assert!(near(week.strain_by(Deviation::Population), 1730.5, 0.05));
}

#[test]
fn ev_load_34_both_deviations() {
    let week = Week::ending(&days(&[360, 240, 360, 240, 360, 240, 360])).unwrap();
    assert_eq!(week.total().get(), 2160);
    assert!(near(week.mean(), 308.571, 0.0005));
    assert!(near(week.deviation(Deviation::Sample), 64.143, 0.0005));
    assert!(near(week.monotony().unwrap(), 4.811, 0.0005));
    assert!(near(week.strain(), 10391.0, 0.5));
    assert!(near(week.deviation(Deviation::Population), 59.385, 0.0005));
    assert!(near(
        week.monotony_by(Deviation::Population).unwrap(),
        5.196,
        0.0005
    ));
    assert!(near(week.strain_by(Deviation::Population), 11224.0, 0.5));
    assert_eq!(variety(week.monotony().unwrap()), Variety::Alike);
}

#[test]
fn ev_load_04_alike_days_have_the_cap_and_no_load_has_no_monotony() {
    let alike = Week::ending(&days(&[200; 7])).unwrap();
    assert_eq!(alike.monotony(), Some(10.0));
    assert_eq!(alike.monotony_by(Deviation::Population), Some(10.0));
    assert!(near(alike.strain(), 14_000.0, 0.0));
    let nearly = Week::ending(&days(&[200, 200, 200, 200, 200, 200, 201])).unwrap();
    assert_eq!(nearly.monotony(), Some(10.0), "never over the cap");
    let rest = Week::ending(&days(&[0; 7])).unwrap();
    assert_eq!((rest.monotony(), rest.strain()), (None, 0.0));
}

#[test]
fn ev_load_03_a_week_is_the_last_seven_days_and_no_less() {
    assert_eq!(Week::ending(&days(&[1; 6])), None);
    let nine = days(&[900, 900, 1, 2, 3, 4, 5, 6, 7]);
    assert_eq!(Week::ending(&nine).unwrap().total().get(), 28);
    let sums: Vec<u32> = weeks(&days(&[9, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2]))
        .iter()
        .map(|w| w.get())
        .collect();
    assert_eq!(sums, [7, 14]);
}

#[test]
fn ev_load_15_monotony_in_words() {
    for (m, says) in [
        (1.49, Variety::Varied),
        (1.5, Variety::Between),
        (2.0, Variety::Between),
        (2.01, Variety::Alike),
    ] {
        assert_eq!(variety(m), says, "{m}");
    }
}

#[test]
fn ev_load_06_change() {
    let [a, b, none] = [1000, 1100, 0].map(|u| Load::day(u).unwrap());
    assert!(near(change(b, a).unwrap(), 0.1, 1e-12));
    assert_eq!(change(none, a), Some(-1.0));
    assert_eq!(change(a, none), None);
}

#[test]
fn ev_load_36_acute_to_chronic() {
    let four: [Load; 4] = days(&[1000, 1000, 1000, 1500]).try_into().unwrap();
    assert!(near(
        acute_to_chronic(four, Coupling::Coupled).unwrap(),
        1.333,
        0.0005
    ));
    assert_eq!(acute_to_chronic(four, Coupling::Uncoupled), Some(1.5));
    let first: [Load; 4] = days(&[0, 0, 0, 1500]).try_into().unwrap();
    assert_eq!(acute_to_chronic(first, Coupling::Uncoupled), None);
    assert_eq!(acute_to_chronic(first, Coupling::Coupled), Some(4.0));
}

#[test]
fn ev_load_35_bands_at_their_edges() {
    for (today, band, percent) in [
        (18_000, SpikeBand::UpTo30, 13),
        (17_600, SpikeBand::UpTo10, 10),
        (17_601, SpikeBand::UpTo30, 11),
        (20_800, SpikeBand::UpTo30, 30),
        (20_801, SpikeBand::UpTo100, 31),
        (32_000, SpikeBand::UpTo100, 100),
        (32_001, SpikeBand::Over100, 101),
        (32_100, SpikeBand::Over100, 101),
        (8_000, SpikeBand::UpTo10, -50),
    ] {
        let spike = spike(metres(today), metres(16_000));
        assert_eq!((spike.band, spike.percent), (band, percent), "{today} m");
    }
}

#[test]
fn ev_load_20_hazards_and_ev_load_21_levels() {
    let expected = [
        (None, SpikeLevel::Ok),
        (Some((131, 164, 205)), SpikeLevel::Raised),
        (Some((116, 152, 200)), SpikeLevel::Raised),
        (Some((150, 228, 348)), SpikeLevel::High),
    ];
    for (band, (hazard, level)) in SpikeBand::ALL.into_iter().zip(expected) {
        let hazard = hazard.map(|(low, likely, high)| Hazard { low, likely, high });
        assert_eq!((band.hazard(), band.level()), (hazard, level), "{band:?}");
    }
}

#[test]
fn ev_load_10_the_longest_of_thirty_days() {
    let runs = [
        (0, metres(5000)),
        (30, metres(16_000)),
        (31, metres(42_195)),
    ];
    assert_eq!(longest(runs), Some(metres(16_000)));
    assert_eq!(longest([(31, metres(42_195))]), None);
    assert_eq!(longest([]), None);
}

#[test]
fn what_is_out_of_range_is_refused_with_its_name() {
    for (error, field) in [
        (Rpe::new(11).unwrap_err(), "effort"),
        (Rpe::new(-1).unwrap_err(), "effort"),
        (Minutes::new(2881).unwrap_err(), "minutes"),
        (Metres::new(0).unwrap_err(), "distance"),
        (Metres::new(350_001).unwrap_err(), "distance"),
        (Load::day(14_401).unwrap_err(), "load"),
    ] {
        assert!(error.to_string().contains(field), "{error}");
    }
}

proptest! {
    #[test]
    fn a_week_is_within_its_bounds(units in proptest::array::uniform7(0..=Load::DAY_MAX)) {
        let week = Week::ending(&days(&units)).unwrap();
        for kind in [Deviation::Sample, Deviation::Population] {
            prop_assert!(week.deviation(kind).is_finite() && week.deviation(kind) >= 0.0);
            if let Some(m) = week.monotony_by(kind) {
                prop_assert!(m > 0.0 && m <= 10.0);
            }
            prop_assert!(week.strain_by(kind).is_finite());
            prop_assert!(week.strain_by(kind) <= f64::from(week.total().get()) * 10.0);
        }
        prop_assert_eq!(week.monotony().is_none(), week.total().get() == 0);
        prop_assert!(week.monotony_by(Deviation::Population) >= week.monotony());
    }

    #[test]
    fn more_of_either_is_never_less_load(effort in 0..10, minutes in 0..Minutes::MAX) {
        let load = |e, m| Load::of(Rpe::new(e).unwrap(), Minutes::new(m).unwrap());
        prop_assert!(load(effort, minutes) <= load(effort + 1, minutes));
        prop_assert!(load(effort, minutes) <= load(effort, minutes + 1));
    }

    #[test]
    fn a_longer_run_is_never_a_lower_band(today in 1..Metres::MAX, longest in 1..=Metres::MAX) {
        let (a, b) = (spike(metres(today), metres(longest)), spike(metres(today + 1), metres(longest)));
        prop_assert!(a.band <= b.band && a.percent <= b.percent && a.band.level() <= b.band.level());
        let of_percent = match a.percent {
            ..=10 => SpikeBand::UpTo10,
            11..=30 => SpikeBand::UpTo30,
            31..=100 => SpikeBand::UpTo100,
            _ => SpikeBand::Over100,
        };
        prop_assert_eq!(a.band, of_percent);
    }

    #[test]
    fn ratios_are_numbers(units in proptest::array::uniform4(0..=Load::DAY_MAX)) {
        let four: [Load; 4] = days(&units).try_into().unwrap();
        for coupling in [Coupling::Coupled, Coupling::Uncoupled] {
            if let Some(ratio) = acute_to_chronic(four, coupling) {
                prop_assert!(ratio.is_finite() && ratio >= 0.0);
                prop_assert!(coupling == Coupling::Uncoupled || ratio <= 4.0);
            }
        }
        if let Some(share) = change(four[3], four[2]) {
            prop_assert!(share.is_finite() && share >= -1.0);
        }
    }
}

//! One recorded activity, and the ranges that its values must lie in.

use crate::found::Format;
use crate::sport::{Sport, Surface};
use crate::warning::Warning;
use serde::{Deserialize, Serialize};

/// One recorded activity, in tenths. `None` is what the file does not say; then a [`Warning`] says so.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Activity {
    pub sport: Sport,
    pub surface: Option<Surface>,
    pub kind: Option<Kind>,
    pub start: Option<Start>,
    /// Seconds without pauses: above 0, at most 14 days, at most `elapsed_s`.
    pub moving_s: Option<f64>,
    /// Seconds from start to end: above 0, at most 14 days.
    pub elapsed_s: Option<f64>,
    /// Metres: above 0, at most 1 500 km.
    pub distance_m: Option<f64>,
    /// Metres uphill in all: 0 to 100 km.
    pub ascent_m: Option<f64>,
    /// Metres downhill in all: 0 to 100 km.
    pub descent_m: Option<f64>,
    /// Beats a minute: 25 to 250.
    pub hr_mean: Option<f64>,
    /// Beats a minute: 25 to 250, not below `hr_mean`.
    pub hr_max: Option<f64>,
    /// Distance and heights as the file gives them, where the unit is not known; see [`Activity::in_unit`].
    pub without_unit: Option<WithoutUnit>,
    /// Where it is not that of the import: an archive may hold recordings of several formats.
    pub format: Option<Format>,
    pub warnings: Vec<Warning>,
}

/// When an activity began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Start {
    /// Seconds since 1970: UTC, or for [`Zone::Local`] the local clock's reading as if it were UTC. Years 1990 to 2099.
    pub at_s: i64,
    pub zone: Zone,
}

/// What is known of the time zone of a start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Zone {
    /// The moment is known, the local time is not.
    Utc,
    /// Minutes that the local clock was ahead of UTC.
    Offset(i32),
    /// The local time is known, the moment is not.
    Local,
}

/// What kind of run it probably was, only where the file gives a reason. The names are those of the question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Ten miles or more.
    Long,
    /// The watch recorded laps of rest between laps of work.
    Intervals,
    /// At least 25 m up a kilometre.
    Hills,
}

/// The units in which an account shows distances.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Kilometres, heights in metres.
    Kilometres,
    /// Miles, heights in feet.
    Miles,
    /// Metres, heights in metres.
    Metres,
}

/// Values as they stand in a file that does not name their unit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct WithoutUnit {
    pub distance: f64,
    pub ascent: Option<f64>,
    pub descent: Option<f64>,
}

const LONGEST_S: f64 = 14.0 * 86_400.0;
const FARTHEST_M: f64 = 1_500_000.0;
const HIGHEST_M: f64 = 100_000.0;
const FASTEST_M_PER_S: f64 = 12.0;
const LONG_RUN_M: f64 = 16_093.0;
const HILLY: f64 = 0.025;
const REST_LAPS: u32 = 2;
/// 1990-01-01 and 2100-01-01 in seconds since 1970.
const STARTS: std::ops::Range<i64> = 631_152_000..4_102_444_800;

impl Unit {
    /// The word for it.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Unit::Kilometres => "kilometres",
            Unit::Miles => "miles",
            Unit::Metres => "metres",
        }
    }

    /// Metres in one of it, and metres in one of its unit of height.
    fn metres(self) -> (f64, f64) {
        match self {
            Unit::Kilometres => (1000.0, 1.0),
            Unit::Miles => (1609.344, 0.3048),
            Unit::Metres => (1.0, 1.0),
        }
    }
}

impl Activity {
    /// True for a run, and for what a runner may confirm to be one.
    #[must_use]
    pub fn may_be_run(&self) -> bool {
        matches!(self.sport, Sport::Running | Sport::Unknown)
    }

    /// The activity once its unit is known: distance and heights in metres, the question answered.
    #[must_use]
    pub fn in_unit(mut self, unit: Unit) -> Activity {
        let Some(raw) = self.without_unit.take() else {
            return self;
        };
        let (long, high) = unit.metres();
        self.distance_m = Some(raw.distance * long);
        self.ascent_m = raw.ascent.map(|ascent| ascent * high);
        self.descent_m = raw.descent.map(|descent| descent * high);
        self.warnings
            .retain(|warning| !matches!(warning, Warning::UnitUnknown { .. }));
        self.settled(0)
    }

    /// Takes out what cannot be, guesses the kind, and says what is missing. `rest_laps` are laps that the watch
    /// recorded as rest between laps of work.
    pub(crate) fn settled(mut self, rest_laps: u32) -> Activity {
        let mut warn = Vec::new();
        self.round();
        if let Some(start) = self.start
            && !STARTS.contains(&start.at_s)
        {
            self.start = None;
            warn.push(Warning::StartImpossible {
                year: crate::time::year(start.at_s),
            });
        }
        let mut bad_time = false;
        for time in [&mut self.moving_s, &mut self.elapsed_s] {
            // Nothing, as against something impossible: devices write 0 for what they did not measure.
            *time = time.filter(|seconds| *seconds != 0.0);
            if time.is_some_and(|seconds| !(seconds > 0.0 && seconds <= LONGEST_S)) {
                *time = None;
                bad_time = true;
            }
        }
        if let (Some(moving), Some(elapsed)) = (self.moving_s, self.elapsed_s) {
            // Clocks round; more than that is not possible, and then the longer one is the safer to load on.
            self.elapsed_s = Some(elapsed.max(moving));
        }
        self.elapsed_s = self.elapsed_s.or(self.moving_s);
        self.distance_m = self.distance_m.filter(|metres| *metres != 0.0);
        let mut bad_distance = self
            .distance_m
            .is_some_and(|metres| !(metres > 0.0 && metres <= FARTHEST_M));
        if bad_distance {
            self.distance_m = None;
        }
        if self
            .without_unit
            .is_some_and(|raw| !(raw.distance > 0.0 && raw.distance <= FARTHEST_M))
        {
            self.without_unit = None;
            bad_distance = true;
        }
        let mut bad_value = false;
        let mut within = |value: &mut Option<f64>, least: f64, most: f64| {
            if value.is_some_and(|value| !(value >= least && value <= most)) {
                *value = None;
                bad_value = true;
            }
        };
        within(&mut self.ascent_m, 0.0, HIGHEST_M);
        within(&mut self.descent_m, 0.0, HIGHEST_M);
        within(&mut self.hr_mean, 25.0, 250.0);
        within(&mut self.hr_max, 25.0, 250.0);
        if let (Some(mean), Some(max)) = (self.hr_mean, self.hr_max) {
            self.hr_max = Some(max.max(mean));
        }
        match &self.sport {
            Sport::Running => {}
            Sport::Unknown => warn.push(Warning::SportUnknown),
            sport => warn.push(Warning::NotARun {
                sport: sport.clone(),
            }),
        }
        if bad_time {
            warn.push(Warning::TimeImpossible);
        } else if self.elapsed_s.is_none() {
            warn.push(Warning::NoTimes);
        }
        if bad_distance {
            warn.push(Warning::DistanceImpossible);
        } else if let Some(raw) = self.without_unit {
            warn.push(Warning::UnitUnknown {
                distance: raw.distance,
            });
        } else if self.distance_m.is_none() {
            warn.push(Warning::NoDistance);
        }
        if bad_value {
            warn.push(Warning::ValuesImpossible);
        }
        match self.start {
            None if !warn
                .iter()
                .any(|w| matches!(w, Warning::StartImpossible { .. } | Warning::NoTimes)) =>
            {
                warn.push(Warning::NoStart);
            }
            Some(Start {
                zone: Zone::Local, ..
            }) => warn.push(Warning::ZoneUnknown),
            _ => {}
        }
        if let (Some(metres), Some(seconds)) = (self.distance_m, self.moving_s.or(self.elapsed_s))
            && metres / seconds > FASTEST_M_PER_S
            && self.may_be_run()
        {
            warn.push(Warning::TooFast);
        }
        self.kind = self.guessed_kind(rest_laps);
        for warning in warn {
            self.warn(warning);
        }
        self
    }

    /// Each doubt is told once.
    pub(crate) fn warn(&mut self, warning: Warning) {
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }

    /// To tenths, which no device measures more finely; what adding up leaves behind would not even survive JSON.
    fn round(&mut self) {
        let tenth = |value: &mut f64| *value = (*value * 10.0).round() / 10.0;
        let values = [
            &mut self.moving_s,
            &mut self.elapsed_s,
            &mut self.distance_m,
            &mut self.ascent_m,
            &mut self.descent_m,
            &mut self.hr_mean,
            &mut self.hr_max,
        ];
        values.into_iter().flatten().for_each(tenth);
        if let Some(raw) = &mut self.without_unit {
            // Kilometres and miles, with two decimals in every table.
            raw.distance = (raw.distance * 1000.0).round() / 1000.0;
            [&mut raw.ascent, &mut raw.descent]
                .into_iter()
                .flatten()
                .for_each(tenth);
            let possible = |value: &f64| (0.0..=HIGHEST_M / 0.3).contains(value);
            raw.ascent = raw.ascent.filter(possible);
            raw.descent = raw.descent.filter(possible);
        }
    }

    fn guessed_kind(&self, rest_laps: u32) -> Option<Kind> {
        if self.sport != Sport::Running {
            return None;
        }
        if self.distance_m.is_some_and(|metres| metres >= LONG_RUN_M) {
            Some(Kind::Long)
        } else if rest_laps >= REST_LAPS {
            Some(Kind::Intervals)
        } else if let (Some(up), Some(along)) = (self.ascent_m, self.distance_m)
            && along >= 1000.0
            && up / along >= HILLY
        {
            Some(Kind::Hills)
        } else {
            self.kind
        }
    }
}

impl Start {
    /// As ISO 8601: UTC with `Z`, or the local time without an offset.
    #[must_use]
    pub fn to_iso(self) -> String {
        crate::time::iso(self.at_s, self.zone != Zone::Local)
    }
}

#[cfg(test)]
mod tests {
    use super::{Activity, Kind, Start, Unit, WithoutUnit, Zone};
    use crate::{Sport, Warning};

    fn run() -> Activity {
        Activity {
            sport: Sport::Running,
            start: Some(Start {
                at_s: 1_700_000_000,
                zone: Zone::Utc,
            }),
            moving_s: Some(3600.0),
            elapsed_s: Some(3700.0),
            distance_m: Some(10_000.0),
            ..Activity::default()
        }
    }

    #[test]
    fn a_plain_run_needs_no_question() {
        let run = run().settled(0);
        assert_eq!(run.warnings, []);
        assert_eq!(run.kind, None);
    }

    #[test]
    fn what_cannot_be_is_left_out_and_said() {
        let odd = Activity {
            start: Some(Start {
                at_s: -2_177_452_800,
                zone: Zone::Utc,
            }),
            moving_s: Some(f64::NAN),
            elapsed_s: Some(f64::INFINITY),
            distance_m: Some(-5.0),
            ascent_m: Some(f64::NAN),
            hr_mean: Some(0.5),
            ..run()
        }
        .settled(0);
        assert_eq!(
            odd.warnings,
            [
                Warning::StartImpossible { year: 1901 },
                Warning::TimeImpossible,
                Warning::DistanceImpossible,
                Warning::ValuesImpossible
            ]
        );
        assert_eq!(
            (odd.start, odd.moving_s, odd.elapsed_s, odd.distance_m),
            (None, None, None, None)
        );
        assert_eq!((odd.ascent_m, odd.hr_mean), (None, None));
    }

    #[test]
    fn what_is_missing_is_said() {
        let walk = Activity {
            sport: Sport::Walking,
            distance_m: Some(0.0),
            ..run()
        }
        .settled(0);
        assert_eq!(
            walk.warnings,
            [
                Warning::NotARun {
                    sport: Sport::Walking
                },
                Warning::NoDistance
            ]
        );
        let timeless = Activity {
            start: None,
            moving_s: None,
            elapsed_s: None,
            ..run()
        }
        .settled(0);
        assert_eq!(timeless.warnings, [Warning::NoTimes]);
        let fast = Activity {
            distance_m: Some(100_000.0),
            ..run()
        }
        .settled(0);
        assert!(fast.warnings.contains(&Warning::TooFast));
    }

    #[test]
    fn a_unit_is_filled_in_once_it_is_known() {
        let raw = WithoutUnit {
            distance: 10.0,
            ascent: Some(100.0),
            descent: None,
        };
        let asked = Activity {
            distance_m: None,
            without_unit: Some(raw),
            ..run()
        }
        .settled(0);
        assert_eq!(asked.warnings, [Warning::UnitUnknown { distance: 10.0 }]);
        let miles = asked.clone().in_unit(Unit::Miles);
        assert_eq!(
            (miles.distance_m, miles.ascent_m),
            (Some(16_093.4), Some(30.5))
        );
        assert_eq!((miles.kind, miles.warnings), (Some(Kind::Long), vec![]));
        assert_eq!(asked.in_unit(Unit::Kilometres).distance_m, Some(10_000.0));
    }

    #[test]
    fn kinds_are_guessed_only_with_a_reason() {
        assert_eq!(run().settled(4).kind, Some(Kind::Intervals));
        assert_eq!(
            Activity {
                ascent_m: Some(300.0),
                ..run()
            }
            .settled(0)
            .kind,
            Some(Kind::Hills)
        );
        assert_eq!(
            Activity {
                distance_m: Some(21_097.0),
                ..run()
            }
            .settled(4)
            .kind,
            Some(Kind::Long)
        );
    }
}

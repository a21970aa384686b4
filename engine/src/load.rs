//! Training load from the effort and the length of runs, and the spike of a single run.
//!
//! | what | how | unit | row |
//! |---|---|---|---|
//! | session load | effort 0-10 times minutes | arbitrary units (AU) | EV-LOAD-01 |
//! | daily load | sum of the day's sessions; a day without one is 0 | AU | EV-LOAD-02 |
//! | weekly load | sum of 7 daily loads | AU | EV-LOAD-03 |
//! | monotony | mean of the 7 days over their standard deviation | 0-10 | EV-LOAD-04 |
//! | strain | weekly load times monotony | AU | EV-LOAD-05 |
//! | change | (this week - the week before) / the week before | share | EV-LOAD-06 |
//! | acute to chronic | this week over a mean of weeks | ratio | EV-LOAD-07, EV-LOAD-08 |
//! | spike | today's distance against the longest run of 30 days | whole metres | EV-LOAD-20 |
//!
//! A week is **rolling**: the 7 calendar days that end with the day looked at, today among them, so that the
//! figure means the same on a Tuesday as on a Sunday. The caller groups runs by calendar day; the engine knows
//! no calendar.
//!
//! Only the spike is tied to injury in runners (EV-LOAD-20). Everything else describes and decides nothing:
//! no rule reads it, and the acute to chronic ratio has no threshold here on purpose (EV-LOAD-22, EV-LOAD-23:
//! its bands come from team sports, and in runners its sign was the other way round). An exponentially
//! weighted mean (EV-LOAD-09) is left out: nothing shows it.

use crate::error::AnswerError;
use crate::table::load as numbers;
use std::iter::Sum;

/// The effort of a whole session, 0 (rest) to 10 (as hard as can be) (EV-Q-01).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rpe(u8);

impl Rpe {
    /// # Errors
    /// When the effort is not 0 to 10.
    pub fn new(effort: i32) -> Result<Rpe, AnswerError> {
        within("effort", effort, 0, 10, "of 10")?;
        Ok(Rpe(u8::try_from(effort).unwrap_or(10)))
    }

    #[must_use]
    pub fn get(self) -> u8 {
        self.0
    }
}

/// How long a session was, 0 to 2880 minutes (two days, as the interview takes it).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Minutes(u16);

impl Minutes {
    pub const MAX: i32 = 2880;

    /// # Errors
    /// When the time is not 0 to 2880 minutes.
    pub fn new(minutes: i32) -> Result<Minutes, AnswerError> {
        within("minutes", minutes, 0, Minutes::MAX, "min")?;
        Ok(Minutes(u16::try_from(minutes).unwrap_or(u16::MAX)))
    }

    #[must_use]
    pub fn get(self) -> u16 {
        self.0
    }
}

/// The distance of a run, 1 to 350 000 metres (the most that the interview takes).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Metres(u32);

impl Metres {
    pub const MAX: i32 = 350_000;

    /// # Errors
    /// When the distance is not 1 to 350 000 m: a run without a distance has none, not 0.
    pub fn new(metres: i32) -> Result<Metres, AnswerError> {
        within("distance", metres, 1, Metres::MAX, "m")?;
        Ok(Metres(u32::try_from(metres).unwrap_or(u32::MAX)))
    }

    #[must_use]
    pub fn get(self) -> u32 {
        self.0
    }
}

fn within(name: &str, value: i32, min: i32, max: i32, unit: &str) -> Result<(), AnswerError> {
    if (min..=max).contains(&value) {
        Ok(())
    } else {
        Err(AnswerError::range(name, value, min, max, unit))
    }
}

/// Training load in arbitrary units: effort times minutes, or a sum of such.
///
/// ```
/// use aftermile_engine::load::{Load, Minutes, Rpe};
/// let load = Load::of(Rpe::new(7)?, Minutes::new(60)?);
/// assert_eq!(load.get(), 420);
/// // A day with two runs.
/// let day: Load = [load, Load::of(Rpe::new(2)?, Minutes::new(30)?)].into_iter().sum();
/// assert_eq!(day.get(), 480);
/// # Ok::<(), aftermile_engine::AnswerError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Load(u32);

impl Load {
    /// The most that one day can hold: effort 10 for each of its 1440 minutes.
    pub const DAY_MAX: i32 = 14_400;

    /// The load of one session (EV-LOAD-01): 0 to 28 800 AU.
    #[must_use]
    pub fn of(effort: Rpe, time: Minutes) -> Load {
        Load(u32::from(effort.0) * u32::from(time.0))
    }

    /// The load of one day that is already summed.
    ///
    /// # Errors
    /// When it is not 0 to 14 400 AU.
    pub fn day(units: i32) -> Result<Load, AnswerError> {
        within("load", units, 0, Load::DAY_MAX, "AU")?;
        Ok(Load(u32::try_from(units).unwrap_or(u32::MAX)))
    }

    #[must_use]
    pub fn get(self) -> u32 {
        self.0
    }
}

impl Sum for Load {
    /// The daily load from its sessions (EV-LOAD-02), or a longer span from its days. None: 0.
    fn sum<I: Iterator<Item = Load>>(loads: I) -> Load {
        Load(loads.fold(0, |sum, l| sum.saturating_add(l.0)))
    }
}

/// Which standard deviation. The method's own paper does not say; the product uses the sample's (EV-LOAD-04).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Deviation {
    /// Over n - 1.
    #[default]
    Sample,
    /// Over n: gives a monotony that is 8 % higher for 7 days. For comparing with tools that use it.
    Population,
}

/// Seven days in a row, the last of them the day looked at.
///
/// ```
/// use aftermile_engine::load::{Load, Week};
/// let day = |units| Load::day(units);
/// let days = [day(300)?, day(0)?, day(450)?, day(0)?, day(300)?, day(600)?, day(0)?];
/// let week = Week::ending(&days).unwrap();
/// assert_eq!(week.total().get(), 1650);
/// assert!((week.monotony().unwrap() - 0.971).abs() < 0.0005);
/// assert!((week.strain() - 1602.2).abs() < 0.05);
/// # Ok::<(), aftermile_engine::AnswerError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Week([Load; 7]);

impl Week {
    /// The last 7 of the daily loads, oldest first, rest days among them as 0. None where there are fewer than
    /// 7 days of history: an unknown day is not a rest day.
    #[must_use]
    pub fn ending(days: &[Load]) -> Option<Week> {
        days.last_chunk::<7>().copied().map(Week)
    }

    /// Weekly load in AU (EV-LOAD-03).
    #[must_use]
    pub fn total(&self) -> Load {
        self.0.iter().copied().sum()
    }

    /// Mean daily load in AU.
    #[must_use]
    pub fn mean(&self) -> f64 {
        f64::from(self.total().0) / 7.0
    }

    /// Standard deviation of the daily loads in AU.
    #[must_use]
    pub fn deviation(&self, kind: Deviation) -> f64 {
        let mean = self.mean();
        let squares: f64 = self.0.iter().map(|l| (f64::from(l.0) - mean).powi(2)).sum();
        let over = match kind {
            Deviation::Sample => 6.0,
            Deviation::Population => 7.0,
        };
        (squares / over).sqrt()
    }

    /// How alike the days are (EV-LOAD-04), with the sample's deviation. None for a week without any load.
    #[must_use]
    pub fn monotony(&self) -> Option<f64> {
        self.monotony_by(Deviation::default())
    }

    /// Monotony with the deviation of one's choice.
    #[must_use]
    pub fn monotony_by(&self, kind: Deviation) -> Option<f64> {
        monotony(self.mean(), self.deviation(kind))
    }

    /// Weekly load times monotony, in AU (EV-LOAD-05); 0 for a week without load. There is no limit that holds
    /// for everyone: compare with the runner's own weeks (EV-LOAD-15).
    #[must_use]
    pub fn strain(&self) -> f64 {
        self.strain_by(Deviation::default())
    }

    /// Strain with the deviation of one's choice.
    #[must_use]
    pub fn strain_by(&self, kind: Deviation) -> f64 {
        f64::from(self.total().0) * self.monotony_by(kind).unwrap_or(0.0)
    }
}

/// Mean over standard deviation, both in the same unit, from 0 to the cap of 10. Days that are all alike have
/// the cap; no load at all (or a figure that is none) has no monotony.
///
/// ```
/// use aftermile_engine::load::monotony;
/// assert_eq!(monotony(300.0, 0.0), Some(10.0));
/// assert_eq!(monotony(0.0, 0.0), None);
/// ```
#[must_use]
pub fn monotony(mean: f64, deviation: f64) -> Option<f64> {
    let cap = f64::from(numbers::MONOTONY_CAP);
    if !(mean.is_finite() && deviation.is_finite() && mean > 0.0 && deviation >= 0.0) {
        None
    } else if deviation == 0.0 {
        Some(cap)
    } else {
        Some((mean / deviation).min(cap))
    }
}

/// How alike the days of a week were (EV-LOAD-15): a description, not a warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Variety {
    /// Monotony under 1.5: hard and easy days differ.
    Varied,
    Between,
    /// Monotony over 2: day after day the same.
    Alike,
}

/// What a monotony means in words.
#[must_use]
pub fn variety(monotony: f64) -> Variety {
    if monotony * 1000.0 < f64::from(numbers::MONOTONY_FINE) {
        Variety::Varied
    } else if monotony * 1000.0 > f64::from(numbers::MONOTONY_HIGH) {
        Variety::Alike
    } else {
        Variety::Between
    }
}

/// The whole weeks of a history of daily loads (oldest first, ending with the day looked at), oldest first.
/// Days left over at the beginning are not a week and are dropped.
#[must_use]
pub fn weeks(days: &[Load]) -> Vec<Load> {
    let mut weeks: Vec<Load> = days
        .rchunks_exact(7)
        .map(|w| w.iter().copied().sum())
        .collect();
    weeks.reverse();
    weeks
}

/// Change from one week to the next as a share of the earlier one (EV-LOAD-06): 0.1 is a tenth more.
/// None after a week without load. Descriptive: no link with injury was found (EV-LOAD-20).
#[must_use]
pub fn change(now: Load, before: Load) -> Option<f64> {
    (before.0 > 0).then(|| (f64::from(now.0) - f64::from(before.0)) / f64::from(before.0))
}

/// Whether the mean that this week is held against has this week in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coupling {
    /// Over the mean of all four weeks (EV-LOAD-07).
    Coupled,
    /// Over the mean of the three earlier weeks (EV-LOAD-08).
    Uncoupled,
}

/// This week over a mean of weeks; `weeks` oldest first, the last is this week. None where the mean is 0.
///
/// Descriptive only: never a gate (EV-LOAD-23).
///
/// ```
/// use aftermile_engine::load::{Coupling, Load, acute_to_chronic};
/// let weeks = [1000, 1000, 1000, 1500].map(|w| Load::day(w).unwrap());
/// assert_eq!(acute_to_chronic(weeks, Coupling::Uncoupled), Some(1.5));
/// ```
#[must_use]
pub fn acute_to_chronic(weeks: [Load; 4], coupling: Coupling) -> Option<f64> {
    let [a, b, c, now] = weeks.map(|w| f64::from(w.0));
    let chronic = match coupling {
        Coupling::Coupled => (a + b + c + now) / 4.0,
        Coupling::Uncoupled => (a + b + c) / 3.0,
    };
    (chronic > 0.0).then(|| now / chronic)
}

/// How much longer a run was than the longest of the 30 days before: the four bands of the study (EV-LOAD-20).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SpikeBand {
    /// Up to 10 % longer, 10 % among it: what the others are compared with.
    UpTo10,
    /// More than 10, up to 30 %.
    UpTo30,
    /// More than 30, up to 100 %.
    UpTo100,
    /// More than twice as long.
    Over100,
}

/// What a band means. Three levels, because the two middle bands overlap (EV-LOAD-21).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SpikeLevel {
    Ok,
    Raised,
    High,
}

impl SpikeLevel {
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            SpikeLevel::Ok => "ok",
            SpikeLevel::Raised => "raised",
            SpikeLevel::High => "high",
        }
    }
}

/// Injuries per run against the reference band, in hundredths: 164 is 1.64 times as many. An association
/// seen in 5205 runners, not a forecast for one (EV-LOAD-20).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hazard {
    pub low: i32,
    pub likely: i32,
    pub high: i32,
}

impl SpikeBand {
    pub const ALL: [SpikeBand; 4] = [
        SpikeBand::UpTo10,
        SpikeBand::UpTo30,
        SpikeBand::UpTo100,
        SpikeBand::Over100,
    ];

    #[must_use]
    pub fn level(self) -> SpikeLevel {
        match self {
            SpikeBand::UpTo10 => SpikeLevel::Ok,
            SpikeBand::UpTo30 | SpikeBand::UpTo100 => SpikeLevel::Raised,
            SpikeBand::Over100 => SpikeLevel::High,
        }
    }

    /// The hazard rate ratio with its 95 % interval; none for the reference band.
    #[must_use]
    pub fn hazard(self) -> Option<Hazard> {
        let (low, likely, high) = match self {
            SpikeBand::UpTo10 => return None,
            SpikeBand::UpTo30 => (
                numbers::HAZARD_30_LOW,
                numbers::HAZARD_30,
                numbers::HAZARD_30_HIGH,
            ),
            SpikeBand::UpTo100 => (
                numbers::HAZARD_100_LOW,
                numbers::HAZARD_100,
                numbers::HAZARD_100_HIGH,
            ),
            SpikeBand::Over100 => (
                numbers::HAZARD_OVER_LOW,
                numbers::HAZARD_OVER,
                numbers::HAZARD_OVER_HIGH,
            ),
        };
        Some(Hazard { low, likely, high })
    }
}

/// One run against the longest of the 30 days before it.
///
/// ```
/// use aftermile_engine::load::{Metres, SpikeBand, SpikeLevel, spike};
/// let longest = Metres::new(16_000)?;
/// let spike = spike(Metres::new(18_000)?, longest);
/// assert_eq!(spike.band, SpikeBand::UpTo30);
/// assert_eq!(spike.band.level(), SpikeLevel::Raised);
/// assert_eq!(spike.percent, 13, "12.5, rounded up");
/// # Ok::<(), aftermile_engine::AnswerError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spike {
    pub band: SpikeBand,
    /// Whole percent longer than the longest run, rounded up so that it never stands in a lower band than the
    /// run does; negative where the run was shorter. From -99.
    pub percent: i32,
}

/// The spike of a run in whole metres (EV-LOAD-35: in fractions 17.6 of 16 km would land in the wrong band).
#[must_use]
pub fn spike(today: Metres, longest: Metres) -> Spike {
    let (today, longest) = (i64::from(today.0), i64::from(longest.0));
    let at_most = |percent: i32| today * 100 <= longest * i64::from(percent);
    let band = if at_most(numbers::SPIKE_REFERENCE) {
        SpikeBand::UpTo10
    } else if at_most(numbers::SPIKE_SMALL) {
        SpikeBand::UpTo30
    } else if at_most(numbers::SPIKE_MODERATE) {
        SpikeBand::UpTo100
    } else {
        SpikeBand::Over100
    };
    let percent = (today * 100 + longest - 1) / longest - 100;
    Spike {
        band,
        percent: i32::try_from(percent).unwrap_or(i32::MAX),
    }
}

/// The longest run of the 30 days before today's: `earlier` gives each run before it as whole days ago (0:
/// earlier today) and distance. None where there is none: no run, no claim.
#[must_use]
pub fn longest(earlier: impl IntoIterator<Item = (u32, Metres)>) -> Option<Metres> {
    let window = u32::try_from(numbers::SPIKE_WINDOW_DAYS).unwrap_or(0);
    earlier
        .into_iter()
        .filter(|(days, _)| *days <= window)
        .map(|(_, metres)| metres)
        .max()
}

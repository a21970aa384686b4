//! The soreness forecast of EV-DOMS-24 and -25: two families of curve with a band of 2 points.
//!
//! Family "flat": highest in the first 24 hours, then `S24 * exp(-0.435 * (t - 24) / 24)`.
//! Family "downhill or unaccustomed": nothing before 6 hours, a straight rise to the peak at 45 hours, then the
//! same decay. A [`Curve`] is one of them; a [`Forecast`] joins it to what the runner reports now.
//!
//! Scores are 0 to 10, hours are whole. Hours of a curve count from the end of the run, hours of a forecast from
//! now.

use crate::answers::{Answer, Side, Site};
use crate::condition::Context;
use crate::derived::worst_score;
use crate::dose::hours_since_run;
use crate::error::AnswerError;
use crate::table::{Region, define, fact, forecast as numbers};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One point of the ribbon, in tenths of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// Hours from now.
    pub hour: i32,
    pub low: i32,
    pub likely: i32,
    pub high: i32,
}

/// How soreness runs its course.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// After a run of a familiar kind on the flat.
    Flat,
    /// After a lot of descent, or a run that was longer, harder or newer than in the last 6 weeks.
    Downhill,
}

impl Family {
    /// Hours after the run from which the curve only falls.
    #[must_use]
    pub fn top_hour(self) -> i32 {
        match self {
            Family::Flat => numbers::FLAT_PEAK_H,
            Family::Downhill => numbers::DOWN_PEAK_H,
        }
    }
}

/// A course of soreness after one run: the family and its highest score.
///
/// ```
/// use aftermile_engine::forecast::{Curve, Family};
/// let quads = Curve::new(Family::Flat, 61)?;
/// assert!((quads.at(48) - 3.95).abs() < 0.005);
/// # Ok::<(), aftermile_engine::AnswerError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Curve {
    pub family: Family,
    /// In tenths of a point, 0 to 100.
    top: i32,
}

impl Curve {
    /// `top`: the score at 24 hours of the flat family, the peak of the other, in tenths of a point.
    ///
    /// # Errors
    /// When it is not 0 to 100.
    pub fn new(family: Family, top: i32) -> Result<Curve, AnswerError> {
        if (0..=100).contains(&top) {
            Ok(Curve { family, top })
        } else {
            Err(AnswerError::range("top", top, 0, 100, "tenths"))
        }
    }

    /// The highest score, 0 to 10.
    #[must_use]
    pub fn top(self) -> f64 {
        f64::from(self.top) / 10.0
    }

    /// The score so many hours after the run, 0 to 10.
    #[must_use]
    pub fn at(self, hours: i32) -> f64 {
        let peak = self.family.top_hour();
        if hours > peak {
            return self.top() * decay(hours - peak);
        }
        match self.family {
            Family::Flat => self.top(),
            Family::Downhill if hours < numbers::DOWN_START_H => 0.0,
            Family::Downhill => self.rise(first_score(self.top()), numbers::DOWN_START_H, hours),
        }
    }

    /// On the straight line from a score at one hour to the top.
    fn rise(self, from: f64, from_hour: i32, hours: i32) -> f64 {
        let whole = f64::from(self.family.top_hour() - from_hour);
        from + (self.top() - from) * f64::from(hours - from_hour) / whole
    }
}

/// Where the rise of the downhill family begins: 1 of 10, or the top where that is less.
fn first_score(top: f64) -> f64 {
    top.min(1.0)
}

/// What is left of a score after so many hours of falling, 1 to 0.
fn decay(hours: i32) -> f64 {
    (-f64::from(numbers::DECAY_PER_DAY) / 1000.0 * f64::from(hours) / 24.0).exp()
}

/// What is usual after a run while nothing has been reported (EV-DOMS-25). All but the marathon's are guesses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunKind {
    Easy,
    /// Tempo, intervals, hills or a race.
    Hard,
    /// 16 km or 90 minutes and more.
    Long,
    Half,
    Marathon {
        /// At least three marathons in the legs. The interview does not ask: false unless it is known.
        practised: bool,
    },
}

impl RunKind {
    /// The usual score at 24 hours, 0 to 10.
    #[must_use]
    pub fn usual(self) -> i32 {
        match self {
            RunKind::Easy => numbers::EASY,
            RunKind::Hard => numbers::HARD,
            RunKind::Long => numbers::LONG,
            RunKind::Half => numbers::HALF,
            RunKind::Marathon { practised: false } => numbers::MARATHON,
            RunKind::Marathon { practised: true } => numbers::MARATHON_PRACTISED,
        }
    }

    /// The kind of the run in these answers.
    #[must_use]
    pub fn of(context: Context<'_>) -> RunKind {
        if context.defined(define::MARATHON_OR_MORE) {
            RunKind::Marathon {
                practised: context.answers.is_yes(fact::MARATHONS),
            }
        } else if context.defined(define::HALF_OR_MORE) {
            RunKind::Half
        } else if context.defined(define::LONG_RUN) {
            RunKind::Long
        } else if context.defined(define::HARD_RUN) {
            RunKind::Hard
        } else {
            RunKind::Easy
        }
    }
}

/// The curve that is usual after a run. The downhill family halves its peak where the same kind of run was done
/// within 6 weeks; it never stays below what is usual for the run on the flat, so that a descent does not lower
/// the forecast (design).
#[must_use]
pub fn usual(kind: RunKind, family: Family, same_kind_within_6_weeks: bool) -> Curve {
    let flat = kind.usual() * 10;
    let top = match family {
        Family::Flat => flat,
        Family::Downhill => {
            let share = if same_kind_within_6_weeks {
                numbers::EXPOSURE_PERCENT
            } else {
                100
            };
            (numbers::DOWN * 10 * share / 100).max(flat)
        }
    };
    Curve {
        family,
        top: top.clamp(0, 100),
    }
}

/// What is to come, from a curve and what is reported now.
///
/// A reported score is where the forecast begins. Within the first 24 hours of the flat family it is also the
/// score at 24 hours; before the peak of the downhill family the forecast rises to the curve's top, or holds a
/// reported score that is higher. After that it falls from what is reported. Nothing reported yet: it rises from
/// 0 to the curve's top, or is over when that time has passed.
///
/// ```
/// use aftermile_engine::forecast::{Curve, Family, Forecast};
/// let six = Forecast::new(Curve::new(Family::Flat, 10)?, 14, Some(6));
/// assert_eq!(six.point(0).likely, 60);
/// // 24 hours after the run it begins to fall, and reaches 3 of 10 about 38 hours later.
/// assert_eq!(six.falls_to(3), Some(49));
/// # Ok::<(), aftermile_engine::AnswerError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forecast {
    /// Its top is the score from which this forecast falls.
    curve: Curve,
    /// Hours from the end of the run to now.
    since: i32,
    /// Of 10.
    now: i32,
}

impl Forecast {
    /// `since`: hours from the end of the run to now, 0 and more. `reported`: the score now, 0 to 10, where there
    /// is one.
    #[must_use]
    pub fn new(curve: Curve, since: i32, reported: Option<u8>) -> Forecast {
        let now = reported.map_or(0, |r| i32::from(r.min(10)));
        let since = since.max(0);
        let top = if since >= curve.family.top_hour() {
            now * 10
        } else {
            match (curve.family, reported) {
                (_, None) => curve.top,
                (Family::Flat, Some(_)) => now * 10,
                (Family::Downhill, Some(_)) => curve.top.max(now * 10),
            }
        };
        Forecast {
            curve: Curve { top, ..curve },
            since,
            now,
        }
    }

    /// The forecast for the sorest place, or for the legs as a whole where none is sore. None while the run is
    /// unknown.
    #[must_use]
    pub fn of(context: Context<'_>) -> Option<Forecast> {
        Forecast::for_run(context, reported(context))
    }

    /// The forecast for one place. None while the run or the place's score is unknown.
    #[must_use]
    pub fn of_site(context: Context<'_>, site: &Site) -> Option<Forecast> {
        Forecast::for_run(context, Some(site.feel?.score))
    }

    fn for_run(context: Context<'_>, reported: Option<u8>) -> Option<Forecast> {
        let curve = usual_for(context)?;
        Some(Forecast::new(
            curve,
            hours_since_run(context.answers),
            reported,
        ))
    }

    /// The likely score so many hours from now, 0 to 10.
    #[must_use]
    pub fn likely(self, hour: i32) -> f64 {
        let t = self.since.saturating_add(hour.max(0));
        let top_hour = self.curve.family.top_hour();
        if t > top_hour {
            return self.curve.top() * decay(t - top_hour.max(self.since));
        }
        let now = f64::from(self.now);
        let start = match self.curve.family {
            Family::Flat => self.since,
            Family::Downhill => self.since.max(numbers::DOWN_START_H),
        };
        if t < start || start >= top_hour {
            return now;
        }
        let from = if start > self.since {
            now.max(first_score(self.curve.top()))
        } else {
            now
        };
        self.curve.rise(from, start, t)
    }

    /// The point of the ribbon so many hours from now. The band opens from what is reported to its full width
    /// within a day.
    #[must_use]
    pub fn point(self, hour: i32) -> Point {
        let likely = self.likely(hour);
        let open = (f64::from(hour) / 24.0).clamp(0.0, 1.0) * f64::from(numbers::BAND);
        #[allow(clippy::cast_possible_truncation)]
        let tenths = |score: f64| (score.clamp(0.0, 10.0) * 10.0).round() as i32;
        Point {
            hour,
            low: tenths(likely - open),
            likely: tenths(likely),
            high: tenths(likely + open),
        }
    }

    /// The ribbon: a point every 6 hours, from now to so many hours ahead.
    #[must_use]
    pub fn ribbon(self, ahead: i32) -> Vec<Point> {
        (0..=ahead.max(0) / numbers::STEP_H)
            .map(|i| self.point(i * numbers::STEP_H))
            .collect()
    }

    /// The first whole hour from now from which the likely score stays at or under `score` (of 10). None where it
    /// never does: it falls towards 0 without reaching it.
    #[must_use]
    pub fn falls_to(self, score: i32) -> Option<i32> {
        let (top, score) = (self.curve.top(), f64::from(score));
        if score >= top.max(f64::from(self.now)) {
            return Some(0);
        }
        if score <= 0.0 {
            return None;
        }
        let top_hour = self.curve.family.top_hour().max(self.since);
        let days = (top / score).ln() * 1000.0 / f64::from(numbers::DECAY_PER_DAY);
        #[allow(clippy::cast_possible_truncation)]
        let hours = (days * 24.0).ceil() as i32;
        Some(top_hour - self.since + hours)
    }
}

/// The curve that is usual after the run of these answers, whatever was reported. None while the run is unknown.
#[must_use]
pub fn usual_for(context: Context<'_>) -> Option<Curve> {
    context.answers.value(fact::FINISHED)?;
    let downhill = context.answers.is_yes(fact::DESCENT) || context.answers.is_yes(fact::UNUSUAL);
    let family = if downhill {
        Family::Downhill
    } else {
        Family::Flat
    };
    // Not answered is not "I am used to it".
    let used_to_it = context.answers.get(fact::UNUSUAL) == Answer::Value(0);
    Some(usual(RunKind::of(context), family, used_to_it))
}

/// The score of the sorest place, where one is known.
fn reported(context: Context<'_>) -> Option<u8> {
    let sites = context.answers.sites().unwrap_or(&[]);
    let told = sites.iter().any(|s| s.feel.is_some());
    told.then(|| worst_score(context.answers))
}

/// The reported score, where the forecast stands on it alone and nothing of the usual curve is left in it: anywhere in
/// the flat family, after the peak in the other.
#[must_use]
pub fn stands_on(context: Context<'_>) -> Option<u8> {
    let family = usual_for(context)?.family;
    let alone = match family {
        Family::Flat => true,
        Family::Downhill => hours_since_run(context.answers) >= family.top_hour(),
    };
    reported(context).filter(|_| alone)
}

/// Hours from now to which the ribbon looks: 72, and 144 after a marathon.
#[must_use]
pub fn hours_ahead(context: Context<'_>) -> i32 {
    match RunKind::of(context) {
        RunKind::Marathon { .. } => numbers::AHEAD_MARATHON_H,
        _ => numbers::AHEAD_H,
    }
}

/// The ribbon of the sorest place, or nothing while the run is unknown.
#[must_use]
pub fn ribbon(context: Context<'_>) -> Option<Vec<Point>> {
    Some(Forecast::of(context)?.ribbon(hours_ahead(context)))
}

/// A ribbon for each sore place whose score is known, in the order of the places. Whether a place may have one
/// (an injury has none) is for the caller to say.
#[must_use]
pub fn site_ribbons(context: Context<'_>) -> Vec<((Region, Side), Vec<Point>)> {
    let ahead = hours_ahead(context);
    // The run's own curve is one for all places, and places that are alike have one ribbon.
    let Some(run) = Forecast::for_run(context, None) else {
        return Vec::new();
    };
    let mut drawn: BTreeMap<u8, Vec<Point>> = BTreeMap::new();
    let sites = context.answers.sites().unwrap_or(&[]).iter();
    sites
        .filter_map(|site| {
            let score = site.feel?.score;
            let points = drawn
                .entry(score)
                .or_insert_with(|| Forecast::new(run.curve, run.since, Some(score)).ribbon(ahead));
            Some(((site.region, site.side), points.clone()))
        })
        .collect()
}

/// The band at a time from now, as whole scores.
#[must_use]
pub fn in_hours(context: Context<'_>, hour: i32) -> Option<(i32, i32)> {
    let p = Forecast::of(context)?.point(hour);
    Some(((p.low + 5) / 10, (p.high + 5) / 10))
}

/// The first hour from now from which the sorest place is likely at or under `score` of 10; none while the run is
/// unknown, or where it never is.
#[must_use]
pub fn falls_to(context: Context<'_>, score: i32) -> Option<i32> {
    Forecast::of(context)?.falls_to(score)
}

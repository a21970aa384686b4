//! The soreness forecast of EV-DOMS-24 and -25: two families of curve with a band of 2 points.
//!
//! Family "flat": highest in the first 24 hours, then `S24 * exp(-0.435 * (t - 24) / 24)`.
//! Family "downhill or unaccustomed": a straight rise to the peak at 45 hours, then the same decay.
//! Hours count from the end of the run; scores are 0 to 10. The curve starts at what the runner reports now.

use crate::answers::Answers;
use crate::derived::worst_score;
use crate::dose::{defined, hours_since_run};
use crate::table::{fact, forecast as numbers};
use serde::{Deserialize, Serialize};

/// One point of the ribbon, in tenths of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// Hours from now.
    pub hour: i32,
    pub low: i32,
    pub likely: i32,
    pub high: i32,
}

/// Hours from now at which the ribbon has a point.
pub const HOURS: [i32; 13] = [0, 6, 12, 18, 24, 30, 36, 42, 48, 54, 60, 66, 72];

/// The flat family at `t` hours after the run, from the score at 24 hours.
#[must_use]
pub fn flat(s24: f64, t: f64) -> f64 {
    let peak_h = f64::from(numbers::FLAT_PEAK_H);
    let score = if t <= peak_h {
        s24
    } else {
        s24 * decay(t - peak_h)
    };
    score.clamp(0.0, 10.0)
}

/// The downhill family at `t` hours after the run, from its peak.
#[must_use]
pub fn downhill(peak: f64, t: f64) -> f64 {
    let (start, top) = (
        f64::from(numbers::DOWN_START_H),
        f64::from(numbers::DOWN_PEAK_H),
    );
    let score = if t < start {
        0.0
    } else if t <= top {
        1.0 + (peak - 1.0) * (t - start) / (top - start)
    } else {
        peak * decay(t - top)
    };
    score.clamp(0.0, 10.0)
}

fn decay(hours: f64) -> f64 {
    (-f64::from(numbers::DECAY_PER_DAY) / 1000.0 * hours / 24.0).exp()
}

/// The ribbon for these answers, or nothing while the run is unknown.
#[must_use]
pub fn ribbon(answers: &Answers) -> Option<Vec<Point>> {
    answers.value(fact::FINISHED)?;
    Some(HOURS.iter().map(|h| point(answers, *h)).collect())
}

/// The band at a time from now, as whole scores.
#[must_use]
pub fn in_hours(answers: &Answers, hour: i32) -> Option<(i32, i32)> {
    answers.value(fact::FINISHED)?;
    let p = point(answers, hour);
    Some(((p.low + 5) / 10, (p.high + 5) / 10))
}

fn point(answers: &Answers, hour: i32) -> Point {
    let likely = likely(answers, f64::from(hour));
    // The band opens from what was reported to the full width within a day.
    let open = (f64::from(hour) / 24.0).min(1.0) * f64::from(numbers::BAND);
    #[allow(clippy::cast_possible_truncation)]
    let tenths = |score: f64| (score.clamp(0.0, 10.0) * 10.0).round() as i32;
    Point {
        hour,
        low: tenths(likely - open),
        likely: tenths(likely),
        high: tenths(likely + open),
    }
}

fn likely(answers: &Answers, hour: f64) -> f64 {
    let since = f64::from(hours_since_run(answers));
    let now = f64::from(worst_score(answers));
    let t = since + hour;
    if rises_later(answers) {
        let top = f64::from(numbers::DOWN_PEAK_H);
        if since >= top {
            return now * decay(hour);
        }
        let unusual = if answers.is_yes(fact::UNUSUAL) {
            1.0
        } else {
            0.5
        };
        let peak = (f64::from(numbers::DOWN) * unusual).max(now);
        return if t <= top {
            now + (peak - now) * hour / (top - since)
        } else {
            downhill(peak, t)
        };
    }
    let peak_h = f64::from(numbers::FLAT_PEAK_H);
    if since >= peak_h {
        return now * decay(hour);
    }
    // Asked within a day, the score now is the score at 24 hours; when nothing is felt yet, the default of the run is.
    let s24 = if now > 0.0 {
        now
    } else {
        f64::from(default_score(answers))
    };
    let at = flat(s24, t);
    if now > 0.0 || t >= peak_h {
        at
    } else {
        at * (t - since) / (peak_h - since)
    }
}

fn rises_later(answers: &Answers) -> bool {
    answers.is_yes(fact::DESCENT) || answers.is_yes(fact::UNUSUAL)
}

fn default_score(answers: &Answers) -> i32 {
    if defined(answers, "marathon_or_more") {
        numbers::MARATHON
    } else if defined(answers, "half_or_more") {
        numbers::HALF
    } else if defined(answers, "long_run") {
        numbers::LONG
    } else if defined(answers, "hard_run") {
        numbers::HARD
    } else {
        numbers::EASY
    }
}

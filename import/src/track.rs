//! Adding up the points of a track.

use crate::activity::Activity;
use crate::time::Moment;
use crate::warning::Warning;

/// Heights change only once they differ by this much (metres): below it barometers and GPS waver.
const WAVER_M: f64 = 1.0;
/// A heart rate stands for the time until the next point, at most this long (seconds).
const LONGEST_BEAT_S: f64 = 30.0;
const EARTH_M: f64 = 6_371_008.8;
/// Above any summit and below any shore.
const HEIGHTS_M: std::ops::Range<f64> = -1000.0..10_000.0;
const RATES: std::ops::Range<f64> = 25.0..251.0;

/// Latitude and longitude in radians. It lives no longer than until the next point.
#[derive(Debug, Clone, Copy)]
pub struct Place(f64, f64);

impl Place {
    /// From degrees; `None` for what is no place on earth.
    pub fn new(latitude: f64, longitude: f64) -> Option<Place> {
        ((-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude))
            .then(|| Place(latitude.to_radians(), longitude.to_radians()))
    }

    fn metres_to(self, other: Place) -> f64 {
        let half = |angle: f64| (angle / 2.0).sin().powi(2);
        let h = half(other.0 - self.0) + self.0.cos() * other.0.cos() * half(other.1 - self.1);
        2.0 * EARTH_M * h.clamp(0.0, 1.0).sqrt().asin()
    }
}

/// One point; whatever the file does not give is `None`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Point {
    pub at: Option<Moment>,
    pub place: Option<Place>,
    pub height_m: Option<f64>,
    pub heart_rate: Option<f64>,
    /// What the device counted since the start.
    pub distance_m: Option<f64>,
}

/// Sums over the points so far.
#[derive(Debug, Clone, Default)]
pub struct Track {
    first: Option<Moment>,
    first_ms: Option<i64>,
    last_ms: Option<i64>,
    /// The time of the point before, none at the begin of a segment.
    before_ms: Option<i64>,
    place: Option<Place>,
    moving_ms: i64,
    measured_m: f64,
    counted_m: Option<f64>,
    level: Option<f64>,
    up_m: f64,
    down_m: f64,
    beats: f64,
    weight: f64,
    highest: Option<f64>,
    segments: u32,
    points: u32,
    out_of_order: bool,
}

impl Track {
    /// A new segment begins: what lies between it and the one before was a pause.
    pub fn pause(&mut self) {
        self.before_ms = None;
        self.place = None;
    }

    pub fn add(&mut self, point: &Point) {
        self.points = self.points.saturating_add(1);
        if self.before_ms.is_none() && self.place.is_none() {
            self.segments = self.segments.saturating_add(1);
        }
        let mut seconds = None;
        if let Some(at) = point.at {
            self.first.get_or_insert(at);
            if let Some(before) = self.before_ms {
                let step = at.at_ms.saturating_sub(before);
                self.out_of_order |= step < 0;
                self.moving_ms = self.moving_ms.saturating_add(step.max(0));
                #[expect(
                    clippy::cast_precision_loss,
                    reason = "milliseconds of a run are far below 2^52"
                )]
                let step_s = step.max(0) as f64 / 1000.0;
                seconds = Some(step_s);
            }
            self.before_ms = Some(at.at_ms);
            self.first_ms = Some(self.first_ms.map_or(at.at_ms, |first| first.min(at.at_ms)));
            self.last_ms = Some(self.last_ms.map_or(at.at_ms, |last| last.max(at.at_ms)));
        }
        if let Some(place) = point.place {
            if let Some(before) = self.place {
                self.measured_m += before.metres_to(place);
            }
            self.place = Some(place);
        }
        if let Some(counted) = point
            .distance_m
            .filter(|metres| metres.is_finite() && *metres >= 0.0)
        {
            self.counted_m = Some(self.counted_m.map_or(counted, |most| most.max(counted)));
        }
        if let Some(height) = point.height_m.filter(|height| HEIGHTS_M.contains(height)) {
            self.climb_to(height);
        }
        if let Some(rate) = point.heart_rate.filter(|rate| RATES.contains(rate)) {
            let weight = seconds.unwrap_or(1.0).clamp(0.001, LONGEST_BEAT_S);
            self.beats += rate * weight;
            self.weight += weight;
            self.highest = Some(self.highest.map_or(rate, |highest| highest.max(rate)));
        }
    }

    fn climb_to(&mut self, height: f64) {
        let level = *self.level.get_or_insert(height);
        let step = height - level;
        if step.abs() >= WAVER_M {
            if step > 0.0 {
                self.up_m += step;
            } else {
                self.down_m -= step;
            }
            self.level = Some(height);
        }
    }

    pub fn is_empty(&self) -> bool {
        self.points == 0
    }

    /// Fills in what the activity does not have yet.
    pub fn fill(&self, activity: &mut Activity) {
        if activity.start.is_none() {
            activity.start = self.first.map(Moment::start);
        }
        #[expect(
            clippy::cast_precision_loss,
            reason = "milliseconds of a run are far below 2^52"
        )]
        let seconds = |ms: i64| ms as f64 / 1000.0;
        let elapsed = self
            .first_ms
            .zip(self.last_ms)
            .map(|(first, last)| seconds(last.saturating_sub(first)));
        activity.elapsed_s = activity.elapsed_s.or(elapsed);
        if activity.moving_s.is_none() && elapsed.is_some() {
            activity.moving_s = Some(seconds(self.moving_ms));
            if self.segments < 2 {
                activity.warn(Warning::PausesCounted);
            }
        }
        if activity.distance_m.is_none() {
            activity.distance_m = self
                .counted_m
                .filter(|metres| *metres > 0.0)
                .or((self.measured_m > 0.0).then_some(self.measured_m));
        }
        if self.level.is_some() {
            activity.ascent_m = activity.ascent_m.or(Some(self.up_m));
            activity.descent_m = activity.descent_m.or(Some(self.down_m));
        }
        if self.weight > 0.0 {
            activity.hr_mean = activity.hr_mean.or(Some(self.beats / self.weight));
        }
        activity.hr_max = activity.hr_max.or(self.highest);
        if self.out_of_order {
            activity.warn(Warning::TimesOutOfOrder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, Point, Track};
    use crate::Activity;
    use crate::time::Moment;

    fn at(seconds: i64) -> Point {
        Point {
            at: Some(Moment {
                at_ms: seconds * 1000,
                offset_min: None,
            }),
            ..Point::default()
        }
    }

    fn filled(track: &Track) -> Activity {
        let mut activity = Activity::default();
        track.fill(&mut activity);
        activity
    }

    #[test]
    fn a_degree_along_the_equator_is_111_km() {
        let one = Place::new(0.0, 0.0).unwrap();
        let metres = one.metres_to(Place::new(0.0, 1.0).unwrap());
        assert!((metres - 111_195.0).abs() < 1.0, "{metres}");
        assert!(Place::new(91.0, 0.0).is_none() && Place::new(f64::NAN, 0.0).is_none());
    }

    #[test]
    fn what_lies_between_segments_is_a_pause() {
        let mut track = Track::default();
        track.add(&at(0));
        track.add(&at(60));
        track.pause();
        track.add(&at(100));
        track.add(&at(130));
        let activity = filled(&track);
        assert_eq!(
            (activity.moving_s, activity.elapsed_s),
            (Some(90.0), Some(130.0))
        );
        assert_eq!(activity.warnings, []);
    }

    #[test]
    fn small_waves_are_no_climb() {
        let mut track = Track::default();
        for height in [
            100.0,
            100.4,
            99.8,
            100.3,
            105.0,
            104.5,
            102.0,
            f64::NAN,
            1e9,
        ] {
            track.add(&Point {
                height_m: Some(height),
                ..Point::default()
            });
        }
        assert_eq!(
            (filled(&track).ascent_m, filled(&track).descent_m),
            (Some(5.0), Some(3.0))
        );
    }

    #[test]
    fn a_heart_rate_counts_as_long_as_it_lasted() {
        let mut track = Track::default();
        for (seconds, rate) in [
            (0, 100.0),
            (1, 100.0),
            (11, 160.0),
            (12, 0.0),
            (13, f64::NAN),
        ] {
            track.add(&Point {
                heart_rate: Some(rate),
                ..at(seconds)
            });
        }
        assert_eq!(filled(&track).hr_mean, Some((200.0 + 1600.0) / 12.0));
        assert_eq!(filled(&track).hr_max, Some(160.0));
    }
}

//! TCX, Garmin's Training Center XML: laps with totals, and their points.

use crate::activity::Activity;
use crate::error::{Error, NotActivity};
use crate::found::{Format, Import};
use crate::sport::{Sport, Surface};
use crate::time;
use crate::track::{Place, Point, Track};
use crate::warning::Warning;
use crate::xml::{Element, Handler, number};

#[derive(Debug)]
pub struct Tcx {
    import: Import,
    activity: Option<Activity>,
    laps: Laps,
    track: Track,
    point: Point,
    latitude: Option<f64>,
    /// The recording has several sports.
    multisport: bool,
    planned: Option<NotActivity>,
}

/// The laps of one activity so far.
#[derive(Debug, Default)]
struct Laps {
    seconds: f64,
    metres: f64,
    /// Of the lap that is being read.
    lap_seconds: f64,
    beats: f64,
    beat_seconds: f64,
    highest: Option<f64>,
    resting: u32,
}

impl Default for Tcx {
    fn default() -> Self {
        Tcx {
            import: Import {
                format: Format::Tcx,
                ..Import::default()
            },
            activity: None,
            laps: Laps::default(),
            track: Track::default(),
            point: Point::default(),
            latitude: None,
            multisport: false,
            planned: None,
        }
    }
}

impl Tcx {
    fn end_activity(&mut self) -> Result<(), Error> {
        let laps = std::mem::take(&mut self.laps);
        let track = std::mem::take(&mut self.track);
        let Some(mut activity) = self.activity.take() else {
            return Ok(());
        };
        if track.is_empty() && laps.seconds == 0.0 && laps.metres == 0.0 {
            return Ok(());
        }
        activity.moving_s = (laps.seconds > 0.0).then_some(laps.seconds);
        activity.distance_m = (laps.metres > 0.0).then_some(laps.metres);
        activity.hr_max = laps.highest;
        track.fill(&mut activity);
        if laps.beat_seconds > 0.0 {
            activity.hr_mean = activity.hr_mean.or(Some(laps.beats / laps.beat_seconds));
        }
        self.import.add(activity.settled(laps.resting))
    }

    /// What was found, also of a file that ended early.
    pub fn finish(mut self) -> Result<Import, Error> {
        self.end_activity()?;
        if !self.import.holds_something() {
            let what = self.planned.unwrap_or(NotActivity::Nothing);
            return Err(Error::NotAnActivity { what });
        }
        let count = u32::try_from(self.import.activities.len()).unwrap_or(u32::MAX);
        if self.multisport && count > 1 {
            for activity in &mut self.import.activities {
                activity.warn(Warning::SeveralSports { count });
            }
        }
        Ok(self.import)
    }
}

impl Handler for Tcx {
    fn open(&mut self, element: &Element<'_>) -> Result<bool, Error> {
        match element.name {
            "MultiSportSession" => self.multisport = true,
            "Course" => self.planned = Some(NotActivity::Course),
            "Workout" => self.planned = self.planned.or(Some(NotActivity::Workout)),
            "Activity" => {
                self.end_activity()?;
                let sport = element.attribute("Sport").unwrap_or_default();
                self.activity = Some(Activity {
                    sport: Sport::named(&sport),
                    surface: Surface::named(&sport),
                    ..Activity::default()
                });
            }
            "Lap" => {
                self.laps.lap_seconds = 0.0;
                if let Some(activity) = &mut self.activity
                    && activity.start.is_none()
                {
                    let start = element.attribute("StartTime");
                    activity.start = start
                        .and_then(|text| time::moment(&text))
                        .map(time::Moment::start);
                }
            }
            "Trackpoint" => self.point = Point::default(),
            // The points of a planned course are no run.
            _ if self.activity.is_none() => {}
            "TotalTimeSeconds" | "DistanceMeters" | "Intensity" | "Time" | "AltitudeMeters"
            | "LatitudeDegrees" | "LongitudeDegrees" | "Value" => return Ok(true),
            _ => {}
        }
        Ok(false)
    }

    fn close(&mut self, name: &str, parent: &str, text: &str) -> Result<(), Error> {
        let positive = |text| number(text).filter(|number| *number > 0.0);
        match (name, parent) {
            ("Activity", _) => self.end_activity()?,
            ("Trackpoint", _) => {
                if self.activity.is_some() {
                    self.track.add(&self.point);
                }
                self.point = Point::default();
            }
            ("TotalTimeSeconds", "Lap") => {
                self.laps.lap_seconds = positive(text).unwrap_or(0.0);
                self.laps.seconds += self.laps.lap_seconds;
            }
            ("DistanceMeters", "Lap") => self.laps.metres += positive(text).unwrap_or(0.0),
            ("Intensity", "Lap") => self.laps.resting += u32::from(text == "Resting"),
            ("Value", "AverageHeartRateBpm") => {
                if let Some(rate) = positive(text) {
                    self.laps.beats += rate * self.laps.lap_seconds;
                    self.laps.beat_seconds += self.laps.lap_seconds;
                }
            }
            ("Value", "MaximumHeartRateBpm") => {
                self.laps.highest = self
                    .laps
                    .highest
                    .into_iter()
                    .chain(positive(text))
                    .reduce(f64::max);
            }
            ("Value", "HeartRateBpm") => self.point.heart_rate = number(text),
            ("DistanceMeters", "Trackpoint") => self.point.distance_m = number(text),
            ("Time", "Trackpoint") => self.point.at = time::moment(text),
            ("AltitudeMeters", "Trackpoint") => self.point.height_m = number(text),
            ("LatitudeDegrees", "Position") => self.latitude = number(text),
            ("LongitudeDegrees", "Position") => {
                let place = self.latitude.take().zip(number(text));
                self.point.place =
                    place.and_then(|(latitude, longitude)| Place::new(latitude, longitude));
            }
            _ => {}
        }
        Ok(())
    }
}

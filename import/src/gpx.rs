//! GPX 1.0 and 1.1: each track is an activity.

use crate::activity::Activity;
use crate::error::{Error, NotActivity};
use crate::found::{Format, Import};
use crate::sport::{Sport, Surface};
use crate::time;
use crate::track::{Place, Point, Track};
use crate::xml::{Element, Handler, number};

#[derive(Debug)]
pub struct Gpx {
    import: Import,
    activity: Option<Activity>,
    track: Track,
    point: Point,
    route: bool,
}

impl Default for Gpx {
    fn default() -> Self {
        Gpx {
            import: Import {
                format: Format::Gpx,
                ..Import::default()
            },
            activity: None,
            track: Track::default(),
            point: Point::default(),
            route: false,
        }
    }
}

impl Gpx {
    fn end_track(&mut self) -> Result<(), Error> {
        let track = std::mem::take(&mut self.track);
        let Some(mut activity) = self.activity.take() else {
            return Ok(());
        };
        if track.is_empty() {
            return Ok(());
        }
        track.fill(&mut activity);
        self.import.add(activity.settled(0))
    }

    /// What was found, also of a file that ended early.
    pub fn finish(mut self) -> Result<Import, Error> {
        self.end_track()?;
        if !self.import.holds_something() {
            let what = if self.route {
                NotActivity::Course
            } else {
                NotActivity::Places
            };
            return Err(Error::NotAnActivity { what });
        }
        Ok(self.import)
    }
}

impl Handler for Gpx {
    fn open(&mut self, element: &Element<'_>) -> Result<bool, Error> {
        match element.name {
            "trk" => {
                self.end_track()?;
                self.activity = Some(Activity::default());
            }
            "trkseg" => self.track.pause(),
            "trkpt" => {
                let degrees = |name| element.attribute(name).and_then(|text| number(&text));
                let place = degrees("lat").zip(degrees("lon"));
                self.point = Point {
                    place: place.and_then(|(latitude, longitude)| Place::new(latitude, longitude)),
                    ..Point::default()
                };
            }
            "rtept" => self.route = true,
            "type" => return Ok(element.parent == "trk"),
            "ele" | "time" => return Ok(element.parent == "trkpt"),
            // Every maker's extension calls it so.
            "hr" | "heartrate" => return Ok(true),
            _ => {}
        }
        Ok(false)
    }

    fn close(&mut self, name: &str, parent: &str, text: &str) -> Result<(), Error> {
        match (name, parent) {
            ("trk", _) => self.end_track()?,
            ("trkpt", _) => self.track.add(&std::mem::take(&mut self.point)),
            ("type", "trk") => {
                if let Some(activity) = &mut self.activity {
                    activity.sport = Sport::named(text);
                    activity.surface = Surface::named(text);
                }
            }
            ("ele", "trkpt") => self.point.height_m = number(text),
            ("time", "trkpt") => self.point.at = time::moment(text),
            ("hr" | "heartrate", _) => self.point.heart_rate = number(text),
            _ => {}
        }
        Ok(())
    }
}

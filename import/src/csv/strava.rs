//! Strava's `activities.csv`, of the download of a whole account.

use super::{Columns, Row, Table};
use crate::activity::{Activity, Start, Unit, WithoutUnit, Zone};
use crate::sport::{Sport, Surface};
use crate::time;

/// How near two accounts of one distance must be.
const NEAR: f64 = 0.03;

pub struct Strava {
    date: Option<usize>,
    sport: Option<usize>,
    elapsed: Vec<usize>,
    moving: Option<usize>,
    distance: Vec<usize>,
    speed: Option<usize>,
    ascent: Option<usize>,
    descent: Option<usize>,
    hr_mean: Vec<usize>,
    hr_max: Vec<usize>,
}

impl Strava {
    pub fn of(columns: &Columns) -> Option<Strava> {
        (columns.has("activity date") && columns.has("activity type")).then(|| Strava {
            date: columns.first("activity date"),
            sport: columns.first("activity type"),
            elapsed: columns.all("elapsed time"),
            moving: columns.first("moving time"),
            distance: columns.all("distance"),
            speed: columns.first("average speed"),
            ascent: columns.first("elevation gain"),
            descent: columns.first("elevation loss"),
            hr_mean: columns.all("average heart rate"),
            hr_max: columns.all("max heart rate"),
        })
    }

    /// Metres, or `Err` with the number whose unit nothing tells.
    fn distance(&self, row: &Row<'_>, moving_s: Option<f64>) -> Result<Option<f64>, f64> {
        let near = |a: f64, b: f64| (a - b).abs() <= NEAR * b.abs();
        let units = [
            (Unit::Kilometres, 1000.0),
            (Unit::Miles, 1609.344),
            (Unit::Metres, 1.0),
        ];
        let numbers: Vec<f64> = self
            .distance
            .iter()
            .filter_map(|column| row.number(Some(*column)))
            .collect();
        let [shown, .., measured] = numbers.as_slice() else {
            let Some(only) = numbers.first().copied().filter(|only| *only > 0.0) else {
                return Ok(None);
            };
            // Speed is always in metres a second, so with the time it gives the distance, and that the unit.
            let metres = row
                .number(self.speed)
                .zip(moving_s)
                .map(|(speed, seconds)| speed * seconds);
            let unit =
                metres.and_then(|metres| units.iter().find(|(_, unit)| near(only * unit, metres)));
            return unit.map(|(_, unit)| Some(only * unit)).ok_or(only);
        };
        // The first is what the account shows, the second metres; a table of another shape must not pass for that.
        let agree = *shown == 0.0
            || *measured == 0.0
            || units.iter().any(|(_, unit)| near(shown * unit, *measured));
        // Two decimals of a very short run say little.
        if agree || *shown < 0.5 {
            Ok(Some(*measured))
        } else {
            Err(*shown)
        }
    }
}

impl Table for Strava {
    fn activity(&self, row: &Row<'_>) -> Option<Activity> {
        let sport = row.text(self.sport)?;
        let elapsed_s = row.last_number(&self.elapsed);
        let moving_s = row.number(self.moving);
        let distance = self.distance(row, moving_s.or(elapsed_s));
        let (ascent, descent) = (row.number(self.ascent), row.number(self.descent));
        let mut activity = Activity {
            sport: Sport::named(&sport),
            surface: Surface::named(&sport),
            // Whatever the account's time zone, the table is in UTC.
            start: row
                .text(self.date)
                .and_then(|date| time::written(&date))
                .map(|at_s| Start {
                    at_s,
                    zone: Zone::Utc,
                }),
            moving_s,
            elapsed_s,
            hr_mean: row.last_number(&self.hr_mean),
            hr_max: row.last_number(&self.hr_max),
            ..Activity::default()
        };
        match distance {
            Ok(metres) => {
                activity.distance_m = metres;
                activity.ascent_m = ascent;
                activity.descent_m = descent;
            }
            Err(distance) => {
                activity.without_unit = Some(WithoutUnit {
                    distance,
                    ascent,
                    descent,
                })
            }
        }
        Some(activity.settled(0))
    }
}

//! Garmin's `Activities.csv`, of the list of activities on its site.

use super::{Columns, Row, Table};
use crate::activity::{Activity, Start, WithoutUnit, Zone};
use crate::sport::{Sport, Surface};
use crate::time;

pub struct Garmin {
    date: Option<usize>,
    sport: Option<usize>,
    time: Option<usize>,
    elapsed: Option<usize>,
    distance: Option<usize>,
    ascent: Option<usize>,
    descent: Option<usize>,
    hr_mean: Option<usize>,
    hr_max: Option<usize>,
}

impl Garmin {
    pub fn of(columns: &Columns) -> Option<Garmin> {
        let either = |long, short| columns.first(long).or_else(|| columns.first(short));
        ["activity type", "date", "distance", "time"]
            .iter()
            .all(|name| columns.has(name))
            .then(|| Garmin {
                date: columns.first("date"),
                sport: columns.first("activity type"),
                time: columns.first("time"),
                elapsed: columns.first("elapsed time"),
                distance: columns.first("distance"),
                ascent: either("total ascent", "elev gain"),
                descent: either("total descent", "elev loss"),
                hr_mean: columns.first("avg hr"),
                hr_max: columns.first("max hr"),
            })
    }
}

impl Table for Garmin {
    fn activity(&self, row: &Row<'_>) -> Option<Activity> {
        let sport = row.text(self.sport)?;
        let seconds = |column| row.text(column).and_then(|text| time::duration(&text));
        let distance = row.number(self.distance).filter(|distance| *distance > 0.0);
        // Kilometres or miles, metres or feet: the account's choice, of which the table says nothing.
        let without_unit = distance.map(|distance| WithoutUnit {
            distance,
            ascent: row.number(self.ascent),
            descent: row.number(self.descent),
        });
        let activity = Activity {
            sport: Sport::named(&sport),
            surface: Surface::named(&sport),
            start: row
                .text(self.date)
                .and_then(|date| time::written(&date))
                .map(|at_s| Start {
                    at_s,
                    zone: Zone::Local,
                }),
            moving_s: seconds(self.time),
            elapsed_s: seconds(self.elapsed),
            without_unit,
            hr_mean: row.number(self.hr_mean),
            hr_max: row.number(self.hr_max),
            ..Activity::default()
        };
        Some(activity.settled(0))
    }
}

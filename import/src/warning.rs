//! What is doubtful or missing in what was read.

use crate::sport::Sport;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What is doubtful or missing, typed so that the page can ask about it. [`fmt::Display`] is for the command line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "id", rename_all = "snake_case")]
pub enum Warning {
    /// The file says that this was something else.
    NotARun { sport: Sport },
    /// The file does not say what was done.
    SportUnknown,
    /// One of several sports of one recording, such as a triathlon.
    SeveralSports { count: u32 },
    /// A distance, but no times.
    NoTimes,
    /// Times, but no distance.
    NoDistance,
    /// No date.
    NoStart,
    /// A distance (and heights) in the unit of an account, which the file does not name: see
    /// [`Activity::in_unit`](crate::Activity::in_unit).
    UnitUnknown { distance: f64 },
    /// A local time without its time zone.
    ZoneUnknown,
    /// Pauses cannot be told from running, so they are counted.
    PausesCounted,
    /// A date before 1990 or after 2099, left out.
    StartImpossible { year: i32 },
    /// A time that no run takes (over 14 days, below zero, not a number), left out.
    TimeImpossible,
    /// A distance that no run has (over 1 500 km, below zero, not a number), left out.
    DistanceImpossible,
    /// Faster than anyone runs, over 12 m/s: the distance or the time is wrong, or it was no run.
    TooFast,
    /// Heights or heart rates outside what there is, left out.
    ValuesImpossible,
    /// Times that jump back; the time is that between the first and the last.
    TimesOutOfOrder,
    /// The file ends early; what stood before is here.
    CutOff,
    /// The file's own check sum does not match: some values may be wrong.
    CheckSum,
    /// Rows that could not be used.
    LeftOut { count: u32 },
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Warning::NotARun { sport } => write!(f, "not a run: the file says {sport}"),
            Warning::SportUnknown => {
                f.write_str("the file does not say whether this was a run; please confirm")
            }
            Warning::SeveralSports { count } => {
                write!(f, "one of {count} parts of a recording with several sports")
            }
            Warning::NoTimes => {
                f.write_str("there is a distance but no duration: the file has no times")
            }
            Warning::NoDistance => f.write_str("there is a duration but no distance"),
            Warning::NoStart => f.write_str("the file does not say when this was"),
            Warning::UnitUnknown { distance } => write!(
                f,
                "the distance {distance} has no unit: it may be kilometres or miles; please say which"
            ),
            Warning::ZoneUnknown => {
                f.write_str("the start is a local time; the file does not name its time zone")
            }
            Warning::PausesCounted => f.write_str(
                "the file does not tell pauses from running, so the moving time includes them",
            ),
            Warning::StartImpossible { year } => {
                write!(f, "the date lies in the year {year} and was left out")
            }
            Warning::TimeImpossible => {
                f.write_str("the time in the file is impossible and was left out")
            }
            Warning::DistanceImpossible => {
                f.write_str("the distance in the file is impossible and was left out")
            }
            Warning::TooFast => f.write_str(
                "faster than anyone runs: the distance or the time is wrong, or this was no run",
            ),
            Warning::ValuesImpossible => {
                f.write_str("impossible heights or heart rates were left out")
            }
            Warning::TimesOutOfOrder => f.write_str("the times in the file jump back"),
            Warning::CutOff => {
                f.write_str("the file is cut off; this is what stood before the end")
            }
            Warning::CheckSum => f.write_str(
                "the file's check sum does not match: it may be damaged, so check the values",
            ),
            Warning::LeftOut { count } => write!(f, "{count} entries could not be used"),
        }
    }
}

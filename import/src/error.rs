//! Why nothing could be taken from a file.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::io;

/// Why nothing was taken from a file. The page has a text for each `id`; [`fmt::Display`] is for the command line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "id", rename_all = "snake_case")]
pub enum Error {
    /// The file holds no bytes.
    Empty,
    /// None of the formats that can be read.
    UnknownFormat { looks_like: Looks },
    /// A format that can be read, but not a recorded activity.
    NotAnActivity { what: NotActivity },
    /// A table whose headings are none of the known ones. The first ones are named.
    UnknownColumns { found: Vec<String> },
    /// Cut off or damaged before anything could be taken.
    Damaged,
    /// The file could not be read from where it lies: moved, changed, or access taken away.
    Unreadable,
    /// It grows more than 200 times when unpacked, which no real recording does, or past 8 GB.
    Expands,
    /// Archives in archives.
    Nested,
    /// More than 64 elements inside each other.
    Deep,
    /// It declares entities, which a recording has no use for and which can be made to grow without end.
    Entities,
    /// One element, row or field list that is far larger than any recording needs.
    Oversized,
    /// More than 50 000 runs.
    TooMany,
    /// The archive is protected by a password.
    Locked,
}

/// What a file that cannot be read seems to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Looks {
    Unknown,
    Picture,
    Pdf,
    WebPage,
    Json,
    /// Google Earth's format; it tells places, not a run.
    Kml,
    /// Some other XML.
    Xml,
    /// Text in an encoding of two bytes a letter.
    Utf16,
    Archive,
}

/// What a file holds instead of a recorded activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotActivity {
    /// Steps, stress and resting heart rate of a day.
    Monitoring,
    /// A planned route.
    Course,
    /// A planned workout.
    Workout,
    /// Settings of the watch, personal records and the like.
    Settings,
    /// Weight or blood pressure.
    Body,
    /// Marked places, no track.
    Places,
    /// An Apple Health export without a workout.
    NoWorkouts,
    /// A table, an archive or a recording without an entry.
    Nothing,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Empty => {
                f.write_str("The file is empty. Export or copy it again, then choose it again.")
            }
            Error::UnknownFormat { looks_like } => write!(
                f,
                "This file cannot be read{}. Choose a FIT, GPX or TCX file, Strava's activities.csv, Garmin's Activities.csv or Apple Health's export.zip.",
                looks_like.said()
            ),
            Error::NotAnActivity { what } => write!(
                f,
                "This file holds no run: it is {}. Choose the file of a recorded run.",
                what.said()
            ),
            Error::UnknownColumns { found } => write!(
                f,
                "The headings of this table are not known ({}). Choose the activities.csv of Strava or the Activities.csv of Garmin, exported in English.",
                found.join(", ")
            ),
            Error::Damaged => f.write_str(
                "The file is damaged or cut off, and nothing in it could be used. Export or copy it again.",
            ),
            Error::Unreadable => f.write_str(
                "The file could not be read to its end. It may have been moved or changed. Choose it again.",
            ),
            Error::Expands => f.write_str(
                "The file was refused: unpacked it grows far beyond what a recording needs. Export it again from your watch or training site.",
            ),
            Error::Nested => f.write_str(
                "The file was refused: it is an archive inside an archive. Unpack it and choose the file inside.",
            ),
            Error::Deep => f.write_str(
                "The file was refused: its elements stand too deep inside each other for a recording.",
            ),
            Error::Entities => f.write_str(
                "The file was refused: it declares entities of its own, which no recording needs and which can be made to grow without end.",
            ),
            Error::Oversized => f.write_str(
                "The file was refused: one of its parts is far larger than any recording needs.",
            ),
            Error::TooMany => {
                f.write_str("The file holds more than 50 000 runs. Split it and choose a part.")
            }
            Error::Locked => f.write_str(
                "The archive is protected by a password. Unpack it and choose the file inside.",
            ),
        }
    }
}

impl Looks {
    fn said(self) -> &'static str {
        match self {
            Looks::Unknown => "",
            Looks::Picture => ": it looks like a picture",
            Looks::Pdf => ": it looks like a PDF document",
            Looks::WebPage => ": it looks like a web page, perhaps one that asks you to sign in",
            Looks::Json => ": it looks like JSON",
            Looks::Kml => ": it looks like a map file of Google Earth (KML)",
            Looks::Xml => ": it is XML of another kind",
            Looks::Utf16 => ": its text has two bytes a letter; save it as UTF-8",
            Looks::Archive => ": it is an archive of a kind that cannot be unpacked here",
        }
    }
}

impl NotActivity {
    fn said(self) -> &'static str {
        match self {
            NotActivity::Monitoring => "a day's record of steps and rest (monitoring)",
            NotActivity::Course => "a planned route",
            NotActivity::Workout => "a planned workout",
            NotActivity::Settings => "settings of a watch",
            NotActivity::Body => "body measurements",
            NotActivity::Places => "marked places without a track",
            NotActivity::NoWorkouts => "a Health export without a workout",
            NotActivity::Nothing => "readable, but without any activity in it",
        }
    }
}

impl std::error::Error for Error {}

impl Error {
    /// True for files that were made to do harm, or look so: nothing of them is used.
    #[must_use]
    pub fn refuses(&self) -> bool {
        matches!(
            self,
            Error::Expands
                | Error::Nested
                | Error::Deep
                | Error::Entities
                | Error::Oversized
                | Error::TooMany
        )
    }

    /// For readers, which can only fail with an [`io::Error`]; [`From`] takes it out again.
    pub(crate) fn into_io(self) -> io::Error {
        io::Error::other(self)
    }

    pub(crate) fn of_io(error: &io::Error) -> Error {
        if let Some(own) = error
            .get_ref()
            .and_then(|inner| inner.downcast_ref::<Error>())
        {
            return own.clone();
        }
        match error.kind() {
            // What unpackers say of content, as against what a disk or a browser says of a file.
            io::ErrorKind::UnexpectedEof
            | io::ErrorKind::InvalidData
            | io::ErrorKind::InvalidInput => Error::Damaged,
            _ => Error::Unreadable,
        }
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Error {
        Error::of_io(&error)
    }
}

//! Zip archives: Apple's export, Strava's account, Garmin's "original", or recordings that someone packed.

use crate::activity::Activity;
use crate::error::{Error, Looks, NotActivity};
use crate::found::{Format, Import};
use crate::limits::{Expanding, Watched};
use crate::read::entry;
use zip::ZipArchive;
use zip::result::ZipError;

/// The list of entries at the end of an archive: Apple's with a route for each of 10 000 workouts has 1 MB.
const LARGEST_DIRECTORY: u64 = 8 << 20;
/// Entries that may be read again and again are a way to make a small archive large.
const MOST_PASSES: u64 = 2;
const RECORDINGS: [&str; 3] = [".fit", ".gpx", ".tcx"];
/// The folder of Apple's export, in every language.
const APPLE: &str = "apple_health_export/";

const NO_WORKOUTS: Error = Error::NotAnActivity {
    what: NotActivity::NoWorkouts,
};

/// Which entries may hold what, by their names; what each is, its content tells.
#[derive(Debug, Default, PartialEq, Eq)]
struct Entries {
    /// Apple translates the names in its export, and has a document for doctors (CDA) beside it.
    documents: Vec<usize>,
    tables: Vec<usize>,
    recordings: Vec<usize>,
}

/// # Errors
/// What the entry says that was read, or why the archive cannot be unpacked.
pub fn unpack(file: &mut Watched<'_>) -> Result<Import, Error> {
    let meter = file.meter.clone();
    let allowed = file
        .size
        .saturating_mul(MOST_PASSES)
        .saturating_add(LARGEST_DIRECTORY);
    meter.allow_only(LARGEST_DIRECTORY);
    let mut zip = ZipArchive::new(file).map_err(of_zip)?;
    meter.begin();
    let names: Vec<String> = zip
        .file_names_raw()
        .map(|name| String::from_utf8_lossy(name).to_lowercase())
        .collect();
    let mut open = |index: usize| {
        if meter.taken() > allowed {
            return Err(Error::Expands);
        }
        let packed = zip.by_index(index).map_err(of_zip)?;
        entry(&mut Expanding::new(packed, meter.clone()), &meter)
    };
    let entries = Entries::named(&names);
    let mut found = Together::default();
    // Why a document or a table gave nothing counts where no recording says more.
    let mut aside = None;
    for index in entries.documents {
        match open(index) {
            Ok(import) if import.format == Format::AppleHealth => return Ok(import),
            Err(error) if error == NO_WORKOUTS => return Err(error),
            Err(error @ Error::UnknownFormat { .. }) => drop(aside.get_or_insert(error)),
            other => found.take(other)?,
        }
    }
    if !found.all.left_out.is_empty() && names.iter().any(|name| name.starts_with(APPLE)) {
        // Its routes do not say what was done on them: they cannot stand in for an export that is damaged.
        return found.end(aside);
    }
    for index in entries.tables {
        match open(index) {
            // The recordings beside it are those that it lists.
            Ok(import) => return Ok(import),
            Err(error) if ends_all(&error) => return Err(error),
            Err(error) => aside = Some(error),
        }
    }
    for index in entries.recordings {
        found.take(open(index))?;
    }
    found.end(aside)
}

fn ends_all(error: &Error) -> bool {
    error.refuses() || *error == Error::Unreadable
}

/// The recordings of an archive as one import. One that cannot be used does not hold up the others.
#[derive(Default)]
struct Together {
    all: Import,
    is_begun: bool,
}

impl Together {
    fn take(&mut self, found: Result<Import, Error>) -> Result<(), Error> {
        match found {
            Ok(import) if !self.is_begun => {
                let left_out = std::mem::take(&mut self.all.left_out);
                self.all = Import { left_out, ..import };
                self.is_begun = true;
            }
            Ok(import) => {
                let format = (import.format != self.all.format).then_some(import.format);
                for activity in import.activities {
                    self.all.add(Activity { format, ..activity })?;
                }
            }
            Err(error) if ends_all(&error) => return Err(error),
            Err(error) => self.all.leave_out(error),
        }
        Ok(())
    }

    fn end(self, aside: Option<Error>) -> Result<Import, Error> {
        if self.is_begun {
            return Ok(self.all);
        }
        let why = self.all.left_out.into_iter().next().map(|(why, _)| why);
        Err(why.or(aside).unwrap_or(Error::UnknownFormat {
            looks_like: Looks::Archive,
        }))
    }
}

impl Entries {
    fn named(names: &[String]) -> Entries {
        let mut entries = Entries::default();
        let mut files = Vec::new();
        for (index, name) in names.iter().enumerate() {
            let file = name.rsplit('/').next().unwrap_or_default();
            // macOS puts a shadow of each file beside it; a folder's name ends with the line.
            if name.starts_with("__macosx/") || file.starts_with('.') || file.is_empty() {
                continue;
            }
            files.push(index);
            let plain = file.strip_suffix(".gz").unwrap_or(file);
            if plain.ends_with(".xml") {
                entries.documents.push(index);
            } else if plain.ends_with(".csv") {
                // Strava packs some twenty other tables with its list.
                let place = if file.starts_with("activities") {
                    0
                } else {
                    entries.tables.len()
                };
                entries.tables.insert(place, index);
            } else if RECORDINGS.iter().any(|ending| plain.ends_with(ending)) {
                entries.recordings.push(index);
            }
        }
        // Whatever it is called, a single file is the one that is meant.
        if let [only] = files.as_slice()
            && entries == Entries::default()
        {
            entries.recordings.push(*only);
        }
        entries
    }
}

fn of_zip(error: ZipError) -> Error {
    match error {
        ZipError::Io(error) => Error::from(error),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Error::Locked,
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            Error::UnknownFormat {
                looks_like: Looks::Archive,
            }
        }
        _ => Error::Damaged,
    }
}

#[cfg(test)]
mod tests {
    use super::Entries;

    fn named(names: &[&str]) -> (Vec<usize>, Vec<usize>, Vec<usize>) {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let entries = Entries::named(&names);
        (entries.documents, entries.tables, entries.recordings)
    }

    #[test]
    fn entries_are_told_apart_by_their_names() {
        let apple = [
            "apple_health_export/",
            "apple_health_export/export_cda.xml",
            "apple_health_export/exportieren.xml",
            "apple_health_export/workout-routes/route.gpx",
        ];
        assert_eq!(named(&apple), (vec![1, 2], vec![], vec![3]));
        let strava = [
            "activities/1.fit.gz",
            "bikes.csv",
            "activities.csv",
            "media/1.jpg",
        ];
        assert_eq!(named(&strava), (vec![], vec![2, 1], vec![0]));
        assert_eq!(named(&["123_activity.fit"]), (vec![], vec![], vec![0]));
        let shadows = ["__macosx/._a.gpx", "a.gpx", "b.tcx.gz", "notes.txt"];
        assert_eq!(named(&shadows), (vec![], vec![], vec![1, 2]));
        assert_eq!(named(&["export"]), (vec![], vec![], vec![0]));
        assert_eq!(named(&["a.jpg", "b.jpg"]), (vec![], vec![], vec![]));
        assert_eq!(named(&[]), (vec![], vec![], vec![]));
    }
}

//! Zip archives: Apple's export, Strava's account, Garmin's "original", or recordings that someone packed.

use crate::error::{Error, Looks};
use crate::found::Import;
use crate::limits::{Expanding, Watched};
use crate::read::entry;
use zip::ZipArchive;
use zip::result::ZipError;

/// The list of entries at the end of an archive: Apple's with a route for each of 10 000 workouts has 1 MB.
const LARGEST_DIRECTORY: u64 = 8 << 20;
/// Entries that may be read again and again are a way to make a small archive large.
const MOST_PASSES: u64 = 2;
const RECORDINGS: [&str; 3] = [".fit", ".gpx", ".tcx"];

/// What is read of an archive, by the names in it.
#[derive(Debug, PartialEq, Eq)]
enum Chosen {
    /// The first of these that is one: Apple translates the names in its export.
    Export(Vec<usize>),
    List(usize),
    Recordings(Vec<usize>),
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
    match choose(&names) {
        Some(Chosen::Export(indices)) => {
            let mut last = Error::Damaged;
            for index in indices {
                match open(index) {
                    Err(error @ Error::UnknownFormat { .. }) => last = error,
                    found => return found,
                }
            }
            Err(last)
        }
        Some(Chosen::List(index)) => open(index),
        Some(Chosen::Recordings(indices)) => together(&indices, open),
        None => Err(Error::UnknownFormat {
            looks_like: Looks::Archive,
        }),
    }
}

/// The recordings of an archive as one import. One that cannot be used does not hold up the others.
fn together(
    indices: &[usize],
    mut open: impl FnMut(usize) -> Result<Import, Error>,
) -> Result<Import, Error> {
    let mut all: Option<Import> = None;
    let mut left_out = 0;
    let mut first_error = None;
    for index in indices {
        match open(*index) {
            Ok(import) => match &mut all {
                None => all = Some(import),
                Some(all) => {
                    for activity in import.activities {
                        all.add(activity)?;
                    }
                }
            },
            Err(error) if error.refuses() || error == Error::Unreadable => return Err(error),
            Err(error) => {
                left_out += 1;
                first_error.get_or_insert(error);
            }
        }
    }
    match all {
        Some(mut all) => {
            all.count_left_out(left_out);
            Ok(all)
        }
        None => Err(first_error.unwrap_or(Error::Damaged)),
    }
}

fn choose(names: &[String]) -> Option<Chosen> {
    let of = |wanted: &dyn Fn(&str) -> bool| -> Vec<usize> {
        let files = names.iter().enumerate().filter(|(_, name)| {
            // macOS puts a shadow of each file beside it.
            !name.starts_with("__macosx/")
                && !name.rsplit('/').next().unwrap_or_default().starts_with('.')
        });
        files
            .filter(|(_, name)| wanted(name))
            .map(|(index, _)| index)
            .collect()
    };
    // Beside its export.xml Apple's has the same for doctors (CDA), and routes as GPX.
    let exports = of(&|name| name.ends_with(".xml") && !name.ends_with("_cda.xml"));
    if !exports.is_empty() {
        return Some(Chosen::Export(exports));
    }
    if let [list, ..] = of(&|name| name.rsplit('/').next() == Some("activities.csv")).as_slice() {
        return Some(Chosen::List(*list));
    }
    let recordings = of(&|name| {
        let plain = name.strip_suffix(".gz").unwrap_or(name);
        RECORDINGS.iter().any(|ending| plain.ends_with(ending))
    });
    if !recordings.is_empty() {
        return Some(Chosen::Recordings(recordings));
    }
    // Whatever it is called, a single file is the one that is meant.
    match of(&|name| !name.ends_with('/')).as_slice() {
        [only] => Some(Chosen::Recordings(vec![*only])),
        _ => None,
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
    use super::{Chosen, choose};

    fn chosen(names: &[&str]) -> Option<Chosen> {
        choose(
            &names
                .iter()
                .map(|name| (*name).to_owned())
                .collect::<Vec<_>>(),
        )
    }

    #[test]
    fn the_right_entries_are_read() {
        let apple = [
            "apple_health_export/",
            "apple_health_export/export_cda.xml",
            "apple_health_export/exportieren.xml",
            "apple_health_export/workout-routes/route.gpx",
        ];
        assert_eq!(chosen(&apple), Some(Chosen::Export(vec![2])));
        assert_eq!(
            chosen(&["activities/1.fit.gz", "activities.csv", "media/1.jpg"]),
            Some(Chosen::List(1))
        );
        assert_eq!(
            chosen(&["123_activity.fit"]),
            Some(Chosen::Recordings(vec![0]))
        );
        assert_eq!(
            chosen(&["__macosx/._a.gpx", "a.gpx", "b.tcx.gz", "notes.txt"]),
            Some(Chosen::Recordings(vec![1, 2]))
        );
        assert_eq!(chosen(&["export"]), Some(Chosen::Recordings(vec![0])));
        assert_eq!(chosen(&["a.jpg", "b.jpg"]), None);
        assert_eq!(chosen(&[]), None);
    }
}

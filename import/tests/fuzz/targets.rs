//! A target for each parser: the files to begin with, the words of its format, and what must hold of any bytes.
//!
//! `fuzz/` gives them to an engine that searches by what code is reached; `main.rs` beside this file is the short run
//! that needs nothing but Rust.

use crate::common::{fit, pack, read, text};
use aftermile_import::digest::{Digest, Refused};
use aftermile_import::{Error, Import};

/// A parser, and what it is tried with.
#[derive(Clone, Copy)]
pub struct Target {
    pub name: &'static str,
    pub seeds: fn() -> Vec<Vec<u8>>,
    /// What bytes that are changed at random would hardly become.
    pub words: &'static [&'static str],
    /// Panics where something does not hold. The outcomes, for they tell which inputs are of a new sort.
    pub attempt: fn(&[u8]) -> Vec<Outcome>,
}

pub type Outcome = Result<Import, Error>;

pub const TARGETS: [Target; 6] = [FIT, GPX, TCX, APPLE, CSV, ARCHIVE];

pub const FIT: Target = Target {
    name: "fit",
    seeds: || {
        let paused = |sport| {
            let mut fit = fit::Fit::default();
            fit.message(fit::FILE_ID, &fit::file_id(4));
            for second in 0..12 {
                fit.message(fit::RECORD, &fit::record(second));
            }
            fit.message(fit::LAP, &fit::session(sport, 6, 2));
            fit.message(fit::SESSION, &fit::session(sport, 12, 5));
            fit.file()
        };
        vec![fit::run(20), paused(1), paused(5)]
    },
    words: &[".FIT", "\u{e}\u{10}", "@\0\0\u{14}\0", "@\0\0\u{12}\0"],
    attempt: |file| {
        // The mark need not be found by chance.
        let mut file = file.to_vec();
        if let Some(mark) = file.get_mut(8..12) {
            mark.copy_from_slice(b".FIT");
        }
        vec![sound(&file)]
    },
};

pub const GPX: Target = Target {
    name: "gpx",
    seeds: || vec![text::gpx(4).into_bytes()],
    words: &[
        "<trk>",
        "</trk>",
        "<trkseg>",
        "<trkpt lat=\"",
        "<rte>",
        "<wpt>",
        "<type>running</type>",
        "<time>2024-05-01T07:00:00Z</time>",
        "<ele>",
        "<hr>",
        "<extensions>",
        "<!DOCTYPE",
        "<!ENTITY",
        "&amp;",
        "<![CDATA[",
        "NaN",
        "1901-01-01T00:00:00Z",
    ],
    attempt: |file| {
        vec![
            sound(&[b"<gpx><trk>".as_slice(), file].concat()),
            sound(file),
        ]
    },
};

pub const TCX: Target = Target {
    name: "tcx",
    seeds: || vec![text::tcx().into_bytes()],
    words: &[
        "<Activity Sport=\"Running\">",
        "<Activity Sport=\"Biking\">",
        "<MultiSportSession>",
        "<Courses>",
        "<Lap StartTime=\"2024-05-01T07:00:00Z\">",
        "</Lap>",
        "<Trackpoint>",
        "<Time>",
        "<DistanceMeters>",
        "<TotalTimeSeconds>",
        "<Intensity>Resting</Intensity>",
        "<AltitudeMeters>",
        "<Value>",
        "1e999",
        "NaN",
        "&amp;",
    ],
    attempt: |file| {
        vec![
            sound(&[b"<TrainingCenterDatabase><Activity>".as_slice(), file].concat()),
            sound(file),
        ]
    },
};

pub const APPLE: Target = Target {
    name: "apple",
    seeds: || vec![text::apple(2).into_bytes()],
    words: &[
        "<Workout workoutActivityType=\"HKWorkoutActivityTypeRunning\" ",
        "<WorkoutStatistics type=\"HKQuantityTypeIdentifierDistanceWalkingRunning\" sum=\"5\" unit=\"km\"/>",
        "<MetadataEntry key=\"HKElevationAscended\" value=\"4500 cm\"/>",
        "<Record/>",
        "duration=\"",
        "durationUnit=\"hr\"",
        "startDate=\"2024-05-01 09:00:00 +0200\"",
        "endDate=\"",
        "<!ATTLIST",
        "]>",
        "-9999",
        "+9999",
    ],
    attempt: |file| {
        vec![
            sound(&[b"<HealthData>".as_slice(), file].concat()),
            sound(file),
        ]
    },
};

pub const CSV: Target = Target {
    name: "csv",
    seeds: || vec![text::STRAVA.into(), text::GARMIN.into()],
    words: &[
        "Elapsed Time",
        "Moving Time",
        "Distance",
        "Activity Type",
        "Activity Date",
        "\"May 1, 2024, 7:00:00 AM\"",
        "2024-05-01 07:12:33",
        "00:52:10",
        "1.234,5",
        "--",
        ";",
        "\t",
        "\"\"",
        "\u{feff}",
        "-1e300",
    ],
    attempt: |file| vec![sound(file)],
};

/// The names that entries of an archive have here, by the first byte of their content.
const NAMES: [&str; 12] = [
    "apple_health_export/export.xml",
    "apple_health_export/export_cda.xml",
    "apple_health_export/workout-routes/route.gpx",
    "activities.csv",
    "export/activities.csv",
    "activities/1.fit.gz",
    "activities/2.gpx",
    "activities/3.tcx.gz",
    "b.fit",
    "notes.xml",
    "media/photo.jpg",
    "__MACOSX/._b.fit",
];
/// Parts the entries that an archive is packed of.
const NEXT: &[u8] = b"\0NEXT\0";

pub const ARCHIVE: Target = Target {
    name: "archive",
    seeds: || {
        let packed = pack::gzip(&fit::run(2));
        vec![
            pack::gzip(&fit::run(3)),
            pack::zip(&[
                ("a.gpx", text::gpx(2).as_bytes()),
                ("b.fit.gz", packed.as_slice()),
            ]),
            [
                b"\0",
                text::apple(1).as_bytes(),
                NEXT,
                b"\x09<note/>",
                NEXT,
                b"\x01<ClinicalDocument/>",
            ]
            .concat(),
            [
                b"\x03",
                text::STRAVA.as_bytes(),
                NEXT,
                b"\x05",
                &packed,
                NEXT,
                b"\x06",
                text::gpx(2).as_bytes(),
            ]
            .concat(),
        ]
    },
    words: &["PK\u{3}\u{4}", "PK\u{1}\u{2}", "PK\u{5}\u{6}", "\0NEXT\0"],
    attempt: |file| vec![sound(file), sound(&packed(file))],
};

/// An archive of these bytes, so that what stands behind the checks of archives is reached too.
fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut entries = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() && entries.len() < 8 {
        let end = rest
            .windows(NEXT.len())
            .position(|part| part == NEXT)
            .unwrap_or(rest.len());
        let entry = &rest[..end];
        rest = rest.get(end + NEXT.len()..).unwrap_or_default();
        if let Some((name, content)) = entry.split_first() {
            // Two entries of one name cannot be written.
            let name = NAMES[usize::from(*name) % NAMES.len()];
            let name = format!("{}/{name}", entries.len());
            let name = if entries.is_empty() {
                name.split_once('/').map_or("", |(_, name)| name).to_owned()
            } else {
                name
            };
            entries.push((name, content));
        }
    }
    let entries: Vec<(&str, &[u8])> = entries
        .iter()
        .map(|(name, content)| (name.as_str(), *content))
        .collect();
    pack::zip(&entries)
}

/// Reads a file as the page's reader does, up to what the page is told.
fn sound(file: &[u8]) -> Outcome {
    let found = read(file);
    let told = found.as_ref().map_err(Refused::of);
    let digest = Digest::of(&[("a".into(), told.cloned())], &|_| 60);
    serde_json::to_string(&digest).expect("a digest is written");
    found
}

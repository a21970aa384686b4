//! Run files in, run summaries out.
//!
//! [`read`] takes a file of a watch or of a training site and gives an [`Import`]: for each run its sport, start,
//! moving and elapsed time, distance, ascent and descent, heart rate, and what is doubtful about them. It reads FIT,
//! GPX 1.0 and 1.1, TCX, Strava's `activities.csv`, Garmin's `Activities.csv`, Apple Health's `export.xml`, each also
//! as `.gz` or in a `.zip`. What a file is, is told by its content, never by its name.
//!
//! - **Streamed.** A file is read once, front to back (a zip also at its end). Memory does not grow with its size: a
//!   few hundred kilobytes, and some 200 bytes a run.
//! - **Coordinates are not kept.** GPX and TCX tell a distance only by places; two neighbouring ones are held while
//!   their distance is added up, and nothing that leaves a parser has a field for a place.
//! - **Nothing is guessed silently.** What a file does not say is `None`, with a [`Warning`] that the page can ask about.
//! - **Hostile files are refused.** See [`limits`](Error): nesting, expansion, endless items, entity declarations.
//!
//! ```
//! let gpx = br#"<gpx><trk><type>running</type><trkseg>
//!   <trkpt lat="0" lon="0"><time>2024-05-01T07:00:00Z</time></trkpt>
//!   <trkpt lat="0" lon="0.01"><time>2024-05-01T07:06:00Z</time></trkpt>
//! </trkseg></trk></gpx>"#;
//! let import = aftermile_import::read(&mut std::io::Cursor::new(gpx), &mut |_, _| ())?;
//! assert_eq!(import.activities[0].elapsed_s, Some(360.0));
//! assert_eq!(import.activities[0].distance_m.map(f64::round), Some(1112.0));
//! # Ok::<(), aftermile_import::Error>(())
//! ```

mod activity;
mod apple;
mod archive;
mod csv;
pub mod digest;
mod error;
mod fit;
mod found;
mod gpx;
mod limits;
mod read;
mod sport;
mod tcx;
mod time;
mod track;
mod warning;
#[cfg(target_family = "wasm")]
mod worker;
mod xml;

pub use activity::{Activity, Kind, Start, Unit, Zone};
pub use error::{Error, Looks, NotActivity};
pub use found::{Format, Import};
pub use read::{Source, read};
pub use sport::{Sport, Surface};
pub use warning::Warning;

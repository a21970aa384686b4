//! Runs, drafts and settings in the device's storage. Nothing that is there is ever overwritten unread:
//! what cannot be read is set aside under a key of its own, byte for byte.
//!
//! Each run has a key of its own, so that a save writes one run, and two tabs that save different runs cannot
//! be in each other's way. Two that save the same run are joined ([`Run::join`]), again under a lock where the
//! browser has locks.

mod csv;
mod date;
mod envelope;
mod export;
mod import;
pub mod look;
mod measured;
mod migrate;
mod record;
mod run;
mod said;
mod store;
#[cfg(test)]
pub mod tests;
mod told;
mod week;
mod words;

pub use csv::csv;
pub use date::{civil, days_since_1970, iso, minute};
pub use envelope::Unreadable;
pub use export::{Export, Invalid, Why, export, read_export};
pub use import::{Imported, Preview};
pub use record::{Draft, Profile, Record, Settings};
pub use run::{CheckIn, Done, Run, STORE, Source, level_by_id};
pub use said::{Said, Sore};
pub use store::{FoundDraft, History, PREFIX, ROOT, is_light};
pub use told::{Summary, Told, ToldStep};
pub use week::Week;
pub use words::Word;

//! Small run files that the tests write themselves.

#[path = "../../../import/tests/files/common/fit.rs"]
#[allow(
    dead_code,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap
)]
pub mod fit;
#[path = "../../../import/tests/files/common/text.rs"]
#[allow(dead_code)]
pub mod text;

use anyhow::{Context, Result};
use std::fs;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};
use tempfile::TempDir;

/// What FIT calls these sports.
pub const RUNNING: u8 = 1;
pub const CYCLING: u8 = 2;
pub const WALKING: u8 = 11;

/// A folder of files to choose from.
pub struct Files(TempDir);

impl Files {
    pub fn new() -> Result<Self> {
        Ok(Self(TempDir::new()?))
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> Result<PathBuf> {
        let path = self.0.path().join(name);
        fs::write(&path, content).with_context(|| format!("cannot write {name}"))?;
        Ok(path)
    }
}

fn now() -> Result<u32> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    Ok(u32::try_from(seconds)?)
}

/// A session of 45 minutes and 3 of pause, 8.1 km, with its first and last place; it ended so many minutes ago.
fn session(fit: &mut fit::Fit, sport: u8, minutes_ago: u32) -> Result<()> {
    let (moving, elapsed) = (2700, 2880);
    let end = now()? - minutes_ago * 60 - fit::EPOCH;
    let start = end - elapsed;
    for (at, place) in [(start, 518_000_000), (end, 518_010_000)] {
        fit.message(
            fit::RECORD,
            &[
                fit::u32(253, at),
                fit::s32(0, place),
                fit::s32(1, 99_000_000),
            ],
        );
    }
    fit.message(
        fit::SESSION,
        &[
            fit::u32(253, end),
            fit::u32(2, start),
            fit::kind(5, sport),
            fit::kind(6, 0),
            fit::u32(7, elapsed * 1000),
            fit::u32(8, moving * 1000),
            fit::u32(9, 810_000),
            fit::u8(16, 148),
            fit::u8(17, 171),
            fit::u16(22, 120),
            fit::u16(23, 250),
        ],
    );
    Ok(())
}

/// A recording as a watch writes it, of one sport or of several after each other.
pub fn recording(sports: &[u8], minutes_ago: u32) -> Result<Vec<u8>> {
    let mut fit = fit::Fit::default();
    fit.message(fit::FILE_ID, &fit::file_id(4));
    let mut ago = minutes_ago + 60 * u32::try_from(sports.len())?;
    for sport in sports {
        ago -= 60;
        session(&mut fit, *sport, ago)?;
    }
    Ok(fit.file())
}

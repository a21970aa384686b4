//! Small files of every format, written here, so that no stranger's run is part of the project.

pub mod fit;
pub mod pack;
pub mod sound;
pub mod text;

use aftermile_import::{Error, Import};
use std::io::Cursor;

pub fn read(file: &[u8]) -> Result<Import, Error> {
    let found = aftermile_import::read(&mut Cursor::new(file), &mut |_, _| ());
    if let Ok(import) = &found {
        sound::check(import);
    }
    found
}

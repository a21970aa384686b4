//! The web worker's side: a file of the browser as a source, and its entries. `web/import-worker.js` calls them.

use crate::digest::{Digest, Read as FileRead, Refused};
use crate::{Error, Import, Unit, read};
use js_sys::{Date, Function, Uint8Array};
use std::cell::RefCell;
use std::io::{self, Read, Seek, SeekFrom};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Blob, FileReaderSync};

/// What is copied from the browser at once. Each copy costs a round trip to its process for files.
const SLICE: u64 = 2 << 20;

/// A file of the browser, read slice by slice.
struct Slices {
    blob: Blob,
    reader: FileReaderSync,
    size: u64,
    at: u64,
    begin: u64,
    slice: Vec<u8>,
}

impl Slices {
    fn new(blob: Blob) -> Result<Slices, JsValue> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a size is a whole number below 2^53"
        )]
        let size = blob.size() as u64;
        Ok(Slices {
            blob,
            reader: FileReaderSync::new()?,
            size,
            at: 0,
            begin: 0,
            slice: Vec::new(),
        })
    }

    /// Makes the slice hold the byte at which reading goes on.
    fn load(&mut self) -> Result<(), JsValue> {
        self.begin = self.at - self.at % SLICE;
        let end = (self.begin + SLICE).min(self.size);
        #[expect(clippy::cast_precision_loss, reason = "sizes of files are below 2^53")]
        let part = self
            .blob
            .slice_with_f64_and_f64(self.begin as f64, end as f64)?;
        let buffer = self.reader.read_as_array_buffer(&part)?;
        let bytes = Uint8Array::new(&buffer);
        self.slice
            .resize(usize::try_from(bytes.length()).unwrap_or(0), 0);
        bytes.copy_to(&mut self.slice);
        Ok(())
    }

    fn rest(&self) -> &[u8] {
        let from = self
            .at
            .checked_sub(self.begin)
            .and_then(|from| usize::try_from(from).ok());
        from.and_then(|from| self.slice.get(from..))
            .unwrap_or_default()
    }
}

impl Read for Slices {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at >= self.size {
            return Ok(0);
        }
        if self.rest().is_empty() {
            self.load().map_err(|_| Error::Unreadable.into_io())?;
        }
        let count = self.rest().read(into)?;
        if count == 0 && !into.is_empty() {
            // The file is shorter than it was when it was chosen.
            return Err(Error::Unreadable.into_io());
        }
        self.at += u64::try_from(count).unwrap_or(0);
        Ok(count)
    }
}

impl Seek for Slices {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.size.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.at)
    }
}

thread_local! {
    /// What was read so far. Borrowed only to add to it: a crash of the reader leaves it as it was.
    static READ: RefCell<Vec<FileRead>> = const { RefCell::new(Vec::new()) };
}

fn add(name: String, read: Result<Import, Refused>) {
    READ.with_borrow_mut(|all| all.push((name, read)));
}

/// Reads a file. `progress` is called with the bytes done and in all. `unit`, the word for a [`Unit`], is what distances
/// are in where the file does not say; with any other word they stay without.
#[wasm_bindgen(js_name = readFile)]
pub fn read_file(file: Blob, name: String, unit: &str, progress: &Function) {
    #[expect(clippy::cast_precision_loss, reason = "sizes of files are below 2^53")]
    let mut tell = |done: u64, all: u64| {
        // A page that does not listen is no reason to stop.
        let _ = progress.call2(
            &JsValue::NULL,
            &JsValue::from_f64(done as f64),
            &JsValue::from_f64(all as f64),
        );
    };
    let found = match Slices::new(file) {
        Ok(mut slices) => read(&mut slices, &mut tell),
        Err(_) => Err(Error::Unreadable),
    };
    let unit = [Unit::Kilometres, Unit::Miles, Unit::Metres]
        .into_iter()
        .find(|one| one.id() == unit);
    let found = match (found, unit) {
        (Ok(import), Some(unit)) => Ok(import.in_unit(unit)),
        (found, _) => found,
    };
    add(name, found.map_err(|error| Refused::of(&error)));
}

/// Notes a file that could not be read for a reason that lies with the reader: the name of its text.
#[wasm_bindgen]
pub fn refuse(name: String, id: &str) {
    add(name, Err(Refused::named(id)));
}

/// All that was read, as JSON: a [`Digest`]. It is then forgotten.
#[wasm_bindgen]
#[must_use]
pub fn digest() -> String {
    let all = READ.take();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "offsets are below a day, moments below 2^53"
    )]
    let offset_at =
        |at_ms: i64| -(Date::new(&JsValue::from_f64(at_ms as f64)).get_timezone_offset() as i32);
    serde_json::to_string(&Digest::of(&all, &offset_at)).unwrap_or_default()
}

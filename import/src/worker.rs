//! The web worker's side: a file of the browser as a source, and one entry. `web/import-worker.js` calls it.

use crate::{Error, read};
use js_sys::{Function, Uint8Array};
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

/// Reads a file. `progress` is called with the bytes done and in all. The answer is JSON: an [`Import`](crate::Import).
///
/// # Errors
/// An [`Error`] as JSON.
#[wasm_bindgen(js_name = readRuns)]
pub fn read_runs(file: Blob, progress: &Function) -> Result<String, String> {
    let told = |error: Error| serde_json::to_string(&error).unwrap_or_default();
    let mut slices = Slices::new(file).map_err(|_| told(Error::Unreadable))?;
    #[expect(clippy::cast_precision_loss, reason = "sizes of files are below 2^53")]
    let mut tell = |done: u64, all: u64| {
        // A page that does not listen is no reason to stop.
        let _ = progress.call2(
            &JsValue::NULL,
            &JsValue::from_f64(done as f64),
            &JsValue::from_f64(all as f64),
        );
    };
    let import = read(&mut slices, &mut tell).map_err(told)?;
    serde_json::to_string(&import).map_err(|_| told(Error::Unreadable))
}

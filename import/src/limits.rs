//! Readers that stop a file which would cost more than a recording can.

use crate::error::Error;
use crate::read::Source;
use std::cell::Cell;
use std::io::{self, BufRead, Read, Seek, SeekFrom};
use std::rc::Rc;

/// How far a packed file may grow. Apple's exports grow some 30 times; what is all zeros grows 1030 times.
const MOST_EXPANSION: u64 = 200;
/// Below this it may grow as it likes.
const FREE: u64 = 16 << 20;
/// Past this nothing is unpacked.
const MOST_UNPACKED: u64 = 8 << 30;
/// The longest element or row: Apple's document type is 12 KB, a Strava description at most some KB.
pub const LONGEST_ITEM: u64 = 1 << 20;
/// How often progress is told, in bytes.
const STEP: u64 = 1 << 20;

/// What was read of a file, and what came out of unpacking it.
#[derive(Debug, Default)]
pub struct Meter {
    taken: Cell<u64>,
    unpacked: Cell<u64>,
    /// How much more may be read; `None` without a bound.
    budget: Cell<Option<u64>>,
}

impl Meter {
    /// Lets only so many further bytes be read, and tells no progress.
    pub fn allow_only(&self, bytes: u64) {
        self.budget.set(Some(bytes));
    }

    /// Lifts the budget and counts from here.
    pub fn begin(&self) {
        self.budget.set(None);
        self.taken.set(0);
    }

    /// Bytes read since it began.
    pub fn taken(&self) -> u64 {
        self.taken.get()
    }

    fn take(&self, bytes: u64) -> io::Result<()> {
        self.taken.set(self.taken.get().saturating_add(bytes));
        if let Some(budget) = self.budget.get() {
            let left = budget
                .checked_sub(bytes)
                .ok_or_else(|| Error::Oversized.into_io())?;
            self.budget.set(Some(left));
        }
        Ok(())
    }

    fn unpack(&self, bytes: u64) -> io::Result<()> {
        let out = self.unpacked.get().saturating_add(bytes);
        self.unpacked.set(out);
        if out > MOST_UNPACKED || (out > FREE && out / MOST_EXPANSION > self.taken.get()) {
            return Err(Error::Expands.into_io());
        }
        Ok(())
    }
}

/// The file itself: meters what is read of it, and tells progress.
pub struct Watched<'a> {
    source: &'a mut dyn Source,
    progress: &'a mut dyn FnMut(u64, u64),
    pub meter: Rc<Meter>,
    pub size: u64,
    at: u64,
    told: u64,
}

impl<'a> Watched<'a> {
    pub fn new(
        source: &'a mut dyn Source,
        progress: &'a mut dyn FnMut(u64, u64),
    ) -> io::Result<Self> {
        let size = source.seek(SeekFrom::End(0))?;
        source.seek(SeekFrom::Start(0))?;
        Ok(Watched {
            source,
            progress,
            meter: Rc::default(),
            size,
            at: 0,
            told: 0,
        })
    }
}

impl Read for Watched<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(into)?;
        let read = bytes(count);
        self.at = self.at.saturating_add(read);
        self.meter.take(read)?;
        // A budget is for the directory at the end of an archive, which is no progress.
        let due = self.at >= self.told.saturating_add(STEP)
            || (self.at == self.size && self.told < self.size);
        if due && self.meter.budget.get().is_none() {
            self.told = self.at;
            (self.progress)(self.at.min(self.size), self.size);
        }
        Ok(count)
    }
}

impl Seek for Watched<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.at = self.source.seek(to)?;
        Ok(self.at)
    }
}

/// What comes out of an unpacker, held against what went in.
pub struct Expanding<R> {
    inner: R,
    meter: Rc<Meter>,
}

impl<R> Expanding<R> {
    pub fn new(inner: R, meter: Rc<Meter>) -> Self {
        Expanding { inner, meter }
    }
}

impl<R: Read> Read for Expanding<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(into)?;
        self.meter.unpack(bytes(count))?;
        Ok(count)
    }
}

fn bytes(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// Refuses an item that does not end: a parser holds a whole one in memory.
pub struct Items<R> {
    inner: R,
    since: u64,
}

impl<R> Items<R> {
    pub fn new(inner: R) -> Self {
        Items { inner, since: 0 }
    }

    /// An item has ended.
    pub fn ended(&mut self) {
        self.since = 0;
    }

    fn count(&mut self, more: usize) {
        self.since = self.since.saturating_add(bytes(more));
    }
}

impl<R: BufRead> Read for Items<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(into)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Items<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.since > LONGEST_ITEM {
            return Err(Error::Oversized.into_io());
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.count(count);
        self.inner.consume(count);
    }
}

/// Text as ASCII: every other byte becomes `?`. All that is used of a file is ASCII, and so Latin-1, UTF-8 and broken
/// encodings are read alike.
pub struct Ascii<R>(pub R);

impl<R: Read> Read for Ascii<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.0.read(into)?;
        for byte in into.iter_mut().take(count) {
            if !byte.is_ascii() {
                *byte = b'?';
            }
        }
        Ok(count)
    }
}

//! Reading run files, apart from the page.

use std::rc::Rc;

/// What the reader of run files tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// So many hundredths of all files are read.
    At(u32),
    /// A `Digest` of the crate `aftermile-import`, as JSON. It has no field for a place.
    Done(String),
    /// No reader could be started, or its program could not be loaded.
    NoReader,
}

/// Is called any number of times with [`Reading::At`], and once with something else.
pub type Hear = Rc<dyn Fn(Reading)>;

/// The files that a person chose, and the reader that takes runs from them. Nothing of it is loaded before that.
pub trait RunFiles {
    /// Holds the files that were chosen in the file field that the selector finds, in the place of those held before.
    /// How many there are.
    fn choose(&self, selector: &str) -> usize;
    /// Reads those that are held. `unit`: what the distances are in where a file does not say, `kilometres`, `miles` or
    /// `metres`; empty when it is not known.
    fn read(&self, unit: &str, hear: Hear);
    /// Ends the reader, whatever it is doing. Nothing is heard of it any more.
    fn stop(&self);
    /// Calls back once the page has had its turn: work that lasts is done in slices.
    fn soon(&self, then: Box<dyn FnOnce()>) {
        then();
    }
}

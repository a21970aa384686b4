//! The guided session as pure values: what is to be done when, and where one is in it.
//!
//! No clock is read here. Every function takes the moment it happens at, in milliseconds, and the
//! position follows from such moments alone; nothing counts ticks.

mod course;
mod cues;
// By dice, which are on the host only.
#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
mod timeline;

pub use course::{Course, MORE_S, State};
pub use cues::{Cue, heard};
pub use timeline::{Part, Phase, Segment, Timeline, suitable};

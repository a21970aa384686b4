//! What a guided session asks of the device. Each may be missing, and nothing depends on any of them:
//! everything they say stands on the screen too.

use std::any::Any;
use std::rc::Rc;

/// A short sound with one meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Work begins.
    Start,
    /// Half of it is done.
    Half,
    /// One of the last three seconds.
    Count,
    /// Work is over.
    End,
}

/// Keeps the screen on.
pub trait WakeLock {
    /// Asks for it; `told` hears whether it is on. Asking again while it is on is fine.
    fn hold(&self, told: Box<dyn Fn(bool)>);
    fn release(&self);
}

pub trait Sound {
    /// To be called in answer to a press: without one no browser lets a page sound.
    fn ready(&self);
    fn tone(&self, tone: Tone);
}

pub trait Voice {
    fn can(&self) -> bool;
    /// To be called in answer to a press: some browsers let a page speak only after it did so within one.
    fn ready(&self);
    /// Speaks, in place of what is still being said.
    fn say(&self, text: &str);
    fn hush(&self);
}

pub trait Vibration {
    fn can(&self) -> bool;
    fn buzz(&self, tone: Tone);
}

/// Whether the page can be seen, and how.
pub trait Sight {
    /// Hears of every change until what is returned is dropped.
    fn watch(&self, seen: Rc<dyn Fn(bool)>) -> Box<dyn Any>;
    /// Whether the person asked for things not to move.
    fn still(&self) -> bool;
}

/// All of them.
#[derive(Clone)]
pub struct Guide {
    pub wake: Rc<dyn WakeLock>,
    pub sound: Rc<dyn Sound>,
    pub voice: Rc<dyn Voice>,
    pub vibration: Rc<dyn Vibration>,
    pub sight: Rc<dyn Sight>,
}

impl std::fmt::Debug for Guide {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Guide")
    }
}

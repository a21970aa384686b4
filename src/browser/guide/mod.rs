//! What a guided session asks of the browser.

mod sight;
mod sound;
mod vibration;
mod voice;
mod wake_lock;

use crate::ports::guide::Guide;
use std::rc::Rc;

/// The guide of this browser.
pub fn open() -> Guide {
    Guide {
        wake: Rc::new(wake_lock::ScreenLock::default()),
        sound: Rc::new(sound::Audio::default()),
        voice: Rc::new(voice::Speech::default()),
        vibration: Rc::new(vibration::Motor),
        sight: Rc::new(sight::PageSight),
    }
}

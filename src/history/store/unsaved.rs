//! What the storage did not take, and trying again once there may be room. Reached only where runs are: the part of the
//! program that comes first holds drafts and settings alone.

use super::{History, RUN, WEEK};
use crate::history::{Run, Week};
use crate::ports::Store as _;

impl History {
    /// Whether the storage holds everything that was to be kept.
    #[must_use]
    pub fn is_all_kept(&self) -> bool {
        self.unsaved.keys().is_empty()
    }

    /// A run's or a week's text, of what is not stored yet joined with what is.
    pub(super) fn get_joined(&self, key: &str) -> Option<String> {
        match self.unsaved.get(key) {
            Some(ours) => Some(self.with_stored(key, ours)),
            None => self.get(key),
        }
    }

    /// A text that is not stored yet, joined with what another tab has stored under its key meanwhile.
    fn with_stored(&self, key: &str, ours: String) -> String {
        let Some(there) = self.store.get(key) else {
            return ours;
        };
        if key.starts_with(RUN) {
            let both = Run::read(&there).zip(Run::read(&ours));
            both.map_or(ours, |(there, ours)| there.join(&ours).write())
        } else if key.starts_with(WEEK) {
            let both = Week::read(&there).zip(Week::read(&ours));
            both.map_or(ours, |(there, ours)| there.join(&ours).write())
        } else {
            ours
        }
    }

    /// Tries again what the storage did not take, each entry once.
    pub(super) fn try_again(&self) {
        if self.newer {
            return;
        }
        // A draft, a profile or settings of another tab may be newer: they are kept again when they next change.
        let of_runs = |key: &String| key.starts_with(RUN) || key.starts_with(WEEK);
        for key in self.unsaved.keys().into_iter().filter(of_runs) {
            let Some(ours) = self.unsaved.get(&key) else {
                continue;
            };
            let text = self.with_stored(&key, ours);
            if !self.safe_to_write(&key) || self.store.set(&key, &text).is_err() {
                continue;
            }
            self.unsaved.remove(&key);
            if key.starts_with(RUN) {
                if let Some(run) = Run::read(&text) {
                    self.remember(run);
                }
            } else if let Some(week) = Week::read(&text).filter(|_| key.starts_with(WEEK)) {
                self.weeks.borrow_mut().insert(week.day, week);
            }
        }
    }
}

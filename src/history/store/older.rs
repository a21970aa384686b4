//! What earlier versions kept, and what was set aside, taken over at the start.

use super::super::envelope;
use super::super::migrate;
use super::{History, OLD, PREFIX, RUN};
use crate::history::{Run, Week};

/// What an earlier version kept under these names is taken over as it is.
const SAME_IN_1: [&str; 3] = ["draft", "profile", "settings"];

/// What the guided session kept beside them, in a form of its own.
const OTHER_IN_1: [&str; 2] = ["senses", "player"];

impl History {
    /// Takes over what version 1 kept. An entry goes only once its successor has been read back.
    pub(super) fn take_over(&self) {
        for key in self.store.keys() {
            let Some(name) = key.strip_prefix(OLD) else {
                continue;
            };
            if name.starts_with("kept:") || name == "probe" {
                continue;
            }
            let Some(text) = self.store.get(&key) else {
                continue;
            };
            if name.starts_with("run:") {
                match migrate::run_of_1(&text) {
                    Some(run) => self.replace(&key, run),
                    None => self.set_aside(&key),
                }
            } else if SAME_IN_1.contains(&name) && envelope::check(&text).is_ok() {
                let to = format!("{PREFIX}{name}");
                // What was said or chosen since, under this version, stays.
                if self.store.get(&to).is_none() {
                    let _ = self.store.rename(&key, &to);
                }
            } else if OTHER_IN_1.contains(&name) {
                let _ = self.store.rename(&key, &format!("{PREFIX}{name}"));
            } else if name == "index" && envelope::check(&text).is_ok() {
                // A list of the runs: made again from them.
                self.store.remove(&key);
            } else {
                self.set_aside(&key);
            }
        }
    }

    fn replace(&self, old: &str, run: Run) {
        let key = format!("{RUN}{}", run.id);
        let there = self.store.get(&key).as_deref().and_then(Run::read);
        let run = there.map_or_else(|| run.clone(), |there| there.join(&run));
        let text = run.write();
        let kept = self.store.set(&key, &text).is_ok();
        if kept && self.store.get(&key).as_deref() == Some(text.as_str()) {
            self.store.remove(old);
        } else {
            // No room for both: the old entry stays, and is tried again next time.
            self.remember(run);
        }
    }

    /// Tries again what was set aside: a newer version may be able to read it.
    pub(super) fn take_back(&self) {
        for key in self.kept_keys() {
            let Some(text) = self.store.get(&key) else {
                continue;
            };
            let run = Run::read(&text).or_else(|| migrate::run_of_1(&text));
            if let Some(run) = run {
                self.replace(&key, run);
            } else if let Some(week) = Week::read(&text)
                && self.tell_week(&week).is_ok()
            {
                self.store.remove(&key);
            }
        }
    }
}

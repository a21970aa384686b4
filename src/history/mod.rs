//! Runs, drafts and settings in the device's storage. Nothing that is there is ever overwritten unread:
//! what cannot be read is set aside under a key of its own, byte for byte.

mod envelope;
mod record;
#[cfg(test)]
mod tests;

pub use envelope::{Unreadable, ascii};
pub use record::{Done, Draft, Profile, Record, Row, Settings};

use crate::ports::memory::MemoryStore;
use crate::ports::{Moment, NotKept, Store};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Begins every key: storage is shared by all pages of an origin.
pub const PREFIX: &str = "aftermile:1:";
const RUN: &str = "aftermile:1:run:";
const KEPT: &str = "aftermile:1:kept:";
const INDEX: &str = "aftermile:1:index";
const DRAFT: &str = "aftermile:1:draft";
const PROFILE: &str = "aftermile:1:profile";
const SETTINGS: &str = "aftermile:1:settings";

/// A draft that was found.
#[derive(Debug, Clone, PartialEq)]
pub enum FoundDraft {
    None,
    Ready(Draft),
    /// It could not be used and was set aside.
    SetAside,
}

/// The device's memory of one runner.
pub struct History {
    store: Rc<dyn Store>,
    /// What the storage did not take: it lasts as long as the page.
    unsaved: MemoryStore,
    /// Unreadable entries that could not be moved for want of room. They are not written over.
    blocked: RefCell<BTreeSet<String>>,
}

impl std::fmt::Debug for History {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("History")
    }
}

impl History {
    #[must_use]
    pub fn new(store: Rc<dyn Store>) -> History {
        History {
            store,
            unsaved: MemoryStore::default(),
            blocked: RefCell::default(),
        }
    }

    /// False where everything is gone with the page.
    #[must_use]
    pub fn lasts(&self) -> bool {
        self.store.lasts()
    }

    /// The runs, newest first.
    #[must_use]
    pub fn rows(&self) -> Vec<Row> {
        let mut rows: Vec<Row> = self.read(INDEX).unwrap_or_default();
        let ids = self.run_ids();
        rows.retain(|row| ids.contains(&row.id));
        // Runs that another tab saved, or all of them when the list was lost.
        for id in ids
            .iter()
            .filter(|id| !rows.iter().any(|row| row.id == **id))
            .collect::<Vec<_>>()
        {
            if let Some(record) = self.run(id) {
                rows.push(Row::of(&record));
            }
        }
        rows.sort_unstable_by(|a, b| {
            b.saved_at_ms
                .cmp(&a.saved_at_ms)
                .then_with(|| b.id.cmp(&a.id))
        });
        rows
    }

    /// A run by id.
    #[must_use]
    pub fn run(&self, id: &str) -> Option<Record> {
        self.read(&format!("{RUN}{id}"))
    }

    /// Saves a run, new or changed.
    ///
    /// # Errors
    /// When the storage did not take it; it is then remembered as long as the page is open.
    pub fn save(&self, record: &Record) -> Result<(), NotKept> {
        let mut rows = self.rows();
        let saved = self.write(&format!("{RUN}{}", record.id), record);
        rows.retain(|row| row.id != record.id);
        rows.insert(0, Row::of(record));
        saved.and(self.write(INDEX, &rows))
    }

    /// An id that no run has.
    #[must_use]
    pub fn new_id(&self, at: Moment) -> String {
        let taken = self.run_ids();
        let mut number = at.at_ms;
        while taken.contains(&number.to_string()) {
            number += 1;
        }
        number.to_string()
    }

    /// The draft of these rules. One of other rules, or one that cannot be read, is set aside.
    #[must_use]
    pub fn draft(&self, rules: &str) -> FoundDraft {
        let Some(text) = self.get(DRAFT) else {
            return FoundDraft::None;
        };
        match envelope::open::<Draft>(&text) {
            Ok(draft) if draft.rules == rules => FoundDraft::Ready(draft),
            _ => {
                self.set_aside(DRAFT);
                FoundDraft::SetAside
            }
        }
    }

    /// # Errors
    /// When the storage did not take it.
    pub fn save_draft(&self, draft: &Draft) -> Result<(), NotKept> {
        self.write(DRAFT, draft)
    }

    pub fn clear_draft(&self) {
        self.remove(DRAFT);
    }

    #[must_use]
    pub fn profile(&self) -> Option<Profile> {
        self.read(PROFILE)
    }

    /// # Errors
    /// When the storage did not take it.
    pub fn save_profile(&self, profile: &Profile) -> Result<(), NotKept> {
        self.write(PROFILE, profile)
    }

    #[must_use]
    pub fn settings(&self) -> Settings {
        self.read(SETTINGS).unwrap_or_default()
    }

    /// # Errors
    /// When the storage did not take it.
    pub fn save_settings(&self, settings: &Settings) -> Result<(), NotKept> {
        self.write(SETTINGS, settings)
    }

    /// How many entries could not be read and are kept aside.
    #[must_use]
    pub fn kept(&self) -> usize {
        self.kept_keys().len()
    }

    /// What was set aside, as JSON from key to content.
    #[must_use]
    pub fn kept_text(&self) -> String {
        let all: BTreeMap<String, String> = self
            .kept_keys()
            .into_iter()
            .filter_map(|key| self.store.get(&key).map(|value| (key, value)))
            .collect();
        serde_json::to_string(&all).map_or_else(|_| String::new(), |json| ascii(&json))
    }

    fn kept_keys(&self) -> BTreeSet<String> {
        let mut keys: BTreeSet<String> = self
            .store
            .keys()
            .into_iter()
            .filter(|k| k.starts_with(KEPT))
            .collect();
        keys.extend(self.blocked.borrow().iter().cloned());
        keys
    }

    fn run_ids(&self) -> BTreeSet<String> {
        let blocked = self.blocked.borrow();
        self.store
            .keys()
            .into_iter()
            .filter(|key| !blocked.contains(key))
            .chain(self.unsaved.keys())
            .filter_map(|key| key.strip_prefix(RUN).map(str::to_owned))
            .collect()
    }

    fn get(&self, key: &str) -> Option<String> {
        if let Some(text) = self.unsaved.get(key) {
            return Some(text);
        }
        if self.blocked.borrow().contains(key) {
            None
        } else {
            self.store.get(key)
        }
    }

    fn read<T: DeserializeOwned>(&self, key: &str) -> Option<T> {
        let text = self.get(key)?;
        match envelope::open(&text) {
            Ok(value) => Some(value),
            Err(_) => {
                self.set_aside(key);
                None
            }
        }
    }

    fn write<T: Serialize>(&self, key: &str, value: &T) -> Result<(), NotKept> {
        let Some(text) = envelope::seal(value) else {
            return Ok(());
        };
        let result = if self.blocked.borrow().contains(key) {
            Err(NotKept::Full)
        } else if self.safe_to_write(key) {
            self.store.set(key, &text)
        } else {
            Err(NotKept::Full)
        };
        match result {
            Ok(()) => self.unsaved.remove(key),
            Err(_) => {
                let _ = self.unsaved.set(key, &text);
            }
        }
        result
    }

    /// Sets aside what a newer or another program wrote under this key since it was last read.
    fn safe_to_write(&self, key: &str) -> bool {
        let Some(found) = self.store.get(key) else {
            return true;
        };
        if envelope::check(&found).is_ok() {
            return true;
        }
        self.set_aside(key);
        !self.blocked.borrow().contains(key)
    }

    fn remove(&self, key: &str) {
        self.unsaved.remove(key);
        if !self.blocked.borrow().contains(key) {
            self.store.remove(key);
        }
    }

    /// Moves an entry out of the way, unchanged.
    fn set_aside(&self, key: &str) {
        let name = key.strip_prefix(PREFIX).unwrap_or(key);
        let taken = self.store.keys();
        let free = (1..=taken.len() + 1)
            .map(|n| format!("{KEPT}{name}:{n}"))
            .find(|k| !taken.contains(k));
        let moved = free.map(|to| self.store.rename(key, &to));
        if !matches!(moved, Some(Ok(()))) {
            self.blocked.borrow_mut().insert(key.to_owned());
        }
    }
}

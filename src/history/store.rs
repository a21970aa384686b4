//! The device's storage as one runner's memory.

mod draft;
mod older;
mod own;
mod unsaved;

pub use self::draft::FoundDraft;
use super::envelope;
use super::run::{Run, STORE};
use super::week::Week;
use crate::ports::memory::MemoryStore;
use crate::ports::{Moment, NotKept, Store};
use aftermile_fields::json;
use serde::de::DeserializeOwned;
use std::cell::{RefCell, RefMut};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

/// Begins every key of every version: storage is shared by all pages of an origin.
pub const ROOT: &str = "aftermile:";
/// Begins the keys of this version.
pub const PREFIX: &str = "aftermile:2:";
const OLD: &str = "aftermile:1:";
const RUN: &str = "aftermile:2:run:";
const WEEK: &str = "aftermile:2:week:";
const KEPT: &str = "aftermile:2:kept:";
const OLD_KEPT: &str = "aftermile:1:kept:";
const DRAFT: &str = "aftermile:2:draft";
pub(super) const PROFILE: &str = "aftermile:2:profile";
const SETTINGS: &str = "aftermile:2:settings";
/// The device's memory of one runner.
pub struct History {
    store: Rc<dyn Store>,
    /// What the storage did not take: it lasts as long as the page.
    unsaved: MemoryStore,
    /// Unreadable entries that could not be moved for want of room. They are not written over.
    blocked: RefCell<BTreeSet<String>>,
    /// Every run, as last read or written.
    runs: RefCell<BTreeMap<String, Arc<Run>>>,
    /// The same in the order in which they are shown, until one changes.
    sorted: RefCell<Option<Vec<Arc<Run>>>>,
    /// The weeks that were told, by their day.
    weeks: RefCell<BTreeMap<i64, Week>>,
    /// The entry of this widget's half-finished interview, once it has one.
    draft_key: RefCell<Option<String>>,
    /// A newer Aftermile has changed the store in a way that this one does not understand.
    newer: bool,
}

impl std::fmt::Debug for History {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("History")
    }
}

/// An entry of which two copies are joined.
trait Joined: PartialEq + Sized + 'static {
    fn read(text: &str) -> Option<Self>;
    fn write(&self) -> String;
    fn join(&self, other: &Self) -> Self;
}

macro_rules! joined {
    ($($of:ty),*) => {$(
        impl Joined for $of {
            fn read(text: &str) -> Option<$of> {
                <$of>::read(text)
            }
            fn write(&self) -> String {
                <$of>::write(self)
            }
            fn join(&self, other: &$of) -> $of {
                <$of>::join(self, other)
            }
        }
    )*};
}
joined!(Run, Week);

impl History {
    /// Whether nothing is kept but a draft, what was said about oneself and settings: then [`History::light`] is all
    /// there is to open.
    #[must_use]
    pub fn is_light(store: &dyn Store) -> bool {
        store.keys().iter().all(|key| is_light(key))
    }

    /// Opens a store without runs.
    #[must_use]
    pub fn light(store: Rc<dyn Store>) -> History {
        let keys = store.keys();
        History::of(store, &keys)
    }

    fn of(store: Rc<dyn Store>, keys: &[String]) -> History {
        History {
            newer: keys.iter().any(|key| major(key) > STORE),
            store,
            unsaved: MemoryStore::default(),
            blocked: RefCell::default(),
            runs: RefCell::default(),
            sorted: RefCell::default(),
            weeks: RefCell::default(),
            draft_key: RefCell::default(),
        }
    }

    /// Opens the store: takes over what an earlier version kept, tries again what was set aside, and reads the runs.
    #[must_use]
    pub fn new(store: Rc<dyn Store>) -> History {
        // Listing the names of thousands of runs takes its time: once is enough where nothing is to be taken over.
        let mut keys = store.keys();
        let history = History::of(store, &keys);
        let to_take = |key: &String| key.starts_with(OLD) || key.starts_with(KEPT);
        if !history.newer && keys.iter().any(to_take) {
            history.take_over();
            history.take_back();
            keys = history.store.keys();
        }
        history.read_all(keys);
        history
    }

    /// False where everything is gone with the page.
    #[must_use]
    pub fn lasts(&self) -> bool {
        self.store.lasts()
    }

    /// Whether a newer Aftermile owns the store. Nothing is written then.
    #[must_use]
    pub fn is_newer(&self) -> bool {
        self.newer
    }

    /// The runs, the last one finished first.
    #[must_use]
    pub fn runs(&self) -> Vec<Arc<Run>> {
        if let Some(runs) = self.sorted.borrow().as_ref() {
            return runs.clone();
        }
        let mut runs: Vec<Arc<Run>> = self.runs.borrow().values().cloned().collect();
        runs.sort_by(|a, b| {
            let key = |r: &Run| (r.finished_ms, r.saved_at_ms);
            key(b).cmp(&key(a)).then_with(|| b.id.cmp(&a.id))
        });
        self.sorted.replace(Some(runs.clone()));
        runs
    }

    #[must_use]
    pub fn has_runs(&self) -> bool {
        !self.runs.borrow().is_empty()
    }

    /// A run by id.
    #[must_use]
    pub fn run(&self, id: &str) -> Option<Arc<Run>> {
        self.runs.borrow().get(id).cloned()
    }

    /// Saves a run, new or changed, joined with what another tab may have saved of it meanwhile.
    ///
    /// # Errors
    /// When the storage did not take it; it is then remembered as long as the page is open.
    pub fn save(&self, run: &Run) -> Result<(), NotKept> {
        let key = format!("{RUN}{}", run.id);
        let there = self.get_joined(&key).as_deref().and_then(Run::read);
        let joined = there.map_or_else(|| run.clone(), |there| there.join(run));
        let result = self.put(&key, &joined.write());
        if result.is_ok() {
            self.make_sure(key, joined.clone());
            self.try_again();
        }
        self.remember(joined);
        result
    }

    /// The weeks that were told, the oldest first.
    #[must_use]
    pub fn weeks(&self) -> Vec<Week> {
        self.weeks.borrow().values().cloned().collect()
    }

    /// The week that was told on a day.
    #[must_use]
    pub fn week(&self, day: i64) -> Option<Week> {
        self.weeks.borrow().get(&day).cloned()
    }

    /// Keeps what was told of a week, joined with what another tab may have told of it meanwhile.
    ///
    /// # Errors
    /// When the storage did not take it; it is then remembered as long as the page is open.
    pub fn tell_week(&self, week: &Week) -> Result<(), NotKept> {
        let key = format!("{WEEK}{}", week.day);
        let there = self.get_joined(&key).as_deref().and_then(Week::read);
        let joined = there.map_or_else(|| week.clone(), |there| there.join(week));
        let result = self.put(&key, &joined.write());
        if result.is_ok() {
            self.make_sure(key, joined.clone());
        }
        self.weeks.borrow_mut().insert(joined.day, joined);
        result
    }

    /// Erases what was told of a week.
    pub fn forget_week(&self, day: i64) {
        self.weeks.borrow_mut().remove(&day);
        self.remove(&format!("{WEEK}{day}"));
    }

    /// Two tabs may have read before either wrote. Under the lock the later one finds what the earlier one wrote.
    fn make_sure<T: Joined>(&self, key: String, ours: T) {
        let store = self.store.clone();
        self.store.guarded(Box::new(move || {
            let there = store.get(&key);
            // Erased meanwhile, or no longer ours: left as it is.
            if let Some(there) = there.as_deref().and_then(T::read) {
                let joined = there.join(&ours);
                if joined != there {
                    let _ = store.set(&key, &joined.write());
                }
            }
        }));
    }

    /// The runs, to be changed.
    fn runs_mut(&self) -> RefMut<'_, BTreeMap<String, Arc<Run>>> {
        self.sorted.replace(None);
        self.runs.borrow_mut()
    }

    fn remember(&self, run: Run) {
        let mut runs = self.runs_mut();
        runs.insert(run.id.clone(), Arc::new(run));
    }

    /// Erases a run and gives it back, so that it can be saved again. Nothing where a newer Aftermile owns the store:
    /// the run would be there again at the next visit.
    pub fn erase(&self, id: &str) -> Option<Arc<Run>> {
        if self.newer && self.store.get(&format!("{RUN}{id}")).is_some() {
            return None;
        }
        let run = self.runs_mut().remove(id)?;
        self.remove(&format!("{RUN}{id}"));
        // Where an earlier version's entry could not be replaced, it is still there.
        self.remove(&format!("{OLD}run:{id}"));
        self.try_again();
        Some(run)
    }

    /// Erases everything, also what was set aside, and reads the store again.
    /// The number of entries that are still there: none when it worked.
    pub fn erase_all(&self) -> usize {
        for key in self.store.keys() {
            self.store.remove(&key);
        }
        for key in self.unsaved.keys() {
            self.unsaved.remove(&key);
        }
        self.blocked.borrow_mut().clear();
        self.runs_mut().clear();
        self.weeks.borrow_mut().clear();
        self.store.keys().len()
    }

    /// Another tab or widget has changed an entry, or with `None` any of them. True when a run changed.
    pub fn changed(&self, key: Option<&str>) -> bool {
        // What another tab erased is not brought back from what found no room here.
        for key in key.map_or_else(|| self.unsaved.keys(), |key| vec![key.to_owned()]) {
            if self.store.get(&key).is_none() {
                self.unsaved.remove(&key);
            }
        }
        // It may have made room.
        self.try_again();
        let Some(key) = key else {
            self.runs_mut().clear();
            self.weeks.borrow_mut().clear();
            self.read_all(self.store.keys());
            return true;
        };
        if let Some(day) = key.strip_prefix(WEEK) {
            return self.week_changed(key, day);
        }
        let Some(id) = key.strip_prefix(RUN) else {
            return false;
        };
        match self.get_joined(key) {
            Some(text) => match Run::read(&text) {
                Some(run) => self.remember(run),
                None => return false,
            },
            None => {
                self.runs_mut().remove(id);
            }
        }
        true
    }

    /// The same of a week.
    fn week_changed(&self, key: &str, day: &str) -> bool {
        let mut weeks = self.weeks.borrow_mut();
        match (self.get_joined(key).as_deref().map(Week::read), day.parse()) {
            (Some(Some(week)), _) => drop(weeks.insert(week.day, week)),
            (None, Ok(day)) => drop(weeks.remove(&day)),
            _ => return false,
        }
        true
    }

    /// An id that no run has, here or on another device. `chance` is any number.
    #[must_use]
    pub fn new_id(&self, at: Moment, chance: u32) -> String {
        let mut number = u64::try_from(at.at_ms).unwrap_or(0);
        loop {
            let id = format!("{}{}", base36(number), base36(u64::from(chance % 46_656)));
            if !self.runs.borrow().contains_key(&id) {
                return id;
            }
            number += 1;
        }
    }

    /// How many entries could not be read and are kept aside.
    #[must_use]
    pub fn kept(&self) -> usize {
        self.kept_keys().len()
    }

    /// What was set aside, from key to content.
    #[must_use]
    pub fn kept_entries(&self) -> BTreeMap<String, String> {
        let keys = self.kept_keys().into_iter();
        keys.filter_map(|key| self.store.get(&key).map(|value| (key, value)))
            .collect()
    }

    /// The same as JSON.
    #[must_use]
    pub fn kept_text(&self) -> String {
        json(&self.kept_entries())
    }

    /// Code units of everything kept on this device, names included.
    #[must_use]
    pub fn size(&self) -> usize {
        let entry = |key: String| key.len() + self.store.get(&key).map_or(0, |v| v.len());
        self.store.keys().into_iter().map(entry).sum()
    }

    /// Whether a content is among what was set aside.
    pub(super) fn keeps(&self, content: &str) -> bool {
        self.kept_entries().values().any(|v| v == content)
    }

    /// Sets aside a content that came from elsewhere, and says under which key.
    pub(super) fn keep(&self, key: &str, content: &str) -> (String, Result<(), NotKept>) {
        let name = key
            .strip_prefix(KEPT)
            .or_else(|| key.strip_prefix(OLD_KEPT));
        // The number at its end is given anew.
        let name = name
            .and_then(|n| n.rsplit_once(':'))
            .map_or("import", |n| n.0);
        let free = self.free_key(name);
        let kept = self.put(&free, content);
        (free, kept)
    }

    fn kept_keys(&self) -> BTreeSet<String> {
        let mut kept = self.blocked.borrow().clone();
        for key in self.store.keys() {
            if key.starts_with(KEPT) || key.starts_with(OLD_KEPT) {
                kept.insert(key);
            }
        }
        kept
    }

    /// Reads every run and every week that was told, under the store's `keys`. What is none is set aside.
    fn read_all(&self, keys: Vec<String>) {
        let mut runs = BTreeMap::new();
        let mut weeks = BTreeMap::new();
        for key in keys.into_iter().chain(self.unsaved.keys()) {
            let (run, week) = (key.starts_with(RUN), key.starts_with(WEEK));
            if !(run || week) || self.blocked.borrow().contains(&key) {
                continue;
            }
            let Some(text) = self.get_joined(&key) else {
                continue;
            };
            let read = if run {
                let run = Run::read(&text);
                run.map(|run| drop(runs.insert(run.id.clone(), Arc::new(run))))
            } else {
                Week::read(&text).map(|week| drop(weeks.insert(week.day, week)))
            };
            if read.is_none() {
                self.set_aside(&key);
            }
        }
        self.weeks.borrow_mut().extend(weeks);
        self.runs_mut().extend(runs);
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

    fn put(&self, key: &str, text: &str) -> Result<(), NotKept> {
        let result = if self.newer {
            Err(NotKept::Newer)
        } else if self.safe_to_write(key) {
            self.store.set(key, text)
        } else {
            Err(NotKept::Full)
        };
        match result {
            Ok(()) => self.unsaved.remove(key),
            Err(_) => {
                let _ = self.unsaved.set(key, text);
            }
        }
        result
    }

    /// Sets aside what a newer or another program wrote under this key since it was last read.
    fn safe_to_write(&self, key: &str) -> bool {
        if self.blocked.borrow().contains(key) {
            return false;
        }
        let whole = |text: &str| {
            if key.starts_with(RUN) {
                Run::read(text).is_some()
            } else if key.starts_with(WEEK) {
                Week::read(text).is_some()
            } else {
                envelope::check(text).is_ok()
            }
        };
        match self.store.get(key) {
            Some(found) if !whole(&found) && !key.starts_with(KEPT) => {
                self.set_aside(key);
                !self.blocked.borrow().contains(key)
            }
            _ => true,
        }
    }

    fn remove(&self, key: &str) {
        self.unsaved.remove(key);
        if !self.newer && !self.blocked.borrow().contains(key) {
            self.store.remove(key);
        }
    }

    fn free_key(&self, name: &str) -> String {
        let taken = self.store.keys();
        let mut number = 1;
        loop {
            let key = format!("{KEPT}{name}:{number}");
            if !taken.contains(&key) {
                return key;
            }
            number += 1;
        }
    }

    /// Moves an entry out of the way, unchanged.
    fn set_aside(&self, key: &str) {
        let name = key
            .strip_prefix(PREFIX)
            .or_else(|| key.strip_prefix(OLD))
            .unwrap_or(key);
        let moved = !self.newer && self.store.rename(key, &self.free_key(name)).is_ok();
        if !moved {
            self.blocked.borrow_mut().insert(key.to_owned());
        }
    }
}

/// Whether a key is one that needs no reader of runs.
#[must_use]
pub fn is_light(key: &str) -> bool {
    [PROFILE, SETTINGS].contains(&key) || draft::is_one(key)
}

/// The store version that a key belongs to.
fn major(key: &str) -> i64 {
    let number = key
        .strip_prefix(ROOT)
        .and_then(|rest| rest.split(':').next());
    number.and_then(|n| n.parse().ok()).unwrap_or(0)
}

fn base36(mut number: u64) -> String {
    let mut digits = Vec::new();
    loop {
        let digit = u32::try_from(number % 36).unwrap_or(0);
        digits.push(char::from_digit(digit, 36).unwrap_or('0'));
        number /= 36;
        if number == 0 {
            return digits.iter().rev().collect();
        }
    }
}

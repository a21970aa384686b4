//! Half-finished interviews: one entry each, for two tabs or widgets may each be in the middle of one.

use super::{DRAFT, History};
use crate::history::envelope;
use crate::history::record::Draft;
use crate::ports::{NotKept, Store as _};

/// A draft that was found.
#[derive(Debug, Clone, PartialEq)]
pub enum FoundDraft {
    None,
    Ready(Draft),
    /// It could not be used and was set aside.
    SetAside,
}

/// Whether a key is a draft's: the first one's, or one with a number.
pub(super) fn is_one(key: &str) -> bool {
    key.strip_prefix(DRAFT)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
}

impl History {
    /// The draft of these rules that was changed last, which is this widget's from now on. Those of other rules, and those
    /// that cannot be read, are set aside.
    #[must_use]
    pub fn draft(&self, rules: &str) -> FoundDraft {
        let mut found = FoundDraft::None;
        let mut latest = None;
        for key in self.draft_keys() {
            let Some(text) = self.get(&key) else {
                continue;
            };
            match envelope::open::<Draft>(&text) {
                Ok(draft) if draft.rules == rules => {
                    if latest.is_none_or(|at_ms| draft.saved_at_ms > at_ms) {
                        latest = Some(draft.saved_at_ms);
                        self.draft_key.replace(Some(key));
                        found = FoundDraft::Ready(draft);
                    }
                }
                _ => {
                    self.set_aside(&key);
                    if latest.is_none() {
                        found = FoundDraft::SetAside;
                    }
                }
            }
        }
        found
    }

    /// # Errors
    /// When the storage did not take it.
    pub fn save_draft(&self, draft: &Draft) -> Result<(), NotKept> {
        let own = self.draft_key.borrow().clone();
        let key = own.unwrap_or_else(|| self.free_draft_key());
        self.draft_key.replace(Some(key.clone()));
        self.put(&key, &envelope::seal(draft, None))
    }

    /// Forgets this widget's draft; that of another stays.
    pub fn clear_draft(&self) {
        if let Some(key) = self.draft_key.take() {
            self.remove(&key);
        }
    }

    fn draft_keys(&self) -> Vec<String> {
        let mut keys = self.store.keys();
        keys.extend(self.unsaved.keys());
        keys.retain(|key| is_one(key));
        keys.sort();
        keys.dedup();
        keys
    }

    fn free_draft_key(&self) -> String {
        let taken = self.draft_keys();
        let mut key = DRAFT.to_owned();
        let mut number = 1;
        while taken.contains(&key) {
            number += 1;
            key = format!("{DRAFT}:{number}");
        }
        key
    }
}

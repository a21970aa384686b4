//! Waiting for the later part of the program, where it is put apart.

use super::{App, Note, Page};
use crate::history::History;
use crate::later::{self, Later};
use aftermile_engine::Level;
use aftermile_engine::triage::{Care, triage};
use leptos::prelude::*;

/// Whether the runner waits for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Awaited {
    #[default]
    No,
    Coming,
    /// It could not be fetched.
    Missing,
}

impl App {
    /// The ways into the later part, once it is there. Tracks its coming.
    #[must_use]
    pub fn later(&self) -> Option<Later> {
        self.came.track();
        later::here()
    }

    /// Fetches the later part ahead of need. Does nothing where it is there already.
    pub(super) fn fetch_later(&self) {
        if later::here().is_some() {
            return;
        }
        let app = *self;
        leptos::task::spawn_local(async move {
            let came = later::load().await.is_ok();
            app.later_came(came);
        });
    }

    fn later_came(&self, came: bool) {
        let Some(awaited) = self.awaited.try_get_untracked() else {
            return; // the widget has gone meanwhile
        };
        if let (true, Some(later)) = (came, later::here()) {
            // What another tab has kept since the start.
            let inner = self.inner();
            if !History::is_light(inner.ports.store.as_ref())
                && (later.changed)(&inner.history, None)
            {
                self.changes.update(|n| *n += 1);
            }
            self.notes
                .update(|notes| notes.retain(|n| *n != Note::NotRead));
            self.came.update(|n| *n += 1);
        }
        if awaited == Awaited::No || (awaited == Awaited::Missing && !came) {
            return;
        }
        if !came {
            return self.awaited.set(Awaited::Missing);
        }
        self.awaited.set(Awaited::No);
        if self.is_finishing() {
            self.finish();
        }
    }

    /// The last question is answered, and the answer is waited for.
    pub(super) fn is_finishing(&self) -> bool {
        matches!(self.page.get_untracked(), Page::Ask | Page::Wrong)
    }

    /// Shows that the later part is waited for, and fetches it.
    pub(super) fn await_later(&self) {
        self.awaited.set(Awaited::Coming);
        self.leave_a_trail();
        // Another widget of the page may have fetched it meanwhile.
        if later::here().is_some() {
            return self.later_came(true);
        }
        self.fetch_later();
    }

    /// "Try again."
    pub fn try_again(&self) {
        self.await_later();
    }

    /// Ends the waiting; the answers stay. False when there was none.
    pub(super) fn wait_no_more(&self) -> bool {
        let waited = self.awaited.get_untracked() != Awaited::No;
        if waited {
            self.awaited.set(Awaited::No);
        }
        waited
    }

    /// Who needs help, and how soon, while the whole answer is waited for: nothing urgent waits for a file.
    #[must_use]
    pub fn urgent_meanwhile(&self) -> Option<Care> {
        if !self.is_finishing() {
            return None;
        }
        let care = self.walk.with_untracked(|walk| triage(&walk.answers));
        (care.level >= Level::SameDay).then_some(care)
    }
}

//! What the device keeps: changes by other tabs, and the promise to keep it.

use super::App;
use crate::history::{Run, is_light};
use crate::later;
use leptos::prelude::*;
use std::rc::Rc;
use std::sync::Arc;

impl App {
    /// The run that the page is about.
    #[must_use]
    pub fn chosen_run(&self) -> Option<Arc<Run>> {
        self.changes.track();
        self.inner().history.run(&self.chosen.get()?)
    }

    /// A run by id, without tracking changes.
    #[must_use]
    pub fn run_untracked(&self, id: &str) -> Option<Arc<Run>> {
        self.inner().history.run(id)
    }

    /// Shows one sore place over time.
    pub fn niggle(&self, region: &str) {
        self.place_shown.set(Some(region.to_owned()));
        self.show(super::Page::Niggle);
    }

    /// Hears of what other tabs and widgets change.
    pub(super) fn listen(&self) {
        let app = *self;
        let inner = self.inner();
        let told = Rc::new(move |key: Option<&str>| {
            let Some(inner) = app.inner.try_get_value() else {
                return;
            };
            let light = key.is_some_and(is_light);
            if key.is_none() || light {
                app.read_own();
            }
            match later::here() {
                Some(later) if (later.changed)(&inner.history, key) => app.hear_soon(),
                None if !light => app.fetch_later(),
                _ => {}
            }
        });
        let watch = inner.ports.store.watch(told);
        inner.watch.replace(Some(watch));
    }

    /// Reads the lists anew once the page has had its turn: an import in another tab changes thousands of runs.
    fn hear_soon(&self) {
        let inner = self.inner();
        if inner.heard.replace(true) {
            return;
        }
        let app = *self;
        let then = move || {
            if let Some(inner) = app.inner.try_get_value() {
                inner.heard.set(false);
                app.changes.try_update(|n| *n += 1);
            }
        };
        inner.ports.files.soon(Box::new(then));
    }

    /// After the first saved run: asks the browser to keep the data when the device runs short of room.
    pub(super) fn ask_to_keep(&self) {
        let inner = self.inner();
        if !inner.history.lasts() || inner.history.settings().asked_to_keep {
            return;
        }
        let result = inner.history.change_settings(|s| s.asked_to_keep = true);
        self.kept(result);
        inner.ports.store.lasting(true, Box::new(|_| {}));
    }
}

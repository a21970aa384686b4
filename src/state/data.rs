//! Owning the data: files out and in, erasing, and where it all lies.

use super::App;
use crate::history::{Export, Imported, Invalid, Preview, Run, csv, export, read_export};
use crate::ports::{DateStyle, Lasting, NotKept};
use leptos::prelude::*;
use std::sync::Arc;

/// Names of the files that are offered.
pub const JSON_FILE: &str = "aftermile-runs.json";
pub const CSV_FILE: &str = "aftermile-runs.csv";

/// How far an import is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Import {
    /// The file could not be read, or is no export.
    Refused(Option<Invalid>),
    Ready(Preview),
    /// Runs are taken in, or taken back.
    Working,
    Done {
        new: usize,
        changed: usize,
        undo: Imported,
        all_kept: bool,
    },
    Undone,
}

/// What was erased last and can be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Erased {
    One(Arc<Run>),
    /// So many entries are still there: none when it worked.
    All(usize),
}

impl App {
    /// Everything as JSON.
    #[must_use]
    pub fn export_text(&self) -> String {
        export(&self.inner().history, self.now().at_ms)
    }

    /// Offers everything as a file. False when that is known not to have worked.
    pub fn download_json(&self) -> bool {
        let done =
            self.inner()
                .ports
                .page
                .download(JSON_FILE, "application/json", &self.export_text());
        if done {
            self.exported();
        }
        done
    }

    /// Offers the runs as a table.
    pub fn download_csv(&self) -> bool {
        let inner = self.inner();
        let text = csv(&inner.history.runs());
        inner.ports.page.download(CSV_FILE, "text/csv", &text)
    }

    /// Puts everything on the clipboard, then tells whether that worked.
    pub fn copy_json(&self, told: impl FnOnce(bool) + 'static) {
        let app = *self;
        let copied = move |done: bool| {
            if done {
                app.exported();
            }
            told(done);
        };
        let text = self.export_text();
        self.inner().ports.page.copy(&text, Box::new(copied));
    }

    fn exported(&self) {
        let at = self.now().at_ms;
        let result = self
            .inner()
            .history
            .change_settings(move |s| s.exported_at_ms = Some(at));
        self.kept(result);
        self.changes.update(|n| *n += 1);
    }

    /// When everything was last written to a file. Tracks changes.
    #[must_use]
    pub fn last_export(&self) -> Option<String> {
        self.changes.track();
        let inner = self.inner();
        let at_ms = inner.history.settings().exported_at_ms?;
        let moment = crate::ports::Moment {
            at_ms,
            ..self.now()
        };
        Some(self.words().date(moment, DateStyle::Full))
    }

    /// Whether anything outlasts the page.
    #[must_use]
    pub fn lasts(&self) -> bool {
        self.inner().history.lasts()
    }

    /// Kilobytes kept on this device, rounded up. Tracks changes.
    #[must_use]
    pub fn kilobytes(&self) -> i32 {
        self.changes.track();
        let size = self.inner().history.size();
        i32::try_from(size.div_ceil(1000)).unwrap_or(i32::MAX)
    }

    /// Finds out whether the browser promises to keep the data; with `ask`, asks it to.
    pub fn lasting(&self, ask: bool, told: impl FnOnce(Lasting) + 'static) {
        self.inner().ports.store.lasting(ask, Box::new(told));
    }

    /// Reads the file that was chosen in a file field.
    pub fn read_file(&self, selector: &str) {
        let app = *self;
        let told = move |text: Option<String>| match text {
            Some(text) => app.read_text(&text),
            None => app.import.set(Some(Import::Refused(None))),
        };
        self.inner()
            .ports
            .page
            .chosen_text(selector, Box::new(told));
    }

    /// Reads an export that was pasted or came from a file, and shows what it would change.
    pub fn read_text(&self, text: &str) {
        let state = match read_export(text) {
            Ok(found) => self.preview(found),
            Err(why) => Import::Refused(Some(why)),
        };
        self.import.set(Some(state));
    }

    fn preview(&self, found: Export) -> Import {
        Import::Ready(Preview::of(&self.inner().history, found))
    }

    /// Takes the previewed import in.
    pub fn merge(&self) {
        let Some(Import::Ready(preview)) = self.import.get_untracked() else {
            return;
        };
        self.import.set(Some(Import::Working));
        self.take_export(preview);
    }

    /// Takes the import back.
    pub fn undo_merge(&self) {
        let Some(Import::Done { undo, .. }) = self.import.get_untracked() else {
            return;
        };
        self.import.set(Some(Import::Working));
        self.take_back(undo);
    }

    /// Erases a run; it can be taken back until something else is erased.
    pub fn erase(&self, id: &str) {
        match self.inner().history.erase(id) {
            Some(run) => {
                self.erased.set(Some(Erased::One(run)));
                self.changes.update(|n| *n += 1);
            }
            None => drop(self.kept(Err(NotKept::Newer))),
        }
    }

    /// Brings the erased run back.
    pub fn undo_erase(&self) {
        if let Some(Erased::One(run)) = self.erased.get_untracked() {
            let result: Result<(), NotKept> = self.inner().history.save(&run);
            self.kept(result);
            self.erased.set(None);
            self.changes.update(|n| *n += 1);
        }
    }

    /// Erases everything on this device and reads it again.
    pub fn erase_all(&self) {
        // Nothing that is being taken in comes after it.
        self.drop_work();
        let left = self.inner().history.erase_all();
        self.answers.set(aftermile_engine::Answers::new());
        self.remembered.set(aftermile_engine::Answers::new());
        self.editing.set(None);
        self.about.set(None);
        self.is_about(None);
        self.notes.update(|notes| {
            notes.retain(|n| !matches!(n, super::Note::Kept(_) | super::Note::DraftSetAside));
        });
        self.import.set(None);
        self.erased.set(Some(Erased::All(left)));
        self.changes.update(|n| *n += 1);
    }
}

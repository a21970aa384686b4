//! Taking many runs in, from files or an export, and back: in slices, so that the page stays responsive.

use super::Stage;
use super::sort::{Sorted, completed, joined};
use crate::history::{Export, Imported, Preview, Run};
use crate::state::data::Import;
use crate::state::{App, Page};
use aftermile_fields::Fields;
use leptos::prelude::*;
use std::rc::Rc;
use std::sync::Arc;

/// So long a slice may take; what the storage does after it, under its lock, takes as long again.
const SLICE_MS: i64 = 5;
/// Fewer are taken in at once, without a screen in between.
const AT_ONCE: usize = 20;

/// What becomes of runs that may be here already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Choice {
    #[default]
    LeaveOut,
    /// The answer that was given by hand and the run of the file are one.
    Join,
    /// They are other runs.
    Take,
}

impl Choice {
    pub const ALL: [Choice; 3] = [Choice::LeaveOut, Choice::Join, Choice::Take];

    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Choice::LeaveOut => "leave",
            Choice::Join => "join",
            Choice::Take => "take",
        }
    }
}

/// What the runner chose of the preview.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Chosen {
    pub by_hand: Choice,
    pub beside: Choice,
}

/// Runs that are being taken in.
#[derive(Debug)]
pub(super) struct Saving {
    /// What else an export brings; nothing where the runs are of files, with a page of their own.
    export: Option<Preview>,
    rest: std::vec::IntoIter<Run>,
    all: usize,
    new: usize,
    changed: usize,
    undo: Imported,
    all_kept: bool,
}

impl Saving {
    fn saved(&self) -> usize {
        self.new + self.changed
    }
}

/// An import that is being taken back.
#[derive(Debug)]
pub(super) struct Undoing {
    rest: Imported,
    all: usize,
}

impl Sorted {
    /// The runs to be saved, the last one first; those that are here and change count as changed now. They are taken
    /// as they are `now`: the preview may have stood long, and another tab may have answered for one or erased it.
    fn into_saved(
        self,
        chosen: Chosen,
        now_ms: i64,
        now: impl Fn(&str) -> Option<Arc<Run>>,
    ) -> Vec<Run> {
        let mut runs = self.new;
        let fuller = self.fuller.iter();
        let mut changed: Vec<Run> = fuller
            .filter_map(|run| Some(completed(&*now(&run.id)?, run)))
            .collect();
        for (run, answered) in self.by_hand {
            match chosen.by_hand {
                Choice::LeaveOut => {}
                Choice::Join => {
                    changed.extend(now(&answered.id).map(|answered| joined(&answered, &run)));
                }
                Choice::Take => runs.push(run),
            }
        }
        if chosen.beside == Choice::Take {
            runs.extend(self.beside);
        }
        for run in &mut changed {
            run.updated_ms = now_ms.max(run.updated_ms.saturating_add(1));
        }
        runs.extend(changed);
        runs.sort_by_key(|run| std::cmp::Reverse(run.finished_ms));
        runs
    }
}

impl App {
    /// What was read, against what is here.
    #[must_use]
    pub fn sorted(&self) -> Rc<Sorted> {
        self.inner().desk.sorted.borrow().clone()
    }

    /// Takes in what the preview shows, as it was chosen.
    pub fn take_in(&self, chosen: Chosen) {
        let sorted = self.inner().desk.sorted.take();
        let inner = self.inner();
        let now = |id: &str| inner.history.run(id);
        let runs = Rc::unwrap_or_clone(sorted).into_saved(chosen, self.now().at_ms, now);
        self.save_all(runs);
    }

    /// How many runs would be saved.
    #[must_use]
    pub fn to_take_in(&self, chosen: Chosen) -> usize {
        let sorted = self.sorted();
        let by_hand = match chosen.by_hand {
            Choice::LeaveOut => 0,
            _ => sorted.by_hand.len(),
        };
        let beside = match chosen.beside {
            Choice::Take => sorted.beside.len(),
            _ => 0,
        };
        sorted.new.len() + sorted.fuller.len() + by_hand + beside
    }

    /// Takes an export in. It goes on whatever page is shown.
    pub(in crate::state) fn take_export(&self, preview: Preview) {
        let (runs, rest) = preview.into_runs();
        self.hold(runs, Some(rest));
        self.save_slice();
    }

    fn hold(&self, runs: Vec<Run>, export: Option<Preview>) {
        // One at a time: what was begun is ended first.
        self.stop_saving();
        let all = runs.len();
        self.inner().desk.saving.replace(Some(Saving {
            export,
            rest: runs.into_iter(),
            all,
            new: 0,
            changed: 0,
            undo: Imported::default(),
            all_kept: true,
        }));
        self.percent.set(0);
    }

    pub(super) fn save_all(&self, runs: Vec<Run>) {
        let all = runs.len();
        self.hold(runs, None);
        if all > AT_ONCE {
            self.show(Page::Files(Stage::Saving));
            self.soon(App::save_slice);
        } else {
            self.save_slice();
        }
    }

    /// The next slice, once the page has had its turn.
    fn soon(&self, slice: fn(&App)) {
        let app = *self;
        let next = move || {
            if app.inner.try_get_value().is_some() {
                slice(&app);
            }
        };
        self.inner().ports.files.soon(Box::new(next));
    }

    /// Saves for as long as a slice lasts, then gives the page its turn.
    fn save_slice(&self) {
        let inner = self.inner();
        let Some(mut saving) = inner.desk.saving.take() else {
            return;
        };
        // Whoever leaves the page has stopped it.
        let goes_on = saving.export.is_some()
            || saving.all <= AT_ONCE
            || self.page.get_untracked() == Page::Files(Stage::Saving);
        let begun_ms = self.now().at_ms;
        while goes_on && self.now().at_ms - begun_ms < SLICE_MS {
            let Some(run) = saving.rest.next() else {
                break;
            };
            self.save_one(&mut saving, run);
        }
        if !goes_on || saving.rest.len() == 0 {
            return self.saved(saving);
        }
        let percent = saving.saved() * 100 / saving.all.max(1);
        self.percent.set(u32::try_from(percent).unwrap_or(100));
        inner.desk.saving.replace(Some(saving));
        self.soon(App::save_slice);
    }

    fn save_one(&self, saving: &mut Saving, run: Run) {
        let history = &self.inner().history;
        let found = Export {
            runs: vec![run],
            ..Export::default()
        };
        let preview = Preview::of(history, found);
        let (undo, result) = preview.merge(history);
        saving.new += preview.new.len();
        saving.changed += preview.conflicting.len();
        saving.undo.append(undo);
        saving.all_kept &= self.kept(result);
    }

    /// What was saved stays, and is said; of what was not, how many there were.
    fn saved(&self, mut saving: Saving) {
        let left = saving.rest.len();
        if let Some(rest) = &saving.export {
            let (undo, result) = rest.merge(&self.inner().history);
            saving.undo.append(undo);
            saving.all_kept &= self.kept(result);
            self.read_own();
        }
        if saving.all_kept && saving.new > 0 {
            self.ask_to_keep();
        }
        self.import.set(Some(Import::Done {
            new: saving.new,
            changed: saving.changed,
            undo: saving.undo,
            all_kept: saving.all_kept,
        }));
        self.changes.update(|n| *n += 1);
        if saving.export.is_some() {
            return;
        }
        if saving.all <= AT_ONCE || self.page.get_untracked() == Page::Files(Stage::Saving) {
            self.show(Page::Files(Stage::Many));
        }
        if left > 0 {
            let mut about = Fields::default();
            about.set_raw("count", left.to_string());
            self.toast.set(Some(self.file_text_of("stopped", &about)));
        }
    }

    /// Stops taking runs in; an export is taken in to its end.
    pub(super) fn stop_saving(&self) {
        let saving = self.inner().desk.saving.take();
        if let Some(mut saving) = saving {
            while saving.export.is_some() && saving.rest.len() > 0 {
                if let Some(run) = saving.rest.next() {
                    self.save_one(&mut saving, run);
                }
            }
            self.saved(saving);
        }
    }

    /// Takes nothing further in or back.
    pub(in crate::state) fn drop_work(&self) {
        self.inner().desk.saving.take();
        self.inner().desk.undoing.take();
    }

    /// Takes an import back.
    pub(in crate::state) fn take_back(&self, undo: Imported) {
        let all = undo.runs();
        self.percent.set(0);
        let undoing = Undoing { rest: undo, all };
        self.inner().desk.undoing.replace(Some(undoing));
        self.undo_slice();
    }

    fn undo_slice(&self) {
        let inner = self.inner();
        let Some(mut undoing) = inner.desk.undoing.take() else {
            return;
        };
        let begun_ms = self.now().at_ms;
        while undoing.rest.runs() > 0 {
            if self.now().at_ms - begun_ms >= SLICE_MS {
                let done = undoing.all - undoing.rest.runs();
                let percent = done * 100 / undoing.all.max(1);
                self.percent.set(u32::try_from(percent).unwrap_or(100));
                inner.desk.undoing.replace(Some(undoing));
                return self.soon(App::undo_slice);
            }
            self.kept(undoing.rest.undo_one(&inner.history));
        }
        self.kept(undoing.rest.undo_rest(&inner.history));
        self.read_own();
        self.import.set(Some(Import::Undone));
        self.changes.update(|n| *n += 1);
    }
}

#[cfg(test)]
mod tests {
    use super::{Chosen, Sorted};
    use crate::history::{Run, Source};
    use crate::ports::Moment;
    use std::sync::Arc;

    #[test]
    fn a_preview_that_stood_long_takes_runs_as_they_are_now() {
        let at = Moment {
            at_ms: 1_700_000_000_000,
            offset_min: 0,
        };
        let here = Run {
            source: Source::File("csv".into()),
            ..Run::bare("f1".into(), Some(at))
        };
        let mut fuller = here.clone();
        fuller.file.set_raw("hr_mean", "150");
        let sorted = Sorted {
            fuller: vec![fuller],
            ..Sorted::default()
        };
        // Meanwhile it was answered for in another tab.
        let answered = Arc::new(Run {
            rules: "0.4.0".into(),
            level: Some(aftermile_engine::Level::SameDay),
            updated_ms: at.at_ms + 9,
            ..here
        });
        let saved = sorted
            .clone()
            .into_saved(Chosen::default(), 0, |_| Some(answered.clone()));
        assert_eq!(saved.len(), 1);
        assert_eq!(saved[0].level, answered.level);
        assert_eq!(saved[0].file.number("hr_mean"), Some(150));
        assert!(saved[0].updated_ms > answered.updated_ms);
        // Or erased.
        let saved = sorted.into_saved(Chosen::default(), 0, |_| None);
        assert!(saved.is_empty());
    }
}

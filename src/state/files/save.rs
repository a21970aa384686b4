//! Taking runs in, as it was chosen of the preview.

use super::Stage;
use super::sort::{Sorted, joined};
use crate::history::{Export, Preview, Run};
use crate::state::data::Import;
use crate::state::{App, Page};
use leptos::prelude::*;
use std::rc::Rc;

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

impl Sorted {
    /// The runs to be saved, the last one first; those that are here and change count as changed now.
    fn to_save(&self, chosen: Chosen, now_ms: i64) -> Vec<Run> {
        let mut changed = self.fuller.clone();
        let mut runs = self.new.clone();
        for (run, answered) in &self.by_hand {
            match chosen.by_hand {
                Choice::LeaveOut => {}
                Choice::Join => changed.push(joined(answered, run)),
                Choice::Take => runs.push(run.clone()),
            }
        }
        if chosen.beside == Choice::Take {
            runs.extend(self.beside.iter().cloned());
        }
        for run in &mut changed {
            run.updated_ms = now_ms.max(run.updated_ms + 1);
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
        let runs = self.sorted().to_save(chosen, self.now().at_ms);
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

    pub(super) fn save_all(&self, runs: Vec<Run>) {
        let history = &self.inner().history;
        let found = Export {
            runs,
            ..Export::default()
        };
        self.import.set(Some(Import::Ready(Preview::of(history, found))));
        self.merge();
        self.show(Page::Files(Stage::Many));
    }
}

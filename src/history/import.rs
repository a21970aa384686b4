//! Taking in an export: first what it would change, then the change, and the way back.

use super::export::{Export, Invalid};
use super::run::Run;
use super::store::{History, PROFILE};
use super::week::Week;
use crate::ports::NotKept;
use aftermile_fields::Fields;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What an import would do. Nothing has been changed yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preview {
    /// Runs that are not here.
    pub new: Vec<Run>,
    /// Runs that are here just so.
    pub same: usize,
    /// Runs of which the copy here says something else. Both copies are joined: of the answers the later ones
    /// count, and every check-in of both is kept.
    pub conflicting: Vec<Run>,
    /// Weekly reports that are not here, or say something else here.
    pub weeks: Vec<Week>,
    pub invalid: Vec<Invalid>,
    /// Whether what is known of oneself would change.
    pub profile: bool,
    pub settings: bool,
    /// How many entries would be set aside that are not here.
    pub set_aside: usize,
    rest: Export,
}

/// An import that was made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    added: Vec<String>,
    /// The runs that were changed, as they were.
    before: Vec<Arc<Run>>,
    /// The days of the weekly reports that were taken in, each with what was told of it before.
    weeks: Vec<(i64, Option<Week>)>,
    /// What the import left: only what is still so is taken back.
    runs_after: BTreeMap<String, Arc<Run>>,
    weeks_after: Vec<Week>,
    /// The profile and the settings as they were, by name, where the import changed them.
    bodies: Vec<Body>,
    /// What was set aside, by key.
    kept: Vec<(String, String)>,
}

/// A stored profile or settings: the name, what stood there, and what the import put there.
type Body = (&'static str, Option<Fields>, Fields);

impl Preview {
    /// Compares an export with what is here.
    #[must_use]
    pub fn of(history: &History, mut export: Export) -> Preview {
        let mut preview = Preview {
            invalid: std::mem::take(&mut export.invalid),
            ..Preview::default()
        };
        for run in std::mem::take(&mut export.runs) {
            match history.run(&run.id) {
                None => preview.new.push(run),
                Some(here) if here.join(&run) == *here => preview.same += 1,
                Some(_) => preview.conflicting.push(run),
            }
        }
        for week in std::mem::take(&mut export.weeks) {
            let here = history.week(week.day);
            if here.is_none_or(|here| here.join(&week) != here) {
                preview.weeks.push(week);
            }
        }
        preview.rest = export;
        let aside = &preview.rest.set_aside;
        let aside = aside.iter().filter(|(_, content)| !history.keeps(content));
        preview.set_aside = aside.count();
        for (name, _) in history.to_take(&preview.rest) {
            match name {
                PROFILE => preview.profile = true,
                _ => preview.settings = true,
            }
        }
        preview
    }

    /// Whether there is anything to take in.
    #[must_use]
    pub fn changes(&self) -> bool {
        !self.new.is_empty()
            || !self.conflicting.is_empty()
            || !self.weeks.is_empty()
            || self.profile
            || self.settings
            || self.set_aside > 0
    }

    /// The runs that it would add or change, and the rest of it.
    #[must_use]
    pub fn into_runs(mut self) -> (Vec<Run>, Preview) {
        let mut runs = std::mem::take(&mut self.new);
        runs.append(&mut self.conflicting);
        (runs, self)
    }

    /// Takes it in. Of two profiles the one said later counts, and so do settings.
    /// What can be taken back, and whether the storage took everything.
    pub fn merge(&self, history: &History) -> (Imported, Result<(), NotKept>) {
        let mut done = Imported::default();
        let mut result = Ok(());
        for run in self.new.iter().chain(&self.conflicting) {
            match history.run(&run.id) {
                Some(before) => done.before.push(before),
                None => done.added.push(run.id.clone()),
            }
            result = result.and(history.save(run));
            let after = history.run(&run.id);
            done.runs_after
                .extend(after.map(|after| (run.id.clone(), after)));
        }
        for week in &self.weeks {
            done.weeks.push((week.day, history.week(week.day)));
            result = result.and(history.tell_week(week));
            done.weeks_after.extend(history.week(week.day));
        }
        for (name, body) in history.to_take(&self.rest) {
            done.bodies.push((name, history.body(name), body.clone()));
            result = result.and(history.put_body(name, body));
        }
        for (key, content) in &self.rest.set_aside {
            if !history.keeps(content) {
                let (key, kept) = history.keep(key, content);
                done.kept.push((key, content.clone()));
                result = result.and(kept);
            }
        }
        (done, result)
    }
}

impl Imported {
    /// Adds what was taken in after it, which may not be of the same runs.
    pub fn append(&mut self, mut later: Imported) {
        self.added.append(&mut later.added);
        self.before.append(&mut later.before);
        self.weeks.append(&mut later.weeks);
        self.runs_after.append(&mut later.runs_after);
        self.weeks_after.append(&mut later.weeks_after);
        self.bodies.append(&mut later.bodies);
        self.kept.append(&mut later.kept);
    }

    /// Takes the import back: what it left is again what it was. What was changed since stays as it is now.
    ///
    /// # Errors
    /// When the storage did not take them.
    pub fn undo(mut self, history: &History) -> Result<(), NotKept> {
        let mut result = Ok(());
        while self.runs() > 0 {
            result = result.and(self.undo_one(history));
        }
        result.and(self.undo_rest(history))
    }

    /// How many runs are still to be taken back.
    #[must_use]
    pub fn runs(&self) -> usize {
        self.added.len() + self.before.len()
    }

    /// Takes one run back.
    ///
    /// # Errors
    /// When the storage did not take it.
    pub fn undo_one(&mut self, history: &History) -> Result<(), NotKept> {
        let after = &self.runs_after;
        let untouched = |id: &str| {
            let after = after.get(id);
            after.is_some() && history.run(id).as_ref() == after
        };
        if let Some(id) = self.added.pop() {
            if untouched(&id) {
                history.erase(&id);
            }
            return Ok(());
        }
        match self.before.pop() {
            Some(run) if untouched(&run.id) => {
                // Erased first, or the copy would be joined with the import again.
                history.erase(&run.id);
                history.save(&run)
            }
            _ => Ok(()),
        }
    }

    /// Takes back what is no run.
    ///
    /// # Errors
    /// When the storage did not take it.
    pub fn undo_rest(&self, history: &History) -> Result<(), NotKept> {
        let mut result = Ok(());
        for (day, before) in self.weeks.iter().rev() {
            let after = self.weeks_after.iter().find(|w| w.day == *day);
            if after.is_none() || history.week(*day).as_ref() != after {
                continue;
            }
            history.forget_week(*day);
            if let Some(week) = before {
                result = result.and(history.tell_week(week));
            }
        }
        for (key, content) in &self.kept {
            if history.kept_entries().get(key) == Some(content) {
                history.forget_body(key);
            }
        }
        for (name, before, after) in &self.bodies {
            if history.body(name).as_ref() != Some(after) {
                continue;
            }
            match before {
                Some(before) => result = result.and(history.put_body(name, before.clone())),
                None => history.forget_body(name),
            }
        }
        result
    }
}

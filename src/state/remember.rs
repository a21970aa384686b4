//! Earlier runs and what was said about oneself.

use super::{App, Opened, Page, Place};
use crate::emergency;
use crate::history::{History, Profile, Record, Run, Source, Told};
use crate::i18n::Units;
use crate::ports::Moment;
use aftermile_engine::answers::Answer;
use aftermile_engine::table::{RULES_VERSION, SCREENS};
use aftermile_engine::{Answers, Fact, Plan, fact};
use leptos::prelude::*;
use std::sync::Arc;

/// After so long these are not offered for confirmation but asked afresh.
const FRESH_FOR_MS: i64 = 56 * 86_400_000;
const SHORT_LIVED: [Fact; 3] = [fact::PREGNANT, fact::POSTPARTUM, fact::BLOOD_THINNER];

/// What was said about oneself, as far as it is still worth confirming.
pub(super) fn profile_now(history: &History, now: Moment) -> Answers {
    let Some(Profile {
        said_at_ms,
        mut answers,
    }) = history.profile()
    else {
        return Answers::new();
    };
    if now.at_ms - said_at_ms > FRESH_FOR_MS {
        for fact in SHORT_LIVED {
            let _ = answers.set(fact, Answer::NotAsked);
        }
    }
    answers
}

impl App {
    /// The runs, the last one first. Tracks changes.
    #[must_use]
    pub fn runs(&self) -> Vec<Arc<Run>> {
        self.changes.track();
        self.inner().history.runs()
    }

    /// Whether there are any. Tracks changes.
    #[must_use]
    pub fn has_runs(&self) -> bool {
        self.changes.track();
        self.inner().history.has_runs()
    }

    /// Opens a run from the list: as it was answered, or in short where the rules have changed since. Where a check-in
    /// has raised the level, what that came to is shown instead, without the exercises of before.
    pub fn open(&self, id: &str) {
        let Some(run) = self.inner().history.run(id) else {
            return;
        };
        if let Some(first) = self.raised(&run) {
            return self.show_checked(&first);
        }
        // What was answered once more, after something new, and asks for more care.
        let again = self.answered_again(&run);
        if let Some(again) = again.filter(|again| again.level_now() > run.level_now()) {
            return self.open(&again.id);
        }
        match record(&run) {
            Some(record) => {
                self.opened.set(Some(Opened {
                    record,
                    fresh: false,
                    kept: true,
                }));
                self.show(Page::Answer);
            }
            None => {
                self.chosen.set(Some(run.id.clone()));
                if run.said.is_empty() && run.source != Source::Asked {
                    return self.open_file_run();
                }
                self.show(Page::OldRun);
            }
        }
    }

    /// Whether this was said at an earlier run.
    #[must_use]
    pub fn remembers(&self, fact: Fact) -> bool {
        self.remembered
            .with_untracked(|r| r.given(fact) != Answer::NotAsked)
    }

    /// Keeps what this interview says of oneself, and only that: another tab may know more since.
    pub(super) fn save_profile(&self) {
        let mut said = Answers::new();
        self.answers.with_untracked(|answers| {
            for fact in SCREENS.iter().filter(|s| s.profile).flat_map(|s| s.facts) {
                if answers.given(*fact) != Answer::NotAsked {
                    let _ = said.set(*fact, answers.given(*fact));
                }
            }
        });
        let inner = self.inner();
        let now = self.now();
        let profile = Profile {
            said_at_ms: now.at_ms,
            answers: said,
        };
        self.kept(inner.history.save_profile(&profile));
        self.remembered.set(profile_now(&inner.history, now));
    }

    /// Reads again what is known of oneself and what was chosen: another tab or a file has changed it.
    pub(super) fn read_own(&self) {
        let inner = self.inner();
        self.remembered.set(profile_now(&inner.history, self.now()));
        let settings = inner.history.settings();
        if let Some(units) = settings.units.as_deref().and_then(Units::by_id) {
            self.units.set(units);
        }
        if let Some(code) = settings.country.as_deref() {
            self.place.set(Place(emergency::by_code(code)));
        }
    }
}

/// The run with its whole plan, made again from its answers. Nothing when the rules have changed: what they say
/// now is not what was told then.
pub(in crate::state) fn record(run: &Run) -> Option<Record> {
    if run.rules != RULES_VERSION {
        return None;
    }
    let answers = run.said.answers()?;
    let mut plan = Plan::new(&answers).ok()?;
    if Told::of(&plan) != run.told {
        return None;
    }
    super::swap::apply(&mut plan, &run.swapped);
    let mut record = Record::new(run.id.clone(), run.moment(), &answers, plan);
    record.done = (run.done.at_ms > 0).then(|| run.done.clone());
    Some(record)
}

//! Going through the interview: answering, back and on, finishing.

use super::files::Stage;
use super::places::{on_side, side_in};
use super::{App, Note, Opened, Page, swap};
use crate::history::{Draft, Record, Run};
use crate::later;
use aftermile_engine::answers::{Answer, Side};
use aftermile_engine::table::{Kind, Layout, RULES_VERSION, SCREENS};
use aftermile_engine::{Answers, Arg, Fact, Interview, Plan, Region, Step, fact};
use leptos::prelude::*;

/// The step of that name, or the one to be asked next.
pub(super) fn find(walk: &Interview, at: &str) -> Option<Step> {
    let all = || walk.asked.iter().chain(walk.next.iter());
    all()
        .find(|s| s.name() == at || side_in(s, at).is_some())
        .or(walk.next.as_ref())
        .or(walk.asked.last())
        .cloned()
}

/// The lines of the safety screen.
#[must_use]
pub fn lines() -> &'static [Fact] {
    SCREENS
        .iter()
        .find(|s| s.layout == Layout::Lines)
        .map_or(&[], |s| s.facts)
}

impl App {
    /// Begins a new interview.
    pub fn start(&self) {
        self.begin(None);
    }

    /// Begins one, about a run of a file if there is one.
    pub(super) fn begin(&self, file: Option<Run>) {
        self.take_up(Answers::new());
        self.editing.set(file.as_ref().map(|run| run.id.clone()));
        self.is_about(file);
        self.about.set(None);
        self.opened.set(None);
        self.other.set(false);
        self.told_start();
        self.fetch_later();
        self.go_to_next();
    }

    /// Takes up the draft.
    pub fn go_on(&self) {
        self.fetch_later();
        self.age_draft();
        self.show(Page::Ask);
    }

    /// Whether there is a half-finished interview.
    #[must_use]
    pub fn has_draft(&self) -> bool {
        let begun = self.answers.with(|a| *a != Answers::new());
        (begun || self.inner().desk.is_about_a_file()) && self.opened.with(Option::is_none)
    }

    /// Answers a fact without going on.
    pub fn set(&self, fact: Fact, answer: Answer) {
        self.answers.update(|answers| {
            // The controls offer nothing that the engine refuses.
            let _ = answers.set(fact, answer);
        });
        self.save_draft();
    }

    /// [`App::shown`] without tracking.
    #[must_use]
    pub fn shown_untracked(&self, fact: Fact) -> Answer {
        untrack(|| self.shown(fact))
    }

    /// The answer that a control shows: the one given, or the one remembered from an earlier run.
    #[must_use]
    pub fn shown(&self, fact: Fact) -> Answer {
        match self.answers.with(|a| a.given(fact)) {
            Answer::NotAsked => self.offered(fact),
            answer => answer,
        }
    }

    /// What is shown as chosen before it was answered: what was said at an earlier run, what the run's file says,
    /// what the article is about.
    fn offered(&self, fact: Fact) -> Answer {
        let all = [
            self.remembered.with(|r| r.given(fact)),
            self.inner().desk.says(fact),
            self.preset.with_value(|p| p.given(fact)),
        ];
        let mut all = all.into_iter();
        all.find(|a| *a != Answer::NotAsked)
            .unwrap_or(Answer::NotAsked)
    }

    /// Answers what the step's signs left open, then goes on. `rest`: what an unticked sign means.
    pub fn settle(&self, step: &Step, rest: Answer) {
        if !self.is_shown(step) {
            return;
        }
        self.answers.update(|answers| {
            for fact in &step.facts {
                let remembered = untrack(|| self.offered(*fact));
                let sign = matches!(fact.def().kind, Kind::Sign);
                let open = match answers.given(*fact) {
                    Answer::NotAsked if remembered != Answer::NotAsked => remembered,
                    // What is only offered, under a line that may never have been opened, was not denied.
                    Answer::NotAsked if fact.def().offered && fact.def().aside => Answer::NotAsked,
                    // "Not sure about the rest" is about all that is not ticked, also what was denied before.
                    Answer::NotAsked | Answer::Value(0) | Answer::DontKnow if sign => {
                        if rest == Answer::DontKnow && !fact.def().unsure {
                            Answer::Value(0)
                        } else {
                            rest
                        }
                    }
                    given => given,
                };
                let _ = answers.set(*fact, open);
            }
        });
        if step.screen().profile {
            self.save_profile();
        }
        self.on(step);
    }

    /// Whether a step is the one that is shown: what was pressed on another one counts for nothing.
    fn is_shown(&self, step: &Step) -> bool {
        self.page.get_untracked() == super::Page::Ask
            && self
                .step
                .with_untracked(|now| now.as_ref().is_some_and(|now| now.name() == step.name()))
    }

    /// Answers one fact and goes on.
    pub fn choose(&self, step: &Step, fact: Fact, answer: Answer) {
        self.set(fact, answer);
        self.on(step);
    }

    /// Opens a line of the safety screen.
    pub fn open_line(&self, step: &Step, line: Fact) {
        if !self.is_shown(step) {
            return;
        }
        self.set(line, Answer::Value(1));
        self.on(step);
    }

    /// Denies the lines of the step, and with them the signs they name.
    pub fn deny(&self, step: &Step) {
        if !self.is_shown(step) {
            return;
        }
        self.answers.update(|answers| {
            for line in &step.facts {
                let _ = answers.set(*line, Answer::Value(0));
            }
        });
        self.on(step);
    }

    /// Where a step is entered: on one side where its two are apart.
    fn entry(&self, step: &Step, side: Side) -> String {
        if self.uneven(step) {
            on_side(step, side)
        } else {
            step.name()
        }
    }

    /// Whether what is shown of a step is answered.
    pub(super) fn has_answer(&self, step: &Step) -> bool {
        let left = || matches!(self.feels(step).as_slice(), [Some(_), _]);
        self.walk.with_untracked(|walk| walk.asked.contains(step))
            || (untrack(|| self.side(step)) == Some(Side::Left) && left())
    }

    /// Goes to the screen after this one, or to the answer. After a place's left side comes its right.
    pub fn on(&self, step: &Step) {
        if untrack(|| self.side(step)) == Some(Side::Left) {
            return self.ask_side(step, Some(Side::Right));
        }
        let walk = self.walk.get_untracked();
        match walk.step_after(&step.name()) {
            Some(next) => self.go_to(self.entry(next, Side::Left)),
            None => self.go_to_next(),
        }
    }

    fn go_to(&self, name: String) {
        self.field.set(None);
        self.at.set(name);
        self.save_draft();
        self.show(Page::Ask);
    }

    pub(super) fn go_to_next(&self) {
        match self.walk.with_untracked(|walk| walk.next.clone()) {
            Some(next) => self.go_to(self.entry(&next, Side::Left)),
            None => self.finish(),
        }
    }

    /// The field of a step that is open: the one opened again, else the first without an answer. None once all
    /// are answered and only what may be ticked is left.
    #[must_use]
    pub fn stage(&self, step: &Step) -> Option<Fact> {
        let all = stages(step);
        if let Some(open) = self.field.get().filter(|f| all.contains(f)) {
            return Some(open);
        }
        let unanswered = all.iter().find(|f| self.shown(**f) == Answer::NotAsked);
        let ticks = all.len() < step.facts.len();
        unanswered
            .or(if ticks { None } else { all.last() })
            .copied()
    }

    /// Opens a field of the step that is shown.
    pub fn open_field(&self, field: Option<Fact>) {
        self.field.set(field);
        self.leave_a_trail();
    }

    /// The field before the open one, on a screen of several.
    fn field_before(&self) -> Option<Fact> {
        let step = self.step.get_untracked()?;
        let all = stages(&step);
        let open = untrack(|| self.stage(&step));
        let place = all
            .iter()
            .position(|f| Some(*f) == open)
            .unwrap_or(all.len());
        place.checked_sub(1).and_then(|i| all.get(i)).copied()
    }

    /// One question back, with the answers kept.
    pub(super) fn step_back(&self) {
        if self.wait_no_more() && self.is_finishing() {
            return self.leave_a_trail();
        }
        if self.page.get_untracked() == Page::Ask
            && let Some(field) = self.field_before()
        {
            return self.open_field(Some(field));
        }
        if self.page.get_untracked() == Page::Ask
            && let Some(step) = self.step.get_untracked()
            && let Some(side) = self.side_before(&step)
        {
            return self.ask_side(&step, side);
        }
        match self.page.get_untracked() {
            Page::Ask => {}
            Page::Wrong => return self.show(self.came_from.get_untracked()),
            Page::Player => {
                if let Some(later) = later::here() {
                    (later.leave_session)(*self);
                }
                return;
            }
            Page::Data | Page::LookBack | Page::OldRun | Page::FileRun | Page::Week => {
                return self.show(Page::History);
            }
            Page::Niggle => return self.show(Page::LookBack),
            Page::Files(stage) if stage != Stage::Choose => return self.import_runs(),
            Page::Card
            | Page::Answer
            | Page::History
            | Page::Seen
            | Page::CheckIn
            | Page::Checked
            | Page::Files(_) => return self.show(Page::Card),
            Page::Shared => return self.leave_shared(),
        }
        let before = self.walk.with_untracked(|walk| {
            let here = self.step.get_untracked();
            let place = walk
                .asked
                .iter()
                .position(|s| Some(s) == here.as_ref())
                .unwrap_or(walk.asked.len());
            place
                .checked_sub(1)
                .and_then(|i| walk.asked.get(i))
                .map(|step| self.entry(step, Side::Right))
        });
        match before {
            Some(name) => self.go_to(name),
            None => self.show(Page::Card),
        }
    }

    /// "Something feels wrong": a line opened from any later screen, also one that was denied.
    pub fn wrong(&self, line: Fact) {
        if self.came_from.get_untracked() == Page::CheckIn {
            if let Some(later) = later::here() {
                (later.check_new)(*self, line);
            }
            return;
        }
        let opened = self.opened.with_untracked(|opened| {
            let opened = opened.as_ref()?;
            let record = &opened.record;
            Some((opened.fresh, record.id.clone(), record.answers()))
        });
        if let Some((fresh, id, answers)) = opened {
            let draft = self.answers.with_untracked(|a| *a != Answers::new());
            // An old run's answers are about another day; a draft is about this one, and goes on. A session that is
            // being done is about its own run.
            if fresh {
                self.editing.set(Some(id));
            } else if let Some(answers) =
                answers.filter(|_| !draft && self.came_from.get_untracked() == Page::Player)
            {
                self.editing.set(Some(id));
                self.take_up(answers);
            }
            self.opened.set(None);
        }
        self.set(line, Answer::Value(1));
        let covers = line.def().covers;
        let follow_up = self.walk.with_untracked(|walk| {
            let mut steps = walk.asked.iter().chain(walk.next.iter());
            steps
                .find(|s| s.facts.iter().any(|f| covers.contains(f)))
                .map(Step::name)
        });
        match follow_up {
            Some(name) => self.go_to(name),
            None => self.go_to_next(),
        }
    }

    /// "I tapped this by mistake": takes back what decided the level and asks again.
    pub fn mistake(&self) {
        let Some(opened) = self.opened.get_untracked() else {
            return;
        };
        self.editing.set(Some(opened.record.id));
        self.opened.set(None);
        self.answers.update(|answers| {
            for reason in &opened.record.plan.care.reasons {
                for said in &reason.said {
                    if let Arg::Key(key) = said {
                        take_back(answers, key);
                    }
                }
                for place in &reason.places {
                    if let Some(region) = Region::by_id(&place.region) {
                        let _ = answers.set_feel(region, place.side, None);
                    }
                }
            }
        });
        self.go_to_next();
    }

    /// The answers of another interview, which is as far as they are.
    pub(super) fn take_up(&self, answers: Answers) {
        let inner = self.inner();
        inner.furthest.set(0.0);
        inner.sharp.borrow_mut().clear();
        self.answers.set(answers);
    }

    /// The run just answered, with other answers: planned anew, or asked what they open.
    pub(super) fn reopen(&self, id: String, answers: Answers) {
        self.editing.set(Some(id));
        self.opened.set(None);
        self.take_up(answers);
        self.go_to_next();
    }

    /// The last question is answered.
    pub(super) fn finish(&self) {
        match later::here() {
            Some(later) => (later.finish)(*self),
            None => self.await_later(),
        }
    }

    /// By `later` only.
    pub(crate) fn finish_now(self) {
        let answers = self.answers.get_untracked();
        let Ok(mut plan) = Plan::new(&answers) else {
            return;
        };
        let inner = self.inner();
        let at = inner.ports.clock.now();
        let id = self.editing.get_untracked().unwrap_or_else(|| {
            let chance = inner.ports.clock.chance();
            inner.history.new_id(at, chance)
        });
        let used = self.walk.with_untracked(|walk| walk.answers.clone());
        let mut run = Run::answered(id.clone(), at, &used, &plan);
        run.about = self.about.get_untracked();
        if let Some(first) = run.about.as_deref().and_then(|id| inner.history.run(id)) {
            run.finished_ms = first.finished_ms;
        }
        if let Some(before) = inner.history.run(&id) {
            run.done = before.done.clone();
            // Of a newer version, and not this one's to lose.
            run.other = before.other.clone();
            // What another answer left in the session stays swapped.
            run.swapped = swap::apply(&mut plan, &before.swapped);
            run.about = run.about.or_else(|| before.about.clone());
            run.updated_ms = run.updated_ms.max(before.updated_ms.saturating_add(1));
        }
        self.with_file(&mut run, &used);
        let mut record = Record::new(id, at, &used, plan);
        record.done = (run.done.at_ms > 0).then(|| run.done.clone());
        let kept = self.kept(inner.history.save(&run));
        // A check-in asks for more care than this answer: nobody is given its plan.
        if self.raised(&run).is_some() {
            self.gives_plan.set(false);
        }
        self.told_finish(&record.plan, &used);
        inner.history.clear_draft();
        self.editing.set(None);
        self.about.set(None);
        self.is_about(None);
        inner.sharp.borrow_mut().clear();
        // A new answer ends the session of an earlier one.
        self.forget();
        self.opened.set(Some(Opened {
            record,
            fresh: true,
            kept: kept && inner.history.lasts(),
        }));
        self.changes.update(|n| *n += 1);
        match self.raised(&run) {
            Some(first) => self.show_checked(&first),
            None => self.show(Page::Answer),
        }
        if kept {
            self.ask_to_keep();
        }
    }

    pub(super) fn save_draft(&self) {
        let draft = Draft {
            rules: RULES_VERSION.into(),
            saved_at_ms: self.now().at_ms,
            at: self.at.get_untracked(),
            answers: self.answers.get_untracked(),
            editing: self.editing.get_untracked(),
            about: self.about.get_untracked(),
            file: self.inner().desk.of_draft(),
            sharp: self.inner().sharp.borrow().clone(),
        };
        let inner = self.inner();
        inner.draft_at.set(draft.saved_at_ms);
        self.notes
            .update(|notes| notes.retain(|n| *n != Note::DraftSetAside));
        self.kept(inner.history.save_draft(&draft));
    }

    /// How far the interview is, 0 to 1: as far as it was in this visit, so that it never goes back, whatever an answer opens.
    #[must_use]
    pub fn progress(&self) -> f64 {
        let furthest = &self.inner().furthest;
        furthest.set(furthest.get().max(self.reached()));
        furthest.get()
    }

    /// The share of the screens before the furthest that this walk reaches.
    pub(super) fn reached(&self) -> f64 {
        let furthest = self.walk.with(|walk| {
            let place = |s: &Step| {
                SCREENS
                    .iter()
                    .position(|d| d.id == s.screen().id)
                    .unwrap_or(0)
            };
            walk.asked
                .iter()
                .chain(walk.next.iter())
                .map(place)
                .max()
                .unwrap_or(0)
        });
        let first_common = SCREENS
            .iter()
            .position(|s| s.facts.contains(&fact::KIND))
            .unwrap_or(0);
        let last = SCREENS.len().max(first_common + 2) - 1;
        let share = |part: usize, whole: usize| {
            f64::from(u32::try_from(part).unwrap_or(0))
                / f64::from(u32::try_from(whole).unwrap_or(1))
        };
        if furthest < first_common {
            0.04 + 0.1 * share(furthest, first_common)
        } else {
            0.2 + 0.75 * share(furthest - first_common, last - first_common)
        }
    }
}

/// The fields of a screen of several: each is a question of its own, then comes what may be ticked.
#[must_use]
pub fn stages(step: &Step) -> Vec<Fact> {
    if step.screen().layout != Layout::Fields {
        return Vec::new();
    }
    let asks = |f: &Fact| !matches!(f.def().kind, Kind::Sign) && !f.def().offered;
    step.facts.iter().copied().filter(asks).collect()
}

/// What does not keep for long: how one feels, and how long ago the run was. Asked again.
pub(super) fn without_what_passes(answers: &Answers) -> Answers {
    let mut fresh = answers.clone();
    let signs = lines().iter().flat_map(|l| l.def().covers).copied();
    for fact in lines().iter().copied().chain(signs).chain([fact::FINISHED]) {
        let _ = fresh.set(fact, Answer::NotAsked);
    }
    fresh
}

/// Takes back the answer that a catalogue key repeats, the safety line over it, and all that the line opened.
fn take_back(answers: &mut Answers, key: &str) {
    let Some(fact) = key
        .strip_prefix("said.")
        .and_then(|k| k.split('.').next())
        .and_then(Fact::by_id)
    else {
        return;
    };
    let line = lines()
        .iter()
        .copied()
        .find(|l| *l == fact || l.def().covers.contains(&fact));
    let under: &[Fact] = line.map_or(&[], |l| l.def().covers);
    for open in line.into_iter().chain(under.iter().copied()).chain([fact]) {
        let _ = answers.set(open, Answer::NotAsked);
    }
}

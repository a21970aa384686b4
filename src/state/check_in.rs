//! Check-ins: when one is due, what is asked, what it comes to; and whether the runner was seen.

use super::learn::Learned;
use super::moved::{Wait, wait};
use super::{App, Page};
use crate::history::{CheckIn, Run, Sore};
use crate::ports::{DateStyle, Moment};
use aftermile_engine::answers::{Answer, Feel};
use aftermile_engine::check_in::{self, Look, Outcome, Stairs};
use aftermile_engine::triage::Care;
use aftermile_engine::{Answers, Fact, Level, Region, Side, fact};
use leptos::prelude::*;
use std::sync::Arc;

/// Hours after a run at which a check-in falls due: the beginnings of 20-32, 44-56 and 68-84. One that is late is
/// still due until the next, with the real time.
pub(super) const DUE_FROM_H: [i32; 3] = [20, 44, 68];
/// After this the run is a week old: soreness that is still there has a rule of its own.
pub(super) const WEEK_H: i32 = 168;
/// Until then it is asked once more, unless the last check-in found nothing sore.
const LAST_H: i32 = 336;
/// So long after an answer nothing is asked: it was a look itself.
pub(super) const APART_H: i32 = 12;
/// For so long after an emergency or same-day answer the next visit asks whether the runner was seen.
const ASK_SEEN_MS: i64 = 7 * 86_400_000;

/// A check-in that is being answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    pub run: String,
    /// The remembered places with their scores now.
    pub places: Vec<Sore>,
    /// Regions whose sides are answered one by one.
    pub apart: Vec<String>,
    pub stairs: Option<u8>,
}

impl Asking {
    /// Whether every place has its score.
    #[must_use]
    pub fn is_scored(&self) -> bool {
        self.places.iter().all(|p| p.score.is_some())
    }
}

/// A check-in with what it came to.
#[derive(Debug, Clone)]
pub struct Checked {
    pub run: Arc<Run>,
    pub check: CheckIn,
    pub hours: i32,
    pub outcome: Outcome,
    /// Hours after the run of the earlier check-in that gave the level, where this one alone would not.
    pub stands: Option<i32>,
    /// What to do where someone has to look at it.
    pub care: Option<Care>,
    /// When the next hard or long run may be.
    pub wait: Option<Wait>,
    pub learned: Option<Learned>,
}

/// Hours since the end of a run.
pub(super) fn hours_since(run: &Run, at_ms: i64) -> i32 {
    let hours = at_ms.saturating_sub(run.finished_ms).div_euclid(3_600_000);
    i32::try_from(hours.max(0)).unwrap_or(i32::MAX)
}

/// When a run was answered as an emergency or for the same day, if that was in the last 7 days and it is not known whether
/// the runner was seen.
pub(super) fn unseen(run: &Run, now: Moment) -> Option<i64> {
    let urgent = |level: Option<Level>| level >= Some(Level::SameDay);
    let checks = run.checks.iter().filter(|c| urgent(c.level));
    let last = checks.map(|c| c.at_min.saturating_mul(60_000)).max();
    let at_ms = last.unwrap_or(run.saved_at_ms);
    let due = urgent(run.level_now())
        && now.at_ms.saturating_sub(at_ms) < ASK_SEEN_MS
        && run.seen.as_deref().is_none_or(|seen| seen == "no");
    due.then_some(at_ms)
}

/// Whether a check-in on this run is due now. `newer`: there is a later run that was answered for.
pub(super) fn is_due(run: &Run, now: Moment, newer: bool) -> bool {
    let hours = hours_since(run, now.at_ms);
    let told = hours_since(run, run.saved_at_ms);
    // One that was left before its scores answers nothing: it is asked again.
    let mut looks = run.checks.iter().rev();
    let last = looks.find_map(|c| Some((c.hours_after(run.finished_ms), c.worst()?)));
    if hours < told.saturating_add(APART_H) {
        return false;
    }
    // An answer that came late was a look too.
    let checked = last.map_or(told, |(hours, _)| hours.max(told));
    if run.said.is_empty() || run.about.is_some() || run.level_now() >= Some(Level::SameDay) {
        return false;
    }
    if hours > WEEK_H {
        // Nobody is asked of a run that was never looked back at when there is a later one to look at.
        let over = last.map_or(newer, |(_, worst)| worst == 0);
        return hours <= LAST_H && !over && checked <= WEEK_H;
    }
    let from = DUE_FROM_H.iter().rev().find(|from| **from <= hours);
    from.is_some_and(|from| checked < *from)
}

/// The places to ask of: those of the answer, or the legs as a whole.
fn places(run: &Run) -> Vec<Sore> {
    let mut places: Vec<Sore> = run
        .said
        .sites()
        .into_iter()
        .filter(|p| Region::by_id(&p.region).is_some())
        .map(|p| Sore {
            score: None,
            feels: Vec::new(),
            ..p
        })
        .collect();
    if places.is_empty() {
        let whole = Region::by_id("whole_leg").map_or("", Region::id);
        places = [false, true]
            .map(|right| Sore {
                region: whole.into(),
                right,
                score: None,
                feels: Vec::new(),
            })
            .to_vec();
    }
    places
}

pub(super) fn looks(places: &[Sore]) -> Vec<Look> {
    let look = |p: &Sore| {
        Some(Look {
            region: Region::by_id(&p.region)?,
            side: if p.right { Side::Right } else { Side::Left },
            score: p.score?,
        })
    };
    places.iter().filter_map(look).collect()
}

/// Whether the soreness of a run rises until the second day.
pub(super) fn rises_later(run: &Run) -> bool {
    run.said.is_yes("descent") || run.said.is_yes("unusual")
}

/// The places as they were last scored, each at its own check-in: one that was left early has not all of them.
fn last_looks(earlier: &[&CheckIn]) -> Vec<Look> {
    let mut last: Vec<Look> = Vec::new();
    for look in earlier.iter().rev().flat_map(|c| looks(&c.places)) {
        let same = |l: &Look| l.region == look.region && l.side == look.side;
        if !last.iter().any(same) {
            last.push(look);
        }
    }
    last
}

/// What a check-in comes to, from what was remembered alone. `again`: the highest level of what was answered for the run
/// once more, after something new.
pub(super) fn outcome(run: &Run, check: &CheckIn, again: Option<Level>) -> Outcome {
    let (now, first) = (looks(&check.places), looks(&run.said.sites()));
    let earlier: Vec<&CheckIn> = run
        .checks
        .iter()
        .filter(|c| c.at_min < check.at_min)
        .collect();
    let last = last_looks(&earlier);
    let before = earlier.iter().filter_map(|c| c.level);
    let before = before.chain(run.level).chain(again);
    let mut outcome = check_in::assess(&check_in::CheckIn {
        hours: check.hours_after(run.finished_ms),
        now: &now,
        stairs: match check.stairs {
            // No rule asks for fine stairs, so not said may stand beside it.
            None | Some(0) => Stairs::Fine,
            Some(1) => Stairs::Hard,
            Some(_) => Stairs::Impossible,
        },
        first: &first,
        last: &last,
        level: before.max().unwrap_or(Level::SelfCare),
        rises_later: rises_later(run),
        // Answers to other questions than today's cannot tell: then a sore place counts as one.
        injury: run
            .said
            .answers()
            .map_or(!first.is_empty(), |a| check_in::may_be_injury(&a)),
    });
    // Something new has an answer of its own: this one moves nothing. Nor does one without scores.
    if check.anew || check.worst().is_none() {
        (outcome.moved, outcome.hard_from_h) = (None, None);
    }
    // What was told then stands, also where today's rules would say less.
    if let Some(told) = check.level.filter(|told| *told > outcome.level) {
        outcome = Outcome {
            level: told,
            raised: true,
            moved: None,
            hard_from_h: None,
            ..outcome
        };
    }
    outcome
}

/// The answers with the scores of now, for planning anew.
pub(super) fn answers_now(answers: &Answers, places: &[Sore]) -> Answers {
    let mut now = answers.clone();
    let all: Vec<(Region, Side)> = looks(places).iter().map(|l| (l.region, l.side)).collect();
    if now.given_sites().is_some_and(|s| !s.is_empty()) {
        now.set_places(&all);
    }
    for look in looks(places) {
        let before = answers.given_sites().unwrap_or(&[]).iter();
        let mut before = before.filter(|s| s.region == look.region && s.side == look.side);
        let signs: Vec<Fact> = before
            .next()
            .and_then(|s| s.feel)
            .map_or_else(Vec::new, |f| f.signs().collect());
        if let Ok(feel) = Feel::new(look.score, &signs) {
            let _ = now.set_feel(look.region, look.side, Some(feel));
        }
    }
    now
}

/// A level that an earlier check-in gave stands with its reasons and whom to see. The hours of that check-in.
fn stands(run: &Run, check: &CheckIn, outcome: &mut Outcome) -> Option<i32> {
    if outcome.reasons.iter().any(|r| r.level == outcome.level) {
        return None;
    }
    let mut earlier = run.checks.iter().filter(|c| c.at_min < check.at_min);
    let gave = earlier.find(|c| c.level == Some(outcome.level))?;
    let then = self::outcome(run, gave, None);
    let mut reasons = then.reasons;
    reasons.retain(|r| r.level == outcome.level);
    reasons.append(&mut outcome.reasons);
    outcome.reasons = reasons;
    outcome.see = then.see.or(outcome.see);
    Some(gave.hours_after(run.finished_ms))
}

/// The answers as they stand at a check-in: how long ago the run is, and the places that are still sore.
fn answers_since(run: &Run, check: &CheckIn) -> Answers {
    let answers = run.said.answers().unwrap_or_default();
    let sore: Vec<Sore> = check
        .places
        .iter()
        .filter(|p| p.score > Some(0))
        .cloned()
        .collect();
    let mut now = answers_now(&answers, &sore);
    if let Some(band) = band(check.hours_after(run.finished_ms)) {
        let _ = now.set(fact::FINISHED, Answer::Value(band));
    }
    now
}

impl App {
    /// The run whose check-in is due, the last one of several. Tracks changes.
    #[must_use]
    pub fn due(&self) -> Option<Arc<Run>> {
        let now = self.now();
        let mut newer = false;
        self.runs().into_iter().find(|run| {
            let due = is_due(run, now, newer) && self.again(run) < Some(Level::SameDay);
            newer |= !run.said.is_empty();
            due
        })
    }

    /// "Sunday's run", for a run of this week.
    #[must_use]
    pub fn day_of(&self, run: &Run) -> String {
        self.words().date(run.finished(), DateStyle::Weekday)
    }

    /// Begins a check-in.
    pub fn check_in(&self, run: &Run) {
        self.asking.set(Some(Asking {
            run: run.id.clone(),
            places: places(run),
            apart: Vec::new(),
            stairs: None,
        }));
        self.show(Page::CheckIn);
    }

    /// Scores a region, both sides alike or one of them. Goes on once all are scored.
    pub fn score(&self, region: &str, side: Option<bool>, score: u8) {
        self.asking.update(|asking| {
            let places = asking.iter_mut().flat_map(|a| &mut a.places);
            for place in places.filter(|p| p.region == region) {
                if side.is_none_or(|right| right == place.right) {
                    place.score = Some(score);
                }
            }
        });
    }

    /// Asks of the two sides of a region apart.
    pub fn apart(&self, region: &str) {
        self.asking.update(|asking| {
            if let Some(asking) = asking {
                asking.apart.push(region.to_owned());
                let places = asking.places.iter_mut();
                places
                    .filter(|p| p.region == region)
                    .for_each(|p| p.score = None);
            }
        });
    }

    pub fn stairs(&self, stairs: u8) {
        self.asking.update(|asking| {
            if let Some(asking) = asking {
                asking.stairs = Some(stairs);
            }
        });
    }

    /// One question back.
    pub fn check_back(&self) {
        let mut leave = false;
        self.asking.update(|asking| match asking {
            Some(asking) if asking.stairs.is_some() => asking.stairs = None,
            Some(asking) if asking.is_scored() => {
                asking.places.iter_mut().for_each(|p| p.score = None);
            }
            _ => leave = true,
        });
        if leave {
            self.show(Page::Card);
        }
    }

    /// Nothing new: the check-in is whole.
    pub fn check_done(&self) {
        if let Some((run, _)) = self.take_check(false) {
            self.show_checked(&run);
        }
    }

    /// Something new: what was said of the run stands, how it feels now is asked, and the sign first.
    /// By `later` only.
    pub(crate) fn check_new_now(self, line: Fact) {
        let Some((run, check)) = self.take_check(true) else {
            return;
        };
        let known = run.said.answers().unwrap_or_default();
        let mut answers = super::interview::without_what_passes(&known);
        answers = answers_now(&answers, &check.places);
        let hours = check.hours_after(run.finished_ms);
        if let Some(band) = band(hours) {
            let _ = answers.set(fact::FINISHED, Answer::Value(band));
        }
        let _ = answers.set(line, Answer::Value(1));
        self.take_up(answers);
        self.editing.set(None);
        self.about.set(Some(run.id.clone()));
        self.opened.set(None);
        self.go_to_next();
    }

    /// Saves the check-in that was answered.
    fn take_check(&self, anew: bool) -> Option<(Arc<Run>, CheckIn)> {
        let asking = self.asking.get_untracked()?;
        let inner = self.inner();
        let run = inner.history.run(&asking.run)?;
        let mut at_min = self.now().at_ms.div_euclid(60_000);
        while run.checks.iter().any(|c| c.at_min == at_min) {
            at_min += 1;
        }
        let mut check = CheckIn {
            at_min,
            places: asking.places,
            stairs: asking.stairs,
            anew,
            ..CheckIn::default()
        };
        let outcome = outcome(&run, &check, self.again(&run));
        check.level = outcome.raised.then_some(outcome.level);
        check.rules = outcome
            .reasons
            .iter()
            .map(|r| r.rule.clone().into())
            .collect();
        let mut changed = (*run).clone();
        changed.checks.push(check.clone());
        self.kept(inner.history.save(&changed));
        if changed.level_now() >= Some(Level::SameDay) {
            // Nor is a session gone on with that was broken off.
            self.forget();
        }
        self.asking.set(None);
        self.changes.update(|n| *n += 1);
        Some((inner.history.run(&asking.run)?, check))
    }

    /// What was answered for a run once more, after something new: the answer of the highest level.
    pub(super) fn answered_again(&self, run: &Run) -> Option<Arc<Run>> {
        let runs = self.inner().history.runs().into_iter();
        runs.filter(|r| r.about.as_deref() == Some(&*run.id))
            .max_by_key(|r| r.level_now())
    }

    fn again(&self, run: &Run) -> Option<Level> {
        self.answered_again(run)?.level_now()
    }

    /// The run whose check-in asks for more care than this run's answers: the run itself, or the one that was answered
    /// for once more. What a check-in raised is never shown as less.
    pub(super) fn raised(&self, run: &Run) -> Option<Arc<Run>> {
        let first = run.about.as_deref().unwrap_or(&run.id);
        let first = self.inner().history.run(first)?;
        let now = first.level_now();
        (now > first.level && now > run.level).then_some(first)
    }

    /// Shows what the check-in came to.
    pub fn show_checked(&self, run: &Run) {
        self.chosen.set(Some(run.id.clone()));
        self.show(Page::Checked);
        if run.level_now() >= Some(Level::SameDay) {
            self.asked_seen.set(true);
        }
    }

    /// The last check-in of the chosen run. Tracks changes.
    #[must_use]
    pub fn checked(&self) -> Option<Checked> {
        self.checked_of(&self.chosen.get()?)
    }

    /// The last check-in of a run. Tracks changes.
    #[must_use]
    pub fn checked_of(&self, id: &str) -> Option<Checked> {
        self.changes.track();
        let run = self.inner().history.run(id)?;
        let check = run.checks.last()?.clone();
        let hours = check.hours_after(run.finished_ms);
        let mut outcome = outcome(&run, &check, self.again(&run));
        let learned = self.learned(&run);
        let wait = wait(&run, &check, &outcome, learned.as_ref());
        let mut care = (outcome.level > Level::SelfCare)
            .then(|| check_in::care(&outcome, &answers_since(&run, &check)));
        let stands = stands(&run, &check, &mut outcome);
        if let Some(care) = &mut care {
            care.reasons.clone_from(&outcome.reasons);
            care.see = outcome.see.map(str::to_owned);
        }
        Some(Checked {
            hours,
            outcome,
            stands,
            care,
            wait,
            learned,
            check,
            run,
        })
    }

    /// The emergency or same-day answer of the last 7 days after which it is not known whether the runner was seen.
    #[must_use]
    pub fn seen_due(&self) -> Option<Arc<Run>> {
        if self.asked_seen.get() {
            return None;
        }
        let now = self.now();
        self.runs()
            .into_iter()
            .find(|run| unseen(run, now).is_some())
    }

    /// Whether an answer since then said that somebody has to see the runner soon, and nobody is known to have. Tracks
    /// changes.
    pub(super) fn needs_to_be_seen_since(&self, at_ms: i64) -> bool {
        let now = self.now();
        let runs = self.runs();
        let mut urgent = runs.iter().filter_map(|run| unseen(run, now));
        urgent.any(|urgent_ms| urgent_ms >= at_ms)
    }

    /// Whether it has to be asked first. By `later` only.
    pub(crate) fn asks_seen(self) -> bool {
        self.seen_due().is_some()
    }

    /// Answers whether the runner was seen: `yes`, `no` or `slip`. After a no the answer is shown again.
    pub fn was_seen(&self, run: &Run, answer: &str) {
        let mut changed = run.clone();
        changed.seen = Some(answer.to_owned());
        changed.updated_ms = self.now().at_ms.max(run.updated_ms.saturating_add(1));
        let kept = self.inner().history.save(&changed);
        self.kept(kept);
        self.asked_seen.set(true);
        self.changes.update(|n| *n += 1);
        if answer != "no" {
            return self.show(Page::Card);
        }
        self.open(&run.id);
    }
}

/// The option of "finished" for a run that ended then; nothing for one that ends later than now.
pub(super) fn band_at(end: Moment, now: Moment) -> Option<i32> {
    // Up: an hour and a half is no longer "within the hour".
    let hours = -end.at_ms.saturating_sub(now.at_ms).div_euclid(3_600_000);
    // Clocks of watches differ by minutes.
    (hours >= 0).then(|| band(i32::try_from(hours).unwrap_or(i32::MAX)))?
}

/// The option of "finished" for so many hours ago.
fn band(hours: i32) -> Option<i32> {
    let id = match hours {
        i32::MIN..=1 => "within_hour",
        2..=6 => "h1_6",
        7..=24 => "h6_24",
        25..=48 => "day1",
        49..=72 => "day2",
        73..=96 => "day3",
        97..=168 => "d4_7",
        _ => "over_week",
    };
    fact::FINISHED.option(id)
}

#[cfg(test)]
pub(super) mod tests {
    use super::{band, is_due, outcome};
    use crate::history::tests::answered;
    use crate::history::{CheckIn, Run};
    use crate::ports::Moment;
    use aftermile_engine::{Plan, fact};

    pub(in crate::state) fn run() -> Run {
        let answers = answered::long();
        let plan = Plan::new(&answers).unwrap();
        let at = Moment {
            at_ms: 1_700_000_000_000,
            offset_min: 0,
        };
        Run::answered("1".into(), at, &answers, &plan)
    }

    fn due_at(run: &Run, hours: i32) -> bool {
        is_due(run, run.finished().plus_hours(hours), true)
    }

    fn checked(run: &Run, hours: i32, score: u8) -> Run {
        let mut run = run.clone();
        let mut places = run.said.sites();
        places.iter_mut().for_each(|p| p.score = Some(score));
        run.checks.push(CheckIn {
            at_min: run.finished_ms / 60_000 + i64::from(hours) * 60,
            places,
            ..CheckIn::default()
        });
        run
    }

    #[test]
    fn a_check_in_is_due_in_each_window_and_late_until_the_next() {
        let run = run();
        // The only run there is may be looked back at after a week too.
        assert!(is_due(&run, run.finished().plus_hours(200), false));
        assert!(!is_due(&run, run.finished().plus_hours(337), false));
        let due: Vec<i32> = (0..200).filter(|h| due_at(&run, *h)).collect();
        assert_eq!(due, (20..=168).collect::<Vec<_>>());
        let one = checked(&run, 25, 4);
        assert!(!due_at(&one, 30) && !due_at(&one, 43) && due_at(&one, 44));
        let late = checked(&one, 60, 3);
        assert!(!due_at(&late, 66) && due_at(&late, 68));
        let all = checked(&late, 70, 2);
        assert!(!due_at(&all, 100) && !due_at(&all, 168));
        // Still sore: once more after a week.
        assert!(due_at(&all, 169) && !due_at(&all, 337));
        assert!(!due_at(&checked(&late, 70, 0), 169));
    }

    /// A check-in that was left for the questions before any place had its score.
    fn left(run: &Run, hours: i32) -> Run {
        let mut run = checked(run, hours, 0);
        let check = run.checks.last_mut().unwrap();
        check.places.iter_mut().for_each(|p| p.score = None);
        check.anew = true;
        run
    }

    #[test]
    fn a_check_in_that_was_left_early_is_still_due_and_ends_nothing() {
        let run = run();
        assert!(due_at(&left(&run, 25), 30));
        let all = left(&checked(&run, 70, 3), 71);
        assert!(!due_at(&all, 100), "scored an hour before");
        assert!(due_at(&all, 169), "still sore when it was last scored");
        let nothing = outcome(&run, &left(&run, 25).checks[0], None);
        assert_eq!((nothing.moved, nothing.hard_from_h), (None, None));
    }

    #[test]
    fn what_has_risen_is_told_from_the_last_score_of_each_place() {
        let run = run();
        let now = checked(&left(&checked(&run, 60, 3), 65), 72, 5);
        let told = outcome(&run, now.checks.last().unwrap(), None);
        let rules = |told: &aftermile_engine::check_in::Outcome| -> Vec<String> {
            told.reasons.iter().map(|r| r.rule.clone()).collect()
        };
        let without = checked(&checked(&run, 60, 3), 72, 5);
        let expected = outcome(&run, without.checks.last().unwrap(), None);
        assert!(!rules(&expected).is_empty());
        assert_eq!(rules(&told), rules(&expected));
        assert_eq!(told.reasons, expected.reasons);
    }

    #[test]
    fn an_answer_that_came_late_was_a_look_itself() {
        let mut run = run();
        // Three days after the run.
        run.saved_at_ms = run.finished().plus_hours(84).at_ms;
        assert!((84..=168).all(|h| !due_at(&run, h)));
        run.saved_at_ms = run.finished().plus_hours(36).at_ms;
        let due: Vec<i32> = (36..70).filter(|h| due_at(&run, *h)).collect();
        assert_eq!(due.first(), Some(&48));
    }

    #[test]
    fn the_band_of_every_hour_is_an_option() {
        for hours in [0, 1, 3, 12, 30, 60, 80, 120, 200] {
            let place = usize::try_from(band(hours).unwrap()).unwrap();
            assert!(fact::FINISHED.options().get(place).is_some());
        }
    }
}

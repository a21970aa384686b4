//! The coming days as the last check-in of a run moves them, unless the runner went back to the general advice.

use super::App;
use super::check_in::{answers_now, rises_later};
use super::learn::{Learned, Own};
use crate::history::{CheckIn, Record, Run};
use crate::ports::Moment;
use aftermile_engine::check_in::{Outcome, PEAK_UNTIL_H};
use aftermile_engine::{Plan, dose, personal};
use leptos::prelude::*;

/// Hours from the end of a run to the next hard or long one: as the answer had them, and moved by a check-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait {
    pub first: i32,
    pub moved: i32,
}

impl Wait {
    /// The two as days.
    #[must_use]
    pub fn days(self, run: &Run) -> (Moment, Moment) {
        let at = |hours: i32| run.finished().plus_hours(hours);
        (at(self.first), at(self.moved))
    }
}

/// Moved by this check-in and by what was learned. Never sooner than the rules allow with the legs of now.
pub(super) fn wait(
    run: &Run,
    check: &CheckIn,
    outcome: &Outcome,
    learned: Option<&Learned>,
) -> Option<Wait> {
    // Where someone has to agree first, or a place may be an injury, there is no date to give.
    let first = run.told.summary().next_run.map(|(_, hours)| hours)?;
    let first = i32::try_from(first).ok().filter(|hours| *hours > 0)?;
    if outcome.moved == Some("injury") {
        return None;
    }
    let from = outcome.hard_from_h?;
    // Not while the soreness of this run is still to rise, nor where stairs are hard.
    let rises = rises_later(run) && check.hours_after(run.finished_ms) <= PEAK_UNTIL_H;
    let light = outcome.moved == Some("free") && !rises && check.stairs == Some(0);
    let again = || {
        let answers = answers_now(&run.said.answers()?, &check.places);
        Plan::new(&answers).ok()?.next_run?.hard_hours
    };
    // With little soreness the rules may give the shorter wait; what was waited for longer is not made shorter.
    let general = if light {
        // By at most 40 %, as whatever is learned.
        let least = personal::dose(first, 0.0, (0, first));
        again().unwrap_or(first).clamp(least, first)
    } else {
        first
    };
    let factor = learned.map_or(1.0, |l| l.factor);
    let moved = personal::dose(general, factor, (general.min(first), i32::MAX)).max(from);
    Some(Wait { first, moved })
}

/// What moves the coming days.
#[derive(Debug, Clone, PartialEq)]
pub enum By {
    CheckIn,
    /// The runner's own curve, of a run that was not looked back at yet.
    Own(Own),
}

/// A record as it stands now, and what has moved it since it was told.
#[derive(Debug, Clone, PartialEq)]
pub struct Stands {
    pub record: Record,
    pub by: Option<By>,
    /// The wait for the next hard or long run, where it was moved.
    pub wait: Option<Wait>,
}

impl App {
    /// The record as it stands now: swapped since it was drawn, its days moved by the last check-in, or its curve by
    /// what was learned. What is taken along and what is shown of the days to come is read from this.
    #[must_use]
    pub fn stands(&self, record: &Record) -> Stands {
        let open = self
            .opened
            .with_untracked(|o| o.as_ref().map(|o| o.record.clone()));
        let mut record = open
            .filter(|o| o.id == record.id)
            .unwrap_or_else(|| record.clone());
        let run = self.inner().history.run(&record.id);
        let Some(run) = run else {
            return Stands {
                record,
                by: None,
                wait: None,
            };
        };
        let (by, wait) = if let Some(own) = self.own(&run, &record.plan.ribbon) {
            record.plan.ribbon.clone_from(&own.points);
            let first = record.plan.next_run.as_ref().and_then(|n| n.hard_hours);
            // The rules' wait is the shortest that is safe: what was learned only makes it longer.
            let wait = first.map(|first| Wait {
                first,
                moved: personal::dose(first, own.factor, (first, i32::MAX)),
            });
            (Some(By::Own(own)), wait)
        } else {
            let checked = untrack(|| self.checked_of(&run.id));
            let moving = checked.filter(|c| !c.check.set_back());
            let by = moving.is_some().then_some(By::CheckIn);
            (by, moving.and_then(|c| c.wait))
        };
        let wait = wait.filter(|w| w.first != w.moved);
        if let (Some(wait), Some(next)) = (wait, record.plan.next_run.as_mut()) {
            next.move_to(wait.moved);
        }
        Stands { record, by, wait }
    }

    /// When the wait for the next hard or long run ends, as it stands now; the day after the answer at the soonest.
    #[must_use]
    pub fn hard_from(&self, record: &Record) -> Option<Moment> {
        let hours = self.as_it_stands(record).plan.next_run?.hard_hours?;
        let told = record.moment();
        let ended = self.inner().history.run(&record.id).map_or_else(
            || told.plus_hours(-dose::hours_since_run(&record.answers)),
            |run| run.finished(),
        );
        let (from, soonest) = (ended.plus_hours(hours), told.plus_hours(24));
        Some(if from.at_ms < soonest.at_ms {
            soonest
        } else {
            from
        })
    }

    /// [`App::stands`], the record alone.
    #[must_use]
    pub fn as_it_stands(&self, record: &Record) -> Record {
        self.stands(record).record
    }

    /// Changes between the days as the last check-in moves them and the general advice.
    pub fn switch_moved(&self, id: &str) {
        let inner = self.inner();
        let Some(run) = inner.history.run(id) else {
            return;
        };
        let mut changed = (*run).clone();
        if let Some(check) = changed.checks.last_mut() {
            check.switched = check.switched.wrapping_add(1);
        }
        self.kept(inner.history.save(&changed));
        self.changes.update(|n| *n += 1);
    }
}

#[cfg(test)]
mod tests {
    use super::wait;
    use crate::history::tests::answered;
    use crate::history::{CheckIn, Run};
    use crate::ports::Moment;
    use aftermile_engine::check_in::Outcome;
    use aftermile_engine::{Arg, Level, Plan};

    #[test]
    fn a_date_for_hard_running_is_given_only_where_the_answer_gave_one() {
        let told = |other: &[(&str, &str)], moved| {
            let answers = answered::with(other);
            let plan = Plan::new(&answers).unwrap();
            let at = Moment {
                at_ms: 1_700_000_000_000,
                offset_min: 0,
            };
            let run = Run::answered("1".into(), at, &answers, &plan);
            let outcome = Outcome {
                level: Level::SelfCare,
                raised: false,
                reasons: Vec::new(),
                see: None,
                moved: Some(moved),
                hard_from_h: Some(30),
                cites: &[],
            };
            wait(&run, &CheckIn::default(), &outcome, None).is_some()
        };
        assert!(told(&[], "free"));
        assert!(!told(&[], "injury"), "only after its test");
        for gate in ["pregnant", "postpartum", "heart", "blood_thinner", "unwell"] {
            assert!(!told(&[(gate, "1")], "free"), "{gate}");
        }
    }

    #[test]
    fn a_wait_is_not_shortened_before_the_peak_nor_where_stairs_are_hard_and_never_by_over_40_percent()
     {
        let told = |other: &[(&str, &str)], hours: i64, stairs| {
            let answers = answered::with(other);
            let plan = Plan::new(&answers).unwrap();
            let at = Moment {
                at_ms: 1_700_000_000_000,
                offset_min: 0,
            };
            let run = Run::answered("1".into(), at, &answers, &plan);
            let places = run.said.sites().into_iter();
            let check = CheckIn {
                at_min: run.finished_ms / 60_000 + hours * 60,
                places: places
                    .map(|p| crate::history::Sore {
                        score: Some(1),
                        ..p
                    })
                    .collect(),
                stairs: Some(stairs),
                ..CheckIn::default()
            };
            let outcome = crate::state::check_in::outcome(&run, &check, None);
            assert_eq!(outcome.moved, Some("free"));
            wait(&run, &check, &outcome, None).unwrap()
        };
        let marathon = [("distance", "42200"), ("effort", "6")];
        let before = told(&marathon, 21, 0);
        assert_eq!(before.moved, before.first, "it still rises");
        let hard = told(&marathon, 60, 1);
        assert_eq!(hard.moved, hard.first);
        let after = told(&marathon, 60, 0);
        assert!(
            after.moved < after.first && after.moved * 10 >= after.first * 6,
            "{after:?}"
        );
    }

    #[test]
    fn a_moved_wait_is_told_by_every_rule_that_holds() {
        let mut next = Plan::new(&answered::long()).unwrap().next_run.unwrap();
        let first = next.hard_hours.unwrap();
        let hours = |next: &aftermile_engine::plan::NextRun| {
            let waits = std::iter::once(&next.wait).chain(next.also.iter().map(|a| &a.wait));
            let said = |w: &aftermile_engine::Message| match w.args.get("hours") {
                Some(Arg::Quantity(hours, _)) => Some(*hours),
                _ => None,
            };
            waits.filter_map(said).collect::<Vec<i32>>()
        };
        let before = hours(&next);
        assert!(before.contains(&first));
        next.move_to(first + 24);
        assert_eq!(next.hard_hours, Some(first + 24));
        assert!(hours(&next).iter().all(|h| *h == first + 24));
        next.move_to(1);
        assert!(hours(&next).iter().all(|h| *h == 1));
    }
}

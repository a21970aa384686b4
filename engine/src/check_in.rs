//! The check-in: how it goes some time after a run. Rules of `rules/check_in.toml` raise the level, and the coming
//! days move with the sorest place (EV-WK-08), or stay with the sore part's own test where it may be an injury. It never lowers a level, and what is new goes through the questions.

use crate::answers::{Answers, Side};
use crate::condition::Context;
use crate::message::{Arg, Message};
use crate::phone;
use crate::table::{CHECK_INS, CheckInRule, CheckSign, Level, MOVES, MovedRule, Region, define};
use crate::triage::{self, Care, Place, Reason};

/// By this many hours after a run its soreness is past its peak, also after downhill or unaccustomed running:
/// the end of the second window (EV-DOMS-24: 42 to 48 hours).
pub const PEAK_UNTIL_H: i32 = 56;

/// Whether stairs are possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Stairs {
    #[default]
    Fine,
    Hard,
    Impossible,
}

/// How sore one place is, 0 to 10.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    pub region: Region,
    pub side: Side,
    pub score: u8,
}

/// A check-in and what it is compared with.
#[derive(Debug, Clone, Copy)]
pub struct CheckIn<'a> {
    /// Hours since the end of the run.
    pub hours: i32,
    pub now: &'a [Look],
    pub stairs: Stairs,
    /// The places as they were in the answer.
    pub first: &'a [Look],
    /// As they were at the last check-in; empty at the first one.
    pub last: &'a [Look],
    /// The level before it.
    pub level: Level,
    /// Whether the soreness of this run rises until the second day: a lot of downhill, or unaccustomed.
    pub rises_later: bool,
    /// Whether the answer named a place that may be an injury: see [`may_be_injury`].
    pub injury: bool,
}

/// What a check-in comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Never below the level before.
    pub level: Level,
    /// Whether a rule raised the level.
    pub raised: bool,
    /// The rules that fired, the highest level first.
    pub reasons: Vec<Reason>,
    /// Whom to see: an entry of `see.*`.
    pub see: Option<&'static str>,
    /// How the coming days move: `moved.<id>`. None from "book" on: then there is no running until it has been seen.
    pub moved: Option<&'static str>,
    /// Hours since the run before which there is no hard or long run.
    pub hard_from_h: Option<i32>,
    pub cites: &'static [&'static str],
}

/// Whether the answers to a run named a place that may be an injury: there a score does not say when to run again.
#[must_use]
pub fn may_be_injury(answers: &Answers) -> bool {
    Context::new(answers, None).defined(define::INJURY_PLACE)
}

/// Judges a check-in.
#[must_use]
pub fn assess(check: &CheckIn<'_>) -> Outcome {
    let mut fired: Vec<(&CheckInRule, Reason)> = CHECK_INS
        .iter()
        .filter_map(|rule| fires(rule, check).map(|place| (rule, reason(rule, check, place))))
        .collect();
    fired.sort_by_key(|(rule, _)| std::cmp::Reverse(rule.level));
    let highest = fired.iter().map(|(rule, _)| rule.level).max();
    let level = highest.map_or(check.level, |h| h.max(check.level));
    let row = moved(worst(check.now), check.injury);
    let (moved, hard_from_h) = match row {
        Some(row) if level == Level::SelfCare => (Some(row.id), Some(check.hours + row.wait_h)),
        _ => (None, None),
    };
    Outcome {
        level,
        raised: level > check.level,
        see: fired.first().map(|(rule, _)| rule.see),
        reasons: fired.into_iter().map(|(_, reason)| reason).collect(),
        moved,
        hard_from_h,
        cites: row.map_or(&[], |row| row.cites),
    }
}

/// The card of a raised level: why, what to do until it is seen, whom to see, and what to say on the phone. `answers`: those
/// of the run as they stand now.
#[must_use]
pub fn care(outcome: &Outcome, answers: &Answers) -> Care {
    let mut care = Care {
        level: outcome.level,
        reasons: outcome.reasons.clone(),
        also: Vec::new(),
        lines: Vec::new(),
        see: outcome.see.map(str::to_owned),
        by: None,
        phone: Vec::new(),
        tags: Vec::new(),
    };
    let since = |reason: &Reason| Message {
        key: format!("phone.{}", reason.rule),
        ..reason.because.clone()
    };
    let since = outcome.reasons.iter().map(since).collect();
    care.phone = phone::script(answers, &care, since);
    triage::lines(&mut care, &[]);
    care
}

fn worst(looks: &[Look]) -> u8 {
    looks.iter().map(|l| l.score).max().unwrap_or(0)
}

fn moved(worst: u8, injury: bool) -> Option<&'static MovedRule> {
    let mut rows = MOVES.iter().filter(|row| row.injury == injury);
    rows.find(|row| worst <= row.up_to)
}

fn at(looks: &[Look], region: Region, side: Side) -> Option<u8> {
    let found = looks.iter().find(|l| l.region == region && l.side == side);
    found.map(|l| l.score)
}

/// The place that makes a rule fire, or nothing for a rule about none; `None` when it does not fire.
fn fires(rule: &CheckInRule, check: &CheckIn<'_>) -> Option<Option<Look>> {
    let (from, to) = rule.hours;
    let ahead = check.rises_later && check.hours <= PEAK_UNTIL_H;
    if check.hours < from || check.hours > to || (ahead && !rule.before_peak) {
        return None;
    }
    let sign = |look: &&Look| match rule.sign {
        CheckSign::Risen => at(check.last, look.region, look.side).is_some_and(|b| look.score > b),
        CheckSign::NotFallen => before(check, look).is_some_and(|b| look.score >= b),
        CheckSign::OneSided => one_sided(check, look),
        CheckSign::Sore => true,
        CheckSign::StairsImpossible => false,
    };
    if rule.sign == CheckSign::StairsImpossible {
        return (check.stairs == Stairs::Impossible).then_some(None);
    }
    // The sorest place of those that fire; of two alike the first named.
    let places = check.now.iter().filter(|l| l.score >= rule.points);
    let place = places.filter(sign).rev().max_by_key(|l| l.score)?;
    Some(Some(*place))
}

/// The score at the last look: the last check-in, or the answer.
fn before(check: &CheckIn<'_>, look: &Look) -> Option<u8> {
    at(check.last, look.region, look.side).or_else(|| at(check.first, look.region, look.side))
}

/// Alike on both legs in the answer (a muscle, within 2 points), or not named there, and now over 2 points sorer than the
/// other side.
fn one_sided(check: &CheckIn<'_>, look: &Look) -> bool {
    let other = look.side.other();
    let then = (
        at(check.first, look.region, look.side),
        at(check.first, look.region, other),
    );
    let now = at(check.now, look.region, other);
    let even = match then {
        (Some(a), Some(b)) => a.abs_diff(b) <= 2,
        // What the answer named on one side only, it judged itself.
        (None, None) => now.is_some(),
        _ => false,
    };
    let now = now.unwrap_or(0);
    look.region.def().muscle && even && look.score > now + 2
}

fn reason(rule: &CheckInRule, check: &CheckIn<'_>, place: Option<Look>) -> Reason {
    let score = |s: u8| Arg::Quantity(i32::from(s), "of 10".into());
    let mut because = Message::new(format!("rule.{}", rule.id))
        .with("hours", Arg::Quantity(check.hours / 24 * 24, "h".into()));
    let mut places = Vec::new();
    if let Some(look) = place {
        because = because
            .with("place", Arg::Key(format!("region.{}", look.region.id())))
            .with("now", score(look.score));
        if let Some(before) = before(check, &look) {
            because = because.with("before", score(before));
        }
        places.push(Place {
            region: look.region.id().into(),
            side: look.side,
        });
    }
    Reason {
        rule: rule.id.into(),
        level: rule.level,
        because,
        said: Vec::new(),
        places,
        unsure: false,
        cites: rule.cites.iter().map(|c| (*c).to_owned()).collect(),
    }
}

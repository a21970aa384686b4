//! What is to be heard between two looks at the clock.

use super::course::{Course, State};
use super::timeline::{Phase, Timeline};

/// Shorter work has no half-way: it would fall into its begin or its end.
const HALF_FROM_MS: i64 = 20_000;

/// Something that has just come about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cue {
    /// Work begins.
    Start,
    Half,
    /// So many seconds of work are left: 3, 2 or 1.
    Last(i64),
    /// Work is over and another follows.
    Next,
    /// Work is over, and it goes no further by itself.
    Wait,
    Finish,
}

/// What lies between two looks, the latest thing only.
#[must_use]
pub fn heard(before: &Course, after: &Course, all: &Timeline) -> Option<Cue> {
    if after.state == State::Finished {
        return (before.state != State::Finished).then_some(Cue::Finish);
    }
    if after.state == State::Waiting {
        return (before.state != State::Waiting).then_some(Cue::Wait);
    }
    let works = |at: usize| all.segments.get(at).is_some_and(|s| s.phase == Phase::Work);
    if before.at() != after.at() {
        return if works(after.at()) {
            Some(Cue::Start)
        } else if works(before.at()) {
            Some(Cue::Next)
        } else {
            None
        };
    }
    if !works(after.at()) || after.state != State::Running {
        return None;
    }
    let (was, is, whole) = (before.left_ms(all), after.left_ms(all), after.whole_ms(all));
    if is > was {
        return None;
    }
    if whole >= HALF_FROM_MS && is <= whole / 2 && was > whole / 2 {
        return Some(Cue::Half);
    }
    // The first that was passed: a late look may pass several.
    (1..=3)
        .rev()
        .find(|left| is <= left * 1_000 && was > left * 1_000)
        .map(Cue::Last)
}

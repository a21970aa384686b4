//! What is to be done when: the session's parts and the segments they are made of.

use aftermile_engine::Side;
use aftermile_engine::session::{self, SegmentKind, Session};
use aftermile_engine::table::{ExerciseDef, exercise};

/// What a segment is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Into position, with the kit.
    GetReady,
    Work,
    ChangeSide,
}

/// One exercise of the session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The plan's step that it belongs to.
    pub step: String,
    pub exercise: String,
    pub sets: i32,
    /// What may take its place.
    pub swaps: Vec<String>,
}

/// A stretch of time in which one thing is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    pub phase: Phase,
    /// Place in [`Timeline::parts`].
    pub part: usize,
    /// The side worked on, or about to be.
    pub side: Option<Side>,
    /// From 1.
    pub set: i32,
    pub seconds: i32,
}

/// A whole session. Holds at least one segment, and the last one is work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    pub parts: Vec<Part>,
    pub segments: Vec<Segment>,
}

/// What suits in the place of a part: of what the rules offer there, what works the same muscle or is named as its
/// other way, and is not in the session already.
#[must_use]
pub fn suitable(session: &Session, part: &session::Part) -> Vec<String> {
    let Some(here) = exercise(&part.exercise) else {
        return Vec::new();
    };
    let suits = |other: &ExerciseDef| {
        let muscle = here.regions.first();
        muscle.is_some_and(|muscle| other.regions.contains(muscle))
            || here.instead == Some(other.id)
            || other.instead == Some(here.id)
    };
    part.swaps
        .iter()
        .filter(|id| exercise(id).is_some_and(suits))
        .filter(|id| session.parts.iter().all(|p| p.exercise != **id))
        .cloned()
        .collect()
}

impl Timeline {
    /// The engine's session; none when it holds nothing to do.
    #[must_use]
    pub fn of(session: &Session) -> Option<Timeline> {
        let parts = session.parts.iter().map(|p| Part {
            step: p.step.clone(),
            exercise: p.exercise.clone(),
            sets: p.sets,
            swaps: suitable(session, p),
        });
        let segments = session.segments().into_iter().map(|s| Segment {
            phase: match s.kind {
                SegmentKind::GetReady => Phase::GetReady,
                SegmentKind::Work => Phase::Work,
                SegmentKind::ChangeSide => Phase::ChangeSide,
            },
            part: s.part,
            side: s.side,
            set: s.set,
            seconds: s.seconds,
        });
        let all = Timeline {
            parts: parts.collect(),
            segments: segments.filter(|s| s.seconds > 0).collect(),
        };
        let ends = all.segments.last().is_some_and(|s| s.phase == Phase::Work);
        ends.then_some(all)
    }

    /// What may take a part's place now: nothing that another part has taken meanwhile.
    #[must_use]
    pub fn swaps_of(&self, part: usize) -> Vec<String> {
        let free = |id: &&String| self.parts.iter().all(|p| p.exercise != **id);
        let offered = self.parts.get(part).map(|p| p.swaps.iter());
        offered
            .into_iter()
            .flatten()
            .filter(free)
            .cloned()
            .collect()
    }

    /// Puts another exercise in a part's place, and what was there among those offered. False when it is not offered.
    pub fn swap(&mut self, part: usize, to: &str) -> bool {
        if self.parts.iter().any(|p| p.exercise == to) {
            return false;
        }
        let Some(part) = self.parts.get_mut(part) else {
            return false;
        };
        let Some(offered) = part.swaps.iter_mut().find(|s| *s == to) else {
            return false;
        };
        std::mem::swap(offered, &mut part.exercise);
        true
    }

    /// The work that a segment belongs to: itself, or the one that its gap leads to.
    #[must_use]
    pub fn work_of(&self, at: usize) -> usize {
        self.segments
            .iter()
            .enumerate()
            .skip(at)
            .find(|(_, s)| s.phase == Phase::Work)
            .map_or(at, |(i, _)| i)
    }

    /// Where the gap before a work begins; the work itself when it has none.
    #[must_use]
    pub fn lead_of(&self, work: usize) -> usize {
        let gaps = self
            .segments
            .iter()
            .take(work)
            .rev()
            .take_while(|s| s.phase != Phase::Work)
            .count();
        work.saturating_sub(gaps)
    }

    /// The next work after the one that a segment belongs to.
    #[must_use]
    pub fn next_work(&self, at: usize) -> Option<usize> {
        let here = self.work_of(at);
        self.segments
            .iter()
            .enumerate()
            .skip(here + 1)
            .find(|(_, s)| s.phase == Phase::Work)
            .map(|(i, _)| i)
    }

    /// The work before the one that a segment belongs to.
    #[must_use]
    pub fn work_before(&self, at: usize) -> Option<usize> {
        let here = self.work_of(at);
        self.segments
            .iter()
            .enumerate()
            .take(here)
            .rev()
            .find(|(_, s)| s.phase == Phase::Work)
            .map(|(i, _)| i)
    }

    /// Seconds of all segments.
    #[must_use]
    pub fn total_s(&self) -> i32 {
        self.segments.iter().map(|s| s.seconds).sum()
    }
}

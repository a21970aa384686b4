//! A session that is being done: its exercises, what of them is done, and how it is kept for a reload.

use super::{OFFERED_MS, UNFINISHED};
use crate::history::{History, PREFIX, Record, Run};
use crate::player::{Course, Phase, Segment, Timeline};
use crate::ports::{Moment, Store};
use crate::state::check_in::unseen;
use aftermile_engine::Level;
use std::sync::Arc;

/// Stands behind the exercise that is done more gently, in what is kept for a reload.
const EASED: &str = "~";

/// A session that is being done.
#[derive(Debug, Clone, PartialEq)]
pub struct Playing {
    /// The run that it belongs to.
    pub run: String,
    pub all: Timeline,
    pub course: Course,
    /// The part that is done more gently.
    pub eased: Option<usize>,
    /// What was done of it in a session before this one.
    pub before: Vec<String>,
}

impl Playing {
    #[must_use]
    pub fn segment(&self) -> Option<Segment> {
        self.all.segments.get(self.course.at()).copied()
    }

    /// The exercise of a segment, by its place.
    #[must_use]
    pub fn exercise(&self, at: usize) -> &str {
        self.all
            .segments
            .get(at)
            .and_then(|s| self.all.parts.get(s.part))
            .map_or("", |p| &p.exercise)
    }

    /// The exercises of which every set on every side was done.
    #[must_use]
    pub fn done(&self) -> Vec<String> {
        self.done_by(&self.course)
    }

    /// The same, as of another moment of the course.
    pub(super) fn done_by(&self, course: &Course) -> Vec<String> {
        let works = |part: usize| {
            let all = self.all.segments.iter().enumerate();
            all.filter(move |(_, s)| s.part == part && s.phase == Phase::Work)
        };
        let parts = self.all.parts.iter().enumerate();
        parts
            .filter(|(part, _)| works(*part).all(|(work, _)| course.is_done(work)))
            .map(|(_, p)| p.exercise.clone())
            .collect()
    }

    /// What the rules offer in place of this exercise, with today's kit and room.
    #[must_use]
    pub fn others(&self) -> Vec<String> {
        let here = self.segment();
        here.map(|s| self.all.swaps_of(s.part)).unwrap_or_default()
    }

    /// As ASCII, in one line.
    pub fn write(&self, now_ms: i64) -> Option<String> {
        let parts = self.all.parts.iter().enumerate().map(|(part, p)| {
            let eased = if self.eased == Some(part) { EASED } else { "" };
            format!("{}{eased}", p.exercise)
        });
        let parts: Vec<String> = parts.collect();
        let course = self.course.write()?;
        Some(format!(
            "{}|{now_ms}|{}|{course}",
            self.run,
            parts.join(",")
        ))
    }
}

/// How many parts of the record's session were done, and how many it has. A part that was swapped on the way counts,
/// and counts once also where it was done again as it was.
#[must_use]
pub fn done_of(record: &Record) -> (usize, usize) {
    let session = record.plan.session.as_ref();
    let parts = session.map_or(&[][..], |session| &session.parts);
    let steps = record.done.as_ref().map_or(&[][..], |done| &done.steps);
    let did = |name: &str| steps.iter().any(|step| &**step == name);
    // Where two parts offer the same in their place it was done for one of them.
    let mut for_another: Vec<&str> = Vec::new();
    let mut done = 0;
    for part in parts {
        let mut others = part.swaps.iter().map(String::as_str);
        let other = others.find(|other| {
            let own = parts.iter().any(|p| p.exercise == *other);
            did(other) && !own && !for_another.contains(other)
        });
        if did(&part.exercise) {
            done += 1;
        } else if let Some(other) = other {
            for_another.push(other);
            done += 1;
        }
    }
    (done, parts.len())
}

/// The session of a record, when it has one that may be done.
pub(super) fn timeline(record: &Record) -> Option<Timeline> {
    (record.plan.care.level == Level::SelfCare)
        .then(|| record.plan.session.as_ref().and_then(Timeline::of))?
}

/// A session that was broken off not long ago, with its run.
pub fn unfinished(store: &dyn Store, history: &History, now: Moment) -> Option<(Record, Playing)> {
    let text = store.get(&format!("{PREFIX}{UNFINISHED}"))?;
    let mut fields = text.splitn(4, '|');
    let (run, saved, parts, course) = (
        fields.next()?,
        fields.next()?.parse::<i64>().ok()?,
        fields.next()?,
        fields.next()?,
    );
    let age = now.at_ms - saved;
    if age >= OFFERED_MS {
        // Too old to be offered. What was done of it stands in its run since it was done.
        store.remove(&format!("{PREFIX}{UNFINISHED}"));
    }
    if !(0..OFFERED_MS).contains(&age) {
        return None;
    }
    let record = crate::state::remember::record(&*history.run(run)?)?;
    // Not where a later answer asked for help.
    let urgent = |run: &Arc<Run>| unseen(run, now) >= Some(record.saved_at_ms);
    if history.runs().iter().any(urgent) {
        store.remove(&format!("{PREFIX}{UNFINISHED}"));
        return None;
    }
    let mut all = timeline(&record)?;
    let parts: Vec<&str> = parts.split(',').collect();
    if parts.len() != all.parts.len() {
        return None;
    }
    let mut eased = None;
    for (place, (part, exercise)) in all.parts.iter_mut().zip(parts).enumerate() {
        let plain = exercise.trim_end_matches(EASED);
        if plain != exercise {
            eased = Some(place);
        }
        // Only what the rules offer there.
        if let Some(offered) = part.swaps.iter_mut().find(|s| *s == plain) {
            std::mem::swap(offered, &mut part.exercise);
        }
    }
    let course = Course::read(course, &all, now.at_ms)?;
    let mut playing = Playing {
        run: run.to_owned(),
        all,
        course,
        eased,
        before: Vec::new(),
    };
    let done = playing.done();
    let steps = record.done.iter().flat_map(|done| &done.steps);
    playing.before = steps
        .filter(|step| done.iter().all(|own| *own != ***step))
        .map(|step| step.to_string())
        .collect();
    Some((record, playing))
}

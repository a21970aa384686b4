//! The sore places: which they are, and each side of one.

use super::App;
use aftermile_engine::answers::{Feel, Side};
use aftermile_engine::{Fact, Region, Step, fact};
use leptos::prelude::*;

/// The step's name together with a side of its place, where each side is asked about alone.
pub(super) fn on_side(step: &Step, side: Side) -> String {
    format!("{}.{}", step.name(), side.id())
}

/// The side that such a name holds, if it is this step's.
pub(super) fn side_in(step: &Step, at: &str) -> Option<Side> {
    step.place?;
    let mut sides = [Side::Left, Side::Right].into_iter();
    sides.find(|side| at == on_side(step, *side))
}

/// A sharp spot of which it is not known where.
const ANYWHERE: &str = "anywhere";

fn place_name(region: Region, side: Side) -> String {
    format!("{}.{}", region.id(), side.id())
}

impl App {
    pub fn toggle_place(&self, region: Region, sides: &[Side]) {
        self.answers.update(|answers| {
            let mut places: Vec<(Region, Side)> = answers
                .given_sites()
                .unwrap_or(&[])
                .iter()
                .map(|s| (s.region, s.side))
                .collect();
            let had: Vec<Side> = places
                .iter()
                .filter(|(r, _)| *r == region)
                .map(|(_, s)| *s)
                .collect();
            places.retain(|(r, _)| *r != region);
            if had != sides {
                places.extend(sides.iter().map(|side| (region, *side)));
            }
            answers.set_places(&places);
        });
        self.save_draft();
    }

    /// Chooses a place on one side, or takes it back; the other side stays as it is.
    pub fn toggle_side(&self, region: Region, side: Side) {
        let mut sides: Vec<Side> = self.answers.with_untracked(|a| {
            let sites = a.given_sites().unwrap_or(&[]);
            let here = sites.iter().filter(|s| s.region == region);
            here.map(|s| s.side).collect()
        });
        let had = sides.clone();
        match sides.iter().position(|s| *s == side) {
            Some(place) => drop(sides.remove(place)),
            None => sides.push(side),
        }
        // Left first, as everywhere.
        if sides.first() == Some(&Side::Right) {
            sides.reverse();
        }
        self.toggle_place(region, if sides.is_empty() { &had } else { &sides });
    }

    /// Says what a place is like, without going on.
    pub fn feel(&self, region: Region, sides: &[Side], feel: Feel) {
        self.answers.update(|answers| {
            for side in sides {
                let _ = answers.set_feel(region, *side, Some(feel));
            }
        });
        self.save_draft();
    }

    /// The signs that one side of a place without a score was named with before its screen came.
    #[must_use]
    pub fn named_before(&self, region: Region, side: Side) -> &'static [Fact] {
        let name = place_name(region, side);
        let inner = self.inner();
        let all = inner.sharp.borrow();
        if all.iter().any(|sharp| *sharp == name || sharp == ANYWHERE) {
            &[fact::SHARP]
        } else {
            &[]
        }
    }

    /// Keeps what was felt as a sharp spot until it has been asked about: these places, or without any it may be each.
    pub(super) fn felt_sharp(&self, places: &[(Region, Side)]) {
        let mut names: Vec<String> = places
            .iter()
            .map(|(region, side)| place_name(*region, *side))
            .collect();
        if names.is_empty() {
            names.push(ANYWHERE.to_owned());
        }
        self.inner().sharp.replace(names);
        self.save_draft();
    }

    /// The side that a place's screen asks about alone; none while it asks about both at once.
    #[must_use]
    pub fn side(&self, step: &Step) -> Option<Side> {
        let open = |at: &String| *at != step.name() && self.uneven(step);
        self.at
            .with(|at| side_in(step, at).or(open(at).then_some(Side::Left)))
    }

    /// Asks about one side of a place alone, or about both at once.
    pub fn ask_side(&self, step: &Step, side: Option<Side>) {
        let name = side.map_or_else(|| step.name(), |side| on_side(step, side));
        self.at.set(name);
        self.save_draft();
        self.announced.set(String::new());
        self.leave_a_trail();
    }

    /// What was said of the place that a step is about, left before right.
    pub(super) fn feels(&self, step: &Step) -> Vec<Option<Feel>> {
        self.answers.with_untracked(|a| {
            let sites = a.given_sites().unwrap_or(&[]).iter();
            let here = sites.filter(|s| Some(s.region) == step.place);
            here.map(|s| s.feel).collect()
        })
    }

    /// Whether the two sides of a step's place were said to differ.
    fn differs(&self, step: &Step) -> bool {
        matches!(self.feels(step).as_slice(), [Some(left), Some(right)] if left != right)
    }

    /// Whether its two sides are not the same as yet: what was said of one is not said of the other.
    pub(super) fn uneven(&self, step: &Step) -> bool {
        matches!(self.feels(step).as_slice(), [left, right] if left != right)
    }

    /// Where Back leads within a place's screen: from the right side to the left, from there to both at once.
    pub(super) fn side_before(&self, step: &Step) -> Option<Option<Side>> {
        match untrack(|| self.side(step))? {
            Side::Right => Some(Some(Side::Left)),
            Side::Left if self.differs(step) => None,
            Side::Left => Some(None),
        }
    }
}

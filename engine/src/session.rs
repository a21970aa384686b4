//! The session: walk, rolling and stretching packed into the minutes that the runner has.
//!
//! The walk comes first and takes what the others leave, between its dose and 10 minutes. Rolling and
//! stretching take whole places (both sides and the change between them counted). The session never runs
//! over the minutes asked; when the evidence supports less, it is shorter and says so.

use crate::answers::{Answers, Site};
use crate::condition::Truth;
use crate::derived;
use crate::dose::{defined, walk_minutes};
use crate::table::{
    EXERCISES, ExerciseDef, Kit, ORDER_DOWNHILL, ORDER_EASY, ORDER_HILLS, ORDER_LONG, ORDER_SPEED,
    Region, fact, session as numbers, walk,
};
use serde::{Deserialize, Serialize};

/// One exercise with its dose, the same on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exercise {
    pub id: String,
    /// Seconds of one set on one side.
    pub seconds: i32,
    pub sets: i32,
}

/// What the minutes hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    pub asked_min: i32,
    pub walk_s: i32,
    pub roll: Vec<Exercise>,
    pub stretch: Vec<Exercise>,
    pub total_s: i32,
}

/// What may be in the session at all.
#[derive(Debug, Clone, Copy, Default)]
pub struct Parts {
    pub walk: bool,
    pub roll: bool,
    pub stretch: bool,
}

/// Packs the session.
#[must_use]
pub fn pack(answers: &Answers, parts: Parts) -> Session {
    let asked_min = answers.value(fact::TIME).unwrap_or(0);
    let asked = asked_min * 60;
    let walk_low = if parts.walk {
        (walk_minutes(answers) * 60).min(asked)
    } else {
        0
    };
    let walk_high = if parts.walk {
        (walk::HARD_MIN * 60).min(asked)
    } else {
        0
    };
    let hold = if defined(answers, "over_60") {
        numbers::STRETCH_60_S
    } else {
        numbers::STRETCH_S
    };
    let roll_cost = 2 * numbers::ROLL_S + numbers::CHANGE_S;
    let stretch_cost = 2 * numbers::STRETCH_SETS * hold + numbers::CHANGE_S;
    let mut left = asked - walk_low;
    let (mut rolls, mut stretches) = (0, 0);
    let can_roll = if parts.roll {
        places(answers, true)
    } else {
        Vec::new()
    };
    let can_stretch = if parts.stretch {
        places(answers, false)
    } else {
        Vec::new()
    };
    // In turns, rolling first, so that a short session holds some of both.
    loop {
        let more_roll = rolls < can_roll.len()
            && cost(rolls + 1, roll_cost) <= numbers::ROLL_CAP_S
            && roll_cost <= left;
        if more_roll {
            rolls += 1;
            left -= roll_cost;
        }
        let more_stretch = stretches < can_stretch.len()
            && cost(stretches + 1, stretch_cost) <= numbers::STRETCH_CAP_S
            && stretch_cost <= left;
        if more_stretch {
            stretches += 1;
            left -= stretch_cost;
        }
        if !more_roll && !more_stretch {
            break;
        }
    }
    // Time that is left lengthens the walk, then each roll up to its longer dose.
    let walk_s = walk_low + left.clamp(0, walk_high - walk_low);
    left -= walk_s - walk_low;
    let mut seconds = numbers::ROLL_S;
    let sides = 2 * i32::try_from(rolls).unwrap_or(0);
    while sides > 0
        && left >= sides
        && seconds < numbers::ROLL_LONG_S
        && sides * (seconds + 1) + sides / 2 * numbers::CHANGE_S <= numbers::ROLL_CAP_S
    {
        seconds += 1;
        left -= sides;
    }
    let exercise = |def: &&ExerciseDef, seconds, sets| Exercise {
        id: def.id.into(),
        seconds,
        sets,
    };
    Session {
        asked_min,
        walk_s,
        roll: can_roll
            .iter()
            .take(rolls)
            .map(|d| exercise(d, seconds, 1))
            .collect(),
        stretch: can_stretch
            .iter()
            .take(stretches)
            .map(|d| exercise(d, hold, numbers::STRETCH_SETS))
            .collect(),
        total_s: asked - left,
    }
}

fn cost(count: usize, each: i32) -> i32 {
    i32::try_from(count)
        .unwrap_or(i32::MAX)
        .saturating_mul(each)
}

impl Session {
    /// Seconds of rolling, sides and changes included.
    #[must_use]
    pub fn roll_s(&self) -> i32 {
        seconds(&self.roll)
    }

    /// Seconds of stretching, sides and changes included.
    #[must_use]
    pub fn stretch_s(&self) -> i32 {
        seconds(&self.stretch)
    }
}

fn seconds(list: &[Exercise]) -> i32 {
    list.iter()
        .map(|e| 2 * e.seconds * e.sets + numbers::CHANGE_S)
        .sum()
}

/// The exercises for these legs, the sorest place first, then the order of the kind of run.
fn places(answers: &Answers, rolls: bool) -> Vec<&'static ExerciseDef> {
    let sites: Vec<Site> = answers.sites().unwrap_or(&[]).to_vec();
    let too_sore = |region: Region| {
        sites
            .iter()
            .any(|s| s.region == region && s.feel.is_some_and(|f| f.score >= 7))
    };
    let even = |s: &Site| derived::even(answers, s) == Truth::True;
    let mut sore: Vec<(u8, Region)> = sites
        .iter()
        .filter(|s| even(s))
        .map(|s| (s.feel.map_or(0, |f| f.score), s.region))
        .collect();
    sore.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let order = order(answers).iter().copied();
    let kit = answers.choice(fact::KIT);
    let mut out: Vec<&'static ExerciseDef> = Vec::new();
    for region in sore.into_iter().map(|(_, r)| r).chain(order) {
        if too_sore(region) {
            continue;
        }
        let found = EXERCISES.iter().find(|e| {
            e.rolls == rolls
                && e.regions.contains(&region)
                && match e.kit {
                    Kit::Roller => kit == Some("roller"),
                    // Lying on the back is left out in pregnancy (EV-POP-03).
                    Kit::Floor => kit != Some("standing") && !answers.is_yes(fact::PREGNANT),
                    Kit::Wall => true,
                }
        });
        if let Some(def) = found
            && !out.iter().any(|o| o.id == def.id)
        {
            out.push(def);
        }
    }
    out
}

fn order(answers: &Answers) -> &'static [Region] {
    match answers.choice(fact::KIND) {
        _ if answers.is_yes(fact::DESCENT) => ORDER_DOWNHILL,
        _ if defined(answers, "long_run") => ORDER_LONG,
        Some("hills") => ORDER_HILLS,
        Some("intervals" | "tempo" | "race") => ORDER_SPEED,
        _ => ORDER_EASY,
    }
}

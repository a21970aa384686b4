//! The exercises of a strength day (evidence.md section 11).

use crate::condition::Context;
use crate::session::possible;
use crate::table::{EXERCISES, ExerciseDef, exercise};
use serde::{Deserialize, Serialize};

/// One strength exercise with its dose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sets {
    pub exercise: String,
    pub sets: i32,
    /// Repetitions of a set, or seconds where `in_seconds`, lower and upper.
    pub low: i32,
    pub high: i32,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub in_seconds: bool,
    /// So much on each side.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub each_side: bool,
    /// What does as well standing and without kit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead: Option<String>,
}

/// The exercises of a strength day, each given way to its standing form where there is no floor.
#[must_use]
pub fn day(context: Context<'_>) -> Vec<Sets> {
    let mut defs: Vec<&ExerciseDef> = EXERCISES.iter().filter(|x| x.day > 0).collect();
    defs.sort_by_key(|x| x.day);
    let mut out: Vec<Sets> = Vec::new();
    for def in defs {
        let standing = || {
            def.instead
                .and_then(exercise)
                .filter(|x| possible(context, x))
        };
        let def = if possible(context, def) {
            Some(def)
        } else {
            standing()
        };
        if let Some(def) = def
            && !out.iter().any(|s| s.exercise == def.id)
        {
            out.push(Sets {
                exercise: def.id.into(),
                sets: def.sets,
                low: def.reps.0,
                high: def.reps.1,
                in_seconds: def.in_seconds,
                each_side: def.each_side,
                instead: def.instead.map(str::to_owned),
            });
        }
    }
    out
}

//! An ordinary week: which day is easy, hard, long, for strength or for rest (evidence.md section 12).

use crate::condition::Context;
use crate::table::{WEEKS, define, fact};
use serde::{Deserialize, Serialize};

/// What a day may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Day {
    Easy,
    /// Easy and very short; a day of full rest is better.
    VeryShort,
    Hard,
    Long,
    LongOrEasy,
    EasyAndStrength,
    Strength,
    Rest,
    RestOrCross,
    EasyOrCross,
}

impl Day {
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Day::Easy => "easy",
            Day::VeryShort => "very_short",
            Day::Hard => "hard",
            Day::Long => "long",
            Day::LongOrEasy => "long_or_easy",
            Day::EasyAndStrength => "easy_and_strength",
            Day::Strength => "strength",
            Day::Rest => "rest",
            Day::RestOrCross => "rest_or_cross",
            Day::EasyOrCross => "easy_or_cross",
        }
    }

    #[must_use]
    pub fn is_run(self) -> bool {
        !matches!(self, Day::Strength | Day::Rest | Day::RestOrCross)
    }

    #[must_use]
    pub fn is_strength(self) -> bool {
        matches!(self, Day::Strength | Day::EasyAndStrength)
    }
}

/// A week by the number of its runs, Monday first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Week {
    pub runs: i32,
    pub days: Vec<Day>,
}

/// The template for the number of runs that the runner has said; nothing until then, and nothing where running
/// itself is not for now.
#[must_use]
pub fn week(context: Context<'_>) -> Option<Week> {
    let runs = context.answers.value(fact::RUNS_WEEK)?;
    if !context.defined(define::FULL_ROUTINE) || context.defined(define::NO_PLAIN_WEEK) {
        return None;
    }
    Some(template(runs, context.answers.is_yes(fact::BEGINNER)))
}

/// The template of 2 to 7 runs a week. In the first months every hard day is an easy one.
#[must_use]
pub fn template(runs: i32, beginner: bool) -> Week {
    let days = WEEKS
        .iter()
        .find(|(n, _)| *n == runs)
        .map_or(&[] as &[Day], |(_, days)| days);
    Week {
        runs,
        days: days
            .iter()
            .map(|d| match d {
                Day::Hard if beginner => Day::Easy,
                day => *day,
            })
            .collect(),
    }
}

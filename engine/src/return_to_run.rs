//! Back to running: what pain during and after a run means, and how walking turns into running (evidence.md 2.2).
//!
//! The pain-monitoring bands are for tendon pain only (EV-PAIN-03): for a suspected bone the accepted level is 0, and
//! joint swelling or nerve pain is never judged by them.

use crate::error::AnswerError;
use crate::table::{LADDER, tendon};
use serde::{Deserialize, Serialize};

/// What pain of a tendon means for its load (EV-PAIN-01).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TendonPain {
    /// 0 to 2 of 10.
    Safe,
    /// 3 to 5 of 10, and back at the level it started from by the next morning.
    Acceptable,
    /// Over 5, or not back by the next morning, or rising from week to week.
    Excessive,
}

/// Judges a tendon's pain: `during` the run and `after` it, each 0 to 10; whether it was `back_by_morning`, and
/// whether it `rises` from week to week.
///
/// ```
/// use aftermile_engine::return_to_run::{TendonPain, tendon_pain};
///
/// assert_eq!(tendon_pain(2, 2, true, false)?, TendonPain::Safe);
/// assert_eq!(tendon_pain(5, 5, true, false)?, TendonPain::Acceptable);
/// assert_eq!(tendon_pain(3, 3, false, false)?, TendonPain::Excessive);
/// # Ok::<(), aftermile_engine::AnswerError>(())
/// ```
///
/// # Errors
/// When a score is over 10.
pub fn tendon_pain(
    during: u8,
    after: u8,
    back_by_morning: bool,
    rises: bool,
) -> Result<TendonPain, AnswerError> {
    for (name, score) in [("during", during), ("after", after)] {
        if score > 10 {
            return Err(AnswerError::range(name, i32::from(score), 0, 10, "of 10"));
        }
    }
    let worst = i32::from(during.max(after));
    Ok(
        if worst > tendon::ACCEPTABLE_HIGH || !back_by_morning || rises {
            TendonPain::Excessive
        } else if worst > tendon::SAFE_HIGH {
            TendonPain::Acceptable
        } else {
            TendonPain::Safe
        },
    )
}

/// When soreness was felt, on a day of the way back (EV-RTR-04, the classic table).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Soreness {
    None,
    /// In the warm-up, and gone while warming up.
    WarmUpGone,
    /// In the warm-up, and it went on.
    WarmUpStays,
    /// In the warm-up, gone, and back in the session.
    WarmUpReturns,
    /// Over an hour after, or the next day; of a joint or tendon, not the ordinary ache of a muscle.
    DayAfter,
}

/// What the next session is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Next {
    /// Days off before it.
    pub days_off: u8,
    pub level: Step,
}

/// Where on the ladder the next session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    Down,
    Same,
    Up,
}

/// The soreness rules: what soreness on the last session means for the next (EV-RTR-04).
#[must_use]
pub fn after_soreness(soreness: Soreness) -> Next {
    let (days_off, level) = match soreness {
        Soreness::None => (0, Step::Up),
        Soreness::WarmUpGone => (0, Step::Same),
        Soreness::WarmUpStays | Soreness::WarmUpReturns => (2, Step::Down),
        Soreness::DayAfter => (1, Step::Same),
    };
    Next { days_off, level }
}

/// One rung of the way back: so many minutes of walking and of easy jogging in turns (EV-RTR-02).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rung {
    pub walk_min: i32,
    pub jog_min: i32,
    /// How often at most.
    pub times: i32,
}

/// The ladder from walking to running, the gentlest first. A rung is left at the earliest two days later, and only
/// when it brought no new pain or swelling.
#[must_use]
pub fn ladder() -> Vec<Rung> {
    LADDER
        .iter()
        .map(|(walk_min, jog_min, times)| Rung {
            walk_min: *walk_min,
            jog_min: *jog_min,
            times: *times,
        })
        .collect()
}

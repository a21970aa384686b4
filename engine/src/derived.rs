//! What follows from several answers at once, as scalars that conditions can use.

use crate::answers::{Answers, Feel, Site};
use crate::condition::Truth;
use crate::table::fact;

/// The same muscle is sore on both sides, within 2 points, and neither side is sharp, burning,
/// swollen or throbbing (EV-RF-30). Pain far worse than the run explains may be even: its own rules raise the level.
#[must_use]
pub fn even(answers: &Answers, site: &Site) -> Truth {
    if !site.region.def().muscle {
        return Truth::False;
    }
    let twin = answers
        .sites()
        .unwrap_or(&[])
        .iter()
        .find(|s| s.region == site.region && s.side == site.side.other());
    let Some(twin) = twin else {
        return Truth::False;
    };
    match (site.feel, twin.feel) {
        (Some(a), Some(b)) => {
            let other_sign = |f: Feel| {
                [fact::SHARP, fact::BURNING, fact::SWOLLEN, fact::THROBBING]
                    .iter()
                    .any(|s| f.has(*s))
            };
            if a.score.abs_diff(b.score) <= 2 && !other_sign(a) && !other_sign(b) {
                Truth::True
            } else {
                Truth::False
            }
        }
        _ => Truth::Unknown,
    }
}

/// The highest score of any place; 0 when nothing is sore.
#[must_use]
pub fn worst_score(answers: &Answers) -> u8 {
    answers
        .sites()
        .unwrap_or(&[])
        .iter()
        .filter_map(|s| s.feel.map(|f| f.score))
        .max()
        .unwrap_or(0)
}

//! What the runner has answered so far: typed, range-checked, three-valued.

use crate::error::AnswerError;
use crate::fact_set::FactSet;
use crate::table::{FACTS, Fact, Kind, Region, fact};
use serde::{Deserialize, Serialize};

/// One answer. A sign is 0 (no) or 1 (yes), a choice the place of its option, a number in the fact's unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Answer {
    #[default]
    NotAsked,
    DontKnow,
    Value(i32),
}

const LEGS_FINE: i32 = 0;
const LEGS_TIRED: i32 = 1;

/// The body's own left and right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    Left,
    Right,
}

impl Side {
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Side::Left => "left",
            Side::Right => "right",
        }
    }

    #[must_use]
    pub fn other(self) -> Side {
        match self {
            Side::Left => Side::Right,
            Side::Right => Side::Left,
        }
    }
}

/// What a sore place is like. Which of the site facts hold, and how sore it is from 0 to 10.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Feel {
    pub score: u8,
    signs: FactSet,
}

impl Feel {
    /// # Errors
    /// When the score is over 10.
    pub fn new(score: u8, signs: &[Fact]) -> Result<Feel, AnswerError> {
        if score > 10 {
            return Err(AnswerError::range(
                "score",
                i32::from(score),
                0,
                10,
                "of 10",
            ));
        }
        let mut feel = Feel {
            score,
            signs: FactSet::default(),
        };
        for fact in signs {
            if !fact.def().of_site || !matches!(fact.def().kind, Kind::Sign) {
                return Err(AnswerError::NotOfSite {
                    name: fact.id().into(),
                });
            }
            feel.signs.add(*fact);
        }
        Ok(feel)
    }

    #[must_use]
    pub fn has(&self, fact: Fact) -> bool {
        self.signs.has(fact)
    }

    /// The signs that hold, in the order of the rule file.
    pub fn signs(&self) -> impl Iterator<Item = Fact> + '_ {
        Fact::all().filter(|f| self.has(*f))
    }
}

/// One sore place on one side. `feel` is unset until it has been asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Site {
    pub region: Region,
    pub side: Side,
    pub feel: Option<Feel>,
}

impl Site {
    #[must_use]
    pub fn answer(&self, fact: Fact) -> Answer {
        match self.feel {
            None => Answer::NotAsked,
            Some(feel) if fact == fact::SCORE => Answer::Value(i32::from(feel.score)),
            Some(feel) => Answer::Value(i32::from(feel.has(fact))),
        }
    }
}

/// All answers of one interview. Equal answers are equal whatever the order they were given in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers {
    values: Vec<Answer>,
    sites: Option<Vec<Site>>,
}

impl Default for Answers {
    fn default() -> Self {
        Answers {
            values: vec![Answer::NotAsked; FACTS.len()],
            sites: None,
        }
    }
}

impl Answers {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The answer to a fact. A sign that a denied line of the safety screen names is denied with it.
    #[must_use]
    pub fn get(&self, fact: Fact) -> Answer {
        match self.given(fact) {
            Answer::NotAsked => match fact.def().line {
                Some(line) if self.given(line) == Answer::Value(0) => Answer::Value(0),
                _ => Answer::NotAsked,
            },
            answer => answer,
        }
    }

    /// The answer as it was given, without what follows from the safety screen's lines.
    #[must_use]
    pub fn given(&self, fact: Fact) -> Answer {
        self.values
            .get(usize::from(fact.0))
            .copied()
            .unwrap_or_default()
    }

    #[must_use]
    pub fn is_yes(&self, fact: Fact) -> bool {
        self.get(fact) == Answer::Value(1)
    }

    /// The value of a number or a choice.
    #[must_use]
    pub fn value(&self, fact: Fact) -> Option<i32> {
        match self.get(fact) {
            Answer::Value(v) => Some(v),
            _ => None,
        }
    }

    /// The id of the chosen option.
    #[must_use]
    pub fn choice(&self, fact: Fact) -> Option<&'static str> {
        let place = usize::try_from(self.value(fact)?).ok()?;
        fact.options().get(place).map(|o| o.id)
    }

    /// Answers a fact, or takes an answer back with [`Answer::NotAsked`].
    ///
    /// # Errors
    /// When the value is out of the fact's range, "I do not know" is not an answer to it, or it is asked of a place.
    pub fn set(&mut self, fact: Fact, answer: Answer) -> Result<(), AnswerError> {
        let def = fact.def();
        if def.of_site {
            return Err(AnswerError::OfSite {
                name: def.id.into(),
            });
        }
        match answer {
            Answer::NotAsked => {}
            Answer::DontKnow if def.unsure => {}
            Answer::DontKnow => {
                return Err(AnswerError::CannotBeUnsure {
                    name: def.id.into(),
                });
            }
            Answer::Value(v) => {
                let (min, max, unit) = match &def.kind {
                    Kind::Sign => (0, 1, ""),
                    Kind::Choice(options) => {
                        (0, i32::try_from(options.len()).unwrap_or(i32::MAX) - 1, "")
                    }
                    Kind::Number(n) => (n.min, n.max, n.unit),
                };
                if v < min || v > max {
                    return Err(AnswerError::range(def.id, v, min, max, unit));
                }
            }
        }
        if let Some(slot) = self.values.get_mut(usize::from(fact.0)) {
            *slot = answer;
        }
        Ok(())
    }

    /// The sore places: `None` until asked, empty when the legs are fine or only tired.
    #[must_use]
    pub fn sites(&self) -> Option<&[Site]> {
        // Read for every rule about places: by the option's place, which a test holds.
        match self.given(fact::LEGS) {
            Answer::Value(LEGS_FINE | LEGS_TIRED) => Some(&[]),
            _ => self.sites.as_deref(),
        }
    }

    /// The sore places as they were given, also when the legs were later said to be fine.
    #[must_use]
    pub fn given_sites(&self) -> Option<&[Site]> {
        self.sites.as_deref()
    }

    /// Names the sore places. What was said of a place that stays is kept.
    pub fn set_places(&mut self, places: &[(Region, Side)]) {
        let old = self.sites.take().unwrap_or_default();
        let mut sites: Vec<Site> = Vec::new();
        for (region, side) in places {
            if sites.iter().any(|s| s.region == *region && s.side == *side) {
                continue;
            }
            let feel = old
                .iter()
                .find(|s| s.region == *region && s.side == *side)
                .and_then(|s| s.feel);
            sites.push(Site {
                region: *region,
                side: *side,
                feel,
            });
        }
        sites.sort_by_key(|s| (s.region, s.side));
        self.sites = Some(sites);
    }

    /// Says what a named place is like.
    ///
    /// # Errors
    /// When the place has not been named.
    pub fn set_feel(
        &mut self,
        region: Region,
        side: Side,
        feel: Option<Feel>,
    ) -> Result<(), AnswerError> {
        let site = self
            .sites
            .iter_mut()
            .flatten()
            .find(|s| s.region == region && s.side == side)
            .ok_or_else(|| AnswerError::NoSuchPlace {
                name: format!("{} {}", region.id(), side.id()),
            })?;
        site.feel = feel;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{LEGS_FINE, LEGS_TIRED};
    use crate::table::fact;

    #[test]
    fn legs_without_a_sore_place_are_the_first_options() {
        assert_eq!(fact::LEGS.option("fine"), Some(LEGS_FINE));
        assert_eq!(fact::LEGS.option("tired"), Some(LEGS_TIRED));
    }
}

//! A set of facts, small enough to copy.

use crate::table::Fact;

const WORDS: usize = 3;

/// A set of facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FactSet([u64; WORDS]);

impl FactSet {
    fn place(fact: Fact) -> (usize, u64) {
        (usize::from(fact.0) / 64, 1 << (fact.0 % 64))
    }

    #[must_use]
    pub fn has(&self, fact: Fact) -> bool {
        let (word, bit) = FactSet::place(fact);
        self.0.get(word).is_some_and(|w| w & bit != 0)
    }

    pub fn add(&mut self, fact: Fact) {
        let (word, bit) = FactSet::place(fact);
        if let Some(w) = self.0.get_mut(word) {
            *w |= bit;
        }
    }

    pub fn join(&mut self, other: FactSet) {
        for (word, more) in self.0.iter_mut().zip(other.0) {
            *word |= more;
        }
    }

    /// Whether they share a fact.
    #[must_use]
    pub fn meets(&self, other: FactSet) -> bool {
        self.0.iter().zip(other.0).any(|(a, b)| a & b != 0)
    }
}

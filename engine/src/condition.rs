//! Conditions: evaluated to true, false or unknown, and asked which facts they still wait for.

use crate::answers::{Answer, Answers, Site};
use crate::derived;
use crate::fact_set::FactSet;
use crate::table::{DEFINES, Fact, Level, Region, fact};

#[derive(Debug)]
pub enum Cond {
    Fact(Fact, Test),
    /// A named condition: a place in the table of definitions.
    Define(u16),
    /// This place is sore alike on both sides.
    Even,
    SiteIn(&'static [Region]),
    /// The fact has a value.
    Known(Fact),
    Level(&'static [Level]),
    All(&'static [Cond]),
    Any(&'static [Cond]),
    Not(&'static Cond),
    AnySite(&'static Cond),
    EverySite(&'static Cond),
}

#[derive(Debug)]
pub enum Test {
    OneOf(&'static [i32]),
    AtLeast(i32),
    AtMost(i32),
}

impl Test {
    fn holds(&self, value: i32) -> bool {
        match self {
            Test::OneOf(values) => values.contains(&value),
            Test::AtLeast(n) => value >= *n,
            Test::AtMost(n) => value <= *n,
        }
    }
}

/// Three-valued truth (strong Kleene): silence is not a "no".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truth {
    False,
    Unknown,
    True,
}

impl Truth {
    fn of(b: bool) -> Truth {
        if b { Truth::True } else { Truth::False }
    }

    fn not(self) -> Truth {
        match self {
            Truth::False => Truth::True,
            Truth::Unknown => Truth::Unknown,
            Truth::True => Truth::False,
        }
    }

    fn all(list: impl Iterator<Item = Truth>) -> Truth {
        let mut result = Truth::True;
        for t in list {
            match t {
                Truth::False => return Truth::False,
                Truth::Unknown => result = Truth::Unknown,
                Truth::True => {}
            }
        }
        result
    }

    fn any(list: impl Iterator<Item = Truth>) -> Truth {
        Truth::all(list.map(Truth::not)).not()
    }
}

/// The facts that a set of rules waits for. `places` and `site` stand for the sore places themselves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Awaited {
    facts: FactSet,
    /// Where it hurts.
    pub places: bool,
    /// What the named places are like.
    pub site: bool,
}

impl Awaited {
    #[must_use]
    pub fn has(self, fact: Fact) -> bool {
        self.facts.has(fact)
    }

    pub fn add(&mut self, fact: Fact) {
        self.facts.add(fact);
    }

    #[must_use]
    pub fn is_empty(self) -> bool {
        self == Awaited::default()
    }
}

/// What conditions are evaluated against.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    pub answers: &'a Answers,
    /// The level of care, once triage is done.
    pub level: Option<Level>,
}

impl<'a> Context<'a> {
    #[must_use]
    pub fn new(answers: &'a Answers, level: Option<Level>) -> Self {
        Context { answers, level }
    }

    #[must_use]
    pub fn truth(self, cond: &Cond) -> Truth {
        self.truth_at(cond, None)
    }

    #[must_use]
    pub fn holds(self, cond: &Cond) -> bool {
        self.truth(cond) == Truth::True
    }

    pub(crate) fn truth_at(self, cond: &Cond, site: Option<&Site>) -> Truth {
        match cond {
            Cond::Fact(fact, test) => self.fact(*fact, test, site),
            Cond::Define(i) => DEFINES
                .get(usize::from(*i))
                .map_or(Truth::Unknown, |d| self.truth_at(&d.when, site)),
            Cond::Even => site.map_or(Truth::Unknown, |s| derived::even(self.answers, s)),
            Cond::SiteIn(regions) => {
                site.map_or(Truth::Unknown, |s| Truth::of(regions.contains(&s.region)))
            }
            Cond::Known(fact) => match self.answers.get(*fact) {
                Answer::Value(_) => Truth::True,
                Answer::DontKnow => Truth::False,
                Answer::NotAsked if fact.def().offered => Truth::False,
                Answer::NotAsked => Truth::Unknown,
            },
            Cond::Level(levels) => self
                .level
                .map_or(Truth::Unknown, |l| Truth::of(levels.contains(&l))),
            Cond::All(list) => Truth::all(list.iter().map(|c| self.truth_at(c, site))),
            Cond::Any(list) => Truth::any(list.iter().map(|c| self.truth_at(c, site))),
            Cond::Not(c) => self.truth_at(c, site).not(),
            Cond::AnySite(c) => match self.answers.sites() {
                None => Truth::Unknown,
                Some(sites) => Truth::any(sites.iter().map(|s| self.truth_at(c, Some(s)))),
            },
            Cond::EverySite(c) => match self.answers.sites() {
                None => Truth::Unknown,
                Some(sites) => Truth::all(sites.iter().map(|s| self.truth_at(c, Some(s)))),
            },
        }
    }

    fn fact(self, fact: Fact, test: &Test, site: Option<&Site>) -> Truth {
        let answer = match site {
            Some(site) if fact.def().of_site => site.answer(fact),
            _ => self.answers.get(fact),
        };
        match answer {
            Answer::Value(v) => Truth::of(test.holds(v)),
            // What is only offered and was not taken up counts for nothing and is not waited for.
            Answer::NotAsked if fact.def().offered => Truth::False,
            Answer::DontKnow | Answer::NotAsked => Truth::Unknown,
        }
    }

    /// Adds the facts whose answers could still decide the condition.
    pub fn awaits(self, cond: &Cond, out: &mut Awaited) {
        self.awaits_at(cond, None, out);
    }

    fn awaits_at(self, cond: &Cond, site: Option<&Site>, out: &mut Awaited) {
        if self.truth_at(cond, site) != Truth::Unknown {
            return;
        }
        match cond {
            Cond::Fact(fact, _) => {
                if fact.def().of_site {
                    out.site = true;
                } else if self.answers.get(*fact) == Answer::NotAsked {
                    out.add(*fact);
                }
            }
            Cond::Known(fact) => out.add(*fact),
            Cond::Define(i) => {
                if let Some(d) = DEFINES.get(usize::from(*i)) {
                    self.awaits_at(&d.when, site, out);
                }
            }
            Cond::Even => out.site = true,
            Cond::SiteIn(_) | Cond::Level(_) => {}
            Cond::All(list) | Cond::Any(list) => {
                list.iter().for_each(|c| self.awaits_at(c, site, out))
            }
            Cond::Not(c) => self.awaits_at(c, site, out),
            Cond::AnySite(c) | Cond::EverySite(c) => match self.answers.sites() {
                None => {
                    out.places = true;
                    out.add(fact::LEGS);
                }
                Some(sites) => sites.iter().for_each(|s| self.awaits_at(c, Some(s), out)),
            },
        }
    }
}

//! Conditions: evaluated to true, false or unknown, and asked which facts they still wait for.

use crate::answers::{Answer, Answers, Side, Site};
use crate::derived;
use crate::fact_set::FactSet;
use crate::table::{DEFINES, Fact, Level, Region, fact};
use std::cell::Cell;

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

    pub(crate) fn join(&mut self, other: Awaited) {
        self.facts.join(other.facts);
        self.places |= other.places;
        self.site |= other.site;
    }

    pub fn add(&mut self, fact: Fact) {
        self.facts.add(fact);
    }

    #[must_use]
    pub fn is_empty(self) -> bool {
        self == Awaited::default()
    }
}

/// How many definitions and places a memo holds; others are worked out each time.
const DEFINES_KEPT: usize = 96;
const PLACES_KEPT: usize = 64;

/// What has been worked out already for the same answers and level: definitions stand in many rules.
#[derive(Debug)]
pub struct Memo {
    defines: [Cell<Option<Truth>>; DEFINES_KEPT],
    even: [Cell<Option<Truth>>; PLACES_KEPT],
}

impl Default for Memo {
    fn default() -> Self {
        Memo {
            defines: [const { Cell::new(None) }; DEFINES_KEPT],
            even: [const { Cell::new(None) }; PLACES_KEPT],
        }
    }
}

fn kept(cell: Option<&Cell<Option<Truth>>>, work_out: impl FnOnce() -> Truth) -> Truth {
    match cell {
        None => work_out(),
        Some(cell) => cell.get().unwrap_or_else(|| {
            let truth = work_out();
            cell.set(Some(truth));
            truth
        }),
    }
}

/// What conditions are evaluated against.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    pub answers: &'a Answers,
    /// The level of care, once triage is done.
    pub level: Option<Level>,
    memo: Option<&'a Memo>,
}

impl<'a> Context<'a> {
    #[must_use]
    pub fn new(answers: &'a Answers, level: Option<Level>) -> Self {
        Context {
            answers,
            level,
            memo: None,
        }
    }

    /// The same with a memo, which must be of these answers and this level.
    #[must_use]
    pub fn with(self, memo: &'a Memo) -> Self {
        Context {
            memo: Some(memo),
            ..self
        }
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
            Cond::Define(i) => {
                let i = usize::from(*i);
                let Some(define) = DEFINES.get(i) else {
                    return Truth::Unknown;
                };
                let memo = self.memo.filter(|_| !define.of_site);
                kept(memo.and_then(|m| m.defines.get(i)), || {
                    self.truth_at(&define.when, site)
                })
            }
            Cond::Even => site.map_or(Truth::Unknown, |s| {
                let place = usize::from(s.region.0) * 2 + usize::from(s.side == Side::Right);
                kept(self.memo.and_then(|m| m.even.get(place)), || {
                    derived::even(self.answers, s)
                })
            }),
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

//! Conditions: evaluated to true, false or unknown, and asked which facts they still wait for.

use crate::answers::{Answer, Answers, Site};
use crate::derived;
use crate::fact_set::FactSet;
use crate::table::{DEFINES, Fact, Level, PLACES, Region, TRIAGE, fact};
use crate::trace::Decided;
use std::cell::{Cell, OnceCell};

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
    /// A rule that books and is not gentle holds.
    BookedToRest,
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

    pub(crate) fn not(self) -> Truth {
        match self {
            Truth::False => Truth::True,
            Truth::Unknown => Truth::Unknown,
            Truth::True => Truth::False,
        }
    }

    pub(crate) fn all(list: impl Iterator<Item = Truth>) -> Truth {
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

    pub(crate) fn any(list: impl Iterator<Item = Truth>) -> Truth {
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

    pub(crate) fn meets(self, other: Awaited) -> bool {
        self.facts.meets(other.facts) || (self.places && other.places) || (self.site && other.site)
    }
}

/// The rules that book and are not gentle.
pub(crate) fn booked_to_rest() -> impl Iterator<Item = &'static Cond> {
    let rules = TRIAGE
        .iter()
        .filter(|r| r.level == Level::Book && !r.gentle);
    rules.map(|r| &r.when)
}

/// How many definitions a memo holds; others are worked out each time.
const DEFINES_KEPT: usize = 96;

/// What has been worked out already for the same answers: definitions stand in many rules. None of them asks for the
/// level of care (the build sees to it), so one memo serves triage, the plan and the trace.
#[derive(Debug)]
pub struct Memo {
    defines: [Cell<Option<Truth>>; DEFINES_KEPT],
    looks: [Cell<Option<(Truth, Awaited)>>; DEFINES_KEPT],
    even: [Cell<Option<Truth>>; PLACES],
    /// What makes a definition what it is.
    told: [OnceCell<Box<(Truth, Decided)>>; DEFINES_KEPT],
}

impl Default for Memo {
    fn default() -> Self {
        Memo {
            defines: [const { Cell::new(None) }; DEFINES_KEPT],
            looks: [const { Cell::new(None) }; DEFINES_KEPT],
            even: [const { Cell::new(None) }; PLACES],
            told: [const { OnceCell::new() }; DEFINES_KEPT],
        }
    }
}

fn kept<T: Copy>(cell: Option<&Cell<Option<T>>>, work_out: impl FnOnce() -> T) -> T {
    match cell {
        None => work_out(),
        Some(cell) => cell.get().unwrap_or_else(|| {
            let found = work_out();
            cell.set(Some(found));
            found
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

    /// The same with a memo, which must be of these answers.
    #[must_use]
    pub fn with(self, memo: &'a Memo) -> Self {
        Context {
            memo: Some(memo),
            ..self
        }
    }

    /// The truth of a definition and what makes it so, kept; nothing for one about a sore place.
    pub(crate) fn told(self, define: usize) -> Option<&'a (Truth, Decided)> {
        let memo = self.memo?;
        let def = DEFINES.get(define).filter(|d| !d.of_site)?;
        let told = memo.told.get(define)?;
        Some(told.get_or_init(|| Box::new(Decided::of_define(self, &def.when))))
    }

    #[must_use]
    pub fn truth(self, cond: &Cond) -> Truth {
        self.truth_at(cond, None)
    }

    /// The same once the level of care is known.
    #[must_use]
    pub fn at(self, level: Level) -> Self {
        Context {
            level: Some(level),
            ..self
        }
    }

    /// Whether a named condition holds.
    #[must_use]
    pub fn defined(self, name: u16) -> bool {
        self.holds(&Cond::Define(name))
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
                let place = s.region.place(s.side);
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
            Cond::BookedToRest => Truth::any(booked_to_rest().map(|c| self.truth_at(c, None))),
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

    /// The truth, and the facts whose answers could still decide it.
    #[must_use]
    pub fn look(self, cond: &Cond) -> (Truth, Awaited) {
        let mut waits = Awaited::default();
        let truth = self.look_at(cond, None, &mut waits);
        (truth, waits)
    }

    /// The truth; what it waits for is added only where it is unknown.
    fn look_at(self, cond: &Cond, site: Option<&Site>, waits: &mut Awaited) -> Truth {
        match cond {
            Cond::BookedToRest => look_until(Truth::True, waits, booked_to_rest(), |c, waits| {
                self.look_at(c, None, waits)
            }),
            Cond::All(list) => look_until(Truth::False, waits, list.iter(), |c, waits| {
                self.look_at(c, site, waits)
            }),
            Cond::Any(list) => look_until(Truth::True, waits, list.iter(), |c, waits| {
                self.look_at(c, site, waits)
            }),
            Cond::Not(c) => self.look_at(c, site, waits).not(),
            Cond::Define(i) => {
                let i = usize::from(*i);
                let Some(define) = DEFINES.get(i) else {
                    return Truth::Unknown;
                };
                let memo = self.memo.filter(|_| !define.of_site);
                let Some(kept) = memo.and_then(|m| m.looks.get(i)) else {
                    return self.look_at(&define.when, site, waits);
                };
                let (truth, its) = kept.get().unwrap_or_else(|| {
                    let found = self.look(&define.when);
                    kept.set(Some(found));
                    found
                });
                waits.join(its);
                truth
            }
            Cond::AnySite(c) | Cond::EverySite(c) => match self.answers.sites() {
                None => {
                    waits.places = true;
                    waits.add(fact::LEGS);
                    Truth::Unknown
                }
                Some(sites) => {
                    let decides = match cond {
                        Cond::AnySite(_) => Truth::True,
                        _ => Truth::False,
                    };
                    look_until(decides, waits, sites.iter(), |s, waits| {
                        self.look_at(c, Some(s), waits)
                    })
                }
            },
            Cond::Fact(..) | Cond::Even | Cond::SiteIn(_) | Cond::Known(_) | Cond::Level(_) => {
                let truth = self.truth_at(cond, site);
                if truth == Truth::Unknown {
                    match cond {
                        Cond::Fact(fact, _) if fact.def().of_site => waits.site = true,
                        Cond::Even => waits.site = true,
                        Cond::Fact(fact, _) | Cond::Known(fact)
                            if self.answers.get(*fact) == Answer::NotAsked =>
                        {
                            waits.add(*fact);
                        }
                        _ => {}
                    }
                }
                truth
            }
        }
    }
}

/// Looks at each until one of them decides the whole; what decided wholes had waited for is taken back.
fn look_until<T>(
    decides: Truth,
    waits: &mut Awaited,
    list: impl Iterator<Item = T>,
    look: impl Fn(T, &mut Awaited) -> Truth,
) -> Truth {
    let before = *waits;
    let mut result = decides.not();
    for part in list {
        let truth = look(part, waits);
        if truth == decides {
            *waits = before;
            return decides;
        }
        if truth == Truth::Unknown {
            result = Truth::Unknown;
        }
    }
    result
}

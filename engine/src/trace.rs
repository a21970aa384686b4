//! What every rule made of the answers: fired, undecided, or nearly fired and by which answer it did not.

use crate::answers::{Answer, Answers, Side, Site};
use crate::condition::{Cond, Context, Truth, booked_to_rest};
use crate::fact_set::FactSet;
use crate::table::{DEFINES, Fact, Region, STEPS, TRIAGE};
use serde::{Serialize, Serializer};
use std::fmt::{self, Display, Formatter};

/// One rule of the trace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Traced {
    pub rule: &'static str,
    /// The answers that decided it, then the places.
    pub decided_by: Vec<Deciding>,
}

/// What decided a rule. It is shown, and written as JSON, as `fact: answer` or `region side`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deciding {
    Answer(Fact, Answer),
    Place(Region, Side),
}

impl Display for Deciding {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Deciding::Answer(fact, answer) => write!(f, "{}: {}", fact.id(), fact.show(*answer)),
            Deciding::Place(region, side) => write!(f, "{} {}", region.id(), side.id()),
        }
    }
}

impl Serialize for Deciding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The trace of one assessment, in the order of the rule files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Trace {
    pub fired: Vec<Traced>,
    /// Left open by "I do not know".
    pub undecided: Vec<Traced>,
    /// All of its conditions held but one.
    pub nearly: Vec<Traced>,
}

impl Trace {
    /// Traces the triage rules and the steps of the routine as they were weighed; no steps where there is no routine.
    pub(crate) fn of(context: Context<'_>, weighing: &Weighing) -> Trace {
        let mut trace = Trace::default();
        for (rule, weighed) in TRIAGE.iter().zip(&weighing.triage) {
            trace.add(context, rule.id, &rule.when, weighed);
        }
        for (step, weighed) in STEPS.iter().zip(&weighing.steps) {
            trace.add(context, step.id, &step.when, weighed);
        }
        trace
    }

    fn add(&mut self, context: Context<'_>, rule: &'static str, when: &Cond, weighed: &Weighed) {
        match (weighed.truth, weighed.missing) {
            (Truth::True, _) => self
                .fired
                .push(Decided::by(context, when, true).traced(context, rule)),
            (Truth::Unknown, _) => {
                let open = left_open(context.answers, when).into_iter();
                self.undecided.push(Traced {
                    rule,
                    decided_by: open
                        .map(|f| Deciding::Answer(f, Answer::DontKnow))
                        .collect(),
                });
            }
            (Truth::False, Some(missing)) => self
                .nearly
                .push(Decided::by(context, missing, false).traced(context, rule)),
            (Truth::False, None) => {}
        }
    }
}

/// The truth of a rule, and where it is false, the one condition that did not hold, if all others did.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Weighed {
    pub truth: Truth,
    pub missing: Option<&'static Cond>,
}

/// The triage rules and the steps, each weighed, in the order of their tables; no steps where there is no routine.
#[derive(Debug)]
pub(crate) struct Weighing {
    pub triage: Vec<Weighed>,
    pub steps: Vec<Weighed>,
}

/// Weighs a rule.
pub(crate) fn weigh(context: Context<'_>, when: &'static Cond) -> Weighed {
    let is = |truth, missing| Weighed { truth, missing };
    let list = match when {
        Cond::All(list) if list.len() > 1 => *list,
        _ => return is(context.truth(when), None),
    };
    let mut missing = None;
    let mut unknown = false;
    for cond in list {
        match context.truth(cond) {
            Truth::True => {}
            Truth::False if missing.is_none() && !unknown => missing = Some(cond),
            Truth::Unknown if missing.is_none() => unknown = true,
            _ => return is(Truth::False, None),
        }
    }
    match missing {
        Some(_) => is(Truth::False, missing),
        None if unknown => is(Truth::Unknown, None),
        None => is(Truth::True, None),
    }
}

/// What the runner does not know of a condition.
pub(crate) fn left_open(answers: &Answers, when: &Cond) -> Vec<Fact> {
    Fact::all()
        .filter(|f| answers.get(*f) == Answer::DontKnow && depends(when, *f))
        .collect()
}

fn depends(cond: &Cond, fact: Fact) -> bool {
    match cond {
        Cond::Fact(f, _) | Cond::Known(f) => *f == fact,
        Cond::Define(i) => DEFINES
            .get(usize::from(*i))
            .is_some_and(|d| depends(&d.when, fact)),
        Cond::All(list) | Cond::Any(list) => list.iter().any(|c| depends(c, fact)),
        Cond::Not(c) | Cond::AnySite(c) | Cond::EverySite(c) => depends(c, fact),
        Cond::BookedToRest => booked_to_rest().any(|c| depends(c, fact)),
        _ => false,
    }
}

/// The answers and places that make a condition what it is, true or false.
#[derive(Debug, Default)]
pub(crate) struct Decided {
    pub facts: Vec<Fact>,
    pub places: Vec<(Region, Side)>,
}

impl Decided {
    /// Collects what makes `cond` true (or, with `wanted` false, what makes it false).
    pub fn by(context: Context<'_>, cond: &Cond, wanted: bool) -> Decided {
        let mut decided = Decided::default();
        let target = if wanted { Truth::True } else { Truth::False };
        if decided.collect(context, cond, None) == target {
            decided.once_each();
            decided
        } else {
            Decided::default()
        }
    }

    /// The same of a definition, with its truth.
    pub fn of_define(context: Context<'_>, when: &Cond) -> (Truth, Decided) {
        let mut decided = Decided::default();
        let truth = decided.collect(context, when, None);
        decided.once_each();
        (truth, decided)
    }

    fn traced(self, context: Context<'_>, rule: &'static str) -> Traced {
        let facts = self.facts.into_iter();
        let facts = facts.map(|f| Deciding::Answer(f, context.answers.get(f)));
        let places = self.places.into_iter().map(|(r, s)| Deciding::Place(r, s));
        Traced {
            rule,
            decided_by: facts.chain(places).collect(),
        }
    }

    /// The truth of a condition. What makes it so is added, every part that helps, so that every answer and every
    /// place that counts is named; nothing is added where it is unknown.
    fn collect(&mut self, context: Context<'_>, cond: &Cond, site: Option<&Site>) -> Truth {
        match cond {
            Cond::All(list) => self.parts(Truth::False, list.iter(), |own, part| {
                own.collect(context, part, site)
            }),
            Cond::Any(list) => self.parts(Truth::True, list.iter(), |own, part| {
                own.collect(context, part, site)
            }),
            Cond::Not(c) => self.collect(context, c, site).not(),
            Cond::Define(i) => {
                let i = usize::from(*i);
                match (context.told(i), DEFINES.get(i)) {
                    (_, None) => Truth::Unknown,
                    (None, Some(define)) => self.collect(context, &define.when, site),
                    // Definitions stand in many rules: what decides one is found once.
                    (Some((truth, decided)), Some(_)) => {
                        self.facts.extend_from_slice(&decided.facts);
                        self.places.extend_from_slice(&decided.places);
                        *truth
                    }
                }
            }
            Cond::BookedToRest => self.parts(Truth::True, booked_to_rest(), |own, part| {
                own.collect(context, part, None)
            }),
            Cond::AnySite(c) | Cond::EverySite(c) => {
                let decides = match cond {
                    Cond::AnySite(_) => Truth::True,
                    _ => Truth::False,
                };
                match context.answers.sites() {
                    None => Truth::Unknown,
                    Some(sites) => self.parts(decides, sites.iter(), |own, site| {
                        own.collect(context, c, Some(site))
                    }),
                }
            }
            Cond::Fact(..) | Cond::Known(_) | Cond::Even | Cond::SiteIn(_) | Cond::Level(_) => {
                let truth = context.truth_at(cond, site);
                if truth != Truth::Unknown {
                    self.add(context, cond, site);
                }
                truth
            }
        }
    }

    /// The parts of a whole of which one that is `decides` settles it: then those parts are what counts, otherwise all.
    fn parts<T>(
        &mut self,
        decides: Truth,
        parts: impl Iterator<Item = T>,
        mut collect: impl FnMut(&mut Decided, T) -> Truth,
    ) -> Truth {
        let start = self.mark();
        let mut result = decides.not();
        for part in parts {
            let before = self.mark();
            let truth = collect(self, part);
            if result == decides {
                if truth != decides {
                    self.cut(before);
                }
            } else if truth == decides {
                self.facts.drain(start.0..before.0);
                self.places.drain(start.1..before.1);
                result = decides;
            } else if truth == Truth::Unknown {
                result = Truth::Unknown;
            }
        }
        if result == Truth::Unknown {
            self.cut(start);
        }
        result
    }

    fn mark(&self) -> (usize, usize) {
        (self.facts.len(), self.places.len())
    }

    fn cut(&mut self, to: (usize, usize)) {
        self.facts.truncate(to.0);
        self.places.truncate(to.1);
    }

    fn add(&mut self, context: Context<'_>, cond: &Cond, site: Option<&Site>) {
        match cond {
            Cond::Fact(fact, _) | Cond::Known(fact) if !fact.def().of_site => {
                if matches!(context.answers.get(*fact), Answer::Value(_)) {
                    self.facts.push(*fact);
                }
            }
            Cond::Level(_) => {}
            _ => {
                if let Some(site) = site {
                    self.places.push((site.region, site.side));
                }
            }
        }
    }

    /// Each answer and place where it stood first.
    fn once_each(&mut self) {
        let mut seen = FactSet::default();
        self.facts.retain(|fact| {
            let new = !seen.has(*fact);
            seen.add(*fact);
            new
        });
        let mut seen = 0_u64;
        self.places.retain(|(region, side)| {
            let bit = 1 << region.place(*side);
            let new = seen & bit == 0;
            seen |= bit;
            new
        });
    }
}

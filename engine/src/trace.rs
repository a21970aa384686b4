//! What every rule made of the answers: fired, undecided, or nearly fired and by which answer it did not.

use crate::answers::{Answer, Answers, Side, Site};
use crate::condition::{Cond, Context, Memo, Truth};
use crate::table::{DEFINES, Fact, Level, Region, STEPS, TRIAGE};
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
    /// Traces every triage rule and every step of the routine. `answers` are those of a finished interview.
    #[must_use]
    pub fn of(answers: &Answers, level: Level) -> Trace {
        let mut trace = Trace::default();
        let memo = Memo::default();
        let before = Context::new(answers, None).with(&memo);
        for rule in TRIAGE {
            trace.add(before, rule.id, &rule.when);
        }
        if level < Level::SameDay {
            let memo = Memo::default();
            let after = Context::new(answers, Some(level)).with(&memo);
            for step in STEPS {
                trace.add(after, step.id, &step.when);
            }
        }
        trace
    }

    fn add(&mut self, context: Context<'_>, rule: &'static str, when: &Cond) {
        match weigh(context, when) {
            (Truth::True, _) => self
                .fired
                .push(Decided::by(context, when, true).traced(context, rule)),
            (Truth::Unknown, _) => {
                let unsure = Fact::all()
                    .filter(|f| context.answers.get(*f) == Answer::DontKnow && depends(when, *f))
                    .map(|f| Deciding::Answer(f, Answer::DontKnow));
                self.undecided.push(Traced {
                    rule,
                    decided_by: unsure.collect(),
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
pub(crate) fn weigh<'c>(context: Context<'_>, when: &'c Cond) -> (Truth, Option<&'c Cond>) {
    let list = match when {
        Cond::All(list) if list.len() > 1 => *list,
        _ => return (context.truth(when), None),
    };
    let mut missing = None;
    let mut unknown = false;
    for cond in list {
        match context.truth(cond) {
            Truth::True => {}
            Truth::False if missing.is_none() && !unknown => missing = Some(cond),
            Truth::Unknown if missing.is_none() => unknown = true,
            _ => return (Truth::False, None),
        }
    }
    match missing {
        Some(_) => (Truth::False, missing),
        None if unknown => (Truth::Unknown, None),
        None => (Truth::True, None),
    }
}

fn depends(cond: &Cond, fact: Fact) -> bool {
    match cond {
        Cond::Fact(f, _) | Cond::Known(f) => *f == fact,
        Cond::Define(i) => DEFINES
            .get(usize::from(*i))
            .is_some_and(|d| depends(&d.when, fact)),
        Cond::All(list) | Cond::Any(list) => list.iter().any(|c| depends(c, fact)),
        Cond::Not(c) | Cond::AnySite(c) | Cond::EverySite(c) => depends(c, fact),
        _ => false,
    }
}

/// The answers and places that make a condition what it is.
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
        if context.truth(cond) == target {
            decided.collect(context, cond, None, wanted);
        }
        decided
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

    /// Adds what makes `cond` what it is: true, or with `wanted` false, false. Every part that helps to make it so is
    /// looked into, so that every answer and every place that counts is named.
    fn collect(&mut self, context: Context<'_>, cond: &Cond, site: Option<&Site>, wanted: bool) {
        let target = if wanted { Truth::True } else { Truth::False };
        // Where all parts are needed each of them is what is wanted; where one is enough, some are.
        let counts =
            |part: &Cond, site, all: bool| all == wanted || context.truth_at(part, site) == target;
        match cond {
            Cond::All(list) | Cond::Any(list) => {
                let all = matches!(cond, Cond::All(_));
                for part in *list {
                    if counts(part, site, all) {
                        self.collect(context, part, site, wanted);
                    }
                }
            }
            Cond::Not(c) => self.collect(context, c, site, !wanted),
            Cond::Define(i) => {
                let Some(define) = DEFINES.get(usize::from(*i)) else {
                    return;
                };
                // Definitions stand in many rules: what makes one true or false is found once.
                match context.told(usize::from(*i), wanted) {
                    Some(told) => self.join(told.get_or_init(|| {
                        let mut decided = Box::<Decided>::default();
                        decided.collect(context, &define.when, None, wanted);
                        decided
                    })),
                    None => self.collect(context, &define.when, site, wanted),
                }
            }
            Cond::AnySite(c) | Cond::EverySite(c) => {
                let all = matches!(cond, Cond::EverySite(_));
                for site in context.answers.sites().unwrap_or(&[]) {
                    if counts(c, Some(site), all) {
                        self.collect(context, c, Some(site), wanted);
                    }
                }
            }
            Cond::Fact(..) | Cond::Known(_) | Cond::Even | Cond::SiteIn(_) | Cond::Level(_) => {
                self.add(context, cond, site);
            }
        }
    }

    fn add(&mut self, context: Context<'_>, cond: &Cond, site: Option<&Site>) {
        match cond {
            Cond::Fact(fact, _) | Cond::Known(fact) if !fact.def().of_site => {
                if matches!(context.answers.get(*fact), Answer::Value(_)) {
                    self.add_fact(*fact);
                }
            }
            Cond::Level(_) => {}
            _ => {
                if let Some(site) = site {
                    self.add_place((site.region, site.side));
                }
            }
        }
    }

    fn join(&mut self, other: &Decided) {
        other.facts.iter().for_each(|fact| self.add_fact(*fact));
        other.places.iter().for_each(|place| self.add_place(*place));
    }

    fn add_fact(&mut self, fact: Fact) {
        if !self.facts.contains(&fact) {
            self.facts.push(fact);
        }
    }

    fn add_place(&mut self, place: (Region, Side)) {
        if !self.places.contains(&place) {
            self.places.push(place);
        }
    }
}

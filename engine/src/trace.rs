//! What every rule made of the answers: fired, undecided, or nearly fired and by which answer it did not.

use crate::answers::{Answer, Answers, Side, Site};
use crate::condition::{Cond, Context, Memo, Truth};
use crate::table::{DEFINES, Fact, Level, Region, STEPS, TRIAGE};
use serde::Serialize;

/// One rule of the trace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Traced {
    pub rule: &'static str,
    /// The answers that decided it, as `fact: answer`, and the places, as `region side`.
    pub decided_by: Vec<String>,
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
        match context.truth(when) {
            Truth::True => self
                .fired
                .push(Decided::by(context, when, true).traced(context, rule)),
            Truth::Unknown => {
                let unsure: Vec<String> = Fact::all()
                    .filter(|f| context.answers.get(*f) == Answer::DontKnow && depends(when, *f))
                    .map(|f| format!("{}: {}", f.id(), f.show(Answer::DontKnow)))
                    .collect();
                self.undecided.push(Traced {
                    rule,
                    decided_by: unsure,
                });
            }
            Truth::False => {
                if let Some(missing) = only_false(context, when) {
                    self.nearly
                        .push(Decided::by(context, missing, false).traced(context, rule));
                }
            }
        }
    }
}

/// The one condition that did not hold, where all others did.
pub(crate) fn only_false<'c>(context: Context<'_>, when: &'c Cond) -> Option<&'c Cond> {
    let Cond::All(list) = when else {
        return None;
    };
    let mut missing = None;
    for cond in *list {
        match context.truth(cond) {
            Truth::True => {}
            Truth::False if missing.is_none() => missing = Some(cond),
            _ => return None,
        }
    }
    missing.filter(|_| list.len() > 1)
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
        decided.collect(context, cond, None, wanted);
        decided
    }

    fn traced(self, context: Context<'_>, rule: &'static str) -> Traced {
        let facts = self
            .facts
            .iter()
            .map(|f| format!("{}: {}", f.id(), f.show(context.answers.get(*f))));
        let places = self
            .places
            .iter()
            .map(|(r, s)| format!("{} {}", r.id(), s.id()));
        Traced {
            rule,
            decided_by: facts.chain(places).collect(),
        }
    }

    /// Adds what makes `cond` what is wanted, and returns its truth. Each condition is looked at once: where it turns
    /// out not to be what is wanted, what it had added is taken back.
    fn collect(
        &mut self,
        context: Context<'_>,
        cond: &Cond,
        site: Option<&Site>,
        wanted: bool,
    ) -> Truth {
        let (facts, places) = (self.facts.len(), self.places.len());
        let target = if wanted { Truth::True } else { Truth::False };
        let truth = match cond {
            // All of them are looked at, so that every answer and every place that counts is named.
            Cond::All(list) | Cond::Any(list) => {
                let each = list.iter().map(|c| self.collect(context, c, site, wanted));
                let each: Vec<Truth> = each.collect();
                if matches!(cond, Cond::All(_)) {
                    Truth::all(each.into_iter())
                } else {
                    Truth::any(each.into_iter())
                }
            }
            Cond::Not(c) => self.collect(context, c, site, !wanted).not(),
            Cond::Define(i) => {
                let truth = context.truth_at(cond, site);
                if truth == target
                    && let Some(d) = DEFINES.get(usize::from(*i))
                {
                    self.collect(context, &d.when, site, wanted);
                }
                truth
            }
            Cond::AnySite(c) | Cond::EverySite(c) => match context.answers.sites() {
                None => Truth::Unknown,
                Some(sites) => {
                    let each = sites
                        .iter()
                        .map(|s| self.collect(context, c, Some(s), wanted));
                    let each: Vec<Truth> = each.collect();
                    if matches!(cond, Cond::AnySite(_)) {
                        Truth::any(each.into_iter())
                    } else {
                        Truth::all(each.into_iter())
                    }
                }
            },
            Cond::Fact(..) | Cond::Known(_) | Cond::Even | Cond::SiteIn(_) | Cond::Level(_) => {
                let truth = context.truth_at(cond, site);
                if truth == target {
                    self.add(context, cond, site);
                }
                truth
            }
        };
        if truth != target {
            self.facts.truncate(facts);
            self.places.truncate(places);
        }
        truth
    }

    fn add(&mut self, context: Context<'_>, cond: &Cond, site: Option<&Site>) {
        match cond {
            Cond::Fact(fact, _) | Cond::Known(fact) if !fact.def().of_site => {
                let known = matches!(context.answers.get(*fact), Answer::Value(_));
                if known && !self.facts.contains(fact) {
                    self.facts.push(*fact);
                }
            }
            Cond::Level(_) => {}
            _ => {
                if let Some(site) = site
                    && !self.places.contains(&(site.region, site.side))
                {
                    self.places.push((site.region, site.side));
                }
            }
        }
    }
}

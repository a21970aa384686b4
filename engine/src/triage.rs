//! Who needs help, and how soon: the highest level that any rule gives. It runs first and nothing overrules it.

use crate::answers::{Answer, Answers, Side};
use crate::condition::{Cond, Context, Truth};
use crate::message::{Arg, Message, said};
use crate::table::{DEFINES, Fact, LEVELS, LINES, Level, LevelDef, Region, TRIAGE, TriageRule};
use serde::{Deserialize, Serialize};

/// A triage rule that fired.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    pub rule: String,
    pub level: Level,
    /// Why, in the runner's own answers.
    pub because: Message,
    /// The answers that decided it.
    pub said: Vec<Arg>,
    /// The places that decided it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<Place>,
    /// It fired because the runner did not know.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unsure: bool,
    pub cites: Vec<String>,
}

/// A sore place by name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    pub region: String,
    pub side: Side,
}

/// A first-aid or "do not" line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CareLine {
    pub text: Message,
    pub cites: Vec<String>,
}

/// The level of care with everything its card says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Care {
    pub level: Level,
    /// The rules of this level that fired, in the order of the rule file.
    pub reasons: Vec<Reason>,
    /// Rules of lower levels that fired too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Reason>,
    pub lines: Vec<CareLine>,
    /// Whom to see: an entry of `see.*`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub see: Option<String>,
    pub tags: Vec<String>,
}

/// Judges the answers of a finished interview.
#[must_use]
pub fn triage(answers: &Answers) -> Care {
    let context = Context::new(answers, None);
    let mut fired: Vec<(&TriageRule, Level, bool)> = Vec::new();
    for rule in TRIAGE {
        match context.truth(&rule.when) {
            Truth::True => fired.push((rule, rule.level, false)),
            Truth::Unknown => {
                if let Some(level) = rule.unsure {
                    fired.push((rule, level, true));
                }
            }
            Truth::False => {}
        }
    }
    let level = fired
        .iter()
        .map(|(_, level, _)| *level)
        .max()
        .unwrap_or(Level::SelfCare);
    let reason = |(rule, level, unsure): &(&TriageRule, Level, bool)| {
        let mut decided = Decided::default();
        decide(context, &rule.when, None, true, &mut decided);
        Reason {
            rule: rule.id.into(),
            level: *level,
            because: Message::about(format!("rule.{}", rule.id), answers),
            said: decided
                .facts
                .iter()
                .map(|f| said(*f, answers.get(*f)))
                .collect(),
            places: decided
                .places
                .iter()
                .map(|(r, s)| Place {
                    region: r.id().into(),
                    side: *s,
                })
                .collect(),
            unsure: *unsure,
            cites: rule.cites.iter().map(|c| (*c).to_owned()).collect(),
        }
    };
    let (top, lower): (Vec<_>, Vec<_>) = fired.iter().partition(|(_, l, _)| *l == level);
    let mut care = Care {
        level,
        reasons: top.iter().map(reason).collect(),
        also: lower.iter().map(reason).collect(),
        lines: Vec::new(),
        see: top
            .iter()
            .find_map(|(rule, _, _)| rule.see)
            .map(str::to_owned),
        tags: Vec::new(),
    };
    lines(&mut care, level_def(level), &fired);
    care
}

fn level_def(level: Level) -> Option<&'static LevelDef> {
    LEVELS.iter().find(|l| l.level == level)
}

/// The fixed lines of the level, then those of every rule that fired, each once.
fn lines(care: &mut Care, def: Option<&'static LevelDef>, fired: &[(&TriageRule, Level, bool)]) {
    if let Some(def) = def {
        for i in 0..def.lines {
            care.lines.push(CareLine {
                text: Message::new(format!("level.{}.line{i}", care.level.id())),
                cites: def.cites.iter().map(|c| (*c).to_owned()).collect(),
            });
        }
        care.tags.extend(def.tags.iter().map(|t| (*t).to_owned()));
    }
    for line in LINES
        .iter()
        .filter(|l| fired.iter().any(|(rule, _, _)| rule.say.contains(&l.id)))
    {
        care.lines.push(CareLine {
            text: Message::new(format!("line.{}", line.id)),
            cites: line.cites.iter().map(|c| (*c).to_owned()).collect(),
        });
        for tag in line.tags {
            if !care.tags.iter().any(|t| t == tag) {
                care.tags.push((*tag).to_owned());
            }
        }
    }
}

#[derive(Default)]
struct Decided {
    facts: Vec<Fact>,
    places: Vec<(Region, Side)>,
}

/// Collects the answers that make a condition what it is.
fn decide(
    context: Context<'_>,
    cond: &Cond,
    site: Option<&crate::answers::Site>,
    wanted: bool,
    out: &mut Decided,
) {
    let now = context.truth_at(cond, site);
    if now != if wanted { Truth::True } else { Truth::False } {
        return;
    }
    match cond {
        Cond::Fact(fact, _) if !fact.def().of_site => {
            if matches!(context.answers.get(*fact), Answer::Value(_)) && !out.facts.contains(fact) {
                out.facts.push(*fact);
            }
        }
        Cond::Fact(..) | Cond::Even | Cond::SiteIn(_) => {
            if let Some(site) = site
                && !out.places.contains(&(site.region, site.side))
            {
                out.places.push((site.region, site.side));
            }
        }
        Cond::Define(i) => {
            if let Some(d) = DEFINES.get(usize::from(*i)) {
                decide(context, &d.when, site, wanted, out);
            }
        }
        Cond::All(list) | Cond::Any(list) => list
            .iter()
            .for_each(|c| decide(context, c, site, wanted, out)),
        Cond::Not(c) => decide(context, c, site, !wanted, out),
        Cond::AnySite(c) | Cond::EverySite(c) => {
            for site in context.answers.sites().unwrap_or(&[]) {
                decide(context, c, Some(site), wanted, out);
            }
        }
        Cond::WeightGained | Cond::WeightLost | Cond::Known(_) | Cond::Level(_) => {}
    }
}

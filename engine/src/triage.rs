//! Who needs help, and how soon: the highest level that any rule gives. It runs first and nothing overrules it.

use crate::answers::{Answers, Side, Site};
use crate::condition::{Context, Memo, Truth};
use crate::message::{Arg, Message, said};
use crate::phone;
use crate::table::{By, Fact, LEVELS, LINES, Level, LevelDef, TRIAGE, TriageRule};
use crate::trace::{Decided, Weighed, left_open, weigh};
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

impl Place {
    #[must_use]
    pub fn of(site: &Site) -> Place {
        Place {
            region: site.region.id().into(),
            side: site.side,
        }
    }
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
    /// By when: the soonest of the rules that gave the level. Its text is `by.<id>`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<By>,
    /// What to say on the phone, in the runner's own answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phone: Vec<Message>,
    pub tags: Vec<String>,
}

/// Judges the answers of a finished interview.
#[must_use]
pub fn triage(answers: &Answers) -> Care {
    let memo = Memo::default();
    let context = Context::new(answers, None).with(&memo);
    judge(context, &weighed(context))
}

/// The rules, each weighed.
pub(crate) fn weighed(context: Context<'_>) -> Vec<Weighed> {
    TRIAGE.iter().map(|r| weigh(context, &r.when)).collect()
}

/// Judges the rules as they were weighed.
pub(crate) fn judge(context: Context<'_>, weighed: &[Weighed]) -> Care {
    let answers = context.answers;
    let fired: Vec<(&TriageRule, Level, bool)> = TRIAGE
        .iter()
        .zip(weighed)
        .filter_map(|(rule, weighed)| {
            verdict(context, rule, weighed.truth).map(|(level, unsure)| (rule, level, unsure))
        })
        .collect();
    let level = fired
        .iter()
        .map(|(_, level, _)| *level)
        .max()
        .unwrap_or(Level::SelfCare);
    let reason = |(rule, level, unsure): &(&TriageRule, Level, bool)| {
        let decided = Decided::by(context, &rule.when, true);
        let named = |facts: &[Fact]| -> Vec<Arg> {
            facts.iter().map(|f| said(*f, answers.get(*f))).collect()
        };
        let (because, said) = if *unsure {
            let open = named(&left_open(answers, &rule.when));
            let because = Message::new("rule.unsure").with("what", Arg::List(open.clone()));
            (because, open)
        } else {
            let because = Message::about(format!("rule.{}", rule.id), answers);
            (because, named(&decided.facts))
        };
        Reason {
            rule: rule.id.into(),
            level: *level,
            because,
            said,
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
        by: top.iter().map(|(rule, _, _)| rule.by).min(),
        phone: Vec::new(),
        tags: Vec::new(),
    };
    if level > Level::SelfCare {
        care.phone = phone::script(answers, &care, Vec::new());
    }
    lines(&mut care, &fired);
    care
}

/// The level that a rule gives, and whether it gives it because the runner does not know. Nothing while it still
/// waits for an answer: what was not asked fires no rule.
#[must_use]
pub(crate) fn verdict(
    context: Context<'_>,
    rule: &TriageRule,
    truth: Truth,
) -> Option<(Level, bool)> {
    match truth {
        Truth::True => Some((rule.level, false)),
        Truth::False => None,
        Truth::Unknown => rule
            .unsure
            .filter(|_| context.look(&rule.when).1.is_empty())
            .map(|l| (l, true)),
    }
}

/// The highest level that is certain, whatever is still to be answered.
#[must_use]
pub(crate) fn certain(answers: &Answers) -> Level {
    let memo = Memo::default();
    let context = Context::new(answers, None).with(&memo);
    TRIAGE
        .iter()
        .filter_map(|rule| verdict(context, rule, context.truth(&rule.when)))
        .map(|(level, _)| level)
        .max()
        .unwrap_or(Level::SelfCare)
}

fn level_def(level: Level) -> Option<&'static LevelDef> {
    LEVELS.iter().find(|l| l.level == level)
}

/// The fixed lines of the level, then those of every rule that fired, each once.
pub(crate) fn lines(care: &mut Care, fired: &[(&TriageRule, Level, bool)]) {
    if let Some(def) = level_def(care.level) {
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

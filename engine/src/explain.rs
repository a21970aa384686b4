//! Why, why not, and what would change this: found in the rules, never written by hand.
//!
//! *What would change this* tries every other answer to every question that was asked: the other options of a choice,
//! a sign the other way round, a number just beyond each cut point that a rule has for it, and of a sore place its
//! score, its signs and its twin. The changed answers are played through the interview. Where the change opens a
//! question, only what is certain without its answer counts, so a change is never promised more than it gives.

use crate::answers::{Answer, Answers, Feel, Side, Site};
use crate::condition::{Cond, Context, Test, Truth};
use crate::interview::Interview;
use crate::message::{Arg, Message, said};
use crate::plan::{Plan, PlanStep};
use crate::table::{
    CALMS, DEFINES, Fact, HEADLINES, HELPS, Kind, LEAVE_OUT, Level, NEXT_RUNS, Region, STEPS,
    TRIAGE, Worse, fact,
};
use crate::trace::{Decided, only_false};
use crate::triage::{self, Place};
use serde::{Deserialize, Serialize};

/// One answer changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// A question's answer, as the engine writes it.
    Answer { fact: String, to: String },
    /// How sore a place is.
    Score { place: Place, to: u8 },
    /// What a place is like.
    Sign {
        place: Place,
        fact: String,
        to: bool,
    },
    /// The place is sore on the other side too, just as much.
    Both { place: Place },
    /// The place is not sore.
    Without { place: Place },
}

/// What follows when one answer is changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consequence {
    pub change: Change,
    /// The change in words.
    pub says: Message,
    /// The level of care then; where the change opens questions, the least that it can be.
    pub level: Level,
    /// It opens questions, so that more may follow.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub opens: bool,
    /// Steps that come, and steps that go, by their ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comes: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goes: Vec<String>,
    /// How much changes: for the order only.
    weight: i32,
}

/// All that one changed answer can do to this plan, the most telling first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    /// Changes that raise the level.
    pub raise: Vec<Consequence>,
    /// Changes that lower it; only at self-care and book.
    pub lower: Vec<Consequence>,
    /// Changes that leave the level and change the plan.
    pub change: Vec<Consequence>,
}

/// A rule that nearly fired, and the answer that decided against it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhyNot {
    pub rule: String,
    /// The level that it would have given; none for a step of the routine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// What decided against it.
    pub decided: Vec<Arg>,
}

/// An answer that the plan rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Driver {
    pub fact: String,
    pub said: Arg,
}

/// How many drivers are named.
const DRIVERS: usize = 3;

/// What would change the plan for the answers of a finished interview. At be-seen-today and emergency nothing is
/// offered: there is no answer to reconsider but by asking again.
#[must_use]
pub fn what_would_change(given: &Answers) -> Changes {
    let Ok((answers, plan)) = finished(given) else {
        return Changes::default();
    };
    let level = plan.care.level;
    if level >= Level::SameDay {
        return Changes::default();
    }
    let mut all = consequences(&answers, &plan);
    all.sort_by(|a, b| b.weight.cmp(&a.weight));
    let mut changes = Changes::default();
    for c in all {
        let list = match c.level.cmp(&level) {
            std::cmp::Ordering::Greater => &mut changes.raise,
            std::cmp::Ordering::Less if !c.opens => &mut changes.lower,
            std::cmp::Ordering::Less => continue,
            std::cmp::Ordering::Equal if c.opens || (c.comes.is_empty() && c.goes.is_empty()) => {
                continue;
            }
            std::cmp::Ordering::Equal => &mut changes.change,
        };
        list.push(c);
    }
    changes
}

/// The three answers that the plan rests on most: those whose change would change most of it.
#[must_use]
pub fn drivers(given: &Answers) -> Vec<Driver> {
    let Ok((answers, plan)) = finished(given) else {
        return Vec::new();
    };
    if plan.care.level >= Level::SameDay {
        return Vec::new();
    }
    let mut facts: Vec<(i32, Fact)> = Vec::new();
    for c in consequences(&answers, &plan) {
        let found = match &c.change {
            Change::Answer { fact, .. } => Fact::by_id(fact),
            _ => Some(fact::LEGS),
        };
        let Some(found) = found.filter(|f| speaks(&answers, *f)) else {
            continue;
        };
        match facts.iter_mut().find(|(_, f)| *f == found) {
            Some((weight, _)) => *weight = (*weight).max(c.weight),
            None => facts.push((c.weight, found)),
        }
    }
    facts.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    facts
        .into_iter()
        .take(DRIVERS)
        .map(|(_, f)| Driver {
            fact: f.id().into(),
            said: said(f, answers.get(f)),
        })
        .collect()
}

/// A sign that is there, or what is no sign: "no fever" drives nothing that a runner would point to.
fn speaks(answers: &Answers, fact: Fact) -> bool {
    match fact.def().kind {
        Kind::Sign => answers.get(fact) == Answer::Value(1),
        _ => matches!(answers.get(fact), Answer::Value(_)),
    }
}

/// The rules that nearly fired: all of their conditions held but one. Triage rules above the level come first.
#[must_use]
pub fn why_not(given: &Answers) -> Vec<WhyNot> {
    let Ok((answers, plan)) = finished(given) else {
        return Vec::new();
    };
    let level = plan.care.level;
    let decided = |context: Context<'_>, when: &Cond| -> Option<Vec<Arg>> {
        if context.truth(when) != Truth::False {
            return None;
        }
        let missing = only_false(context, when)?;
        let by = Decided::by(context, missing, false);
        let facts = by.facts.iter().map(|f| denial(*f, answers.get(*f)));
        let places = by.places.iter().map(|(r, s)| Arg::Place(r.id().into(), *s));
        let all: Vec<Arg> = facts.chain(places).collect();
        (!all.is_empty()).then_some(all)
    };
    let before = Context::new(&answers, None);
    let mut out: Vec<WhyNot> = TRIAGE
        .iter()
        .filter(|r| r.level > level)
        .filter_map(|r| {
            decided(before, &r.when).map(|decided| WhyNot {
                rule: r.id.into(),
                level: Some(r.level),
                decided,
            })
        })
        .collect();
    out.sort_by(|a, b| b.level.cmp(&a.level));
    if level < Level::SameDay {
        let after = Context::new(&answers, Some(level));
        out.extend(STEPS.iter().filter_map(|s| {
            decided(after, &s.when).map(|decided| WhyNot {
                rule: s.id.into(),
                level: None,
                decided,
            })
        }));
    }
    out
}

/// An answer repeated back, a denied sign as denied.
fn denial(fact: Fact, answer: Answer) -> Arg {
    match (&fact.def().kind, answer) {
        (Kind::Sign, Answer::Value(0)) => Arg::Not(Box::new(said(fact, answer))),
        _ => said(fact, answer),
    }
}

fn finished(given: &Answers) -> Result<(Answers, Plan), ()> {
    let interview = Interview::walk(given);
    if interview.next.is_some() {
        return Err(());
    }
    let plan = Plan::of(&interview.answers);
    Ok((interview.answers, plan))
}

/// Every single change of an answer that was given, with what follows.
fn consequences(answers: &Answers, plan: &Plan) -> Vec<Consequence> {
    let cuts = Cuts::of_rules();
    let mut out = Vec::new();
    for fact in Fact::all().filter(|f| !f.def().of_site && f.def().covers.is_empty()) {
        let now = match answers.given(fact) {
            Answer::NotAsked if derives(answers, fact) => Answer::Value(0),
            answer => answer,
        };
        if now == Answer::NotAsked || fact == fact::LEGS {
            continue;
        }
        for to in alternatives(fact, now, &cuts) {
            let mut changed = answers.clone();
            if changed.set(fact, Answer::Value(to)).is_err() {
                continue;
            }
            open_line(&mut changed, fact, to);
            let change = Change::Answer {
                fact: fact.id().into(),
                to: fact.show(Answer::Value(to)),
            };
            let key = match (&fact.def().kind, to) {
                (Kind::Sign, 0) => "change.without",
                (Kind::Sign, _) => "change.with",
                _ => "change.to",
            };
            let says = Message::new(key).with("what", said(fact, Answer::Value(to)));
            out.extend(follow(plan, &changed, change, says));
        }
    }
    for site in answers.sites().unwrap_or(&[]) {
        out.extend(site_changes(answers, plan, site, &cuts));
    }
    out
}

/// A sign that only the safety screen has denied: naming it opens its line.
fn derives(answers: &Answers, fact: Fact) -> bool {
    fact.def()
        .line
        .is_some_and(|line| answers.given(line) == Answer::Value(0))
}

/// Whoever names a sign behind a line has opened the line, and denied what else the line asks.
fn open_line(changed: &mut Answers, fact: Fact, to: i32) {
    let Some(line) = fact.def().line.filter(|_| to == 1) else {
        return;
    };
    let _ = changed.set(line, Answer::Value(1));
    for sign in line.def().covers {
        if changed.given(*sign) == Answer::NotAsked {
            let _ = changed.set(*sign, Answer::Value(0));
        }
    }
}

fn site_changes(answers: &Answers, plan: &Plan, site: &Site, cuts: &Cuts) -> Vec<Consequence> {
    let mut out = Vec::new();
    let Some(feel) = site.feel else {
        return out;
    };
    let place = Place::of(site);
    let named = |m: Message| m.with("place", Arg::Place(place.region.clone(), place.side));
    let signs: Vec<Fact> = feel.signs().collect();
    let with = |feel: Feel| {
        let mut changed = answers.clone();
        changed
            .set_feel(site.region, site.side, Some(feel))
            .ok()
            .map(|()| changed)
    };
    for to in cuts.near(fact::SCORE, i32::from(feel.score), 0, 10) {
        let to = u8::try_from(to).unwrap_or(0);
        let changed = Feel::new(to, &signs).ok().and_then(with);
        let change = Change::Score {
            place: place.clone(),
            to,
        };
        let says = named(Message::new("change.score"))
            .with("score", Arg::Quantity(i32::from(to), "of 10".into()));
        out.extend(changed.and_then(|c| follow(plan, &c, change, says)));
    }
    for sign in Fact::all().filter(|f| f.def().of_site && matches!(f.def().kind, Kind::Sign)) {
        let to = !feel.has(sign);
        let mut list: Vec<Fact> = signs.iter().copied().filter(|s| *s != sign).collect();
        if to {
            list.push(sign);
        }
        let changed = Feel::new(feel.score, &list).ok().and_then(with);
        let change = Change::Sign {
            place: place.clone(),
            fact: sign.id().into(),
            to,
        };
        let key = if to {
            "change.place_with"
        } else {
            "change.place_without"
        };
        let says = named(Message::new(key)).with("what", said(sign, Answer::Value(1)));
        out.extend(changed.and_then(|c| follow(plan, &c, change, says)));
    }
    let sites = answers.sites().unwrap_or(&[]);
    let twin = sites
        .iter()
        .any(|s| s.region == site.region && s.side == site.side.other());
    if !twin {
        let mut changed = with_places(answers, sites, Some((site.region, site.side.other())), None);
        let ok = changed.set_feel(site.region, site.side.other(), Some(feel));
        let change = Change::Both {
            place: place.clone(),
        };
        let says = named(Message::new("change.both"));
        if ok.is_ok() {
            out.extend(follow(plan, &changed, change, says));
        }
    }
    if sites.len() > 1 {
        let changed = with_places(answers, sites, None, Some((site.region, site.side)));
        let change = Change::Without {
            place: place.clone(),
        };
        let says = named(Message::new("change.place_gone"));
        out.extend(follow(plan, &changed, change, says));
    }
    out
}

/// The answers with one place more or one less.
fn with_places(
    answers: &Answers,
    sites: &[Site],
    more: Option<(Region, Side)>,
    less: Option<(Region, Side)>,
) -> Answers {
    let places: Vec<(Region, Side)> = sites
        .iter()
        .map(|s| (s.region, s.side))
        .filter(|p| Some(*p) != less)
        .chain(more)
        .collect();
    let mut changed = answers.clone();
    changed.set_places(&places);
    changed
}

/// What follows from changed answers; nothing when the plan stays as it is.
fn follow(plan: &Plan, changed: &Answers, change: Change, says: Message) -> Option<Consequence> {
    let interview = Interview::walk(changed);
    let opens = interview.next.is_some();
    let (level, comes, goes) = if opens {
        (triage::certain(&interview.answers), Vec::new(), Vec::new())
    } else {
        let then = Plan::of(&interview.answers);
        let (comes, goes) = difference(plan, &then);
        (then.care.level, comes, goes)
    };
    let by_level = (level as i32 - plan.care.level as i32).abs();
    let steps = i32::try_from(comes.len() + goes.len()).unwrap_or(i32::MAX);
    if by_level == 0 && steps == 0 {
        return None;
    }
    Some(Consequence {
        change,
        says,
        level,
        opens,
        comes,
        goes,
        weight: by_level * 100 + steps,
    })
}

/// Steps that one plan has and the other has not.
fn difference(a: &Plan, b: &Plan) -> (Vec<String>, Vec<String>) {
    let only = |these: &[PlanStep], those: &[PlanStep]| -> Vec<String> {
        these
            .iter()
            .filter(|s| !those.iter().any(|t| t.id == s.id && t.dose == s.dose))
            .map(|s| s.id.clone())
            .collect()
    };
    (only(&b.steps, &a.steps), only(&a.steps, &b.steps))
}

/// Other answers worth trying.
fn alternatives(fact: Fact, now: Answer, cuts: &Cuts) -> Vec<i32> {
    let current = match now {
        Answer::Value(v) => Some(v),
        _ => None,
    };
    match &fact.def().kind {
        // Who someone is does not change by another answer; what was only offered is chosen, not corrected.
        Kind::Sign if fact.def().worse == Worse::None && fact.def().offered => Vec::new(),
        Kind::Sign => [0, 1].into_iter().filter(|v| Some(*v) != current).collect(),
        Kind::Choice(options) => (0..i32::try_from(options.len()).unwrap_or(0))
            .filter(|v| Some(*v) != current)
            .collect(),
        Kind::Number(n) => current.map_or(Vec::new(), |v| cuts.near(fact, v, n.min, n.max)),
    }
}

/// Where the rules' conditions cut a number.
#[derive(Debug, Default)]
struct Cuts(Vec<(Fact, i32)>);

impl Cuts {
    fn of_rules() -> Cuts {
        let mut cuts = Cuts::default();
        let conditions = TRIAGE
            .iter()
            .map(|r| &r.when)
            .chain(STEPS.iter().map(|r| &r.when))
            .chain(LEAVE_OUT.iter().map(|r| &r.when))
            .chain(HEADLINES.iter().map(|r| &r.when))
            .chain(CALMS.iter().map(|r| &r.when))
            .chain(NEXT_RUNS.iter().map(|r| &r.when))
            .chain(HELPS.iter().map(|r| &r.when))
            .chain(DEFINES.iter().map(|r| &r.when));
        for condition in conditions {
            cuts.collect(condition);
        }
        cuts
    }

    fn collect(&mut self, cond: &Cond) {
        match cond {
            Cond::Fact(fact, Test::AtLeast(n)) => self.0.push((*fact, *n)),
            Cond::Fact(fact, Test::AtMost(n)) => self.0.push((*fact, *n + 1)),
            Cond::All(list) | Cond::Any(list) => list.iter().for_each(|c| self.collect(c)),
            Cond::Not(c) | Cond::AnySite(c) | Cond::EverySite(c) => self.collect(c),
            _ => {}
        }
    }

    /// The nearest value on the other side of the next cut below, and of the next cut above.
    fn near(&self, fact: Fact, now: i32, min: i32, max: i32) -> Vec<i32> {
        let cuts = || self.0.iter().filter(|(f, _)| *f == fact).map(|(_, n)| *n);
        let below = cuts().filter(|n| *n <= now).max().map(|n| n - 1);
        let above = cuts().filter(|n| *n > now).min();
        [below, above]
            .into_iter()
            .flatten()
            .filter(|v| (min..=max).contains(v))
            .collect()
    }
}

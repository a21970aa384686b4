//! Why, why not, and what would change this: found in the rules, never written by hand.
//!
//! *What would change this* tries every other answer to every question that was asked: the other options of a choice,
//! a sign the other way round, a number just beyond each cut point that a rule has for it, and of a sore place its
//! score, its signs and its twin. The changed answers are played through the interview. Where the change opens a
//! question, only what is certain without its answer counts, so a change is never promised more than it gives.

use crate::answers::{Answer, Answers, Feel, Side, Site};
use crate::condition::{Cond, Context, Memo, Test, Truth, booked_to_rest};
use crate::fact_set::FactSet;
use crate::interview::{Interview, Walked};
use crate::message::{Arg, Message, said};
use crate::plan::{Plan, PlanStep};
use crate::table::{
    CALMS, DEFINES, Fact, HEADLINES, HELPS, Kind, LEAVE_OUT, Level, NEXT_RUNS, Region, STEPS,
    TRIAGE, Worse, fact,
};
use crate::trace::{Decided, weigh};
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
    /// It opens questions, so that more may follow. Only changes that raise the level do.
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
    let mut all = consequences(&answers, &plan, |_| true);
    all.sort_by_key(|c| std::cmp::Reverse(c.weight));
    let mut changes = Changes::default();
    for c in all {
        let list = match c.level.cmp(&level) {
            std::cmp::Ordering::Greater => &mut changes.raise,
            std::cmp::Ordering::Less => &mut changes.lower,
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
    for c in consequences(&answers, &plan, |f| speaks(&answers, f)) {
        let found = match &c.change {
            Change::Answer { fact, .. } => Fact::by_id(fact),
            _ => Some(fact::LEGS),
        };
        let Some(found) = found else {
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
    let decided = |context: Context<'_>, when: &'static Cond| -> Option<Vec<Arg>> {
        let missing = weigh(context, when).missing?;
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
    out.sort_by_key(|w| std::cmp::Reverse(w.level));
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
fn consequences(answers: &Answers, plan: &Plan, wanted: impl Fn(Fact) -> bool) -> Vec<Consequence> {
    let cuts = Cuts::of_rules();
    let reach = Reach::of_rules(answers, plan.care.level);
    let base = Base {
        plan,
        walked: Walked::of(answers),
    };
    let mut out = Vec::new();
    for fact in Fact::all().filter(|f| !f.def().of_site && f.def().covers.is_empty()) {
        let now = match answers.given(fact) {
            Answer::NotAsked if derives(answers, fact) => Answer::Value(0),
            answer => answer,
        };
        if now == Answer::NotAsked || fact == fact::LEGS || !wanted(fact) {
            continue;
        }
        for to in alternatives(fact, now, &cuts) {
            let change = Change::Answer {
                fact: fact.id().into(),
                to: fact.show(Answer::Value(to)),
            };
            let Some(changed) = apply(answers, &change) else {
                continue;
            };
            let sign = matches!(fact.def().kind, Kind::Sign);
            if sign && !reach.changes(fact, &changed) {
                continue;
            }
            let key = match (&fact.def().kind, to) {
                (Kind::Sign, 0) => "change.without",
                (Kind::Sign, _) => "change.with",
                _ => "change.to",
            };
            let says = || Message::new(key).with("what", said(fact, Answer::Value(to)));
            out.extend(base.follow(&changed, change, says));
        }
    }
    let sites = answers.sites().filter(|_| wanted(fact::LEGS));
    for site in sites.unwrap_or(&[]) {
        out.extend(site_changes(answers, &base, site, &cuts));
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
fn open_line(changed: &mut Answers, fact: Fact) {
    let Some(line) = fact.def().line else {
        return;
    };
    let _ = changed.set(line, Answer::Value(1));
    for sign in line.def().covers {
        if changed.given(*sign) == Answer::NotAsked {
            let _ = changed.set(*sign, Answer::Value(0));
        }
    }
}

fn site_changes(answers: &Answers, base: &Base<'_>, site: &Site, cuts: &Cuts) -> Vec<Consequence> {
    let mut out = Vec::new();
    let Some(feel) = site.feel else {
        return out;
    };
    let place = Place::of(site);
    let mut all: Vec<(Change, Message)> = Vec::new();
    for to in cuts.near(fact::SCORE, i32::from(feel.score), 0, 10) {
        let change = Change::Score {
            place: place.clone(),
            to: u8::try_from(to).unwrap_or(0),
        };
        let score = Arg::Quantity(to, "of 10".into());
        all.push((change, Message::new("change.score").with("score", score)));
    }
    for sign in Fact::all().filter(|f| f.def().of_site && matches!(f.def().kind, Kind::Sign)) {
        let to = !feel.has(sign);
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
        let what = said(sign, Answer::Value(1));
        all.push((change, Message::new(key).with("what", what)));
    }
    let both = Change::Both {
        place: place.clone(),
    };
    let without = Change::Without {
        place: place.clone(),
    };
    all.push((both, Message::new("change.both")));
    all.push((without, Message::new("change.place_gone")));
    for (change, says) in all {
        if let Some(changed) = apply(answers, &change) {
            let named = || says.with("place", Arg::Place(place.region.clone(), place.side));
            out.extend(base.follow(&changed, change, named));
        }
    }
    out
}

/// The answers with one change made; nothing where it changes nothing or is not possible.
#[must_use]
pub fn apply(answers: &Answers, change: &Change) -> Option<Answers> {
    let mut changed = answers.clone();
    let sites = answers.sites().unwrap_or(&[]);
    let of = |place: &Place| {
        sites
            .iter()
            .find(|s| s.region.id() == place.region && s.side == place.side)
    };
    match change {
        Change::Answer { fact, to } => {
            let fact = Fact::by_id(fact)?;
            let to = fact.read(to).ok()?;
            changed.set(fact, to).ok()?;
            if to == Answer::Value(1) {
                open_line(&mut changed, fact);
            }
        }
        Change::Score { place, to } => {
            let site = of(place)?;
            let signs: Vec<Fact> = site.feel?.signs().collect();
            let feel = Feel::new(*to, &signs).ok()?;
            changed.set_feel(site.region, site.side, Some(feel)).ok()?;
        }
        Change::Sign { place, fact, to } => {
            let site = of(place)?;
            let feel = site.feel?;
            let sign = Fact::by_id(fact)?;
            let mut signs: Vec<Fact> = feel.signs().filter(|s| *s != sign).collect();
            if *to {
                signs.push(sign);
            }
            let feel = Feel::new(feel.score, &signs).ok()?;
            changed.set_feel(site.region, site.side, Some(feel)).ok()?;
        }
        Change::Both { place } => {
            let site = of(place)?;
            let twin = (site.region, site.side.other());
            if sites.iter().any(|s| (s.region, s.side) == twin) {
                return None;
            }
            changed = with_places(answers, sites, Some(twin), None);
            changed.set_feel(twin.0, twin.1, site.feel).ok()?;
        }
        Change::Without { place } => {
            let site = of(place).filter(|_| sites.len() > 1)?;
            changed = with_places(answers, sites, None, Some((site.region, site.side)));
        }
    }
    Some(changed)
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

/// The plan as it is, and the interview that led to it.
struct Base<'a> {
    plan: &'a Plan,
    walked: Walked,
}

impl Base<'_> {
    /// What follows from changed answers; nothing when the plan stays as it is.
    fn follow(
        &self,
        changed: &Answers,
        change: Change,
        says: impl FnOnce() -> Message,
    ) -> Option<Consequence> {
        let now = self.plan.care.level;
        let certain = triage::certain(changed);
        // The cheap looks first: most changes raise the level, or open a question without raising it.
        let opens = certain < Level::Emergency && Interview::next_screen(changed).is_some();
        if opens && certain <= now {
            return None;
        }
        let (level, comes, goes) = if certain > now {
            (certain, Vec::new(), Vec::new())
        } else {
            // Played through the interview: answers to what is no longer asked do not count.
            let then = Plan::of_finished(&self.walked.again(changed))?;
            let (comes, goes) = difference(self.plan, &then);
            (then.care.level, comes, goes)
        };
        let by_level = (level as i32 - now as i32).abs();
        let steps = i32::try_from(comes.len() + goes.len()).unwrap_or(i32::MAX);
        if by_level == 0 && steps == 0 {
            return None;
        }
        Some(Consequence {
            change,
            says: says(),
            level,
            opens,
            comes,
            goes,
            weight: by_level * 100 + steps,
        })
    }
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

/// Which facts each rule depends on, and what it says of the answers as they are.
struct Reach {
    rules: Vec<(FactSet, &'static Cond, Truth)>,
    level: Option<Level>,
}

impl Reach {
    fn of_rules(answers: &Answers, level: Level) -> Reach {
        let level = Some(level);
        let memo = Memo::default();
        let now = Context::new(answers, level).with(&memo);
        let rule = |when| {
            let mut facts = FactSet::default();
            depends(when, &mut facts);
            (facts, when, now.truth(when))
        };
        Reach {
            rules: conditions().map(rule).collect(),
            level,
        }
    }

    /// Whether any rule that depends on the fact says something else of the changed answers.
    fn changes(&self, fact: Fact, changed: &Answers) -> bool {
        // What doses read needs no rule to change.
        if fact.def().worse == Worse::None || fact == fact::HOT {
            return true;
        }
        let memo = Memo::default();
        let then = Context::new(changed, self.level).with(&memo);
        self.rules
            .iter()
            .filter(|(facts, _, _)| facts.has(fact))
            .any(|(_, when, now)| then.truth(when) != *now)
    }
}

fn depends(cond: &Cond, out: &mut FactSet) {
    match cond {
        Cond::Fact(fact, _) | Cond::Known(fact) => out.add(*fact),
        Cond::Define(i) => {
            if let Some(d) = DEFINES.get(usize::from(*i)) {
                depends(&d.when, out);
            }
        }
        Cond::All(list) | Cond::Any(list) => list.iter().for_each(|c| depends(c, out)),
        Cond::Not(c) | Cond::AnySite(c) | Cond::EverySite(c) => depends(c, out),
        Cond::BookedToRest => booked_to_rest().for_each(|c| depends(c, out)),
        Cond::Even | Cond::SiteIn(_) | Cond::Level(_) => {}
    }
}

/// The conditions of all rules.
fn conditions() -> impl Iterator<Item = &'static Cond> {
    TRIAGE
        .iter()
        .map(|r| &r.when)
        .chain(STEPS.iter().map(|r| &r.when))
        .chain(LEAVE_OUT.iter().map(|r| &r.when))
        .chain(HEADLINES.iter().map(|r| &r.when))
        .chain(CALMS.iter().map(|r| &r.when))
        .chain(NEXT_RUNS.iter().map(|r| &r.when))
        .chain(HELPS.iter().map(|r| &r.when))
}

/// Where the rules' conditions cut a number.
#[derive(Debug, Default)]
struct Cuts(Vec<(Fact, i32)>);

impl Cuts {
    fn of_rules() -> Cuts {
        let mut cuts = Cuts::default();
        let all = conditions().chain(DEFINES.iter().map(|d| &d.when));
        for condition in all {
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

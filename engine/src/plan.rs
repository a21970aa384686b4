//! The answer: level of care, routine, what is left out and why, the next run, and when to get help.

use crate::answers::{Answer, Answers};
use crate::condition::{Context, Memo, Truth};
use crate::derived::worst_score;
use crate::dose;
use crate::food;
use crate::forecast::{self, Point};
use crate::interview::{Interview, Step};
use crate::message::{Arg, Message, said};
use crate::return_to_run::{self, Rung};
use crate::session::{self, Allowed, Session, Unmet};
use crate::strength::{self, Sets};
use crate::table::{
    CALMS, Dose, Evidence, Fact, HEADLINES, HELPS, LEAVE_OUT, Level, Move, NEXT_RUNS, NextRunRule,
    Options, RULES_DATE, RULES_VERSION, STEPS, Slot, StepRule, define, fact,
};
use crate::trace::{Decided, Trace, Weighed, Weighing, weigh};
use crate::triage::{self, Care, Place};
use crate::week::{self, Week};
use serde::{Deserialize, Serialize};

/// A step of the routine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanStep {
    /// The rule that put it there. Its texts are `step.<id>` and `step.<id>.how`.
    pub id: String,
    pub slot: Slot,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dose: Option<Message>,
    /// What else a function has to say of it, such as how much a run like this costs in sweat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Message>,
    pub because: Message,
    /// The runner's own answers that put it there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<Arg>,
    pub evidence: Evidence,
    /// Worth trying for whoever likes it; not part of the routine.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
    /// What does as well without kit and standing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead: Option<Message>,
    /// Where a common tip yields to evidence: which, and to what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yields: Option<Message>,
    /// What it can be done with: things to eat, ways to move.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Message>,
    /// The exercises of a strength day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub strength: Vec<Sets>,
    pub cites: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
}

/// Something that is left out today, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Its title is `leave.<id>`.
    pub id: String,
    pub because: Message,
    /// The sore places that it speaks of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<Place>,
    pub cites: Vec<String>,
}

/// The next run: two options and the test that decides between them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextRun {
    pub id: String,
    /// Hours from the end of the run to the next hard one, the longest that holds; none where someone has to agree first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hard_hours: Option<i32>,
    pub easy: Message,
    pub wait: Message,
    pub test: Message,
    /// What else holds; where two differ, the later and stricter counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<AlsoHolds>,
    /// Back from an injury: walking and jogging in turns, rung by rung.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ladder: Vec<Rung>,
    pub cites: Vec<String>,
}

/// Another rule of the next run that holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlsoHolds {
    pub id: String,
    /// Its own hours to the next hard run, where it gives any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<i32>,
    pub easy: Message,
    pub wait: Message,
    pub test: Message,
}

impl NextRun {
    /// The rules that hold, the first one first, joined by `+`; one beside it that has hours of its own as `id@hours`.
    #[must_use]
    pub fn ids(&self) -> String {
        let also = self.also.iter().map(|a| match a.hours {
            Some(hours) => format!("{}@{hours}", a.id),
            None => a.id.clone(),
        });
        let all: Vec<String> = std::iter::once(self.id.clone()).chain(also).collect();
        all.join("+")
    }

    /// The rules of [`NextRun::ids`], each with its hours; `first` are those of the first one.
    pub fn rules(ids: &str, first: i32) -> impl Iterator<Item = (&str, i32)> {
        ids.split('+').map(move |rule| match rule.split_once('@') {
            Some((id, hours)) => (id, hours.parse().unwrap_or(first)),
            None => (rule, first),
        })
    }

    /// Moves the next hard run to so many hours after this one, as a check-in does. Later, every rule that holds waits
    /// at least so long; sooner, at most. Without a date there is none to move.
    pub fn move_to(&mut self, hours: i32) {
        let Some(before) = self.hard_hours else {
            return;
        };
        let moved = |own: i32| {
            if hours >= before {
                own.max(hours)
            } else {
                own.min(hours)
            }
        };
        let say = |wait: &mut Message| {
            if let Some(Arg::Quantity(own, _)) = wait.args.get_mut("hours") {
                *own = moved(*own);
            }
        };
        self.hard_hours = Some(hours);
        say(&mut self.wait);
        for also in &mut self.also {
            also.hours = also.hours.map(moved);
            say(&mut also.wait);
        }
    }

    /// Whether a rule holds, first or beside another.
    #[must_use]
    pub fn holds(&self, id: &str) -> bool {
        self.id == id || self.also.iter().any(|a| a.id == id)
    }
}

/// When to get help: `help.<id>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Help {
    pub id: String,
    pub level: Level,
    pub cites: Vec<String>,
}

/// The whole answer to a finished interview. Everything that it shows is in it, so that a stored one
/// reads the same after the rules have changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    pub rules: String,
    pub rules_date: String,
    pub care: Care,
    pub headline: Message,
    /// At self-care: why that is enough, in the runner's own answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calm: Option<Message>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<PlanStep>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<Session>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<LeftOut>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_run: Option<NextRun>,
    /// An ordinary week, once the runner has said how many runs it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub week: Option<Week>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub help: Vec<Help>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ribbon: Vec<Point>,
    /// The forecast of each sore place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub site_ribbons: Vec<SiteRibbon>,
}

/// The forecast of one sore place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteRibbon {
    pub place: Place,
    pub points: Vec<Point>,
}

/// The interview is not finished: this is the next screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfinished {
    pub next: Step,
}

impl Plan {
    /// Plans for the answers of a finished interview.
    ///
    /// # Errors
    /// When the interview is not finished. No answer to the safety screen: no plan.
    pub fn new(given: &Answers) -> Result<Plan, Unfinished> {
        let interview = Interview::walk(given);
        match interview.next {
            Some(next) => Err(Unfinished { next }),
            None => Ok(Plan::of(&interview.answers)),
        }
    }

    /// Plans for an interview as it was walked; nothing while it still asks.
    #[must_use]
    pub fn of_finished(interview: &Interview) -> Option<Plan> {
        interview
            .next
            .is_none()
            .then(|| Plan::of(&interview.answers))
    }

    /// The same with what every rule made of the answers.
    #[must_use]
    pub fn traced(interview: &Interview) -> Option<(Plan, Trace)> {
        interview.next.is_none().then(|| {
            let memo = Memo::default();
            let context = Context::new(&interview.answers, None).with(&memo);
            let (plan, weighing) = plan(context);
            let trace = Trace::of(context.at(plan.care.level), &weighing);
            (plan, trace)
        })
    }

    /// Plans for answers that a finished interview has counted.
    pub(crate) fn of(answers: &Answers) -> Plan {
        let memo = Memo::default();
        plan(Context::new(answers, None).with(&memo)).0
    }

    /// Every tag that the answer carries, sorted (the vignettes' vocabulary).
    #[must_use]
    pub fn tags(&self) -> Vec<&str> {
        let mut tags: Vec<&str> = self
            .care
            .tags
            .iter()
            .chain(
                self.steps
                    .iter()
                    .filter(|s| !s.optional)
                    .flat_map(|s| &s.tags),
            )
            .map(String::as_str)
            .collect();
        tags.sort_unstable();
        tags.dedup();
        tags
    }
}

fn owned(list: &[&str]) -> Vec<String> {
    list.iter().map(|c| (*c).to_owned()).collect()
}

/// The plan, and its rules as they were weighed.
fn plan(context: Context<'_>) -> (Plan, Weighing) {
    let answers = context.answers;
    let triage = triage::weighed(context);
    let care = triage::judge(context, &triage);
    let level = care.level;
    let context = context.at(level);
    let steps = if level < Level::SameDay {
        STEPS.iter().map(|s| weigh(context, &s.when)).collect()
    } else {
        Vec::new()
    };
    let weighing = Weighing { triage, steps };
    let mut plan = Plan {
        rules: RULES_VERSION.into(),
        rules_date: RULES_DATE.into(),
        headline: Message::new(format!("level.{}.headline", level.id())),
        care,
        calm: None,
        steps: Vec::new(),
        session: None,
        left_out: Vec::new(),
        next_run: None,
        week: None,
        help: Vec::new(),
        ribbon: Vec::new(),
        site_ribbons: Vec::new(),
    };
    plan.help = HELPS
        .iter()
        .filter(|h| h.level > level && context.holds(&h.when))
        .map(|h| Help {
            id: h.id.into(),
            level: h.level,
            cites: owned(h.cites),
        })
        .collect();
    if level >= Level::SameDay || context.defined(define::PARENT_PAGE) {
        return (plan, weighing);
    }
    if let Some(head) = HEADLINES
        .iter()
        .filter(|h| context.holds(&h.when))
        .max_by_key(|h| h.priority)
    {
        plan.headline = Message::about(format!("headline.{}", head.id), answers);
    }
    plan.calm = CALMS
        .iter()
        .filter(|c| context.holds(&c.when))
        .max_by_key(|c| c.priority)
        .map(|c| Message::about(format!("calm.{}", c.id), answers));
    let unmet = routine(&mut plan, context, &weighing.steps);
    plan.left_out = left_out(context, &unmet);
    plan.next_run = next_run(context);
    if level == Level::SelfCare {
        plan.week = week::week(context);
        if !context.defined(define::INJURY_PLACE) {
            plan.ribbon = forecast::ribbon(context).unwrap_or_default();
            plan.site_ribbons = forecast::site_ribbons(context)
                .into_iter()
                .map(|((region, side), points)| SiteRibbon {
                    place: Place {
                        region: region.id().into(),
                        side,
                    },
                    points,
                })
                .collect();
        }
    }
    (plan, weighing)
}

/// The rules of the next run that hold: the first in rank, and those that are said beside it.
fn next_run(context: Context<'_>) -> Option<NextRun> {
    let holding = || NEXT_RUNS.iter().filter(|n| context.holds(&n.when));
    let first = holding().max_by_key(|n| n.priority)?;
    let by_run = holding().filter(|n| n.distance).max_by_key(|n| n.priority);
    let mut also: Vec<&NextRunRule> = holding()
        .filter(|n| n.id != first.id)
        .filter(|n| !n.distance || (n.keeps && by_run.is_some_and(|b| b.id == n.id)))
        .collect();
    also.sort_by_key(|n| std::cmp::Reverse(n.priority));
    let all = || std::iter::once(&first).chain(&also);
    // One that gives no hours leaves no date to give.
    let longest = all()
        .map(|n| hard_hours(context, n))
        .collect::<Option<Vec<i32>>>()
        .and_then(|hours| hours.into_iter().max());
    let text =
        |rule: &NextRunRule, part: &str| Message::new(["next.", rule.id, ".", part].concat());
    let wait = |rule: &NextRunRule| match hard_hours(context, rule) {
        Some(hours) => text(rule, "wait").with("hours", Arg::Quantity(hours, "h".into())),
        None => text(rule, "wait"),
    };
    Some(NextRun {
        id: first.id.into(),
        hard_hours: longest,
        easy: text(first, "easy"),
        wait: wait(first),
        test: text(first, "test"),
        also: also
            .iter()
            .map(|rule| AlsoHolds {
                id: rule.id.into(),
                hours: hard_hours(context, rule),
                easy: text(rule, "easy"),
                wait: wait(rule),
                test: text(rule, "test"),
            })
            .collect(),
        // A tendon follows its pain, not the ladder (EV-PAIN-01).
        ladder: if context.defined(define::INJURY_PLACE) && !context.defined(define::TENDON_ONLY) {
            return_to_run::ladder()
        } else {
            Vec::new()
        },
        cites: all().flat_map(|n| owned(n.cites)).collect(),
    })
}

/// The lower number of the range only when the legs feel little now and the run was not hard; a day more after
/// a large or unaccustomed descent, or at 50 and over (EV-DOMS-37).
fn hard_hours(context: Context<'_>, rule: &NextRunRule) -> Option<i32> {
    let answers = context.answers;
    let (low, high) = rule.hours?;
    let light = worst_score(answers) <= 2 && answers.value(fact::EFFORT).is_some_and(|e| e <= 6);
    let more = answers.is_yes(fact::DESCENT)
        || answers.is_yes(fact::UNUSUAL)
        || context.defined(define::OVER_50);
    Some(if light { low } else { high } + if more { 24 } else { 0 })
}

fn left_out(context: Context<'_>, unmet: &[(crate::Site, Unmet)]) -> Vec<LeftOut> {
    LEAVE_OUT
        .iter()
        .filter(|l| context.holds(&l.when))
        .filter_map(|l| {
            let mut places: Vec<Place> = unmet
                .iter()
                .filter(|(_, why)| l.place == Some(*why))
                .map(|(site, _)| Place::of(site))
                .collect();
            places.sort();
            if l.place.is_some() && places.is_empty() {
                return None;
            }
            Some(LeftOut {
                id: l.id.into(),
                because: Message::about(format!("leave.{}.because", l.id), context.answers),
                places,
                cites: owned(l.cites),
            })
        })
        .collect()
}

/// The steps whose conditions hold, one a group.
fn chosen(weighed: &[Weighed]) -> Vec<&'static StepRule> {
    let mut chosen: Vec<&StepRule> = Vec::new();
    let hold = STEPS
        .iter()
        .zip(weighed)
        .filter(|(_, w)| w.truth == Truth::True);
    for (step, _) in hold {
        let rival = chosen
            .iter()
            .position(|c| step.group.is_some() && c.group == step.group);
        match rival.and_then(|i| chosen.get_mut(i)) {
            Some(slot) if slot.priority < step.priority => *slot = step,
            Some(_) => {}
            None => chosen.push(step),
        }
    }
    chosen
}

/// Fills in the steps and the session; returns the sore places that the session does not reach.
fn routine(
    plan: &mut Plan,
    context: Context<'_>,
    weighed: &[Weighed],
) -> Vec<(crate::Site, Unmet)> {
    let mut chosen = chosen(weighed);
    chosen.sort_by_key(|s| s.slot);
    let filled = |kind: Move| {
        chosen
            .iter()
            .find(|s| s.session == Some(kind))
            .map(|s| s.id)
    };
    let allowed = Allowed {
        walk: filled(Move::Walk),
        roll: filled(Move::Roll),
        rub: filled(Move::Rub),
        stretch: filled(Move::Stretch),
    };
    let (session, unmet) = session::pack(context, allowed);
    plan.steps.reserve_exact(chosen.len());
    for rule in chosen {
        let seconds = rule.session.map_or(0, |_| session.step_s(rule.id));
        if rule.session.is_none() || seconds > 0 {
            plan.steps.push(step(rule, context, seconds));
        }
    }
    if session.total_s > 0 {
        plan.session = Some(session);
    }
    unmet
}

fn step(rule: &StepRule, context: Context<'_>, seconds: i32) -> PlanStep {
    let says = |part: &str, names: &[Fact]| {
        let key = ["step.", rule.id, ".", part].concat();
        Message::filled(key, names, context.answers)
    };
    PlanStep {
        id: rule.id.into(),
        slot: rule.slot,
        dose: dose::dose(rule.dose, context, seconds),
        note: dose::note(rule.dose, context),
        because: says("because", rule.because),
        said: own_answers(context, rule),
        evidence: rule.evidence,
        optional: rule.optional,
        instead: rule.instead.map(|names| says("instead", names)),
        yields: rule.yields.map(|names| says("yields", names)),
        options: match rule.options {
            Options::None => Vec::new(),
            Options::Food => food::options(context),
            Options::Move => dose::ways_to_move(context),
        },
        strength: if rule.dose == Dose::Strength {
            strength::day(context)
        } else {
            Vec::new()
        },
        cites: owned(rule.cites),
        tags: owned(rule.tags),
    }
}

/// The answers that made a step's condition true, without those that deny something.
fn own_answers(context: Context<'_>, rule: &StepRule) -> Vec<Arg> {
    Decided::by(context, &rule.when, true)
        .facts
        .into_iter()
        .filter(|f| affirms(context.answers, *f))
        .map(|f| said(f, context.answers.get(f)))
        .collect()
}

/// A sign that is there, or any choice or number.
fn affirms(answers: &Answers, fact: Fact) -> bool {
    !matches!(fact.def().kind, crate::table::Kind::Sign) || answers.get(fact) == Answer::Value(1)
}

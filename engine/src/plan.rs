//! The answer: level of care, routine, what is left out and why, the next run, and when to get help.

use crate::answers::Answers;
use crate::condition::Context;
use crate::derived::worst_score;
use crate::dose;
use crate::forecast::{self, Point};
use crate::interview::{Interview, Step};
use crate::message::{Arg, Message};
use crate::session::{self, Exercise, Parts, Session};
use crate::table::{
    CALMS, Dose, Evidence, HEADLINES, HELPS, LEAVE_OUT, Level, NEXT_RUNS, NextRunRule, RULES_DATE,
    RULES_VERSION, STEPS, Slot, StepRule, fact,
};
use crate::triage::{self, Care};
use serde::{Deserialize, Serialize};

/// A step of the routine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanStep {
    /// The rule that put it there. Its texts are `step.<id>`, `step.<id>.how`.
    pub id: String,
    pub slot: Slot,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dose: Option<Message>,
    pub because: Message,
    pub evidence: Evidence,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exercises: Vec<Exercise>,
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
    pub cites: Vec<String>,
}

/// The next run: two options and the test that decides between them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextRun {
    pub id: String,
    /// Hours from the end of the run to the next hard one.
    pub hard_hours: i32,
    pub easy: Message,
    pub wait: Message,
    pub test: Message,
    pub cites: Vec<String>,
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
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub help: Vec<Help>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ribbon: Vec<Point>,
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
            None => Ok(plan(&interview.answers)),
        }
    }

    /// Every tag that the answer carries, sorted (the vignettes' vocabulary).
    #[must_use]
    pub fn tags(&self) -> Vec<&str> {
        let mut tags: Vec<&str> = self
            .care
            .tags
            .iter()
            .chain(self.steps.iter().flat_map(|s| &s.tags))
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

fn plan(answers: &Answers) -> Plan {
    let care = triage::triage(answers);
    let level = care.level;
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
        help: Vec::new(),
        ribbon: Vec::new(),
    };
    if level >= Level::SameDay || dose::defined(answers, "parent_page") {
        return plan;
    }
    let context = Context::new(answers, Some(level));
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
    routine(&mut plan, answers, context);
    plan.left_out = LEAVE_OUT
        .iter()
        .filter(|l| context.holds(&l.when))
        .map(|l| LeftOut {
            id: l.id.into(),
            because: Message::about(format!("leave.{}.because", l.id), answers),
            cites: owned(l.cites),
        })
        .collect();
    plan.next_run = NEXT_RUNS
        .iter()
        .filter(|n| context.holds(&n.when))
        .max_by_key(|n| n.priority)
        .map(|n| next_run(answers, n));
    plan.help = HELPS
        .iter()
        .filter(|h| context.holds(&h.when))
        .map(|h| Help {
            id: h.id.into(),
            level: h.level,
            cites: owned(h.cites),
        })
        .collect();
    if level == Level::SelfCare && !dose::defined(answers, "injury_place") {
        plan.ribbon = forecast::ribbon(answers).unwrap_or_default();
    }
    plan
}

/// The lower number of the range only when the legs feel little now and the run was not hard; a day more after
/// a large or unaccustomed descent, or at 50 and over (EV-DOMS-37).
fn next_run(answers: &Answers, rule: &NextRunRule) -> NextRun {
    let (low, high) = rule.hours;
    let light = worst_score(answers) <= 2 && answers.value(fact::EFFORT).is_some_and(|e| e <= 6);
    let more = answers.is_yes(fact::DESCENT)
        || answers.is_yes(fact::UNUSUAL)
        || dose::defined(answers, "over_50");
    let hard_hours = if light { low } else { high } + if more { 24 } else { 0 };
    let text = |part: &str| Message::new(format!("next.{}.{part}", rule.id));
    NextRun {
        id: rule.id.into(),
        hard_hours,
        easy: text("easy"),
        wait: text("wait").with("hours", Arg::Quantity(hard_hours, "h".into())),
        test: text("test"),
        cites: owned(rule.cites),
    }
}

fn routine(plan: &mut Plan, answers: &Answers, context: Context<'_>) {
    let mut chosen: Vec<&StepRule> = Vec::new();
    for step in STEPS.iter().filter(|s| context.holds(&s.when)) {
        let rival = chosen
            .iter()
            .position(|c| step.group.is_some() && c.group == step.group);
        match rival.and_then(|i| chosen.get_mut(i)) {
            Some(slot) if slot.priority < step.priority => *slot = step,
            Some(_) => {}
            None => chosen.push(step),
        }
    }
    let has = |dose: Dose| chosen.iter().any(|s| s.dose == dose);
    let parts = Parts {
        walk: has(Dose::Walk),
        roll: has(Dose::Roll),
        stretch: has(Dose::Stretch),
    };
    let session = session::pack(answers, parts);
    for rule in chosen {
        let (exercises, seconds) = match rule.dose {
            Dose::Walk => (Vec::new(), session.walk_s),
            Dose::Roll => (session.roll.clone(), session.roll_s()),
            Dose::Stretch => (session.stretch.clone(), session.stretch_s()),
            _ => (Vec::new(), 0),
        };
        if rule.session.is_some() && exercises.is_empty() {
            continue;
        }
        plan.steps.push(PlanStep {
            id: rule.id.into(),
            slot: rule.slot,
            dose: dose::dose(rule.dose, answers, seconds),
            because: Message::about(format!("step.{}.because", rule.id), answers),
            evidence: rule.evidence,
            exercises,
            cites: owned(rule.cites),
            tags: owned(rule.tags),
        });
    }
    plan.steps.sort_by_key(|s| s.slot);
    if session.total_s > 0 {
        plan.session = Some(session);
    }
}

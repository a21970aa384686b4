//! The plan as the page around the widget gets it: what it has in common with the plan of anyone after this run.
//!
//! A plan is made of answers, so it is not enough to leave out where they are repeated: food by the gram is the weight
//! once more, and "Check your glucose" is a condition. So the plan is made again for a runner of whom only the run and
//! the sore places are known, and what both plans say is given. What else there is is simply not there.

use crate::i18n::Words;
use aftermile_engine::plan::NextRun;
use aftermile_engine::table::Kind;
use aftermile_engine::{Answer, Answers, Fact, Feel, Level, Message, Plan, fact};
use serde::Serialize;

/// What is known of that runner, beside the sore places with how sore they are.
pub(crate) const KNOWN: [Fact; 13] = [
    fact::KIND,
    fact::MINUTES,
    fact::FINISHED,
    fact::DISTANCE,
    fact::DESCENT,
    fact::UNUSUAL,
    fact::WARM,
    fact::HOT,
    fact::EFFORT,
    fact::LEGS,
    fact::TIME,
    fact::KIT,
    fact::EATEN,
];

/// A plan in words. README tells hosts what is in it.
#[derive(Debug, Serialize)]
pub struct Given {
    level: &'static str,
    level_text: String,
    headline: String,
    steps: Vec<Step>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_run: Option<Next>,
    help: Vec<Help>,
}

#[derive(Debug, Serialize)]
struct Step {
    id: String,
    slot: &'static str,
    title: String,
    how: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    dose: Option<String>,
}

#[derive(Debug, Serialize)]
struct Next {
    #[serde(skip_serializing_if = "Option::is_none")]
    hard_hours: Option<i32>,
    rules: Vec<NextRule>,
}

#[derive(Debug, Serialize)]
struct NextRule {
    now: String,
    wait: String,
    test: String,
}

#[derive(Debug, Serialize)]
struct Help {
    level: &'static str,
    text: String,
}

impl Given {
    /// `answers`: those that the plan was made of.
    #[must_use]
    pub fn of(plan: &Plan, answers: &Answers, words: &Words) -> Given {
        let level = plan.care.level;
        let general = Message::new(format!("level.{}.headline", level.id()));
        let mut given = Given {
            level: level.id(),
            level_text: words.rule(&format!("level.{}", level.id())),
            headline: words.message(&general),
            steps: Vec::new(),
            next_run: None,
            help: Vec::new(),
        };
        // An urgent card is about today and one person: what is said beside its level follows from the signs.
        let anyone = (level < Level::SameDay)
            .then(|| anyone(answers))
            .flatten()
            .and_then(|answers| Plan::new(&answers).ok());
        let Some(anyone) = anyone else {
            return given;
        };
        if plan.headline == anyone.headline {
            given.headline = words.message(&plan.headline);
        }
        let both = plan.steps.iter().filter(|s| !s.optional);
        given.steps = both
            .filter_map(|step| {
                let other = anyone.steps.iter().find(|other| other.id == step.id)?;
                let dose = step.dose.as_ref().filter(|_| step.dose == other.dose);
                Some(Step {
                    id: step.id.clone(),
                    slot: step.slot.id(),
                    title: words.rule(&format!("step.{}", step.id)),
                    how: words.rule(&format!("step.{}.how", step.id)),
                    dose: dose.map(|dose| words.message(dose)),
                })
            })
            .collect();
        // Whole or not at all: without the rule that waits for a midwife the others would say too much.
        given.next_run = plan
            .next_run
            .as_ref()
            .filter(|_| plan.next_run == anyone.next_run)
            .map(|next| next_run(next, words));
        given.help = plan
            .help
            .iter()
            .filter(|help| anyone.help.iter().any(|other| other.id == help.id))
            .map(|help| Help {
                level: help.level.id(),
                text: words.rule(&format!("help.{}", help.id)),
            })
            .collect();
        given
    }
}

fn next_run(next: &NextRun, words: &Words) -> Next {
    let rule = |now, wait, test| NextRule {
        now: words.message(now),
        wait: words.message(wait),
        test: words.message(test),
    };
    let also = next.also.iter().map(|a| rule(&a.easy, &a.wait, &a.test));
    Next {
        hard_hours: next.hard_hours,
        rules: std::iter::once(rule(&next.easy, &next.wait, &next.test))
            .chain(also)
            .collect(),
    }
}

/// The answers of a grown and healthy runner after the same run, with the same places as sore.
fn anyone(answers: &Answers) -> Option<Answers> {
    let mut anyone = Answers::new();
    // What is only offered stays unsaid.
    for fact in Fact::all().filter(|f| !f.def().of_site && !f.def().offered) {
        let known = Some(answers.given(fact))
            .filter(|answer| KNOWN.contains(&fact) && *answer != Answer::NotAsked);
        anyone
            .set(fact, known.unwrap_or_else(|| ordinary(fact)))
            .ok()?;
    }
    let sites = answers.sites().unwrap_or_default();
    let places: Vec<_> = sites.iter().map(|s| (s.region, s.side)).collect();
    anyone.set_places(&places);
    for site in sites {
        let feel = Feel::new(site.feel.map_or(0, |feel| feel.score), &[]).ok();
        anyone.set_feel(site.region, site.side, feel).ok()?;
    }
    Some(anyone)
}

fn ordinary(fact: Fact) -> Answer {
    let first = match &fact.def().kind {
        Kind::Sign | Kind::Choice(_) => 0,
        Kind::Number(n) => n.min,
    };
    let option = match fact {
        fact::AGE => fact.option("a18_49"),
        fact::SLEEP => fact.option("h7_8"),
        _ => None,
    };
    Answer::Value(option.unwrap_or(first))
}

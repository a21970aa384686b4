//! One answer changed on the answer page, and what that changes.

use super::App;
use aftermile_engine::answers::{Answer, Feel};
use aftermile_engine::explain;
use aftermile_engine::{Answers, Fact, Plan, Region, Step, fact};
use leptos::prelude::*;

/// An answer that the plan rests on and that may be changed there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Driver {
    Fact(Fact),
    /// How sore it is at the sorest place, which may be several alike.
    Score(i32),
}

/// What another answer leads to.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    Plan(Box<Plan>),
    /// It opens a question first.
    Asks(Step),
}

/// The three answers that the plan rests on most.
#[must_use]
pub fn drivers(answers: &Answers) -> Vec<Driver> {
    let worst = answers
        .sites()
        .unwrap_or(&[])
        .iter()
        .filter_map(|s| s.feel)
        .map(|f| i32::from(f.score))
        .max();
    explain::drivers(answers)
        .iter()
        .filter_map(|d| Fact::by_id(&d.fact))
        .map(|f| match worst {
            Some(score) if f == fact::LEGS => Driver::Score(score),
            _ => Driver::Fact(f),
        })
        .collect()
}

/// The answers with one of them changed.
#[must_use]
pub fn changed(answers: &Answers, driver: Driver, value: i32) -> Answers {
    let mut other = answers.clone();
    match driver {
        Driver::Fact(fact) => {
            let _ = other.set(fact, Answer::Value(value));
        }
        Driver::Score(worst) => {
            for site in answers.sites().unwrap_or(&[]) {
                let Some(feel) = site.feel.filter(|f| i32::from(f.score) == worst) else {
                    continue;
                };
                let signs: Vec<Fact> = feel.signs().collect();
                let feel = u8::try_from(value)
                    .ok()
                    .and_then(|s| Feel::new(s, &signs).ok());
                let region: Region = site.region;
                let _ = other.set_feel(region, site.side, feel);
            }
        }
    }
    other
}

/// What these answers lead to.
#[must_use]
pub fn outcome(answers: &Answers) -> Outcome {
    match Plan::new(answers) {
        Ok(plan) => Outcome::Plan(Box::new(plan)),
        Err(open) => Outcome::Asks(open.next),
    }
}

impl App {
    /// Puts other answers in the place of those that were given for the run just answered.
    pub fn revise(&self, answers: Answers) {
        let Some(opened) = self.opened.get_untracked() else {
            return;
        };
        self.reopen(opened.record.id, answers);
    }
}

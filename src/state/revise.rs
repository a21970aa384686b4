//! One answer changed on the answer page, and what that changes.

use super::App;
use aftermile_engine::answers::{Answer, Feel};
use aftermile_engine::explain;
use aftermile_engine::{Answers, Fact, Plan, Region, Step, fact};
use leptos::prelude::*;
use std::time::Duration;

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

/// What moves a plan most; nothing as long as it is looked for.
pub type Drivers = RwSignal<Option<Vec<Driver>>>;

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
    /// The three answers that the plan rests on most. They are looked for once, and after the plan is painted: that
    /// plays many interviews.
    #[must_use]
    pub fn drivers(&self, answers: &Answers) -> Drivers {
        let inner = self.inner();
        let known = inner.moving.borrow();
        if let Some((_, known)) = known.as_ref().filter(|(of, _)| of == answers) {
            return RwSignal::new(Some(known.clone()));
        }
        let found = RwSignal::new(None);
        let (app, answers) = (*self, answers.clone());
        let look = move || {
            // The plan may have been left meanwhile.
            let Some(inner) = app.inner.try_get_value() else {
                return;
            };
            if found.try_get_untracked().is_some() {
                let drivers = drivers(&answers);
                inner.moving.replace(Some((answers, drivers.clone())));
                found.set(Some(drivers));
            }
        };
        request_animation_frame(move || set_timeout(look, Duration::ZERO));
        found
    }

    /// Puts other answers in the place of those that were given for the run just answered.
    pub fn revise(&self, answers: Answers) {
        let Some(opened) = self.opened.get_untracked() else {
            return;
        };
        self.reopen(opened.record.id, answers);
    }
}

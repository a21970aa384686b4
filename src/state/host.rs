//! What the widget knows of the page around it, and what it offers there.

use super::App;
use crate::i18n::Units;
use crate::ports::host::{Offer, Setting};
use crate::share::given::Given;
use aftermile_engine::answers::Answer;
use aftermile_engine::{Answers, Plan, fact};
use leptos::prelude::*;

/// The distances of the two races that have a name of their own, in metres.
const RACES: [(&str, i32); 2] = [("half-marathon", 21_100), ("marathon", 42_200)];

/// What the article is about, as answers that the runner sees chosen and can change.
pub(super) fn preset(id: &str) -> Answers {
    let mut answers = Answers::new();
    let race = RACES.iter().find(|(name, _)| *name == id);
    let kind = fact::KIND.option(if race.is_some() { "race" } else { id });
    if let Some(kind) = kind {
        let _ = answers.set(fact::KIND, Answer::Value(kind));
    }
    if let Some((_, metres)) = race {
        let _ = answers.set(fact::DISTANCE, Answer::Value(*metres));
    }
    answers
}

impl App {
    /// Where the widget stands.
    #[must_use]
    pub fn host(&self) -> Setting {
        self.inner().ports.host.setting()
    }

    /// The host's units, for a runner who has not chosen.
    pub fn host_units(&self, units: Units) {
        if self.inner().history.settings().units.is_none() {
            self.units.set(units);
        }
    }

    /// The page around the widget has something to offer.
    pub fn offer(&self, offer: Offer) {
        // Sent away once is sent away.
        if offer == Offer::Install && self.inner().history.settings().no_install {
            return;
        }
        self.offers.update(|offers| {
            if !offers.contains(&offer) {
                offers.push(offer);
            }
        });
    }

    /// The page around the widget takes an offer back.
    pub fn withdraw(&self, offer: Offer) {
        self.offers
            .update(|offers| offers.retain(|other| *other != offer));
    }

    /// The runner does not want to install it: it is not offered again in this browser.
    pub fn no_install(&self) {
        self.withdraw(Offer::Install);
        let result = self
            .inner()
            .history
            .change_settings(|settings| settings.no_install = true);
        self.kept(result);
    }

    /// The runner takes up an offer.
    pub fn accept(&self, offer: Offer) {
        self.withdraw(offer);
        self.inner().ports.host.accept(offer);
    }

    /// Opens the standalone page with what is kept here.
    pub fn hand_over(&self) {
        self.inner().ports.host.hand_over();
    }

    pub(super) fn told_start(&self) {
        self.inner().ports.host.started();
    }

    /// The host hears that there is an answer; what it is only when it asked and the runner agreed. That counts for one
    /// answer: the next is asked about anew. `answers`: those that the plan was made of.
    pub(super) fn told_finish(&self, plan: &Plan, answers: &Answers) {
        let inner = self.inner();
        let agreed = self.gives_plan.get_untracked();
        self.gives_plan.set(false);
        inner.ports.host.finished();
        if inner.ports.host.setting().asks_plan && agreed {
            let given = Given::of(plan, answers, &self.words_untracked());
            // Everything in it can be written.
            if let Ok(json) = serde_json::to_string(&given) {
                inner.ports.host.plan(&plan.rules, &json);
            }
        }
    }
}

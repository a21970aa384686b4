//! The device's Back on the standalone page: one press, one question.

use super::awaited::Awaited;
use super::{App, Page};
use leptos::prelude::*;

impl App {
    /// Back, by the button on screen. Where the page keeps a trail, the device's own Back is what is pressed.
    pub fn back(&self) {
        if !self.inner().ports.trail.back() {
            self.step_back();
        }
    }

    /// Follows the device's Back and Forward from now on.
    pub(super) fn follow_the_trail(&self) {
        let app = *self;
        self.spot.set_value(self.here());
        self.inner().ports.trail.listen(Box::new(move |back| {
            if app.inner.try_get_value().is_none() {
                return;
            }
            app.following.set_value(true);
            if back {
                app.step_back();
            } else {
                app.step_forward();
            }
            app.following.set_value(false);
        }));
    }

    /// To be called after every move: one that the runner made is a step of the trail, the card its beginning.
    pub(super) fn leave_a_trail(&self) {
        let here = self.here();
        if self.spot.with_value(|spot| *spot == here) {
            return;
        }
        self.spot.set_value(here);
        let inner = self.inner();
        if self.page.get_untracked() == Page::Card {
            inner.ports.trail.clear();
        } else if !self.following.get_value() {
            inner.ports.trail.push();
        }
    }

    fn here(&self) -> String {
        if self.awaited.get_untracked() != Awaited::No {
            return "waiting".to_owned();
        }
        let page = self.page.get_untracked();
        if page != Page::Ask {
            return format!("{page:?}");
        }
        let step = self.step.get_untracked();
        let open = step.as_ref().and_then(|s| untrack(|| self.stage(s)));
        let side = step.as_ref().and_then(|s| untrack(|| self.side(s)));
        let name = step.map(|s| s.name()).unwrap_or_default();
        let part = open.map(|f| f.id()).or(side.map(|s| s.id()));
        format!("{name} {}", part.unwrap_or(""))
    }

    /// Forward goes on as far as there are answers.
    fn step_forward(&self) {
        if self.page.get_untracked() != Page::Ask {
            return;
        }
        if let Some(step) = self.step.get_untracked()
            && self.has_answer(&step)
        {
            self.on(&step);
        }
    }
}

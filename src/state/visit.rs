//! Where a visit begins; and what has grown old when the page is seen again without having been loaded anew, as
//! installed apps and kept tabs are.

use super::player::OFFERED_MS;
use super::{App, Page, interview};
use crate::later;
use aftermile_engine::triage::triage;
use aftermile_engine::{Answers, Interview, Level};
use leptos::prelude::*;
use std::rc::Rc;

/// After so long a draft's signs and times are asked again, and who was away for so long visits anew (a design choice).
pub(super) const FRESH_MS: i64 = 2 * 3_600_000;

/// Whether these answers are whole and ask for help now or today: they are told so, however old they are.
pub(super) fn needs_help(answers: &Answers) -> bool {
    let walk = Interview::walk(answers);
    walk.is_done() && triage(&walk.answers).level >= Level::SameDay
}

impl App {
    /// What a visit begins with, apart from its page.
    pub(super) fn set_out(&self) {
        if self.page.get_untracked() == Page::Ask {
            self.fetch_later();
            // Whoever needed help and lost the page is told so again, not asked again.
            if self.walk.with_untracked(Interview::is_done) && self.urgent_meanwhile().is_some() {
                self.finish();
            }
        }
        let asks_seen = later::here().is_some_and(|later| untrack(|| (later.asks_seen)(*self)));
        if self.page.get_untracked() == Page::Card && asks_seen {
            self.page.set(Page::Seen);
        }
    }

    /// Leaves the plan of the page's address for what this visit would have begun with. The address names it no more:
    /// a reload leads to the runner's own.
    pub fn leave_shared(&self) {
        let inner = self.inner();
        inner.ports.page.drop_fragment();
        self.shared.set_value(None);
        let behind = inner.behind.get();
        let over = self.is_over(behind, 0);
        self.show(if over { Page::Card } else { behind });
        self.set_out();
    }

    /// Of a draft that has grown old only what does not pass is kept. True when it was old.
    pub(super) fn age_draft(&self) -> bool {
        let old = self.now().at_ms - self.inner().draft_at.get() > FRESH_MS;
        if !old || !untrack(|| self.has_draft()) || self.answers.with_untracked(needs_help) {
            return false;
        }
        let sharp = self.inner().sharp.borrow().clone();
        let kept = self.answers.with_untracked(interview::without_what_passes);
        self.take_up(kept);
        self.inner().sharp.replace(sharp);
        self.at.set(String::new());
        true
    }

    /// Hears of the page being seen again, as long as the widget lives.
    pub(super) fn watch_the_page(&self) {
        let app = *self;
        let inner = self.inner();
        let heard = Rc::new(move |seen: bool| {
            let Some(inner) = app.inner.try_get_value() else {
                return;
            };
            let now = app.now().at_ms;
            if !seen {
                inner.left_at.set(Some(now));
            } else if let Some(left) = inner.left_at.take() {
                app.seen_again(now - left);
            }
        });
        let watch = inner.ports.guide.sight.watch(heard);
        inner.sight.replace(Some(watch));
    }

    /// The page is seen again after so many milliseconds: a screen of another visit gives way to the card, and nothing
    /// takes the focus for that.
    pub(super) fn seen_again(&self, away_ms: i64) {
        if away_ms < FRESH_MS {
            return;
        }
        let page = self.page.get_untracked();
        let from = if page == Page::Wrong {
            self.came_from.get_untracked()
        } else {
            page
        };
        if !self.is_over(from, away_ms) {
            return;
        }
        self.asked_seen.set(false);
        if page != Page::Card {
            self.show(Page::Card);
            self.moved.set(false);
        }
        self.set_out();
    }

    /// Whether a screen belongs to a visit that is over; what was on it is then left.
    fn is_over(&self, page: Page, away_ms: i64) -> bool {
        match page {
            Page::Card => true,
            Page::Ask | Page::Wrong => self.age_draft(),
            _ => later::here().is_some_and(|later| (later.is_over)(*self, page, away_ms)),
        }
    }

    /// The same of what the later part brings. By `later` only.
    pub(crate) fn is_over_now(self, page: Page, away_ms: i64) -> bool {
        let long = away_ms >= OFFERED_MS;
        match page {
            // Scores of yesterday are not how it feels now.
            Page::CheckIn => {
                self.asking.set(None);
                true
            }
            Page::Player if long || !self.is_still_offered() => {
                self.end_for_good();
                true
            }
            Page::Answer => self.opened.with_untracked(|opened| {
                let told = opened.as_ref().map(|o| o.record.saved_at_ms);
                told.is_none_or(|told| self.now().at_ms - told >= OFFERED_MS)
            }),
            Page::Checked => long,
            _ => false,
        }
    }
}

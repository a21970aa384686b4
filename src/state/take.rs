//! What a runner takes along: a link, a page to print, calendar entries.

use super::App;
use super::remind::reminders;
use crate::calendar::{self, Entry};
use crate::history::{Record, Run};
use crate::i18n::key;
use crate::ports::host::Place;
use crate::ports::{Moment, Parcel};
use crate::share::{Shared, text};
use aftermile_engine::Slot;

/// The step for tomorrow is in the late afternoon.
const STEP_H: i64 = 17;
const CHECK_IN_MIN: i32 = 5;
const STEP_MIN: i32 = 30;

/// The end of a fragment that asks for the page to be printed.
const PRINT: &str = "&print";

impl App {
    /// The address under which the plan can be read: the plan only, no answers.
    #[must_use]
    pub fn link(&self, record: &Record) -> String {
        let home = self.inner().ports.page.home();
        let plan = Shared::of(&record.plan, record.moment());
        format!("{home}#{}", plan.fragment())
    }

    /// Whether a link would open the plan for somebody else: that to a single file names a folder of this device.
    #[must_use]
    pub fn has_link(&self) -> bool {
        self.host().place != Place::File
    }

    /// The plan in plain words, to be sent where there is no link: the plan only, no answers.
    #[must_use]
    pub fn as_text(&self, record: &Record) -> String {
        text::of(
            &Shared::of(&record.plan, record.moment()),
            &self.words_untracked(),
        )
    }

    /// The address of the plan as a page to print.
    #[must_use]
    pub fn print_link(&self, record: &Record) -> String {
        format!("{}{PRINT}", self.link(record))
    }

    /// Whether the shared plan was opened to be printed.
    #[must_use]
    pub fn is_to_print(&self) -> bool {
        self.inner().ports.page.fragment().ends_with(PRINT)
    }

    /// Prints what is shown. False where no window can be opened for it.
    #[allow(clippy::must_use_candidate)] // Two of three callers have nothing to say when it fails.
    pub fn print(&self) -> bool {
        self.inner().ports.page.print()
    }

    /// Puts a text on the clipboard, then tells whether that worked.
    pub fn copy(&self, text: &str, told: impl FnOnce(bool) + 'static) {
        self.inner().ports.page.copy(text, Box::new(told));
    }

    /// Whether the device lets the runner choose where this goes.
    #[must_use]
    pub fn can_send(&self, what: &Parcel) -> bool {
        self.inner().ports.page.can_send(what)
    }

    /// Lets the runner choose where it goes, then tells whether that was possible. Only inside a press.
    pub fn send(&self, what: &Parcel, told: impl FnOnce(bool) + 'static) {
        self.inner().ports.page.send(what, Box::new(told));
    }

    /// Offers the calendar file. True when the browser takes it, though some drop it without a word.
    pub fn download_calendar(&self, text: &str) -> bool {
        let page = &self.inner().ports.page;
        page.download("aftermile.ics", "text/calendar;charset=utf-8", text)
    }

    /// The check-ins that are still to come, and what is for tomorrow. None where that has all gone by.
    #[must_use]
    pub fn calendar(&self, record: &Record) -> Option<String> {
        let words = self.words_untracked();
        let inner = self.inner();
        let now = self.now();
        let offset_at = |at_ms: i64| inner.ports.clock.offset_at(at_ms);
        // Something new at a check-in has an answer of its own, and the check-ins stay those of the run.
        let run = inner.history.run(&record.id).map_or_else(
            || {
                let id = record.id.clone();
                Run::answered(id, record.moment(), &record.answers, &record.plan).into()
            },
            |run| {
                let first = run.about.as_deref().and_then(|id| inner.history.run(id));
                first.unwrap_or(run)
            },
        );
        let reminders = reminders(&run, now.at_ms, offset_at).into_iter();
        let mut entries: Vec<Entry> = reminders
            .map(|(place, at)| Entry {
                id: format!("check-{}", place + 1),
                at,
                minutes: CHECK_IN_MIN,
                title: key::TAKE_CHECK_IN.text().to_owned(),
                note: key::TAKE_CHECK_IN_NOTE.text().to_owned(),
            })
            .collect();
        let told = record.moment();
        let local = told.local_ms() - told.of_day_ms() + 86_400_000 + STEP_H * 3_600_000;
        let offset_min = offset_at(local - i64::from(told.offset_min) * 60_000);
        let at = Moment {
            at_ms: local - i64::from(offset_min) * 60_000,
            offset_min,
        };
        let tomorrow = record.plan.steps.iter().find(|s| s.slot == Slot::Day1);
        if let Some(step) = tomorrow.filter(|_| at.at_ms > now.at_ms) {
            let title = words.rule(&format!("step.{}", step.id));
            let dose = step.dose.as_ref().map(|d| words.message(d));
            let how = words.rule(&format!("step.{}.how", step.id));
            let parts = [Some(title), dose, Some(how)];
            entries.push(Entry {
                id: "tomorrow".into(),
                at,
                minutes: STEP_MIN,
                title: key::TAKE_STEP.text().to_owned(),
                note: parts.into_iter().flatten().collect::<Vec<_>>().join("\n"),
            });
        }
        (!entries.is_empty()).then(|| calendar::file(&record.id, now, &entries))
    }
}

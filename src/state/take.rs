//! What a runner takes along: a link, a page to print, calendar entries.

use super::App;
use crate::calendar::{self, Entry};
use crate::history::Record;
use crate::i18n::key;
use crate::ports::host::Place;
use crate::ports::{Moment, Parcel};
use crate::share::{Shared, text};
use aftermile_engine::Slot;

/// Check-ins are in the morning, when stairs tell most.
const MORNING_H: i64 = 8;
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

    /// Three check-ins and what is for tomorrow.
    #[must_use]
    pub fn calendar(&self, record: &Record) -> String {
        let words = self.words_untracked();
        let from = record.moment();
        let morning = |days: i64| {
            let midnight = from.local_ms() - from.of_day_ms();
            let local = midnight + days * 86_400_000 + MORNING_H * 3_600_000;
            Moment {
                at_ms: local - i64::from(from.offset_min) * 60_000,
                offset_min: from.offset_min,
            }
        };
        let mut entries: Vec<Entry> = (1..=3)
            .map(|day| Entry {
                id: format!("check-{day}"),
                at: morning(day),
                minutes: CHECK_IN_MIN,
                title: key::TAKE_CHECK_IN.text().to_owned(),
                note: key::TAKE_CHECK_IN_NOTE.text().to_owned(),
            })
            .collect();
        let tomorrow = record.plan.steps.iter().find(|s| s.slot == Slot::Day1);
        if let Some(step) = tomorrow {
            let title = words.rule(&format!("step.{}", step.id));
            let dose = step.dose.as_ref().map(|d| words.message(d));
            let how = words.rule(&format!("step.{}.how", step.id));
            let parts = [Some(title), dose, Some(how)];
            entries.push(Entry {
                id: "tomorrow".into(),
                at: morning(1).plus_hours(9),
                minutes: STEP_MIN,
                title: key::TAKE_STEP.text().to_owned(),
                note: parts.into_iter().flatten().collect::<Vec<_>>().join("\n"),
            });
        }
        calendar::file(&record.id, self.now(), &entries)
    }
}

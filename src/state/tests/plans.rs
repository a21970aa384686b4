//! Interviews answered by dice: whatever is said, the answer can be written out.

use super::{here, name, plan, with_app};
use crate::history::Record;
use crate::i18n::key;
use crate::ports::Moment;
use crate::share::{LONGEST, Shared};
use crate::state::revise::{Driver, Outcome, changed, drivers, outcome};
use crate::state::{App, Page};
use aftermile_engine::answers::{Answer, Feel, Side};
use aftermile_engine::dose::hours_since_run;
use aftermile_engine::message::{Message, placeholders};
use aftermile_engine::table::{Kind, Layout};
use aftermile_engine::{Fact, Interview, Level, Plan, fact};
use leptos::prelude::*;

/// Answers anything, the same for the same seed.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides.max(1)
    }

    pub(super) fn answer(&mut self, app: App) {
        let step = here(app);
        match step.screen().layout {
            Layout::Lines if self.roll(12) == 0 => {
                let line = step.facts[self.roll(step.facts.len())];
                app.open_line(&step, line);
            }
            Layout::Lines => app.deny(&step),
            Layout::Where => {
                let all: Vec<_> = aftermile_engine::Region::all().collect();
                let sides: [&[Side]; 3] =
                    [&[Side::Left], &[Side::Right], &[Side::Left, Side::Right]];
                for _ in 0..=self.roll(2) {
                    app.toggle_place(all[self.roll(all.len())], sides[self.roll(3)]);
                }
                let sore = app
                    .answers
                    .with_untracked(|a| a.given_sites().is_some_and(|s| !s.is_empty()));
                let legs = if sore {
                    2
                } else {
                    i32::try_from(self.roll(2)).unwrap()
                };
                app.choose(&step, fact::LEGS, Answer::Value(legs));
            }
            Layout::Site => {
                let region = step.place.unwrap();
                let sides: Vec<Side> = app.answers.with_untracked(|a| {
                    a.given_sites()
                        .unwrap_or(&[])
                        .iter()
                        .filter(|s| s.region == region)
                        .map(|s| s.side)
                        .collect()
                });
                let feel = Feel::new(u8::try_from(self.roll(11)).unwrap(), &[]).unwrap();
                app.feel(region, &sides, feel);
                app.on(&step);
            }
            _ => {
                for fact in &step.facts {
                    let answer = self.one(*fact);
                    app.set(*fact, answer);
                }
                app.settle(&step, Answer::Value(0));
            }
        }
    }

    fn one(&mut self, fact: Fact) -> Answer {
        match &fact.def().kind {
            Kind::Sign => Answer::Value(i32::from(self.roll(6) == 0)),
            Kind::Choice(options) => {
                Answer::Value(i32::try_from(self.roll(options.len())).unwrap())
            }
            Kind::Number(n) => match n.quick {
                [] if n.unit == "g" => {
                    Answer::Value(70_000 + i32::try_from(self.roll(20)).unwrap() * 100)
                }
                [] => Answer::Value(n.min + i32::try_from(self.roll(11)).unwrap()),
                quick => Answer::Value(quick[self.roll(quick.len())]),
            },
        }
    }
}

fn check(app: App, message: &Message) {
    let text = aftermile_engine::message::english(&message.key)
        .unwrap_or_else(|| panic!("no text for {}", message.key));
    for name in placeholders(text) {
        assert!(
            message.args.contains_key(name) || name == "hot" || name == "warm",
            "nothing fills {{{name}}} of {}",
            message.key
        );
    }
    let written = untrack(|| app.words()).message(message);
    assert!(
        !written.contains(['{', '}']) && !written.contains("  "),
        "{}: {written}",
        message.key
    );
    assert!(
        !written.contains(key::UNIT_LOST.text()),
        "{}: {written}",
        message.key
    );
}

/// Plays so many interviews to their answers.
fn played(count: u64, check: impl Fn(u64, App)) {
    for seed in 0..count {
        let mut dice = Dice(seed);
        with_app(|app| {
            app.start();
            for _ in 0..60 {
                if app.page.get_untracked() == Page::Answer {
                    break;
                }
                dice.answer(app);
            }
            assert_eq!(
                app.page.get_untracked(),
                Page::Answer,
                "seed {seed} stays at {}",
                name(app)
            );
            check(seed, app);
        });
    }
}

fn record(app: App) -> Record {
    app.opened.get_untracked().unwrap().record
}

#[test]
fn every_plan_with_steps_can_be_shared_in_a_short_link_and_read_back() {
    played(80, |seed, app| {
        let record = record(app);
        if record.plan.care.level > Level::Book {
            return;
        }
        let link = app.link(&record);
        assert!(
            link.len() <= LONGEST,
            "seed {seed}: {} characters",
            link.len()
        );
        let (_, fragment) = link.split_once('#').unwrap();
        let read = Shared::read(fragment);
        let told = Shared::of(&record.plan, record.moment());
        // Whole minutes are enough for a date.
        let at_ms = told.moment.at_ms / 60_000 * 60_000;
        let moment = Moment {
            at_ms,
            ..told.moment
        };
        assert_eq!(read, Some(Ok(Shared { moment, ..told })), "seed {seed}");
    });
}

#[test]
fn the_calendar_names_no_complaint_in_its_titles() {
    played(60, |seed, app| {
        let record = record(app);
        let text = app.calendar(&record).unwrap_or_default();
        let hours = hours_since_run(&record.answers);
        let urgent = record.plan.care.level >= Level::SameDay;
        let to_come = [20, 44, 68].iter().filter(|from| hours < **from && !urgent);
        let check_ins = text.matches("SUMMARY:Aftermile: check in\r\n").count();
        assert_eq!(check_ins, to_come.count(), "seed {seed}");
        for line in text.split("\r\n") {
            assert!(line.len() <= 75, "seed {seed}: {line}");
            let title = line.strip_prefix("SUMMARY:").unwrap_or("Aftermile");
            assert!(title.starts_with("Aftermile"), "seed {seed}: {title}");
        }
    });
}

#[test]
fn another_answer_gives_the_plan_that_the_interview_gives() {
    played(60, |seed, app| {
        let answers = record(app).answers().unwrap();
        for driver in drivers(&answers) {
            for value in [0, 5, 10] {
                let other = changed(&answers, driver, value);
                match outcome(&other) {
                    Outcome::Plan(plan) => assert_eq!(Ok(*plan), Plan::new(&other), "seed {seed}"),
                    Outcome::Asks(step) => {
                        assert_eq!(Interview::walk(&other).next, Some(step), "seed {seed}");
                    }
                }
            }
        }
    });
}

#[test]
fn a_revised_run_stays_one_run() {
    played(20, |seed, app| {
        let before = record(app);
        if before.plan.care.level > Level::Book {
            return;
        }
        let other = changed(&before.answers().unwrap(), Driver::Fact(fact::EFFORT), 9);
        app.revise(other);
        assert_eq!(app.runs().len(), 1, "seed {seed}");
        if app.page.get_untracked() == Page::Answer {
            assert_eq!(record(app).id, before.id, "seed {seed}");
        }
    });
}

/// Whatever is answered, every sentence of the answer can be written out in full.
#[test]
fn every_sentence_of_every_plan_is_complete() {
    played(400, |_, app| {
        let plan = plan(app);
        let reasons = plan
            .care
            .reasons
            .iter()
            .chain(&plan.care.also)
            .map(|r| &r.because);
        let lines = plan.care.lines.iter().map(|l| &l.text);
        let steps = plan
            .steps
            .iter()
            .flat_map(|s| s.dose.iter().chain([&s.because]));
        let left = plan.left_out.iter().map(|l| &l.because);
        let next = plan
            .next_run
            .iter()
            .flat_map(|n| [&n.easy, &n.wait, &n.test]);
        for message in reasons
            .chain(lines)
            .chain(steps)
            .chain(left)
            .chain(next)
            .chain([&plan.headline])
        {
            check(app, message);
        }
        for step in &plan.steps {
            check(app, &Message::new(format!("step.{}", step.id)));
            check(app, &Message::new(format!("step.{}.how", step.id)));
        }
    });
}

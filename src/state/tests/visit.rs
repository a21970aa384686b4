//! A page that is kept open: what of it is still true when it is seen again.

use super::{finish, here, name, plan};
use crate::player::{Course, Timeline};
use crate::ports::memory::{self, MemoryStore};
use crate::ports::{Clock, Moment, Page as PagePort, Ports, Store};
use crate::share::Shared;
use crate::state::player::Playing;
use crate::state::{App, Page};
use aftermile_engine::answers::Answer;
use aftermile_engine::{Answers, Level, fact};
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

const HOUR_MS: i64 = 3_600_000;
const START_MS: i64 = 1_700_000_000_000;

/// A clock that is put on by hand.
struct Turned(Rc<Cell<i64>>);

impl Clock for Turned {
    fn now(&self) -> Moment {
        Moment {
            at_ms: self.0.get(),
            offset_min: 60,
        }
    }
}

/// A page with an address.
#[derive(Clone, Default)]
struct Addressed(Rc<RefCell<String>>);

impl PagePort for Addressed {
    fn focus(&self, _: &str) {}
    fn to_top(&self) {}
    fn download(&self, _: &str, _: &str, _: &str) -> bool {
        false
    }
    fn home(&self) -> String {
        "https://example.org/".into()
    }
    fn fragment(&self) -> String {
        self.0.borrow().clone()
    }
    fn drop_fragment(&self) {
        self.0.borrow_mut().clear();
    }
    fn print(&self) -> bool {
        true
    }
}

/// A device: what it keeps, its clock, and the address of its page.
#[derive(Default)]
struct Device {
    store: Rc<MemoryStore>,
    clock: Rc<Cell<i64>>,
    address: Addressed,
}

impl Device {
    fn new() -> Device {
        let device = Device::default();
        device.clock.set(START_MS);
        device
    }

    /// Loads the page.
    fn visit(&self, play: impl FnOnce(App)) {
        let ports = Ports {
            store: self.store.clone(),
            clock: Box::new(Turned(self.clock.clone())),
            page: Box::new(self.address.clone()),
            ..memory::ports()
        };
        Owner::new().with(|| play(App::new(ports, None)));
    }

    /// The session of the answer just given is left in its first step.
    fn breaks_off_a_session(&self, app: App) {
        let record = app.opened.get_untracked().unwrap().record;
        let session = Playing {
            run: record.id.clone(),
            all: Timeline::of(record.plan.session.as_ref().unwrap()).unwrap(),
            course: Course::new(START_MS),
            eased: None,
            before: Vec::new(),
        };
        let text = session.write(START_MS).unwrap();
        self.store.set("aftermile:2:player", &text).unwrap();
    }

    /// The page is out of sight for so long, and then seen again.
    fn away(&self, app: App, hours: i64) {
        self.clock.set(self.clock.get() + hours * HOUR_MS);
        app.seen_again(hours * HOUR_MS);
    }
}

/// "None of these", and the run is said to have ended within the hour.
fn begin(app: App) {
    app.start();
    app.deny(&here(app));
    app.set(fact::KIND, Answer::Value(0));
    app.set(fact::FINISHED, Answer::Value(0));
}

/// A line of an emergency, opened and confirmed.
fn emergency(app: App) {
    app.start();
    app.open_line(&here(app), fact::LINE_URINE);
    app.set(fact::URINE_DARK, Answer::Value(1));
    app.settle(&here(app), Answer::Value(0));
    assert_eq!(plan(app).care.level, Level::Emergency);
}

#[test]
fn what_passes_is_asked_again_of_a_page_that_was_out_of_sight() {
    let device = Device::new();
    device.visit(|app| {
        begin(app);
        let at = name(app);
        // A telephone put away for an hour is the same visit.
        device.away(app, 1);
        assert_eq!((app.page.get_untracked(), name(app)), (Page::Ask, at));
        device.away(app, 14);
        assert_eq!(app.page.get_untracked(), Page::Card);
        assert!(app.has_draft());
        app.go_on();
        assert_eq!(name(app), "safety");
        let given = |fact| app.answers.with_untracked(|a| a.given(fact));
        assert_eq!(given(fact::FINISHED), Answer::NotAsked);
        for line in crate::state::interview::lines() {
            assert_eq!(given(*line), Answer::NotAsked, "{}", line.id());
        }
    });
}

#[test]
fn a_draft_that_waits_behind_the_card_grows_old_there() {
    let device = Device::new();
    device.visit(|app| {
        begin(app);
        app.show(Page::Card);
        // Nobody told the page that it was out of sight.
        device.clock.set(START_MS + 3 * HOUR_MS);
        app.go_on();
        assert_eq!(name(app), "safety");
        // What is said now is not taken back.
        app.deny(&here(app));
        let next = name(app);
        app.show(Page::Card);
        app.go_on();
        assert_eq!(name(app), next);
    });
}

#[test]
fn an_answer_of_yesterday_gives_way_to_the_card() {
    let device = Device::new();
    device.visit(|app| {
        app.start();
        finish(app);
        assert!(app.can_play());
        device.away(app, 3);
        assert_eq!(app.page.get_untracked(), Page::Answer);
        device.away(app, 4);
        assert_eq!(app.page.get_untracked(), Page::Card);
        assert_eq!(app.answers.get_untracked(), Answers::new());
        let id = app.runs()[0].id.clone();
        app.open(&id);
        assert!(!app.can_play(), "a session of another day");
    });
}

#[test]
fn who_needed_help_is_asked_when_the_page_is_seen_again() {
    let device = Device::new();
    device.visit(|app| {
        emergency(app);
        device.away(app, 1);
        assert_eq!(app.page.get_untracked(), Page::Answer);
        device.away(app, 12);
        assert_eq!(app.page.get_untracked(), Page::Seen);
        // Not yet: the answer is there again, and the question comes with the next visit.
        let run = app.seen_due().unwrap();
        app.was_seen(&run, "no");
        assert_eq!(app.page.get_untracked(), Page::Answer);
        device.away(app, 12);
        assert_eq!(app.page.get_untracked(), Page::Seen);
        let run = app.seen_due().unwrap();
        app.was_seen(&run, "yes");
        device.away(app, 12);
        assert_eq!(app.page.get_untracked(), Page::Card);
    });
}

#[test]
fn a_session_of_before_is_not_offered_while_nobody_has_seen_the_runner() {
    let device = Device::new();
    device.visit(|app| {
        app.start();
        finish(app);
    });
    device.clock.set(START_MS + HOUR_MS / 2);
    device.visit(|app| {
        let first = app.runs()[0].id.clone();
        emergency(app);
        app.show(Page::History);
        app.open(&first);
        assert_eq!(plan(app).care.level, Level::SelfCare);
        assert!(!app.can_play());
        let run = app.seen_due().unwrap();
        app.was_seen(&run, "slip");
        app.open(&first);
        assert!(app.can_play());
        // What is answered after it is its own answer.
        device.clock.set(START_MS + HOUR_MS);
        app.start();
        finish(app);
        assert!(app.can_play());
    });
}

#[test]
fn from_a_shared_plan_the_way_leads_to_one_s_own_also_after_a_reload() {
    let device = Device::new();
    let mut link = String::new();
    device.visit(|app| {
        app.start();
        finish(app);
        link = app.link(&app.opened.get_untracked().unwrap().record);
    });
    let (_, fragment) = link.split_once('#').unwrap();
    let friend = || *device.address.0.borrow_mut() = format!("#{fragment}");
    // A half-finished interview is gone on with.
    device.visit(begin);
    friend();
    device.visit(|app| {
        assert_eq!(app.page.get_untracked(), Page::Shared);
        assert!(Shared::read(&device.address.fragment()).is_some());
        app.leave_shared();
        assert_eq!(app.page.get_untracked(), Page::Ask);
    });
    assert_eq!(device.address.fragment(), "");
    device.visit(|app| assert_eq!(app.page.get_untracked(), Page::Ask));
    // One that is old is not.
    friend();
    device.visit(|app| {
        device.clock.set(device.clock.get() + 3 * HOUR_MS);
        app.leave_shared();
        assert_eq!(app.page.get_untracked(), Page::Card);
        app.go_on();
        assert_eq!(name(app), "safety");
    });
    // Whoever needed help is asked.
    device.visit(emergency);
    friend();
    device.visit(|app| {
        app.leave_shared();
        assert_eq!(app.page.get_untracked(), Page::Seen);
    });
}

#[test]
fn a_session_behind_a_shared_plan_is_offered() {
    let device = Device::new();
    let mut link = String::new();
    device.visit(|app| {
        app.start();
        finish(app);
        link = app.link(&app.opened.get_untracked().unwrap().record);
        device.breaks_off_a_session(app);
    });
    assert!(device.store.get("aftermile:2:player").is_some());
    let (_, fragment) = link.split_once('#').unwrap();
    *device.address.0.borrow_mut() = format!("#{fragment}");
    device.visit(|app| {
        app.leave_shared();
        assert_eq!(app.page.get_untracked(), Page::Player);
        // Stopped for a while it is still there; a night later it is over, with what was done of it.
        device.away(app, 5);
        device.away(app, 3);
        assert_eq!(app.page.get_untracked(), Page::Player);
        device.away(app, 9);
        assert_eq!(app.page.get_untracked(), Page::Card);
    });
    assert!(device.store.get("aftermile:2:player").is_none());
}

#[test]
fn answers_that_ask_for_help_never_grow_old() {
    let device = Device::new();
    let whole = || {
        let mut answers = Answers::new();
        answers.set(fact::LINE_URINE, Answer::Value(1)).unwrap();
        for sign in fact::LINE_URINE.def().covers {
            let value = i32::from(*sign == fact::URINE_DARK);
            answers.set(*sign, Answer::Value(value)).unwrap();
        }
        answers
    };
    // The rest of the program could not be fetched: the screen still stands at the questions.
    device.visit(|app| {
        app.start();
        app.answers.set(whole());
        app.save_draft();
        device.away(app, 9);
        assert!(!app.age_draft());
        assert_eq!(app.answers.get_untracked(), whole());
        assert_eq!(app.page.get_untracked(), Page::Ask);
    });
    // Nor by a reload: it is told at once.
    device.visit(|app| {
        assert_eq!(app.page.get_untracked(), Page::Answer);
        assert_eq!(plan(app).care.level, Level::Emergency);
    });
}

#[test]
fn a_session_is_not_gone_on_with_after_an_urgent_answer_elsewhere() {
    let device = Device::new();
    device.visit(|app| {
        app.start();
        finish(app);
        device.breaks_off_a_session(app);
    });
    let kept = device.store.get("aftermile:2:player").unwrap();
    device.visit(|app| assert_eq!(app.page.get_untracked(), Page::Player));
    device.clock.set(START_MS + HOUR_MS);
    // Another tab ends it by an answer, and this one writes it once more.
    device.visit(|app| {
        app.show(Page::Card);
        emergency(app);
    });
    assert!(device.store.get("aftermile:2:player").is_none());
    device.store.set("aftermile:2:player", &kept).unwrap();
    device.visit(|app| assert_eq!(app.page.get_untracked(), Page::Seen));
    assert!(device.store.get("aftermile:2:player").is_none());
}

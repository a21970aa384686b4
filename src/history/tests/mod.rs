//! The store on a memory, on one that is too small, and on what earlier versions wrote.

pub mod answered;
mod exports;
mod followed;
mod golden;
#[cfg(not(target_arch = "wasm32"))]
mod properties;
mod sizes;
mod store;

use super::{CheckIn, Done, Run, Said, Sore};
use crate::ports::Moment;
use crate::ports::memory::MemoryStore;
use crate::ports::{NotKept, Store};
use aftermile_engine::answers::Answer;
use aftermile_engine::{Answers, Plan, fact};
use std::cell::Cell;
use std::rc::Rc;

const AT: Moment = Moment {
    at_ms: 1_700_000_000_000,
    offset_min: 60,
};

/// A store with room for so many more bytes.
#[derive(Default)]
struct SmallStore {
    inner: MemoryStore,
    room: Cell<usize>,
}

impl Store for SmallStore {
    fn lasts(&self) -> bool {
        true
    }

    fn get(&self, key: &str) -> Option<String> {
        self.inner.get(key)
    }

    fn set(&self, key: &str, value: &str) -> Result<(), NotKept> {
        let Some(left) = self.room.get().checked_sub(value.len()) else {
            return Err(NotKept::Full);
        };
        self.room.set(left);
        self.inner.set(key, value)
    }

    fn remove(&self, key: &str) {
        self.inner.remove(key);
    }

    fn keys(&self) -> Vec<String> {
        self.inner.keys()
    }
}

/// An emergency is the shortest interview.
fn run(id: &str, at: Moment) -> Run {
    let mut answers = Answers::new();
    answers.set(fact::STROKE_SIGNS, Answer::Value(1)).unwrap();
    let plan = Plan::new(&answers).unwrap();
    Run::answered(id.into(), at, &answers, &plan)
}

/// A run with many answers, two sore places on both sides and a whole plan.
fn long_run(id: &str, at: Moment) -> Run {
    // Planning takes a while unoptimised, and every run of the tests is this one.
    static ONE: std::sync::OnceLock<Run> = std::sync::OnceLock::new();
    let mut run = ONE.get_or_init(planned).clone();
    let since = run.saved_at_ms - run.finished_ms;
    run.id = id.into();
    run.offset_min = at.offset_min;
    (run.saved_at_ms, run.updated_ms) = (at.at_ms, at.at_ms);
    run.finished_ms = at.at_ms - since;
    run
}

fn planned() -> Run {
    let answers = answered::long();
    let plan = Plan::new(&answers).unwrap();
    Run::answered("planned".into(), AT, &answers, &plan)
}

fn check(hours: i64, score: u8) -> CheckIn {
    followed::check(AT.at_ms / 60_000, hours, score)
}

fn memory() -> (Rc<MemoryStore>, super::History) {
    let store = Rc::new(MemoryStore::default());
    (store.clone(), super::History::new(store))
}

#[test]
fn answers_are_the_same_after_coding() {
    let answers = answered::long();
    let said = Said::of(&answers);
    assert!(said.code().is_ascii());
    assert_eq!(said.answers(), Some(answers));
    assert_eq!(said.choice("kind").as_deref(), Some("long"));
    assert_eq!(said.number("minutes"), Some(130));
    assert_eq!(said.number("effort"), Some(7));
    assert_eq!(said.sites().len(), 4);
}

#[test]
fn answers_to_questions_that_are_gone_are_kept_and_come_back() {
    let json = r#"{"moon":"full","tide":"-3 fathom","stars":"yes","mars":7,"sites":[{"region":"tail","side":"left","score":10,"feels":["itchy's"]}]}"#;
    let said = Said::of_json(json).unwrap();
    assert!(said.answers().is_none());
    assert_eq!(said.choice("moon").as_deref(), Some("full"));
    assert_eq!(said.number("tide"), Some(-3));
    assert!(said.is_yes("stars"));
    assert_eq!(said.sites()[0].score, Some(10));
    assert_eq!(Said::of_json(&said.json()), Some(said));
}

#[test]
fn coded_answers_that_are_torn_are_none() {
    let said = Said::of(&answered::long());
    let code = said.code();
    for end in 0..code.len() {
        // Every start of it is either a whole text of its own or none: it never panics.
        let _ = Said::of_code(&code[..end]);
    }
    assert!(Said::of_code("@").is_some());
    assert!(Said::of_code("=0").is_none());
    assert!(Said::of_code("/").is_none());
}

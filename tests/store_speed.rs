//! How long a browser takes to open years of kept runs, and to keep one more: `cargo xtask store` runs it on the
//! page's own profile and prints the figures. It judges none: the machine may be busy.

#![cfg(target_arch = "wasm32")]
// Everything in this file is a test, but only functions marked so count as one for clippy.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

#[path = "../src/history/tests/answered.rs"]
mod answered;
#[path = "../src/history/tests/followed.rs"]
mod followed;

use aftermile::device_store;
use aftermile::history::{CheckIn, Done, History, Run, Sore};
use aftermile::ports::{Moment, Store};
use aftermile_engine::Plan;
use followed::followed;
use std::rc::Rc;
use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// More than thirteen years of daily runs.
const RUNS: usize = 5000;
const OPENED: usize = 15;
const SAVED: usize = 200;
const DAY_MS: i64 = 86_400_000;

fn now() -> f64 {
    web_sys::window().unwrap().performance().unwrap().now()
}

/// The run that a test holds to be at most 800 code units, with three check-ins.
fn whole_run() -> Run {
    let answers = answered::long();
    let plan = Plan::new(&answers).unwrap();
    let at = Moment {
        at_ms: 1_700_000_000_000,
        offset_min: 60,
    };
    followed(Run::answered("one".into(), at, &answers, &plan))
}

fn nth(one: &Run, n: usize) -> Run {
    let mut run = one.clone();
    run.id = format!("lo{n:06}abc");
    let later = i64::try_from(n).unwrap() * DAY_MS;
    run.saved_at_ms += later;
    run.updated_ms += later;
    run.finished_ms += later;
    run
}

/// Milliseconds: the middle, and the largest.
fn middle(mut all: Vec<f64>) -> (f64, f64) {
    all.sort_by(f64::total_cmp);
    (all[all.len() / 2], *all.last().unwrap())
}

#[wasm_bindgen_test]
fn opening_and_saving() {
    let device = web_sys::window().unwrap().local_storage().unwrap().unwrap();
    device.clear().unwrap();
    let store: Rc<dyn Store> = device_store();
    assert!(store.lasts());
    let one = whole_run();
    let history = History::new(store.clone());
    for n in 0..RUNS {
        history.save(&nth(&one, n)).unwrap();
    }
    let units = history.size();
    drop(history);

    let (mut open, mut bare) = (Vec::new(), Vec::new());
    for _ in 0..OPENED {
        // What no store can go below: to list the names and fetch every text.
        let begun = now();
        let texts: usize = store
            .keys()
            .iter()
            .map(|key| store.get(key).map_or(0, |text| text.len()))
            .sum();
        bare.push(now() - begun);
        assert!(texts > 0);

        let begun = now();
        let history = History::new(store.clone());
        let runs = history.runs();
        open.push(now() - begun);
        assert_eq!(runs.len(), RUNS);
    }

    let history = History::new(store);
    let mut save = Vec::new();
    for n in 0..SAVED {
        let run = nth(&one, RUNS + n % 20);
        let begun = now();
        history.save(&run).unwrap();
        save.push(now() - begun);
    }
    let (open, open_most) = middle(open);
    let (bare, bare_most) = middle(bare);
    let (save, save_most) = middle(save);
    console_log!(
        "{RUNS} runs with three check-ins each, {} code units a run, {:.1} million in all",
        units / RUNS,
        units as f64 / 1e6
    );
    console_log!("open all, ms: {open:.1} (at most {open_most:.1} of {OPENED})");
    console_log!("only list and fetch them, ms: {bare:.1} (at most {bare_most:.1})");
    console_log!("open : only fetch = {:.2}", open / bare);
    console_log!("save one, ms: {save:.2} (at most {save_most:.2} of {SAVED})");
    device.clear().unwrap();
}

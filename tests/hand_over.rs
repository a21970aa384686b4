//! What the page takes over from an embed (`web/app.js`) stands under names that the store knows, and is joined.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use aftermile::history::{History, PREFIX, ROOT, STORE};
use aftermile::ports::Store;
use aftermile::ports::memory::MemoryStore;
use serde_json::{Value, json};
use std::rc::Rc;

const PAGE: &str = include_str!("../web/app.js");
const KEPT: &str = include_str!("../src/history/fixtures/store-2.json");
const RUN: &str = "aftermile:2:run:lox1q2w3abc";

#[test]
fn the_page_uses_the_stores_own_names() {
    assert!(PAGE.contains(&format!("/^{ROOT}[1{STORE}]:(?=(run|week):)/")));
    assert!(PAGE.contains(&format!("`{PREFIX}kept:${{key.replace(HANDED, \"\")}}`")));
}

/// The run with these of its three check-ins.
fn with_checks(which: &[usize]) -> String {
    let kept: Value = serde_json::from_str(KEPT).unwrap();
    let mut run: Value = serde_json::from_str(kept[RUN].as_str().unwrap()).unwrap();
    let checks: Vec<Value> = which.iter().map(|at| run["c"][*at].clone()).collect();
    run["c"] = json!(checks);
    run.to_string()
}

fn week(at_ms: i64, day: i64) -> String {
    json!({ "v": 2, "body": { "day": day, "at_ms": at_ms } }).to_string()
}

#[test]
fn a_copy_that_stands_beside_is_joined_record_by_record() {
    let store = Rc::new(MemoryStore::default());
    for (key, text) in [
        (RUN, with_checks(&[0, 2])),
        ("aftermile:2:kept:run:lox1q2w3abc:1", with_checks(&[0, 1])),
        ("aftermile:2:week:20000", week(5, 20_000)),
        ("aftermile:2:kept:week:20000:1", week(9, 20_000)),
        ("aftermile:2:week:20007", week(1, 20_007)),
    ] {
        store.set(key, &text).unwrap();
    }
    let history = History::new(store.clone());
    let runs = history.runs();
    assert_eq!(runs.len(), 1);
    assert_eq!(runs.first().map(|run| run.checks.len()), Some(3));
    let told: Vec<(i64, i64)> = history.weeks().iter().map(|w| (w.day, w.at_ms)).collect();
    assert_eq!(told, [(20_000, 9), (20_007, 1)]);
    assert_eq!(history.kept(), 0, "{:?}", store.keys());
}

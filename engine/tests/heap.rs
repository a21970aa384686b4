//! Nothing piles up from call to call: after any number of calls the heap is as large as after the first.
#![allow(clippy::unwrap_used)]

mod common;

use aftermile_engine::{Answers, Interview, Plan, explain};
use common::{put, sore, well};

#[global_allocator]
static HEAP: dhat::Alloc = dhat::Alloc;

fn everything(answers: &Answers) {
    let interview = Interview::walk(answers);
    let traced = Plan::traced(&interview).unwrap();
    let written = serde_json::to_string(&traced).unwrap();
    let changes = explain::what_would_change(answers);
    let drivers = explain::drivers(answers);
    let why_not = explain::why_not(answers);
    assert!(!written.is_empty());
    drop((changes, drivers, why_not));
}

#[test]
fn the_heap_does_not_grow_from_call_to_call() {
    let light = well();
    let mut heavy = well();
    put(&mut heavy, "legs", "sore");
    for place in ["quads both 6", "calves both 5", "hamstrings both 5"] {
        sore(&mut heavy, place);
    }
    let _profiler = dhat::Profiler::builder().testing().build();
    let mut held = [0; 8];
    for bytes in &mut held {
        everything(&light);
        everything(&heavy);
        *bytes = dhat::HeapStats::get().curr_bytes;
    }
    assert!(held.windows(2).all(|w| w.first() == w.last()), "{held:?}");
}

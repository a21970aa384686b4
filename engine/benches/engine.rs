//! How long the engine takes on the host: the next screen, triage, the whole plan with its trace, and what would
//! change it; for a light and a heavy set of answers. `cargo bench -p aftermile-engine`.
#![allow(clippy::unwrap_used, clippy::missing_docs_in_private_items)]

use aftermile_engine::{Answers, Interview, Plan, explain, triage};
use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;

/// A well runner after an easy run.
const LIGHT: &str = r#"{
    "line_heart": "no", "line_mind": "no", "stroke_signs": "no", "saddle_or_bladder": "no", "line_ill": "no",
    "line_urine": "no", "line_leg": "no", "line_pop": "no", "kind": "easy", "minutes": "40 min",
    "finished": "within_hour", "descent": "no", "unusual": "no", "hot": "no", "legs": "fine", "age": "a18_49",
    "pregnant": "no", "postpartum": "no", "blood_thinner": "no", "heart": "no", "organ": "no", "diabetes": "no",
    "immune_joint": "no", "eating_history": "no", "effort": 3, "time": "15 min", "kit": "roller", "eaten": "not_yet",
    "sleep": "h7_8", "nsaid_taken": "no", "nsaid_planned": "no", "next_soon": "no", "weighed": "no", "unwell": "no",
    "fatigue": "no"
}"#;

/// Five sore places after a marathon downhill, a weighed loss and a diet.
const HEAVY: &str = r#"{
    "line_heart": "no", "line_mind": "no", "stroke_signs": "no", "saddle_or_bladder": "no", "line_ill": "no",
    "line_urine": "no", "line_leg": "no", "line_pop": "no", "kind": "race", "minutes": "225 min",
    "distance": "42200 m", "finished": "h1_6", "descent": "yes", "unusual": "yes", "hot": "yes", "legs": "sore",
    "sites": [
        {"region": "quads", "side": "left", "score": 6}, {"region": "quads", "side": "right", "score": 6},
        {"region": "calves", "side": "left", "score": 5}, {"region": "calves", "side": "right", "score": 4},
        {"region": "hamstrings", "side": "left", "score": 5}, {"region": "hamstrings", "side": "right", "score": 5},
        {"region": "glutes", "side": "left", "score": 3}, {"region": "glutes", "side": "right", "score": 3},
        {"region": "hip_flexors", "side": "left", "score": 4}, {"region": "hip_flexors", "side": "right", "score": 4}
    ],
    "began": "after_run", "days": "d1_3", "age": "a50_54", "pregnant": "no", "postpartum": "no",
    "blood_thinner": "no", "heart": "no", "organ": "no", "diabetes": "no", "immune_joint": "no",
    "eating_history": "no", "vegetarian": "yes", "weight": "70000 g", "runs_week": "5 runs", "effort": 9,
    "time": "60 min", "kit": "roller", "eaten": "not_yet", "sleep": "under_6", "nsaid_taken": "no",
    "nsaid_planned": "yes", "next_soon": "no", "weighed": "yes", "lost": "14 hg", "unwell": "no", "fatigue": "no"
}"#;

fn engine(c: &mut Criterion) {
    for (name, json) in [("light", LIGHT), ("heavy", HEAVY)] {
        let answers: Answers = serde_json::from_str(json).unwrap();
        let interview = Interview::walk(&answers);
        assert!(interview.is_done(), "{name}: {:?}", interview.next);
        let finished = interview.answers.clone();
        c.bench_function(&format!("{name}/next screen"), |b| {
            b.iter(|| Interview::next_screen(black_box(&finished)));
        });
        c.bench_function(&format!("{name}/whole interview"), |b| {
            b.iter(|| Interview::walk(black_box(&answers)));
        });
        c.bench_function(&format!("{name}/triage"), |b| {
            b.iter(|| triage::triage(black_box(&finished)));
        });
        c.bench_function(&format!("{name}/plan with trace"), |b| {
            b.iter(|| Plan::traced(black_box(&interview)));
        });
        c.bench_function(&format!("{name}/what would change"), |b| {
            b.iter(|| explain::what_would_change(black_box(&answers)));
        });
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(30);
    targets = engine
}
criterion_main!(benches);

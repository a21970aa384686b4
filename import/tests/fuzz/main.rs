//! The short run of the fuzz targets: as many files as are tried in some seconds, on any machine that has Rust.
//! `cargo xtask fuzz` searches for minutes.
//!
//! `AFTERMILE_FUZZ_SEED` repeats a run, `AFTERMILE_FUZZ_FILES` says how many files each target is tried with.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "what clippy.toml allows in tests holds for their helpers too"
)]
#![allow(
    dead_code,
    reason = "it uses a part of what the other tests write files with"
)]

mod change;
#[path = "../files/common/mod.rs"]
mod common;
mod targets;

use change::{Random, changed};
use std::collections::BTreeSet;
use std::panic::catch_unwind;
use std::path::Path;
use std::time::{Duration, Instant, SystemTime};
use targets::{APPLE, ARCHIVE, CSV, FIT, GPX, Outcome, TCX, Target};

const FILES: usize = 15_000;
/// A file of 64 KB takes milliseconds; the machine may have much else to do.
const LONG: Duration = Duration::from_secs(20);
/// So many files of new sorts are kept to be changed further.
const MOST_KEPT: usize = 400;

fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

fn run(target: &Target) {
    let clock = || SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs();
    let seed = setting("AFTERMILE_FUZZ_SEED").unwrap_or_else(clock);
    let files = setting("AFTERMILE_FUZZ_FILES").map_or(FILES, |n| usize::try_from(n).unwrap());
    let name = target.name;
    println!("{name}: {files} files, AFTERMILE_FUZZ_SEED={seed}");
    let mut random = Random(seed);
    let mut pool = (target.seeds)();
    let mut sorts: BTreeSet<String> = BTreeSet::new();
    for seed in &pool {
        sorts.insert(sort(&(target.attempt)(seed)));
    }
    for number in 0..files {
        let file = changed(&mut random, target, &pool);
        let begun = Instant::now();
        let outcome = catch_unwind(|| (target.attempt)(&file));
        let took = begun.elapsed();
        match outcome {
            Ok(outcomes) if took < LONG => {
                if pool.len() < MOST_KEPT && sorts.insert(sort(&outcomes)) {
                    pool.push(file);
                }
            }
            outcome => {
                let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.found"));
                std::fs::write(&path, &file).unwrap();
                let what = if outcome.is_err() {
                    "it panicked"
                } else {
                    "it took too long"
                };
                panic!(
                    "file {number} of {name} with AFTERMILE_FUZZ_SEED={seed}: {what} ({took:?}); it is kept as {}",
                    path.display()
                );
            }
        }
    }
    println!("{name}: {} sorts of outcomes", sorts.len());
    assert!(
        sorts.len() > 10,
        "the files of {name} were hardly changed: {sorts:?}"
    );
}

/// What sort of outcome it is: the error, or what is doubtful and what is known. Not the numbers themselves.
fn sort(outcomes: &[Outcome]) -> String {
    let each = outcomes.iter().map(|outcome| match outcome {
        Err(error) => {
            let text = format!("{error:?}");
            text.split('[').next().unwrap_or_default().to_owned()
        }
        Ok(import) => {
            let all = import.activities.iter();
            let parts: BTreeSet<String> = all
                .flat_map(|one| {
                    let known = [
                        one.start.is_some(),
                        one.moving_s.is_some(),
                        one.elapsed_s.is_some(),
                        one.distance_m.is_some(),
                        one.ascent_m.is_some(),
                        one.hr_mean.is_some(),
                    ];
                    let doubts = one.warnings.iter().map(|w| word(&format!("{w:?}")));
                    let about = format!("{known:?} {:?} {:?}", one.may_be_run(), one.kind);
                    doubts.chain([about]).collect::<Vec<_>>()
                })
                .collect();
            let doubts: Vec<String> = import
                .warnings
                .iter()
                .map(|w| word(&format!("{w:?}")))
                .collect();
            format!(
                "{:?} {} {parts:?} {doubts:?}",
                import.format,
                import.activities.len().min(3)
            )
        }
    });
    each.collect::<Vec<_>>().join(" | ")
}

fn word(text: &str) -> String {
    text.chars().take_while(char::is_ascii_alphabetic).collect()
}

#[test]
fn fit() {
    run(&FIT);
}

#[test]
fn gpx() {
    run(&GPX);
}

#[test]
fn tcx() {
    run(&TCX);
}

#[test]
fn apple() {
    run(&APPLE);
}

#[test]
fn csv() {
    run(&CSV);
}

#[test]
fn archive() {
    run(&ARCHIVE);
}

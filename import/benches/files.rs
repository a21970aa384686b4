//! How fast large files are read: `cargo bench -p aftermile-import`. A plain harness, since one run of each takes long
//! enough to be told by a clock. With `AFTERMILE_BENCH_FILES=<folder>` the files are also written there, for trying
//! them in a browser.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a bench may stop at the first thing that is not as it should be"
)]
#![allow(
    dead_code,
    reason = "it uses a part of what the tests write files with"
)]

#[path = "../tests/files/common/fit.rs"]
mod fit;
#[path = "../tests/files/common/pack.rs"]
mod pack;
#[path = "../tests/files/common/text.rs"]
mod text;

use std::io::Cursor;
use std::time::Instant;

/// Of three runs the fastest: others are at work on the machine.
const RUNS: u32 = 3;
const MEGABYTE: f64 = 1e6;

fn main() {
    let apple = text::apple(225_000).into_bytes();
    let files = [
        // 23 bytes a second: a recording of ten days.
        ("run.fit", fit::run(870_000)),
        ("activity.gpx", text::gpx(90_000).into_bytes()),
        (
            "export.zip",
            pack::zip(&[("apple_health_export/export.xml", &apple)]),
        ),
        ("export.xml", apple),
        ("activities.csv", strava(60_000)),
    ];
    let folder = std::env::var_os("AFTERMILE_BENCH_FILES");
    for (name, file) in &files {
        if let Some(folder) = &folder {
            std::fs::write(std::path::Path::new(folder).join(name), file)
                .expect("the file can be written");
        }
        let mut best = f64::INFINITY;
        for _ in 0..RUNS {
            let begun = Instant::now();
            let import = aftermile_import::read(&mut Cursor::new(file), &mut |_, _| ())
                .expect("it can be read");
            best = best.min(begun.elapsed().as_secs_f64());
            assert!(!import.activities.is_empty());
        }
        let megabytes = file.len() as f64 / MEGABYTE;
        println!(
            "{name:<16} {megabytes:>7.1} MB {best:>8.3} s {:>7.0} MB/s",
            megabytes / best
        );
    }
}

/// Mostly rides, so that the table is long without being refused.
fn strava(rows: usize) -> Vec<u8> {
    let (head, rest) = text::STRAVA.split_once('\n').expect("a head");
    let ride = rest
        .lines()
        .find(|line| line.contains("Ride"))
        .expect("a ride");
    let run = rest.lines().last().expect("a run");
    format!("{head}\n{run}\n{}", format!("{ride}\n").repeat(rows)).into_bytes()
}

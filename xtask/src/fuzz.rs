//! `cargo xtask fuzz`: the engine and each parser against an engine that searches for inputs by what code they reach.
//!
//! No nightly toolchain and no further tool: the compiler's own instrumentation, and libFuzzer, which is C++ and is
//! built with the system's compiler. Without an address sanitizer, for the crates forbid unsafe code. A short run of the
//! parsers' targets that needs none of this is `import/tests/fuzz`, a stage of `cargo xtask test`.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::command;
use crate::project::Project;

const TARGETS: [&str; 8] = [
    "plan", "answers", "fit", "gpx", "tcx", "apple", "csv", "archive",
];

const FLAGS: [&str; 8] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Clink-dead-code=no",
    "-Ccodegen-units=1",
    "--cfg=fuzzing",
];

/// Ten minutes.
const LONG_S: u32 = 600;

/// What to try, and how long.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The targets [default: all, one after the other]
    #[arg(value_parser = TARGETS)]
    targets: Vec<String>,
    /// How long each is tried
    #[arg(long, value_name = "NUMBER", default_value_t = LONG_S)]
    seconds: u32,
}

impl Default for Arguments {
    fn default() -> Arguments {
        Arguments {
            targets: Vec::new(),
            seconds: LONG_S,
        }
    }
}

/// Inputs that were found are kept under `target/fuzz` and used again; one that fails is written there and named.
pub fn run(project: &Project, arguments: &Arguments) -> Result<()> {
    let targets: Vec<&str> = if arguments.targets.is_empty() {
        TARGETS.to_vec()
    } else {
        arguments.targets.iter().map(String::as_str).collect()
    };
    let folder = project.target.join("fuzz");
    let host = host(project)?;
    let mut build = project.cargo();
    build.args([
        "build",
        "--release",
        "--manifest-path",
        "fuzz/Cargo.toml",
        "--target",
        &host,
    ]);
    // The target is named so that what runs while building is not instrumented.
    build
        .arg("--target-dir")
        .arg(&folder)
        .env("CARGO_ENCODED_RUSTFLAGS", FLAGS.join("\u{1f}"));
    command::run(&mut build)
        .context("the fuzz targets need a C++ compiler, such as g++, beside Rust")?;
    let mut failed = Vec::new();
    for target in targets {
        let program = folder.join(&host).join("release").join(target);
        let seeds = folder.join("seeds").join(target);
        let found = folder.join("found").join(target);
        for folder in [&seeds, &found] {
            fs::create_dir_all(folder)?;
        }
        command::output(project.command(&program).env("AFTERMILE_SEEDS", &seeds))?;
        let mut fuzz = project.command(&program);
        fuzz.current_dir(&found)
            .arg(format!("-max_total_time={}", arguments.seconds))
            // Longer than any message; a file that takes 20 s or half a gigabyte is a finding too.
            .args([
                "-max_len=65536",
                "-timeout=20",
                "-rss_limit_mb=512",
                "-print_final_stats=1",
            ])
            .args([&found, &seeds]);
        if !command::status(&mut fuzz)?.success() {
            failed.push(format!("{target} (its input is in {})", found.display()));
        }
    }
    if failed.is_empty() {
        Ok(())
    } else {
        bail!("found by fuzzing: {}", failed.join(", "))
    }
}

/// The compiler's name for this machine.
fn host(project: &Project) -> Result<String> {
    let said = command::output(project.command("rustc").arg("-vV"))?;
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host
        .context("rustc does not say what machine it is for")?
        .to_owned())
}

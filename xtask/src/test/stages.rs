//! The checks themselves.

use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use super::report::{Count, Outcome};
use crate::project::Project;
use crate::setup::{Engine, Purpose, WASM, axe_script};
use crate::{bundle, command, dist, fuzz, play, wasm};

type Run = Box<dyn Fn(&Project) -> Result<Outcome>>;

/// One row of the table.
pub struct Stage {
    pub name: String,
    /// What the machine has to be made ready for.
    pub needs: Option<Purpose>,
    /// The stage without whose success this one says nothing.
    pub after: Option<&'static str>,
    pub run: Run,
}

/// Each test has a browser of its own, so this is as many as a small machine bears.
const BROWSERS_AT_ONCE: usize = 2;

const DIST: &str = "dist";

/// Packages that are built together elsewhere too: cargo unites the features of what it builds at
/// once, and for another union it builds every macro of Leptos anew.
const GROUPS: [&[&str]; 2] = [
    &["aftermile", "aftermile-engine", "aftermile-fields"],
    &["xtask", "aftermile-server", "aftermile-import"],
];

/// Every stage, in the order in which they run: the quick ones first.
/// `deep` adds what takes long.
pub fn all(engines: &[Engine], deep: bool) -> Vec<Stage> {
    let stage = |name: &str, needs, after, run| Stage {
        name: name.to_owned(),
        needs,
        after,
        run,
    };
    let mut stages = vec![
        stage(
            "lock",
            None,
            None,
            Box::new(|project| check(project.cargo().args(["fetch", "--locked"]))),
        ),
        stage(
            "format",
            Some(Purpose::Test),
            None,
            Box::new(|project| check(project.cargo().args(["fmt", "--all", "--check"]))),
        ),
        stage(
            "engine",
            None,
            None,
            Box::new(|project| tests(project.cargo().args(["test", "-p", "aftermile-engine"]))),
        ),
        stage(
            "commands",
            None,
            None,
            Box::new(|project| {
                tests(project.cargo().args([
                    "test",
                    "-p",
                    "xtask",
                    "-p",
                    "aftermile-server",
                    "-p",
                    "aftermile-import",
                ]))
            }),
        ),
        stage(
            "fuzz",
            None,
            None,
            Box::new(|project| {
                let [_, commands] = GROUPS;
                let packages = commands.iter().flat_map(|name| ["-p", name]);
                let mut test = project.cargo();
                test.arg("test").args(packages).args(["--test", "fuzz"]);
                // What was tried is in the output of a run that passed too.
                tests(test.args(["--", "--show-output"]))
            }),
        ),
        stage("play", None, None, Box::new(stories)),
        stage(
            "clippy",
            Some(Purpose::Test),
            None,
            Box::new(|project| {
                for group in groups(&project.packages) {
                    let packages: Vec<&str> = group.iter().flat_map(|name| ["-p", name]).collect();
                    clippy(project, &packages)?;
                }
                Ok(Outcome::passed())
            }),
        ),
        stage(
            "clippy wasm",
            Some(Purpose::Test),
            None,
            Box::new(|project| {
                clippy(project, &["-p", "aftermile", "--target", WASM])?;
                clippy(project, &["-p", "aftermile-import", "--target", WASM])
            }),
        ),
        stage(
            "app",
            None,
            None,
            Box::new(|project| {
                let both = ["test", "-p", "aftermile", "-p", "aftermile-fields"];
                tests(project.cargo().args(both))
            }),
        ),
        stage("wasm", Some(Purpose::Test), None, Box::new(in_browser)),
        stage(
            DIST,
            Some(Purpose::Build),
            None,
            Box::new(|project| {
                bundle::build(project)?;
                dist::print_sizes(project)?;
                Ok(Outcome::passed())
            }),
        ),
    ];
    stages.push(Stage {
        name: "js".to_owned(),
        needs: Some(Purpose::Test),
        after: Some(DIST),
        run: Box::new(super::js::run),
    });
    for engine in engines.iter().copied() {
        let run: Run = Box::new(move |project| end_to_end(project, engine));
        stages.push(Stage {
            name: format!("e2e {}", engine.name()),
            needs: Some(Purpose::Test),
            after: Some(DIST),
            run,
        });
    }
    if deep {
        stages.push(stage(
            "deep",
            None,
            None,
            Box::new(|project| {
                // Optimised: 100 000 runners twice through the interview.
                tests(
                    project
                        .cargo()
                        .args([
                            "test",
                            "--profile",
                            "bench",
                            "-p",
                            "aftermile-engine",
                            "--test",
                            "monotone",
                        ])
                        .env("AFTERMILE_DEEP", "1"),
                )
            }),
        ));
        stages.push(stage(
            "deep fuzz",
            None,
            None,
            Box::new(|project| {
                fuzz::run(project, &fuzz::Arguments::default())?;
                Ok(Outcome::passed())
            }),
        ));
    }
    stages
}

/// Every package once: those of a group together, any other by itself.
fn groups(packages: &[String]) -> Vec<Vec<&str>> {
    let grouped = |name: &str| GROUPS.iter().any(|group| group.contains(&name));
    let alone = packages
        .iter()
        .filter(|name| !grouped(name))
        .map(|name| vec![name.as_str()]);
    GROUPS
        .iter()
        .map(|group| group.to_vec())
        .chain(alone)
        .collect()
}

fn check(command: &mut Command) -> Result<Outcome> {
    println!("{}", command::shown(command));
    command::run(command)?;
    Ok(Outcome::passed())
}

fn clippy(project: &Project, what: &[&str]) -> Result<Outcome> {
    let mut clippy = project.cargo();
    clippy
        .arg("clippy")
        .args(what)
        .args(["--all-targets", "--", "-D", "warnings"]);
    if what.contains(&WASM) {
        bundle::keep_wasm_flag(&mut clippy);
    }
    check(&mut clippy)
}

/// Runs test programs in full view and adds up what they report.
pub fn tests(command: &mut Command) -> Result<Outcome> {
    println!("{}", command::shown(command));
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("`{}` could not be started", command::shown(command)))?;
    let mut count = Count::default();
    let mut notes = Vec::new();
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).split(b'\n') {
            let line = line?;
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            add(&mut count, &line);
            // What an end-to-end test says when the engine cannot be set as it asks.
            notes.extend(
                line.strip_prefix("skipped visit ")
                    .map(|visit| format!("skipped {visit}")),
            );
        }
    }
    let status = child.wait()?;
    if count.ignored > 0 {
        notes.insert(0, format!("{} ignored", count.ignored));
    }
    Ok(if !status.success() {
        notes.insert(0, format!("{} failed", count.failed));
        Outcome::Failed(Some(count), notes.join("; "))
    } else if count.passed == 0 {
        Outcome::Skipped("it holds no tests".to_owned())
    } else {
        Outcome::Passed(Some(count), notes.join("; "))
    })
}

/// Reads `test result: ok. 12 passed; 0 failed; 1 ignored; ...`.
fn add(count: &mut Count, line: &str) {
    let Some(result) = line.trim().strip_prefix("test result:") else {
        return;
    };
    let words: Vec<&str> = result
        .split([' ', ';'])
        .filter(|word| !word.is_empty())
        .collect();
    for pair in words.windows(2) {
        let [number, what] = pair else { continue };
        let Ok(number) = number.parse::<usize>() else {
            continue;
        };
        match *what {
            "passed" => count.passed += number,
            "failed" => count.failed += number,
            "ignored" => count.ignored += number,
            _ => {}
        }
    }
}

/// The tests of `tests/web.rs`, in a real browser.
fn in_browser(project: &Project) -> Result<Outcome> {
    if !project.root.join("tests/web.rs").is_file() {
        return Ok(Outcome::Skipped("there is no tests/web.rs".to_owned()));
    }
    let mut test = wasm::browser_test(project, "web")?;
    tests(&mut test)
}

/// The journeys through the finished page.
fn end_to_end(project: &Project, engine: Engine) -> Result<Outcome> {
    if let Some(missing) = engine.missing(project) {
        // Each was asked for, or is the default.
        return Ok(Outcome::Failed(None, missing));
    }
    let mut test = project.cargo();
    test.args([
        "test",
        "-p",
        "aftermile-e2e",
        "--no-fail-fast",
        "--",
        &format!("--test-threads={BROWSERS_AT_ONCE}"),
    ])
    .env("AFTERMILE_ENGINE", engine.name())
    .env("AFTERMILE_DIST", project.dist())
    .env("AFTERMILE_AXE", axe_script(project))
    .env("AFTERMILE_VITE", super::js::bundled(project))
    .env(
        "AFTERMILE_PICTURES",
        project.target.join("e2e").join(engine.name()),
    );
    tests(&mut test)
}

/// Plays the stories through the interview. Every one of them passes, so a change that breaks one is seen.
fn stories(project: &Project) -> Result<Outcome> {
    let program = std::env::current_exe().context("the running program cannot be found")?;
    let mut notes = Vec::new();
    let mut all_passed = true;
    for file in play::STORIES {
        let result = project
            .command(OsString::from(&program))
            .arg("play")
            .arg(project.root.join(file))
            .stdin(Stdio::null())
            .output()?;
        let said = String::from_utf8_lossy(&result.stdout);
        print!("{said}{}", String::from_utf8_lossy(&result.stderr));
        let last = said.lines().last().unwrap_or_default();
        let played = number_after(last, "played").unwrap_or(0);
        all_passed &= result.status.success() && played > 0;
        notes.push(last.to_owned());
    }
    let note = notes.join("; ");
    Ok(if all_passed {
        Outcome::Passed(None, note)
    } else {
        Outcome::Failed(None, note)
    })
}

fn number_after(line: &str, label: &str) -> Option<usize> {
    line.split(", ")
        .find_map(|part| part.trim().strip_prefix(label)?.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::{Count, add, groups, number_after};

    #[test]
    fn no_package_is_left_out() {
        let packages = [
            "xtask",
            "aftermile-server",
            "aftermile",
            "aftermile-engine",
            "aftermile-fields",
            "aftermile-import",
            "new",
        ];
        let packages = packages.map(str::to_owned);
        let mut grouped = groups(&packages).concat();
        grouped.sort_unstable();
        assert_eq!(
            grouped,
            [
                "aftermile",
                "aftermile-engine",
                "aftermile-fields",
                "aftermile-import",
                "aftermile-server",
                "new",
                "xtask"
            ]
        );
    }

    #[test]
    fn results_of_several_programs_add_up() {
        let mut count = Count::default();
        add(
            &mut count,
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
        );
        add(
            &mut count,
            "test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 filtered out",
        );
        add(&mut count, "test some_test ... ok");
        assert_eq!(
            count,
            Count {
                passed: 13,
                failed: 2,
                ignored: 1
            }
        );
    }

    #[test]
    fn the_summary_of_play_is_read() {
        let line = "played 30, passed 22, under-triaged 0, over-triaged 3, cannot answer 5, median taps self-care 9";
        assert_eq!(number_after(line, "passed"), Some(22));
        assert_eq!(number_after(line, "under-triaged"), Some(0));
        assert_eq!(number_after("nothing", "passed"), None);
    }
}

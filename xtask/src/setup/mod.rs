//! `cargo xtask setup`: finds what is needed, installs what is missing, and says so.
//!
//! Everything that is installed goes under `target/tools`, but for the parts of the Rust toolchain
//! and the browser packages of the system, which have no other place.

mod browsers;
mod cargo_tools;
mod npm;
mod rust;
mod std_from_source;

use std::fs::{self, File, TryLockError};
use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result};
use clap::ValueEnum;
use semver::Version;

use crate::command;
use crate::project::Project;

pub use browsers::Engine;
pub use browsers::{chromium_program, engine};
pub use npm::{axe_script, js_tests_folder, lighthouse, lighthouse_script};
pub use rust::WASM;

/// What the machine is to be made ready for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Purpose {
    /// Building and serving the page.
    Build,
    /// Everything for building, and the browsers, drivers and checkers of the tests.
    Test,
}

/// Makes the machine ready, or says in one sentence what it cannot install.
pub fn run(project: &Project, purpose: Purpose) -> Result<()> {
    let begun = Instant::now();
    let _alone = alone(project)?;
    say(match purpose {
        Purpose::Build => "Set-up for building",
        Purpose::Test => "Set-up for building and testing",
    });
    rust::wasm_target(project)?;
    cargo_tools::trunk(project)?;
    cargo_tools::wasm_bindgen(project)?;
    cargo_tools::tidy(project)?;
    npm::wasm_opt(project)?;
    npm::esbuild(project)?;
    if purpose == Purpose::Test {
        rust::components(project)?;
        npm::axe(project)?;
        npm::js_tests(project)?;
        browsers::chromium(project)?;
        browsers::hugo(project)?;
    }
    say(&format!(
        "Set-up took {}",
        command::duration(begun.elapsed())
    ));
    Ok(())
}

/// Two set-ups of one checkout at once would tidy away what the other is building: the second one waits.
fn alone(project: &Project) -> Result<File> {
    let tools = project.tools();
    let path = tools.join("setup.lock");
    let open = || {
        fs::create_dir_all(&tools)?;
        File::create(&path)
    };
    let lock = open().with_context(|| format!("{} cannot be written", path.display()))?;
    match lock.try_lock() {
        Err(TryLockError::WouldBlock) => {
            say("Another command is setting up this checkout; waiting for it");
            lock.lock()
                .context("the wait for the other set-up was broken off")?;
        }
        // Where a file system knows no locks, there is nothing to wait for.
        Ok(()) | Err(TryLockError::Error(_)) => {}
    }
    Ok(lock)
}

/// One line for a piece that is there.
fn ready(what: &str, detail: &str) {
    say(&format!("  {what:<18} {detail}"));
}

/// One line for a piece that is being installed; the step's own ticks follow.
fn installing(what: &str, why: &str) {
    say(&format!("  {what:<18} {why}"));
}

fn say(line: &str) {
    println!("{line}");
    // A pipe would hold the line back until the long step after it is over.
    let _ = std::io::stdout().flush();
}

/// The version a program reports: the last word of its first line that is a version.
fn version_of(project: &Project, program: &str) -> Option<Version> {
    let said = command::output(project.command(program).arg("--version")).ok()?;
    said.lines()
        .next()?
        .split_whitespace()
        .find_map(parse_version)
}

/// Reads `0.21.14`, `v20.20.2`, and `132` as 132.0.0; of `156.0.8078.79` the first three numbers.
fn parse_version(word: &str) -> Option<Version> {
    let word = word.trim_start_matches('v');
    let mut numbers = word.split('.').map(|number| number.parse::<u64>());
    let major = numbers.next()?.ok()?;
    let minor = numbers.next().transpose().ok()?.unwrap_or(0);
    let patch = numbers.next().transpose().ok()?.unwrap_or(0);
    Some(Version::new(major, minor, patch))
}

/// The files of `xtask/npm/NAME` belong to a package folder under the tools.
fn package_folder(project: &Project, name: &str) -> PathBuf {
    project.tools().join("npm").join(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_as_programs_print_them() {
        assert_eq!(parse_version("0.21.14"), Some(Version::new(0, 21, 14)));
        assert_eq!(parse_version("v20.20.2"), Some(Version::new(20, 20, 2)));
        assert_eq!(parse_version("132"), Some(Version::new(132, 0, 0)));
        assert_eq!(
            parse_version("156.0.8078.79"),
            Some(Version::new(156, 0, 8078))
        );
        assert_eq!(parse_version("trunk"), None);
        assert_eq!(parse_version("(version_132)"), None);
    }
}

//! Trunk, wasm-bindgen and, when Firefox was asked for, geckodriver: from PATH when the version fits, else built from
//! their published crates.

use anyhow::{Context, Result};
use semver::Version;

use super::{installing, ready, version_of};
use crate::command;
use crate::project::Project;

/// Trunk 0.22 wants a newer Rust than the pinned one.
const TRUNK: Version = Version::new(0, 21, 14);

/// The version of the `wasm-bindgen` library in Cargo.toml: the two must be the same.
const WASM_BINDGEN: Version = Version::new(0, 2, 129);

/// Knows every Firefox that is served.
const GECKODRIVER: Version = Version::new(0, 37, 1);

pub fn trunk(project: &Project) -> Result<()> {
    // Without its default features: they only look for a newer Trunk.
    let options = ["--no-default-features", "--features", "rustls"];
    tool(
        project,
        "trunk",
        "trunk",
        &TRUNK,
        &options,
        "puts the page together",
    )
}

pub fn wasm_bindgen(project: &Project) -> Result<()> {
    tool(
        project,
        "wasm-bindgen-cli",
        "wasm-bindgen",
        &WASM_BINDGEN,
        &[],
        "joins the WebAssembly to the page",
    )
}

/// Debian has none.
pub fn geckodriver(project: &Project) -> Result<()> {
    tool(
        project,
        "geckodriver",
        "geckodriver",
        &GECKODRIVER,
        &[],
        "steers Firefox",
    )
}

fn tool(
    project: &Project,
    package: &str,
    program: &str,
    wanted: &Version,
    options: &[&str],
    why: &str,
) -> Result<()> {
    let found = version_of(project, program);
    if found.as_ref() == Some(wanted) {
        ready(program, &wanted.to_string());
        return Ok(());
    }
    let instead = found.map_or_else(String::new, |found| {
        format!(" ({found} is there, and does not fit)")
    });
    installing(
        program,
        &format!(
            "{wanted} {why}: building its published crate, checked against its lock file, which takes some minutes{instead}"
        ),
    );
    let tools = project.tools();
    let mut install = project.cargo();
    install
        .args([
            "install",
            "--locked",
            "--force",
            &format!("{package}@{wanted}"),
        ])
        .args(options)
        .arg("--root")
        .arg(&tools)
        // One folder for both tools: what they share is built once, and a broken-off build goes on.
        .env("CARGO_TARGET_DIR", build_folder(project))
        // The tools run for seconds, so the time to build them weighs more than their own speed.
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
        .env("CARGO_PROFILE_RELEASE_STRIP", "symbols")
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS");
    command::tick(&mut install, &project.log(package)).with_context(|| {
        format!("{program} {wanted} could not be built, and it {why}. To try by hand: cargo install --locked {package}@{wanted}")
    })?;
    let now = version_of(project, program);
    anyhow::ensure!(
        now.as_ref() == Some(wanted),
        "{program} was installed, but reports {} instead of {wanted}; delete {} and run the set-up again",
        now.map_or_else(|| "no version".to_owned(), |version| version.to_string()),
        project.shown(&tools),
    );
    ready(program, &wanted.to_string());
    Ok(())
}

/// Removes what building the tools left behind, more than a gigabyte.
pub fn tidy(project: &Project) -> Result<()> {
    let folder = build_folder(project);
    if !folder.is_dir() {
        return Ok(());
    }
    std::fs::remove_dir_all(&folder)
        .with_context(|| format!("cannot clear {}", project.shown(&folder)))
}

fn build_folder(project: &Project) -> std::path::PathBuf {
    project.tools().join("build")
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_wasm_bindgen_tool_and_library_are_of_one_version() {
        let manifest = include_str!("../../../Cargo.toml");
        let pin = format!("wasm-bindgen = \"={}\"", super::WASM_BINDGEN);
        assert!(
            manifest.contains(&pin),
            "Cargo.toml pins another wasm-bindgen than {pin}"
        );
    }
}

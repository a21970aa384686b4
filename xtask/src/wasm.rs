//! From a linked module to what a page loads: wasm-bindgen's glue, then wasm-opt. One way for the page's parts,
//! the worker that reads run files and the engine for JavaScript.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::project::Project;
use crate::setup::WASM;
use crate::{bundle, command};

/// What rustc uses and every browser of the floor has; the same as in `index.html`.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-mutable-globals",
    "--enable-multivalue",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Writes the module and its glue for `target`, in wasm-bindgen's words, into a folder.
pub fn bind(
    project: &Project,
    target: &str,
    options: &[&str],
    module: &Path,
    folder: &Path,
) -> Result<()> {
    let mut bindgen = project.command("wasm-bindgen");
    bindgen
        .args(["--target", target, "--no-typescript"])
        .args(options)
        .arg("--out-dir")
        .arg(folder)
        .arg(module);
    command::run(&mut bindgen)
}

/// Makes a module smaller or faster, as the options say.
pub fn optimise(project: &Project, options: &[&str], from: &Path, to: &Path) -> Result<()> {
    let mut optimise = project.command("wasm-opt");
    optimise
        .args(options)
        .args(FEATURES)
        .arg(from)
        .arg("-o")
        .arg(to);
    command::run(&mut optimise)
        .with_context(|| format!("{} could not be optimised", from.display()))
}

/// The command that runs a test file of the page's crate inside Chromium.
pub fn browser_test(project: &Project, name: &str) -> Result<Command> {
    let driver = project
        .find_program("chromedriver")
        .context("chromedriver is not on PATH; cargo xtask setup says what to install")?;
    let runner = project.find_program("wasm-bindgen-test-runner").context(
        "wasm-bindgen-test-runner is not there; it comes with wasm-bindgen-cli: cargo xtask setup",
    )?;
    let mut test = project.cargo();
    test.args(["test", "-p", "aftermile", "--target", WASM, "--test", name])
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
        .env("CHROMEDRIVER", driver)
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    bundle::keep_wasm_flag(&mut test);
    Ok(test)
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_module_is_optimised_for_what_the_page_says() {
        let page = include_str!("../../index.html");
        assert!(page.contains(&super::FEATURES.join(" ")));
    }
}

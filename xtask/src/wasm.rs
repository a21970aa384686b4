//! From a linked module to what a page loads: wasm-bindgen's glue, then wasm-opt. One way for the page's two parts,
//! the worker that reads run files and the engine for JavaScript.

use std::path::Path;

use anyhow::{Context, Result};

use crate::command;
use crate::project::Project;

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

#[cfg(test)]
mod tests {
    #[test]
    fn every_module_is_optimised_for_what_the_page_says() {
        let page = include_str!("../../index.html");
        assert!(page.contains(&super::FEATURES.join(" ")));
    }
}

//! The wasm of the web worker that reads run files: built for speed and apart from the page's, which it is no part of.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::bundle::release_flags;
use crate::command;
use crate::project::Project;
use crate::setup::WASM;
use crate::wasm;

const PACKAGE: &str = "aftermile-import";
/// The profile in Cargo.toml: as the release, but optimised for speed.
const PROFILE: &str = "import";
const NAME: &str = "aftermile_import";
/// The worker as `web` has it, and in `dist` with the glue in it.
const WORKER: &str = "import-worker.js";
/// The glue's place in it.
const PLACE: &str = "/* __READER__ */";

/// Searching bytes, which is most of reading XML and tables, is several times faster by vectors.
const FAST: [&str; 2] = ["-O3", "--enable-simd"];

/// Builds it and puts it beside `web/import-worker.js` in `dist`.
pub fn build(project: &Project, dist: &Path) -> Result<()> {
    let mut cargo = project.cargo();
    cargo.args([
        "build",
        "--lib",
        "--offline",
        "--package",
        PACKAGE,
        "--profile",
        PROFILE,
        "--target",
        WASM,
    ]);
    cargo.env(
        "CARGO_ENCODED_RUSTFLAGS",
        release_flags(project, &["-C", "target-feature=+simd128"]),
    );
    command::run(&mut cargo)?;
    let built = project
        .target
        .join(WASM)
        .join(PROFILE)
        .join(format!("{NAME}.wasm"));
    let folder = folder(project);
    // A classic worker: module workers came to Firefox a version after the oldest that is served.
    wasm::bind(
        project,
        "no-modules",
        &["--out-name", NAME],
        &built,
        &folder,
    )?;
    let wasm = format!("{NAME}_bg.wasm");
    wasm::optimise(project, &FAST, &folder.join(&wasm), &dist.join(&wasm))?;
    join(project, dist)
}

/// Where the glue of the last build is.
fn folder(project: &Project) -> PathBuf {
    project.target.join("import-worker")
}

/// Puts the reader's glue into the worker that stands in `dist` as it is written.
pub fn join(project: &Project, dist: &Path) -> Result<()> {
    let read = |path: PathBuf| {
        fs::read_to_string(&path).with_context(|| format!("{} is not there", path.display()))
    };
    let glue = read(folder(project).join(format!("{NAME}.js")))
        .context("the reader of run files is not built; run cargo xtask dist without --web")?;
    let path = dist.join(WORKER);
    fs::write(&path, joined(&read(path.clone())?, &glue)?)?;
    Ok(())
}

fn joined(worker: &str, glue: &str) -> Result<String> {
    let Some((before, after)) = worker.split_once(PLACE) else {
        bail!("web/{WORKER} has no place for the reader's glue: {PLACE}");
    };
    Ok([before, glue.trim_end(), after].concat())
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn the_worker_is_one_script() {
        let worker = include_str!("../../web/import-worker.js");
        let one = joined(worker, "let wasm_bindgen = 1;\n").unwrap();
        assert!(one.contains("let wasm_bindgen = 1;\n\nlet ready;"), "{one}");
        assert!(!one.contains("importScripts(") && joined(&one, "").is_err());
    }
}

//! The wasm of the web worker that reads run files: built for speed and apart from the page's, which it is no part of.

use std::path::Path;

use anyhow::{Context, Result};

use crate::bundle::release_flags;
use crate::command;
use crate::project::Project;
use crate::setup::WASM;

const PACKAGE: &str = "aftermile-import";
/// The profile in Cargo.toml: as the release, but optimised for speed.
const PROFILE: &str = "import";
const NAME: &str = "aftermile_import";

/// What rustc uses and every browser of the floor has. Searching bytes, which is most of reading XML and tables, is
/// several times faster by vectors.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-mutable-globals",
    "--enable-multivalue",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-simd",
];

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
    // A classic worker: module workers came to Firefox a version after the oldest that is served.
    let mut bindgen = project.command("wasm-bindgen");
    bindgen
        .args([
            "--target",
            "no-modules",
            "--no-typescript",
            "--out-name",
            NAME,
            "--out-dir",
        ])
        .arg(dist)
        .arg(&built);
    command::run(&mut bindgen)?;
    let wasm = dist.join(format!("{NAME}_bg.wasm"));
    let mut optimise = project.command("wasm-opt");
    optimise
        .args(["-O3"])
        .args(FEATURES)
        .arg(&wasm)
        .arg("-o")
        .arg(&wasm);
    command::run(&mut optimise).context("the worker's wasm could not be optimised")
}

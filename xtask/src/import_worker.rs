//! The wasm of the web worker that reads run files: built for speed and apart from the page's, which it is no part of.

use std::path::Path;

use anyhow::Result;

use crate::bundle::release_flags;
use crate::command;
use crate::project::Project;
use crate::setup::WASM;
use crate::wasm;

const PACKAGE: &str = "aftermile-import";
/// The profile in Cargo.toml: as the release, but optimised for speed.
const PROFILE: &str = "import";
const NAME: &str = "aftermile_import";

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
    // A classic worker: module workers came to Firefox a version after the oldest that is served.
    wasm::bind(project, "no-modules", &["--out-name", NAME], &built, dist)?;
    let wasm = dist.join(format!("{NAME}_bg.wasm"));
    wasm::optimise(project, &FAST, &wasm, &wasm)
}

//! `cargo xtask store`: how long years of kept runs take to open in a browser, and one run to keep, on the page's own
//! profile (`tests/store_speed.rs`).

use anyhow::Result;

use crate::project::Project;
use crate::setup::{self, Purpose};
use crate::{command, wasm};

pub fn run(project: &Project) -> Result<()> {
    setup::run(project, Purpose::Test)?;
    let mut measure = wasm::browser_test(project, "store_speed")?;
    measure.args(["--release", "--", "--nocapture"]);
    command::run(&mut measure)
}

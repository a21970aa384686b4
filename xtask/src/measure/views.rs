//! `cargo xtask views`: what each kind of view weighs, first and again, counted by the server.

use anyhow::Result;

use super::site;
use crate::project::Project;
use crate::setup::{self, Engine, Purpose};
use crate::{bundle, command};

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The browser engine that looks
    #[arg(long, value_enum, value_name = "NAME", default_value = "chromium")]
    engine: Engine,
    /// Measure the dist that is there and build nothing
    #[arg(long)]
    as_is: bool,
}

pub fn run(project: &Project, arguments: &Arguments) -> Result<()> {
    setup::run(project, Purpose::Test)?;
    if !arguments.as_is {
        bundle::build(project)?;
    }
    let mut views = project.cargo();
    views
        .args(["run", "--quiet", "-p", "aftermile-e2e", "--bin", "views"])
        .env("AFTERMILE_ENGINE", arguments.engine.name())
        .env("AFTERMILE_DIST", site::compressed(project)?)
        .env("RUST_LIB_BACKTRACE", "0");
    command::run(&mut views)
}

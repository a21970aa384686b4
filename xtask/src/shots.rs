//! `cargo xtask shots`: pictures of every screen, for a person's eye.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::project::Project;
use crate::setup::{self, Purpose};
use crate::{bundle, command};

pub fn run(project: &Project, out: Option<&Path>) -> Result<()> {
    setup::run(project, Purpose::Test)?;
    bundle::build(project)?;
    let out = match out {
        Some(folder) => {
            std::path::absolute(folder).context("the folder for the pictures has no path")?
        }
        None => folder(project),
    };
    let mut shots = project.cargo();
    shots
        .args(["run", "--quiet", "-p", "aftermile-e2e", "--bin", "shots"])
        .env("AFTERMILE_DIST", project.dist())
        .env("AFTERMILE_PICTURES", &out)
        .env("RUST_LIB_BACKTRACE", "0");
    command::run(&mut shots)?;
    println!("The pictures are in {}", project.shown(&out));
    Ok(())
}

fn folder(project: &Project) -> PathBuf {
    project.target.join("shots")
}

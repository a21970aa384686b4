//! `cargo xtask shots`, `cargo xtask read` and `cargo xtask paint`: the page walked through, for a person's eye and for the clock.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::project::Project;
use crate::setup::{self, Purpose};
use crate::{bundle, command};

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Where to put them [default: target/shots]
    #[arg(long, value_name = "FOLDER", conflicts_with = "manifest")]
    out: Option<PathBuf>,
    /// Only those that the manifest names, into web/screenshots
    #[arg(long)]
    manifest: bool,
}

/// Pictures of every screen.
pub fn run(project: &Project, arguments: &Arguments) -> Result<()> {
    if arguments.manifest {
        return walk(
            project,
            "screenshots",
            &project.root.join("web/screenshots"),
        );
    }
    let out = match arguments.out.as_deref() {
        Some(folder) => {
            std::path::absolute(folder).context("the folder for the pictures has no path")?
        }
        None => folder(project),
    };
    walk(project, "shots", &out)?;
    println!("The pictures are in {}", project.shown(&out));
    Ok(())
}

/// How long the questions take, by the words and taps of the page itself.
pub fn read(project: &Project) -> Result<()> {
    walk(project, "read", &folder(project))
}

/// How soon each press is painted on a slower device.
pub fn paint(project: &Project) -> Result<()> {
    walk(project, "paint", &folder(project))
}

fn walk(project: &Project, program: &str, pictures: &Path) -> Result<()> {
    setup::run(project, Purpose::Test)?;
    bundle::build(project)?;
    let mut walk = project.cargo();
    walk.args(["run", "--quiet", "-p", "aftermile-e2e", "--bin", program])
        .env("AFTERMILE_DIST", project.dist())
        .env("AFTERMILE_PICTURES", pictures)
        .env("AFTERMILE_AXE", setup::axe_script(project))
        .env("RUST_LIB_BACKTRACE", "0");
    command::run(&mut walk)
}

fn folder(project: &Project) -> PathBuf {
    project.target.join("shots")
}

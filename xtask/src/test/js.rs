//! The package for JavaScript: packed by npm, tried in Node, its types by the TypeScript compiler, and put
//! into a page by Vite, which the end-to-end tests then open.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::report::Outcome;
use super::stages::tests;
use crate::command;
use crate::project::Project;
use crate::setup::js_tests_folder;

/// The page that Vite builds.
pub fn bundled(project: &Project) -> PathBuf {
    folder(project).join("site")
}

fn folder(project: &Project) -> PathBuf {
    project.target.join("js")
}

pub fn run(project: &Project) -> Result<Outcome> {
    let folder = folder(project);
    if folder.is_dir() {
        fs::remove_dir_all(&folder)?;
    }
    unpacked(project, &folder)?;
    for name in [
        "index.html",
        "page.mjs",
        "worker.mjs",
        "walk.mjs",
        "node.mjs",
    ] {
        fs::copy(project.root.join("js/tests").join(name), folder.join(name))
            .with_context(|| format!("js/tests/{name} is not there"))?;
    }
    let outcome = tests(
        project
            .command("node")
            .arg(folder.join("node.mjs"))
            .arg(std::env::current_exe()?)
            .arg(&folder),
    )?;
    if !matches!(outcome, Outcome::Passed(..)) {
        return Ok(outcome);
    }
    let tools = js_tests_folder(project);
    println!("the types");
    command::run(
        project
            .command(tools.join(".bin/tsc"))
            .args(["--noEmit", "--strict", "--exactOptionalPropertyTypes"])
            .args([
                "--target",
                "es2022",
                "--module",
                "nodenext",
                "--lib",
                "es2022,dom",
            ])
            .arg("given.ts")
            .current_dir(&folder),
    )?;
    println!("the page by Vite");
    command::run(
        project
            .command(tools.join(".bin/vite"))
            .args([
                "build",
                "--outDir",
                "site",
                "--base",
                "./",
                "--logLevel",
                "warn",
            ])
            .current_dir(&folder),
    )?;
    Ok(outcome)
}

/// The package as npm installs it: what `npm pack` leaves out is not there.
fn unpacked(project: &Project, folder: &Path) -> Result<()> {
    let modules = folder.join("node_modules");
    fs::create_dir_all(&modules)?;
    fs::write(
        folder.join("package.json"),
        "{ \"private\": true, \"type\": \"module\" }\n",
    )?;
    let name = command::output(
        project
            .command("npm")
            .args(["pack", "--silent", "--pack-destination"])
            .arg(folder)
            .current_dir(project.dist().join("npm")),
    )?;
    let packed = folder.join(name.trim());
    command::run(
        project
            .command("tar")
            .arg("-xzf")
            .arg(&packed)
            .arg("-C")
            .arg(&modules),
    )?;
    fs::rename(modules.join("package"), modules.join("aftermile"))
        .context("npm pack wrote no package")
}

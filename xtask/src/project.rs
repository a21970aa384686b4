//! Where things are, and how programs are started there.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::command;

/// The checkout and its target folder.
#[derive(Debug, Clone)]
pub struct Project {
    pub root: PathBuf,
    pub target: PathBuf,
    /// The names of the workspace's packages.
    pub packages: Vec<String>,
}

#[derive(Deserialize)]
struct Metadata {
    workspace_root: PathBuf,
    target_directory: PathBuf,
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
}

impl Project {
    /// Asks cargo, which knows every way of moving the target folder.
    pub fn find() -> Result<Self> {
        let mut ask = Command::new(cargo());
        ask.args(["metadata", "--no-deps", "--format-version", "1"])
            .args([
                "--manifest-path",
                concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"),
            ]);
        let answer = command::output(&mut ask)?;
        let metadata: Metadata = serde_json::from_str(&answer)
            .context("cargo metadata answered something unexpected")?;
        Ok(Self {
            root: metadata.workspace_root,
            target: metadata.target_directory,
            packages: metadata
                .packages
                .into_iter()
                .map(|package| package.name)
                .collect(),
        })
    }

    /// The site, ready to be copied to any host.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// What setup installs: a user's own tools are left alone.
    pub fn tools(&self) -> PathBuf {
        self.target.join("tools")
    }

    /// Where the output of long steps goes.
    pub fn log(&self, step: &str) -> PathBuf {
        self.tools().join("log").join(format!("{step}.log"))
    }

    /// A path as a person in the checkout would write it.
    pub fn shown<'a>(&self, path: &'a Path) -> std::path::Display<'a> {
        path.strip_prefix(&self.root).unwrap_or(path).display()
    }

    /// A program, found among the project's tools first, started in the root of the checkout.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let program = program.as_ref();
        let path = self.search_path();
        let found = which::which_in(program, Some(&path), &self.root);
        let mut command =
            Command::new(found.map_or_else(|_| program.to_owned(), PathBuf::into_os_string));
        command.current_dir(&self.root).env("PATH", path);
        command
    }

    pub fn cargo(&self) -> Command {
        self.command(cargo())
    }

    /// Where a program is, among the project's tools or on PATH.
    pub fn find_program(&self, program: &str) -> Option<PathBuf> {
        which::which_in(program, Some(self.search_path()), &self.root).ok()
    }

    pub fn has(&self, program: &str) -> bool {
        self.find_program(program).is_some()
    }

    fn search_path(&self) -> OsString {
        let tools = self.tools();
        let own = [
            tools.join("bin"),
            tools.join("npm/binaryen/node_modules/.bin"),
            tools.join("npm/esbuild/node_modules/.bin"),
        ];
        let inherited = std::env::var_os("PATH").unwrap_or_default();
        let all = own.into_iter().chain(std::env::split_paths(&inherited));
        std::env::join_paths(all).unwrap_or(inherited)
    }
}

/// The cargo that runs this program, so that no second toolchain comes in.
fn cargo() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"))
}

//! The parts of the Rust toolchain beyond cargo and rustc.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use super::{installing, ready, std_from_source};
use crate::command;
use crate::project::Project;

pub const WASM: &str = "wasm32-unknown-unknown";

pub fn wasm_target(project: &Project) -> Result<()> {
    if has_wasm_std(project)? {
        ready("Rust for wasm", WASM);
        return Ok(());
    }
    let refusal = if project.has("rustup") {
        installing(
            "Rust for wasm",
            &format!("the app is built for {WASM}: rustup target add"),
        );
        let log = project.log("rustup-target");
        let mut add = project.command("rustup");
        add.args(["target", "add", WASM]).env("RUST_BACKTRACE", "0");
        match command::tick(&mut add, &log) {
            Ok(()) if has_wasm_std(project)? => {
                ready("Rust for wasm", WASM);
                return Ok(());
            }
            Ok(()) => {
                "rustup installed the target for another toolchain than the one in use".to_owned()
            }
            Err(_) => format!("rustup could not bring it (see {})", project.shown(&log)),
        }
    } else {
        "rustup is not on PATH".to_owned()
    };
    installing(
        "Rust for wasm",
        &format!("{refusal}; building the standard library from Debian's sources instead"),
    );
    std_from_source::install(project).with_context(|| {
        format!("the standard library for {WASM} is missing and the app cannot be built. {refusal}. The usual way is: rustup target add {WASM}")
    })?;
    if !has_wasm_std(project)? {
        bail!(
            "the standard library for {WASM} was built, but rustc does not find it; the usual way is: rustup target add {WASM}"
        );
    }
    ready("Rust for wasm", WASM);
    Ok(())
}

/// rustfmt and clippy, for the tests.
pub fn components(project: &Project) -> Result<()> {
    for (component, program) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        let works = |project: &Project| {
            command::output(project.cargo().args([program, "--version"])).is_ok()
        };
        if !works(project) && project.has("rustup") {
            installing(component, "part of the checks: rustup component add");
            command::tick(
                project
                    .command("rustup")
                    .args(["component", "add", component]),
                &project.log(component),
            )?;
        }
        if !works(project) {
            bail!(
                "{component} is missing from the Rust toolchain and the tests need it; the command is: rustup component add {component}"
            );
        }
        ready(component, "in the toolchain");
    }
    Ok(())
}

fn has_wasm_std(project: &Project) -> Result<bool> {
    let Ok(entries) = wasm_lib(project)?.read_dir() else {
        return Ok(false);
    };
    Ok(entries.flatten().any(|entry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        name.starts_with("libstd-") && name.ends_with(".rlib")
    }))
}

/// Where rustc looks for the standard library of the wasm target.
pub fn wasm_lib(project: &Project) -> Result<PathBuf> {
    let folder = command::output(project.command("rustc").args([
        "--print",
        "target-libdir",
        "--target",
        WASM,
    ]))
    .context("rustc could not be asked where its libraries are")?;
    Ok(PathBuf::from(folder.trim()))
}

//! The tools that come as npm packages: wasm-opt and esbuild, axe-core for the tests, Lighthouse for measuring.
//!
//! Each has its manifest and lock under `xtask/npm`; npm checks what it fetches against the lock's
//! checksums. No package is let run a script on installing.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use semver::Version;
use serde_json::Value;

use super::browsers::{apt_install, is_debian_root};
use super::{installing, package_folder, ready, version_of};
use crate::command;
use crate::project::Project;

/// Older ones do not know all that rustc emits for WebAssembly today.
const OLDEST_WASM_OPT: Version = Version::new(120, 0, 0);

/// npm learned the lock format in use with this version.
const OLDEST_NPM: Version = Version::new(7, 0, 0);

struct Package {
    /// Of its folder here and under the tools.
    folder: &'static str,
    /// The npm package that tells whether it is there.
    name: &'static str,
    manifest: &'static str,
    lock: &'static str,
}

const BINARYEN: Package = Package {
    folder: "binaryen",
    name: "binaryen",
    manifest: include_str!("../../npm/binaryen/package.json"),
    lock: include_str!("../../npm/binaryen/package-lock.json"),
};

const ESBUILD: Package = Package {
    folder: "esbuild",
    name: "esbuild",
    manifest: include_str!("../../npm/esbuild/package.json"),
    lock: include_str!("../../npm/esbuild/package-lock.json"),
};

const JS_TESTS: Package = Package {
    folder: "js-tests",
    name: "vite",
    manifest: include_str!("../../npm/js-tests/package.json"),
    lock: include_str!("../../npm/js-tests/package-lock.json"),
};

const LIGHTHOUSE: Package = Package {
    folder: "lighthouse",
    name: "lighthouse",
    manifest: include_str!("../../npm/lighthouse/package.json"),
    lock: include_str!("../../npm/lighthouse/package-lock.json"),
};

const AXE: Package = Package {
    folder: "axe-core",
    name: "axe-core",
    manifest: include_str!("../../npm/axe-core/package.json"),
    lock: include_str!("../../npm/axe-core/package-lock.json"),
};

pub fn wasm_opt(project: &Project) -> Result<()> {
    if let Some(found) = version_of(project, "wasm-opt").filter(|found| *found >= OLDEST_WASM_OPT) {
        ready("wasm-opt", &found.major.to_string());
        return Ok(());
    }
    install(
        project,
        &BINARYEN,
        "wasm-opt",
        "makes the WebAssembly smaller",
    )?;
    match version_of(project, "wasm-opt") {
        Some(found) if found >= OLDEST_WASM_OPT => Ok(()),
        _ => bail!(
            "wasm-opt was installed from npm's binaryen but does not run; install binaryen {} or newer and put wasm-opt on PATH",
            OLDEST_WASM_OPT.major
        ),
    }
}

pub fn esbuild(project: &Project) -> Result<()> {
    install(project, &ESBUILD, "esbuild", "joins the page into one file")
}

/// TypeScript and Vite, for the package for JavaScript.
pub fn js_tests(project: &Project) -> Result<()> {
    install(
        project,
        &JS_TESTS,
        "vite",
        "tries the package for JavaScript",
    )?;
    ready("typescript", "comes with it");
    Ok(())
}

/// Where their programs are.
pub fn js_tests_folder(project: &Project) -> PathBuf {
    package_folder(project, JS_TESTS.folder).join("node_modules")
}

pub fn axe(project: &Project) -> Result<()> {
    install(
        project,
        &AXE,
        "axe-core",
        "checks every screen for accessibility",
    )
}

/// The script that the end-to-end tests put into a page.
pub fn axe_script(project: &Project) -> PathBuf {
    package_folder(project, AXE.name).join("node_modules/axe-core/axe.min.js")
}

/// Only for `cargo xtask lighthouse`: it is large.
pub fn lighthouse(project: &Project) -> Result<()> {
    install(project, &LIGHTHOUSE, "lighthouse", "measures the page")
}

/// What node runs.
pub fn lighthouse_script(project: &Project) -> PathBuf {
    package_folder(project, LIGHTHOUSE.folder).join("node_modules/lighthouse/cli/index.js")
}

fn install(project: &Project, package: &Package, what: &str, why: &str) -> Result<()> {
    let folder = package_folder(project, package.folder);
    let wanted = pinned(package)?;
    if installed(project, package).as_deref() == Some(wanted.as_str()) {
        ready(what, &wanted);
        return Ok(());
    }
    need_npm(project, what)?;
    installing(
        what,
        &format!(
            "{wanted} {why}: fetching npm's {}, checked against its lock file",
            package.name
        ),
    );
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("package.json"), package.manifest)?;
    fs::write(folder.join("package-lock.json"), package.lock)?;
    let mut npm = project.command("npm");
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .current_dir(&folder);
    command::tick(&mut npm, &project.log(package.folder)).with_context(|| {
        format!("npm could not fetch {} {wanted}, so {what} is missing; is npm's registry reachable? To try by hand: npm install {}@{wanted}", package.name, package.name)
    })?;
    ready(what, &wanted);
    Ok(())
}

/// The exact version that the package's lock names.
fn pinned(package: &Package) -> Result<String> {
    let lock: Value = serde_json::from_str(package.lock)?;
    let version = lock.pointer(&format!("/packages/node_modules~1{}/version", package.name));
    version
        .and_then(Value::as_str)
        .map(str::to_owned)
        .with_context(|| format!("xtask/npm/{}/package-lock.json names no version; write it anew with npm install --package-lock-only", package.name))
}

fn installed(project: &Project, package: &Package) -> Option<String> {
    let modules = package_folder(project, package.folder).join("node_modules");
    // npm writes this file last, so a broken-off installation has none.
    let _: Value = read_json(modules.join(".package-lock.json"))?;
    read_json(modules.join(package.name).join("package.json"))?
        .get("version")?
        .as_str()
        .map(str::to_owned)
}

fn read_json(path: PathBuf) -> Option<Value> {
    serde_json::from_str(&fs::read_to_string(path).ok()?).ok()
}

fn need_npm(project: &Project, what: &str) -> Result<()> {
    let fits = |project: &Project| {
        version_of(project, "npm").is_some_and(|found| found >= OLDEST_NPM) && project.has("node")
    };
    if fits(project) {
        return Ok(());
    }
    if is_debian_root() {
        installing(
            "npm",
            &format!("brings {what}: installing Debian's nodejs and npm"),
        );
        // One after the other: some builds of nodejs bring an npm, and refuse to live with Debian's.
        for package in ["nodejs", "npm"] {
            if !fits(project) {
                apt_install(project, &[package])?;
            }
        }
    }
    if !fits(project) {
        bail!(
            "{what} comes as an npm package, and npm {} or newer is not on PATH; install Node.js (18 or newer) with npm, then run this again",
            OLDEST_NPM.major
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locks_name_versions_and_checksums_and_no_server() {
        for package in [BINARYEN, ESBUILD, JS_TESTS, LIGHTHOUSE, AXE] {
            assert!(pinned(&package).is_ok());
            assert!(
                package.lock.contains("\"integrity\": \"sha512-"),
                "{}",
                package.name
            );
            assert!(!package.lock.contains("://"), "{}", package.name);
        }
    }
}

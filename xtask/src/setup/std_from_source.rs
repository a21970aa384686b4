//! The way out when rustup cannot bring the wasm target: Debian packages the sources of the
//! standard library, and cargo can build them. It is tried on Debian only, for exactly the version
//! of the compiler in use: rustc refuses libraries of any other.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::installing;
use super::rust::{WASM, wasm_lib};
use crate::command;
use crate::project::Project;

/// Where Debian keeps newer compilers than its release had; the first that has the version wins.
const SUITES: [&str; 4] = ["trixie-backports", "forky", "sid", "trixie"];

const KEYRING: &str = "/usr/share/keyrings/debian-archive-keyring.gpg";

pub fn install(project: &Project) -> Result<()> {
    let version = compiler_version(project)?;
    let sources = sysroot(project)?.join("lib/rustlib/src/rust");
    if !sources.join("library/std/Cargo.toml").is_file() {
        unpack_sources(project, &version, &sources)?;
    }
    build(project)
}

fn compiler_version(project: &Project) -> Result<String> {
    let said = command::output(project.command("rustc").arg("--version"))?;
    said.split_whitespace()
        .nth(1)
        .map(str::to_owned)
        .context("rustc --version names no version")
}

fn sysroot(project: &Project) -> Result<PathBuf> {
    let said = command::output(project.command("rustc").args(["--print", "sysroot"]))?;
    Ok(PathBuf::from(said.trim()))
}

/// Takes the package apart instead of installing it: it would bring Debian's own compiler along.
fn unpack_sources(project: &Project, version: &str, sources: &Path) -> Result<()> {
    for program in ["apt-get", "apt-cache", "dpkg-deb"] {
        if !project.has(program) {
            bail!(
                "{program} is not there, so Debian's package of the sources cannot be had either"
            );
        }
    }
    let archive = archive(project)?;
    let work = project.tools().join("apt");
    let suite = SUITES
        .into_iter()
        .find_map(|suite| find(project, &work, &archive, suite, version))
        .with_context(|| {
            format!(
                "none of Debian's {} has rust-src {version}",
                SUITES.join(", ")
            )
        })?;
    installing(
        "Rust for wasm",
        &format!(
            "unpacking Debian's rust-src {} from {}",
            suite.package, suite.name
        ),
    );
    let mut download = project.command("apt-get");
    download
        .args(options(&suite.folder))
        .arg("download")
        .arg(format!("rust-src={}", suite.package))
        .current_dir(&suite.folder);
    command::tick(&mut download, &project.log("apt-download"))?;
    let package = fs::read_dir(&suite.folder)?
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|kind| kind == "deb"))
        .context("apt-get downloaded no package")?;
    let unpacked = suite.folder.join("unpacked");
    command::run(
        project
            .command("dpkg-deb")
            .arg("--extract")
            .arg(&package)
            .arg(&unpacked),
    )?;
    let tree = unpacked.join("usr/src").join(format!("rustc-{version}"));
    if !tree.join("library/std/Cargo.toml").is_file() {
        bail!(
            "Debian's rust-src {} does not hold the standard library where it was expected",
            suite.package
        );
    }
    copy_folder(&tree, sources)
}

/// The address of the archive that this machine already uses.
fn archive(project: &Project) -> Result<String> {
    let mut ask = project.command("apt-get");
    ask.args([
        "indextargets",
        "--format",
        "$(REPO_URI)",
        "Created-By: Packages",
        "Component: main",
        "Origin: Debian",
    ]);
    let said = command::output(&mut ask)?;
    said.lines()
        .find(|uri| uri.trim_end_matches('/').ends_with("/debian"))
        .map(str::to_owned)
        .context("apt has no Debian archive among its sources, or no lists yet: apt-get update")
}

struct Suite {
    name: &'static str,
    folder: PathBuf,
    package: String,
}

/// Reads one suite's lists into a folder of our own; the system's stay as they are.
fn find(
    project: &Project,
    work: &Path,
    archive: &str,
    name: &'static str,
    version: &str,
) -> Option<Suite> {
    let folder = work.join(name);
    fs::create_dir_all(folder.join("lists/partial")).ok()?;
    fs::create_dir_all(folder.join("cache/archives/partial")).ok()?;
    fs::write(
        folder.join("sources.list"),
        format!("deb [signed-by={KEYRING}] {archive} {name} main\n"),
    )
    .ok()?;
    let mut update = project.command("apt-get");
    update.args(options(&folder)).arg("update");
    command::tick(&mut update, &project.log("apt-update")).ok()?;
    let mut ask = project.command("apt-cache");
    ask.args(options(&folder)).args(["madison", "rust-src"]);
    let said = command::output(&mut ask).ok()?;
    let package = said
        .split_whitespace()
        .find(|word| word.starts_with(&format!("{version}+")))?;
    Some(Suite {
        name,
        package: package.to_owned(),
        folder,
    })
}

fn options(folder: &Path) -> Vec<String> {
    let folder = folder.display();
    [
        format!("Dir::Etc::sourcelist={folder}/sources.list"),
        "Dir::Etc::sourceparts=-".to_owned(),
        format!("Dir::State::lists={folder}/lists"),
        format!("Dir::Cache={folder}/cache"),
        // The unprivileged user that apt would change to cannot write into the checkout.
        "APT::Sandbox::User=root".to_owned(),
        "APT::Get::List-Cleanup=0".to_owned(),
    ]
    .into_iter()
    .flat_map(|option| ["-o".to_owned(), option])
    .collect()
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry?;
        let target = to.join(entry.path().strip_prefix(from)?);
        if entry.file_type().is_dir() {
            fs::create_dir_all(&target).with_context(|| {
                format!("cannot write into the toolchain at {}", target.display())
            })?;
        } else if entry.file_type().is_file() {
            fs::copy(entry.path(), &target)
                .with_context(|| format!("cannot write {}", target.display()))?;
        }
    }
    Ok(())
}

/// Builds the standard library once and puts it where rustc looks for it.
fn build(project: &Project) -> Result<()> {
    let work = project.tools().join("std");
    fs::create_dir_all(work.join("src"))?;
    fs::write(
        work.join("Cargo.toml"),
        "[package]\nname = \"std-for-wasm\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[profile.release]\npanic = \"abort\"\n\n[workspace]\n",
    )?;
    fs::write(work.join("src/lib.rs"), "")?;
    installing(
        "Rust for wasm",
        "building the standard library, about a minute",
    );
    let target = work.join("target");
    let mut build = project.cargo();
    build
        .args([
            "build",
            "--release",
            "--target",
            WASM,
            "-Zbuild-std=std,panic_abort,proc_macro,test",
        ])
        .arg("--target-dir")
        .arg(&target)
        .current_dir(&work)
        // A released compiler lets only its own makers at -Z; the sources are of its very version.
        .env("RUSTC_BOOTSTRAP", "1")
        // Without the bitcode, link-time optimisation fails.
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env_remove("CARGO_ENCODED_RUSTFLAGS");
    command::tick(&mut build, &project.log("std"))?;
    let built = target.join(WASM).join("release/deps");
    let to = wasm_lib(project)?;
    // Two builds of one library side by side are an error, so nothing of an earlier try may stay.
    if to.is_dir() {
        fs::remove_dir_all(&to).with_context(|| format!("cannot clear {}", to.display()))?;
    }
    fs::create_dir_all(&to)
        .with_context(|| format!("cannot write into the toolchain at {}", to.display()))?;
    for entry in fs::read_dir(&built)?.flatten() {
        let path = entry.path();
        let is_library = path.extension().is_some_and(|kind| kind == "rlib");
        let is_ours = entry
            .file_name()
            .to_string_lossy()
            .starts_with("libstd_for_wasm");
        if is_library && !is_ours {
            fs::copy(&path, to.join(entry.file_name()))
                .with_context(|| format!("cannot write into the toolchain at {}", to.display()))?;
        }
    }
    // What was built against another build of std cannot be used any more.
    let stale = project.target.join(WASM);
    if stale.is_dir() {
        fs::remove_dir_all(&stale)
            .with_context(|| format!("cannot clear {}", project.shown(&stale)))?;
    }
    Ok(())
}

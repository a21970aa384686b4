//! A copy of dist that can become another build, as a host's folder does.

use std::fs;
use std::path::{Path, PathBuf};

use aftermile_e2e::{SiteOptions, Visit};
use anyhow::{Context, Result, ensure};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;

/// Two files of one build; what runs must never be of two.
const SCRIPT: &str = "widget.js";
const STYLE: &str = "style.css";

pub struct Build {
    folder: TempDir,
    dist: PathBuf,
}

impl Build {
    pub fn of_dist() -> Result<Self> {
        let dist = SiteOptions::dist()?.root;
        let folder = TempDir::new()?;
        copy(&dist, folder.path())?;
        Ok(Self { folder, dist })
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    fn original(&self, name: &str) -> Result<String> {
        fs::read_to_string(self.dist.join(name)).with_context(|| format!("dist lacks {name}"))
    }

    /// Makes it the build of that number, whole.
    pub fn mark(&self, number: u32) -> Result<()> {
        let script = format!("globalThis.built = {number};\n{}", self.original(SCRIPT)?);
        let style = format!(
            "{}\n:host {{ --built: {number}; }}\n",
            self.original(STYLE)?
        );
        let mut worker = self.original("sw.js")?;
        for (name, text) in [(SCRIPT, &script), (STYLE, &style)] {
            worker = with_checksum(&worker, name, text)?;
            fs::write(self.folder().join(name), text)?;
        }
        let (before, rest) = worker
            .split_once("const BUILD = \"")
            .context("sw.js names no build")?;
        let worker = format!("{before}const BUILD = \"{number}-{rest}");
        Ok(fs::write(self.folder().join("sw.js"), worker)?)
    }

    /// Puts back one file of the first build, as when a host is filled file by file.
    pub fn mix(&self) -> Result<()> {
        let style = format!("{}\n:host {{ --built: 1; }}\n", self.original(STYLE)?);
        Ok(fs::write(self.folder().join(STYLE), style)?)
    }
}

/// Fails unless the page runs on this build alone. Waits for the widget: the page's own first words are the same.
pub fn runs_on(page: &Visit, number: u32) -> Result<()> {
    let ready = page.wait(|| {
        let state = page.attribute("aftermile-widget", "data-state")?;
        Ok((state.as_deref() == Some("ready")).then_some(()))
    })?;
    ready.context("the widget does not run")?;
    let build = build_of(page)?;
    ensure!(
        build == json!([number, number]),
        "build {number} is wanted, and script and style are of {build}"
    );
    Ok(())
}

/// Which build's script and style the page runs on.
pub fn build_of(page: &Visit) -> Result<Value> {
    page.script(
        "return [globalThis.built, Number(getComputedStyle(document.querySelector('aftermile-widget')).getPropertyValue('--built'))]",
        Vec::new(),
    )
}

/// The worker's list with the checksum of what the file holds now.
fn with_checksum(worker: &str, name: &str, text: &str) -> Result<String> {
    let at = worker
        .find(&format!("\"{name}\""))
        .with_context(|| format!("sw.js does not list {name}"))?;
    let (before, rest) = worker.split_at(at);
    let start = rest.find("sha256-").context("no checksum")?;
    let end = start
        + rest
            .get(start..)
            .and_then(|sum| sum.find('"'))
            .context("no end")?;
    let sum = BASE64_STANDARD.encode(Sha256::digest(text));
    Ok(format!(
        "{before}{}sha256-{sum}{}",
        rest.get(..start).unwrap_or_default(),
        rest.get(end..).unwrap_or_default()
    ))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            fs::create_dir(&target)?;
            copy(&path, &target)?;
        } else {
            fs::copy(&path, &target)?;
        }
    }
    Ok(())
}

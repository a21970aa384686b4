//! Browsers and their drivers for the tests. Installed by us only on Debian as root, where one
//! command of the system brings both in versions that belong together.

use anyhow::{Context, Result, bail};
use clap::ValueEnum;

use super::{installing, ready, version_of};
use crate::command;
use crate::project::Project;

/// A browser engine that the tests can run in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    Chromium,
    Firefox,
    /// `WebKitGTK`, the nearest to Safari outside Apple's systems.
    Webkit,
}

impl Engine {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::Webkit => "webkit",
        }
    }

    const fn driver(self) -> &'static str {
        match self {
            Self::Chromium => "chromedriver",
            Self::Firefox => "geckodriver",
            Self::Webkit => "WebKitWebDriver",
        }
    }

    /// Why the tests cannot run in this engine here, and what would change that.
    pub fn missing(self, project: &Project) -> Option<String> {
        if project.has(self.driver()) {
            return None;
        }
        let install = match self {
            Self::Chromium => "apt-get install chromium chromium-driver",
            Self::Firefox => "apt-get install firefox-esr, then cargo install geckodriver",
            Self::Webkit => "apt-get install webkit2gtk-driver xvfb",
        };
        Some(format!(
            "{} is not on PATH; on Debian: {install}",
            self.driver()
        ))
    }
}

/// Makes an engine ready that was asked for by name. Like Chromium it is installed only on Debian as root; elsewhere
/// its tests say what is missing.
pub fn engine(project: &Project, engine: Engine) -> Result<()> {
    if engine == Engine::Chromium {
        return Ok(());
    }
    let _alone = super::alone(project)?;
    if engine.missing(project).is_some() && is_debian_root() {
        let packages: &[&str] = match engine {
            Engine::Firefox => &["firefox-esr"],
            _ => &["webkit2gtk-driver", "xvfb"],
        };
        installing(
            engine.name(),
            &format!("asked for: installing Debian's {}", packages.join(" and ")),
        );
        apt_install(project, packages)?;
        if engine == Engine::Firefox {
            super::cargo_tools::geckodriver(project)?;
            super::cargo_tools::tidy(project)?;
        }
    }
    if engine.missing(project).is_none() {
        ready(engine.name(), engine.driver());
    }
    Ok(())
}

const CHROMIUM_NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
];

const BY_HAND: &str = "install Chromium or Chrome and the chromedriver of the same version, and put both on PATH; on Debian: apt-get install chromium chromium-driver";

pub fn chromium(project: &Project) -> Result<()> {
    if is_missing(project) {
        if !is_debian_root() {
            bail!(
                "Chromium or chromedriver is not on PATH, and the tests in a browser need both: {BY_HAND}"
            );
        }
        installing(
            "Chromium",
            "the tests run in a real browser: installing Debian's chromium and chromium-driver",
        );
        apt_install(project, &["chromium", "chromium-driver"])?;
    }
    let Some(driver) = version_of(project, "chromedriver") else {
        bail!("chromedriver does not run, or is not on PATH: {BY_HAND}");
    };
    // A machine may have several browsers; one that fits the driver is enough.
    let browsers: Vec<u64> = CHROMIUM_NAMES
        .into_iter()
        .filter_map(|name| version_of(project, name))
        .map(|version| version.major)
        .collect();
    if !has_browser_on_path() || browsers.contains(&driver.major) {
        ready("Chromium", &driver.major.to_string());
        return Ok(());
    }
    bail!(
        "chromedriver is {}, and no Chromium or Chrome of that version is on PATH (there is {browsers:?}): {BY_HAND}",
        driver.major
    )
}

/// The generator of the example blog. Elsewhere its test says that it was skipped, and why.
pub fn hugo(project: &Project) -> Result<()> {
    if !project.has("hugo") && is_debian_root() {
        installing(
            "Hugo",
            "builds the example blog that the tests open: installing Debian's hugo",
        );
        apt_install(project, &["hugo"])?;
    }
    if project.has("hugo") {
        ready("Hugo", "on PATH");
    } else {
        ready("Hugo", "not on PATH, so the example blog is not tested");
    }
    Ok(())
}

/// The browser itself, where it is on PATH.
pub fn chromium_program(project: &Project) -> Option<std::path::PathBuf> {
    CHROMIUM_NAMES
        .into_iter()
        .find_map(|name| project.find_program(name))
}

fn is_missing(project: &Project) -> bool {
    let browser = CHROMIUM_NAMES.into_iter().any(|name| project.has(name));
    !project.has("chromedriver") || (has_browser_on_path() && !browser)
}

/// Elsewhere browsers are applications, which the driver finds by itself.
const fn has_browser_on_path() -> bool {
    cfg!(target_os = "linux")
}

pub fn is_debian_root() -> bool {
    let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    let debian = release.lines().any(|line| line == "ID=debian");
    let uid = command::output(std::process::Command::new("id").arg("-u")).unwrap_or_default();
    debian && uid.trim() == "0"
}

pub fn apt_install(project: &Project, packages: &[&str]) -> Result<()> {
    let apt = || {
        let mut apt = project.command("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive");
        apt
    };
    let by_hand = format!(
        "to try by hand: apt-get update, then apt-get install {}",
        packages.join(" ")
    );
    command::tick(apt().arg("update"), &project.log("apt-update"))
        .with_context(|| by_hand.clone())?;
    command::tick(
        apt()
            .args(["install", "--yes", "--no-install-recommends"])
            .args(packages),
        &project.log("apt-install"),
    )
    .with_context(|| by_hand)
}

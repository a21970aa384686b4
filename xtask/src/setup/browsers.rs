//! Browsers and their drivers for the tests. Installed by us only on Debian as root, where one
//! command of the system brings both in versions that belong together.

use std::path::{Path, PathBuf};

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

/// Chromium and its driver, as the WebAssembly tests start them.
#[derive(Debug)]
pub struct Browsers {
    pub chromium: PathBuf,
    pub chromedriver: PathBuf,
}

const CHROMIUM_NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
];

impl Browsers {
    pub fn find(project: &Project) -> Option<Self> {
        let chromium = CHROMIUM_NAMES
            .into_iter()
            .find_map(|name| project.find_program(name))?;
        Some(Self {
            chromium,
            chromedriver: project.find_program("chromedriver")?,
        })
    }
}

pub fn chromium(project: &Project) -> Result<()> {
    let by_hand = "install Chromium or Chrome and the chromedriver of the same version, and put both on PATH; on Debian: apt-get install chromium chromium-driver";
    if Browsers::find(project).is_none() {
        if !is_debian_root() {
            bail!(
                "Chromium or chromedriver is not on PATH, and the tests in a browser need both: {by_hand}"
            );
        }
        installing(
            "Chromium",
            "the tests run in a real browser: installing Debian's chromium and chromium-driver",
        );
        apt_install(project, &["chromium", "chromium-driver"])?;
    }
    let Some(browsers) = Browsers::find(project) else {
        bail!("Chromium was installed but is not on PATH: {by_hand}");
    };
    let version = |program: &Path| {
        version_of(project, &program.to_string_lossy()).map(|version| version.major)
    };
    let (browser, driver) = (version(&browsers.chromium), version(&browsers.chromedriver));
    match (browser, driver) {
        (Some(browser), Some(driver)) if browser == driver => {
            ready("Chromium", &browser.to_string());
            Ok(())
        }
        (Some(browser), Some(driver)) => bail!(
            "Chromium is {browser} and chromedriver {driver}, which do not work together: {by_hand}"
        ),
        _ => bail!(
            "Chromium or chromedriver is there but does not say its version, so it may not run: {by_hand}"
        ),
    }
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

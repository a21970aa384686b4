//! Pages that embed the widget: those of `tests/pages`, on an origin of their own.

use std::fs;
use std::path::Path;
use std::time::Duration;

use aftermile_server::STRICT_POLICY;
use anyhow::{Context, Result};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest as _, Sha384};
use tempfile::TempDir;

use crate::settings::Settings;
use crate::site::{Site, SiteOptions, checkout};
use crate::visit::{Visit, visit_site};

/// Stands for the address of the widget's files in the pages.
const PLACE: &str = "__AFTERMILE__";

/// Stands for the folder of the release under that address, and for the checksum of its loader.
const RELEASE: [&str; 2] = ["__RELEASE__", "__INTEGRITY__"];

/// How a page embeds the widget.
#[derive(Debug, Clone, Default)]
pub struct HostPage {
    /// The page, relative to `tests/pages`.
    pub page: &'static str,
    /// The page's policy; `{files}` stands for the origin of the widget's files.
    pub policy: Option<&'static str>,
    /// The widget's files lie on the page's own origin, under this path.
    pub own: Option<&'static str>,
    /// The widget's files whose path ends so wait so long.
    pub delay: Option<(&'static str, Duration)>,
}

/// Opens the page, with the widget's files on another site unless they are its own. The steps get that site.
///
/// # Errors
/// As [`visit_site`].
pub fn visit_host(
    name: &str,
    settings: &Settings,
    host: &HostPage,
    steps: impl FnOnce(&mut Visit, &Site) -> Result<()>,
) -> Result<()> {
    let dist = SiteOptions {
        recorder: false,
        ..SiteOptions::dist()?
    };
    let mut slow = dist.clone();
    slow.delays
        .extend(host.delay.map(|(end, time)| (end.to_owned(), time)));
    let files = Site::start(slow)?;
    let address = host
        .own
        .map_or_else(|| files.url(""), |path| format!("{path}/"));
    let folder = pages(&address, &dist.root)?;
    let mut site = SiteOptions::of(folder.path().to_owned());
    site.policy = host
        .policy
        .map(|policy| policy.replace("{files}", files.url("").trim_end_matches('/')));
    if let Some(path) = host.own {
        site.policies
            .push((format!("{path}/"), STRICT_POLICY.to_owned()));
        site.folders.push((path.to_owned(), dist.root));
    }
    visit_site(name, &settings.clone().at(host.page), site, |page| {
        steps(page, &files)
    })
}

/// The pages with what they say of the widget's files filled in.
fn pages(address: &str, dist: &Path) -> Result<TempDir> {
    let release = concat!("v", env!("CARGO_PKG_VERSION"));
    let loader = dist.join(release).join("embed.js");
    let loader = fs::read(&loader).with_context(|| format!("{} is not there", loader.display()))?;
    let sum = format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(loader)));
    let [folder, integrity] = RELEASE;
    let values = [
        (PLACE, address),
        (folder, release),
        (integrity, sum.as_str()),
    ];
    let to = TempDir::new()?;
    copy(&checkout().join("tests/pages"), to.path(), &values)?;
    Ok(to)
}

fn copy(from: &Path, to: &Path, values: &[(&str, &str)]) -> Result<()> {
    for entry in fs::read_dir(from).context("tests/pages cannot be read")? {
        let path = entry?.path();
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            fs::create_dir(&target)?;
            copy(&path, &target, values)?;
        } else {
            let mut text = fs::read_to_string(&path)?;
            for (name, value) in values {
                text = text.replace(name, value);
            }
            fs::write(&target, text)?;
        }
    }
    Ok(())
}

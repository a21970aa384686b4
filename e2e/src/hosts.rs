//! Pages that embed the widget: those of `tests/pages`, on an origin of their own.

use std::fs;
use std::path::Path;
use std::time::Duration;

use aftermile_server::STRICT_POLICY;
use anyhow::{Context, Result};
use tempfile::TempDir;

use crate::settings::Settings;
use crate::site::{Site, SiteOptions, checkout};
use crate::visit::{Visit, visit_site};

/// Stands for the address of the widget's files in the pages.
const PLACE: &str = "__AFTERMILE__";

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
    let folder = pages(&address)?;
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

/// The pages with the widget's address filled in.
fn pages(address: &str) -> Result<TempDir> {
    let folder = TempDir::new()?;
    copy(&checkout().join("tests/pages"), folder.path(), address)?;
    Ok(folder)
}

fn copy(from: &Path, to: &Path, address: &str) -> Result<()> {
    for entry in fs::read_dir(from).context("tests/pages cannot be read")? {
        let path = entry?.path();
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            fs::create_dir(&target)?;
            copy(&path, &target, address)?;
        } else {
            fs::write(&target, fs::read_to_string(&path)?.replace(PLACE, address))?;
        }
    }
    Ok(())
}

//! What turns the built page into a site that can be hosted: the service worker's list, the single file,
//! the immutable copy of the release, and the files that tell hosts which headers to send.

#[cfg(test)]
mod documented;
mod hosts;
mod missing;
mod npm;
mod one_file;
mod policy;
mod precache;
pub mod publish;
mod release;

use std::path::Path;

use anyhow::Result;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest as _, Sha256, Sha384};

use crate::project::Project;

pub use policy::print as print_policies;
pub use release::VERSION;

/// Completes `dist`. The order matters: each part is made of what stands there before it.
pub fn finish(project: &Project, dist: &Path) -> Result<()> {
    policy::check(dist)?;
    crate::split::seal(dist)?;
    release::mark(dist)?;
    hosts::write(dist)?;
    release::write(dist)?;
    missing::write(dist)?;
    one_file::write(project, dist)?;
    npm::write(project, dist)?;
    precache::write(dist)
}

/// Files that are no part of the page itself: what is only downloaded, or only read by hosts.
pub fn is_aside(inner: &Path) -> bool {
    let first = inner
        .components()
        .next()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .unwrap_or_default();
    release::is_folder(&first)
        || matches!(
            first.as_str(),
            "npm"
                | "hosts"
                | "screenshots"
                | "_headers"
                | "aftermile.html"
                | "sw.js"
                | missing::NAME
        )
}

pub fn sha256(content: &[u8]) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(content)))
}

/// The value of a `script` tag's `integrity` for this content.
pub fn sha384(content: &[u8]) -> String {
    format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(content)))
}

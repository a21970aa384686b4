//! The package for JavaScript in a page and in a worker, as Vite has bundled it and as it is.

use std::path::{Path, PathBuf};

use aftermile_e2e::{Settings, SiteOptions, visit_site};
use anyhow::{Result, ensure};

/// The same answers give the same sentences in the page and in its worker.
fn works(name: &str, site: SiteOptions, path: &str) -> Result<()> {
    visit_site(name, &Settings::desktop().at(path), site, |page| {
        page.see(" sentences")?;
        let both = page.wait(|| {
            let texts = page.texts("#page, #worker")?;
            Ok((texts.len() == 2 && texts.iter().all(|text| !text.is_empty())).then_some(texts))
        })?;
        let both = both.unwrap_or_default();
        let alike = matches!(both.as_slice(), [page, worker] if page == worker && page.ends_with("sentences"));
        ensure!(alike, "{both:?}");
        Ok(())
    })
}

#[test]
fn as_vite_bundles_it() -> Result<()> {
    let built = std::env::var_os("AFTERMILE_VITE").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/js/site"),
        PathBuf::from,
    );
    ensure!(
        built.join("index.html").is_file(),
        "{} holds no page; it is built by: cargo xtask test --only js",
        built.display()
    );
    let site = SiteOptions {
        policy: None,
        ..SiteOptions::of(built)
    };
    works("js-vite", site, "")
}

#[test]
fn as_it_is() -> Result<()> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../js/tests");
    let folder = tempfile::tempdir()?;
    for name in ["index.html", "page.mjs", "worker.mjs", "walk.mjs"] {
        let text = std::fs::read_to_string(source.join(name))?;
        std::fs::write(
            folder.path().join(name),
            text.replace("from \"aftermile\"", "from \"/npm/browser.js\""),
        )?;
    }
    let dist = SiteOptions::dist()?.root;
    let mut site = SiteOptions::of(folder.path().to_owned());
    site.policy = None;
    site.folders.push(("/npm".to_owned(), dist.join("npm")));
    works("js-plain", site, "")
}

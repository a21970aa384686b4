//! A blog that a real generator has built, with the shortcode of `examples/hugo`.

use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use aftermile_e2e::{Settings, Site, SiteOptions, visit_site};
use anyhow::{Result, ensure};

use super::runner::easy_run;
use super::{number, ready, until};

fn source() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/hugo")
}

/// The blog as a host would hold it.
fn build(source: &Path, to: &Path, files: &Site) -> Result<()> {
    let built = Command::new("hugo")
        .args(["--quiet", "--noBuildLock", "--source"])
        .arg(source)
        .arg("--destination")
        .arg(to)
        .env("HUGO_PARAMS_AFTERMILE", files.url(""))
        .output()?;
    ensure!(
        built.status.success(),
        "{}",
        String::from_utf8_lossy(&built.stdout)
    );
    Ok(())
}

#[test]
fn an_article_of_a_hugo_blog_holds_the_widget() -> Result<()> {
    if which::which("hugo").is_err() {
        // Past the test runner, so that the table of `cargo xtask test` shows it.
        std::io::stdout().write_all(
            b"\nskipped visit hugo: hugo is not on PATH; on Debian: apt-get install hugo\n",
        )?;
        return Ok(());
    }
    let files = Site::start(SiteOptions {
        recorder: false,
        ..SiteOptions::dist()?
    })?;
    let folder = tempfile::tempdir()?;
    build(&source(), folder.path(), &files)?;
    let mut site = SiteOptions::of(folder.path().to_owned());
    site.policy = None;
    let settings = Settings::phone().at("posts/long-run/");
    visit_site("hugo", &settings, site, |page| {
        page.see("Two days after the long run")?;
        page.check_accessibility()?;
        page.script(
            "document.querySelector('aftermile-widget').id = 'one'; one.scrollIntoView()",
            vec![],
        )?;
        ready(page, "one")?;
        page.picture("embed-hugo")?;
        until(
            page,
            "the room is reserved",
            "one.getBoundingClientRect().height >= 639",
        )?;
        ensure!(number(page, "document.documentElement.scrollWidth - innerWidth")? < 1.0);
        page.inside("iframe", || {
            let me = easy_run(page)?;
            me.has_steps(&["walk_down"])
        })
    })
}

/// Of another blog, which has copied the shortcode and nothing else.
#[test]
fn the_shortcode_alone_reserves_its_room() -> Result<()> {
    if which::which("hugo").is_err() {
        return Ok(());
    }
    let files = Site::start(SiteOptions {
        recorder: false,
        ..SiteOptions::dist()?
    })?;
    let folder = tempfile::tempdir()?;
    build(&source(), folder.path(), &files)?;
    std::fs::write(
        folder.path().join("blog.css"),
        "html { overflow-y: scroll }",
    )?;
    let mut site = SiteOptions::of(folder.path().to_owned());
    site.policy = None;
    let settings = Settings::desktop().at("posts/long-run/");
    visit_site("hugo-shortcode", &settings, site, |page| {
        page.script(
            "document.querySelector('aftermile-widget').id = 'one'",
            vec![],
        )?;
        ready(page, "one")?;
        // Without the loader too.
        let room = page.script(
            "const bare = document.createElement('div');
             bare.style.cssText = one.style.cssText;
             document.body.append(bare);
             const { height } = bare.getBoundingClientRect();
             bare.remove();
             return height",
            vec![],
        )?;
        ensure!(room == 640, "{room}");
        let shifted = page.script_calling_back(
            "const done = arguments[0];
             let sum = 0;
             try {
                 new PerformanceObserver((list) => {
                     for (const one of list.getEntries()) if (!one.hadRecentInput) sum += one.value;
                 }).observe({ type: 'layout-shift', buffered: true });
             } catch { /* only Chromium says */ }
             setTimeout(() => done(sum), 300)",
            vec![],
        )?;
        ensure!(shifted.as_f64().is_some_and(|sum| sum < 0.001), "{shifted}");
        Ok(())
    })
}

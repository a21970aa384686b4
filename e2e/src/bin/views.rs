//! What a view weighs: `cargo xtask views`. Articles on another origin than the widget's files, and the standalone
//! page; each for the first time and again, in the requests and bytes that the server saw.

use std::collections::BTreeMap;
use std::time::Duration;

use aftermile_e2e::{Settings, Site, SiteOptions, Visit, visit_site};
use aftermile_server::{ASKED, FOR_GOOD, Hit};
use anyhow::{Context, Result};
use serde_json::Value;

/// Longer than the page waits before it fetches its copy for use without a network.
const QUIET: Duration = Duration::from_millis(2500);

const VERSION: &str = env!("CARGO_PKG_VERSION");

fn main() -> Result<()> {
    println!("| view | requests | first time | again |\n|---|---|---|---|");
    article(
        "article, the widget never comes near the window",
        "",
        "",
        false,
    )?;
    article("article, private frame", "", "", true)?;
    article("article, in the page", "", "mode=\"page\"", true)?;
    article(
        &format!("article, private frame from /v{VERSION}/"),
        &format!("v{VERSION}/"),
        "",
        true,
    )?;
    standalone()
}

fn files() -> Result<SiteOptions> {
    let mut files = SiteOptions::dist()?;
    files.recorder = false;
    files.caching = vec![
        (format!("/v{VERSION}/"), FOR_GOOD.to_owned()),
        ("/".to_owned(), ASKED.to_owned()),
    ];
    Ok(files)
}

fn article(name: &str, folder: &str, attributes: &str, near: bool) -> Result<()> {
    let files = Site::start(files()?)?;
    let from = files.url(folder);
    let pages = tempfile::tempdir()?;
    let page = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>An article</title><link rel=\"icon\" href=\"data:,\"></head>
        <body><h1>After the run</h1><div style=\"height: 3000px\"></div>
        <aftermile-widget id=\"one\" style=\"display: flow-root; min-height: 640px\" {attributes}></aftermile-widget>
        <script type=\"module\" src=\"{from}embed.js\"></script></body></html>"
    );
    std::fs::write(pages.path().join("index.html"), page)?;
    let mut site = SiteOptions::of(pages.path().to_owned());
    site.policy = None;
    site.recorder = false;
    visit_site("views", &Settings::phone(), site, |page| {
        let look = |page: &Visit| -> Result<Vec<Hit>> {
            if near {
                page.script("one.scrollIntoView()", Vec::new())?;
                until(
                    page,
                    "document.getElementById('one').dataset.state === 'ready'",
                )?;
            }
            std::thread::sleep(QUIET);
            let hits = files.hits();
            files.forget_hits();
            Ok(hits)
        };
        let first = look(page)?;
        let address = page.address("")?;
        page.open("about:blank")?;
        page.open(&address)?;
        let again = look(page)?;
        page.take_errors()?;
        tell(name, &first, &again);
        Ok(())
    })
}

fn standalone() -> Result<()> {
    visit_site("views", &Settings::phone(), files()?, |page| {
        until(
            page,
            "document.querySelector('aftermile-widget').dataset.state === 'ready'",
        )?;
        let first = page.site()?.hits();
        page.site()?.forget_hits();
        let active = "const done = arguments[0];
            navigator.serviceWorker.getRegistration().then((one) => done(Boolean(one?.active)), () => done(false));";
        page.wait(|| {
            let answer = page.script_calling_back(active, Vec::new())?;
            Ok((answer == Value::Bool(true)).then_some(()))
        })?
        .context("the service worker did not become active")?;
        std::thread::sleep(QUIET);
        let copy = page.site()?.hits();
        page.site()?.forget_hits();
        let address = page.address("")?;
        page.open("about:blank")?;
        page.open(&address)?;
        until(
            page,
            "document.querySelector('aftermile-widget').dataset.state === 'ready'",
        )?;
        std::thread::sleep(QUIET);
        let again = page.site()?.hits();
        page.take_errors()?;
        tell("standalone page", &first, &again);
        tell(
            "the same, its copy for offline use, once a build",
            &copy,
            &[],
        );
        Ok(())
    })
}

fn until(page: &Visit, script: &str) -> Result<()> {
    let answer = page.wait(|| {
        let answer = page.script(&format!("return {script}"), Vec::new())?;
        Ok((answer == Value::Bool(true)).then_some(()))
    })?;
    answer.with_context(|| format!("not so within the time: {script}"))
}

fn tell(name: &str, first: &[Hit], again: &[Hit]) {
    let bytes = |hits: &[Hit]| hits.iter().map(|hit| hit.bytes).sum::<u64>();
    println!(
        "| {name} | {} | {} | {} in {} requests |",
        first.len(),
        grouped(bytes(first)),
        grouped(bytes(again)),
        again.len(),
    );
    let mut times: BTreeMap<&str, (usize, u64)> = BTreeMap::new();
    for hit in first {
        let one = times.entry(&hit.path).or_default();
        one.0 += 1;
        one.1 += hit.bytes;
    }
    for (path, (times, bytes)) in times {
        let often = if times > 1 {
            format!(" in {times} requests")
        } else {
            String::new()
        };
        eprintln!("  {path} {}{often}", grouped(bytes));
    }
}

/// `1234567` as `1 234 567`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

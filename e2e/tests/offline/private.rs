//! Every request of a whole journey, counted and named.

use std::collections::BTreeMap;

use aftermile_e2e::{Settings, SiteOptions, visit_site};
use anyhow::{Result, ensure};

use super::runner::easy_run;
use super::{follow_a_little, kept};

/// What the browser itself asks for, unasked by the page.
const BROWSERS_OWN: [&str; 1] = ["/favicon.ico"];

#[test]
fn a_whole_journey_asks_for_files_of_the_release_only() -> Result<()> {
    let site = SiteOptions {
        recorder: false,
        ..SiteOptions::dist()?
    };
    let root = site.root.clone();
    visit_site("private", &Settings::phone(), site, |page| {
        page.see("What do your legs need now?")?;
        kept(page)?;
        let mut asked: BTreeMap<String, usize> = BTreeMap::new();
        for hit in page.site()?.hits() {
            ensure!(hit.method == "GET", "{hit:?}");
            ensure!(!hit.path.contains('?'), "{hit:?}");
            if BROWSERS_OWN.contains(&hit.path.as_str()) {
                continue;
            }
            ensure!(hit.status < 400, "{hit:?}");
            let name = hit.path.trim_start_matches('/');
            let file = if name.is_empty() { "index.html" } else { name };
            ensure!(
                root.join(file).is_file(),
                "{file} is no file of the release"
            );
            *asked.entry(file.to_owned()).or_default() += 1;
        }
        println!("while loading, and for offline use: {asked:?}");
        // Once to show the page and once for the worker, at most.
        ensure!(asked.values().all(|times| *times <= 2), "{asked:?}");
        page.site()?.forget_hits();

        easy_run(page)?.has_steps(&["walk_down"])?;
        follow_a_little(page)?;
        page.click_at("[data-action=history]")?;
        page.click_at("[data-run]")?;
        page.see("Look after it yourself")?;
        page.click_at("[data-step=walk_down] .why summary")?;
        let later: Vec<_> = page.site()?.hits();
        println!("during the journey: {later:?}");
        ensure!(
            later
                .iter()
                .all(|hit| hit.method == "GET" && !hit.path.contains('?')),
            "{later:?}"
        );
        let files: Vec<&str> = later
            .iter()
            .map(|hit| hit.path.trim_start_matches('/'))
            .collect();
        ensure!(
            files.iter().all(|file| root.join(file).is_file()),
            "{files:?}"
        );
        // None of it follows from an answer: only what any journey asks for, the rest of the program at its start.
        ensure!(
            files.iter().all(|file| matches!(
                *file,
                "sw.js" | "icon.svg" | "rulebook.json" | "figures.json" | "aftermile_later.wasm"
            )),
            "asked for during the journey: {files:?}"
        );

        let names = page.script(
            "return performance.getEntriesByType('resource').map((one) => one.name).filter((name) => new URL(name).origin !== location.origin)",
            Vec::new(),
        )?;
        ensure!(names == serde_json::json!([]), "other origins: {names}");
        let kept = page.script(
            "return [document.cookie, sessionStorage.length]",
            Vec::new(),
        )?;
        ensure!(kept == serde_json::json!(["", 0]), "{kept}");
        let keys = page.script(
            "return Object.keys(localStorage).filter((key) => !key.startsWith('aftermile:'))",
            Vec::new(),
        )?;
        ensure!(keys == serde_json::json!([]), "{keys}");
        Ok(())
    })
}

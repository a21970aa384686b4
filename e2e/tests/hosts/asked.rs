//! In a blog's own page every request of a journey is counted and named too.

use aftermile_e2e::{Settings, Site, Visit, visit_host};
use anyhow::{Result, ensure};
use serde_json::json;

use super::runner::{Runner, easy_run};
use super::{host, ready};

/// The rest of the program, when Start is pressed; the drawings and the sources, when they are opened.
const REST: [&str; 3] = [
    "aftermile_both.wasm",
    "aftermile_ask.wasm",
    "aftermile_later.wasm",
];
const OPENED: [&str; 2] = ["figures.json", "rulebook.json"];

#[test]
fn a_whole_journey_asks_for_files_of_the_release_only() -> Result<()> {
    visit_host(
        "asked-in-page",
        &Settings::phone(),
        &host("in-page.html"),
        |page, files| {
            loaded(page, files)?;
            easy_run(page)?.has_steps(&["walk_down"])?;
            asked_once(files, page, &REST)?;
            page.click_at("[data-action=play]")?;
            page.element("svg.fig[data-figure]")?;
            page.click_at("[data-action=end]")?;
            page.click_at("[data-action=end-session]")?;
            page.element("[data-screen=answer]")?;
            page.click_at("[data-step=walk_down] .why summary")?;
            page.see("Halliwill")?;
            asked_once(files, page, &[REST.as_slice(), &OPENED].concat())?;
            nothing_of_the_blog(page, files)
        },
    )
}

/// The blog's owner, who may host the files, must not read from them how serious an answer is.
#[test]
fn an_emergency_asks_for_nothing_of_its_own() -> Result<()> {
    visit_host(
        "asked-in-page-emergency",
        &Settings::phone(),
        &host("in-page.html"),
        |page, files| {
            loaded(page, files)?;
            let mut me = Runner::start(page)?;
            me.at("safety")?.sign("line_urine")?;
            me.at("urine_signs")?
                .choose("urine_dark", "yes")?
                .go("next")?;
            me.at("emergency")?;
            page.see("Get help now")?;
            page.settle()?;
            asked_once(files, page, &REST)?;
            nothing_of_the_blog(page, files)
        },
    )
}

/// Waits until the widget stands; what was asked for till then is told and forgotten.
fn loaded(page: &Visit, files: &Site) -> Result<()> {
    ready(page, "one")?;
    let asked = files.asked()?;
    println!("while loading: {asked:?}");
    ensure!(asked.values().all(|times| *times == 1), "{asked:?}");
    files.forget_hits();
    page.site()?.forget_hits();
    Ok(())
}

/// Waits until these files were asked for, and fails when one was asked for twice, or any other was.
fn asked_once(files: &Site, page: &Visit, wanted: &[&str]) -> Result<()> {
    let there = page.wait(|| {
        let asked = files.asked()?;
        Ok(wanted
            .iter()
            .all(|file| asked.contains_key(*file))
            .then_some(()))
    })?;
    let asked = files.asked()?;
    println!("during the journey: {asked:?}");
    ensure!(there.is_some(), "{wanted:?} is wanted: {asked:?}");
    ensure!(
        asked.len() == wanted.len() && asked.values().all(|times| *times == 1),
        "asked for during the journey: {asked:?}"
    );
    Ok(())
}

/// The blog was asked for nothing, nor anybody else, and nothing is kept in its name.
fn nothing_of_the_blog(page: &Visit, files: &Site) -> Result<()> {
    // The icon in the tab is the browser's own wish.
    let asked = page.site()?.asked()?;
    ensure!(
        asked.keys().all(|file| file == "icon.svg"),
        "the blog was asked for {asked:?}"
    );
    let others = page.script(
        "const known = [location.origin, new URL(arguments[0]).origin];
         return performance.getEntriesByType('resource').map((one) => one.name).filter((name) => !known.includes(new URL(name).origin))",
        vec![json!(files.url(""))],
    )?;
    ensure!(others == json!([]), "other origins: {others}");
    let kept = page.script_calling_back(
        "const done = arguments[0];
         const here = [document.cookie, localStorage.length, sessionStorage.length];
         const ask = Promise.all([navigator.serviceWorker?.getRegistrations() ?? [], self.caches?.keys() ?? [], indexedDB.databases?.() ?? []]);
         ask.then((more) => done([...here, ...more.map((one) => one.length)]), (error) => done(String(error)));",
        Vec::new(),
    )?;
    ensure!(kept == json!(["", 0, 0, 0, 0, 0]), "kept: {kept}");
    Ok(())
}

//! Every request of a whole journey, counted and named.

use std::collections::BTreeMap;

use aftermile_e2e::{Settings, SiteOptions, Visit, visit_site};
use anyhow::{Context, Result, ensure};

use super::runner::{Runner, easy_run};
use super::{follow_a_little, kept};

/// What the browser asks for by itself: the worker's own script, and the icon in the tab.
const BROWSERS: [&str; 2] = ["sw.js", "icon.svg"];

/// The rest of the program, asked for when Start is pressed.
const REST: [&str; 3] = [
    "aftermile_both.wasm",
    "aftermile_ask.wasm",
    "aftermile_later.wasm",
];

/// Asked for when sources and the session are opened.
const OPENED: [&str; 2] = ["rulebook.json", "figures.json"];

#[test]
fn a_whole_journey_asks_for_files_of_the_release_only() -> Result<()> {
    visit_site("private", &Settings::phone(), site()?, |page| {
        loaded(page)?;
        easy_run(page)?.has_steps(&["walk_down"])?;
        follow_a_little(page)?;
        page.click_at("[data-action=history]")?;
        page.click_at("[data-run]")?;
        page.see("Look after it yourself")?;
        page.click_at("[data-step=walk_down] .why summary")?;
        // None of it follows from an answer: only what any journey asks for, the rest of the program at its start.
        asks_for(page, &[BROWSERS.as_slice(), &REST, &OPENED].concat())?;
        nothing_else_is_left(page)
    })
}

/// How serious an answer is must not be read from what was asked for: an emergency asks for what any journey does at
/// its start, and for nothing when its card is there.
#[test]
fn an_emergency_asks_for_nothing_of_its_own() -> Result<()> {
    visit_site("private-emergency", &Settings::phone(), site()?, |page| {
        loaded(page)?;
        let mut me = Runner::start(page)?;
        me.at("safety")?.sign("line_urine")?;
        me.at("urine_signs")?;
        // The rest of the program is waited for, so that what is asked for later is the card's.
        let there = page.wait(|| Ok(page.site()?.asked()?.contains_key(REST[2]).then_some(())))?;
        there.context("the rest of the program was not asked for")?;
        asks_for(page, &[BROWSERS.as_slice(), &REST].concat())?;
        page.site()?.forget_hits();
        me.choose("urine_dark", "yes")?.go("next")?;
        me.at("emergency")?;
        page.see("Get help now")?;
        // Another country's number is known without asking.
        page.script(
            "const choice = document.querySelector('aftermile-widget').shadowRoot.querySelector('[data-action=country]');
             choice.value = 'JP';
             choice.dispatchEvent(new Event('change', { bubbles: true }))",
            Vec::new(),
        )?;
        page.element("a[href='tel:119']")?;
        page.settle()?;
        asks_for(page, &BROWSERS)?;
        nothing_else_is_left(page)?;
        page.site()?.forget_hits();

        // Nor on the next visit, which begins anew from what the worker keeps: it asks how that went.
        page.reload()?;
        page.see("Have you been seen?")?;
        page.click_at("[data-fact=seen][data-value=no]")?;
        me.at("emergency")?;
        page.click_at("[data-action=close]")?;
        page.click_at("[data-run]")?;
        me.at("emergency")?;
        page.settle()?;
        asks_for(page, &BROWSERS)?;
        nothing_else_is_left(page)
    })
}

/// Without the recorder: the service worker takes a page only as it was built.
fn site() -> Result<SiteOptions> {
    Ok(SiteOptions {
        recorder: false,
        ..SiteOptions::dist()?
    })
}

/// Waits until the page is loaded and kept for offline use; what was asked for till then is told and forgotten.
fn loaded(page: &Visit) -> Result<()> {
    page.see("What do your legs need now?")?;
    kept(page)?;
    let asked = page.site()?.asked()?;
    println!("while loading, and for offline use: {asked:?}");
    // Once to show the page and once for the worker, at most.
    ensure!(asked.values().all(|times| *times <= 2), "{asked:?}");
    page.site()?.forget_hits();
    Ok(())
}

/// Fails when anything else was asked for since.
fn asks_for(page: &Visit, allowed: &[&str]) -> Result<()> {
    let asked: BTreeMap<String, usize> = page.site()?.asked()?;
    println!("during the journey: {asked:?}");
    let all = asked.keys().all(|file| allowed.contains(&file.as_str()));
    ensure!(all, "asked for during the journey: {asked:?}");
    Ok(())
}

/// No other origin was asked, and nothing is kept but the runner's own entries.
fn nothing_else_is_left(page: &Visit) -> Result<()> {
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
}

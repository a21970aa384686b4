//! What the page remembers: coming back, looking back, taking the data along, and every way the storage can fail.

mod faults;
mod files_out;
mod import;
mod run_files;
#[path = "../journeys/runner.rs"]
#[allow(dead_code)]
mod runner;
mod size;
mod story;
mod tabs;
mod week;

use aftermile_e2e::Visit;
use anyhow::{Result, ensure};
use serde_json::Value;

/// The stored runs, the last one finished first.
fn stored(page: &Visit) -> Result<Vec<Value>> {
    let found = page.script(
        "return Object.keys(localStorage).filter((k) => k.startsWith('aftermile:2:run:'))
           .map((k) => JSON.parse(localStorage[k])).sort((a, b) => b.f - a.f);",
        vec![],
    )?;
    Ok(serde_json::from_value(found)?)
}

/// Gives every place the same score. The number of presses.
fn score(page: &Visit, score: u8) -> Result<usize> {
    let places = page.script(
        "const root = document.querySelector('aftermile-widget').shadowRoot;
         return [...root.querySelectorAll('.check-row')].map((row) => row.dataset.place);",
        vec![],
    )?;
    let places: Vec<String> = serde_json::from_value(places)?;
    ensure!(!places.is_empty(), "no place is asked");
    for place in &places {
        page.click_at(&format!("[data-place={place}] [data-value='{score}']"))?;
    }
    Ok(places.len())
}

/// A check-in from the card: the same score everywhere, stairs, and nothing new. The number of presses.
fn check_in(page: &Visit, score_now: u8, stairs: u8) -> Result<usize> {
    page.element("[data-screen=card] [data-action=check-in]")?;
    page.check_accessibility()?;
    page.click_at("[data-action=check-in]")?;
    page.element("[data-screen='check.sore']")?;
    page.check_accessibility()?;
    page.check_width()?;
    let taps = score(page, score_now)?;
    page.element("[data-screen='check.stairs']")?;
    page.check_accessibility()?;
    page.click_at(&format!("[data-fact=stairs][data-value='{stairs}']"))?;
    page.element("[data-screen='check.new']")?;
    page.check_accessibility()?;
    page.check_width()?;
    page.click_at("[data-action=none]")?;
    page.element("[data-screen=checked]")?;
    page.check_accessibility()?;
    page.check_width()?;
    Ok(taps + 2)
}

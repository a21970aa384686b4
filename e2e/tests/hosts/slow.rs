//! On a slow network the questions come long after the press of Start, when nothing may move any more.

use std::time::Duration;

use aftermile_e2e::{HostPage, Settings, Visit, visit_host};
use anyhow::{Result, ensure};

use super::{number, ready};

fn slow(page: &'static str) -> HostPage {
    HostPage {
        page,
        delay: Some(("aftermile_ask.wasm", Duration::from_secs(2))),
        ..HostPage::default()
    }
}

/// Where what stands below the widget begins.
fn below(page: &Visit) -> Result<f64> {
    number(
        page,
        "document.getElementById('after').getBoundingClientRect().top + scrollY",
    )
}

fn stays(page: &Visit, before: f64) -> Result<()> {
    let after = below(page)?;
    let shifted = number(page, "shifted")?;
    // Out of the window it may.
    let seen = before.min(after) < number(page, "scrollY + innerHeight")?;
    ensure!(
        ((before - after).abs() < 1.0 || !seen) && shifted < 0.001,
        "what stands below moved from {before} to {after}, layout shift {shifted}"
    );
    Ok(())
}

#[test]
fn in_the_page_the_first_question_takes_the_room_of_the_card() -> Result<()> {
    visit_host(
        "slow-in-page",
        &Settings::phone(),
        &slow("in-page.html"),
        |page, _| {
            ready(page, "one")?;
            let before = below(page)?;
            page.click_at("[data-action=start]")?;
            page.element("[data-action=start][data-waits]")?;
            page.element("[data-screen=safety]")?;
            stays(page, before)?;
            page.check_accessibility()?;
            page.picture("slow-in-page")?;
            // The next press is answered at once, and may move things.
            page.click_at("[data-action=none]")?;
            page.element("[data-screen=run]").map(drop)
        },
    )
}

#[test]
fn in_a_frame_the_first_question_takes_the_room_of_the_card() -> Result<()> {
    visit_host(
        "slow-frame",
        &Settings::phone(),
        &slow("plain.html"),
        |page, _| {
            page.script("document.getElementById('one').scrollIntoView()", vec![])?;
            ready(page, "one")?;
            let before = below(page)?;
            page.inside("iframe", || {
                page.click_at("[data-action=start]")?;
                page.element("[data-screen=safety]")?;
                page.check_accessibility()
            })?;
            stays(page, before)?;
            page.picture("slow-frame")?;
            page.inside("iframe", || {
                page.click_at("[data-action=none]")?;
                page.element("[data-screen=run]").map(drop)
            })
        },
    )
}

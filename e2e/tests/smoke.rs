//! The page opens without complaint, on a telephone and on a laptop, light and dark.

use std::time::Duration;

use aftermile_e2e::{Settings, SiteOptions, visit, visit_site};
use anyhow::{Result, ensure};
use serde_json::Value;

fn opens(name: &str, settings: &Settings) -> Result<()> {
    visit(name, settings, |page| {
        page.see("Aftermile")?;
        page.check_width()?;
        page.picture(name)?;
        page.check_accessibility()?;
        let misses = page.site()?.misses();
        anyhow::ensure!(
            misses.is_empty(),
            "the page asked for what is not there: {misses:?}"
        );
        Ok(())
    })
}

#[test]
fn on_a_phone() -> Result<()> {
    opens("smoke-phone", &Settings::phone())
}

#[test]
fn on_a_phone_in_the_dark() -> Result<()> {
    opens("smoke-phone-dark", &Settings::phone().in_the_dark())
}

#[test]
fn on_a_laptop() -> Result<()> {
    opens("smoke-desktop", &Settings::desktop())
}

/// dist where the program takes its time.
fn slow(seconds: u64) -> Result<SiteOptions> {
    let mut site = SiteOptions::dist()?;
    site.delays
        .push((".wasm".to_owned(), Duration::from_secs(seconds)));
    Ok(site)
}

/// On a slow network the first words are there long before the program, and so is Start: a press is not lost.
#[test]
fn a_start_before_the_program_is_there_counts() -> Result<()> {
    let mut before = Value::Null;
    // Looked at for as long as the checks take: the program does not come meanwhile.
    visit_site("early", &Settings::phone(), slow(600)?, |page| {
        page.see("What do your legs need now?")?;
        page.see("call your emergency number")?;
        page.check_width()?;
        page.check_accessibility()?;
        page.picture("early-start")?;
        before = page.script(
            "return document.querySelector('.start').getBoundingClientRect().top",
            Vec::new(),
        )?;
        Ok(())
    })?;
    visit_site("early-start", &Settings::phone(), slow(5)?, |page| {
        page.click_at(".start")?;
        ensure!(
            page.count("[data-screen=safety]")? == 0,
            "the program was not waited for"
        );
        page.element("[data-screen=safety]")?;
        // Without a press the card comes, and its Start is where the first one was.
        page.reload()?;
        page.element("[data-screen=card]")
            .or_else(|_| page.element("[data-action=back]"))?;
        if page.count("[data-screen=card]")? == 0 {
            page.click_at("[data-action=back]")?;
        }
        page.element("[data-screen=card]")?;
        let after = page.script(
            "return document.querySelector('aftermile-widget').shadowRoot.querySelector('[data-action=start]').getBoundingClientRect().top",
            Vec::new(),
        )?;
        let moved = before
            .as_f64()
            .zip(after.as_f64())
            .map(|(a, b)| (a - b).abs());
        ensure!(
            moved.is_some_and(|moved| moved < 2.0),
            "Start was at {before} and is at {after}"
        );
        Ok(())
    })
}

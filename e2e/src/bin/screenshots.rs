//! The pictures that `web/manifest.webmanifest` names, which stores and browsers show before installing:
//! `cargo xtask shots --manifest`.

#[path = "../../tests/journeys/runner.rs"]
#[allow(dead_code)] // The suites need other words of it.
mod runner;

use aftermile_e2e::{Settings, Visit, visit};
use anyhow::Result;
use serde_json::json;

fn main() -> Result<()> {
    visit("phone", &Settings::phone(), |page| {
        // As sharp as a telephone's screen: 720x1280.
        sharp(page, 2)?;
        page.click_at("[data-action=start]")?;
        page.element("[data-screen=safety]")?;
        take(page, "phone-questions")?;
        page.reload()?;
        sharp(page, 2)?;
        page.click_at("[data-action=back]")?;
        runner::easy_run(page)?;
        take(page, "phone-answer")
    })?;
    visit("wide", &Settings::desktop(), |page| {
        page.devtools("Emulation.setScrollbarsHidden", json!({ "hidden": true }))?;
        runner::easy_run(page)?;
        take(page, "wide-answer")
    })
}

fn sharp(page: &Visit, factor: u8) -> Result<()> {
    let size = json!({ "width": 360, "height": 640, "deviceScaleFactor": factor, "mobile": false });
    page.devtools("Emulation.setDeviceMetricsOverride", size)?;
    Ok(())
}

fn take(page: &Visit, name: &str) -> Result<()> {
    page.script("scrollTo(0, 0)", Vec::new())?;
    page.settle()?;
    println!("{}", page.picture(name)?.display());
    Ok(())
}

//! The hint that the page can be kept as an app: after a plan, and only where the browser says that it is possible.

use aftermile_e2e::{Engine, Settings, Visit, visit};
use anyhow::{Result, ensure};
use serde_json::json;

use super::runner::{Runner, easy_run};

const HINT: &str = "[data-offer=install]";

/// What a browser does that can install the page; no driver makes one do it. Asks of it are counted.
fn can_be_installed(page: &Visit) -> Result<()> {
    page.script(
        "window.asked = 0;
         const event = new Event('beforeinstallprompt', { cancelable: true });
         event.prompt = async () => { window.asked += 1; return { outcome: 'accepted' }; };
         dispatchEvent(event);
         window.held = event.defaultPrevented;",
        vec![],
    )
    .map(drop)
}

/// Chromium may find by itself, at any time, that it can install the page: its own word is not heard here.
fn only_when_told(page: &Visit) -> Result<()> {
    if page.engine() == Engine::Chromium {
        let source = "addEventListener('beforeinstallprompt', (event) => event.isTrusted && event.stopImmediatePropagation(), true)";
        page.devtools(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": source }),
        )?;
        page.reload()?;
    }
    page.element("[data-screen=card]").map(drop)
}

fn hints(page: &Visit) -> Result<usize> {
    // What the page has heard is shown a moment later.
    page.settle()?;
    page.count(HINT)
}

#[test]
fn where_it_can_be_installed_that_is_said_after_the_plan() -> Result<()> {
    visit("install", &Settings::phone(), |page| {
        only_when_told(page)?;
        can_be_installed(page)?;
        // The browser's own banner would come at once.
        ensure!(page.script("return held", vec![])? == json!(true));
        ensure!(hints(page)? == 0, "it is said before the first question");
        easy_run(page)?;
        page.see("Install Aftermile on this device")?;
        page.check_accessibility()?;
        page.check_width()?;
        page.element(HINT)?;
        page.script(
            "document.querySelector('aftermile-widget').shadowRoot.querySelector('[data-offer=install]').scrollIntoView({ block: 'center' })",
            vec![],
        )?;
        page.picture("install-hint")?;
        // It waits to be pressed, and asks the browser once.
        ensure!(page.script("return asked", vec![])? == json!(0));
        page.click_at("[data-action=install]")?;
        ensure!(page.script("return asked", vec![])? == json!(1));
        ensure!(hints(page)? == 0, "it stays after it was taken up");
        Ok(())
    })
}

#[test]
fn elsewhere_and_once_it_is_installed_nothing_is_said() -> Result<()> {
    visit("install-not", &Settings::phone(), |page| {
        only_when_told(page)?;
        easy_run(page)?;
        ensure!(hints(page)? == 0, "it is said where no browser offers it");
        // Offered while the plan is open, and installed by the browser's own menu.
        can_be_installed(page)?;
        page.element(HINT)?;
        page.script("dispatchEvent(new Event('appinstalled'))", vec![])?;
        ensure!(hints(page)? == 0, "it is said though it is installed");
        Ok(())
    })
}

/// Whoever needs help now needs no app.
#[test]
fn with_an_urgent_answer_nothing_is_said() -> Result<()> {
    visit("install-urgent", &Settings::phone(), |page| {
        only_when_told(page)?;
        can_be_installed(page)?;
        let mut me = Runner::start(page)?;
        me.at("safety")?.sign("stroke_signs")?;
        me.at("emergency")?;
        ensure!(hints(page)? == 0, "it is said beside an emergency");
        Ok(())
    })
}

/// It can be sent away, and does not come back with the next plan or the next visit.
#[test]
fn sent_away_it_stays_away() -> Result<()> {
    visit("install-away", &Settings::phone(), |page| {
        only_when_told(page)?;
        can_be_installed(page)?;
        easy_run(page)?;
        page.element(HINT)?;
        page.click_at("[data-action=no-install]")?;
        ensure!(hints(page)? == 0, "it was sent away");
        ensure!(page.script("return asked", vec![])? == json!(0));
        page.reload()?;
        page.element("[data-screen=card]")?;
        can_be_installed(page)?;
        page.click_at("[data-action=last]")?;
        page.element("[data-screen=answer]")?;
        ensure!(hints(page)? == 0, "it came back");
        Ok(())
    })
}

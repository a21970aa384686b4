//! The sources: read when they are opened, told with what they support, and still named without the network.

use aftermile_e2e::{Settings, SiteOptions, visit};
use anyhow::{Result, ensure};

use crate::runner::easy_run;

const WHY: &str = "[data-step=walk_down] .why summary";
const FILE: &str = "/rulebook.json";

#[test]
fn sources_are_fetched_when_they_are_opened_and_lead_to_the_rulebook() -> Result<()> {
    visit("sources", &Settings::phone(), |page| {
        easy_run(page)?;
        let asked = |page: &aftermile_e2e::Visit| -> Result<usize> {
            // By the page: the copy for offline use is fetched by its worker, whenever that has time.
            let found = page.script(
                "return performance.getEntriesByType('resource').filter((e) => e.name.endsWith(arguments[0])).length;",
                vec![FILE.into()],
            )?;
            Ok(serde_json::from_value(found)?)
        };
        ensure!(asked(page)? == 0, "asked for before they were opened");
        page.click_at(WHY)?;
        page.see("walking after stopping keeps the calf pump working")?;
        page.see("Halliwill")?;
        page.see("Checked at its source.")?;
        page.click_at(".limits:not([data-would], [data-why-not]) summary")?;
        page.see("The rulebook: every rule with its sources")?;
        ensure!(asked(page)? == 1, "asked for {} times", asked(page)?);
        page.check_accessibility()?;
        page.long_picture("sources")?;
        // The link of a source leads to its row.
        let link = page.attribute("[data-source=EV-COOL-05] a", "href")?;
        let link = link.unwrap_or_default();
        ensure!(link.ends_with("rulebook.html#EV-COOL-05"), "{link}");
        page.open(&link)?;
        page.see("Halliwill")?;
        ensure!(page.count("#EV-COOL-05")? == 1);
        page.check_accessibility()?;
        Ok(())
    })
}

#[test]
fn the_program_carries_no_source() -> Result<()> {
    let root = SiteOptions::dist()?.root;
    let mut wasm = Vec::new();
    for part in ["bg", "both", "ask", "later"] {
        wasm.extend(std::fs::read(root.join(format!("aftermile_{part}.wasm")))?);
    }
    let file = std::fs::read_to_string(root.join("rulebook.json"))?;
    let holds = |text: &str| wasm.windows(text.len()).any(|w| w == text.as_bytes());
    ensure!(holds("EV-COOL-05") && file.contains("Halliwill"));
    ensure!(!holds("Halliwill") && !holds("walking after stopping"));
    Ok(())
}

#[test]
fn offline_the_sources_keep_their_numbers_and_come_when_the_network_does() -> Result<()> {
    visit("sources-offline", &Settings::phone(), |page| {
        easy_run(page)?;
        page.go_offline();
        page.click_at(WHY)?;
        page.see("The sources could not be loaded")?;
        page.see("EV-COOL-05")?;
        page.picture("sources-offline")?;
        page.go_online()?;
        // Closed and opened again.
        page.click_at(WHY)?;
        page.click_at(WHY)?;
        page.see("Halliwill")?;
        // The browser reports the file that it could not have, and that is right here.
        page.take_errors()?;
        Ok(())
    })
}

#[test]
fn the_rulebook_is_a_page_without_script_by_day_night_and_on_a_wide_screen() -> Result<()> {
    let settings = [
        ("rulebook", Settings::phone()),
        ("rulebook-dark", Settings::phone().in_the_dark()),
        ("rulebook-wide", Settings::desktop()),
        ("rulebook-wide-dark", Settings::desktop().in_the_dark()),
    ];
    for (name, settings) in settings {
        visit(name, &settings.at("rulebook.html"), |page| {
            page.see("No clinician has reviewed the rules yet")?;
            ensure!(page.count("script:not([src*=__recorder])")? == 0);
            page.picture(name)?;
            let place = format!("{}#rule-compartment_pain", page.address("rulebook.html")?);
            page.open(&place)?;
            page.see("Pain out of proportion")?;
            let sideways = "return document.documentElement.scrollWidth > innerWidth";
            ensure!(
                page.script(sideways, Vec::new())? == false,
                "the page scrolls sideways"
            );
            page.picture(&format!("{name}-rule"))?;
            page.open(&format!("{}#article", page.address("rulebook.html")?))?;
            page.see("The article says")?;
            page.picture(&format!("{name}-article"))?;
            page.check_accessibility()?;
            Ok(())
        })?;
    }
    Ok(())
}

//! The second part of the program: fetched while the questions are answered, and what happens where it cannot be.

use super::runner::{Runner, easy_questions};
use aftermile_e2e::{Settings, SiteOptions, visit, visit_site};
use anyhow::{Result, ensure};
use std::time::Duration;

const LATER: &str = "return performance.getEntriesByType('resource').filter((r) => r.name.endsWith('aftermile_later.wasm')).length";

#[test]
fn the_second_part_comes_once_the_questions_are_begun() -> Result<()> {
    visit("later-begun", &Settings::phone(), |page| {
        page.element("[data-screen=card]")?;
        let before = page.script(LATER, vec![])?;
        ensure!(before == 0, "{before} requests before Start");
        let mut me = Runner::start(page)?;
        me.at("safety")?;
        let after = page.script(LATER, vec![])?;
        ensure!(after == 1, "{after} requests after Start");
        Ok(())
    })
}

#[test]
fn without_a_network_the_answers_wait_and_the_answer_comes_with_it() -> Result<()> {
    visit("later-missing", &Settings::phone(), |page| {
        page.element("[data-screen=card]")?;
        page.go_offline();
        let mut me = easy_questions(page)?;
        me.at("waiting")?;
        page.see("The rest could not be loaded")?;
        page.picture("later-missing")?;
        // Back keeps the answers, and Next waits again.
        me.go("back")?.at("you_now")?.go("next")?.at("waiting")?;
        page.element("[data-action=again]")?;
        // The browser reports the file that it could not have, and that is right here.
        page.take_errors()?;
        page.go_online()?;
        page.click_at("[data-action=again]")?;
        page.element("[data-screen=answer]")?;
        page.see("Look after it yourself")?;
        Ok(())
    })
}

#[test]
fn an_emergency_does_not_wait_for_the_second_part() -> Result<()> {
    let settings = Settings::phone().in_time_zone("Europe/London");
    visit("later-emergency", &settings, |page| {
        page.element("[data-screen=card]")?;
        page.go_offline();
        let mut me = Runner::start(page)?;
        me.at("safety")?.sign("line_heart")?;
        me.at("heart_signs")?
            .choose("chest_pain", "yes")?
            .go("next")?;
        me.at("heart_now")?.choose("heart_now", "not_gone")?;
        me.at("waiting")?;
        page.see("Get help now")?;
        page.see("chest, breathing or heart sign")?;
        page.see("What it says above counts")?;
        let tel = page.attribute("a[href^='tel:']", "href")?;
        ensure!(tel.as_deref() == Some("tel:999"), "{tel:?}");
        page.picture("later-emergency")?;
        page.take_errors()?;
        page.go_online()?;
        page.click_at("[data-action=again]")?;
        page.element("[data-screen=emergency]")?;
        page.see("Get help now")?;
        Ok(())
    })
}

#[test]
fn a_slow_second_part_is_waited_for() -> Result<()> {
    let mut site = SiteOptions::dist()?;
    let late = ("aftermile_later.wasm".to_owned(), Duration::from_secs(2));
    site.delays.push(late);
    visit_site("later-slow", &Settings::phone(), site, |page| {
        let _ = easy_questions(page)?;
        page.element("[data-screen=answer]")?;
        // Who comes back waits before the card, for its last run is on it.
        page.reload()?;
        page.element("[data-action=last]")?;
        Ok(())
    })
}

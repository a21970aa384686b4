//! The parts of the program: the card comes first, the questions when they are wanted, what follows while they are
//! answered; and what happens where one cannot be had.

use super::runner::{Runner, easy_questions, easy_questions_from};
use super::tab_to;
use aftermile_e2e::{Key, Settings, SiteOptions, Visit, visit, visit_site};
use anyhow::{Context, Result, ensure};
use std::time::Duration;

/// How often each part was asked for.
const ASKED: &str = "const all = performance.getEntriesByType('resource');
    return ['both', 'ask', 'later'].map((part) => all.filter((r) => r.name.endsWith(`aftermile_${part}.wasm`)).length)";

/// The dist with one file that comes late.
fn late(file: &str, seconds: u64) -> Result<SiteOptions> {
    let mut site = SiteOptions::dist()?;
    site.delays
        .push((file.to_owned(), Duration::from_secs(seconds)));
    Ok(site)
}

#[test]
fn the_questions_come_when_they_are_wanted_and_what_follows_after_them() -> Result<()> {
    visit("later-begun", &Settings::phone(), |page| {
        page.element("[data-screen=card]")?;
        let before = page.script(ASKED, vec![])?;
        ensure!(
            before == serde_json::json!([0, 0, 0]),
            "before Start: {before}"
        );
        // What is chosen at the card alone is chosen for good.
        page.click_at("[data-fact=units][data-value=us]")?;
        page.element("[data-fact=units][data-value=us][aria-pressed=true]")?;
        let mut me = Runner::start(page)?;
        me.at("safety")?;
        let after = page.script(ASKED, vec![])?;
        ensure!(after == serde_json::json!([1, 1, 1]), "after: {after}");
        page.reload()?;
        page.click_at("[data-action=back]")?;
        page.element("[data-fact=units][data-value=us][aria-pressed=true]")?;
        Ok(())
    })
}

#[test]
fn slow_questions_are_waited_for_and_said() -> Result<()> {
    let site = late("aftermile_ask.wasm", 3)?;
    visit_site("ask-slow", &Settings::phone(), site, |page| {
        page.element("[data-screen=card]")?;
        page.click_at("[data-action=start]")?;
        page.element("[data-action=start][data-waits]")?;
        page.see("One moment")?;
        page.check_accessibility()?;
        page.picture("ask-slow")?;
        // Pressed once more it is not begun twice.
        page.click_at("[data-action=start]")?;
        page.element("[data-screen=safety]")?;
        let focused =
            page.wait(|| Ok(page.focus()?.filter(|f| f.name.contains("Any of these"))))?;
        focused.context("focus is not on the first question")?;
        Ok(())
    })
}

#[test]
fn by_keyboard_a_slow_start_counts_once_and_the_focus_waits_with_it() -> Result<()> {
    let site = late("aftermile_ask.wasm", 4)?;
    visit_site("ask-slow-keys", &Settings::phone(), site, |page| {
        page.element("[data-screen=card]")?;
        tab_to(page, "Start")?;
        page.press(Key::Space)?;
        page.element("[data-action=start][data-waits]")?;
        page.see("One moment")?;
        let waits = page.focus()?.context("the focus is lost while waiting")?;
        ensure!(
            waits.tag == "button" && waits.name.contains("One moment"),
            "while waiting the focus is on {waits:?}"
        );
        // Pressed once more it is not begun twice.
        page.press(Key::Enter)?;
        page.element("[data-screen=safety]")?;
        page.wait(|| Ok(page.focus()?.filter(|f| f.name.contains("Any of these"))))?
            .context("focus is not on the first question")?;
        Ok(())
    })
}

#[test]
fn by_keyboard_a_slow_import_opens_the_ways_to_runs() -> Result<()> {
    let site = late("aftermile_ask.wasm", 3)?;
    visit_site("import-slow-keys", &Settings::phone(), site, |page| {
        page.element("[data-screen=card]")?;
        tab_to(page, "Import a run")?;
        page.press(Key::Enter)?;
        page.element("[data-screen=files]")?;
        let heading = page.texts("[data-screen=files] [data-heading]")?.join(" ");
        page.wait(|| {
            Ok(page
                .focus()?
                .filter(|f| !heading.is_empty() && f.name.contains(&heading)))
        })?
        .context("focus is not on the heading of the ways to runs")?;
        Ok(())
    })
}

#[test]
fn without_a_network_the_card_says_so_and_goes_on_with_it() -> Result<()> {
    visit("ask-missing", &Settings::phone(), |page| {
        page.element("[data-screen=card]")?;
        page.go_offline();
        for wanted in ["start", "import-runs"] {
            page.click_at(&format!("[data-action={wanted}]"))?;
            page.see("The questions could not be loaded.")?;
            page.see("call your emergency number")?;
            page.element("[data-action=start]:not([data-waits])")?;
        }
        page.check_accessibility()?;
        page.check_width()?;
        page.picture("ask-missing")?;
        // The browser reports the files that it could not have, and that is right here.
        page.take_errors()?;
        page.go_online()?;
        page.click_at("[data-action=again]")?;
        page.element("[data-screen=safety]").map(drop)
    })
}

/// At the questions, with what follows them not to be had.
fn cut_off_at_the_questions(page: &mut Visit) -> Result<()> {
    Runner::start(page)?.at("safety")?;
    page.go_offline();
    Ok(())
}

fn at_the_questions(page: &Visit) -> Runner<'_> {
    Runner {
        page,
        taps: 0,
        screens: Vec::new(),
    }
}

#[test]
fn without_a_network_the_answers_wait_and_the_answer_comes_with_it() -> Result<()> {
    let site = late("aftermile_later.wasm", 60)?;
    visit_site("later-missing", &Settings::phone(), site, |page| {
        cut_off_at_the_questions(page)?;
        let mut me = easy_questions_from(at_the_questions(page))?;
        me.at("waiting")?;
        page.see("The rest could not be loaded")?;
        page.picture("later-missing")?;
        // Back keeps the answers, and Next waits again.
        me.go("back")?.at("you_now")?.go("next")?.at("waiting")?;
        page.element("[data-action=again]")?;
        // The browser reports the file that it could not have, and that is right here.
        page.take_errors()?;
        Ok(())
    })
}

#[test]
fn what_was_waited_for_comes_with_the_network() -> Result<()> {
    visit("later-back", &Settings::phone(), |page| {
        // The browser has no copy of its own to take it from.
        page.script(
            "const own = window.fetch;
             window.cut = true;
             window.fetch = (...all) => cut && String(all[0]).endsWith('aftermile_later.wasm') ? Promise.reject(new TypeError('cut off')) : own(...all)",
            vec![],
        )?;
        let mut me = easy_questions(page)?;
        me.at("waiting")?;
        page.see("The rest could not be loaded")?;
        page.script("window.cut = false", vec![])?;
        page.click_at("[data-action=again]")?;
        page.element("[data-screen=answer]")?;
        page.see("Look after it yourself")?;
        Ok(())
    })
}

#[test]
fn an_emergency_does_not_wait_for_what_follows() -> Result<()> {
    let settings = Settings::phone().in_time_zone("Europe/London");
    let site = late("aftermile_later.wasm", 60)?;
    visit_site("later-emergency", &settings, site, |page| {
        cut_off_at_the_questions(page)?;
        let mut me = at_the_questions(page);
        me.sign("line_heart")?;
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
        Ok(())
    })
}

#[test]
fn a_slow_second_part_is_waited_for() -> Result<()> {
    let site = late("aftermile_later.wasm", 2)?;
    visit_site("later-slow", &Settings::phone(), site, |page| {
        let _ = easy_questions(page)?;
        page.element("[data-screen=answer]")?;
        // Who comes back waits before the card, for its last run is on it.
        page.reload()?;
        page.element("[data-action=last]")?;
        Ok(())
    })
}

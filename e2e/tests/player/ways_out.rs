//! Ways out of an exercise and of the session: what hurts, a sharp spot, a warning sign.

use super::{apart, exercise, kept, playing, runner, skip_to};
use aftermile_e2e::{Settings, Visit, visit};
use anyhow::{Result, ensure};

#[test]
fn when_it_hurts_the_clock_stops_and_there_is_a_way_on() -> Result<()> {
    visit("player-hurts", &Settings::phone(), |page| {
        playing(page)?;
        skip_to(page, "RO-03")?;
        page.click_at("[data-action=hurts]")?;
        page.see("Stopped. What now?")?;
        page.check_accessibility()?;
        page.picture("player-hurts")?;
        page.click_at("[data-action=ease]")?;
        // How it is done stays to be read, and the clock waits.
        page.see("Less weight, smaller, slower.")?;
        page.see("Lie face down on your forearms")?;
        page.element("[data-state=paused]")?;
        page.check_accessibility()?;
        page.check_width()?;
        apart(page)?;
        page.picture("player-eased")?;
        // It is still so after a reload.
        page.reload()?;
        page.click_at("[data-action=play-on]")?;
        page.see("Less weight, smaller, slower.")?;
        page.element("[data-state=running]")?;
        page.click_at("[data-action=hurts]")?;
        page.click_at("[data-action=swap]")?;
        // Of several the runner chooses.
        page.settle()?;
        if page.count("[data-sheet=swap]")? > 0 {
            page.check_accessibility()?;
            page.click_at("[data-action=swap-to]")?;
        }
        page.element("[data-state=running]")?;
        ensure!(exercise(page)? != "RO-03", "it was not swapped");
        page.click_at("[data-action=hurts]")?;
        let swapped = exercise_after(page, "[data-action=skip-it]")?;
        ensure!(swapped != "RO-03");
        // Back to the stopped clock without a choice.
        page.click_at("[data-action=hurts]")?;
        page.click_at("[data-action=close]")?;
        page.element("[data-state=paused]")?;
        Ok(())
    })
}

fn exercise_after(page: &Visit, css: &str) -> Result<String> {
    page.click_at(css)?;
    page.element("[data-state=running]")?;
    exercise(page)
}

#[test]
fn one_sharp_spot_ends_it_and_asks_about_that_place() -> Result<()> {
    visit("player-sharp", &Settings::phone(), |page| {
        playing(page)?;
        skip_to(page, "RO-03")?;
        page.click_at("[data-action=hurts]")?;
        page.click_at("[data-action=sharp]")?;
        page.element("[data-screen='site.quads']")?;
        // It was said to be sharp: that is not lost, and can be taken back.
        let sharp = "[data-fact=sharp][aria-pressed=true]";
        page.element(sharp)?;
        page.picture("player-sharp")?;
        page.check_accessibility()?;
        // The session is not offered again.
        page.reload()?;
        page.element("[data-screen='site.quads']")?;
        page.element(sharp)?;
        // What is said further counts with it: the plan is not the one of before.
        let mut me = runner(page);
        me.choose("score", "3")?.go("next")?;
        for _ in 0..12 {
            if page.count("[data-screen=answer]")? > 0 {
                break;
            }
            page.click_at(
                "[data-action=next], [data-action=same], [data-action=none],
                 [data-fact=began][data-value=built_up], [data-fact=effort][data-value='3']",
            )?;
            page.settle()?;
        }
        page.element("[data-screen=answer]")?;
        page.see("You named a place that may be an injury")?;
        ensure!(page.count("[data-action=play]")? == 0, "a session with it");
        Ok(())
    })
}

#[test]
fn one_sharp_spot_in_the_walk_ends_it_and_asks_where() -> Result<()> {
    visit("player-sharp-walk", &Settings::phone(), |page| {
        playing(page)?;
        ensure!(exercise(page)? == "AR-01");
        page.click_at("[data-action=hurts]")?;
        page.click_at("[data-action=sharp]")?;
        page.element("[data-screen=where]")?;
        ensure!(kept(page)?.is_none(), "it would be offered again");
        page.reload()?;
        let mut me = runner(page);
        me.at("where")?;
        page.picture("player-sharp-walk")?;
        // What each place is like is asked anew: the spot may be in one of those that were named.
        me.view("list")?.place("shins", "left")?.go("next")?;
        me.at("site.quads")?;
        // However far the runner goes back, it is not into the session.
        for _ in 0..8 {
            if page.count("[data-screen=card]")? > 0 {
                break;
            }
            page.click_at("[data-action=back]")?;
            page.settle()?;
            ensure!(page.count("[data-screen=player]")? == 0);
        }
        Ok(())
    })
}

#[test]
fn the_warning_signs_are_at_hand_and_one_that_is_named_ends_it() -> Result<()> {
    visit("player-signs", &Settings::phone(), |page| {
        playing(page)?;
        skip_to(page, "RO-03")?;
        page.click_at("[data-action=hurts]")?;
        page.click_at("[data-action=wrong]")?;
        page.element("[data-screen='safety.wrong']")?;
        page.check_accessibility()?;
        // None of them: back to the session, which stands.
        page.click_at("[data-action=none]")?;
        page.element("[data-sheet=hurts]")?;
        page.click_at("[data-action=close]")?;
        page.element("[data-state=paused]")?;
        ensure!(exercise(page)? == "RO-03");
        ensure!(kept(page)?.is_some(), "it would be lost");
        page.click_at("[data-action=end]")?;
        page.see("End here?")?;
        page.check_accessibility()?;
        page.check_width()?;
        page.picture("player-end")?;
        page.click_at("[data-action=wrong]")?;
        let mut me = runner(page);
        me.sign("line_urine")?
            .choose("urine_dark", "yes")?
            .go("next")?;
        me.at("emergency")?;
        ensure!(kept(page)?.is_none(), "it would be offered again");
        page.reload()?;
        page.element("[data-screen]")?;
        ensure!(page.count("[data-screen=player]")? == 0);
        Ok(())
    })
}

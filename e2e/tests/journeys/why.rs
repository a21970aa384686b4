//! Why a question is asked, why something did not apply, and what a run on the way back means for the next.

use aftermile_e2e::{Key, Settings, Visit, visit};
use anyhow::{Result, ensure};

use crate::runner::{Runner, easy_run};

fn focus(page: &Visit) -> Result<String> {
    let focus = page.focus()?;
    Ok(focus.map_or_else(String::new, |f| format!("{f:?}")))
}

#[test]
fn a_question_says_what_it_may_still_decide() -> Result<()> {
    visit("why-question", &Settings::phone(), |page| {
        let mut me = Runner::start(page)?;
        me.at("safety")?;
        page.click_at("[data-action=why]")?;
        page.see("each line can mean that you need help soon")?;
        page.see("Signs of a stroke")?;
        page.check_accessibility()?;
        page.check_width()?;
        page.picture("why-safety")?;
        // Escape closes it and gives the focus back; the question is as it was.
        page.press(Key::Escape)?;
        ensure!(page.count("[data-panel=why]")? == 0);
        let back = page.wait(|| {
            let there = focus(page)?.contains("Why this question");
            Ok(there.then_some(()))
        })?;
        ensure!(back.is_some(), "{}", focus(page)?);
        me.go("none")?;
        me.at("run")?
            .choose_all(&[
                ("kind", "easy"),
                ("minutes", "40 min"),
                ("finished", "within_hour"),
            ])?
            .go("next")?;
        me.at("where")?.choose("legs", "fine")?;
        me.at("about_you")?.choose("age", "a18_49")?.go("next")?;
        me.at("effort")?;
        page.click_at("[data-action=why]")?;
        page.see("What your plan holds")?;
        page.see("Next run")?;
        page.check_accessibility()?;
        page.picture("why-effort")?;
        page.click_at("[data-action=close-sheet]")?;
        me.choose("effort", "3")?;
        me.at("you_now")?;
        Ok(())
    })
}

#[test]
fn offline_a_question_says_what_of_the_plan_waits_and_what_is_missing() -> Result<()> {
    visit("why-offline", &Settings::phone(), |page| {
        let mut me = Runner::start(page)?;
        me.at("safety")?.go("none")?;
        me.at("run")?;
        page.element("[data-action=why]")?;
        page.go_offline();
        page.click_at("[data-action=why]")?;
        page.see("could not be loaded")?;
        page.see("The most serious: ")?;
        page.see("What your plan holds")?;
        page.take_errors()?;
        Ok(())
    })
}

#[test]
fn what_did_not_apply_is_told_with_the_answer_that_decided() -> Result<()> {
    visit("why-not", &Settings::phone(), |page| {
        easy_run(page)?;
        page.click_at("[data-why-not] summary")?;
        page.see("Not in your plan, because you said")?;
        let rows = page.count("[data-near]")?;
        ensure!((1..=5).contains(&rows), "{rows} rows");
        page.check_accessibility()?;
        page.check_width()?;
        page.long_picture("why-not")?;
        Ok(())
    })
}

/// Goes to a summary by the Tab key alone, and opens it.
fn open_by_keys(page: &Visit, name: &str) -> Result<()> {
    for _ in 0..80 {
        if focus(page)?.contains(name) {
            page.press(Key::Enter)?;
            return Ok(());
        }
        page.press(Key::Tab)?;
    }
    anyhow::bail!("Tab does not come to {name}")
}

#[test]
fn a_denied_sign_says_what_its_change_would_mean_and_the_keyboard_comes_there() -> Result<()> {
    visit("why-not-keys", &Settings::phone(), |page| {
        injured(page, "achilles")?;
        open_by_keys(page, "What did not apply")?;
        page.see("You said no to:")?;
        page.see("If that changes:")?;
        let levels = page.script(
            "const root = document.querySelector('aftermile-widget').shadowRoot;
             return [...root.querySelectorAll('[data-level-then]')].map((one) => one.dataset.levelThen);",
            vec![],
        )?;
        let levels: Vec<String> = serde_json::from_value(levels)?;
        let serious = |level: &String| {
            ["emergency", "same_day", "book"]
                .iter()
                .position(|l| l == level)
        };
        ensure!(
            !levels.is_empty() && levels.is_sorted_by_key(serious),
            "{levels:?}"
        );
        ensure!(page.count("[data-near]")? <= 5);
        page.check_accessibility()?;
        page.check_width()?;
        page.long_picture("why-not-injury")?;
        Ok(())
    })
}

#[test]
fn the_way_back_is_answered_with_the_keyboard_and_too_much_is_said_at_once() -> Result<()> {
    visit(
        "way-back-keys",
        &Settings::desktop().in_the_dark(),
        |page| {
            injured(page, "achilles")?;
            open_by_keys(page, "After a run on the way back")?;
            // The cells of the run's pain come first: from 0 on to 7.
            for _ in 0..8 {
                page.press(Key::Tab)?;
            }
            page.press(Key::Space)?;
            ensure!(
                page.attribute("[data-fact=during][data-value='7']", "aria-pressed")?
                    .as_deref()
                    == Some("true")
            );
            page.see("Too much for now")?;
            page.check_accessibility()?;
            page.long_picture("way-back-dark")?;
            Ok(())
        },
    )
}

#[test]
fn nothing_of_the_way_back_and_of_what_was_near_at_emergency() -> Result<()> {
    visit("way-back-urgent", &Settings::phone(), |page| {
        let mut me = Runner::start(page)?;
        me.at("safety")?.sign("stroke_signs")?;
        me.at("emergency")?;
        ensure!(page.count("[data-way-back], [data-why-not]")? == 0);
        Ok(())
    })
}

/// One sore place that may be an injury, with no other sign.
fn injured<'a>(page: &'a Visit, region: &str) -> Result<Runner<'a>> {
    let mut me = Runner::start(page)?;
    me.at("safety")?.go("none")?;
    me.at("run")?
        .choose_all(&[("kind", "easy"), ("minutes", "45 min")])?
        .choose_all(&[("finished", "h6_24"), ("unusual", "yes")])?
        .go("next")?;
    me.at("where")?
        .view("list")?
        .place(region, "right")?
        .go("next")?;
    me.at(&format!("site.{region}"))?
        .choose("score", "3")?
        .go("next")?;
    me.at("began")?.choose("began", "before")?;
    me.at("days")?.choose("days", "d4_7")?;
    me.at("about_you")?.choose("age", "a18_49")?.go("next")?;
    me.at("moving_signs")?.go("none")?;
    me.at("feeling_signs")?.go("none")?;
    me.at("effort")?.choose("effort", "4")?;
    me.at("you_now")?.go("next")?;
    me.at("answer")?;
    Ok(me)
}

#[test]
fn a_tendon_is_judged_by_its_pain_and_the_next_morning() -> Result<()> {
    visit("way-back-tendon", &Settings::phone(), |page| {
        let mut me = injured(page, "achilles")?;
        page.click_at("[data-way-back] summary")?;
        let says = |page: &Visit| -> Result<String> {
            Ok(page.texts("[data-way-back] [data-result]")?.concat())
        };
        ensure!(says(page)?.is_empty());
        me.choose("during", "2")?.choose("after", "2")?;
        me.choose("morning", "true")?;
        ensure!(says(page)?.is_empty(), "judged before all was told");
        me.choose("weeks", "false")?;
        page.see("Safe. Go on as you are.")?;
        me.choose("after", "5")?;
        page.see("Acceptable. Stay at this amount.")?;
        page.check_accessibility()?;
        page.check_width()?;
        page.long_picture("way-back-tendon")?;
        me.choose("morning", "false")?;
        page.see("Too much for now")?;
        Ok(())
    })
}

#[test]
fn soreness_on_the_way_back_says_which_step_comes_next() -> Result<()> {
    visit("way-back-soreness", &Settings::phone(), |page| {
        let mut me = injured(page, "knee_outer")?;
        page.click_at("[data-way-back] summary")?;
        for (when, says) in [
            ("none", "one step up"),
            ("warm_up_gone", "the same step"),
            ("warm_up_stays", "Two days off, then one step down"),
            ("warm_up_returns", "Two days off, then one step down"),
            ("day_after", "One day off, then the same step"),
        ] {
            me.choose("sore_when", when)?;
            page.see(says)?;
        }
        page.check_accessibility()?;
        page.check_width()?;
        page.long_picture("way-back-soreness")?;
        Ok(())
    })
}

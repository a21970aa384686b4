//! The guided session, as a runner follows it.

mod device;
// The words of the journeys; not all of them are needed here.
#[allow(dead_code)]
#[path = "../journeys/runner.rs"]
mod runner;
mod ways_out;

use aftermile_e2e::{Key, Settings, Visit, visit};
use anyhow::{Context, Result, ensure};
use runner::{Runner, easy_questions_for, easy_run};
use serde_json::Value;
use std::time::Duration;

/// From the questions to the running session.
fn playing(page: &Visit) -> Result<()> {
    easy_run(page)?;
    page.click_at("[data-action=play]")?;
    page.element("[data-screen=player]")?;
    page.element("[data-state=running]")?;
    Ok(())
}

fn runner(page: &Visit) -> Runner<'_> {
    Runner {
        page,
        taps: 0,
        screens: Vec::new(),
    }
}

/// Whole seconds on the clock.
fn left(page: &Visit) -> Result<i64> {
    let text = page.texts("[role=timer]")?.join("");
    let (minutes, seconds) = text.split_once(':').context("no clock")?;
    Ok(minutes.parse::<i64>()? * 60 + seconds.parse::<i64>()?)
}

fn exercise(page: &Visit) -> Result<String> {
    page.attribute("[data-playing]", "data-playing")?
        .context("no exercise")
}

fn phase(page: &Visit) -> Result<String> {
    page.attribute("[data-phase]", "data-phase")?
        .context("no phase")
}

/// Skips until this exercise is on.
fn skip_to(page: &Visit, wanted: &str) -> Result<()> {
    for _ in 0..40 {
        if exercise(page)? == wanted {
            return Ok(());
        }
        page.click_at("[data-action=skip]")?;
    }
    anyhow::bail!("no {wanted} in the session")
}

/// The names that runs are written with, two characters each (`src/history/words.rs`).
const WORDS: &str = include_str!("../../../src/history/words.txt");
const DIGITS: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz$~";

/// What the only run says was done.
fn done(page: &Visit) -> Result<Vec<String>> {
    let found = page.script(
        "const runs = Object.keys(localStorage).filter((k) => k.startsWith('aftermile:2:run:'));
         return runs.map((k) => JSON.parse(localStorage[k]).d?.s ?? '');",
        vec![],
    )?;
    let runs: Vec<String> = serde_json::from_value(found)?;
    ensure!(runs.len() == 1, "{} runs", runs.len());
    let written = runs.concat();
    let places: Option<Vec<usize>> = written.chars().map(|c| DIGITS.find(c)).collect();
    places
        .with_context(|| format!("a name in full: {written}"))?
        .chunks(2)
        .map(|place| {
            let place = place.iter().fold(0, |all, digit| all * 64 + digit);
            let word = WORDS.lines().nth(place);
            Ok(word.with_context(|| format!("no word {place}"))?.to_owned())
        })
        .collect()
}

/// The session that is kept for a reload.
fn kept(page: &Visit) -> Result<Option<String>> {
    let found = page.script("return localStorage['aftermile:2:player'] ?? null", vec![])?;
    Ok(serde_json::from_value(found)?)
}

fn keep(page: &Visit, session: &str) -> Result<()> {
    let put = "localStorage['aftermile:2:player'] = arguments[0]";
    page.script(put, vec![session.into()])?;
    Ok(())
}

/// The rows of the end, as they are read out.
fn told_at_the_end(page: &Visit) -> Result<Vec<String>> {
    let found = page.script(
        "const root = document.querySelector('aftermile-widget').shadowRoot;
         return [...root.querySelectorAll('.dones li')].map((row) => row.textContent);",
        vec![],
    )?;
    Ok(serde_json::from_value(found)?)
}

#[test]
fn a_session_is_followed_from_its_start_to_its_end() -> Result<()> {
    visit("player-whole", &Settings::phone(), |page| {
        playing(page)?;
        ensure!(exercise(page)? == "AR-01");
        page.see("Easy walk")?;
        page.see("Next:")?;
        page.element("svg.fig[data-figure]")?;
        page.check_accessibility()?;
        page.check_width()?;
        page.picture("player-walk")?;
        // The clock runs by itself.
        let first = left(page)?;
        let later = page.wait(|| Ok((left(page)? <= first - 2).then_some(())))?;
        ensure!(later.is_some(), "the clock stands at {first}");
        // Every step of the session in turn, each with its figure.
        let mut seen = Vec::new();
        for _ in 0..40 {
            if page.count("[data-sheet=done]")? > 0 {
                break;
            }
            let now = exercise(page)?;
            page.element("svg.fig[data-figure]")
                .with_context(|| format!("{now} has no figure"))?;
            if !seen.contains(&now) {
                seen.push(now);
                page.check_accessibility()?;
            }
            page.click_at("[data-action=skip]")?;
        }
        // What was skipped is not done, and nothing else is said.
        page.see("Session ended")?;
        ensure!(seen.len() > 3, "{seen:?}");
        page.check_accessibility()?;
        page.picture("player-ended")?;
        ensure!(page.count(".over.done > .ic")? == 0, "nothing, with a tick");
        let told = told_at_the_end(page)?;
        ensure!(told.len() == seen.len(), "{told:?} of {seen:?}");
        ensure!(
            told.iter().all(|row| row.starts_with("Not done: ")),
            "{told:?}"
        );
        ensure!(done(page)?.is_empty(), "{:?}", done(page)?);
        page.click_at("[data-action=plan]")?;
        page.element("[data-screen=answer]")?;
        // Nothing is left to go on with.
        page.reload()?;
        page.element("[data-screen=card]")?;
        Ok(())
    })
}

#[test]
fn a_session_is_done_as_a_whole_by_the_clock_alone() -> Result<()> {
    visit("player-by-the-clock", &Settings::phone(), |page| {
        let mut me = Runner::start(page)?;
        me.at("safety")?;
        easy_questions_for(me, "15 min")?.at("answer")?;
        page.see("Start the 15-minute session")?;
        // A minute takes few seconds: the page's clock is put on so little at each turn that it is not taken for sleep.
        page.script(
            "window.__late = 0;
             const Real = Date;
             window.Date = class extends Real { constructor(...a) { if (a.length) super(...a); else super(Real.now() + window.__late); } };
             setInterval(() => { window.__late += 3000; }, 200);",
            vec![],
        )?;
        page.click_at("[data-action=play]")?;
        page.element("[data-screen=player]")?;
        let mut seen: Vec<String> = Vec::new();
        for _ in 0..1_000 {
            if page.count("[data-sheet=done]")? > 0 {
                break;
            }
            // A slow machine may have taken it for sleep all the same.
            if page.count("[data-state=waiting]")? > 0 {
                page.click_at("[data-action=pause]")?;
            }
            // It may have come to its end since.
            let now = page.script(
                "return document.querySelector('aftermile-widget').shadowRoot.querySelector('[data-playing]')?.dataset.playing ?? null",
                vec![],
            )?;
            if let Some(now) = now.as_str()
                && seen.last().is_none_or(|last| last != now)
            {
                seen.push(now.to_owned());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        page.see("You finished all of it.")?;
        page.check_accessibility()?;
        page.picture("player-done-all")?;
        let told = told_at_the_end(page)?;
        ensure!(told.len() == seen.len(), "{told:?} of {seen:?}");
        ensure!(told.iter().all(|row| row.starts_with("Done: ")), "{told:?}");
        ensure!(done(page)? == seen, "{:?} of {seen:?}", done(page)?);
        // The end has no end of its own: Escape leads on to the answer, which knows.
        page.press(Key::Escape)?;
        page.element("[data-screen=answer]")?;
        page.see(&format!("Done: {0} of {0}", seen.len()))?;
        ensure!(kept(page)?.is_none());
        Ok(())
    })
}

/// A key that is held repeats itself; browsers tell it so.
#[test]
fn a_key_that_is_held_counts_once() -> Result<()> {
    visit("player-held", &Settings::phone(), |page| {
        playing(page)?;
        let here = exercise(page)?;
        page.script(
            "const player = document.querySelector('aftermile-widget').shadowRoot.querySelector('[data-screen=player]');
             for (const key of ['ArrowRight', 'ArrowLeft', ' ', 'Escape', 'Enter'])
                for (let n = 0; n < 31; n++)
                    player.dispatchEvent(new KeyboardEvent('keydown', { key, repeat: true, bubbles: true, cancelable: true }));",
            vec![],
        )?;
        page.settle()?;
        ensure!(exercise(page)? == here, "it went on to {}", exercise(page)?);
        page.element("[data-state=running]")?;
        ensure!(page.count("[data-sheet]")? == 0, "a sheet opened");
        // The press itself still counts.
        page.press(Key::Right)?;
        page.settle()?;
        ensure!(exercise(page)? != here, "the key does nothing");
        Ok(())
    })
}

#[test]
fn it_stops_and_goes_on_and_takes_more_time() -> Result<()> {
    visit("player-pause", &Settings::phone(), |page| {
        playing(page)?;
        page.click_at("[data-action=pause]")?;
        page.element("[data-state=paused]")?;
        let stopped = left(page)?;
        std::thread::sleep(Duration::from_millis(2_200));
        ensure!(left(page)? == stopped, "it went on while it was stopped");
        page.click_at("[data-action=more]")?;
        ensure!(
            left(page)? == stopped + 15,
            "{} after {stopped}",
            left(page)?
        );
        for _ in 0..3 {
            page.click_at("[data-action=more]")?;
        }
        let disabled = page.attribute("[data-action=more]", "disabled")?;
        ensure!(disabled.is_some(), "there is always more time");
        page.click_at("[data-action=pause]")?;
        page.element("[data-state=running]")?;
        // The button keeps the focus when the step changes under it.
        page.click_at("[data-action=skip]")?;
        let focus = page.focus()?.context("the focus is nowhere")?;
        ensure!(focus.name == "Next step", "{focus:?}");
        Ok(())
    })
}

#[test]
fn the_sides_change_and_are_drawn_so() -> Result<()> {
    visit("player-sides", &Settings::phone(), |page| {
        playing(page)?;
        page.click_at("[data-action=skip]")?;
        let first = exercise(page)?;
        ensure!(phase(page)? == "ready", "{}", phase(page)?);
        ensure!(page.attribute("[data-working]", "data-working")?.as_deref() == Some("left"));
        page.see("Left side")?;
        page.see("Get ready")?;
        page.picture("player-ready")?;
        let flipped = page.count("svg.fig.flip")?;
        page.click_at("[data-action=skip]")?;
        ensure!(exercise(page)? == first);
        ensure!(page.attribute("[data-working]", "data-working")?.as_deref() == Some("right"));
        ensure!(phase(page)? == "change");
        page.picture("player-change")?;
        ensure!(
            page.count("svg.fig.flip")? != flipped,
            "both sides are drawn alike"
        );
        Ok(())
    })
}

#[test]
fn out_of_sight_the_time_runs_on() -> Result<()> {
    visit("player-hidden", &Settings::desktop(), |page| {
        playing(page)?;
        let before = left(page)?;
        let begun = std::time::Instant::now();
        page.minimise()?;
        std::thread::sleep(Duration::from_secs(6));
        page.restore()?;
        let hidden = i64::try_from(begun.elapsed().as_secs())?;
        let back = page.wait(|| Ok((left(page)? <= before - hidden + 1).then_some(())))?;
        ensure!(
            back.is_some(),
            "{} left of {before} after {hidden} s",
            left(page)?
        );
        let gone = before - left(page)?;
        let all = i64::try_from(begun.elapsed().as_secs())?;
        ensure!(
            (gone - all).abs() <= 1,
            "{gone} s went by on the clock in {all} s"
        );
        page.element("[data-state=running]")?;
        Ok(())
    })
}

#[test]
fn ninety_seconds_out_of_sight_end_a_short_step_and_wait_there() -> Result<()> {
    visit("player-away", &Settings::phone(), |page| {
        playing(page)?;
        page.click_at("[data-action=skip]")?;
        let here = exercise(page)?;
        // The page is told that it cannot be seen, and its clock goes on by ninety seconds: timers of a hidden page
        // may not run at all.
        page.script(
            "Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
             document.dispatchEvent(new Event('visibilitychange'));
             const Real = Date;
             window.Date = class extends Real { constructor(...a) { if (a.length) super(...a); else super(Real.now() + 90_000); } static now() { return Real.now() + 90_000; } };
             delete document.hidden;
             document.dispatchEvent(new Event('visibilitychange'));",
            vec![],
        )?;
        page.element("[data-state=waiting]")?;
        page.see("You were away")?;
        ensure!(left(page)? == 0, "{} s left", left(page)?);
        ensure!(exercise(page)? == here && phase(page)? == "work");
        page.check_accessibility()?;
        page.picture("player-away")?;
        page.click_at("[data-action=pause]")?;
        page.element("[data-state=running]")?;
        ensure!(phase(page)? == "change", "{}", phase(page)?);
        Ok(())
    })
}

#[test]
fn a_reload_offers_to_go_on() -> Result<()> {
    visit("player-reload", &Settings::phone(), |page| {
        playing(page)?;
        skip_to(page, "RO-03")?;
        page.click_at("[data-action=pause]")?;
        let stopped = left(page)?;
        page.reload()?;
        page.element("[data-sheet=offer]")?;
        page.see("Go on with your session?")?;
        page.see("Front-thigh roll, left side: you stopped just before it.")?;
        page.check_accessibility()?;
        page.picture("player-offer")?;
        page.click_at("[data-action=play-on]")?;
        page.element("[data-state=running]")?;
        ensure!(exercise(page)? == "RO-03");
        ensure!(
            (stopped - left(page)?).abs() <= 2,
            "{} of {stopped}",
            left(page)?
        );
        page.reload()?;
        page.element("[data-sheet=offer]")?;
        let session = kept(page)?.context("nothing is kept")?;
        page.click_at("[data-action=play-no-more]")?;
        page.element("[data-screen=answer]")?;
        page.reload()?;
        page.element("[data-screen=card]")?;
        // Six hours later it is not offered.
        let mut fields: Vec<String> = session.split('|').map(str::to_owned).collect();
        let saved = fields.get_mut(1).context("when it was kept")?;
        *saved = (saved.parse::<i64>()? - 6 * 3_600_000).to_string();
        keep(page, &fields.join("|"))?;
        page.reload()?;
        page.element("[data-screen=card]")?;
        ensure!(kept(page)?.is_none(), "it stays behind");
        // Its age alone is the reason.
        keep(page, &session)?;
        page.reload()?;
        page.element("[data-sheet=offer]")?;
        Ok(())
    })
}

#[test]
fn who_looks_at_the_sounds_finds_the_session_as_it_was() -> Result<()> {
    visit("player-sounds", &Settings::desktop(), |page| {
        playing(page)?;
        let before = left(page)?;
        page.click_at("[data-action=senses]")?;
        page.element("[data-sheet=senses]")?;
        let named = page.attribute("[data-action=close]", "aria-label")?;
        ensure!(named.as_deref() == Some("Back"), "{named:?}");
        std::thread::sleep(Duration::from_secs(6));
        page.click_at("[data-action=close]")?;
        page.element("[data-state=running]")?;
        let gone = before - left(page)?;
        ensure!(gone < 5, "{gone} s went by, also while it stood");
        page.click_at("[data-action=senses]")?;
        page.wait(|| {
            Ok(page
                .focus()?
                .filter(|f| f.name == "Sound, voice, vibration"))
        })?
        .context("the sheet has no focus")?;
        page.press(Key::Escape)?;
        page.element("[data-state=running]")?;
        // One that was stopped stays so.
        page.click_at("[data-action=pause]")?;
        page.element("[data-state=paused]")?;
        page.click_at("[data-action=senses]")?;
        page.click_at("[data-action=close-sheet]")?;
        page.element("[data-state=paused]")?;
        // And what stopped it for another reason does not start it.
        page.click_at("[data-action=pause]")?;
        page.element("[data-state=running]")?;
        page.click_at("[data-action=hurts]")?;
        page.click_at("[data-action=close]")?;
        page.element("[data-state=paused]")?;
        Ok(())
    })
}

/// "End here?" stands, and has the focus: a key reaches it from the frame after it was drawn.
fn the_sheet_asks(page: &Visit) -> Result<()> {
    page.see("End here?")?;
    page.wait(|| Ok(page.focus()?.filter(|f| f.name == "End here?")))?
        .context("the sheet has no focus")?;
    Ok(())
}

#[test]
fn the_keyboard_leads_it_while_the_focus_is_inside() -> Result<()> {
    visit("player-keys", &Settings::desktop(), |page| {
        playing(page)?;
        page.wait(|| Ok(page.focus()?.filter(|f| f.tag == "h2")))?
            .context("the heading has no focus")?;
        page.press(Key::Space)?;
        page.element("[data-state=paused]")?;
        page.press(Key::Space)?;
        page.element("[data-state=running]")?;
        // A press beside the controls takes nothing from the keys.
        page.click_at(".frame")?;
        page.press(Key::Space)?;
        page.element("[data-state=paused]")?;
        page.press(Key::Space)?;
        page.element("[data-state=running]")?;
        page.press(Key::Right)?;
        page.wait(|| Ok((exercise(page)? != "AR-01").then_some(())))?
            .context("the arrow did not go on")?;
        page.press(Key::Left)?;
        page.wait(|| Ok((exercise(page)? == "AR-01").then_some(())))?
            .context("the arrow did not go back")?;
        page.press(Key::Escape)?;
        the_sheet_asks(page)?;
        page.press(Key::Escape)?;
        page.element("[data-state=paused]")?;
        // The device's Back asks before anything ends, and stays in the session.
        page.script("history.back()", vec![])?;
        the_sheet_asks(page)?;
        page.script("history.back()", vec![])?;
        page.element("[data-state=paused]")
            .context("after the second Back")?;
        // Outside of the widget the keys are the page's.
        page.script("document.activeElement?.blur(); document.querySelector('aftermile-widget').shadowRoot.activeElement?.blur();", vec![])?;
        page.press(Key::Right)?;
        std::thread::sleep(Duration::from_millis(300));
        ensure!(exercise(page)? == "AR-01");
        Ok(())
    })
}

/// Where the clock and the buttons are.
fn places(page: &Visit) -> Result<Value> {
    page.script(
        "const root = document.querySelector('aftermile-widget').shadowRoot;
         return ['.clock', '.steer', '.player > .bar .hurts'].map((one) => Math.round(root.querySelector(one).getBoundingClientRect().bottom));",
        vec![],
    )
}

/// The words of a step do not lie over its clock, and the buttons not over each other.
fn apart(page: &Visit) -> Result<()> {
    page.settle()?;
    let apart = page.script(
        "const root = document.querySelector('aftermile-widget').shadowRoot, box = (one) => root.querySelector(one).getBoundingClientRect();
         return [box('.cue').bottom <= box('.pace').top + 1, box('.pace').bottom <= box('.clock').top + 1, box('.clock').bottom <= box('.steer').top + 1, box('.frame').bottom <= box('.stage h2').top + 1];",
        vec![],
    )?;
    let all = serde_json::json!([true, true, true, true]);
    ensure!(apart == all, "{apart} in {}", exercise(page)?);
    Ok(())
}

/// What is reached for without looking stays where it is, however long the words of a step are.
#[test]
fn the_clock_and_the_buttons_stay_in_their_place() -> Result<()> {
    let tall = Settings {
        height: 844,
        ..Settings::phone()
    };
    // The smallest that are in use, with the browser's own bars in the window.
    let low = Settings {
        width: 375,
        height: 553,
        ..Settings::phone()
    };
    for settings in [Settings::phone(), tall, low, Settings::desktop()] {
        visit("player-places", &settings, |page| {
            playing(page)?;
            page.settle()?;
            let first = places(page)?;
            let mut steps = 0;
            for _ in 0..60 {
                if page.count("[data-sheet=done]")? > 0 {
                    break;
                }
                let now = places(page)?;
                ensure!(now == first, "{first}, then {now} in {}", exercise(page)?);
                apart(page)?;
                let over = page.script(
                    "return document.documentElement.scrollHeight - innerHeight",
                    vec![],
                )?;
                ensure!(
                    over.as_f64().is_some_and(|over| over < 1.0),
                    "{over} px out of the window"
                );
                steps += 1;
                page.click_at("[data-action=skip]")?;
                page.settle()?;
            }
            page.element("[data-sheet=done]")?;
            ensure!(steps > 6, "{steps} steps");
            Ok(())
        })?;
    }
    Ok(())
}

/// With letters of twice the size the ways to stop and the time are at hand all the same.
#[test]
fn in_large_text_it_can_be_stopped_without_scrolling() -> Result<()> {
    visit("player-large", &Settings::phone().with_text(200), |page| {
        playing(page)?;
        for _ in 0..4 {
            page.settle()?;
            let inside = page.script(
                "const root = document.querySelector('aftermile-widget').shadowRoot;
                 return ['.clock p', '[data-action=pause]', '[data-action=hurts]'].every((one) => { const r = root.querySelector(one).getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; });",
                vec![],
            )?;
            ensure!(inside == true, "out of sight in {}", exercise(page)?);
            page.check_width()?;
            page.picture("player-large")?;
            page.click_at("[data-action=skip]")?;
        }
        Ok(())
    })
}

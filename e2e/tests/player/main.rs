//! The guided session, as a runner follows it.

// The words of the journeys; not all of them are needed here.
#[allow(dead_code)]
#[path = "../journeys/runner.rs"]
mod runner;

use aftermile_e2e::{Engine, Key, Settings, SiteOptions, Visit, visit, visit_site};
use anyhow::{Context, Result, ensure};
use runner::{Runner, easy_run};
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
        // Its age alone is the reason.
        keep(page, &session)?;
        page.reload()?;
        page.element("[data-sheet=offer]")?;
        Ok(())
    })
}

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
        page.see("a smaller and slower movement")?;
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
        page.picture("player-sharp")?;
        page.check_accessibility()?;
        // The session is not offered again.
        page.reload()?;
        page.element("[data-screen='site.quads']")?;
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

#[test]
fn what_the_device_cannot_do_is_said_and_nothing_depends_on_it() -> Result<()> {
    let options = SiteOptions::dist()?;
    let folder = tempfile::tempdir()?;
    for entry in std::fs::read_dir(&options.root)? {
        let path = entry?.path();
        let name = path.file_name().filter(|name| *name != "figures.json");
        if let Some(name) = name.filter(|_| path.is_file()) {
            std::fs::copy(&path, folder.path().join(name))?;
        }
    }
    // Without its figures, and without a wake lock or a voice.
    let site = SiteOptions::of(folder.path().to_owned());
    visit_site("player-bare", &Settings::phone(), site, |page| {
        easy_run(page)?;
        page.script(
            "for (const name of ['wakeLock', 'vibrate']) Object.defineProperty(Navigator.prototype, name, { configurable: true, value: undefined });
             delete window.SpeechSynthesisUtterance; delete window.AudioContext;",
            vec![],
        )?;
        page.click_at("[data-action=play]")?;
        page.see("cannot keep the screen on")?;
        page.see("drawings could not be loaded")?;
        page.check_accessibility()?;
        page.picture("player-bare")?;
        page.click_at("[data-action=senses]")?;
        page.see("has no voice")?;
        page.check_accessibility()?;
        page.picture("player-senses")?;
        page.click_at("[data-action=close-sheet]")?;
        page.element("[data-state=running]")?;
        page.take_errors()?;
        Ok(())
    })
}

#[test]
fn the_screen_is_kept_on_only_while_it_runs() -> Result<()> {
    visit("player-awake", &Settings::phone(), |page| {
        easy_run(page)?;
        page.script(
            "window.__locks = [];
             Object.defineProperty(navigator, 'wakeLock', { configurable: true, value: { request: async (kind) => {
               const lock = { kind, released: false, release: async () => { lock.released = true; } };
               window.__locks.push(lock);
               return lock;
             } } });",
            vec![],
        )?;
        let held = || -> Result<Value> {
            page.script(
                "return [window.__locks.length, window.__locks.filter((l) => !l.released).length]",
                vec![],
            )
        };
        let wait_for = |wanted: Value| -> Result<()> {
            let found = page.wait(|| Ok((held()? == wanted).then_some(())))?;
            found.with_context(|| format!("{:?} locks, not {wanted}", held()))
        };
        page.click_at("[data-action=play]")?;
        wait_for(serde_json::json!([1, 1]))?;
        page.click_at("[data-action=pause]")?;
        wait_for(serde_json::json!([1, 0]))?;
        page.click_at("[data-action=pause]")?;
        wait_for(serde_json::json!([2, 1]))?;
        // A browser takes the lock away from a hidden page; it is asked for again on return.
        page.script(
            "window.__locks.at(-1).released = true;
             document.dispatchEvent(new Event('visibilitychange'));",
            vec![],
        )?;
        wait_for(serde_json::json!([3, 1]))?;
        page.click_at("[data-action=end]")?;
        page.click_at("[data-action=end-session]")?;
        wait_for(serde_json::json!([3, 0]))?;
        page.element("[data-screen=answer]")?;
        Ok(())
    })
}

#[test]
fn who_asks_for_no_motion_sees_none() -> Result<()> {
    visit("player-still", &Settings::phone(), |page| {
        if page.engine() != Engine::Chromium {
            return Ok(());
        }
        page.emulate_media(&[("prefers-reduced-motion", "reduce")])?;
        playing(page)?;
        page.element("svg.fig")?;
        ensure!(page.count("svg.fig.go")? == 0);
        let moving = page.script(
            "return document.querySelector('aftermile-widget').shadowRoot.querySelectorAll('animateTransform').length",
            vec![],
        )?;
        ensure!(moving == serde_json::json!(0), "{moving} things move");
        Ok(())
    })
}

#[test]
fn a_step_is_said_at_its_start_half_way_and_near_its_end_and_kept_when_done() -> Result<()> {
    visit("player-said", &Settings::phone(), |page| {
        easy_run(page)?;
        page.script(
            "const region = document.querySelector('aftermile-widget').shadowRoot.querySelector('[aria-live]');
             window.__said = [];
             new MutationObserver(() => window.__said.push(region.textContent)).observe(region, { childList: true, subtree: true, characterData: true });
             window.__late = 0;
             const Real = Date;
             window.Date = class extends Real { constructor(...a) { if (a.length) super(...a); else super(Real.now() + window.__late); } };",
            vec![],
        )?;
        page.click_at("[data-action=play]")?;
        page.element("[data-state=running]")?;
        page.click_at("[data-action=skip]")?;
        let rolled = exercise(page)?;
        // The page's clock is moved on three seconds at a time, which no device mistakes for sleep.
        let three_seconds = || -> Result<()> {
            page.script("window.__late += 3000", vec![])?;
            std::thread::sleep(Duration::from_millis(260));
            Ok(())
        };
        for _ in 0..30 {
            if phase(page)? == "change" {
                break;
            }
            three_seconds()?;
        }
        ensure!(phase(page)? == "change");
        let said: Vec<String> =
            serde_json::from_value(page.script("return window.__said.filter(Boolean)", vec![])?)?;
        let all = said.join("|");
        for part in [
            "Easy walk. ",
            "Next: ",
            "left side. ",
            "Half-way.",
            "Three seconds.",
            "right side",
        ] {
            ensure!(all.contains(part), "{part:?} was not said: {all}");
        }
        // The other side too: then it is done, and the rest is skipped.
        for _ in 0..40 {
            if exercise(page)? != rolled {
                break;
            }
            three_seconds()?;
            // A slow machine may have taken it for sleep all the same.
            if page.count("[data-state=waiting]")? > 0 {
                page.click_at("[data-action=pause]")?;
            }
        }
        for _ in 0..40 {
            if page.count("[data-sheet=done]")? > 0 {
                break;
            }
            page.click_at("[data-action=skip]")?;
        }
        page.see("That was your session")?;
        page.check_accessibility()?;
        page.picture("player-done")?;
        let told = told_at_the_end(page)?;
        page.see(&format!("Done: 1 of {}.", told.len()))?;
        let (did, did_not): (Vec<&String>, Vec<&String>) =
            told.iter().partition(|row| row.starts_with("Done: "));
        ensure!(did.len() == 1, "{told:?}");
        ensure!(
            did_not.iter().all(|row| row.starts_with("Not done: ")),
            "{told:?}"
        );
        ensure!(page.count(".over.done > .ic")? == 1, "no tick");
        ensure!(done(page)? == [rolled], "{:?}", done(page)?);
        Ok(())
    })
}

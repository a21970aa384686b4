//! What the session asks of the device: screen, sound, voice, stillness; and what it says.

use super::runner::easy_run;
use super::{apart, done, exercise, left, phase, playing, skip_to, told_at_the_end};
use aftermile_e2e::{Engine, Settings, SiteOptions, visit, visit_site};
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::time::Duration;

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
               if (document.hidden) { window.__refused = 1 + (window.__refused ?? 0); throw new DOMException('hidden', 'NotAllowedError'); }
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
        // A browser takes the lock away from a hidden page; it is asked for again on return, and not before.
        let sight = |hidden: bool| {
            page.script(
                "const hidden = arguments[0];
                 Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
                 document.dispatchEvent(new Event('visibilitychange'));",
                vec![hidden.into()],
            )
        };
        page.script("window.__locks.at(-1).released = true", vec![])?;
        sight(true)?;
        // Long enough for the session to be kept anew.
        std::thread::sleep(Duration::from_millis(5_500));
        sight(false)?;
        wait_for(serde_json::json!([3, 1]))?;
        let refused = page.script("return window.__refused ?? 0", vec![])?;
        ensure!(refused == 0, "asked {refused} times while out of sight");
        page.see_no("cannot keep the screen on")?;
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
            let before = left(page)?;
            page.script("window.__late += 3000", vec![])?;
            // The next look has been: two at once would pass over what is said between them.
            let looked = || {
                let moved = left(page)? != before || page.count("[data-state=waiting]")? > 0;
                Ok(moved.then_some(()))
            };
            page.wait(looked)?.context("the clock stands")?;
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
        // It counts from now on, without the session being ended.
        ensure!(done(page)? == [rolled.as_str()], "{:?}", done(page)?);
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

/// Some browsers let a page speak, and sound again, only within a press.
#[test]
fn sound_and_voice_are_made_ready_within_the_press() -> Result<()> {
    visit("player-voice", &Settings::phone(), |page| {
        easy_run(page)?;
        page.script(
            "window.__within = { speak: [], resume: 0 };
             window.__pressed = false;
             addEventListener('click', () => { window.__pressed = true; setTimeout(() => { window.__pressed = false; }); }, true);
             window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
             Object.defineProperty(window, 'speechSynthesis', { configurable: true, value: { cancel() {}, speak(what) { window.__within.speak.push([what.text, window.__pressed]); } } });
             AudioContext.prototype.resume = async function () { window.__within.resume += window.__pressed ? 1 : 0; };",
            vec![],
        )?;
        page.click_at("[data-action=play]")?;
        page.element("[data-state=running]")?;
        let resumed = || -> Result<i64> {
            let count = page.script("return window.__within.resume", vec![])?;
            count.as_i64().context("no count")
        };
        let before = resumed()?;
        ensure!(before >= 1, "the first press readied no sound");
        page.click_at("[data-action=pause]")?;
        page.element("[data-state=paused]")?;
        ensure!(resumed()? > before, "going on readies no sound");
        // Switched on: the voice is asked within that press, and speaks from then on.
        page.click_at("[data-action=senses]")?;
        page.click_at(
            "[data-value=voice], [data-senses=voice], [data-fact=senses][data-value=voice]",
        )?;
        let first = page.script("return window.__within.speak[0]", vec![])?;
        ensure!(first == serde_json::json!(["", true]), "{first}");
        page.click_at("[data-action=close-sheet]")?;
        page.click_at("[data-action=pause]")?;
        page.click_at("[data-action=skip]")?;
        let spoken = page.wait(|| {
            let last = page.script("return window.__within.speak.at(-1)[0]", vec![])?;
            Ok(last
                .as_str()
                .filter(|text| !text.is_empty())
                .map(str::to_owned))
        })?;
        spoken.context("nothing was spoken")?;
        Ok(())
    })
}

/// The longest words that may stand around a step: the note on the screen's lock, and an exercise that is eased.
#[test]
fn a_note_and_an_eased_step_have_their_room() -> Result<()> {
    let wide = Settings {
        width: 915,
        height: 412,
        ..Settings::phone()
    };
    for settings in [Settings::phone(), wide] {
        visit("player-room", &settings, |page| {
            easy_run(page)?;
            page.script(
                "Object.defineProperty(Navigator.prototype, 'wakeLock', { configurable: true, value: undefined })",
                vec![],
            )?;
            page.click_at("[data-action=play]")?;
            page.see("cannot keep the screen on")?;
            skip_to(page, "RO-03")?;
            apart(page)?;
            page.click_at("[data-action=hurts]")?;
            page.click_at("[data-action=ease]")?;
            page.see("Less weight, smaller, slower.")?;
            apart(page)?;
            page.check_width()?;
            page.picture("player-room")?;
            Ok(())
        })?;
    }
    Ok(())
}

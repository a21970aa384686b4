//! The answer page: another answer tried, and what is taken along.

use super::runner::easy_run;
use aftermile_e2e::{Engine, Key, Paper, Settings, visit};
use anyhow::{Context, Result, ensure};
use serde_json::json;

#[test]
fn another_answer_shows_the_difference_it_makes() -> Result<()> {
    visit("what-if", &Settings::phone(), |page| {
        let me = easy_run(page)?;
        let drivers = page.count("[data-edit]")?;
        ensure!(drivers == 3, "{drivers} answers to change");
        page.click_at("[data-edit]")?;
        page.see("see what changes")?;
        page.check_accessibility()?;
        // How soon it is there is measured by `cargo xtask paint`.
        page.script(
            "const root = document.querySelector('aftermile-widget').shadowRoot;
             [...root.querySelectorAll('[data-panel=driver] [data-value]:not(.on)')].at(-1).click()",
            vec![],
        )?;
        page.element("[data-panel=driver] [data-changes]")?;
        let lines = page.texts("[data-panel=driver] [data-changes] li")?;
        ensure!(
            lines.iter().any(|line| !line.trim().is_empty()),
            "the difference says nothing"
        );
        page.click_at("[data-panel=driver] [data-action=close-sheet]")?;
        ensure!(me.steps()?.len() > 3);
        // What is looked at and not kept changes nothing; what is kept changes this run, and no other.
        page.click_at("[data-would] summary")?;
        page.see("Then:")?;
        page.check_accessibility()?;
        // It is still one run.
        page.click_at("[data-action=history]")?;
        page.see("1 run on this device")?;
        Ok(())
    })
}

/// The device's own ways: stands for what a telephone has, and keeps what it was given.
const DEVICE: &str = "
    window.sent = []; window.refused = null;
    const keep = (what) => { window.sent.push(what); return window.refused ? Promise.reject(new DOMException('', window.refused)) : Promise.resolve(); };
    const put = (name, value) => Object.defineProperty(navigator, name, { value, configurable: true });
    put('canShare', () => true); put('share', keep); put('clipboard', { writeText: keep });";

#[test]
fn a_plan_is_sent_by_the_device_s_own_way_or_copied() -> Result<()> {
    visit("send", &Settings::phone(), |page| {
        easy_run(page)?;
        page.click_at("[data-action=share]")?;
        // A browser that cannot send is not asked to.
        if page.script("return !('canShare' in navigator)", vec![])? == true {
            ensure!(page.count("[data-action=send]")? == 0);
        }
        page.press(Key::Escape)?;
        page.script(DEVICE, vec![])?;
        page.click_at("[data-action=share]")?;
        page.click_at("[data-action=send]")?;
        let link = "document.querySelector('aftermile-widget').shadowRoot.querySelector('[data-panel=take] textarea').value";
        let right = page.script(
            &format!("return sent.length === 1 && sent[0].url === {link} && sent[0].title === 'My plan after a run' && !('text' in sent[0])"),
            vec![],
        )?;
        ensure!(right == true, "not the link that is shown");
        page.check_accessibility()?;
        page.check_width()?;
        page.picture("answer-send")?;
        // Called off is no failure; forbidden is one, and says what to do.
        page.script("window.refused = 'NotAllowedError'", vec![])?;
        page.click_at("[data-action=send]")?;
        page.see("Sending is not allowed here. Copy it instead.")?;
        for harmless in ["AbortError", "InvalidStateError"] {
            page.script("window.refused = arguments[0]", vec![harmless.into()])?;
            page.click_at("[data-action=send]")?;
            page.settle()?;
            page.see_no("not allowed here")?;
        }
        page.script("window.refused = 'NotAllowedError'", vec![])?;
        page.click_at("[data-action=copy]")?;
        page.see("Copying is not allowed here.")?;
        page.see_no("Copied.")?;
        page.script("window.refused = null", vec![])?;
        page.click_at("[data-action=copy]")?;
        page.see("Copied.")?;
        let copied = page.script(&format!("return sent.at(-1) === {link}"), vec![])?;
        ensure!(copied == true, "not the link that is shown");
        Ok(())
    })
}

#[test]
fn a_shared_link_opens_as_a_plan_to_read() -> Result<()> {
    visit("share", &Settings::phone(), |page| {
        easy_run(page)?;
        page.click_at("[data-action=share]")?;
        page.check_accessibility()?;
        let link = page.script(
            "return document.querySelector('aftermile-widget').shadowRoot.querySelector('[data-panel=take] textarea').value",
            vec![],
        )?;
        let link = link.as_str().context("no link")?.to_owned();
        ensure!(link.len() <= 1500, "{} characters", link.len());
        page.press(Key::Escape)?;
        page.open(&link)?;
        page.element("[data-screen=shared]")?;
        page.check_accessibility()?;
        page.check_width()?;
        page.see("A plan to read")?;
        page.see("Easy walk")?;
        page.see("When to get help")?;
        // The plan only: nothing of the answers.
        page.see_no("within the hour ago")?;
        page.see_no("You ran")?;
        ensure!(page.count("[data-fact], [data-edit]")? == 0);
        page.picture("shared")?;
        page.click_at("[data-action=own]")?;
        page.see("What do your legs need now?")?;
        // The address is one's own again: a reload in the middle of the questions leads back to them.
        page.click_at("[data-action=start]")?;
        page.click_at("[data-action=none]")?;
        page.element("[data-screen=run]")?;
        page.reload()?;
        page.element("[data-screen=run]")?;
        // A link that is opened over them is shown, and is nobody's Back.
        page.open(&link)?;
        page.element("[data-screen=shared]")?;
        page.click_at("[data-action=own]")?;
        page.element("[data-screen=run]")?;
        page.open(&link[..link.len() - 4])?;
        page.see("could not be opened")?;
        Ok(())
    })
}

#[test]
fn the_calendar_can_be_copied_where_files_are_refused() -> Result<()> {
    visit("calendar", &Settings::phone(), |page| {
        easy_run(page)?;
        page.click_at("[data-action=calendar]")?;
        page.see_no("aftermile.ics")?;
        page.click_at("[data-panel=take] summary")?;
        page.see("Copy the text and save it as aftermile.ics")?;
        let text = page.script(
            "return document.querySelector('aftermile-widget').shadowRoot.querySelector('[data-panel=take] textarea').value",
            vec![],
        )?;
        let text = text.as_str().context("no file")?;
        ensure!(text.matches("BEGIN:VEVENT").count() == 4, "{text}");
        page.check_accessibility()?;
        Ok(())
    })
}

#[test]
fn the_printed_page_is_a_document_of_its_own_on_one_page() -> Result<()> {
    for settings in [Settings::desktop(), Settings::phone().in_the_dark()] {
        visit("print", &settings, |page| {
            easy_run(page)?;
            let link = page
                .attribute("[data-action=print]", "href")?
                .context("no page to print")?;
            ensure!(page.attribute("[data-action=print]", "target")?.as_deref() == Some("_blank"));
            page.open(&link.replace("&print", ""))?;
            page.element("[data-screen=shared]")?;
            ensure!(page.count(".pen-box")? > 5);
            page.see("When to get help")?;
            if page.engine() == Engine::Webkit {
                // Its driver prints nothing.
                return Ok(());
            }
            for paper in [Paper::A4, Paper::Letter] {
                let pdf = String::from_utf8_lossy(&page.printed(paper)?).into_owned();
                // The page tree says how many pages there are.
                let pages = pdf.matches("/Type /Page\n").count()
                    + pdf.matches("/Type /Page ").count()
                    + pdf.matches("/Type/Page/").count();
                if page.engine() == Engine::Chromium {
                    ensure!(pages == 1, "{pages} pages on {paper:?}");
                }
            }
            if page.engine() == Engine::Chromium {
                // Black on white, whatever the screen shows.
                page.devtools("Emulation.setEmulatedMedia", json!({ "media": "print", "features": [{ "name": "prefers-color-scheme", "value": if settings.dark { "dark" } else { "light" } }] }))?;
                let colours = page.script(
                    "const style = getComputedStyle(document.querySelector('aftermile-widget').shadowRoot.querySelector('.am'));
                     return [style.color, style.backgroundColor];",
                    vec![],
                )?;
                ensure!(
                    colours == json!(["rgb(0, 0, 0)", "rgb(255, 255, 255)"]),
                    "{colours}"
                );
            }
            Ok(())
        })?;
    }
    Ok(())
}

#[test]
fn an_exercise_is_swapped_and_stays_so() -> Result<()> {
    visit("swap", &Settings::phone(), |page| {
        easy_run(page)?;
        page.click_at("[data-step=stretch] .fold summary")?;
        let before = page.texts("[data-step=stretch] [data-exercise] b")?;
        let link = page.attribute("[data-action=print]", "href")?;
        page.click_at("[data-swap]")?;
        page.see("What instead?")?;
        page.check_accessibility()?;
        let other = page.texts("[data-swap-to] b")?.first().cloned();
        let other = other.context("nothing to swap with")?;
        let id = page
            .attribute("[data-swap-to]", "data-swap-to")?
            .context("no exercise")?;
        page.click_at("[data-swap-to]")?;
        page.see(&format!("{other} instead of {}", before[0]))?;
        page.check_accessibility()?;
        page.picture("swapped")?;
        // The list stays open, the focus is where it was, and the rest is as before.
        let after = page.texts("[data-step=stretch] [data-exercise] b")?;
        ensure!(
            after[0] == other && after[1..] == before[1..],
            "{before:?} {after:?}"
        );
        let focus = page.wait(|| Ok(page.focus()?.filter(|f| f.name.starts_with("Swap "))))?;
        ensure!(focus.is_some(), "focus is on {:?}", page.focus()?);
        // It goes along on paper, and into the session, also after a reload.
        ensure!(page.attribute("[data-action=print]", "href")? != link);
        page.reload()?;
        page.click_at("[data-action=last]")?;
        page.click_at("[data-step=stretch] .fold summary")?;
        page.see(&other)?;
        page.click_at("[data-action=play]")?;
        for _ in 0..40 {
            if page.attribute("[data-playing]", "data-playing")?.as_deref() == Some(&id) {
                return Ok(());
            }
            page.click_at("[data-action=skip]")?;
        }
        anyhow::bail!("{other} is not in the session")
    })
}

/// What has the focus is to be seen (WCAG 2.4.11): not even a part of the page's foot lies wholly over it.
#[test]
fn what_has_the_focus_is_never_under_the_bar() -> Result<()> {
    visit("focus-seen", &Settings::phone(), |page| {
        easy_run(page)?;
        page.click_at("[data-step=stretch] .fold summary")?;
        page.script("document.querySelector('aftermile-widget').shadowRoot.querySelector('[data-heading]').focus(); scrollTo(0, 0);", vec![])?;
        let mut seen = std::collections::BTreeSet::new();
        for _ in 0..120 {
            page.press(Key::Tab)?;
            let told = page.script(
                "const root = document.querySelector('aftermile-widget').shadowRoot, at = root.activeElement, bar = root.querySelector('.answer > .bar');
                 if (!at) return null;
                 const r = at.getBoundingClientRect(), b = bar.getBoundingClientRect();
                 return [`${at.tagName} ${at.textContent.trim().slice(0, 40)} ${Math.round(r.top + scrollY)}`, bar.contains(at) || (r.top < b.top && r.bottom > 0 && r.top < innerHeight)];",
                vec![],
            )?;
            let Some(name) = told.get(0).and_then(serde_json::Value::as_str) else {
                break;
            };
            ensure!(told[1] == true, "{name} is not to be seen");
            if !seen.insert(name.to_owned()) && seen.len() > 25 {
                break;
            }
        }
        ensure!(seen.len() > 25, "only {seen:?}");
        Ok(())
    })
}

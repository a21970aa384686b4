//! The guided session in a frame that is as high as its content: the host page's window is the runner's window.

use std::time::Duration;

use aftermile_e2e::{Key, Settings, Visit, visit_host};
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::runner::easy_run;
use super::{host, number, ready};

/// What a runner needs in sight at each moment of a session.
const NEEDED: [&str; 6] = [
    "[role=timer]",
    "[data-action=step-back]",
    "[data-action=pause]",
    "[data-action=skip]",
    "[data-action=hurts]",
    "[data-heading]",
];

/// Walks the article's widget to its plan, and scrolls so that the frame begins so far below the window's top.
fn plan(page: &Visit, top: f64) -> Result<()> {
    page.script("one.scrollIntoView()", vec![])?;
    ready(page, "one")?;
    page.inside("iframe", || easy_run(page).map(drop))?;
    // Its height follows a moment later.
    std::thread::sleep(Duration::from_millis(300));
    page.script(
        "scrollBy(0, one.getBoundingClientRect().top - arguments[0])",
        vec![json!(top)],
    )?;
    let is = number(page, "one.getBoundingClientRect().top")?;
    ensure!((is - top).abs() < 2.0, "the frame begins at {is}");
    // The frame is told where the window is.
    std::thread::sleep(Duration::from_millis(300));
    Ok(())
}

/// Starts the session as a press does where the button is. A driver would scroll before it.
fn play(page: &Visit) -> Result<()> {
    page.inside("iframe", || {
        let start = "widget.shadowRoot.querySelector('[data-action=play]').click()";
        page.script(start, vec![])?;
        page.element("[data-screen=player] [data-state=running]")?;
        page.element("svg.fig[data-figure]").map(drop)
    })?;
    std::thread::sleep(Duration::from_millis(400));
    Ok(())
}

/// Fails unless all that is needed lies in the host page's window, with nothing over it.
fn in_the_window(page: &Visit) -> Result<()> {
    let frame = "one.shadowRoot.querySelector('iframe').getBoundingClientRect()";
    let top = number(page, &format!("{frame}.top"))?;
    let window = number(page, "innerHeight")?;
    let out = page.inside("iframe", || {
        page.script(
            "const [needed, top, high] = arguments, root = widget.shadowRoot;
             return needed.map((css) => {
                 const one = root.querySelector(css);
                 if (!one) return `${css} is not there`;
                 const at = one.getBoundingClientRect();
                 const place = `${css} is at ${Math.round(top + at.top)} to ${Math.round(top + at.bottom)} of ${high}`;
                 if (top + at.top < 0 || top + at.bottom > high + 1) return place;
                 const over = root.elementFromPoint(at.left + at.width / 2, at.top + at.height / 2);
                 if (!one.contains(over) && !over?.contains(one)) return `${place}, under ${over?.className}`;
                 if (one.matches('button') && Math.min(at.width, at.height) < 44) return `${css} is ${at.width} x ${at.height}`;
             }).filter(Boolean)",
            vec![json!(NEEDED), json!(top), json!(window)],
        )
    })?;
    ensure!(out == json!([]), "{out}");
    Ok(())
}

/// Where the host page stands.
fn scrolled(page: &Visit) -> Result<Value> {
    page.script("return [scrollX, Math.round(scrollY)]", vec![])
}

fn playing(page: &Visit) -> Result<String> {
    page.attribute("[data-playing]", "data-playing")?
        .context("no exercise")
}

#[test]
fn from_deep_in_the_plan_the_session_begins_in_the_window() -> Result<()> {
    visit_host(
        "follow-deep",
        &Settings::phone(),
        &host("plain.html"),
        |page, _| {
            plan(page, -900.0)?;
            play(page)?;
            page.picture("embed-player")?;
            in_the_window(page)
        },
    )
}

/// Below an article's paragraph, where no screen yet began above the window.
#[test]
fn from_the_middle_of_the_window_it_begins_in_the_window_too() -> Result<()> {
    visit_host(
        "follow-middle",
        &Settings::phone(),
        &host("plain.html"),
        |page, _| {
            plan(page, 200.0)?;
            play(page)?;
            page.picture("embed-player-middle")?;
            in_the_window(page)
        },
    )
}

#[test]
fn its_keys_lead_the_session_and_scroll_nothing() -> Result<()> {
    visit_host(
        "follow-keys",
        &Settings::desktop(),
        &host("plain.html"),
        |page, _| {
            plan(page, -900.0)?;
            play(page)?;
            in_the_window(page)?;
            let before = scrolled(page)?;
            page.inside("iframe", || {
                let first = playing(page)?;
                page.wait(|| Ok(page.focus()?.filter(|focus| focus.tag == "h2")))?
                    .context("the heading has no focus")?;
                page.press(Key::Space)?;
                page.element("[data-state=paused]")?;
                page.press(Key::Space)?;
                page.element("[data-state=running]")?;
                page.press(Key::Right)?;
                page.wait(|| Ok((playing(page)? != first).then_some(())))?
                    .context("the arrow did not go on")?;
                page.press(Key::Left)?;
                page.wait(|| Ok((playing(page)? == first).then_some(())))?
                    .context("the arrow did not go back")?;
                // A key that presses a button is the button's.
                page.script(
                    "widget.shadowRoot.querySelector('[data-action=pause]').focus({ preventScroll: true })",
                    vec![],
                )?;
                page.press(Key::Space)?;
                page.element("[data-state=paused]").map(drop)
            })?;
            std::thread::sleep(Duration::from_millis(500));
            let after = scrolled(page)?;
            ensure!(
                after == before,
                "the page was at {before} and is at {after}"
            );

            // Escape asks, once more takes it back; from there the keyboard leaves.
            page.inside("iframe", || {
                page.press(Key::Escape)?;
                page.see("End here?")?;
                page.press(Key::Escape)?;
                page.element("[data-state=paused]")?;
                page.press(Key::Escape)?;
                page.see("End here?")?;
                for _ in 0..10 {
                    if page
                        .focus()?
                        .is_some_and(|focus| focus.name == "End the session")
                    {
                        break;
                    }
                    page.press(Key::Tab)?;
                }
                page.press(Key::Enter)?;
                page.element("[data-screen=answer]").map(drop)
            })?;
            std::thread::sleep(Duration::from_millis(400));
            let top = number(page, "one.getBoundingClientRect().top")?;
            ensure!((-2.0..400.0).contains(&top), "the plan begins at {top}");
            let heard = page.script("return keys", vec![])?;
            ensure!(heard == json!([]), "the page heard {heard}");
            Ok(())
        },
    )
}

//! The same journeys for eyes that need other colours or larger text, on a narrow screen, and for no eyes at all.

use super::runner::{Runner, easy_run};
use aftermile_e2e::{Engine, Settings, Visit, visit};
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

/// From the card to the answer and into the session; every screen is checked by its words, and for its width.
fn answered_and_begun(page: &Visit) -> Result<()> {
    easy_run(page)?;
    page.click_at("[data-step=stretch] .fold summary")?;
    page.click_at("[data-step=stretch] .why summary")?;
    page.check_width()?;
    page.check_accessibility()?;
    page.click_at("[data-swap]")?;
    page.see("What instead?")?;
    page.check_width()?;
    page.click_at("[data-action=close-sheet]")?;
    page.click_at("[data-action=play]")?;
    page.element("[data-state=running]")?;
    page.check_width()?;
    page.check_accessibility()?;
    page.click_at("[data-action=hurts]")?;
    page.check_width()?;
    page.check_accessibility()
}

fn emergency(page: &Visit) -> Result<()> {
    let mut me = Runner::start(page)?;
    me.at("safety")?.sign("stroke_signs")?;
    me.at("emergency")?;
    page.check_width()?;
    readable(page)
}

/// Nothing is cut, and no words have the colour of their ground.
fn readable(page: &Visit) -> Result<()> {
    let cut = page.script(CUT, vec![])?;
    ensure!(cut == json!([]), "{cut}");
    let hidden = page.script(HIDDEN, vec![])?;
    ensure!(hidden == json!([]), "these cannot be seen: {hidden}");
    Ok(())
}

/// Buttons and links to call whose text has the colour that they are filled with.
const HIDDEN: &str = "
    const root = document.querySelector('aftermile-widget').shadowRoot;
    return [...root.querySelectorAll('.btn, .call, .steer .main')].filter((one) => one.checkVisibility())
        .filter((one) => getComputedStyle(one).backgroundColor === getComputedStyle(one).color)
        .map((one) => `${one.className} ${one.textContent.trim()}`);";

/// Controls whose words reach beyond them.
const CUT: &str = "
    const root = document.querySelector('aftermile-widget').shadowRoot;
    return [...root.querySelectorAll('button, .level, .help, h2')].filter((one) => one.checkVisibility() && !one.closest('.hit'))
        .filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline')
        .map((one) => `${one.className} ${one.textContent.trim()} ${one.scrollWidth} in ${one.clientWidth}`);";

#[test]
fn with_text_at_twice_its_size() -> Result<()> {
    for settings in [Settings::phone(), Settings::desktop()] {
        visit("large-text", &settings.with_text(200), |page| {
            page.element("[data-screen=card]")?;
            let size = page.script(
                "return parseFloat(getComputedStyle(document.querySelector('aftermile-widget').shadowRoot.querySelector('.am')).fontSize)",
                vec![],
            )?;
            ensure!(size == json!(34), "text of {size} px");
            answered_and_begun(page)?;
            let cut = page.script(CUT, vec![])?;
            ensure!(cut == json!([]), "{cut}");
            Ok(())
        })?;
    }
    let settings = Settings::phone().with_text(200);
    visit("large-text-urgent", &settings, |page| emergency(page))
}

#[test]
fn on_a_screen_of_320_pixels() -> Result<()> {
    let settings = Settings {
        width: 320,
        ..Settings::phone()
    };
    visit("narrow", &settings, |page| {
        answered_and_begun(page)?;
        let cut = page.script(CUT, vec![])?;
        ensure!(cut == json!([]), "{cut}");
        Ok(())
    })?;
    visit("narrow-urgent", &settings, |page| emergency(page))
}

#[test]
fn with_colours_that_the_system_forces() -> Result<()> {
    for settings in [Settings::phone(), Settings::phone().in_the_dark()] {
        let settings = settings.with_forced_colours();
        visit("forced", &settings, |page| {
            answered_and_begun(page)?;
            if page.engine() != Engine::Chromium {
                return Ok(());
            }
            // A filled button keeps its ground and its text apart: a plate behind the text would hide it.
            let main = page.script(
                "const root = document.querySelector('aftermile-widget').shadowRoot;
                 const style = getComputedStyle(root.querySelector('.bar .btn'));
                 return [style.forcedColorAdjust, style.backgroundColor !== style.color];",
                vec![],
            )?;
            ensure!(main == json!(["none", true]), "{main}");
            Ok(())
        })?;
        visit("forced-urgent", &settings, |page| {
            emergency(page)?;
            let edge = page.script(
                "const card = document.querySelector('aftermile-widget').shadowRoot.querySelector('.level');
                 return parseFloat(getComputedStyle(card).borderTopWidth);",
                vec![],
            )?;
            ensure!(edge.as_f64().unwrap_or(0.0) >= 1.0, "no edge: {edge}");
            Ok(())
        })?;
    }
    Ok(())
}

/// What assistive technology is told: role, name, and the states that matter here.
fn told(page: &Visit) -> Result<Vec<(String, String, Option<String>)>> {
    page.devtools("Accessibility.enable", json!({}))?;
    let tree = page.devtools("Accessibility.getFullAXTree", json!({}))?;
    let nodes = tree.pointer("/nodes").and_then(Value::as_array);
    let nodes = nodes.context("no tree")?;
    Ok(nodes
        .iter()
        .filter(|node| node.get("ignored") != Some(&json!(true)))
        .map(|node| {
            let value = |name: &str| {
                node.pointer(&format!("/{name}/value"))
                    .and_then(Value::as_str)
            };
            let text = |name: &str| value(name).unwrap_or_default().to_owned();
            let pressed = node
                .get("properties")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .find(|p| p.get("name") == Some(&json!("pressed")))
                .and_then(|p| p.pointer("/value/value"))
                .map(|value| match value {
                    Value::String(text) => text.clone(),
                    other => other.to_string(),
                });
            (text("role"), text("name"), pressed)
        })
        .collect())
}

#[test]
fn roles_and_names_are_right_in_the_accessibility_tree() -> Result<()> {
    visit("tree", &Settings::phone(), |page| {
        if page.engine() != Engine::Chromium {
            return Ok(());
        }
        let all_named = || -> Result<Vec<(String, String, Option<String>)>> {
            let told = told(page)?;
            for (role, name, _) in &told {
                let acts = ["button", "link", "textbox", "combobox", "progressbar"];
                let named = !name.trim().is_empty();
                ensure!(
                    named || !acts.contains(&role.as_str()),
                    "a {role} without a name"
                );
            }
            let headings = told.iter().filter(|(role, ..)| role == "heading").count();
            ensure!(headings >= 1, "no heading");
            Ok(told)
        };
        let has = |told: &[(String, String, Option<String>)],
                   role: &str,
                   name: &str,
                   pressed: Option<&str>| {
            ensure!(
                told.iter()
                    .any(|(r, n, p)| r == role && n == name && p.as_deref() == pressed),
                "no {role} {name:?} {pressed:?} in {told:?}"
            );
            Ok(())
        };
        let mut me = Runner::start(page)?;
        me.at("safety")?;
        let told = all_named()?;
        has(&told, "progressbar", "How far you are", None)?;
        has(
            &told,
            "heading",
            "Any of these, now or since the run began?",
            None,
        )?;
        has(&told, "button", "None of these", None)?;
        me.go("none")?;
        me.at("run")?;
        has(&all_named()?, "button", "Long", Some("false"))?;
        me.choose("kind", "easy")?.choose("minutes", "40 min")?;
        has(
            &all_named()?,
            "button",
            "Change: What kind of run? Easy",
            None,
        )?;
        me.choose("finished", "within_hour")?.go("next")?;
        me.at("where")?;
        // The list comes first, and says what it is; the picture says that it is the same.
        let told = all_named()?;
        let list = "List of all places, left and right";
        has(&told, "button", list, Some("false"))?;
        has(&told, "group", "The places of the list, drawn", None)?;
        let place = |name: &str| told.iter().position(|(_, n, _)| n == name);
        ensure!(
            place(list) < place("Front thigh (left)"),
            "the picture comes before the list"
        );
        me.zone("front", "quads", "left")?;
        // The picture and the list are one state in two views.
        has(&all_named()?, "button", "Front thigh (left)", Some("true"))?;
        me.go("next")?;
        me.at("site.quads")?.choose("score", "2")?;
        has(&all_named()?, "button", "2", Some("true"))?;
        Ok(())
    })
}

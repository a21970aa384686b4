//! The widget in the page itself.

use aftermile_e2e::{HostPage, Key, Settings, visit_host};
use anyhow::{Result, ensure};
use serde_json::json;

use super::runner::{Runner, easy_run};
use super::{heard, host, left_alone, number, ready, until};

#[test]
fn it_says_who_can_read_along_and_keeps_nothing() -> Result<()> {
    visit_host(
        "in-page",
        &Settings::desktop(),
        &host("in-page.html"),
        |page, _| {
            let below = "document.getElementById('after').getBoundingClientRect().top";
            let before = number(page, below)?;
            ready(page, "one")?;
            let (after, shifted) = (number(page, below)?, number(page, "shifted")?);
            ensure!(
                (after - before).abs() < 1.0 && shifted < 0.001,
                "what stands below was at {before} and is at {after}; shifted by {shifted}"
            );
            left_alone(page)?;
            page.see("that site can read what you answer")?;
            page.see("Nothing is kept when you leave")?;
            page.see("Aftermile itself passes nothing on unless you tick it below")?;
            ensure!(
                !page.text()?.contains("Nothing leaves this device"),
                "its scripts can read along"
            );
            page.check_accessibility()?;
            page.picture("embed-in-page")?;
            easy_run(page)?.has_steps(&["walk_down"])?;
            page.see("fl oz")?;
            until(
                page,
                "the answer is told",
                "heard.some((one) => one.type === 'finish')",
            )?;
            // The host asked, the runner did not agree.
            ensure!(!heard(page)?.contains(&"plan".to_owned()));
            let state = page.script("return [Object.keys(localStorage).length, location.hash, printed, heard.every((one) => one.composed)]", vec![])?;
            ensure!(state == json!([0, "", 0, true]), "{state}");
            Ok(())
        },
    )
}

#[test]
fn keys_outside_are_the_pages_own() -> Result<()> {
    visit_host(
        "keys",
        &Settings::desktop(),
        &host("in-page.html"),
        |page, _| {
            ready(page, "one")?;
            for key in ["a", "?", "/"] {
                page.press(key)?;
            }
            page.press(Key::Escape)?;
            ensure!(page.script("return keys.length", vec![])? == json!(4));
            page.element("[data-screen=card]")?;
            Ok(())
        },
    )
}

#[test]
fn two_are_moved_removed_and_put_back() -> Result<()> {
    visit_host(
        "two",
        &Settings::desktop(),
        &host("two.html"),
        |page, files| {
            for id in ["one", "two"] {
                page.script(&format!("{id}.scrollIntoView()"), vec![])?;
                ready(page, id)?;
            }
            let wasm = files
                .hits()
                .iter()
                .filter(|hit| hit.path.ends_with(".wasm"))
                .count();
            ensure!(wasm == 1, "the program was fetched {wasm} times");
            page.look_in(Some("#two"));
            let mut me = Runner::start(page)?;
            me.at("safety")?.go("none")?;
            me.at("run")?.choose("kind", "tempo")?;
            page.look_in(Some("#one"));
            page.element("[data-screen=card]")?;
            // Moved within the page it keeps its screen; taken out and put back it takes up the draft.
            page.script("left.append(two)", vec![])?;
            page.look_in(Some("#two"));
            page.element("[data-screen=run]")?;
            page.script("window.kept = two; two.remove()", vec![])?;
            std::thread::sleep(std::time::Duration::from_millis(100));
            page.script("right.append(kept); kept.scrollIntoView()", vec![])?;
            ready(page, "two")?;
            page.element("[data-screen=run]")?;
            page.click_at("[data-edit=kind]")?;
            let pressed = page.attribute("[data-fact=kind][data-value=tempo]", "aria-pressed")?;
            ensure!(pressed.as_deref() == Some("true"), "the draft is gone");
            // It keeps what it was told to, the other nothing.
            let keys = page.script("return Object.keys(localStorage).every((key) => key.startsWith('aftermile:')) && localStorage.length > 0", vec![])?;
            ensure!(keys == json!(true));
            page.look_in(None);
            Ok(())
        },
    )
}

#[test]
fn bad_attributes_are_told_once_and_do_no_harm() -> Result<()> {
    visit_host("bad", &Settings::phone(), &host("bad.html"), |page, _| {
        ready(page, "one")?;
        page.element("[data-screen=card]")?;
        let errors = page.take_errors()?;
        let told: Vec<&String> = errors
            .iter()
            .filter(|one| one.contains("aftermile-widget"))
            .collect();
        ensure!(told.len() == 1, "{errors:?}");
        for word in [
            "theme=\"drak\"",
            "auto, light, dark",
            "units",
            "region",
            "accent",
            "preset",
            "storage",
            "language",
        ] {
            ensure!(
                told.first().is_some_and(|one| one.contains(word)),
                "{word} is not in {told:?}"
            );
        }
        Ok(())
    })
}

#[test]
fn a_mode_that_is_not_known_is_told_once_and_the_default_stands() -> Result<()> {
    visit_host(
        "bad-mode",
        &Settings::phone(),
        &host("bad-mode.html"),
        |page, _| {
            ready(page, "one")?;
            // The files lie on another origin: there the frame is the default.
            page.inside("iframe", || {
                page.element("[data-screen=card]")?;
                Ok(())
            })?;
            let errors = page.take_errors()?;
            ensure!(errors.len() == 1, "{errors:?}");
            ensure!(
                errors
                    .iter()
                    .all(|one| one.contains("mode=\"iframe\" (accepted: frame, page)")),
                "{errors:?}"
            );
            Ok(())
        },
    )
}

#[test]
fn a_strict_policy_needs_what_is_printed_and_no_more() -> Result<()> {
    let page = HostPage {
        page: "strict-in-page.html",
        policy: Some(
            "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self' {files} 'wasm-unsafe-eval'; connect-src {files}",
        ),
        own: None,
        delay: None,
    };
    visit_host("strict-in-page", &Settings::phone(), &page, |page, _| {
        ready(page, "one")?;
        ensure!(page.count("iframe")? == 0);
        easy_run(page)?.has_steps(&["walk_down"])
    })
}

#[test]
fn on_its_own_origin_it_lives_in_any_folder() -> Result<()> {
    let page = HostPage {
        page: "deep/er/subfolder.html",
        policy: Some(aftermile_server::STRICT_POLICY),
        own: Some("/deep/er/files/here"),
        delay: None,
    };
    visit_host("subfolder", &Settings::phone(), &page, |page, _| {
        ready(page, "one")?;
        ensure!(
            page.count("iframe")? == 0,
            "on its own origin it stands in the page"
        );
        page.see("What do your legs need now?")?;
        let workers = "const done = arguments[0]; setTimeout(() => navigator.serviceWorker.getRegistrations().then((all) => done(all.length)), 1500)";
        ensure!(
            page.script_calling_back(workers, vec![])? == json!(0),
            "an embed registered a worker"
        );
        ensure!(
            page.site()?.misses().is_empty(),
            "{:?}",
            page.site()?.misses()
        );
        Ok(())
    })
}

/// Who has tabbed to the link inside the tag is at the widget when it takes that link's place.
#[test]
fn the_focus_stays_when_the_widget_comes() -> Result<()> {
    for (name, page, inner) in [
        ("focus-page", "in-page.html", "BUTTON"),
        ("focus-frame", "first.html", "IFRAME"),
    ] {
        let page = HostPage {
            page,
            delay: Some((".wasm", std::time::Duration::from_secs(2))),
            ..HostPage::default()
        };
        visit_host(name, &Settings::phone(), &page, |page, _| {
            page.script(
                "document.querySelector('#one a').focus({ preventScroll: true })",
                vec![],
            )?;
            ready(page, "one")?;
            until(
                page,
                "the focus is in the widget",
                &format!(
                    "document.activeElement === one && one.shadowRoot.activeElement?.tagName === '{inner}'"
                ),
            )?;
            ensure!(number(page, "scrollY")? < 1.0, "the page was scrolled");
            Ok(())
        })?;
    }
    Ok(())
}

//! The words of the tests, tried on a page of their own: a check that cannot fail proves nothing.

use std::path::Path;
use std::time::Duration;

use aftermile_e2e::{Engine, Key, Settings, SiteOptions, Storage, Visit, visit_site};
use anyhow::{Context, Result, ensure};

fn on_the_page(
    name: &str,
    settings: &Settings,
    steps: impl FnOnce(&mut Visit) -> Result<()>,
) -> Result<()> {
    let mut site = SiteOptions::of(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages"));
    site.headers.push(("X-Tried".to_owned(), "yes".to_owned()));
    visit_site(name, settings, site, steps)
}

#[test]
fn names_are_found_in_every_shadow_root() -> Result<()> {
    on_the_page("names", &Settings::phone(), |page| {
        page.see("Outside")?;
        page.see("Inside two")?;
        ensure!(page.count("button")? == 4);
        ensure!(
            page.texts("h1, section > p:first-child")? == ["Outside", "Inside one", "Inside two"]
        );
        ensure!(!page.text()?.contains("Never shown"));
        page.look_in(Some("#two"));
        ensure!(page.count("button")? == 2);
        page.fill("Name", "Ada")?;
        page.click("Start")?;
        page.see("Started Ada")?;
        page.look_in(Some("#one"));
        ensure!(!page.text()?.contains("Started"));
        page.look_in(None);
        page.check_width()?;
        page.check_accessibility()
    })
}

#[test]
fn what_is_not_there_is_told_with_what_is() -> Result<()> {
    on_the_page("told", &Settings::phone(), |page| {
        page.see("Inside two")?;
        page.set_patience(Duration::from_millis(300));
        let error = page
            .click("Stop")
            .err()
            .context("a button that is not there was clicked")?;
        ensure!(format!("{error:#}").contains("Start again"), "{error:#}");
        Ok(())
    })
}

#[test]
fn the_keyboard_reaches_into_shadow_roots() -> Result<()> {
    on_the_page("keyboard", &Settings::phone(), |page| {
        page.see("Inside two")?;
        ensure!(page.focus()?.is_none());
        page.press(Key::Tab)?;
        let focus = page.focus()?.context("nothing has the focus after Tab")?;
        ensure!(
            (focus.tag.as_str(), focus.name.as_str()) == ("input", "Name"),
            "{focus:?}"
        );
        page.press("Bo")?;
        page.press(Key::Tab)?;
        page.press(Key::Enter)?;
        page.see("Started Bo")
    })
}

#[test]
fn faults_are_noticed() -> Result<()> {
    on_the_page("faults", &Settings::phone().at("faults.html"), |page| {
        page.see("Pale words")?;
        let kinds = [
            "console.error: said aloud",
            "console.warn: warned",
            "unhandledrejection: ",
            "thrown away",
            "policy: ",
            "missing.png",
        ];
        let mut all = String::new();
        page.wait(|| {
            all.push_str(&page.take_errors()?.join("\n"));
            Ok(kinds.iter().all(|kind| all.contains(kind)).then_some(()))
        })?
        .with_context(|| format!("not every fault was noticed: {all}"))?;
        ensure!(page.take_errors()?.is_empty(), "errors are told once");
        let rules: Vec<String> = page
            .violations()?
            .into_iter()
            .map(|violation| violation.id)
            .collect();
        ensure!(
            rules.contains(&"html-has-lang".to_owned()) && rules.contains(&"image-alt".to_owned()),
            "{rules:?}"
        );
        let misses = page.site()?.misses();
        ensure!(
            !misses.is_empty() && misses.iter().all(|hit| hit.path == "/missing.png"),
            "{misses:?}"
        );
        Ok(())
    })
}

#[test]
fn a_fault_fails_the_visit() -> Result<()> {
    let result = on_the_page(
        "fault-fails",
        &Settings::phone().at("faults.html"),
        |page| page.see("Pale words"),
    );
    let error = result.err().context("a page with errors passed")?;
    ensure!(format!("{error:#}").contains("said aloud"), "{error:#}");
    Ok(())
}

#[test]
fn the_device_is_as_asked_for() -> Result<()> {
    let settings = Settings::phone()
        .with_languages("es-ES,es")
        .in_time_zone("Asia/Tokyo");
    on_the_page("device", &settings, |page| {
        page.see("allowed, light, es-ES, Asia/Tokyo, ")?;
        page.see(" by 640")?;
        if page.engine() == Engine::Chromium {
            page.see(" 360 by 640")?;
        }
        Ok(())
    })
}

#[test]
fn darkness_is_as_asked_for() -> Result<()> {
    on_the_page("dark", &Settings::desktop().in_the_dark(), |page| {
        page.see("dark, en-GB, ")
    })
}

#[test]
fn storage_can_be_denied_or_absent() -> Result<()> {
    on_the_page(
        "denied",
        &Settings::phone().with_storage(Storage::Denied),
        |page| page.see("denied, light"),
    )?;
    on_the_page(
        "absent",
        &Settings::phone().with_storage(Storage::Absent),
        |page| page.see("absent, light"),
    )
}

#[test]
fn a_fresh_browser_remembers_nothing_and_a_reload_everything() -> Result<()> {
    for _ in 0..2 {
        on_the_page("fresh", &Settings::phone(), |page| {
            page.see("allowed")?;
            ensure!(
                page.script("return localStorage.getItem('kept')", Vec::new())?
                    .is_null()
            );
            page.script("localStorage.setItem('kept', 'yes')", Vec::new())?;
            page.reload()?;
            page.see("allowed")?;
            ensure!(page.script("return localStorage.getItem('kept')", Vec::new())? == "yes");
            Ok(())
        })?;
    }
    Ok(())
}

#[test]
fn off_the_network_nothing_answers() -> Result<()> {
    on_the_page("offline", &Settings::phone(), |page| {
        page.see("Inside two")?;
        let fetch = "const done = arguments[0]; fetch('page.css').then(() => done('answered'), () => done('refused'))";
        ensure!(page.script_calling_back(fetch, Vec::new())? == "answered");
        page.go_offline();
        ensure!(page.script_calling_back(fetch, Vec::new())? == "refused");
        page.go_online()?;
        ensure!(page.script_calling_back(fetch, Vec::new())? == "answered");
        // The browser itself complains of the request that failed, and rightly so.
        if page.engine() == Engine::Chromium {
            ensure!(
                page.take_errors()?
                    .iter()
                    .any(|error| error.contains("page.css"))
            );
        }
        Ok(())
    })
}

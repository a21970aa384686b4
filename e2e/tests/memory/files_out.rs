//! Files that really arrive, and the text to be copied where nothing else works.

use std::path::Path;

use aftermile_e2e::{Engine, Settings, Visit, visit};
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::runner::easy_run;

fn open_data(page: &Visit) -> Result<()> {
    page.click_at("[data-action=history]")?;
    page.click_at("[data-action=data]")?;
    page.element("[data-screen=data]")?;
    Ok(())
}

/// The file of that name, once it is there in whole.
fn arrived(page: &Visit, folder: &Path, name: &str) -> Result<String> {
    // Its name is taken by an empty file until it is there.
    let whole = |text: &String| !text.is_empty();
    let text = page.wait(|| {
        Ok(std::fs::read_to_string(folder.join(name))
            .ok()
            .filter(whole))
    })?;
    text.with_context(|| format!("{name} did not arrive"))
}

#[test]
fn the_files_arrive() -> Result<()> {
    visit("files-out", &Settings::phone(), |page| {
        // Where the other engines put a file cannot be said from here.
        if page.engine() != Engine::Chromium {
            return Ok(());
        }
        let folder = tempfile::tempdir()?;
        page.devtools(
            "Browser.setDownloadBehavior",
            json!({ "behavior": "allow", "downloadPath": folder.path() }),
        )?;
        easy_run(page)?;
        page.click_at("[data-action=calendar]")?;
        let calendar = arrived(page, folder.path(), "aftermile.ics")?;
        ensure!(
            calendar.starts_with("BEGIN:VCALENDAR\r\n") && calendar.ends_with("END:VCALENDAR\r\n")
        );
        page.click_at("[data-action=close-sheet]")?;
        open_data(page)?;
        page.click_at("[data-action=export]")?;
        let export: Value =
            serde_json::from_str(&arrived(page, folder.path(), "aftermile-runs.json")?)?;
        ensure!(
            export["runs"].as_array().map(Vec::len) == Some(1),
            "{export}"
        );
        page.click_at("[data-action=csv]")?;
        let table = arrived(page, folder.path(), "aftermile-runs.csv")?;
        ensure!(table.lines().count() == 2, "{table}");
        Ok(())
    })
}

#[test]
fn where_the_clipboard_is_refused_the_text_is_there_to_be_copied() -> Result<()> {
    visit("copy-by-hand", &Settings::phone(), |page| {
        easy_run(page)?;
        open_data(page)?;
        page.script(
            "Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('no')) } })",
            vec![],
        )?;
        page.click_at("[data-action=copy]")?;
        page.see("copy it by hand")?;
        page.element("[data-by-hand]")?;
        page.check_accessibility()?;
        page.check_width()?;
        page.picture("memory-copy-by-hand")?;
        let text = page.script(
            "return document.querySelector('aftermile-widget').shadowRoot.querySelector('[data-by-hand]').value",
            vec![],
        )?;
        let export: Value = serde_json::from_str(text.as_str().context("no text")?)?;
        ensure!(
            export["runs"].as_array().map(Vec::len) == Some(1),
            "{export}"
        );
        Ok(())
    })
}

//! Run files where the widget stands in someone's page.

use super::run_files::{Files, RUNNING, recording};
use super::{host, ready};
use aftermile_e2e::{Settings, Visit, visit_host};
use anyhow::{Result, ensure};

/// Opens the import from the card and chooses a file.
fn choose(page: &Visit) -> Result<()> {
    let files = Files::new()?;
    let run = files.write("run.fit", recording(&[RUNNING], 30)?)?;
    page.click_at("[data-screen=card] [data-action=import-runs]")?;
    page.element("[data-screen=files]")?;
    page.choose_files("[data-action=choose-run]", &[&run])?;
    // Held until the reader has it.
    let answered = page.wait(|| {
        let text = page.text()?;
        let there = ["Is this your run?", "Files cannot be read here"];
        Ok(there.iter().any(|one| text.contains(one)).then_some(()))
    })?;
    ensure!(answered.is_some(), "nothing came of the file");
    Ok(())
}

#[test]
fn where_no_reader_starts_the_own_page_is_offered() -> Result<()> {
    let in_page = host("in-page.html");
    visit_host(
        "files-in-page",
        &Settings::phone(),
        &in_page,
        |page, files| {
            ready(page, "one")?;
            choose(page)?;
            page.see("Files cannot be read here")?;
            page.see("import there")?;
            let home = page.attribute("[data-screen=files] [data-action=standalone]", "href")?;
            ensure!(home.as_deref() == Some(files.url("").as_str()), "{home:?}");
            page.check_accessibility()?;
            page.check_width()?;
            page.picture("files-in-page")?;
            Ok(())
        },
    )
}

#[test]
fn in_the_private_frame_they_are_read() -> Result<()> {
    visit_host(
        "files-frame",
        &Settings::phone(),
        &host("first.html"),
        |page, _| {
            ready(page, "one")?;
            page.inside("iframe", || {
                choose(page)?;
                page.see("Is this your run?")?;
                page.click_at("[data-action=answer-run]")?;
                page.element("[data-screen=safety]").map(drop)
            })
        },
    )
}

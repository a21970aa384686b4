//! The answer page: another answer tried, and what is taken along.

use super::runner::easy_run;
use aftermile_e2e::{Key, Settings, visit};
use anyhow::{Context, Result, ensure};

#[test]
fn another_answer_shows_its_difference_at_once() -> Result<()> {
    visit("what-if", &Settings::phone(), |page| {
        let me = easy_run(page)?;
        page.click_at("[data-edit=time]")?;
        page.check_accessibility()?;
        let took = page.script(
            "const root = document.querySelector('aftermile-widget').shadowRoot;
             const start = performance.now();
             root.querySelector('[data-panel=driver] [data-value=\"8\"]').click();
             return new Promise((done) => { const look = () => {
                const text = root.querySelector('[data-changes]')?.innerText;
                if (text) done([performance.now() - start, text]); else requestAnimationFrame(look); }; look(); });",
            vec![],
        )?;
        let text = took[1].as_str().context("no difference")?;
        ensure!(text.contains("Session: 25 min, now 8 min"), "{text}");
        let took = took[0].as_f64().unwrap_or(f64::MAX);
        ensure!(took < 100.0, "the difference took {took} ms");
        page.click_at("[data-action=keep]")?;
        page.see("Start the 8 min session")?;
        ensure!(me.steps()?.len() > 3);
        // It is still one run.
        page.click_at("[data-action=history]")?;
        page.see("1 run on this device")?;
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
        page.see("copy the text")?;
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
    visit("print", &Settings::desktop(), |page| {
        easy_run(page)?;
        let link = page
            .attribute("[data-action=print]", "href")?
            .context("no page to print")?;
        ensure!(page.attribute("[data-action=print]", "target")?.as_deref() == Some("_blank"));
        page.script("window.print = () => { window.printed = true; }", vec![])?;
        page.open(&link.replace("&print", ""))?;
        page.element("[data-screen=shared]")?;
        ensure!(page.count(".pen-box")? > 5);
        page.see("When to get help")?;
        Ok(())
    })
}

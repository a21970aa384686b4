//! `aftermile.html`, opened from the file system.

use aftermile_e2e::{Engine, Settings, SiteOptions, Visit, visit};
use anyhow::{Context, Result, ensure};

use super::runner::easy_run;

#[test]
fn one_file_is_the_whole_page() -> Result<()> {
    let folder = tempfile::tempdir()?;
    // As on a stick or out of a mail: any folder, any name.
    let path = folder.path().join("after my run (1).html");
    std::fs::copy(SiteOptions::dist()?.root.join("aftermile.html"), &path)?;
    // The site's own page would go on asking, for its offline copy.
    visit("one-file", &Settings::phone().at("icon.svg"), |page| {
        page.take_errors()?;
        let before = page.site()?.hits().len();
        page.open(&format!(
            "file://{}",
            path.display().to_string().replace(' ', "%20")
        ))?;
        page.see("This is a single file")?;
        page.check_accessibility()?;
        page.picture("one-file")?;
        what_is_not_beside_it_is_not_offered(page)?;
        page.reload()?;
        // Where the browser keeps anything for a file the run is there, else it says so.
        let text = page.wait(|| {
            let text = page.text()?;
            Ok((text.contains("Your run") || text.contains("keeps nothing")).then_some(text))
        })?;
        ensure!(text.is_some());
        if page.engine() == Engine::Chromium {
            page.click_at("[data-action=history]")?;
            page.element("[data-run]")?;
        }
        ensure!(
            page.site()?.hits().len() == before,
            "the file asked a server"
        );
        Ok(())
    })
}

/// Import, share, print and the rulebook, each pressed: none of them has a folder of the release beside the file.
fn what_is_not_beside_it_is_not_offered(page: &Visit) -> Result<()> {
    page.click_at("[data-action=import-runs]")?;
    page.see("what reads run files does not fit into it")?;
    page.see_no("Open Aftermile on its own page")?;
    page.click_at("[data-screen=files] [data-action=close]")?;

    easy_run(page)?.has_steps(&["walk_down", "roll", "stretch"])?;
    page.click_at("[data-action=share]")?;
    page.see("a link to it would open nothing for others")?;
    // A text area's content is no attribute.
    let text = page.script(
        "const roots = [document];
         for (const el of document.querySelectorAll('*')) if (el.shadowRoot) roots.push(el.shadowRoot);
         return roots.map((root) => root.querySelector('[data-panel=take] textarea')?.value ?? '').join('');",
        vec![],
    )?;
    let text = text.as_str().context("no text to send")?;
    ensure!(
        text.contains("- Easy walk:") && text.contains("When to get help"),
        "{text}"
    );
    ensure!(
        !text.contains("file:") && !text.contains("#plan="),
        "{text}"
    );
    page.click_at("[data-panel=take] [data-action=close-sheet]")?;

    // The rulebook lies elsewhere; what is read of it is in the file.
    page.click_at(".limits:not([data-would], [data-why-not]) summary")?;
    page.see("Checked at its source.")?;
    ensure!(
        page.count("[data-action=rulebook]")? == 0 && page.count("a[href*='rulebook']")? == 0,
        "the rulebook is not beside the file"
    );

    let here = page.url()?;
    let here = here.split('#').next().unwrap_or_default();
    // The browser's own dialog would hold everything up: the plan is opened without asking for it.
    let print = page.script(
        "const roots = [document];
         for (const el of document.querySelectorAll('*')) if (el.shadowRoot) roots.push(el.shadowRoot);
         const link = roots.map((root) => root.querySelector('[data-action=print]')).find(Boolean);
         const whole = link.href;
         link.href = whole.replace('&print', '');
         return whole;",
        vec![],
    )?;
    let print = print.as_str().context("nothing to print")?;
    ensure!(
        print.starts_with(&format!("{here}#plan=")) && print.ends_with("&print"),
        "{print} is not in {here}"
    );
    page.click_at("[data-action=print]")?;
    page.in_the_new_window(|| {
        page.element("[data-screen=shared]")?;
        page.see("When to get help")
    })
}

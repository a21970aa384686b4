//! `aftermile.html`, opened from the file system.

use aftermile_e2e::{Engine, Settings, SiteOptions, visit};
use anyhow::{Result, ensure};

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
        easy_run(page)?.has_steps(&["walk_down", "roll", "stretch"])?;
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

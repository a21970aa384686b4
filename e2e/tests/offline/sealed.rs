//! The parts of the program are of one build, or it does not start, and what it reads is of its own release: also
//! where no service worker sees to it.

use std::fs;

use aftermile_e2e::{Settings, Visit, visit_site};
use anyhow::{Context, Result, ensure};

use super::build::Build;
use super::runner::easy_run;
use super::site;

const FIRST: &str = "aftermile_bg.wasm";

/// It says so in its own box, and what to do.
fn fails(page: &Visit) -> Result<()> {
    let state = page.wait(|| page.attribute("aftermile-widget", "data-state"))?;
    ensure!(state.as_deref() == Some("failed"), "it is {state:?}");
    page.see("The questions could not be loaded.")?;
    page.see("reload the page")?;
    page.take_errors()?; // Browsers report what they refused.
    Ok(())
}

#[test]
fn a_first_part_of_another_build_does_not_start() -> Result<()> {
    let build = Build::of_dist()?;
    let path = build.folder().join(FIRST);
    let mut wasm = fs::read(&path)?;
    // A section that means nothing: as good a program, and another.
    wasm.extend([0, 2, 1, b'a']);
    fs::write(&path, wasm)?;
    visit_site("other-first", &Settings::phone(), site(&build), |page| {
        fails(page)?;
        let hits = page.site()?.hits();
        let asked = hits.iter().filter(|hit| hit.path.ends_with(FIRST)).count();
        ensure!(
            asked == 2,
            "asked for {asked} times: once more past the cache"
        );
        Ok(())
    })
}

#[test]
fn a_first_part_that_the_others_do_not_belong_to_does_not_start() -> Result<()> {
    let build = Build::of_dist()?;
    let path = build.folder().join("parts.js");
    let text = fs::read_to_string(&path)?;
    let (before, sum) = text
        .split_once("FIRST = \"sha256-")
        .context("parts.js does not name the first part")?;
    fs::write(&path, format!("{before}FIRST = \"sha256-another{sum}"))?;
    visit_site("other-parts", &Settings::phone(), site(&build), |page| {
        fails(page)
    })
}

/// The card stays, says so, and goes on once the host is whole again.
#[test]
fn questions_of_another_build_are_not_taken() -> Result<()> {
    for part in ["aftermile_ask.wasm", "aftermile_both.wasm"] {
        let build = Build::of_dist()?;
        let path = build.folder().join(part);
        let good = fs::read(&path)?;
        fs::write(&path, [good.as_slice(), &[0, 2, 1, b'a']].concat())?;
        visit_site("other-ask", &Settings::phone(), site(&build), |page| {
            page.click_at("[data-action=start]")?;
            page.see("The questions could not be loaded.")?;
            page.see("call your emergency number")?;
            page.take_errors()?; // Browsers report what they refused.
            fs::write(&path, &good)?;
            page.click_at("[data-action=again]")?;
            page.element("[data-screen=safety]").map(drop)
        })?;
    }
    Ok(())
}

/// A tab stays open while the host changes to a newer release.
#[test]
fn what_is_of_another_release_counts_as_not_there() -> Result<()> {
    let build = Build::of_dist()?;
    let path = build.folder().join("rulebook.json");
    let text = fs::read_to_string(&path)?;
    let own = format!("\"release\":\"{}\"", env!("CARGO_PKG_VERSION"));
    ensure!(
        text.contains(&own),
        "rulebook.json does not name its release"
    );
    fs::write(&path, text.replace(&own, "\"release\":\"999.0.0\""))?;
    let open = "[data-step=walk_down] .why summary";
    visit_site("other-release", &Settings::phone(), site(&build), |page| {
        easy_run(page)?;
        page.click_at(open)?;
        page.see("The sources could not be loaded")?;
        page.see("EV-COOL-05")?;
        // Where the host is back to it, they are there.
        fs::write(&path, &text)?;
        page.click_at(open)?;
        page.click_at(open)?;
        page.see("Halliwill")
    })
}

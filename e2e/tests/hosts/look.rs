//! The widget looks like the page around it, and can be read whatever that page does.

use aftermile_e2e::{Settings, visit_host};
use anyhow::{Result, ensure};
use serde_json::json;

use super::runner::easy_run;
use super::{host, number, ready, until};

#[test]
fn it_is_dark_where_the_page_is() -> Result<()> {
    visit_host(
        "dark-host",
        &Settings::desktop(),
        &host("dark.html"),
        |page, _| {
            ready(page, "one")?;
            ensure!(page.attribute("#one", "data-theme")?.as_deref() == Some("dark"));
            // An accent that is too dark for this ground is made lighter.
            page.check_accessibility()?;
            page.script("two.scrollIntoView()", vec![])?;
            ready(page, "two")?;
            page.picture("embed-dark-host")?;
            page.inside("iframe", || {
                ensure!(page.attribute("#widget", "data-theme")?.as_deref() == Some("dark"));
                page.check_accessibility()
            })?;
            // Both follow at once when the reader changes the page.
            page.script("document.body.style.background = document.documentElement.style.background = '#fff'", vec![])?;
            until(page, "it is light again", "one.dataset.theme === 'light'")?;
            page.inside("iframe", || {
                until(
                    page,
                    "the frame is light again",
                    "document.querySelector('#widget').dataset.theme === 'light'",
                )
            })
        },
    )
}

#[test]
fn unreadable_colours_are_corrected() -> Result<()> {
    visit_host(
        "tinted",
        &Settings::desktop(),
        &host("tinted.html"),
        |page, _| {
            ready(page, "one")?;
            std::thread::sleep(std::time::Duration::from_millis(200));
            page.check_accessibility()?;
            page.picture("embed-tinted")?;
            let font = page.script("return getComputedStyle(one.shadowRoot.querySelector('.am')).fontFamily + getComputedStyle(one.shadowRoot.querySelector('.am')).fontSize", vec![])?;
            ensure!(
                font.as_str()
                    .is_some_and(|font| font.contains("Georgia") && font.ends_with("19px")),
                "{font}"
            );
            let ground = page.script(
                "return getComputedStyle(one.shadowRoot.querySelector('.btn')).backgroundColor",
                vec![],
            )?;
            ensure!(
                ground == "rgb(255, 215, 0)",
                "the page's ::part counts: {ground}"
            );
            // The article is about a marathon: that is seen chosen.
            page.click_at("[data-action=start]")?;
            page.click_at("[data-action=none]")?;
            page.element("[data-screen=run]")?;
            page.click_at("[data-edit=kind]")?;
            let race = page.attribute("[data-fact=kind][data-value=race]", "aria-pressed")?;
            ensure!(race.as_deref() == Some("true"), "{race:?}");
            page.check_accessibility()?;
            page.script("two.scrollIntoView()", vec![])?;
            ready(page, "two")?;
            page.picture("embed-tinted-frame")?;
            page.inside("iframe", || page.check_accessibility())
        },
    )
}

#[test]
fn in_a_narrow_column_nothing_is_cut_off() -> Result<()> {
    visit_host(
        "narrow",
        &Settings::desktop(),
        &host("narrow.html"),
        |page, _| {
            ready(page, "one")?;
            page.picture("embed-narrow")?;
            page.look_in(Some("#one"));
            easy_run(page)?;
            page.picture("embed-narrow-answer")?;
            let over = number(
                page,
                "one.shadowRoot.querySelector('.am').scrollWidth - one.clientWidth",
            )?;
            ensure!(over < 1.0, "{over} px too wide");
            page.look_in(None);
            page.script("two.scrollIntoView()", vec![])?;
            ready(page, "two")?;
            page.inside("iframe", || page.check_width())
        },
    )
}

#[test]
fn a_hostile_style_sheet_changes_nothing_inside() -> Result<()> {
    let look = "(() => { const am = one.shadowRoot.querySelector('.am'); const b = am.querySelector('.btn'); const s = getComputedStyle(b), h = getComputedStyle(am.querySelector('.q')); return [s.fontSize, s.letterSpacing, s.lineHeight, s.textTransform, s.display, s.backgroundColor, s.color, s.boxSizing, h.fontSize, getComputedStyle(one).opacity, getComputedStyle(one).paddingLeft]; })()";
    let mut kind = json!(null);
    visit_host(
        "kind",
        &Settings::phone(),
        &host("in-page.html"),
        |page, _| {
            ready(page, "one")?;
            kind = page.script(&format!("return {look}"), vec![])?;
            Ok(())
        },
    )?;
    visit_host(
        "hostile",
        &Settings::phone(),
        &host("hostile.html"),
        |page, _| {
            page.script("one.scrollIntoView()", vec![])?;
            ready(page, "one")?;
            let hostile = page.script(&format!("return {look}"), vec![])?;
            ensure!(hostile == kind, "{hostile} instead of {kind}");
            page.picture("embed-hostile")?;
            page.click_at("[data-action=start]")?;
            page.click_at("[data-action=none]")?;
            page.element("[data-screen=run]")?;
            page.picture("embed-hostile-run")?;
            Ok(())
        },
    )
}

#[test]
fn in_a_page_that_is_read_from_the_right_it_is_read_from_the_left() -> Result<()> {
    visit_host("rtl", &Settings::desktop(), &host("rtl.html"), |page, _| {
        ready(page, "one")?;
        ensure!(page.script("return getComputedStyle(one.shadowRoot.querySelector('.q')).direction + one.shadowRoot.querySelector('.am').lang", vec![])? == "ltren");
        page.check_width()?;
        page.picture("embed-rtl")?;
        page.script("two.scrollIntoView()", vec![])?;
        ready(page, "two")?;
        page.inside("iframe", || page.see("What do your legs need now?"))
    })
}

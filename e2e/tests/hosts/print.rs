//! A sore place's page is printed in a window of its own, wherever the widget stands.

use aftermile_e2e::{Settings, Visit, visit_host};
use anyhow::{Result, ensure};
use serde_json::json;

use super::runner::easy_run;
use super::{host, ready};

/// From the answer to the page of a sore place, and its print button.
fn print_a_place(page: &Visit) -> Result<()> {
    easy_run(page)?;
    page.click_at("[data-action=history]")?;
    page.click_at("[data-action=look-back]")?;
    page.element("[data-screen=look-back]")?;
    page.click_at("[data-action=niggle]")?;
    page.element("[data-screen=niggle]")?;
    page.see("in the last 90 days")?;
    page.click_at("[data-action=further]")?;
    page.see("in the last 365 days")?;
    page.check_accessibility()?;
    // The browser's own dialog would hold everything up.
    page.script(
        "const open = window.open;
         window.open = (...all) => {
           const paper = open.apply(window, all);
           paper.print = () => { paper.document.body.dataset.printed = 'once'; };
           return paper;
         };",
        vec![],
    )?;
    page.click_at("[data-screen=niggle] [data-action=print]")?;
    page.in_the_new_window(|| {
        page.element("body[data-printed=once]")?;
        page.see("For a physiotherapist or doctor")?;
        page.see("No clinician has reviewed the rules yet")?;
        ensure!(page.count("button")? == 0, "what cannot be pressed there");
        page.check_width()?;
        page.picture("embed-printed-place")?;
        Ok(())
    })
}

#[test]
fn a_place_is_printed_from_the_page_itself_and_the_page_is_not() -> Result<()> {
    let page = host("in-page.html");
    visit_host("print-in-page", &Settings::phone(), &page, |page, _| {
        ready(page, "one")?;
        print_a_place(page)?;
        ensure!(page.script("return printed", vec![])? == json!(0));
        Ok(())
    })
}

#[test]
fn a_place_is_printed_from_a_frame() -> Result<()> {
    let page = host("plain.html");
    visit_host("print-in-frame", &Settings::phone(), &page, |page, _| {
        page.script("one.scrollIntoView()", vec![])?;
        ready(page, "one")?;
        page.inside("iframe", || print_a_place(page))
    })
}

//! Two tabs, and two widgets on one page, keep one memory.

use super::runner::easy_run;
use super::stored;
use aftermile_e2e::{Settings, SiteOptions, Visit, visit, visit_site};
use anyhow::{Result, ensure};
use serde_json::json;
use std::path::Path;

/// The pages of `tests/memory/pages` beside the widget's files. The standalone page frames nothing, not even itself.
fn pages() -> Result<SiteOptions> {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/memory/pages");
    let mut site = SiteOptions::dist()?;
    site.folders.push(("/pages".into(), pages));
    site.policy = site
        .policy
        .map(|policy| format!("{policy}; frame-src 'self'"));
    Ok(site)
}

/// A second page of the origin, in a frame: a document of its own, which hears of the storage as a tab does.
fn open_second(page: &Visit) -> Result<()> {
    page.script_calling_back(
        "const done = arguments[arguments.length - 1];
         const frame = document.createElement('iframe');
         frame.src = location.href; frame.id = 'second'; frame.title = 'second';
         Object.assign(frame.style, { width: '320px', height: '640px', border: '0' });
         const ready = () => frame.contentDocument?.querySelector('aftermile-widget')?.shadowRoot?.querySelector('[data-screen]')
           ? done(null) : setTimeout(ready, 50);
         document.body.append(frame);
         ready();",
        vec![],
    )?;
    Ok(())
}

fn second(page: &Visit, body: &str) -> Result<serde_json::Value> {
    page.script(
        &format!("const root = document.getElementById('second').contentDocument.querySelector('aftermile-widget').shadowRoot; {body}"),
        vec![],
    )
}

#[test]
fn a_run_saved_in_one_tab_is_in_the_other() -> Result<()> {
    visit_site(
        "two-tabs",
        &Settings::phone().at("pages/one.html"),
        pages()?,
        |page| {
            open_second(page)?;
            easy_run(page)?;
            let there = page.wait(|| {
                let text = second(page, "return root.textContent;")?;
                let text = text.as_str().unwrap_or_default().to_owned();
                Ok(text.contains("Last time").then_some(()))
            })?;
            ensure!(there.is_some(), "the other tab does not list the run");
            page.script("document.getElementById('second').remove();", vec![])?;
            Ok(())
        },
    )
}

/// Both tabs add a check-in to the same run that they had read before; neither is lost, also when both write at once.
#[test]
fn check_ins_of_two_tabs_are_both_kept() -> Result<()> {
    visit_site(
        "two-tabs-check-in",
        &Settings::phone().at("pages/one.html"),
        pages()?,
        |page| {
            easy_run(page)?;
            page.let_pass(24)?;
            open_second(page)?;
            // The second tab begins before the first one saves.
            second(
                page,
                "root.querySelector('[data-action=check-in]').click();",
            )?;
            super::check_in(page, 3, 0)?;
            second(
                page,
                "for (const row of root.querySelectorAll('.check-row')) row.querySelector('[data-value=\"4\"]').click();",
            )?;
            let click = |css: &str| -> Result<()> {
                let pressed = page.wait(|| {
                    let body = format!(
                        "const b = root.querySelector({}); b?.click(); return !!b;",
                        json!(css)
                    );
                    Ok((second(page, &body)? == true).then_some(()))
                })?;
                ensure!(pressed.is_some(), "no {css} in the second tab");
                Ok(())
            };
            click("[data-fact=stairs][data-value='0']")?;
            click("[data-screen='check.new'] [data-action=none]")?;
            let both = page.wait(|| {
                let checks = stored(page)?
                    .first()
                    .and_then(|r| r["c"].as_array().map(Vec::len));
                Ok((checks == Some(2)).then_some(()))
            })?;
            ensure!(both.is_some(), "{:?}", stored(page)?);
            page.script("document.getElementById('second').remove();", vec![])?;
            Ok(())
        },
    )
}

/// A copy that another tab wrote over ours is joined again under the lock.
#[test]
fn what_was_written_over_at_the_same_time_comes_back() -> Result<()> {
    visit("two-tabs-race", &Settings::phone(), |page| {
        easy_run(page)?;
        page.let_pass(24)?;
        let locks = page.script("return !!navigator.locks;", vec![])?;
        if locks != true {
            return Ok(());
        }
        // Another tab holds the lock, read the run before our check-in, and writes its own copy of it afterwards.
        page.script(
            "const key = Object.keys(localStorage).find((k) => k.startsWith('aftermile:2:run:'));
             const old = JSON.parse(localStorage[key]);
             old.c = [{ t: Math.floor(Date.now() / 60000) - 60, s: '' }];
             window.release = null;
             navigator.locks.request('aftermile:2', () => new Promise((free) => { window.release = () => { localStorage[key] = JSON.stringify(old); free(); }; }));",
            vec![],
        )?;
        super::check_in(page, 3, 0)?;
        page.script("window.release();", vec![])?;
        let both = page.wait(|| {
            let checks = stored(page)?
                .first()
                .and_then(|r| r["c"].as_array().map(Vec::len));
            Ok((checks == Some(2)).then_some(()))
        })?;
        ensure!(both.is_some(), "{:?}", stored(page)?);
        Ok(())
    })
}

#[test]
fn two_widgets_on_one_page_share_the_runs() -> Result<()> {
    let settings = Settings::phone().at("pages/two.html");
    visit_site("two-widgets", &settings, pages()?, |page| {
        page.look_in(Some("#first"));
        easy_run(page)?;
        page.look_in(Some("#second"));
        page.see("Last time")?;
        page.click_at("[data-action=history]")?;
        page.click_at("[data-action=erase]")?;
        page.see("The run is erased")?;
        page.look_in(Some("#first"));
        page.click_at("[data-action=home]")?;
        page.see_no("Last time")?;
        page.look_in(Some("#second"));
        page.click_at("[data-action=undo-erase]")?;
        page.look_in(Some("#first"));
        page.see("Last time")?;
        Ok(())
    })
}

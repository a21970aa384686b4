//! Runs that a frame keeps for one blog alone, handed over to the standalone page.

use std::time::Duration;

use aftermile_e2e::{HostPage, Settings, Visit, visit_host};
use anyhow::{Context, Result, ensure};
use serde_json::json;

use super::runner::easy_run;
use super::{host, ready, until};

const KEYS: &str = "return Object.keys(localStorage).filter((key) => key.includes(':run:'))";

/// The number of runs that the page in the window keeps.
fn runs(page: &Visit) -> Result<Vec<String>> {
    Ok(serde_json::from_value(page.script(KEYS, Vec::new())?)?)
}

/// The article by a name of another site than the files': browsers then keep the frame's storage apart.
fn on_another_site(page: &Visit) -> Result<()> {
    let elsewhere = page.url()?.replace("127.0.0.1", "localhost");
    page.open(&elsewhere)?;
    ready(page, "one")
}

fn hands_over(name: &str, page: &HostPage) -> Result<()> {
    visit_host(name, &Settings::phone(), page, |page, files| {
        on_another_site(page)?;
        let kept = page.inside("iframe", || {
            page.see("belong to localhost")?;
            easy_run(page)?;
            page.click_at("[data-action=home]")?;
            page.element("[data-action=hand-over]")?;
            runs(page)
        })?;
        ensure!(kept.len() == 1, "the frame keeps {kept:?}");
        page.inside("iframe", || page.click_at("[data-action=hand-over]"))?;
        page.in_the_new_window(|| {
            until(
                page,
                "the standalone page",
                "document.querySelector('aftermile-widget[page]')?.dataset.state === 'ready'",
            )?;
            ensure!(page.url()? == files.url(""), "it is at {}", page.url()?);
            page.wait(|| Ok((runs(page)? == kept).then_some(())))?
                .with_context(|| format!("{:?} instead of {kept:?}", runs(page)))?;
            page.click_at("[data-action=history]")?;
            page.element("[data-run]")?;
            page.click_at("[data-run]")?;
            page.see("Look after it yourself")?;
            page.check_accessibility()
        })?;
        // The frame keeps its own, and nothing of it reached the article.
        let state = page.script("return [Object.keys(localStorage).length, posted.some((one) => JSON.stringify(one).includes(':run:'))]", vec![])?;
        ensure!(state == json!([0, false]), "{state}");
        page.inside("iframe", || {
            ensure!(runs(page)? == kept);
            Ok(())
        })
    })
}

/// Writes a check-in so many hours after the run into the first run that the page in the window keeps.
fn add_check_in(page: &Visit, hours: i64) -> Result<()> {
    let script = "const key = Object.keys(localStorage).find((key) => key.includes(':run:'));
        const run = JSON.parse(localStorage.getItem(key));
        const check = { t: Math.floor(run.f / 60000) + arguments[0] * 60, s: '2o<3;2o>3;', w: 1 };
        localStorage.setItem(key, JSON.stringify({ ...run, c: [...run.c ?? [], check] }));";
    page.script(script, vec![json!(hours)]).map(drop)
}

/// A second time: what was added on either side since is joined, and so are the weeks that were told.
#[test]
fn what_came_since_is_handed_over_too() -> Result<()> {
    const WEEK: &str = "aftermile:2:week:20000";
    visit_host(
        "hand-over-again",
        &Settings::phone(),
        &host("first.html"),
        |page, _| {
            on_another_site(page)?;
            page.inside("iframe", || {
                easy_run(page)?;
                page.click_at("[data-action=home]")?;
                page.click_at("[data-action=hand-over]")
            })?;
            let arrived = |page: &Visit| {
                until(
                    page,
                    "the run",
                    "Object.keys(localStorage).some((key) => key.includes(':run:'))",
                )
            };
            page.in_the_new_window(|| {
                arrived(page)?;
                add_check_in(page, 24)
            })?;
            page.inside("iframe", || {
                add_check_in(page, 48)?;
                page.script(
                    "localStorage.setItem(arguments[0], JSON.stringify({ v: 2, body: { day: 20000, at_ms: 1 } }))",
                    vec![json!(WEEK)],
                )?;
                page.click_at("[data-action=hand-over]")
            })?;
            page.in_the_new_window(|| {
                arrived(page)?;
                until(
                    page,
                    "both check-ins and the week",
                    "Object.entries(localStorage).some(([key, run]) => key.includes(':run:') && JSON.parse(run).c?.length === 2)
                     && localStorage.getItem('aftermile:2:week:20000')",
                )?;
                let aside = page.script(
                    "return Object.keys(localStorage).filter((key) => key.includes(':kept:'))",
                    Vec::new(),
                )?;
                ensure!(aside == json!([]), "left beside: {aside}");
                Ok(())
            })
        },
    )
}

#[test]
fn runs_of_a_blog_go_to_the_standalone_page() -> Result<()> {
    hands_over("hand-over", &host("first.html"))
}

/// The release's own folder holds no standalone page: there is one at a host.
#[test]
fn runs_of_a_release_go_to_the_standalone_page_too() -> Result<()> {
    hands_over("hand-over-release", &host("release.html"))
}

#[test]
fn nobody_else_hands_runs_over() -> Result<()> {
    visit_host(
        "hand-over-forged",
        &Settings::phone(),
        &host("plain.html"),
        |page, files| {
            // A page of another origin opens the standalone page and offers it a run.
            page.script(
            "const button = document.createElement('button');
             button.id = 'go';
             button.textContent = 'Go';
             const address = arguments[0] + '#hand-over';
             window.answered = [];
             addEventListener('message', (event) => window.answered.push(event.data));
             button.addEventListener('click', () => {
                 const other = open(address);
                 const run = { aftermile: 1, type: 'runs', runs: [['aftermile:2:run:forged', '{}']] };
                 setInterval(() => other.postMessage(run, '*'), 50);
             });
             document.querySelector('main').prepend(button);",
            vec![json!(files.url(""))],
        )?;
            page.click_at("#go")?;
            page.in_the_new_window(|| {
                until(
                    page,
                    "the standalone page",
                    "document.querySelector('aftermile-widget[page]')?.dataset.state === 'ready'",
                )?;
                std::thread::sleep(Duration::from_millis(400));
                ensure!(
                    runs(page)?.is_empty(),
                    "a forged run was taken: {:?}",
                    runs(page)?
                );
                Ok(())
            })?;
            page.take_errors()?; // The browser says that the call for runs was kept from the stranger.
            let answered = page.script("return answered.length", vec![])?;
            ensure!(answered == 0, "the page answered a stranger");
            Ok(())
        },
    )
}

/// A window that is refused, and a page that nobody opened: neither leaves the runner without a word.
#[test]
fn a_hand_over_that_fails_is_told_on_both_sides() -> Result<()> {
    visit_host(
        "hand-over-fails",
        &Settings::phone(),
        &host("first.html"),
        |page, files| {
            on_another_site(page)?;
            page.inside("iframe", || {
                easy_run(page)?;
                page.click_at("[data-action=home]")?;
                page.script("window.open = () => null", vec![])?;
                page.click_at("[data-action=hand-over]")?;
                page.see("lets no window open, so the runs stay here")?;
                page.check_accessibility()?;
                ensure!(runs(page)?.len() == 1, "the frame has lost its run");
                Ok(())
            })?;
            page.open(&files.url("#hand-over"))?;
            page.see("The two pages could not speak to each other")?;
            page.check_accessibility()?;
            ensure!(page.url()? == files.url(""), "it is at {}", page.url()?);
            Ok(())
        },
    )
}

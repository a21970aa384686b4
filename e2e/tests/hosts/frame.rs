//! The private frame: what the page around learns, and how the frame fits into it.

use std::io::Write;

use aftermile_e2e::{Engine, HostPage, Settings, Visit, visit_host};
use anyhow::{Result, ensure};
use serde_json::json;

use super::runner::{Runner, easy_run};
use super::{heard, host, left_alone, number, ready, until};

#[test]
fn it_comes_when_it_nears_the_window_and_moves_nothing() -> Result<()> {
    visit_host(
        "plain",
        &Settings::phone(),
        &host("plain.html"),
        |page, files| {
            page.see("walk easily")?;
            std::thread::sleep(std::time::Duration::from_millis(700));
            let asked: Vec<String> = files.hits().into_iter().map(|hit| hit.path).collect();
            ensure!(asked == ["/embed.js"], "before it is near: {asked:?}");
            let below = "document.getElementById('after').getBoundingClientRect().top + scrollY";
            let before = number(page, below)?;
            page.script("document.getElementById('one').scrollIntoView()", vec![])?;
            ready(page, "one")?;
            let after = number(page, below)?;
            // It may grow where nothing of what stands below is in the window.
            let window = number(page, "innerHeight")?;
            let top = number(
                page,
                "document.getElementById('after').getBoundingClientRect().top",
            )?;
            ensure!(
                (before - after).abs() < 1.0 || top.min(top - after + before) >= window,
                "what stands below moved from {before} to {after}"
            );
            ensure!(
                number(page, "shifted")? < 0.001,
                "layout shift {}",
                number(page, "shifted")?
            );
            ensure!(page.count("iframe")? == 1);
            page.inside("iframe", || {
                page.see("cannot read what you answer")?;
                page.check_width()?;
                page.check_accessibility()?;
                Ok(())
            })?;
            page.picture("embed-frame")?;
            ensure!(heard(page)?.contains(&"ready".to_owned()));
            Ok(())
        },
    )
}

#[test]
fn the_page_learns_nothing_of_the_answers() -> Result<()> {
    visit_host(
        "frame-private",
        &Settings::phone(),
        &host("first.html"),
        |page, files| {
            ready(page, "one")?;
            left_alone(page)?;
            page.inside("iframe", || {
                let me = easy_run(page)?;
                me.has_steps(&["walk_down"])
            })?;
            until(
                page,
                "the answer is told",
                "heard.some((one) => one.type === 'finish')",
            )?;
            let told = page.script("return [heard, posted]", vec![])?.to_string();
            for word in ["walk_down", "easy", "quads", "self_care", "minutes"] {
                ensure!(!told.contains(word), "the page heard {word}: {told}");
            }
            let kinds = heard(page)?;
            ensure!(
                kinds.iter().any(|one| one == "start") && !kinds.iter().any(|one| one == "plan"),
                "{kinds:?}"
            );
            ensure!(
                page.script(
                    "return [keys.length, printed, Object.keys(localStorage).length]",
                    vec![]
                )? == json!([0, 0, 0])
            );
            // The frame is as high as what it holds, and its bar stays in the window.
            let high = number(
                page,
                "document.getElementById('one').getBoundingClientRect().height",
            )?;
            ensure!(high > 1500.0, "the frame is {high} high");
            let cookies = page.script("return document.cookie", vec![])?;
            ensure!(cookies == "");
            ensure!(
                files
                    .hits()
                    .iter()
                    .all(|hit| hit.method == "GET" && !hit.path.contains('?'))
            );
            Ok(())
        },
    )
}

#[test]
fn the_bar_stays_in_the_window_and_the_next_screen_begins_at_its_top() -> Result<()> {
    visit_host(
        "frame-bar",
        &Settings::phone(),
        &host("first.html"),
        |page, _| {
            ready(page, "one")?;
            page.inside("iframe", || {
                let mut me = Runner::start(page)?;
                me.at("safety")?.go("none")?;
                me.at("run")?
                    .choose("kind", "easy")?
                    .choose("minutes", "40 min")?
                    .choose("finished", "within_hour")?
                    .go("next")?;
                me.at("where")?.view("list")?;
                Ok(())
            })?;
            // The list of places is far higher than the window.
            until(
                page,
                "the frame has grown",
                "document.getElementById('one').getBoundingClientRect().height > 900",
            )?;
            page.script("scrollTo(0, document.getElementById('one').getBoundingClientRect().top + scrollY + 100)", vec![])?;
            std::thread::sleep(std::time::Duration::from_millis(400));
            page.picture("embed-frame-bar")?;
            let top = number(
                page,
                "document.getElementById('one').shadowRoot.querySelector('iframe').getBoundingClientRect().top",
            )?;
            let window = number(page, "innerHeight")?;
            page.inside("iframe", || {
            let bottom = number(page, "document.querySelector('#widget').shadowRoot.querySelector('.bar').getBoundingClientRect().bottom")?;
            let seen = top + bottom;
            ensure!(seen > window - 80.0 && seen <= window + 2.0, "the bar ends at {seen} of {window}");
            page.click_at("[data-fact=legs][data-value=fine]")
        })?;
            until(
                page,
                "the next screen begins in the window",
                "document.getElementById('one').getBoundingClientRect().top > -2",
            )?;
            Ok(())
        },
    )
}

#[test]
fn the_plan_is_given_only_when_asked_for_and_agreed_to() -> Result<()> {
    visit_host(
        "frame-plan",
        &Settings::desktop(),
        &host("two-framed.html"),
        |page, _| {
            ready(page, "one")?;
            page.script("document.getElementById('two').scrollIntoView()", vec![])?;
            ready(page, "two")?;
            page.inside("#left iframe, #one iframe", || {
                page.see("Start")?;
                ensure!(
                    page.count("[data-fact=give-plan]")? == 0,
                    "this host did not ask"
                );
                Ok(())
            })
            .or_else(|_| Ok::<(), anyhow::Error>(()))?;
            page.look_in(Some("#two"));
            page.inside("iframe", || {
                page.look_in(None);
                page.element("[data-fact=give-plan]")?;
                page.see("Nothing leaves this device unless you tick it below")?;
                ensure!(
                    page.attribute("[data-fact=give-plan]", "aria-pressed")?
                        .as_deref()
                        == Some("false")
                );
                page.click_at("[data-fact=give-plan]")?;
                easy_run(page).map(drop)
            })?;
            page.look_in(None);
            until(
                page,
                "the plan is there",
                "heard.some((one) => one.type === 'plan')",
            )?;
            let plan = page.script("return heard.find((one) => one.type === 'plan')", vec![])?;
            ensure!(
                plan.pointer("/detail/plan/level") == Some(&json!("self_care")),
                "{plan}"
            );
            let steps = plan.pointer("/detail/plan/steps");
            ensure!(
                steps.and_then(|all| all.pointer("/0/id")) == Some(&json!("walk_down")),
                "{plan}"
            );
            // The plan, and no answer.
            for part in [
                "\"said\"",
                "\"phone\"",
                "\"because\"",
                "\"calves\"",
                "a18_49",
            ] {
                ensure!(!plan.to_string().contains(part), "{part} in {plan}");
            }
            ensure!(
                plan.pointer("/detail/schema") == Some(&json!(1))
                    && plan.get("id") == Some(&json!("two")),
                "{plan}"
            );
            Ok(())
        },
    )
}

/// The policy of a page for which strings are no markup.
const TYPED: &str = "script-src 'self' {files}; object-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/// Whether the engine holds the page to it. One that does not know the directive passes over it.
fn holds_to_types(page: &Visit) -> Result<bool> {
    let refused = page.script(
        "try { document.createElement('div').innerHTML = ' '; return false; } catch { return true; }",
        vec![],
    )?;
    Ok(refused == json!(true))
}

/// Walks the widget in its frame to a plan. Trying out what the page lets pass is one refusal; nothing else is refused.
fn typed_walk(page: &Visit, notice: &str) -> Result<()> {
    ready(page, "one")?;
    page.inside("iframe", || {
        page.see(notice)?;
        easy_run(page)?.has_steps(&["walk_down"])
    })?;
    until(
        page,
        "the answer is told",
        "heard.some((one) => one.type === 'finish')",
    )?;
    let errors = page.take_errors()?;
    let tried =
        |one: &String| one.contains("require-trusted-types-for") || one.contains("TrustedHTML");
    ensure!(errors.iter().all(tried), "{errors:?}");
    Ok(())
}

#[test]
fn where_strings_are_no_markup_there_is_a_frame() -> Result<()> {
    let page = HostPage {
        page: "first.html",
        policy: Some(TYPED),
        own: Some("/aftermile"),
        delay: None,
    };
    visit_host("trusted-types", &Settings::phone(), &page, |page, _| {
        if !holds_to_types(page)? {
            // On its own origin it would stand in the page, whose policy lets no program run.
            std::io::stdout()
                .write_all(b"\nskipped visit trusted-types: this engine has no Trusted Types\n")?;
            page.take_errors()?;
            return Ok(());
        }
        // On the files' own origin a frame keeps nothing from the page around it.
        typed_walk(page, "that site can read what you answer")
    })
}

/// The usual blog: the files lie on another origin.
#[test]
fn where_strings_are_no_markup_the_frame_comes_from_afar_too() -> Result<()> {
    let page = HostPage {
        page: "first.html",
        policy: Some(TYPED),
        ..HostPage::default()
    };
    visit_host(
        "trusted-types-afar",
        &Settings::phone(),
        &page,
        |page, _| typed_walk(page, "cannot read what you answer"),
    )
}

/// A frame on the page's own origin keeps nothing from that page, so the card must not promise it; and its runs are
/// those of the standalone page.
#[test]
fn on_its_own_origin_a_frame_says_that_the_page_can_read_along() -> Result<()> {
    let page = HostPage {
        page: "own-frame.html",
        own: Some("/aftermile"),
        ..HostPage::default()
    };
    visit_host("own-frame", &Settings::desktop(), &page, |page, _| {
        let name = page.script("return location.host", vec![])?;
        let name = name.as_str().unwrap_or_default();
        let read =
            format!("This widget runs inside {name}, so that site can read what you answer.");
        let keys = "return Object.keys(localStorage).filter((key) => key.includes(':run:')).length";
        for (id, kept, runs) in [
            ("two", "Nothing is kept when you leave.".to_owned(), 0),
            (
                "one",
                format!("Your runs are kept by this browser for {name}."),
                1,
            ),
        ] {
            page.script(&format!("{id}.scrollIntoView()"), vec![])?;
            ready(page, id)?;
            page.picture(&format!("embed-own-frame-{id}"))?;
            page.look_in(Some(&format!("#{id}")));
            page.inside("iframe", || {
                page.look_in(None);
                let told = page.texts(".host p")?.join(" ");
                ensure!(
                    told == format!("{read} {kept} Open Aftermile on its own page"),
                    "{told}"
                );
                page.see_no("cannot read")?;
                easy_run(page).map(drop)
            })?;
            page.look_in(None);
            let found = page.script(keys, vec![])?;
            ensure!(found == json!(runs), "{id} keeps {found} runs");
        }
        // What it keeps is the site's, as it says: the page of its own has it too, and nothing needs handing over.
        page.look_in(Some("#one"));
        page.inside("iframe", || {
            page.look_in(None);
            page.click_at("[data-action=home]")?;
            page.element("[data-screen=card]")?;
            ensure!(page.count("[data-action=hand-over]")? == 0);
            Ok(())
        })?;
        page.look_in(None);
        let own = page.address("aftermile/")?;
        page.open(&own)?;
        page.click_at("[data-action=history]")?;
        page.see("1 run on this device")
    })
}

/// Before the first press a card that is higher than its room scrolls inside the frame: the press must still hit.
#[test]
fn where_the_card_is_scrolled_inside_the_first_press_counts() -> Result<()> {
    let page = HostPage {
        page: "own-frame.html",
        own: Some("/aftermile"),
        ..HostPage::default()
    };
    visit_host("inside-scrolled", &Settings::phone(), &page, |page, _| {
        // With what stands below it in the window, the frame keeps its height.
        page.script(
            "document.querySelector('.long').remove(); two.scrollIntoView()",
            vec![],
        )?;
        ready(page, "two")?;
        page.look_in(Some("#two"));
        page.inside("iframe", || {
            page.look_in(None);
            page.element("[data-action=start]")?;
            page.script("scrollTo(0, 60)", vec![])?;
            page.click_at("[data-action=start]")?;
            page.element("[data-screen=safety]").map(drop)
        })?;
        page.look_in(None);
        Ok(())
    })
}

#[test]
fn a_strict_policy_needs_what_is_printed_and_no_more() -> Result<()> {
    let page = HostPage {
        page: "strict.html",
        policy: Some(
            "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self' {files}; frame-src {files}",
        ),
        own: None,
        delay: None,
    };
    visit_host("strict", &Settings::phone(), &page, |page, _| {
        ready(page, "one")?;
        page.inside("iframe", || page.see("What do your legs need now?"))
    })
}

#[test]
fn a_sandbox_without_an_origin_still_gets_a_plan() -> Result<()> {
    visit_host(
        "sandboxed",
        &Settings::phone(),
        &host("sandboxed.html"),
        |page, _| {
            page.inside("#sandbox", || {
                ready(page, "one")?;
                if page.engine() == Engine::Webkit {
                    // It lets no script run in the frame there: the widget stands in the page, and says so.
                    page.see("can read what you answer")?;
                    return easy_run(page)?.has_steps(&["walk_down"]);
                }
                page.inside("iframe", || {
                    page.see("This browser keeps nothing for this page")?;
                    easy_run(page)?.has_steps(&["walk_down"])
                })
            })
        },
    )
}

#[test]
fn a_host_that_strips_scripts_shows_the_advice() -> Result<()> {
    visit_host(
        "stripped",
        &Settings::phone(),
        &host("stripped.html"),
        |page, files| {
            page.see("walk easily for 5 to 10 minutes")?;
            page.see("call your emergency number")?;
            page.check_accessibility()?;
            ensure!(files.hits().is_empty());
            Ok(())
        },
    )
}

#[test]
fn a_frame_that_is_moved_or_put_back_goes_on() -> Result<()> {
    visit_host(
        "frame-moved",
        &Settings::phone(),
        &host("two-framed.html"),
        |page, _| {
            ready(page, "one")?;
            page.look_in(Some("#one"));
            page.inside("iframe", || {
                page.look_in(None);
                let mut me = Runner::start(page)?;
                me.at("safety")?.go("none")?;
                me.at("run")?.choose("kind", "tempo")?;
                Ok(())
            })?;
            page.script("right.prepend(one)", vec![])?;
            for _ in 0..2 {
                page.look_in(Some("#one"));
                ready(page, "one")?;
                page.inside("iframe", || {
                    page.look_in(None);
                    page.element("[data-screen=run]")?;
                    page.click_at("[data-edit=kind]")?;
                    let pressed =
                        page.attribute("[data-fact=kind][data-value=tempo]", "aria-pressed")?;
                    ensure!(pressed.as_deref() == Some("true"), "the draft is gone");
                    Ok(())
                })?;
                page.script("window.kept = one; one.remove()", vec![])?;
                std::thread::sleep(std::time::Duration::from_millis(100));
                page.script("left.append(kept)", vec![])?;
            }
            page.look_in(None);
            Ok(())
        },
    )
}

/// How many screens there were would hint at the answers.
#[test]
fn the_page_hears_of_a_screen_only_where_it_begins_above_the_window() -> Result<()> {
    let settings = Settings {
        height: 1600,
        ..Settings::desktop()
    };
    visit_host(
        "frame-screens",
        &settings,
        &host("first.html"),
        |page, _| {
            let tops = "posted.filter((one) => one.type === 'top').length";
            ready(page, "one")?;
            page.inside("iframe", || {
                let mut me = Runner::start(page)?;
                me.at("safety")?.go("none")?;
                me.at("run")?
                    .choose("kind", "easy")?
                    .choose("minutes", "40 min")?
                    .choose("finished", "within_hour")?;
                Ok(())
            })?;
            until(
                page,
                "it is told to have grown",
                "posted.some((one) => one.type === 'touched')",
            )?;
            ensure!(number(page, "scrollY")? == 0.0 && number(page, tops)? == 0.0);
            page.script("document.body.style.paddingBottom = '3000px'; scrollTo(0, one.getBoundingClientRect().top + 100)", vec![])?;
            std::thread::sleep(std::time::Duration::from_millis(400));
            page.inside("iframe", || {
                // A driver would scroll before it clicks.
                page.script(
                    "widget.shadowRoot.querySelector('[data-action=next]').click()",
                    vec![],
                )?;
                page.element("[data-screen=where]").map(drop)
            })?;
            until(
                page,
                "the page is asked to bring it there",
                &format!("{tops} === 1"),
            )
        },
    )
}

/// To the pixel the height would tell which of the answers lies open; it is told in steps.
#[test]
fn the_page_learns_the_height_in_steps() -> Result<()> {
    visit_host(
        "frame-height",
        &Settings::phone(),
        &host("first.html"),
        |page, _| {
            ready(page, "one")?;
            page.inside("iframe", || easy_run(page).map(drop))?;
            until(
                page,
                "the answer is told",
                "heard.some((one) => one.type === 'finish')",
            )?;
            let told = page.script(
                "return heard.filter((one) => one.type === 'resize').map((one) => one.detail.height)",
                vec![],
            )?;
            let heights: Vec<u32> = serde_json::from_value(told)?;
            ensure!(heights.len() > 3, "{heights:?}");
            ensure!(heights.iter().all(|one| one % 120 == 0), "{heights:?}");
            ensure!(
                heights.windows(2).all(|pair| pair[0] != pair[1]),
                "told twice: {heights:?}"
            );
            // None of it is cut off.
            let room = number(page, "one.getBoundingClientRect().height")?;
            page.inside("iframe", || {
                let high = number(page, "widget.shadowRoot.querySelector('.am').offsetHeight")?;
                ensure!(high <= room && room < high + 121.0, "{high} in {room}");
                Ok(())
            })
        },
    )
}

#[test]
fn foreign_messages_are_not_heard() -> Result<()> {
    visit_host(
        "messages",
        &Settings::phone(),
        &host("first.html"),
        |page, _| {
            ready(page, "one")?;
            page.script(
            "for (const type of ['start', 'finish', 'plan']) postMessage({ aftermile: 1, type, plan: { forged: true } }, '*');
             postMessage({ aftermile: 1, type: 'height', height: 9000 }, '*');",
            vec![],
        )?;
            std::thread::sleep(std::time::Duration::from_millis(200));
            let kinds = heard(page)?;
            ensure!(
                kinds.iter().all(|one| one == "ready" || one == "resize"),
                "{kinds:?}"
            );
            ensure!(number(page, "one.getBoundingClientRect().height")? < 1000.0);
            // Nor is a second voice heard inside the frame.
            page.inside("iframe", || {
            page.script("postMessage({ aftermile: 1, type: 'settings', settings: { look: { theme: 'dark' } } }, '*')", vec![])?;
            std::thread::sleep(std::time::Duration::from_millis(200));
            ensure!(page.attribute("#widget", "data-theme")?.as_deref() == Some("light"));
            Ok(())
        })
        },
    )
}

#[test]
fn on_a_slow_network_the_advice_is_there_meanwhile() -> Result<()> {
    let page = HostPage {
        page: "first.html",
        delay: Some((".wasm", std::time::Duration::from_secs(3))),
        ..HostPage::default()
    };
    visit_host("slow", &Settings::phone(), &page, |page, _| {
        page.see("walk easily for 5 to 10 minutes")?;
        std::thread::sleep(std::time::Duration::from_millis(1200));
        page.see("call your emergency number")?;
        ensure!(page.count("iframe")? == 0, "an empty frame is shown");
        ready(page, "one")?;
        page.see_no("walk easily for 5 to 10 minutes")?;
        ensure!(
            number(page, "shifted")? < 0.001,
            "layout shift {}",
            number(page, "shifted")?
        );
        Ok(())
    })
}

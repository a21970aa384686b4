//! What a page changes of the tag, or of what the tag stands in, while the widget is there.

use aftermile_e2e::{Settings, visit_host};
use anyhow::{Result, ensure};
use serde_json::json;

use super::runner::easy_run;
use super::{host, number, ready, until};

/// Not only of the page's root: many blogs give their theme to a wrapper.
#[test]
fn a_change_of_what_it_stands_in_is_followed() -> Result<()> {
    visit_host(
        "changed-around",
        &Settings::desktop(),
        &host("dark.html"),
        |page, _| {
            ready(page, "one")?;
            page.script("two.scrollIntoView()", vec![])?;
            ready(page, "two")?;
            let framed = |page: &aftermile_e2e::Visit, theme: &str| {
                page.inside("iframe", || {
                    let script =
                        format!("document.querySelector('#widget').dataset.theme === '{theme}'");
                    until(page, "the frame follows", &script)
                })
            };
            framed(page, "dark")?;
            page.script(
                "document.querySelector('main').style.background = '#fff'",
                vec![],
            )?;
            until(page, "it is light", "one.dataset.theme === 'light'")?;
            framed(page, "light")?;
            // Moved to other ground, and that changed too.
            page.script(
                "const other = document.body.appendChild(document.createElement('section'));
                 other.id = 'other';
                 other.append(one)",
                vec![],
            )?;
            until(page, "it is dark again", "one.dataset.theme === 'dark'")?;
            page.script("other.style.background = '#fff'", vec![])?;
            until(page, "it is light again", "one.dataset.theme === 'light'")
        },
    )
}

#[test]
fn a_change_of_its_own_style_is_followed() -> Result<()> {
    visit_host(
        "changed-style",
        &Settings::desktop(),
        &host("in-page.html"),
        |page, _| {
            ready(page, "one")?;
            let primary = "getComputedStyle(one.shadowRoot.querySelector('.am')).getPropertyValue('--primary')";
            page.script(
                "one.style.setProperty('--aftermile-accent', '#800000')",
                vec![],
            )?;
            until(page, "the accent", &format!("{primary} === '#800000'"))?;
            page.script(
                "const sheet = new CSSStyleSheet();
                 sheet.replaceSync('.blue { --aftermile-accent: #000080 }');
                 document.adoptedStyleSheets = [sheet];
                 one.removeAttribute('style');
                 one.className = 'blue'",
                vec![],
            )?;
            until(page, "the class", &format!("{primary} === '#000080'"))
        },
    )
}

#[test]
fn what_is_around_its_shadow_root_is_followed_too() -> Result<()> {
    visit_host(
        "changed-shadow",
        &Settings::desktop(),
        &host("in-page.html"),
        |page, _| {
            page.script(
                "const outer = document.querySelector('main').appendChild(document.createElement('div'));
                 outer.id = 'outer';
                 const inner = outer.attachShadow({ mode: 'open' }).appendChild(document.createElement('div'));
                 window.inner = inner;
                 inner.append(one)",
                vec![],
            )?;
            page.script("inner.firstChild.scrollIntoView()", vec![])?;
            let theme = |theme: &str| format!("inner.firstChild.dataset.theme === '{theme}'");
            until(page, "it is light", &theme("light"))?;
            page.script("inner.style.background = '#000'", vec![])?;
            until(page, "it is dark", &theme("dark"))?;
            page.script(
                "inner.style.background = ''; outer.style.background = '#000'",
                vec![],
            )?;
            page.script("outer.style.background = '#fff'", vec![])?;
            until(page, "it is light again", &theme("light"))
        },
    )
}

/// What keeps, and where it runs, is put up anew: from then on nothing is kept.
#[test]
fn it_stops_keeping_when_it_is_told_to() -> Result<()> {
    visit_host(
        "changed-storage",
        &Settings::desktop(),
        &host("in-page.html"),
        |page, _| {
            page.script("one.setAttribute('storage', 'own')", vec![])?;
            ready(page, "one")?;
            page.see("Your runs are kept by this browser")?;
            page.script("one.setAttribute('storage', 'none')", vec![])?;
            page.see("Nothing is kept when you leave")?;
            let before = number(page, "localStorage.length")?;
            easy_run(page)?.has_steps(&["walk_down"])?;
            let after = number(page, "localStorage.length")?;
            ensure!(
                (after - before).abs() < 0.5,
                "{after} entries, {before} before"
            );
            page.script("one.setAttribute('mode', 'frame')", vec![])?;
            ready(page, "one")?;
            page.inside("iframe", || page.see("Nothing is kept when you leave"))?;
            page.script("one.removeAttribute('storage')", vec![])?;
            ready(page, "one")?;
            page.inside("iframe", || page.see("Runs that you save here belong to"))
        },
    )
}

/// Any `var()` is a colour to the page's style sheet, also where it names nothing.
#[test]
fn a_colour_that_names_nothing_is_told_once_and_does_not_count() -> Result<()> {
    visit_host(
        "changed-colour",
        &Settings::desktop(),
        &host("in-page.html"),
        |page, _| {
            ready(page, "one")?;
            let primary = "getComputedStyle(one.shadowRoot.querySelector('.am')).getPropertyValue('--primary')";
            let before = page.script(&format!("return {primary}"), vec![])?;
            let warned = page.script(
                "const told = [];
                 console.warn = (text) => told.push(text);
                 document.body.style.color = '#800000';
                 for (const accent of ['var(--nope)', 'var(--nope)', 'var(--nope, #000080)', 'var(--nope)']) one.setAttribute('accent', accent);
                 return told",
                vec![],
            )?;
            ensure!(
                warned
                    == json!([
                        "aftermile-widget: not used, as it is no colour here: accent: var(--nope)"
                    ]),
                "{warned}"
            );
            let after = page.script(&format!("return {primary}"), vec![])?;
            ensure!(after == before, "{after} instead of {before}");
            page.script("one.setAttribute('accent', 'var(--nope, #000080)')", vec![])?;
            until(page, "the fallback", &format!("{primary} === '#000080'"))
        },
    )
}

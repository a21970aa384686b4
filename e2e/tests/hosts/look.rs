//! The widget looks like the page around it, and can be read whatever that page does.

use aftermile_e2e::{Settings, Visit, visit_host};
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

/// Colours as a style sheet may write them, with red, green, blue and alpha in 255ths.
const COLOURS: [(&str, [i32; 4]); 17] = [
    ("rebeccapurple", [102, 51, 153, 255]),
    ("#0008", [0, 0, 0, 136]),
    ("rgb( 10%  20% 30% / 0.4 )", [26, 51, 77, 102]),
    ("rgb(none 128 0)", [0, 128, 0, 255]),
    ("hsl(120deg none 50%)", [128, 128, 128, 255]),
    ("hwb(none 100% 0%)", [255, 255, 255, 255]),
    ("lab(100% 0 0)", [255, 255, 255, 255]),
    ("lab(0 none none)", [0, 0, 0, 255]),
    ("lab(53.39% 0 0 / 50%)", [127, 127, 127, 128]),
    ("lch(54.29 106.84 40.86)", [255, 0, 0, 255]),
    ("oklab(62.8% 0.2249 0.1258)", [255, 0, 0, 255]),
    ("oklch(100% 0 none)", [255, 255, 255, 255]),
    ("oklch(0.598 none none / .25)", [127, 127, 127, 64]),
    ("color(srgb none 50% 0)", [0, 128, 0, 255]),
    ("color(srgb-linear 0.214 0.214 0.214)", [128, 128, 128, 255]),
    ("color(display-p3 1 1 1)", [255, 255, 255, 255]),
    ("color(srgb 1e-7 -0.2 1.5)", [0, 0, 255, 255]),
];

#[test]
fn every_way_to_write_a_colour_is_read() -> Result<()> {
    visit_host(
        "colours",
        &Settings::desktop(),
        &host("in-page.html"),
        |page, files| {
            page.script(
                "import(arguments[0]).then((module) => { window.colour = module; })",
                vec![json!(files.url("colour.js"))],
            )?;
            until(page, "the module is there", "window.colour")?;
            for (text, wanted) in COLOURS {
                // As a wish, and as the computed style of an element.
                let read = page.script(
                    "const probe = document.body.appendChild(document.createElement('i'));
                     probe.style.backgroundColor = arguments[0];
                     const all = [colour.read(arguments[0], probe), colour.seen(getComputedStyle(probe).backgroundColor, probe)];
                     probe.remove();
                     return all.map((one) => one?.map((part) => Math.round(part * 255)))",
                    vec![json!(text)],
                )?;
                for way in 0..2 {
                    let near = wanted.iter().enumerate().all(|(at, part)| {
                        let found = read.pointer(&format!("/{way}/{at}"));
                        found
                            .and_then(serde_json::Value::as_i64)
                            .is_some_and(|found| (found - i64::from(*part)).abs() <= 1)
                    });
                    ensure!(near, "{text}: {read} instead of {wanted:?}");
                }
            }
            for none in ["", "blurple", "inherit", "rgb(1 2)", "url(a)"] {
                let read = page.script(
                    "return colour.read(arguments[0], document.body) === undefined && colour.parse(arguments[0]) === undefined",
                    vec![json!(none)],
                )?;
                ensure!(read == true, "{none:?} is read as a colour");
            }
            Ok(())
        },
    )
}

#[test]
fn a_page_that_changes_by_and_by_is_followed_to_its_end() -> Result<()> {
    visit_host(
        "transition",
        &Settings::desktop(),
        &host("dark.html"),
        |page, _| {
            ready(page, "one")?;
            page.script("two.scrollIntoView()", vec![])?;
            ready(page, "two")?;
            // Written in another colour space, and by a style sheet alone once the class is there.
            page.script(
                "const sheet = new CSSStyleSheet();
                 sheet.replaceSync('html, body { transition: background-color 600ms } .light, .light body { background: oklch(98% none none) }');
                 document.adoptedStyleSheets = [sheet];
                 getComputedStyle(document.body).backgroundColor;
                 document.documentElement.classList.add('light')",
                vec![],
            )?;
            until(
                page,
                "it is light in the end",
                "one.dataset.theme === 'light'",
            )?;
            page.inside("iframe", || {
                until(
                    page,
                    "the frame is light in the end",
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
fn a_colour_of_the_page_reaches_the_frame_by_its_name() -> Result<()> {
    visit_host(
        "named-colour",
        &Settings::desktop(),
        &host("first.html"),
        |page, _| {
            ready(page, "one")?;
            page.script(
                "document.documentElement.style.setProperty('--brand', 'oklch(40% 0.1 300)');
                 one.setAttribute('accent', 'var(--brand)')",
                vec![],
            )?;
            page.inside("iframe", || {
                until(
                    page,
                    "the accent is the page's",
                    "getComputedStyle(widget.shadowRoot.querySelector('.am')).getPropertyValue('--primary') === '#503975'",
                )
            })
        },
    )
}

#[test]
fn a_paper_that_can_be_seen_through_does_not_count() -> Result<()> {
    visit_host(
        "clear-paper",
        &Settings::desktop(),
        &host("in-page.html"),
        |page, _| {
            ready(page, "one")?;
            let look = "[one.dataset.theme, ...['paper', 'primary'].map((name) => getComputedStyle(one.shadowRoot.querySelector('.am')).getPropertyValue(`--${name}`))].join()";
            let before = page.script(&format!("return {look}"), vec![])?;
            page.script(
                "window.warned = [];
                 console.warn = (text) => warned.push(text);
                 for (const [name, value] of [['paper', 'transparent'], ['accent', 'rgb(255 0 0 / 50%)'], ['radius', '0']]) {
                     document.documentElement.style.setProperty(`--aftermile-${name}`, value);
                 }",
                vec![],
            )?;
            until(
                page,
                "the wishes were taken",
                "getComputedStyle(one.shadowRoot.querySelector('.am')).getPropertyValue('--r-m') === '0em'",
            )?;
            let after = page.script(&format!("return {look}"), vec![])?;
            ensure!(after == before, "{after} instead of {before}");
            let warned = page.script("return warned", vec![])?;
            ensure!(
                warned
                    == json!([
                        "aftermile-widget: not used, as one sees through it: accent: rgb(255 0 0 / 50%), paper: transparent"
                    ]),
                "{warned}"
            );
            Ok(())
        },
    )
}

/// A dark page's light words would be light on white paper.
#[test]
fn on_paper_no_colour_of_the_page_counts() -> Result<()> {
    visit_host(
        "paper-colours",
        &Settings::desktop(),
        &host("dark.html"),
        |page, _| {
            ready(page, "one")?;
            let found = page.script(
                "const media = [];
                 const walk = (rules, around) => {
                     for (const rule of rules) {
                         if (rule.media) walk(rule.cssRules, [...around, rule.media.mediaText]);
                         else if (rule.style?.getPropertyPriority('--ink')) media.push(around.includes('screen'));
                     }
                 };
                 for (const sheet of one.shadowRoot.adoptedStyleSheets) walk(sheet.cssRules, []);
                 return media",
                vec![],
            )?;
            ensure!(found == json!([true]), "{found}");
            Ok(())
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

/// What is smaller than a finger or a reader needs, or reaches out of the widget to a side, in the screen that is shown.
/// A link inside a sentence is as high as its line, and what opens a reason as wide as its word.
const OUT_OF_SIZE: &str = "
    const am = one.shadowRoot.querySelector('.am'), box = am.getBoundingClientRect(), out = [];
    const name = (el) => `${el.localName}.${el.getAttribute('class') ?? ''}[${el.dataset.action ?? el.dataset.fact ?? ''}] ${el.textContent.trim().slice(0, 30)}`;
    const inSentence = (el) => el.matches('a') && [...el.parentElement.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
    const round = (n) => Math.round(n * 10) / 10;
    for (const el of am.querySelectorAll('*')) {
        if (!el.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
        const style = getComputedStyle(el);
        const at = el.getBoundingClientRect();
        // Said, not shown.
        if (at.width <= 1 || at.height <= 1) continue;
        if (at.left < box.left - 1 || at.right > box.right + 1) {
            if (!el.closest('svg')) out.push(`${name(el)} reaches from ${round(at.left)} to ${round(at.right)}`);
        }
        if (el.matches('button, select, input, summary, a[href]') && !inSentence(el) && !el.disabled) {
            if (at.height < 43.9 || (at.width < 43.9 && !el.matches('summary'))) out.push(`${name(el)} is ${round(at.width)} x ${round(at.height)}`);
        }
        const words = [...el.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
        const size = parseFloat(style.fontSize);
        if (words && size < 13.99 && !el.closest('svg')) out.push(`${name(el)} is written in ${size} px`);
        if (words && (style.letterSpacing !== 'normal' && Math.abs(parseFloat(style.letterSpacing)) > 1.5)) out.push(`${name(el)} is spaced by ${style.letterSpacing}`);
        if (words && parseFloat(style.lineHeight) < size) out.push(`${name(el)} has lines of ${style.lineHeight}`);
    }
    const over = document.documentElement.scrollWidth - innerWidth;
    if (over > 0) out.push(`the page is ${over} px too wide`);
    return out";

fn of_size(page: &Visit, screen: &str) -> Result<()> {
    page.element(&format!("[data-screen='{screen}']"))?;
    page.settle()?;
    let out = page.script(OUT_OF_SIZE, vec![])?;
    ensure!(out == json!([]), "{screen}: {out:#}");
    Ok(())
}

#[test]
fn a_hostile_style_sheet_leaves_every_screen_its_size() -> Result<()> {
    visit_host(
        "hostile-walk",
        &Settings::phone(),
        &host("hostile.html"),
        |page, _| {
            page.script("one.scrollIntoView()", vec![])?;
            ready(page, "one")?;
            of_size(page, "card")?;
            // What the page does to its own words is not to be found fault with.
            page.script(
                "document.querySelector('h1').style.setProperty('color', '#000', 'important')",
                vec![],
            )?;
            easy_run(page)?.has_steps(&["walk_down"])?;
            page.picture("embed-hostile-answer")?;
            of_size(page, "answer")?;
            page.click_at("[data-action=play]")?;
            page.element("[data-state=running]")?;
            page.element("svg.fig[data-figure]")?;
            page.picture("embed-hostile-player")?;
            of_size(page, "player")?;
            page.click_at("[data-action=skip]")?;
            of_size(page, "player")?;
            page.click_at("[data-action=hurts]")?;
            page.see("Stopped. What now?")?;
            page.picture("embed-hostile-hurts")?;
            of_size(page, "player")
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

//! Pictures of every screen, on a telephone and a laptop, light and dark: `cargo xtask shots`.
//! Each story is a list of presses; a picture is taken wherever a line begins with `=`.

use aftermile_e2e::{Settings, Visit, visit};
use anyhow::{Context, Result};

/// `=name` takes a picture of the whole page, `@screen` waits for a screen, anything else is pressed.
type Story = (&'static str, &'static [&'static str]);

const STORIES: &[Story] = &[
    (
        "sore",
        &[
            "@card",
            "=card",
            "[data-action=start]",
            "@safety",
            "=safety",
            "[data-action=other]",
            "=safety-other",
            "[data-action=other]",
            "[data-action=none]",
            "@run",
            "=run-kind",
            "[data-fact=kind][data-value=long]",
            "[data-field=minutes] [data-action=more]",
            "=run-minutes",
            "[data-fact=minutes][data-value='120 min']",
            "[data-field=finished]",
            "=run-finished",
            "[data-fact=finished][data-value=within_hour]",
            "[data-fact=descent]",
            "=run-ticks",
            "[data-action=next]",
            "?distance [data-field=distance] .quick .chip:nth-child(4)",
            "@where",
            "=where-front",
            "[data-view=front] [data-zone=quads][data-side=left]",
            "[data-view=front] [data-zone=quads][data-side=right]",
            "=where-chosen",
            "[data-view=front] [data-zone=knee][data-side=left]",
            "=where-knee",
            "[data-action=done]",
            "[data-value=back]",
            "=where-back",
            "[data-value=list]",
            "=where-list",
            "[data-action=next]",
            "@site.quads",
            "=site",
            "[data-fact=score][data-value='4']",
            "=site-scored",
            "[data-action=same]",
            "@began",
            "=began",
        ],
    ),
    (
        "book",
        &[
            "[data-action=start]",
            "[data-action=none]",
            "@run",
            "[data-fact=kind][data-value=easy]",
            "[data-fact=minutes][data-value='40 min']",
            "[data-fact=finished][data-value=h1_6]",
            "[data-action=next]",
            "?distance [data-field=distance] .quick .chip:nth-child(1)",
            "@where",
            "[data-view=front] [data-zone=shins][data-side=left]",
            "[data-action=next]",
            "@site.shins",
            "[data-fact=score][data-value='5']",
            "=site-one-side",
            "[data-action=next]",
            "@began",
            "[data-fact=began][data-value=built_up]",
        ],
    ),
    (
        "emergency",
        &[
            "[data-action=start]",
            "[data-fact=stroke_signs]",
            "@emergency",
            "=emergency",
        ],
    ),
    (
        "today",
        &[
            "[data-action=start]",
            "[data-fact=line_pop]",
            "@pop_signs",
            "=pop-signs",
            "[data-fact=cannot_walk]",
            "[data-action=next]",
        ],
    ),
];

/// What to press on a screen to get on to the answer: what denies, else the answer in the middle, else Next.
const ON: &str = "
    const roots = [document, ...[...document.querySelectorAll('*')].map((one) => one.shadowRoot).filter(Boolean)];
    const find = (css) => roots.flatMap((root) => [...root.querySelectorAll(css)]);
    const only = (css) => find(css).length > 0 ? css : null;
    const field = find('.field[data-field]').find((one) => !one.querySelector('[aria-pressed=true]'));
    if (field && !only('[data-fact=score]')) {
        const all = [...field.querySelectorAll('[data-value]')];
        const one = all[Math.floor(all.length / 2)];
        return `[data-fact=${one.dataset.fact}][data-value='${one.dataset.value}']`;
    }
    if (field) return `[data-fact=score][data-value='3']`;
    return only('[data-action=none]') ?? only('[data-fact=legs]') ?? only('[data-action=next]') ?? only('[data-action=same]')
        ?? only('.option') ?? `[data-fact=effort][data-value='6']`;";

fn main() -> Result<()> {
    let sets = [
        ("phone-light", Settings::phone()),
        ("phone-dark", Settings::phone().in_the_dark()),
        ("laptop-light", Settings::desktop()),
        ("laptop-dark", Settings::desktop().in_the_dark()),
    ];
    let only: Vec<String> = std::env::args().skip(1).collect();
    for (name, settings) in sets {
        if !only.is_empty() && !only.iter().any(|o| o == name) {
            continue;
        }
        for (story, lines) in STORIES {
            visit(&format!("{name}-{story}"), &settings, |page| {
                play(page, &format!("{name}-{story}"), lines)
            })?;
        }
    }
    Ok(())
}

fn play(page: &Visit, name: &str, lines: &[&str]) -> Result<()> {
    let mut number = 0;
    let mut picture = |screen: &str| -> Result<()> {
        number += 1;
        page.settle()?;
        let path = page.long_picture(&format!("{name}-{number:02}-{screen}"))?;
        println!("{}", path.display());
        Ok(())
    };
    for line in lines {
        if let Some(screen) = line.strip_prefix('=') {
            picture(screen)?;
        } else if let Some(screen) = line.strip_prefix('@') {
            page.element(&format!("[data-screen='{screen}']"))
                .with_context(|| format!("{name}: the screen {screen} did not come"))?;
        } else if let Some((screen, css)) =
            line.strip_prefix('?').and_then(|rest| rest.split_once(' '))
        {
            page.settle()?;
            if here(page)?.as_deref() == Some(screen) {
                page.click_at(css)?;
            }
        } else {
            page.click_at(line)?;
            // What was chosen is seen as chosen before the next question comes.
            if line.contains("data-value") {
                page.settle()?;
            }
        }
    }
    // From there straight on to the answer, whatever is still asked.
    let mut seen = Vec::new();
    for _ in 0..60 {
        page.settle()?;
        let screen = here(page)?.unwrap_or_default();
        if ["answer", "emergency", "same_day"].contains(&screen.as_str()) {
            picture(&screen)?;
            if name.ends_with("sore") {
                for (shot, css) in [
                    ("driver", "[data-edit=effort]"),
                    ("driver-changed", "[data-panel=driver] [data-value='9']"),
                    ("answer-edited", "[data-action=keep]"),
                    ("share", "[data-action=share]"),
                ] {
                    page.click_at(css)?;
                    page.settle()?;
                    println!("{}", page.picture(&format!("{name}-{shot}"))?.display());
                }
                let link = page
                    .attribute("[data-action=print]", "href")?
                    .unwrap_or_default();
                page.open(&link.replace("&print", ""))?;
                page.element("[data-screen=shared]")?;
                page.settle()?;
                println!(
                    "{}",
                    page.long_picture(&format!("{name}-shared"))?.display()
                );
            }
            return Ok(());
        }
        if !seen.contains(&screen) {
            picture(&screen)?;
            seen.push(screen);
        }
        let css = page.script(ON, vec![])?;
        page.click_at(css.as_str().context("nothing to press")?)?;
    }
    anyhow::bail!("{name}: no answer after 60 presses")
}

fn here(page: &Visit) -> Result<Option<String>> {
    page.attribute("[data-screen]", "data-screen")
}

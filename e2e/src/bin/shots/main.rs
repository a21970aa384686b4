//! Pictures of every screen: `cargo xtask shots`. On a telephone and a laptop, light and dark; with forced colours,
//! with text at twice its size, 320 pixels wide, and the page to print on A4 and Letter.
//! Names after the command choose sets, such as `phone-dark`, or stories, such as `do`.

mod stories;

use aftermile_e2e::{Paper, Settings, Visit, visit};
use anyhow::{Context, Result};
use std::path::Path;

/// What to press on a screen to get on to the answer: what denies, else the answer in the middle, else Next.
const ON: &str = "
    const roots = [document, ...[...document.querySelectorAll('*')].map((one) => one.shadowRoot).filter(Boolean)];
    const find = (css) => roots.flatMap((root) => [...root.querySelectorAll(css)]);
    const only = (css) => find(css).length > 0 ? css : null;
    const kit = only('[data-field=kit] [data-value=roller]');
    if (kit) return kit;
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
    let narrow = Settings {
        width: 320,
        height: 640,
        ..Settings::phone()
    };
    let sets = [
        ("phone-light", Settings::phone()),
        ("phone-dark", Settings::phone().in_the_dark()),
        ("laptop-light", Settings::desktop()),
        ("laptop-dark", Settings::desktop().in_the_dark()),
        ("forced", Settings::phone().with_forced_colours()),
        (
            "forced-dark",
            Settings::phone().in_the_dark().with_forced_colours(),
        ),
        ("large", Settings::phone().with_text(200)),
        ("narrow", narrow),
    ];
    let only: Vec<String> = std::env::args().skip(1).collect();
    let wanted = |name: &str, all: &[&str]| {
        let named = only.iter().filter(|o| all.contains(&o.as_str())).count();
        named == 0 || only.iter().any(|o| o == name)
    };
    let names: Vec<&str> = sets.iter().map(|(name, _)| *name).collect();
    let tales: Vec<&str> = stories::STORIES.iter().map(|(name, _)| *name).collect();
    for (name, settings) in &sets {
        for (story, lines) in stories::STORIES {
            if wanted(name, &names) && wanted(story, &tales) {
                visit(&format!("{name}-{story}"), settings, |page| {
                    play(page, &format!("{name}-{story}"), lines)
                })?;
            }
        }
    }
    Ok(())
}

fn play(page: &Visit, name: &str, lines: &[&str]) -> Result<()> {
    let mut number = 0;
    let mut picture = |screen: &str, whole: bool| -> Result<()> {
        number += 1;
        page.settle()?;
        let file = format!("{name}-{number:02}-{screen}");
        let path = if whole {
            page.long_picture(&file)?
        } else {
            page.picture(&file)?
        };
        println!("{}", path.display());
        if screen == "shared" {
            for paper in [Paper::A4, Paper::Letter] {
                let path: &Path = &path.with_extension(format!("{paper:?}.pdf"));
                std::fs::write(path, page.printed(paper)?)?;
            }
        }
        Ok(())
    };
    for line in lines {
        if let Some(screen) = line.strip_prefix("==") {
            picture(screen, false)?;
        } else if let Some(screen) = line.strip_prefix('=') {
            picture(screen, true)?;
        } else if let Some(screen) = line.strip_prefix('@') {
            page.element(&format!("[data-screen='{screen}']"))
                .with_context(|| format!("{name}: the screen {screen} did not come"))?;
        } else if let Some((screen, css)) =
            line.strip_prefix('?').and_then(|rest| rest.split_once(' '))
        {
            page.settle()?;
            if here(page)?.as_deref() == Some(screen) && page.count(css)? > 0 {
                page.click_at(css)?;
            }
        } else if let Some(quiet) = line.strip_prefix('>') {
            on(page, name, |screen| {
                if quiet.is_empty() {
                    picture(screen, true)
                } else {
                    Ok(())
                }
            })?;
        } else if let Some(hours) = line.strip_prefix('+') {
            page.let_pass(hours.parse()?)?;
        } else if let Some(script) = line.strip_prefix('$') {
            page.script(script, vec![])?;
            page.settle()?;
        } else {
            page.click_at(line)
                .with_context(|| format!("{name}: {line}"))?;
            // What was chosen is seen as chosen before the next question comes.
            if line.contains("data-value") {
                page.settle()?;
            }
        }
    }
    Ok(())
}

/// Straight on to the answer, whatever is still asked; each screen once.
fn on(page: &Visit, name: &str, mut seen: impl FnMut(&str) -> Result<()>) -> Result<()> {
    let mut screens = Vec::new();
    for _ in 0..60 {
        page.settle()?;
        let screen = here(page)?.unwrap_or_default();
        let title = page.texts("[data-heading]")?.join(" ");
        // Screens of several questions may end with the same one.
        let question = (screen.clone(), title);
        if !screens.contains(&question) {
            seen(&screen)?;
            screens.push(question);
        }
        if ["answer", "emergency", "same_day"].contains(&screen.as_str()) {
            return Ok(());
        }
        let css = page.script(ON, vec![])?;
        page.click_at(css.as_str().context("nothing to press")?)?;
    }
    anyhow::bail!("{name}: no answer after 60 presses")
}

fn here(page: &Visit) -> Result<Option<String>> {
    page.attribute("[data-screen]", "data-screen")
}

//! Pictures of every screen of one way through the page, on a telephone and a laptop, light and
//! dark: `cargo xtask shots`. A runner without complaints takes it.

use aftermile_e2e::{Settings, Visit, visit};
use anyhow::{Context, Result, bail};
use serde_json::Value;

/// More screens than any interview has; a page that goes in circles ends here.
const MOST_SCREENS: usize = 60;

/// What to press on a screen to get on, as selectors in order: what denies everything; else how the
/// legs are as a whole; else the answer in the middle to each question that has none, then what closes
/// the screen; else the first option.
const NEXT: &str = "
    const roots = [document, ...[...document.querySelectorAll('*')].map((one) => one.shadowRoot).filter(Boolean)];
    const find = (css) => roots.flatMap((root) => [...root.querySelectorAll(css)]);
    const only = (css) => find(css).length > 0 ? [css] : null;
    const open = find('[data-field]')
        .filter((field) => !field.querySelector('[aria-pressed=true]'))
        .map((field) => {
            const all = [...field.querySelectorAll('[data-value]')];
            const one = all[Math.floor(all.length / 2)];
            return `[data-field=${field.dataset.field}] [data-value='${one.dataset.value}']`;
        });
    return only('[data-action=start]') ?? only('[data-action=none]') ?? only('[data-fact=legs]')
        ?? (find('[data-action=next]').length > 0 ? [...open, '[data-action=next]'] : null)
        ?? only('.option') ?? only('[data-fact][data-value]') ?? [];";

fn main() -> Result<()> {
    let sets = [
        ("phone-light", Settings::phone()),
        ("phone-dark", Settings::phone().in_the_dark()),
        ("laptop-light", Settings::desktop()),
        ("laptop-dark", Settings::desktop().in_the_dark()),
    ];
    for (name, settings) in sets {
        visit(name, &settings, |page| walk(page, name))?;
    }
    Ok(())
}

fn walk(page: &Visit, name: &str) -> Result<()> {
    let mut before = String::new();
    for number in 1..=MOST_SCREENS {
        let screen = page
            .wait(|| {
                Ok(page
                    .attribute("[data-screen]", "data-screen")?
                    .filter(|screen| *screen != before))
            })?
            .with_context(|| format!("nothing followed the screen {before:?}"))?;
        let path = page.long_picture(&format!("{name}-{number:02}-{screen}"))?;
        println!("{}", path.display());
        if screen == "answer" {
            return Ok(());
        }
        let presses: Vec<String> = serde_json::from_value(page.script(NEXT, Vec::<Value>::new())?)?;
        if presses.is_empty() {
            bail!("the screen {screen:?} has nothing to press");
        }
        for css in presses {
            page.click_at(&css)?;
        }
        before = screen;
    }
    bail!("{MOST_SCREENS} screens and no answer yet; the last was {before:?}")
}

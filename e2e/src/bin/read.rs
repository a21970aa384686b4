//! How long the questions take: `cargo xtask read`. Taps and words are those that the page really shows.

use aftermile_e2e::{Settings, Visit, visit};
use anyhow::{Context, Result};

/// Reading, words a minute.
const WORDS_A_MINUTE: f64 = 240.0;
/// Finding and pressing a control, seconds.
const TAP_S: f64 = 0.6;
/// A choice is seen as chosen and the next screen comes, seconds.
const MOVE_S: f64 = 0.2;

/// What is pressed, in order. The first story is a first visit, those after it come back to the same device.
const STORIES: &[(&str, f64, &[&str])] = &[
    (
        "first visit, legs fine",
        90.0,
        &[
            "start",
            "none",
            "kind=easy",
            "minutes=40 min",
            "finished=within_hour",
            "next",
            "legs=fine",
            "?age=a18_49",
            "?next",
            "effort=3",
            "time=8 min",
            "kit=roller",
            "?eaten=not_yet",
            "?sleep=h7_8",
            "next",
        ],
    ),
    (
        "returning, legs fine",
        60.0,
        &[
            "start",
            "none",
            "kind=easy",
            "minutes=40 min",
            "finished=within_hour",
            "next",
            "legs=fine",
            "?next",
            "effort=3",
            "time=8 min",
            "?kit=roller",
            "?eaten=not_yet",
            "?sleep=h7_8",
            "next",
        ],
    ),
    (
        "returning, two sore places of even muscle",
        60.0,
        &[
            "start",
            "none",
            "kind=long",
            "minutes=90 min",
            "finished=within_hour",
            "next",
            "?distance",
            "view=list",
            "quads:both",
            "calves:both",
            "next",
            "score=3",
            "same",
            "score=3",
            "same",
            "?began=after_run",
            "?next",
            "effort=5",
            "time=15 min",
            "?kit=roller",
            "?eaten=not_yet",
            "?sleep=h7_8",
            "next",
        ],
    ),
];

fn main() -> Result<()> {
    println!(
        "Assumed: reading {WORDS_A_MINUTE} words a minute, all text on screen, each screen once; {TAP_S} s for a tap, \
         {MOVE_S} s until the next screen stands. A telephone of 360 by 640.\n"
    );
    let mut late = Vec::new();
    visit("read", &Settings::phone(), |page| {
        for (name, most, presses) in STORIES {
            let seconds = story(page, name, presses)?;
            if seconds > *most {
                late.push(format!("{name}: {seconds:.0} s, at most {most:.0}"));
            }
            page.click_at("[data-action=home]")?;
        }
        Ok(())
    })?;
    anyhow::ensure!(late.is_empty(), "over the time: {}", late.join("; "));
    Ok(())
}

fn story(page: &Visit, name: &str, presses: &[&str]) -> Result<f64> {
    let (mut taps, mut words, mut screens) = (0_u32, 0_u32, 0_u32);
    let mut heading = String::new();
    for press in presses {
        page.settle()?;
        let now = page.texts("[data-heading]")?.join(" ");
        if now != heading {
            heading = now;
            screens += 1;
            let read = u32::try_from(page.text()?.split_whitespace().count())?;
            words += read;
            println!("  {read:4} words  {heading}");
        }
        let (maybe, press) = match press.strip_prefix('?') {
            Some(press) => (true, press),
            None => (false, *press),
        };
        let css = css(press);
        if maybe && page.count(&css)? == 0 {
            continue;
        }
        page.click_at(&css)
            .with_context(|| format!("{name}: {press}"))?;
        taps += 1;
    }
    page.element("[data-screen=answer]")
        .with_context(|| format!("{name} does not reach an answer"))?;
    let seconds = f64::from(words) / WORDS_A_MINUTE * 60.0
        + f64::from(taps) * TAP_S
        + f64::from(screens) * MOVE_S;
    println!("{name}: {taps} taps, {screens} screens, {words} words: {seconds:.0} s\n");
    Ok(seconds)
}

fn css(press: &str) -> String {
    if press == "distance" {
        return "[data-field=distance] .quick .chip:nth-child(3)".to_owned();
    }
    if let Some((fact, value)) = press.split_once('=') {
        return format!("[data-fact={fact}][data-value='{value}']");
    }
    match press.split_once(':') {
        Some((region, side)) => format!(".list [data-region={region}][data-side={side}]"),
        None => format!("[data-action={press}]"),
    }
}

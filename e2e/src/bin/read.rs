//! How long the questions take, from the press of Start: `cargo xtask read`. Taps and words are those that the page
//! really shows.

use std::collections::{BTreeMap, BTreeSet};

use aftermile_e2e::{Settings, Visit, visit};
use anyhow::{Context, Result};

/// Reading, words a minute.
const WORDS_A_MINUTE: f64 = 240.0;
/// A text that was read before, in this visit or an earlier one, is found again: so much of a word's time for all of it.
/// What stays in its place when the next screen comes (the link for signs, Next, the chips of what was answered) is not
/// looked at again but when it is pressed, and that is in the time of a tap.
const KNOWN_WORDS: f64 = 1.0;
/// Questions whose answers are numbers, or stretches of numbers, in order; of the effort also its scale in words, which is
/// such stretches. One of them is found by halving what is left, so as many are read as the logarithm to base 2 of how
/// many there are (Landauer and Nachbar, Selection from alphabetic and numeric menu trees using a touch screen, 1985: the
/// time to choose grows with the logarithm). That each of them takes the time of its words is our assumption.
const IN_ORDER: &[&str] = &[
    "minutes", "finished", "distance", "score", "days", "age", "effort", "scale", "time", "sleep",
];
/// Finding and pressing a control, seconds.
const TAP_S: f64 = 0.6;
/// A choice is seen as chosen and the next screen comes, seconds.
const MOVE_S: f64 = 0.2;

/// What is pressed, in order. The first story is a first visit, those after it come back to the same device.
/// Seconds at most as it is read, and as if all were read each time: that has no promise, but is not to grow unseen.
const STORIES: &[(&str, f64, f64, &[&str])] = &[
    (
        "first visit, legs fine",
        90.0,
        125.0,
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
        122.0,
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
    // Their questions come for the first time, so a first visit's time is theirs.
    (
        "returning, two sore places for the first time",
        90.0,
        165.0,
        SORE,
    ),
    (
        "returning, two sore places of even muscle",
        60.0,
        165.0,
        SORE,
    ),
];

/// A long run, both thighs and both calves a little sore.
const SORE: &[&str] = &[
    "start",
    "none",
    "kind=long",
    "minutes=90 min",
    "finished=within_hour",
    "next",
    "?distance",
    "front:quads:left",
    "front:quads:right",
    "view=back",
    "back:calves:left",
    "back:calves:right",
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
];

/// The texts that can be seen, each as it stands with the question that it is an answer to: not what is said to screen
/// readers alone.
const SEEN: &str = "
    const texts = [];
    const walk = (node) => {
        if (node.nodeType === Node.TEXT_NODE) {
            const text = node.data.trim();
            const answer = node.parentElement.closest('button');
            const fact = answer?.closest('[data-fact]')?.dataset.fact ?? answer?.closest('.quick')?.closest('[data-field]')?.dataset.field
                ?? (node.parentElement.closest('.scale') && 'scale');
            if (text) texts.push([text, fact ?? '']);
        } else if (!node.matches?.('.sr') && (!node.checkVisibility || node.checkVisibility())) node.childNodes.forEach(walk);
    };
    walk(document.querySelector('aftermile-widget').shadowRoot.querySelector('[data-screen]'));
    return texts";

/// What is written, and the fact that it is an answer to, if it is one.
type Text = (String, String);

/// What a way through the questions costs.
#[derive(Default)]
struct Cost {
    taps: u32,
    screens: u32,
    /// Of all text on every screen, as if nothing had been read before.
    all: u32,
    /// As it is read: what is new in full, what is known as one look.
    read: f64,
}

impl Cost {
    fn seconds(&self, words: f64) -> f64 {
        words / WORDS_A_MINUTE * 60.0
            + f64::from(self.taps) * TAP_S
            + f64::from(self.screens) * MOVE_S
    }
}

fn main() -> Result<()> {
    println!(
        "Assumed: reading {WORDS_A_MINUTE} words a minute; every text that can be seen, once; a text that stood on a screen before, \
         in this visit or an earlier one, is found with one look ({KNOWN_WORDS} word); what stays where it was when the next screen \
         comes is not looked at; of n answers that are numbers or times in order, and of the stretches of the scale of effort, \
         as many are read as it takes to find one by halving (log2 n). No time to think or to remember. {TAP_S} s for a tap, {MOVE_S} s until \
         the next screen stands. From the press of Start to the plan, on a telephone of 360 by 640. In brackets as if every \
         screen were read in full each time.\n"
    );
    let mut late = Vec::new();
    let mut known = BTreeSet::new();
    visit("read", &Settings::phone(), |page| {
        for (name, most, in_full, presses) in STORIES {
            let cost = story(page, name, presses, &mut known)?;
            let (seconds, strict) = (cost.seconds(cost.read), cost.seconds(f64::from(cost.all)));
            println!(
                "{name}: {} taps, {} screens, {} words: {seconds:.1} s of at most {most:.0} ({strict:.0} s)\n",
                cost.taps, cost.screens, cost.all
            );
            if strict > *in_full {
                late.push(format!(
                    "{name}: {strict:.0} s in full, at most {in_full:.0}"
                ));
            }
            if seconds > *most {
                late.push(format!("{name}: {seconds:.1} s, at most {most:.0}"));
            }
            page.click_at("[data-action=home]")?;
        }
        Ok(())
    })?;
    anyhow::ensure!(late.is_empty(), "over the time: {}", late.join("; "));
    Ok(())
}

fn story(page: &Visit, name: &str, presses: &[&str], known: &mut BTreeSet<String>) -> Result<Cost> {
    let mut cost = Cost::default();
    let mut heading = String::new();
    let mut stood: Vec<Text> = Vec::new();
    let mut before = BTreeSet::new();
    for press in presses {
        page.settle()?;
        // The card comes before the questions.
        if *press != "start" {
            let now = page.texts("[data-heading]")?.join(" ");
            if now != heading {
                heading = now;
                cost.screens += 1;
                before = stood.drain(..).map(|(text, _)| text).collect();
            }
            // What a press brings to the same screen is read too.
            let texts: Vec<Text> = serde_json::from_value(page.script(SEEN, vec![])?)?;
            let new: Vec<&Text> = texts.iter().filter(|t| !stood.contains(t)).collect();
            if !new.is_empty() {
                read(&new, &heading, &mut cost, known, &before);
            }
            stood = texts;
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
        cost.taps += 1;
    }
    page.element("[data-screen=answer]")
        .with_context(|| format!("{name} does not reach an answer"))?;
    Ok(cost)
}

/// Reads what stands on a screen. `before`: what stood on the one before it.
fn read(
    texts: &[&Text],
    heading: &str,
    cost: &mut Cost,
    known: &mut BTreeSet<String>,
    before: &BTreeSet<String>,
) {
    let (mut all, mut new) = (0, 0.0);
    let mut in_order: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for (text, fact) in texts {
        let words = u32::try_from(text.split_whitespace().count()).unwrap_or(u32::MAX);
        all += words;
        let stays = fact.is_empty() && text != heading && before.contains(text);
        let words = match known.contains(text) {
            _ if stays => 0.0,
            true => KNOWN_WORDS.min(f64::from(words)),
            false => f64::from(words),
        };
        if IN_ORDER.contains(&fact.as_str()) {
            let (answers, of_all) = in_order.entry(fact).or_default();
            *answers += 1.0;
            *of_all += words;
        } else {
            new += words;
        }
        known.insert(text.clone());
    }
    for (answers, words) in in_order.into_values() {
        new += answers.log2().max(1.0) * words / answers;
    }
    println!("  {all:4} words, {new:3.0} of them read  {heading}");
    cost.all += all;
    cost.read += new;
}

fn css(press: &str) -> String {
    if press == "distance" {
        return "[data-field=distance] .quick .chip:nth-child(3)".to_owned();
    }
    if let Some((fact, value)) = press.split_once('=') {
        return format!("[data-fact={fact}][data-value='{value}']");
    }
    match press.split(':').collect::<Vec<_>>().as_slice() {
        [view, zone, side] => {
            format!("[data-view={view}] [data-zone={zone}][data-side={side}]")
        }
        _ => format!("[data-action={press}]"),
    }
}

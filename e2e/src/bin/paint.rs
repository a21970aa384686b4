//! How soon each press is painted on a device four times slower than this one: `cargo xtask paint`. In Chromium, which
//! can be slowed and tells when a frame was painted after an event.

use aftermile_e2e::{Settings, Visit, visit};
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::json;

/// How much slower.
const SLOWER: u32 = 4;
/// What a press may take, milliseconds.
const MOST_MS: f64 = 50.0;
/// What a press changes, where that is promised too: the difference that another answer makes.
const SHOWN: (&str, &str) = ("another value", "[data-panel=driver] [data-changes]");
/// So soon after the press it stands on the screen, milliseconds, with the device as slow.
const SHOWN_MS: f64 = 100.0;
/// The longest piece of work that a press may set off, so that the next press is not kept waiting (a design choice).
const LONGEST_MS: f64 = 200.0;
/// Each journey once to warm up, as a browser does with code it has run, then so often.
const ROUNDS: usize = 3;

/// Where it begins.
const START: &str = "[data-action=start]";

/// What is pressed, and what it is called in the table; without a name it is only on the way.
const PRESSES: &[(&str, &str)] = &[
    ("import a run", "[data-action=import-runs]"),
    ("close", "[data-screen=files] [data-action=close]"),
    ("start", START),
    ("none of the signs", "[data-action=none]"),
    ("a kind of run", "[data-fact=kind][data-value=long]"),
    ("a number", "[data-fact=minutes][data-value='120 min']"),
    ("a time", "[data-fact=finished][data-value=within_hour]"),
    ("an answer to change", "[data-edit=kind]"),
    ("the same again", "[data-fact=kind][data-value=long]"),
    ("a tick", "[data-fact=descent]"),
    ("next", "[data-action=next]"),
    (
        "a distance",
        "[data-field=distance] .quick .chip:nth-child(4)",
    ),
    ("the list", "[data-fact=view][data-value=list]"),
    (
        "a place in the list",
        ".list [data-region=quads][data-side=both]",
    ),
    ("the picture", "[data-fact=view][data-value=front]"),
    (
        "a place in the picture",
        "[data-view=front] [data-zone=groin][data-side=left]",
    ),
    (
        "the place again",
        "[data-view=front] [data-zone=groin][data-side=left]",
    ),
    ("next place", "[data-action=next]"),
    ("a score", "[data-fact=score][data-value='4']"),
    ("same on both sides", "[data-action=same]"),
    ("how it began", "[data-fact=began][data-value=after_run]"),
    ("an age", "?[data-fact=age][data-value=a18_49]"),
    (
        "next, about you",
        "?[data-screen=about_you] [data-action=next]",
    ),
    ("something feels wrong", "[data-action=wrong]"),
    ("back", "[data-action=back]"),
    ("why this question", "[data-action=why]"),
    ("close", "[data-action=close-sheet]"),
    ("an effort", "[data-fact=effort][data-value='6']"),
    ("minutes there are", "[data-fact=time][data-value='25 min']"),
    ("the kit", "?[data-fact=kit][data-value=roller]"),
    ("eaten", "?[data-fact=eaten][data-value=not_yet]"),
    ("slept", "?[data-fact=sleep][data-value=h7_8]"),
    (
        "what few have to say",
        "[data-screen=you_now] details.more summary",
    ),
    ("see my plan", "[data-screen=you_now] [data-action=next]"),
    ("why", "[data-step=walk_down] .why summary"),
    ("a driver", ".chips [data-edit]"),
    ("another value", "[data-panel=driver] [data-value='6']"),
    ("close", "[data-action=close-sheet]"),
    ("the exercises", "[data-step=stretch] .fold summary"),
    ("swap", "[data-swap]"),
    ("with this one", "[data-swap-to]"),
    ("runs a week", "[data-part=week] [data-value='4']"),
    ("what would change this", "[data-would] summary"),
    ("calendar", "[data-action=calendar]"),
    ("close", "[data-action=close-sheet]"),
    ("share", "[data-action=share]"),
    ("close", "[data-action=close-sheet]"),
    ("start the session", "[data-action=play]"),
    ("15 seconds more", ".clock [data-action=more]"),
    ("next step", "[data-action=skip]"),
    ("step back", "[data-screen=player] [data-action=step-back]"),
    ("stop", "[data-action=pause]"),
    ("this hurts", "[data-action=hurts]"),
    ("ease it", "[data-action=ease]"),
    ("end", "[data-action=end]"),
    ("end the session", "[data-action=end-session]"),
    ("home", "[data-action=home]"),
    ("your runs", "[data-action=history]"),
    ("a run of before", "[data-run]"),
    ("home", "[data-action=home]"),
    ("your runs", "[data-action=history]"),
    ("your data", "[data-action=data]"),
    ("erase everything", "[data-action=erase-all]"),
    ("no", "[data-action=erase-no]"),
    ("close", "[data-screen=data] [data-action=close]"),
    ("close", "?[data-screen=history] [data-action=close]"),
    (LATER, ""),
    ("check in", "[data-action=check-in]"),
    (
        "a score again",
        "[data-screen='check.sore'] [data-fact=score][data-value='3']",
    ),
    (
        "next, check-in",
        "?[data-screen='check.sore'] [data-action=next]",
    ),
    ("stairs", "[data-fact=stairs][data-value='0']"),
    (
        "nothing new",
        "[data-screen='check.new'] [data-action=none]",
    ),
    ("done", "[data-screen=checked] [data-action=done]"),
];

/// Not a press: a day goes by, and the page is opened anew.
const LATER: &str = "a day later";

const WATCH: &str = "
    window.__presses = []; window.__long = [];
    new PerformanceObserver((list) => { for (const e of list.getEntries()) if (e.interactionId) window.__presses.push([e.interactionId, e.duration, e.processingEnd - e.processingStart]); })
        .observe({ type: 'event', durationThreshold: 16, buffered: true });
    new PerformanceObserver((list) => { for (const e of list.getEntries()) window.__long.push(e.duration); }).observe({ type: 'longtask', buffered: true });";

const SCROLL: &str = "document.querySelector('aftermile-widget').shadowRoot.querySelector(arguments[0])?.scrollIntoView({ block: 'center', behavior: 'instant' })";

/// Everything that was seen since the last time: the longest event and its work, the longest task.
const TAKE: &str = "
    const done = arguments[arguments.length - 1];
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => {
        const worst = (all) => all.reduce((a, b) => Math.max(a, b), 0);
        done({ paint: worst(window.__presses.map((p) => p[1])), work: worst(window.__presses.map((p) => p[2])), task: worst(window.__long) });
        window.__presses = []; window.__long = [];
    }, 60)));";

/// From the press to the frame that first shows words in the place named.
const SHOW: &str = "
    const root = document.querySelector('aftermile-widget').shadowRoot;
    window.__shown = null;
    const found = () => root.querySelector(arguments[0])?.innerText.trim();
    if (found()) throw new Error('the words are there before the press');
    root.addEventListener('click', (press) => {
        const look = () => found() ? setTimeout(() => { window.__shown = performance.now() - press.timeStamp; }) : requestAnimationFrame(look);
        requestAnimationFrame(look);
    }, { capture: true, once: true });";

#[derive(Debug, Clone, Copy, Default, Deserialize)]
struct Seen {
    /// From the press to the frame that shows it; in steps of 8 ms, as browsers tell it.
    paint: f64,
    /// In the page's own code.
    work: f64,
    /// The longest task meanwhile, where one was over 50 ms.
    task: f64,
    /// To what it changes, where that is promised.
    #[serde(skip)]
    shown: Option<f64>,
}

fn main() -> Result<()> {
    let first = first_starts()?;
    let mut all: Vec<Vec<Option<Seen>>> = Vec::new();
    visit("paint", &Settings::phone(), |page| {
        slow_down(page)?;
        for _ in 0..=ROUNDS {
            all.push(round(page)?);
        }
        Ok(())
    })?;
    println!(
        "At a processor {SLOWER} times slower, milliseconds, the middle of {ROUNDS} rounds after one to warm up:\n"
    );
    println!(
        "{:<26} {:>8} {:>8} {:>8}",
        "press", "painted", "work", "task"
    );
    let presses = PRESSES.iter().enumerate().map(|(at, (name, _))| {
        let seen = all.iter().skip(1).filter_map(|r| *r.get(at)?);
        (*name, seen.collect())
    });
    let mut late = Vec::new();
    for (name, seen) in std::iter::once(("the first start", first)).chain(presses) {
        let seen: Vec<Seen> = seen;
        if seen.is_empty() {
            continue;
        }
        let middle = |part: fn(&Seen) -> f64| {
            let mut values: Vec<f64> = seen.iter().map(part).collect();
            values.sort_by(f64::total_cmp);
            values.get(values.len() / 2).copied().unwrap_or(0.0)
        };
        let (paint, work, task) = (middle(|s| s.paint), middle(|s| s.work), middle(|s| s.task));
        let shown = (name == SHOWN.0).then(|| middle(|s| s.shown.unwrap_or(f64::INFINITY)));
        let also = shown.map_or_else(String::new, |ms| format!("   the difference: {ms:.0}"));
        println!("{name:<26} {paint:>8.0} {work:>8.1} {task:>8.0}{also}");
        if let Some(ms) = shown.filter(|ms| *ms > SHOWN_MS) {
            late.push(format!("{name}: what it changes shown after {ms:.0} ms"));
        }
        if paint > MOST_MS {
            late.push(format!("{name}: painted after {paint:.0} ms"));
        }
        if task > LONGEST_MS {
            late.push(format!("{name}: a task of {task:.0} ms"));
        }
    }
    println!(
        "\nAn event is told from 16 ms on; 0 is less than that. The first start is each time in a browser of its own: \
         nothing is kept, no code has run before, the questions are still to be fetched. What is painted is that the \
         press was seen; what it does follows at once, and is the task where one is told."
    );
    ensure!(
        late.is_empty(),
        "over {MOST_MS} ms to the frame, {SHOWN_MS} ms to the difference or {LONGEST_MS} ms for a task: {}",
        late.join("; ")
    );
    Ok(())
}

fn round(page: &Visit) -> Result<Vec<Option<Seen>>> {
    let mut seen = Vec::new();
    for (name, css) in PRESSES {
        if *name == LATER {
            page.let_pass(25)?;
            page.script(WATCH, vec![])?;
            seen.push(None);
            continue;
        }
        let (maybe, css) = css
            .strip_prefix('?')
            .map_or((false, *css), |css| (true, css));
        page.settle()?;
        if maybe && page.count(css)? == 0 {
            seen.push(None);
            continue;
        }
        seen.push(Some(press(page, name, css)?));
    }
    Ok(seen)
}

fn press(page: &Visit, name: &str, css: &str) -> Result<Seen> {
    // Whoever presses something has it in view before; and nothing that came before counts.
    page.script(SCROLL, vec![json!(css)])?;
    page.settle()?;
    page.script_calling_back(TAKE, vec![])?;
    let promised = name == SHOWN.0;
    if promised {
        page.script(SHOW, vec![json!(SHOWN.1)])?;
    }
    page.click_at(css).with_context(|| name.to_owned())?;
    let found = page.script_calling_back(TAKE, vec![])?;
    let mut seen: Seen = serde_json::from_value(found)?;
    if promised {
        page.element(SHOWN.1)?;
        page.settle()?;
        seen.shown = page.script("return window.__shown", vec![])?.as_f64();
    }
    Ok(seen)
}

/// Start on the bare card, before anything else has run.
fn first_starts() -> Result<Vec<Seen>> {
    let mut all = Vec::new();
    for _ in 0..ROUNDS {
        visit("paint-first", &Settings::phone(), |page| {
            slow_down(page)?;
            page.element(START)?;
            all.push(press(page, "the first start", START)?);
            Ok(())
        })?;
    }
    Ok(all)
}

fn slow_down(page: &Visit) -> Result<()> {
    page.script(WATCH, vec![])?;
    page.devtools("Emulation.setCPUThrottlingRate", json!({ "rate": SLOWER }))?;
    Ok(())
}

//! Colours are held to their contrasts by the tokens themselves (WCAG 1.4.3, 1.4.11), and the two lists of the
//! night are held equal.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeMap;

type Tokens = BTreeMap<String, String>;

const STYLE: &str = include_str!("../style.css");

/// The custom properties of the first block after a selector.
fn tokens(selector: &str) -> Tokens {
    let from = STYLE
        .find(selector)
        .unwrap_or_else(|| panic!("no {selector}"));
    let block = STYLE[from..].split_once('{').unwrap().1;
    let block = block.split_once('}').unwrap().0;
    let mut text = String::new();
    let mut rest = block;
    while let Some((before, after)) = rest.split_once("/*") {
        text.push_str(before);
        rest = after.split_once("*/").unwrap().1;
    }
    text.push_str(rest);
    text.split(';')
        .filter_map(|line| line.trim().strip_prefix("--")?.split_once(':'))
        .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
        .collect()
}

fn day() -> Tokens {
    tokens("\n.am {")
}

fn night() -> Tokens {
    let mut all = day();
    all.extend(tokens(":host(:not([data-theme=\"light\"])) .am {"));
    all
}

fn luminance(colour: &str) -> f64 {
    let hex = colour
        .strip_prefix('#')
        .unwrap_or_else(|| panic!("{colour} is no hex colour"));
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Text and what it stands on: at least 4.5 to 1.
const TEXTS: &[(&str, &str)] = &[
    ("ink", "paper"),
    ("ink", "raised"),
    ("ink", "sunk"),
    ("ink", "accent-soft"),
    ("ink", "primary-soft"),
    ("muted", "paper"),
    ("muted", "raised"),
    ("muted", "sunk"),
    ("muted", "primary-soft"),
    ("primary", "paper"),
    ("primary", "raised"),
    ("primary", "primary-soft"),
    ("primary", "sunk"),
    ("on-primary", "primary"),
    ("accent", "paper"),
    ("accent", "raised"),
    ("accent", "accent-soft"),
    ("paper", "accent"),
    ("paper", "ink"),
    ("ok", "ok-bg"),
    ("watch", "watch-bg"),
    ("see", "see-bg"),
    ("urgent", "urgent-bg"),
    ("urgent", "paper"),
    ("urgent", "raised"),
    ("ink", "ok-bg"),
    ("ink", "see-bg"),
    ("ink", "urgent-bg"),
    ("ink", "watch-bg"),
    ("on-emergency", "emergency"),
    ("on-sore-low", "sore-1"),
    ("on-sore-low", "sore-2"),
    ("on-sore-low", "sore-3"),
    ("on-sore-high", "sore-4"),
    ("on-sore-high", "sore-5"),
];

/// What marks a control or a drawing, and what it stands on: at least 3 to 1.
const MARKS: &[(&str, &str)] = &[
    ("border", "paper"),
    ("border", "raised"),
    ("border", "sunk"),
    ("primary", "paper"),
    ("primary", "sunk"),
    ("ribbon-line", "paper"),
    ("ribbon-line", "ribbon-band"),
    ("ribbon-line", "night"),
    ("ribbon-edge", "paper"),
    ("ink", "paper"),
];

#[test]
fn texts_and_marks_stand_out_by_day_and_by_night() {
    let mut low = Vec::new();
    for (when, tokens) in [("day", day()), ("night", night())] {
        for (pairs, least) in [(TEXTS, 4.5), (MARKS, 3.0)] {
            for (front, back) in pairs {
                let found = contrast(&tokens[*front], &tokens[*back]);
                if found < least {
                    low.push(format!(
                        "{when}: {front} on {back} has {found:.2}, needs {least}"
                    ));
                }
            }
        }
    }
    assert!(low.is_empty(), "{}", low.join("\n"));
}

#[test]
fn the_night_by_choice_is_the_night_by_device() {
    assert_eq!(
        tokens(":host(:not([data-theme=\"light\"])) .am {"),
        tokens(":host([data-theme=\"dark\"]) .am {")
    );
}

#[test]
fn every_colour_has_its_night_and_its_forced_colour() {
    let shared = [
        "emergency",
        "on-emergency",
        "sore-1",
        "sore-2",
        "sore-3",
        "sore-4",
        "sore-5",
        "on-sore-low",
        "on-sore-high",
    ];
    let night = tokens(":host(:not([data-theme=\"light\"])) .am {");
    let forced = tokens(":host(:not([data-theme=\"forced\"])) .am {");
    for (name, value) in day().iter().filter(|(_, v)| v.starts_with('#')) {
        assert!(
            night.contains_key(name) || shared.contains(&name.as_str()),
            "{name} {value} has no night"
        );
        let sore = name.contains("sore");
        assert!(
            forced.contains_key(name) || sore,
            "{name} has no forced colour"
        );
    }
}

#[test]
fn nothing_moves_when_less_motion_is_asked_for() {
    let still = STYLE
        .split_once("prefers-reduced-motion: reduce")
        .unwrap()
        .1;
    let still = still.split_once("}\n}").unwrap().0;
    for token in ["--fast: 0ms", "--calm: 0ms", "--slow: 0ms"] {
        assert!(still.contains(token), "{token}");
    }
    // Every duration is a token, so that the list above is all there is.
    for line in STYLE
        .lines()
        .filter(|l| l.contains("transition:") || l.contains("animation:"))
    {
        for part in line
            .split("transition:")
            .skip(1)
            .chain(line.split("animation:").skip(1))
        {
            let value = part.split(';').next().unwrap();
            assert!(
                value.contains("var(--") || value.trim() == "none",
                "{value}"
            );
        }
    }
}

#[test]
fn sizes_are_em_so_that_a_host_page_cannot_shrink_them() {
    assert!(
        !STYLE.contains("rem;") && !STYLE.contains("rem "),
        "rem follows the host page"
    );
}

#[test]
fn the_gallery_shows_parts_that_there_are() {
    let gallery = include_str!("gallery/index.html");
    let mut unknown = Vec::new();
    for part in gallery.split("class=\"").skip(1) {
        for class in part.split('"').next().unwrap().split_whitespace() {
            if !STYLE.contains(&format!(".{class}")) {
                unknown.push(class);
            }
        }
    }
    assert!(unknown.is_empty(), "no style for {unknown:?}");
}

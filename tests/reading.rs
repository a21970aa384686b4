//! Results and warnings are read by tired people: they are held to a reading age of 12 by the Flesch-Kincaid grade plus
//! five. The formula is made for passages, so a text is judged alone from 12 words on, and the texts of a kind as one.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::cast_precision_loss)]

use std::collections::BTreeMap;

use aftermile_engine::message::{catalogue, placeholders};

/// Years of somebody who understands the texts of a kind.
const KIND: f64 = 12.0;

/// Years for one text alone.
const ONE: f64 = 12.0;

/// A shorter text has too few words for the formula: one long name decides.
const FLOOR: usize = 12;

/// Kinds of rule texts, by how their keys begin and end.
const KINDS: &[(&str, &str, &str)] = &[
    ("levels", "level.", ""),
    ("headlines", "headline.", ""),
    ("calm words", "calm.", ""),
    ("when to get help", "help.", ""),
    ("first aid and do-not lines", "line.", ""),
    ("whom to see", "see.", ""),
    ("reasons of a level", "rule.", ""),
    ("warning signs", "fact.", ""),
    ("steps", "step.", ""),
    ("how an exercise is done", "exercise.", ""),
    ("what is left out", "leave.", ""),
    ("the next run", "next.", ""),
];

/// Sections of the page's catalogue that belong to the answer, an urgent page and the check-in.
const SECTIONS: &[&str] = &[
    "level", "urgent", "answer", "sources", "change", "why", "not", "back", "would", "take",
    "shared", "evidence", "note", "check_in", "fallback", "phone", "week", "ladder",
];

/// Groups of vowels, without a silent e at the end.
fn syllables(word: &str) -> usize {
    let vowel = |c: char| "aeiouy".contains(c);
    let mut count = 0;
    let mut before = false;
    for letter in word.chars() {
        count += usize::from(vowel(letter) && !before);
        before = vowel(letter);
    }
    // "takes" has a silent e, "presses" none; "walked" has one, "rested" none.
    let silent = |end: &str, spoken: &str| {
        word.strip_suffix(end)
            .is_some_and(|stem| !stem.ends_with(|c: char| spoken.contains(c)))
    };
    let silent = silent("e", "l") || silent("es", "lscgxzh") || silent("ed", "td");
    count
        .saturating_sub(usize::from(silent && count > 1))
        .max(1)
}

#[derive(Default)]
struct Passage {
    words: usize,
    sentences: usize,
    syllables: usize,
}

impl Passage {
    /// What code fills in counts as a short word.
    fn of(text: &str) -> Passage {
        let mut plain = text.to_lowercase();
        for name in placeholders(text) {
            plain = plain.replace(&format!("{{{name}}}"), "this");
        }
        let sentences = plain
            .split(['.', '!', '?', ':', ';'])
            .filter(|s| s.chars().any(char::is_alphabetic))
            .count();
        let words = plain
            .split(|c: char| !c.is_alphanumeric() && c != '\'')
            .filter(|w| !w.is_empty());
        words.fold(
            Passage {
                sentences,
                ..Passage::default()
            },
            |sum, word| Passage {
                words: sum.words + 1,
                syllables: sum.syllables + syllables(word),
                ..sum
            },
        )
    }

    fn all<'a>(texts: impl Iterator<Item = &'a str>) -> Passage {
        texts
            .map(Passage::of)
            .fold(Passage::default(), |a, b| Passage {
                words: a.words + b.words,
                sentences: a.sentences + b.sentences,
                syllables: a.syllables + b.syllables,
            })
    }

    fn age(&self) -> f64 {
        let words = self.words as f64;
        0.39 * words / self.sentences as f64 + 11.8 * self.syllables as f64 / words - 15.59 + 5.0
    }
}

/// The texts of each kind, with their keys.
fn kinds() -> BTreeMap<String, Vec<(String, String)>> {
    let mut kinds: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for (key, text) in catalogue() {
        let kind = KINDS
            .iter()
            .find(|(_, from, to)| key.starts_with(from) && key.ends_with(to));
        if let Some((kind, _, _)) = kind {
            let texts = kinds.entry((*kind).to_owned()).or_default();
            texts.push(((*key).to_owned(), (*text).to_owned()));
        }
    }
    let page: toml::Table = include_str!("../src/i18n/en.toml").parse().unwrap();
    for name in SECTIONS {
        let Some(toml::Value::Table(section)) = page.get(*name) else {
            panic!("no section {name}");
        };
        let texts = kinds.entry(format!("the page's [{name}]")).or_default();
        for (key, value) in section {
            let forms = match value {
                toml::Value::String(text) => vec![text.clone()],
                toml::Value::Table(forms) => forms
                    .values()
                    .filter_map(|form| form.as_str().map(str::to_owned))
                    .collect(),
                _ => panic!("{name}.{key} is no text"),
            };
            texts.extend(
                forms
                    .into_iter()
                    .map(|text| (format!("{name}.{key}"), text)),
            );
        }
    }
    kinds
}

#[test]
fn every_kind_of_text_is_read_at_twelve() {
    let kinds = kinds();
    let mut hard = Vec::new();
    for (kind, texts) in &kinds {
        let passage = Passage::all(texts.iter().map(|(_, text)| text.as_str()));
        let age = passage.age();
        println!("{age:5.1} {kind}: {} texts", texts.len());
        if age > KIND {
            hard.push(format!("{kind}: {age:.1}"));
        }
    }
    assert!(kinds.len() == KINDS.len() + SECTIONS.len());
    assert!(hard.is_empty(), "over {KIND}: {}", hard.join("; "));
}

#[test]
fn every_text_is_read_at_twelve() {
    let mut hard = Vec::new();
    for (key, text) in kinds().into_values().flatten() {
        let passage = Passage::of(&text);
        let age = passage.age();
        if passage.words >= FLOOR && age > ONE {
            hard.push(format!("{age:4.1} {key}: {text}"));
        }
    }
    hard.sort();
    assert!(
        hard.is_empty(),
        "{} over {ONE}:\n{}",
        hard.len(),
        hard.join("\n")
    );
}

#[test]
fn the_formula_tells_plain_from_hard() {
    let plain = Passage::of("Sit down. Drink some water. Rest your legs until you feel well.");
    let hard = Passage::of(
        "Considerable deterioration necessitates immediate professional evaluation by appropriately qualified practitioners.",
    );
    assert!(plain.age() < 8.0, "{}", plain.age());
    assert!(hard.age() > 20.0, "{}", hard.age());
}

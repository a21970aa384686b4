//! Result and warning texts are held to a reading age of 12 by the Flesch-Kincaid grade (grade + 5 = age). The formula
//! is made for passages, so the texts of one kind are read as one.

#![allow(clippy::unwrap_used, clippy::panic, clippy::cast_precision_loss)]

use aftermile_engine::message::catalogue;

/// What a person of 12 reads at school.
const OLDEST: f64 = 12.0;

/// The texts of one kind, by the beginnings of their keys.
const KINDS: &[(&str, &[&str])] = &[
    (
        "levels, headlines and calm words",
        &["level.", "headline.", "calm."],
    ),
    ("when to get help", &["help."]),
    ("first aid and do-not lines", &["line.", "care."]),
    ("why a level", &["rule."]),
    ("steps", &["step."]),
    ("what is left out", &["leave."]),
    ("the next run", &["next."]),
    ("warning signs", &["fact."]),
];

/// Syllables by groups of vowels, a silent final e not counted: the usual estimate for English.
fn syllables(word: &str) -> usize {
    let word = word.to_lowercase();
    let vowel = |c: char| "aeiouy".contains(c);
    let mut count = 0;
    let mut before = false;
    for c in word.chars() {
        if vowel(c) && !before {
            count += 1;
        }
        before = vowel(c);
    }
    let silent = word.ends_with('e') && !word.ends_with("le")
        || word.ends_with("es")
        || word.ends_with("ed");
    if silent && count > 1 {
        count -= 1;
    }
    count.max(1)
}

struct Passage {
    words: usize,
    sentences: usize,
    syllables: usize,
}

impl Passage {
    fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Passage {
        let mut passage = Passage {
            words: 0,
            sentences: 0,
            syllables: 0,
        };
        for text in texts {
            // A filled-in answer reads as one short word.
            let mut plain = String::new();
            let mut rest = text;
            while let Some((start, after)) = rest.split_once('{') {
                plain.push_str(start);
                plain.push_str("so");
                rest = after.split_once('}').map_or("", |(_, end)| end);
            }
            plain.push_str(rest);
            for sentence in plain.split(['.', '?', '!', ':', ';']) {
                let words: Vec<&str> = sentence
                    .split(|c: char| !c.is_alphanumeric() && c != '\'')
                    .filter(|w| !w.is_empty())
                    .collect();
                if words.is_empty() {
                    continue;
                }
                passage.sentences += 1;
                passage.words += words.len();
                passage.syllables += words.iter().map(|w| syllables(w)).sum::<usize>();
            }
        }
        passage
    }

    fn age(&self) -> f64 {
        let per_sentence = self.words as f64 / self.sentences as f64;
        let per_word = self.syllables as f64 / self.words as f64;
        0.39 * per_sentence + 11.8 * per_word - 15.59 + 5.0
    }
}

#[test]
fn a_reader_of_twelve_understands_every_kind_of_text() {
    let mut hard = Vec::new();
    for (kind, prefixes) in KINDS {
        let texts = catalogue()
            .iter()
            .filter(|(key, _)| prefixes.iter().any(|p| key.starts_with(p)))
            .map(|(_, text)| *text);
        let passage = Passage::of(texts);
        if passage.words == 0 {
            continue;
        }
        let age = passage.age();
        println!("{kind}: {age:.1} years ({} words)", passage.words);
        if age > OLDEST {
            hard.push(format!("{kind}: {age:.1}"));
        }
    }
    assert!(hard.is_empty(), "too hard: {}", hard.join(", "));
}

#[test]
fn the_formula_tells_easy_from_hard() {
    let easy = Passage::of(["Walk for five minutes. Then drink to thirst."].into_iter());
    let hard = Passage::of(
        ["Rehabilitation protocols necessitate individualised progression according to symptomatology and tolerance."]
            .into_iter(),
    );
    assert!(easy.age() < 8.0, "{}", easy.age());
    assert!(hard.age() > 18.0, "{}", hard.age());
}

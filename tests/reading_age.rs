//! Results and warnings are read by tired people: their reading age stays at 12 by the Flesch-Kincaid grade plus five.

use aftermile_engine::message::{catalogue, placeholders};

/// Years.
const MOST: f64 = 12.0;

/// Groups of vowels, without a silent e at the end.
fn syllables(word: &str) -> usize {
    let vowel = |c: char| "aeiouy".contains(c);
    let mut count = 0;
    let mut before = false;
    for letter in word.chars() {
        count += usize::from(vowel(letter) && !before);
        before = vowel(letter);
    }
    let silent = (word.ends_with('e') && !word.ends_with("le")) || word.ends_with("ed");
    count
        .saturating_sub(usize::from(silent && count > 1))
        .max(1)
}

/// Words and sentences of a text; what code fills in counts as a short word.
fn count(text: &str) -> (usize, usize, usize) {
    let mut text = text.to_owned();
    for name in placeholders(&text.clone()) {
        text = text.replace(&format!("{{{name}}}"), "this");
    }
    let sentences = text
        .split(['.', '!', '?', ':', ';'])
        .filter(|s| s.chars().any(char::is_alphabetic))
        .count();
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .map(str::to_lowercase)
        .filter(|w| !w.is_empty())
        .collect();
    let syllables = words.iter().map(|w| syllables(w)).sum();
    (words.len(), sentences, syllables)
}

#[allow(clippy::cast_precision_loss)]
fn age(texts: &[&str]) -> f64 {
    let (mut words, mut sentences, mut beats) = (0, 0, 0);
    for text in texts {
        let (w, s, b) = count(text);
        words += w;
        sentences += s;
        beats += b;
    }
    let (words, sentences, beats) = (words as f64, sentences as f64, beats as f64);
    0.39 * words / sentences + 11.8 * beats / words - 15.59 + 5.0
}

fn texts(prefix: &str, suffix: &str) -> Vec<&'static str> {
    catalogue()
        .iter()
        .filter(|(key, _)| key.starts_with(prefix) && key.ends_with(suffix))
        .map(|(_, text)| *text)
        .collect()
}

#[test]
fn the_formula_tells_plain_from_hard() {
    let plain = age(&["Sit down. Drink some water. Rest your legs until you feel well."]);
    let hard = age(&[
        "Considerable deterioration necessitates immediate professional evaluation by appropriately qualified practitioners.",
    ]);
    assert!(plain < 8.0 && hard > 20.0, "{plain} {hard}");
}

#[test]
fn results_and_warnings_are_read_at_twelve() {
    let groups = [
        ("headlines", texts("headline.", "")),
        ("when to get help", texts("help.", "")),
        ("what is left out", texts("leave.", ".because")),
        ("what an urgent page says to do", texts("line.", "")),
        ("whom to see", texts("see.", "")),
        ("reasons of a level", texts("rule.", "")),
        ("how a step is done", texts("step.", ".how")),
        ("why a step is there", texts("step.", ".because")),
        ("how an exercise is done", texts("exercise.", ".how")),
        ("the next run", texts("next.", "")),
    ];
    let mut hard = Vec::new();
    for (name, texts) in groups {
        assert!(!texts.is_empty(), "no text for {name}");
        let age = age(&texts);
        println!("{age:5.1} {name}, {} texts", texts.len());
        if age > MOST {
            hard.push(format!("{name}: {age:.1}"));
        }
    }
    assert!(hard.is_empty(), "over {MOST}: {}", hard.join("; "));
}

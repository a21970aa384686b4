//! The release's file of figures, as JSON: for each id the side that works and the markup. What several figures share
//! stands once, in a list of its own, and `@` with two letters stands for it.
//!
//! The page puts it together again: see `src/figures.rs`.

use std::collections::BTreeMap;

use super::Drawn;
use super::pose::Side;

/// Begins a reference. It appears in no markup.
const MARK: char = '@';
const LETTERS: &[u8; 52] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// Writes the file.
pub fn write(drawn: &[Drawn]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for figure in drawn {
        for piece in pieces(&figure.markup) {
            *counts.entry(piece).or_default() += 1;
        }
    }
    let mut shared: Vec<(&str, usize)> = counts
        .into_iter()
        .filter(|(text, count)| *count > 1 && text.len() > 8)
        .collect();
    shared.sort_by_key(|(text, count)| std::cmp::Reverse(text.len() * (count - 1)));
    shared.truncate(LETTERS.len() * LETTERS.len());
    let names: BTreeMap<&str, String> = shared
        .iter()
        .enumerate()
        .map(|(i, (text, _))| (*text, name(i)))
        .collect();
    let mut figures = BTreeMap::new();
    for figure in drawn {
        let side = match figure.side {
            Side::Left => "l ",
            Side::Right => "r ",
            Side::Both => "b ",
        };
        let mut packed = side.to_owned();
        for piece in pieces(&figure.markup) {
            packed.push_str(names.get(piece).map_or(piece, String::as_str));
        }
        // Quotation marks of the other kind need no mark before each in JSON.
        figures.insert(&figure.id, packed.replace('"', "'"));
    }
    let shared: Vec<String> = shared
        .iter()
        .map(|(text, _)| text.replace('"', "'"))
        .collect();
    serde_json::json!({ "shared": shared, "figures": figures }).to_string()
}

fn name(place: usize) -> String {
    let letter = |i: usize| {
        LETTERS
            .get(i % LETTERS.len())
            .map_or('a', |b| char::from(*b))
    };
    [MARK, letter(place / LETTERS.len()), letter(place)]
        .iter()
        .collect()
}

/// The markup in the pieces that may be shared: elements, and the parts of an animation around its numbers.
fn pieces(markup: &str) -> Vec<&str> {
    let mut all = Vec::new();
    for tag in markup.split_inclusive('>') {
        match tag.find("dur=\"").filter(|_| tag.starts_with("<animate")) {
            Some(middle) => {
                let (before, after) = tag.split_at(middle);
                all.push(before);
                all.push(after);
            }
            None => all.push(tag),
        }
    }
    all
}

//! Names in two characters, so that a year of runs is small: a name's code is its place in `words.txt`.
//!
//! The list only grows at its end. A name that is not in it is written out between apostrophes.

use std::borrow::Cow;
use std::iter::Peekable;
use std::str::Chars;
use std::sync::OnceLock;

/// A name of the rules: one of the list takes no room of its own.
pub type Word = Cow<'static, str>;

static LIST: &str = include_str!("words.txt");
/// None of these means anything else in a coded text, nor has to be escaped in JSON.
const DIGITS: &[u8; 64] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz$~";

struct Table {
    words: Vec<&'static str>,
    /// Places in `words`, sorted by the word.
    sorted: Vec<u16>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let words: Vec<&str> = LIST.lines().collect();
        let mut sorted: Vec<u16> = (0..words.len())
            .filter_map(|i| u16::try_from(i).ok())
            .collect();
        sorted.sort_by_key(|i| words.get(usize::from(*i)).copied());
        Table { words, sorted }
    })
}

/// Whether the list has the word.
#[cfg(test)]
#[must_use]
pub fn known(word: &str) -> bool {
    place(word).is_some()
}

fn place(word: &str) -> Option<usize> {
    let table = table();
    let at = |i: &u16| table.words.get(usize::from(*i)).copied().unwrap_or("");
    let found = table.sorted.binary_search_by(|i| at(i).cmp(word)).ok()?;
    table.sorted.get(found).map(|i| usize::from(*i))
}

fn digit(value: usize) -> char {
    DIGITS.get(value & 63).map_or('0', |c| char::from(*c))
}

/// What a digit stands for: its place in [`DIGITS`], without a search, for opening years of runs reads many.
fn value(digit: char) -> Option<usize> {
    let place = match digit {
        '0'..='9' => u32::from(digit) - u32::from('0'),
        'A'..='Z' => u32::from(digit) - u32::from('A') + 10,
        'a'..='z' => u32::from(digit) - u32::from('a') + 36,
        '$' => 62,
        '~' => 63,
        _ => return None,
    };
    usize::try_from(place).ok()
}

/// Writes a word.
pub fn put(out: &mut String, word: &str) {
    match place(word) {
        Some(place) => {
            out.push(digit(place >> 6));
            out.push(digit(place));
        }
        None => {
            out.push('\'');
            // Names are plain; what is not could end the text too early.
            out.extend(word.chars().map(|c| if c == '\'' { ' ' } else { c }));
            out.push('\'');
        }
    }
}

/// Words of texts.
#[must_use]
pub fn of(texts: Vec<String>) -> Vec<Word> {
    texts.into_iter().map(Word::Owned).collect()
}

/// A coded text that is read from its start.
#[derive(Debug)]
pub struct Reader<'a> {
    chars: Peekable<Chars<'a>>,
}

impl<'a> Reader<'a> {
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Reader {
            chars: text.chars().peekable(),
        }
    }

    pub fn peek(&mut self) -> Option<char> {
        self.chars.peek().copied()
    }

    pub fn next(&mut self) -> Option<char> {
        self.chars.next()
    }

    /// Takes the character when it comes next.
    pub fn has(&mut self, wanted: char) -> bool {
        self.chars.next_if_eq(&wanted).is_some()
    }

    /// The word that comes next; `None` where none begins or the list is too short for it.
    pub fn name(&mut self) -> Option<Word> {
        if self.has('\'') {
            let mut word = String::new();
            loop {
                match self.chars.next()? {
                    '\'' => return Some(word.into()),
                    c => word.push(c),
                }
            }
        }
        let high = value(*self.chars.peek()?)?;
        self.chars.next();
        let low = value(self.chars.next()?)?;
        table()
            .words
            .get((high << 6) | low)
            .map(|w| Word::Borrowed(w))
    }

    /// All words up to the next sign.
    pub fn names(&mut self) -> Option<Vec<Word>> {
        let mut words = Vec::new();
        while self.peek().is_some_and(begins_word) {
            words.push(self.name()?);
        }
        Some(words)
    }

    /// The next word as a text of its own.
    pub fn word(&mut self) -> Option<String> {
        self.name().map(Word::into_owned)
    }

    /// All words up to the next sign as texts of their own.
    pub fn words(&mut self) -> Option<Vec<String>> {
        let names = self.names()?;
        Some(names.into_iter().map(Word::into_owned).collect())
    }

    /// A whole number.
    pub fn number(&mut self) -> Option<i64> {
        let mut text = String::new();
        while let Some(c) = self.chars.next_if(|c| c.is_ascii_digit() || *c == '-') {
            text.push(c);
        }
        text.parse().ok()
    }
}

fn begins_word(c: char) -> bool {
    c == '\'' || c.is_ascii_alphanumeric() || c == '$' || c == '~'
}

#[cfg(test)]
mod tests {
    use super::{DIGITS, value};

    #[test]
    fn a_digit_stands_for_its_place() {
        for (place, digit) in DIGITS.iter().enumerate() {
            assert_eq!(value(char::from(*digit)), Some(place));
        }
        for other in ['\'', '/', ':', '@', '[', '`', '{', '}', '\u{131}', '\u{e9}'] {
            assert_eq!(value(other), None);
        }
    }
}

//! Names in two characters, so that a year of runs is small: a name's code is its place in `words.txt`.
//!
//! The list only grows at its end. A name that is not in it is written out between apostrophes. A code beyond its end is
//! a name of a newer version: it is carried as a word of an apostrophe and its two characters, which no name is, and
//! written back as it stood.

use std::borrow::Cow;
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

/// So many bits in a word's two characters.
pub const BITS: u32 = 12;

/// A number below 2 to the power of [`BITS`] in two characters, as the place of a word is.
pub fn put_place(out: &mut String, place: usize) {
    out.push(digit(place >> 6));
    out.push(digit(place));
}

/// Whether the list has the word.
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
fn value(digit: u8) -> Option<usize> {
    let place = match digit {
        b'0'..=b'9' => digit - b'0',
        b'A'..=b'Z' => digit - b'A' + 10,
        b'a'..=b'z' => digit - b'a' + 36,
        b'$' => 62,
        b'~' => 63,
        _ => return None,
    };
    Some(usize::from(place))
}

/// The place of which a word is the code: one that a version without it has carried.
fn carried(word: &str) -> Option<usize> {
    let [b'\'', high, low] = word.as_bytes() else {
        return None;
    };
    Some((value(*high)? << 6) | value(*low)?)
}

/// Whether a word is a code of a newer version's list.
#[must_use]
pub fn is_unheard(word: &str) -> bool {
    carried(word).is_some_and(|place| place >= table().words.len())
}

/// A word from elsewhere: a code that an older version carried is the name that it stands for here.
#[must_use]
pub fn heard(word: String) -> Word {
    let known = carried(&word).and_then(|place| table().words.get(place));
    known.map_or(Word::Owned(word), |known| Word::Borrowed(known))
}

/// Writes a word.
pub fn put(out: &mut String, word: &str) {
    match carried(word).or_else(|| place(word)) {
        Some(place) => put_place(out, place),
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
    texts.into_iter().map(heard).collect()
}

/// A coded text that is read from its start.
#[derive(Debug)]
pub struct Reader<'a> {
    left: &'a str,
}

impl<'a> Reader<'a> {
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Reader { left: text }
    }

    #[must_use]
    pub fn peek(&self) -> Option<char> {
        self.left.chars().next()
    }

    pub fn next(&mut self) -> Option<char> {
        let mut chars = self.left.chars();
        let next = chars.next();
        self.left = chars.as_str();
        next
    }

    /// Takes the character when it comes next.
    pub fn has(&mut self, wanted: char) -> bool {
        let left = self.left.strip_prefix(wanted);
        self.left = left.unwrap_or(self.left);
        left.is_some()
    }

    /// The word that comes next; `None` where none begins.
    pub fn name(&mut self) -> Option<Word> {
        if self.has('\'') {
            let (word, left) = self.left.split_once('\'')?;
            self.left = left;
            return Some(Word::Owned(word.to_owned()));
        }
        let [high, low, ..] = self.left.as_bytes() else {
            return None;
        };
        let place = (value(*high)? << 6) | value(*low)?;
        let (code, left) = self.left.split_at_checked(2)?;
        self.left = left;
        let known = table().words.get(place);
        Some(known.map_or_else(
            || Word::Owned(format!("'{code}")),
            |word| Word::Borrowed(word),
        ))
    }

    /// All words up to the next sign.
    pub fn names(&mut self) -> Option<Vec<Word>> {
        let mut words = Vec::new();
        while self.left.bytes().next().is_some_and(begins_word) {
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
        let end = self
            .left
            .find(|c: char| !c.is_ascii_digit() && c != '-')
            .unwrap_or(self.left.len());
        let (number, left) = self.left.split_at_checked(end)?;
        self.left = left;
        number.parse().ok()
    }
}

fn begins_word(byte: u8) -> bool {
    byte == b'\'' || value(byte).is_some()
}

#[cfg(test)]
mod tests {
    use super::{DIGITS, value};

    #[test]
    fn a_digit_stands_for_its_place() {
        for (place, digit) in DIGITS.iter().enumerate() {
            assert_eq!(value(*digit), Some(place));
        }
        for other in b"'/:@[`{}#%\xc3\xff" {
            assert_eq!(value(*other), None);
        }
    }
}

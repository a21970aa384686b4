//! Answers in few characters, and back to the JSON that the engine reads. It knows only the shape of that JSON,
//! not its questions: answers to a question that is gone are read as well.
//!
//! Signs: `-` no, `+` yes, `?` "I do not know", each followed by words; `=` a word and its option; `#` a quantity:
//! word, unit word, number, comma; `@` a place: region, side, score (0-9, a for 10, _ for not asked), its signs, `;`.

use super::words::{self, Reader, Word};
use aftermile_engine::Answers;
use aftermile_fields::{Fields, Object, json, quote_all};

const OF_TEN: &str = "of 10";
const SIGNS: [(char, &str); 3] = [('-', "no"), ('+', "yes"), ('?', "dont_know")];

/// A sore place as it is remembered.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sore {
    pub region: Word,
    pub right: bool,
    /// 0 to 10; unset where it was not asked.
    pub score: Option<u8>,
    pub feels: Vec<Word>,
}

impl Sore {
    #[must_use]
    pub fn side(&self) -> &'static str {
        if self.right { "right" } else { "left" }
    }

    pub(super) fn put(&self, out: &mut String) {
        words::put(out, &self.region);
        out.push(if self.right { '>' } else { '<' });
        out.push(digit(self.score));
        for feel in &self.feels {
            words::put(out, feel);
        }
        out.push(';');
    }

    pub(super) fn take(reader: &mut Reader<'_>) -> Option<Sore> {
        let region = reader.name()?;
        let right = match reader.next()? {
            '>' => true,
            '<' => false,
            _ => return None,
        };
        let score = score_of(reader.next()?)?;
        let feels = reader.names()?;
        reader.has(';').then_some(Sore {
            region,
            right,
            score,
            feels,
        })
    }

    pub(super) fn json(&self) -> String {
        let mut out = Object::new();
        out.text("region", &self.region).text("side", self.side());
        if let Some(score) = self.score {
            out.number("score", score);
        }
        if !self.feels.is_empty() {
            out.raw("feels", &quote_all(self.feels.iter().map(AsRef::as_ref)));
        }
        out.end()
    }

    pub(super) fn of_json(fields: &Fields) -> Option<Sore> {
        let score = match fields.raw("score") {
            Some(raw) => Some(raw.parse().ok().filter(|s| *s <= 10)?),
            None => None,
        };
        Some(Sore {
            region: words::heard(fields.text("region").filter(|r| !r.is_empty())?),
            right: match fields.text("side")?.as_str() {
                "right" => true,
                "left" => false,
                _ => return None,
            },
            score,
            feels: words::of(fields.texts("feels")),
        })
    }
}

/// The places of a coded list.
#[must_use]
pub fn places(text: &str) -> Option<Vec<Sore>> {
    let mut reader = Reader::new(text);
    let mut places = Vec::new();
    while reader.peek().is_some() {
        places.push(Sore::take(&mut reader)?);
    }
    Some(places)
}

/// A score in one character.
fn digit(score: Option<u8>) -> char {
    match score {
        Some(10..) => 'a',
        Some(score) => char::from(b'0' + score),
        None => '_',
    }
}

/// The score of a character; nothing within for "not asked".
fn score_of(digit: char) -> Option<Option<u8>> {
    Some(match digit {
        'a' => Some(10),
        '_' => None,
        c => Some(u8::try_from(c.to_digit(10)?).ok()?),
    })
}

/// Tells a list of places from another: only two characters, so it guards against a list that was changed, not against
/// somebody. By codes, which are the same in every version; `None` where a place has none.
fn mark(places: &[Sore]) -> Option<String> {
    let mut hash: u32 = 0x811C_9DC5;
    for place in places {
        if !words::known(&place.region) && !words::is_unheard(&place.region) {
            return None;
        }
        let mut code = String::new();
        words::put(&mut code, &place.region);
        code.push(if place.right { '>' } else { '<' });
        for byte in code.bytes() {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
    }
    let folded = (hash >> words::BITS) ^ hash;
    let mut out = String::new();
    words::put_place(
        &mut out,
        usize::try_from(folded & ((1 << words::BITS) - 1)).ok()?,
    );
    Some(out)
}

/// The scores of places alone, behind the mark of their list, where these are the `first` ones in their order and
/// have no signs.
#[must_use]
pub fn scores(places: &[Sore], first: &[Sore]) -> Option<String> {
    let alike = |(one, other): (&Sore, &Sore)| {
        one.region == other.region && one.right == other.right && one.feels.is_empty()
    };
    let same = places.len() == first.len() && places.iter().zip(first).all(alike);
    let mut out = mark(first).filter(|_| same && !places.is_empty())?;
    out.extend(places.iter().map(|p| digit(p.score)));
    Some(out)
}

/// The places that [`scores`] wrote; nothing where they are others than the `first` ones now.
#[must_use]
pub fn scored(text: &str, first: &[Sore]) -> Option<Vec<Sore>> {
    let digits = text.strip_prefix(mark(first)?.as_str())?;
    let scores: Vec<Option<u8>> = digits.chars().map(score_of).collect::<Option<_>>()?;
    (scores.len() == first.len()).then_some(())?;
    let places = first.iter().zip(scores).map(|(place, score)| Sore {
        score,
        feels: Vec::new(),
        ..place.clone()
    });
    Some(places.collect())
}

/// Writes places as a coded list.
#[must_use]
pub fn put_places(places: &[Sore]) -> String {
    let mut out = String::new();
    for place in places {
        place.put(&mut out);
    }
    out
}

/// What was answered: kept coded, read when it is needed.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said(String);

/// A coded text taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
struct Parts {
    signs: [Vec<String>; 3],
    choices: Vec<(String, String)>,
    numbers: Vec<(String, String, i64)>,
    places: Option<Vec<Sore>>,
}

impl Said {
    #[must_use]
    pub fn of(answers: &Answers) -> Said {
        Said::of_json(&json(answers)).unwrap_or_default()
    }

    /// Codes answers that stand as JSON; `None` when they are no such JSON.
    #[must_use]
    pub fn of_json(text: &str) -> Option<Said> {
        let mut parts = Parts::default();
        let heard = |text: &str| words::heard(text.to_owned()).into_owned();
        for (name, raw) in Fields::read(text)?.iter() {
            let name = heard(name);
            if name == "sites" {
                let places = Fields::read_list(raw)?;
                parts.places = Some(places.iter().map(Sore::of_json).collect::<Option<_>>()?);
            } else if let Ok(number) = raw.parse() {
                parts.numbers.push((name, OF_TEN.into(), number));
            } else {
                let value: String = serde_json::from_str(raw).ok()?;
                let sign = SIGNS.iter().position(|(_, word)| *word == value);
                let quantity = value
                    .split_once(' ')
                    .and_then(|(n, unit)| n.parse().ok().map(|n| (heard(unit), n)));
                match (sign.and_then(|i| parts.signs.get_mut(i)), quantity) {
                    (Some(list), _) => list.push(name),
                    (None, Some((unit, number))) => parts.numbers.push((name, unit, number)),
                    (None, None) => parts.choices.push((name, heard(&value))),
                }
            }
        }
        Some(Said(parts.code()))
    }

    /// A coded text as it is stored; `None` when it cannot be read.
    #[must_use]
    pub fn of_code(text: &str) -> Option<Said> {
        Parts::read(text).map(|_| Said(text.to_owned()))
    }

    /// Taken as it is: for reading many runs, whose answers may never be looked at.
    pub(super) fn unread(text: String) -> Said {
        Said(text)
    }

    #[must_use]
    pub fn code(&self) -> &str {
        &self.0
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn parts(&self) -> Parts {
        Parts::read(&self.0).unwrap_or_default()
    }

    /// Whether this version can take it apart. A newer one may have more signs.
    pub(super) fn is_readable(&self) -> bool {
        Parts::read(&self.0).is_some()
    }

    /// The answers as JSON.
    #[must_use]
    pub fn json(&self) -> String {
        let parts = self.parts();
        let mut out = Object::new();
        for ((_, value), names) in SIGNS.iter().zip(&parts.signs) {
            for name in names {
                out.text(name, value);
            }
        }
        for (name, value) in &parts.choices {
            out.text(name, value);
        }
        for (name, unit, value) in &parts.numbers {
            if unit == OF_TEN {
                out.number(name, *value);
            } else {
                out.text(name, &format!("{value} {unit}"));
            }
        }
        if let Some(places) = &parts.places {
            let all: Vec<String> = places.iter().map(Sore::json).collect();
            out.raw("sites", &format!("[{}]", all.join(",")));
        }
        out.end()
    }

    /// The answers as this version's engine understands them; `None` when it has other questions.
    #[must_use]
    pub fn answers(&self) -> Option<Answers> {
        serde_json::from_str(&self.json()).ok()
    }

    /// The chosen option of a question.
    #[must_use]
    pub fn choice(&self, name: &str) -> Option<String> {
        let found = self.parts().choices.into_iter().find(|(n, _)| n == name);
        found.map(|(_, value)| value)
    }

    /// The number given to a question, in its unit.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<i64> {
        let found = self.parts().numbers.into_iter().find(|(n, ..)| n == name);
        found.map(|(.., value)| value)
    }

    #[must_use]
    pub fn is_yes(&self, name: &str) -> bool {
        let [_, yes, _] = self.parts().signs;
        yes.iter().any(|n| n == name)
    }

    /// The places that were named, also where the legs were said to be fine since.
    pub(super) fn places(&self) -> Vec<Sore> {
        self.parts().places.unwrap_or_default()
    }

    /// The sore places; empty when there were none.
    #[must_use]
    pub fn sites(&self) -> Vec<Sore> {
        let parts = self.parts();
        let unsaid = |(name, value): &(String, String)| {
            name == "legs" && (value == "fine" || value == "tired")
        };
        // Places named before the legs were said to be fine stand there still, and do not count.
        if parts.choices.iter().any(unsaid) {
            return Vec::new();
        }
        parts.places.unwrap_or_default()
    }
}

impl Parts {
    fn code(mut self) -> String {
        let mut out = String::new();
        for ((mark, _), names) in SIGNS.iter().zip(&mut self.signs) {
            if !names.is_empty() {
                out.push(*mark);
                names.sort();
                names.iter().for_each(|n| words::put(&mut out, n));
            }
        }
        self.choices.sort();
        if !self.choices.is_empty() {
            out.push('=');
            for (name, value) in &self.choices {
                words::put(&mut out, name);
                words::put(&mut out, value);
            }
        }
        self.numbers.sort();
        for (name, unit, value) in &self.numbers {
            out.push('#');
            words::put(&mut out, name);
            words::put(&mut out, unit);
            out.push_str(&value.to_string());
            out.push(',');
        }
        if let Some(places) = &mut self.places {
            places.sort();
            out.push('@');
            out.push_str(&put_places(places));
        }
        out
    }

    fn read(text: &str) -> Option<Parts> {
        let mut reader = Reader::new(text);
        let mut parts = Parts::default();
        while let Some(mark) = reader.next() {
            match mark {
                '=' => {
                    let all = reader.words()?;
                    for pair in all.chunks(2) {
                        let [name, value] = pair else { return None };
                        parts.choices.push((name.clone(), value.clone()));
                    }
                }
                // A number begins like a word does, so its two words are read one by one.
                '#' => {
                    let (name, unit) = (reader.word()?, reader.word()?);
                    let value = reader.number()?;
                    if !reader.has(',') {
                        return None;
                    }
                    parts.numbers.push((name, unit, value));
                }
                '@' => {
                    let mut places = Vec::new();
                    while reader.peek().is_some() {
                        places.push(Sore::take(&mut reader)?);
                    }
                    parts.places = Some(places);
                }
                mark => {
                    let place = SIGNS.iter().position(|(m, _)| *m == mark)?;
                    *parts.signs.get_mut(place)? = reader.words()?;
                }
            }
        }
        Some(parts)
    }
}

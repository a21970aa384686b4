//! A JSON object read field by field: what this version knows is taken out, what is left over is written back
//! as it was. So a field of a newer Aftermile survives an older one.

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt::{Formatter, Write as _};

/// Fields in the order of their names, each with the JSON text of its value.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fields(Vec<(String, String)>);

/// A name that stands in the text as it is, or was escaped there.
struct Name<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Name<'de>, D::Error> {
        struct Text;
        impl<'de> Visitor<'de> for Text {
            type Value = Name<'de>;

            fn expecting(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
                f.write_str("a name")
            }

            fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Borrowed(name)))
            }

            fn visit_str<E>(self, name: &str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Owned(name.to_owned())))
            }
        }
        reader.deserialize_str(Text)
    }
}

/// Fields that still stand in the text they were read from: opening years of runs reads many, and copies what it
/// keeps only.
#[derive(Debug, Default)]
pub struct Read<'a>(Vec<(Cow<'a, str>, &'a str)>);

/// Reads the entries one by one: a map of values as they stand would be one more kind of map in the page's wasm.
impl<'de> Deserialize<'de> for Read<'de> {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Read<'de>, D::Error> {
        struct Entries;
        impl<'de> Visitor<'de> for Entries {
            type Value = Read<'de>;

            fn expecting(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Read<'de>, A::Error> {
                let mut fields = Read(Vec::with_capacity(USUAL));
                while let Some((Name(name), value)) = entries.next_entry::<Name, &RawValue>()? {
                    fields.0.push((name, value.get()));
                }
                Ok(fields)
            }
        }
        reader.deserialize_map(Entries)
    }
}

impl<'a> Read<'a> {
    /// Reads an object; `None` for anything else.
    #[must_use]
    pub fn of(text: &'a str) -> Option<Read<'a>> {
        serde_json::from_str(text).ok()
    }

    /// Reads a list of objects.
    #[must_use]
    pub fn list(text: &'a str) -> Option<Vec<Read<'a>>> {
        serde_json::from_str(text).ok()
    }

    /// Whether there is a field of that name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }

    /// Takes a field out, as it stands; of several of one name the last one counts.
    pub fn take(&mut self, name: &str) -> Option<&'a str> {
        let mut found = None;
        self.0.retain(|(known, value)| {
            let other = known != name;
            if !other {
                found = Some(*value);
            }
            other
        });
        found
    }

    pub fn take_text(&mut self, name: &str) -> Option<Cow<'a, str>> {
        unquote(self.take(name)?)
    }

    pub fn take_number(&mut self, name: &str) -> Option<i64> {
        self.take(name)?.parse().ok()
    }

    /// What was not taken.
    #[must_use]
    pub fn rest(self) -> Fields {
        let all = self.0.into_iter();
        Fields::of(
            all.map(|(name, value)| (name.into_owned(), ascii(value)))
                .collect(),
        )
    }
}

/// As many fields as a run has: a list grows in one step.
const USUAL: usize = 12;

impl Fields {
    /// In order, and of several of one name the last one. A file may hold very many: each is moved once.
    fn of(mut all: Vec<(String, String)>) -> Fields {
        all.sort_by(|a, b| a.0.cmp(&b.0));
        all.dedup_by(|later, kept| {
            let same = later.0 == kept.0;
            if same {
                std::mem::swap(&mut later.1, &mut kept.1);
            }
            same
        });
        Fields(all)
    }

    /// Where a name stands, or else belongs.
    fn place(&self, name: &str) -> Result<usize, usize> {
        self.0
            .binary_search_by(|(known, _)| known.as_str().cmp(name))
    }

    fn put(&mut self, name: String, value: String) {
        match self.place(&name) {
            Ok(at) => {
                if let Some(field) = self.0.get_mut(at) {
                    field.1 = value;
                }
            }
            Err(at) => self.0.insert(at, (name, value)),
        }
    }

    /// Reads an object; `None` for anything else.
    #[must_use]
    pub fn read(text: &str) -> Option<Fields> {
        Read::of(text).map(Read::rest)
    }

    /// Reads a list of objects.
    #[must_use]
    pub fn read_list(text: &str) -> Option<Vec<Fields>> {
        Some(Read::list(text)?.into_iter().map(Read::rest).collect())
    }

    /// The JSON text of a field.
    #[must_use]
    pub fn raw(&self, name: &str) -> Option<&str> {
        let at = self.place(name).ok()?;
        self.0.get(at).map(|(_, value)| value.as_str())
    }

    #[must_use]
    pub fn text(&self, name: &str) -> Option<String> {
        unquote(self.raw(name)?).map(Cow::into_owned)
    }

    #[must_use]
    pub fn number(&self, name: &str) -> Option<i64> {
        self.raw(name)?.parse().ok()
    }

    /// A field that is an object.
    #[must_use]
    pub fn object(&self, name: &str) -> Option<Fields> {
        Fields::read(self.raw(name)?)
    }

    /// A field that is a list of objects; empty when there is none.
    #[must_use]
    pub fn list(&self, name: &str) -> Vec<Fields> {
        self.raw(name)
            .and_then(Fields::read_list)
            .unwrap_or_default()
    }

    /// A field that is a list of texts; empty when there is none.
    #[must_use]
    pub fn texts(&self, name: &str) -> Vec<String> {
        let list = self.raw(name).map(serde_json::from_str::<Vec<String>>);
        list.and_then(Result::ok).unwrap_or_default()
    }

    /// Takes a field out.
    pub fn take(&mut self, name: &str) -> Option<String> {
        let at = self.place(name).ok()?;
        Some(self.0.remove(at).1)
    }

    pub fn take_text(&mut self, name: &str) -> Option<String> {
        unquote(&self.take(name)?).map(Cow::into_owned)
    }

    pub fn take_number(&mut self, name: &str) -> Option<i64> {
        self.take(name)?.parse().ok()
    }

    /// Takes a field out where it can be read; else it stays.
    pub fn lift<T>(&mut self, name: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let value = read(self.raw(name)?)?;
        self.take(name);
        Some(value)
    }

    pub fn set_raw(&mut self, name: &str, json: impl Into<String>) {
        self.put(name.into(), json.into());
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(k, v)| (k.as_str(), v.as_str()))
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Fields of `newer` over those that are here.
    pub fn overlay(&mut self, newer: Fields) {
        let mut all = std::mem::take(&mut self.0);
        all.extend(newer.0);
        *self = Fields::of(all);
    }

    /// Adds what another copy has more. Where both have a field the value that sorts later counts, so that copies may
    /// be joined in any order.
    pub fn join(&mut self, other: &Fields) {
        for (name, value) in &other.0 {
            if self.raw(name).is_none_or(|here| here < value.as_str()) {
                self.put(name.clone(), value.clone());
            }
        }
    }

    /// The object as JSON.
    #[must_use]
    pub fn json(&self) -> String {
        let mut out = Object::new();
        out.rest(self);
        out.end()
    }
}

fn unquote(raw: &str) -> Option<Cow<'_, str>> {
    let inner = raw.strip_prefix('"')?.strip_suffix('"')?;
    if inner.contains('\\') {
        serde_json::from_str(raw).ok().map(Cow::Owned)
    } else {
        Some(Cow::Borrowed(inner))
    }
}

/// JSON with everything beyond ASCII escaped: outside of ASCII some browsers hold only half as much.
pub fn ascii(json: &str) -> String {
    if json.is_ascii() {
        return json.to_owned();
    }
    let mut out = String::with_capacity(json.len() + 32);
    let mut units = [0; 2];
    for c in json.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            for unit in c.encode_utf16(&mut units) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
    }
    out
}

/// A JSON string, in ASCII.
#[must_use]
pub fn quote(text: &str) -> String {
    serde_json::to_string(text).map_or_else(|_| "\"\"".into(), |json| ascii(&json))
}

/// Any value as JSON, in ASCII; `null` when it has no JSON form.
#[must_use]
pub fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).map_or_else(|_| "null".into(), |json| ascii(&json))
}

/// A list of texts as JSON.
#[must_use]
pub fn quote_all<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let all: Vec<String> = texts.into_iter().map(quote).collect();
    format!("[{}]", all.join(","))
}

/// Writes an object, field after field.
#[derive(Debug)]
pub struct Object(String);

impl Default for Object {
    fn default() -> Self {
        Self::new()
    }
}

impl Object {
    #[must_use]
    pub fn new() -> Object {
        Object(String::from("{"))
    }

    /// A field whose value is JSON already.
    pub fn raw(&mut self, name: &str, json: &str) -> &mut Self {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        self.0.push_str(&quote(name));
        self.0.push(':');
        self.0.push_str(json);
        self
    }

    pub fn number(&mut self, name: &str, value: impl Into<i64>) -> &mut Self {
        self.raw(name, &value.into().to_string())
    }

    pub fn text(&mut self, name: &str, value: &str) -> &mut Self {
        self.raw(name, &quote(value))
    }

    /// All fields of another object.
    pub fn rest(&mut self, fields: &Fields) -> &mut Self {
        for (name, value) in fields.iter() {
            self.raw(name, value);
        }
        self
    }

    #[must_use]
    pub fn end(&mut self) -> String {
        let mut out = std::mem::take(&mut self.0);
        out.push('}');
        out
    }
}

#[cfg(test)]
mod tests {
    use super::{Fields, Read};

    /// A file that somebody made: reading it takes no longer than its length says.
    #[test]
    fn very_many_fields_are_no_trouble() {
        let many =
            (0..200_000_u64).map(|n| format!("\"{}\":{n}", n.wrapping_mul(0x9E37_79B9_7F4A_7C15)));
        let text = format!("{{{}}}", many.collect::<Vec<_>>().join(","));
        assert_eq!(Fields::read(&text).unwrap().iter().count(), 200_000);
        let same = vec!["\"a\":1"; 200_000].join(",");
        let text = format!("{{{same},\"a\":2}}");
        assert_eq!(Read::of(&text).unwrap().take("a"), Some("2"));
        assert_eq!(Fields::read(&text).unwrap().json(), "{\"a\":2}");
    }

    #[test]
    fn of_two_fields_of_one_name_the_later_one_counts() {
        let text = r#"{"b":1,"a":"x","b":[2],"\u0061":"y\n","c":{"é":null}}"#;
        let mut read = Read::of(text).unwrap();
        assert_eq!(read.take("b"), Some("[2]"));
        assert_eq!(read.take("b"), None);
        let fields = Fields::read(text).unwrap();
        assert_eq!(fields.text("a").as_deref(), Some("y\n"));
        assert_eq!(fields.json(), r#"{"a":"y\n","b":[2],"c":{"\u00e9":null}}"#);
        assert_eq!(read.rest().json(), r#"{"a":"y\n","c":{"\u00e9":null}}"#);
        let mut over = Fields::read(r#"{"b":1,"a":2}"#).unwrap();
        over.overlay(Fields::read(r#"{"c":3,"b":4}"#).unwrap());
        assert_eq!(over.json(), r#"{"a":2,"b":4,"c":3}"#);
        for torn in ["", "[]", "{", r#"{"a"}"#, "7", r#"{"a":1}}"#] {
            assert!(Fields::read(torn).is_none(), "{torn}");
        }
    }
}

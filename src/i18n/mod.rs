//! The catalogue: every string shown to a person, by typed key. Written by `build.rs` from `*.toml`.

mod format;

pub use format::{Units, Words, tenths};

/// A string of the page. Only [`key`] makes them, so a missing one does not compile.
///
/// It holds its entry in each language, English first.
#[derive(Debug, Clone, Copy)]
pub struct Key(&'static [Entry]);

/// A catalogue entry.
#[derive(Debug)]
pub enum Entry {
    Text(&'static str),
    /// Texts by plural category; `other` is always among them.
    Plural(&'static [(&'static str, &'static str)]),
}

include!(concat!(env!("OUT_DIR"), "/catalogue.rs"));

impl Key {
    fn entry(self) -> Option<&'static Entry> {
        self.0.first()
    }

    /// The text, or the plural's `other`.
    #[must_use]
    pub fn text(self) -> &'static str {
        self.plural("other")
    }

    /// The text with its placeholders filled.
    #[must_use]
    pub fn with(self, values: &[(&str, &str)]) -> String {
        format::fill_from(self.text(), values)
    }

    /// The text of a plural category; `other` where the language does not tell it apart.
    #[must_use]
    pub fn plural(self, category: &str) -> &'static str {
        match self.entry() {
            Some(Entry::Text(text)) => text,
            Some(Entry::Plural(forms)) => forms
                .iter()
                .find(|(name, _)| *name == category)
                .or_else(|| forms.iter().find(|(name, _)| *name == "other"))
                .map_or("", |(_, text)| *text),
            None => "",
        }
    }
}

/// The text of a rule's key, also when the rule has gone and only a stored run names it.
#[must_use]
pub fn rule_text(key: &str) -> Option<&'static str> {
    aftermile_engine::message::english(key).or_else(|| {
        RETIRED
            .iter()
            .find(|(retired, _)| *retired == key)
            .map(|(_, text)| *text)
    })
}

/// Fills `{name}` placeholders. One that nothing fills is left out.
#[must_use]
pub fn fill(text: &str, value: &mut dyn FnMut(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        if let Some(value) = value(name) {
            out.push_str(&value);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests;

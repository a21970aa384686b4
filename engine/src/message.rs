//! What the engine says, as keys of the catalogue with arguments. The engine knows no language.

use crate::answers::{Answer, Answers, Side};
use crate::table::{Fact, Kind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A catalogue entry and what fills its placeholders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    pub key: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub args: BTreeMap<String, Arg>,
}

/// An argument. Quantities are in `min`, `h`, `ml`, `g`, `m` or `of 10`; the page converts and writes them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Arg {
    Count(i32),
    Quantity(i32, String),
    Range(i32, i32, String),
    /// Another catalogue entry.
    Key(String),
    /// The answer denied.
    Not(Box<Arg>),
    /// Several, read out as a list.
    List(Vec<Arg>),
    /// A sore place: `region.<id>` and its side.
    Place(String, Side),
}

impl Message {
    #[must_use]
    pub fn new(key: impl Into<String>) -> Self {
        Message {
            key: key.into(),
            args: BTreeMap::new(),
        }
    }

    #[must_use]
    pub fn with(mut self, name: &str, arg: Arg) -> Self {
        self.args.insert(name.into(), arg);
        self
    }

    /// The entry, its placeholders filled with the runner's own answers.
    #[must_use]
    pub fn about(key: impl Into<String>, answers: &Answers) -> Self {
        let key = key.into();
        Message::about_known(key.clone(), answers).unwrap_or_else(|| Message::new(key))
    }

    /// The same, or nothing where there is no such entry.
    #[must_use]
    pub fn about_known(key: String, answers: &Answers) -> Option<Self> {
        let text = english(&key)?;
        let names: Vec<Fact> = placeholders(text).filter_map(Fact::by_id).collect();
        Some(Message::filled(key, &names, answers))
    }

    /// The entry, with these answers for the placeholders of their names.
    #[must_use]
    pub fn filled(key: String, names: &[Fact], answers: &Answers) -> Self {
        names.iter().fold(Message::new(key), |message, fact| {
            message.with(fact.id(), said(*fact, answers.get(*fact)))
        })
    }
}

/// How an answer is repeated back.
#[must_use]
pub fn said(fact: Fact, answer: Answer) -> Arg {
    match (&fact.def().kind, answer) {
        (Kind::Number(n), Answer::Value(v)) => {
            // Some numbers have words of their own, such as nothing lost.
            let own = format!("said.{}.{v}", fact.id());
            if english(&own).is_some() {
                Arg::Key(own)
            } else {
                Arg::Quantity(v, n.unit.into())
            }
        }
        (Kind::Choice(options), Answer::Value(v)) => {
            let option = usize::try_from(v)
                .ok()
                .and_then(|i| options.get(i))
                .map_or("", |o| o.id);
            Arg::Key(["said.", fact.id(), ".", option].concat())
        }
        _ => Arg::Key(["said.", fact.id()].concat()),
    }
}

/// The names between braces.
pub fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}').map(|(name, _)| name))
}

/// The English text of a key.
#[must_use]
pub fn english(key: &str) -> Option<&'static str> {
    texts::english(key)
}

type Texts = &'static [(&'static str, &'static str)];

fn find(texts: Texts, key: &str) -> Option<&'static str> {
    let place = texts.binary_search_by(|(k, _)| (*k).cmp(key)).ok()?;
    texts.get(place).map(|(_, text)| *text)
}

#[cfg(not(all(feature = "apart", target_arch = "wasm32")))]
mod texts {
    use super::find;
    use crate::table::MESSAGES;

    pub fn english(key: &str) -> Option<&'static str> {
        find(MESSAGES, key)
    }
}

/// Where the program comes in parts, the last one brings the texts that only it shows.
#[cfg(all(feature = "apart", target_arch = "wasm32"))]
mod texts {
    use super::{Texts, find};
    use crate::table::{FIRST_MESSAGES, LATER_MESSAGES};
    use std::sync::OnceLock;

    static LATER: OnceLock<Texts> = OnceLock::new();

    pub fn english(key: &str) -> Option<&'static str> {
        find(FIRST_MESSAGES, key).or_else(|| find(LATER.get()?, key))
    }

    /// To be called by the last part before anything else in it.
    pub fn bring_later() {
        LATER.get_or_init(|| LATER_MESSAGES);
    }
}
#[cfg(all(feature = "apart", target_arch = "wasm32"))]
pub use texts::bring_later;

/// Every key with its English text, sorted by key.
#[must_use]
pub fn catalogue() -> &'static [(&'static str, &'static str)] {
    crate::table::MESSAGES
}

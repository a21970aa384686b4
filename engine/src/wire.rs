//! Answers as JSON: one key a fact, quantities with their unit, nothing unknown, nothing partly used.
//!
//! ```json
//! { "kind": "easy", "minutes": "40 min", "hot": "no", "fever": "dont_know", "effort": 3, "legs": "sore",
//!   "sites": [{ "region": "quads", "side": "left", "score": 4, "feels": ["sharp"] }] }
//! ```

use crate::answers::{Answer, Answers, Feel, Side};
use crate::error::AnswerError;
use crate::table::{Fact, Kind, Region};
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};
use std::fmt;

const DONT_KNOW: &str = "dont_know";

/// What was once said of a place and decides nothing any more: an ache or a tight feeling is what remains when
/// nothing else is named. Runs of that time still read.
const RETIRED_FEELS: [&str; 2] = ["ache", "tight"];

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SiteWire {
    region: String,
    side: Side,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    score: Option<u8>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    feels: Vec<String>,
}

/// A value as it may stand in JSON.
#[derive(Deserialize)]
#[serde(untagged)]
enum Raw {
    Number(i64),
    Text(String),
}

impl Fact {
    /// What this fact accepts, for an error message.
    #[must_use]
    pub fn accepts(self) -> String {
        let mut words: Vec<String> = match &self.def().kind {
            Kind::Sign => vec!["\"yes\"".into(), "\"no\"".into()],
            Kind::Choice(options) => options.iter().map(|o| format!("\"{}\"", o.id)).collect(),
            Kind::Number(n) if n.unit == "of 10" => {
                vec![format!("a whole number from {} to {}", n.min, n.max)]
            }
            Kind::Number(n) => vec![format!(
                "a text like \"{} {}\", from {} to {}",
                n.min, n.unit, n.min, n.max
            )],
        };
        if self.def().unsure {
            words.push(format!("\"{DONT_KNOW}\""));
        }
        words.join(", ")
    }

    /// An answer as text.
    #[must_use]
    pub fn show(self, answer: Answer) -> String {
        match (answer, &self.def().kind) {
            (Answer::NotAsked, _) => "not asked".into(),
            (Answer::DontKnow, _) => DONT_KNOW.into(),
            (Answer::Value(v), Kind::Sign) => if v == 1 { "yes" } else { "no" }.into(),
            (Answer::Value(v), Kind::Choice(options)) => usize::try_from(v)
                .ok()
                .and_then(|i| options.get(i))
                .map_or("", |o| o.id)
                .into(),
            (Answer::Value(v), Kind::Number(n)) if n.unit == "of 10" => v.to_string(),
            (Answer::Value(v), Kind::Number(n)) => format!("{v} {}", n.unit),
        }
    }

    /// Reads an answer from text, as [`Fact::show`] writes it.
    ///
    /// # Errors
    /// When the text is not an answer to this fact; the message says what is.
    pub fn read(self, text: &str) -> Result<Answer, AnswerError> {
        let wrong = || AnswerError::WrongKind {
            name: self.id().into(),
            accepted: self.accepts(),
        };
        if text == DONT_KNOW {
            return Ok(Answer::DontKnow);
        }
        match &self.def().kind {
            Kind::Sign => match text {
                "yes" => Ok(Answer::Value(1)),
                "no" => Ok(Answer::Value(0)),
                _ => Err(wrong()),
            },
            Kind::Choice(_) => self.option(text).map(Answer::Value).ok_or_else(wrong),
            Kind::Number(n) if n.unit == "of 10" => {
                text.parse().map(Answer::Value).map_err(|_| wrong())
            }
            Kind::Number(n) => {
                let unit = || AnswerError::WrongUnit {
                    name: self.id().into(),
                    wanted: format!("{} {}", n.min, n.unit),
                };
                let (number, found) = text.split_once(' ').ok_or_else(unit)?;
                if found != n.unit {
                    return Err(unit());
                }
                number.parse().map(Answer::Value).map_err(|_| unit())
            }
        }
    }
}

impl Serialize for Answers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for fact in Fact::all() {
            match (self.given(fact), &fact.def().kind) {
                (Answer::NotAsked, _) => {}
                (Answer::Value(v), Kind::Number(n)) if n.unit == "of 10" => {
                    map.serialize_entry(fact.id(), &v)?
                }
                (answer, _) => map.serialize_entry(fact.id(), &fact.show(answer))?,
            }
        }
        if let Some(sites) = self.given_sites() {
            let sites: Vec<SiteWire> = sites
                .iter()
                .map(|s| SiteWire {
                    region: s.region.id().into(),
                    side: s.side,
                    score: s.feel.map(|f| f.score),
                    feels: s
                        .feel
                        .map(|f| f.signs().map(|x| x.id().to_owned()).collect())
                        .unwrap_or_default(),
                })
                .collect();
            map.serialize_entry("sites", &sites)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Answers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(AnswersVisitor)
    }
}

struct AnswersVisitor;

impl<'de> Visitor<'de> for AnswersVisitor {
    type Value = Answers;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of answers")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Answers, M::Error> {
        let mut answers = Answers::new();
        let mut seen: Vec<String> = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            if seen.contains(&key) {
                return Err(de::Error::custom(format!("`{key}` stands there twice")));
            }
            if key == "sites" {
                let sites: Vec<SiteWire> = map.next_value()?;
                read_sites(&mut answers, &sites).map_err(de::Error::custom)?;
            } else {
                let fact = Fact::by_id(&key).ok_or_else(|| {
                    de::Error::custom(AnswerError::UnknownField { name: key.clone() })
                })?;
                let raw: Raw = map.next_value().map_err(|_| {
                    de::Error::custom(AnswerError::WrongKind {
                        name: key.clone(),
                        accepted: fact.accepts(),
                    })
                })?;
                let answer = match raw {
                    Raw::Text(text) => fact.read(&text),
                    Raw::Number(n) => read_number(fact, n),
                };
                answer
                    .and_then(|a| answers.set(fact, a))
                    .map_err(de::Error::custom)?;
            }
            seen.push(key);
        }
        Ok(answers)
    }
}

fn read_number(fact: Fact, number: i64) -> Result<Answer, AnswerError> {
    match &fact.def().kind {
        Kind::Number(n) if n.unit == "of 10" => i32::try_from(number)
            .map(Answer::Value)
            .map_err(|_| AnswerError::range(fact.id(), i32::MAX, n.min, n.max, n.unit)),
        Kind::Number(n) => Err(AnswerError::WrongUnit {
            name: fact.id().into(),
            wanted: format!("{} {}", n.min, n.unit),
        }),
        _ => Err(AnswerError::WrongKind {
            name: fact.id().into(),
            accepted: fact.accepts(),
        }),
    }
}

fn read_sites(answers: &mut Answers, sites: &[SiteWire]) -> Result<(), AnswerError> {
    let mut places = Vec::new();
    for site in sites {
        let region = Region::by_id(&site.region).ok_or_else(|| AnswerError::WrongKind {
            name: format!("sites.region: {}", site.region),
            accepted: Region::all().map(Region::id).collect::<Vec<_>>().join(", "),
        })?;
        if places.contains(&(region, site.side)) {
            return Err(AnswerError::WrongKind {
                name: format!("sites: {} {}", region.id(), site.side.id()),
                accepted: "each place once".into(),
            });
        }
        places.push((region, site.side));
    }
    answers.set_places(&places);
    for (site, (region, side)) in sites.iter().zip(places) {
        let Some(score) = site.score else {
            if site.feels.is_empty() {
                continue;
            }
            return Err(AnswerError::WrongKind {
                name: format!("sites.{}.score", region.id()),
                accepted: "a whole number from 0 to 10".into(),
            });
        };
        let mut signs = Vec::new();
        let feels = site
            .feels
            .iter()
            .filter(|name| !RETIRED_FEELS.contains(&name.as_str()));
        for name in feels {
            signs.push(Fact::by_id(name).ok_or_else(|| AnswerError::UnknownField {
                name: format!("sites.feels.{name}"),
            })?);
        }
        answers.set_feel(region, side, Some(Feel::new(score, &signs)?))?;
    }
    Ok(())
}

//! What the screens hold: an opened run with its whole plan, a draft, what was said about oneself, settings.

use super::run::Done;
use crate::ports::Moment;
use aftermile_engine::{Answers, Fact, Plan};
use aftermile_fields::Fields;
use serde::{Deserialize, Serialize};

/// A run opened with the plan that its answers give.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    pub id: String,
    pub saved_at_ms: i64,
    pub offset_min: i32,
    pub answers: Answers,
    pub plan: Plan,
    /// What was done of the session.
    pub done: Option<Done>,
}

impl Record {
    #[must_use]
    pub fn new(id: String, at: Moment, answers: &Answers, plan: Plan) -> Record {
        Record {
            id,
            saved_at_ms: at.at_ms,
            offset_min: at.offset_min,
            answers: answers.clone(),
            plan,
            done: None,
        }
    }

    /// The answers that the plan rests on.
    #[must_use]
    pub fn answers(&self) -> Option<Answers> {
        Some(self.answers.clone())
    }

    #[must_use]
    pub fn moment(&self) -> Moment {
        Moment {
            at_ms: self.saved_at_ms,
            offset_min: self.offset_min,
        }
    }
}

/// An interview that is not finished. It belongs to the rules it was begun with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    pub rules: String,
    /// When it was last changed.
    #[serde(default)]
    pub saved_at_ms: i64,
    /// The screen shown, by the step's name.
    pub at: String,
    pub answers: Answers,
    /// The record that the answers change, when they were changed after the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub editing: Option<String>,
    /// The run that is answered for once more, from a check-in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// The run of a file that the answers are about, as it is stored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The places that were felt as a sharp spot before they were asked about, as `region.side`, or `anywhere`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sharp: Vec<String>,
}

/// What was said about oneself, to be confirmed at the next run.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Profile {
    pub said_at_ms: i64,
    pub answers: Answers,
}

impl Profile {
    /// Reads what this version knows of a stored profile; an answer to a question that it lacks is passed over.
    #[must_use]
    pub fn read(body: &str) -> Option<Profile> {
        let fields = Fields::read(body)?;
        let mut profile = Profile {
            said_at_ms: fields.number("said_at_ms")?,
            answers: Answers::new(),
        };
        for (name, raw) in fields.object("answers")?.iter() {
            let Some(fact) = Fact::by_id(name) else {
                continue;
            };
            let one = format!("{{\"{name}\":{raw}}}");
            if let Ok(answers) = serde_json::from_str::<Answers>(&one) {
                let _ = profile.answers.set(fact, answers.given(fact));
            }
        }
        Some(profile)
    }

    /// The body to store over `there`, whose further answers are kept.
    #[must_use]
    pub fn write(&self, there: Option<Fields>) -> Fields {
        let mut body = there.unwrap_or_default();
        let mut answers = body.object("answers").unwrap_or_default();
        answers.overlay(Fields::read(&aftermile_fields::json(&self.answers)).unwrap_or_default());
        body.set_raw("answers", answers.json());
        body.set_raw("said_at_ms", self.said_at_ms.to_string());
        body
    }
}

/// What was chosen for this device.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub units: Option<String>,
    /// The country of the emergency number; empty for "somewhere else".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// When they were chosen: of two copies the later one counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chosen_at_ms: Option<i64>,
    /// When everything was last written to a file, in milliseconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exported_at_ms: Option<i64>,
    /// Whether the browser was asked to keep the data.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub asked_to_keep: bool,
    /// Whether the offer to install was sent away.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub no_install: bool,
}

impl Settings {
    /// What only this browser knows: it does not go to another one.
    pub(super) const OWN: [&'static str; 3] = ["asked_to_keep", "exported_at_ms", "no_install"];
}

//! What is remembered: runs with their plans, a draft, what was said about oneself, settings.

use crate::ports::Moment;
use aftermile_engine::{Answers, Level, Plan, fact};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// A run with the answer it got. The plan stands as it was given, with step ids, doses and rule ids.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Record {
    pub id: String,
    pub saved_at_ms: i64,
    pub offset_min: i32,
    /// As JSON, so that a question which no longer exists does not make an old run unreadable.
    pub answers: Box<RawValue>,
    pub plan: Plan,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<Done>,
}

/// What was done of the session, and when that was last known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    pub at_ms: i64,
    /// The exercises that were done to their end.
    pub steps: Vec<String>,
}

impl Record {
    #[must_use]
    pub fn new(id: String, at: Moment, answers: &Answers, plan: Plan) -> Record {
        let answers = serde_json::to_string(answers).and_then(RawValue::from_string);
        Record {
            id,
            saved_at_ms: at.at_ms,
            offset_min: at.offset_min,
            answers: answers.unwrap_or_else(|_| RawValue::NULL.to_owned()),
            plan,
            done: None,
        }
    }

    #[must_use]
    pub fn moment(&self) -> Moment {
        Moment {
            at_ms: self.saved_at_ms,
            offset_min: self.offset_min,
        }
    }

    /// The answers as this version understands them.
    #[must_use]
    pub fn answers(&self) -> Option<Answers> {
        serde_json::from_str(self.answers.get()).ok()
    }
}

impl PartialEq for Record {
    fn eq(&self, other: &Record) -> bool {
        let key = |r: &Record| (r.id.clone(), r.saved_at_ms, r.offset_min);
        key(self) == key(other)
            && self.answers.get() == other.answers.get()
            && self.plan == other.plan
            && self.done == other.done
    }
}

/// A line of the list of runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    pub id: String,
    pub saved_at_ms: i64,
    pub offset_min: i32,
    pub level: Level,
    /// The kind of run by its option's id; unknown when the interview ended before it was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<i32>,
}

impl Row {
    #[must_use]
    pub fn of(record: &Record) -> Row {
        let answers = record.answers();
        Row {
            id: record.id.clone(),
            saved_at_ms: record.saved_at_ms,
            offset_min: record.offset_min,
            level: record.plan.care.level,
            kind: answers
                .as_ref()
                .and_then(|a| a.choice(fact::KIND))
                .map(str::to_owned),
            minutes: answers.as_ref().and_then(|a| a.value(fact::MINUTES)),
        }
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
}

/// What was said about oneself, to be confirmed at the next run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    pub said_at_ms: i64,
    pub answers: Answers,
}

/// What was chosen for this device.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub units: Option<String>,
    /// The country of the emergency number; empty for "somewhere else".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

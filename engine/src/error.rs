//! What can be wrong with answers, in words that name the field and what it accepts.

use std::fmt;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerError {
    /// No fact has this name.
    UnknownField { name: String },
    /// A number outside the range of its fact.
    OutOfRange {
        name: String,
        value: i32,
        min: i32,
        max: i32,
        unit: String,
    },
    /// A quantity without its unit, or in another one.
    WrongUnit { name: String, wanted: String },
    /// Not of the kind that the fact takes.
    WrongKind { name: String, accepted: String },
    /// "I do not know" is not an answer to this.
    CannotBeUnsure { name: String },
    /// This is asked of one sore place.
    OfSite { name: String },
    /// This is not asked of a sore place.
    NotOfSite { name: String },
    /// A place that was not named as sore.
    NoSuchPlace { name: String },
}

impl AnswerError {
    pub(crate) fn range(name: &str, value: i32, min: i32, max: i32, unit: &str) -> Self {
        AnswerError::OutOfRange {
            name: name.into(),
            value,
            min,
            max,
            unit: unit.into(),
        }
    }
}

impl fmt::Display for AnswerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AnswerError::UnknownField { name } => write!(f, "`{name}`: no question has this name"),
            AnswerError::OutOfRange {
                name,
                value,
                min,
                max,
                unit,
            } => {
                let unit = if unit.is_empty() {
                    String::new()
                } else {
                    format!(" {unit}")
                };
                write!(f, "`{name}`: {value} is outside {min} to {max}{unit}")
            }
            AnswerError::WrongUnit { name, wanted } => {
                write!(
                    f,
                    "`{name}`: give a whole number with its unit, as in \"{wanted}\""
                )
            }
            AnswerError::WrongKind { name, accepted } => {
                write!(f, "`{name}`: accepted is {accepted}")
            }
            AnswerError::CannotBeUnsure { name } => {
                write!(f, "`{name}`: \"dont_know\" is not an answer to this")
            }
            AnswerError::OfSite { name } => {
                write!(f, "`{name}`: belongs to a place; put it under `sites`")
            }
            AnswerError::NotOfSite { name } => write!(f, "`{name}`: is not asked of a place"),
            AnswerError::NoSuchPlace { name } => {
                write!(f, "`{name}`: this place was not named as sore")
            }
        }
    }
}

impl std::error::Error for AnswerError {}

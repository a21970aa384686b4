//! What is given back. The types of `js/npm/types.d.ts` describe these; a test holds the two together.

use std::collections::BTreeMap;

use aftermile_engine::explain;
use aftermile_engine::table::{Kind, Layout, RULES_VERSION};
use aftermile_engine::triage::Care;
use aftermile_engine::{AnswerError, Fact, Interview, Plan, Step};
use serde::Serialize;

use crate::SCHEMA;

include!(concat!(env!("OUT_DIR"), "/page.rs"));

/// Stands in every result.
#[derive(Debug, Serialize)]
struct Stamp {
    schema: u32,
    rules: &'static str,
}

const STAMP: Stamp = Stamp {
    schema: SCHEMA,
    rules: RULES_VERSION,
};

/// What is wrong with a call.
#[derive(Debug, Serialize)]
pub struct Problem {
    kind: &'static str,
    /// Where in the answers: `minutes`, `sites[0].score`; empty for the whole.
    path: String,
    message: String,
    /// What would be right there.
    #[serde(skip_serializing_if = "Option::is_none")]
    accepts: Option<String>,
    /// Of an unfinished interview: the screen to be asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<Screen>,
}

impl Problem {
    fn new(kind: &'static str, path: &str, message: String) -> Problem {
        Problem {
            kind,
            path: path.to_owned(),
            message,
            accepts: None,
            next: None,
        }
    }

    /// Should the results not be values that JavaScript has.
    pub fn internal(message: &str) -> Problem {
        Problem::new("internal", "", message.to_owned())
    }

    pub fn unknown(path: &str) -> Problem {
        Problem::new(
            "unknown_field",
            path,
            format!("`{path}`: no question has this name"),
        )
    }

    pub fn missing(path: &str) -> Problem {
        Problem::new("missing_field", path, format!("`{path}` is missing"))
    }

    pub fn wrong_kind(path: &str, accepts: &str) -> Problem {
        let place = if path.is_empty() { "the answers" } else { path };
        Problem {
            accepts: Some(accepts.to_owned()),
            ..Problem::new(
                "wrong_kind",
                path,
                format!("`{place}`: accepted is {accepts}"),
            )
        }
    }

    pub fn of(path: &str, error: &AnswerError, fact: Option<Fact>) -> Problem {
        let kind = match error {
            AnswerError::UnknownField { .. } => "unknown_field",
            AnswerError::OutOfRange { .. } => "out_of_range",
            AnswerError::WrongUnit { .. } => "wrong_unit",
            AnswerError::WrongKind { .. } => "wrong_kind",
            AnswerError::CannotBeUnsure { .. } => "cannot_be_unsure",
            AnswerError::OfSite { .. } => "of_site",
            AnswerError::NotOfSite { .. } => "not_of_site",
            AnswerError::NoSuchPlace { .. } => "no_such_place",
        };
        Problem {
            accepts: fact.map(Fact::accepts),
            ..Problem::new(kind, path, error.to_string())
        }
    }

    pub fn unfinished(next: &Step) -> Problem {
        Problem {
            next: Some(Screen::of(next)),
            ..Problem::new(
                "unfinished",
                "",
                format!(
                    "the screen `{}` is still to be answered; no answer to it counts as no",
                    next.name()
                ),
            )
        }
    }
}

#[derive(Debug, Serialize)]
struct Choice {
    id: &'static str,
    label: &'static str,
}

/// One question of a screen.
#[derive(Debug, Serialize)]
struct Question {
    id: &'static str,
    kind: &'static str,
    label: String,
    /// In words, as an error would say it.
    accepts: String,
    /// Whether `"dont_know"` is an answer.
    unsure: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    options: Vec<Choice>,
    #[serde(skip_serializing_if = "Option::is_none")]
    min: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'static str>,
}

impl Question {
    fn of(fact: Fact) -> Question {
        let def = fact.def();
        let text = |key: String| aftermile_engine::message::english(&key).unwrap_or_default();
        let mut question = Question {
            id: fact.id(),
            kind: "sign",
            label: text(format!("fact.{}", fact.id())).to_owned(),
            accepts: fact.accepts(),
            unsure: def.unsure,
            options: Vec::new(),
            min: None,
            max: None,
            unit: None,
        };
        match &def.kind {
            Kind::Sign => {}
            Kind::Choice(options) => {
                question.kind = "choice";
                question.options = options
                    .iter()
                    .map(|option| Choice {
                        id: option.id,
                        label: text(format!("fact.{}.{}", fact.id(), option.id)),
                    })
                    .collect();
            }
            Kind::Number(number) => {
                question.kind = "number";
                question.min = Some(number.min);
                question.max = Some(number.max);
                question.unit = Some(number.unit);
            }
        }
        question
    }
}

/// A screen of the interview.
#[derive(Debug, Serialize)]
struct Screen {
    /// Tells it from every other screen of the interview.
    name: String,
    id: &'static str,
    layout: &'static str,
    /// The sore place that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'static str>,
    questions: Vec<Question>,
}

impl Screen {
    fn of(step: &Step) -> Screen {
        Screen {
            name: step.name(),
            id: step.screen().id,
            layout: match step.screen().layout {
                Layout::Lines => "lines",
                Layout::Signs => "signs",
                Layout::Choice => "choice",
                Layout::Fields => "fields",
                Layout::Effort => "effort",
                Layout::Where => "where",
                Layout::Site => "site",
            },
            place: step.place.map(aftermile_engine::Region::id),
            questions: step.facts.iter().map(|fact| Question::of(*fact)).collect(),
        }
    }
}

#[derive(Debug, Serialize)]
pub struct Next {
    #[serde(flatten)]
    stamp: Stamp,
    done: bool,
    /// The names of the screens answered so far.
    asked: Vec<String>,
    screen: Option<Screen>,
}

impl Next {
    pub fn of(walk: &Interview) -> Next {
        Next {
            stamp: STAMP,
            done: walk.is_done(),
            asked: walk.asked.iter().map(Step::name).collect(),
            screen: walk.next.as_ref().map(Screen::of),
        }
    }
}

#[derive(Debug, Serialize)]
pub struct Triaged {
    #[serde(flatten)]
    stamp: Stamp,
    care: Care,
}

impl Triaged {
    pub fn of(care: Care) -> Triaged {
        Triaged { stamp: STAMP, care }
    }
}

#[derive(Debug, Serialize)]
pub struct Planned {
    schema: u32,
    /// Holds `rules` itself.
    #[serde(flatten)]
    plan: Plan,
}

impl Planned {
    pub fn of(plan: Plan) -> Planned {
        Planned {
            schema: SCHEMA,
            plan,
        }
    }
}

#[derive(Debug, Serialize)]
pub struct Changes {
    #[serde(flatten)]
    stamp: Stamp,
    #[serde(flatten)]
    changes: explain::Changes,
}

impl Changes {
    pub fn of(changes: explain::Changes) -> Changes {
        Changes {
            stamp: STAMP,
            changes,
        }
    }
}

/// Texts by key.
#[derive(Debug, Serialize)]
pub struct Catalogue(BTreeMap<&'static str, &'static str>);

impl Catalogue {
    pub fn english(rules: &'static [(&'static str, &'static str)]) -> Catalogue {
        Catalogue(rules.iter().chain(PAGE).copied().collect())
    }
}

//! What was told of a week: the four answers about whatever troubled the runner (EV-Q-02), in an entry of its own.

use super::envelope;
use super::run::STORE;
use aftermile_engine::problem::{Grade, Question, WeekReport};
use aftermile_fields::{Fields, Object};

/// A week that was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Week {
    /// The local day on which it was told, counted from 1970: the last of its seven days.
    pub day: i64,
    pub at_ms: i64,
    pub answers: WeekReport,
    /// Fields of a newer Aftermile, kept as they are.
    pub other: Fields,
}

impl Week {
    /// Reads what [`Week::write`] wrote.
    #[must_use]
    pub fn read(text: &str) -> Option<Week> {
        Week::of(Fields::read(&envelope::body(text).ok()?)?)
    }

    /// Of its fields; nothing where one of them is not what it has to be.
    #[must_use]
    pub fn of(mut f: Fields) -> Option<Week> {
        let mut week = Week {
            day: f.take_number("day").filter(|day| in_range(*day))?,
            at_ms: f.take_number("at_ms")?,
            answers: WeekReport::default(),
            other: Fields::default(),
        };
        for question in Question::ALL {
            if let Some(raw) = f.take(question.id()) {
                let id: String = serde_json::from_str(&raw).ok()?;
                let grade = Grade::ALL.into_iter().find(|g| g.id() == id)?;
                week.answers.answer(question, grade);
            }
        }
        week.other = f;
        Some(week)
    }

    /// Its fields as JSON.
    #[must_use]
    pub fn json(&self) -> String {
        let mut out = Object::new();
        out.number("day", self.day).number("at_ms", self.at_ms);
        for question in Question::ALL {
            if let Some(grade) = self.answers.get(question) {
                out.text(question.id(), grade.id());
            }
        }
        out.rest(&self.other).end()
    }

    /// The entry of the store.
    #[must_use]
    pub fn write(&self) -> String {
        let body = aftermile_fields::ascii(&self.json());
        Object::new().number("v", STORE).raw("body", &body).end()
    }

    /// Of two copies of one week the one told later; of two alike the one whose text sorts later. Further fields of
    /// both are kept.
    #[must_use]
    pub fn join(&self, other: &Week) -> Week {
        let key = |w: &Week| {
            let known = Week {
                other: Fields::default(),
                ..w.clone()
            };
            (w.at_ms, known.json())
        };
        let (first, second) = if key(self) >= key(other) {
            (self, other)
        } else {
            (other, self)
        };
        let mut joined = first.clone();
        joined.other.join(&second.other);
        joined
    }
}

/// Days that a calendar of our time has.
fn in_range(day: i64) -> bool {
    (0..100_000).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::Week;
    use aftermile_engine::problem::{Grade, Question, WeekReport};
    use aftermile_fields::Fields;

    fn week() -> Week {
        let mut answers = WeekReport::default();
        answers.answer(Question::TakingPart, Grade::Mild);
        answers.answer(Question::Feeling, Grade::Severe);
        Week {
            day: 20_000,
            at_ms: 5,
            answers,
            other: Fields::read(r#"{"mood":"n\u00f6"}"#).unwrap(),
        }
    }

    #[test]
    fn a_week_reads_back_as_it_was_written() {
        let text = week().write();
        assert!(text.is_ascii() && text.len() < 160, "{text}");
        assert_eq!(Week::read(&text), Some(week()));
    }

    #[test]
    fn what_is_none_is_not_read() {
        for text in [
            "",
            "{}",
            r#"{"v":2,"body":{"day":1}}"#,
            r#"{"v":2,"body":{"day":-1,"at_ms":1}}"#,
            r#"{"v":2,"body":{"day":1,"at_ms":1,"feeling":"odd"}}"#,
            r#"{"v":9,"body":{"day":1,"at_ms":1}}"#,
        ] {
            assert_eq!(Week::read(text), None, "{text}");
        }
    }
}

//! The weekly problem score: four answers about the last 7 days, coded 0, 8, 17 and 25, summed to 0-100
//! (EV-Q-02). The questions are in our own words (`rules/problem.toml`).
//!
//! What a runner is told rests on **how long** a problem lasts, not on a change from one week to the next: in
//! one runner a change under 35.06 points is noise (EV-Q-03). See [`lasting`].

use crate::table::problem as numbers;
use serde::{Deserialize, Serialize};

/// An answer, mildest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    None,
    Mild,
    Moderate,
    Severe,
}

impl Grade {
    pub const ALL: [Grade; 4] = [Grade::None, Grade::Mild, Grade::Moderate, Grade::Severe];

    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Grade::None => "none",
            Grade::Mild => "mild",
            Grade::Moderate => "moderate",
            Grade::Severe => "severe",
        }
    }

    /// 0, 8, 17 or 25.
    #[must_use]
    pub fn points(self) -> i32 {
        match self {
            Grade::None => numbers::NONE,
            Grade::Mild => numbers::MILD,
            Grade::Moderate => numbers::MODERATE,
            Grade::Severe => numbers::SEVERE,
        }
    }

    /// The answer that has these points.
    #[must_use]
    pub fn of_points(points: i32) -> Option<Grade> {
        Grade::ALL.into_iter().find(|g| g.points() == points)
    }
}

/// What is asked, in the order of asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// Whether the planned runs were possible. "Yes, and nothing troubled me" ends the questions.
    TakingPart,
    /// How far runs were changed.
    Changing,
    /// How far the running itself suffered.
    RunningWell,
    /// How strong pain or other trouble was.
    Feeling,
}

impl Question {
    pub const ALL: [Question; 4] = [
        Question::TakingPart,
        Question::Changing,
        Question::RunningWell,
        Question::Feeling,
    ];

    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Question::TakingPart => "taking_part",
            Question::Changing => "changing",
            Question::RunningWell => "running_well",
            Question::Feeling => "feeling",
        }
    }

    /// Its text in the catalogue; the answers' are this, a dot and [`Grade::id`].
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Question::TakingPart => "problem.taking_part",
            Question::Changing => "problem.changing",
            Question::RunningWell => "problem.running_well",
            Question::Feeling => "problem.feeling",
        }
    }
}

/// The answers about one week; what was not answered is missing, never "no".
///
/// ```
/// use aftermile_engine::problem::{Grade, Question, WeekReport};
/// let mut week = WeekReport::default();
/// assert_eq!(week.next(), Some(Question::TakingPart));
/// week.answer(Question::TakingPart, Grade::Mild);
/// week.answer(Question::Changing, Grade::Moderate);
/// week.answer(Question::RunningWell, Grade::Mild);
/// week.answer(Question::Feeling, Grade::Mild);
/// assert_eq!(week.next(), None);
/// assert_eq!(week.severity(), Some(41));
/// assert_eq!(week.substantial(), Some(true));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct WeekReport {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taking_part: Option<Grade>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changing: Option<Grade>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub running_well: Option<Grade>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feeling: Option<Grade>,
}

impl WeekReport {
    /// Records an answer. "Nothing troubled me" on the first question answers the other three with none; taking
    /// that back asks them again.
    pub fn answer(&mut self, question: Question, grade: Grade) {
        let was_over = self.taking_part == Some(Grade::None);
        match question {
            Question::TakingPart => {
                self.taking_part = Some(grade);
                let rest = (grade == Grade::None).then_some(Grade::None);
                if rest.is_some() || was_over {
                    (self.changing, self.running_well, self.feeling) = (rest, rest, rest);
                }
            }
            Question::Changing => self.changing = Some(grade),
            Question::RunningWell => self.running_well = Some(grade),
            Question::Feeling => self.feeling = Some(grade),
        }
    }

    /// The answer to a question.
    #[must_use]
    pub fn get(&self, question: Question) -> Option<Grade> {
        match question {
            Question::TakingPart => self.taking_part,
            Question::Changing => self.changing,
            Question::RunningWell => self.running_well,
            Question::Feeling => self.feeling,
        }
    }

    /// What is still to be asked; nothing once all is answered. A week without running does not fill in the
    /// rest: whether it may is not established.
    #[must_use]
    pub fn next(&self) -> Option<Question> {
        Question::ALL.into_iter().find(|q| self.get(*q).is_none())
    }

    /// The sum of the four answers, 0 to 100; none while one is missing.
    #[must_use]
    pub fn severity(&self) -> Option<i32> {
        Question::ALL
            .into_iter()
            .map(|q| self.get(q).map(Grade::points))
            .sum()
    }

    /// Whether there was a problem at all; none while the first question is open.
    #[must_use]
    pub fn has_problem(&self) -> Option<bool> {
        self.taking_part.map(|g| g > Grade::None)
    }

    /// Whether the problem was a substantial one: no running at all, or runs changed or worse by a fair amount
    /// or more. None where there was no problem or the answers do not say.
    #[must_use]
    pub fn substantial(&self) -> Option<bool> {
        let much = |g: Option<Grade>| g.is_some_and(|g| g >= Grade::Moderate);
        match self.taking_part {
            Some(Grade::None) => None,
            Some(Grade::Severe) => Some(true),
            _ if much(self.changing) || much(self.running_well) => Some(true),
            None => None,
            Some(_) if self.changing.is_none() && self.running_well.is_none() => None,
            Some(_) => Some(false),
        }
    }
}

/// How many of the weeks had no running at all because of the problem.
#[must_use]
pub fn time_loss(weeks: &[WeekReport]) -> usize {
    weeks
        .iter()
        .filter(|w| w.taking_part == Some(Grade::Severe))
        .count()
}

/// How long a problem has lasted: weeks reported with it since the last week reported without.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Lasting {
    pub weeks: usize,
    /// Those of them in which it was substantial.
    pub substantial: usize,
}

/// How long the problem of the latest week has lasted; `weeks` oldest first. A week without a report counts for
/// nothing and ends nothing: silence is not "it was gone". 0 where the latest reported week had no problem.
///
/// ```
/// use aftermile_engine::problem::{Grade, WeekReport, lasting};
/// let week = |grade| WeekReport { taking_part: Some(grade), ..WeekReport::default() };
/// let weeks = [week(Grade::Mild), week(Grade::None), week(Grade::Mild), WeekReport::default(), week(Grade::Severe)];
/// assert_eq!((lasting(&weeks).weeks, lasting(&weeks).substantial), (2, 1));
/// ```
#[must_use]
pub fn lasting(weeks: &[WeekReport]) -> Lasting {
    let since = weeks
        .iter()
        .rev()
        .take_while(|w| w.has_problem() != Some(false));
    since.fold(Lasting::default(), |sum, week| Lasting {
        weeks: sum.weeks + usize::from(week.has_problem() == Some(true)),
        substantial: sum.substantial + usize::from(week.substantial() == Some(true)),
    })
}

/// Whether two severities of one runner differ by more than noise, 35.06 points (EV-Q-03).
#[must_use]
pub fn beyond_noise(before: i32, now: i32) -> bool {
    (i64::from(now) - i64::from(before)).abs() * 100 > i64::from(numbers::DETECTABLE_CHANGE)
}

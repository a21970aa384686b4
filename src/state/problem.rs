//! The weekly questions about whatever troubles the runner: when they are due, and their answers.

use super::{App, Page};
use crate::history::Week;
use aftermile_engine::problem::{Grade, Question, WeekReport};
use aftermile_fields::Fields;
use leptos::prelude::*;

const DAY_MS: i64 = 86_400_000;
/// A week is told once it is over.
const WEEK_DAYS: i64 = 7;
/// Whoever has not run for so long is not asked.
const LATELY_DAYS: i64 = 28;

/// Whether the questions are due: running lately and for a week at least, and nothing told for a week. All are local
/// days, counted from 1970; the runs' are the first and the last.
#[must_use]
pub fn is_due(today: i64, runs: Option<(i64, i64)>, told: Option<i64>) -> bool {
    let runs = runs.is_some_and(|(first, last)| {
        today - first >= WEEK_DAYS && (0..LATELY_DAYS).contains(&(today - last))
    });
    runs && told.is_none_or(|day| today - day >= WEEK_DAYS)
}

impl App {
    fn today(&self) -> i64 {
        self.now().local_ms().div_euclid(DAY_MS)
    }

    /// The weeks that were told, the oldest first. Tracks changes.
    #[must_use]
    pub fn weeks_told(&self) -> Vec<Week> {
        self.changes.track();
        self.inner().history.weeks()
    }

    /// Whether the weekly questions are due. Tracks changes.
    #[must_use]
    pub fn week_due(&self) -> bool {
        let runs = self.runs();
        let day = |run: &crate::history::Run| crate::history::look::day(run);
        let span = runs.last().zip(runs.first());
        let span = span.map(|(first, last)| (day(first), day(last)));
        let told = self.weeks_told().last().map(|w| w.day);
        is_due(self.today(), span, told)
    }

    /// Opens the weekly questions, with what was told today already.
    pub fn ask_week(&self) {
        self.telling.set(WeekReport::default());
        self.show(Page::Week);
    }

    /// An answer; after the last one the week is kept and the look back opens.
    pub fn tell(&self, question: Question, grade: Grade) {
        self.telling.update(|week| week.answer(question, grade));
        let answers = self.telling.get_untracked();
        if answers.next().is_some() {
            return;
        }
        let (inner, now) = (self.inner(), self.now());
        let day = self.today();
        let other = inner
            .history
            .week(day)
            .map_or_else(Fields::default, |w| w.other);
        let week = Week {
            day,
            at_ms: now.at_ms,
            answers,
            other,
        };
        self.kept(inner.history.tell_week(&week));
        self.changes.update(|n| *n += 1);
        self.show(Page::LookBack);
    }

    /// Back from a weekly question to the one before, or to the runs.
    pub fn week_back(&self) {
        let asked = self.telling.get_untracked();
        let before = Question::ALL
            .into_iter()
            .rev()
            .find(|q| asked.get(*q).is_some());
        match before {
            None => self.show(Page::History),
            Some(last) => self.telling.update(|week| {
                let mut again = WeekReport::default();
                for question in Question::ALL.into_iter().take_while(|q| *q != last) {
                    if let Some(grade) = week.get(question) {
                        again.answer(question, grade);
                    }
                }
                *week = again;
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_due;
    use crate::ports::memory;
    use crate::state::{App, Page};
    use aftermile_engine::problem::{Grade, Question};
    use leptos::prelude::*;

    #[test]
    fn the_questions_are_due_once_a_week_for_whoever_runs() {
        assert!(!is_due(100, None, None), "no run");
        assert!(!is_due(100, Some((94, 100)), None), "not a week yet");
        assert!(is_due(100, Some((93, 100)), None));
        assert!(!is_due(100, Some((10, 72)), None), "no run lately");
        assert!(!is_due(100, Some((10, 99)), Some(94)));
        assert!(is_due(100, Some((10, 99)), Some(93)));
    }

    #[test]
    fn a_week_is_told_kept_and_told_again() {
        Owner::new().with(|| {
            let app = App::new(memory::ports(), None);
            app.ask_week();
            app.tell(Question::TakingPart, Grade::Mild);
            app.tell(Question::Changing, Grade::Moderate);
            app.week_back();
            assert_eq!(app.telling.get_untracked().next(), Some(Question::Changing));
            app.tell(Question::Changing, Grade::Mild);
            app.tell(Question::RunningWell, Grade::None);
            assert!(app.weeks_told().is_empty(), "kept before all was told");
            app.tell(Question::Feeling, Grade::Mild);
            assert_eq!(app.page.get_untracked(), Page::LookBack);
            let severity = |app: &App| -> Vec<_> {
                app.weeks_told()
                    .iter()
                    .map(|w| w.answers.severity())
                    .collect()
            };
            assert_eq!(severity(&app), [Some(24)]);
            // The same day again replaces it.
            app.ask_week();
            app.tell(Question::TakingPart, Grade::None);
            assert_eq!(severity(&app), [Some(0)]);
        });
    }

    #[test]
    fn back_from_the_first_question_leads_to_the_runs() {
        Owner::new().with(|| {
            let app = App::new(memory::ports(), None);
            app.ask_week();
            app.week_back();
            assert_eq!(app.page.get_untracked(), Page::History);
        });
    }
}

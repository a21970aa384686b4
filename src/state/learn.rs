//! What the check-ins say about this runner's own recovery.

use super::App;
use crate::history::Run;
use aftermile_engine::Answers;
use aftermile_engine::condition::Context;
use aftermile_engine::forecast::{Family, Forecast, RunKind};
use aftermile_engine::personal::{FEW, Followed, Look, Personal, Range};
use std::sync::Arc;

/// What is known of runs like this one.
#[derive(Debug, Clone, PartialEq)]
pub struct Learned {
    /// How many runs of the kind were followed, this one among them.
    pub runs: usize,
    /// What is likely 24, 48 and 72 hours after such a run, with what the general curve says.
    pub points: Vec<(i32, f64, Range)>,
    /// How much longer these legs take than the general curve.
    pub factor: f64,
}

/// So many followed runs are looked through, the latest ones: legs change over the years, and time is short.
const RECENT: usize = 60;

impl Learned {
    #[must_use]
    pub fn is_personal(&self) -> bool {
        self.runs >= FEW
    }
}

/// Runs that are alike enough to be learned from together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Kind(RunKind, Family);

fn kind(answers: &Answers) -> Kind {
    let later = [
        aftermile_engine::fact::DESCENT,
        aftermile_engine::fact::UNUSUAL,
    ];
    let family = if later.iter().any(|f| answers.is_yes(*f)) {
        Family::Downhill
    } else {
        Family::Flat
    };
    Kind(RunKind::of(Context::new(answers, None)), family)
}

/// The general curve of a run, and the hours since the run at which it was answered.
struct General {
    forecast: Forecast,
    since: i32,
    peak_h: f64,
}

impl General {
    fn of(run: &Run, answers: &Answers) -> Option<General> {
        let since = (run.saved_at_ms - run.finished_ms).div_euclid(3_600_000);
        Some(General {
            forecast: Forecast::of(Context::new(answers, None))?,
            since: i32::try_from(since).ok()?,
            peak_h: f64::from(kind(answers).1.top_hour()),
        })
    }

    fn at(&self, hours: i32) -> f64 {
        self.forecast.likely(hours - self.since)
    }
}

/// The followed run, when it was followed and its answers are still understood.
fn followed(run: &Run, answers: &Answers) -> Option<Followed> {
    let general = General::of(run, answers)?;
    let looks = run.checks.iter().map(|check| {
        let hours = check.hours_after(run.finished_ms);
        Look {
            hours: f64::from(hours),
            general: general.at(hours),
            score: f64::from(check.worst()),
        }
    });
    let looks: Vec<Look> = looks.collect();
    (!looks.is_empty()).then_some(Followed {
        peak_h: general.peak_h,
        looks,
    })
}

impl App {
    /// What the followed runs like this one say. Nothing when its answers are no longer understood.
    pub(super) fn learned(&self, run: &Run) -> Option<Learned> {
        let answers = run.said.answers()?;
        let wanted = kind(&answers);
        let all: Vec<Followed> = self
            .inner()
            .history
            .runs()
            .iter()
            .filter(|r| !r.checks.is_empty())
            .take(RECENT)
            .filter_map(|r: &Arc<Run>| {
                let answers = r.said.answers()?;
                (kind(&answers) == wanted).then(|| followed(r, &answers))?
            })
            .collect();
        let personal = Personal::learn(&all);
        let general = General::of(run, &answers)?;
        let points = [24, 48, 72].map(|hours| {
            let said = general.at(hours);
            let range = personal.at(f64::from(hours), said, general.peak_h);
            (hours, said, range)
        });
        Some(Learned {
            runs: personal.runs(),
            points: points.to_vec(),
            factor: personal.factor(general.at(48), general.peak_h),
        })
    }
}

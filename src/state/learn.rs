//! What the check-ins say about this runner's own recovery.

use super::App;
use crate::history::Run;
use aftermile_engine::Answers;
use aftermile_engine::check_in::may_be_injury;
use aftermile_engine::condition::Context;
use aftermile_engine::forecast::{Family, Forecast, Point, RunKind};
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
        let since = run
            .saved_at_ms
            .saturating_sub(run.finished_ms)
            .div_euclid(3_600_000);
        Some(General {
            forecast: Forecast::of(Context::new(answers, None))?,
            since: i32::try_from(since).ok()?,
            peak_h: f64::from(kind(answers).1.top_hour()),
        })
    }

    fn at(&self, hours: i32) -> f64 {
        self.forecast.likely(hours.saturating_sub(self.since))
    }
}

/// Whether a run was looked back at. A check-in that was left before its scores is no look.
fn is_followed(run: &Run) -> bool {
    run.checks.iter().any(|check| check.worst().is_some())
}

/// The followed run, when it was followed and its answers are still understood.
fn followed(run: &Run, answers: &Answers) -> Option<Followed> {
    let general = General::of(run, answers)?;
    let looks = run.checks.iter().filter_map(|check| {
        let hours = check.hours_after(run.finished_ms);
        Some(Look {
            hours: f64::from(hours),
            general: general.at(hours),
            score: f64::from(check.worst()?),
        })
    });
    let looks: Vec<Look> = looks.collect();
    (!looks.is_empty()).then_some(Followed {
        peak_h: general.peak_h,
        looks,
    })
}

/// The curve of a run that was not looked back at yet, as this runner's own legs shape it.
#[derive(Debug, Clone, PartialEq)]
pub struct Own {
    /// How many runs of the kind it rests on.
    pub runs: usize,
    pub points: Vec<Point>,
    pub factor: f64,
}

impl App {
    /// What the followed runs of a kind say.
    fn personal(&self, wanted: Kind) -> Personal {
        let all: Vec<Followed> = self
            .inner()
            .history
            .runs()
            .iter()
            .filter(|r| is_followed(r))
            .take(RECENT)
            .filter_map(|r: &Arc<Run>| {
                let answers = r.said.answers()?;
                // The scores of what may be an injury say nothing of recovery (EV-PAIN-03).
                let counts = kind(&answers) == wanted && !may_be_injury(&answers);
                counts.then(|| followed(r, &answers))?
            })
            .collect();
        Personal::learn(&all)
    }

    /// The runner's own curve over a ribbon's points, once enough runs of the kind were followed. It begins at what
    /// was said, which counts as a look at this run.
    pub(super) fn own(&self, run: &Run, ribbon: &[Point]) -> Option<Own> {
        if is_followed(run) {
            return None;
        }
        let answers = run.said.answers()?;
        if may_be_injury(&answers) {
            return None;
        }
        let mut personal = self.personal(kind(&answers));
        if !personal.is_personal() {
            return None;
        }
        let general = General::of(run, &answers)?;
        let factor = personal.factor(general.at(48), general.peak_h);
        let now = general.at(general.since);
        let hours = f64::from(general.since);
        let look = Look {
            hours,
            general: now,
            score: now,
        };
        personal.update(&look, general.peak_h);
        let tenths = |score: f64| {
            #[allow(clippy::cast_possible_truncation)]
            let tenths = (score * 10.0).round() as i32;
            tenths
        };
        let point = |p: &Point| {
            if p.hour == 0 {
                return *p;
            }
            let said = f64::from(p.likely) / 10.0;
            let range = personal.at(hours + f64::from(p.hour), said, general.peak_h);
            Point {
                hour: p.hour,
                low: tenths(range.low),
                likely: tenths(range.likely),
                high: tenths(range.high),
            }
        };
        Some(Own {
            runs: personal.runs(),
            points: ribbon.iter().map(point).collect(),
            factor,
        })
    }

    /// What the followed runs like this one say. Nothing when its answers are no longer understood.
    pub(super) fn learned(&self, run: &Run) -> Option<Learned> {
        let answers = run.said.answers()?;
        if may_be_injury(&answers) {
            return None;
        }
        let personal = self.personal(kind(&answers));
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

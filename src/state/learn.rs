//! What the check-ins say about this runner's own recovery.

use super::App;
use crate::history::Run;
use aftermile_engine::Answers;
use aftermile_engine::check_in::may_be_injury;
use aftermile_engine::condition::Context;
use aftermile_engine::forecast::{Curve, Family, Forecast, Point, RunKind, stands_on, usual_for};
use aftermile_engine::personal::{Course, FEW, Followed, Look, Personal, Range};
use std::sync::Arc;

/// What is known of runs like this one.
#[derive(Debug, Clone, PartialEq)]
pub struct Learned {
    /// How many runs of the kind were followed, this one among them.
    pub runs: usize,
    /// What is likely 24, 48 and 72 hours after the next such run, with what the general curve says.
    pub points: Vec<(i32, f64, Range)>,
    /// How much longer these legs take after this run than the forecast of its answer.
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

/// What is general about a run: the forecast as it is shown, and the curve that looks are held against.
struct General {
    forecast: Forecast,
    /// The usual curve and the reported score, where the forecast stands on that score alone. Such a forecast holds what
    /// is to be learned: how sore these legs get.
    reported: Option<(Curve, u8)>,
    /// Hours since the run at which it was answered.
    since: i32,
    course: Course,
}

impl General {
    fn of(run: &Run, answers: &Answers) -> Option<General> {
        let context = Context::new(answers, None);
        let since = run
            .saved_at_ms
            .saturating_sub(run.finished_ms)
            .div_euclid(3_600_000);
        let curve = usual_for(context)?;
        let reported = stands_on(context).map(|score| (curve, score));
        Some(General {
            forecast: Forecast::of(context)?,
            reported,
            since: i32::try_from(since).ok()?,
            course: Course {
                peak_h: f64::from(curve.family.top_hour()),
                rises: reported.is_none() || curve.family == Family::Downhill,
            },
        })
    }

    /// What is shown for so many hours after the run.
    fn shown(&self, hours: i32) -> f64 {
        self.forecast.likely(hours.saturating_sub(self.since))
    }

    /// What looks are held against.
    fn at(&self, hours: i32) -> f64 {
        match self.reported {
            Some((curve, _)) => curve.at(hours),
            None => self.shown(hours),
        }
    }

    fn look(&self, hours: i32, score: f64) -> Look {
        Look {
            hours: f64::from(hours),
            general: self.at(hours),
            score,
        }
    }

    /// The look that the answer itself was.
    fn first(&self) -> Option<Look> {
        let (_, score) = self.reported?;
        Some(self.look(self.since, f64::from(score)))
    }

    /// What these legs are likely to be at a time.
    fn range(&self, personal: &Personal, hours: i32) -> Range {
        personal.at(f64::from(hours), self.at(hours), self.course)
    }

    /// How much longer than shown, at 48 hours, or a day after an answer that came late.
    fn factor(&self, personal: &Personal) -> f64 {
        let hours = self.since.saturating_add(24).max(48);
        let (at, shown) = (self.at(hours), self.shown(hours));
        personal.factor(f64::from(hours), at, shown, self.course)
    }
}

/// Whether a run was looked back at. A check-in that was left before its scores is no look.
fn is_followed(run: &Run) -> bool {
    run.checks.iter().any(|check| check.worst().is_some())
}

/// The followed run, when it was followed and its answers are still understood.
fn followed(run: &Run, general: &General) -> Option<Followed> {
    let checks = run.checks.iter().filter_map(|check| {
        let hours = check.hours_after(run.finished_ms);
        Some(general.look(hours, f64::from(check.worst()?)))
    });
    let checks: Vec<Look> = checks.collect();
    (!checks.is_empty()).then(|| Followed {
        course: general.course,
        looks: general.first().into_iter().chain(checks).collect(),
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
    /// What the followed runs of a kind say, without one of them.
    fn personal(&self, wanted: Kind, without: &str) -> Personal {
        let all: Vec<Followed> = self
            .inner()
            .history
            .runs()
            .iter()
            .filter(|r| is_followed(r) && r.id != without)
            .take(RECENT)
            .filter_map(|r: &Arc<Run>| {
                let answers = r.said.answers()?;
                // The scores of what may be an injury say nothing of recovery (EV-PAIN-03).
                let counts = kind(&answers) == wanted && !may_be_injury(&answers);
                counts.then(|| followed(r, &General::of(r, &answers)?))?
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
        let mut personal = self.personal(kind(&answers), &run.id);
        if !personal.is_personal() {
            return None;
        }
        let general = General::of(run, &answers)?;
        // A forecast that only begins at the score is right there by itself.
        let begins = || general.look(general.since, general.at(general.since));
        personal.update(&general.first().unwrap_or_else(begins), general.course);
        let tenths = |score: f64| {
            #[allow(clippy::cast_possible_truncation)]
            let tenths = (score * 10.0).round() as i32;
            tenths
        };
        let point = |p: &Point| {
            if p.hour == 0 {
                return *p;
            }
            let range = general.range(&personal, general.since.saturating_add(p.hour));
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
            factor: general.factor(&personal),
        })
    }

    /// What the followed runs like this one say. Nothing when its answers are no longer understood.
    pub(super) fn learned(&self, run: &Run) -> Option<Learned> {
        let answers = run.said.answers()?;
        if may_be_injury(&answers) {
            return None;
        }
        let mut personal = self.personal(kind(&answers), &run.id);
        let general = General::of(run, &answers)?;
        if let Some(this) = followed(run, &general) {
            personal.follow(&this);
        }
        let factor = general.factor(&personal);
        // The next one begins anew.
        personal.next_run();
        let points = [24, 48, 72];
        let points = points.map(|h| (h, general.at(h), general.range(&personal, h)));
        Some(Learned {
            runs: personal.runs(),
            points: points.to_vec(),
            factor,
        })
    }
}

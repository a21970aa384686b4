//! Looking back: loads by week, the longest run, soreness by place, and pairs of similar runs. Pure: it counts
//! what is there, and claims nothing below [`ENOUGH`].

use super::run::Run;
use aftermile_engine::load::{self, Load, Metres, Minutes, Rpe, Spike};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Fewer pairs than this say nothing.
pub const ENOUGH: usize = 5;
/// Weeks that are shown at first, and when the runner looks further back.
pub const WEEKS: usize = 12;
pub const YEAR: usize = 52;
/// Runs further back are not looked at for the longest one; the engine's window lies well within.
const WINDOW_DAYS: i64 = 60;
/// So many of the latest runs are paired.
const RECENT: usize = 500;
const DAY_MS: i64 = 86_400_000;
/// The hours after a run between which "two days later" lies.
const TWO_DAYS_H: (i32, i32) = (40, 60);

/// The local day of a run's end, counted from 1970.
#[must_use]
pub fn day(run: &Run) -> i64 {
    run.finished().local_ms().div_euclid(DAY_MS)
}

/// Runs that count once: those answered for again from a check-in are the same run.
fn once(runs: &[Arc<Run>]) -> impl Iterator<Item = &Arc<Run>> {
    runs.iter().filter(|r| r.about.is_none())
}

/// Load by day, the oldest first: so many weeks that end on `today`. A day before the first run is not among them: what
/// is not known is not rest.
#[must_use]
pub fn days(runs: &[Arc<Run>], today: i64) -> Vec<Load> {
    let first = once(runs).map(|r| day(r)).min().unwrap_or(today);
    let known = usize::try_from(today - first + 1).unwrap_or(0);
    let (mut days, _) = daily(runs, today, WEEKS);
    days.drain(..days.len().saturating_sub(known));
    days
}

/// The load of each day of so many weeks, and how many runs of them had no effort or time and count nothing.
fn daily(runs: &[Arc<Run>], today: i64, weeks: usize) -> (Vec<Load>, usize) {
    let length = weeks * 7;
    let mut days: Vec<Load> = vec![Load::default(); length];
    let mut without = 0;
    for run in once(runs) {
        let ago = usize::try_from(today - day(run)).unwrap_or(usize::MAX);
        let Some(slot) = length
            .checked_sub(ago.saturating_add(1))
            .and_then(|i| days.get_mut(i))
        else {
            continue;
        };
        let load = run
            .effort()
            .zip(run.minutes())
            .and_then(|(effort, minutes)| {
                Some(Load::of(
                    Rpe::new(effort).ok()?,
                    Minutes::new(minutes).ok()?,
                ))
            });
        match load {
            Some(load) => *slot = [*slot, load].into_iter().sum(),
            None => without += 1,
        }
    }
    (days, without)
}

/// Load by week, the oldest first: so many rolling weeks that end on `today`. How many runs had no effort or time and
/// count nothing.
#[must_use]
pub fn weeks(runs: &[Arc<Run>], today: i64, weeks: usize) -> (Vec<Load>, usize) {
    let (days, without) = daily(runs, today, weeks);
    (load::weeks(&days), without)
}

/// The last run with a distance.
#[derive(Debug, Clone, PartialEq)]
pub struct LastRun {
    pub run: Arc<Run>,
    pub distance: Metres,
    /// The longest run of the 30 days before it, and how it compares; none where there was no other.
    pub against: Option<(Metres, Spike)>,
}

/// The last run with a distance against those before it.
#[must_use]
pub fn spike(runs: &[Arc<Run>]) -> Option<LastRun> {
    let metres = |run: &Run| Metres::new(run.distance_m()?).ok();
    let mut with = once(runs).filter_map(|r| Some((r, metres(r)?)));
    let (last, distance) = with.next()?;
    // The last one first, so what follows the window lies outside of it.
    let near = |r: &Run| day(last) - day(r) <= WINDOW_DAYS;
    let earlier = with.take_while(|(r, _)| near(r));
    let earlier = earlier.filter(|(r, _)| r.finished_ms < last.finished_ms);
    let earlier = earlier.filter_map(|(r, m)| Some((u32::try_from(day(last) - day(r)).ok()?, m)));
    let longest = load::longest(earlier);
    Some(LastRun {
        run: last.clone(),
        distance,
        against: longest.map(|l| (l, load::spike(distance, l))),
    })
}

/// A score of one place at one time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Felt {
    pub at_ms: i64,
    pub score: u8,
}

/// The scores of one region over time, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sides {
    pub left: Vec<Felt>,
    pub right: Vec<Felt>,
}

impl Sides {
    /// Of both sides the one with the higher score at each time.
    #[must_use]
    pub fn worse(&self) -> Vec<Felt> {
        let mut all: BTreeMap<i64, u8> = BTreeMap::new();
        for felt in self.left.iter().chain(&self.right) {
            let slot = all.entry(felt.at_ms).or_insert(felt.score);
            *slot = (*slot).max(felt.score);
        }
        let felt = |(at_ms, score)| Felt { at_ms, score };
        all.into_iter().map(felt).collect()
    }

    /// Whether the two were always alike.
    #[must_use]
    pub fn are_alike(&self) -> bool {
        self.left == self.right
    }
}

/// Scores over time by region, each side apart.
#[must_use]
pub fn soreness(runs: &[Arc<Run>], from_ms: i64) -> BTreeMap<String, Sides> {
    let mut all: BTreeMap<String, Sides> = BTreeMap::new();
    let mut add = |at_ms: i64, places: &[super::said::Sore]| {
        for place in places {
            if let Some(score) = place.score.filter(|_| at_ms >= from_ms) {
                let sides = all.entry(place.region.to_string()).or_default();
                let side = if place.right {
                    &mut sides.right
                } else {
                    &mut sides.left
                };
                side.push(Felt { at_ms, score });
            }
        }
    };
    for run in runs {
        add(run.saved_at_ms, &run.said.sites());
        for check in &run.checks {
            add(check.at_min.saturating_mul(60_000), &check.places);
        }
    }
    for sides in all.values_mut() {
        for side in [&mut sides.left, &mut sides.right] {
            side.sort_unstable();
            // Two runs looked back at in one minute: the higher score counts.
            side.reverse();
            side.dedup_by_key(|f| f.at_ms);
            side.reverse();
        }
    }
    all
}

/// What may go with faster recovery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Factor {
    /// 7 hours of sleep or more before the run's evening.
    Slept,
    /// A step of the plan that was done.
    Did(&'static str),
}

impl Factor {
    pub const ALL: [Factor; 4] = [
        Factor::Slept,
        Factor::Did("walk"),
        Factor::Did("roll"),
        Factor::Did("stretch"),
    ];

    /// The name in the catalogue.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Factor::Slept => "slept",
            Factor::Did(step) => step,
        }
    }

    /// Whether it holds of a run; nothing where that is not known.
    fn holds(self, run: &Run) -> Option<bool> {
        match self {
            Factor::Slept => match run.said.choice("sleep")?.as_str() {
                "h7_8" | "over_8" => Some(true),
                "under_6" | "h6_7" => Some(false),
                _ => None,
            },
            Factor::Did(step) => {
                // Only where the steps were ticked off at all; a step that was not advised is no choice.
                let told = run.told.summary().steps;
                let advised = told.iter().any(|s| s.id.starts_with(step));
                // What is done in the session has names of its own.
                let name = match step {
                    "roll" => "RO-",
                    "stretch" => "ST-",
                    "walk" => "AR-",
                    other => other,
                };
                (run.done.at_ms > 0 && advised)
                    .then(|| run.done.steps.iter().any(|s| s.starts_with(name)))
            }
        }
    }
}

/// Pairs of similar runs of which one had the factor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paired {
    pub factor: Factor,
    /// Pairs.
    pub n: usize,
    /// Pairs in which the legs were less sore two days later with it.
    pub less: usize,
    /// Mean of the difference in points: below zero is less sore with it.
    pub mean: f64,
}

/// The paired comparisons of which there are enough.
#[must_use]
pub fn paired(runs: &[Arc<Run>]) -> Vec<Paired> {
    Factor::ALL
        .into_iter()
        .filter_map(|factor| pairs(runs, factor))
        .filter(|p| p.n >= ENOUGH)
        .collect()
}

/// Each run with the factor is paired with the run nearest in time without it, of the same kind and within a
/// quarter of its length; each run is in one pair.
#[allow(clippy::cast_precision_loss)]
fn pairs(runs: &[Arc<Run>], factor: Factor) -> Option<Paired> {
    let (from, to) = TWO_DAYS_H;
    let score = |run: &Run| {
        let within = |h: i32| (from..=to).contains(&h);
        let mut checks = run.checks.iter();
        checks.find_map(|c| {
            let worst = c.worst()?;
            within(c.hours_after(run.finished_ms)).then(|| i32::from(worst))
        })
    };
    let known: Vec<(&Arc<Run>, bool, i32)> = once(runs)
        .take(RECENT)
        .filter_map(|r| Some((r, factor.holds(r)?, score(r)?)))
        .collect();
    let alike = |a: &Run, b: &Run| {
        let minutes = |r: &Run| i64::from(r.minutes().unwrap_or(0));
        let (x, y) = (minutes(a), minutes(b));
        a.kind() == b.kind() && (x - y).abs() * 4 <= x.max(y)
    };
    let mut free: Vec<&(&Arc<Run>, bool, i32)> = known.iter().filter(|k| !k.1).collect();
    let (mut n, mut less, mut sum) = (0, 0, 0);
    for (run, _, with) in known.iter().filter(|k| k.1) {
        let nearest = free
            .iter()
            .enumerate()
            .filter(|(_, k)| alike(run, k.0))
            .min_by_key(|(_, k)| k.0.finished_ms.abs_diff(run.finished_ms))
            .map(|(i, _)| i);
        if let Some(i) = nearest {
            let (_, _, without) = free.remove(i);
            n += 1;
            less += usize::from(with < without);
            sum += with - without;
        }
    }
    (n > 0).then(|| Paired {
        factor,
        n,
        less,
        mean: f64::from(sum) / n as f64,
    })
}

#[cfg(test)]
mod tests {
    use super::{ENOUGH, Factor, Felt, LastRun, WEEKS, day, paired, soreness, spike, weeks};
    use crate::history::tests::answered;
    use crate::history::{CheckIn, Run, Said};
    use crate::ports::Moment;
    use aftermile_engine::Plan;
    use aftermile_engine::load::SpikeLevel;
    use std::sync::Arc;

    /// A run so many days before the newest, with other answers to some questions.
    fn run(ago: i64, other: &[(&str, &str)]) -> Arc<Run> {
        let answers = answered::with(other);
        let plan = Plan::new(&answers).unwrap();
        let at_ms = 1_700_000_000_000 - ago * 86_400_000;
        let at = Moment {
            at_ms,
            offset_min: 0,
        };
        Arc::new(Run::answered(format!("r{ago}"), at, &answers, &plan))
    }

    fn followed(ago: i64, sleep: &str, score: u8) -> Arc<Run> {
        let mut one = (*run(ago, &[])).clone();
        let json = one
            .said
            .json()
            .replacen('{', &format!("{{\"sleep\":\"{sleep}\","), 1);
        one.said = Said::of_json(&json).unwrap();
        let mut places = one.said.sites();
        places.iter_mut().for_each(|p| p.score = Some(score));
        one.checks.push(CheckIn {
            at_min: one.finished_ms / 60_000 + 48 * 60,
            places,
            ..CheckIn::default()
        });
        Arc::new(one)
    }

    #[test]
    fn loads_are_summed_by_rolling_week() {
        let runs = [run(0, &[]), run(6, &[]), run(7, &[]), run(400, &[])];
        let today = day(&runs[0]);
        let (weeks, without) = weeks(&runs, today, WEEKS);
        assert_eq!(weeks.len(), WEEKS);
        let last: Vec<u32> = weeks.iter().rev().take(3).map(|w| w.get()).collect();
        assert_eq!(last, [2 * 7 * 130, 7 * 130, 0]);
        assert_eq!(without, 0);
    }

    #[test]
    fn times_that_no_clock_told_break_nothing() {
        let mut runs = vec![run(0, &[])];
        for (n, at) in [i64::MAX, i64::MIN, 1_900_000_000_000]
            .into_iter()
            .enumerate()
        {
            let mut one = (*followed(1, "h7_8", 3)).clone();
            (one.saved_at_ms, one.finished_ms) = (at, at);
            one.checks[0].at_min = if n == 0 { i64::MIN } else { i64::MAX };
            one.file.set_raw("moving_s", i64::MAX.to_string());
            runs.push(Arc::new(one));
        }
        runs.sort_by_key(|r| std::cmp::Reverse(r.finished_ms));
        let today = day(&run(0, &[]));
        assert_eq!(weeks(&runs, today, WEEKS).0.len(), WEEKS);
        assert!(super::days(&runs, today).len() <= WEEKS * 7);
        assert!(!soreness(&runs, i64::MIN).is_empty());
        let _ = (spike(&runs), paired(&runs), crate::history::csv(&runs));
        let hours = runs[0].checks[0].hours_after(runs[0].finished_ms);
        assert_eq!(hours, 0);
    }

    #[test]
    fn a_run_answered_for_again_counts_once() {
        let mut again = (*run(0, &[])).clone();
        again.about = Some("r1".into());
        let runs = [Arc::new(again), run(1, &[])];
        let (weeks, _) = weeks(&runs, day(&runs[0]), WEEKS);
        assert_eq!(weeks.last().unwrap().get(), 7 * 130);
    }

    #[test]
    fn the_spike_compares_with_the_longest_of_30_days() {
        let runs = [
            run(0, &[("distance", "18000")]),
            run(10, &[("distance", "16000")]),
            run(40, &[("distance", "30000")]),
        ];
        let LastRun {
            distance, against, ..
        } = spike(&runs).unwrap();
        let (longest, spike) = against.unwrap();
        assert_eq!((distance.get(), longest.get()), (18_000, 16_000));
        assert_eq!(
            (spike.band.level(), spike.percent),
            (SpikeLevel::Raised, 13)
        );
        assert!(
            super::spike(&runs[2..]).unwrap().against.is_none(),
            "nothing before it"
        );
    }

    #[test]
    fn soreness_is_by_place_over_time() {
        let one = followed(3, "h6_7", 2);
        let all = soreness(&[one.clone(), run(10, &[])], one.saved_at_ms);
        let quads: Vec<u8> = all["quads"].worse().iter().map(|f| f.score).collect();
        assert_eq!(quads, [4, 2]);
        assert!(all["quads"].are_alike());
    }

    #[test]
    fn each_side_of_a_place_has_its_own_course() {
        let mut one = (*followed(3, "h6_7", 2)).clone();
        for place in &mut one.checks[0].places {
            if place.right {
                place.score = Some(6);
            }
        }
        let all = soreness(&[Arc::new(one)], 0);
        let scores = |felt: &[Felt]| felt.iter().map(|f| f.score).collect::<Vec<u8>>();
        let quads = &all["quads"];
        assert!(!quads.are_alike());
        assert_eq!(scores(&quads.left), [4, 2]);
        assert_eq!(scores(&quads.right), [4, 6]);
        assert_eq!(scores(&quads.worse()), [4, 6]);
    }

    #[test]
    fn what_was_done_of_the_session_is_known_by_its_step() {
        let answers = answered::long();
        let parts = Plan::new(&answers).unwrap().session.unwrap().parts;
        let mut one = (*run(0, &[])).clone();
        one.done.at_ms = 1;
        let steps = Factor::ALL.into_iter().skip(1);
        let advised: Vec<Factor> = steps.filter(|f| f.holds(&one) == Some(false)).collect();
        assert!(advised.len() >= 2, "{advised:?}");
        one.done.steps = parts.into_iter().map(|p| p.exercise.into()).collect();
        for step in advised {
            assert_eq!(step.holds(&one), Some(true), "{step:?}");
        }
    }

    #[test]
    fn a_check_in_without_scores_is_no_pair() {
        let mut runs = Vec::new();
        for i in 0..5 {
            let mut left = (*followed(i * 10, "h7_8", 1)).clone();
            for place in &mut left.checks[0].places {
                place.score = None;
            }
            runs.push(Arc::new(left));
            runs.push(followed(i * 10 + 2, "h6_7", 3));
        }
        assert!(paired(&runs).is_empty());
    }

    #[test]
    fn pairs_are_counted_and_nothing_is_said_of_few() {
        let mut runs = Vec::new();
        for i in 0..4 {
            runs.push(followed(i * 10, "h7_8", 1));
            runs.push(followed(i * 10 + 2, "h6_7", 3));
        }
        assert!(paired(&runs).is_empty());
        runs.push(followed(50, "over_8", 3));
        runs.push(followed(51, "under_6", 2));
        let found = paired(&runs);
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].factor, found[0].n, found[0].less),
            (Factor::Slept, ENOUGH, 4)
        );
        assert!((found[0].mean + 7.0 / 5.0).abs() < 1e-9);
    }
}

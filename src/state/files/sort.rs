//! Which runs of files are new, and which are here already. One runner cannot do two runs at once: what overlaps in time
//! is one run, whatever the file.

use super::lasted_s;
use crate::history::{Run, Source};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

const DAY_S: i64 = 86_400;
const HOUR_S: i64 = 3600;
/// Two clocks, or one that writes whole minutes only, tell the same start up to so far apart.
const CLOCKS_S: i64 = 300;
/// The same for a run of which a file does not say how long it took.
const POINT_S: i64 = 120;
/// More seconds or metres than a run has.
const MOST: i64 = 1_000_000_000;
/// An answer is taken to be of a run within so long: "over a week ago" is the longest that can be said.
const OPEN_S: i64 = 30 * DAY_S;

/// What was read, against what is here.
#[derive(Debug, Clone, Default)]
pub struct Sorted {
    /// Runs that are not here, the last one first.
    pub new: Vec<Run>,
    /// How many are here from this very start.
    pub same: usize,
    /// How many are here from another file, or came twice with these.
    pub elsewhere: usize,
    /// Of those that are here the ones of which a file says more: as they are here, with that added.
    pub fuller: Vec<Run>,
    /// Runs at the time of one that is here or new, but of another length: a part of it, or more than it.
    pub beside: Vec<Run>,
    /// Runs that may be what was answered for without a file, each with that answer.
    pub by_hand: Vec<(Run, Arc<Run>)>,
}

/// What two runs are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kin {
    Same,
    Beside,
    Apart,
}

/// What of a run tells it from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Span {
    start_s: i64,
    /// 0 where it is not known.
    lasted_s: i64,
    moving_s: Option<i64>,
    far_m: Option<i64>,
}

impl Span {
    fn of(run: &Run) -> Span {
        // What no run can be is not known: a file or a stored run may say anything.
        let number = |name| run.file.number(name).filter(|n| (0..=MOST).contains(n));
        let moving_s = number("moving_s");
        let lasted_s = lasted_s(run);
        Span {
            start_s: run.finished_ms.div_euclid(1000) - lasted_s,
            // A watch that was stopped the next morning recorded a night, not a run.
            lasted_s: match moving_s {
                Some(moving) if lasted_s > 2 * moving + HOUR_S => moving,
                _ => lasted_s,
            },
            moving_s,
            far_m: number("distance_m"),
        }
    }

    fn end_s(self) -> i64 {
        self.start_s + self.lasted_s
    }

    /// The day of its start, as far back as another clock may tell it.
    fn day(self) -> i64 {
        (self.start_s - CLOCKS_S).div_euclid(DAY_S)
    }

    fn kin(self, other: Span) -> Kin {
        let apart_s = (self.start_s - other.start_s).abs();
        let alike = near(self.moving_s, other.moving_s) || near(self.far_m, other.far_m);
        let (shorter, longer) = (
            self.lasted_s.min(other.lasted_s),
            self.lasted_s.max(other.lasted_s),
        );
        if shorter == 0 {
            let known = self.far_m.is_some() && other.far_m.is_some();
            let same = apart_s <= POINT_S && (alike || !known);
            return if same { Kin::Same } else { Kin::Apart };
        }
        let both = self.end_s().min(other.end_s()) - self.start_s.max(other.start_s);
        if both * 10 >= longer * 7 || (both > 0 && apart_s <= CLOCKS_S && alike) {
            Kin::Same
        } else if both * 2 > shorter {
            Kin::Beside
        } else {
            // The end of one and the begin of the next, by two clocks.
            Kin::Apart
        }
    }
}

/// Within a tenth of each other.
fn near(one: Option<i64>, other: Option<i64>) -> bool {
    one.zip(other)
        .is_some_and(|(a, b)| (a - b).abs() * 10 <= a.max(b))
}

/// A run to compare with.
#[derive(Clone, Copy)]
enum Held {
    /// By its place among those that are here.
    Here(usize),
    /// By its place among those that are taken in.
    New(usize),
}

/// Runs by their start, and by their place in the order.
type ByStart = BTreeMap<(i64, usize), (Held, Span)>;

/// Runs by how long they took, in powers of two, and by their start: those that one may be, or lie beside, are near it
/// in a handful of short ranges, however many runs a day holds.
#[derive(Default)]
struct Spans {
    by_length: BTreeMap<u32, ByStart>,
    /// Of several at the very same time and alike in everything that counts here the first stands for all.
    seen: BTreeSet<Span>,
    /// How many were put in.
    count: usize,
}

impl Spans {
    /// 0 where the length is not known, else one more than the exponent.
    fn class(lasted_s: i64) -> u32 {
        i64::BITS - lasted_s.max(0).leading_zeros()
    }

    fn put(&mut self, held: Held, span: Span) {
        if self.seen.insert(span) {
            let class = self
                .by_length
                .entry(Spans::class(span.lasted_s))
                .or_default();
            class.insert((span.start_s, self.count), (held, span));
            self.count += 1;
        }
    }

    /// Those of one class that start between two seconds, both included, each with its place in the order.
    fn between(
        &self,
        class: u32,
        from_s: i64,
        to_s: i64,
    ) -> impl Iterator<Item = (usize, Held, Span)> {
        let class = self.by_length.get(&class).filter(|_| from_s <= to_s);
        let runs = class.map(|runs| runs.range((from_s, 0)..=(to_s, usize::MAX)));
        runs.into_iter()
            .flatten()
            .map(|(key, (held, span))| (key.1, *held, *span))
    }

    /// The run that this one is: of several the first that was put in, of those of an earlier day first. Else one that
    /// it lies beside.
    fn kin(&self, span: Span) -> Option<(Held, Kin)> {
        let (start, end) = (span.start_s, span.end_s());
        let mut same: Option<((i64, usize), Held)> = None;
        for class in self.by_length.keys() {
            // Alike in what else is known, and begun about then; or as long within 7 tenths, and at the same time.
            let near = class.abs_diff(Spans::class(span.lasted_s)) <= 1;
            let apart = CLOCKS_S.max(if near { span.lasted_s } else { 0 });
            for (order, held, other) in self.between(*class, start - apart, start + apart) {
                let key = (span.day().max(other.day()), order);
                let first = same.is_none_or(|(best, _)| key < best);
                if first && span.kin(other) == Kin::Same {
                    same = Some((key, held));
                }
            }
        }
        if let Some((_, held)) = same {
            return Some((held, Kin::Same));
        }
        if span.lasted_s == 0 {
            return None;
        }
        // The first that is found will do. Those that overlap and are not beside are few: they overlap each other as
        // little.
        self.by_length.keys().find_map(|class| {
            let longest = 1_i64.checked_shl(*class).unwrap_or(i64::MAX);
            self.between(*class, start.saturating_sub(longest), end)
                .find(|(_, _, other)| span.kin(*other) == Kin::Beside)
                .map(|(_, held, _)| (held, Kin::Beside))
        })
    }
}

impl Sorted {
    /// Sorts the runs of files. `here`: all runs that are kept.
    #[must_use]
    pub fn of(mut found: Vec<Run>, here: &[Arc<Run>]) -> Sorted {
        // Of several copies the one that says most stands for all.
        found.sort_by_cached_key(|run| Reverse(run.file.iter().count()));
        let mut spans = Spans::default();
        let mut ids = BTreeMap::new();
        for (place, run) in here.iter().enumerate() {
            ids.insert(run.id.clone(), Held::Here(place));
            if run.source != Source::Asked {
                spans.put(Held::Here(place), Span::of(run));
            }
        }
        let mut sorted = Sorted::default();
        let mut fuller: BTreeMap<usize, Run> = BTreeMap::new();
        for run in found {
            let span = Span::of(&run);
            let known = ids.get(&run.id).map(|held| (*held, Kin::Same));
            match known.or_else(|| spans.kin(span)) {
                Some((Held::Here(place), Kin::Same)) => {
                    let Some(kept) = here.get(place) else {
                        continue;
                    };
                    if kept.id == run.id {
                        sorted.same += 1;
                    } else {
                        sorted.elsewhere += 1;
                    }
                    let before = fuller.get(&place).unwrap_or(kept);
                    if let Some(more) = filled(before, &run) {
                        fuller.insert(place, more);
                    }
                }
                Some((Held::New(place), Kin::Same)) => {
                    sorted.elsewhere += 1;
                    if let Some(first) = sorted.new.get_mut(place)
                        && let Some(more) = filled(first, &run)
                    {
                        *first = more;
                    }
                }
                Some((_, Kin::Beside)) => sorted.beside.push(run),
                _ => {
                    let held = Held::New(sorted.new.len());
                    ids.insert(run.id.clone(), held);
                    spans.put(held, span);
                    sorted.new.push(run);
                }
            }
        }
        sorted.fuller = fuller.into_values().collect();
        sorted.set_apart(here);
        for runs in [&mut sorted.new, &mut sorted.beside] {
            runs.sort_by_key(|run| Reverse(run.finished_ms));
        }
        sorted
    }

    /// Sets apart those that may have been answered for without a file: of several the nearest in time, each answer
    /// once.
    fn set_apart(&mut self, here: &[Arc<Run>]) {
        let mut days: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
        for (place, run) in here.iter().enumerate() {
            if run.source == Source::Asked {
                let (end, open) = (run.finished_ms / 1000, open_s(run));
                for day in (end - open).div_euclid(DAY_S)..=(end + open).div_euclid(DAY_S) {
                    days.entry(day).or_default().push(place);
                }
            }
        }
        let mut pairs: Vec<(i64, usize, usize)> = Vec::new();
        for (place, run) in self.new.iter().enumerate() {
            let day = (run.finished_ms / 1000).div_euclid(DAY_S);
            for answer in days.get(&day).into_iter().flatten() {
                if let Some(kept) = here.get(*answer)
                    && may_be(run, kept)
                {
                    let apart = apart_ms(run, kept);
                    pairs.push((apart, place, *answer));
                }
            }
        }
        pairs.sort_unstable();
        let mut answers = BTreeSet::new();
        let mut partners: BTreeMap<usize, usize> = BTreeMap::new();
        for (_, place, answer) in pairs {
            if !partners.contains_key(&place) && answers.insert(answer) {
                partners.insert(place, answer);
            }
        }
        let all = std::mem::take(&mut self.new).into_iter().enumerate();
        for (place, run) in all {
            match partners.get(&place).and_then(|answer| here.get(*answer)) {
                Some(answer) => self.by_hand.push((run, answer.clone())),
                None => self.new.push(run),
            }
        }
    }
}

/// Between the ends of two runs.
fn apart_ms(one: &Run, other: &Run) -> i64 {
    one.finished_ms
        .saturating_sub(other.finished_ms)
        .saturating_abs()
}

/// How far from what was said a run may have ended: it grows with the hours that had passed.
fn open_s(answered: &Run) -> i64 {
    let passed_ms = answered.saved_at_ms.saturating_sub(answered.finished_ms);
    (passed_ms / 1000).clamp(HOUR_S, OPEN_S)
}

/// The place of the run of a file that is this one, among those that are here.
pub fn same(run: &Run, here: &[Arc<Run>]) -> Option<usize> {
    let span = Span::of(run);
    let is_same = |kept: &Arc<Run>| {
        kept.id == run.id || (kept.source != Source::Asked && span.kin(Span::of(kept)) == Kin::Same)
    };
    here.iter().position(is_same)
}

/// Whether a run of a file may be one that was answered for without it: it ended about then, and lasted about as long.
/// Minutes are as one says them, with or without pauses.
fn may_be(run: &Run, answered: &Run) -> bool {
    let apart_s = apart_ms(run, answered) / 1000;
    let (Some(one), Some(other)) = (run.minutes(), answered.minutes()) else {
        return false;
    };
    let (shorter, longer) = (i64::from(one.min(other)), i64::from(one.max(other)));
    apart_s <= open_s(answered) && (longer - shorter) * 5 <= longer.max(50)
}

/// A run with what another copy of it says more; nothing when that is nothing.
fn filled(run: &Run, copy: &Run) -> Option<Run> {
    let more: Vec<(&str, &str)> = copy
        .file
        .iter()
        .filter(|(name, _)| run.file.raw(name).is_none())
        .collect();
    if more.is_empty() {
        return None;
    }
    let mut filled = run.clone();
    for (name, json) in more {
        filled.file.set_raw(name, json);
    }
    // Without a duration its start stood for its end.
    if run.source != Source::Asked && lasted_s(run) == 0 {
        filled.finished_ms = filled.finished_ms.saturating_add(lasted_s(&filled) * 1000);
    }
    Some(filled)
}

/// A run that is here as a file completes it: what only the file says is added.
pub fn completed(here: &Run, file: &Run) -> Run {
    filled(here, file).unwrap_or_else(|| here.clone())
}

/// An answer that was given without a file, with what the file of that run says. When it ended the file knows better.
pub fn joined(answered: &Run, file: &Run) -> Run {
    Run {
        source: file.source.clone(),
        finished_ms: file.finished_ms,
        ..completed(answered, file)
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::{CLOCKS_S, Held, Kin, Sorted, Source, Span, Spans};
    use crate::history::Run;
    use crate::ports::Moment;
    use proptest::prelude::*;
    use std::sync::Arc;

    const DAY_S: i64 = 1_700_000_000 - 1_700_000_000 % 86_400;

    /// A run of a file: its start, how long it took, how far it was.
    fn run(start_s: i64, lasted_s: i64, far_m: Option<i64>) -> Run {
        let end = Moment {
            at_ms: (start_s + lasted_s) * 1000,
            offset_min: 0,
        };
        let mut run = Run::bare(format!("f{start_s}"), Some(end));
        run.source = Source::File("fit".into());
        if lasted_s > 0 {
            run.file.set_raw("elapsed_s", lasted_s.to_string());
        }
        if let Some(far_m) = far_m {
            run.file.set_raw("distance_m", far_m.to_string());
        }
        run
    }

    /// New, here already, beside.
    fn counts(here: Run, found: Run) -> (usize, usize, usize) {
        let sorted = Sorted::of(vec![found], &[Arc::new(here)]);
        (
            sorted.new.len(),
            sorted.same + sorted.elsewhere,
            sorted.beside.len(),
        )
    }

    #[test]
    fn what_overlaps_is_one_run() {
        let here = || run(DAY_S, 3600, Some(10_000));
        let same = [
            run(DAY_S + 2, 3600, Some(10_050)),
            // To the minute, and with pauses.
            run(DAY_S - 60, 3900, Some(9900)),
            // Only the time in motion, or only the start.
            run(DAY_S + 1, 2000, Some(10_000)),
            run(DAY_S + 60, 0, None),
            run(DAY_S - 100, 0, Some(10_020)),
        ];
        for found in same {
            assert_eq!(counts(here(), found.clone()), (0, 1, 0), "{found:?}");
        }
        let others = [
            // The next run begins while the clock of this one still runs.
            run(DAY_S + 3550, 3600, Some(10_000)),
            run(DAY_S - 3590, 3600, Some(10_000)),
            run(DAY_S + 86_400, 3600, Some(10_000)),
            run(DAY_S + 60, 0, Some(3000)),
        ];
        for found in others {
            assert_eq!(counts(here(), found.clone()), (1, 0, 0), "{found:?}");
        }
        let part = run(DAY_S + 600, 1200, Some(3000));
        assert_eq!(counts(here(), part.clone()), (0, 0, 1));
        assert_eq!(counts(part, here()), (0, 0, 1));
    }

    #[test]
    fn repeats_that_were_recorded_apart_are_runs_of_their_own() {
        let repeats = (0..6)
            .map(|n| run(DAY_S + n * 240, 180, Some(1000)))
            .collect();
        assert_eq!(Sorted::of(repeats, &[]).new.len(), 6);
    }

    #[test]
    fn a_watch_that_ran_all_night_does_not_hide_the_next_morning() {
        let mut night = run(DAY_S, 50_000, Some(10_000));
        night.file.set_raw("moving_s", "3600");
        assert_eq!(counts(night, run(DAY_S + 40_000, 3600, None)), (1, 0, 0));
    }

    #[test]
    fn a_run_over_midnight_is_known_from_either_day() {
        let here = run(DAY_S - 1800, 3600, Some(8000));
        assert_eq!(counts(here, run(DAY_S - 1790, 3590, None)), (0, 1, 0));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_run_of_a_file_is_counted_once_and_twice_read_is_known(
            spans in prop::collection::vec((0..200_000i64, 0..9000i64), 0..40),
        ) {
            let runs: Vec<Run> = spans
                .iter()
                .map(|(at, lasted)| run(DAY_S + at, *lasted, Some(lasted * 3)))
                .collect();
            let sorted = Sorted::of(runs.clone(), &[]);
            prop_assert_eq!(
                sorted.new.len() + sorted.same + sorted.elsewhere + sorted.beside.len(),
                runs.len()
            );
            prop_assert!(sorted.new.is_sorted_by_key(|run| std::cmp::Reverse(run.finished_ms)));
            let here: Vec<Arc<Run>> = sorted.new.into_iter().map(Arc::new).collect();
            let again = Sorted::of(runs, &here);
            prop_assert!(again.new.is_empty() && again.fuller.is_empty());
        }

        /// As it was found by comparing with every run of the days that one touches, in the order of these days.
        #[test]
        fn kin_are_found_as_by_comparing_with_every_run(
            runs in prop::collection::vec(
                (
                    prop_oneof![0..3000i64, 80_000..95_000i64, 0..400_000i64],
                    prop_oneof![Just(0i64), 1..60i64, 0..9000i64, 0..200_000i64],
                    prop::option::of(prop::sample::select(vec![0i64, 990, 1000, 5000, 1_000_000])),
                ),
                0..60,
            ),
        ) {
            let mut spans = Spans::default();
            let mut all: Vec<Span> = Vec::new();
            let days = |span: Span| {
                let day = |s: i64| s.div_euclid(86_400);
                day(span.start_s - CLOCKS_S)..=day(span.end_s() + CLOCKS_S)
            };
            for (at, lasted, far) in runs {
                let span = Span::of(&run(DAY_S + at, lasted, far));
                let mut same = None;
                let mut beside = false;
                for day in days(span) {
                    for (place, other) in all.iter().enumerate() {
                        if days(*other).contains(&day) {
                            let kin = span.kin(*other);
                            beside |= kin == Kin::Beside;
                            if kin == Kin::Same && same.is_none() {
                                same = Some(place);
                            }
                        }
                    }
                }
                match spans.kin(span) {
                    Some((Held::New(found), Kin::Same)) => prop_assert_eq!(Some(found), same),
                    Some((_, kin)) => prop_assert!(kin == Kin::Beside && same.is_none() && beside),
                    None => prop_assert!(same.is_none() && !beside),
                }
                spans.put(Held::New(all.len()), span);
                all.push(span);
            }
        }
    }

    #[test]
    fn a_run_that_gets_its_duration_from_another_file_ends_later() {
        let (row, file) = (run(1_000, 0, None), run(1_000, 3_600, Some(10_000)));
        let whole = super::completed(&row, &file);
        assert_eq!(whole.finished_ms, file.finished_ms);
        assert_eq!(super::Span::of(&whole).start_s, 1_000);
    }
}

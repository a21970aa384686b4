//! When the calendar reminds of the check-ins.

use super::check_in::{APART_H, DUE_FROM_H, WEEK_H, hours_since, is_due};
use crate::history::Run;
use crate::ports::Moment;

/// Hours after a run at which those windows end: a reminder falls into them where it can.
const DUE_TO_H: [i32; 3] = [32, 56, 84];
/// The time of day for a reminder, when stairs tell most; and the hours in which one may come at all.
const MORNING_H: i64 = 8;
const EVENING_H: i64 = 21;

/// When to be reminded of each check-in that is still to come, by its place among the three: in the morning where its
/// window holds one, else as soon as it is due by day. `offset_min`: of the local clock at a moment.
pub(super) fn reminders(
    run: &Run,
    now_ms: i64,
    offset_min: impl Fn(i64) -> i32,
) -> Vec<(usize, Moment)> {
    const QUARTER_MS: i64 = 15 * 60_000;
    let at_hour = |hours: i32| {
        let after = i64::from(hours).saturating_mul(3_600_000);
        run.finished_ms.saturating_add(after)
    };
    let told = hours_since(run, run.saved_at_ms);
    let nexts = DUE_FROM_H.into_iter().skip(1).chain([WEEK_H]);
    let windows = DUE_FROM_H.into_iter().zip(DUE_TO_H).zip(nexts);
    let found = windows
        .enumerate()
        .filter_map(|(place, ((from, to), next))| {
            let from_ms = at_hour(from.max(told.saturating_add(APART_H)));
            let first = (from_ms + QUARTER_MS - 1).div_euclid(QUARTER_MS) * QUARTER_MS;
            let quarters = (0..).map(|n| first + n * QUARTER_MS);
            let moments = quarters
                .take_while(|at_ms| *at_ms < at_hour(next))
                .map(|at_ms| Moment {
                    at_ms,
                    offset_min: offset_min(at_ms),
                });
            let morning = |at: &Moment| at.of_day_ms() == MORNING_H * 3_600_000;
            let by_day =
                |at: &Moment| (MORNING_H..EVENING_H).contains(&(at.of_day_ms() / 3_600_000));
            let mut inside = moments.clone().take_while(|at| at.at_ms < at_hour(to));
            let at = inside
                .find(morning)
                .or_else(|| moments.clone().find(by_day))?;
            (at.at_ms > now_ms && is_due(run, at, false)).then_some((place, at))
        });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::{DUE_FROM_H, DUE_TO_H, WEEK_H, hours_since, is_due, reminders};
    use crate::history::Run;
    use crate::state::check_in::tests::run;

    #[test]
    fn a_reminder_comes_when_its_check_in_is_due_and_by_day() {
        for offset_min in [-480, 0, 345] {
            for ended in 0..48 {
                for told in [0, 1, 5, 9, 16, 19, 21, 30, 40, 50, 70, 100] {
                    let mut run = run();
                    run.finished_ms += ended * 1_800_000 + 7 * 60_000;
                    run.saved_at_ms = run.finished().plus_hours(told).at_ms;
                    let all = reminders(&run, run.saved_at_ms, |_| offset_min);
                    for (place, at) in &all {
                        let hour = at.of_day_ms() / 3_600_000;
                        assert!((8..21).contains(&hour), "at {hour}");
                        assert!(is_due(&run, *at, false));
                        let next = DUE_FROM_H.get(place + 1).map_or(WEEK_H, |h| *h);
                        assert!(hours_since(&run, at.at_ms) < next);
                        // Nobody who answered at once is reminded outside of the window.
                        let to = DUE_TO_H[*place];
                        assert!(told > 0 || hours_since(&run, at.at_ms) < to);
                    }
                    let times: Vec<i64> = all.iter().map(|(_, at)| at.at_ms).collect();
                    assert!(times.is_sorted());
                    let still = DUE_FROM_H.iter().filter(|from| told < **from).count();
                    assert_eq!(all.len(), still, "{ended} {told}");
                    // What has gone by is not in it.
                    let later = run.finished().plus_hours(60).at_ms;
                    let rest = reminders(&run, later, |_| offset_min);
                    assert!(rest.iter().all(|(_, at)| at.at_ms > later));
                }
            }
        }
    }

    #[test]
    fn a_reminder_comes_in_the_morning_where_the_window_holds_one() {
        let mut run = run();
        let midnight = run.finished_ms.div_euclid(86_400_000) * 86_400_000;
        let at = |ended: i64, run: &mut Run| -> Vec<i64> {
            run.finished_ms = midnight + ended * 3_600_000;
            run.saved_at_ms = run.finished_ms;
            let all = reminders(run, run.saved_at_ms, |_| 0);
            all.iter()
                .map(|(_, at)| (at.at_ms - midnight) / 3_600_000)
                .collect()
        };
        // Ended at 9: on the next three mornings. At 18: the afternoon of the next day, when it is due.
        assert_eq!(at(9, &mut run), [24 + 8, 48 + 8, 72 + 8]);
        assert_eq!(at(18, &mut run), [24 + 14, 48 + 14, 72 + 14]);
    }
}

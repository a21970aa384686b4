//! Days of the calendar without a date library.

use crate::ports::Moment;
use std::ops::Range;

/// Days from 1970-01-01 in the Gregorian calendar (Howard Hinnant's `days_from_civil`).
#[must_use]
pub fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month and day of so many days after 1970-01-01 (`civil_from_days`).
#[must_use]
pub fn civil(days: i64) -> (i64, i64, i64) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let of_era = z - era * 146_097;
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, of_year - (153 * shifted + 2) / 5 + 1)
}

/// The years of a clock that is set: a time outside of them is a mistake of whatever wrote it.
const YEARS: Range<i64> = 1990..2100;

fn begin_ms(year: i64) -> i64 {
    days_since_1970(year, 1, 1) * 86_400_000
}

/// Whether a clock of our time tells it, in milliseconds since 1970.
#[must_use]
pub fn is_of_our_time(at_ms: i64) -> bool {
    at_ms >= begin_ms(YEARS.start) && !is_beyond(at_ms)
}

/// Whether it is later than any time of ours.
#[must_use]
pub fn is_beyond(at_ms: i64) -> bool {
    at_ms >= begin_ms(YEARS.end)
}

/// Reads `2026-11-24T18:05`, what a field for a local time holds, in milliseconds as if it were UTC.
#[must_use]
pub fn minute(text: &str) -> Option<i64> {
    let (date, time) = text.split_once('T')?;
    let number = |part: Option<&str>| part?.parse::<i64>().ok();
    let (mut date, mut time) = (date.split('-'), time.split(':'));
    let (year, month, day) = (
        number(date.next())?,
        number(date.next())?,
        number(date.next())?,
    );
    let (hour, minute) = (number(time.next())?, number(time.next())?);
    let real = (1970..2100).contains(&year)
        && (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && civil(days_since_1970(year, month, day)) == (year, month, day)
        && (0..24).contains(&hour)
        && (0..60).contains(&minute);
    real.then(|| ((days_since_1970(year, month, day) * 24 + hour) * 60 + minute) * 60_000)
}

/// A moment as ISO 8601 with its offset: `2026-11-24T18:05:00+01:00`.
#[must_use]
pub fn iso(moment: Moment) -> String {
    let seconds = moment.local_ms().div_euclid(1000);
    let (year, month, day) = civil(seconds.div_euclid(86_400));
    let of_day = seconds.rem_euclid(86_400);
    let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
    let sign = if moment.offset_min < 0 { '-' } else { '+' };
    let offset = moment.offset_min.unsigned_abs();
    format!(
        "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{sign}{:02}:{:02}",
        offset / 60,
        offset % 60
    )
}

//! Dates and times as files write them.

use crate::activity::{Start, Zone};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;

/// A moment of a track, in milliseconds since 1970 UTC, with the offset of the local clock if it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    pub at_ms: i64,
    pub offset_min: Option<i32>,
}

impl Moment {
    pub fn start(self) -> Start {
        Start {
            at_s: self.at_ms.div_euclid(1000),
            zone: self.offset_min.map_or(Zone::Utc, Zone::Offset),
        }
    }
}

/// `2024-05-01T07:12:33.5Z`, `2024-05-01T07:12:33+02:00`, `2024-05-01 07:12:33 +0200`; without an offset it is UTC, as
/// GPX and TCX have it.
pub fn moment(text: &str) -> Option<Moment> {
    let text = text.trim();
    let (pieces, apart) = match Pieces::parse(text) {
        Ok(pieces) => (pieces, None),
        Err(_) => {
            let (time, offset) = text.rsplit_once(' ')?;
            (Pieces::parse(time).ok()?, Some(offset_minutes(offset)?))
        }
    };
    let civil = DateTime::from_parts(pieces.date(), pieces.time()?);
    let written = match apart {
        Some(minutes) => Some(minutes),
        // `Z` says that the local time is not known, which is not the same as an offset of zero.
        None if text.ends_with(['Z', 'z']) => None,
        None => pieces
            .to_numeric_offset()
            .map(|offset| offset.seconds() / 60),
    };
    let offset = Offset::from_seconds(written.unwrap_or(0).checked_mul(60)?).ok()?;
    let at = offset.to_timestamp(civil).ok()?;
    Some(Moment {
        at_ms: at.as_millisecond(),
        offset_min: written,
    })
}

/// `+0200` or `-03:30` in minutes.
fn offset_minutes(text: &str) -> Option<i32> {
    let sign = match text.bytes().next()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes) = digits.split_at_checked(2)?;
    let total = hours.parse::<i32>().ok()? * 60 + minutes.parse::<i32>().ok()?;
    (digits.len() == 4 && total <= 18 * 60).then_some(sign * total)
}

/// Names of months by how they begin, in the languages that training sites write them in.
const MONTHS: [(&[&str], i8); 12] = [
    (&["jan", "jän", "ene", "gen"], 1),
    (&["feb", "fév", "fev"], 2),
    (&["mar", "mär", "mrt"], 3),
    (&["apr", "avr", "abr"], 4),
    (&["may", "mai", "mag", "mei"], 5),
    (&["jun", "juin", "giu"], 6),
    (&["jul", "juil", "lug"], 7),
    (&["aug", "aoû", "aou", "ago"], 8),
    (&["sep", "set"], 9),
    (&["oct", "okt", "ott", "out"], 10),
    (&["nov"], 11),
    (&["dec", "déc", "dez", "dic"], 12),
];

/// Words between a date and a time that mean nothing more.
const FILL: [&str; 11] = [
    "at", "um", "à", "de", "del", "las", "alle", "om", "h", "t", "uhr",
];

/// A date as a site writes it for people, as a local reading: `Oct 10, 2016, 8:55:48 PM`, `24 Dec 2020, 08:13:59`,
/// `2024-05-01 07:12:33`. `None` when it cannot be read, or when day and month could be either way round.
pub fn written(text: &str) -> Option<i64> {
    let mut numbers: Vec<i32> = Vec::new();
    let mut month = None;
    let mut afternoon = None;
    let mut year_first = false;
    let lower = text
        .chars()
        .take(64)
        .flat_map(char::to_lowercase)
        .collect::<String>()
        .replace("a.m.", "am")
        .replace("p.m.", "pm");
    let is_word = |c: char| c.is_alphanumeric();
    for word in lower.split(|c| !is_word(c)).filter(|word| !word.is_empty()) {
        if let Ok(number) = word.parse::<i32>() {
            year_first |= numbers.is_empty() && word.len() == 4;
            numbers.push(number);
        } else if word == "am" || word == "pm" {
            afternoon = Some(word == "pm");
        } else if let Some((_, number)) = MONTHS
            .iter()
            .find(|(names, _)| names.iter().any(|name| word.starts_with(name)))
        {
            month = Some(*number);
        } else if !FILL.contains(&word) {
            return None;
        }
    }
    let mut numbers = numbers.into_iter();
    let (year, month, day) = if let Some(month) = month {
        let (first, second) = (numbers.next()?, numbers.next()?);
        if year_first {
            (first, month, second)
        } else {
            (second, month, first)
        }
    } else {
        let (first, second, third) = (numbers.next()?, numbers.next()?, numbers.next()?);
        if year_first {
            (first, i8::try_from(second).ok()?, third)
        } else if first > 12 {
            (third, i8::try_from(second).ok()?, first)
        } else if second > 12 {
            (third, i8::try_from(first).ok()?, second)
        } else {
            return None;
        }
    };
    let (hour, minute, second) = (
        numbers.next().unwrap_or(0),
        numbers.next().unwrap_or(0),
        numbers.next().unwrap_or(0),
    );
    let hour = match afternoon {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(true) => hour % 12 + 12,
        Some(false) => hour % 12,
        None => hour,
    };
    let small = |number: i32| i8::try_from(number).ok();
    let civil = DateTime::new(
        i16::try_from(year).ok()?,
        month,
        small(day)?,
        small(hour)?,
        small(minute)?,
        small(second)?,
        0,
    )
    .ok()?;
    Some(Offset::UTC.to_timestamp(civil).ok()?.as_second())
}

/// `1:02:03`, `02:03`, `1:02:03.4` or seconds, in seconds.
pub fn duration(text: &str) -> Option<f64> {
    let mut seconds = 0.0;
    let mut parts = 0;
    for part in text.trim().split(':') {
        let part: f64 = part.trim().replace(',', ".").parse().ok()?;
        if !(0.0..1e7).contains(&part) {
            return None;
        }
        parts += 1;
        seconds = seconds * 60.0 + part;
    }
    (parts <= 3).then_some(seconds)
}

/// The year of a moment, for messages.
pub fn year(at_s: i64) -> i32 {
    Timestamp::from_second(at_s).map_or(0, |at| i32::from(Offset::UTC.to_datetime(at).year()))
}

/// `2024-05-01T07:12:33`, with a `Z` for UTC.
pub fn iso(at_s: i64, utc: bool) -> String {
    let Ok(at) = Timestamp::from_second(at_s) else {
        return String::new();
    };
    let t = Offset::UTC.to_datetime(at);
    let z = if utc { "Z" } else { "" };
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{z}",
        t.year(),
        t.month(),
        t.day(),
        t.hour(),
        t.minute(),
        t.second()
    )
}

#[cfg(test)]
mod tests {
    use super::{Moment, duration, iso, moment, written, year};

    #[test]
    fn moments_of_tracks() {
        let at = |at_ms, offset_min| Some(Moment { at_ms, offset_min });
        assert_eq!(moment("2024-05-01T07:00:00Z"), at(1_714_546_800_000, None));
        assert_eq!(
            moment(" 2024-05-01T07:00:00.250Z "),
            at(1_714_546_800_250, None)
        );
        assert_eq!(
            moment("2024-05-01T09:00:00+02:00"),
            at(1_714_546_800_000, Some(120))
        );
        assert_eq!(
            moment("2024-05-01 03:30:00 -0330"),
            at(1_714_546_800_000, Some(-210))
        );
        assert_eq!(moment("2024-05-01T07:00:00"), at(1_714_546_800_000, None));
        for bad in [
            "",
            "yesterday",
            "2024-05-01",
            "2024-13-01T07:00:00Z",
            "2024-05-01 07:00:00 +9900",
            "NaN",
        ] {
            assert_eq!(moment(bad), None, "{bad}");
        }
    }

    #[test]
    fn dates_for_people() {
        let read = |text: &str| written(text).map(|at| iso(at, false));
        for (text, expected) in [
            ("Oct 10, 2016, 8:55:48 PM", "2016-10-10T20:55:48"),
            ("Oct 10, 2016, 8:55:48\u{202f}PM", "2016-10-10T20:55:48"),
            ("Dec 13, 2017, 12:40:27 AM", "2017-12-13T00:40:27"),
            ("24 Dec 2020, 08:13:59", "2020-12-24T08:13:59"),
            ("10 oct. 2016 à 20:55:48", "2016-10-10T20:55:48"),
            ("10. März 2016 um 20:55:48", "2016-03-10T20:55:48"),
            ("2024-05-01 07:12:33", "2024-05-01T07:12:33"),
            ("13/05/2024 07:12", "2024-05-13T07:12:00"),
            ("1 juil. 2020, 6:00:01 p.m.", "2020-07-01T18:00:01"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
        for unclear in [
            "05/06/2024 07:12",
            "",
            "someday",
            "Oct 10",
            "Oct 40, 2016, 8:55:48 PM",
            "2016年10月10日 下午8:55",
            "Oct 10, 2016, 28:55:48 PM",
        ] {
            assert_eq!(read(unclear), None, "{unclear}");
        }
    }

    #[test]
    fn durations() {
        assert_eq!(duration("1:02:03"), Some(3723.0));
        assert_eq!(duration("02:03.5"), Some(123.5));
        assert_eq!(duration("1765.0"), Some(1765.0));
        for bad in ["", "--", "1:2:3:4", "-5", "NaN", "inf"] {
            assert_eq!(duration(bad), None, "{bad}");
        }
    }

    #[test]
    fn years_for_messages() {
        assert_eq!(year(-2_177_452_800), 1901);
        assert_eq!(year(i64::MAX), 0);
    }
}

//! The plan as a calendar file (RFC 5545): three check-ins and what is for tomorrow. Titles say nothing about
//! health, for calendars are seen by others. Written by hand: the `icalendar` crate brings a date library into the
//! page's wasm, and four entries need none.

use crate::ports::Moment;

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Tells entries of one plan apart.
    pub id: String,
    pub at: Moment,
    pub minutes: i32,
    pub title: String,
    pub note: String,
}

/// The most octets of a line, its end not counted.
const LONGEST_LINE: usize = 75;

/// A whole file. `plan` tells this plan's entries from those of another, so that a second import replaces them.
#[must_use]
pub fn file(plan: &str, stamp: Moment, entries: &[Entry]) -> String {
    let mut out = String::new();
    let mut line = |text: &str| fold(&mut out, text);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//Aftermile//Plan//EN");
    line("CALSCALE:GREGORIAN");
    for entry in entries {
        line("BEGIN:VEVENT");
        line(&format!(
            "UID:{}-{}@aftermile.invalid",
            escape(plan),
            entry.id
        ));
        line(&format!("DTSTAMP:{}", utc(stamp.at_ms)));
        line(&format!("DTSTART:{}", utc(entry.at.at_ms)));
        let end = entry.at.at_ms + i64::from(entry.minutes) * 60_000;
        line(&format!("DTEND:{}", utc(end)));
        line(&format!("SUMMARY:{}", escape(&entry.title)));
        line(&format!("DESCRIPTION:{}", escape(&entry.note)));
        line("TRANSP:TRANSPARENT");
        line("CLASS:PRIVATE");
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    out
}

/// Backslash, comma, semicolon and line ends have a meaning of their own in texts.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\\' | ',' | ';' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            '\r' => {}
            c => out.push(c),
        }
    }
    out
}

/// Writes a line with its end, folded so that no line is longer than 75 octets and no character is cut.
fn fold(out: &mut String, text: &str) {
    let mut length = 0;
    for c in text.chars() {
        if length + c.len_utf8() > LONGEST_LINE {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out.push_str("\r\n");
}

/// A moment as `20260502T061500Z`.
fn utc(at_ms: i64) -> String {
    let minutes = at_ms.div_euclid(60_000);
    let (year, month, day) = civil(minutes.div_euclid(1440));
    let of_day = minutes.rem_euclid(1440);
    format!(
        "{year:04}{month:02}{day:02}T{:02}{:02}00Z",
        of_day / 60,
        of_day % 60
    )
}

/// The date of a day counted from 1970-01-01 (Howard Hinnant's `civil_from_days`).
fn civil(days: i64) -> (i64, i64, i64) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let of_era = z.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::{Entry, civil, file, utc};
    use crate::ports::Moment;

    fn moment(at_ms: i64) -> Moment {
        Moment {
            at_ms,
            offset_min: 120,
        }
    }

    fn sample(note: &str) -> String {
        let entry = Entry {
            id: "day1".into(),
            at: moment(1_777_701_600_000),
            minutes: 15,
            title: "Aftermile: check in".into(),
            note: note.into(),
        };
        file("r-1", moment(1_777_615_200_000), &[entry])
    }

    #[test]
    fn days_become_dates() {
        assert_eq!(civil(0), (1970, 1, 1));
        assert_eq!(civil(11_016), (2000, 2, 29));
        assert_eq!(civil(20_575), (2026, 5, 2));
        assert_eq!(utc(1_777_701_600_000), "20260502T060000Z");
    }

    #[test]
    fn every_line_ends_in_crlf_and_none_is_longer_than_75_octets() {
        let text = sample(&"ä, very long; note ".repeat(20));
        assert!(text.ends_with("END:VCALENDAR\r\n"));
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
        for line in text.split("\r\n") {
            assert!(line.len() <= 75, "{} octets: {line}", line.len());
        }
    }

    #[test]
    fn unfolding_gives_the_text_back_escaped() {
        let text = sample("One, two; three\nfour \\ five").replace("\r\n ", "");
        assert!(
            text.contains("DESCRIPTION:One\\, two\\; three\\nfour \\\\ five\r\n"),
            "{text}"
        );
        assert!(text.contains("DTSTART:20260502T060000Z\r\nDTEND:20260502T061500Z"));
    }
}

//! Tables: the activity lists of Strava and Garmin.

mod garmin;
mod numbers;
mod strava;

use crate::activity::Activity;
use crate::error::{Error, NotActivity};
use crate::found::{Format, Import};
use crate::limits::Items;
use crate::read::cut_off;
use ::csv::{ByteRecord, Reader, ReaderBuilder};
use std::io::{BufRead, BufReader, Read};

const BUFFER: usize = 64 << 10;
/// How many headings an error names.
const NAMED: usize = 6;
const LONGEST_NAME: usize = 40;

/// Which columns a table has, by their headings in small letters.
struct Columns(Vec<String>);

impl Columns {
    fn of(record: &ByteRecord) -> Columns {
        Columns(
            record
                .iter()
                .map(|name| heading(&String::from_utf8_lossy(name)))
                .collect(),
        )
    }

    fn has(&self, name: &str) -> bool {
        self.0.iter().any(|column| column == name)
    }

    /// Every column of that name: Strava uses some twice, first as shown to the runner, then as measured.
    fn all(&self, name: &str) -> Vec<usize> {
        self.0
            .iter()
            .enumerate()
            .filter(|(_, column)| *column == name)
            .map(|(at, _)| at)
            .collect()
    }

    fn first(&self, name: &str) -> Option<usize> {
        self.0.iter().position(|column| column == name)
    }
}

/// Small letters, without the HTML that Strava left in some headings.
fn heading(name: &str) -> String {
    let mut plain = String::new();
    let mut in_tag = false;
    for letter in name
        .trim_start_matches('\u{feff}')
        .chars()
        .take(4 * LONGEST_NAME)
    {
        match letter {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ if !in_tag => plain.extend(letter.to_lowercase()),
            _ => {}
        }
    }
    plain.trim().to_owned()
}

/// One row of a table.
struct Row<'a>(&'a ByteRecord);

impl Row<'_> {
    fn text(&self, column: Option<usize>) -> Option<String> {
        let text = String::from_utf8_lossy(self.0.get(column?)?);
        let text = text.trim();
        (!text.is_empty() && text != "--").then(|| text.chars().take(256).collect())
    }

    fn number(&self, column: Option<usize>) -> Option<f64> {
        numbers::read(&self.text(column)?)
    }

    /// The last of several columns that holds a number.
    fn last_number(&self, columns: &[usize]) -> Option<f64> {
        columns
            .iter()
            .rev()
            .find_map(|column| self.number(Some(*column)))
    }
}

/// How the rows of one kind of table are read; `None` for a row that is no activity.
trait Table {
    fn activity(&self, row: &Row<'_>) -> Option<Activity>;
}

/// # Errors
/// When it is another table, holds nothing, or was refused.
pub fn read(input: &mut dyn Read) -> Result<Import, Error> {
    let mut input = BufReader::with_capacity(BUFFER, input);
    let delimiter = delimiter(input.fill_buf()?);
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(Items::new(input));
    let mut record = ByteRecord::new();
    next(&mut reader, &mut record)?;
    let columns = Columns::of(&record);
    let (format, table): (Format, Box<dyn Table>) =
        if let Some(table) = strava::Strava::of(&columns) {
            (Format::StravaCsv, Box::new(table))
        } else if let Some(table) = garmin::Garmin::of(&columns) {
            (Format::GarminCsv, Box::new(table))
        } else {
            let found = columns.0.iter().filter(|name| !name.is_empty()).take(NAMED);
            return Err(Error::UnknownColumns {
                found: found
                    .map(|name| name.chars().take(LONGEST_NAME).collect())
                    .collect(),
            });
        };
    let mut import = Import {
        format,
        ..Import::default()
    };
    let ends_early = loop {
        match next(&mut reader, &mut record) {
            Ok(false) => break false,
            Ok(true) => match table.activity(&Row(&record)) {
                Some(activity) => import.add(activity)?,
                None => import.count_left_out(1),
            },
            Err(Error::Damaged) => break true,
            Err(error) => return Err(error),
        }
    };
    if !import.holds_something() {
        return Err(if ends_early {
            Error::Damaged
        } else {
            Error::NotAnActivity {
                what: NotActivity::Nothing,
            }
        });
    }
    if ends_early {
        cut_off(&mut import);
    }
    Ok(import)
}

fn next(reader: &mut Reader<impl ItemReader>, record: &mut ByteRecord) -> Result<bool, Error> {
    let more = reader
        .read_byte_record(record)
        .map_err(|error| match error.into_kind() {
            ::csv::ErrorKind::Io(error) => Error::from(error),
            _ => Error::Damaged,
        })?;
    reader.get_mut().ended();
    Ok(more)
}

trait ItemReader: Read {
    fn ended(&mut self);
}

impl<R: BufRead> ItemReader for Items<R> {
    fn ended(&mut self) {
        Items::ended(self);
    }
}

/// Spreadsheets save with a semicolon or a tab where the comma is a decimal sign.
fn delimiter(begin: &[u8]) -> u8 {
    let line = begin
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    let count = |mark: u8| line.iter().filter(|byte| **byte == mark).count();
    [b',', b';', b'\t']
        .into_iter()
        .rev()
        .max_by_key(|mark| count(*mark))
        .unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::{delimiter, heading};

    #[test]
    fn headings_lose_their_html() {
        assert_eq!(heading("\u{feff}Activity ID"), "activity id");
        assert_eq!(
            heading("<span class=\"x\">Average Grade</span> "),
            "average grade"
        );
    }

    #[test]
    fn the_delimiter_is_found() {
        assert_eq!(delimiter(b"a,b,c\n1;2;3;4"), b',');
        assert_eq!(delimiter(b"a;b;c,d\n"), b';');
        assert_eq!(delimiter(b"a\tb\tc"), b'\t');
        assert_eq!(delimiter(b""), b',');
    }
}

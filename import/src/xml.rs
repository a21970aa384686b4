//! XML as a stream of elements, with a bound on everything that a file could make large.

use crate::error::Error;
use crate::limits::{Ascii, Items};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::{BufReader, Read};

/// Elements inside each other; a TCX file has about ten.
const DEEPEST: usize = 64;
/// The longest text that is kept: numbers, dates and names of sports.
const LONGEST_TEXT: usize = 256;
const BUFFER: usize = 64 << 10;

/// An element that begins.
pub struct Element<'a> {
    /// Its name without a prefix.
    pub name: &'a str,
    /// The name of the element around it; empty for the first one.
    pub parent: &'a str,
    tag: &'a BytesStart<'a>,
}

impl Element<'_> {
    /// The value of an attribute, found by its name without a prefix. Escapes stay as they are: no number, date or
    /// name of a type has one.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let mut found = None;
        self.attributes(|key, value| {
            if key == name && found.is_none() {
                found = Some(value.chars().take(LONGEST_TEXT).collect());
            }
        });
        found
    }

    /// Every attribute in its order.
    pub fn attributes(&self, mut each: impl FnMut(&str, &str)) {
        // The check for doubles compares each with each.
        for attribute in self.tag.attributes().with_checks(false).flatten() {
            each(attribute.key.local_name().as_ref(), &attribute.value);
        }
    }
}

/// What takes the elements.
pub trait Handler {
    /// An element begins. True when its text is wanted.
    fn open(&mut self, element: &Element<'_>) -> Result<bool, Error>;
    /// An element ends; `text` is what stood in it, where it was wanted and nothing was nested in it.
    fn close(&mut self, name: &str, parent: &str, text: &str) -> Result<(), Error>;
}

/// Names of the open elements, one after the other in one string.
#[derive(Default)]
struct Open {
    names: String,
    ends: Vec<usize>,
}

impl Open {
    fn push(&mut self, name: &str) -> Result<(), Error> {
        if self.ends.len() >= DEEPEST {
            return Err(Error::Deep);
        }
        self.names.push_str(name);
        self.ends.push(self.names.len());
        Ok(())
    }

    fn pop(&mut self) {
        self.ends.pop();
        self.names.truncate(self.ends.last().copied().unwrap_or(0));
    }

    fn last(&self) -> &str {
        let begin = self
            .ends
            .len()
            .checked_sub(2)
            .and_then(|at| self.ends.get(at))
            .copied()
            .unwrap_or(0);
        self.names.get(begin..).unwrap_or_default()
    }
}

/// Reads to the end of the document.
///
/// # Errors
/// What the handler says, [`Error::Damaged`] where the file is no XML or ends early, or a refusal.
pub fn parse(input: &mut dyn Read, handler: &mut dyn Handler) -> Result<(), Error> {
    let mut reader =
        Reader::from_reader(Items::new(BufReader::with_capacity(BUFFER, Ascii(input))));
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    let mut buffer = Vec::new();
    let mut open = Open::default();
    let mut text = String::new();
    let mut wanted = false;
    let mut begun = false;
    loop {
        let event = reader
            .read_event_into(&mut buffer)
            .map_err(|error| of_xml(&error))?;
        match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                begun = true;
                text.clear();
                let local = tag.local_name();
                let name = local.as_ref();
                let element = Element {
                    name,
                    parent: open.last(),
                    tag,
                };
                wanted = handler.open(&element)?;
                if matches!(event, Event::Empty(_)) {
                    handler.close(name, open.last(), "")?;
                    wanted = false;
                } else {
                    open.push(name)?;
                }
            }
            Event::End(tag) => {
                open.pop();
                let local = tag.local_name();
                let text = if wanted { text.trim() } else { "" };
                handler.close(local.as_ref(), open.last(), text)?;
                wanted = false;
            }
            Event::Text(part) if wanted => keep(&mut text, part),
            Event::CData(part) if wanted => keep(&mut text, part),
            // Nothing that is used has an escape: a text with one becomes unreadable, which is said.
            Event::GeneralRef(_) if wanted => keep(&mut text, "&"),
            // Apple's has element declarations, which mean nothing here. Entities are never expanded by the parser
            // either, but a file that declares some is no recording.
            Event::DocType(part) if part.contains("<!ENTITY") => return Err(Error::Entities),
            Event::Eof => {
                return if open.ends.is_empty() && begun {
                    Ok(())
                } else {
                    Err(Error::Damaged)
                };
            }
            _ => {}
        }
        buffer.clear();
        reader.get_mut().ended();
    }
}

fn keep(text: &mut String, part: &str) {
    let room = LONGEST_TEXT.saturating_sub(text.len());
    text.extend(part.chars().take(room));
}

fn of_xml(error: &quick_xml::Error) -> Error {
    match error {
        quick_xml::Error::Io(error) => Error::of_io(error),
        _ => Error::Damaged,
    }
}

/// A number of a file; `None` for what is none, or not finite.
pub fn number(text: &str) -> Option<f64> {
    text.trim()
        .parse::<f64>()
        .ok()
        .filter(|number| number.is_finite())
}

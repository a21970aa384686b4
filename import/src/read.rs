//! What a file is, by its content, and which parser reads it.

use crate::apple::Apple;
use crate::error::{Error, Looks};
use crate::found::Import;
use crate::gpx::Gpx;
use crate::limits::{Expanding, Meter, Watched};
use crate::tcx::Tcx;
use crate::warning::Warning;
use crate::xml::{Element, Handler};
use crate::{archive, csv, fit, xml};
use flate2::read::MultiGzDecoder;
use std::io::{Cursor, Read, Seek, SeekFrom};
use std::rc::Rc;

/// A file: read front to back, a zip archive also at its end.
pub trait Source: Read + Seek {}

impl<T: Read + Seek> Source for T {}

/// As much as is looked at to tell what a file is.
const HEAD: u64 = 1024;

/// Reads a file of any known format. `progress` is told the bytes done and in all, about every megabyte.
///
/// # Errors
/// Why nothing was taken: see [`Error`]. A file that is cut off after something usable is no error but has a
/// [`Warning::CutOff`].
pub fn read(source: &mut dyn Source, progress: &mut dyn FnMut(u64, u64)) -> Result<Import, Error> {
    let mut file = Watched::new(source, progress)?;
    if file.size == 0 {
        return Err(Error::Empty);
    }
    let mut head = Vec::new();
    (&mut file).take(HEAD).read_to_end(&mut head)?;
    file.seek(SeekFrom::Start(0))?;
    match Content::of(&head) {
        Content::Zip => archive::unpack(&mut file),
        Content::Gzip => {
            let meter = file.meter.clone();
            stream(&mut Expanding::new(MultiGzDecoder::new(&mut file), meter))
        }
        _ => stream(&mut file),
    }
}

/// Reads an entry of an archive: a plain file, or a `.gz` as Strava packs recordings.
pub fn entry(input: &mut dyn Read, meter: &Rc<Meter>) -> Result<Import, Error> {
    let (head, mut whole) = peek(input)?;
    if Content::of(&head) == Content::Gzip {
        stream(&mut Expanding::new(
            MultiGzDecoder::new(whole),
            meter.clone(),
        ))
    } else {
        stream(&mut whole)
    }
}

type Peeked<'a> = std::io::Chain<Cursor<Vec<u8>>, &'a mut dyn Read>;

fn peek(input: &mut dyn Read) -> Result<(Vec<u8>, Peeked<'_>), Error> {
    let mut head = Vec::new();
    // What is damaged further on may still hold something, but not when its very begin is.
    (&mut *input).take(HEAD).read_to_end(&mut head)?;
    Ok((head.clone(), Cursor::new(head).chain(input)))
}

fn stream(input: &mut dyn Read) -> Result<Import, Error> {
    let (head, mut whole) = peek(input)?;
    match Content::of(&head) {
        Content::Empty => Err(Error::Empty),
        Content::Fit => fit::read(&mut whole),
        Content::Xml => document(&mut whole),
        Content::Table => csv::read(&mut whole),
        Content::Zip | Content::Gzip => Err(Error::Nested),
        Content::Other(looks_like) => Err(Error::UnknownFormat { looks_like }),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content {
    Empty,
    Fit,
    Zip,
    Gzip,
    Xml,
    Table,
    Other(Looks),
}

impl Content {
    fn of(head: &[u8]) -> Content {
        const MARKS: [(&[u8], Content); 13] = [
            (b"PK\x03\x04", Content::Zip),
            (b"PK\x05\x06", Content::Zip),
            (b"\x1f\x8b", Content::Gzip),
            (b"%PDF", Content::Other(Looks::Pdf)),
            (b"\x89PNG", Content::Other(Looks::Picture)),
            (b"\xff\xd8\xff", Content::Other(Looks::Picture)),
            (b"GIF8", Content::Other(Looks::Picture)),
            (b"RIFF", Content::Other(Looks::Picture)),
            (b"\xff\xfe", Content::Other(Looks::Utf16)),
            (b"\xfe\xff", Content::Other(Looks::Utf16)),
            (b"7z\xbc\xaf", Content::Other(Looks::Archive)),
            (b"Rar!", Content::Other(Looks::Archive)),
            (b"BZh", Content::Other(Looks::Archive)),
        ];
        if head.is_empty() {
            return Content::Empty;
        }
        if head.get(8..12) == Some(b".FIT") {
            return Content::Fit;
        }
        if let Some((_, content)) = MARKS.iter().find(|(mark, _)| head.starts_with(mark)) {
            return *content;
        }
        let text = head
            .strip_prefix(b"\xef\xbb\xbf")
            .unwrap_or(head)
            .trim_ascii_start();
        match text.first() {
            None => Content::Empty,
            Some(b'<') => Content::Xml,
            Some(b'{' | b'[') => Content::Other(Looks::Json),
            Some(_)
                if text
                    .iter()
                    .any(|byte| *byte < b' ' && !byte.is_ascii_whitespace()) =>
            {
                Content::Other(Looks::Unknown)
            }
            Some(_) => Content::Table,
        }
    }
}

/// An XML document of any known kind; its first element says which.
enum Document {
    New,
    Gpx(Gpx),
    Tcx(Tcx),
    Apple(Apple),
}

fn document(input: &mut dyn Read) -> Result<Import, Error> {
    let mut document = Document::New;
    let ended = xml::parse(input, &mut document);
    if let Err(error) = &ended
        && error != &Error::Damaged
    {
        return Err(error.clone());
    }
    let found = match document {
        // It ended before its first element did.
        Document::New => Err(Error::Damaged),
        Document::Gpx(gpx) => gpx.finish(),
        Document::Tcx(tcx) => tcx.finish(),
        Document::Apple(apple) => apple.finish(),
    };
    match (found, ended) {
        (Ok(mut import), Err(_)) => {
            cut_off(&mut import);
            Ok(import)
        }
        (Err(Error::NotAnActivity { .. }), Err(damage)) => Err(damage),
        (found, _) => found,
    }
}

/// In a list the last entry is missing; in a recording its end is.
pub fn cut_off(import: &mut Import) {
    let is_list = import.is_list();
    match import.activities.last_mut() {
        Some(last) if !is_list => last.warn(Warning::CutOff),
        _ => import.warnings.push(Warning::CutOff),
    }
}

impl Document {
    fn begin(name: &str) -> Result<Document, Error> {
        Ok(match name {
            "gpx" => Document::Gpx(Gpx::default()),
            "TrainingCenterDatabase" => Document::Tcx(Tcx::default()),
            "HealthData" => Document::Apple(Apple::default()),
            _ => {
                let looks_like = match name {
                    "kml" => Looks::Kml,
                    "svg" => Looks::Picture,
                    _ if name.eq_ignore_ascii_case("html") => Looks::WebPage,
                    _ => Looks::Xml,
                };
                return Err(Error::UnknownFormat { looks_like });
            }
        })
    }
}

impl Handler for Document {
    fn open(&mut self, element: &Element<'_>) -> Result<bool, Error> {
        if matches!(self, Document::New) {
            *self = Document::begin(element.name)?;
        }
        match self {
            Document::New => Ok(false),
            Document::Gpx(gpx) => gpx.open(element),
            Document::Tcx(tcx) => tcx.open(element),
            Document::Apple(apple) => apple.open(element),
        }
    }

    fn close(&mut self, name: &str, parent: &str, text: &str) -> Result<(), Error> {
        match self {
            Document::New => Ok(()),
            Document::Gpx(gpx) => gpx.close(name, parent, text),
            Document::Tcx(tcx) => tcx.close(name, parent, text),
            Document::Apple(apple) => apple.close(name, parent, text),
        }
    }
}

//! What is said of files: every text that is named has its words, and none has words that nobody names.

use super::files::{read, run, texts, told};
use aftermile_fields::Fields;
use aftermile_import::digest::{Digest, Refused};
use aftermile_import::{Activity, Error, Format, Import as Found, Looks, NotActivity, Warning};
use std::collections::BTreeSet;

/// Every name of a text that the reader can give.
fn named_by_the_reader() -> Vec<String> {
    let looks = [
        Looks::Unknown,
        Looks::Picture,
        Looks::Pdf,
        Looks::WebPage,
        Looks::Json,
        Looks::Kml,
        Looks::Xml,
        Looks::Utf16,
        Looks::Archive,
    ];
    let what = [
        NotActivity::Monitoring,
        NotActivity::Course,
        NotActivity::Workout,
        NotActivity::Settings,
        NotActivity::Body,
        NotActivity::Places,
        NotActivity::NoWorkouts,
        NotActivity::Nothing,
    ];
    let mut errors = vec![
        Error::Empty,
        Error::UnknownColumns { found: vec![] },
        Error::Damaged,
        Error::Unreadable,
        Error::Expands,
        Error::Nested,
        Error::Deep,
        Error::Entities,
        Error::Oversized,
        Error::TooMany,
        Error::Locked,
    ];
    errors.extend(looks.map(|looks_like| Error::UnknownFormat { looks_like }));
    errors.extend(what.map(|what| Error::NotAnActivity { what }));
    let warnings = vec![
        Warning::NoTimes,
        Warning::NoDistance,
        Warning::NoStart,
        Warning::ZoneUnknown,
        Warning::PausesCounted,
        Warning::StartImpossible { year: 1901 },
        Warning::TimeImpossible,
        Warning::DistanceImpossible,
        Warning::TooFast,
        Warning::ValuesImpossible,
        Warning::TimesOutOfOrder,
        Warning::CutOff,
        Warning::CheckSum,
        Warning::LeftOut { count: 1 },
    ];
    let noted = Activity { warnings, ..run(3) };
    let import = Found {
        activities: vec![noted],
        left_out: vec![(Error::Locked, 2)],
        ..Found::default()
    };
    let digest = Digest::of(&[("a".into(), Ok(import))], &|_| 0);
    let notes = digest.notes.into_iter().map(|note| note.id);
    let errors = errors.iter().map(|error| Refused::of(error).id);
    notes
        .chain(errors)
        .chain(["other_sport", "undated", "crashed"].map(String::from))
        .collect()
}

/// A variant that is added to the crate does not compile here until it has a text.
#[allow(dead_code)]
fn no_variant_is_forgotten(error: &Error, warning: &Warning, looks: Looks, what: NotActivity) {
    match error {
        Error::Empty
        | Error::UnknownFormat { .. }
        | Error::NotAnActivity { .. }
        | Error::UnknownColumns { .. }
        | Error::Damaged
        | Error::Unreadable
        | Error::Expands
        | Error::Nested
        | Error::Deep
        | Error::Entities
        | Error::Oversized
        | Error::TooMany
        | Error::Locked => {}
    }
    match warning {
        Warning::NotARun { .. }
        | Warning::SportUnknown
        | Warning::SeveralSports { .. }
        | Warning::NoTimes
        | Warning::NoDistance
        | Warning::NoStart
        | Warning::UnitUnknown { .. }
        | Warning::ZoneUnknown
        | Warning::PausesCounted
        | Warning::StartImpossible { .. }
        | Warning::TimeImpossible
        | Warning::DistanceImpossible
        | Warning::TooFast
        | Warning::ValuesImpossible
        | Warning::TimesOutOfOrder
        | Warning::CutOff
        | Warning::CheckSum
        | Warning::LeftOut { .. } => {}
    }
    match looks {
        Looks::Unknown
        | Looks::Picture
        | Looks::Pdf
        | Looks::WebPage
        | Looks::Json
        | Looks::Kml
        | Looks::Xml
        | Looks::Utf16
        | Looks::Archive => {}
    }
    match what {
        NotActivity::Monitoring
        | NotActivity::Course
        | NotActivity::Workout
        | NotActivity::Settings
        | NotActivity::Body
        | NotActivity::Places
        | NotActivity::NoWorkouts
        | NotActivity::Nothing => {}
    }
}

#[test]
fn every_text_that_is_named_is_in_the_catalogue_and_every_one_in_it_is_named() {
    let texts = texts();
    let mut named: BTreeSet<String> = named_by_the_reader().into_iter().collect();
    for id in &named {
        let text = texts.get(id).and_then(toml::Value::as_str);
        assert!(
            text.is_some_and(|text| !text.is_empty()),
            "{id} has no text"
        );
    }
    named.extend(["running", "walking", "hiking", "cycling", "swimming"].map(String::from));
    let sources = concat!(
        include_str!("../files.rs"),
        include_str!("../../ui/files.rs"),
        include_str!("../files/save.rs"),
        include_str!("../../ui/files/many.rs")
    );
    for (id, _) in &texts {
        let is_named = named.contains(id) || sources.contains(&format!("\"{id}\""));
        assert!(is_named, "{id} is not shown anywhere");
    }
    // What the page names is there.
    for part in sources
        .split("file_text(\"")
        .chain(sources.split("file_text_of(\""))
        .skip(1)
    {
        let id = part.split('"').next().unwrap();
        if part.starts_with(|c: char| c.is_ascii_lowercase()) && id.len() < 30 && !id.contains(' ')
        {
            assert!(texts.contains_key(id), "{id} has no text");
        }
    }
}

#[test]
fn a_sentence_says_what_it_is_about() {
    read(told(Format::Fit, vec![run(3)]), |app| {
        let about = Fields::read("{\"sport\":\"walking\",\"count\":3,\"year\":1901}").unwrap();
        assert!(
            app.file_text_of("other_sport", &about)
                .contains("3 (walking)")
        );
        assert!(
            app.file_text_of("start_impossible", &about)
                .contains("1901")
        );
        let odd = Fields::read("{\"sport\":\"inline skating\"}").unwrap();
        assert!(
            app.file_text_of("sure_why", &odd)
                .contains("inline skating")
        );
    });
}

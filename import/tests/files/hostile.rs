//! Files made to do harm, and any bytes at all: refused or read, in bounded time and memory, never a panic.

use crate::common::{fit, pack, read, text};
use aftermile_import::{Error, Warning};
use proptest::prelude::*;
use std::time::{Duration, Instant};

/// Far above what these files need, even on a machine with much else to do; what is not bounded takes hours.
const LONG: Duration = Duration::from_secs(90);

fn quickly<T>(run: impl FnOnce() -> T) -> T {
    let begun = Instant::now();
    let result = run();
    assert!(begun.elapsed() < LONG, "it took {:?}", begun.elapsed());
    result
}

#[test]
fn entities_are_refused() {
    let laughs = r#"<?xml version="1.0"?><!DOCTYPE gpx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><gpx><trk><name>&b;</name></trk></gpx>"#;
    assert_eq!(read(laughs.as_bytes()), Err(Error::Entities));
    let outside = r#"<!DOCTYPE gpx [<!ENTITY x SYSTEM "file:///etc/passwd">]><gpx/>"#;
    assert_eq!(read(outside.as_bytes()), Err(Error::Entities));
    let undeclared = text::gpx(3).replace("running", "&b;running");
    assert!(read(undeclared.as_bytes()).is_ok());
}

#[test]
fn deep_nesting_is_refused() {
    let deep = format!("<gpx>{}", "<a>".repeat(100_000));
    assert_eq!(quickly(|| read(deep.as_bytes())), Err(Error::Deep));
}

#[test]
fn items_without_an_end_are_refused() {
    let long = "x".repeat(3 << 20);
    for file in [
        format!("<gpx><trk name=\"{long}"),
        format!("<gpx>{long}"),
        format!("<{long}"),
        format!("<!DOCTYPE gpx [{long}"),
        format!("<!--{long}"),
    ] {
        assert_eq!(
            quickly(|| read(file.as_bytes())),
            Err(Error::Oversized),
            "{}",
            &file[..20]
        );
    }
    let quote = format!("{}9,\"{long}", text::STRAVA);
    assert_eq!(quickly(|| read(quote.as_bytes())), Err(Error::Oversized));
}

#[test]
fn bombs_are_refused() {
    // Zeros, then what would be valid text: both are stopped by what they grow to.
    for byte in [0, b' '] {
        let bomb = pack::gzip_bomb(byte, 50);
        let refused = quickly(|| read(&bomb));
        assert!(
            matches!(
                refused,
                Err(Error::Expands | Error::UnknownFormat { .. } | Error::Empty)
            ),
            "{refused:?}"
        );
    }
    let mut head = text::gpx(2).into_bytes();
    head.truncate(head.len() - "</trkseg></trk></gpx>\n".len());
    head.extend(
        format!("<a>{}</a>", " ".repeat(1017))
            .into_bytes()
            .repeat(24 << 10),
    );
    let bomb = pack::gzip(&head);
    assert!(bomb.len() < 100_000);
    assert_eq!(quickly(|| read(&bomb)), Err(Error::Expands));
    let zipped = pack::zip(&[("a.gpx", &head)]);
    assert_eq!(quickly(|| read(&zipped)), Err(Error::Expands));
}

#[test]
fn one_entry_read_again_and_again_is_refused() {
    // Every entry of the directory points at the same packed megabytes.
    let mut inner = text::gpx(2).into_bytes();
    inner.extend(
        format!("<b>{}</b>", "c".repeat(1017))
            .into_bytes()
            .repeat(1 << 10),
    );
    let names: Vec<String> = (0..500).map(|number| format!("{number:04}.gpx")).collect();
    let first = pack::zip(&[(names[0].as_str(), &inner)]);
    let directory = first
        .windows(4)
        .position(|four| four == b"PK\x01\x02")
        .unwrap();
    let end = first
        .windows(4)
        .position(|four| four == b"PK\x05\x06")
        .unwrap();
    let mut bomb = first[..directory].to_vec();
    for name in &names {
        let mut entry = first[directory..end].to_vec();
        entry[46..46 + name.len()].copy_from_slice(name.as_bytes());
        bomb.extend(entry);
    }
    let size = u32::try_from(bomb.len() - directory).unwrap();
    let mut last = first[end..].to_vec();
    last[8..10].copy_from_slice(&500u16.to_le_bytes());
    last[10..12].copy_from_slice(&500u16.to_le_bytes());
    last[12..16].copy_from_slice(&size.to_le_bytes());
    bomb.extend(last);
    let refused = quickly(|| read(&bomb));
    assert!(
        matches!(refused, Err(Error::Expands | Error::Damaged)),
        "{refused:?}"
    );
}

#[test]
fn archives_in_archives_are_refused() {
    let run = fit::run(10);
    assert_eq!(read(&pack::gzip(&pack::gzip(&run))), Err(Error::Nested));
    assert_eq!(
        read(&pack::gzip(&pack::zip(&[("a.fit", &run)]))),
        Err(Error::Nested)
    );
    assert_eq!(
        read(&pack::zip(&[("a.fit", &pack::zip(&[("a.fit", &run)]))])),
        Err(Error::Nested)
    );
    assert_eq!(
        read(&pack::zip(&[("a.fit.gz", &pack::gzip(&pack::gzip(&run)))])),
        Err(Error::Nested)
    );
}

#[test]
fn a_directory_larger_than_any_export_is_refused() {
    let mut end = pack::zip(&[("a.fit", &fit::run(10))]);
    let at = end
        .windows(4)
        .position(|four| four == b"PK\x05\x06")
        .unwrap();
    end[at + 8..at + 12].fill(0xff);
    assert_eq!(quickly(|| read(&end)).map(|_| ()), Err(Error::Damaged));
}

#[test]
fn fit_definitions_that_cost_much_are_refused() {
    // 255 fields of no length, then a hundred thousand messages of one byte.
    let mut file = fit::Fit::default();
    file.raw(&[0x40, 0, 0, 20, 0, 255]);
    file.raw(&[253, 0, 0x86].repeat(255));
    file.raw(&vec![0; 100_000]);
    assert_eq!(quickly(|| read(&file.file())), Err(Error::Oversized));
    let mut names = fit::Fit::default();
    for number in 0..200 {
        names.message(
            fit::FIELD_DESCRIPTION,
            &[fit::u8(0, 0), fit::u8(1, number), fit::u8(2, 2)],
        );
    }
    assert_eq!(read(&names.file()), Err(Error::Oversized));
}

#[test]
fn values_that_cannot_be_are_left_out() {
    let track = |time: &str, lat: &str, ele: &str, hr: &str| {
        format!(
            "<gpx><trk><type>running</type><trkseg><trkpt lat=\"{lat}\" lon=\"1\"><ele>{ele}</ele><time>{time}</time><hr>{hr}</hr></trkpt><trkpt lat=\"0\" lon=\"0\"><time>2024-05-01T07:00:00Z</time></trkpt></trkseg></trk></gpx>"
        )
    };
    let old = read(track("1901-01-01T00:00:00Z", "0", "1", "100").as_bytes()).unwrap();
    assert!(
        old.activities[0]
            .warnings
            .contains(&Warning::StartImpossible { year: 1901 })
    );
    assert!(
        old.activities[0]
            .warnings
            .contains(&Warning::TimeImpossible)
    );
    for bad in [
        "NaN",
        "inf",
        "-inf",
        "1e999",
        "",
        "0x10",
        "9".repeat(400).as_str(),
    ] {
        let import = read(track("2024-05-01T06:00:00Z", bad, bad, bad).as_bytes()).unwrap();
        assert_eq!(import.activities[0].elapsed_s, Some(3600.0), "{bad}");
        assert_eq!(import.activities[0].hr_mean, None);
    }
    let swapped = text::gpx(3).replace("2024-05-01T07:00:20Z", "2024-05-01T06:59:00Z");
    assert!(
        read(swapped.as_bytes()).unwrap().activities[0]
            .warnings
            .contains(&Warning::TimesOutOfOrder)
    );
}

#[test]
fn a_table_of_too_many_runs_is_refused() {
    let row = "1,\"May 1, 2024, 7:00:00 AM\",Run,1800,6.00,6000\n";
    let file = format!(
        "Activity ID,Activity Date,Activity Type,Elapsed Time,Distance,Distance\n{}",
        row.repeat(50_001)
    );
    assert_eq!(quickly(|| read(file.as_bytes())), Err(Error::TooMany));
}

fn seeds() -> Vec<Vec<u8>> {
    vec![
        fit::run(30),
        text::gpx(6).into_bytes(),
        text::tcx().into_bytes(),
        text::apple(3).into_bytes(),
        text::STRAVA.into(),
        text::GARMIN.into(),
        pack::gzip(&fit::run(30)),
        pack::zip(&[
            ("a.gpx", text::gpx(4).as_bytes()),
            ("b.fit.gz", &pack::gzip(&fit::run(5))),
        ]),
    ]
}

/// What a file suffers: bytes changed, doubled, cut out, or its end cut off.
#[derive(Debug, Clone)]
enum Harm {
    Set(prop::sample::Index, u8),
    Double(prop::sample::Index, prop::sample::Index),
    Cut(prop::sample::Index, prop::sample::Index),
    End(prop::sample::Index),
}

fn harm() -> impl Strategy<Value = Harm> {
    prop_oneof![
        8 => (any::<prop::sample::Index>(), any::<u8>()).prop_map(|(at, byte)| Harm::Set(at, byte)),
        2 => (any::<prop::sample::Index>(), any::<prop::sample::Index>()).prop_map(|(from, to)| Harm::Double(from, to)),
        2 => (any::<prop::sample::Index>(), any::<prop::sample::Index>()).prop_map(|(from, to)| Harm::Cut(from, to)),
        1 => any::<prop::sample::Index>().prop_map(Harm::End),
    ]
}

fn harmed(file: &[u8], harms: &[Harm]) -> Vec<u8> {
    let mut file = file.to_vec();
    for harm in harms {
        if file.is_empty() {
            break;
        }
        let length = file.len();
        let span = |a: &prop::sample::Index, b: &prop::sample::Index| {
            let (a, b) = (a.index(length), b.index(length));
            a.min(b)..a.max(b)
        };
        match harm {
            Harm::Set(at, byte) => file[at.index(length)] = *byte,
            Harm::Double(from, to) => file.extend_from_within(span(from, to)),
            Harm::Cut(from, to) => drop(file.drain(span(from, to))),
            Harm::End(at) => file.truncate(at.index(length)),
        }
    }
    file
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn any_bytes_end_soundly(bytes in prop::collection::vec(any::<u8>(), 0..4000), head in prop::sample::select(vec!["", "\u{e}\u{10}\0\0\0\0\u{1}\0.FIT\0\0", "<gpx><trk>", "<HealthData>", "PK\u{3}\u{4}", "Activity Date,Activity Type,Distance\n"])) {
        let file = [head.as_bytes(), &bytes].concat();
        let _ = quickly(|| read(&file));
    }

    #[test]
    fn harmed_files_end_soundly(which in 0..8usize, harms in prop::collection::vec(harm(), 1..12)) {
        let file = harmed(&seeds()[which], &harms);
        let _ = quickly(|| read(&file));
    }

    #[test]
    fn a_file_may_end_anywhere(which in 0..8usize, at in any::<prop::sample::Index>()) {
        let file = &seeds()[which];
        let _ = quickly(|| read(&file[..at.index(file.len())]));
    }
}

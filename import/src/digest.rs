//! What files gave, digested for a page: which question comes next, the runs in the form of the page's own export, and
//! what is doubtful, each sentence by the name of its text.

use crate::activity::{Activity, Kind, Zone};
use crate::error::Error;
use crate::found::{Format, Import};
use crate::sport::Sport;
use crate::warning::Warning;
use serde::Serialize;
use std::collections::BTreeMap;

/// A file by name, with what it gave; or why it gave nothing, by the name of a text.
pub type Read = (String, Result<Import, Refused>);

/// Why nothing was taken from a file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Refused {
    /// Names a text.
    pub id: String,
    /// The headings of a table that is not known.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub columns: String,
    pub name: String,
}

/// What a page asks or shows next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// What the distances are in.
    Unit,
    /// Which part of a recording of several sports was the run.
    Which,
    /// Whether the only recording was a run.
    Sure,
    /// Whether those that do not say what they were, were runs.
    SureOfMany,
    /// One run, to be confirmed.
    Confirm,
    /// Runs for the history.
    Many,
    /// Nothing to be used.
    Nothing,
}

/// The whole.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Digest {
    pub ask: Ask,
    /// For [`Ask::Unit`]: a distance as a file writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distance: Option<f64>,
    /// The recordings in question; for [`Ask::Many`] the runs that have a date.
    pub runs: Vec<Run>,
    /// For [`Ask::SureOfMany`]: those that do not say what they were.
    pub unknown: Vec<Run>,
    pub notes: Vec<Note>,
    pub refused: Vec<Refused>,
}

/// A run as the page's export has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Run {
    /// From its start, so that one run read from two files, or on two devices, is one.
    pub id: String,
    /// The end, as the next three: read again it is the same run, and an answer for it is always later. 0 without a date.
    pub saved_at_ms: i64,
    pub finished_at_ms: i64,
    pub updated_at_ms: i64,
    /// Minutes that the local clock was ahead of UTC.
    pub offset_min: i32,
    pub source: Format,
    pub sport: String,
    pub file: Numbers,
}

/// What the file says of it, in whole numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Numbers {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moving_s: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub elapsed_s: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distance_m: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ascent_m: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub descent_m: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hr_mean: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hr_max: Option<i64>,
}

/// Something doubtful, or left out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Note {
    /// Names a text.
    pub id: String,
    /// For how many runs or files.
    pub times: u32,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sport: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// Names the text that says why.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub why: String,
}

impl Digest {
    /// Digests files in their order. `offset_at`: minutes that the device's clock is ahead of UTC at a moment, in
    /// milliseconds since 1970.
    #[must_use]
    pub fn of(files: &[Read], offset_at: &dyn Fn(i64) -> i32) -> Digest {
        let imports: Vec<&Import> = files.iter().filter_map(|f| f.1.as_ref().ok()).collect();
        let all: Vec<(&Import, &Activity)> = imports
            .iter()
            .flat_map(|import| import.activities.iter().map(move |one| (*import, one)))
            .collect();
        let ask = ask(&imports, &all);
        let is_many = matches!(ask, Ask::Many | Ask::SureOfMany);
        let runs_of = |sport: Option<&Sport>| -> Vec<Run> {
            let wanted = all
                .iter()
                .filter(|(_, one)| !is_many || (one.start.is_some() && Some(&one.sport) == sport));
            wanted
                .map(|(import, one)| Run::of(one.format.unwrap_or(import.format), one, offset_at))
                .collect()
        };
        Digest {
            ask,
            distance: all
                .iter()
                .find_map(|(_, one)| one.without_unit)
                .map(|raw| raw.distance),
            runs: runs_of(Some(&Sport::Running)),
            unknown: if ask == Ask::SureOfMany {
                runs_of(Some(&Sport::Unknown))
            } else {
                Vec::new()
            },
            notes: notes(&imports, &all, is_many),
            refused: files
                .iter()
                .filter_map(|(name, read)| {
                    let why = read.as_ref().err()?.clone();
                    Some(Refused {
                        name: name.clone(),
                        ..why
                    })
                })
                .collect(),
        }
    }
}

fn ask(imports: &[&Import], all: &[(&Import, &Activity)]) -> Ask {
    let parts = all.iter().any(|(_, one)| {
        let several = |w: &Warning| matches!(w, Warning::SeveralSports { .. });
        one.warnings.iter().any(several)
    });
    let dated = |sport: &Sport| {
        all.iter()
            .any(|(_, one)| one.sport == *sport && one.start.is_some())
    };
    if all.iter().any(|(_, one)| one.without_unit.is_some()) {
        Ask::Unit
    } else if let [(_, one)] = all {
        if one.sport == Sport::Running {
            Ask::Confirm
        } else {
            Ask::Sure
        }
    } else if imports.len() == 1 && parts {
        Ask::Which
    } else if dated(&Sport::Unknown) {
        Ask::SureOfMany
    } else if dated(&Sport::Running) {
        Ask::Many
    } else {
        Ask::Nothing
    }
}

/// What is asked needs no note; of many, other sports are counted.
fn notes(imports: &[&Import], all: &[(&Import, &Activity)], is_many: bool) -> Vec<Note> {
    let mut notes: BTreeMap<[String; 3], Note> = BTreeMap::new();
    let mut add = |note: Note| {
        let key = [note.id.clone(), note.sport.clone(), note.why.clone()];
        notes
            .entry(key)
            .and_modify(|there| {
                there.times += note.times;
                there.count = there
                    .count
                    .zip(note.count)
                    .map(|(a, b)| a.saturating_add(b));
            })
            .or_insert(note);
    };
    let other = |sport: &Sport, count: u32| Note {
        id: "other_sport".into(),
        times: 1,
        sport: sport.id().into(),
        count: Some(count),
        ..Note::default()
    };
    for import in imports {
        import
            .warnings
            .iter()
            .filter_map(Note::of)
            .for_each(&mut add);
        for (sport, count) in &import.others {
            add(other(sport, *count));
        }
        for (why, count) in &import.left_out {
            add(Note::left_out(why, *count));
        }
    }
    for (_, one) in all {
        if is_many && !one.may_be_run() {
            add(other(&one.sport, 1));
            continue;
        }
        if is_many && one.start.is_none() {
            add(Note {
                id: "undated".into(),
                times: 1,
                count: Some(1),
                ..Note::default()
            });
            continue;
        }
        one.warnings.iter().filter_map(Note::of).for_each(&mut add);
    }
    notes.into_values().collect()
}

impl Note {
    /// Files of an archive that gave nothing.
    fn left_out(why: &Error, count: u32) -> Note {
        let (id, why) = match why {
            // Its text names the columns of one table.
            Error::UnknownColumns { .. } => ("left_out", String::new()),
            why => ("left_out_why", Refused::of(why).id),
        };
        Note {
            id: id.into(),
            times: 1,
            count: Some(count),
            why,
            ..Note::default()
        }
    }

    /// Nothing for what a page asks.
    fn of(warning: &Warning) -> Option<Note> {
        let (id, count, year) = match warning {
            Warning::NotARun { .. }
            | Warning::SportUnknown
            | Warning::SeveralSports { .. }
            | Warning::UnitUnknown { .. } => return None,
            Warning::NoTimes => ("no_times", None, None),
            Warning::NoDistance => ("no_distance", None, None),
            Warning::NoStart => ("no_start", None, None),
            Warning::ZoneUnknown => ("zone_unknown", None, None),
            Warning::PausesCounted => ("pauses_counted", None, None),
            Warning::StartImpossible { year } => ("start_impossible", None, Some(*year)),
            Warning::TimeImpossible => ("time_impossible", None, None),
            Warning::DistanceImpossible => ("distance_impossible", None, None),
            Warning::TooFast => ("too_fast", None, None),
            Warning::ValuesImpossible => ("values_impossible", None, None),
            Warning::TimesOutOfOrder => ("times_out_of_order", None, None),
            Warning::CutOff => ("cut_off", None, None),
            Warning::CheckSum => ("check_sum", None, None),
            Warning::LeftOut { count } => ("left_out", Some(*count), None),
        };
        Some(Note {
            id: id.into(),
            times: 1,
            count,
            year,
            ..Note::default()
        })
    }
}

impl Refused {
    /// What the reader itself says. What the file looks like, or holds, says more than that it was refused.
    #[must_use]
    pub fn of(error: &Error) -> Refused {
        let json = serde_json::to_value(error).unwrap_or_default();
        let word = |name: &str| json.get(name).and_then(|word| word.as_str());
        let id = word("looks_like")
            .or_else(|| word("what"))
            .or_else(|| word("id"));
        let columns = match error {
            Error::UnknownColumns { found } => found.join(", "),
            _ => String::new(),
        };
        Refused {
            columns,
            ..Refused::named(id.unwrap_or("unreadable"))
        }
    }

    /// What happened to the reader.
    #[must_use]
    pub fn named(id: &str) -> Refused {
        Refused {
            id: id.into(),
            ..Refused::default()
        }
    }
}

impl Run {
    #[allow(clippy::cast_possible_truncation)] // Every number has a range that is far smaller.
    fn of(format: Format, one: &Activity, offset_at: &dyn Fn(i64) -> i32) -> Run {
        let whole = |value: Option<f64>| value.map(|value| value.round() as i64);
        let file = Numbers {
            kind: one.kind,
            moving_s: whole(one.moving_s),
            elapsed_s: whole(one.elapsed_s),
            distance_m: whole(one.distance_m),
            ascent_m: whole(one.ascent_m),
            descent_m: whole(one.descent_m),
            hr_mean: whole(one.hr_mean),
            hr_max: whole(one.hr_max),
        };
        let start = one.start.map(|start| match start.zone {
            Zone::Utc => (start.at_s, offset_at(start.at_s * 1000)),
            Zone::Offset(minutes) => (start.at_s, minutes),
            Zone::Local => {
                // The offset of about that moment tells the moment, whose offset it then is.
                let about = start.at_s - i64::from(offset_at(start.at_s * 1000)) * 60;
                let offset = offset_at(about * 1000);
                (start.at_s - i64::from(offset) * 60, offset)
            }
        });
        let (start_s, offset_min) = start.unwrap_or((0, 0));
        let elapsed = file.elapsed_s.or(file.moving_s).unwrap_or(0);
        let end_ms = start.map_or(0, |_| (start_s + elapsed) * 1000);
        Run {
            id: format!("f{start_s}"),
            saved_at_ms: end_ms,
            finished_at_ms: end_ms,
            updated_at_ms: end_ms,
            offset_min,
            source: format,
            sport: one.sport.id().to_owned(),
            file,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Ask, Digest, Read, Refused};
    use crate::{Activity, Error, Format, Import, Looks, NotActivity, Sport, Start, Warning, Zone};

    const AT_S: i64 = 1_714_546_800;

    fn one(sport: Sport) -> Activity {
        Activity {
            sport,
            start: Some(Start {
                at_s: AT_S,
                zone: Zone::Utc,
            }),
            moving_s: Some(1800.4),
            elapsed_s: Some(1860.5),
            distance_m: Some(5000.6),
            ..Activity::default()
        }
    }

    fn file(format: Format, activities: Vec<Activity>) -> Read {
        let import = Import {
            format,
            activities,
            ..Import::default()
        };
        ("a".into(), Ok(import))
    }

    fn digest(files: &[Read]) -> Digest {
        Digest::of(files, &|_| 120)
    }

    #[test]
    fn one_run_is_confirmed_and_what_may_be_none_is_asked() {
        let run = digest(&[file(Format::Fit, vec![one(Sport::Running)])]);
        assert_eq!((run.ask, run.runs.len()), (Ask::Confirm, 1));
        let sport = |sport| digest(&[file(Format::Gpx, vec![one(sport)])]).ask;
        assert_eq!(sport(Sport::Walking), Ask::Sure);
        assert_eq!(sport(Sport::Unknown), Ask::Sure);
    }

    #[test]
    fn a_run_has_the_form_of_the_export() {
        let run = digest(&[file(Format::Fit, vec![one(Sport::Running)])]);
        let json = serde_json::to_value(&run.runs[0]).unwrap();
        let end = (AT_S + 1861) * 1000;
        assert_eq!(
            json,
            serde_json::json!({"id": format!("f{AT_S}"), "saved_at_ms": end, "finished_at_ms": end,
                "updated_at_ms": end, "offset_min": 120, "source": "fit", "sport": "running",
                "file": {"moving_s": 1800, "elapsed_s": 1861, "distance_m": 5001}})
        );
    }

    #[test]
    fn a_run_of_an_archive_has_the_format_of_its_own_recording() {
        let gpx = Activity {
            format: Some(Format::Gpx),
            ..one(Sport::Running)
        };
        let two = digest(&[file(Format::Fit, vec![one(Sport::Running), gpx])]);
        let formats: Vec<Format> = two.runs.iter().map(|run| run.source).collect();
        assert_eq!(formats, [Format::Fit, Format::Gpx]);
    }

    #[test]
    fn a_local_start_is_read_by_the_devices_clock() {
        let mut local = one(Sport::Running);
        local.start = Some(Start {
            at_s: AT_S + 7200,
            zone: Zone::Local,
        });
        let same = digest(&[file(Format::GarminCsv, vec![local.clone()])]);
        assert_eq!(same.runs[0].id, format!("f{AT_S}"));
        // The night in which clocks change: the offset is that of the moment, not of the reading as if it were UTC.
        let change = AT_S * 1000;
        let at = |ms: i64| if ms < change { 60 } else { 120 };
        local.start = Some(Start {
            at_s: AT_S - 60 + 3600,
            zone: Zone::Local,
        });
        let before = Digest::of(&[file(Format::GarminCsv, vec![local])], &at);
        assert_eq!(before.runs[0].offset_min, 60);
    }

    #[test]
    fn parts_of_a_triathlon_are_chosen_from() {
        let part = |sport| Activity {
            warnings: vec![Warning::SeveralSports { count: 2 }],
            ..one(sport)
        };
        let parts = vec![part(Sport::Cycling), part(Sport::Running)];
        let both = digest(&[file(Format::Fit, parts)]);
        assert_eq!((both.ask, both.runs.len()), (Ask::Which, 2));
        assert_eq!(both.notes, []);
    }

    #[test]
    fn of_many_the_runs_with_a_date_are_kept_and_the_rest_is_counted() {
        let undated = Activity {
            start: None,
            ..one(Sport::Running)
        };
        let slow = Activity {
            warnings: vec![Warning::PausesCounted],
            ..one(Sport::Running)
        };
        let mut list = Import {
            format: Format::StravaCsv,
            activities: vec![slow.clone(), slow, undated],
            others: vec![(Sport::Cycling, 7)],
            warnings: vec![Warning::LeftOut { count: 3 }],
            left_out: vec![(Error::Locked, 2), (Error::Damaged, 1)],
        };
        let refused = ("b".to_owned(), Err(Refused::of(&Error::Locked)));
        let walk = file(Format::Fit, vec![one(Sport::Cycling), one(Sport::Walking)]);
        let many = digest(&[("a".into(), Ok(list.clone())), refused, walk.clone()]);
        assert_eq!((many.ask, many.runs.len()), (Ask::Many, 2));
        let note = |id: &str| many.notes.iter().find(|n| n.id == id).unwrap();
        assert_eq!(note("pauses_counted").times, 2);
        assert_eq!(note("undated").count, Some(1));
        assert_eq!(note("left_out").count, Some(3));
        let why = |id: &str| many.notes.iter().find(|n| n.why == id).unwrap();
        assert_eq!(why("locked").count, Some(2));
        assert_eq!(why("damaged").id, "left_out_why");
        let cycling = many.notes.iter().find(|n| n.sport == "cycling").unwrap();
        assert_eq!(cycling.count, Some(8));
        assert_eq!(
            (many.refused[0].name.as_str(), many.refused[0].id.as_str()),
            ("b", "locked")
        );
        list.activities.push(one(Sport::Unknown));
        let asked = digest(&[("a".into(), Ok(list))]);
        assert_eq!(
            (asked.ask, asked.runs.len(), asked.unknown.len()),
            (Ask::SureOfMany, 2, 1)
        );
        assert_eq!(digest(&[walk]).ask, Ask::Nothing);
        assert_eq!(digest(&[]).ask, Ask::Nothing);
    }

    #[test]
    fn a_unit_is_asked_first() {
        let raw = serde_json::from_value(
            serde_json::json!({"distance": 3.1, "ascent": null, "descent": null}),
        );
        let asks = Activity {
            without_unit: raw.unwrap(),
            ..one(Sport::Running)
        };
        let asked = digest(&[file(Format::GarminCsv, vec![asks, one(Sport::Running)])]);
        assert_eq!((asked.ask, asked.distance), (Ask::Unit, Some(3.1)));
    }

    #[test]
    fn a_refusal_names_what_the_file_is() {
        let id = |error: Error| Refused::of(&error).id;
        assert_eq!(id(Error::Damaged), "damaged");
        assert_eq!(
            id(Error::UnknownFormat {
                looks_like: Looks::Pdf
            }),
            "pdf"
        );
        assert_eq!(
            id(Error::NotAnActivity {
                what: NotActivity::Course
            }),
            "course"
        );
        let columns = Refused::of(&Error::UnknownColumns {
            found: vec!["a".into(), "b".into()],
        });
        assert_eq!(
            (columns.id.as_str(), columns.columns.as_str()),
            ("unknown_columns", "a, b")
        );
    }
}

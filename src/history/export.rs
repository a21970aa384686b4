//! Everything as one JSON file, and back. The format is described in `docs/export.md`.

use super::date::{is_beyond, is_of_our_time};
use super::record::{Profile, Settings};
use super::run::{ANSWERS, CheckIn, Done, PLAN, Run, Source, level_by_id, pairs};
use super::said::{Said, Sore};
use super::store::History;
use super::told::Told;
use super::week::Week;
use super::words;
use aftermile_fields::{Fields, Object, ascii, json, quote_all};

/// Names the format in the file.
pub const FORMAT: &str = "aftermile-export";
/// The version of the format. A change that older code would misread raises it.
pub const VERSION: i64 = 1;

/// An export that was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Export {
    pub runs: Vec<Run>,
    pub weeks: Vec<Week>,
    pub invalid: Vec<Invalid>,
    pub profile: Option<Fields>,
    pub settings: Option<Fields>,
    /// What was set aside, by key.
    pub set_aside: Vec<(String, String)>,
}

/// An entry that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invalid {
    /// Which run of the file, counted from 1; 0 for the file itself.
    pub place: usize,
    pub why: Why,
}

/// What is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    NotJson,
    /// JSON of something else.
    NotOurs,
    /// Written by a newer Aftermile.
    Newer,
    /// A field is missing or is not what it has to be.
    Field(&'static str),
    /// Its id was there before in the file, with another content.
    Twice,
}

/// Everything that is kept, as JSON in ASCII, one run a line.
#[must_use]
pub fn export(history: &History, at_ms: i64) -> String {
    let runs: Vec<String> = history.runs().iter().map(|r| run_json(r)).collect();
    let (profile, settings) = history.bodies();
    let mut out = Object::new();
    out.text("format", FORMAT)
        .number("version", VERSION)
        .number("written_at_ms", at_ms);
    if let Some(profile) = profile {
        out.raw("profile", &profile.json());
    }
    if let Some(settings) = settings {
        out.raw("settings", &settings.json());
    }
    let kept = history.kept_entries();
    if !kept.is_empty() {
        out.raw("set_aside", &json(&kept));
    }
    let weeks: Vec<String> = history.weeks().iter().map(Week::json).collect();
    if !weeks.is_empty() {
        out.raw("weeks", &format!("[\n{}\n]", weeks.join(",\n")));
    }
    out.raw("runs", &format!("[\n{}\n]", runs.join(",\n")));
    ascii(&out.end())
}

fn list(all: &[Sore]) -> String {
    let all: Vec<String> = all.iter().map(Sore::json).collect();
    format!("[{}]", all.join(","))
}

fn run_json(run: &Run) -> String {
    let mut out = Object::new();
    out.text("id", &run.id)
        .number("saved_at_ms", run.saved_at_ms)
        .number("offset_min", run.offset_min)
        .number("finished_at_ms", run.finished_ms)
        .number("updated_at_ms", run.updated_ms)
        .text("source", run.source.id());
    if !run.rules.is_empty() {
        out.text("rules", &run.rules);
    }
    if let Some(level) = run.level {
        out.text("level", level.id());
    }
    // What cannot be taken apart goes as it is stored, for one that can.
    let mut more = run.other.clone();
    if !run.said.is_readable() {
        more.set_raw(ANSWERS, json(&run.said.code()));
    } else if !run.said.is_empty() {
        out.raw("answers", &run.said.json());
    }
    if !run.told.is_readable() {
        more.set_raw(PLAN, json(&run.told.code()));
    } else if !run.told.code().is_empty() {
        out.raw("plan", &run.told.json());
    }
    if !run.swapped.is_empty() {
        let all = run.swapped.iter().flat_map(|(from, to)| [from, to]);
        out.raw("swapped", &quote_all(all.map(String::as_str)));
    }
    if run.done.at_ms > 0 {
        let steps = quote_all(run.done.steps.iter().map(AsRef::as_ref));
        let mut done = Object::new();
        done.number("at_ms", run.done.at_ms).raw("steps", &steps);
        if !run.done.other.is_empty() {
            done.raw("more", &run.done.other.json());
        }
        out.raw("done", &done.end());
    }
    if !run.checks.is_empty() {
        let checks: Vec<String> = run.checks.iter().map(check_json).collect();
        out.raw("check_ins", &format!("[{}]", checks.join(",")));
    }
    if !run.file.is_empty() {
        out.raw("file", &run.file.json());
    }
    if let Some(seen) = &run.seen {
        out.text("seen", seen);
    }
    if let Some(about) = &run.about {
        out.text("about", about);
    }
    if !more.is_empty() {
        out.raw("more", &more.json());
    }
    out.end()
}

fn check_json(check: &CheckIn) -> String {
    let mut out = Object::new();
    out.number("at_min", check.at_min)
        .raw("places", &list(&check.places));
    if let Some(stairs) = check.stairs {
        out.number("stairs", stairs);
    }
    if check.anew {
        out.raw("anew", "true");
    }
    if let Some(level) = check.level {
        out.text("level", level.id());
    }
    if !check.rules.is_empty() {
        out.raw("rules", &quote_all(check.rules.iter().map(AsRef::as_ref)));
    }
    if check.switched > 0 {
        out.number("switched", check.switched);
    }
    if !check.other.is_empty() {
        out.raw("more", &check.other.json());
    }
    out.end()
}

/// Reads a file that [`export`] wrote.
///
/// # Errors
/// When it is no export that this version can read.
pub fn read_export(text: &str) -> Result<Export, Invalid> {
    let fault = |why| Invalid { place: 0, why };
    let mut f = Fields::read(text.trim_start_matches('\u{feff}')).ok_or(fault(Why::NotJson))?;
    if f.text("format").as_deref() != Some(FORMAT) {
        return Err(fault(Why::NotOurs));
    }
    if f.number("version").ok_or(fault(Why::Field("version")))? > VERSION {
        return Err(fault(Why::Newer));
    }
    let runs = f.take("runs").ok_or(fault(Why::Field("runs")))?;
    let runs = Fields::read_list(&runs).ok_or(fault(Why::Field("runs")))?;
    let mut export = Export::default();
    // What could not be read again would take the place of what can.
    // Nor may a time that is still far away count before all that is said or chosen until then.
    let told = |body: &Fields, name| !body.number(name).is_some_and(is_beyond);
    let is_profile =
        |body: &Fields| Profile::read(&body.json()).is_some() && told(body, "said_at_ms");
    let is_settings = |body: &Fields| {
        serde_json::from_str::<Settings>(&body.json()).is_ok() && told(body, "chosen_at_ms")
    };
    export.profile = f.object("profile").filter(is_profile);
    export.settings = f.object("settings").filter(is_settings);
    for (name, read) in [
        ("profile", export.profile.is_some()),
        ("settings", export.settings.is_some()),
    ] {
        if !read && f.take(name).is_some() {
            export.invalid.push(fault(Why::Field(name)));
        }
    }
    for (key, raw) in f.object("set_aside").unwrap_or_default().iter() {
        if let Ok(content) = serde_json::from_str::<String>(raw) {
            export.set_aside.push((key.to_owned(), content));
        }
    }
    for fields in f.list("weeks") {
        let of_our_time = |week: &Week| {
            is_of_our_time(week.at_ms) && is_of_our_time(week.day.saturating_mul(86_400_000))
        };
        match Week::of(fields).filter(of_our_time) {
            Some(week) => export.weeks.push(week),
            None => export.invalid.push(fault(Why::Field("weeks"))),
        }
    }
    let mut seen: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    for (at, fields) in runs.into_iter().enumerate() {
        let place = at + 1;
        match run_of(fields) {
            Err(name) => export.invalid.push(Invalid {
                place,
                why: Why::Field(name),
            }),
            Ok(run) => match seen.get(&run.id).and_then(|i| export.runs.get(*i)) {
                Some(first) if *first == run => {}
                Some(_) => export.invalid.push(Invalid {
                    place,
                    why: Why::Twice,
                }),
                None => {
                    seen.insert(run.id.clone(), export.runs.len());
                    export.runs.push(run);
                }
            },
        }
    }
    Ok(export)
}

/// A run of the file, or the name of the field that is wrong.
fn run_of(mut f: Fields) -> Result<Run, &'static str> {
    let saved_at_ms = time(&mut f, "saved_at_ms")?.ok_or("saved_at_ms")?;
    let level = optional(&mut f, "level", |raw| level_by_id(&text_of(raw)?))?;
    let said = optional(&mut f, "answers", Said::of_json)?;
    let told = optional(&mut f, "plan", Told::of_json)?;
    let done = optional(&mut f, "done", |raw| {
        let d = Fields::read(raw)?;
        Some(Done {
            at_ms: d.number("at_ms").filter(|at| is_of_our_time(*at))?,
            steps: words::of(d.texts("steps")),
            other: match d.raw("more") {
                Some(raw) => Fields::read(raw)?,
                None => Fields::default(),
            },
        })
    })?;
    let swapped = optional(&mut f, "swapped", |raw| {
        serde_json::from_str::<Vec<String>>(raw).ok().map(pairs)
    })?;
    let mut checks = optional(&mut f, "check_ins", |raw| {
        let list = Fields::read_list(raw)?;
        list.into_iter().map(check_of).collect::<Option<Vec<_>>>()
    })?
    .unwrap_or_default();
    checks.sort();
    checks.dedup_by_key(|c| c.at_min);
    let mut file = optional(&mut f, "file", Fields::read)?;
    if let Some(file) = &mut file
        && let Some(kind) = file.text("kind")
    {
        file.set_raw("kind", json(&words::heard(kind)));
    }
    let offset = f.take_number("offset_min").unwrap_or(0);
    let mut run = Run {
        id: f.take_text("id").filter(|id| good_id(id)).ok_or("id")?,
        saved_at_ms,
        offset_min: i32::try_from(offset)
            .ok()
            .filter(|o| o.abs() <= 24 * 60)
            .ok_or("offset_min")?,
        finished_ms: time(&mut f, "finished_at_ms")?.ok_or("finished_at_ms")?,
        updated_ms: time(&mut f, "updated_at_ms")?.unwrap_or(saved_at_ms),
        source: Source::by_id(&f.take_text("source").ok_or("source")?),
        rules: f.take_text("rules").unwrap_or_default(),
        level,
        said: said.unwrap_or_default(),
        told: told.unwrap_or_default(),
        swapped: swapped.unwrap_or_default(),
        done: done.unwrap_or_default(),
        checks,
        file: file.unwrap_or_default(),
        seen: f.take_text("seen"),
        about: f.take_text("about"),
        other: optional(&mut f, "more", Fields::read)?.unwrap_or_default(),
    };
    run.lift();
    // What is stored has to be readable again.
    match Run::read(&run.write()) {
        Some(again) if again == run => Ok(run),
        _ => Err("more"),
    }
}

fn check_of(mut f: Fields) -> Option<CheckIn> {
    let places = match f.take("places") {
        Some(raw) => Fields::read_list(&raw)?
            .iter()
            .map(Sore::of_json)
            .collect::<Option<_>>()?,
        None => Vec::new(),
    };
    let level = match f.take_text("level") {
        Some(id) => Some(level_by_id(&id)?),
        None => None,
    };
    let stairs = match f.take("stairs") {
        Some(raw) => Some(raw.parse().ok().filter(|s| *s <= 2)?),
        None => None,
    };
    Some(CheckIn {
        at_min: f
            .take_number("at_min")
            .filter(|at| is_of_our_time(at.saturating_mul(60_000)))?,
        stairs: CheckIn::said_of_stairs(stairs, &places),
        places,
        anew: f.take("anew").as_deref() == Some("true"),
        level,
        rules: words::of(f.texts("rules")),
        switched: u32::try_from(f.take_number("switched").unwrap_or(0)).ok()?,
        other: match f.take("more") {
            Some(raw) => Fields::read(&raw)?,
            None => Fields::default(),
        },
    })
}

/// A time that may be missing; the name of its field where it is none of our time.
fn time(f: &mut Fields, name: &'static str) -> Result<Option<i64>, &'static str> {
    optional(f, name, |raw| {
        raw.parse().ok().filter(|at| is_of_our_time(*at))
    })
}

fn optional<T>(
    f: &mut Fields,
    name: &'static str,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<Option<T>, &'static str> {
    match f.take(name) {
        Some(raw) => read(&raw).map(Some).ok_or(name),
        None => Ok(None),
    }
}

fn text_of(raw: &str) -> Option<String> {
    serde_json::from_str(raw).ok()
}

/// An id becomes part of a key.
fn good_id(id: &str) -> bool {
    !id.is_empty() && id.len() <= 40 && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

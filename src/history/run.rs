//! A run as it is remembered: what was said, what was told, what was done, and how it went on.

use super::measured;
use super::said::{self, Said, Sore, places, put_places};
use super::told::Told;
use super::words::{self, Word};
use crate::ports::Moment;
use aftermile_engine::{Answers, Level, Plan};
use aftermile_fields::{Fields, Object, Read};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The version of the store that this build reads and writes.
pub const STORE: i64 = 2;

const MINUTE_MS: i64 = 60_000;
/// More than a life: hours beyond it, of times that no clock told, are told as these, so that sums of them hold.
const MOST_HOURS: i64 = 1_000_000;

/// The names of the level, and of what a file measured: what of them a newer version wrote is kept as it stands.
const LEVEL: &str = "l";
const MEASURED: &str = "m";
const UNHEARD: [&str; 2] = [LEVEL, MEASURED];
/// The names of the answers and of what was told.
pub(super) const ANSWERS: &str = "a";
pub(super) const PLAN: &str = "p";
/// So many characters a run is meant to take at most, with its key: the store's name for it and its id.
const SMALL: usize = 800;
const NAME: usize = "aftermile:2:run:".len();
/// The name of a check-in's scores where its places are those of the answer.
const SCORES: &str = "z";

/// One look at how it goes, some time after the run.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct CheckIn {
    /// Minutes since 1970. No two of one run are at the same minute.
    pub at_min: i64,
    /// How sore the remembered places are now.
    pub places: Vec<Sore>,
    /// 0 fine, 1 hard, 2 not possible; unset where it was not said.
    pub stairs: Option<u8>,
    /// Something new was named; it went through the questions.
    pub anew: bool,
    /// The level after it, where a rule raised it.
    pub level: Option<Level>,
    /// The rules that fired.
    pub rules: Vec<Word>,
    /// How often the runner changed between the moved plan and the general advice; odd: the general one.
    pub switched: u32,
    pub other: Fields,
}

impl CheckIn {
    /// One of two copies of it: the one that sorts later, with the further fields of both.
    fn join(&self, copy: &CheckIn) -> CheckIn {
        let (first, second) = later_first(self, copy);
        let mut joined = first.clone();
        joined.other.join(&second.other);
        joined
    }

    /// Whole hours between the end of a run and this.
    #[must_use]
    pub fn hours_after(&self, finished_ms: i64) -> i32 {
        let minutes = self
            .at_min
            .saturating_sub(finished_ms.div_euclid(MINUTE_MS));
        let hours = minutes.saturating_add(30).div_euclid(60);
        i32::try_from(hours.clamp(0, MOST_HOURS)).unwrap_or(0)
    }

    /// Whether the runner went back to the general advice.
    #[must_use]
    pub fn set_back(&self) -> bool {
        self.switched % 2 == 1
    }

    /// The score of the sorest place. Nothing where a place has none: it was left before it was answered, and that
    /// place may be the sorest.
    #[must_use]
    pub fn worst(&self) -> Option<u8> {
        let mut worst = None;
        for place in &self.places {
            worst = worst.max(Some(place.score?));
        }
        worst
    }

    /// Stairs as they were said. They are asked once every place has its score: "fine" beside a place without one is
    /// what an earlier version wrote for nothing said.
    #[must_use]
    pub(super) fn said_of_stairs(stairs: Option<u8>, places: &[Sore]) -> Option<u8> {
        let unscored = places.iter().any(|p| p.score.is_none());
        stairs.filter(|stairs| *stairs > 0 || !unscored)
    }

    /// As it is stored. `first`: the places of the answer where their scores shall stand alone, or none.
    fn write(&self, first: &[Sore]) -> String {
        let mut out = Object::new();
        out.number("t", self.at_min);
        if let Some(scores) = said::scores(&self.places, first) {
            out.text(SCORES, &scores);
        } else if !self.places.is_empty() {
            out.text("s", &put_places(&self.places));
        }
        // Fine is what is said most and takes no room. A name of its own for nothing said: an earlier version, which
        // does not know it, writes it back.
        match self.stairs {
            Some(0) => {}
            Some(stairs) => drop(out.number("w", stairs)),
            None if self.other.raw("w").is_some() => {}
            None => drop(out.number("q", 1)),
        }
        if self.anew {
            out.number("n", 1);
        }
        if let Some(level) = self.level {
            out.text("l", level.id());
        }
        if !self.rules.is_empty() {
            let mut text = String::new();
            self.rules.iter().for_each(|r| words::put(&mut text, r));
            out.text("r", &text);
        }
        if self.switched > 0 {
            out.number("b", self.switched);
        }
        // What this version has said since stands for what it could not read.
        let mut other = self.other.clone();
        for (name, said) in [
            ("w", self.stairs.is_some()),
            ("n", self.anew),
            ("l", self.level.is_some()),
            ("b", self.switched > 0),
            (SCORES, !self.places.is_empty()),
        ] {
            if said {
                other.take(name);
            }
        }
        out.rest(&other).end()
    }

    fn read(mut f: Read<'_>, first: &mut dyn FnMut() -> Vec<Sore>) -> Option<CheckIn> {
        let at_min = f.take_number("t")?;
        let mut unread = Vec::new();
        let sore = match f.take_text("s") {
            Some(text) => Some(places(&text)?),
            None => heard(&mut f, SCORES, &mut unread, |raw| {
                let scores = serde_json::from_str::<String>(raw).ok()?;
                said::scored(&scores, &first())
            }),
        }
        .unwrap_or_default();
        let rules = match f.take_text("r") {
            Some(text) => words::Reader::new(&text).names()?,
            None => Vec::new(),
        };
        let mut yes = |f: &mut Read<'_>, name| heard(f, name, &mut unread, read_yes);
        let (unsaid, anew) = (yes(&mut f, "q"), yes(&mut f, "n"));
        let has_stairs = f.has("w");
        let stairs = heard(&mut f, "w", &mut unread, read_stairs);
        let stairs = stairs.or_else(|| (!has_stairs && unsaid.is_none()).then_some(0));
        let level = heard(&mut f, "l", &mut unread, read_level);
        let switched = heard(&mut f, "b", &mut unread, |raw| raw.parse().ok());
        let mut other = f.rest();
        for (name, raw) in unread {
            other.set_raw(name, aftermile_fields::ascii(&raw));
        }
        Some(CheckIn {
            at_min,
            stairs: CheckIn::said_of_stairs(stairs, &sore),
            places: sore,
            anew: anew.is_some(),
            level,
            rules,
            switched: switched.unwrap_or(0),
            other,
        })
    }

    /// Takes out of `other` what this version understands of what an earlier one could not read: an export holds it
    /// among the fields of a newer version.
    pub(super) fn lift(&mut self) {
        if self.stairs.is_none() {
            let lifted = self.other.lift("w", read_stairs);
            self.stairs = CheckIn::said_of_stairs(lifted, &self.places);
        }
        self.anew |= self.other.lift("n", read_yes).is_some();
        if self.level.is_none() {
            self.level = self.other.lift("l", read_level);
        }
    }
}

/// Takes a field and reads it; what cannot be read is put among the `unread`, to be written back as it stood.
fn heard<T>(
    f: &mut Read<'_>,
    name: &'static str,
    unread: &mut Vec<(&'static str, String)>,
    read: impl FnOnce(&str) -> Option<T>,
) -> Option<T> {
    let raw = f.take(name)?;
    let value = read(raw);
    if value.is_none() {
        unread.push((name, raw.to_owned()));
    }
    value
}

fn read_yes(raw: &str) -> Option<()> {
    (raw == "1").then_some(())
}

fn read_stairs(raw: &str) -> Option<u8> {
    raw.parse().ok().filter(|stairs| *stairs <= 2)
}

fn read_level(raw: &str) -> Option<Level> {
    level_by_id(&serde_json::from_str::<String>(raw).ok()?)
}

/// The steps that were done, and when that was last said.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Done {
    pub at_ms: i64,
    pub steps: Vec<Word>,
    /// Fields of a newer version.
    pub other: Fields,
}

impl Done {
    /// Of two lists the later one, with the further fields of both.
    fn join(&self, copy: &Done) -> Done {
        let (first, second) = later_first(self, copy);
        let mut joined = first.clone();
        joined.other.join(&second.other);
        joined
    }
}

/// Where a run came from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// The questions.
    Asked,
    /// A file, by the name of its format.
    File(String),
}

impl Source {
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Source::Asked => "asked",
            Source::File(format) => format,
        }
    }

    #[must_use]
    pub fn by_id(id: &str) -> Source {
        match id {
            "asked" => Source::Asked,
            format => Source::File(format.to_owned()),
        }
    }
}

/// A remembered run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub id: String,
    /// When it was answered for or read from a file.
    pub saved_at_ms: i64,
    /// Minutes that the local clock was ahead of UTC.
    pub offset_min: i32,
    /// The end of the run; from the answers it is the middle of what was said.
    pub finished_ms: i64,
    /// When anything but steps and check-ins last changed.
    pub updated_ms: i64,
    pub source: Source,
    /// The version of the rules; empty where none were asked.
    pub rules: String,
    pub level: Option<Level>,
    pub said: Said,
    pub told: Told,
    /// Exercises of the session that the runner swapped: what the plan names, and what is done instead.
    pub swapped: Vec<(String, String)>,
    pub done: Done,
    /// By time.
    pub checks: Vec<CheckIn>,
    /// What a file said of it, in SI units by name.
    pub file: Fields,
    /// After an emergency or same-day answer: `yes`, `no`, or `slip`.
    pub seen: Option<String>,
    /// The run that this answer was given for once more.
    pub about: Option<String>,
    /// Fields of a newer version.
    pub other: Fields,
}

impl Run {
    /// A run that was just answered for.
    #[must_use]
    pub fn answered(id: String, at: Moment, answers: &Answers, plan: &Plan) -> Run {
        let hours = aftermile_engine::dose::hours_since_run(answers);
        Run {
            finished_ms: at.at_ms - i64::from(hours) * 60 * MINUTE_MS,
            rules: plan.rules.clone(),
            level: Some(plan.care.level),
            said: Said::of(answers),
            told: Told::of(plan),
            ..Run::bare(id, Some(at))
        }
    }

    /// A run of which nothing is known but its end, if that; without one its times are 0.
    #[must_use]
    pub fn bare(id: String, end: Option<Moment>) -> Run {
        let (at_ms, offset_min) = end.map_or((0, 0), |end| (end.at_ms, end.offset_min));
        Run {
            id,
            saved_at_ms: at_ms,
            offset_min,
            finished_ms: at_ms,
            updated_ms: at_ms,
            source: Source::Asked,
            rules: String::new(),
            level: None,
            said: Said::default(),
            told: Told::default(),
            swapped: Vec::new(),
            done: Done::default(),
            checks: Vec::new(),
            file: Fields::default(),
            seen: None,
            about: None,
            other: Fields::default(),
        }
    }

    #[must_use]
    pub fn moment(&self) -> Moment {
        Moment {
            at_ms: self.saved_at_ms,
            offset_min: self.offset_min,
        }
    }

    #[must_use]
    pub fn finished(&self) -> Moment {
        Moment {
            at_ms: self.finished_ms,
            offset_min: self.offset_min,
        }
    }

    /// The level now: the answer's, or a higher one of a check-in.
    #[must_use]
    pub fn level_now(&self) -> Option<Level> {
        self.checks
            .iter()
            .filter_map(|c| c.level)
            .chain(self.level)
            .max()
    }

    /// The kind of run by its option's id.
    #[must_use]
    pub fn kind(&self) -> Option<String> {
        self.said.choice("kind").or_else(|| self.file.text("kind"))
    }

    #[must_use]
    pub fn minutes(&self) -> Option<i32> {
        let seconds = || {
            let moving = self.file.number("moving_s");
            moving.or_else(|| self.file.number("elapsed_s"))
        };
        let minutes = self
            .said
            .number("minutes")
            .or_else(|| seconds().map(|s| s.saturating_add(30) / 60));
        minutes.and_then(|m| i32::try_from(m).ok())
    }

    #[must_use]
    pub fn distance_m(&self) -> Option<i32> {
        let metres = self.said.number("distance");
        let metres = metres.or_else(|| self.file.number("distance_m"));
        metres.and_then(|m| i32::try_from(m).ok())
    }

    /// How hard the whole run was, 0 to 10.
    #[must_use]
    pub fn effort(&self) -> Option<i32> {
        let effort = self.said.number("effort");
        effort.and_then(|e| i32::try_from(e).ok())
    }

    /// Minutes times effort (EV-LOAD-01).
    #[must_use]
    pub fn load(&self) -> Option<i32> {
        self.minutes()?.checked_mul(self.effort()?)
    }

    /// Everything but steps and check-ins, as far as this version knows it.
    fn known(&self) -> Object {
        let mut out = Object::new();
        out.number("v", STORE)
            .text("id", &self.id)
            .number("t", self.saved_at_ms);
        if self.offset_min != 0 {
            out.number("o", self.offset_min);
        }
        out.number("f", self.finished_ms);
        if self.updated_ms != self.saved_at_ms {
            out.number("u", self.updated_ms);
        }
        if self.source != Source::Asked {
            out.text("src", self.source.id());
        }
        let texts = [
            ("r", self.rules.as_str()),
            (LEVEL, self.level.map_or("", Level::id)),
            (ANSWERS, self.said.code()),
            (PLAN, self.told.code()),
            ("e", self.seen.as_deref().unwrap_or("")),
            ("re", self.about.as_deref().unwrap_or("")),
        ];
        for (name, text) in texts {
            if !text.is_empty() {
                out.text(name, text);
            }
        }
        if !self.swapped.is_empty() {
            let mut pairs = String::new();
            for (from, to) in &self.swapped {
                words::put(&mut pairs, from);
                words::put(&mut pairs, to);
            }
            out.text("w", &pairs);
        }
        // Beside a code that could not be read there is room for the fields only.
        let (measured, file) = match self.other.raw(MEASURED) {
            Some(_) => (String::new(), self.file.clone()),
            None => measured::code(&self.file),
        };
        if !measured.is_empty() {
            out.text(MEASURED, &measured);
        }
        if !file.is_empty() {
            out.raw("x", &file.json());
        }
        out
    }

    /// The run as it is stored. Where it would be too long, check-ins of the same places as the answer hold their scores
    /// alone; others stay as earlier versions read them.
    #[must_use]
    pub fn write(&self) -> String {
        let whole = self.written(&[]);
        if whole.len() + NAME + self.id.len() <= SMALL || self.checks.is_empty() {
            return whole;
        }
        self.written(&self.said.places())
    }

    fn written(&self, first: &[Sore]) -> String {
        let mut other = self.other.clone();
        if self.level.is_some() {
            // Answered for again since a newer version judged it.
            other.take(LEVEL);
        }
        let mut out = self.known().rest(&other).end();
        out.pop();
        if self.done.at_ms > 0 {
            let mut steps = String::new();
            self.done
                .steps
                .iter()
                .for_each(|s| words::put(&mut steps, s));
            let done = Object::new()
                .number("t", self.done.at_ms)
                .text("s", &steps)
                .rest(&self.done.other)
                .end();
            out.push_str(",\"d\":");
            out.push_str(&done);
        }
        if !self.checks.is_empty() {
            let checks: Vec<String> = self.checks.iter().map(|c| c.write(first)).collect();
            out.push_str(",\"c\":[");
            out.push_str(&checks.join(","));
            out.push(']');
        }
        out.push('}');
        out
    }

    /// Reads a stored run; `None` when it is not whole.
    #[must_use]
    pub fn read(text: &str) -> Option<Run> {
        let mut f = Read::of(text)?;
        if f.take_number("v")? != STORE {
            return None;
        }
        let id = f.take_text("id").filter(|id| !id.is_empty())?.into_owned();
        let saved_at_ms = f.take_number("t")?;
        let done = match f.take("d") {
            Some(text) => {
                let mut d = Read::of(text)?;
                Done {
                    at_ms: d.take_number("t")?,
                    steps: words::Reader::new(&d.take_text("s")?).names()?,
                    other: d.rest(),
                }
            }
            None => Done::default(),
        };
        let said = Said::unread(f.take_text(ANSWERS).unwrap_or_default().into_owned());
        // Taken apart for a check-in that needs it only.
        let mut all = None;
        let mut first = || all.get_or_insert_with(|| said.places()).clone();
        let checks = match f.take("c") {
            Some(text) => Read::list(text)?
                .into_iter()
                .map(|check| CheckIn::read(check, &mut first))
                .collect::<Option<_>>()?,
            None => Vec::new(),
        };
        let mut file = match f.take("x") {
            Some(text) => Fields::read(text)?,
            None => Fields::default(),
        };
        // A letter of a newer version: kept as it stands.
        let mut measured = None;
        if let Some(text) = f.take_text(MEASURED) {
            match measured::with(&text, &file) {
                Some(with) => file = with,
                None => measured = Some(text.into_owned()),
            }
        }
        let swapped = match f.take_text("w") {
            Some(text) => pairs(words::Reader::new(&text).words()?),
            None => Vec::new(),
        };
        let source = f.take_text("src");
        let (level, unheard) = level_of(f.take_text(LEVEL));
        let mut run = Run {
            id,
            saved_at_ms,
            offset_min: i32::try_from(f.take_number("o").unwrap_or(0)).ok()?,
            finished_ms: f.take_number("f")?,
            updated_ms: f.take_number("u").unwrap_or(saved_at_ms),
            source: source.map_or(Source::Asked, |s| Source::by_id(&s)),
            rules: f.take_text("r").unwrap_or_default().into_owned(),
            level,
            said,
            told: Told::unread(f.take_text(PLAN).unwrap_or_default().into_owned()),
            swapped,
            done,
            checks,
            file,
            seen: f.take_text("e").map(Cow::into_owned),
            about: f.take_text("re").map(Cow::into_owned),
            other: f.rest(),
        };
        for (name, text) in [(MEASURED, measured), (LEVEL, unheard)] {
            if let Some(text) = text {
                let text = aftermile_fields::json(&text);
                run.other.set_raw(name, aftermile_fields::ascii(&text));
            }
        }
        Some(run)
    }

    /// Takes out of `other` what this version understands of what an earlier one could not read: an export holds it
    /// among the fields of a newer version.
    pub(super) fn lift(&mut self) {
        if self.level.is_none() {
            self.level = self.other.lift(LEVEL, read_level);
        }
        let file = &self.file;
        let lifted = self.other.lift(MEASURED, |raw| {
            measured::with(&serde_json::from_str::<String>(raw).ok()?, file)
        });
        self.file = lifted.unwrap_or_else(|| self.file.clone());
        if self.said.is_empty() {
            let lifted = self.other.lift(ANSWERS, |raw| {
                serde_json::from_str(raw).ok().map(Said::unread)
            });
            self.said = lifted.unwrap_or_default();
        }
        if self.told.code().is_empty() {
            let lifted = self
                .other
                .lift(PLAN, |raw| serde_json::from_str(raw).ok().map(Told::unread));
            self.told = lifted.unwrap_or_default();
        }
        self.checks.iter_mut().for_each(CheckIn::lift);
    }

    /// One run of two copies of it. Whichever comes first, and however often, the outcome is the same: of the
    /// answer the later change counts, of the steps the later list, and no check-in and no field of a newer version
    /// is lost.
    #[must_use]
    pub fn join(&self, other: &Run) -> Run {
        // A level or a measure that this version cannot read belongs to the answer as much as one that it can.
        let unheard = |r: &Run| UNHEARD.map(|name| r.other.raw(name).map(str::to_owned));
        let rank = |r: &Run| (r.updated_ms, r.known().end(), unheard(r));
        let (first, second) = if rank(self) >= rank(other) {
            (self, other)
        } else {
            (other, self)
        };
        let mut joined = first.clone();
        joined.other.join(&second.other);
        for name in UNHEARD {
            match first.other.raw(name) {
                Some(raw) => joined.other.set_raw(name, raw),
                None => drop(joined.other.take(name)),
            }
        }
        joined.done = self.done.join(&other.done);
        let mut checks: BTreeMap<i64, CheckIn> = BTreeMap::new();
        for check in self.checks.iter().chain(&other.checks) {
            let both = match checks.get(&check.at_min) {
                Some(there) => there.join(check),
                None => check.clone(),
            };
            checks.insert(check.at_min, both);
        }
        joined.checks = checks.into_values().collect();
        joined
    }
}

/// Of two copies the one that sorts later, then the other.
fn later_first<'a, T: Ord>(one: &'a T, other: &'a T) -> (&'a T, &'a T) {
    if one >= other {
        (one, other)
    } else {
        (other, one)
    }
}

/// A level, or the name of one that a newer version knows.
fn level_of(id: Option<Cow<'_, str>>) -> (Option<Level>, Option<String>) {
    match id.as_deref().map(level_by_id) {
        Some(None) => (None, id.map(Cow::into_owned)),
        level => (level.flatten(), None),
    }
}

/// Two by two; one that is left over belongs to nothing.
pub(super) fn pairs(words: Vec<String>) -> Vec<(String, String)> {
    let mut words = words.into_iter().map(|w| words::heard(w).into_owned());
    std::iter::from_fn(|| Some((words.next()?, words.next()?))).collect()
}

/// The level of that id.
#[must_use]
pub fn level_by_id(id: &str) -> Option<Level> {
    Level::ALL.into_iter().find(|l| l.id() == id)
}

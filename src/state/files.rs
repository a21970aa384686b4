//! Runs from the files of watches and training sites: chosen, read apart from the page, asked about, taken in.

mod save;
mod sort;

pub use self::save::{Choice, Chosen};
pub use self::sort::Sorted;

use super::{App, Page};
use crate::history::{Run, Source, iso, minute};
use crate::i18n::{Units, Words, fill};
use crate::ports::files::Reading;
use crate::ports::host::Place;
use crate::ports::{Json, Moment};
use aftermile_engine::answers::Answer;
use aftermile_engine::{Answers, Fact, fact};
use aftermile_fields::{Fields, quote};
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

/// The texts of all that comes after a file was read.
const TEXTS: &str = "files.json";
/// So much of ISO 8601 is what a field for a local time holds: `2026-11-24T18:05`.
const TO_MINUTES: usize = 16;
const METRES_A_FOOT: f64 = 0.3048;
/// As much downhill as makes a run hilly, 25 m a kilometre: then "a lot of downhill" is shown as chosen, to be changed (a
/// design choice).
const MUCH_DESCENT: i64 = 40;

/// How far the import of run files is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Choose,
    Reading,
    /// What are the distances in?
    Unit,
    /// One recording of several sports: which part?
    Which,
    /// Is what the file does not call a run one?
    Sure,
    /// The same of several that go into the history.
    SureOfMany,
    /// One run, to be looked through.
    Confirm,
    /// Runs for the history, to be looked through.
    Many,
    /// They are taken in.
    Saving,
    /// Nothing in it can be used.
    Nothing,
    /// No reader can be started here.
    NoReader,
}

/// What a press does there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Press {
    Leave,
    Unit(&'static str),
    /// This recording is the run.
    Run(usize),
    /// All recordings are runs, or only those that say so.
    Runs(bool),
    Answer,
    Keep,
    /// What was answered for by hand is this run.
    Join,
    /// Takes in what the preview shows.
    Take(Chosen),
    /// Takes no further run in.
    Stop,
    /// Shows the answer that is there.
    Open,
    History,
}

/// What the import holds.
#[derive(Default)]
pub(super) struct Desk {
    texts: RefCell<Option<Rc<dyn Json>>>,
    digest: RefCell<Fields>,
    /// The run that is looked through.
    run: RefCell<Option<Looked>>,
    /// The runs for the history, against what is here.
    sorted: RefCell<Rc<Sorted>>,
    saving: RefCell<Option<save::Saving>>,
    undoing: RefCell<Option<save::Undoing>>,
    /// The run that the interview is about, with what its file says.
    about: RefCell<Option<(Run, Answers)>>,
}

/// A run that is looked through. Its start may be corrected.
struct Looked {
    run: Run,
    start: Option<Moment>,
    /// The start that its id stands for.
    named: Option<Moment>,
}

impl Desk {
    /// What the file says to a question about the run.
    pub(super) fn says(&self, fact: Fact) -> Answer {
        let about = self.about.borrow();
        about.as_ref().map_or(Answer::NotAsked, |a| a.1.given(fact))
    }

    pub(super) fn is_about_a_file(&self) -> bool {
        self.about.borrow().is_some()
    }

    /// The run as a draft keeps it.
    pub(super) fn of_draft(&self) -> Option<String> {
        self.about.borrow().as_ref().map(|about| about.0.write())
    }
}

/// A number of the run: its field, the name of its unit's text, what is stored in one of what is typed, how many digits
/// that has, the least and the most.
#[derive(Debug)]
pub struct Number {
    pub name: &'static str,
    unit: &'static str,
    pub factor: f64,
    pub digits: u8,
    pub min: i32,
    pub max: i32,
}

/// The numbers in the units of these words. Ranges are those of the reader, and of the questions where one asks for it.
#[must_use]
pub fn numbers(words: &Words) -> [Number; 7] {
    let number = |name, unit, factor, digits, min, max| Number {
        name,
        unit,
        factor,
        digits,
        min,
        max,
    };
    let (far, digits, _) = words.typed("m");
    let (height, high) = match words.units {
        Units::Metric => ("metre", 1.0),
        Units::Us => ("foot", METRES_A_FOOT),
    };
    [
        number("moving_s", "min", 60.0, 0, 300, 172_800),
        number("elapsed_s", "min", 60.0, 0, 300, 1_209_600),
        number("distance_m", "m", far, digits, 100, 350_000),
        number("ascent_m", height, high, 0, 0, 100_000),
        number("descent_m", height, high, 0, 0, 100_000),
        number("hr_mean", "beats", 1.0, 0, 25, 250),
        number("hr_max", "beats", 1.0, 0, 25, 250),
    ]
}

impl App {
    /// Opens the import at its beginning.
    pub fn import_runs(&self) {
        self.import.set(None);
        // A single file has no reader beside it.
        let stage = match self.host().place {
            Place::File => Stage::NoReader,
            _ => Stage::Choose,
        };
        self.show(Page::Files(stage));
    }

    /// A text of what comes after a file was read; empty while there are none.
    #[must_use]
    pub fn file_text(&self, id: &str) -> String {
        let inner = self.inner();
        let texts = inner.desk.texts.borrow();
        texts
            .as_ref()
            .and_then(|texts| texts.text(&[id]))
            .unwrap_or_default()
    }

    /// The same with what it is about filled in.
    #[must_use]
    pub fn file_text_of(&self, id: &str, about: &Fields) -> String {
        let named = |name: &str| match about.text(name) {
            // A sport that has no text is called what the file calls it.
            Some(sport) if name == "sport" => Some(self.file_text(&sport))
                .filter(|text| !text.is_empty())
                .or(Some(sport)),
            text => text.or_else(|| about.raw(name).map(str::to_owned)),
        };
        fill(&self.file_text(id), &mut |name| named(name))
    }

    /// What a number's unit is called.
    #[must_use]
    pub fn unit_name(&self, words: &Words, number: &Number) -> String {
        match words.typed(number.unit).2 {
            Some(unit) => words.with(unit, &[("value", "")]).trim().to_owned(),
            None => self.file_text(number.unit),
        }
    }

    /// Calls `then` once the texts are there, or are known not to be.
    fn with_texts(&self, then: impl FnOnce(App) + 'static) {
        let app = *self;
        let inner = self.inner();
        if inner.desk.texts.borrow().is_some() {
            return then(app);
        }
        let told = move |texts: Option<Rc<dyn Json>>| {
            if let Some(inner) = app.inner.try_get_value() {
                inner.desk.texts.replace(texts);
                then(app);
            }
        };
        inner.ports.release.read(TEXTS, Box::new(told));
    }

    /// Reads the files that were chosen in a file field.
    pub fn read_files(&self, selector: &str) {
        if self.inner().ports.files.choose(selector) > 0 {
            self.with_texts(|app| app.read_in(""));
        }
    }

    fn read_in(&self, unit: &str) {
        let app = *self;
        let inner = self.inner();
        if inner.desk.texts.borrow().is_none() {
            return self.show(Page::Files(Stage::NoReader));
        }
        self.percent.set(0);
        self.show(Page::Files(Stage::Reading));
        let hear = move |reading| {
            if app.inner.try_get_value().is_some() {
                app.heard(reading);
            }
        };
        inner.ports.files.read(unit, Rc::new(hear));
    }

    fn heard(&self, reading: Reading) {
        let json = match reading {
            Reading::At(percent) => return self.percent.set(percent),
            Reading::Done(json) => json,
            Reading::NoReader => String::new(),
        };
        let Some(digest) = Fields::read(&json) else {
            return self.show(Page::Files(Stage::NoReader));
        };
        let ask = digest.text("ask").unwrap_or_default();
        self.inner().desk.digest.replace(digest);
        let stage = match ask.as_str() {
            "unit" => Stage::Unit,
            "which" => Stage::Which,
            "sure" => Stage::Sure,
            "sure_of_many" => Stage::SureOfMany,
            "confirm" => return self.press(Press::Run(0)),
            "many" => return self.press(Press::Runs(false)),
            _ => Stage::Nothing,
        };
        self.show(Page::Files(stage));
    }

    /// What was read, by part: `runs`, `notes`, `refused`.
    #[must_use]
    pub fn digested(&self, part: &str) -> Vec<Fields> {
        self.inner().desk.digest.borrow().list(part)
    }

    /// What was read, as a whole.
    #[must_use]
    pub fn digest(&self) -> Fields {
        self.inner().desk.digest.borrow().clone()
    }

    /// The runs of a part of it. Two may be the same.
    #[must_use]
    pub fn found_runs(&self, part: &str) -> Vec<Run> {
        self.digested(part).iter().filter_map(run_of).collect()
    }

    pub fn press(&self, press: Press) {
        match press {
            Press::Leave => self.import_runs(),
            Press::Unit(unit) => self.read_in(unit),
            Press::Run(place) => self.look_at(place),
            Press::Runs(all) => {
                let mut runs = self.found_runs("runs");
                if all {
                    runs.extend(self.found_runs("unknown"));
                }
                let found = runs.len();
                runs.retain(|run| !self.is_ahead(run));
                self.note_ahead(found - runs.len());
                self.read_runs(runs);
                self.show(Page::Files(Stage::Many));
            }
            Press::Answer => {
                let run = self.confirmed();
                self.begin(Some(run));
            }
            Press::Keep => {
                let run = self.confirmed();
                if run.finished_ms == 0 {
                    self.toast.set(Some(self.file_text("start_open")));
                    return self.focus("[data-found=start]".to_owned());
                }
                self.keep_one(run);
            }
            Press::Join => {
                let run = self.confirmed();
                match self.sorted_one(&run).by_hand.pop() {
                    Some((run, answered)) => {
                        self.keep_changed(&answered, sort::joined(&answered, &run))
                    }
                    None => self.keep_one(run),
                }
            }
            Press::Take(chosen) => self.take_in(chosen),
            Press::Stop => self.stop_saving(),
            Press::Open => self.open(&self.confirmed().id),
            Press::History => self.show(Page::History),
        }
    }

    fn look_at(&self, place: usize) {
        let Some(mut run) = self.found_runs("runs").into_iter().nth(place) else {
            return;
        };
        // Here already, perhaps from another file: then it is that run, with what only this file says.
        if run.finished_ms > 0
            && let Some(here) = self.here_of(&run)
        {
            run = sort::completed(&here, &run);
        }
        // One still to come is asked for: the watch's clock was wrong, or the file names no zone.
        let start = (run.finished_ms > 0 && !self.is_ahead(&run)).then(|| Moment {
            at_ms: run.finished_ms.saturating_sub(lasted_s(&run) * 1000),
            ..run.finished()
        });
        let named = start;
        self.inner()
            .desk
            .run
            .replace(Some(Looked { run, start, named }));
        self.show(Page::Files(Stage::Confirm));
    }

    /// One run of a file against what is here.
    #[must_use]
    pub fn sorted_one(&self, run: &Run) -> Sorted {
        let dated = (run.finished_ms > 0).then(|| run.clone());
        Sorted::of(dated.into_iter().collect(), &self.inner().history.runs())
    }

    /// The run of a file that is here and is this one.
    fn here_of(&self, run: &Run) -> Option<Arc<Run>> {
        let inner = self.inner();
        let runs = inner.history.runs();
        sort::same(run, &runs).and_then(|place| runs.get(place).cloned())
    }

    /// Keeps the run that was looked through. Where it is here, its numbers are now those that were confirmed.
    fn keep_one(&self, run: Run) {
        // Its start may have been corrected, and with it its id: it is still the one that was said to be here.
        let inner = self.inner();
        let read = inner
            .desk
            .run
            .borrow()
            .as_ref()
            .map(|held| held.run.clone());
        let here = inner.history.run(&run.id);
        match here.or_else(|| self.here_of(&read?)) {
            Some(here) => {
                let changed = Run {
                    finished_ms: run.finished_ms,
                    file: run.file,
                    ..(*here).clone()
                };
                self.keep_changed(&here, changed);
            }
            None => self.save_all(vec![run]),
        }
    }

    fn keep_changed(&self, here: &Run, mut changed: Run) {
        if changed != *here {
            changed.updated_ms = self.now().at_ms.max(here.updated_ms.saturating_add(1));
        }
        self.save_all(vec![changed]);
    }

    /// The run that is looked through, as it was corrected: for the history and for an answer. Without a start its times
    /// are 0.
    #[must_use]
    pub fn confirmed(&self) -> Run {
        let inner = self.inner();
        let held = inner.desk.run.borrow();
        let found = held.as_ref().map(|held| &held.run);
        let start = held.as_ref().and_then(|held| held.start);
        let id = match (start, held.as_ref()) {
            (Some(_), Some(held)) if held.start == held.named => held.run.id.clone(),
            (Some(start), _) => format!("f{}", start.at_ms.div_euclid(1000)),
            _ => inner.history.new_id(self.now(), inner.ports.clock.chance()),
        };
        let end = start.map(|start| Moment {
            at_ms: start.at_ms + found.map_or(0, lasted_s) * 1000,
            ..start
        });
        let mut run = Run::bare(id, end);
        if let Some(found) = found {
            run.source = found.source.clone();
            run.file = found.file.clone();
        }
        run
    }

    /// The start of the run that is looked through, as a field for a local time holds it.
    #[must_use]
    pub fn start_written(&self) -> String {
        let inner = self.inner();
        let held = inner.desk.run.borrow();
        let start = held.as_ref().and_then(|held| held.start);
        let text = start.and_then(|start| iso(start).get(..TO_MINUTES).map(str::to_owned));
        text.unwrap_or_default()
    }

    /// Whether a run ends later than now, as the device's clock has it.
    fn is_ahead(&self, run: &Run) -> bool {
        run.finished_ms > self.now().at_ms
    }

    /// Notes how many runs were left out because they are still to come.
    fn note_ahead(&self, count: usize) {
        let mut about = Fields::default();
        about.set_raw("id", quote("ahead"));
        about.set_raw("count", count.to_string());
        let inner = self.inner();
        let mut digest = inner.desk.digest.borrow_mut();
        let mut notes = digest.list("notes");
        notes.retain(|note| note.text("id").as_deref() != Some("ahead"));
        notes.extend((count > 0).then_some(about));
        let notes = notes.into_iter();
        let notes: Vec<String> = notes.map(|note| note.json()).collect();
        digest.set_raw("notes", format!("[{}]", notes.join(",")));
    }

    /// Whether the file tells a time that is still to come.
    #[must_use]
    pub fn tells_ahead(&self) -> bool {
        let inner = self.inner();
        let held = inner.desk.run.borrow();
        held.as_ref().is_some_and(|held| self.is_ahead(&held.run))
    }

    /// Corrects the start: what a field for a local time holds, or nothing. False when it is still to come, and so not
    /// taken.
    pub fn set_start(&self, typed: &str) -> bool {
        let inner = self.inner();
        let offset_at = |at_ms| inner.ports.clock.offset_at(at_ms);
        let start = minute(typed).map(|reading_ms| {
            // The offset of about that moment tells the moment, whose offset it then is.
            let about = reading_ms - i64::from(offset_at(reading_ms)) * 60_000;
            let offset_min = offset_at(about);
            Moment {
                at_ms: reading_ms - i64::from(offset_min) * 60_000,
                offset_min,
            }
        });
        let now_ms = self.now().at_ms;
        let past = start.filter(|start| start.at_ms <= now_ms);
        if let Some(held) = inner.desk.run.borrow_mut().as_mut() {
            held.start = past;
        }
        past.is_some() || start.is_none()
    }

    /// Corrects a field of the file: JSON, or nothing when it is not known.
    pub fn set_found(&self, name: &str, json: Option<String>) {
        if let Some(held) = self.inner().desk.run.borrow_mut().as_mut() {
            match json {
                Some(json) => held.run.file.set_raw(name, json),
                None => drop(held.run.file.take(name)),
            }
        }
    }

    /// Whether the run that is looked through has an answer already.
    #[must_use]
    pub fn is_answered(&self, run: &Run) -> bool {
        let here = self.inner().history.run(&run.id);
        here.is_some_and(|here| !here.said.is_empty())
    }

    /// Answers for a run of a file that is among the runs.
    pub fn answer_for(&self, run: &Run) {
        self.begin(Some(run.clone()));
    }

    /// Shows a run that came from a file and was not answered for.
    pub(super) fn open_file_run(&self) {
        self.with_texts(|app| app.show(Page::FileRun));
    }

    /// Sets what the interview is about, if it is about a run of a file. Its answers are shown as chosen.
    pub(super) fn is_about(&self, run: Option<Run>) {
        let inner = self.inner();
        let about = run.map(|run| {
            let answers = answers(&run, self.now());
            (run, answers)
        });
        inner.desk.about.replace(about);
    }

    /// Completes an answered run with what its file said. When it ended the file knows best, unless the runner said
    /// something else.
    pub(super) fn with_file(&self, run: &mut Run, used: &Answers) {
        let inner = self.inner();
        let about = inner.desk.about.borrow();
        let about = about.as_ref().map(|a| &a.0).filter(|a| a.id == run.id);
        let here = inner.history.run(&run.id);
        let here = here.as_deref().filter(|here| here.source != Source::Asked);
        let Some(file) = about.or(here) else {
            return;
        };
        // As it was offered: the time since has not changed what the runner confirmed.
        let offered = inner.desk.about.borrow();
        let says = match offered.as_ref().filter(|a| a.0.id == run.id) {
            Some((_, answers)) => answers.given(fact::FINISHED),
            None => answers(file, self.now()).given(fact::FINISHED),
        };
        if file.finished_ms > 0 && used.given(fact::FINISHED) == says {
            run.finished_ms = file.finished_ms;
        }
        run.source = file.source.clone();
        run.file = file.file.clone();
    }

    /// Sorts runs of files by what they would change. Nothing is changed yet.
    fn read_runs(&self, runs: Vec<Run>) {
        let inner = self.inner();
        let sorted = Sorted::of(runs, &inner.history.runs());
        inner.desk.sorted.replace(Rc::new(sorted));
        self.import.set(None);
    }
}

/// A run as the reader tells it.
fn run_of(found: &Fields) -> Option<Run> {
    let end = Moment {
        at_ms: found.number("finished_at_ms")?,
        offset_min: i32::try_from(found.number("offset_min")?).ok()?,
    };
    Some(Run {
        source: Source::by_id(&found.text("source")?),
        file: found.object("file").unwrap_or_default(),
        ..Run::bare(found.text("id")?, Some(end))
    })
}

/// Longer than any run: what says more does not say how long it took. Sums of it stay far from the end of numbers.
const LONGEST_S: i64 = 1_000_000_000;

/// From start to end, in seconds; 0 where the file does not say.
fn lasted_s(run: &Run) -> i64 {
    let elapsed = run.file.number("elapsed_s");
    let lasted = elapsed.or_else(|| run.file.number("moving_s"));
    lasted.filter(|s| (0..=LONGEST_S).contains(s)).unwrap_or(0)
}

/// What a run of a file says to the questions about the run. Nothing about the runner.
fn answers(run: &Run, now: Moment) -> Answers {
    let number = |name| run.file.number(name).unwrap_or(0);
    let far = number("distance_m");
    let downhill = far > 0 && number("descent_m").saturating_mul(MUCH_DESCENT) >= far;
    let ended = (run.finished_ms > 0).then(|| run.finished());
    let kind = run.file.text("kind");
    let given = [
        (fact::KIND, kind.and_then(|kind| fact::KIND.option(&kind))),
        (fact::MINUTES, run.minutes()),
        (fact::DISTANCE, run.distance_m()),
        (
            fact::FINISHED,
            ended.and_then(|end| super::check_in::band_at(end, now)),
        ),
        (fact::DESCENT, downhill.then_some(1)),
    ];
    let mut answers = Answers::new();
    for (fact, value) in given {
        if let Some(value) = value {
            // What is out of a question's range is asked.
            let _ = answers.set(fact, Answer::Value(value));
        }
    }
    answers
}

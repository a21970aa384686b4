//! Runs from files, as the reader tells of them.

use super::{answer, finish, here, name};
use crate::history::Source;
use crate::ports::files::{Hear, Reading, RunFiles};
use crate::ports::memory::{self, Files, MemoryStore, ReadFiles};
use crate::ports::{Clock, Moment, Ports, Store};
use crate::state::data::Import;
use crate::state::files::{Choice, Chosen, Press, Stage};
use crate::state::{App, Page};
use aftermile_engine::answers::Answer;
use aftermile_engine::{Fact, fact};
use aftermile_import::digest::{Digest, Read, Refused};
use aftermile_import::{
    Activity, Error, Format, Import as Found, Kind, Sport, Start, Warning, Zone,
};
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

/// The clock of these tests stands here.
const NOW_S: i64 = 1_700_000_000;

/// The section of the catalogue that is a file of the release.
pub(super) fn texts() -> toml::Table {
    let catalogue: toml::Table = include_str!("../../i18n/en.toml").parse().unwrap();
    catalogue["file"].as_table().unwrap().clone()
}

pub(super) fn run(hours_ago: i64) -> Activity {
    Activity {
        sport: Sport::Running,
        kind: Some(Kind::Long),
        start: Some(Start {
            at_s: NOW_S - hours_ago * 3600 - 5400,
            zone: Zone::Utc,
        }),
        moving_s: Some(5100.0),
        elapsed_s: Some(5400.0),
        distance_m: Some(16_200.0),
        descent_m: Some(500.0),
        hr_mean: Some(150.0),
        ..Activity::default()
    }
}

pub(super) fn told(format: Format, activities: Vec<Activity>) -> Reading {
    let import = Found {
        format,
        activities,
        ..Found::default()
    };
    digest(&[("a.fit".into(), Ok(import))])
}

fn digest(files: &[Read]) -> Reading {
    Reading::Done(serde_json::to_string(&Digest::of(files, &|_| 60)).unwrap())
}

fn with(store: &Rc<MemoryStore>, reading: Reading, in_unit: Reading, play: impl FnOnce(App)) {
    let owner = Owner::new();
    let texts = serde_json::to_string(&texts()).unwrap();
    owner.with(|| {
        play(App::new(
            Ports {
                store: store.clone(),
                files: Box::new(ReadFiles(reading, in_unit)),
                release: Box::new(Files([("files.json".to_owned(), texts)].into())),
                ..memory::ports()
            },
            None,
        ));
    });
}

pub(super) fn read(reading: Reading, play: impl FnOnce(App)) {
    with(&Rc::default(), reading, Reading::NoReader, |app| {
        app.import_runs();
        app.read_files("");
        play(app);
    });
}

fn stage(app: App) -> Stage {
    match app.page.get_untracked() {
        Page::Files(stage) => stage,
        other => panic!("{other:?} is shown"),
    }
}

fn option(fact: Fact, id: &str) -> Answer {
    Answer::Value(fact.option(id).unwrap())
}

/// The preview's new runs, and those that are here already.
fn preview(app: App) -> (usize, usize) {
    assert_eq!(stage(app), Stage::Many);
    assert_eq!(app.import.get_untracked(), None);
    let sorted = app.sorted();
    (sorted.new.len(), sorted.same + sorted.elsewhere)
}

fn take(app: App, chosen: Chosen) {
    app.press(Press::Take(chosen));
    let done = matches!(app.import.get_untracked(), Some(Import::Done { .. }));
    assert!(done && stage(app) == Stage::Many);
}

#[test]
fn one_run_is_shown_as_chosen_and_every_question_is_asked() {
    let store = Rc::new(MemoryStore::default());
    let mut at = String::new();
    with(
        &store,
        told(Format::Fit, vec![run(3)]),
        Reading::NoReader,
        |app| {
            app.import_runs();
            assert_eq!(stage(app), Stage::Choose);
            app.read_files("");
            assert_eq!(stage(app), Stage::Confirm);
            app.press(Press::Answer);
            // Nothing is answered, least of all about the runner's health.
            assert_eq!(name(app), "safety");
            assert_eq!(
                app.answers.get_untracked(),
                aftermile_engine::Answers::new()
            );
            assert!(untrack(|| app.has_draft()));
            let shown = |fact| app.shown_untracked(fact);
            assert_eq!(shown(fact::KIND), option(fact::KIND, "long"));
            assert_eq!(shown(fact::MINUTES), Answer::Value(85));
            assert_eq!(shown(fact::DISTANCE), Answer::Value(16_200));
            assert_eq!(shown(fact::FINISHED), option(fact::FINISHED, "h1_6"));
            assert_eq!(shown(fact::DESCENT), Answer::Value(1));
            let said: BTreeSet<&str> =
                ["kind", "minutes", "distance", "finished", "descent"].into();
            for fact in Fact::all() {
                let given = shown(fact) != Answer::NotAsked;
                assert_eq!(given, said.contains(fact.id()), "{}", fact.id());
            }
            app.deny(&here(app));
            // All three fields are shown as chosen, so what may be ticked is open.
            assert_eq!((name(app).as_str(), super::stage(app)), ("run", None));
            at = name(app);
        },
    );
    // A reload keeps it.
    with(&store, Reading::NoReader, Reading::NoReader, |app| {
        assert_eq!(name(app), at);
        assert_eq!(app.shown_untracked(fact::MINUTES), Answer::Value(85));
        app.settle(&here(app), Answer::Value(0));
        assert_eq!(
            app.answers.get_untracked().given(fact::DISTANCE),
            Answer::NotAsked,
            "the distance is asked on its own screen"
        );
        finish(app);
        let runs = app.runs();
        assert_eq!(runs.len(), 1);
        assert_eq!(runs[0].source, Source::File("fit".into()));
        assert_eq!(runs[0].finished_ms, (NOW_S - 3 * 3600) * 1000);
        assert_eq!(runs[0].file.number("hr_mean"), Some(150));
        assert_eq!(runs[0].minutes(), Some(85));
        assert!(!runs[0].said.is_empty());
        // The next interview is about another run.
        app.start();
        assert_eq!(app.shown_untracked(fact::MINUTES), Answer::NotAsked);
    });
    // The same file again: it is here, with its answer.
    with(
        &store,
        told(Format::Fit, vec![run(3)]),
        Reading::NoReader,
        |app| {
            app.import_runs();
            app.read_files("");
            assert!(app.is_answered(&app.confirmed()));
            app.press(Press::Keep);
            assert_eq!(app.runs().len(), 1);
            assert!(!app.runs()[0].said.is_empty(), "the answer is gone");
        },
    );
}

#[test]
fn what_is_corrected_counts() {
    read(told(Format::Gpx, vec![run(30)]), |app| {
        assert_eq!(app.start_written(), "2023-11-13T15:43");
        app.set_found("distance_m", Some("12000".into()));
        app.set_found("moving_s", Some("3600".into()));
        app.set_found("hr_mean", None);
        app.set_found("kind", None);
        app.set_start("2023-11-14T20:00");
        app.press(Press::Answer);
        assert_eq!(app.shown_untracked(fact::DISTANCE), Answer::Value(12_000));
        assert_eq!(app.shown_untracked(fact::MINUTES), Answer::Value(60));
        assert_eq!(app.shown_untracked(fact::KIND), Answer::NotAsked);
        assert_eq!(
            app.shown_untracked(fact::FINISHED),
            option(fact::FINISHED, "h1_6")
        );
        app.deny(&here(app));
        // "Finished" is changed in the questions: then the runner knows best.
        app.set(fact::FINISHED, option(fact::FINISHED, "day1"));
        app.set(fact::KIND, option(fact::KIND, "easy"));
        app.settle(&here(app), Answer::Value(0));
        finish(app);
        let run = &app.runs()[0];
        assert_eq!(run.finished_ms, (NOW_S - 36 * 3600) * 1000);
        assert_eq!(run.file.number("hr_mean"), None);
        assert_eq!(run.kind().as_deref(), Some("easy"));
    });
}

#[test]
fn a_run_that_has_not_ended_yet_is_not_taken_for_one() {
    // The watch's clock was a day ahead.
    read(told(Format::Gpx, vec![run(-24)]), |app| {
        assert!(app.tells_ahead());
        assert_eq!(app.start_written(), "");
        assert!(!app.set_start("2023-11-19T20:00"), "still to come");
        assert_eq!(app.confirmed().finished_ms, 0);
        assert!(app.set_start("2023-11-14T20:00"));
        app.press(Press::Keep);
        assert_eq!(app.runs().len(), 1);
    });
    let all = vec![run(30), run(-24), run(60), run(-2)];
    read(told(Format::StravaCsv, all), |app| {
        assert_eq!(preview(app), (2, 0));
        for _ in 0..2 {
            let left = app.digested("notes").into_iter();
            let left: Vec<_> = left
                .filter(|note| note.text("id").as_deref() == Some("ahead"))
                .map(|note| note.number("count"))
                .collect();
            assert_eq!(left, [Some(2)]);
            app.press(Press::Runs(false));
        }
    });
}

#[test]
fn without_a_start_it_can_be_answered_for_but_when_it_was_is_asked() {
    let undated = Activity {
        start: None,
        ..run(0)
    };
    read(told(Format::Tcx, vec![undated]), |app| {
        assert_eq!(app.start_written(), "");
        app.press(Press::Answer);
        assert_eq!(app.shown_untracked(fact::FINISHED), Answer::NotAsked);
        finish(app);
        assert_eq!(app.runs()[0].source, Source::File("tcx".into()));
        assert!(app.runs()[0].finished_ms > 0);
    });
}

#[test]
fn what_may_be_no_run_is_asked_first() {
    let walk = Activity {
        sport: Sport::Walking,
        ..run(3)
    };
    read(told(Format::Fit, vec![walk]), |app| {
        assert_eq!(stage(app), Stage::Sure);
        app.press(Press::Leave);
        assert_eq!(stage(app), Stage::Choose);
    });
    let part = |sport| Activity {
        warnings: vec![Warning::SeveralSports { count: 2 }],
        sport,
        ..run(3)
    };
    let parts = vec![part(Sport::Cycling), part(Sport::Running)];
    read(told(Format::Fit, parts), |app| {
        assert_eq!(stage(app), Stage::Which);
        app.press(Press::Run(1));
        assert_eq!(stage(app), Stage::Confirm);
    });
}

#[test]
fn a_unit_is_asked_and_the_file_read_again() {
    let raw = serde_json::json!({"distance": 10.0, "ascent": null, "descent": null});
    let unknown = Activity {
        distance_m: None,
        without_unit: serde_json::from_value(raw).unwrap(),
        ..run(3)
    };
    let (asks, known) = (
        told(Format::GarminCsv, vec![unknown]),
        told(Format::GarminCsv, vec![run(3)]),
    );
    with(&Rc::default(), asks, known, |app| {
        app.import_runs();
        app.read_files("");
        assert_eq!(stage(app), Stage::Unit);
        assert!(app.file_text_of("unit_why", &app.digest()).contains("10.0"));
        app.press(Press::Unit("miles"));
        assert_eq!(stage(app), Stage::Confirm);
    });
}

#[test]
fn many_runs_fill_the_history_and_can_be_taken_back() {
    let store = Rc::new(MemoryStore::default());
    let all = || told(Format::StravaCsv, vec![run(30), run(60), run(90), run(90)]);
    with(&store, all(), Reading::NoReader, |app| {
        app.import_runs();
        app.read_files("");
        assert_eq!(stage(app), Stage::Many);
        assert_eq!(preview(app), (3, 1));
        assert!(app.runs().is_empty(), "changed before it was agreed to");
        take(app, Chosen::default());
        assert_eq!(app.runs().len(), 3);
        app.undo_merge();
        assert!(app.runs().is_empty());
        app.press(Press::Runs(false));
        take(app, Chosen::default());
        // A run of a file that was not answered for is shown as what it is, and can be answered for.
        let first = app.runs()[0].clone();
        app.open(&first.id);
        assert_eq!(app.page.get_untracked(), Page::FileRun);
        app.answer_for(&first);
        assert_eq!(app.shown_untracked(fact::MINUTES), Answer::Value(85));
        finish(app);
        assert_eq!(app.runs().len(), 3);
    });
    with(&store, all(), Reading::NoReader, |app| {
        app.import_runs();
        app.read_files("");
        assert_eq!(preview(app), (0, 4));
    });
}

/// A run of so many minutes that ended so many hours ago.
fn lasting(minutes: i32, hours: i64) -> Activity {
    let seconds = f64::from(minutes) * 60.0;
    Activity {
        moving_s: Some(seconds),
        elapsed_s: Some(seconds),
        start: Some(Start {
            at_s: NOW_S - hours * 3600 - i64::from(minutes) * 60,
            zone: Zone::Utc,
        }),
        ..run(0)
    }
}

/// A store with an answer that was given without a file, and its minutes.
fn answered_by_hand() -> (Rc<MemoryStore>, i32) {
    let store = Rc::new(MemoryStore::default());
    let mut minutes = 0;
    with(&store, Reading::NoReader, Reading::NoReader, |app| {
        app.start();
        finish(app);
        minutes = app.runs()[0].minutes().unwrap();
    });
    (store, minutes)
}

#[test]
fn of_a_run_that_was_answered_for_by_hand_it_is_asked() {
    for by_hand in Choice::ALL {
        let (store, minutes) = answered_by_hand();
        let runs = || vec![lasting(minutes + 4, 1), lasting(minutes, 5)];
        let read = || told(Format::StravaCsv, runs());
        with(&store, read(), read(), |app| {
            app.import_runs();
            app.read_files("");
            assert_eq!((preview(app), app.sorted().by_hand.len()), ((1, 0), 1));
            let before = app.runs()[0].clone();
            let chosen = Chosen {
                by_hand,
                ..Chosen::default()
            };
            take(app, chosen);
            let runs = app.runs();
            let answered = runs.iter().find(|run| !run.said.is_empty()).unwrap();
            if by_hand == Choice::Join {
                assert_eq!(answered.file.number("hr_mean"), Some(150));
                assert_eq!(answered.source, Source::File("strava_csv".into()));
                assert_eq!(answered.finished_ms, (NOW_S - 3600) * 1000);
                assert_eq!(
                    (&answered.said, &answered.told),
                    (&before.said, &before.told)
                );
            } else {
                assert_eq!(*answered, before, "joined without being asked");
            }
            assert_eq!(runs.len(), if by_hand == Choice::Take { 3 } else { 2 });
            app.undo_merge();
            assert_eq!(app.runs(), [before]);
            app.import_runs();
            app.read_files("");
            take(app, chosen);
            // Once more: what was joined or taken is known again.
            app.import_runs();
            app.read_files("");
            let known = if by_hand == Choice::LeaveOut { 1 } else { 2 };
            assert_eq!(preview(app), (0, known));
        });
    }
}

#[test]
fn one_that_is_looked_through_can_be_the_one_answered_for_by_hand() {
    let (store, minutes) = answered_by_hand();
    let read = || told(Format::Fit, vec![lasting(minutes + 2, 1)]);
    with(&store, read(), read(), |app| {
        app.import_runs();
        app.read_files("");
        let run = app.confirmed();
        assert_eq!(app.sorted_one(&run).by_hand.len(), 1);
        assert!(!app.is_answered(&run));
        app.set_found("distance_m", Some("9000".into()));
        app.press(Press::Join);
        let runs = app.runs();
        assert_eq!(runs.len(), 1);
        assert!(!runs[0].said.is_empty());
        assert_eq!(runs[0].file.number("distance_m"), Some(9000));
        // The same file again is that run, with its answer.
        app.import_runs();
        app.read_files("");
        assert!(app.is_answered(&app.confirmed()));
    });
}

/// What Strava's list knows of [`run`], with a start to the minute and another distance.
fn listed(hours_ago: i64) -> Activity {
    let known = run(hours_ago);
    Activity {
        kind: None,
        start: known.start.map(|start| Start {
            at_s: start.at_s - start.at_s % 60 - 60,
            ..start
        }),
        elapsed_s: Some(5460.0),
        distance_m: Some(16_150.0),
        descent_m: None,
        hr_mean: None,
        ascent_m: Some(80.0),
        ..known
    }
}

#[test]
fn the_same_run_from_another_file_is_one_and_knows_more() {
    let store = Rc::new(MemoryStore::default());
    let list = told(Format::StravaCsv, vec![listed(30), listed(60)]);
    let watch = || told(Format::Fit, vec![run(30), run(90)]);
    with(&store, list, Reading::NoReader, |app| {
        app.import_runs();
        app.read_files("");
        take(app, Chosen::default());
    });
    with(&store, watch(), Reading::NoReader, |app| {
        let before = app.runs();
        assert_eq!(before.len(), 2);
        app.import_runs();
        app.read_files("");
        assert_eq!((preview(app), app.sorted().fuller.len()), ((1, 1), 1));
        take(app, Chosen::default());
        let runs = app.runs();
        assert_eq!(runs.len(), 3);
        assert_eq!(runs[0].id, before[0].id);
        assert_eq!(runs[0].file.number("hr_mean"), Some(150));
        assert_eq!(runs[0].file.number("distance_m"), Some(16_150), "lost");
        assert_eq!(runs[0].file.number("ascent_m"), Some(80), "lost");
        app.undo_merge();
        assert_eq!(app.runs(), before);
        app.read_files("");
        take(app, Chosen::default());
        app.read_files("");
        let nothing = (preview(app), app.sorted().fuller.len());
        assert_eq!(nothing, ((0, 2), 0));
    });
    // Alone it is looked through, and an answer for it is one for the run that is here.
    with(
        &store,
        told(Format::Fit, vec![run(60)]),
        Reading::NoReader,
        |app| {
            app.import_runs();
            app.read_files("");
            assert_eq!(app.confirmed().file.number("ascent_m"), Some(80));
            app.set_found("hr_mean", Some("160".into()));
            app.press(Press::Keep);
            assert_eq!(app.runs().len(), 3);
            assert_eq!(app.runs()[1].file.number("hr_mean"), Some(160));
            let id = app.runs()[1].id.clone();
            app.import_runs();
            app.read_files("");
            assert_eq!(app.confirmed().id, id);
            app.press(Press::Answer);
            finish(app);
            assert_eq!(app.runs().len(), 3);
            let runs = app.runs();
            let answered = runs.iter().find(|run| run.id == id).unwrap();
            assert!(!answered.said.is_empty());
            assert_eq!(answered.file.number("hr_mean"), Some(160));
            assert_eq!(answered.file.number("ascent_m"), Some(80));
        },
    );
    // Both at once.
    let files = |format, run| Found {
        format,
        activities: vec![run],
        ..Found::default()
    };
    let both = [
        ("a.csv".into(), Ok(files(Format::StravaCsv, listed(30)))),
        ("b.fit".into(), Ok(files(Format::Fit, run(30)))),
    ];
    read(digest(&both), |app| {
        assert_eq!(preview(app), (1, 1));
        assert_eq!(app.sorted().new[0].source, Source::File("fit".into()));
        assert_eq!(app.sorted().new[0].file.number("ascent_m"), Some(80));
    });
}

#[test]
fn a_part_of_a_run_that_is_here_is_left_out_unless_it_is_wanted() {
    let (whole, part) = (lasting(90, 2), lasting(40, 2));
    for (beside, runs) in [(Choice::LeaveOut, 2), (Choice::Take, 3)] {
        let all = vec![whole.clone(), part.clone(), lasting(40, 9)];
        read(told(Format::StravaCsv, all), |app| {
            assert_eq!((preview(app), app.sorted().beside.len()), ((2, 0), 1));
            take(
                app,
                Chosen {
                    beside,
                    ..Chosen::default()
                },
            );
            assert_eq!(app.runs().len(), runs);
        });
    }
}

/// A clock that is a millisecond further at each look.
#[derive(Debug)]
struct Ticking(std::cell::Cell<i64>);

impl Clock for Ticking {
    fn now(&self) -> Moment {
        self.0.set(self.0.get() + 1);
        Moment {
            at_ms: NOW_S * 1000 + self.0.get(),
            offset_min: 60,
        }
    }
}

type Waiting = Rc<RefCell<Vec<Box<dyn FnOnce()>>>>;

/// Files that were read before, on a page whose turn comes when the test says so.
struct InTurns(ReadFiles, Waiting);

impl RunFiles for InTurns {
    fn choose(&self, selector: &str) -> usize {
        self.0.choose(selector)
    }

    fn read(&self, unit: &str, hear: Hear) {
        self.0.read(unit, hear);
    }

    fn stop(&self) {}

    fn soon(&self, then: Box<dyn FnOnce()>) {
        self.1.borrow_mut().push(then);
    }
}

/// Reads 200 runs, presses "Take them in", and gives what waits for the page's turn.
fn slices(play: impl FnOnce(App, &dyn Fn() -> bool)) {
    let (waiting, owner) = (Waiting::default(), Owner::new());
    let runs = (1..=200).map(|day| run(day * 24)).collect();
    let files = ReadFiles(told(Format::StravaCsv, runs), Reading::NoReader);
    let texts = serde_json::to_string(&texts()).unwrap();
    owner.with(|| {
        let app = App::new(
            Ports {
                clock: Box::new(Ticking(std::cell::Cell::default())),
                files: Box::new(InTurns(files, waiting.clone())),
                release: Box::new(Files([("files.json".to_owned(), texts)].into())),
                ..memory::ports()
            },
            None,
        );
        app.import_runs();
        app.read_files("");
        assert_eq!(preview(app), (200, 0));
        app.press(Press::Take(Chosen::default()));
        assert_eq!(stage(app), Stage::Saving);
        play(app, &|| {
            let next = waiting.borrow_mut().pop();
            next.map(|next| next()).is_some()
        });
    });
}

#[test]
fn many_runs_are_taken_in_by_slices() {
    slices(|app, turn| {
        let (mut turns, mut saved) = (0, 0);
        assert!(app.runs().is_empty(), "the press itself has to be shown");
        while turn() {
            let now = app.runs().len();
            assert!(now - saved <= 10, "{} in one slice", now - saved);
            saved = now;
            turns += 1;
        }
        assert!(turns >= 20, "{turns}");
        assert_eq!((app.runs().len(), stage(app)), (200, Stage::Many));
        app.undo_merge();
        let mut turns = 0;
        while turn() {
            turns += 1;
        }
        assert!(app.runs().is_empty() && turns >= 20, "{turns}");
        assert_eq!(app.import.get_untracked(), Some(Import::Undone));
    });
}

/// An export is taken in to its end, whatever is shown meanwhile; erasing everything ends it.
#[test]
fn an_export_is_taken_in_by_slices_too() {
    for erased in [false, true] {
        slices(|app, turn| {
            while turn() {}
            let text = app.export_text();
            app.erase_all();
            app.read_text(&text);
            app.merge();
            assert_eq!(app.import.get_untracked(), Some(Import::Working));
            (0..4).for_each(|_| assert!(turn()));
            let saved = app.runs().len();
            assert!((10..60).contains(&saved), "{saved}");
            app.show(Page::History);
            if erased {
                app.erase_all();
            }
            while turn() {}
            let all = if erased { 0 } else { 200 };
            assert_eq!(app.runs().len(), all);
            if !erased {
                let done = app.import.get_untracked();
                assert!(
                    matches!(done, Some(Import::Done { new: 200, .. })),
                    "{done:?}"
                );
            }
        });
    }
}

#[test]
fn what_was_saved_before_a_stop_stays_and_is_said() {
    let leave: [fn(App); 3] = [
        |app| app.press(Press::Stop),
        |app| app.show(Page::History),
        |app| app.import_runs(),
    ];
    for (place, stop) in leave.into_iter().enumerate() {
        slices(|app, turn| {
            (0..4).for_each(|_| assert!(turn()));
            let saved = app.runs().len();
            stop(app);
            while turn() {}
            assert!(app.runs().len() == saved && (10..50).contains(&saved));
            let said = app.toast.get_untracked().unwrap();
            assert!(said.contains(&(200 - saved).to_string()), "{said}");
            let Some(Import::Done { new, .. }) = app.import.get_untracked() else {
                panic!("it is not said");
            };
            assert_eq!(new, saved);
            assert_eq!(
                place == 0,
                app.page.get_untracked() == Page::Files(Stage::Many)
            );
            app.undo_merge();
            while turn() {}
            assert!(app.runs().is_empty());
        });
    }
}

#[test]
fn those_that_do_not_say_what_they_were_are_asked_of() {
    let unknown = Activity {
        sport: Sport::Unknown,
        ..run(50)
    };
    let mixed = || told(Format::StravaCsv, vec![run(30), unknown.clone()]);
    for (all, new) in [(true, 2), (false, 1)] {
        read(mixed(), |app| {
            assert_eq!(stage(app), Stage::SureOfMany);
            app.press(Press::Runs(all));
            assert_eq!(preview(app), (new, 0));
        });
    }
}

#[test]
fn a_refused_file_and_a_missing_reader_are_said() {
    let refused = [("b.pdf".to_owned(), Err(Refused::of(&Error::Damaged)))];
    read(digest(&refused), |app| {
        assert_eq!(stage(app), Stage::Nothing);
        let why = &app.digested("refused")[0];
        assert_eq!(why.text("name").as_deref(), Some("b.pdf"));
        assert!(app.file_text_of("damaged", why).contains("damaged"));
    });
    read(Reading::NoReader, |app| {
        assert_eq!(stage(app), Stage::NoReader)
    });
    read(Reading::Done("{".into()), |app| {
        assert_eq!(stage(app), Stage::NoReader)
    });
}

#[test]
fn a_draft_of_another_run_is_not_mixed_in() {
    read(told(Format::Fit, vec![run(3)]), |app| {
        app.start();
        answer(app);
        answer(app);
        app.import_runs();
        app.read_files("");
        app.press(Press::Answer);
        assert_eq!(name(app), "safety");
        assert_eq!(
            app.answers.get_untracked(),
            aftermile_engine::Answers::new()
        );
    });
}

#[test]
fn erasing_everything_forgets_the_file_too() {
    let store = Rc::new(MemoryStore::default());
    with(
        &store,
        told(Format::Fit, vec![run(3)]),
        Reading::NoReader,
        |app| {
            app.import_runs();
            app.read_files("");
            app.press(Press::Answer);
            app.erase_all();
            assert!(!untrack(|| app.has_draft()));
            assert_eq!(app.shown_untracked(fact::MINUTES), Answer::NotAsked);
            assert!(store.keys().is_empty());
        },
    );
}

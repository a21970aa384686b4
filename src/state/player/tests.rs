//! How a session ends, on the state.

use super::playing::timeline;
use super::{Playing, Sheet, UNFINISHED, done_of, unfinished};
use crate::history::{Done, PREFIX};
use crate::player::{Course, Phase};
use crate::ports::memory::{self, MemoryStore};
use crate::ports::{Moment, Ports, Store};
use crate::state::{App, Page};
use aftermile_engine::answers::Answer;
use aftermile_engine::session::Part;
use aftermile_engine::table::{Kind, Layout, exercise};
use aftermile_engine::{Answers, Interview, Level, Side, fact, region};
use leptos::prelude::*;
use std::rc::Rc;

const RUN: &str = r#"{"kind":"easy","minutes":"40 min","finished":"within_hour","age":"a18_49","days":"d1_3",
    "began":"built_up","effort":3,"time":"25 min","kit":"roller","eaten":"not_yet","sleep":"h7_8","legs":"sore",
    "sites":[{"region":"quads","side":"left","score":2},{"region":"quads","side":"right","score":2}]}"#;

/// A finished interview with its session begun, which is kept for a reload.
fn in_a_session(play: impl FnOnce(App, &MemoryStore)) {
    let store = Rc::new(MemoryStore::default());
    let ports = Ports {
        store: store.clone(),
        ..memory::ports()
    };
    Owner::new().with(|| {
        let app = App::new(ports, None);
        app.answers.set(finished());
        app.finish_now();
        let record = app.opened.get_untracked().unwrap().record;
        assert_eq!(record.plan.care.level, Level::SelfCare);
        *app.inner().table.playing.borrow_mut() = Some(Playing {
            run: record.id.clone(),
            all: timeline(&record).unwrap(),
            course: Course::new(0),
            eased: None,
            before: Vec::new(),
        });
        app.show(Page::Player);
        store.set(&key(), "kept").unwrap();
        play(app, &store);
    });
}

/// These answers, and the mildest to all the rest.
fn finished() -> Answers {
    let mut answers: Answers = serde_json::from_str(RUN).unwrap();
    while let Some(step) = Interview::walk(&answers).next {
        for fact in step.facts.iter().filter(|f| !f.def().offered) {
            if answers.given(*fact) == Answer::NotAsked {
                let mild = match &fact.def().kind {
                    Kind::Number(n) => n.min,
                    _ => 0,
                };
                answers.set(*fact, Answer::Value(mild)).unwrap();
            }
        }
    }
    answers
}

fn key() -> String {
    format!("{PREFIX}{UNFINISHED}")
}

fn name(app: App) -> String {
    app.step.get_untracked().unwrap().name()
}

/// Goes through the session by the clock until this segment is on.
fn go_to(app: App, segment: impl Fn(&Playing) -> bool) {
    let inner = app.inner();
    let mut playing = inner.table.playing.borrow_mut();
    let playing = playing.as_mut().unwrap();
    let mut now = 0;
    playing.course.run(&playing.all, now);
    while !segment(playing) {
        now += 1_000;
        playing.course.look(&playing.all, now);
    }
    playing.course.pause(&playing.all, now);
}

fn is_at(playing: &Playing, part: usize, phase: Phase) -> bool {
    let segment = playing.segment().unwrap();
    segment.part == part && segment.phase == phase
}

/// However often the runner goes back, the session does not come again.
fn no_way_back_in(app: App) {
    for _ in 0..20 {
        app.back();
        assert_ne!(app.page.get_untracked(), Page::Player);
    }
}

#[test]
fn a_sharp_spot_in_the_walk_ends_it_and_asks_where() {
    in_a_session(|app, store| {
        let id = app.opened.get_untracked().unwrap().record.id;
        app.sharp_spot();
        assert_eq!(app.page.get_untracked(), Page::Ask);
        let step = app.step.get_untracked().unwrap();
        assert_eq!(step.screen().layout, Layout::Where);
        assert_eq!(store.get(&key()), None);
        assert_eq!(app.editing.get_untracked(), Some(id));
        // It may be one of the places that were named: what each is like is asked anew.
        app.choose(&step, fact::LEGS, Answer::Value(2));
        assert_eq!(name(app), "site.quads");
        assert_eq!(app.named_before(region::CALVES, Side::Left), [fact::SHARP]);
        no_way_back_in(app);
    });
}

#[test]
fn what_was_said_to_be_sharp_is_kept_with_the_draft_until_the_answer() {
    in_a_session(|app, store| {
        let of_the_left = |p: &Playing| {
            let here = exercise(p.exercise(p.course.at())).unwrap();
            here.regions.first() == Some(&region::QUADS)
                && p.segment().unwrap().side == Some(Side::Left)
        };
        go_to(app, of_the_left);
        app.sharp_spot();
        let draft = store.get("aftermile:2:draft").unwrap();
        assert!(draft.contains("\"sharp\":[\"quads.left\"]"), "{draft}");
        let other = MemoryStore::default();
        other.set("aftermile:2:draft", &draft).unwrap();
        let again = App::new(
            Ports {
                store: Rc::new(other),
                ..memory::ports()
            },
            None,
        );
        assert_eq!(again.named_before(region::QUADS, Side::Left), [fact::SHARP]);
        // It is said of no other place, and of no other interview.
        assert!(again.named_before(region::QUADS, Side::Right).is_empty());
        assert!(again.named_before(region::CALVES, Side::Left).is_empty());
        again.inner().draft_at.set(i64::MIN / 2);
        assert!(again.age_draft());
        assert_eq!(again.named_before(region::QUADS, Side::Left), [fact::SHARP]);
        app.start();
        assert!(app.named_before(region::QUADS, Side::Left).is_empty());
    });
}

#[test]
fn where_the_place_cannot_be_asked_the_signs_lead_to_the_answer() {
    in_a_session(|app, store| {
        app.opened.set(None);
        app.sharp_spot();
        assert_eq!(app.page.get_untracked(), Page::Wrong);
        assert_eq!(store.get(&key()), None);
        app.back();
        assert_eq!(app.page.get_untracked(), Page::Card);
        no_way_back_in(app);
    });
}

#[test]
fn what_was_done_is_kept_when_a_spot_is_sharp() {
    in_a_session(|app, _| {
        go_to(app, |p| is_at(p, 1, Phase::Work));
        let exercise = app.with_playing(|p| p.exercise(0).to_owned()).unwrap();
        app.sharp_spot();
        assert!(name(app).starts_with("site."));
        assert_eq!(app.runs()[0].done.steps, [exercise]);
        no_way_back_in(app);
    });
}

#[test]
fn a_warning_sign_that_is_named_ends_the_session() {
    in_a_session(|app, store| {
        go_to(app, |p| is_at(p, 1, Phase::Work));
        app.inner().table.sheet.set(Sheet::Hurts);
        app.warning_signs();
        assert_eq!(app.page.get_untracked(), Page::Wrong);
        // None of them: the session is there, stopped.
        app.back();
        assert_eq!(app.page.get_untracked(), Page::Player);
        assert_eq!(app.sheet(), Sheet::Hurts);
        assert!(store.get(&key()).is_some());
        // One of them.
        app.warning_signs();
        app.wrong(fact::LINE_URINE);
        assert_eq!(store.get(&key()), None);
        app.set(fact::URINE_DARK, Answer::Value(1));
        let step = app.step.get_untracked().unwrap();
        app.settle(&step, Answer::Value(0));
        let record = app.opened.get_untracked().unwrap().record;
        assert_eq!(record.plan.care.level, Level::Emergency);
        assert_eq!(app.runs().len(), 1, "the same run");
        assert_eq!(app.runs()[0].done.steps.len(), 1);
        no_way_back_in(app);
    });
}

#[test]
fn an_exercise_that_was_swapped_half_way_is_not_done() {
    in_a_session(|app, _| {
        go_to(app, |p| is_at(p, 1, Phase::ChangeSide));
        let begin = app.with_playing(|p| p.all.segments.iter().position(|s| s.part == 1));
        let inner = app.inner();
        let mut playing = inner.table.playing.borrow_mut();
        let playing = playing.as_mut().unwrap();
        let to = playing.others().first().unwrap().clone();
        assert!(playing.all.swap(1, &to));
        playing.course.again(&playing.all, 0);
        assert_eq!(Some(playing.course.at()), begin.flatten());
        playing.course.skip(&playing.all, 0);
        assert_eq!(playing.done().len(), 1);
        assert!(!playing.done().contains(&to));
    });
}

#[test]
fn what_was_done_of_a_session_is_counted_by_its_parts() {
    in_a_session(|app, _| {
        let mut record = app.opened.get_untracked().unwrap().record;
        let parts = record.plan.session.clone().unwrap().parts;
        assert_eq!(done_of(&record), (0, parts.len()));
        // After the first, a part with another exercise in its place that is none of the session's own.
        let own = |name: &String| parts.iter().any(|p| p.exercise == *name);
        let swaps = |p: &&Part| p.swaps.iter().any(|s| !own(s));
        let part = parts.iter().skip(1).find(swaps).unwrap();
        let swapped = part.swaps.iter().find(|s| !own(s)).unwrap();
        let mut done = Done {
            at_ms: 1,
            ..Done::default()
        };
        for step in [&parts[0].exercise, swapped, "nothing of it"] {
            done.steps.push(step.to_owned().into());
        }
        record.done = Some(done.clone());
        assert_eq!(done_of(&record), (2, parts.len()));
        // The same part once more, as it was: it is one part all the same.
        let session = record.plan.session.as_mut().unwrap();
        for other in session
            .parts
            .iter_mut()
            .filter(|p| p.exercise != part.exercise)
        {
            other.swaps.clear();
        }
        done.steps.push(part.exercise.clone().into());
        record.done = Some(done);
        assert_eq!(done_of(&record), (2, parts.len()));
    });
}

#[test]
fn of_two_sides_the_one_that_was_exercised_is_asked_about() {
    in_a_session(|app, _| {
        let of_a_side = |p: &Playing, side: Side| {
            let segment = p.segment().unwrap();
            segment.phase == Phase::Work && segment.side == Some(side)
        };
        go_to(app, |p| of_a_side(p, Side::Right));
        app.sharp_spot();
        let step = app.step.get_untracked().unwrap();
        assert!(step.place.is_some());
        let two = app.answers.with_untracked(|a| {
            let here = a.given_sites().unwrap().iter();
            here.filter(|s| Some(s.region) == step.place).count() == 2
        });
        // Never both at once: what the other side was like is not what this one is.
        let side = untrack(|| app.side(&step));
        assert_eq!(side, two.then_some(Side::Right));
        no_way_back_in(app);
    });
}

#[test]
fn a_sign_named_in_a_session_of_before_is_about_its_own_run() {
    in_a_session(|app, _| {
        app.answers.set(Answers::new());
        app.opened.update(|o| o.as_mut().unwrap().fresh = false);
        let id = app.opened.get_untracked().unwrap().record.id;
        app.warning_signs();
        app.wrong(fact::LINE_URINE);
        assert_eq!(app.editing.get_untracked(), Some(id.clone()));
        app.set(fact::URINE_DARK, Answer::Value(1));
        let step = app.step.get_untracked().unwrap();
        app.settle(&step, Answer::Value(0));
        let record = app.opened.get_untracked().unwrap().record;
        assert_eq!(record.plan.care.level, Level::Emergency);
        assert_eq!((app.runs().len(), record.id), (1, id));
    });
}

#[test]
fn what_was_done_of_a_session_before_stays_done() {
    in_a_session(|app, _| {
        go_to(app, |p| is_at(p, 2, Phase::Work));
        app.end_session();
        let before = app.runs()[0].done.steps.clone();
        assert_eq!(before.len(), 2);
        app.inner()
            .table
            .playing
            .borrow_mut()
            .as_mut()
            .unwrap()
            .course = Course::new(0);
        go_to(app, |p| is_at(p, 1, Phase::Work));
        app.end_session();
        assert_eq!(app.runs()[0].done.steps, before);
    });
}

/// The session as it is found by a reload so many hours later.
fn found(app: App, store: &MemoryStore, hours: i64) -> Option<Playing> {
    let text = {
        let inner = app.inner();
        let playing = inner.table.playing.borrow();
        playing.as_ref().unwrap().write(0).unwrap()
    };
    store.set(&key(), &text).unwrap();
    let now = Moment {
        at_ms: hours * 3_600_000,
        offset_min: 0,
    };
    unfinished(store, &app.inner().history, now).map(|(_, playing)| playing)
}

fn change(app: App, how: impl FnOnce(&mut Playing)) {
    how(app.inner().table.playing.borrow_mut().as_mut().unwrap());
}

#[test]
fn what_was_eased_or_swapped_is_so_after_a_reload() {
    in_a_session(|app, store| {
        go_to(app, |p| is_at(p, 1, Phase::Work));
        assert_eq!(found(app, store, 5).unwrap().eased, None);
        change(app, |p| p.eased = Some(1));
        let again = found(app, store, 5).unwrap();
        assert_eq!(again.eased, Some(1));
        let other = again.others().first().unwrap().clone();
        change(app, |p| {
            p.eased = None;
            p.all.swap(1, &other);
        });
        let again = found(app, store, 5).unwrap();
        assert_eq!(
            (again.eased, again.exercise(again.course.at())),
            (None, other.as_str())
        );
        change(app, |p| p.eased = Some(1));
        let again = found(app, store, 5).unwrap();
        assert_eq!(
            (again.eased, again.exercise(again.course.at())),
            (Some(1), other.as_str())
        );
    });
}

#[test]
fn a_session_that_is_too_old_to_go_on_with_leaves_nothing_behind() {
    in_a_session(|app, store| {
        assert!(found(app, store, 6).is_none());
        assert_eq!(store.get(&key()), None);
        // A clock that was set back says nothing of its age.
        assert!(found(app, store, -1).is_none());
        assert!(store.get(&key()).is_some());
    });
}

/// What the run says was done, after it was written.
fn written(app: App) -> Vec<String> {
    app.end_session();
    let record = app.opened.get_untracked().unwrap().record;
    let done = record.done.map(|done| done.steps).unwrap_or_default();
    done.iter().map(|step| step.to_string()).collect()
}

#[test]
fn what_is_begun_anew_is_not_done_any_more() {
    in_a_session(|app, store| {
        go_to(app, |p| is_at(p, 1, Phase::GetReady));
        assert_eq!(written(app), ["AR-01"]);
        change(app, |p| {
            let now = 0;
            p.course.back(&p.all, now);
        });
        assert_eq!(written(app), Vec::<String>::new());
        // What was done in a session of before stays, and a reload tells the two apart.
        change(app, |p| p.before = vec!["ST-01".into()]);
        go_to(app, |p| is_at(p, 1, Phase::GetReady));
        assert_eq!(written(app), ["ST-01", "AR-01"]);
        let again = found(app, store, 1).unwrap();
        assert_eq!(
            (again.before.as_slice(), again.done().as_slice()),
            (&["ST-01".to_owned()][..], &["AR-01".to_owned()][..])
        );
    });
}

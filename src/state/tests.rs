//! Interviews played on the state, without a screen.

mod days;
// The reader of run files is tried on the host.
#[cfg(not(target_arch = "wasm32"))]
mod file_texts;
#[cfg(not(target_arch = "wasm32"))]
mod files;
mod host;
#[cfg(not(target_arch = "wasm32"))]
mod learned;
mod plans;
mod visit;

use super::{App, Note, Page};
use crate::history::{History, Profile};
use crate::i18n::Units;
use crate::ports::memory::{self, MemoryStore};
use crate::ports::{Ports, Store};
use aftermile_engine::answers::{Answer, Feel, Side};
use aftermile_engine::table::{Kind, Layout};
use aftermile_engine::{Answers, Level, Plan, Step, fact, region};
use leptos::prelude::*;
use std::rc::Rc;

/// Runs `play` on a widget with the given storage.
fn with_store(store: Rc<MemoryStore>, play: impl FnOnce(App)) {
    let owner = Owner::new();
    owner.with(|| {
        play(App::new(
            Ports {
                store,
                ..memory::ports()
            },
            None,
        ))
    });
}

fn with_app(play: impl FnOnce(App)) {
    with_store(Rc::default(), play);
}

fn here(app: App) -> Step {
    app.step.get_untracked().unwrap()
}

fn name(app: App) -> String {
    here(app).name()
}

/// Answers the screen as a runner with ordinary soreness would.
fn answer(app: App) {
    let step = here(app);
    match step.screen().layout {
        Layout::Lines => app.deny(&step),
        Layout::Where => {
            app.toggle_place(region::QUADS, &[Side::Left, Side::Right]);
            app.choose(
                &step,
                fact::LEGS,
                Answer::Value(fact::LEGS.option("sore").unwrap()),
            );
        }
        Layout::Site => {
            let feel = Feel::new(3, &[]).unwrap();
            app.feel(step.place.unwrap(), &[Side::Left, Side::Right], feel);
            app.on(&step);
        }
        _ => {
            for fact in &step.facts {
                match &fact.def().kind {
                    Kind::Sign => {}
                    Kind::Choice(_) if *fact == fact::AGE => app.set(*fact, Answer::Value(2)),
                    Kind::Choice(_) => app.set(*fact, Answer::Value(0)),
                    Kind::Number(n) => app.set(
                        *fact,
                        Answer::Value(n.quick.get(2).copied().unwrap_or(n.min)),
                    ),
                }
            }
            app.settle(&step, Answer::Value(0));
        }
    }
}

fn finish(app: App) {
    for _ in 0..60 {
        if app.page.get_untracked() == Page::Answer {
            return;
        }
        answer(app);
    }
    panic!("the interview does not end");
}

fn plan(app: App) -> Plan {
    app.opened.get_untracked().unwrap().record.plan
}

#[test]
fn an_ordinary_run_gets_a_routine_that_is_there_tomorrow() {
    let store = Rc::new(MemoryStore::default());
    let mut told = None;
    with_store(store.clone(), |app| {
        app.start();
        finish(app);
        told = Some(plan(app));
        assert_eq!(app.runs().len(), 1);
    });
    let told = told.unwrap();
    assert_eq!(told.care.level, Level::SelfCare);
    assert!(!told.steps.is_empty());
    with_store(store, |app| {
        assert_eq!(app.page.get_untracked(), Page::Card);
        let id = app.runs()[0].id.clone();
        app.open(&id);
        assert_eq!(plan(app), told);
    });
}

/// A run of three days ago, and its check-in answered up to the last question.
fn days_later(store: &Rc<MemoryStore>, stairs: u8, play: impl FnOnce(App, String)) {
    with_store(store.clone(), |app| {
        app.start();
        finish(app);
    });
    with_store(store.clone(), |app| {
        let mut run = (*app.runs()[0]).clone();
        // The run was three days ago.
        run.finished_ms -= 70 * 3_600_000;
        run.updated_ms += 1;
        app.inner().history.save(&run).unwrap();
        app.check_in(&run);
        for place in run.said.sites() {
            app.score(&place.region, None, 2);
        }
        app.stairs(stairs);
        play(app, run.id);
    });
}

#[test]
fn what_a_check_in_raised_is_shown_when_its_run_is_opened() {
    let store = Rc::new(MemoryStore::default());
    days_later(&store, 2, |app, id| {
        app.check_done();
        assert_eq!(app.page.get_untracked(), Page::Checked);
        app.show(Page::History);
        app.open(&id);
        assert_eq!(app.page.get_untracked(), Page::Checked);
        assert!(app.opened.get_untracked().is_none() && !app.can_play());
        assert_eq!(app.checked().unwrap().outcome.level, Level::SameDay);
    });
}

#[test]
fn an_ordinary_check_in_leaves_the_answer_as_it_was() {
    let store = Rc::new(MemoryStore::default());
    days_later(&store, 0, |app, id| {
        app.check_done();
        app.open(&id);
        assert_eq!(app.page.get_untracked(), Page::Answer);
    });
}

#[test]
fn a_milder_answer_to_something_new_does_not_lower_what_the_check_in_raised() {
    let store = Rc::new(MemoryStore::default());
    days_later(&store, 2, |app, id| {
        app.check_new_now(fact::LINE_ILL);
        for _ in 0..60 {
            if app.page.get_untracked() == Page::Checked {
                break;
            }
            answer(app);
        }
        assert_eq!(app.checked().unwrap().run.id, id);
        assert_eq!(app.checked().unwrap().outcome.level, Level::SameDay);
        // The new answer is in the list; it opens to the same.
        let again = app.runs().into_iter().find(|r| r.about.is_some()).unwrap();
        assert!(again.level < Some(Level::SameDay));
        app.open(&again.id);
        assert_eq!(app.page.get_untracked(), Page::Checked);
    });
}

#[test]
fn a_draft_is_taken_up_where_it_was() {
    let store = Rc::new(MemoryStore::default());
    let mut at = String::new();
    with_store(store.clone(), |app| {
        app.start();
        for _ in 0..3 {
            answer(app);
        }
        at = name(app);
    });
    with_store(store, |app| {
        assert_eq!(app.page.get_untracked(), Page::Ask);
        assert_eq!(name(app), at);
        assert!(app.has_draft());
    });
}

#[test]
fn sides_that_differ_are_steps_of_their_own() {
    let store = Rc::new(MemoryStore::default());
    let feel = |score| Feel::new(score, &[fact::SWOLLEN]).unwrap();
    let side = |app: App| untrack(|| app.side(&here(app)));
    let (left, right) = (Some(Side::Left), Some(Side::Right));
    let mut place = String::new();
    with_store(store.clone(), |app| {
        app.start();
        while here(app).place.is_none() {
            answer(app);
        }
        place = name(app);
        assert_eq!(side(app), None);
        app.ask_side(&here(app), left);
        app.feel(region::QUADS, &[Side::Left], feel(7));
        app.on(&here(app));
        assert_eq!((name(app), side(app)), (place.clone(), right));
    });
    with_store(store, |app| {
        assert_eq!((name(app), side(app)), (place.clone(), right));
        app.back();
        assert_eq!((name(app), side(app)), (place.clone(), left));
        app.back();
        assert_eq!((name(app), side(app)), (place.clone(), None));
        app.ask_side(&here(app), left);
        app.on(&here(app));
        app.feel(region::QUADS, &[Side::Right], feel(2));
        app.on(&here(app));
        assert_ne!(name(app), place);
        app.back();
        assert_eq!((name(app), side(app)), (place.clone(), right));
        app.back();
        assert_eq!(side(app), left);
        app.back();
        let legs = here(app);
        assert_eq!(legs.screen().layout, Layout::Where);
        app.on(&legs);
        assert_eq!((name(app), side(app)), (place.clone(), left));
        let sites = app.answers.get_untracked();
        let scores = sites
            .given_sites()
            .unwrap()
            .iter()
            .map(|s| s.feel.unwrap().score);
        assert_eq!(scores.collect::<Vec<_>>(), [7, 2]);
    });
}

#[test]
fn a_draft_that_cannot_be_read_is_said_and_kept() {
    let store = Rc::new(MemoryStore::default());
    store.set("aftermile:2:draft", "torn").unwrap();
    with_store(store.clone(), |app| {
        assert_eq!(app.page.get_untracked(), Page::Card);
        assert!(app.notes.get_untracked().contains(&Note::DraftSetAside));
        assert!(app.notes.get_untracked().contains(&Note::Kept(1)));
    });
    assert!(History::new(store).kept_text().contains("torn"));
}

#[test]
fn back_keeps_the_answers() {
    with_app(|app| {
        app.start();
        answer(app);
        answer(app);
        let third = name(app);
        app.back();
        assert_eq!(name(app), "run");
        assert_eq!(app.shown(fact::KIND), Answer::Value(0));
        let step = here(app);
        app.settle(&step, Answer::Value(0));
        assert_eq!(name(app), third);
        // One question back at a time: what may be ticked, the three fields, then the safety screen.
        app.back();
        assert_eq!((name(app).as_str(), stage(app)), ("run", None));
        for field in [fact::FINISHED, fact::MINUTES, fact::KIND] {
            app.back();
            assert_eq!(stage(app), Some(field));
        }
        app.back();
        assert_eq!(name(app), "safety");
        app.back();
        assert_eq!(app.page.get_untracked(), Page::Card);
    });
}

fn stage(app: App) -> Option<aftermile_engine::Fact> {
    let step = here(app);
    untrack(|| app.stage(&step))
}

#[test]
fn an_answer_opened_again_is_the_question_until_it_is_closed() {
    with_app(|app| {
        app.start();
        app.deny(&here(app));
        assert_eq!(stage(app), Some(fact::KIND));
        app.set(fact::KIND, Answer::Value(1));
        assert_eq!(stage(app), Some(fact::MINUTES));
        app.open_field(Some(fact::KIND));
        assert_eq!(stage(app), Some(fact::KIND));
        app.open_field(None);
        assert_eq!(stage(app), Some(fact::MINUTES));
    });
}

#[test]
fn an_opened_line_asks_its_follow_up_and_then_the_rest() {
    with_app(|app| {
        app.start();
        let step = here(app);
        app.open_line(&step, fact::LINE_LEG);
        assert_eq!(name(app), "leg_signs");
        app.set(fact::SKIN_RED, Answer::Value(1));
        let step = here(app);
        app.settle(&step, Answer::Value(0));
        finish_line(app);
        let rest = here(app);
        assert_eq!(rest.screen().layout, Layout::Lines);
        assert!(rest.round > 0 && !rest.facts.contains(&fact::LINE_LEG));
    });
}

/// Answers follow-ups until the lines are back.
fn finish_line(app: App) {
    for _ in 0..5 {
        if here(app).screen().layout == Layout::Lines {
            return;
        }
        answer(app);
    }
}

#[test]
fn not_sure_about_the_rest_denies_only_what_cannot_be_unsure() {
    with_app(|app| {
        app.start();
        let step = here(app);
        app.open_line(&step, fact::LINE_LEG);
        app.set(fact::SKIN_RED, Answer::Value(1));
        let step = here(app);
        app.settle(&step, Answer::DontKnow);
        let answers = app.answers.get_untracked();
        assert_eq!(answers.given(fact::SKIN_RED), Answer::Value(1));
        for fact in step.facts.iter().filter(|f| **f != fact::SKIN_RED) {
            let expected = if fact.def().unsure {
                Answer::DontKnow
            } else {
                Answer::Value(0)
            };
            assert_eq!(answers.given(*fact), expected, "{}", fact.id());
        }
    });
}

fn emergency(app: App) {
    app.start();
    let step = here(app);
    app.open_line(&step, fact::LINE_URINE);
    app.set(fact::URINE_DARK, Answer::Value(1));
    let step = here(app);
    app.settle(&step, Answer::Value(0));
}

#[test]
fn an_emergency_ends_at_once_without_a_step() {
    with_app(|app| {
        emergency(app);
        assert_eq!(app.page.get_untracked(), Page::Answer);
        let plan = plan(app);
        assert_eq!(plan.care.level, Level::Emergency);
        assert!(plan.steps.is_empty() && plan.session.is_none() && plan.ribbon.is_empty());
    });
}

#[test]
fn a_slip_is_taken_back_and_asked_again() {
    with_app(|app| {
        emergency(app);
        app.mistake();
        assert_eq!(name(app), "safety");
        let answers = app.answers.get_untracked();
        assert_eq!(answers.given(fact::LINE_URINE), Answer::NotAsked);
        assert_eq!(answers.given(fact::URINE_DARK), Answer::NotAsked);
        finish(app);
        assert_eq!(plan(app).care.level, Level::SelfCare);
        assert_eq!(app.runs().len(), 1, "the same run, answered again");
    });
}

#[test]
fn something_wrong_opens_a_line_that_was_denied() {
    with_app(|app| {
        app.start();
        answer(app);
        answer(app);
        app.show(Page::Wrong);
        app.wrong(fact::LINE_HEART);
        assert_eq!(name(app), "heart_signs");
        app.set(fact::CHEST_PAIN, Answer::Value(1));
        let step = here(app);
        app.settle(&step, Answer::Value(0));
        for _ in 0..40 {
            if app.page.get_untracked() == Page::Answer {
                break;
            }
            let step = here(app);
            match step.facts.first() {
                Some(f) if *f == fact::HEART_NOW => {
                    app.choose(&step, fact::HEART_NOW, Answer::Value(1))
                }
                _ => answer(app),
            }
        }
        assert_eq!(plan(app).care.level, Level::Emergency);
    });
}

#[test]
fn something_wrong_after_the_plan_changes_that_run() {
    with_app(|app| {
        app.start();
        finish(app);
        app.show(Page::Wrong);
        app.wrong(fact::STROKE_SIGNS);
        assert_eq!(app.page.get_untracked(), Page::Answer);
        assert_eq!(plan(app).care.level, Level::Emergency);
        assert_eq!(app.runs().len(), 1);
    });
}

#[test]
fn what_was_said_about_oneself_is_shown_for_confirmation() {
    let store = Rc::new(MemoryStore::default());
    with_store(store.clone(), |app| {
        app.start();
        finish(app);
    });
    with_store(store, |app| {
        app.start();
        assert_eq!(
            app.answers.with_untracked(|a| a.given(fact::AGE)),
            Answer::NotAsked
        );
        assert_eq!(app.shown(fact::AGE), Answer::Value(2));
        assert!(app.remembers(fact::AGE));
        assert_eq!(app.shown(fact::KIND), Answer::NotAsked);
    });
}

#[test]
fn progress_never_goes_back() {
    with_app(|app| {
        app.start();
        let mut last = 0.0;
        while app.page.get_untracked() != Page::Answer {
            let now = untrack(|| app.progress());
            assert!(now >= last && now <= 1.0, "{last} then {now}");
            last = now;
            answer(app);
        }
        assert!(last > 0.7);
    });
}

#[test]
fn progress_stays_where_a_sign_or_a_place_opens_more_questions() {
    with_app(|app| {
        app.start();
        while untrack(|| app.progress()) < 0.7 {
            answer(app);
        }
        let before = untrack(|| app.progress());
        app.toggle_place(aftermile_engine::region::SHINS, &[Side::Left]);
        assert!(untrack(|| app.reached()) < before, "it opened nothing");
        assert!((untrack(|| app.progress()) - before).abs() < f64::EPSILON);
        app.wrong(crate::state::interview::lines()[0]);
        assert!(untrack(|| app.progress()) >= before);
        // Another run is another interview.
        app.start();
        assert!(untrack(|| app.progress()) < before);
    });
}

#[test]
fn choices_of_the_device_are_remembered() {
    let store = Rc::new(MemoryStore::default());
    with_store(store.clone(), |app| {
        assert_eq!(app.units.get_untracked(), Units::Metric);
        app.set_units(Units::Us);
        app.set_country("IE");
    });
    with_store(store, |app| {
        assert_eq!(app.units.get_untracked(), Units::Us);
        assert_eq!(app.place.get_untracked().0.map(|c| c.code), Some("IE"));
        app.set_country("");
        assert_eq!(app.place.get_untracked().0, None);
    });
}

/// Another tab may know more by now: what this one writes is what it was told, and no more.
#[test]
fn own_choices_and_facts_take_nothing_from_another_tab() {
    let store = Rc::new(MemoryStore::default());
    with_store(store.clone(), |app| {
        let other = History::new(store.clone());
        let mut said = Answers::new();
        said.set(fact::BLOOD_THINNER, Answer::Value(1)).unwrap();
        let now = app.now();
        other
            .save_profile(&Profile {
                said_at_ms: now.at_ms,
                answers: said,
            })
            .unwrap();
        other
            .change_settings(|s| s.country = Some("IE".into()))
            .unwrap();
        app.set(fact::HEART, Answer::Value(0));
        app.save_profile();
        app.set_units(Units::Us);
        let profile = other.profile().unwrap().answers;
        assert_eq!(profile.given(fact::BLOOD_THINNER), Answer::Value(1));
        assert_eq!(profile.given(fact::HEART), Answer::Value(0));
        assert!(app.remembers(fact::BLOOD_THINNER));
        assert_eq!(other.settings().country.as_deref(), Some("IE"));
        // And what the other one chose is shown once this one hears of it.
        app.read_own();
        assert_eq!(app.place.get_untracked().0.map(|c| c.code), Some("IE"));
    });
    // Units chosen do not hold the country where the device was then.
    let store = Rc::new(MemoryStore::default());
    with_store(store.clone(), |app| app.set_units(Units::Us));
    let settings = History::new(store).settings();
    assert_eq!(
        (settings.units.as_deref(), settings.country),
        (Some("us"), None)
    );
}

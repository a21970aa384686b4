//! The days to come, as check-ins and what was learned move them.

use super::{days_later, with_store};
use crate::history::tests::answered;
use crate::history::{CheckIn, Run, Sore};
use crate::ports::Moment;
use crate::ports::memory::MemoryStore;
use crate::share::Shared;
use crate::state::moved::By;
use crate::state::{App, Page};
use aftermile_engine::Plan;
use leptos::prelude::*;
use std::rc::Rc;

fn opened(app: App) -> crate::history::Record {
    app.opened.get_untracked().unwrap().record
}

#[test]
fn a_check_in_moves_what_is_shown_taken_along_and_printed_until_it_is_set_back() {
    let store = Rc::new(MemoryStore::default());
    days_later(&store, 0, |app, id| {
        app.check_done();
        app.show(Page::History);
        app.open(&id);
        let record = opened(app);
        let told = record.plan.next_run.clone().unwrap();
        let stands = app.stands(&record);
        let wait = stands.wait.unwrap();
        assert_eq!(stands.by, Some(By::CheckIn));
        assert!(
            wait.moved > 70 && told.hard_hours == Some(wait.first),
            "{wait:?}"
        );
        let now = stands.record.plan.next_run.unwrap();
        assert_eq!(now.hard_hours, Some(wait.moved));
        let printed = |app: App| {
            let link = app.print_link(&app.as_it_stands(&record));
            let (_, fragment) = link.split_once('#').unwrap();
            Shared::read(fragment).unwrap().unwrap().next.unwrap().1
        };
        assert_eq!(printed(app), wait.moved);
        app.switch_moved(&id);
        assert_eq!(Some(printed(app)), told.hard_hours);
        assert_eq!(app.stands(&record).wait, None);
        app.switch_moved(&id);
        assert_eq!(printed(app), wait.moved);
        // And so it is in another visit.
        app.open(&id);
        assert_eq!(app.stands(&opened(app)).wait, Some(wait));
    });
}

#[test]
fn what_today_s_rules_would_not_raise_stays_raised() {
    let store = Rc::new(MemoryStore::default());
    days_later(&store, 0, |app, id| {
        app.check_done();
        let mut run = (*app.run_untracked(&id).unwrap()).clone();
        // As an earlier version of the rules judged it.
        run.checks[0].level = Some(aftermile_engine::Level::SameDay);
        app.inner().history.save(&run).unwrap();
        let run = app.run_untracked(&id).unwrap();
        app.show_checked(&run);
        let checked = app.checked().unwrap();
        assert!(checked.outcome.raised && checked.outcome.moved.is_none());
        assert_eq!(checked.outcome.level, aftermile_engine::Level::SameDay);
        assert!(checked.wait.is_none());
    });
}

#[test]
fn a_level_that_an_earlier_check_in_gave_stands_with_its_reason() {
    let store = Rc::new(MemoryStore::default());
    days_later(&store, 0, |app, id| {
        app.check_done();
        let mut run = (*app.run_untracked(&id).unwrap()).clone();
        let milder = run.checks[0].clone();
        let mut strong = milder.clone();
        strong.at_min = run.finished_ms / 60_000 + 24 * 60;
        strong.places.iter_mut().for_each(|p| p.score = Some(8));
        strong.level = Some(aftermile_engine::Level::Book);
        run.checks = vec![strong, milder];
        app.inner().history.save(&run).unwrap();
        let run = app.run_untracked(&id).unwrap();
        app.show_checked(&run);
        let checked = app.checked().unwrap();
        assert_eq!(checked.stands, Some(24));
        assert_eq!(&*checked.outcome.reasons[0].rule, "check_very_strong");
        assert_eq!(checked.outcome.see, Some("doctor"));
        // On the phone it is said how it is now.
        let care = checked.care.unwrap();
        assert!(
            care.phone
                .iter()
                .all(|m| m.key != "phone.check_very_strong")
        );
        assert_eq!(care.see.as_deref(), Some("doctor"));
    });
}

const HOUR_MS: i64 = 3_600_000;

/// A long hilly run that many days before `at`, with its looks: hours and the score everywhere.
fn before(at: Moment, days: i64, looks: &[(i64, u8)]) -> Run {
    let answers = answered::long();
    let plan = Plan::new(&answers).unwrap();
    let then = Moment {
        at_ms: at.at_ms - days * 24 * HOUR_MS,
        ..at
    };
    let mut run = Run::answered(format!("lo{days}"), then, &answers, &plan);
    run.checks = looks
        .iter()
        .map(|(hours, score)| CheckIn {
            at_min: run.finished_ms / 60_000 + hours * 60,
            places: run
                .said
                .sites()
                .into_iter()
                .map(|p| Sore {
                    score: Some(*score),
                    ..p
                })
                .collect(),
            ..CheckIn::default()
        })
        .collect();
    run
}

#[test]
fn after_three_followed_runs_the_next_one_has_the_runner_s_own_curve() {
    let store = Rc::new(MemoryStore::default());
    with_store(store, |app| {
        let now = app.now();
        let save = |run: &Run| app.inner().history.save(run).unwrap();
        let stands = |id: &str| {
            let run = app.run_untracked(id).unwrap();
            app.stands(&crate::state::remember::record(&run).unwrap())
        };
        let today = before(now, 0, &[]);
        save(&today);
        let slow = [(24, 8), (48, 9), (72, 8)];
        for days in [30, 23] {
            save(&before(now, days, &slow));
        }
        assert_eq!(stands(&today.id).by, None, "two say too little");
        save(&before(now, 16, &slow));
        let general = Plan::new(&answered::long()).unwrap();
        let own = stands(&today.id);
        let Some(By::Own(found)) = &own.by else {
            panic!("{:?}", own.by);
        };
        assert_eq!(found.runs, 3);
        let first = |points: &[aftermile_engine::forecast::Point]| points[0];
        assert_eq!(first(&own.record.plan.ribbon), first(&general.ribbon));
        for (own, general) in own.record.plan.ribbon.iter().zip(&general.ribbon) {
            assert!((0..=100).contains(&own.low) && own.low <= own.likely);
            assert!(own.likely <= own.high && own.high <= 100);
            assert!(own.hour < 40 || own.likely > general.likely, "{own:?}");
        }
        let wait = own.wait.unwrap();
        assert!(wait.moved > wait.first && wait.moved * 10 <= wait.first * 14 + 5);
        // What was told is remembered as it was told.
        assert_eq!(app.run_untracked(&today.id).unwrap().told, today.told);
    });
}

#[test]
fn scores_of_what_may_be_an_injury_are_not_learned_from() {
    let store = Rc::new(MemoryStore::default());
    with_store(store, |app| {
        let now = app.now();
        let slow = [(24, 8), (48, 9), (72, 8)];
        for days in [0, 16, 23, 30] {
            let mut run = before(now, days, if days == 0 { &[] } else { &slow });
            if days > 0 {
                let mut answers = run.said.answers().unwrap();
                let one = aftermile_engine::region::KNEE_JOINT;
                let side = aftermile_engine::answers::Side::Left;
                answers.set_places(&[(one, side)]);
                let feel = aftermile_engine::answers::Feel::new(5, &[]).unwrap();
                answers.set_feel(one, side, Some(feel)).unwrap();
                run.said = crate::history::Said::of(&answers);
            }
            app.inner().history.save(&run).unwrap();
        }
        let run = app.run_untracked("lo0").unwrap();
        let stands = app.stands(&crate::state::remember::record(&run).unwrap());
        assert_eq!(stands.by, None);
        assert!(app.learned(&app.run_untracked("lo16").unwrap()).is_none());
    });
}

#[test]
fn a_check_in_left_before_its_scores_says_nothing_and_teaches_nothing() {
    let store = Rc::new(MemoryStore::default());
    days_later(&store, 0, |app, id| {
        app.check_back();
        app.check_back();
        app.check_new_now(aftermile_engine::fact::LINE_ILL);
        let run = app.run_untracked(&id).unwrap();
        let check = &run.checks[0];
        assert!(check.anew && check.places.iter().all(|p| p.score.is_none()));
        assert_eq!((check.stairs, check.worst()), (None, None));
        assert_eq!(app.learned(&run).unwrap().runs, 0);
        app.show_checked(&run);
        let checked = app.checked().unwrap();
        assert!(checked.outcome.moved.is_none() && checked.wait.is_none());
    });
}

#[test]
fn something_new_moves_no_days_and_its_answer_is_the_one_that_opens() {
    let store = Rc::new(MemoryStore::default());
    days_later(&store, 0, |app, id| {
        app.check_new_now(aftermile_engine::fact::LINE_HEART);
        let run = app.run_untracked(&id).unwrap();
        app.show_checked(&run);
        let checked = app.checked().unwrap();
        assert!(checked.check.anew && checked.outcome.moved.is_none());
        assert!(checked.wait.is_none());
        // The answer to it is an emergency.
        let mut urgent = Run {
            about: Some(id.clone()),
            level: Some(aftermile_engine::Level::Emergency),
            ..Run::bare("again".into(), Some(app.now()))
        };
        urgent.rules = run.rules.clone();
        app.inner().history.save(&urgent).unwrap();
        app.changes.update(|n| *n += 1);
        app.open(&id);
        assert_eq!(app.chosen.get_untracked().as_deref(), Some("again"));
        assert!(app.due().is_none());
        assert_eq!(
            app.checked_of(&id).unwrap().outcome.level,
            aftermile_engine::Level::Emergency
        );
    });
}

#[test]
fn legs_that_recover_fast_do_not_shorten_a_wait() {
    let store = Rc::new(MemoryStore::default());
    with_store(store, |app| {
        let now = app.now();
        for days in [0, 16, 23, 30] {
            let looks: &[(i64, u8)] = if days == 0 {
                &[]
            } else {
                &[(24, 0), (48, 0), (72, 0)]
            };
            app.inner().history.save(&before(now, days, looks)).unwrap();
        }
        let run = app.run_untracked("lo0").unwrap();
        let stands = app.stands(&crate::state::remember::record(&run).unwrap());
        assert!(matches!(stands.by, Some(By::Own(_))));
        assert_eq!(stands.wait, None);
    });
}

use super::{AT, SmallStore, check, long_run, memory, run};
use crate::history::{Draft, FoundDraft, History, PREFIX, Profile, ROOT, Run, Settings};
use crate::ports::memory::MemoryStore;
use crate::ports::{NotKept, Store};
use aftermile_engine::answers::Answer;
use aftermile_engine::{Answers, fact};
use aftermile_fields::ascii;
use std::rc::Rc;

fn ids(history: &History) -> Vec<String> {
    history.runs().iter().map(|r| r.id.clone()).collect()
}

fn draft(rules: &str) -> Draft {
    Draft {
        saved_at_ms: 0,
        rules: rules.into(),
        at: "run".into(),
        answers: Answers::new(),
        editing: None,
        about: None,
        file: None,
        sharp: Vec::new(),
    }
}

#[test]
fn a_saved_run_is_listed_and_is_there_again() {
    let (store, history) = memory();
    let one = long_run("1", AT);
    history.save(&one).unwrap();
    history.save(&run("2", AT.plus_hours(24))).unwrap();
    let later = History::new(store);
    assert_eq!(ids(&later), ["2", "1"]);
    assert_eq!(*later.run("1").unwrap(), one);
    assert_eq!(later.kept(), 0);
}

#[test]
fn saving_again_replaces() {
    let (_, history) = memory();
    history.save(&run("1", AT)).unwrap();
    history.save(&run("1", AT.plus_hours(1))).unwrap();
    assert_eq!(history.runs().len(), 1);
    assert_eq!(history.runs()[0].saved_at_ms, AT.plus_hours(1).at_ms);
}

#[test]
fn a_save_writes_one_entry() {
    let (store, history) = memory();
    for n in 0..20 {
        history.save(&run(&n.to_string(), AT)).unwrap();
    }
    let before: Vec<_> = store
        .keys()
        .into_iter()
        .map(|k| (store.get(&k), k))
        .collect();
    history.save(&run("5", AT.plus_hours(2))).unwrap();
    let changed = before.iter().filter(|(v, k)| store.get(k) != *v).count();
    assert_eq!((changed, store.keys().len()), (1, before.len()));
}

#[test]
fn two_tabs_lose_nothing() {
    let (store, one) = memory();
    let two = History::new(store.clone());
    one.save(&run("1", AT)).unwrap();
    two.save(&run("2", AT)).unwrap();
    assert!(one.changed(Some("aftermile:2:run:2")) && two.changed(Some("aftermile:2:run:1")));
    assert_eq!(ids(&one), ids(&two));
    // Both add a check-in to the copy that they had read before.
    let (mut a, mut b) = (
        (*one.run("1").unwrap()).clone(),
        (*two.run("1").unwrap()).clone(),
    );
    a.checks.push(check(24, 3));
    b.checks.push(check(48, 2));
    one.save(&a).unwrap();
    two.save(&b).unwrap();
    assert!(one.changed(Some("aftermile:2:run:1")));
    assert_eq!(one.run("1").unwrap().checks.len(), 2);
    assert_eq!(History::new(store).run("1").unwrap().checks.len(), 2);
}

#[test]
fn what_found_no_room_is_joined_with_what_another_tab_stored_and_kept_once_there_is_room() {
    let store = Rc::new(SmallStore::default());
    store.room.set(100_000);
    let (one, two) = (History::new(store.clone()), History::new(store.clone()));
    one.save(&run("1", AT)).unwrap();
    assert!(two.changed(Some("aftermile:2:run:1")));
    let with = |history: &History, hours| {
        let mut run = (*history.run("1").unwrap()).clone();
        run.checks.push(check(hours, 3));
        history.save(&run)
    };
    store.room.set(0);
    assert_eq!(with(&one, 24), Err(NotKept::Full));
    assert!(!one.is_all_kept());
    store.room.set(100_000);
    with(&two, 48).unwrap();
    // The other tab's change is heard, and brings the room.
    assert!(one.changed(Some("aftermile:2:run:1")));
    assert_eq!(one.run("1").unwrap().checks.len(), 2);
    assert!(one.is_all_kept());
    let again = History::new(store.clone());
    assert_eq!(again.run("1").unwrap().checks.len(), 2);
    // Erasing makes room too.
    store.room.set(0);
    assert_eq!(one.save(&run("2", AT)), Err(NotKept::Full));
    store.room.set(100_000);
    one.erase("1").unwrap();
    assert!(one.is_all_kept());
    assert_eq!(ids(&History::new(store)), ["2"]);
}

#[test]
fn what_another_tab_erased_does_not_come_back_from_what_found_no_room() {
    let store = Rc::new(SmallStore::default());
    store.room.set(100_000);
    let (one, two) = (History::new(store.clone()), History::new(store.clone()));
    one.save(&run("1", AT)).unwrap();
    assert!(two.changed(Some("aftermile:2:run:1")));
    store.room.set(0);
    let mut changed = (*one.run("1").unwrap()).clone();
    changed.checks.push(check(24, 3));
    assert_eq!(one.save(&changed), Err(NotKept::Full));
    store.room.set(100_000);
    two.erase("1").unwrap();
    assert!(one.changed(Some("aftermile:2:run:1")));
    assert!(one.runs().is_empty() && store.keys().is_empty());
}

#[test]
fn what_a_newer_version_measures_or_judges_is_kept_and_the_run_is_read() {
    let text = r#"{"v":2,"id":"1","t":5,"f":5,"src":"fit","l":"see_at_dawn","m":"m60z7"}"#;
    let run = Run::read(text).unwrap();
    assert_eq!((run.level, run.file.is_empty()), (None, true));
    let again = run.write();
    assert!(again.contains(r#""m":"m60z7""#) && again.contains(r#""l":"see_at_dawn""#));
    assert_eq!(Run::read(&again), Some(run));
}

#[test]
fn what_a_newer_version_says_of_a_check_in_is_kept_as_it_stood() {
    let check = r#"{"t":5,"s":"2o<3;","q":2,"w":7,"n":3,"l":"see_at_dawn","b":-1}"#;
    let text = format!(r#"{{"v":2,"id":"1","t":5,"f":5,"c":[{check}]}}"#);
    let run = Run::read(&text).unwrap();
    let found = &run.checks[0];
    assert_eq!((found.stairs, found.level, found.anew), (None, None, false));
    let again = run.write();
    for field in check[1..check.len() - 1].split(",\"").skip(2) {
        assert!(again.contains(field), "{field}: {again}");
    }
    assert_eq!(Run::read(&again).as_ref(), Some(&run));
    // What is said since counts.
    let mut since = run;
    since.checks[0].switched = 1;
    since.checks[0].level = Some(aftermile_engine::Level::Book);
    let since = Run::read(&since.write()).unwrap();
    assert_eq!(since.checks[0].switched, 1);
    assert_eq!(since.checks[0].level, Some(aftermile_engine::Level::Book));
    assert_eq!(since.checks[0].other.raw("w"), Some("7"));
}

#[test]
fn a_level_or_measure_of_a_newer_version_does_not_outlast_what_is_said_or_read_later() {
    let text = r#"{"v":2,"id":"1","t":5,"f":5,"src":"fit","l":"see_at_dawn","m":"m60z7"}"#;
    let old = Run::read(text).unwrap();
    let mut again = old.clone();
    again.level = Some(aftermile_engine::Level::Book);
    again.updated_ms = 6;
    again.file.set_raw("distance_m", "5000");
    let read = Run::read(&again.write()).unwrap();
    assert_eq!(read.level, again.level);
    assert_eq!(read.distance_m(), Some(5000));
    assert_eq!(read.other.raw("m"), Some("\"m60z7\""));
    for joined in [old.join(&read), read.join(&old)] {
        assert_eq!(joined, read);
        assert_eq!(Run::read(&joined.write()), Some(joined));
    }
}

#[test]
fn an_older_copy_that_is_saved_loses_no_field_of_a_newer_version() {
    let (store, history) = memory();
    let mut newer = run("1", AT);
    history.save(&newer).unwrap();
    let old = (*history.run("1").unwrap()).clone();
    newer.other.set_raw("zone", "4");
    newer.done.at_ms = 5;
    newer.done.other.set_raw("with", "1");
    store.set("aftermile:2:run:1", &newer.write()).unwrap();
    // This tab has not heard of it, and saves what it read before.
    let mut changed = old;
    changed.done.at_ms = 6;
    history.save(&changed).unwrap();
    let run = History::new(store).run("1").unwrap();
    assert_eq!(run.other.raw("zone"), Some("4"));
    assert_eq!((run.done.at_ms, run.done.other.raw("with")), (6, Some("1")));
}

#[test]
fn another_tab_erases() {
    let (store, one) = memory();
    let two = History::new(store.clone());
    one.save(&run("1", AT)).unwrap();
    assert!(two.changed(None));
    assert_eq!(two.runs().len(), 1);
    let erased = one.erase("1").unwrap();
    assert!(two.changed(Some("aftermile:2:run:1")));
    assert!(two.runs().is_empty() && store.keys().is_empty());
    one.save(&erased).unwrap();
    assert_eq!(History::new(store).runs(), [erased]);
}

#[test]
fn erasing_everything_leaves_nothing() {
    let (store, history) = memory();
    store.set("aftermile:1:kept:run:7:1", "torn").unwrap();
    store.set("aftermile:2:run:9", "torn too").unwrap();
    let history2 = History::new(store.clone());
    history.save(&run("1", AT)).unwrap();
    history.save_draft(&draft("1")).unwrap();
    assert_eq!(history2.kept(), 2);
    assert_eq!(history2.erase_all(), 0);
    assert!(store.keys().is_empty());
    assert!(history2.runs().is_empty() && history2.kept() == 0);
}

#[test]
fn an_unreadable_run_is_kept_byte_for_byte() {
    let (store, _) = memory();
    let raw = "{\"v\":2,\"id\":\"caf\u{e9}\"";
    store.set("aftermile:2:run:7", raw).unwrap();
    let history = History::new(store.clone());
    assert!(history.runs().is_empty());
    let kept = "aftermile:2:kept:run:7:1";
    assert_eq!(store.get(kept).as_deref(), Some(raw));
    assert!(history.kept_text().contains("caf\\u00e9"));
    history.save(&run("7", AT)).unwrap();
    assert_eq!(store.get(kept).as_deref(), Some(raw));
}

#[test]
fn a_truncated_run_is_kept_byte_for_byte() {
    let whole = long_run("1", AT).write();
    for end in (1..whole.len()).step_by(37) {
        let (store, _) = memory();
        store.set("aftermile:2:run:1", &whole[..end]).unwrap();
        let history = History::new(store.clone());
        assert_eq!(history.kept(), 1, "cut at {end}");
        let kept = store.get("aftermile:2:kept:run:1:1");
        assert_eq!(kept.as_deref(), Some(&whole[..end]));
    }
}

#[test]
fn what_a_newer_version_wrote_is_not_overwritten_and_comes_back() {
    let (store, _) = memory();
    let newer = "{\"v\":3,\"body\":{\"units\":{\"length\":\"furlong\"}}}";
    store.set("aftermile:2:settings", newer).unwrap();
    let history = History::new(store.clone());
    assert_eq!(history.settings(), Settings::default());
    history
        .change_settings(|s| s.units = Some("us".into()))
        .unwrap();
    let kept = "aftermile:2:kept:settings:1";
    assert_eq!(store.get(kept).as_deref(), Some(newer));
    assert_eq!(history.settings().units.as_deref(), Some("us"));
    // A run that an older build had set aside, and that this one can read.
    let one = run("1", AT);
    store.set("aftermile:2:kept:run:1:1", &one.write()).unwrap();
    let later = History::new(store.clone());
    assert_eq!(*later.run("1").unwrap(), one);
    assert_eq!(later.kept(), 1);
}

#[test]
fn a_newer_store_is_read_and_not_written() {
    let (store, history) = memory();
    history.save(&run("1", AT)).unwrap();
    store.set("aftermile:3:run:1", "{\"v\":3}").unwrap();
    store.set("aftermile:2:run:2", "of the new kind").unwrap();
    let before: Vec<_> = store
        .keys()
        .into_iter()
        .map(|k| (store.get(&k), k))
        .collect();
    let older = History::new(store.clone());
    assert!(older.is_newer());
    assert_eq!(ids(&older), ["1"]);
    assert_eq!(older.save(&run("5", AT)), Err(NotKept::Newer));
    older.clear_draft();
    assert_eq!(older.erase("1"), None, "it would come back");
    assert!(older.erase("5").is_some());
    let after: Vec<_> = store
        .keys()
        .into_iter()
        .map(|k| (store.get(&k), k))
        .collect();
    assert_eq!(before, after);
    assert_eq!(ids(&older), ["1"]);
}

#[test]
fn unknown_fields_survive() {
    let (store, _) = memory();
    let text = run("1", AT).write().replace(
        "{\"v\":2,",
        "{\"mood\":{\"sky\":\"gr\\u00e5\"},\"v\":2,\"c\":[{\"t\":5,\"zz\":[1,2]}],",
    );
    store.set("aftermile:2:run:1", &text).unwrap();
    let body = "{\"v\":2,\"body\":{\"units\":\"us\",\"voice\":{\"on\":true}}}";
    store.set("aftermile:2:settings", body).unwrap();
    let body = "{\"v\":2,\"body\":{\"said_at_ms\":1,\"who\":1,\"answers\":{\"pregnant\":\"no\",\"shoe\":\"42 eu\"}}}";
    store.set("aftermile:2:profile", body).unwrap();
    let history = History::new(store.clone());
    let mut one = (*history.run("1").unwrap()).clone();
    one.checks.push(check(24, 3));
    one.seen = Some("yes".into());
    one.updated_ms += 1;
    history.save(&one).unwrap();
    history
        .change_settings(|s| s.country = Some("IE".into()))
        .unwrap();
    let mut profile = history.profile().unwrap();
    assert_eq!(profile.answers.given(fact::PREGNANT), Answer::Value(0));
    profile.said_at_ms = 2;
    history.save_profile(&profile).unwrap();
    let text = store.get("aftermile:2:run:1").unwrap();
    assert!(text.contains("\"mood\":{\"sky\":\"gr\\u00e5\"}"), "{text}");
    assert!(text.contains("\"zz\":[1,2]"), "{text}");
    let settings = store.get("aftermile:2:settings").unwrap();
    assert!(settings.contains("\"voice\":{\"on\":true}") && settings.contains("IE"));
    let profile = store.get("aftermile:2:profile").unwrap();
    assert!(
        profile.contains("42 eu") && profile.contains("\"who\":1"),
        "{profile}"
    );
}

#[test]
fn a_full_store_is_said_and_the_run_stays_for_this_visit() {
    let store = Rc::new(SmallStore::default());
    let history = History::new(store.clone());
    let one = run("1", AT);
    assert_eq!(history.save(&one), Err(NotKept::Full));
    assert_eq!(*history.run("1").unwrap(), one);
    assert!(store.keys().is_empty());
    store.room.set(10_000);
    history.save(&one).unwrap();
    assert_eq!(History::new(store).runs().len(), 1);
}

#[test]
fn without_room_to_move_it_an_unreadable_entry_stays_where_it_is() {
    let store = Rc::new(SmallStore::default());
    store.inner.set("aftermile:2:draft", "??").unwrap();
    let history = History::new(store.clone());
    assert_eq!(history.draft("1"), FoundDraft::SetAside);
    store.room.set(10_000);
    // It is not written over: the next draft has an entry of its own.
    history.save_draft(&draft("1")).unwrap();
    assert!(store.get("aftermile:2:draft:2").is_some());
    history.clear_draft();
    assert_eq!(store.get("aftermile:2:draft").as_deref(), Some("??"));
    assert_eq!(history.kept(), 1);
    assert!(history.kept_text().contains("??"));
}

#[test]
fn a_draft_belongs_to_its_rules() {
    let (store, history) = memory();
    history.save_draft(&draft("1")).unwrap();
    assert_eq!(history.draft("1"), FoundDraft::Ready(draft("1")));
    assert_eq!(history.draft("2"), FoundDraft::SetAside);
    assert_eq!(history.draft("2"), FoundDraft::None);
    assert!(store.get("aftermile:2:kept:draft:1").is_some());
}

#[test]
fn the_profile_comes_back() {
    let (_, history) = memory();
    let mut answers = Answers::new();
    answers.set(fact::PREGNANT, Answer::Value(0)).unwrap();
    let profile = Profile {
        said_at_ms: 5,
        answers,
    };
    history.save_profile(&profile).unwrap();
    assert_eq!(history.profile(), Some(profile));
}

#[test]
fn what_is_stored_is_ascii_and_prefixed() {
    let (store, history) = memory();
    let mut one = long_run("1", AT);
    one.file.set_raw("title", "\"L\u{e4}ufe \u{1f3c3}\"");
    history.save(&one).unwrap();
    for key in store.keys() {
        assert!(key.starts_with(PREFIX) && PREFIX.starts_with(ROOT), "{key}");
    }
    assert_eq!(ascii("\"\u{1f3c3}\""), "\"\\ud83c\\udfc3\"");
}

#[test]
fn ids_are_not_used_twice() {
    let (_, history) = memory();
    let id = history.new_id(AT, 7);
    history.save(&run(&id, AT)).unwrap();
    assert_ne!(history.new_id(AT, 7), id);
    assert_ne!(history.new_id(AT, 7), history.new_id(AT, 8));
}

#[test]
fn a_check_in_that_was_left_early_says_nothing_of_soreness_or_stairs() {
    let check = |check: &str| {
        let text = format!(r#"{{"v":2,"id":"1","t":5,"f":5,"c":[{check}]}}"#);
        let run = Run::read(&text).unwrap();
        assert_eq!(
            Run::read(&run.write()).as_ref(),
            Some(&run),
            "{}",
            run.write()
        );
        let check = &run.checks[0];
        (check.stairs, check.worst())
    };
    // As earlier versions wrote it, and as this one does.
    assert_eq!(check(r#"{"t":5,"s":"2o<_;2o>_;","n":1}"#), (None, None));
    assert_eq!(
        check(r#"{"t":5,"s":"2o<_;2o>_;","q":1,"n":1}"#),
        (None, None)
    );
    assert_eq!(check(r#"{"t":5,"s":"2o<3;2o>_;","n":1}"#), (None, None));
    assert_eq!(check(r#"{"t":5,"s":"2o<3;","q":1}"#), (None, Some(3)));
    assert_eq!(check(r#"{"t":5,"s":"2o<3;2o>0;"}"#), (Some(0), Some(3)));
    assert_eq!(check(r#"{"t":5,"s":"2o<3;","w":2}"#), (Some(2), Some(3)));
}

#[test]
fn two_widgets_in_the_middle_of_an_interview_each_keep_their_own() {
    let store = Rc::new(MemoryStore::default());
    let (one, other) = (History::new(store.clone()), History::new(store.clone()));
    let at = |saved_at_ms, at: &str| Draft {
        saved_at_ms,
        at: at.into(),
        ..draft("1")
    };
    one.save_draft(&at(1, "a")).unwrap();
    other.save_draft(&at(2, "b")).unwrap();
    one.save_draft(&at(3, "c")).unwrap();
    // The next visit goes on with the one that was changed last, and with the other when that is answered.
    let next = History::new(store.clone());
    assert_eq!(next.draft("1"), FoundDraft::Ready(at(3, "c")));
    assert!(History::is_light(store.as_ref()));
    next.clear_draft();
    assert_eq!(
        History::new(store.clone()).draft("1"),
        FoundDraft::Ready(at(2, "b"))
    );
    // The first widget is still open, and what it is told is kept again.
    one.save_draft(&at(4, "d")).unwrap();
    other.clear_draft();
    assert_eq!(
        History::new(store.clone()).draft("1"),
        FoundDraft::Ready(at(4, "d"))
    );
    // One of other rules is set aside beside one that can be used.
    other.save_draft(&at(5, "e")).unwrap();
    store.set("aftermile:2:draft:7", "torn").unwrap();
    assert_eq!(
        History::new(store.clone()).draft("1"),
        FoundDraft::Ready(at(5, "e"))
    );
    assert!(store.get("aftermile:2:kept:draft:7:1").is_some());
}

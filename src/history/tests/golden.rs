//! What each version of the store wrote, as files that never change: this one reads all of them.

use super::memory;
use crate::history::{FoundDraft, History, Run, STORE};
use crate::ports::Store;
use crate::ports::memory::MemoryStore;
use aftermile_engine::Level;
use aftermile_engine::answers::Answer;
use aftermile_engine::fact;
use std::collections::BTreeMap;
use std::rc::Rc;

const FIRST: &str = include_str!("../fixtures/store-1.json");
const SECOND: &str = include_str!("../fixtures/store-2.json");
const WHOLE: &str = include_str!("../fixtures/store-2-whole.json");

/// The entries of a whole storage, as JSON from key to content.
fn filled(fixture: &str) -> Rc<MemoryStore> {
    let entries: BTreeMap<String, String> = serde_json::from_str(fixture).unwrap();
    let store = Rc::new(MemoryStore::default());
    for (key, value) in entries {
        store.set(&key, &value).unwrap();
    }
    store
}

#[test]
fn version_1_is_taken_over() {
    let store = filled(FIRST);
    let history = History::new(store.clone());
    let runs = history.runs();
    let short: Vec<_> = runs
        .iter()
        .map(|r| (r.id.as_str(), r.level.unwrap(), r.kind(), r.minutes()))
        .collect();
    assert_eq!(
        short,
        [
            ("1700100000000", Level::Emergency, None, None),
            ("1700200000000", Level::Book, Some("easy".into()), Some(30)),
            (
                "1700000000000",
                Level::SelfCare,
                Some("long".into()),
                Some(130)
            ),
        ]
    );
    let long = &runs[2];
    assert_eq!(long.rules, "0.1.0");
    assert_eq!(long.offset_min, 60);
    assert_eq!(long.finished_ms, 1_700_000_000_000 - 3 * 3_600_000);
    assert_eq!(long.effort(), Some(7));
    assert_eq!(long.said.sites().len(), 4);
    let told = long.told.summary();
    assert_eq!(told.session.map(|(asked, _)| asked), Some(25));
    assert!(told.steps.iter().filter(|s| s.dose.is_some()).count() >= 5);
    assert!(
        told.next_run
            .is_some_and(|(id, hours)| !id.is_empty() && hours > 0)
    );
    assert_eq!(runs[0].told.summary().reasons, ["stroke"]);
    // The old entries have gone, but for what could not be read, which is as it was.
    let left: Vec<String> = store
        .keys()
        .into_iter()
        .filter(|k| k.starts_with("aftermile:1:"))
        .collect();
    assert_eq!(left, ["aftermile:1:kept:run:3:1"]);
    assert_eq!(
        store.get("aftermile:2:kept:run:9:1").as_deref(),
        Some("{\"v\":1,\"body\":{\"id\":\"9\",\"saved")
    );
    assert_eq!(history.kept(), 2);
    assert_eq!(history.settings().country.as_deref(), Some("IE"));
    let profile = history.profile().unwrap();
    assert_eq!(profile.answers.given(fact::PREGNANT), Answer::Value(0));
    match history.draft("0.1.0") {
        FoundDraft::Ready(draft) => assert_eq!(draft.at, "run"),
        other => panic!("{other:?}"),
    }
    // And once taken over it is the same again.
    let again = History::new(store);
    assert_eq!(again.runs(), runs);
}

#[test]
fn a_full_storage_of_version_1_stays_and_is_shown() {
    let store = Rc::new(super::SmallStore::default());
    for (key, value) in serde_json::from_str::<BTreeMap<String, String>>(FIRST).unwrap() {
        store.inner.set(&key, &value).unwrap();
    }
    let before = store.keys().len();
    let history = History::new(store.clone());
    assert_eq!(history.runs().len(), 3);
    // The list of runs is made again from them, so its entry may go; nothing else may.
    assert_eq!(store.keys().len(), before - 1);
    store.room.set(100_000);
    assert_eq!(History::new(store.clone()).runs().len(), 3);
    assert!(
        store
            .keys()
            .iter()
            .all(|k| !k.starts_with("aftermile:1:run"))
    );
}

#[test]
fn version_2_is_read_and_written_back_the_same() {
    let store = filled(SECOND);
    let history = History::new(store.clone());
    assert_eq!(history.runs().len(), 2);
    assert_eq!(history.kept(), 0);
    let long = history.run("lox1q2w3abc").unwrap();
    assert_eq!(long.checks.len(), 3);
    assert_eq!(long.level_now(), Some(Level::Book));
    assert_eq!(
        long.checks[2].rules,
        ["check_not_falling", "check_stairs_late"]
    );
    assert_eq!(long.said.sites().len(), 4);
    for run in history.runs() {
        let key = format!("aftermile:2:run:{}", run.id);
        assert_eq!(store.get(&key), Some(run.write()));
        history.save(&run).unwrap();
        assert_eq!(store.get(&key), Some(run.write()));
    }
    assert_eq!(STORE, 2, "a fixture for each version");
}

#[test]
fn an_older_page_beside_this_one_keeps_its_runs_out_of_harms_way() {
    // It writes under names of its own version; they are taken over at the next start.
    let (store, _) = memory();
    let entries: BTreeMap<String, String> = serde_json::from_str(FIRST).unwrap();
    let history = History::new(store.clone());
    assert!(history.runs().is_empty());
    store
        .set(
            "aftermile:1:run:1700000000000",
            &entries["aftermile:1:run:1700000000000"],
        )
        .unwrap();
    assert_eq!(History::new(store.clone()).runs().len(), 1);
    let text = store.get("aftermile:2:run:1700000000000").unwrap();
    assert!(Run::read(&text).is_some() && text.len() < 800, "{text}");
}

/// Every kind of entry and of field, as they were first written.
#[test]
fn all_that_version_2_keeps_is_read_and_written_back_the_same() {
    let store = filled(WHOLE);
    let history = History::new(store.clone());
    assert_eq!((history.runs().len(), history.kept()), (3, 0));
    let run = history.run("loxxxxxxabc").unwrap();
    assert_eq!(run.source.id(), "fit");
    assert_eq!(run.file.number("descent_m"), Some(1_009));
    assert_eq!(run.swapped, [("RO-01".to_owned(), "RO-02".to_owned())]);
    assert_eq!((run.checks.len(), run.done.at_ms > 0), (3, true));
    let urgent = history.run("loxxxxxxurg").unwrap();
    assert_eq!(urgent.seen.as_deref(), Some("no"));
    assert_eq!(urgent.about.as_deref(), Some("loxxxxxxabc"));
    // Written before what a file measured was coded.
    let old = history.run("loxxxxxxold").unwrap();
    assert_eq!(old.distance_m(), Some(10_250));
    assert_eq!((old.kind(), old.minutes()), (Some("easy".into()), Some(60)));
    let weeks = history.weeks();
    assert_eq!((weeks.len(), weeks[0].day), (1, 19_675));
    let profile = history.profile().unwrap();
    assert_eq!(profile.answers.given(fact::PREGNANT), Answer::Value(0));
    let FoundDraft::Ready(draft) = history.draft("0.4.0") else {
        panic!("no draft");
    };
    assert_eq!(draft.at, "run");
    assert_eq!(draft.editing.as_deref(), Some("loxxxxxxabc"));
    assert_eq!(draft.about.as_deref(), Some("loxxxxxxurg"));
    assert!(draft.file.is_some());
    let settings = history.settings();
    assert_eq!(settings.units.as_deref(), Some("us"));
    assert_eq!(settings.exported_at_ms, Some(5));
    let entries: BTreeMap<String, String> = serde_json::from_str(WHOLE).unwrap();
    for run in history.runs() {
        history.save(&run).unwrap();
    }
    for week in &weeks {
        history.tell_week(week).unwrap();
    }
    history.save_draft(&draft).unwrap();
    history.save_profile(&profile).unwrap();
    history.change_settings(|_| {}).unwrap();
    for (key, value) in entries.iter().filter(|(key, _)| !key.ends_with("old")) {
        let now = store.get(key).unwrap();
        if key.ends_with("abc") {
            // It was longer than a run is meant to be, and its check-ins are of the places of the answer.
            assert!(value.len() + key.len() > 800 && now.len() + key.len() < 800);
            assert_eq!(Run::read(&now), Run::read(value));
        } else {
            assert_eq!(&now, value, "{key}");
        }
    }
    let again = History::new(store).run("loxxxxxxold").unwrap();
    assert_eq!(again, old);
}

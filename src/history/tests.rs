use super::{Draft, FoundDraft, History, PREFIX, Profile, Record, Settings, ascii};
use crate::ports::memory::MemoryStore;
use crate::ports::{Moment, NotKept, Store};
use aftermile_engine::answers::Answer;
use aftermile_engine::{Answers, Plan, fact};
use std::cell::Cell;
use std::rc::Rc;

const AT: Moment = Moment {
    at_ms: 1_700_000_000_000,
    offset_min: 60,
};

/// A store with room for so many more bytes.
#[derive(Default)]
struct SmallStore {
    inner: MemoryStore,
    room: Cell<usize>,
}

impl Store for SmallStore {
    fn lasts(&self) -> bool {
        true
    }

    fn get(&self, key: &str) -> Option<String> {
        self.inner.get(key)
    }

    fn set(&self, key: &str, value: &str) -> Result<(), NotKept> {
        let Some(left) = self.room.get().checked_sub(value.len()) else {
            return Err(NotKept::Full);
        };
        self.room.set(left);
        self.inner.set(key, value)
    }

    fn remove(&self, key: &str) {
        self.inner.remove(key);
    }

    fn keys(&self) -> Vec<String> {
        self.inner.keys()
    }
}

/// An emergency is the shortest interview.
fn record(id: &str, at: Moment) -> Record {
    let mut answers = Answers::new();
    answers.set(fact::STROKE_SIGNS, Answer::Value(1)).unwrap();
    let plan = Plan::new(&answers).unwrap();
    Record::new(id.into(), at, &answers, plan)
}

fn memory() -> (Rc<MemoryStore>, History) {
    let store = Rc::new(MemoryStore::default());
    (store.clone(), History::new(store))
}

#[test]
fn a_saved_run_is_listed_and_opens_with_the_same_plan() {
    let (store, history) = memory();
    let run = record("1", AT);
    history.save(&run).unwrap();
    history.save(&record("2", AT.plus_hours(24))).unwrap();
    let later = History::new(store);
    assert_eq!(
        later
            .rows()
            .iter()
            .map(|r| r.id.as_str())
            .collect::<Vec<_>>(),
        ["2", "1"]
    );
    assert_eq!(later.run("1"), Some(run));
    assert_eq!(later.kept(), 0);
}

#[test]
fn saving_again_replaces() {
    let (_, history) = memory();
    history.save(&record("1", AT)).unwrap();
    history.save(&record("1", AT.plus_hours(1))).unwrap();
    assert_eq!(history.rows().len(), 1);
}

#[test]
fn a_lost_list_is_made_again_from_the_runs() {
    let (store, history) = memory();
    history.save(&record("1", AT)).unwrap();
    store.set("aftermile:1:index", "no JSON").unwrap();
    assert_eq!(history.rows().len(), 1);
    assert_eq!(
        store.get("aftermile:1:kept:index:1").as_deref(),
        Some("no JSON")
    );
    assert_eq!(history.kept(), 1);
}

#[test]
fn an_unreadable_run_is_kept_byte_for_byte() {
    let (store, history) = memory();
    let raw = "{\"v\":1,\"body\":{\"id\":\"caf\u{e9}\"";
    store.set("aftermile:1:run:7", raw).unwrap();
    assert!(history.rows().is_empty());
    assert_eq!(store.get("aftermile:1:kept:run:7:1").as_deref(), Some(raw));
    assert!(history.kept_text().contains("caf\\u00e9"));
    history.save(&record("7", AT)).unwrap();
    assert_eq!(store.get("aftermile:1:kept:run:7:1").as_deref(), Some(raw));
}

#[test]
fn what_a_newer_version_wrote_is_not_overwritten() {
    let (store, history) = memory();
    let newer = "{\"v\":2,\"body\":{\"units\":{\"length\":\"furlong\"}}}";
    store.set("aftermile:1:settings", newer).unwrap();
    assert_eq!(history.settings(), Settings::default());
    history
        .save_settings(&Settings {
            units: Some("us".into()),
            country: None,
        })
        .unwrap();
    assert_eq!(
        store.get("aftermile:1:kept:settings:1").as_deref(),
        Some(newer)
    );
    assert_eq!(history.settings().units.as_deref(), Some("us"));
}

#[test]
fn a_newer_list_written_meanwhile_is_set_aside_too() {
    let (store, history) = memory();
    assert!(history.rows().is_empty());
    store
        .set("aftermile:1:index", "{\"v\":9,\"body\":[]}")
        .unwrap();
    history.save(&record("1", AT)).unwrap();
    assert!(store.get("aftermile:1:kept:index:1").is_some());
    assert_eq!(history.rows().len(), 1);
}

#[test]
fn a_full_store_is_said_and_the_run_stays_for_this_visit() {
    let store = Rc::new(SmallStore::default());
    let history = History::new(store.clone());
    let run = record("1", AT);
    assert_eq!(history.save(&run), Err(NotKept::Full));
    assert_eq!(history.rows().len(), 1);
    assert_eq!(history.run("1"), Some(run));
    assert!(store.keys().is_empty());
}

#[test]
fn without_room_to_move_it_an_unreadable_entry_stays_where_it_is() {
    let store = Rc::new(SmallStore::default());
    store.inner.set("aftermile:1:draft", "??").unwrap();
    let history = History::new(store.clone());
    assert_eq!(history.draft("1"), FoundDraft::SetAside);
    store.room.set(10_000);
    let draft = Draft {
        saved_at_ms: 0,
        rules: "1".into(),
        at: "safety".into(),
        answers: Answers::new(),
        editing: None,
    };
    assert_eq!(history.save_draft(&draft), Err(NotKept::Full));
    history.clear_draft();
    assert_eq!(store.get("aftermile:1:draft").as_deref(), Some("??"));
    assert_eq!(history.kept(), 1);
    assert!(history.kept_text().contains("??"));
}

#[test]
fn a_draft_belongs_to_its_rules() {
    let (store, history) = memory();
    let draft = Draft {
        saved_at_ms: 0,
        rules: "1".into(),
        at: "run".into(),
        answers: Answers::new(),
        editing: None,
    };
    history.save_draft(&draft).unwrap();
    assert_eq!(history.draft("1"), FoundDraft::Ready(draft));
    assert_eq!(history.draft("2"), FoundDraft::SetAside);
    assert_eq!(history.draft("2"), FoundDraft::None);
    assert!(store.get("aftermile:1:kept:draft:1").is_some());
}

#[test]
fn a_draft_with_an_unknown_answer_is_set_aside() {
    let (store, history) = memory();
    let raw = "{\"v\":1,\"body\":{\"rules\":\"1\",\"at\":\"run\",\"answers\":{\"moon\":\"full\"}}}";
    store.set("aftermile:1:draft", raw).unwrap();
    assert_eq!(history.draft("1"), FoundDraft::SetAside);
    assert_eq!(store.get("aftermile:1:kept:draft:1").as_deref(), Some(raw));
}

#[test]
fn an_old_run_opens_although_a_question_has_gone() {
    let (store, history) = memory();
    history.save(&record("1", AT)).unwrap();
    let text = store.get("aftermile:1:run:1").unwrap();
    store
        .set(
            "aftermile:1:run:1",
            &text.replace("\"stroke_signs\"", "\"gone_sign\""),
        )
        .unwrap();
    let run = history.run("1").unwrap();
    assert!(run.answers().is_none());
    assert_eq!(history.kept(), 0);
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
    history.save(&record("1", AT)).unwrap();
    for key in store.keys() {
        assert!(key.starts_with(PREFIX), "{key}");
        assert!(store.get(&key).unwrap().is_ascii(), "{key}");
    }
    assert_eq!(ascii("\"\u{1f3c3}\""), "\"\\ud83c\\udfc3\"");
}

#[test]
fn ids_are_not_used_twice() {
    let (_, history) = memory();
    let id = history.new_id(AT);
    history.save(&record(&id, AT)).unwrap();
    assert_ne!(history.new_id(AT), id);
}

//! What holds of any runs: joining them is the same in any order, and an export brings everything back.

use super::{AT, long_run, memory, run};
use crate::history::{
    CheckIn, Done, History, Preview, Run, Said, Settings, Sore, Source, Week, export, read_export,
};
use crate::ports::Store;
use crate::ports::memory::MemoryStore;
use aftermile_engine::Level;
use aftermile_engine::problem::{Grade, Question, WeekReport};
use aftermile_fields::Fields;
use proptest::prelude::*;
use std::rc::Rc;

fn sore() -> impl Strategy<Value = Sore> {
    let region = prop::sample::select(vec!["quads", "calves", "knee_joint", "a new place"]);
    let feels = prop::sample::subsequence(vec!["sharp", "swollen", "purple"], 0..=3);
    (region, any::<bool>(), prop::option::of(0_u8..=10), feels).prop_map(
        |(region, right, score, feels)| Sore {
            region: region.into(),
            right,
            score,
            feels: feels.into_iter().map(Into::into).collect(),
        },
    )
}

fn level() -> impl Strategy<Value = Option<Level>> {
    prop::option::of(prop::sample::select(Level::ALL.to_vec()))
}

fn check_in() -> impl Strategy<Value = CheckIn> {
    let places = prop::collection::vec(sore(), 0..4);
    let rules =
        prop::sample::subsequence(vec!["check_worse", "check_over_week", "unheard_of"], 0..3);
    (
        0_i64..6,
        places,
        prop::option::of(0_u8..=2),
        any::<bool>(),
        level(),
        rules,
        0_u32..3,
    )
        .prop_map(
            |(at_min, places, stairs, anew, level, rules, switched)| CheckIn {
                at_min,
                places,
                stairs,
                anew,
                level,
                rules: rules.into_iter().map(Into::into).collect(),
                switched,
                ..CheckIn::default()
            },
        )
}

fn checks() -> impl Strategy<Value = Vec<CheckIn>> {
    prop::collection::vec(check_in(), 0..4).prop_map(|mut all| {
        // Times that an import takes.
        all.iter_mut().for_each(|c| c.at_min += AT.at_ms / 60_000);
        all.sort();
        all.dedup_by_key(|c| c.at_min);
        all
    })
}

/// Runs of few ids and times, so that they meet.
fn any_run() -> impl Strategy<Value = Run> {
    let text = "[ -~\u{e0}-\u{f0}\u{1f3c3}]{0,12}";
    let head = (0_u8..4, 0_i64..5, 0_i64..5, -720_i32..720, any::<bool>());
    let tail = (
        0_i64..3,
        prop::option::of("yes|no|slip"),
        prop::option::of("r[0-3]"),
        text,
        level(),
    );
    (head, tail, checks(), any::<bool>()).prop_map(
        |((id, at, updated, offset, long), (done, seen, about, text, level), checks, file)| {
            let id = format!("r{id}");
            let mut one = if long {
                long_run(&id, AT)
            } else {
                run(&id, AT)
            };
            one.saved_at_ms += at;
            one.updated_ms = AT.at_ms + updated;
            one.offset_min = offset;
            one.level = level;
            one.checks = checks;
            one.seen = seen;
            one.about = about;
            if done > 1 {
                one.swapped = vec![("RO-01".into(), "a new one".into())];
            }
            if done > 0 {
                one.done = Done {
                    at_ms: AT.at_ms + done,
                    steps: vec!["walk_down".into(), "a new step".into()],
                    other: Fields::default(),
                };
                if done > 1 {
                    one.done.other.set_raw("with", "\"dog\"");
                }
            }
            if file {
                one.source = Source::File("fit".into());
                one.said = Said::default();
                one.file.set_raw("distance_m", "12345");
                one.file
                    .set_raw("title", serde_json::to_string(&text).unwrap());
            } else {
                one.other
                    .set_raw("mood", serde_json::to_string(&text).unwrap());
            }
            // As it is after a round through the storage.
            Run::read(&one.write()).unwrap()
        },
    )
}

fn runs() -> impl Strategy<Value = Vec<Run>> {
    prop::collection::vec(any_run(), 0..6)
}

/// Weeks of few days and times, so that they meet.
fn weeks() -> impl Strategy<Value = Vec<Week>> {
    let grade = prop::option::of(prop::sample::select(Grade::ALL.to_vec()));
    let one = (
        0_i64..3,
        0_i64..3,
        prop::collection::vec(grade, 4),
        any::<bool>(),
    )
        .prop_map(|(day, at_ms, grades, more)| {
            let mut answers = WeekReport::default();
            for (question, grade) in Question::ALL.into_iter().zip(grades) {
                if let Some(grade) = grade {
                    answers.answer(question, grade);
                }
            }
            let mut other = Fields::default();
            if more {
                other.set_raw("mood", "\"bl\\u00fc\"");
            }
            let week = Week {
                day: 20_000 + day,
                at_ms: AT.at_ms + at_ms,
                answers,
                other,
            };
            // As it is after a round through the storage.
            Week::read(&week.write()).unwrap()
        });
    prop::collection::vec(one, 0..4)
}

fn told(weeks: &[Week]) -> History {
    let (_, history) = memory();
    for week in weeks {
        history.tell_week(week).unwrap();
    }
    history
}

fn filled(runs: &[Run]) -> History {
    let (_, history) = memory();
    for run in runs {
        history.save(run).unwrap();
    }
    history
}

fn merge(into: &History, from: &History) {
    let text = export(from, 1);
    let preview = Preview::of(into, read_export(&text).unwrap());
    assert!(preview.invalid.is_empty(), "{:?}", preview.invalid);
    preview.merge(into).1.unwrap();
}

fn all(history: &History) -> Vec<String> {
    history.runs().iter().map(|r| r.write()).collect()
}

/// A stored profile or settings, of this version or a newer one.
fn body(
    names: &'static [(&'static str, [&'static str; 2])],
) -> impl Strategy<Value = Option<String>> {
    let chosen = prop::sample::subsequence(names, 1..=names.len());
    let body = (chosen, any::<[bool; 6]>()).prop_map(|(names, second)| {
        let field = |((name, values), second): (&(&str, [&str; 2]), bool)| {
            format!("\"{name}\":{}", values[usize::from(second)])
        };
        let all: Vec<String> = names.iter().zip(second).map(field).collect();
        format!("{{{}}}", all.join(","))
    });
    prop::option::of(body)
}

fn profile() -> impl Strategy<Value = Option<String>> {
    let rest = body(&[
        ("answers", ["{}", "{\"pregnant\":\"no\"}"]),
        ("newer", ["[1]", "{\"on\":true}"]),
    ]);
    (rest, 1..3).prop_map(|(rest, at)| {
        let rest = rest.filter(|r| r.contains("answers"))?;
        Some(rest.replacen('{', &format!("{{\"said_at_ms\":{at},"), 1))
    })
}

fn settings() -> impl Strategy<Value = Option<String>> {
    body(&[
        ("asked_to_keep", ["true", "false"]),
        ("chosen_at_ms", ["1", "2"]),
        ("country", ["\"IE\"", "\"\""]),
        ("exported_at_ms", ["1", "2"]),
        ("newer", ["[1]", "{\"on\":true}"]),
        ("units", ["\"us\"", "\"metric\""]),
    ])
}

fn schema() -> &'static jsonschema::Validator {
    static SCHEMA: std::sync::OnceLock<jsonschema::Validator> = std::sync::OnceLock::new();
    SCHEMA.get_or_init(|| {
        let text = include_str!("../../../docs/export.schema.json");
        jsonschema::validator_for(&serde_json::from_str(text).unwrap()).unwrap()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn joining_two_copies_is_commutative_associative_and_idempotent(
        mut three in prop::collection::vec(any_run(), 3)
    ) {
        for run in &mut three {
            run.id = "one".into();
        }
        let [a, b, c] = three.as_slice() else { unreachable!() };
        prop_assert_eq!(a.join(b), b.join(a));
        prop_assert_eq!(a.join(b).join(c), a.join(&b.join(c)));
        prop_assert_eq!(&a.join(a), a);
        prop_assert_eq!(a.join(b).join(b), a.join(b));
    }

    #[test]
    fn a_run_reads_back_as_it_was_written(run in any_run()) {
        let text = run.write();
        prop_assert!(text.is_ascii());
        prop_assert_eq!(Run::read(&text), Some(run));
    }

    #[test]
    fn merging_is_commutative_associative_and_idempotent(a in runs(), b in runs(), c in runs()) {
        let (ab, ba) = (filled(&a), filled(&b));
        merge(&ab, &filled(&b));
        merge(&ba, &filled(&a));
        prop_assert_eq!(all(&ab), all(&ba));
        merge(&ab, &filled(&c));
        let bc = filled(&b);
        merge(&bc, &filled(&c));
        let a_bc = filled(&a);
        merge(&a_bc, &bc);
        prop_assert_eq!(all(&ab), all(&a_bc));
        let before = all(&ab);
        merge(&ab, &filled(&b));
        prop_assert_eq!(all(&ab), before);
    }

    #[test]
    fn profile_and_settings_merge_the_same_in_any_order(three in prop::collection::vec((profile(), settings()), 3)) {
        let with = |place: usize| {
            let (store, history) = memory();
            let bodies = [&three[place].0, &three[place].1];
            for (name, body) in ["profile", "settings"].into_iter().zip(bodies) {
                if let Some(body) = body {
                    store.set(&format!("aftermile:2:{name}"), &format!("{{\"v\":2,\"body\":{body}}}")).unwrap();
                }
            }
            history
        };
        // Each keeps what only it knows.
        let bodies = |history: &History| {
            let json = serde_json::from_str::<serde_json::Value>(&export(history, 1)).unwrap();
            let mut settings = json["settings"].clone();
            let own = settings.as_object_mut().map(|s| (s.remove("asked_to_keep"), s.remove("exported_at_ms")));
            // Without a choice there are none, whatever the browser notes there of itself.
            if settings.as_object().is_some_and(serde_json::Map::is_empty) {
                settings = serde_json::Value::Null;
            }
            (own.unwrap_or_default(), settings, json["profile"].clone())
        };
        let same = |one: &History, other: &History| {
            let ((_, s, p), (_, t, q)) = (bodies(one), bodies(other));
            (s, p) == (t, q)
        };
        let (a_bc, ab_c, ba, bc) = (with(0), with(0), with(1), with(1));
        let own = bodies(&a_bc).0;
        merge(&bc, &with(2));
        merge(&a_bc, &bc);
        merge(&ab_c, &with(1));
        merge(&ba, &with(0));
        prop_assert!(same(&ab_c, &ba));
        merge(&ab_c, &with(2));
        prop_assert!(same(&ab_c, &a_bc));
        prop_assert_eq!(bodies(&ab_c).0, own);
        let before = bodies(&ab_c);
        for history in [&ab_c, &a_bc] {
            prop_assert!(history.profile().is_some() == three.iter().any(|t| t.0.is_some()));
            let _ = history.settings();
            prop_assert_eq!(history.kept(), 0);
        }
        merge(&ab_c, &with(0));
        merge(&ab_c, &with(2));
        prop_assert_eq!(bodies(&ab_c), before);
    }

    #[test]
    fn export_erase_import_gives_back_the_same(a in runs(), torn in "[ -~\u{e9}]{1,20}") {
        let store = Rc::new(MemoryStore::default());
        let history = History::new(store.clone());
        for run in &a {
            history.save(run).unwrap();
        }
        store.set("aftermile:2:kept:run:torn:1", &format!("!{torn}")).unwrap();
        store.set("aftermile:2:profile", "{\"v\":2,\"body\":{\"said_at_ms\":5,\"answers\":{\"pregnant\":\"no\",\"odd\":\"yes\"}}}").unwrap();
        history.change_settings(|s| *s = Settings { units: Some("us".into()), country: Some("IE".into()), ..Settings::default() }).unwrap();
        let (before, kept) = (all(&history), history.kept_entries().into_values().collect::<Vec<_>>());
        let profile = history.profile();
        let text = export(&history, 9);
        prop_assert!(text.is_ascii());
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        let fault = schema().iter_errors(&json).next().map(|e| e.to_string());
        prop_assert_eq!(fault, None);
        prop_assert_eq!(history.erase_all(), 0);
        let preview = Preview::of(&history, read_export(&text).unwrap());
        prop_assert!(preview.same == 0 && preview.conflicting.is_empty());
        preview.merge(&history).1.unwrap();
        let again = History::new(store.clone());
        prop_assert_eq!(all(&again), before);
        prop_assert_eq!(again.profile(), profile);
        let country = again.settings().country;
        prop_assert_eq!(country.as_deref(), Some("IE"));
        prop_assert_eq!(again.kept_entries().into_values().collect::<Vec<_>>(), kept);
        prop_assert_eq!(export(&again, 9).len(), text.len());
    }

    #[test]
    fn weeks_merge_in_any_order_come_back_from_an_export_and_are_taken_back(a in weeks(), b in weeks(), c in weeks()) {
        let (ab, ba) = (told(&a), told(&b));
        let before = ab.weeks();
        let preview = Preview::of(&ab, read_export(&export(&told(&b), 1)).unwrap());
        preview.merge(&ab).0.undo(&ab).unwrap();
        prop_assert_eq!(ab.weeks(), before);
        merge(&ab, &told(&b));
        merge(&ba, &told(&a));
        prop_assert_eq!(ab.weeks(), ba.weeks());
        let bc = told(&b);
        merge(&bc, &told(&c));
        let a_bc = told(&a);
        merge(&a_bc, &bc);
        merge(&ab, &told(&c));
        prop_assert_eq!(ab.weeks(), a_bc.weeks());
        let all = ab.weeks();
        merge(&ab, &told(&c));
        prop_assert_eq!(&ab.weeks(), &all);
        let text = export(&ab, 1);
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(schema().iter_errors(&json).next().map(|e| e.to_string()), None);
        prop_assert_eq!(ab.erase_all(), 0);
        prop_assert!(ab.weeks().is_empty());
        let preview = Preview::of(&ab, read_export(&text).unwrap());
        preview.merge(&ab).1.unwrap();
        prop_assert_eq!(ab.weeks(), all);
    }

    #[test]
    fn an_import_is_taken_back_whole(a in runs(), b in runs()) {
        let history = filled(&a);
        let before = all(&history);
        let preview = Preview::of(&history, read_export(&export(&filled(&b), 1)).unwrap());
        let (done, _) = preview.merge(&history);
        done.undo(&history).unwrap();
        prop_assert_eq!(all(&history), before);
    }

    #[test]
    fn profiles_merge_in_any_order_and_are_taken_back(said in prop::collection::vec((0_i64..3, any::<bool>()), 3)) {
        let told = |(at, more): (i64, bool)| {
            let (store, history) = memory();
            let odd = if more { ",\"odd\":\"yes\"" } else { "" };
            store.set("aftermile:2:profile", &format!("{{\"v\":2,\"body\":{{\"said_at_ms\":{at},\"answers\":{{\"pregnant\":\"no\"{odd}}}}}}}")).unwrap();
            (store, history)
        };
        let stored = |store: &MemoryStore| {
            let text = store.get("aftermile:2:profile").unwrap();
            serde_json::from_str::<serde_json::Value>(&text).unwrap()
        };
        let merged = |order: [usize; 3]| {
            let (store, into) = memory();
            for one in order {
                merge(&into, &told(said[one]).1);
            }
            stored(&store)
        };
        prop_assert_eq!(merged([0, 1, 2]), merged([2, 1, 0]));
        prop_assert_eq!(merged([0, 1, 2]), merged([1, 0, 2]));
        let (store, into) = told(said[0]);
        let before = stored(&store);
        let preview = Preview::of(&into, read_export(&export(&told(said[1]).1, 1)).unwrap());
        preview.merge(&into).0.undo(&into).unwrap();
        prop_assert_eq!(stored(&store), before);
    }

    #[test]
    fn no_text_makes_reading_panic(text in "\\PC{0,80}") {
        let _ = Run::read(&text);
        let _ = read_export(&text);
        let _ = Said::of_code(&text);
        let _ = crate::history::Told::of_code(&text);
    }
}

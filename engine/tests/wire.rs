//! Answers as JSON: what goes in comes out; what is wrong is named and nothing is used.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use aftermile_engine::Answers;
use common::{person, sore, well};
use proptest::prelude::*;

fn error(json: &str) -> String {
    serde_json::from_str::<Answers>(json)
        .unwrap_err()
        .to_string()
}

proptest! {
    #[test]
    fn written_and_read_back(a in person()) {
        let text = serde_json::to_string(&a).unwrap();
        prop_assert!(text.is_ascii());
        prop_assert_eq!(serde_json::from_str::<Answers>(&text).unwrap(), a);
    }
}

#[test]
fn the_error_names_the_field_and_what_it_takes() {
    for (json, field, says) in [
        (r#"{"colour": "red"}"#, "colour", "no question"),
        (r#"{"minutes": 40}"#, "minutes", "with its unit"),
        (r#"{"minutes": "40 km"}"#, "minutes", "min"),
        (r#"{"minutes": "99999 min"}"#, "minutes", "5 to 2880"),
        (r#"{"effort": 11}"#, "effort", "0 to 10"),
        (r#"{"effort": 3.5}"#, "effort", "whole number"),
        (r#"{"kind": "sprint"}"#, "kind", "intervals"),
        (r#"{"kind": "dont_know"}"#, "kind", "dont_know"),
        (r#"{"chest_pain": true}"#, "chest_pain", "\"yes\""),
        (r#"{"score": 4}"#, "score", "sites"),
        (
            r#"{"sites": [{"region": "elbow", "side": "left"}]}"#,
            "elbow",
            "quads",
        ),
        (
            r#"{"sites": [{"region": "quads", "side": "left", "score": 12}]}"#,
            "score",
            "0 to 10",
        ),
        (
            r#"{"sites": [{"region": "quads", "side": "left", "score": 2, "feels": ["hot"]}]}"#,
            "hot",
            "place",
        ),
        (
            r#"{"sites": [{"region": "quads", "side": "left"}, {"region": "quads", "side": "left"}]}"#,
            "quads left",
            "once",
        ),
        (r#"{"hot": "yes", "hot": "no"}"#, "hot", "twice"),
    ] {
        let message = error(json);
        assert!(
            message.contains(field) && message.contains(says),
            "{json}: {message}"
        );
    }
}

#[test]
fn a_plan_is_read_back_as_it_was() {
    let mut a = well();
    sore(&mut a, "quads both 4");
    let plan = aftermile_engine::Plan::new(&a).unwrap();
    let text = serde_json::to_string(&plan).unwrap();
    assert!(text.is_ascii());
    assert_eq!(
        serde_json::from_str::<aftermile_engine::Plan>(&text).unwrap(),
        plan
    );
}

//! A rule file with an error stops the build with file and line. Each case breaks the real files in one place.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../build/check.rs"]
mod check;
#[path = "../build/condition.rs"]
#[allow(dead_code)]
mod condition;
#[path = "../build/schema.rs"]
#[allow(dead_code)]
mod schema;

use std::path::PathBuf;

/// The errors after replacing `from` by `to` in one rule file, and the line on which `to` then starts.
fn broken(file: &str, from: &str, to: &str) -> Vec<String> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!(
        "{}-{}",
        file,
        from.len() * 31 + to.len()
    ));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    for entry in std::fs::read_dir("rules").unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_owned();
        let mut text = std::fs::read_to_string(&path).unwrap();
        if name == file {
            assert!(text.contains(from), "{file} has no `{from}`");
            text = text.replacen(from, to, 1);
        }
        std::fs::write(folder.join(name), text).unwrap();
    }
    match schema::read(&folder) {
        Err(errors) => errors,
        Ok(book) => check::check(&book).err().unwrap_or_default(),
    }
}

#[track_caller]
fn refuses(file: &str, from: &str, to: &str, says: &str) {
    let errors = broken(file, from, to);
    let place = "engine/rules/";
    assert!(
        errors
            .iter()
            .any(|e| e.starts_with(place) && e.contains(says)),
        "wanted {place}<file>:<line>: ... {says} ..., got {errors:#?}"
    );
    let line = errors[0].split(':').nth(1).unwrap_or_default();
    assert!(line.parse::<usize>().is_ok(), "no line in {}", errors[0]);
}

#[test]
fn the_real_files_are_whole() {
    let book = schema::read(&PathBuf::from("rules")).unwrap();
    assert!(check::check(&book).is_ok());
}

#[test]
fn an_unknown_name() {
    refuses(
        "triage.toml",
        r#"when.any = ["urine_dark"]"#,
        r#"when.any = ["urine_drak"]"#,
        "nothing is called `urine_drak`",
    );
}

#[test]
fn a_value_outside_the_range() {
    refuses(
        "definitions.toml",
        "minutes >= 90 min",
        "minutes >= 9000 min",
        "runs from 5 to 2880",
    );
}

#[test]
fn a_wrong_unit() {
    refuses(
        "definitions.toml",
        "minutes >= 90 min",
        "minutes >= 90 h",
        "is in min",
    );
}

#[test]
fn an_unknown_option() {
    refuses(
        "definitions.toml",
        "kind is intervals or tempo",
        "kind is interval or tempo",
        "has no option `interval`",
    );
}

#[test]
fn a_duplicate_id() {
    refuses(
        "triage.toml",
        r#"id = "seizure""#,
        r#"id = "confused""#,
        "stands already at",
    );
}

#[test]
fn a_missing_citation() {
    refuses(
        "triage.toml",
        r#"cite = [{ id = "EV-RF-31", supports = "any one sign, even passing, is an emergency" }]"#,
        "cite = []",
        "no citation",
    );
}

#[test]
fn an_unknown_citation() {
    refuses(
        "triage.toml",
        r#"{ id = "EV-RF-31""#,
        r#"{ id = "EV-RF-99""#,
        "not in citations.toml",
    );
}

#[test]
fn a_missing_reason() {
    refuses(
        "triage.toml",
        r#"because = "You said: {urine_dark}."#,
        "because = \"\" #",
        "empty text",
    );
}

#[test]
fn a_placeholder_that_did_not_count() {
    refuses(
        "triage.toml",
        "You said: {urine_dark}",
        "You said: {chest_pain}",
        "{chest_pain} is not in `when`",
    );
}

#[test]
fn two_winners_of_one_priority() {
    refuses(
        "steps.toml",
        "group = \"drink\"\npriority = 40",
        "group = \"drink\"\npriority = 50",
        "priority 50 of `drink`",
    );
}

#[test]
fn a_red_flag_that_prescribes() {
    refuses(
        "triage.toml",
        r#"say = ["sit_down"]"#,
        r#"say = ["walk_down"]"#,
        "unknown line `walk_down`",
    );
}

#[test]
fn a_worse_answer_that_switches_a_rule_off() {
    refuses(
        "triage.toml",
        r#"when.all = ["blackout", "faint_when is during_run"]"#,
        r#"when.all = ["blackout", "faint_when is after_stopping"]"#,
        "a worse answer to `faint_when`",
    );
    refuses(
        "triage.toml",
        r#"when.all = ["injury_place", "limp"]"#,
        r#"when.all = ["injury_place", "limp", "no fever"]"#,
        "a worse answer to `fever`",
    );
}

#[test]
fn a_definition_that_asks_for_the_level() {
    refuses(
        "definitions.toml",
        "minutes >= 90 min",
        "level is book",
        "asks for the level",
    );
}

#[test]
fn a_fact_that_no_screen_asks() {
    refuses(
        "screens.toml",
        r#"facts = ["began"]"#,
        r#"facts = ["days"]"#,
        "asked on two screens",
    );
}

#[test]
fn a_field_that_the_format_does_not_know() {
    refuses(
        "triage.toml",
        r#"title = "A fit""#,
        "titel = \"A fit\"",
        "titel",
    );
}

#[test]
fn a_condition_about_all_places_inside_one_place() {
    refuses(
        "definitions.toml",
        r#"when.any = ["score >= 8 of 10", "far_worse"]"#,
        r#"when.any = ["score >= 8 of 10", { any_site = ["far_worse"] }]"#,
        "cannot ask about all sites",
    );
}

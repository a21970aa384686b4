//! The rulebook's tables and words: nothing is nameless, and every condition can be told.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeSet;

use aftermile_engine::condition::Cond;
use aftermile_engine::rulebook::{
    DEFINITIONS, DENIED_WORDS, FACT_WORDS, GAPS, Lead, NUMBERS, PLACE_GROUPS, Phrase, STATEMENTS,
    TOPICS, TRIAGE_ENTRIES, condition, given, phrase, shown,
};
use aftermile_engine::table::{
    CALMS, DEFINES, HEADLINES, HELPS, LEAVE_OUT, NEXT_RUNS, STEPS, TRIAGE,
};
use aftermile_engine::{Fact, Region};

fn rule(id: &str) -> Phrase {
    condition(&TRIAGE.iter().find(|r| r.id == id).unwrap().when)
}

fn line(phrase: &Phrase) -> &str {
    match phrase {
        Phrase::Line { text, .. } => text,
        Phrase::List { lead, .. } => panic!("a list: {}", lead.text()),
    }
}

fn list(phrase: &Phrase) -> (Lead, &[Phrase]) {
    match phrase {
        Phrase::List { lead, items } => (*lead, items),
        Phrase::Line { text, .. } => panic!("a line: {text}"),
    }
}

#[test]
fn one_sign_is_one_line() {
    assert_eq!(line(&rule("dark_urine")), "you named: brown or red urine");
}

#[test]
fn what_belongs_together_is_a_list_and_signs_share_a_line() {
    let told = rule("severe_with_more");
    let (lead, items) = list(&told);
    assert_eq!(lead, Lead::All);
    assert_eq!(line(&items[0]), "very strong pain");
    let (lead, inner) = list(&items[1]);
    assert_eq!(lead, Lead::Any);
    assert!(line(&inner[0]).starts_with("you named at least one of: truly weak legs; vomiting"));
    assert!(matches!(
        inner[1],
        Phrase::Line {
            definition: Some("severe_and_weak"),
            ..
        }
    ));
}

#[test]
fn numbers_choices_and_denials_read_as_people_say_them() {
    let step = |id: &str| condition(&STEPS.iter().find(|s| s.id == id).unwrap().when);
    let walk = step("walk_down");
    let lines: Vec<&str> = list(&walk).1.iter().map(line).collect();
    assert!(lines.contains(&"you finished within the hour"), "{lines:?}");
    assert!(
        lines.contains(&"no place that may be an injury"),
        "{lines:?}"
    );
    let define = |id: &str| {
        let place = DEFINITIONS.iter().position(|d| d.id == id).unwrap();
        condition(&DEFINES[place].when)
    };
    let long = define("long_run");
    assert_eq!(line(&list(&long).1[0]), "the run took 90 minutes or more");
    let severe = define("severe");
    assert!(line(&severe).starts_with("one sore place or more: "));
}

/// Every text of a phrase.
fn texts(phrase: &Phrase, out: &mut Vec<String>) {
    match phrase {
        Phrase::Line { text, .. } => out.push(text.clone()),
        Phrase::List { lead, items } => {
            out.push(lead.text().to_owned());
            assert!(!items.is_empty());
            items.iter().for_each(|i| texts(i, out));
        }
    }
}

fn conditions() -> Vec<(&'static str, &'static Cond)> {
    let mut all = Vec::new();
    all.extend(DEFINES.iter().map(|d| (d.id, &d.when)));
    all.extend(TRIAGE.iter().map(|r| (r.id, &r.when)));
    all.extend(STEPS.iter().map(|r| (r.id, &r.when)));
    all.extend(LEAVE_OUT.iter().map(|r| (r.id, &r.when)));
    all.extend(HEADLINES.iter().map(|r| (r.id, &r.when)));
    all.extend(CALMS.iter().map(|r| (r.id, &r.when)));
    all.extend(NEXT_RUNS.iter().map(|r| (r.id, &r.when)));
    all.extend(HELPS.iter().map(|r| (r.id, &r.when)));
    all
}

#[test]
fn every_condition_can_be_told() {
    let names: BTreeSet<&str> = Fact::all()
        .map(Fact::id)
        .chain(DEFINES.iter().map(|d| d.id))
        .filter(|id| id.contains('_'))
        .collect();
    for (id, cond) in conditions() {
        let mut all = Vec::new();
        texts(&condition(cond), &mut all);
        for text in all {
            assert!(!text.trim().is_empty(), "{id}: an empty line");
            assert!(!text.contains(['{', '}']), "{id}: {text}");
            for word in text.split(|c: char| !c.is_alphanumeric() && c != '_') {
                assert!(!names.contains(word), "{id}: `{word}` stands in {text}");
            }
        }
    }
}

#[test]
fn every_example_can_be_told() {
    for entry in TRIAGE_ENTRIES {
        let told = given(&entry.example.unwrap());
        assert!(
            !told.is_empty() && !told.contains('{'),
            "{}: {told}",
            entry.id
        );
    }
}

#[test]
fn placeholders_are_shown_as_what_is_filled_in() {
    assert_eq!(
        shown("You {finished}, {urine_dark}, after {minutes}."),
        "You [when you finished], brown or red urine, after [minutes]."
    );
}

/// Words for what is no longer there would mislead the next who reads the file.
#[test]
fn rulebook_toml_names_only_what_there_is() {
    for (id, _) in FACT_WORDS.iter().chain(DENIED_WORDS) {
        assert!(Fact::by_id(id).is_some(), "no fact is called {id}");
    }
    let rows: BTreeSet<String> = STEPS
        .iter()
        .map(|s| format!("step.{}", s.id))
        .chain(LEAVE_OUT.iter().map(|l| format!("leave.{}", l.id)))
        .chain(TRIAGE.iter().map(|r| format!("rule.{}", r.id)))
        .collect();
    let groups: BTreeSet<&str> = STEPS.iter().filter_map(|s| s.group).collect();
    for topic in TOPICS {
        for row in topic.rows {
            assert!(rows.contains(*row), "{}: no row {row}", topic.id);
        }
        for group in topic.groups {
            assert!(groups.contains(group), "{}: no group {group}", topic.id);
        }
        for group in topic.numbers {
            assert!(NUMBERS.iter().any(|n| n.group == *group), "{group}");
        }
    }
}

#[test]
fn every_number_says_what_it_stands_for() {
    let missing: Vec<String> = NUMBERS
        .iter()
        .filter(|n| n.says.is_none())
        .map(|n| format!("{}.{}", n.group, n.name))
        .collect();
    assert!(
        missing.is_empty(),
        "say in [words.number] of rules/rulebook.toml what these stand for: {missing:#?}"
    );
    for group in NUMBERS.iter().map(|n| n.group) {
        assert!(
            TOPICS.iter().any(|t| t.numbers.contains(&group)),
            "no chapter of rules/rulebook.toml shows the numbers of {group}"
        );
    }
}

#[test]
fn groups_of_places_have_words() {
    for group in PLACE_GROUPS {
        assert_ne!(
            group.says, group.id,
            "say in [words.group] of rules/rulebook.toml what `{}` is",
            group.id
        );
        assert!(group.regions.iter().all(|r| Region::by_id(r).is_some()));
    }
}

#[test]
fn phrases_have_words() {
    for name in ["all", "any", "none", "not_all", "place_all", "named", "or"] {
        assert_ne!(phrase(name), "", "{name}");
    }
    assert_ne!(phrase("named_any"), "named_any");
}

#[test]
fn the_article_has_its_twenty_eight_statements_with_a_verdict() {
    assert_eq!(STATEMENTS.len(), 28);
    for s in STATEMENTS {
        assert!(
            ["supports", "qualifies", "contradicts", "unproven", "gap"].contains(&s.verdict),
            "{}",
            s.id
        );
        assert!(!s.product.is_empty() && !s.evidence.is_empty(), "{}", s.id);
    }
    assert!(!GAPS.is_empty());
}

use super::{ALL, Entry, RETIRED, Units, Words, fill, key, rule_text};
use crate::ports::memory::PlainLocale;
use aftermile_engine::message::{catalogue, placeholders};
use aftermile_engine::{Arg, Fact, Message};
use std::fs;
use std::path::Path;
use std::rc::Rc;

fn words(units: Units) -> Words {
    Words {
        units,
        locale: Rc::new(PlainLocale::default()),
    }
}

fn q(value: i32, unit: &str) -> String {
    words(Units::Metric).quantity(value, unit)
}

fn us(value: i32, unit: &str) -> String {
    words(Units::Us).quantity(value, unit)
}

#[test]
fn quantities_are_written_in_the_chosen_units() {
    assert_eq!(q(55, "min"), "55 min");
    assert_eq!(q(240, "min"), "4 h");
    assert_eq!(q(245, "min"), "4 h 5 min");
    assert_eq!(q(24, "h"), "24 h");
    assert_eq!(q(96, "h"), "4 days");
    assert_eq!(q(21100, "m"), "21.1 km");
    assert_eq!(us(21100, "m"), "13.1 mi");
    assert_eq!(us(42200, "m"), "26.2 mi");
    assert_eq!(q(72500, "g"), "72.5 kg");
    assert_eq!(us(72500, "g"), "159.8 lb");
    assert_eq!(q(25, "g"), "25 g");
    assert_eq!(
        us(25, "g"),
        "25 g",
        "food is weighed in grams on labels everywhere"
    );
    assert_eq!(q(7, "of 10"), "7 of 10");
}

#[test]
fn ranges_name_the_unit_once() {
    assert_eq!(words(Units::Metric).range(473, 710, "ml"), "470–710 ml");
    assert_eq!(words(Units::Us).range(473, 710, "ml"), "16–24 fl oz");
    assert_eq!(words(Units::Metric).range(7, 9, "h"), "7–9 h");
    assert_eq!(words(Units::Metric).range(5, 5, "min"), "5 min");
}

#[test]
fn a_hot_day_is_named_in_the_chosen_units() {
    assert_eq!(words(Units::Metric).rule("fact.hot"), "Hot: from 25 °C");
    assert_eq!(words(Units::Us).rule("fact.hot"), "Hot: from 77 °F");
}

#[test]
fn nested_keys_and_counts_are_filled() {
    let words = words(Units::Metric);
    let written = |name: &str, arg: Arg| {
        let hole = format!("{{{name}}}");
        let key = catalogue()
            .iter()
            .find(|(_, text)| text.contains(&hole))
            .unwrap()
            .0;
        words.message(&Message::new(key).with(name, arg))
    };
    let nested = written("kit", Arg::Key("said.kit.floor".into()));
    assert!(nested.contains(&words.rule("said.kit.floor")), "{nested}");
    let counted = written("low", Arg::Count(2));
    assert!(counted.contains('2'), "{counted}");
}

#[test]
fn hyphens_between_digits_become_dashes() {
    assert_eq!(words(Units::Metric).rule("fact.age.a13_17"), "13–17");
    assert_eq!(
        super::format::with_dashes("run-walk 1-2"),
        "run-walk 1\u{2013}2"
    );
}

#[test]
fn plurals_follow_the_category() {
    let words = words(Units::Metric);
    assert_eq!(words.count(key::WHERE_PICKED, 1), "1 place");
    assert_eq!(words.count(key::WHERE_PICKED, 2), "2 places");
    assert_eq!(key::WHERE_PICKED.plural("few"), key::WHERE_PICKED.text());
}

#[test]
fn filling_leaves_nothing_open() {
    assert_eq!(fill("a {b} c", &mut |_| None), "a  c");
    assert_eq!(fill("a {b", &mut |_| None), "a {b");
    assert_eq!(fill("{x}{y}", &mut |n| Some(n.to_uppercase())), "XY");
}

/// Every rule text can be written: each placeholder is a fact, an argument of a dose, or the page's own.
#[test]
fn every_placeholder_of_the_rules_is_known() {
    let own = ["hot", "warm", "place", "places"];
    for (key, text) in catalogue() {
        for name in placeholders(text) {
            let filled = own.contains(&name)
                || Fact::by_id(name).is_some()
                || [
                    "dose.",
                    "place.",
                    "list.",
                    "said.",
                    "next.",
                    "note.",
                    "option.",
                    "phone.",
                    "change.",
                    "not.",
                    "rule.check_",
                    "rule.unsure",
                ]
                .iter()
                .any(|group| key.starts_with(group));
            assert!(filled, "nothing fills {{{name}}} of {key}");
        }
    }
}

#[test]
fn every_entry_has_a_text() {
    for (name, key) in ALL {
        assert!(!key.text().is_empty(), "{name} is empty");
    }
    assert!(
        ALL.iter()
            .any(|(_, key)| matches!(key.entry(), Some(Entry::Plural(_))))
    );
}

#[test]
fn every_entry_is_used() {
    let mut sources = String::new();
    gather(Path::new("src"), &mut sources);
    for (name, _) in ALL.iter().filter(|(n, _)| !n.starts_with("fallback.")) {
        let constant = format!("key::{}", name.replace('.', "_").to_uppercase());
        assert!(sources.contains(&constant), "{name} is not shown anywhere");
    }
}

fn gather(folder: &Path, out: &mut String) {
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.is_dir() {
            gather(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn retired_keys_are_not_used_again() {
    for (key, text) in RETIRED {
        assert!(!text.is_empty(), "{key} lost its text");
        assert!(
            aftermile_engine::message::english(key).is_none(),
            "{key} is retired and in the rules"
        );
        assert_eq!(rule_text(key), Some(*text));
    }
    assert_eq!(
        words(Units::Metric).rule("step.that_never_was"),
        key::UNIT_LOST.text()
    );
}

/// The page's fallback is shown when this program cannot be: it holds the same words.
#[test]
fn the_static_fallback_says_the_same() {
    let page = fs::read_to_string("index.html")
        .unwrap()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let script = fs::read_to_string("web/embed.js").unwrap();
    for text in [key::FALLBACK_ADVICE.text(), key::FALLBACK_WARNING.text()] {
        assert!(page.contains(text), "index.html lacks: {text}");
        assert!(script.contains(text), "web/embed.js lacks: {text}");
    }
    for text in [
        key::FALLBACK_FAILED.text(),
        key::FALLBACK_TODO.text(),
        key::FALLBACK_FRAME.text(),
    ] {
        assert!(script.contains(text), "web/embed.js lacks: {text}");
    }
    assert!(page.contains(key::CARD_TITLE.text()));
    assert!(page.contains(key::CARD_LEAD.text()));
    assert!(page.contains(key::APP_PRIVATE.text()));
    assert!(page.contains(&format!(">{}</button>", key::CARD_START.text())));
}

/// Stored runs name the texts of the rules by key (those of the questions excepted), so a key that has shipped is in the rules or retired for good.
/// New keys are added to the list with the release that ships them.
#[test]
fn every_key_that_has_shipped_is_still_read() {
    let shipped = fs::read_to_string("src/i18n/shipped.txt").unwrap();
    let known: Vec<&str> = catalogue().iter().map(|(key, _)| *key).collect();
    let lost: Vec<&str> = shipped
        .lines()
        .filter(|key| !known.contains(key) && !RETIRED.iter().any(|(retired, _)| retired == key))
        .collect();
    assert_eq!(lost, Vec::<&str>::new());
    assert!(shipped.lines().count() > 300);
}

//! The sources of a step or of the whole answer: in words once they were read, else by number with a link.

use crate::i18n::{Key, Words, key};
use crate::state::App;
use crate::state::sources::{Found, Source};
use crate::ui::parts::live;
use leptos::prelude::*;

/// The sources of these citations, each once. `rule`: the key of the rule whose sources they are.
pub fn view(app: App, rule: Option<String>, ids: Vec<String>) -> AnyView {
    live(move || {
        let (found, words) = (app.sources.get(), app.words_untracked());
        let rows: Vec<AnyView> = once(app, rule.is_none(), &ids)
            .into_iter()
            .map(|told| row(app, &words, rule.as_deref(), &told))
            .collect();
        let missing = (found == Found::Missing)
            .then(|| view! { <p class="sub" role="status">{key::SOURCES_MISSING.text()}</p> });
        view! {
            {missing}
            <ul class="sources">{rows}</ul>
        }
        .into_any()
    })
}

/// What one row tells: a source, and the citations under which it is kept.
struct Told<'a> {
    first: &'a str,
    /// All of them, for the reader who looks them up.
    ids: String,
    source: Option<Source>,
}

/// Each citation once, and where `by_text` each source too: many a choice of ours stands under one name.
fn once<'a>(app: App, by_text: bool, ids: &'a [String]) -> Vec<Told<'a>> {
    let mut rows: Vec<Told> = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for id in ids {
        if seen.contains(&id.as_str()) {
            continue;
        }
        seen.push(id);
        let source = app.source(id);
        let same = rows
            .iter_mut()
            .find(|told| by_text && source.is_some() && told.source == source);
        match same {
            Some(told) => {
                told.ids.push_str(", ");
                told.ids.push_str(id);
            }
            None => rows.push(Told {
                first: id,
                ids: id.clone(),
                source,
            }),
        }
    }
    rows
}

fn row(app: App, words: &Words, rule: Option<&str>, told: &Told) -> AnyView {
    let supports = rule.and_then(|rule| app.supports(rule, told.first));
    // The number says which it is, also offline and for a stored run whose source is no longer there.
    let name = match &told.source {
        Some(source) => source.text.clone(),
        None => words.with(key::SOURCES_NUMBER, &[("id", told.first)]),
    };
    let worth = told.source.as_ref().map(|s| {
        let worth = worth(words, s);
        let ids = told.ids.clone();
        view! { <small>{worth}" "<span>{ids}</span></small> }
    });
    view! {
        <li data-source=told.first.to_owned()>
            {supports.map(|s| view! { <p>{s}</p> })}
            {linked(app.rulebook(told.first), name.into_any())}
            {worth}
        </li>
    }
    .into_any()
}

/// How strong a source is and how far it was read, in words. Empty for marks that nothing names.
fn worth(words: &Words, source: &Source) -> String {
    let (graded, check) = match source.check.as_str() {
        "V" => (true, key::SOURCES_READ),
        "P" | "V/P" => (true, key::SOURCES_PARTLY),
        "U" => (false, key::SOURCES_UNREAD),
        "-" | "design" => (false, key::SOURCES_CHOSEN),
        "computed" => (false, key::SOURCES_WORKED),
        _ => return String::new(),
    };
    let check = check.text();
    // What was not read has no strength to tell.
    let kinds: Vec<&str> = source
        .grade
        .split('/')
        .filter_map(kind)
        .map(Key::text)
        .collect();
    if graded && !kinds.is_empty() {
        let grade = words.with(key::SOURCES_GRADE, &[("grade", &kinds.join(", "))]);
        format!("{grade} {check}")
    } else {
        check.to_owned()
    }
}

fn kind(grade: &str) -> Option<Key> {
    match grade {
        "A" => Some(key::SOURCES_GRADE_A),
        "B" => Some(key::SOURCES_GRADE_B),
        "C" => Some(key::SOURCES_GRADE_C),
        _ => None,
    }
}

/// A link to a place of the rulebook; the words alone where there is none.
pub fn linked(address: Option<String>, words: AnyView) -> AnyView {
    match address {
        Some(address) => {
            view! { <a href=address target="_blank" rel="noopener">{words}</a> }.into_any()
        }
        None => words,
    }
}

/// Where grades are explained and every rule stands.
pub fn rulebook(app: App) -> AnyView {
    let address = app.rulebook("reading");
    address
        .map(|address| {
            view! {
                <p class="sub">
                    <a href=address target="_blank" rel="noopener" data-action="rulebook">{key::SOURCES_BOOK.text()}</a>
                </p>
            }
        })
        .into_any()
}

#[cfg(test)]
mod tests {
    use super::{once, worth};
    use crate::i18n::{Units, Words};
    use crate::ports::Ports;
    use crate::ports::memory::{self, Files, PlainLocale};
    use crate::state::App;
    use crate::state::sources::Source;
    use leptos::prelude::Owner;
    use std::rc::Rc;

    #[test]
    fn a_source_is_named_once() {
        let text = r#"{"sources":{"EV-A-01":["Our own choice","C","-"],"EV-A-02":["Our own choice","C","-"]}}"#;
        let files = Files([("rulebook.json".to_owned(), text.to_owned())].into());
        let all = ["EV-A-01", "EV-A-02", "EV-A-01", "EV-OLD-9"].map(str::to_owned);
        let told = |app, by_text| -> Vec<String> {
            let rows = once(app, by_text, &all);
            rows.into_iter().map(|told| told.ids).collect()
        };
        Owner::new().with(|| {
            let app = App::new(
                Ports {
                    release: Box::new(files),
                    ..memory::ports()
                },
                None,
            );
            assert_eq!(told(app, true), ["EV-A-01", "EV-A-02", "EV-OLD-9"]);
            app.open_sources();
            assert_eq!(told(app, true), ["EV-A-01, EV-A-02", "EV-OLD-9"]);
            assert_eq!(told(app, false), ["EV-A-01", "EV-A-02", "EV-OLD-9"]);
        });
    }

    fn told(grade: &str, check: &str) -> String {
        let words = Words {
            units: Units::Metric,
            locale: Rc::new(PlainLocale::default()),
        };
        let source = Source {
            text: String::new(),
            grade: grade.to_owned(),
            check: check.to_owned(),
        };
        worth(&words, &source)
    }

    #[test]
    fn grade_and_check_are_told_in_words() {
        assert_eq!(
            told("B", "V"),
            "Evidence: fair (a trial or a measured study). Checked at its source."
        );
        assert_eq!(
            told("A/C", "V/P"),
            "Evidence: strong (a review of studies, or a consensus), weak (experts' opinion or an advice page). Read in part only."
        );
        assert_eq!(
            told("C", "U"),
            "From general knowledge: no source was opened."
        );
        assert_eq!(told("C", "-"), told("C", "design"));
        assert_eq!(told("C", "-"), "Chosen by us, not shown by a study.");
        assert_eq!(told("derived", "computed"), "Worked out by us.");
    }

    #[test]
    fn every_mark_of_the_rules_has_its_words() {
        let rules = include_str!("../../../engine/rules/citations.toml");
        let marks = |name: &str| -> Vec<&str> {
            let lines = rules.lines().filter_map(|line| line.strip_prefix(name));
            lines.map(|mark| mark.trim_matches('"')).collect()
        };
        let (grades, checks) = (marks("grade = "), marks("check = "));
        assert!(grades.len() > 100 && grades.len() == checks.len());
        for (grade, check) in grades.into_iter().zip(checks) {
            let words = told(grade, check);
            assert!(!words.is_empty(), "{grade} {check}");
            let read = matches!(check, "V" | "P" | "V/P");
            assert_eq!(words.starts_with("Evidence: "), read, "{grade} {check}");
        }
    }
}

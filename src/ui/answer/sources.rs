//! The sources of a step or of the whole answer: by name once they were read, else by number with a link.

use crate::i18n::{Words, key};
use crate::state::App;
use crate::state::sources::Found;
use crate::ui::parts::live;
use leptos::prelude::*;

/// The sources of these citations, each once. `rule`: the key of the rule whose sources they are.
pub fn view(app: App, rule: Option<String>, ids: Vec<String>) -> AnyView {
    live(move || {
        let (found, words) = (app.sources.get(), app.words_untracked());
        let rows: Vec<AnyView> = once(app, rule.is_none(), &ids)
            .into_iter()
            .map(|id| row(app, &words, rule.as_deref(), id))
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

/// Each citation once, and where `by_text` each source too: many a design choice stands under one name.
fn once(app: App, by_text: bool, ids: &[String]) -> Vec<&str> {
    let mut told: Vec<String> = Vec::new();
    let mut kept = Vec::new();
    for id in ids {
        let source = app.source(id).filter(|_| by_text);
        let text = source.map_or_else(|| id.clone(), |s| s.text);
        if !told.contains(&text) {
            told.push(text);
            kept.push(id.as_str());
        }
    }
    kept
}

fn row(app: App, words: &Words, rule: Option<&str>, id: &str) -> AnyView {
    let supports = rule.and_then(|rule| app.supports(rule, id));
    let source = app.source(id);
    let grade = source.as_ref().map(|s| {
        let values = [("grade", s.grade.as_str()), ("check", s.check.as_str())];
        words.with(key::SOURCES_GRADE, &values)
    });
    // The number says which it is, also offline and for a stored run whose source is no longer there.
    let name = source.map_or_else(|| id.to_owned(), |s| s.text);
    view! {
        <li data-source=id.to_owned()>
            {supports.map(|s| view! { <p>{s}</p> })}
            {linked(app.rulebook(id), name.into_any())}
            {grade.map(|g| view! { <small>{g}</small> })}
        </li>
    }
    .into_any()
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
    use super::once;
    use crate::ports::Ports;
    use crate::ports::memory::{self, Files};
    use crate::state::App;
    use leptos::prelude::Owner;

    #[test]
    fn a_source_is_named_once() {
        let text = r#"{"sources":{"EV-A-01":["Design","C","-"],"EV-A-02":["Design","C","-"]}}"#;
        let files = Files([("rulebook.json".to_owned(), text.to_owned())].into());
        let all = ["EV-A-01", "EV-A-02", "EV-A-01", "EV-OLD-9"].map(str::to_owned);
        Owner::new().with(|| {
            let app = App::new(
                Ports {
                    release: Box::new(files),
                    ..memory::ports()
                },
                None,
            );
            assert_eq!(once(app, true, &all), ["EV-A-01", "EV-A-02", "EV-OLD-9"]);
            app.open_sources();
            assert_eq!(once(app, true, &all), ["EV-A-01", "EV-OLD-9"]);
            assert_eq!(once(app, false, &all), ["EV-A-01", "EV-A-02", "EV-OLD-9"]);
        });
    }
}

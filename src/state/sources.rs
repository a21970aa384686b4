//! The sources of the rules: a file of the release that is read when a runner opens them.

use super::App;
use crate::ports::host::Place;
use leptos::prelude::*;

/// The file with the sources, and the page with the whole rulebook.
const FILE: &str = "rulebook.json";
const PAGE: &str = "rulebook.html";

/// Whether the sources are known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Found {
    #[default]
    NotOpened,
    Reading,
    /// Offline or blocked. Opening them again tries again.
    Missing,
    Here,
}

/// One source in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    pub text: String,
    pub grade: String,
    pub check: String,
}

impl App {
    /// Reads the sources, unless they are here or on their way.
    pub fn open_sources(&self) {
        if matches!(self.sources.get_untracked(), Found::Reading | Found::Here) {
            return;
        }
        self.sources.set(Found::Reading);
        let app = *self;
        let then = move |file| {
            // The widget may have gone meanwhile.
            let Some(inner) = app.inner.try_get_value() else {
                return;
            };
            let found = match file {
                Some(_) => Found::Here,
                None => Found::Missing,
            };
            inner.sources.replace(file);
            app.sources.set(found);
        };
        self.inner().ports.release.read(FILE, Box::new(then));
    }

    /// The source of that citation; none before they were read, and when a stored run names one that is no longer there.
    #[must_use]
    pub fn source(&self, id: &str) -> Option<Source> {
        let part = |place| self.in_sources(&["sources", id, place]);
        Some(Source {
            text: part("0")?,
            grade: part("1")?,
            check: part("2")?,
        })
    }

    /// What the citation supports in a rule, by the rule's key in the catalogue.
    #[must_use]
    pub fn supports(&self, rule: &str, id: &str) -> Option<String> {
        self.in_sources(&["supports", rule, id])
    }

    /// What a triage rule is about, by the key of its text.
    #[must_use]
    pub fn title(&self, rule: &str) -> Option<String> {
        self.in_sources(&["titles", rule])
    }

    fn in_sources(&self, path: &[&str]) -> Option<String> {
        self.inner().sources.borrow().as_ref()?.text(path)
    }

    /// The address of the rulebook, at a citation or another place of it. None lies beside a single file.
    #[must_use]
    pub fn rulebook(&self, place: &str) -> Option<String> {
        let inner = self.inner();
        let alone = inner.ports.host.setting().place == Place::File;
        (!alone).then(|| format!("{}#{place}", inner.ports.release.address(PAGE)))
    }
}

#[cfg(test)]
mod tests {
    use super::{FILE, Found};
    use crate::ports::memory::{self, Files};
    use crate::ports::{Ports, Release, Then};
    use crate::state::App;
    use leptos::prelude::*;
    use std::cell::RefCell;
    use std::rc::Rc;

    const TEXT: &str = r#"{"version":"1","date":"2026-01-01",
        "sources":{"EV-COOL-05":["A paper","B","V"]},
        "supports":{"step.walk_down":{"EV-COOL-05":"walking keeps the blood moving"}},
        "titles":{"rule.stroke":"Signs of a stroke"}}"#;

    fn with(release: Box<dyn Release>, play: impl FnOnce(App)) {
        Owner::new().with(|| {
            play(App::new(
                Ports {
                    release,
                    ..memory::ports()
                },
                None,
            ));
        });
    }

    fn files(text: &str) -> Box<Files> {
        Box::new(Files([(FILE.to_owned(), text.to_owned())].into()))
    }

    #[test]
    fn sources_are_read_when_they_are_opened() {
        with(files(TEXT), |app| {
            assert_eq!(app.sources.get_untracked(), Found::NotOpened);
            assert_eq!(app.source("EV-COOL-05"), None);
            app.open_sources();
            assert_eq!(app.sources.get_untracked(), Found::Here);
            let source = app.source("EV-COOL-05").unwrap();
            assert_eq!(
                (&*source.text, &*source.grade, &*source.check),
                ("A paper", "B", "V")
            );
            let supports = app.supports("step.walk_down", "EV-COOL-05");
            assert_eq!(supports.as_deref(), Some("walking keeps the blood moving"));
            assert_eq!(app.supports("step.gone", "EV-COOL-05"), None);
            assert_eq!(
                app.title("rule.stroke").as_deref(),
                Some("Signs of a stroke")
            );
            assert_eq!(app.title("rule.gone"), None);
            assert_eq!(app.source("EV-OLD-01"), None);
        });
    }

    #[test]
    fn what_cannot_be_had_or_read_is_missing() {
        with(Box::new(Files::default()), |app| {
            app.open_sources();
            assert_eq!(app.sources.get_untracked(), Found::Missing);
        });
        with(files("<html>not found</html>"), |app| {
            app.open_sources();
            assert_eq!(app.sources.get_untracked(), Found::Missing);
        });
    }

    /// Answers when it is told to, and counts how often it was asked.
    #[derive(Clone, Default)]
    struct Slow(Rc<RefCell<Vec<Then>>>);

    impl Release for Slow {
        fn address(&self, name: &str) -> String {
            name.to_owned()
        }

        fn read(&self, _: &str, then: Then) {
            self.0.borrow_mut().push(then);
        }
    }

    #[test]
    fn they_are_asked_for_once_and_again_after_a_failure() {
        let slow = Slow::default();
        with(Box::new(slow.clone()), |app| {
            app.open_sources();
            app.open_sources();
            assert_eq!(slow.0.borrow().len(), 1);
            let then = slow.0.borrow_mut().pop().unwrap();
            then(None);
            app.open_sources();
            let then = slow.0.borrow_mut().pop().unwrap();
            files(TEXT).read(FILE, then);
            app.open_sources();
            assert!(slow.0.borrow().is_empty());
            assert_eq!(app.sources.get_untracked(), Found::Here);
            let address = app.rulebook("EV-1");
            assert_eq!(address.as_deref(), Some("rulebook.html#EV-1"));
        });
    }
}

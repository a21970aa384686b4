//! Twins of the outside world: for tests, and for browsers that refuse storage.

use super::files::{Hear, Reading, RunFiles};
use super::guide::{Guide, Sight, Sound, Tone, Vibration, Voice, WakeLock};
use super::host::{Host, Offer, Setting};
use super::{
    Clock, DateStyle, Json, Locale, Moment, NotKept, Page, Ports, Release, Store, Then, Trail,
};
use std::any::Any;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Keeps as long as the page is open.
#[derive(Debug, Default)]
pub struct MemoryStore {
    values: RefCell<BTreeMap<String, String>>,
}

impl Store for MemoryStore {
    fn lasts(&self) -> bool {
        false
    }

    fn get(&self, key: &str) -> Option<String> {
        self.values.borrow().get(key).cloned()
    }

    fn set(&self, key: &str, value: &str) -> Result<(), NotKept> {
        self.values
            .borrow_mut()
            .insert(key.to_owned(), value.to_owned());
        Ok(())
    }

    fn remove(&self, key: &str) {
        self.values.borrow_mut().remove(key);
    }

    fn keys(&self) -> Vec<String> {
        self.values.borrow().keys().cloned().collect()
    }
}

/// A clock that stands still.
#[derive(Debug, Clone, Copy)]
pub struct FixedClock(pub Moment);

impl Clock for FixedClock {
    fn now(&self) -> Moment {
        self.0
    }
}

/// English without a browser. Dates are whole days since 1970.
#[derive(Debug, Clone)]
pub struct PlainLocale {
    pub zone: String,
    pub languages: Vec<String>,
}

impl Default for PlainLocale {
    fn default() -> Self {
        PlainLocale {
            zone: "Europe/Berlin".into(),
            languages: vec!["en-GB".into()],
        }
    }
}

impl Locale for PlainLocale {
    fn plural(&self, count: i32) -> String {
        if count == 1 { "one" } else { "other" }.into()
    }

    fn number(&self, value: f64, digits: u8) -> String {
        let text = format!("{value:.*}", usize::from(digits));
        match text.split_once('.') {
            Some(_) => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
            None => text,
        }
    }

    fn date(&self, moment: Moment, _: DateStyle) -> String {
        format!("day {}", moment.local_ms().div_euclid(86_400_000))
    }

    fn country_name(&self, code: &str) -> String {
        code.to_owned()
    }

    fn zone(&self) -> String {
        self.zone.clone()
    }

    fn languages(&self) -> Vec<String> {
        self.languages.clone()
    }
}

/// A page that does nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoPage;

impl Page for NoPage {
    fn focus(&self, _: &str) {}

    fn to_top(&self) {}

    fn download(&self, _: &str, _: &str, _: &str) -> bool {
        false
    }

    fn home(&self) -> String {
        "https://example.org/".into()
    }

    fn fragment(&self) -> String {
        String::new()
    }

    fn print(&self) -> bool {
        true
    }
}

/// No trail: the device's Back belongs to the page around the widget.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoTrail;

impl Trail for NoTrail {
    fn push(&self) {}

    fn back(&self) -> bool {
        false
    }

    fn clear(&self) {}

    fn listen(&self, _: Box<dyn Fn(bool)>) {}
}

/// A release of which these files can be read, by name.
#[derive(Debug, Clone, Default)]
pub struct Files(pub BTreeMap<String, String>);

impl Release for Files {
    fn address(&self, name: &str) -> String {
        format!("release/{name}")
    }

    fn read(&self, name: &str, then: Then) {
        let read = self.0.get(name).and_then(|t| serde_json::from_str(t).ok());
        then(read.map(|value| Rc::new(Parsed(value)) as Rc<dyn Json>));
    }
}

#[derive(Debug)]
struct Parsed(serde_json::Value);

impl Json for Parsed {
    fn text(&self, path: &[&str]) -> Option<String> {
        let mut at = &self.0;
        for name in path {
            at = match at {
                serde_json::Value::Array(list) => list.get(name.parse::<usize>().ok()?)?,
                other => other.get(name)?,
            };
        }
        at.as_str().map(str::to_owned)
    }
}

/// A host page that writes down what it is told.
#[derive(Debug, Clone, Default)]
pub struct Listening {
    pub setting: Setting,
    pub told: Rc<RefCell<Vec<String>>>,
    /// The plans that it got, as JSON.
    pub plans: Rc<RefCell<Vec<String>>>,
}

impl Listening {
    fn note(&self, what: &str) {
        self.told.borrow_mut().push(what.to_owned());
    }
}

impl Host for Listening {
    fn setting(&self) -> Setting {
        self.setting.clone()
    }

    fn started(&self) {
        self.note("start");
    }

    fn finished(&self) {
        self.note("finish");
    }

    fn plan(&self, _rules: &str, json: &str) {
        self.note("plan");
        self.plans.borrow_mut().push(json.to_owned());
    }

    fn accept(&self, offer: Offer) {
        self.note(offer.id());
    }

    fn hand_over(&self) {
        self.note("hand-over");
    }
}

/// Files that were read before: what the reader tells of them, without a unit and in one.
#[derive(Debug, Clone)]
pub struct ReadFiles(pub Reading, pub Reading);

impl RunFiles for ReadFiles {
    fn choose(&self, _: &str) -> usize {
        1
    }

    fn read(&self, unit: &str, hear: Hear) {
        hear(Reading::At(50));
        let reading = if unit.is_empty() { &self.0 } else { &self.1 };
        hear(reading.clone());
    }

    fn stop(&self) {}
}

/// Ports without a browser.
#[must_use]
pub fn ports() -> Ports {
    Ports {
        store: Rc::new(MemoryStore::default()),
        clock: Box::new(FixedClock(Moment {
            at_ms: 1_700_000_000_000,
            offset_min: 60,
        })),
        locale: Rc::new(PlainLocale::default()),
        page: Box::new(NoPage),
        release: Box::new(Files::default()),
        host: Box::new(Listening::default()),
        trail: Box::new(NoTrail),
        guide: bare_guide(),
        files: Box::new(ReadFiles(Reading::NoReader, Reading::NoReader)),
    }
}

/// A device without any of what a guided session would like to have.
#[derive(Debug, Clone, Copy, Default)]
pub struct BareDevice;

impl WakeLock for BareDevice {
    fn hold(&self, told: Box<dyn Fn(bool)>) {
        told(false);
    }

    fn release(&self) {}
}

impl Sound for BareDevice {
    fn ready(&self) {}

    fn tone(&self, _: Tone) {}
}

impl Voice for BareDevice {
    fn can(&self) -> bool {
        false
    }

    fn ready(&self) {}

    fn say(&self, _: &str) {}

    fn hush(&self) {}
}

impl Vibration for BareDevice {
    fn can(&self) -> bool {
        false
    }

    fn buzz(&self, _: Tone) {}
}

impl Sight for BareDevice {
    fn watch(&self, _: Rc<dyn Fn(bool)>) -> Box<dyn Any> {
        Box::new(())
    }

    fn still(&self) -> bool {
        true
    }
}

/// A guide on a device that has none of it.
#[must_use]
pub fn bare_guide() -> Guide {
    let device = Rc::new(BareDevice);
    Guide {
        wake: device.clone(),
        sound: device.clone(),
        voice: device.clone(),
        vibration: device.clone(),
        sight: device,
    }
}

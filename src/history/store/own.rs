//! What was said about oneself, and what was chosen: one entry each.

use super::{History, PROFILE, SETTINGS};
use crate::history::envelope;
use crate::history::export::Export;
use crate::history::record::{Profile, Settings};
use crate::history::run::STORE;
use crate::ports::NotKept;
use aftermile_fields::{Fields, Object, json};

impl History {
    #[must_use]
    pub fn profile(&self) -> Option<Profile> {
        let read = |text: &str| Profile::read(&envelope::body(text).ok()?);
        let text = self.get(PROFILE)?;
        let profile = read(&text);
        if profile.is_none() {
            self.set_aside(PROFILE);
        }
        profile
    }

    /// Keeps what was said about oneself; what was said before of other things stays.
    ///
    /// # Errors
    /// When the storage did not take it.
    pub fn save_profile(&self, said: &Profile) -> Result<(), NotKept> {
        let said = said.clone();
        self.change_body(PROFILE, move |there| said.write(there))
    }

    #[must_use]
    pub fn settings(&self) -> Settings {
        self.read(SETTINGS).unwrap_or_default()
    }

    /// Changes the settings as they stand now, which another tab may have changed.
    ///
    /// # Errors
    /// When the storage did not take it.
    pub fn change_settings(&self, change: impl Fn(&mut Settings) + 'static) -> Result<(), NotKept> {
        // Set aside where it cannot be read.
        let _ = self.settings();
        self.change_body(SETTINGS, move |there| {
            let mut body = there.unwrap_or_default();
            let read = serde_json::from_str::<Settings>(&body.json());
            let mut settings = read.unwrap_or_default();
            change(&mut settings);
            body.overlay(Fields::read(&json(&settings)).unwrap_or_default());
            body
        })
    }

    /// Changes a body as it stands now, and under the lock once more: another tab may have written meanwhile.
    fn change_body(
        &self,
        key: &'static str,
        change: impl Fn(Option<Fields>) -> Fields + 'static,
    ) -> Result<(), NotKept> {
        let result = self.put_body(key, change(self.body(key)));
        if result.is_ok() {
            let store = self.store.clone();
            self.store.guarded(Box::new(move || {
                // Erased meanwhile: left so.
                let Some(there) = store.get(key).as_deref().and_then(read_body) else {
                    return;
                };
                let changed = change(Some(there.clone()));
                if changed != there {
                    let _ = store.set(key, &write_body(&changed));
                }
            }));
        }
        result
    }

    /// The stored profile and settings with every field, for the export.
    pub(in crate::history) fn bodies(&self) -> (Option<Fields>, Option<Fields>) {
        (self.body(PROFILE), self.body(SETTINGS))
    }

    /// What of an export's profile and settings would be taken in, by key: what was said or chosen later than what is
    /// here, or of two alike what sorts later.
    pub(in crate::history) fn to_take(&self, export: &Export) -> Vec<(&'static str, Fields)> {
        let rank = |body: &Fields, at: &str| {
            let at_ms = body.number(at).unwrap_or(0);
            (at_ms, !body.is_empty(), body.json())
        };
        let (profile, settings) = self.bodies();
        let ours = profile.unwrap_or_default();
        let theirs = export.profile.iter();
        let profile = theirs
            .filter(|theirs| rank(theirs, "said_at_ms") > rank(&ours, "said_at_ms"))
            .map(|theirs| (PROFILE, theirs.clone()));
        let mut ours = settings.unwrap_or_default();
        // What this browser was asked, and when it last wrote a file, is not what another one knows.
        let own = Settings::OWN.map(|name| (name, ours.take(name)));
        let theirs = export.settings.iter().cloned().map(|mut theirs| {
            for name in Settings::OWN {
                theirs.take(name);
            }
            theirs
        });
        let settings = theirs
            .filter(|theirs| rank(theirs, "chosen_at_ms") > rank(&ours, "chosen_at_ms"))
            .map(|mut theirs| {
                for (name, raw) in &own {
                    if let Some(raw) = raw {
                        theirs.set_raw(name, raw.clone());
                    }
                }
                (SETTINGS, theirs)
            });
        profile.chain(settings).collect()
    }

    pub(in crate::history) fn forget_body(&self, key: &str) {
        self.remove(key);
    }

    pub(in crate::history) fn body(&self, key: &str) -> Option<Fields> {
        read_body(&self.get(key)?)
    }

    pub(in crate::history) fn put_body(&self, key: &str, body: Fields) -> Result<(), NotKept> {
        self.put(key, &write_body(&body))
    }
}

fn read_body(text: &str) -> Option<Fields> {
    Fields::read(&envelope::body(text).ok()?)
}

fn write_body(body: &Fields) -> String {
    Object::new()
        .number("v", STORE)
        .raw("body", &body.json())
        .end()
}

//! The person's device, as far as a page can tell.

use crate::engine::Engine;

/// Whether the page may store anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Storage {
    /// As usual.
    #[default]
    Allowed,
    /// Asking for it throws, as with all cookies blocked.
    Denied,
    /// It is null, as Firefox can be set.
    Absent,
}

/// The browser that a test asks for. Sizes are of the page's own area, in CSS pixels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    pub width: u32,
    pub height: u32,
    /// Whether the system prefers dark colours.
    pub dark: bool,
    pub storage: Storage,
    /// Languages as the browser sends them, the first preferred.
    pub languages: String,
    /// A name from the time zone database; the machine's own when there is none.
    pub time_zone: Option<String>,
    /// The page to start with, relative to the site.
    pub path: String,
}

impl Settings {
    /// The smallest common telephone, light.
    #[must_use]
    pub fn phone() -> Self {
        Self {
            width: 360,
            height: 640,
            dark: false,
            storage: Storage::Allowed,
            languages: "en-GB,en".to_owned(),
            time_zone: None,
            path: String::new(),
        }
    }

    /// A laptop, light.
    #[must_use]
    pub fn desktop() -> Self {
        Self {
            width: 1280,
            height: 800,
            ..Self::phone()
        }
    }

    /// The same in dark colours.
    #[must_use]
    pub fn in_the_dark(self) -> Self {
        Self { dark: true, ..self }
    }

    /// The same with storage as given.
    #[must_use]
    pub fn with_storage(self, storage: Storage) -> Self {
        Self { storage, ..self }
    }

    /// The same for a reader of these languages, such as `en-US,en`.
    #[must_use]
    pub fn with_languages(self, languages: &str) -> Self {
        Self {
            languages: languages.to_owned(),
            ..self
        }
    }

    /// The same in this time zone, such as `Europe/Madrid`.
    #[must_use]
    pub fn in_time_zone(self, name: &str) -> Self {
        Self {
            time_zone: Some(name.to_owned()),
            ..self
        }
    }

    /// The same, starting at this page of the site.
    #[must_use]
    pub fn at(self, path: &str) -> Self {
        Self {
            path: path.to_owned(),
            ..self
        }
    }

    /// Why the engine cannot be set so, when it cannot.
    #[must_use]
    pub fn unsupported(&self, engine: Engine) -> Option<&'static str> {
        match engine {
            Engine::Webkit if self.storage != Storage::Allowed => {
                Some("WebKitGTK has no setting that denies storage")
            }
            Engine::Webkit if self.dark => {
                Some("WebKitGTK takes its colours from the desktop, and there is none")
            }
            _ => None,
        }
    }
}

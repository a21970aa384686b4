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

/// The browser that a test asks for. Sizes are of the page's own area, in CSS pixels; windows of
/// Firefox and `WebKitGTK` are never narrower than 500 and 447.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    pub width: u32,
    pub height: u32,
    /// Whether the system prefers dark colours.
    pub dark: bool,
    /// Whether the system sets few colours of its own for all pages.
    pub forced_colours: bool,
    /// The size of text in percent of the usual one.
    pub text: u32,
    pub storage: Storage,
    /// Languages as the browser sends them, the first preferred. When none are asked for:
    /// [`Self::LANGUAGES`], but in `WebKitGTK` `en-US`.
    pub languages: Option<String>,
    /// A name from the time zone database; the machine's own when there is none.
    pub time_zone: Option<String>,
    /// The page to start with, relative to the site.
    pub path: String,
}

impl Settings {
    /// Metric, and English.
    pub const LANGUAGES: &str = "en-GB,en";

    /// The smallest common telephone, light.
    #[must_use]
    pub fn phone() -> Self {
        Self {
            width: 360,
            height: 640,
            dark: false,
            forced_colours: false,
            text: 100,
            storage: Storage::Allowed,
            languages: None,
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

    /// The same where the system forces its colours on all pages.
    #[must_use]
    pub fn with_forced_colours(self) -> Self {
        Self {
            forced_colours: true,
            ..self
        }
    }

    /// The same with text of this size, in percent.
    #[must_use]
    pub fn with_text(self, text: u32) -> Self {
        Self { text, ..self }
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
            languages: Some(languages.to_owned()),
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

    pub(crate) fn languages(&self) -> &str {
        self.languages.as_deref().unwrap_or(Self::LANGUAGES)
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
            Engine::Webkit if self.text != 100 => {
                Some("WebKitGTK's MiniBrowser has no setting for the size of text")
            }
            Engine::Webkit if self.forced_colours => Some("WebKitGTK knows no forced colours"),
            Engine::Webkit if self.languages.is_some() => {
                Some("WebKitGTK knows only the languages that the system is set up for")
            }
            _ => None,
        }
    }
}

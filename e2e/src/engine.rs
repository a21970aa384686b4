//! The three engines, and what is particular to starting each.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};

use crate::settings::{Settings, Storage};

/// A browser engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Chromium or Chrome.
    Chromium,
    /// Firefox.
    Firefox,
    /// `WebKitGTK`, the nearest to Safari outside Apple's systems.
    Webkit,
}

/// The flags for Chromium stand where the WebAssembly tests' runner looks for them too.
const CHROMIUM: &str = include_str!("../../webdriver.json");

impl Engine {
    /// The engine that `AFTERMILE_ENGINE` names; Chromium when it names none.
    ///
    /// # Errors
    /// When it names something else.
    pub fn from_environment() -> Result<Self> {
        match std::env::var("AFTERMILE_ENGINE")
            .unwrap_or_default()
            .as_str()
        {
            "" | "chromium" => Ok(Self::Chromium),
            "firefox" => Ok(Self::Firefox),
            "webkit" => Ok(Self::Webkit),
            other => bail!(
                "AFTERMILE_ENGINE is {other:?}, and no test can run in that; it may be chromium, firefox or webkit"
            ),
        }
    }

    /// The name as `AFTERMILE_ENGINE` has it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::Webkit => "webkit",
        }
    }

    pub(crate) fn driver(self) -> Result<PathBuf> {
        let (program, package) = match self {
            Self::Chromium => ("chromedriver", "chromium-driver"),
            Self::Firefox => ("geckodriver", "firefox-esr, and cargo install geckodriver"),
            Self::Webkit => ("WebKitWebDriver", "webkit2gtk-driver and xvfb"),
        };
        which::which(program).with_context(|| format!("{program} is not on PATH, so no test can run in {}; on Debian it comes with {package}", self.name()))
    }

    /// What the driver is told about the browser to start. `profile` is an empty folder.
    pub(crate) fn capabilities(
        self,
        settings: &Settings,
        profile: &Path,
    ) -> Result<Map<String, Value>> {
        let capabilities = match self {
            Self::Chromium => chromium(settings, profile)?,
            Self::Firefox => firefox(settings),
            Self::Webkit => webkit(settings)?,
        };
        let Value::Object(map) = capabilities else {
            bail!("the capabilities are no JSON object")
        };
        Ok(map)
    }
}

/// Room for Chromium's own bars above the page; they take less. What reaches out of the window is never shown, and a
/// change there is told as painted only when something else in the window is.
const BARS: u32 = 200;

fn chromium(settings: &Settings, profile: &Path) -> Result<Value> {
    let mut capabilities: Value =
        serde_json::from_str(CHROMIUM).context("webdriver.json is no JSON")?;
    let options = capabilities
        .pointer_mut("/goog:chromeOptions")
        .and_then(Value::as_object_mut)
        .context("webdriver.json has no goog:chromeOptions")?;
    let arguments = options
        .get_mut("args")
        .and_then(Value::as_array_mut)
        .context("webdriver.json names no args")?;
    arguments.push(json!(format!("--user-data-dir={}", profile.display())));
    arguments.push(json!(format!(
        "--window-size={},{}",
        settings.width,
        settings.height.saturating_add(BARS)
    )));
    let mut preferences = Map::new();
    preferences.insert(
        "intl.accept_languages".to_owned(),
        json!(settings.languages()),
    );
    if settings.storage == Storage::Denied {
        // What the browser's own "block all cookies" sets: reading localStorage then throws.
        preferences.insert(
            "profile.default_content_setting_values.cookies".to_owned(),
            json!(2),
        );
    }
    if settings.text != 100 {
        preferences.insert(
            "webkit.webprefs.default_font_size".to_owned(),
            json!(16 * settings.text / 100),
        );
    }
    options.insert("prefs".to_owned(), Value::Object(preferences));
    merge(
        &mut capabilities,
        json!({ "browserName": "chrome", "goog:loggingPrefs": { "browser": "ALL" } }),
    );
    Ok(capabilities)
}

fn firefox(settings: &Settings) -> Value {
    let mut preferences = json!({
        "intl.accept_languages": settings.languages(),
        "layout.css.prefers-color-scheme.content-override": if settings.dark { 0 } else { 1 },
    });
    if settings.text != 100 {
        // Text alone, as a reader sets it; the page stays as wide as it is.
        merge(
            &mut preferences,
            json!({ "font.size.variable.x-western": 16 * settings.text / 100 }),
        );
    }
    if settings.forced_colours {
        merge(
            &mut preferences,
            json!({ "browser.display.document_color_use": 2 }),
        );
    }
    match settings.storage {
        Storage::Allowed => {}
        Storage::Denied => merge(
            &mut preferences,
            json!({ "network.cookie.cookieBehavior": 2 }),
        ),
        Storage::Absent => merge(&mut preferences, json!({ "dom.storage.enabled": false })),
    }
    json!({
        "browserName": "firefox",
        "moz:firefoxOptions": {
            "args": ["-headless", format!("--width={}", settings.width), format!("--height={}", settings.height)],
            "prefs": preferences,
        },
    })
}

fn webkit(settings: &Settings) -> Result<Value> {
    if settings.storage != Storage::Allowed {
        bail!("WebKitGTK has no setting that denies storage");
    }
    let libraries = std::fs::read_dir("/usr/lib").context("/usr/lib cannot be read")?;
    let browser = libraries
        .flatten()
        .map(|entry| entry.path().join("webkit2gtk-4.1/MiniBrowser"))
        .find(|path| path.is_file())
        .context("WebKitGTK's MiniBrowser is not under /usr/lib, so no test can run in webkit; on Debian it comes with webkit2gtk-driver")?;
    Ok(json!({ "webkitgtk:browserOptions": { "binary": browser, "args": ["--automation"] } }))
}

fn merge(into: &mut Value, more: Value) {
    if let (Value::Object(into), Value::Object(more)) = (into, more) {
        into.extend(more);
    }
}

//! One browser with an empty profile, and what can be done with it from outside the page.

use std::cell::{Cell, RefCell};
use std::fs;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::common::capabilities::desiredcapabilities::Capabilities;
use thirtyfour::common::print::{PrintPage, PrintParameters};
use thirtyfour::error::WebDriverError;
use thirtyfour::{WebDriver, WebElement};
use tokio::runtime::{Builder, Runtime};

use crate::driver::Driver;
use crate::engine::Engine;
use crate::recorder;
use crate::settings::{Settings, Storage};
use crate::site::checkout;

/// How long something may take to appear. A browser on a busy machine has slow moments.
const PATIENCE: Duration = Duration::from_secs(15);

/// Below this width a window counts as a telephone's.
const NARROW: u32 = 700;

/// What is printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    A4,
    Letter,
}

/// A running browser; it ends with the value.
///
/// Its methods block: a test is a sequence of steps, and reads best as one.
#[derive(Debug)]
pub struct Browser {
    runtime: Runtime,
    /// Gone only while being dropped.
    session: Option<WebDriver>,
    engine: Engine,
    scope: RefCell<Option<String>>,
    /// The frames that the steps are in, from the outermost.
    frames: RefCell<Vec<WebElement>>,
    patience: Cell<Duration>,
    /// What went wrong on pages that were left.
    noted: RefCell<Vec<String>>,
    pictures: PathBuf,
    _driver: Driver,
    _profile: TempDir,
}

impl Browser {
    /// Starts the engine that `AFTERMILE_ENGINE` names.
    ///
    /// # Errors
    /// When it or its driver is not there, or cannot be set as asked.
    pub fn start(settings: &Settings) -> Result<Self> {
        let engine = Engine::from_environment()?;
        let profile = TempDir::new().context("no folder can be made for the browser's profile")?;
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .context("no event loop")?;
        // A second time, with a driver of its own: on a busy machine a driver may end, or another program take its
        // port, between its first answer and the session. No page is open yet, so nothing is hidden by it.
        let (driver, session) =
            Self::session(&runtime, engine, settings, &profile.path().join("1")).or_else(|_| {
                Self::session(&runtime, engine, settings, &profile.path().join("2"))
            })?;
        let pictures = std::env::var_os("AFTERMILE_PICTURES").map_or_else(
            || checkout().join("target/e2e").join(engine.name()),
            PathBuf::from,
        );
        let browser = Self {
            runtime,
            session: Some(session),
            engine,
            scope: RefCell::default(),
            frames: RefCell::default(),
            patience: Cell::new(PATIENCE),
            noted: RefCell::default(),
            pictures,
            _driver: driver,
            _profile: profile,
        };
        browser.apply(settings)?;
        Ok(browser)
    }

    fn session(
        runtime: &Runtime,
        engine: Engine,
        settings: &Settings,
        folder: &Path,
    ) -> Result<(Driver, WebDriver)> {
        fs::create_dir_all(folder).context("no folder can be made for the browser's driver")?;
        let driver = Driver::start(engine, settings, folder)?;
        let capabilities: Capabilities = engine
            .capabilities(settings, &folder.join("profile"))?
            .into();
        let session = runtime
            .block_on(WebDriver::new(driver.url(), capabilities))
            .with_context(|| {
                let said = fs::read_to_string(folder.join("driver.log")).unwrap_or_default();
                format!(
                    "{} could not be started by its driver, which printed: {}",
                    engine.name(),
                    said.trim()
                )
            })?;
        Ok((driver, session))
    }

    fn apply(&self, settings: &Settings) -> Result<()> {
        self.resize(settings.width, settings.height)?;
        if self.engine == Engine::Chromium {
            let scheme = if settings.dark { "dark" } else { "light" };
            let forced = if settings.forced_colours {
                "active"
            } else {
                "none"
            };
            self.emulate_media(&[("prefers-color-scheme", scheme), ("forced-colors", forced)])?;
            if settings.storage == Storage::Absent {
                // Chromium has no such setting, so the page is given one that reads so.
                let script = "for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { value: null });";
                self.devtools(
                    "Page.addScriptToEvaluateOnNewDocument",
                    json!({ "source": script }),
                )?;
            }
        }
        Ok(())
    }

    /// The engine it runs on.
    #[must_use]
    pub const fn engine(&self) -> Engine {
        self.engine
    }

    /// Opens an address.
    ///
    /// # Errors
    /// When the browser cannot reach it.
    pub fn open(&self, url: &str) -> Result<()> {
        self.note()?;
        Ok(self.block(self.driver()?.goto(url.to_owned()))?)
    }

    /// Loads the page anew, in a way that reaches the service worker in every engine: Firefox's
    /// own Refresh passes it by.
    ///
    /// # Errors
    /// When the page does not come back.
    pub fn reload(&self) -> Result<()> {
        self.note()?;
        if self.engine != Engine::Firefox {
            return Ok(self.block(self.driver()?.refresh())?);
        }
        self.script("window.__left = true; location.reload()", Vec::new())?;
        let back = self.wait(|| {
            let there = self.script(
                "return !window.__left && document.readyState === 'complete'",
                Vec::new(),
            )?;
            Ok((there == Value::Bool(true)).then_some(()))
        })?;
        back.context("the page did not come back after a reload")
    }

    /// As the browser's Back button.
    ///
    /// # Errors
    /// When the browser does not take it.
    pub fn back(&self) -> Result<()> {
        self.note()?;
        Ok(self.block(self.driver()?.back())?)
    }

    /// The address of the page.
    ///
    /// # Errors
    /// When the browser cannot be asked.
    pub fn url(&self) -> Result<String> {
        Ok(self.block(self.driver()?.current_url())?.to_string())
    }

    /// Runs the body of a function in the page; `return` gives the answer.
    ///
    /// # Errors
    /// When it throws.
    pub fn script(&self, body: &str, arguments: Vec<Value>) -> Result<Value> {
        Ok(self
            .block(self.driver()?.execute(body.to_owned(), arguments))?
            .json()
            .clone())
    }

    /// The same for a body that calls its last argument when it is done.
    ///
    /// # Errors
    /// When it throws or does not call back.
    pub fn script_calling_back(&self, body: &str, arguments: Vec<Value>) -> Result<Value> {
        Ok(self
            .block(self.driver()?.execute_async(body.to_owned(), arguments))?
            .json()
            .clone())
    }

    /// Takes steps inside a frame, which the selector finds in the page or a shadow root of it.
    ///
    /// # Errors
    /// When there is no such frame, or a step fails.
    pub fn inside<T>(&self, css: &str, steps: impl FnOnce() -> Result<T>) -> Result<T> {
        let frame = self.element(css)?;
        self.block(frame.clone().enter_frame())
            .with_context(|| format!("{css} is no frame that can be entered"))?;
        self.frames.borrow_mut().push(frame);
        let result = steps();
        self.frames.borrow_mut().pop();
        self.block(self.driver()?.enter_parent_frame())?;
        result
    }

    /// Takes steps in the window that the page has opened, and closes it.
    ///
    /// # Errors
    /// When no window comes, or a step fails.
    pub fn in_the_new_window<T>(&self, steps: impl FnOnce() -> Result<T>) -> Result<T> {
        let driver = self.driver()?;
        let here = self.block(driver.window())?;
        let new = self.wait(|| {
            let all = self.block(driver.windows())?;
            Ok(all.into_iter().find(|one| *one != here))
        })?;
        self.block(driver.switch_to_window(new.context("no window was opened")?))?;
        let result = steps();
        self.block(driver.close_window())?;
        self.block(driver.switch_to_window(here))?;
        result
    }

    /// Gives the page's own area this size in CSS pixels.
    ///
    /// # Errors
    /// When the browser does not take it.
    pub fn resize(&self, width: u32, height: u32) -> Result<()> {
        if self.engine == Engine::Chromium {
            // A real window of Chromium is never narrower than 500 pixels.
            let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
            self.devtools("Emulation.setDeviceMetricsOverride", size)?;
            // A telephone's scroll bar takes no room from the page.
            let hidden = json!({ "hidden": width < NARROW });
            return self
                .devtools("Emulation.setScrollbarsHidden", hidden)
                .map(drop);
        }
        self.block(self.driver()?.set_window_rect(0, 0, width, height))?;
        let inner = self.script("return [innerWidth, innerHeight]", Vec::new())?;
        let missing = |at: usize, wanted: u32| {
            let is = inner
                .get(at)
                .and_then(Value::as_u64)
                .and_then(|is| u32::try_from(is).ok())
                .unwrap_or(wanted);
            wanted.saturating_add(wanted.saturating_sub(is))
        };
        self.block(
            self.driver()?
                .set_window_rect(0, 0, missing(0, width), missing(1, height)),
        )?;
        Ok(())
    }

    /// Takes the window off the screen: the page cannot be seen then, and its timers run late.
    ///
    /// # Errors
    /// When the browser does not take it.
    pub fn minimise(&self) -> Result<()> {
        Ok(self.block(self.driver()?.minimize_window())?)
    }

    /// Brings the window back.
    ///
    /// # Errors
    /// When the browser does not take it.
    pub fn restore(&self) -> Result<()> {
        self.block(self.driver()?.set_window_rect(0, 0, 1280, 800))?;
        Ok(())
    }

    /// Sets media features such as `("prefers-reduced-motion", "reduce")`, replacing those set
    /// before; in Chromium only.
    ///
    /// # Errors
    /// In another engine.
    pub fn emulate_media(&self, features: &[(&str, &str)]) -> Result<()> {
        let features: Vec<Value> = features
            .iter()
            .map(|(name, value)| json!({ "name": name, "value": value }))
            .collect();
        self.devtools(
            "Emulation.setEmulatedMedia",
            json!({ "features": features }),
        )
        .map(drop)
    }

    /// Sends a command of the DevTools protocol; in Chromium only.
    ///
    /// # Errors
    /// In another engine, or when the command is refused.
    pub fn devtools(&self, method: &str, parameters: Value) -> Result<Value> {
        if self.engine != Engine::Chromium {
            bail!("{} has no {method}; only Chromium does", self.engine.name());
        }
        let cdp = self.driver()?.cdp();
        self.block(cdp.send_raw(method, parameters))
            .with_context(|| format!("{method} was refused"))
    }

    /// Saves what is in the window as `NAME.png` and returns its path.
    ///
    /// # Errors
    /// When it cannot be taken or written.
    pub fn picture(&self, name: &str) -> Result<PathBuf> {
        let path = self.picture_path(name)?;
        self.block(self.driver()?.screenshot(&path))?;
        Ok(path)
    }

    /// Saves the page from top to bottom where the engine can do that, else what is in the window.
    ///
    /// # Errors
    /// When it cannot be taken or written.
    pub fn long_picture(&self, name: &str) -> Result<PathBuf> {
        if self.engine != Engine::Chromium {
            return self.picture(name);
        }
        let size = self.script(
            "return [innerWidth, innerHeight, document.documentElement.scrollHeight]",
            Vec::new(),
        )?;
        let number = |at: usize| {
            size.get(at)
                .and_then(Value::as_u64)
                .and_then(|number| u32::try_from(number).ok())
                .unwrap_or(800)
        };
        self.resize(number(0), number(2).max(number(1)))?;
        let path = self.picture(name);
        self.resize(number(0), number(1))?;
        path
    }

    /// The page as it is printed, as a PDF.
    ///
    /// # Errors
    /// When the browser does not print.
    pub fn printed(&self, paper: Paper) -> Result<Vec<u8>> {
        let (width, height) = match paper {
            Paper::A4 => (21.0, 29.7),
            Paper::Letter => (21.59, 27.94),
        };
        let how = PrintParameters {
            page: PrintPage { width, height },
            ..PrintParameters::default()
        };
        Ok(self.block(self.driver()?.print_page(how))?)
    }

    /// Lets so many hours pass: every stored run is that much older, and the page starts anew.
    ///
    /// # Errors
    /// When the page does not come back.
    pub fn let_pass(&self, hours: i64) -> Result<()> {
        self.script(
            "const ms = arguments[0] * 3600000;
             for (const key of Object.keys(localStorage)) {
               if (!key.startsWith('aftermile:2:run:')) continue;
               const run = JSON.parse(localStorage[key]);
               for (const name of ['t', 'f', 'u']) if (name in run) run[name] -= ms;
               if (run.d) run.d.t -= ms;
               for (const check of run.c ?? []) check.t -= ms / 60000;
               localStorage[key] = JSON.stringify(run);
             }",
            vec![json!(hours)],
        )?;
        self.reload()
    }

    fn picture_path(&self, name: &str) -> Result<PathBuf> {
        fs::create_dir_all(&self.pictures)
            .with_context(|| format!("cannot make the folder {}", self.pictures.display()))?;
        Ok(self.pictures.join(Path::new(name)).with_extension("png"))
    }

    /// Everything that went wrong since the last time: errors and warnings of the console, uncaught
    /// errors, resources that failed, breaches of the policy.
    ///
    /// # Errors
    /// When the browser cannot be asked.
    pub fn take_errors(&self) -> Result<Vec<String>> {
        self.note()?;
        let mut errors = self.noted.take();
        errors.dedup();
        Ok(errors)
    }

    /// Fails when anything went wrong that the page did not say.
    ///
    /// # Errors
    /// With all that went wrong.
    pub fn check_errors(&self) -> Result<()> {
        let errors = self.take_errors()?;
        if !errors.is_empty() {
            bail!("the page had errors:\n  {}", errors.join("\n  "));
        }
        Ok(())
    }

    /// Collects what the page recorded before it goes.
    fn note(&self) -> Result<()> {
        // A page of the browser's own, such as that of a site off the network, has no recorder.
        let recorded = self.script(recorder::TAKE, Vec::new()).unwrap_or_default();
        let recorded: Vec<String> = serde_json::from_value(recorded).unwrap_or_default();
        let mut noted = self.noted.borrow_mut();
        noted.extend(recorded);
        if self.engine == Engine::Chromium {
            // It knows of failed requests too. What the console said is in the recorder already.
            let log = self.block(self.driver()?.get_log("browser"))?;
            let own = log
                .into_iter()
                .filter(|entry| matches!(entry.level.as_str(), "SEVERE" | "WARNING"));
            noted.extend(
                own.filter(|entry| entry.source.as_deref() != Some("console-api"))
                    .map(|entry| entry.message),
            );
        }
        Ok(())
    }

    pub(crate) fn driver(&self) -> Result<&WebDriver> {
        self.session.as_ref().context("the browser has been closed")
    }

    pub(crate) fn block<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(future)
    }

    /// How long the words that wait do so; 15 seconds unless set.
    pub fn set_patience(&self, patience: Duration) {
        self.patience.set(patience);
    }

    pub(crate) fn patience(&self) -> Duration {
        self.patience.get()
    }

    /// In a frame, waits until the element stands still. The page around tells the frame of its own scrolling, and
    /// what keeps to the window moves a moment later: a driver that measured before would press beside it.
    pub(crate) fn still(&self, element: &WebElement) -> Result<(), WebDriverError> {
        let Some(driver) = self.session.as_ref() else {
            return Ok(());
        };
        if self.frames.borrow().is_empty() {
            return Ok(());
        }
        self.block(driver.execute_async(
            "const [element, done] = arguments;
             let last, same = 0, looks = 0;
             const look = () => {
               const { top, left, height } = element.getBoundingClientRect();
               const now = [top, left, height, innerHeight].join();
               same = now === last ? same + 1 : 0;
               last = now;
               if (same === 3 || ++looks === 100) done(true); else setTimeout(look, 20);
             };
             setTimeout(look, 40);",
            vec![element.to_json()?],
        ))?;
        Ok(())
    }

    /// In a frame, scrolls the pages around it until the middle of the element is in the window. The drivers of the
    /// other engines do so by themselves; WebKit's presses outside of the window, and nothing happens.
    pub(crate) fn reveal(&self, element: &WebElement) -> Result<(), WebDriverError> {
        if self.engine != Engine::Webkit || self.frames.borrow().is_empty() {
            return Ok(());
        }
        let Some(driver) = self.session.as_ref() else {
            return Ok(());
        };
        let frames = self.frames.borrow().clone();
        // A frame that follows its content's height is about to grow: what is measured before would not stand.
        for _ in 0..10 {
            let grown = "return document.documentElement.scrollHeight <= innerHeight";
            if *self.block(driver.execute(grown, Vec::new()))?.json() == json!(true) {
                break;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let middle = self.block(driver.execute(
            "const { top, height } = arguments[0].getBoundingClientRect(); return top + height / 2",
            vec![element.to_json()?],
        ))?;
        let mut at = middle.json().clone();
        for frame in frames.iter().rev() {
            self.block(driver.enter_parent_frame())?;
            let scrolled = self.block(driver.execute(
                "const at = () => arguments[0].getBoundingClientRect().top + arguments[1];
                 if (at() < 60 || at() > innerHeight - 60) scrollBy(0, at() - innerHeight / 2);
                 return at();",
                vec![frame.to_json()?, at],
            ))?;
            at = scrolled.json().clone();
        }
        // The frame is told where it is now, and moves what keeps to the window.
        std::thread::sleep(Duration::from_millis(120));
        for frame in frames {
            self.block(frame.enter_frame())?;
        }
        Ok(())
    }

    pub(crate) fn scope(&self) -> Option<String> {
        self.scope.borrow().clone()
    }

    pub(crate) fn set_scope(&self, scope: Option<&str>) {
        *self.scope.borrow_mut() = scope.map(str::to_owned);
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if let Some(session) = self.session.take() {
            let _ = self.runtime.block_on(session.quit());
        }
    }
}

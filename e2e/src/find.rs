//! Finding things as a person does, by what they are called, and acting on them.
//!
//! Everything looks through open shadow roots, waits a while for what is not there yet, and fails
//! with what is there instead.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use serde_json::{Value, json};
use thirtyfour::error::{WebDriverError, WebDriverErrorInner};
use thirtyfour::{TypingData, WebElement};

use crate::browser::Browser;

const SCRIPT: &str = include_str!("find.js");

const PAUSE: Duration = Duration::from_millis(40);

/// What the keyboard would act on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Focus {
    /// The element's name, such as `button`.
    pub tag: String,
    /// Its `role` attribute.
    pub role: Option<String>,
    /// What a person calls it.
    pub name: String,
    /// Its `id` attribute, empty when it has none.
    pub id: String,
}

impl Browser {
    /// Looks only inside what this selector finds in the document, such as one of two widgets; in
    /// all of the page again with `None`.
    pub fn look_in(&self, scope: Option<&str>) {
        self.set_scope(scope);
    }

    /// Everything a person can read, in one line.
    ///
    /// # Errors
    /// When the browser cannot be asked.
    pub fn text(&self) -> Result<String> {
        Ok(self
            .ask("text", &[])?
            .as_str()
            .unwrap_or_default()
            .to_owned())
    }

    /// Waits until a text can be read. Runs of white space count as one space.
    ///
    /// # Errors
    /// When it does not appear.
    pub fn see(&self, text: &str) -> Result<()> {
        let there = self.wait(|| Ok(self.text()?.contains(text).then_some(())))?;
        there.with_context(|| {
            format!(
                "{text:?} is not to be seen; the page reads: {}",
                self.text().unwrap_or_default()
            )
        })
    }

    /// Waits until a text cannot be read any more.
    ///
    /// # Errors
    /// When it stays.
    pub fn see_no(&self, text: &str) -> Result<()> {
        let gone = self.wait(|| Ok((!self.text()?.contains(text)).then_some(())))?;
        gone.with_context(|| {
            format!(
                "{text:?} is still to be seen; the page reads: {}",
                self.text().unwrap_or_default()
            )
        })
    }

    /// The texts of all visible elements that the selector finds, in order.
    ///
    /// # Errors
    /// When the browser cannot be asked.
    pub fn texts(&self, css: &str) -> Result<Vec<String>> {
        Ok(serde_json::from_value(self.ask("texts", &[json!(css)])?)?)
    }

    /// How many visible elements the selector finds.
    ///
    /// # Errors
    /// When the browser cannot be asked.
    pub fn count(&self, css: &str) -> Result<usize> {
        Ok(self
            .ask("visible", &[json!(css)])?
            .as_array()
            .map_or(0, Vec::len))
    }

    /// Clicks the button, link, label or tab that is called so, or whose name begins so.
    ///
    /// # Errors
    /// When there is none, or something else lies over it.
    pub fn click(&self, name: &str) -> Result<()> {
        let clicked = self.act(
            || self.ask("clickable", &[json!(name)]),
            |element| self.block(element.click()),
        )?;
        clicked.with_context(|| {
            let names = self.ask("names", &[]).unwrap_or_default();
            format!("nothing called {name:?} can be clicked; there are: {names}")
        })
    }

    /// Clicks the first visible element that the selector finds.
    ///
    /// # Errors
    /// When there is none, or something else lies over it.
    pub fn click_at(&self, css: &str) -> Result<()> {
        let clicked = self.act(|| self.first(css), |element| self.block(element.click()))?;
        clicked.with_context(|| format!("nothing visible matches {css}, so it was not clicked"))
    }

    /// Types into the field that is called so, after emptying it.
    ///
    /// # Errors
    /// When there is none.
    pub fn fill(&self, name: &str, text: &str) -> Result<()> {
        let filled = self.act(
            || self.ask("field", &[json!(name)]),
            |element| {
                self.block(element.clear())?;
                self.block(element.send_keys(text))
            },
        )?;
        filled.with_context(|| format!("there is no field called {name:?}"))
    }

    /// Chooses files in the first file field that the selector finds, shown or not.
    ///
    /// # Errors
    /// When there is no such field, or the browser does not take the files.
    pub fn choose_files(&self, css: &str, files: &[&Path]) -> Result<()> {
        let field = self.wait(|| self.some_element(&self.ask("all", &[json!(css)])?))?;
        let field = field.with_context(|| format!("nothing matches {css}"))?;
        let names: Vec<String> = files.iter().map(|f| f.display().to_string()).collect();
        Ok(self.block(field.send_keys(names.join("\n")))?)
    }

    /// An attribute of the first element that the selector finds, shown or not.
    ///
    /// # Errors
    /// When there is no such element.
    pub fn attribute(&self, css: &str, attribute: &str) -> Result<Option<String>> {
        let element = self.wait(|| self.some_element(&self.ask("all", &[json!(css)])?))?;
        let element = element.with_context(|| format!("nothing matches {css}"))?;
        Ok(self.block(element.attr(attribute.to_owned()))?)
    }

    /// Waits for the first visible element that the selector finds, for all that is not here.
    ///
    /// # Errors
    /// When there is none.
    pub fn element(&self, css: &str) -> Result<WebElement> {
        let element = self.wait(|| self.some_element(&self.first(css)?))?;
        element.with_context(|| {
            format!(
                "nothing visible matches {css}; the page reads: {}",
                self.text().unwrap_or_default()
            )
        })
    }

    /// Presses keys where the focus is: `Key::Tab`, `"abc"`, `Key::Shift + Key::Tab`.
    ///
    /// # Errors
    /// When the browser does not take them.
    pub fn press(&self, keys: impl Into<TypingData>) -> Result<()> {
        self.block(self.driver()?.action_chain().send_keys(keys).perform())?;
        self.done();
        Ok(())
    }

    /// What the keyboard would act on, inside shadow roots too; none when it is the page itself.
    ///
    /// # Errors
    /// When the browser cannot be asked.
    pub fn focus(&self) -> Result<Option<Focus>> {
        Ok(serde_json::from_value(self.ask("focus", &[])?)?)
    }

    /// Waits until what was pressed has been shown as chosen and its screen stands.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub fn settle(&self) -> Result<()> {
        self.script_calling_back(
            "const done = arguments[arguments.length - 1];
             setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(() => done(true))), 260);",
            vec![],
        )?;
        Ok(())
    }

    /// Fails when a person would have to scroll sideways.
    ///
    /// # Errors
    /// When something is wider than the window.
    pub fn check_width(&self) -> Result<()> {
        match self.ask("scrolls_sideways", &[])?.as_f64() {
            Some(over) if over > 0.0 => bail!(
                "the page is {over} px wider than its window: {}",
                self.ask("reaches_out", &[])?
            ),
            _ => {}
        }
        let beyond = self.ask("beyond", &[])?;
        ensure!(
            beyond == serde_json::json!([]),
            "these words stand beyond the window: {beyond}"
        );
        Ok(())
    }

    /// Asks again and again until there is an answer; none when patience ends.
    ///
    /// # Errors
    /// What the last asking failed with.
    pub fn wait<T>(&self, mut ask: impl FnMut() -> Result<Option<T>>) -> Result<Option<T>> {
        let begun = Instant::now();
        loop {
            let answer = ask();
            let again = match &answer {
                Ok(found) => found.is_none(),
                Err(error) => may_pass(error),
            };
            if !again || begun.elapsed() > self.patience() {
                return answer;
            }
            std::thread::sleep(PAUSE);
        }
    }

    fn ask(&self, verb: &str, arguments: &[Value]) -> Result<Value> {
        let mut all = vec![json!(self.scope()), json!(verb)];
        all.extend_from_slice(arguments);
        self.script(SCRIPT, all)
    }

    fn first(&self, css: &str) -> Result<Value> {
        self.ask("visible", &[json!(css)])
    }

    fn some_element(&self, found: &Value) -> Result<Option<WebElement>> {
        let found = found.as_array().map_or(Some(found), |all| all.first());
        match found {
            None | Some(Value::Null) => Ok(None),
            Some(element) => Ok(Some(WebElement::from_json(
                element.clone(),
                self.driver()?.handle().clone(),
            )?)),
        }
    }

    /// Finds and acts; once more from the start when the page was redrawn in between.
    fn act(
        &self,
        find: impl Fn() -> Result<Value>,
        act: impl Fn(&WebElement) -> Result<(), WebDriverError>,
    ) -> Result<Option<()>> {
        self.wait(|| {
            let Some(element) = self.some_element(&find()?)? else {
                return Ok(None);
            };
            // In the middle, as a person scrolls: an edge of the window may lie under a sticky bar.
            self.block(element.scroll_into_view())?;
            self.reveal(&element)?;
            self.still(&element)?;
            act(&element)?;
            Ok(Some(()))
        })
        .inspect(|_| self.done())
    }

    /// Waits until what was pressed is done: the program shows first that it was pressed. Where the press has led
    /// away from the page, nothing is waited for.
    fn done(&self) {
        let _ = self.wait(|| {
            let left = self.ask("all", &[json!("[data-pressed]")]).ok();
            let none = left.is_none_or(|left| left.as_array().is_none_or(Vec::is_empty));
            Ok(none.then_some(()))
        });
    }
}

/// Whether the same step may succeed a moment later.
fn may_pass(error: &anyhow::Error) -> bool {
    error.downcast_ref::<WebDriverError>().is_some_and(|error| {
        matches!(
            error.as_inner(),
            WebDriverErrorInner::StaleElementReference(_)
                | WebDriverErrorInner::ElementClickIntercepted(_)
                | WebDriverErrorInner::ElementNotInteractable(_)
                | WebDriverErrorInner::JavascriptError(_)
        )
    })
}

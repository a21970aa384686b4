//! A test's visit to the page: a site, a browser, and evidence when it goes wrong.

use std::io::Write;
use std::ops::Deref;

use anyhow::{Context, Result};

use crate::browser::Browser;
use crate::engine::Engine;
use crate::settings::Settings;
use crate::site::{Site, SiteOptions, Stopped};

/// A browser with the page open.
#[derive(Debug)]
pub struct Visit {
    browser: Browser,
    place: Place,
    name: String,
}

#[derive(Debug)]
enum Place {
    On(Site),
    Off(Stopped),
    /// Only between the two.
    Moving,
}

/// Opens the page, takes the steps, and checks that nothing went wrong unsaid.
///
/// # Errors
/// When a step fails or the page had errors. A picture called `failed-NAME` is left.
pub fn visit(
    name: &str,
    settings: &Settings,
    steps: impl FnOnce(&mut Visit) -> Result<()>,
) -> Result<()> {
    visit_site(name, settings, SiteOptions::dist()?, steps)
}

/// The same for a site served in another way.
///
/// # Errors
/// As [`visit`].
pub fn visit_site(
    name: &str,
    settings: &Settings,
    site: SiteOptions,
    steps: impl FnOnce(&mut Visit) -> Result<()>,
) -> Result<()> {
    if let Some(reason) = settings.unsupported(Engine::from_environment()?) {
        // Past the test runner, which shows nothing of a test that does not fail: what was not
        // tried is to be seen. `cargo xtask test` puts such lines into its table.
        let line = format!("\nskipped visit {name}: {reason}\n");
        std::io::stdout().write_all(line.as_bytes())?;
        return Ok(());
    }
    let site = Site::start(site)?;
    let browser = Browser::start(settings)?;
    let mut visit = Visit {
        browser,
        place: Place::On(site),
        name: name.to_owned(),
    };
    let url = visit.address(&settings.path)?;
    let result = visit
        .browser
        .open(&url)
        .and_then(|()| steps(&mut visit))
        .and_then(|()| visit.check_errors());
    result.map_err(|error| {
        let evidence = visit.evidence();
        error.context(format!(
            "{name} failed in {}{evidence}",
            visit.engine().name()
        ))
    })
}

impl Visit {
    /// The site, when it is on the network.
    ///
    /// # Errors
    /// When it was taken off.
    pub fn site(&self) -> Result<&Site> {
        match &self.place {
            Place::On(site) => Ok(site),
            Place::Off(_) | Place::Moving => anyhow::bail!("the site is off the network"),
        }
    }

    /// The address of a path of the site.
    ///
    /// # Errors
    /// When the site is off the network.
    pub fn address(&self, path: &str) -> Result<String> {
        Ok(self.site()?.url(path))
    }

    /// Takes the site off the network.
    pub fn go_offline(&mut self) {
        self.place = match std::mem::replace(&mut self.place, Place::Moving) {
            Place::On(site) => Place::Off(site.stop()),
            other => other,
        };
    }

    /// Brings the site back at its old address.
    ///
    /// # Errors
    /// When something else has taken its port.
    pub fn go_online(&mut self) -> Result<()> {
        if let Place::Off(stopped) = std::mem::replace(&mut self.place, Place::Moving) {
            self.place = Place::On(stopped.resume().context("the site did not come back")?);
        }
        Ok(())
    }

    /// A picture and the page's own words.
    fn evidence(&self) -> String {
        let picture = self.browser.picture(&format!("failed-{}", self.name));
        let picture = picture.map_or_else(
            |_| String::new(),
            |path| format!("; see {}", path.display()),
        );
        let errors = self.browser.take_errors().unwrap_or_default();
        let errors = if errors.is_empty() {
            String::new()
        } else {
            format!("\nerrors of the page:\n  {}", errors.join("\n  "))
        };
        let text = self.browser.text().unwrap_or_default();
        format!("{picture}{errors}\nthe page reads: {text}\n")
    }
}

impl Deref for Visit {
    type Target = Browser;

    fn deref(&self) -> &Browser {
        &self.browser
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!(
                "{} failed in {}{}",
                self.name,
                self.browser.engine().name(),
                self.evidence()
            );
        }
    }
}

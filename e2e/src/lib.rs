//! What the end-to-end tests stand on: the finished page on a local server, a browser of its own
//! for each test, and words for what a person does and sees there.
//!
//! ```no_run
//! use aftermile_e2e::{Settings, visit};
//!
//! #[test]
//! fn the_first_question_is_asked() -> anyhow::Result<()> {
//!     visit("first-question", &Settings::phone(), |page| {
//!         page.see("How far did you run?")?;
//!         page.click("Next")?;
//!         page.check_accessibility()
//!     })
//! }
//! ```
//!
//! The same test runs in every engine: `AFTERMILE_ENGINE` says in which, `chromium` when it says
//! nothing. `cargo xtask test` builds the page and sets the variables; by hand, run
//! `cargo xtask dist` first. A visit that fails leaves a picture in `target/e2e`.

mod accessibility;
mod browser;
mod display;
mod driver;
mod engine;
mod find;
mod hosts;
mod recorder;
mod settings;
mod site;
mod visit;

pub use accessibility::Violation;
pub use browser::{Browser, Paper};
pub use engine::Engine;
pub use find::Focus;
pub use hosts::{HostPage, visit_host};
pub use settings::{Settings, Storage};
pub use site::{Site, SiteOptions};
pub use thirtyfour::Key;
pub use visit::{Visit, visit, visit_site};

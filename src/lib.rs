//! Aftermile: a widget that tells a runner what their legs need after this run.

mod browser;
pub mod calendar;
pub mod emergency;
pub mod figures;
pub mod history;
pub mod i18n;
mod later;
mod mount;
pub mod player;
pub mod ports;
mod program;
pub mod share;
pub mod state;
pub mod ui;

pub use browser::device_store;
pub use mount::{Handle, mount, prepare};

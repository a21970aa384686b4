//! What went wrong in the page without the page saying so.

/// Becomes the first script of every page.
pub const SCRIPT: &str = include_str!("recorder.js");

/// Takes what the page has noted so far.
pub const TAKE: &str = "return window.__recorder ? window.__recorder.splice(0) : []";

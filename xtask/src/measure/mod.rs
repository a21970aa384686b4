//! What the finished page weighs and how fast it is, measured in a browser: `cargo xtask lighthouse` and
//! `cargo xtask views`. Both serve `dist` as HOSTING.md says: compressed with brotli, asked about at each
//! visit, releases kept for good.

pub mod lighthouse;
mod site;
pub mod views;

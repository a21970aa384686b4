//! What the finished page weighs and how fast it is, measured in a browser: `cargo xtask lighthouse`,
//! `cargo xtask views` and `cargo xtask store`. The first two serve `dist` as HOSTING.md says: compressed with
//! brotli, asked about at each visit, releases kept for good.

pub mod lighthouse;
mod site;
pub mod store;
pub mod views;

//! Whole files: golden ones of every format, and hostile ones.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "what clippy.toml allows in tests holds for their helpers too"
)]

mod common;
mod golden;
mod hostile;

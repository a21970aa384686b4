//! The recovery and triage rules of Aftermile: answers in; the next question, a level of care and a plan out.
//!
//! The engine is pure: no clock, no locale, no storage, no browser, no panics. Its rules are data
//! (`rules/*.toml`), compiled into static tables and checked by `build.rs`.
//!
//! No clinician has reviewed the rules yet.

pub mod answers;
pub mod check_in;
pub mod condition;
mod derived;
pub mod dose;
pub mod error;
pub mod explain;
mod fact_set;
pub mod food;
pub mod forecast;
pub mod interview;
pub mod load;
pub mod message;
pub mod personal;
mod phone;
pub mod plan;
pub mod problem;
pub mod return_to_run;
#[cfg(feature = "book")]
pub mod rulebook;
pub mod session;
pub mod strength;
pub mod table;
pub mod trace;
pub mod triage;
pub mod week;
mod wire;

pub use answers::{Answer, Answers, Feel, Side, Site};
pub use error::AnswerError;
pub use interview::{Interview, Step};
pub use message::{Arg, Message};
pub use plan::Plan;
pub use table::{Fact, Level, Region, Slot, fact, region};

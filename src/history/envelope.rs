//! How drafts, the profile and settings are stored: JSON with its schema version, in ASCII.

use super::run::STORE;
use aftermile_fields::{Fields, Object, json};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Why a stored text cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// Written by a newer Aftermile.
    Newer,
    /// Not what any version writes.
    Damaged,
}

/// Writes a value. Fields of `there`, the body that stood there before, which the value does not have are kept.
pub fn seal<T: Serialize>(body: &T, there: Option<Fields>) -> String {
    let body = json(body);
    let body = match (there, Fields::read(&body)) {
        (Some(mut merged), Some(new)) => {
            merged.overlay(new);
            merged.json()
        }
        _ => body,
    };
    Object::new().number("v", STORE).raw("body", &body).end()
}

/// The JSON of the body, of this version or the one before, which wrote the same.
pub fn body(text: &str) -> Result<String, Unreadable> {
    check(text)?;
    let mut fields = Fields::read(text).ok_or(Unreadable::Damaged)?;
    fields.take("body").ok_or(Unreadable::Damaged)
}

/// Reads a value that [`seal`] wrote.
pub fn open<T: DeserializeOwned>(text: &str) -> Result<T, Unreadable> {
    serde_json::from_str(&body(text)?).map_err(|_| Unreadable::Damaged)
}

/// Whether a text is whole and of a version that this one knows.
pub fn check(text: &str) -> Result<(), Unreadable> {
    match Fields::read(text).and_then(|f| f.number("v")) {
        Some(version) if version > STORE => Err(Unreadable::Newer),
        Some(_) => Ok(()),
        None => Err(Unreadable::Damaged),
    }
}

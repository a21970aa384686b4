//! How a value is stored: JSON with its schema version, in ASCII.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;

/// The schema of this version. A change that older code would misread raises it.
pub const VERSION: u32 = 1;

/// Why a stored text cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// Written by a newer Aftermile.
    Newer(u32),
    /// Not what any version writes.
    Damaged,
}

#[derive(Serialize)]
struct Sealed<'a, T> {
    v: u32,
    body: &'a T,
}

#[derive(Deserialize)]
struct Opened<T> {
    body: T,
}

#[derive(Deserialize)]
struct Version {
    v: u32,
}

/// Writes a value; `None` when it has no JSON form.
pub fn seal<T: Serialize>(body: &T) -> Option<String> {
    serde_json::to_string(&Sealed { v: VERSION, body })
        .ok()
        .map(|json| ascii(&json))
}

/// Reads a value that [`seal`] wrote.
pub fn open<T: DeserializeOwned>(text: &str) -> Result<T, Unreadable> {
    check(text)?;
    serde_json::from_str::<Opened<T>>(text)
        .map(|o| o.body)
        .map_err(|_| Unreadable::Damaged)
}

/// Whether a text is whole and of a version that this one knows.
pub fn check(text: &str) -> Result<(), Unreadable> {
    match serde_json::from_str::<Version>(text) {
        Ok(version) if version.v > VERSION => Err(Unreadable::Newer(version.v)),
        Ok(_) => Ok(()),
        Err(_) => Err(Unreadable::Damaged),
    }
}

/// JSON with everything beyond ASCII escaped: outside of ASCII some browsers hold only half as much.
pub fn ascii(json: &str) -> String {
    if json.is_ascii() {
        return json.to_owned();
    }
    let mut out = String::with_capacity(json.len() + 32);
    let mut units = [0; 2];
    for c in json.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            for unit in c.encode_utf16(&mut units) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
    }
    out
}

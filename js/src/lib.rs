//! The engine for JavaScript. `js/npm` wraps it into the package: what is thrown here as a plain object becomes
//! an error there, and sentences are put together there from the catalogue that this gives.

// A problem goes to JavaScript at once; boxing it would only add an allocation.
#![allow(clippy::result_large_err)]

mod answers;
mod results;

use aftermile_engine::table::{RULES_DATE, RULES_VERSION};
use aftermile_engine::{Interview, Plan, explain, message, triage as care};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use results::{Catalogue, Changes, Next, Planned, Problem, Triaged};

/// Of every result; raised when a field changes its meaning or goes.
const SCHEMA: u32 = 1;

fn give<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    value
        .serialize(&Serializer::json_compatible())
        .map_err(|error| throw(&Problem::internal(&error.to_string())))
}

fn throw(problem: &Problem) -> JsValue {
    problem
        .serialize(&Serializer::json_compatible())
        .unwrap_or(JsValue::NULL)
}

/// The finished interview of these answers.
fn finished(given: &JsValue) -> Result<Interview, JsValue> {
    let answers = answers::read(given).map_err(|problem| throw(&problem))?;
    let walk = Interview::walk(&answers);
    match &walk.next {
        None => Ok(walk),
        Some(step) => Err(throw(&Problem::unfinished(step))),
    }
}

/// The next screen to ask, or that none is left.
///
/// # Errors
/// An object with the path of the answer that is none.
#[wasm_bindgen(js_name = nextScreen)]
pub fn next_screen(given: &JsValue) -> Result<JsValue, JsValue> {
    let answers = answers::read(given).map_err(|problem| throw(&problem))?;
    give(&Next::of(&Interview::walk(&answers)))
}

/// The level of care.
///
/// # Errors
/// As [`next_screen`], and when the interview is not finished: silence is not "no".
#[wasm_bindgen]
pub fn triage(given: &JsValue) -> Result<JsValue, JsValue> {
    let walk = finished(given)?;
    give(&Triaged::of(care::triage(&walk.answers)))
}

/// The whole plan.
///
/// # Errors
/// As [`triage`].
#[wasm_bindgen]
pub fn plan(given: &JsValue) -> Result<JsValue, JsValue> {
    let walk = finished(given)?;
    let plan = Plan::new(&walk.answers)
        .map_err(|unfinished| throw(&Problem::unfinished(&unfinished.next)))?;
    give(&Planned::of(plan))
}

/// What one changed answer would change.
///
/// # Errors
/// As [`triage`].
#[wasm_bindgen(js_name = whatWouldChange)]
pub fn what_would_change(given: &JsValue) -> Result<JsValue, JsValue> {
    let walk = finished(given)?;
    give(&Changes::of(explain::what_would_change(&walk.answers)))
}

/// The English texts by key: of the rules, and those of the page that sentences need, such as `unit.*`.
///
/// # Errors
/// Never in practice; the texts are static.
#[wasm_bindgen]
pub fn catalogue() -> Result<JsValue, JsValue> {
    give(&Catalogue::english(message::catalogue()))
}

/// The rules' version.
#[wasm_bindgen(js_name = rulesVersion)]
#[must_use]
pub fn rules_version() -> String {
    RULES_VERSION.to_owned()
}

/// The rules' date.
#[wasm_bindgen(js_name = rulesDate)]
#[must_use]
pub fn rules_date() -> String {
    RULES_DATE.to_owned()
}

//! Answers as JavaScript has them, read one by one so that each error names its place.

use aftermile_engine::answers::Feel;
use aftermile_engine::table::Kind;
use aftermile_engine::{Answer, AnswerError, Answers, Fact, Region, Side};
use js_sys::{Array, Object};
use wasm_bindgen::{JsCast, JsValue};

use crate::results::Problem;

pub fn read(given: &JsValue) -> Result<Answers, Problem> {
    let Some(object) = given.dyn_ref::<Object>().filter(|o| !Array::is_array(o)) else {
        return Err(Problem::wrong_kind("", "an object of answers"));
    };
    let mut answers = Answers::new();
    let mut sites = None;
    for (key, value) in entries(object) {
        // As in JSON, what is undefined is not there.
        if value.is_undefined() {
            continue;
        }
        if key == "sites" {
            sites = Some(value);
            continue;
        }
        let fact = Fact::by_id(&key).ok_or_else(|| Problem::unknown(&key))?;
        let answer = read_one(fact, &value, &key)?;
        answers
            .set(fact, answer)
            .map_err(|error| Problem::of(&key, &error, Some(fact)))?;
    }
    if let Some(sites) = sites {
        read_sites(&mut answers, &sites)?;
    }
    Ok(answers)
}

fn entries(object: &Object) -> Vec<(String, JsValue)> {
    Object::entries(object)
        .iter()
        .filter_map(|pair| pair.dyn_into::<Array>().ok())
        .filter_map(|pair| Some((pair.get(0).as_string()?, pair.get(1))))
        .collect()
}

/// A whole number that fits the engine's.
#[allow(clippy::cast_possible_truncation)]
fn whole(value: &JsValue) -> Option<i32> {
    value
        .as_f64()
        .filter(|n| n.fract() == 0.0 && n.abs() <= f64::from(i32::MAX))
        .map(|n| n as i32)
}

fn read_one(fact: Fact, value: &JsValue, path: &str) -> Result<Answer, Problem> {
    let wrong = || {
        let error = AnswerError::WrongKind {
            name: path.to_owned(),
            accepted: fact.accepts(),
        };
        Problem::of(path, &error, Some(fact))
    };
    if let Some(text) = value.as_string() {
        return fact
            .read(&text)
            .map_err(|error| Problem::of(path, &error, Some(fact)));
    }
    // A quantity has its unit, so a bare number is an answer only on a scale.
    match &fact.def().kind {
        Kind::Number(n) if n.unit == "of 10" => whole(value).map(Answer::Value).ok_or_else(wrong),
        _ => Err(wrong()),
    }
}

fn read_sites(answers: &mut Answers, value: &JsValue) -> Result<(), Problem> {
    let Some(list) = value.dyn_ref::<Array>() else {
        return Err(Problem::wrong_kind("sites", "a list of places"));
    };
    let mut places: Vec<(Region, Side)> = Vec::new();
    let mut felt = Vec::new();
    for (at, site) in list.iter().enumerate() {
        let path = |field: &str| format!("sites[{at}]{field}");
        let Some(object) = site.dyn_ref::<Object>() else {
            return Err(Problem::wrong_kind(
                &path(""),
                "an object with region and side",
            ));
        };
        let (mut region, mut side, mut score, mut feels) = (None, None, None, Vec::new());
        for (key, value) in entries(object) {
            let here = path(&format!(".{key}"));
            match key.as_str() {
                _ if value.is_undefined() => {}
                "region" => {
                    let found = value.as_string().and_then(|id| Region::by_id(&id));
                    let all = || Region::all().map(Region::id).collect::<Vec<_>>().join(", ");
                    region = Some(found.ok_or_else(|| Problem::wrong_kind(&here, &all()))?);
                }
                "side" => {
                    let found = match value.as_string().as_deref() {
                        Some("left") => Some(Side::Left),
                        Some("right") => Some(Side::Right),
                        _ => None,
                    };
                    side = Some(found.ok_or_else(|| Problem::wrong_kind(&here, "left, right"))?);
                }
                "score" => {
                    let found = whole(&value).and_then(|n| u8::try_from(n).ok());
                    let wanted = "a whole number from 0 to 10";
                    score = Some(found.ok_or_else(|| Problem::wrong_kind(&here, wanted))?);
                }
                "feels" => feels = read_feels(&value, &here)?,
                _ => return Err(Problem::unknown(&here)),
            }
        }
        let region = region.ok_or_else(|| Problem::missing(&path(".region")))?;
        let side = side.ok_or_else(|| Problem::missing(&path(".side")))?;
        if places.contains(&(region, side)) {
            return Err(Problem::wrong_kind(&path(""), "each place once"));
        }
        places.push((region, side));
        match score {
            Some(score) => felt.push((at, region, side, score, feels)),
            None if feels.is_empty() => {}
            None => return Err(Problem::missing(&path(".score"))),
        }
    }
    answers.set_places(&places);
    for (at, region, side, score, feels) in felt {
        let path = format!("sites[{at}]");
        let feel = Feel::new(score, &feels).map_err(|error| {
            let field = match &error {
                AnswerError::OutOfRange { .. } => "score",
                _ => "feels",
            };
            Problem::of(&format!("{path}.{field}"), &error, None)
        })?;
        answers
            .set_feel(region, side, Some(feel))
            .map_err(|error| Problem::of(&path, &error, None))?;
    }
    Ok(())
}

fn read_feels(value: &JsValue, path: &str) -> Result<Vec<Fact>, Problem> {
    let Some(list) = value.dyn_ref::<Array>() else {
        return Err(Problem::wrong_kind(path, "a list of signs"));
    };
    list.iter()
        .enumerate()
        .map(|(at, sign)| {
            sign.as_string()
                .and_then(|id| Fact::by_id(&id))
                .ok_or_else(|| Problem::unknown(&format!("{path}[{at}]")))
        })
        .collect()
}

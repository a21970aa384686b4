//! A vignettes file: stories with what the runner would truthfully answer, and what is expected.

use std::path::Path;

use aftermile_engine::Level;
use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Map, Value};

#[derive(Debug, Clone, Deserialize)]
pub struct Story {
    pub id: String,
    #[serde(default)]
    pub title: String,
    pub facts: Facts,
    pub expected: Expected,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Expected {
    pub triage: Level,
    pub accept: Vec<Level>,
    pub must_include: Vec<String>,
    pub must_exclude: Vec<String>,
}

/// What the runner knows. A `null` is "not told or does not apply".
#[derive(Debug, Clone, Deserialize)]
pub struct Facts(Map<String, Value>);

impl Facts {
    pub fn yes(&self, name: &str) -> bool {
        self.maybe(name).unwrap_or(false)
    }

    pub fn maybe(&self, name: &str) -> Option<bool> {
        self.0.get(name).and_then(Value::as_bool)
    }

    pub fn number(&self, name: &str) -> Option<f64> {
        self.0.get(name).and_then(Value::as_f64)
    }

    pub fn text(&self, name: &str) -> &str {
        self.0.get(name).and_then(Value::as_str).unwrap_or("")
    }

    /// Whether a list of plain words names one of these.
    pub fn told(&self, list: &str, words: &[&str]) -> bool {
        self.0
            .get(list)
            .and_then(Value::as_array)
            .is_some_and(|items| {
                items.iter().filter_map(Value::as_str).any(|item| {
                    let item = item.to_lowercase();
                    words.iter().any(|w| item.contains(w))
                })
            })
    }

    pub fn set(&mut self, name: &str, value: Value) {
        self.0.insert(name.to_owned(), value);
    }

    /// Changes every sore place.
    pub fn each_sore(&mut self, change: &dyn Fn(&mut Map<String, Value>)) {
        if let Some(Value::Array(list)) = self.0.get_mut("soreness") {
            list.iter_mut()
                .filter_map(Value::as_object_mut)
                .for_each(change);
        }
    }

    pub fn soreness(&self) -> Vec<Sore> {
        self.0
            .get("soreness")
            .and_then(|v| serde_json::from_value(v.clone()).ok())
            .unwrap_or_default()
    }
}

#[derive(Debug, Deserialize)]
pub struct Sore {
    pub region: String,
    pub side: String,
    pub intensity_0_10: f64,
    pub quality: String,
}

pub fn read(path: &Path) -> Result<Vec<Story>> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("the stories in {} cannot be read", path.display()))?;
    serde_json::from_str(&text).with_context(|| {
        format!(
            "{} is not a vignettes file as tests/vignettes/vignettes.schema.json describes it",
            path.display()
        )
    })
}

//! Compiles the catalogues of `src/i18n` into static tables with typed keys, and the emergency numbers.

#[path = "build/emergency.rs"]
mod emergency;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

/// The plural categories of Unicode, as `Intl.PluralRules` names them.
const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// A section that is no part of the program but a file of the release: see `xtask/src/texts.rs`.
const ASIDE: &str = "file.";

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=src/i18n");
    println!("cargo::rerun-if-changed={}", emergency::PATH);
    println!("cargo::rerun-if-changed=build");
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error={error}");
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let mut out = String::new();
    let english = read("src/i18n/en.toml")?;
    let mut languages = vec![english.clone()];
    for path in others()? {
        let table = read(&path)?;
        same_keys(&english, &table, &path)?;
        languages.push(table);
    }
    keys(&english, &languages, &mut out);
    retired(&mut out)?;
    let dir = std::env::var("OUT_DIR").map_err(|e| e.to_string())?;
    fs::write(Path::new(&dir).join("catalogue.rs"), out).map_err(|e| e.to_string())?;
    let mut numbers = String::new();
    emergency::emit(&parse(emergency::PATH)?, &mut numbers)
        .map_err(|e| format!("{}: {e}", emergency::PATH))?;
    fs::write(Path::new(&dir).join("emergency.rs"), numbers).map_err(|e| e.to_string())
}

#[derive(Clone)]
enum Entry {
    Text(String),
    Plural(BTreeMap<String, String>),
}

impl Entry {
    fn source(&self) -> String {
        match self {
            Entry::Text(text) => format!("Entry::Text({text:?})"),
            Entry::Plural(forms) => {
                let forms: Vec<String> = forms
                    .iter()
                    .map(|(k, v)| format!("({k:?}, {v:?})"))
                    .collect();
                format!("Entry::Plural(&[{}])", forms.join(", "))
            }
        }
    }

    /// The placeholders of all forms, sorted.
    fn placeholders(&self) -> Vec<String> {
        let texts: Vec<&String> = match self {
            Entry::Text(text) => vec![text],
            Entry::Plural(forms) => forms.values().collect(),
        };
        let mut names: Vec<String> = texts
            .iter()
            .flat_map(|t| {
                t.split('{')
                    .skip(1)
                    .filter_map(|p| p.split_once('}'))
                    .map(|(n, _)| n.to_owned())
            })
            .collect();
        names.sort();
        names.dedup();
        names
    }
}

fn parse(path: &str) -> Result<toml::Table, String> {
    let text = fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?;
    text.parse::<toml::Table>()
        .map_err(|e| format!("{path}: {e}"))
}

fn read(path: &str) -> Result<BTreeMap<String, Entry>, String> {
    let mut all = BTreeMap::new();
    for (section, value) in parse(path)? {
        let entries = value
            .as_table()
            .ok_or_else(|| format!("{path}: `{section}` stands outside a section"))?;
        for (name, value) in entries {
            let key = format!("{section}.{name}");
            let entry = match value {
                toml::Value::String(text) => Entry::Text(text.clone()),
                toml::Value::Table(forms) => Entry::Plural(plural(path, &key, forms)?),
                _ => return Err(format!("{path}: `{key}` is neither a text nor a plural")),
            };
            all.insert(key, entry);
        }
    }
    Ok(all)
}

fn plural(path: &str, key: &str, forms: &toml::Table) -> Result<BTreeMap<String, String>, String> {
    if !forms.contains_key("other") {
        return Err(format!("{path}: the plural `{key}` lacks `other`"));
    }
    forms
        .iter()
        .map(|(category, text)| match text.as_str() {
            Some(text) if CATEGORIES.contains(&category.as_str()) => {
                Ok((category.clone(), text.to_owned()))
            }
            _ => Err(format!(
                "{path}: `{category}` of `{key}` is no plural category with a text"
            )),
        })
        .collect()
}

/// The further languages: every file but English and the retired keys.
fn others() -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    for file in fs::read_dir("src/i18n").map_err(|e| e.to_string())? {
        let path = file.map_err(|e| e.to_string())?.path();
        let name = path
            .file_stem()
            .and_then(|n| n.to_str())
            .unwrap_or_default()
            .to_owned();
        if path.extension().is_some_and(|e| e == "toml") && name != "en" && name != "retired" {
            found.push(path.display().to_string());
        }
    }
    found.sort();
    Ok(found)
}

fn same_keys(
    english: &BTreeMap<String, Entry>,
    other: &BTreeMap<String, Entry>,
    path: &str,
) -> Result<(), String> {
    for (key, entry) in english {
        match other.get(key) {
            None => return Err(format!("{path}: `{key}` is missing")),
            Some(found) if found.placeholders() != entry.placeholders() => {
                return Err(format!(
                    "{path}: `{key}` has other placeholders than in English"
                ));
            }
            Some(_) => {}
        }
    }
    match other.keys().find(|key| !english.contains_key(*key)) {
        Some(key) => Err(format!("{path}: `{key}` is not in the English catalogue")),
        None => Ok(()),
    }
}

/// What is compiled into the program.
fn own(table: &BTreeMap<String, Entry>) -> impl Iterator<Item = (&String, &Entry)> {
    table.iter().filter(|(key, _)| !key.starts_with(ASIDE))
}

/// Each key holds its own texts, one a language: a table of all would bring every text wherever one is shown.
fn keys(
    english: &BTreeMap<String, Entry>,
    languages: &[BTreeMap<String, Entry>],
    out: &mut String,
) {
    out.push_str("/// The strings of the page.\npub mod key {\n    use super::{Entry, Key};\n");
    for (key, entry) in own(english) {
        let name = key.replace('.', "_").to_uppercase();
        let text = match entry {
            Entry::Text(text) => text.clone(),
            Entry::Plural(forms) => forms.get("other").cloned().unwrap_or_default(),
        };
        let entries = languages.iter().filter_map(|l| l.get(key));
        let entries: Vec<String> = entries.map(Entry::source).collect();
        let _ = writeln!(
            out,
            "    #[doc = {text:?}]\n    pub const {name}: Key = Key(&[{}]);",
            entries.join(", ")
        );
    }
    out.push_str(
        "}\n/// Every key by its name.\n#[cfg(test)]\npub static ALL: &[(&str, Key)] = &[\n",
    );
    for (key, _) in own(english) {
        let name = key.replace('.', "_").to_uppercase();
        let _ = writeln!(out, "    ({key:?}, key::{name}),");
    }
    out.push_str("];\n");
}

fn retired(out: &mut String) -> Result<(), String> {
    let path = "src/i18n/retired.toml";
    out.push_str("/// Rule texts that only stored runs still name.\npub static RETIRED: &[(&str, &str)] = &[\n");
    if let Some(table) = parse(path)?.get("retired").and_then(toml::Value::as_table) {
        for (key, text) in table {
            let text = text
                .as_str()
                .ok_or_else(|| format!("{path}: `{key}` is not a text"))?;
            let _ = writeln!(out, "    ({key:?}, {text:?}),");
        }
    }
    out.push_str("];\n");
    Ok(())
}

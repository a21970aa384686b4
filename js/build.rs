//! The texts of the page's English catalogue that sentences need: whole sections, and single ones of others.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

/// A section, and which of its texts; all where none is named.
const TAKEN: [(&str, &[&str]); 8] = [
    ("unit", &[]),
    ("place", &[]),
    ("ladder", &[]),
    ("slot", &[]),
    ("evidence", &[]),
    (
        "answer",
        &[
            "each",
            "each_sets",
            "help_book",
            "help_now",
            "help_today",
            "instead",
            "limits",
            "next_also",
            "now",
            "optional",
            "ribbon_alt",
            "ribbon_point",
            "session",
            "session_short",
            "sets",
            "sets_each",
        ],
    ),
    ("level", &["said", "unsure"]),
    ("app", &["notice", "reviewed", "rules"]),
];

const CATALOGUE: &str = "../src/i18n/en.toml";

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed={CATALOGUE}");
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error={error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let text = std::fs::read_to_string(CATALOGUE).map_err(|e| format!("{CATALOGUE}: {e}"))?;
    let table: toml::Table = text.parse().map_err(|e| format!("{CATALOGUE}: {e}"))?;
    let mut out = String::from(
        "/// Texts of the page by key; a plural's forms by `key.category`.\npub static PAGE: &[(&str, &str)] = &[\n",
    );
    for (section, names) in TAKEN {
        let entries = table
            .get(section)
            .and_then(toml::Value::as_table)
            .ok_or_else(|| format!("{CATALOGUE} has no [{section}]"))?;
        if let Some(gone) = names.iter().find(|name| !entries.contains_key(**name)) {
            return Err(format!("{CATALOGUE} has no {section}.{gone}"));
        }
        let taken = |name: &str| names.is_empty() || names.contains(&name);
        add(
            &mut out,
            section,
            entries.iter().filter(|(name, _)| taken(name)),
        )?;
    }
    out.push_str("];\n");
    let folder = std::env::var("OUT_DIR").map_err(|e| e.to_string())?;
    std::fs::write(Path::new(&folder).join("page.rs"), out).map_err(|e| e.to_string())
}

fn add<'a>(
    out: &mut String,
    section: &str,
    entries: impl Iterator<Item = (&'a String, &'a toml::Value)>,
) -> Result<(), String> {
    for (name, value) in entries {
        match value {
            toml::Value::String(text) => {
                let _ = writeln!(out, "    (\"{section}.{name}\", {text:?}),");
            }
            toml::Value::Table(forms) => {
                for (category, text) in forms {
                    let text = text.as_str().ok_or_else(|| {
                        format!("{CATALOGUE}: {section}.{name}.{category} is no text")
                    })?;
                    let _ = writeln!(out, "    (\"{section}.{name}.{category}\", {text:?}),");
                }
            }
            _ => {
                return Err(format!(
                    "{CATALOGUE}: {section}.{name} is neither a text nor a plural"
                ));
            }
        }
    }
    Ok(())
}

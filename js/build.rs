//! The texts of units, places and the way back of the page's English catalogue, which sentences with quantities need.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

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
        "/// Texts of units, places and the way back by key; a plural's forms by `key.category`.\npub static UNITS: &[(&str, &str)] = &[\n",
    );
    for section in ["unit", "place", "ladder"] {
        let entries = table
            .get(section)
            .and_then(toml::Value::as_table)
            .ok_or_else(|| format!("{CATALOGUE} has no [{section}]"))?;
        add(&mut out, section, entries)?;
    }
    out.push_str("];\n");
    let folder = std::env::var("OUT_DIR").map_err(|e| e.to_string())?;
    std::fs::write(Path::new(&folder).join("units.rs"), out).map_err(|e| e.to_string())
}

fn add(out: &mut String, section: &str, entries: &toml::Table) -> Result<(), String> {
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

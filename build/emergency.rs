//! Compiles `src/emergency.toml`: a country without a checked source stops the build.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use toml::{Table, Value};

pub const PATH: &str = "src/emergency.toml";

struct Source {
    by: String,
    url: String,
    copy: String,
    used: bool,
}

/// Writes `COUNTRIES`, and for tests `SOURCES`: code, number, whether it is the line, the check, and the source.
pub fn emit(table: &Table, out: &mut String) -> Result<(), String> {
    let mut sources = sources(table)?;
    let mut zones = BTreeSet::new();
    let mut codes: Vec<String> = Vec::new();
    let mut rows = String::new();
    let mut proofs = String::new();
    for country in rows_of(table, "country")? {
        let code = text(country, "code", "a country")?;
        if code.len() != 2 || !code.bytes().all(|b| b.is_ascii_uppercase()) {
            return Err(format!("`{code}` is not two capital letters (ISO 3166)"));
        }
        if codes.last().is_some_and(|last| *last >= code) {
            return Err(format!("`{code}` is not in the order of the codes"));
        }
        let numbers = texts(country, "numbers", &code)?;
        for number in &numbers {
            dialled(&code, number)?;
            prove(&code, number, false, country, &mut sources, &mut proofs)?;
        }
        let own = texts(country, "zones", &code)?;
        for zone in &own {
            if !zones.insert(zone.clone()) {
                return Err(format!("`{code}`: the zone {zone} stands already"));
            }
        }
        let line = match country.get("line").map(Value::as_table) {
            None => "None".to_owned(),
            Some(None) => return Err(format!("`{code}`: `line` is not a table")),
            Some(Some(line)) => {
                let number = text(line, "number", &code)?;
                dialled(&code, &number)?;
                prove(&code, &number, true, line, &mut sources, &mut proofs)?;
                let parts = line
                    .get("parts")
                    .and_then(Value::as_bool)
                    .ok_or_else(|| format!("`{code}`: `line` lacks `parts`"))?;
                format!("Some(Line {{ number: {number:?}, parts: {parts} }})")
            }
        };
        let _ = writeln!(
            rows,
            "    Country {{ code: {code:?}, numbers: &{numbers:?}, zones: &{own:?}, line: {line} }},"
        );
        codes.push(code);
    }
    if let Some((id, _)) = sources.iter().find(|(_, s)| !s.used) {
        return Err(format!("the source `{id}` is used by nothing"));
    }
    let _ = write!(
        out,
        "/// Sorted by code.\npub static COUNTRIES: &[Country] = &[\n{rows}];\n#[cfg(test)]\npub static SOURCES: &[Proof] = &[\n{proofs}];\n"
    );
    Ok(())
}

fn sources(table: &Table) -> Result<BTreeMap<String, Source>, String> {
    let mut all = BTreeMap::new();
    for row in rows_of(table, "source")? {
        let id = text(row, "id", "a source")?;
        let source = Source {
            by: text(row, "by", &id)?,
            url: text(row, "url", &id)?,
            copy: text(row, "copy", &id)?,
            used: false,
        };
        if !source.url.starts_with("http") {
            return Err(format!("the source `{id}` has no address"));
        }
        if all.insert(id.clone(), source).is_some() {
            return Err(format!("the source `{id}` stands twice"));
        }
    }
    Ok(all)
}

fn prove(
    code: &str,
    number: &str,
    line: bool,
    row: &Table,
    sources: &mut BTreeMap<String, Source>,
    out: &mut String,
) -> Result<(), String> {
    let id = text(row, "source", code)?;
    let check = text(row, "check", code)?;
    if check != "V" && check != "P" {
        return Err(format!("`{code}`: {number} is not checked (V or P)"));
    }
    let source = sources
        .get_mut(&id)
        .ok_or_else(|| format!("`{code}`: no source is called `{id}`"))?;
    source.used = true;
    let _ = writeln!(
        out,
        "    Proof {{ code: {code:?}, number: {number:?}, line: {line}, check: {check:?}, by: {:?}, url: {:?}, copy: {:?} }},",
        source.by, source.url, source.copy
    );
    Ok(())
}

/// A number as it is read: digits, in groups.
fn dialled(code: &str, number: &str) -> Result<(), String> {
    let groups = number.split(' ');
    if groups
        .clone()
        .all(|g| !g.is_empty() && g.bytes().all(|b| b.is_ascii_digit()))
    {
        Ok(())
    } else {
        Err(format!("`{code}`: `{number}` cannot be dialled"))
    }
}

fn rows_of<'a>(table: &'a Table, name: &str) -> Result<Vec<&'a Table>, String> {
    table
        .get(name)
        .and_then(Value::as_array)
        .and_then(|rows| rows.iter().map(Value::as_table).collect())
        .ok_or_else(|| format!("there is no list of [[{name}]]"))
}

fn text(row: &Table, key: &str, of: &str) -> Result<String, String> {
    row.get(key)
        .and_then(Value::as_str)
        .filter(|t| !t.trim().is_empty())
        .map(str::to_owned)
        .ok_or_else(|| format!("`{of}` lacks `{key}`"))
}

fn texts(row: &Table, key: &str, of: &str) -> Result<Vec<String>, String> {
    row.get(key)
        .and_then(Value::as_array)
        .and_then(|list| list.iter().map(|v| v.as_str().map(str::to_owned)).collect())
        .filter(|list: &Vec<String>| !list.is_empty())
        .ok_or_else(|| format!("`{of}` lacks `{key}`"))
}

//! `dist/npm`: the engine for JavaScript as a package that `npm pack` accepts.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use aftermile_engine::table::Kind;
use aftermile_engine::{Fact, Region};
use anyhow::{Context, Result, ensure};
use serde_json::json;

use super::release::VERSION;
use super::sha256;
use crate::project::Project;
use crate::setup::WASM;
use crate::{bundle, command, dist, wasm};

const MANIFEST: &str = "package.json";
/// What stands in it for the version.
const PLACE: &str = "__VERSION__";

pub fn write(project: &Project, dist: &Path) -> Result<()> {
    let out = dist.join("npm");
    copy(&project.root.join("js/npm"), &out)?;
    let mut build = project.cargo();
    build
        .args(["build", "--release", "-p", "aftermile-js", "--target", WASM])
        .env(
            "CARGO_ENCODED_RUSTFLAGS",
            bundle::release_flags(project, &[]),
        );
    command::run(&mut build)?;
    let built = project.target.join(WASM).join("release/aftermile_js.wasm");
    let engine = out.join("engine");
    wasm::bind(project, "web", &[], &built, &engine)?;
    let wasm = engine.join("aftermile_js_bg.wasm");
    wasm::optimise(project, &["-Oz"], &wasm, &wasm)?;
    fs::write(out.join("answers.d.ts"), answer_types())?;
    let path = out.join(MANIFEST);
    let text = fs::read_to_string(&path).with_context(|| format!("js/npm/{MANIFEST} is lost"))?;
    fs::write(&path, manifest(&text)?)?;
    fs::write(
        out.join("provenance.json"),
        format!("{:#}\n", provenance(project, &fs::read(&wasm)?)),
    )?;
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        fs::copy(project.root.join(licence), out.join(licence))
            .with_context(|| format!("{licence} is not there"))?;
    }
    Ok(())
}

/// Copied as it is written: of the conditions of an export the first that fits counts, and a map would sort them.
fn manifest(text: &str) -> Result<String> {
    ensure!(
        text.contains(PLACE),
        "js/npm/{MANIFEST} has no place for the version: {PLACE}"
    );
    Ok(text.replace(PLACE, VERSION))
}

/// The types of what is answered: each question with the values that it takes.
fn answer_types() -> String {
    let either = |words: Vec<String>| words.join(" | ");
    let quoted = |word: &str| format!("\"{word}\"");
    let mut out = String::from(
        "// Written from the rules by `cargo xtask dist`.\n\nimport type { Site } from \"./types.js\";\n\n",
    );
    let regions = either(Region::all().map(|region| quoted(region.id())).collect());
    let (of_site, of_all): (Vec<Fact>, Vec<Fact>) =
        Fact::all().partition(|fact| fact.def().of_site);
    let (signs, scale): (Vec<Fact>, Vec<Fact>) = of_site
        .into_iter()
        .partition(|fact| matches!(fact.def().kind, Kind::Sign));
    let names = |facts: Vec<Fact>| either(facts.iter().map(|fact| quoted(fact.id())).collect());
    let (signs, scale) = (names(signs), names(scale));
    let _ = writeln!(out, "export type Region = {regions};\n");
    let _ = writeln!(
        out,
        "/** A sign of one sore place. */\nexport type SiteSign = {signs};\n"
    );
    out += "/** By question; which are asked, `nextScreen` says. One that is left out, or undefined, was not asked. */\nexport interface Answers {\n";
    for fact in of_all {
        let mut values = match &fact.def().kind {
            Kind::Sign => vec![quoted("yes"), quoted("no")],
            Kind::Choice(options) => options.iter().map(|option| quoted(option.id)).collect(),
            Kind::Number(number) if number.unit == "of 10" => {
                vec!["number".to_owned(), "`${number}`".to_owned()]
            }
            Kind::Number(number) => vec![format!("`${{number}} {}`", number.unit)],
        };
        if fact.def().unsure {
            values.push(quoted("dont_know"));
        }
        values.push("undefined".to_owned());
        let _ = writeln!(
            out,
            "  /** Accepted is {}. */\n  {}?: {};",
            fact.accepts(),
            fact.id(),
            either(values)
        );
    }
    let _ = writeln!(
        out,
        "  sites?: Site[] | undefined;\n}}\n\nexport type QuestionId = Exclude<keyof Answers, \"sites\"> | SiteSign | {scale};"
    );
    out
}

/// What the WebAssembly was built from.
fn provenance(project: &Project, wasm: &[u8]) -> serde_json::Value {
    let ask = |program: &str, arguments: &[&str]| {
        command::output(project.command(program).args(arguments))
            .map(|text| text.trim().to_owned())
            .unwrap_or_default()
    };
    let changed = !ask("git", &["status", "--porcelain"]).is_empty();
    json!({
        "source": { "commit": ask("git", &["rev-parse", "HEAD"]), "changed": changed },
        "command": "cargo xtask dist",
        "rustc": ask("rustc", &["--version"]),
        "wasm-bindgen": ask("wasm-bindgen", &["--version"]),
        "wasm-opt": ask("wasm-opt", &["--version"]),
        "wasm": { "path": "engine/aftermile_js_bg.wasm", "integrity": sha256(wasm), "bytes": wasm.len() }
    })
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    for path in dist::files(from)? {
        let target = to.join(path.strip_prefix(from)?);
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::copy(&path, &target).with_context(|| format!("cannot write {}", target.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Fact, Region, VERSION, answer_types, manifest};

    const MANIFEST: &str = include_str!("../../../js/npm/package.json");

    #[test]
    fn the_conditions_of_an_export_stand_in_their_order() {
        let text = manifest(MANIFEST).unwrap();
        let read: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read["version"], VERSION);
        let (_, exports) = text.split_once("\"exports\"").unwrap();
        let (first, second) = exports.split_once("\"./languages/*\"").unwrap();
        let at = |text: &str, name: &str| text.find(&format!("\"{name}\":")).unwrap();
        // Node takes "default" before it has looked at "node", and TypeScript wants its own first.
        assert!(at(first, "types") < at(first, "node") && at(first, "node") < at(first, "default"));
        assert!(at(second, "types") < at(second, "default"));
        assert!(manifest("{}").is_err());
    }

    #[test]
    fn every_question_and_place_has_its_type() {
        let types = answer_types();
        for fact in Fact::all() {
            let named = if fact.def().of_site {
                format!("\"{}\"", fact.id())
            } else {
                format!("\n  {}?: ", fact.id())
            };
            assert!(types.contains(&named), "{named}");
        }
        assert!(Region::all().all(|region| types.contains(&format!("\"{}\"", region.id()))));
        assert!(types.contains("  minutes?: `${number} min` | "));
    }
}

//! `dist/npm`: the engine for JavaScript as a package that `npm pack` accepts.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use aftermile_engine::table::Kind;
use aftermile_engine::{Fact, Region};
use anyhow::{Context, Result};
use serde_json::json;

use super::release::VERSION;
use super::sha256;
use crate::project::Project;
use crate::setup::WASM;
use crate::{bundle, command, dist, wasm};

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
    fs::write(out.join("package.json"), format!("{:#}\n", manifest()))?;
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

fn manifest() -> serde_json::Value {
    json!({
        "name": "aftermile",
        "version": VERSION,
        "description": "What a runner's legs need after this run, why, and when to stop and get help: the rules, for JavaScript",
        "keywords": ["running", "recovery", "triage", "rules", "webassembly"],
        "license": "MIT OR Apache-2.0",
        "type": "module",
        "sideEffects": false,
        "engines": { "node": ">=18" },
        "types": "./types.d.ts",
        "exports": {
            ".": {
                "types": "./types.d.ts",
                "node": "./node.js",
                "default": "./browser.js"
            },
            "./languages/*": {
                "types": "./languages/types.d.ts",
                "default": "./languages/*.js"
            },
            "./package.json": "./package.json"
        },
        "files": ["*.js", "*.d.ts", "engine", "languages", "provenance.json", "LICENSE-*"]
    })
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
    use super::{Fact, Region, answer_types};

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

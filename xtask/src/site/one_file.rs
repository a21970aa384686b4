//! `dist/aftermile.html`: the whole page in one file that opens from anywhere, also without a server.
//!
//! esbuild joins the modules into one classic script, because browsers refuse modules from the file
//! system. Where a module fetches a file of the release, the joined one reads what stands in the page.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context, Result, bail};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::sha256;
use crate::command;
use crate::project::Project;

/// Where a module reaches for another file: module, what stands there, what takes its place.
const SEAMS: [(&str, &str, &str); 6] = [
    (
        "embed.js",
        "import(here(framed ? \"outside.js\" : \"widget.js\"))",
        "import(\"./widget.js\")",
    ),
    (
        "widget.js",
        "import(here(\"aftermile.js\").href)",
        "import(\"./aftermile.js\")",
    ),
    (
        "widget.js",
        "first(\"default\").catch(() => first(\"reload\"))",
        "import(\"./inline.js\").then((inline) => inline.wasm(\"aftermile_bg.wasm\"))",
    ),
    (
        "widget.js",
        "import(here(\"parts.js\").href)",
        "import(\"./parts.js\")",
    ),
    (
        "parts.js",
        "bytes(name, integrity, \"default\").catch(() => bytes(name, integrity, \"reload\"))",
        "import(\"./inline.js\").then((inline) => inline.wasm(name))",
    ),
    (
        "widget.js",
        "await fetch(here(\"style.css\"), { referrerPolicy: \"no-referrer\" })",
        "await (await import(\"./inline.js\")).file(\"style.css\")",
    ),
];

/// Reads what the page carries; the program's gzip is undone by the browser.
const INLINE: &str = r#"
const held = (id) => document.getElementById(id).textContent;
export async function wasm(id) {
  const bytes = Uint8Array.from(atob(held(id)), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}
const files = JSON.parse(held("aftermile-files"));
export const file = async (name) => new Response(files[name]);
// What the program asks for while it runs is a file of the release too, and stands in the page.
const elsewhere = globalThis.fetch;
globalThis.fetch = async (address, ...options) => {
  const name = new URL(address, document.baseURI).pathname.split("/").pop();
  return name in files ? file(name) : elsewhere(address, ...options);
};
"#;

/// Further files of the release that the program reads while it runs: the styles, and whatever is data.
fn is_read(inner: &Path) -> bool {
    inner == Path::new("style.css")
        || (inner.extension().is_some_and(|kind| kind == "json") && !super::is_aside(inner))
}

pub fn write(project: &Project, dist: &Path) -> Result<()> {
    let folder = project.target.join("one-file");
    fs::create_dir_all(&folder)?;
    for name in [
        "embed.js",
        "widget.js",
        "look.js",
        "colour.js",
        "aftermile.js",
        "parts.js",
    ] {
        let text = fs::read_to_string(dist.join(name))
            .with_context(|| format!("{name} is not in dist"))?;
        fs::write(folder.join(name), with_seams(name, text)?)?;
    }
    fs::write(folder.join("inline.js"), INLINE)?;
    let script = command::output(project.command("esbuild").current_dir(&folder).args([
        "embed.js",
        "--bundle",
        "--format=iife",
        "--target=chrome111,firefox113,safari16.4",
        "--minify-whitespace",
        "--minify-syntax",
        "--charset=utf8",
        "--define:import.meta.url=document.baseURI",
        "--log-level=error",
    ]))?;
    let page = fs::read_to_string(dist.join("index.html"))?;
    let style = fs::read_to_string(dist.join("page.css"))?;
    let mut wasm = String::new();
    for name in crate::split::PARTS {
        let part = packed(&dist.join(name))?;
        let _ = writeln!(
            wasm,
            "<script type=\"text/plain\" id=\"{name}\">{part}</script>"
        );
    }
    let mut files = serde_json::Map::new();
    for path in crate::dist::files(dist)? {
        let inner = path.strip_prefix(dist)?;
        if is_read(inner) {
            let name = inner.file_name().unwrap_or_default().to_string_lossy();
            files.insert(name.into_owned(), fs::read_to_string(&path)?.into());
        }
    }
    let files = serde_json::to_string(&files)?.replace('<', "\\u003c");
    let parts = Parts {
        script: &script,
        style: &style,
        wasm: &wasm,
        files: &files,
    };
    let path = dist.join("aftermile.html");
    fs::write(&path, joined(&page, &parts)?)
        .with_context(|| format!("cannot write {}", path.display()))
}

/// A part of the program as text.
fn packed(path: &Path) -> Result<String> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(&fs::read(path)?)?;
    Ok(BASE64_STANDARD.encode(gzip.finish()?))
}

fn with_seams(name: &str, mut text: String) -> Result<String> {
    for (_, from, to) in SEAMS.iter().filter(|(module, _, _)| *module == name) {
        if !text.contains(from) {
            bail!(
                "{name} does not hold `{from}` any more, so it cannot be put into one file; change SEAMS in xtask/src/site/one_file.rs with it"
            );
        }
        text = text.replace(from, to);
    }
    Ok(text)
}

struct Parts<'a> {
    script: &'a str,
    style: &'a str,
    /// The parts of the program, each in an element of its own.
    wasm: &'a str,
    files: &'a str,
}

/// The page with everything in it. Its policy names the two by their checksums and allows no connection at all.
fn joined(page: &str, parts: &Parts<'_>) -> Result<String> {
    // What ends a script ends it inside a string too.
    if parts.script.contains("</script") || parts.style.contains("</style") {
        bail!("a part of the single file holds the end of its own tag");
    }
    let body = page
        .split_once("<body>")
        .map(|(_, body)| body)
        .context("index.html has no <body>")?;
    let title = between(page, "<title>", "</title>")?;
    let policy = format!(
        "default-src 'none'; script-src '{}' 'wasm-unsafe-eval'; style-src '{}'; base-uri 'none'; form-action 'none'",
        sha256(parts.script.as_bytes()),
        sha256(parts.style.as_bytes())
    );
    let (before, after) = body
        .split_once("</body>")
        .context("index.html has no </body>")?;
    Ok(format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>{before}<script type=\"application/json\" id=\"aftermile-files\">{files}</script>\n{wasm}<script>{script}</script>\n</body>{after}",
        style = parts.style,
        files = parts.files,
        wasm = parts.wasm,
        script = parts.script,
    ))
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Result<&'a str> {
    text.split_once(start)
        .and_then(|(_, rest)| rest.split_once(end))
        .map(|(inner, _)| inner)
        .with_context(|| format!("index.html has no {start}"))
}

#[cfg(test)]
mod tests {
    use super::{Parts, SEAMS, joined, with_seams};

    #[test]
    fn the_seams_are_where_they_are_said_to_be() {
        let web = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../web");
        for (name, _, _) in SEAMS {
            let text = std::fs::read_to_string(web.join(name)).unwrap();
            let seamed = with_seams(name, text.clone()).unwrap();
            assert_ne!(seamed, text);
        }
        assert!(with_seams("embed.js", String::new()).is_err());
    }

    #[test]
    fn a_part_that_would_end_its_tag_is_refused() {
        let page = "<title>T</title><body><p>x</p></body></html>";
        let parts = |script| Parts {
            script,
            style: "p{}",
            wasm: "AA",
            files: "{}",
        };
        let whole = joined(page, &parts("1;")).unwrap();
        assert!(whole.contains("<script>1;</script>") && whole.contains("'sha256-"));
        assert!(joined(page, &parts("'</script>'")).is_err());
    }
}

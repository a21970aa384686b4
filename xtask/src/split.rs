//! Cuts the program: the card, the questions (`src/program.rs`), and what follows them (`src/later.rs`).
//!
//! The linker leaves its relocations in the module (`LINK`), so that wasm_split_cli_support can tell which functions
//! and data only a later part reaches. wasm-bindgen and wasm-opt then do what Trunk has them do to the whole.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail, ensure};

use crate::project::Project;
use crate::site::sha256;
use crate::wasm;

/// The feature of the page's crate.
pub const FEATURE: &str = "split";
/// What rustc has to be told for the cut.
pub const LINK: [&str; 2] = ["-C", "link-arg=--emit-relocs"];
/// The first part, in `dist`.
const FIRST: &str = "aftermile_bg.wasm";
/// What is used by both of the others. It comes with the questions.
const BOTH: &str = "aftermile_both.wasm";
const ASK: &str = "aftermile_ask.wasm";
const LATER: &str = "aftermile_later.wasm";
/// The parts, in the order in which they are wanted.
pub const PARTS: [&str; 4] = [FIRST, BOTH, ASK, LATER];
/// The module of `web` that fetches all but the first.
const LOADER: &str = "parts.js";
/// Modules of `web` that hold checksums: the file, what stands in it until the part is known, and the part.
const SEALS: [(&str, &str, &str); 5] = [
    (LOADER, "\"__FIRST__\"", FIRST),
    (LOADER, "\"__BOTH__\"", BOTH),
    (LOADER, "\"__ASK__\"", ASK),
    (LOADER, "\"__LATER__\"", LATER),
    ("widget.js", "\"__FIRST__\"", FIRST),
];
/// For the wire: the page is wanted before it is fast.
const SMALL: [&str; 3] = ["-Oz", "--strip-debug", "--strip-producers"];

/// Puts the parts in the place of the whole that Trunk has written.
pub fn build(project: &Project, dist: &Path) -> Result<()> {
    let linked = project
        .target
        .join("wasm32-unknown-unknown/release/aftermile.wasm");
    let linked = fs::read(&linked).with_context(|| format!("{} is not there", linked.display()))?;
    let folder = project.target.join("split");
    if folder.is_dir() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    // wasm-bindgen takes the name of what it writes from here.
    let first = folder.join("aftermile.wasm");
    let link_name = format!("./{LOADER}");
    let mut options = wasm_split_cli_support::Options::new(&linked);
    options.output_dir = &folder;
    options.main_out_path = &first;
    options.main_module = "./aftermile.js";
    options.link_name = &link_name;
    let cut = wasm_split_cli_support::transform(options)
        .map_err(|e| anyhow!("the program could not be cut: {e:#}"))?;
    let mut others = Vec::new();
    for path in &cut.split_modules {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        others.push((path, named(&name)?));
    }
    for part in [BOTH, ASK, LATER] {
        ensure!(
            others.iter().filter(|(_, name)| *name == part).count() == 1,
            "the cut has not left one {part}; src/program.rs and src/later.rs have one way in each"
        );
    }
    let options = ["--keep-lld-exports"];
    wasm::bind(project, "web", &options, &first, dist)?;
    let first = dist.join(FIRST);
    wasm::optimise(project, &SMALL, &first, &first)?;
    for (path, name) in others {
        wasm::optimise(project, &SMALL, path, &dist.join(name))?;
    }
    Ok(())
}

/// What a part of the cut is called in `dist`.
fn named(cut: &str) -> Result<&'static str> {
    Ok(match cut {
        "split_ask" => ASK,
        "split_later" => LATER,
        chunk if chunk.starts_with("chunk_") => BOTH,
        other => bail!("the cut has left a part that nothing fetches: {other}"),
    })
}

/// Writes the checksums of the parts into the modules that fetch them.
pub fn seal(dist: &Path) -> Result<()> {
    for (module, place, part) in SEALS {
        let path = dist.join(module);
        let text =
            fs::read_to_string(&path).with_context(|| format!("{module} did not reach dist"))?;
        let part = fs::read(dist.join(part)).with_context(|| format!("{part} is not in dist"))?;
        let sealed = sealed(&text, place, &part)
            .with_context(|| format!("web/{module} is not as it was"))?;
        fs::write(&path, sealed)?;
    }
    Ok(())
}

fn sealed(text: &str, place: &str, part: &[u8]) -> Result<String> {
    ensure!(
        text.contains(place),
        "there is no place for the checksum: {place}"
    );
    Ok(text.replace(place, &format!("\"{}\"", sha256(part))))
}

#[cfg(test)]
mod tests {
    use super::{SEALS, sealed};

    #[test]
    fn each_part_is_taken_of_one_build_only() {
        let web = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../web");
        for (module, place, _) in SEALS {
            let text = std::fs::read_to_string(web.join(module)).unwrap();
            let one = sealed(&text, place, b"one").unwrap();
            assert!(one.contains("\"sha256-") && !one.contains(place));
            assert_ne!(one, sealed(&text, place, b"other").unwrap());
            assert!(sealed(&one, place, b"one").is_err());
        }
    }
}

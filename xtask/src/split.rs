//! Cuts the program in two: what is needed up to the last question, and the rest (`src/later.rs`).
//!
//! The linker leaves its relocations in the module (`LINK`), so that wasm_split_cli_support can tell which functions
//! and data only the later part reaches. wasm-bindgen and wasm-opt then do what Trunk has them do to the whole.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow, ensure};

use crate::project::Project;
use crate::site::sha256;
use crate::wasm;

/// The feature of the page's crate.
pub const FEATURE: &str = "split";
/// What rustc has to be told for the cut.
pub const LINK: [&str; 2] = ["-C", "link-arg=--emit-relocs"];
/// The second part in `dist`.
pub const LATER: &str = "aftermile_later.wasm";
/// The module of `web` that fetches it.
const LOADER: &str = "later.js";
/// What stands in it until the second part is known.
const PLACE: &str = "\"__LATER__\"";
/// For the wire: the page is wanted before it is fast.
const SMALL: [&str; 3] = ["-Oz", "--strip-debug", "--strip-producers"];

/// Puts the two parts in the place of the whole that Trunk has written.
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
        .map_err(|e| anyhow!("the program could not be cut in two: {e:#}"))?;
    let [second] = cut.split_modules.as_slice() else {
        return Err(anyhow!(
            "the program was cut into {} parts where two are served; src/later.rs has one way in",
            cut.split_modules.len() + 1
        ));
    };
    let options = ["--keep-lld-exports"];
    wasm::bind(project, "web", &options, &first, dist)?;
    let first = dist.join("aftermile_bg.wasm");
    wasm::optimise(project, &SMALL, &first, &first)?;
    wasm::optimise(project, &SMALL, second, &dist.join(LATER))
}

/// Writes the second part's checksum into the module that fetches it.
pub fn seal(dist: &Path) -> Result<()> {
    let path = dist.join(LOADER);
    let text = fs::read_to_string(&path).with_context(|| format!("{LOADER} did not reach dist"))?;
    let part = fs::read(dist.join(LATER)).with_context(|| format!("{LATER} is not in dist"))?;
    fs::write(&path, sealed(&text, &part)?)?;
    Ok(())
}

fn sealed(text: &str, part: &[u8]) -> Result<String> {
    ensure!(
        text.contains(PLACE),
        "web/{LOADER} has no place for the checksum: {PLACE}"
    );
    Ok(text.replace(PLACE, &format!("\"{}\"", sha256(part))))
}

#[cfg(test)]
mod tests {
    use super::sealed;

    const LOADER: &str = include_str!("../../web/later.js");

    #[test]
    fn the_loader_takes_one_build_only() {
        let one = sealed(LOADER, b"one").unwrap();
        assert!(one.contains("\"sha256-") && !one.contains("__LATER__"));
        assert_ne!(one, sealed(LOADER, b"other").unwrap());
        assert!(sealed(&one, b"one").is_err());
    }
}

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
/// The first part.
const FIRST: &str = "aftermile_bg.wasm";
/// The module of `web` that fetches the second part.
const LOADER: &str = "later.js";
/// Modules of `web` that hold checksums: the file, what stands in it until the part is known, and the part.
const SEALS: [(&str, &str, &str); 3] = [
    (LOADER, "\"__LATER__\"", LATER),
    (LOADER, "\"__FIRST__\"", FIRST),
    ("widget.js", "\"__FIRST__\"", FIRST),
];
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
    let first = dist.join(FIRST);
    wasm::optimise(project, &SMALL, &first, &first)?;
    wasm::optimise(project, &SMALL, second, &dist.join(LATER))
}

/// Writes the checksums of both parts into the modules that fetch them.
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

//! The service worker's list of files, each with its checksum, and the name of the build.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use sha2::{Digest as _, Sha256};

use super::{is_aside, sha256};
use crate::dist;
use crate::split::PARTS;

/// Only embeds ask for these, and they never work without a network.
const NOT_OFFLINE: [&str; 4] = ["frame.html", "frame.css", "frame.js", "outside.js"];

/// Wanted by few, and large: run files and the rulebook.
const LAST: [&str; 5] = [
    "import-worker.js",
    "aftermile_import_bg.wasm",
    "rulebook.css",
    "rulebook.json",
    "rulebook.html",
];

pub fn write(folder: &Path) -> Result<()> {
    let path = folder.join("sw.js");
    let template = fs::read_to_string(&path).context("web/sw.js did not reach dist")?;
    fs::write(&path, filled(&template, &files(folder)?)?)
        .with_context(|| format!("cannot write {}", path.display()))
}

/// Every file of the page as the worker asks for it, with its checksum.
fn files(folder: &Path) -> Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    for path in dist::files(folder)? {
        let inner = path.strip_prefix(folder)?;
        let name = inner.to_string_lossy().replace('\\', "/");
        if is_aside(inner) || NOT_OFFLINE.contains(&name.as_str()) {
            continue;
        }
        // Some hosts send `index.html` on to the folder, and a page that was sent on cannot be shown again.
        let asked = if name == "index.html" { "./" } else { &name };
        files.push((asked.to_owned(), sha256(&fs::read(&path)?)));
    }
    // The parts of the program first, as they are wanted; what is seldom wanted last.
    files.sort_by_key(|(name, _)| {
        let place = |all: &[&str]| all.iter().position(|one| one == name);
        match (place(&PARTS), place(&LAST)) {
            (Some(part), _) => part,
            (None, Some(last)) => PARTS.len() + 1 + last,
            (None, None) => PARTS.len(),
        }
    });
    Ok(files)
}

fn filled(template: &str, files: &[(String, String)]) -> Result<String> {
    ensure!(
        template.contains("\"__BUILD__\"") && template.contains("= __FILES__;"),
        "web/sw.js has no place for the build and its files"
    );
    let list = serde_json::to_string_pretty(files)?;
    // The worker is part of the build: a change of it alone is a new one.
    let mut digest = Sha256::new();
    digest.update(template);
    digest.update(&list);
    let build: String = digest
        .finalize()
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    Ok(template
        .replace("__BUILD__", &build)
        .replace("__FILES__", &list))
}

#[cfg(test)]
mod tests {
    use super::{files, filled};

    const WORKER: &str = include_str!("../../../web/sw.js");

    #[test]
    fn any_change_is_a_new_build() {
        let one = vec![("./".to_owned(), "sha256-a".to_owned())];
        let other = vec![("./".to_owned(), "sha256-b".to_owned())];
        let first = filled(WORKER, &one).unwrap();
        assert!(first.contains("\"sha256-a\"") && !first.contains("__"));
        assert_ne!(first, filled(WORKER, &other).unwrap());
        assert!(filled("no places", &one).is_err());
    }

    #[test]
    fn the_page_is_its_folder_and_embeds_are_left_out() {
        let folder = std::env::temp_dir().join(format!("aftermile-files-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("v1.2.3")).unwrap();
        for name in [
            "index.html",
            "a.js",
            "aftermile_ask.wasm",
            "aftermile_both.wasm",
            "aftermile_import_bg.wasm",
            "frame.js",
            "sw.js",
            "v1.2.3/a.js",
            "_headers",
        ] {
            std::fs::write(folder.join(name), name).unwrap();
        }
        let names: Vec<String> = files(&folder).unwrap().into_iter().map(|f| f.0).collect();
        let wanted = [
            "aftermile_both.wasm",
            "aftermile_ask.wasm",
            "a.js",
            "./",
            "aftermile_import_bg.wasm",
        ];
        assert_eq!(names, wanted, "in the order in which they are wanted");
        std::fs::remove_dir_all(folder).unwrap();
    }
}

//! The immutable copy of the release: what an embed needs, under `/vX.Y.Z/`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::is_aside;
use crate::dist;

/// The version of the whole workspace.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Files of the standalone page alone, of which there is one at a host.
const STANDALONE: [&str; 4] = ["index.html", "app.js", "page.css", "manifest.webmanifest"];

/// Whether a folder of this name is such a copy.
pub fn is_folder(name: &str) -> bool {
    version(name).is_some()
}

/// The version whose folder has this name.
pub fn version(name: &str) -> Option<semver::Version> {
    semver::Version::parse(name.strip_prefix('v')?).ok()
}

/// The folder of this version.
pub fn name() -> String {
    format!("v{VERSION}")
}

/// Writes into each file that the program reads while it runs which release it is of.
pub fn mark(folder: &Path) -> Result<()> {
    for path in dist::files(folder)? {
        let inner = path.strip_prefix(folder)?;
        if is_aside(inner) || inner.extension().is_none_or(|kind| kind != "json") {
            continue;
        }
        let text = fs::read_to_string(&path)?;
        let marked = marked(&text).with_context(|| format!("{} is no table", inner.display()))?;
        fs::write(&path, marked).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

fn marked(text: &str) -> Result<String> {
    let mut table: serde_json::Map<String, serde_json::Value> = serde_json::from_str(text)?;
    table.insert("release".to_owned(), VERSION.into());
    Ok(serde_json::to_string(&table)? + "\n")
}

pub fn write(folder: &Path) -> Result<()> {
    let name = name();
    // What an earlier build left in it is no part of this one.
    if folder.join(&name).is_dir() {
        fs::remove_dir_all(folder.join(&name))?;
    }
    for path in dist::files(folder)? {
        let inner = path.strip_prefix(folder)?;
        if is_aside(inner)
            || inner.starts_with("icons")
            || STANDALONE.iter().any(|one| inner == Path::new(one))
        {
            continue;
        }
        let to = folder.join(&name).join(inner);
        if let Some(parent) = to.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::copy(&path, &to).with_context(|| format!("cannot write {}", to.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{VERSION, is_folder, marked};

    #[test]
    fn what_is_read_names_its_release() {
        let text = marked("{\"a\":\"1\",\"release\":\"0.0.1\"}").unwrap();
        let table: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(table, serde_json::json!({ "a": "1", "release": VERSION }));
        assert!(marked("[]").is_err());
    }

    #[test]
    fn only_versions_are_releases() {
        assert!(is_folder("v0.1.0") && is_folder("v12.3.4"));
        assert!(!is_folder("v1") && !is_folder("vendor") && !is_folder("0.1.0"));
    }
}

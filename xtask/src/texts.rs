//! `files.json`: what is said once a run file was read. It is fetched with the first run file, not with the page.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::project::Project;

/// The section of the catalogue that it holds, which `build.rs` leaves out of the program.
const SECTION: &str = "file";

pub fn into_dist(project: &Project, dist: &Path) -> Result<()> {
    let path = project.root.join("src/i18n/en.toml");
    let text = fs::read_to_string(&path)
        .with_context(|| format!("cannot read {}", project.shown(&path)))?;
    fs::write(dist.join("files.json"), written(&text)?).context("cannot write files.json")
}

fn written(catalogue: &str) -> Result<String> {
    let table: toml::Table = catalogue.parse().context("the catalogue is no TOML")?;
    let section = table.get(SECTION).context("the catalogue lacks [file]")?;
    Ok(serde_json::to_string(section)? + "\n")
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn the_section_becomes_a_file() {
        let file = written("[card]\ntitle = \"T\"\n[file]\nempty = \"E\"\n").unwrap();
        assert_eq!(file, "{\"empty\":\"E\"}\n");
        assert!(written("[card]\ntitle = \"T\"\n").is_err());
    }
}

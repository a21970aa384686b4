//! `cargo xtask figures`: the drawn exercises. Poses are solved, checked and written as one file of the release,
//! which the page fetches when it needs a figure.

mod body;
mod check;
mod draw;
mod file;
mod gallery;
mod geometry;
mod motion;
mod outline;
mod pose;
mod props;
mod solve;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::project::Project;

/// The name of the file in dist.
pub const FILE: &str = "figures.json";

/// A figure as it is shown.
struct Drawn {
    id: String,
    name: String,
    side: pose::Side,
    markup: String,
}

/// Draws and checks all figures, and writes the pages on which they can be looked at.
pub fn run(project: &Project) -> Result<()> {
    let drawn = drawn(&project.root)?;
    let folder = project.target.join("figures");
    fs::create_dir_all(&folder)?;
    let text = file::write(&drawn);
    fs::write(folder.join(FILE), &text)?;
    let page = gallery::write(&folder, &project.root, &drawn)?;
    println!(
        "{} figures, {}; to look at them: {}",
        drawn.len(),
        crate::dist::weight(text.as_bytes())?,
        project.shown(&page)
    );
    Ok(())
}

/// Writes the release's file.
pub fn write(project: &Project, dist: &Path) -> Result<()> {
    fs::write(dist.join(FILE), file::write(&drawn(&project.root)?))
        .with_context(|| format!("{FILE} cannot be written"))
}

fn source(root: &Path) -> PathBuf {
    root.join("figures/poses.json")
}

fn drawn(root: &Path) -> Result<Vec<Drawn>> {
    let path = source(root);
    let text =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let all: pose::File = serde_json::from_str(&text)
        .with_context(|| format!("{} is not as poses are written", path.display()))?;
    let mut drawn = Vec::new();
    let mut violations = Vec::new();
    for figure in &all.figures {
        let motion = motion::of(figure)?;
        violations.extend(motion.violations.iter().cloned());
        drawn.push(Drawn {
            id: figure.id.clone(),
            name: figure.name.clone(),
            side: figure.side,
            markup: draw::markup(figure, &motion),
        });
    }
    if !violations.is_empty() {
        bail!(
            "{} violations:\n  {}",
            violations.len(),
            violations.join("\n  ")
        );
    }
    Ok(drawn)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{drawn, file};
    use aftermile_engine::table::EXERCISES;

    fn all() -> Vec<super::Drawn> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        drawn(root).unwrap()
    }

    #[test]
    fn every_exercise_of_the_rules_is_drawn_once_and_by_a_body_that_can_do_it() {
        let all = all();
        for exercise in EXERCISES {
            let found = all.iter().filter(|d| d.id == exercise.id).count();
            assert_eq!(found, 1, "{} is drawn {found} times", exercise.id);
        }
        for figure in &all {
            assert!(
                EXERCISES.iter().any(|e| e.id == figure.id),
                "{} is no exercise",
                figure.id
            );
        }
    }

    #[test]
    fn the_file_is_light_and_holds_only_what_the_page_can_read() {
        let all = all();
        for figure in &all {
            let id = &figure.id;
            assert!(
                !figure.markup.contains(['@', '\'']),
                "{id} has a mark of the file in it"
            );
            assert!(
                !figure.markup.contains("style="),
                "{id} has a style of its own"
            );
            assert!(
                !figure.markup.contains('#'),
                "{id} has a colour or a reference of its own"
            );
            assert!(
                figure.markup.contains("<animateTransform"),
                "{id} does not move"
            );
        }
        let text = file::write(&all);
        let mut packed = Vec::new();
        let settings = brotli::enc::BrotliEncoderParams {
            quality: 11,
            lgwin: 22,
            ..Default::default()
        };
        brotli::BrotliCompress(&mut text.as_bytes(), &mut packed, &settings).unwrap();
        assert!(packed.len() < 40_000, "{} bytes", packed.len());
    }
}

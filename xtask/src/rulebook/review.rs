//! The table of reviews: each rule file with its hash, and who has signed exactly that.

use std::fs;

use aftermile_engine::rulebook::FILES;
use anyhow::{Context, Result};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::project::Project;

/// A rule file as it stands.
#[derive(Debug, Clone)]
pub struct File {
    pub name: &'static str,
    pub rows: usize,
    pub sha256: String,
    /// Who reviewed it, and when.
    pub review: Review,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Review {
    None,
    /// Reviewed as it stands.
    Signed {
        by: String,
        date: String,
    },
    /// Changed since its last review.
    Outdated {
        by: String,
        date: String,
    },
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct Signed {
    review: Vec<Signature>,
}

#[derive(Deserialize, Debug, Clone)]
#[serde(deny_unknown_fields)]
struct Signature {
    file: String,
    sha256: String,
    by: String,
    date: String,
}

/// The rule files in order of their names.
pub fn files(project: &Project) -> Result<Vec<File>> {
    let signed = project.root.join("docs/reviews.toml");
    let text = fs::read_to_string(&signed)
        .with_context(|| format!("{} cannot be read", project.shown(&signed)))?;
    let signed: Signed = toml::from_str(&text)
        .context("docs/reviews.toml is not as its first lines say; compare with them")?;
    FILES
        .iter()
        .map(|(name, rows)| {
            let path = project.root.join("engine/rules").join(name);
            let text = fs::read_to_string(&path)
                .with_context(|| format!("{} cannot be read", project.shown(&path)))?;
            let sha256 = hash(&text);
            Ok(File {
                name,
                rows: *rows,
                review: review(&signed.review, name, &sha256),
                sha256,
            })
        })
        .collect()
}

/// Of the text with plain line ends, so that a checkout on any system has the same.
fn hash(text: &str) -> String {
    let digest = Sha256::digest(text.replace("\r\n", "\n").as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn review(signed: &[Signature], file: &str, sha256: &str) -> Review {
    let of_file = || signed.iter().rev().filter(|s| s.file == file);
    let fits = of_file().find(|s| s.sha256 == sha256);
    match (fits, of_file().next()) {
        (Some(s), _) => Review::Signed {
            by: s.by.clone(),
            date: s.date.clone(),
        },
        (None, Some(s)) => Review::Outdated {
            by: s.by.clone(),
            date: s.date.clone(),
        },
        (None, None) => Review::None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Review, Signature, hash, review};

    #[test]
    fn line_ends_do_not_change_a_hash() {
        assert_eq!(hash("a\nb\n"), hash("a\r\nb\r\n"));
        assert_eq!(
            hash("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn a_signature_counts_for_exactly_what_was_signed() {
        let signed = [Signature {
            file: "a.toml".into(),
            sha256: "1".into(),
            by: "someone".into(),
            date: "2026-01-01".into(),
        }];
        let (by, date) = ("someone".to_owned(), "2026-01-01".to_owned());
        assert_eq!(
            review(&signed, "a.toml", "1"),
            Review::Signed {
                by: by.clone(),
                date: date.clone()
            }
        );
        assert_eq!(
            review(&signed, "a.toml", "2"),
            Review::Outdated { by, date }
        );
        assert_eq!(review(&signed, "b.toml", "1"), Review::None);
    }
}

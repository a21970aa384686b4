//! `cargo xtask rulebook`: the rules as a reviewer reads them. One document becomes docs/rulebook.md and the page
//! rulebook.html of a release; rulebook.json holds the sources for the widget.

mod chapters;
mod content;
mod document;
mod html;
mod markdown;
mod parts;
mod review;
mod rule;
mod sources;
mod stories;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::project::Project;
use document::Document;
use stories::Stories;

const BOOK: &str = "docs/rulebook.md";

fn document(project: &Project) -> Result<Document> {
    Ok(chapters::document(
        &review::files(project)?,
        &Stories::played(project)?,
    ))
}

/// Writes docs/rulebook.md.
pub fn run(project: &Project) -> Result<()> {
    let text = markdown::write(&document(project)?);
    let path = project.root.join(BOOK);
    fs::write(&path, &text).with_context(|| format!("{BOOK} cannot be written"))?;
    println!("{BOOK}: {} lines", text.lines().count());
    Ok(())
}

/// Writes the files of a release into `dist`.
pub fn into_dist(project: &Project, dist: &Path) -> Result<()> {
    let page = html::write(&document(project)?);
    for (name, text) in [
        ("rulebook.html", page),
        ("rulebook.json", sources::write()?),
    ] {
        let path = dist.join(name);
        fs::write(&path, text)
            .with_context(|| format!("{} cannot be written", project.shown(&path)))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::OnceLock;

    use super::document::{Block, Document, Inline, Item};
    use super::{BOOK, html, markdown, sources};
    use crate::project::Project;

    /// Written once for all tests: it plays every story.
    fn document() -> &'static Document {
        static WRITTEN: OnceLock<Document> = OnceLock::new();
        WRITTEN.get_or_init(written)
    }

    fn written() -> Document {
        super::document(&Project::find().unwrap()).unwrap()
    }

    #[test]
    fn the_committed_rulebook_is_fresh() {
        let project = Project::find().unwrap();
        let committed = std::fs::read_to_string(project.root.join(BOOK)).unwrap_or_default();
        let committed = committed.replace("\r\n", "\n");
        let now = markdown::write(document());
        if let Some((line, (old, new))) = committed
            .lines()
            .zip(now.lines())
            .enumerate()
            .find(|(_, (old, new))| old != new)
        {
            panic!(
                "{BOOK} is stale from line {}; run `cargo xtask rulebook`\nthere: {old}\n  now: {new}",
                line + 1
            );
        }
        assert!(
            committed == now,
            "{BOOK} is stale at its end; run `cargo xtask rulebook`"
        );
    }

    #[test]
    fn it_is_the_same_every_time() {
        assert_eq!(document(), &written());
    }

    fn links<'a>(line: &'a [Inline], out: &mut Vec<&'a str>) {
        out.extend(line.iter().filter_map(|part| match part {
            Inline::Link { to, .. } => to.strip_prefix('#'),
            _ => None,
        }));
    }

    fn of_items<'a>(items: &'a [Item], out: &mut Vec<&'a str>) {
        for item in items {
            links(&item.line, out);
            of_items(&item.items, out);
        }
    }

    #[test]
    fn every_link_leads_somewhere_and_no_place_is_named_twice() {
        let document = document();
        let mut wanted = Vec::new();
        let mut there: Vec<&str> = Vec::new();
        for block in &document.blocks {
            match block {
                Block::Heading { id, .. } => there.push(id),
                Block::Paragraph(line) => links(line, &mut wanted),
                Block::List(items) => of_items(items, &mut wanted),
                Block::Table { rows, ids, .. } => {
                    there.extend(ids.iter().map(String::as_str));
                    for cell in rows.iter().flatten() {
                        links(cell, &mut wanted);
                    }
                }
            }
        }
        there.retain(|id| !id.is_empty());
        let unique: BTreeSet<&str> = there.iter().copied().collect();
        assert_eq!(unique.len(), there.len(), "a place is named twice");
        for link in wanted {
            assert!(unique.contains(link), "#{link} leads nowhere");
        }
    }

    #[test]
    fn every_rule_is_in_it_once() {
        let page = html::write(document());
        for (key, _) in aftermile_engine::rulebook::supports() {
            let id = format!("id=\"{}\"", key.replacen('.', "-", 1));
            assert_eq!(page.matches(&id).count(), 1, "{key}");
        }
    }

    #[test]
    fn sources_are_found_by_rule_and_citation() {
        let file: serde_json::Value = serde_json::from_str(&sources::write().unwrap()).unwrap();
        let stroke = &file["supports"]["rule.stroke"];
        let (id, supports) = stroke.as_object().unwrap().iter().next().unwrap();
        assert!(!supports.as_str().unwrap().is_empty());
        assert_eq!(file["sources"][id].as_array().unwrap().len(), 3);
    }

    #[test]
    fn sources_are_named_in_words() {
        let file: serde_json::Value = serde_json::from_str(&sources::write().unwrap()).unwrap();
        for (id, source) in file["sources"].as_object().unwrap() {
            let name = source[0].as_str().unwrap().to_lowercase();
            for note in ["ev-", "design", "synthesis", " via "] {
                assert!(!name.contains(note), "{id}: a working note in `{name}`");
            }
        }
    }
}

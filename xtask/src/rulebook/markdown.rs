//! The rulebook as Markdown.

use std::fmt::Write as _;

use super::document::{Block, Document, Inline, Item};

pub fn write(document: &Document) -> String {
    let mut out = String::new();
    for block in &document.blocks {
        if !out.is_empty() {
            out.push('\n');
        }
        match block {
            Block::Heading { level, id, text } => {
                if !id.is_empty() {
                    let _ = writeln!(out, "<a id=\"{id}\"></a>\n");
                }
                let _ = writeln!(out, "{} {}", "#".repeat(usize::from(*level)), plain(text));
            }
            Block::Paragraph(line) => {
                let _ = writeln!(out, "{}", inline(line));
            }
            Block::List(items) => list(items, 0, &mut out),
            Block::Table { head, rows, ids } => {
                let _ = writeln!(out, "| {} |", head.join(" | "));
                let _ = writeln!(out, "|{}", "---|".repeat(head.len()));
                for (place, row) in rows.iter().enumerate() {
                    let anchor = ids
                        .get(place)
                        .map_or(String::new(), |id| format!("<a id=\"{id}\"></a>"));
                    let cells: Vec<String> = row
                        .iter()
                        .map(|cell| inline(cell).replace('|', "\\|"))
                        .collect();
                    let _ = writeln!(out, "| {anchor}{} |", cells.join(" | "));
                }
            }
        }
    }
    out
}

fn list(items: &[Item], depth: usize, out: &mut String) {
    for item in items {
        let _ = writeln!(out, "{}- {}", "  ".repeat(depth), inline(&item.line));
        list(&item.items, depth + 1, out);
    }
}

fn inline(line: &[Inline]) -> String {
    line.iter()
        .map(|part| match part {
            Inline::Text(text) => plain(text),
            Inline::Strong(text) => format!("**{}**", plain(text)),
            Inline::Code(text) => format!("`{text}`"),
            Inline::Link { to, text } => format!("[{}]({to})", plain(text)),
        })
        .collect()
}

/// What Markdown would read as a mark of its own.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '*' | '_' | '[' | ']' | '<' | '>' | '`' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::document::{Document, Sentence};

    #[test]
    fn marks_in_texts_stay_texts() {
        let mut document = Document::default();
        document.heading(2, "a", "Sore < 3");
        document.list(vec![
            Sentence::new()
                .strong("If")
                .text(" [kind] of a_b")
                .over(vec![Sentence::new().link("#x", "more").item()]),
        ]);
        document.table(
            &["a", "b"],
            vec![vec![
                Sentence::from("x|y").0,
                Sentence::new().code("id_1").0,
            ]],
        );
        assert_eq!(
            super::write(&document),
            "<a id=\"a\"></a>\n\n## Sore \\< 3\n\n- **If** \\[kind\\] of a\\_b\n  - [more](#x)\n\n| a | b |\n|---|---|\n| x\\|y | `id_1` |\n"
        );
    }
}

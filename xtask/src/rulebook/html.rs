//! The rulebook as a page of the release: no script, and the same strict policy.

use std::fmt::Write as _;

use aftermile_server::STRICT_POLICY;

use super::document::{Block, Document, Inline, Item};

const HEAD: &str = r##"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta name="color-scheme" content="light dark">
<link rel="icon" href="./icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="./rulebook.css">
</head>
<body>
<main>
"##;

pub fn write(document: &Document) -> String {
    let mut out = String::new();
    let title = document.blocks.iter().find_map(|b| match b {
        Block::Heading { level: 1, text, .. } => Some(escape(text)),
        _ => None,
    });
    let head = HEAD.replace("{title}", &title.unwrap_or_default());
    out.push_str(&head.replace("{policy}", STRICT_POLICY));
    // Each rule is one box: a level-3 heading and what follows it.
    let mut in_rule = false;
    for block in &document.blocks {
        if let Block::Heading { level, .. } = block {
            if in_rule {
                out.push_str("</article>\n");
            }
            in_rule = *level == 3;
            if in_rule {
                out.push_str("<article>\n");
            }
        }
        one(block, &mut out);
    }
    if in_rule {
        out.push_str("</article>\n");
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn one(block: &Block, out: &mut String) {
    match block {
        Block::Heading { level, id, text } => {
            let tag = *level;
            let id = if id.is_empty() {
                String::new()
            } else {
                format!(" id=\"{}\"", escape(id))
            };
            let _ = writeln!(out, "<h{tag}{id}>{}</h{tag}>", escape(text));
        }
        Block::Paragraph(line) => {
            let _ = writeln!(out, "<p>{}</p>", inline(line));
        }
        Block::List(items) => list(items, out),
        Block::Table { head, rows, ids } => {
            out.push_str("<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"");
            out.push_str(&escape(&head.join(", ")));
            out.push_str("\"><table>\n<thead><tr>");
            for cell in head {
                let _ = write!(out, "<th scope=\"col\">{}</th>", escape(cell));
            }
            out.push_str("</tr></thead>\n<tbody>\n");
            for (place, row) in rows.iter().enumerate() {
                match ids.get(place) {
                    Some(id) => {
                        let _ = write!(out, "<tr id=\"{}\">", escape(id));
                    }
                    None => out.push_str("<tr>"),
                }
                for cell in row {
                    let _ = write!(out, "<td>{}</td>", inline(cell));
                }
                out.push_str("</tr>\n");
            }
            out.push_str("</tbody>\n</table></div>\n");
        }
    }
}

fn list(items: &[Item], out: &mut String) {
    out.push_str("<ul>\n");
    for item in items {
        let _ = write!(out, "<li>{}", inline(&item.line));
        if !item.items.is_empty() {
            out.push('\n');
            list(&item.items, out);
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
}

fn inline(line: &[Inline]) -> String {
    line.iter()
        .map(|part| match part {
            Inline::Text(text) => escape(text),
            Inline::Strong(text) => format!("<b>{}</b>", escape(text)),
            Inline::Code(text) => format!("<code>{}</code>", escape(text)),
            Inline::Link { to, text } => {
                format!("<a href=\"{}\">{}</a>", escape(to), escape(text))
            }
        })
        .collect()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::super::document::{Document, Sentence};

    /// The values of the properties that a rule sets, by name.
    fn tokens(css: &str, from: &str) -> std::collections::BTreeMap<String, String> {
        let body = css.split_once(from).unwrap().1;
        let body = body.split_once('{').unwrap().1.split_once('}').unwrap().0;
        body.split(';')
            .filter_map(|line| {
                let line = line.rsplit("*/").next().unwrap_or(line);
                let (name, value) = line.trim().split_once(':')?;
                Some((name.trim().to_owned(), value.trim().to_owned()))
            })
            .filter(|(name, _)| name.starts_with("--"))
            .collect()
    }

    #[test]
    fn the_page_has_the_colours_of_the_widget() {
        let widget = include_str!("../../../style.css");
        let page = include_str!("../../../web/rulebook.css");
        let dark = "prefers-color-scheme: dark) {";
        for (own, its) in [
            (tokens(page, ":root"), tokens(widget, ".am")),
            (tokens(page, dark), tokens(widget, dark)),
        ] {
            assert!(own.len() > 5, "{own:?}");
            for (name, value) in &own {
                assert_eq!(its.get(name), Some(value), "{name}");
            }
        }
    }

    #[test]
    fn nothing_in_a_text_becomes_a_tag() {
        let mut document = Document::default();
        document.heading(1, "", "The <rules>");
        document.paragraph(Sentence::new().text("a < b & \"c\"").link("#x", "<i>"));
        let page = super::write(&document);
        assert!(page.contains("<title>The &lt;rules&gt;</title>"), "{page}");
        assert!(
            page.contains("<p>a &lt; b &amp; &quot;c&quot;<a href=\"#x\">&lt;i&gt;</a></p>"),
            "{page}"
        );
        for refused in ["<script", "style=", "onclick"] {
            assert!(!page.contains(refused), "{refused}");
        }
    }
}

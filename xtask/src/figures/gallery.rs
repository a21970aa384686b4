//! A page with every figure, light and dark, still and moving, in the widget's own styles.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::Drawn;
use super::pose::Side;

/// Writes the page and returns its path.
pub fn write(folder: &Path, root: &Path, drawn: &[Drawn]) -> Result<PathBuf> {
    fs::copy(root.join("style.css"), folder.join("style.css"))?;
    let mut out = String::from(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>Exercise figures</title>",
    );
    for (theme, still) in [("light", true), ("dark", true), ("light", false)] {
        let _ = write!(
            out,
            "<div theme=\"{theme}\"><template shadowrootmode=\"open\"><link rel=\"stylesheet\" href=\"style.css\"><div class=\"am figs\">"
        );
        for figure in drawn {
            let class = if still { "fig" } else { "fig go" };
            let markup = if still {
                without_motion(&figure.markup)
            } else {
                figure.markup.clone()
            };
            let side = match figure.side {
                Side::Left => "left works",
                Side::Right => "right works",
                Side::Both => "both",
            };
            let _ = write!(
                out,
                "<figure><svg class=\"{class}\" viewBox=\"0 0 320 240\" role=\"img\" aria-label=\"{0}\">{markup}</svg><figcaption>{1} {0}, {side}</figcaption></figure>",
                figure.name, figure.id
            );
        }
        out.push_str("</div></template></div>");
    }
    let page = folder.join("index.html");
    fs::write(&page, out)?;
    Ok(page)
}

/// The markup of the still form.
fn without_motion(markup: &str) -> String {
    let mut out = String::new();
    let mut rest = markup;
    while let Some((before, after)) = rest.split_once("<animateTransform") {
        out.push_str(before);
        rest = after.split_once("/>").map_or("", |(_, after)| after);
    }
    out + rest
}

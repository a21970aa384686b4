//! `cargo xtask icons`: draws the app's icons from their SVG sources, the same bytes on every machine.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use crate::project::Project;

/// Source, edge in pixels, and the picture's name, as the manifest has them.
const PICTURES: [(&str, u32, &str); 4] = [
    ("icon.svg", 192, "icon-192.png"),
    ("icon.svg", 512, "icon-512.png"),
    ("maskable.svg", 192, "maskable-192.png"),
    ("maskable.svg", 512, "maskable-512.png"),
];

fn folder(root: &Path) -> PathBuf {
    root.join("web/icons")
}

pub fn write(project: &Project) -> Result<()> {
    let folder = folder(&project.root);
    for (source, edge, name) in PICTURES {
        fs::write(folder.join(name), draw(&folder.join(source), edge)?)
            .with_context(|| format!("cannot write web/icons/{name}"))?;
        println!("web/icons/{name}");
    }
    // The page's own icon is the same drawing.
    fs::copy(folder.join("icon.svg"), project.root.join("web/icon.svg"))?;
    Ok(())
}

#[allow(clippy::cast_precision_loss)]
fn draw(source: &Path, edge: u32) -> Result<Vec<u8>> {
    let text =
        fs::read_to_string(source).with_context(|| format!("cannot read {}", source.display()))?;
    let tree = Tree::from_str(&text, &Options::default())
        .with_context(|| format!("{} is no drawing", source.display()))?;
    let mut picture = Pixmap::new(edge, edge).context("an icon has no size")?;
    let scale = edge as f32 / tree.size().width();
    resvg::render(
        &tree,
        Transform::from_scale(scale, scale),
        &mut picture.as_mut(),
    );
    picture
        .encode_png()
        .context("an icon cannot be written as PNG")
}

#[cfg(test)]
mod tests {
    use super::{PICTURES, draw, folder};

    #[test]
    fn the_pictures_are_those_of_the_drawings() {
        let folder = folder(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(".."));
        for (source, edge, name) in PICTURES {
            let committed = std::fs::read(folder.join(name)).unwrap();
            assert!(
                draw(&folder.join(source), edge).unwrap() == committed,
                "web/icons/{name} is not up to date; run: cargo xtask icons"
            );
        }
    }

    /// An `id` is read from the root of the origin, so that copies in two folders would be one app. Without it the
    /// app is its start address, which is the folder's own.
    #[test]
    fn each_folder_is_an_app_of_its_own() {
        let manifest: serde_json::Value =
            serde_json::from_str(include_str!("../../web/manifest.webmanifest")).unwrap();
        assert_eq!(manifest["start_url"], "./");
        assert!(manifest.get("id").is_none());
    }

    #[test]
    fn every_picture_of_the_manifest_is_there_in_its_size() {
        let web = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../web");
        let manifest: serde_json::Value =
            serde_json::from_str(include_str!("../../web/manifest.webmanifest")).unwrap();
        for kind in ["icons", "screenshots"] {
            for one in manifest[kind].as_array().unwrap() {
                let name = one["src"].as_str().unwrap();
                let content = std::fs::read(web.join(name)).expect(name);
                if one["type"] != "image/png" {
                    continue;
                }
                // A PNG begins with eight bytes of its own, then length and name of the part that says its size.
                let number =
                    |at: usize| u32::from_be_bytes(content[at..at + 4].try_into().unwrap());
                let size = format!("{}x{}", number(16), number(20));
                assert_eq!(one["sizes"], *size, "{name}");
            }
        }
    }

    #[test]
    fn the_manifest_names_them() {
        let manifest = include_str!("../../web/manifest.webmanifest");
        for (_, edge, name) in PICTURES {
            assert!(manifest.contains(name) && manifest.contains(&format!("{edge}x{edge}")));
        }
    }
}

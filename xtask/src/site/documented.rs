//! README says of the tag what its scripts say, and the loader stays small.

const README: &str = include_str!("../../../README.md");
const EXAMPLES: &str = include_str!("../../../examples/README.md");
const HOSTING: &str = include_str!("../../../HOSTING.md");
const SHORTCODE: &str = include_str!("../../../examples/hugo/layouts/shortcodes/aftermile.html");
const LOADER: &str = include_str!("../../../web/embed.js");
const LOOK: &str = include_str!("../../../web/look.js");
const WIDGET: &str = include_str!("../../../web/widget.js");

/// Brotli, in bytes.
const LOADER_AT_MOST: usize = 3_000;

fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).expect(start);
    rest.split_once(end).expect(end).0
}

/// What stands in double quotes.
fn quoted(text: &str) -> Vec<&str> {
    text.split('"').skip(1).step_by(2).collect()
}

#[test]
fn every_attribute_has_its_row_with_its_values() {
    let table = between(LOADER, "const ATTRIBUTES = {\n", "\n};");
    let mut attributes = 0;
    for line in table.lines() {
        let (name, how) = line.trim().split_once(": ").expect(line);
        let row = README
            .lines()
            .find(|line| line.starts_with(&format!("| `{name}` |")))
            .unwrap_or_else(|| panic!("README has no row for the attribute {name}"));
        attributes += 1;
        if let Some((_, words)) = how.split_once("word(") {
            for word in quoted(words.split(')').next().unwrap()) {
                assert!(row.contains(&format!("`{word}`")), "{name}: {word}");
            }
        }
    }
    assert!(attributes >= 8);
    assert!(LOADER.contains("\"plan-event\"") && README.contains("| `plan-event` |"));
}

#[test]
fn every_property_part_and_event_is_named() {
    let properties = quoted(between(LOOK, "export const PROPERTIES = [", "]"));
    assert!(properties.len() >= 12);
    for name in properties {
        let named = [format!("`--aftermile-{name}`"), format!("`-{name}`")];
        assert!(
            named.iter().any(|one| README.contains(one)),
            "README lacks --aftermile-{name}"
        );
    }
    for part in between(WIDGET, "const PARTS = {", "};").split(", ") {
        let name = part.split(':').next().unwrap().trim().trim_matches('"');
        assert!(
            README.contains(&format!("`{name}`")),
            "README lacks the part {name}"
        );
    }
    for event in ["ready", "start", "finish", "resize", "plan"] {
        assert!(
            README.contains(&format!("`aftermile-{event}`")),
            "README lacks {event}"
        );
    }
}

#[test]
fn the_loader_is_small() {
    let weight = crate::dist::weigh(LOADER.as_bytes()).unwrap();
    assert!(
        weight.brotli <= LOADER_AT_MOST,
        "web/embed.js weighs {} bytes",
        weight.brotli
    );
}

#[test]
fn what_is_pasted_keeps_the_articles_address_to_itself() {
    let mut tags = 0;
    for text in [README, EXAMPLES, HOSTING, SHORTCODE] {
        for tag in text.split("<script ").skip(1) {
            let tag = tag.split('>').next().unwrap();
            assert!(tag.contains("referrerpolicy=\"no-referrer\""), "{tag}");
            tags += 1;
        }
    }
    assert!(tags >= 8, "{tags}");
}

#[test]
fn the_shortcode_takes_every_attribute_and_reserves_its_room() {
    let table = between(LOADER, "const ATTRIBUTES = {\n", "\n};");
    for line in table.lines() {
        let (name, _) = line.trim().split_once(": ").expect(line);
        assert!(SHORTCODE.contains(&format!("\"{name}\"")), "{name}");
    }
    assert!(SHORTCODE.contains(" plan-event{{"));
    let style = "style=\"display: flow-root; min-height: 640px\"";
    assert!(SHORTCODE.contains(style) && README.contains(style) && EXAMPLES.contains(style));
}

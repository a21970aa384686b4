//! `cargo xtask triage`: docs/triage.md, how the stories are triaged and what that does and does not show.

use std::fmt::Write as _;
use std::path::Path;

use aftermile_engine::Level;
use aftermile_engine::table::RULES_VERSION;
use anyhow::{Context, Result};

use super::{Row, STORIES, play, story, variants};
use crate::project::Project;

/// Where it stands, from the project's root.
pub const FILE: &str = "docs/triage.md";

/// Plays the stories and writes the page.
pub fn write(project: &Project) -> Result<()> {
    let text = text(&project.root)?;
    std::fs::write(project.root.join(FILE), &text)
        .with_context(|| format!("{FILE} cannot be written"))?;
    println!("{FILE}: {} lines", text.lines().count());
    Ok(())
}

/// The page as it should stand.
pub fn text(root: &Path) -> Result<String> {
    let mut out = format!(
        "# How the stories are triaged\n\n\
        Written by `cargo xtask triage` from rules {RULES_VERSION}; a test fails when it is stale. **No clinician has reviewed \
        the rules or the stories.** A story is a runner\'s facts with the levels that pass; it is played through the \
        interview, which learns only what it asks for. Under-triage is a level below the mildest that passes, the dangerous \
        error; over-triage a level above the highest.\n"
    );
    for file in STORIES {
        let stories = story::read(&root.join(file))?;
        let rows: Vec<Row> = stories.iter().map(play).collect();
        table(&mut out, &format!("`{file}`"), &rows);
    }
    let mut retold = Vec::new();
    for file in STORIES {
        let stories = story::read(&root.join(file))?;
        retold.extend(stories.iter().flat_map(variants::retold).map(|s| play(&s)));
    }
    table(
        &mut out,
        "The emergency and same-day stories retold (other side, place, words, age, run)",
        &retold,
    );
    out.push_str(
        "\n## What this shows, and what it does not\n\n\
        - With no error in *n* independent stories the true rate of errors lies, with 95 % confidence, below about 3/*n* (the \
        rule of three). The bound stands under each table. Retellings are not independent, so no bound is given for them.\n\
        - The stories were written from the same evidence as the rules. They test that the program does what the evidence \
        says, not that the evidence is right for a given runner.\n\
        - Where a story and the evidence disagree, the stricter reading stands.\n\n\
        ## How to play another file\n\n\
        ```sh\ncargo xtask play FILE            # or AFTERMILE_VIGNETTES=FILE cargo xtask play\n\
        cargo xtask play FILE --json     # one object a story, the summary last\n```\n\n\
        The format is `tests/vignettes/vignettes.schema.json`. A story passes when its level is in `accept`, every tag of \
        `must_include` is carried and none of `must_exclude`.\n",
    );
    Ok(out)
}

fn table(out: &mut String, title: &str, rows: &[Row]) {
    let levels = Level::ALL;
    let _ = write!(out, "\n## {title}\n\n| expected \\ reached |");
    for level in levels {
        let _ = write!(out, " {} |", level.id());
    }
    out.push_str("\n|---|---|---|---|---|\n");
    for expected in levels {
        let _ = write!(out, "| {} |", expected.id());
        for got in levels {
            let n = rows
                .iter()
                .filter(|r| r.expected == expected && r.got.as_ref().is_ok_and(|g| *g == got))
                .count();
            let _ = write!(out, " {n} |");
        }
        out.push('\n');
    }
    let count = |test: &dyn Fn(&Row) -> bool| rows.iter().filter(|r| test(r)).count();
    let (under, over) = (count(&Row::under), count(&Row::over));
    let cannot = count(&|r| r.got.is_err());
    let _ = write!(
        out,
        "\n{} played, {} passed in level and tags, {under} under-triaged, {over} over-triaged, {cannot} without an answer.",
        rows.len(),
        count(&Row::passed)
    );
    if under == 0 && !title.contains("retold") {
        let tenths = (3000 + rows.len() / 2) / rows.len().max(1);
        let _ = write!(
            out,
            " Bound for under-triage by the rule of three: 3/{} = {}.{} %.",
            rows.len(),
            tenths / 10,
            tenths % 10
        );
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    #[test]
    fn the_page_is_fresh() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let there = std::fs::read_to_string(root.join(super::FILE)).unwrap();
        let there = there.replace("\r\n", "\n");
        assert!(
            there == super::text(&root).unwrap(),
            "run cargo xtask triage and read what changed"
        );
    }
}

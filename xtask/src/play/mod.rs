//! `cargo xtask play`: plays stories through the interview, as a runner would meet it.

mod answer;
mod hand;
mod story;
pub mod triage;
mod variants;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use aftermile_engine::{Level, Plan};
use anyhow::Result;
use serde_json::json;

use crate::project::Project;
use story::Story;

/// The project's files of stories.
pub const STORIES: [&str; 2] = ["tests/vignettes/vignettes.json", "tests/vignettes/own.json"];

#[derive(Debug, Clone, Default, clap::Args)]
pub struct Arguments {
    /// A vignettes file [default: the project's own, or what AFTERMILE_VIGNETTES names]
    pub file: Option<PathBuf>,
    /// Print one JSON object a story, and the summary last
    #[arg(long)]
    pub json: bool,
}

/// How one story went.
#[derive(Debug)]
struct Row {
    id: String,
    expected: Level,
    accept: Vec<Level>,
    /// The level, or why there is no answer.
    got: Result<Level, String>,
    missing: Vec<String>,
    forbidden: Vec<String>,
    screens: Vec<String>,
    taps: usize,
    /// Presses that opened what stands apart.
    opened: usize,
}

impl Row {
    fn passed(&self) -> bool {
        self.got
            .as_ref()
            .is_ok_and(|level| self.accept.contains(level))
            && self.missing.is_empty()
            && self.forbidden.is_empty()
    }

    fn under(&self) -> bool {
        self.got
            .as_ref()
            .is_ok_and(|level| self.accept.iter().all(|a| level < a))
    }

    fn over(&self) -> bool {
        self.got
            .as_ref()
            .is_ok_and(|level| self.accept.iter().all(|a| level > a))
    }
}

pub fn run(project: &Project, arguments: &Arguments) -> Result<ExitCode> {
    let file = arguments
        .file
        .clone()
        .or_else(|| std::env::var_os("AFTERMILE_VIGNETTES").map(PathBuf::from))
        .unwrap_or_else(|| project.root.join("tests/vignettes/vignettes.json"));
    let rows: Vec<Row> = story::read(&file)?.iter().map(play).collect();
    let mut out = std::io::stdout().lock();
    for row in &rows {
        let text = if arguments.json {
            as_json(row)
        } else {
            as_line(row)
        };
        writeln!(out, "{text}")?;
    }
    let summary = Summary::of(&rows);
    let text = if arguments.json {
        summary.as_json()
    } else {
        summary.as_line()
    };
    writeln!(out, "{text}")?;
    Ok(if summary.passed == rows.len() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The plans that the stories of a file end in, by title; without those that do not reach one.
pub fn plans(file: &Path) -> Result<Vec<(String, Plan)>> {
    let stories = story::read(file)?;
    Ok(stories
        .into_iter()
        .filter_map(|story| {
            let walk = hand::walk(&story.facts).ok()?;
            Plan::new(&walk.answers).ok().map(|p| (story.title, p))
        })
        .collect())
}

fn play(story: &Story) -> Row {
    let mut row = Row {
        id: story.id.clone(),
        expected: story.expected.triage,
        accept: story.expected.accept.clone(),
        got: Err("not played".into()),
        missing: Vec::new(),
        forbidden: Vec::new(),
        screens: Vec::new(),
        taps: 0,
        opened: 0,
    };
    let walk = match hand::walk(&story.facts) {
        Ok(walk) => walk,
        Err(why) => {
            row.got = Err(why);
            return row;
        }
    };
    row.screens = walk.screens;
    row.taps = walk.taps;
    row.opened = walk.opened;
    match Plan::new(&walk.answers) {
        Err(unfinished) => row.got = Err(format!("still asks {}", unfinished.next.name())),
        Ok(plan) => {
            let tags = plan.tags();
            let urgent = |tag: &str| matches!(tag, "see_professional" | "call_emergency");
            let either =
                row.accept.contains(&Level::SameDay) && row.accept.contains(&Level::Emergency);
            let carried = |tag: &String| {
                tags.contains(&tag.as_str())
                    || (either && urgent(tag) && tags.iter().any(|t| urgent(t)))
            };
            row.missing = story
                .expected
                .must_include
                .iter()
                .filter(|t| !carried(t))
                .cloned()
                .collect();
            row.forbidden = story
                .expected
                .must_exclude
                .iter()
                .filter(|t| tags.contains(&t.as_str()))
                .cloned()
                .collect();
            row.got = Ok(plan.care.level);
        }
    }
    row
}

fn as_line(row: &Row) -> String {
    let got = match &row.got {
        Ok(level) => level.id().to_owned(),
        Err(why) => format!("cannot answer ({why})"),
    };
    let list = |name: &str, tags: &[String]| {
        if tags.is_empty() {
            String::new()
        } else {
            format!(", {name} {}", tags.join(" "))
        }
    };
    format!(
        "{} {}: expected {}, got {got}{}{}, {} screens, {} taps",
        if row.passed() { "ok  " } else { "FAIL" },
        row.id,
        row.expected.id(),
        list("missing", &row.missing),
        list("forbidden", &row.forbidden),
        row.screens.len(),
        row.taps
    )
}

fn as_json(row: &Row) -> String {
    json!({
        "id": row.id,
        "passed": row.passed(),
        "expected": row.expected.id(),
        "accept": row.accept.iter().map(|l| l.id()).collect::<Vec<_>>(),
        "got": row.got.as_ref().map(|l| l.id()).ok(),
        "cannot_answer": row.got.as_ref().err(),
        "missing": row.missing,
        "forbidden": row.forbidden,
        "screens": row.screens,
        "taps": row.taps,
    })
    .to_string()
}

#[derive(Debug)]
struct Summary {
    played: usize,
    passed: usize,
    under: usize,
    over: usize,
    cannot: usize,
    /// Of the stories expected to be self-care; 0 when there is none.
    median_taps: usize,
}

impl Summary {
    fn of(rows: &[Row]) -> Summary {
        let count = |test: fn(&Row) -> bool| rows.iter().filter(|r| test(r)).count();
        let mut taps: Vec<usize> = rows
            .iter()
            .filter(|r| r.expected == Level::SelfCare && r.got.is_ok())
            .map(|r| r.taps)
            .collect();
        taps.sort_unstable();
        Summary {
            played: rows.len(),
            passed: count(Row::passed),
            under: count(Row::under),
            over: count(Row::over),
            cannot: count(|r| r.got.is_err()),
            median_taps: taps.get(taps.len() / 2).copied().unwrap_or(0),
        }
    }

    fn as_line(&self) -> String {
        format!(
            "played {}, passed {}, under-triaged {}, over-triaged {}, cannot answer {}, median taps self-care {}",
            self.played, self.passed, self.under, self.over, self.cannot, self.median_taps
        )
    }

    fn as_json(&self) -> String {
        json!({
            "played": self.played,
            "passed": self.passed,
            "under_triaged": self.under,
            "over_triaged": self.over,
            "cannot_answer": self.cannot,
            "median_taps_self_care": self.median_taps,
        })
        .to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::{Row, STORIES, Story, Summary, play, story};
    use aftermile_engine::Level;
    use std::collections::BTreeMap;
    use std::path::{Path, PathBuf};

    fn root() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
    }

    fn stories() -> Vec<Story> {
        STORIES
            .iter()
            .flat_map(|f| story::read(&root().join(f)).unwrap())
            .collect()
    }

    /// The walk through the page counts the same (e2e/tests/journeys/taps.rs).
    #[test]
    fn presses_and_screens_are_those_of_the_walk_through_the_page() {
        let text = std::fs::read_to_string(root().join("tests/vignettes/taps.json")).unwrap();
        let counted: BTreeMap<String, BTreeMap<String, usize>> =
            serde_json::from_str(&text).unwrap();
        let mut found = 0;
        for story in stories() {
            let Some(wanted) = counted.get(&story.id) else {
                continue;
            };
            let row = play(&story);
            assert_eq!(
                (row.taps, row.screens.len()),
                (wanted["taps"], wanted["screens"]),
                "{}",
                story.id
            );
            found += 1;
        }
        assert_eq!(found, counted.len());
    }

    /// The product's figures for a returning runner, and 5 presses and one screen more for a first visit.
    #[test]
    fn no_self_care_story_asks_for_more_presses_than_the_product_allows() {
        const FIRST_VISIT: usize = 5;
        let mut rows: Vec<Row> = Vec::new();
        for story in stories()
            .iter()
            .filter(|s| s.expected.triage == Level::SelfCare)
        {
            let row = play(story);
            let places: std::collections::BTreeSet<String> = story
                .facts
                .soreness()
                .into_iter()
                .map(|s| s.region)
                .collect();
            let branch = row.screens.iter().any(|s| s == "moving_signs");
            // Opened lines of the safety screen are not of the core path.
            let opened = row.screens.iter().any(|s| s.starts_with("safety."));
            // Nor is what stands apart: weights and food that only few have to say.
            let allowed =
                14 + 5 * places.len() + 6 * usize::from(branch) + FIRST_VISIT + row.opened;
            assert!(
                opened || row.taps <= allowed,
                "{}: {} of {allowed}",
                row.id,
                row.taps
            );
            if places.is_empty() && !opened {
                assert!(row.screens.len() <= 8, "{}: {:?}", row.id, row.screens);
            }
            rows.push(row);
        }
        let median = Summary::of(&rows).median_taps;
        assert!(median <= 26, "median {median}");
    }
}

//! Writes what only the rulebook needs as Rust: titles, what each source supports, examples, chapters, the article.

use crate::schema::{Book, CiteRow, ExampleRow, Id};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// One row of a rule file, as the rulebook tells it.
struct Row<'a> {
    at: &'a str,
    id: &'a Id,
    title: &'a str,
    topic: Option<&'a str>,
    cites: Vec<(&'a str, &'a str)>,
    example: Option<&'a ExampleRow>,
    plain: Option<&'a str>,
}

pub fn emit(book: &Book) -> String {
    let mut out = String::new();
    rows(book, &mut out);
    definitions(book, &mut out);
    places(book, &mut out);
    exercises(book, &mut out);
    numbers(book, &mut out);
    chapters(book, &mut out);
    files(book, &mut out);
    out
}

fn with_supports(cites: &[CiteRow]) -> Vec<(&str, &str)> {
    cites
        .iter()
        .map(|c| (c.id.as_str(), c.supports.as_str()))
        .collect()
}

fn without(cites: &[String]) -> Vec<(&str, &str)> {
    cites.iter().map(|c| (c.as_str(), "")).collect()
}

fn option(text: Option<&str>) -> String {
    text.map_or("None".into(), |t| format!("Some({t:?})"))
}

/// `engine/rules/triage.toml:12` as `triage.toml`.
fn file_of(at: &str) -> &str {
    let name = at.rsplit('/').next().unwrap_or(at);
    name.split(':').next().unwrap_or(name)
}

fn table(name: &str, rows: impl Iterator<Item = String>, kind: &str, out: &mut String) {
    let _ = writeln!(out, "pub static {name}: &[{kind}] = &[");
    for row in rows {
        let _ = writeln!(out, "    {row},");
    }
    out.push_str("];\n");
}

fn entry(row: &Row<'_>) -> String {
    let cites: Vec<String> = row
        .cites
        .iter()
        .map(|(id, supports)| format!("Cite {{ id: {id:?}, supports: {supports:?} }}"))
        .collect();
    let example = row.example.map_or("None".into(), |e| {
        let mut given = Vec::new();
        let mut sites = Vec::new();
        for (key, value) in &e.given {
            match (value.as_array(), value.as_str()) {
                (Some(list), _) => sites.extend(list.iter().filter_map(|v| v.as_str())),
                (None, Some(text)) => given.push((key.as_str(), text.to_owned())),
                (None, None) => given.push((key.as_str(), value.to_string())),
            }
        }
        format!(
            "Some(Example {{ given: &{given:?}, sites: &{sites:?}, fires: {} }})",
            e.fires
        )
    });
    format!(
        "Entry {{ id: {:?}, file: {:?}, title: {:?}, topic: {}, cites: &[{}], example: {example}, plain: {} }}",
        row.id.get_ref(),
        file_of(row.at),
        row.title,
        option(row.topic),
        cites.join(", "),
        option(row.plain)
    )
}

fn rows(book: &Book, out: &mut String) {
    let triage = book.rules.iter().map(|r| Row {
        at: &r.at,
        id: &r.row.id,
        title: &r.row.title,
        topic: r.row.topic.as_deref(),
        cites: with_supports(&r.row.cite),
        example: Some(&r.row.example),
        plain: r.row.plain.as_deref(),
    });
    table("TRIAGE_ENTRIES", triage.map(|r| entry(&r)), "Entry", out);
    let steps = book.steps.iter().map(|r| Row {
        at: &r.at,
        id: &r.row.id,
        title: &r.row.title,
        topic: r.row.topic.as_deref(),
        cites: with_supports(&r.row.cite),
        example: None,
        plain: None,
    });
    table("STEP_ENTRIES", steps.map(|r| entry(&r)), "Entry", out);
    let leaves = book.leaves.iter().map(|r| Row {
        at: &r.at,
        id: &r.row.id,
        title: &r.row.title,
        topic: r.row.topic.as_deref(),
        cites: with_supports(&r.row.cite),
        example: None,
        plain: None,
    });
    table("LEAVE_ENTRIES", leaves.map(|r| entry(&r)), "Entry", out);
    let next = book.next_runs.iter().map(|r| Row {
        at: &r.at,
        id: &r.row.id,
        title: "",
        topic: None,
        cites: with_supports(&r.row.cite),
        example: None,
        plain: None,
    });
    table("NEXT_RUN_ENTRIES", next.map(|r| entry(&r)), "Entry", out);
    let help = book.helps.iter().map(|r| Row {
        at: &r.at,
        id: &r.row.id,
        title: "",
        topic: None,
        cites: without(&r.row.cite),
        example: None,
        plain: None,
    });
    table("HELP_ENTRIES", help.map(|r| entry(&r)), "Entry", out);
    for (name, rows) in [
        ("HEADLINE_ENTRIES", &book.headlines),
        ("CALM_ENTRIES", &book.calms),
    ] {
        let rows = rows.iter().map(|r| Row {
            at: &r.at,
            id: &r.row.id,
            title: &r.row.text,
            topic: None,
            cites: Vec::new(),
            example: None,
            plain: None,
        });
        table(name, rows.map(|r| entry(&r)), "Entry", out);
    }
}

fn definitions(book: &Book, out: &mut String) {
    let defines = book.defines.iter().map(|d| {
        format!(
            "Definition {{ id: {:?}, says: {:?}, of_site: {} }}",
            d.row.id.get_ref(),
            d.row.says,
            d.row.scope.is_some()
        )
    });
    table("DEFINITIONS", defines, "Definition", out);
    let sources = book.citations.iter().map(|c| {
        format!(
            "Citation {{ id: {:?}, source: {:?}, grade: {:?}, check: {:?} }}",
            c.row.id.get_ref(),
            c.row.source,
            c.row.grade,
            c.row.check
        )
    });
    table("CITATIONS", sources, "Citation", out);
}

fn places(book: &Book, out: &mut String) {
    let mut groups: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for region in &book.regions {
        for group in &region.row.groups {
            groups
                .entry(group)
                .or_default()
                .push(region.row.id.get_ref());
        }
    }
    let rows = groups.iter().map(|(id, regions)| {
        let says = book.words.group.get(*id).map_or(*id, String::as_str);
        format!("PlaceGroup {{ id: {id:?}, says: {says:?}, regions: &{regions:?} }}")
    });
    table("PLACE_GROUPS", rows, "PlaceGroup", out);
}

fn exercises(book: &Book, out: &mut String) {
    let rows = book.exercises.iter().map(|x| {
        format!(
            "ExerciseEntry {{ id: {:?}, kind: {:?}, needs: &{:?}, posture: {:?}, not_when: &{:?}, instead: {}, regions: &{:?}, cite: {:?} }}",
            x.row.id.get_ref(),
            x.row.kind,
            x.row.needs,
            x.row.posture,
            x.row.not_when,
            option(x.row.instead.as_deref()),
            x.row.regions,
            x.row.cite
        )
    });
    table("EXERCISE_ENTRIES", rows, "ExerciseEntry", out);
    let foods = book.foods.iter().map(|f| {
        format!(
            "FoodEntry {{ id: {:?}, protein_g: {}, carbohydrate_g: {}, free_of: &{:?}, cite: {:?} }}",
            f.row.id.get_ref(),
            f.row.protein_g,
            f.row.carbohydrate_g,
            f.row.free_of,
            f.row.cite
        )
    });
    table("FOOD_ENTRIES", foods, "FoodEntry", out);
}

fn numbers(book: &Book, out: &mut String) {
    let rows = book.doses.iter().flat_map(|(group, numbers)| {
        numbers.iter().map(move |(name, n)| {
            let says = book.words.number.get(&format!("{group}.{name}"));
            format!(
                "NumberEntry {{ group: {group:?}, name: {name:?}, says: {}, value: {}, cite: {:?} }}",
                option(says.map(String::as_str)),
                n.value,
                n.cite
            )
        })
    });
    table("NUMBERS", rows, "NumberEntry", out);
}

fn pairs(words: &BTreeMap<String, String>) -> impl Iterator<Item = String> {
    words
        .iter()
        .map(|(key, text)| format!("({key:?}, {text:?})"))
}

fn chapters(book: &Book, out: &mut String) {
    let words = &book.words;
    for (name, map) in [
        ("FACT_WORDS", &words.fact),
        ("DENIED_WORDS", &words.denied),
        ("DOSE_WORDS", &words.dose),
        ("PHRASES", &words.phrase),
    ] {
        table(name, pairs(map), "(&str, &str)", out);
    }
    let topics = book.topics.iter().map(|t| {
        let row = &t.row;
        format!(
            "Topic {{ id: {:?}, title: {:?}, says: {:?}, level: {}, groups: &{:?}, rows: &{:?}, numbers: &{:?}, parts: &{:?} }}",
            row.id.get_ref(),
            row.title,
            row.says,
            option(row.level.as_deref()),
            row.groups,
            row.rows,
            row.numbers,
            row.parts
        )
    });
    table("TOPICS", topics, "Topic", out);
    let statements = book.statements.iter().map(|s| {
        let row = &s.row;
        format!(
            "Statement {{ id: {:?}, text: {:?}, verdict: {:?}, because: {:?}, evidence: {:?}, product: {:?} }}",
            row.id.get_ref(),
            row.text,
            row.verdict,
            row.because,
            row.evidence,
            row.product
        )
    });
    table("STATEMENTS", statements, "Statement", out);
    let gaps = book
        .gaps
        .iter()
        .map(|g| format!("({:?}, {:?})", g.row.id.get_ref(), g.row.text));
    table("GAPS", gaps, "(&str, &str)", out);
}

/// Every rule file with how many rows it holds.
fn files(book: &Book, out: &mut String) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    macro_rules! count {
        ($($rows:ident),*) => {$(
            for row in &book.$rows {
                *counts.entry(file_of(&row.at).to_owned()).or_default() += 1;
            }
        )*};
    }
    count!(
        facts, regions, screens, defines, rules, lines, levels, sees, steps, leaves, headlines,
        calms, next_runs, helps, exercises, citations, topics, statements, gaps, foods
    );
    for name in &book.files {
        counts.entry(name.clone()).or_default();
    }
    let numbers = book.doses.values().map(BTreeMap::len).sum::<usize>();
    *counts.entry("doses.toml".into()).or_default() += numbers;
    let rows = counts
        .iter()
        .map(|(name, rows)| format!("({name:?}, {rows})"));
    table("FILES", rows, "(&str, usize)", out);
}

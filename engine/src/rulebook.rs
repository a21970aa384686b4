//! The rules as a reviewer reads them: titles, sources with what they support, examples, chapters, and every
//! condition in words. Only with the feature `book`: the page carries none of it, its release a file of its own.

mod condition;
mod text;

pub use condition::{Lead, Phrase, condition, facts};
pub use text::{fact_value, given, humanised, places, quantity, shown};

use crate::table::{HELPS, LEAVE_OUT, NEXT_RUNS, STEPS, TRIAGE};

/// A source and what it supports. The text is empty where the file gives only the source.
#[derive(Debug, Clone, Copy)]
pub struct Cite {
    pub id: &'static str,
    pub supports: &'static str,
}

/// Answers on which a rule fires or does not.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// Fact and answer, as they are written in the rule file.
    pub given: &'static [(&'static str, &'static str)],
    /// Sore places, as `region side score feels...`.
    pub sites: &'static [&'static str],
    pub fires: bool,
}

/// What the rulebook knows of one rule beyond its table.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    pub id: &'static str,
    /// The rule file, such as `triage.toml`.
    pub file: &'static str,
    /// Empty where the rule has none.
    pub title: &'static str,
    /// The chapter, where the row names one.
    pub topic: Option<&'static str>,
    pub cites: &'static [Cite],
    pub example: Option<Example>,
    /// The condition in one sentence, where it is too nested to follow.
    pub plain: Option<&'static str>,
}

/// A source of the evidence base.
#[derive(Debug, Clone, Copy)]
pub struct Citation {
    pub id: &'static str,
    pub source: &'static str,
    /// A: meta-analysis, position stand or consensus. B: trial, cohort or measured study. C: expert opinion or design.
    pub grade: &'static str,
    /// V: the number was read in the source. P: partly. U: no source opened. `-`: a design choice.
    pub check: &'static str,
}

/// A named condition in words, in the order of the table of definitions.
#[derive(Debug, Clone, Copy)]
pub struct Definition {
    pub id: &'static str,
    pub says: &'static str,
    /// It is about one sore place.
    pub of_site: bool,
}

/// Places that conditions name together.
#[derive(Debug, Clone, Copy)]
pub struct PlaceGroup {
    pub id: &'static str,
    pub says: &'static str,
    pub regions: &'static [&'static str],
}

#[derive(Debug, Clone, Copy)]
pub struct ExerciseEntry {
    pub id: &'static str,
    pub kind: &'static str,
    /// What has to be at hand.
    pub needs: &'static [&'static str],
    pub posture: &'static str,
    /// Facts that rule it out.
    pub not_when: &'static [&'static str],
    /// The move that takes its place standing and without kit.
    pub instead: Option<&'static str>,
    pub regions: &'static [&'static str],
    pub cite: &'static str,
}

/// Something to eat, with the grams of its serving.
#[derive(Debug, Clone, Copy)]
pub struct FoodEntry {
    pub id: &'static str,
    pub protein_g: i32,
    pub carbohydrate_g: i32,
    pub free_of: &'static [&'static str],
    pub cite: &'static str,
}

/// A number of `doses.toml`.
#[derive(Debug, Clone, Copy)]
pub struct NumberEntry {
    pub group: &'static str,
    pub name: &'static str,
    /// What it stands for; its name stands in where nobody has said.
    pub says: Option<&'static str>,
    pub value: i32,
    pub cite: &'static str,
}

/// A chapter and what it gathers.
#[derive(Debug, Clone, Copy)]
pub struct Topic {
    pub id: &'static str,
    pub title: &'static str,
    pub says: &'static str,
    /// Triage rules of this level.
    pub level: Option<&'static str>,
    /// One-winner groups of steps.
    pub groups: &'static [&'static str],
    /// Single rows, by table and id: `step.doms`.
    pub rows: &'static [&'static str],
    /// Groups of numbers.
    pub numbers: &'static [&'static str],
    /// Parts that are not made of rules.
    pub parts: &'static [&'static str],
}

/// A statement of the source article and what became of it.
#[derive(Debug, Clone, Copy)]
pub struct Statement {
    pub id: &'static str,
    pub text: &'static str,
    pub verdict: &'static str,
    pub because: &'static str,
    pub evidence: &'static str,
    pub product: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/book.rs"));

/// The citation of that id.
#[must_use]
pub fn citation(id: &str) -> Option<&'static Citation> {
    CITATIONS.iter().find(|c| c.id == id)
}

/// The words of a phrase of `[words.phrase]`; its name where the file lacks it.
#[must_use]
pub fn phrase(name: &str) -> &str {
    find(PHRASES, name).unwrap_or(name)
}

/// The group of numbers that a dose function draws on.
#[must_use]
pub fn numbers_of(dose: &str) -> Option<&'static str> {
    let first = dose.split('_').next().unwrap_or(dose);
    let group = find(DOSE_WORDS, dose).unwrap_or(first);
    NUMBERS.iter().map(|n| n.group).find(|g| *g == group)
}

fn find(words: &'static [(&'static str, &'static str)], key: &str) -> Option<&'static str> {
    words.iter().find(|(k, _)| *k == key).map(|(_, text)| *text)
}

/// What the sources of each rule support, by the key under which the rule's texts stand in the catalogue.
pub fn supports() -> impl Iterator<Item = (String, &'static [Cite])> {
    let tables = [
        ("rule", TRIAGE_ENTRIES),
        ("step", STEP_ENTRIES),
        ("leave", LEAVE_ENTRIES),
        ("next", NEXT_RUN_ENTRIES),
        ("help", HELP_ENTRIES),
    ];
    tables.into_iter().flat_map(|(table, entries)| {
        entries
            .iter()
            .map(move |e| (format!("{table}.{}", e.id), e.cites))
    })
}

/// What each triage rule is about, by the key of its text.
pub fn titles() -> impl Iterator<Item = (String, &'static str)> {
    let entries = TRIAGE_ENTRIES.iter();
    entries.map(|e| (format!("rule.{}", e.id), e.title))
}

/// How many rules the tables hold: those that can fire.
#[must_use]
pub fn count() -> usize {
    TRIAGE.len() + STEPS.len() + LEAVE_OUT.len() + NEXT_RUNS.len() + HELPS.len()
}

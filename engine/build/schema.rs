//! What stands in the rule files, as it is read.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;
use toml::Spanned;

pub type Id = Spanned<String>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactRow {
    pub id: Id,
    /// Never asked for; counted when it is given all the same.
    #[serde(default)]
    pub offered: bool,
    /// Stands apart on its screen, under a line that is opened: few have to say it, and no triage rule reads it.
    #[serde(default)]
    pub aside: bool,
    #[serde(default)]
    pub scope: Option<String>,
    pub kind: String,
    pub worse: String,
    #[serde(default)]
    pub unsure: bool,
    pub label: String,
    pub said: String,
    #[serde(default)]
    pub options: Vec<OptionRow>,
    #[serde(default)]
    pub covers: Vec<String>,
    pub unit: Option<String>,
    pub min: Option<i32>,
    pub max: Option<i32>,
    pub step: Option<i32>,
    #[serde(default)]
    pub quick: Vec<i32>,
    /// The same for runners who read miles and pounds; without it `quick` is for them too.
    #[serde(default)]
    pub quick_us: Vec<i32>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OptionRow {
    pub id: String,
    pub label: String,
    pub said: Option<String>,
    pub value: Option<i32>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionRow {
    pub id: Id,
    pub label: String,
    #[serde(default)]
    pub muscle: bool,
    pub groups: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScreenRow {
    pub id: Id,
    pub layout: String,
    pub title: String,
    pub again: Option<String>,
    #[serde(default)]
    pub profile: bool,
    pub first: Option<toml::Table>,
    pub facts: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DefineRow {
    pub id: Id,
    pub scope: Option<String>,
    pub says: String,
    pub when: toml::Table,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CiteRow {
    pub id: String,
    pub supports: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExampleRow {
    pub given: toml::Table,
    pub fires: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TriageRow {
    pub id: Id,
    /// The chapter of the rulebook, where it is not the one that its kind belongs to.
    pub topic: Option<String>,
    pub title: String,
    pub level: String,
    #[serde(default)]
    pub insist: bool,
    #[serde(default)]
    pub gentle: bool,
    pub when: toml::Table,
    /// The condition in one sentence, where it is too nested to follow.
    pub plain: Option<String>,
    pub unsure: Option<String>,
    #[serde(default)]
    pub say: Vec<String>,
    pub see: Option<String>,
    /// By when; what the level says where it says nothing.
    pub by: Option<String>,
    pub because: String,
    pub cite: Vec<CiteRow>,
    pub example: ExampleRow,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineRow {
    pub id: Id,
    pub text: String,
    #[serde(default)]
    pub tags: Vec<String>,
    pub cite: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelRow {
    pub id: Id,
    pub word: String,
    pub headline: String,
    pub lines: Vec<String>,
    pub tags: Vec<String>,
    pub cite: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeeRow {
    pub id: Id,
    pub text: String,
    pub by_book: String,
    pub by_today: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepRow {
    pub id: Id,
    /// The chapter of the rulebook, where it is not the one that its kind belongs to.
    pub topic: Option<String>,
    pub slot: String,
    pub group: Option<String>,
    pub priority: Option<i32>,
    #[serde(default)]
    pub tags: Vec<String>,
    pub when: toml::Table,
    pub title: String,
    pub dose: Option<String>,
    /// The kind of exercise by which it fills the session.
    pub session: Option<String>,
    #[serde(default)]
    pub optional: bool,
    pub options: Option<String>,
    /// What does as well without kit and standing.
    pub instead: Option<String>,
    /// Where a common tip yields to evidence.
    pub yields: Option<String>,
    pub how: String,
    pub because: String,
    pub evidence: String,
    pub cite: Vec<CiteRow>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeaveRow {
    pub id: Id,
    /// It speaks of the sore places that the session left out for this cause.
    pub place: Option<String>,
    /// The chapter of the rulebook, where it is not the one that its kind belongs to.
    pub topic: Option<String>,
    pub when: toml::Table,
    pub title: String,
    pub because: String,
    pub cite: Vec<CiteRow>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadlineRow {
    pub id: Id,
    pub priority: i32,
    pub when: toml::Table,
    pub text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NextRunRow {
    pub id: Id,
    pub priority: i32,
    #[serde(default)]
    pub distance: bool,
    #[serde(default)]
    pub keeps: bool,
    pub when: toml::Table,
    pub hours: Option<(i32, i32)>,
    pub easy: String,
    pub wait: String,
    pub test: String,
    pub cite: Vec<CiteRow>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HelpRow {
    pub id: Id,
    pub level: String,
    pub when: toml::Table,
    pub text: String,
    pub cite: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExerciseRow {
    pub id: Id,
    pub kind: String,
    pub title: String,
    pub regions: Vec<String>,
    #[serde(default)]
    pub needs: Vec<String>,
    pub posture: String,
    pub sides: String,
    /// The move that takes its place standing and without kit.
    pub instead: Option<String>,
    /// Answers that rule it out: any one is enough.
    #[serde(default)]
    pub not_when: Vec<String>,
    /// Its place in a strength day.
    pub day: Option<i32>,
    pub sets: Option<i32>,
    pub reps: Option<(i32, i32)>,
    pub reps_in: Option<String>,
    pub how: String,
    pub cite: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RungRow {
    pub walk_min: i32,
    pub jog_min: i32,
    pub times: i32,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FoodRow {
    pub id: Id,
    pub text: String,
    pub protein_g: i32,
    pub carbohydrate_g: i32,
    pub free_of: Vec<String>,
    pub cite: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CitationRow {
    pub id: Id,
    pub source: String,
    pub grade: String,
    pub check: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VersionRow {
    pub number: String,
    pub date: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Number {
    pub value: i32,
    pub cite: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckInRow {
    pub id: Id,
    pub title: String,
    pub level: String,
    pub sign: String,
    #[serde(default)]
    pub points: u8,
    #[serde(default)]
    pub from_h: i32,
    pub to_h: Option<i32>,
    #[serde(default = "yes")]
    pub before_peak: bool,
    pub see: String,
    pub because: String,
    /// The same, as the runner says it on the phone.
    pub phone: String,
    pub cite: Vec<CiteRow>,
}

fn yes() -> bool {
    true
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MovedRow {
    pub id: Id,
    pub up_to: u8,
    pub wait_h: i32,
    #[serde(default)]
    pub injury: bool,
    pub text: String,
    pub cite: Vec<CiteRow>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct File {
    pub check_in: Vec<CheckInRow>,
    pub moved: Vec<MovedRow>,
    pub fact: Vec<FactRow>,
    pub region: Vec<RegionRow>,
    pub screen: Vec<ScreenRow>,
    pub define: Vec<DefineRow>,
    pub rule: Vec<TriageRow>,
    pub line: Vec<LineRow>,
    pub level: Vec<LevelRow>,
    pub see: Vec<SeeRow>,
    pub step: Vec<StepRow>,
    pub leave_out: Vec<LeaveRow>,
    pub headline: Vec<HeadlineRow>,
    pub calm: Vec<HeadlineRow>,
    pub next_run: Vec<NextRunRow>,
    pub help: Vec<HelpRow>,
    pub exercise: Vec<ExerciseRow>,
    pub order: BTreeMap<String, Vec<String>>,
    pub food: Vec<FoodRow>,
    pub week: BTreeMap<String, Vec<String>>,
    pub rung: Vec<RungRow>,
    pub citation: Vec<CitationRow>,
    pub version: Option<VersionRow>,
    pub text: BTreeMap<String, String>,
    pub topic: Vec<TopicRow>,
    pub statement: Vec<StatementRow>,
    pub gap: Vec<GapRow>,
    pub words: WordsRow,
}

/// A chapter of the rulebook and what it gathers. A row may also name its chapter itself (`topic`).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TopicRow {
    pub id: Id,
    pub title: String,
    pub says: String,
    /// Triage rules of this level.
    pub level: Option<String>,
    /// One-winner groups of steps.
    #[serde(default)]
    pub groups: Vec<String>,
    /// Single rows, by table and id: `step.doms`, `leave.short_time`.
    #[serde(default)]
    pub rows: Vec<String>,
    /// Groups of numbers in doses.toml.
    #[serde(default)]
    pub numbers: Vec<String>,
    /// A part that is not made of rules: `questions`, `cards`, `foods`, `exercises`, `special`.
    #[serde(default)]
    pub parts: Vec<String>,
}

/// A statement of the source article and what became of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatementRow {
    pub id: Id,
    pub text: String,
    pub verdict: String,
    /// Why, where the verdict needs it.
    #[serde(default)]
    pub because: String,
    pub evidence: String,
    pub product: String,
}

/// Something that the rules do not cover or that stayed unverified.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GapRow {
    pub id: Id,
    pub text: String,
}

/// The English of the rulebook that no screen needs.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WordsRow {
    pub fact: BTreeMap<String, String>,
    pub denied: BTreeMap<String, String>,
    pub group: BTreeMap<String, String>,
    pub number: BTreeMap<String, String>,
    pub dose: BTreeMap<String, String>,
    pub phrase: BTreeMap<String, String>,
}

/// One row with the file and line that an error message names.
#[derive(Debug)]
pub struct Located<T> {
    pub row: T,
    pub at: String,
}

/// The whole rule book.
#[derive(Debug, Default)]
pub struct Book {
    pub check_ins: Vec<Located<CheckInRow>>,
    pub moves: Vec<Located<MovedRow>>,
    pub facts: Vec<Located<FactRow>>,
    pub regions: Vec<Located<RegionRow>>,
    pub screens: Vec<Located<ScreenRow>>,
    pub defines: Vec<Located<DefineRow>>,
    pub rules: Vec<Located<TriageRow>>,
    pub lines: Vec<Located<LineRow>>,
    pub levels: Vec<Located<LevelRow>>,
    pub sees: Vec<Located<SeeRow>>,
    pub steps: Vec<Located<StepRow>>,
    pub leaves: Vec<Located<LeaveRow>>,
    pub headlines: Vec<Located<HeadlineRow>>,
    pub calms: Vec<Located<HeadlineRow>>,
    pub next_runs: Vec<Located<NextRunRow>>,
    pub helps: Vec<Located<HelpRow>>,
    pub exercises: Vec<Located<ExerciseRow>>,
    pub orders: BTreeMap<String, Vec<String>>,
    pub foods: Vec<Located<FoodRow>>,
    pub weeks: BTreeMap<String, Vec<String>>,
    pub ladder: Vec<RungRow>,
    pub citations: Vec<Located<CitationRow>>,
    pub doses: BTreeMap<String, BTreeMap<String, Number>>,
    pub version: Option<VersionRow>,
    pub texts: BTreeMap<String, String>,
    pub topics: Vec<Located<TopicRow>>,
    pub statements: Vec<Located<StatementRow>>,
    pub gaps: Vec<Located<GapRow>>,
    pub words: WordsRow,
    /// The names of the files that were read.
    pub files: Vec<String>,
}

impl WordsRow {
    fn take(&mut self, more: WordsRow) {
        self.fact.extend(more.fact);
        self.denied.extend(more.denied);
        self.group.extend(more.group);
        self.number.extend(more.number);
        self.dose.extend(more.dose);
        self.phrase.extend(more.phrase);
    }
}

fn line_of(text: &str, byte: usize) -> usize {
    text.get(..byte).unwrap_or("").matches('\n').count() + 1
}

pub fn read(folder: &Path) -> Result<Book, Vec<String>> {
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .map_err(|e| vec![format!("{}: {e}", folder.display())])?
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|p| p.extension().is_some_and(|x| x == "toml"))
        .collect();
    names.sort();
    let mut book = Book::default();
    let mut errors = Vec::new();
    for path in names {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let shown = format!("engine/rules/{name}");
        book.files.push(name.to_string());
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(e) => {
                errors.push(format!("{shown}: {e}"));
                continue;
            }
        };
        if path.file_name().is_some_and(|n| n == "doses.toml") {
            match toml::from_str(&text) {
                Ok(doses) => book.doses = doses,
                Err(e) => errors.push(explain(&shown, &text, &e)),
            }
            continue;
        }
        let file: File = match toml::from_str(&text) {
            Ok(file) => file,
            Err(e) => {
                errors.push(explain(&shown, &text, &e));
                continue;
            }
        };
        macro_rules! take {
            ($from:ident => $to:ident) => {
                for row in file.$from {
                    let at = format!("{shown}:{}", line_of(&text, row.id.span().start));
                    book.$to.push(Located { row, at });
                }
            };
        }
        take!(check_in => check_ins);
        take!(moved => moves);
        take!(fact => facts);
        take!(region => regions);
        take!(screen => screens);
        take!(define => defines);
        take!(rule => rules);
        take!(line => lines);
        take!(level => levels);
        take!(see => sees);
        take!(step => steps);
        take!(leave_out => leaves);
        take!(headline => headlines);
        take!(calm => calms);
        take!(next_run => next_runs);
        take!(help => helps);
        take!(exercise => exercises);
        take!(food => foods);
        take!(citation => citations);
        book.weeks.extend(file.week);
        book.ladder.extend(file.rung);
        take!(topic => topics);
        take!(statement => statements);
        take!(gap => gaps);
        book.words.take(file.words);
        book.orders.extend(file.order);
        book.texts.extend(file.text);
        book.version = book.version.or(file.version);
    }
    if errors.is_empty() {
        Ok(book)
    } else {
        Err(errors)
    }
}

fn explain(file: &str, text: &str, error: &toml::de::Error) -> String {
    let line = error.span().map_or(1, |span| line_of(text, span.start));
    format!("{file}:{line}: {}", error.message())
}

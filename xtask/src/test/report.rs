//! The outcome of each stage, and the table at the end.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Result;
use comfy_table::{CellAlignment, Table, presets};

use crate::command;

/// Numbers of single tests.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    pub passed: usize,
    pub failed: usize,
    pub ignored: usize,
}

/// What came of a stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// With the number of its tests where it has any, and a remark.
    Passed(Option<Count>, String),
    Failed(Option<Count>, String),
    /// With the reason.
    Skipped(String),
}

impl Outcome {
    pub const fn passed() -> Self {
        Self::Passed(None, String::new())
    }
}

#[derive(Debug)]
struct Row {
    name: String,
    outcome: Outcome,
    time: Duration,
}

/// What ran so far.
#[derive(Debug)]
pub struct Report {
    rows: Vec<Row>,
    begun: Instant,
}

impl Default for Report {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            begun: Instant::now(),
        }
    }
}

impl Report {
    /// Runs one stage and says whether it did not fail.
    pub fn run(&mut self, name: &str, stage: impl FnOnce() -> Result<Outcome>) -> bool {
        println!("\n── {name} ──");
        let begun = Instant::now();
        let outcome = stage().unwrap_or_else(|error| {
            println!("{error:#}");
            Outcome::Failed(None, "see above".to_owned())
        });
        let failed = matches!(outcome, Outcome::Failed(..));
        self.rows.push(Row {
            name: name.to_owned(),
            outcome,
            time: begun.elapsed(),
        });
        !failed
    }

    pub fn skip(&mut self, name: &str, reason: &str) {
        let outcome = Outcome::Skipped(reason.to_owned());
        self.rows.push(Row {
            name: name.to_owned(),
            outcome,
            time: Duration::ZERO,
        });
    }

    pub fn has_failed(&self, name: &str) -> bool {
        self.rows
            .iter()
            .any(|row| row.name == name && matches!(row.outcome, Outcome::Failed(..)))
    }

    /// Prints the table and the closing lines.
    pub fn print(&self) -> ExitCode {
        let mut table = Table::new();
        table.load_style(presets::NOTHING);
        table.set_header(["stage", "result", "tests", "time", ""]);
        let mut tests = Count::default();
        for Row {
            name,
            outcome,
            time,
        } in &self.rows
        {
            let (result, count, note) = match outcome {
                Outcome::Passed(count, note) => ("passed", *count, note),
                Outcome::Failed(count, note) => ("FAILED", *count, note),
                Outcome::Skipped(note) => ("skipped", None, note),
            };
            let time = if matches!(outcome, Outcome::Skipped(_)) {
                String::new()
            } else {
                command::duration(*time)
            };
            let shown = count.map_or_else(String::new, |count| {
                (count.passed + count.failed).to_string()
            });
            let count = count.unwrap_or_default();
            tests.passed += count.passed;
            tests.failed += count.failed;
            tests.ignored += count.ignored;
            table.add_row([name.as_str(), result, &shown, &time, note]);
        }
        for column in table.column_iter_mut().skip(2).take(2) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        println!("\n{table}\n");
        let failed = self
            .rows
            .iter()
            .filter(|row| matches!(row.outcome, Outcome::Failed(..)))
            .count();
        println!(
            "{} passed, {} failed, {} skipped",
            tests.passed, tests.failed, tests.ignored
        );
        let time = command::duration(self.begun.elapsed());
        if failed == 0 {
            println!("Every stage that ran passed, in {time}.");
            ExitCode::SUCCESS
        } else {
            println!("{failed} of {} stages failed, in {time}.", self.rows.len());
            ExitCode::FAILURE
        }
    }
}

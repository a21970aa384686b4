//! The runs as a table for a spreadsheet: one row a run, times in ISO 8601, distances in kilometres.

use super::date::iso;
use super::run::Run;
use super::said::Sore;
use std::sync::Arc;

const HEAD: &str = "id,finished,source,kind,minutes,distance_km,effort,load,level,rules,sore_at_answer,\
check_in_1_h,check_in_1_sore,check_in_2_h,check_in_2_sore,check_in_3_h,check_in_3_sore";

/// The table, with a line feed after each row (RFC 4180 asks for CRLF; every reader takes either).
#[must_use]
pub fn csv(runs: &[Arc<Run>]) -> String {
    let mut out = String::from(HEAD);
    out.push('\n');
    for run in runs {
        out.push_str(&row(run));
        out.push('\n');
    }
    out
}

fn row(run: &Run) -> String {
    let number = |n: Option<i32>| n.map_or_else(String::new, |n| n.to_string());
    let km = run.distance_m().map_or_else(String::new, |m| {
        format!("{}.{:03}", m / 1000, (m % 1000).abs())
    });
    let mut cells = vec![
        run.id.clone(),
        iso(run.finished()),
        run.source.id().to_owned(),
        run.kind().unwrap_or_default(),
        number(run.minutes()),
        km,
        number(run.effort()),
        number(run.load()),
        run.level_now().map_or("", |l| l.id()).to_owned(),
        run.rules.clone(),
        places(&run.said.sites()),
    ];
    // One that was left before it was answered says nothing of soreness.
    let mut checks = run.checks.iter().filter(|c| c.worst().is_some());
    for _ in 0..3 {
        match checks.next() {
            Some(check) => {
                cells.push(check.hours_after(run.finished_ms).to_string());
                cells.push(places(&check.places));
            }
            None => cells.extend([String::new(), String::new()]),
        }
    }
    let cells: Vec<String> = cells.iter().map(|c| cell(c)).collect();
    cells.join(",")
}

fn places(all: &[Sore]) -> String {
    let all: Vec<String> = all
        .iter()
        .map(|p| {
            let score = p.score.map_or_else(String::new, |s| format!(" {s}"));
            format!("{} {}{score}", p.region, p.side())
        })
        .collect();
    all.join("; ")
}

/// A spreadsheet runs a cell that begins like a formula; an apostrophe keeps it a text.
fn cell(text: &str) -> String {
    let text = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if text.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

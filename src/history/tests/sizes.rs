//! How small a run is, and that the list of short names keeps up with the rules.

use super::followed::followed;
use super::{AT, long_run, memory};
use crate::history::{Said, words};
use aftermile_engine::table::{
    CALMS, EXERCISES, FACTS, HEADLINES, HELPS, Kind, LEAVE_OUT, NEXT_RUNS, REGIONS, STEPS, TRIAGE,
};

/// Code units that a run with three check-ins may take, its name in the storage included.
const MOST: usize = 800;

pub(super) fn with_checks() -> crate::history::Run {
    followed(long_run("loxxxxxxabc", AT))
}

#[test]
fn a_run_with_three_check_ins_is_small() {
    let run = with_checks();
    let size = run.write().len() + "aftermile:2:run:".len() + run.id.len();
    println!("{size} code units: {}", run.write());
    assert!(size <= MOST, "{size} code units: {}", run.write());
}

/// The same, read from a watch's file first and then answered for.
fn of_a_file() -> crate::history::Run {
    let mut run = with_checks();
    run.source = crate::history::Source::File("fit".into());
    let measured = [
        ("moving_s", 12_599),
        ("elapsed_s", 12_950),
        ("distance_m", 42_260),
        ("ascent_m", 1_012),
        ("descent_m", 1_009),
        ("hr_mean", 152),
        ("hr_max", 178),
    ];
    run.file.set_raw("kind", "\"marathon\"");
    for (name, value) in measured {
        run.file.set_raw(name, value.to_string());
    }
    run
}

#[test]
fn a_run_of_a_file_with_three_check_ins_is_small() {
    let run = of_a_file();
    let text = run.write();
    let size = text.len() + "aftermile:2:run:".len() + run.id.len();
    println!("{size} code units: {text}");
    assert!(size <= MOST, "{size} code units: {text}");
    assert_eq!(crate::history::Run::read(&text), Some(run));
}

#[test]
fn ten_years_of_daily_runs_fit() {
    let (_, history) = memory();
    let one = with_checks();
    for n in 0..3653 {
        let mut run = one.clone();
        run.id = format!("lo{n:06}abc");
        history.save(&run).unwrap();
    }
    let size = history.size();
    assert!(size < 5_241_856 * 3 / 4, "{size}");
}

/// The names that stored runs may hold.
fn names() -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for fact in &FACTS {
        names.push(fact.id.into());
        match &fact.kind {
            Kind::Choice(options) => names.extend(options.iter().map(|o| o.id.to_owned())),
            Kind::Number(n) => names.push(n.unit.into()),
            Kind::Sign => {}
        }
    }
    names.extend(REGIONS.iter().map(|r| r.id.to_owned()));
    names.extend(TRIAGE.iter().map(|r| r.id.to_owned()));
    names.extend(STEPS.iter().map(|r| r.id.to_owned()));
    names.extend(LEAVE_OUT.iter().map(|r| r.id.to_owned()));
    names.extend(NEXT_RUNS.iter().map(|r| r.id.to_owned()));
    names.extend(HELPS.iter().map(|r| r.id.to_owned()));
    names.extend(EXERCISES.iter().map(|x| x.id.to_owned()));
    names.extend(HEADLINES.iter().map(|h| format!("headline.{}", h.id)));
    names.extend(CALMS.iter().map(|h| format!("calm.{}", h.id)));
    names
}

/// A name that is not in the list is still stored, only longer. Append what this test names, at the end of the list.
#[test]
fn every_name_of_the_rules_has_a_short_one() {
    let mut missing: Vec<String> = names().into_iter().filter(|n| !words::known(n)).collect();
    missing.dedup();
    assert!(
        missing.is_empty(),
        "append to src/history/words.txt:\n{}",
        missing.join("\n")
    );
}

#[test]
fn the_list_of_names_has_each_once_and_begins_as_it_always_did() {
    let list = include_str!("../words.txt");
    let words: Vec<&str> = list.lines().collect();
    let mut once = words.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), words.len());
    assert!(words.len() <= 4096);
    // Codes of stored runs are places in the list.
    assert_eq!(words[0], "min");
    assert_eq!(
        words.get(100).copied(),
        Some("worse_running"),
        "a name was moved"
    );
    assert_eq!(
        Said::of_code("-08").map(|s| s.json()).as_deref(),
        Some("{\"line_mind\":\"no\"}")
    );
}

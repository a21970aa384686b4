//! How small a run is, and that the list of short names keeps up with the rules.

use super::followed::followed;
use super::{AT, long_run, memory};
use crate::history::{Said, Sore, words};
use aftermile_engine::table::{
    CALMS, EXERCISES, FACTS, HEADLINES, HELPS, Kind, LEAVE_OUT, NEXT_RUNS, REGIONS, STEPS, TRIAGE,
};

/// Code units that a run with three check-ins may take, its name in the storage included.
const MOST: usize = 800;
/// The same where every region is sore on both sides.
const LARGEST: usize = 1_220;

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

/// The run with so many regions sore on both sides, as a file, its answer and three check-ins tell of it.
fn sore_in(regions: usize, feels: &[&'static str]) -> crate::history::Run {
    let mut run = of_a_file();
    let mut json: serde_json::Value = serde_json::from_str(&run.said.json()).unwrap();
    // Muscles first: with soreness of these alone the plan is whole, and as long as it gets.
    let mut all: Vec<_> = REGIONS.iter().collect();
    all.sort_by_key(|r| !r.muscle);
    let places = all.iter().take(regions).flat_map(|r| {
        ["left", "right"].map(
            |side| serde_json::json!({"region": r.id, "side": side, "score": 4, "feels": feels}),
        )
    });
    json["sites"] = places.collect();
    run.said = Said::of_json(&json.to_string()).unwrap();
    let scored = run
        .said
        .sites()
        .into_iter()
        .enumerate()
        .map(|(n, place)| Sore {
            score: u8::try_from(n % 11).ok(),
            feels: Vec::new(),
            ..place
        });
    let scored: Vec<Sore> = scored.collect();
    for check in &mut run.checks {
        check.places.clone_from(&scored);
    }
    run
}

fn size(run: &crate::history::Run) -> usize {
    let text = run.write();
    assert_eq!(
        crate::history::Run::read(&text).as_ref(),
        Some(run),
        "{text}"
    );
    text.len() + "aftermile:2:run:".len() + run.id.len()
}

/// The interview takes every region on both sides. What is sore like that is no run of a usual kind, but is kept.
#[test]
fn a_run_with_many_sore_places_is_small_too() {
    let sizes: Vec<(usize, usize)> = (1..=REGIONS.len())
        .map(|n| (n, size(&sore_in(n, &["ache"]))))
        .collect();
    println!("{sizes:?}");
    let of = |n: usize| sizes.iter().find(|s| s.0 == n).unwrap().1;
    assert!((1..=4).all(|n| of(n) <= MOST), "{}", of(4));
    let asked = |n: usize, feels| {
        let mut run = sore_in(n, feels);
        run.source = crate::history::Source::Asked;
        run.file = aftermile_fields::Fields::default();
        size(&run)
    };
    println!("{} {}", asked(7, &["ache"]), asked(9, &[]));
    assert!((1..=7).all(|n| asked(n, &["ache"]) <= MOST));
    assert!((1..=9).all(|n| asked(n, &[]) <= MOST));
    assert!(of(REGIONS.len()) <= LARGEST, "{}", of(REGIONS.len()));
}

#[test]
fn scores_are_read_for_the_places_that_they_were_given_to_only() {
    let run = sore_in(3, &[]);
    let text = run.write();
    assert!(!text.contains("\"s\":\"2"), "{text}");
    let answered = |other: &crate::history::Run| text.replace(run.said.code(), other.said.code());
    let moved = crate::history::Run::read(&answered(&sore_in(4, &[]))).unwrap();
    assert!(
        moved
            .checks
            .iter()
            .all(|c| c.places.is_empty() && c.worst().is_none())
    );
    // Nothing of them is lost, and they are known again with their places.
    let back = moved.write().replace(moved.said.code(), run.said.code());
    assert_eq!(crate::history::Run::read(&back), Some(run.clone()));
    // The form of earlier versions is read.
    let long = |n: usize| super::super::said::put_places(&run.checks[n].places);
    let mut old = text.clone();
    for n in 0..3 {
        let at = old.find("\"z\":\"").unwrap();
        let end = at + 5 + old[at + 5..].find('"').unwrap() + 1;
        old.replace_range(at..end, &format!("\"s\":\"{}\"", long(n)));
    }
    assert_eq!(crate::history::Run::read(&old), Some(run));
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

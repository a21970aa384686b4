//! Cases as data: what was answered, the plan and the trace that follow. One file a topic in `tests/cases`.
//!
//! The answers of a case are laid over a well runner. After a change of the rules that is meant,
//! `AFTERMILE_BLESS=1 cargo test -p aftermile-engine --test cases` writes what follows now; read the difference
//! before it is kept.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::expect_used
)]

mod common;

use aftermile_engine::table::{
    CALMS, EXAMPLES, HEADLINES, HELPS, LEAVE_OUT, NEXT_RUNS, STEPS, TRIAGE,
};
use aftermile_engine::{Answers, Interview, Plan};
use common::{put, sore, well};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

#[derive(Debug, Default, Serialize, Deserialize)]
struct File {
    case: Vec<Case>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Case {
    name: String,
    /// Facts by name; sites as "quads both 4 sharp".
    given: BTreeMap<String, String>,
    #[serde(default)]
    sites: Vec<String>,
    #[serde(default)]
    expected: Expected,
}

#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Expected {
    level: String,
    headline: String,
    #[serde(default)]
    calm: String,
    /// Seconds of the session; 0 without one.
    session_s: i32,
    exercises: Vec<String>,
    /// Step, dose and note, as keys with their arguments.
    steps: Vec<String>,
    left_out: Vec<String>,
    next_run: String,
    help: Vec<String>,
    /// The trace: every rule that fired, with the answers that decided it.
    fired: Vec<String>,
    /// Rules that "I do not know" left open.
    undecided: Vec<String>,
    /// Rules that lacked one condition.
    nearly: Vec<String>,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

fn files() -> Vec<(PathBuf, File)> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder())
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|x| x == "toml"))
        .collect();
    paths.sort();
    paths
        .into_iter()
        .map(|p| {
            let text = fs::read_to_string(&p).unwrap();
            let file = toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", p.display()));
            (p, file)
        })
        .collect()
}

fn answers(case: &Case) -> Answers {
    let mut a = well();
    for site in &case.sites {
        sore(&mut a, site);
    }
    for (name, text) in &case.given {
        put(&mut a, name, text);
    }
    a
}

fn message(m: &aftermile_engine::Message) -> String {
    if m.args.is_empty() {
        m.key.clone()
    } else {
        format!("{} {}", m.key, serde_json::to_string(&m.args).unwrap())
    }
}

fn follows(case: &Case) -> Expected {
    let a = answers(case);
    let walk = Interview::walk(&a);
    let (plan, trace) = Plan::traced(&walk).unwrap_or_else(|| {
        let next = walk.next.as_ref().map(aftermile_engine::Step::name);
        panic!("{}: still asks {next:?}", case.name)
    });
    let traced = |list: &[aftermile_engine::trace::Traced]| -> Vec<String> {
        list.iter()
            .map(|t| {
                let by: Vec<String> = t.decided_by.iter().map(ToString::to_string).collect();
                format!("{} <- {}", t.rule, by.join(", "))
                    .trim_end_matches(" <- ")
                    .to_owned()
            })
            .collect()
    };
    let session = plan.session.as_ref();
    Expected {
        level: plan.care.level.id().into(),
        headline: plan.headline.key.clone(),
        calm: plan
            .calm
            .as_ref()
            .map_or_else(String::new, |m| m.key.clone()),
        session_s: session.map_or(0, |s| s.total_s),
        exercises: session.map_or(Vec::new(), |s| {
            s.parts
                .iter()
                .map(|p| format!("{} {}x{} s", p.exercise, p.sets, p.seconds))
                .collect()
        }),
        steps: plan
            .steps
            .iter()
            .map(|s| {
                let mut text = format!("{} {}", s.slot.id(), s.id);
                for m in s.dose.iter().chain(&s.note) {
                    text += &format!(": {}", message(m));
                }
                text
            })
            .collect(),
        left_out: plan.left_out.iter().map(|l| l.id.clone()).collect(),
        next_run: plan.next_run.as_ref().map_or_else(String::new, |n| {
            let hours = n.hard_hours.map_or("no date".into(), |h| format!("{h} h"));
            format!("{} {hours}", n.ids())
        }),
        help: plan.help.iter().map(|h| h.id.clone()).collect(),
        fired: traced(&trace.fired),
        undecided: traced(&trace.undecided),
        nearly: traced(&trace.nearly),
    }
}

#[test]
fn each_case_gives_its_plan_and_its_trace() {
    let bless = std::env::var_os("AFTERMILE_BLESS").is_some();
    for (path, mut file) in files() {
        for case in &mut file.case {
            let now = follows(case);
            if bless {
                case.expected = now;
            } else {
                assert_eq!(case.expected, now, "{}: {}", path.display(), case.name);
            }
        }
        if bless {
            fs::write(&path, toml::to_string_pretty(&file).unwrap()).unwrap();
        }
    }
}

/// Whatever can fire does so in a case: a rule that no case shows is a rule that nobody has seen work.
#[test]
fn every_rule_fires_in_a_case() {
    let mut seen: Vec<String> = Vec::new();
    for (_, file) in files() {
        for case in &file.case {
            let a = answers(case);
            let plan = Plan::new(&a).unwrap();
            seen.extend(
                plan.care
                    .reasons
                    .iter()
                    .chain(&plan.care.also)
                    .map(|r| r.rule.clone()),
            );
            seen.extend(plan.steps.iter().map(|s| s.id.clone()));
            seen.extend(plan.left_out.iter().map(|l| l.id.clone()));
            seen.extend(plan.next_run.iter().map(|n| n.id.clone()));
            let also = plan.next_run.iter().flat_map(|n| &n.also);
            seen.extend(also.map(|a| a.id.clone()));
            seen.extend(plan.help.iter().map(|h| h.id.clone()));
            seen.push(plan.headline.key.trim_start_matches("headline.").to_owned());
            seen.extend(
                plan.calm
                    .iter()
                    .map(|c| c.key.trim_start_matches("calm.").to_owned()),
            );
        }
    }
    let all = TRIAGE
        .iter()
        .map(|r| r.id)
        .chain(STEPS.iter().map(|s| s.id))
        .chain(LEAVE_OUT.iter().map(|l| l.id))
        .chain(NEXT_RUNS.iter().map(|n| n.id))
        .chain(HELPS.iter().map(|h| h.id))
        .chain(HEADLINES.iter().map(|h| h.id))
        .chain(CALMS.iter().map(|c| c.id));
    let unseen: Vec<&str> = all.filter(|id| !seen.iter().any(|s| s == id)).collect();
    assert!(unseen.is_empty(), "no case shows {unseen:?}");
}

#[test]
fn every_triage_rule_has_its_example_as_a_case() {
    let names: Vec<String> = files()
        .into_iter()
        .flat_map(|(_, f)| f.case.into_iter().map(|c| c.name))
        .collect();
    for (id, _, _) in EXAMPLES {
        assert!(names.iter().any(|n| n == id), "{id}");
    }
}

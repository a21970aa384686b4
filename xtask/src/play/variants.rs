//! Stories retold: the same deciding sign in other runners, and each story made worse by one fact.

use aftermile_engine::Level;
use serde_json::{Value, json};

use super::story::Story;

/// Regions that a story may be told of instead, where its deciding sign does not hang on the place.
const ALIKE: [&[&str]; 4] = [
    &[
        "quads",
        "hamstrings",
        "inner_thigh",
        "outer_thigh",
        "thigh",
        "glutes",
    ],
    &["groin", "hip_flexors"],
    &["ankle_outer", "foot_top"],
    &["knee_front", "knee_outer", "knee_inner", "knee_joint"],
];

/// Retellings of an emergency or same-day story that keep its deciding sign: other sides, places of the same kind,
/// words for the same pain, ages and kinds of run. None may be judged milder than the story's mildest accepted level.
pub fn retold(story: &Story) -> Vec<Story> {
    if story.expected.accept.iter().any(|l| *l < Level::SameDay) {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut add = |name: String, change: &dyn Fn(&mut Story)| {
        let mut retold = story.clone();
        retold.id = format!("{} {name}", story.id);
        change(&mut retold);
        out.push(retold);
    };
    for age in ages(story.facts.number("age").unwrap_or(30.0)) {
        add(format!("at {age}"), &|s| s.facts.set("age", json!(age)));
    }
    for kind in [
        "easy",
        "run_walk",
        "intervals",
        "tempo",
        "hills",
        "long",
        "race",
    ] {
        add(format!("after {kind}"), &|s| {
            s.facts.set("run_kind", json!(kind))
        });
    }
    add("other side".into(), &|s| {
        s.facts.each_sore(&|sore| {
            let side = match sore.get("side").and_then(Value::as_str) {
                Some("left") => "right",
                Some("right") => "left",
                _ => return,
            };
            sore.insert("side".into(), json!(side));
        });
    });
    for quality in ["ache", "tight", "sharp", "throbbing"] {
        add(format!("called {quality}"), &|s| {
            s.facts.each_sore(&|sore| {
                sore.insert("quality".into(), json!(quality));
            });
        });
    }
    let regions: Vec<String> = story
        .facts
        .soreness()
        .into_iter()
        .map(|s| s.region)
        .collect();
    for group in ALIKE {
        if !regions.iter().any(|r| group.contains(&r.as_str())) {
            continue;
        }
        for to in group.iter().filter(|to| !regions.iter().any(|r| r == *to)) {
            add(format!("at the {to}"), &|s| {
                s.facts.each_sore(&|sore| {
                    let here = sore.get("region").and_then(Value::as_str);
                    if here.is_some_and(|r| group.contains(&r)) {
                        sore.insert("region".into(), json!(to));
                    }
                });
            });
        }
    }
    out
}

/// Ages that keep what the story's own age may decide: growth plates under 18, brittle bones from 55 and arteries
/// from 60.
fn ages(age: f64) -> &'static [i32] {
    match age {
        a if a < 18.0 => &[13, 14, 15, 16, 17],
        a if a < 55.0 => &[19, 28, 44, 52, 58, 63, 71],
        a if a < 60.0 => &[55, 57, 59, 63, 71],
        _ => &[60, 63, 68, 71, 80],
    }
}

/// Facts of the stories whose "yes" is worse, whatever else holds.
#[cfg(test)]
const WORSE_YES: [&str; 37] = [
    "pregnant",
    "anticoagulants",
    "previous_stress_fracture",
    "redness_warmth",
    "redness_spreading",
    "bony_point_tenderness",
    "limp_walking",
    "night_or_rest_pain",
    "worse_while_running",
    "changes_stride",
    "pain_out_of_proportion",
    "tight_hard_muscle",
    "pain_on_passive_stretch",
    "numb_or_tingling",
    "weakness",
    "foot_drop",
    "pop_felt",
    "palpable_gap",
    "joint_hot_swollen",
    "cold_or_pale_foot",
    "saddle_numbness",
    "bladder_bowel_change",
    "dark_urine",
    "low_urine_output",
    "nausea",
    "vomiting",
    "headache",
    "bloating",
    "dizzy",
    "confusion",
    "seizure",
    "chest_pain",
    "breathless",
    "palpitations",
    "fever",
    "face_droop",
    "arm_weakness",
];

/// The story with one fact made worse, for each fact that can be.
#[cfg(test)]
pub fn worsened(story: &Story) -> Vec<Story> {
    let mut out = Vec::new();
    let mut add = |name: &str, value: Value| {
        let mut worse = story.clone();
        worse.id = format!("{} and {name}", story.id);
        worse.facts.set(name, value);
        out.push(worse);
    };
    for name in WORSE_YES {
        if !story.facts.yes(name) {
            add(name, json!(true));
        }
    }
    if story.facts.maybe("can_bear_weight") != Some(false) {
        add("can_bear_weight", json!(false));
    }
    for (name, more) in [("swelling", "marked"), ("bruising", "marked")] {
        if story.facts.text(name) != more {
            add(name, json!(more));
        }
    }
    if let Some(days) = story.facts.number("days_lasting") {
        add("days_lasting", json!(days + 10.0));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::{STORIES, play, story};
    use super::{retold, worsened};
    use aftermile_engine::{Level, Plan};
    use std::path::Path;

    fn stories() -> Vec<super::Story> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        STORIES
            .iter()
            .flat_map(|f| story::read(&root.join(f)).unwrap())
            .collect()
    }

    #[test]
    fn no_retelling_of_an_urgent_story_is_under_triaged() {
        let mut played = 0;
        for story in stories() {
            let retold = retold(&story);
            let urgent = story.expected.accept.iter().all(|l| *l >= Level::SameDay);
            assert!(
                !urgent || retold.len() >= 10,
                "{}: {}",
                story.id,
                retold.len()
            );
            for variant in retold {
                let row = play(&variant);
                assert!(row.got.is_ok(), "{}: {:?}", row.id, row.got);
                assert!(!row.under(), "{}: {:?}", row.id, row.got);
                played += 1;
            }
        }
        println!("{played} retellings");
        assert!(played > 300);
    }

    #[test]
    fn one_worse_fact_never_lowers_the_level_that_a_story_reaches() {
        let mut played = 0;
        for story in stories() {
            let before = play(&story).got.unwrap();
            for worse in worsened(&story) {
                let row = play(&worse);
                let after = row.got.unwrap_or_else(|e| panic!("{}: {e}", row.id));
                assert!(after >= before, "{}: {before:?} became {after:?}", row.id);
                if after >= Level::SameDay {
                    let walk = super::super::hand::walk(&worse.facts).unwrap();
                    let plan = Plan::new(&walk.answers).unwrap();
                    assert!(
                        plan.steps.is_empty() && plan.session.is_none(),
                        "{}",
                        row.id
                    );
                }
                played += 1;
            }
        }
        println!("{played} worse stories");
        assert!(played > 1000);
    }
}

//! Doses and curves against the vectors of the evidence base. Each test names its row.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use aftermile_engine::condition::Context;
use aftermile_engine::dose::{protein_grams, replace_ml, sweat_ml_per_hour, walk_minutes};
use aftermile_engine::{Answers, Arg, Plan};
use common::{put, sore, well};

#[test]
fn ev_fuel_05_protein() {
    for (kg, over_60, vegan, grams) in [
        (70, false, false, 20),
        (55, true, false, 25),
        (100, false, false, 30),
        (110, true, false, 40),
        (60, false, true, 20),
        (95, false, true, 35),
    ] {
        assert_eq!(protein_grams(kg * 1000, over_60, vegan), grams, "{kg} kg");
    }
}

#[test]
fn ev_hyd_23_sweat_without_a_scale() {
    for (air, effort, band) in [
        (15, 4, (400, 800)),
        (20, 8, (1200, 1800)),
        (29, 3, (1200, 1800)),
        (10, 9, (800, 1200)),
    ] {
        assert_eq!(
            sweat_ml_per_hour(air, effort),
            band,
            "{air} degrees, effort {effort}"
        );
    }
}

#[test]
fn ev_hyd_25_replacement() {
    assert_eq!(replace_ml(1000), (1250, 1500));
    assert_eq!(replace_ml(2000), (2500, 3000));
    assert_eq!(replace_ml(-300), (0, 0));
}

fn drink(a: &Answers) -> String {
    let plan = Plan::new(a).unwrap();
    let found: Vec<String> = plan
        .steps
        .iter()
        .map(|s| s.id.clone())
        .filter(|id| id.starts_with("drink"))
        .collect();
    assert_eq!(found.len(), 1, "{found:?}");
    found[0].clone()
}

#[test]
fn ev_hyd_27_which_drink() {
    let run = |minutes: &str, hot: &str| {
        let mut a = well();
        put(&mut a, "minutes", minutes);
        put(&mut a, "hot", hot);
        a
    };
    assert_eq!(drink(&run("30 min", "no")), "drink_glass");
    assert_eq!(drink(&run("30 min", "yes")), "drink_set");
    assert_eq!(drink(&run("60 min", "no")), "drink_set");
    assert_eq!(drink(&run("300 min", "no")), "drink_thirst_only");
    let weighed = |lost: &str| {
        let mut a = run("60 min", "no");
        put(&mut a, "weighed", "yes");
        put(&mut a, "lost", lost);
        a
    };
    assert_eq!(drink(&weighed("10 hg")), "drink_by_weight");
    assert_eq!(drink(&weighed("0 hg")), "drink_thirst_only");
    let mut painkiller = run("60 min", "no");
    put(&mut painkiller, "nsaid_taken", "yes");
    assert_eq!(drink(&painkiller), "drink_thirst_only");
    let mut kidney = run("60 min", "no");
    put(&mut kidney, "organ", "yes");
    assert_eq!(drink(&kidney), "drink_clinician");
    let mut later = run("60 min", "no");
    put(&mut later, "finished", "day1");
    assert_eq!(drink(&later), "drink_later");
}

#[test]
fn ev_hyd_06_never_more_than_a_litre_an_hour() {
    let mut a = well();
    put(&mut a, "weighed", "yes");
    put(&mut a, "lost", "50 hg");
    let plan = Plan::new(&a).unwrap();
    let step = plan
        .steps
        .iter()
        .find(|s| s.id == "drink_by_weight")
        .unwrap();
    let dose = step.dose.as_ref().unwrap();
    assert_eq!(dose.args["amount"], Arg::Range(6250, 7500, "ml".into()));
    assert_eq!(dose.args["hours"], Arg::Range(8, 8, "h".into()));
}

#[test]
fn ev_cool_10_walk() {
    let mut a = well();
    assert_eq!(walk_minutes(Context::new(&a, None)), 5);
    put(&mut a, "hot", "yes");
    assert_eq!(walk_minutes(Context::new(&a, None)), 10);
    put(&mut a, "hot", "no");
    put(&mut a, "kind", "tempo");
    assert_eq!(walk_minutes(Context::new(&a, None)), 10);
}

#[test]
fn ev_cool_13_every_even_plan_moves_tomorrow_and_ev_cool_14_skips_at_seven() {
    for (score, moves) in [(2, true), (6, true), (7, false), (9, false)] {
        let mut a = well();
        sore(&mut a, &format!("quads both {score}"));
        let plan = Plan::new(&a).unwrap();
        assert_eq!(plan.tags().contains(&"active_recovery"), moves, "{score}");
    }
}

#[test]
fn ev_rf_00g_a_possible_injury_gets_rest_instead() {
    let mut a = well();
    sore(&mut a, "calves left 3");
    let plan = Plan::new(&a).unwrap();
    let tags = plan.tags();
    assert!(tags.contains(&"complete_rest"));
    for tag in [
        "active_recovery",
        "foam_roll",
        "static_stretch",
        "strength_later",
        "cool_down_walk",
    ] {
        assert!(!tags.contains(&tag), "{tag}");
    }
}

#[test]
fn ev_stren_08_no_strength_after_hard_or_long_or_very_sore() {
    let banned = |a: &Answers| Plan::new(a).unwrap().tags().contains(&"no_strength_today");
    let mut a = well();
    sore(&mut a, "quads both 2");
    assert!(!banned(&a));
    put(&mut a, "kind", "intervals");
    assert!(banned(&a));
    put(&mut a, "kind", "easy");
    put(&mut a, "minutes", "90 min");
    assert!(banned(&a));
    let mut b = well();
    sore(&mut b, "quads both 5");
    assert!(banned(&b));
}

#[test]
fn ev_doms_37_hours_to_the_next_hard_run() {
    let hours = |a: &Answers| Plan::new(a).unwrap().next_run.unwrap().hard_hours.unwrap();
    let mut a = well();
    assert_eq!(hours(&a), 24);
    put(&mut a, "kind", "tempo");
    assert_eq!(hours(&a), 48);
    put(&mut a, "age", "a50_54");
    assert_eq!(hours(&a), 72);
    let mut long = well();
    put(&mut long, "minutes", "120 min");
    assert_eq!(hours(&long), 48);
    sore(&mut long, "quads both 4");
    assert_eq!(hours(&long), 72);
    put(&mut long, "descent", "yes");
    assert_eq!(hours(&long), 96);
}

#[test]
fn a_rule_beside_the_first_keeps_its_own_hours_in_short_form() {
    let mut a = well();
    put(&mut a, "kind", "race");
    put(&mut a, "minutes", "225 min");
    put(&mut a, "distance", "42200 m");
    put(&mut a, "effort", "8");
    put(&mut a, "heart", "yes");
    let next = Plan::new(&a).unwrap().next_run.unwrap();
    assert_eq!(
        (next.ids().as_str(), next.hard_hours),
        ("next_asked+next_marathon@336", None)
    );
    let rules: Vec<(&str, i32)> =
        aftermile_engine::plan::NextRun::rules("next_asked+next_marathon@336", 0).collect();
    assert_eq!(rules, [("next_asked", 0), ("next_marathon", 336)]);
}

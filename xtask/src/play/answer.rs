//! What a runner with a story's facts answers to one question. Only questions that are asked are answered.

use aftermile_engine::table::Kind;
use aftermile_engine::{Answer, Fact, Feel, Region, Side, fact};

use super::story::{Facts, Sore};

fn yes_no(yes: bool) -> Answer {
    Answer::Value(i32::from(yes))
}

fn option(fact: Fact, id: &str) -> Answer {
    fact.option(id).map_or(Answer::NotAsked, Answer::Value)
}

/// Yes, no, or does not know.
fn known(fact: Fact, value: Option<bool>, yes: &str, no: &str) -> Answer {
    match value {
        Some(true) => option(fact, yes),
        Some(false) => option(fact, no),
        None => Answer::DontKnow,
    }
}

/// The answer to a fact that is asked once. A line of the safety screen is named when one of its signs is there.
pub fn answer(fact: Fact, f: &Facts) -> Answer {
    let def = fact.def();
    if !def.covers.is_empty() {
        return yes_no(
            def.covers
                .iter()
                .any(|sign| answer(*sign, f) == Answer::Value(1)),
        );
    }
    match def.kind {
        Kind::Sign => sign(fact, f),
        Kind::Choice(_) => choice(fact, f),
        Kind::Number(_) => number(fact, f),
    }
}

fn sign(fact: Fact, f: &Facts) -> Answer {
    let calf = f
        .soreness()
        .iter()
        .any(|s| s.region == "calves" || s.region == "whole_leg");
    let one_sided = f.yes("one_sided");
    let swollen = f.text("swelling") != "none" && !f.text("swelling").is_empty();
    let yes = match fact.id() {
        "stroke_signs" => f.yes("face_droop") || f.yes("arm_weakness") || f.yes("speech_trouble"),
        "saddle_or_bladder" => f.yes("saddle_numbness") || f.yes("bladder_bowel_change"),
        "racing_heart" => f.yes("palpitations"),
        "confused" => f.yes("confusion"),
        "blackout" => f.yes("lost_consciousness"),
        "collapsed" => f.yes("collapse") && !f.yes("lost_consciousness"),
        "puffy" => f.yes("bloating"),
        "overheated" => f.number("temp_c").is_some_and(|t| t >= 40.0),
        "urine_dark" => f.yes("dark_urine"),
        "muscle_hard" => f.yes("tight_hard_muscle"),
        "legs_weak" => f.yes("weakness") && !one_sided,
        "weak_there" => f.yes("weakness"),
        "leg_swollen" => match f.number("calf_swelling_cm") {
            Some(cm) => cm >= 1.0,
            None => one_sided && swollen && calf,
        },
        "joint_hot" => f.yes("joint_hot_swollen"),
        "skin_red" => {
            f.yes("redness_warmth") && !f.yes("joint_hot_swollen") || f.yes("redness_spreading")
        }
        "foot_cold" => f.yes("cold_or_pale_foot"),
        "fever" => f.yes("fever") || f.number("temp_c").is_some_and(|t| t >= 38.0),
        "spreads_fast" => {
            f.yes("redness_spreading") && f.number("days_lasting").is_some_and(|d| d < 1.0)
        }
        "pop" => f.yes("pop_felt"),
        "cannot_walk" => !f.maybe("can_bear_weight").unwrap_or(true),
        "descent" => f.yes("heavy_downhill"),
        "unusual" => {
            f.yes("unusual_load_jump") || f.number("weeks_off_before_run").is_some_and(|w| w >= 2.0)
        }
        "hot" => f.number("heat_c").is_some_and(|t| t >= 25.0),
        "limp" => f.yes("limp_walking") || f.yes("changes_stride"),
        "no_tiptoe" => {
            return match f.maybe("single_leg_tiptoe_possible") {
                Some(possible) => yes_no(!possible),
                None => Answer::DontKnow,
            };
        }
        "knee_stuck" => f.maybe("knee_bends_90") == Some(false),
        "worse_running" => f.yes("worse_while_running"),
        "night_rest" => f.yes("night_or_rest_pain"),
        "bony_spot" => f.yes("bony_point_tenderness"),
        "puffy_there" => swollen,
        "bruise" => matches!(f.text("bruising"), "mild" | "marked"),
        "bruise_large" => f.text("bruising") == "marked",
        "gap" => f.yes("palpable_gap"),
        "numb" => f.yes("numb_or_tingling"),
        "both_legs_nerve" => {
            f.yes("back_pain") && !one_sided && (f.yes("numb_or_tingling") || f.yes("weakness"))
        }
        "stretch_agony" => f.yes("pain_on_passive_stretch"),
        "little_urine" => f.yes("low_urine_output"),
        "blood_thinner" => f.yes("anticoagulants"),
        "postpartum" => f.told("history", &["birth", "post-partum", "postpartum", "baby"]),
        "heart" => {
            f.told(
                "history",
                &["heart", "blood pressure", "arrhythm", "atrial", "cardi"],
            ) || f.told("medications", &["beta", "blood pressure"])
        }
        "organ" => f.told("history", &["kidney", "liver", "heart failure"]),
        "diabetes" => {
            f.told("history", &["diabet"]) || f.told("medications", &["insulin", "gliclazide"])
        }
        "immune_joint" => {
            f.told("history", &["replacement", "immun", "transplant", "chemo"])
                || f.told(
                    "medications",
                    &["steroid", "methotrexate", "immun", "prednis"],
                )
        }
        "eating_history" => f.told("history", &["eating disorder", "anorex", "bulimi"]),
        "next_soon" => f.number("next_session_in_h").is_some_and(|h| h <= 8.0),
        "weighed" => {
            f.number("weight_before_kg").is_some() && f.number("weight_after_kg").is_some()
        }
        "fatigue" => {
            f.number("fatigue_weeks").is_some_and(|w| w > 2.0)
                || (f.yes("performance_drop") && f.number("days_lasting").is_some_and(|d| d > 14.0))
        }
        "periods_stopped" => f.number("missed_periods_months").is_some_and(|m| m >= 3.0),
        "low_energy" => f.yes("weight_loss_recent"),
        "old_stress_fracture" => f.yes("previous_stress_fracture"),
        // Tightness or tingling that builds with each run: the stories tell it by the quality and the numbness.
        "same_point" => {
            let lower_leg = |s: &&Sore| {
                matches!(
                    s.region.as_str(),
                    "shins" | "calves" | "outer_lower_leg" | "achilles"
                )
            };
            let tightens = |s: &Sore| {
                matches!(s.quality.as_str(), "burning" | "numb")
                    || (s.quality == "tight" && s.intensity_0_10 >= 7.0)
                    || f.yes("numb_or_tingling")
            };
            f.yes("worse_while_running") && f.soreness().iter().filter(lower_leg).any(tightens)
        }
        "muscle_risk" => {
            f.yes("fever")
                || f.told("medications", &["statin"])
                || f.told("history", &["virus", "flu", "fever", "covid"])
        }
        "sickle_trait" => f.told("history", &["sickle"]),
        "long_sitting" => f.yes("recent_travel_or_surgery"),
        "surgery_lately" => f.told("history", &["surgery", "operation"]),
        "clot_before" => f.told("history", &["clot", "thrombosis", "dvt", "embol"]),
        "cancer" => f.told("history", &["cancer", "chemo", "tumour", "tumor"]),
        "oestrogen" => {
            f.yes("hormonal_contraception")
                || f.told("medications", &["hrt", "oestrogen", "estrogen"])
        }
        "head_knock" => f.told("history", &["head"]),
        "nsaid_taken" => f.yes("nsaid_taken_24h"),
        "nsaid_planned" => f.yes("nsaid_planned") && !f.yes("nsaid_taken_24h"),
        "foot_wound" => f.yes("skin_break"),
        "often_ill" => f.yes("frequent_illness"),
        "unwell" => f.yes("fever"),
        "warm" => f
            .number("heat_c")
            .is_some_and(|t| (18.0..25.0).contains(&t)),
        "vegan" => f.told("history", &["vegan"]),
        "vegetarian" => f.told("history", &["vegetarian"]),
        "beginner" => f.text("experience") == "novice",
        // The stories tell nothing of these.
        "stand_hurts" | "walk_hurts" | "had_to_stop" | "gives_way" | "growing" | "veins_new"
        | "dent_stays" | "pregnancy_signs" | "pelvic_signs" | "purging" | "hang_down"
        | "sore_not_healing" | "key_tomorrow" | "marathons" | "no_milk" | "no_gluten"
        | "no_nuts" | "no_soy" => false,
        // chest_pain, breathless, seizure, nausea, vomiting, dizzy, headache, foot_drop, pregnant: the same word.
        name => f.yes(name),
    };
    yes_no(yes)
}

fn choice(fact: Fact, f: &Facts) -> Answer {
    let hours = f.number("hours_since_run").unwrap_or(0.0);
    let days = f.number("days_lasting").unwrap_or(0.0);
    let gone = f.maybe("symptoms_gone_within_30_min");
    match fact.id() {
        "heart_now" | "settled" => known(fact, gone, "gone", "not_gone"),
        "faint_when" => match f.text("collapse_timing") {
            "" => Answer::DontKnow,
            when => option(fact, when),
        },
        "fainted_before" => known(
            fact,
            Some(f.told("history", &["faint", "collapsed before", "passed out"])),
            "before",
            "first_time",
        ),
        "slow_to_wake" => known(
            fact,
            gone.map(|g| g && !f.yes("confusion")),
            "within_minute",
            "longer",
        ),
        "cold_foot_when" => {
            let running_only = f
                .number("settles_after_stopping_min")
                .is_some_and(|m| m <= 10.0);
            option(
                fact,
                if running_only {
                    "running_only"
                } else {
                    "at_rest"
                },
            )
        }
        "drank_much" => known(fact, drank_much(f), "yes", "no"),
        "kind" => option(fact, f.text("run_kind")),
        "finished" => {
            let band = [
                (1.0, "within_hour"),
                (6.0, "h1_6"),
                (24.0, "h6_24"),
                (48.0, "day1"),
                (72.0, "day2"),
                (96.0, "day3"),
                (168.0, "d4_7"),
            ];
            option(
                fact,
                band.iter()
                    .find(|(limit, _)| hours <= *limit)
                    .map_or("over_week", |(_, id)| id),
            )
        }
        "legs" => option(
            fact,
            if f.soreness().is_empty() {
                "fine"
            } else {
                "sore"
            },
        ),
        "began" => {
            let before = days * 24.0 > hours + 24.0;
            option(
                fact,
                match f.text("onset") {
                    "sudden_during_run" => "sudden",
                    _ if before => "before",
                    "gradual" => "built_up",
                    _ => "after_run",
                },
            )
        }
        "days" => option(
            fact,
            match days {
                d if d <= 3.0 => "d1_3",
                d if d <= 7.0 => "d4_7",
                d if d <= 14.0 => "w1_2",
                _ => "over_w2",
            },
        ),
        "settles" => match f.number("settles_after_stopping_min") {
            None => Answer::DontKnow,
            Some(m) if m <= 5.0 => option(fact, "within_5"),
            Some(m) if m <= 10.0 => option(fact, "within_10"),
            Some(m) if m <= 30.0 => option(fact, "within_30"),
            Some(_) => option(fact, "longer"),
        },
        "age" => {
            let band = [
                (13.0, "under_13"),
                (18.0, "a13_17"),
                (50.0, "a18_49"),
                (55.0, "a50_54"),
                (60.0, "a55_59"),
                (65.0, "a60_64"),
            ];
            let age = f.number("age").unwrap_or(30.0);
            option(
                fact,
                band.iter()
                    .find(|(limit, _)| age < *limit)
                    .map_or("a65_plus", |(_, id)| id),
            )
        }
        "kit" => option(
            fact,
            if f.told("equipment", &["roller"]) {
                "roller"
            } else {
                "floor"
            },
        ),
        "eaten" => option(
            fact,
            if f.yes("ate_within_60_min") {
                "yes"
            } else {
                "not_yet"
            },
        ),
        "sleep" => option(
            fact,
            match f.number("sleep_h").unwrap_or(7.0) {
                h if h < 6.0 => "under_6",
                h if h < 7.0 => "h6_7",
                h if h < 8.0 => "h7_8",
                _ => "over_8",
            },
        ),
        _ => Answer::NotAsked,
    }
}

/// A gain in weight, or more than 0.7 litres for each hour of the run.
fn drank_much(f: &Facts) -> Option<bool> {
    if let (Some(before), Some(after)) = (f.number("weight_before_kg"), f.number("weight_after_kg"))
    {
        return Some(after >= before);
    }
    let hours = f.number("duration_min").filter(|m| *m > 0.0)? / 60.0;
    Some(f.number("drank_ml")? / hours > 700.0)
}

fn number(fact: Fact, f: &Facts) -> Answer {
    let Kind::Number(def) = &fact.def().kind else {
        return Answer::NotAsked;
    };
    let value = match fact.id() {
        "minutes" => f.number("duration_min"),
        "distance" => f.number("distance_km").map(|km| km * 1000.0),
        "effort" => f.number("rpe_0_10"),
        "time" => Some(f.number("minutes_available").unwrap_or(15.0)),
        "lost" => f
            .number("weight_before_kg")
            .zip(f.number("weight_after_kg"))
            .map(|(before, after)| ((before - after) * 10.0).max(0.0)),
        _ => None,
    };
    let Some(value) = value else {
        return Answer::NotAsked;
    };
    // A runner says what the control can say: a quick value that is as good as exact, or the nearest step.
    let quick = def
        .quick
        .iter()
        .copied()
        .find(|q| (f64::from(*q) - value).abs() * 2.0 <= f64::from(def.step.min(250)));
    let step = f64::from(def.step);
    #[allow(clippy::cast_possible_truncation)]
    let stepped = ((value / step).round() * step) as i32;
    Answer::Value(quick.unwrap_or(stepped).clamp(def.min, def.max))
}

/// The places of a story. Local signs belong to the first place that is told, which is the main complaint.
pub fn places(f: &Facts) -> Vec<(Region, Side, Feel)> {
    let sores = f.soreness();
    let worst = sores.iter().map(|s| s.intensity_0_10).fold(0.0, f64::max);
    let swollen = matches!(f.text("swelling"), "mild" | "marked");
    let mut out = Vec::new();
    for (i, sore) in sores.iter().enumerate() {
        let Some(region) = Region::by_id(&sore.region) else {
            continue;
        };
        let far_worse = f.yes("pain_out_of_proportion") && sore.intensity_0_10 >= worst;
        let sides: &[Side] = match sore.side.as_str() {
            "left" => &[Side::Left],
            "right" => &[Side::Right],
            _ => &[Side::Left, Side::Right],
        };
        for side in sides {
            if let Some(feel) = feel(sore, far_worse, swollen && i == 0) {
                out.push((region, *side, feel));
            }
        }
    }
    out
}

fn feel(sore: &Sore, far_worse: bool, swollen: bool) -> Option<Feel> {
    // An ache or a tight feeling is what remains when nothing else is ticked.
    let mut signs = match sore.quality.as_str() {
        "sharp" => vec![fact::SHARP],
        "burning" | "numb" => vec![fact::BURNING],
        "throbbing" => vec![fact::THROBBING],
        _ => Vec::new(),
    };
    if far_worse {
        signs.push(fact::FAR_WORSE);
    }
    if swollen {
        signs.push(fact::SWOLLEN);
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let score = sore.intensity_0_10.round().clamp(0.0, 10.0) as u8;
    Feel::new(score, &signs).ok()
}

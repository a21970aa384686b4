//! The doses: named functions whose numbers stand in `rules/doses.toml` with their source.

use crate::answers::Answers;
use crate::condition::Context;
use crate::forecast;
use crate::message::{Arg, Message};
use crate::table::{Dose, define, fact, fluid, food, movement, sleep, walk};

/// The dose of a step, or nothing where the words say it all. `session_s`: seconds packed for the step.
#[must_use]
pub fn dose(kind: Dose, context: Context<'_>, session_s: i32) -> Option<Message> {
    let quantity = |value, unit: &str| Arg::Quantity(value, unit.into());
    let range = |low, high, unit: &str| Arg::Range(low, high, unit.into());
    let hours = |value| quantity(value, "h");
    match kind {
        Dose::None => None,
        Dose::Walk => {
            let time = quantity(session_s / 60, "min");
            let usual = walk_minutes(context);
            Some(if session_s < usual * 60 {
                Message::new("dose.walk_short")
                    .with("time", time)
                    .with("usual", quantity(usual, "min"))
            } else {
                Message::new("dose.walk").with("time", time)
            })
        }
        Dose::FluidByWeight => fluid_by_weight(context.answers),
        Dose::FluidSet => {
            let small = context
                .answers
                .value(fact::WEIGHT)
                .is_some_and(|w| w < fluid::SMALL_BODY_G)
                || young(context);
            let amount = if small {
                quantity(fluid::SET_LOW_ML, "ml")
            } else {
                range(fluid::SET_LOW_ML, fluid::SET_HIGH_ML, "ml")
            };
            Some(Message::new("dose.fluid").with("amount", amount))
        }
        Dose::FluidGlass => Some(Message::new("dose.fluid").with(
            "amount",
            range(fluid::GLASS_LOW_ML, fluid::GLASS_HIGH_ML, "ml"),
        )),
        Dose::FoodFast => Some(
            match kilograms(context) {
                Some(g) => {
                    let cap = |mg| carbohydrate(g, mg).min(food::CARB_FAST_CAP_G);
                    Message::new("dose.food_fast").with(
                        "carbohydrate",
                        span(cap(food::CARB_FAST_LOW_MG), cap(food::CARB_FAST_HIGH_MG)),
                    )
                }
                None => Message::new("dose.food_fast_words"),
            }
            .with("hours", hours(food::CARB_FAST_HOURS))
            .with("protein", protein(context)),
        ),
        Dose::FoodHard => Some(
            match kilograms(context) {
                Some(g) => Message::new("dose.food_hard").with(
                    "carbohydrate",
                    quantity(carbohydrate(g, food::CARB_HARD_MG), "g"),
                ),
                None => Message::new("dose.food_hard_words"),
            }
            .with("hours", hours(food::MEAL_WITHIN_H))
            .with("protein", protein(context)),
        ),
        Dose::FoodLong => Some(
            match kilograms(context) {
                Some(g) => Message::new("dose.food_long").with(
                    "carbohydrate",
                    span(
                        carbohydrate(g, food::CARB_LONG_LOW_MG),
                        carbohydrate(g, food::CARB_LONG_HIGH_MG),
                    ),
                ),
                None => Message::new("dose.food_long_words"),
            }
            .with("protein", protein(context)),
        ),
        Dose::FoodMeal => {
            Some(Message::new("dose.food_meal").with("hours", hours(food::MEAL_WITHIN_H)))
        }
        Dose::Session => {
            Some(Message::new("dose.session").with("time", quantity((session_s + 30) / 60, "min")))
        }
        Dose::Move | Dose::MoveLong => Some(
            Message::new("dose.move")
                .with("time", range(movement::LOW_MIN, movement::HIGH_MIN, "min")),
        ),
        Dose::Sleep => Some(sleep_dose(context)),
        Dose::Strength => None,
        Dose::StrengthDay => Some(Message::new("dose.strength_day")),
        Dose::TimeLine => {
            let (low, high) = forecast::in_hours(context, 48)?;
            Some(
                Message::new("dose.time_line")
                    .with("low", Arg::Count(low))
                    .with("high", Arg::Count(high)),
            )
        }
    }
}

/// Minutes of cool-down walk: 5 after easy runs, 10 after hard, hot or long ones (EV-COOL-10).
#[must_use]
pub fn walk_minutes(context: Context<'_>) -> i32 {
    let hard = context.defined(define::HARD_RUN) || context.defined(define::LONG_RUN);
    // With heart disease the cool-down is longer and nothing stops at once (EV-POP-07).
    if hard || context.answers.is_yes(fact::HOT) || context.answers.is_yes(fact::HEART) {
        walk::HARD_MIN
    } else {
        walk::EASY_MIN
    }
}

fn young(context: Context<'_>) -> bool {
    context.defined(define::UNDER_18)
}

/// The weight in grams, where it was given and may be spoken of (EV-POP-01, EV-POP-08).
fn kilograms(context: Context<'_>) -> Option<i32> {
    if numbers_hidden(context) {
        return None;
    }
    context.answers.value(fact::WEIGHT)
}

/// Under 18 and with an eating disorder now or before, food is spoken of without numbers.
#[must_use]
pub fn numbers_hidden(context: Context<'_>) -> bool {
    young(context) || context.answers.is_yes(fact::EATING_HISTORY)
}

/// Protein in grams that something to eat is to carry: the dose, or the least of its range.
#[must_use]
pub fn protein_wanted(context: Context<'_>) -> i32 {
    match protein(context) {
        Arg::Quantity(g, _) | Arg::Range(g, _, _) => g,
        _ => food::PROTEIN_LOW_G,
    }
}

/// What a step has to say beside its dose: how much a run like this costs in sweat (EV-HYD-23).
#[must_use]
pub fn note(kind: Dose, context: Context<'_>) -> Option<Message> {
    if kind != Dose::FluidSet || young(context) {
        return None;
    }
    let effort = context.answers.value(fact::EFFORT)?;
    // The chips tell bands of air; a hot day spans two indexes, and the wider range is the honest one.
    let bands: &[i32] = match (
        context.answers.is_yes(fact::HOT),
        context.answers.is_yes(fact::WARM),
    ) {
        (true, _) => &[fluid::SWEAT_WARM_C, fluid::SWEAT_HOT_C],
        (_, true) => &[fluid::SWEAT_WARM_C],
        _ => &[0],
    };
    let all = bands.iter().map(|air| sweat_ml_per_hour(*air, effort));
    let (low, high) = all.fold((i32::MAX, 0), |(l, h), (a, b)| (l.min(a), h.max(b)));
    Some(
        Message::new("note.sweat")
            .with("low", Arg::Quantity(low, "ml".into()))
            .with("high", Arg::Quantity(high, "ml".into())),
    )
}

/// Millilitres of sweat an hour, lower and upper, from the air in degrees Celsius and the effort 0 to 10 (EV-HYD-23).
#[must_use]
pub fn sweat_ml_per_hour(air_c: i32, effort: i32) -> (i32, i32) {
    let by_air = i32::from(air_c >= fluid::SWEAT_WARM_C) + i32::from(air_c >= fluid::SWEAT_HOT_C);
    match by_air + i32::from(effort >= fluid::SWEAT_HARD) {
        0 => (fluid::SWEAT_0_LOW_ML, fluid::SWEAT_0_HIGH_ML),
        1 => (fluid::SWEAT_0_HIGH_ML, fluid::SWEAT_1_HIGH_ML),
        _ => (fluid::SWEAT_1_HIGH_ML, fluid::SWEAT_2_HIGH_ML),
    }
}

/// The menu of active recovery (EV-COOL-11), without impact at soreness of 4 and more; a jog only at 3 or less, and
/// not within 48 hours of a half marathon or more.
#[must_use]
pub fn ways_to_move(context: Context<'_>) -> Vec<Message> {
    let sore = crate::derived::worst_score(context.answers);
    let jog = sore <= 3
        && !context.defined(define::HALF_OR_MORE)
        && !context.answers.is_yes(fact::PREGNANT)
        && !context.answers.is_yes(fact::POSTPARTUM);
    [
        ("walk", movement::LOW_MIN, movement::HIGH_MIN, true),
        ("cycle", movement::LOW_MIN, movement::CYCLE_HIGH_MIN, true),
        ("swim", movement::SWIM_LOW_MIN, movement::HIGH_MIN, true),
        (
            "elliptical",
            movement::LOW_MIN,
            movement::CYCLE_HIGH_MIN,
            true,
        ),
        ("mobility", movement::SWIM_LOW_MIN, movement::LOW_MIN, true),
        ("jog", movement::SWIM_LOW_MIN, movement::LOW_MIN, jog),
    ]
    .into_iter()
    .filter(|(_, _, _, offered)| *offered)
    .map(|(id, low, high, _)| {
        Message::new(format!("option.{id}")).with("time", Arg::Range(low, high, "min".into()))
    })
    .collect()
}

fn carbohydrate(weight_g: i32, mg_per_kg: i32) -> i32 {
    // Round to whole grams, halves up.
    i32::try_from((i64::from(weight_g) * i64::from(mg_per_kg) + 500_000) / 1_000_000).unwrap_or(0)
}

fn span(low: i32, high: i32) -> Arg {
    if low == high {
        Arg::Quantity(low, "g".into())
    } else {
        Arg::Range(low, high, "g".into())
    }
}

/// Protein in grams from weight and age (EV-FUEL-05): rounded to 5 g, halves up, then held between the limits.
#[must_use]
pub fn protein_grams(weight_g: i32, over_60: bool, plants_without_soy: bool) -> i32 {
    let (mg_per_kg, low) = if over_60 {
        (food::PROTEIN_MG_PER_KG_60, food::PROTEIN_LOW_60_G)
    } else {
        (food::PROTEIN_MG_PER_KG, food::PROTEIN_LOW_G)
    };
    let percent = if plants_without_soy {
        food::PROTEIN_PLANT_PERCENT
    } else {
        100
    };
    let milligrams = i64::from(weight_g) * i64::from(mg_per_kg) * i64::from(percent) / 100_000;
    let step = i64::from(food::PROTEIN_STEP_G) * 1000;
    let rounded = (milligrams + step / 2) / step * i64::from(food::PROTEIN_STEP_G);
    i32::try_from(rounded)
        .unwrap_or(0)
        .clamp(low, food::PROTEIN_HIGH_G)
}

fn protein(context: Context<'_>) -> Arg {
    let over_60 = context.defined(define::OVER_60);
    match kilograms(context) {
        Some(g) => {
            let plants =
                context.answers.is_yes(fact::VEGAN) && context.answers.is_yes(fact::NO_SOY);
            Arg::Quantity(protein_grams(g, over_60, plants), "g".into())
        }
        None => {
            let low = if over_60 {
                food::PROTEIN_LOW_60_G
            } else {
                food::PROTEIN_LOW_G
            };
            Arg::Range(low, food::PROTEIN_HIGH_G, "g".into())
        }
    }
}

/// 1.25 to 1.5 litres a kilogram lost, spread so that no hour gets more than a litre (EV-HYD-22, EV-HYD-06).
fn fluid_by_weight(answers: &Answers) -> Option<Message> {
    let lost = answers.value(fact::LOST)? * fluid::GRAMS_A_HECTOGRAM;
    let (low, high) = replace_ml(lost);
    let shortest =
        fluid::SPREAD_LOW_H.max((high + fluid::HOURLY_CAP_ML - 1) / fluid::HOURLY_CAP_ML);
    let longest = fluid::SPREAD_HIGH_H.max(shortest);
    // Over 2 % of the body mass; without a weight, of a light adult's.
    let body = answers.value(fact::WEIGHT).unwrap_or(fluid::LIGHT_BODY_G);
    let salty = i64::from(lost) * 50 > i64::from(body)
        || answers.value(fact::MINUTES).is_some_and(|m| m > 120);
    let key = if salty {
        "dose.fluid_by_weight_salt"
    } else {
        "dose.fluid_by_weight"
    };
    Some(
        Message::new(key)
            .with("amount", Arg::Range(low, high, "ml".into()))
            .with("hours", Arg::Range(shortest, longest, "h".into()))
            .with("rate", Arg::Quantity(fluid::HOURLY_CAP_ML, "ml".into())),
    )
}

/// Millilitres that put back a loss in grams, lower and upper.
#[must_use]
pub fn replace_ml(lost_g: i32) -> (i32, i32) {
    let times = |rate: i32| {
        i32::try_from(i64::from(lost_g.max(0)) * i64::from(rate) / 1000).unwrap_or(i32::MAX)
    };
    (
        times(fluid::REPLACE_LOW_ML_PER_KG),
        times(fluid::REPLACE_HIGH_ML_PER_KG),
    )
}

fn sleep_dose(context: Context<'_>) -> Message {
    let (low, high) = match context.answers.choice(fact::AGE) {
        Some("under_13" | "a13_17") => (sleep::TEEN_LOW_H, sleep::TEEN_HIGH_H),
        Some("a65_plus") => (sleep::OLDER_LOW_H, sleep::OLDER_HIGH_H),
        _ => (sleep::ADULT_LOW_H, sleep::ADULT_HIGH_H),
    };
    let hours = Arg::Range(low, high, "h".into());
    let more =
        context.answers.choice(fact::KIND) == Some("race") || context.defined(define::LONG_RUN);
    if more && context.defined(define::SAME_DAY_AS_RUN) {
        Message::new("dose.sleep_more")
            .with("hours", hours)
            .with("extra", Arg::Quantity(sleep::EXTRA_MIN, "min".into()))
    } else {
        Message::new("dose.sleep").with("hours", hours)
    }
}

/// Hours since the run, as the middle of the chosen band.
#[must_use]
pub fn hours_since_run(answers: &Answers) -> i32 {
    answers
        .value(fact::FINISHED)
        .and_then(|place| usize::try_from(place).ok())
        .and_then(|place| fact::FINISHED.options().get(place))
        .map_or(0, |option| option.value)
}

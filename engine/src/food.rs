//! Things to eat that fit the runner's diet and carry the protein of the dose (evidence.md 8.1).

use crate::answers::Answers;
use crate::condition::Context;
use crate::dose;
use crate::message::{Arg, Message};
use crate::table::{FOODS, FoodDef, fact};

/// How many are offered at once.
const OFFERED: usize = 3;

/// Up to three things to eat: those that reach the protein of the dose first, in the order of the table. Without
/// numbers where no number may be spoken of (EV-POP-01, EV-POP-08).
#[must_use]
pub fn options(context: Context<'_>) -> Vec<Message> {
    let wanted = dose::protein_wanted(context);
    let mut fitting: Vec<&FoodDef> = FOODS.iter().filter(|f| fits(context.answers, f)).collect();
    fitting.sort_by_key(|f| f.protein_g < wanted);
    fitting
        .into_iter()
        .take(OFFERED)
        .map(|food| {
            let name = Arg::Key(format!("food.{}", food.id));
            if dose::numbers_hidden(context) {
                Message::new("option.food_words").with("food", name)
            } else {
                Message::new("option.food")
                    .with("food", name)
                    .with("protein", Arg::Quantity(food.protein_g, "g".into()))
                    .with(
                        "carbohydrate",
                        Arg::Quantity(food.carbohydrate_g, "g".into()),
                    )
            }
        })
        .collect()
}

/// Whether nothing in it is what the runner does not eat.
#[must_use]
pub fn fits(answers: &Answers, food: &FoodDef) -> bool {
    [
        (fact::VEGAN, food.vegan),
        (fact::VEGETARIAN, food.vegetarian),
        (fact::NO_MILK, food.lactose_free),
        (fact::NO_GLUTEN, food.gluten_free),
        (fact::NO_NUTS, food.nut_free),
        (fact::NO_SOY, food.soy_free),
    ]
    .iter()
    .all(|(diet, ok)| *ok || !answers.is_yes(*diet))
}

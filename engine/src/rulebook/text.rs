//! Answers, places, quantities and texts with placeholders, as the rulebook writes them.

use super::{Example, NumberEntry, PLACE_GROUPS, phrase};
use crate::condition::Test;
use crate::message::english;
use crate::table::{Evidence, Fact, Kind, Region};

impl Evidence {
    /// The strength in words, from `[words.phrase]`.
    #[must_use]
    pub fn words(self) -> &'static str {
        phrase(match self {
            Evidence::Good => "evidence_good",
            Evidence::Fair => "evidence_fair",
            Evidence::Weak => "evidence_weak",
            Evidence::None => "evidence_none",
        })
    }
}

/// The question's own words, in quotation marks.
pub(super) fn fact_label(fact: Fact) -> String {
    let label = english(&format!("fact.{}", fact.id())).unwrap_or(fact.id());
    format!("\u{201c}{}\u{201d}", shown(label))
}

fn option_words(fact: Fact, value: i32) -> String {
    let option = usize::try_from(value)
        .ok()
        .and_then(|i| fact.options().get(i))
        .map_or("", |o| o.id);
    let label = english(&format!("fact.{}.{option}", fact.id())).unwrap_or(option);
    let said = english(&format!("said.{}.{option}", fact.id())).unwrap_or(label);
    if said == label {
        format!("\u{201c}{label}\u{201d}")
    } else {
        said.to_owned()
    }
}

/// The values that a test lets pass, in words.
#[must_use]
pub fn fact_value(fact: Fact, test: &Test) -> String {
    let unit = match &fact.def().kind {
        Kind::Number(n) => n.unit,
        _ => "",
    };
    // Whole numbers: "more than 60" reads better than "61 or more" and means the same.
    let round = |n: i32| unit != "of 10" && n % 5 == 0;
    match test {
        Test::OneOf(values) if unit.is_empty() => values
            .iter()
            .map(|v| option_words(fact, *v))
            .collect::<Vec<_>>()
            .join(phrase("or")),
        Test::OneOf(values) => values
            .iter()
            .map(|v| quantity(*v, unit))
            .collect::<Vec<_>>()
            .join(phrase("or")),
        Test::AtLeast(n) if round(n - 1) => {
            phrase("more_than").replace("{value}", &quantity(n - 1, unit))
        }
        Test::AtLeast(n) => phrase("at_least").replace("{value}", &quantity(*n, unit)),
        Test::AtMost(n) if round(n + 1) => {
            phrase("less_than").replace("{value}", &quantity(n + 1, unit))
        }
        Test::AtMost(n) => phrase("at_most").replace("{value}", &quantity(*n, unit)),
    }
}

/// A quantity with its unit.
#[must_use]
pub fn quantity(value: i32, unit: &str) -> String {
    let thousand = |unit: &str| {
        let (whole, rest) = (value / 1000, value % 1000);
        if rest == 0 {
            format!("{whole} {unit}")
        } else {
            format!("{whole}.{} {unit}", rest / 100)
        }
    };
    match unit {
        "min" if value >= 120 && value % 60 == 0 => format!("{} hours", value / 60),
        "min" => format!("{value} minutes"),
        "m" if value >= 1000 => thousand("km"),
        "g" if value >= 10_000 => thousand("kg"),
        "" => value.to_string(),
        _ => format!("{value} {unit}"),
    }
}

/// So many places are told as the exception rather than all the others as the rule.
const FEW: usize = 3;

/// Places in words: a group where the places are one, else their names.
#[must_use]
pub fn places(regions: &[Region]) -> String {
    let ids: Vec<&str> = regions.iter().map(|r| r.id()).collect();
    let others: Vec<String> = Region::all()
        .filter(|r| !regions.contains(r))
        .map(|r| place(r.id()))
        .collect();
    if others.len() <= FEW {
        return phrase("anywhere_but").replace("{value}", &others.join(phrase("or")));
    }
    let mut left = ids.clone();
    let mut words: Vec<String> = Vec::new();
    let mut groups: Vec<_> = PLACE_GROUPS
        .iter()
        .filter(|g| g.says != g.id && g.regions.iter().all(|r| ids.contains(r)))
        .collect();
    groups.sort_by_key(|g| std::cmp::Reverse(g.regions.len()));
    for group in groups {
        if group.regions.iter().all(|r| left.contains(r)) {
            left.retain(|r| !group.regions.contains(r));
            words.push(group.says.to_owned());
        }
    }
    words.extend(left.iter().map(|id| place(id)));
    words.join(phrase("or"))
}

/// A place's name within a sentence.
pub(super) fn place(id: &str) -> String {
    let label = english(&format!("region.{id}")).unwrap_or(id);
    // "Achilles tendon" keeps its capital.
    if label.starts_with("Achilles") {
        label.to_owned()
    } else {
        label.to_lowercase()
    }
}

/// An example's answers in words.
#[must_use]
pub fn given(example: &Example) -> String {
    let mut parts: Vec<String> = Vec::new();
    for (id, value) in example.given {
        let Some(fact) = Fact::by_id(id) else {
            continue;
        };
        parts.push(match (&fact.def().kind, *value) {
            (Kind::Sign, "yes") => said(id),
            (Kind::Sign, _) => phrase("denied").replace("{value}", &said(id)),
            (Kind::Choice(_), value) => match fact.option(value) {
                Some(place) => {
                    let words = option_words(fact, place);
                    if words.starts_with('\u{201c}') {
                        format!("{}: {words}", fact_label(fact))
                    } else {
                        words
                    }
                }
                None => format!("{}: {value}", fact_label(fact)),
            },
            (Kind::Number(n), value) => {
                let number = value.split_whitespace().next().unwrap_or("");
                let text = number
                    .parse()
                    .map_or_else(|_| value.to_owned(), |v| quantity(v, n.unit));
                format!("{}: {text}", fact_label(fact))
            }
        });
    }
    for site in example.sites {
        let mut words = site.split_whitespace();
        let region = place(words.next().unwrap_or(""));
        let side = match words.next().unwrap_or("") {
            "both" => phrase("both_sides"),
            "right" => phrase("right_side"),
            _ => phrase("left_side"),
        };
        let score = words.next().unwrap_or("");
        let feels: Vec<String> = words.map(said).collect();
        let mut text = format!("{region} {side}, {score} of 10");
        if !feels.is_empty() {
            text.push_str(", ");
            text.push_str(&feels.join(", "));
        }
        parts.push(text);
    }
    parts.join("; ")
}

fn said(id: &str) -> String {
    english(&format!("said.{id}")).unwrap_or(id).to_owned()
}

/// A text with its placeholders as a reader without answers sees them: `[the minutes you have now]`.
#[must_use]
pub fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        out.push_str(&stand_in(name));
        rest = after;
    }
    out.push_str(rest);
    out
}

fn stand_in(name: &str) -> String {
    if name == "hot" {
        return phrase("hot").to_owned();
    }
    let Some(fact) = Fact::by_id(name) else {
        return format!("[{name}]");
    };
    match fact.def().kind {
        Kind::Sign => said(name),
        Kind::Choice(_) => format!("[{}]", said(name)),
        Kind::Number(_) => {
            let label = english(&format!("fact.{name}")).unwrap_or(name);
            format!("[{}]", label.trim_end_matches('?').to_lowercase())
        }
    }
}

/// A number's meaning and its value with the unit that its name ends in.
#[must_use]
pub fn humanised(number: &NumberEntry) -> (String, String) {
    const UNITS: [(&str, &str); 10] = [
        ("_ml_per_kg", "ml for each kilogram lost"),
        ("_mg_per_kg", "mg for each kilogram of body mass"),
        ("_ml", "ml"),
        ("_mg", "mg for each kilogram of body mass"),
        ("_percent", "%"),
        ("_c", "°C"),
        ("_min", "min"),
        ("_g", "g"),
        ("_h", "h"),
        ("_s", "s"),
    ];
    let unit = UNITS.iter().find(|(end, _)| number.name.ends_with(end));
    let bare = unit.map_or(number.name, |(end, _)| number.name.trim_end_matches(end));
    let says = number
        .says
        .map_or_else(|| bare.replace('_', " "), str::to_owned);
    // Whole numbers stand for parts in the rule files; a reader sees the number itself.
    for (part, of) in [(", in hundredths", 100), (", in thousandths", 1000)] {
        if let Some((before, after)) = says.split_once(part) {
            let value = f64::from(number.value) / f64::from(of);
            return (format!("{before}{after}"), value.to_string());
        }
    }
    let value = match unit {
        Some((_, "s")) if number.value >= 300 && number.value % 60 == 0 => {
            format!("{} min", number.value / 60)
        }
        Some((_, unit)) if *unit == "g" && number.value >= 10_000 => {
            format!("{} kg", number.value / 1000)
        }
        Some((_, unit)) => format!("{} {unit}", number.value),
        None => number.value.to_string(),
    };
    (says, value)
}

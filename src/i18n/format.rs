//! Writes the engine's messages: the catalogue's texts with quantities in the runner's units.

use super::{Key, fill, key, rule_text};
use crate::ports::{DateStyle, Locale, Moment};
use aftermile_engine::answers::Side;
use aftermile_engine::message::english;
use aftermile_engine::table::NumberDef;
use aftermile_engine::{Arg, Message};
use std::rc::Rc;

/// What quantities are shown in. Stored values are SI whichever is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Units {
    #[default]
    Metric,
    Us,
}

impl Units {
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Units::Metric => "metric",
            Units::Us => "us",
        }
    }

    #[must_use]
    pub fn by_id(id: &str) -> Option<Units> {
        [Units::Metric, Units::Us]
            .into_iter()
            .find(|u| u.id() == id)
    }

    /// What people of a country (ISO 3166) use.
    #[must_use]
    pub fn of_country(code: &str) -> Units {
        match code {
            "US" | "LR" | "MM" => Units::Us,
            _ => Units::Metric,
        }
    }
}

const METRES_A_MILE: f64 = 1609.344;
const GRAMS_A_POUND: f64 = 453.592_37;
const ML_A_FLUID_OUNCE: f64 = 29.573_53;
/// From here on grams are a body's weight rather than food.
const BODY_G: i32 = 10_000;
/// From here on whole days are written as days.
const LONG_H: i32 = 48;
/// From here on minutes are written in hours.
const LONG_MIN: i32 = 180;

/// A stored value in tenths of the unit that it is read in, of which one holds `factor` stored ones. Half units come
/// first: where the stored unit is coarse, 1 lb would come back as 1.1.
#[must_use]
#[allow(clippy::cast_possible_truncation)]
pub fn tenths(value: i32, factor: f64) -> i64 {
    let exact = f64::from(value) / factor;
    let half = (exact * 2.0).round() / 2.0;
    let same = (half * factor).round() as i64 == i64::from(value);
    let read = if same { half } else { exact };
    (read * 10.0).round() as i64
}

/// Writes for one runner: in these units, as this device writes numbers.
#[derive(Clone)]
pub struct Words {
    pub units: Units,
    pub locale: Rc<dyn Locale>,
}

/// A number with the unit it is written in.
struct Shown {
    text: String,
    unit: Option<Key>,
}

impl Words {
    /// A string of the page with its placeholders filled.
    #[must_use]
    pub fn with(&self, key: Key, values: &[(&str, &str)]) -> String {
        key.with(values)
    }

    /// A plural of the page. `{count}` is the number.
    #[must_use]
    pub fn count(&self, key: Key, count: usize) -> String {
        self.count_with(key, count, &[])
    }

    /// The same with more placeholders filled.
    #[must_use]
    pub fn count_with(&self, key: Key, count: usize, values: &[(&str, &str)]) -> String {
        let count = i32::try_from(count).unwrap_or(i32::MAX);
        let text = key.plural(&self.locale.plural(count));
        let number = self.locale.number(f64::from(count), 0);
        let all = [&[("count", number.as_str())], values].concat();
        fill_from(text, &all)
    }

    /// A rule's text by key, its own placeholders filled.
    #[must_use]
    pub fn rule(&self, key: &str) -> String {
        self.message(&Message::new(key))
    }

    /// An engine message.
    #[must_use]
    pub fn message(&self, message: &Message) -> String {
        self.rule_with(&message.key, &mut |name| {
            message.args.get(name).map(|arg| self.arg(arg))
        })
    }

    /// A rule's text by key, its placeholders filled by the caller.
    #[must_use]
    pub fn rule_with(&self, key: &str, value: &mut dyn FnMut(&str) -> Option<String>) -> String {
        let Some(text) = rule_text(key) else {
            return key::UNIT_LOST.text().to_owned();
        };
        let filled = fill(text, &mut |name| {
            value(name).or_else(|| match name {
                "hot" => Some(self.air("25", "77")),
                "warm" => Some(self.air("18", "64")),
                _ => None,
            })
        });
        with_dashes(&filled)
    }

    /// An argument of a message, or an answer repeated back.
    #[must_use]
    pub fn arg(&self, arg: &Arg) -> String {
        match arg {
            Arg::Count(n) => self.locale.number(f64::from(*n), 0),
            Arg::Quantity(v, unit) => self.quantity(*v, unit),
            Arg::Range(low, high, unit) => self.range(*low, *high, unit),
            Arg::Key(key) => self.rule(key),
            Arg::Not(arg) => {
                let what = self.arg(arg);
                self.rule_with("not.said", &mut |_| Some(what.clone()))
            }
            Arg::List(args) => {
                let all: Vec<String> = args.iter().map(|a| self.arg(a)).collect();
                all.join(", ")
            }
            Arg::Place(region, side) => {
                let side = match side {
                    Side::Left => key::PLACE_LEFT,
                    Side::Right => key::PLACE_RIGHT,
                };
                let name = self.rule(&format!("region.{region}"));
                self.with(side, &[("place", &name)])
            }
        }
    }

    /// The temperature from which a day counts as warm (18 degrees) or hot (25).
    fn air(&self, celsius: &str, fahrenheit: &str) -> String {
        match self.units {
            Units::Metric => fill_from(key::UNIT_CELSIUS.text(), &[("value", celsius)]),
            Units::Us => fill_from(key::UNIT_FAHRENHEIT.text(), &[("value", fahrenheit)]),
        }
    }

    /// A quantity in the engine's unit, written in the runner's.
    #[must_use]
    pub fn quantity(&self, value: i32, unit: &str) -> String {
        if unit == "min" && value >= LONG_MIN {
            let hours = self.locale.number(f64::from(value / 60), 0);
            if value % 60 == 0 {
                return fill_from(key::UNIT_HOUR.text(), &[("value", &hours)]);
            }
            let minutes = self.locale.number(f64::from(value % 60), 0);
            return fill_from(
                key::UNIT_HOUR_MIN.text(),
                &[("hours", &hours), ("minutes", &minutes)],
            );
        }
        if unit == "h" && value >= LONG_H && value % 24 == 0 {
            return self.count(key::UNIT_DAY, usize::try_from(value / 24).unwrap_or(0));
        }
        let shown = self.shown(value, unit);
        with_unit(shown.unit, &shown.text)
    }

    /// From low to high, the unit once.
    #[must_use]
    pub fn range(&self, low: i32, high: i32, unit: &str) -> String {
        let (from, to) = (self.shown(low, unit), self.shown(high, unit));
        if from.text == to.text {
            return with_unit(to.unit, &to.text);
        }
        with_unit(
            to.unit,
            &fill_from(
                key::UNIT_RANGE.text(),
                &[("low", &from.text), ("high", &to.text)],
            ),
        )
    }

    #[allow(clippy::cast_precision_loss)]
    fn shown(&self, value: i32, unit: &str) -> Shown {
        let v = f64::from(value);
        let us = self.units == Units::Us;
        let (value, digits, unit) = match unit {
            "min" => (v, 0, Some(key::UNIT_MIN)),
            "h" => (v, 0, Some(key::UNIT_HOUR)),
            "s" => (v, 0, Some(key::UNIT_SECOND)),
            "of 10" => (v, 0, Some(key::UNIT_OF_TEN)),
            "ml" if us => (v / ML_A_FLUID_OUNCE, 0, Some(key::UNIT_FL_OZ)),
            // A fluid ounce turned into millilitres is no exact measure.
            "ml" => ((v / 10.0).round() * 10.0, 0, Some(key::UNIT_ML)),
            "m" if us => (v / METRES_A_MILE, 1, Some(key::UNIT_MI)),
            "m" => (v / 1000.0, 1, Some(key::UNIT_KM)),
            "hg" if us => {
                let shown = tenths(value, GRAMS_A_POUND / 100.0);
                (shown as f64 / 10.0, 1, Some(key::UNIT_LB))
            }
            "hg" => (v / 10.0, 1, Some(key::UNIT_KG)),
            "g" if value >= BODY_G && us => (v / GRAMS_A_POUND, 1, Some(key::UNIT_LB)),
            "g" if value >= BODY_G => (v / 1000.0, 1, Some(key::UNIT_KG)),
            "g" => (v, 0, Some(key::UNIT_GRAM)),
            _ => (v, 0, None),
        };
        Shown {
            text: self.locale.number(value, digits),
            unit,
        }
    }

    /// The values of a number that one press sets, round in the runner's units.
    #[must_use]
    pub fn quick(&self, def: &'static NumberDef) -> &'static [i32] {
        match self.units {
            Units::Metric => def.quick,
            Units::Us => def.quick_us,
        }
    }

    /// How an engine unit is typed and stepped: (engine's units in one typed unit, digits, its name).
    #[must_use]
    pub fn typed(&self, unit: &str) -> (f64, u8, Option<Key>) {
        match (unit, self.units) {
            ("m", Units::Metric) => (1000.0, 1, Some(key::UNIT_KM)),
            ("m", Units::Us) => (METRES_A_MILE, 1, Some(key::UNIT_MI)),
            ("g", Units::Metric) => (1000.0, 1, Some(key::UNIT_KG)),
            ("g", Units::Us) => (GRAMS_A_POUND, 1, Some(key::UNIT_LB)),
            ("hg", Units::Metric) => (10.0, 1, Some(key::UNIT_KG)),
            ("hg", Units::Us) => (GRAMS_A_POUND / 100.0, 1, Some(key::UNIT_LB)),
            ("min", _) => (1.0, 0, Some(key::UNIT_MIN)),
            _ => (1.0, 0, None),
        }
    }

    #[must_use]
    pub fn date(&self, moment: Moment, style: DateStyle) -> String {
        self.locale.date(moment, style)
    }

    /// Whether a rule's text is there and not empty.
    #[must_use]
    pub fn has_rule(key: &str) -> bool {
        english(key).is_some_and(|text| !text.is_empty())
    }
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Words").field("units", &self.units).finish()
    }
}

fn with_unit(unit: Option<Key>, value: &str) -> String {
    match unit {
        Some(unit) => fill_from(unit.text(), &[("value", value)]),
        None => value.to_owned(),
    }
}

pub(super) fn fill_from(text: &str, values: &[(&str, &str)]) -> String {
    fill(text, &mut |name| {
        values
            .iter()
            .find(|(n, _)| *n == name)
            .map(|(_, v)| (*v).to_owned())
    })
}

/// Rule files are plain ASCII: a hyphen between two digits is a range.
pub(super) fn with_dashes(text: &str) -> String {
    let bytes = text.as_bytes();
    let digit = |at: Option<usize>| {
        at.and_then(|i| bytes.get(i))
            .is_some_and(u8::is_ascii_digit)
    };
    let mut out = String::with_capacity(text.len() + 4);
    for (at, c) in text.char_indices() {
        let between = c == '-' && digit(at.checked_sub(1)) && digit(Some(at + 1));
        out.push(if between { '\u{2013}' } else { c });
    }
    out
}

//! A number: quick values, smaller and larger, or typed.

use crate::i18n::{Words, key, tenths};
use crate::state::App;
use crate::ui::parts::{Data, MINUS, PLUS, Toggle, follow, icon_button, live, toggle};
use aftermile_engine::Fact;
use aftermile_engine::answers::Answer;
use aftermile_engine::table::NumberDef;
use leptos::prelude::*;

/// Where a weight starts when its stepper is pressed first, in grams.
const WEIGHT_START_G: i32 = 65_000;

/// The field. It is made anew when the units change, for what is typed is in them. `chosen` is called after a
/// quick value was pressed, which is enough; what is stepped or typed is closed by Next.
pub fn view(
    app: App,
    fact: Fact,
    def: &'static NumberDef,
    set: Callback<Answer>,
    chosen: Callback<()>,
) -> AnyView {
    live(move || control(app, &app.words(), fact, def, set, chosen))
}

fn control(
    app: App,
    words: &Words,
    fact: Fact,
    def: &'static NumberDef,
    answer: Callback<Answer>,
    chosen: Callback<()>,
) -> AnyView {
    let scale = Scale::new(words, def);
    let offered = words.quick(def);
    let value = move || match app.shown(fact) {
        Answer::Value(v) => Some(v),
        _ => None,
    };
    let text = RwSignal::new(untrack(value).map(|v| scale.show(v)).unwrap_or_default());
    let bad = RwSignal::new(false);
    let set = Callback::new(move |v: i32| {
        bad.set(false);
        text.set(scale.show(v));
        answer.run(Answer::Value(v));
    });
    let step = move |up: bool| {
        Callback::new(move |()| {
            let next = match untrack(value) {
                Some(v) => scale.step(v, up),
                None => start(def, offered),
            };
            set.run(next);
        })
    };
    let type_in = move |typed: String| {
        let read = scale.read(&typed);
        bad.set(read.is_none() && !typed.trim().is_empty());
        text.set(typed);
        answer.run(read.map_or(Answer::NotAsked, Answer::Value));
    };
    let quick: Vec<AnyView> = offered
        .iter()
        .map(|v| {
            let v = *v;
            let own = format!("fact.{}.{v}", fact.id());
            let named = Words::has_rule(&own);
            let label = if named {
                words.rule(&own)
            } else {
                scale.show(v)
            };
            // The unit stands below, at the number that is typed.
            let whole = words.quantity(v, def.unit);
            let label = if whole.starts_with(&label) {
                let unit = whole.split_at(label.len()).1.to_owned();
                view! { {label}<span class="sr">{unit}</span> }.into_any()
            } else {
                label.into_any()
            };
            toggle(Toggle {
                class: if named { "chip wide" } else { "chip" },
                label,
                on: follow(move || value() == Some(v)),
                press: Callback::new(move |()| {
                    set.run(v);
                    chosen.run(());
                }),
                data: Data::value(fact.id(), fact.show(Answer::Value(v))),
            })
        })
        .collect();
    let range = words.with(
        key::NUMBER_RANGE,
        &[
            ("low", &words.quantity(def.min, def.unit)),
            ("high", &words.quantity(def.max, def.unit)),
        ],
    );
    let unit = words
        .typed(def.unit)
        .2
        .map(|unit| words.with(unit, &[("value", "")]).trim().to_owned());
    let name = words.rule(&format!("fact.{}", fact.id()));
    view! {
        {(!quick.is_empty()).then(|| view! { <div class="chips quick">{quick}</div> })}
        <div class="stepper">
            {icon_button("less", key::NUMBER_LESS, MINUS, step(false))}
            <label>
                <span class="sr">{name}</span>
                <input
                    type="text"
                    inputmode="decimal"
                    autocomplete="off"
                    data-fact=fact.id()
                    placeholder="–"
                    aria-invalid=move || if bad.get() { "true" } else { "false" }
                    prop:value=move || text.get()
                    on:input=move |ev| type_in(event_target_value(&ev))
                />
                <span class="unit">{unit}</span>
            </label>
            {icon_button("more", key::NUMBER_MORE, PLUS, step(true))}
        </div>
        {live(move || bad.get().then(|| view! { <p class="error" role="alert">{range.clone()}</p> }.into_any()).into_any())}
    }
    .into_any()
}

fn start(def: &NumberDef, offered: &[i32]) -> i32 {
    offered
        .get(offered.len() / 2)
        .copied()
        .unwrap_or(WEIGHT_START_G)
        .clamp(def.min, def.max)
}

/// How a number is typed: in tenths or wholes of the runner's unit.
#[derive(Debug, Clone, Copy)]
pub struct Scale {
    /// The engine's units in one typed unit.
    factor: f64,
    tenths: bool,
    /// One press of the stepper, in tenths of the typed unit.
    step: i64,
    min: i32,
    max: i32,
}

impl Scale {
    fn new(words: &Words, def: &NumberDef) -> Scale {
        let (factor, digits, _) = words.typed(def.unit);
        let step = match def.unit {
            "m" => 10,
            "g" => 5,
            _ => i64::from(def.step) * 10,
        };
        Scale {
            step,
            ..Scale::of(factor, digits, def.min, def.max)
        }
    }

    /// Without a stepper. `factor`: the stored units in one typed unit.
    pub fn of(factor: f64, digits: u8, min: i32, max: i32) -> Scale {
        Scale {
            factor,
            tenths: digits > 0,
            step: 0,
            min,
            max,
        }
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
    fn to_value(self, tenths: i64) -> i32 {
        (tenths as f64 / 10.0 * self.factor).round() as i32
    }

    pub fn show(self, value: i32) -> String {
        let tenths = tenths(value, self.factor);
        let (whole, rest) = (tenths / 10, tenths % 10);
        if self.tenths && rest != 0 {
            format!("{whole}.{rest}")
        } else {
            whole.to_string()
        }
    }

    fn step(self, value: i32, up: bool) -> i32 {
        let now = tenths(value, self.factor);
        let next = if up { now + self.step } else { now - self.step };
        self.to_value(next).clamp(self.min, self.max)
    }

    /// Reads what was typed; a point or a comma may stand before the last part.
    pub fn read(self, typed: &str) -> Option<i32> {
        let typed = typed.trim().replace(',', ".");
        let (whole, rest) = typed.split_once('.').unwrap_or((&typed, ""));
        let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty()
            || whole.len() > 6
            || !all_digits(whole)
            || !all_digits(rest)
            || (!self.tenths && !rest.is_empty())
        {
            return None;
        }
        let whole: i64 = whole.parse().ok()?;
        let tenth = rest.bytes().next().map_or(0, |b| i64::from(b - b'0'));
        let value = self.to_value(whole * 10 + tenth);
        (self.min..=self.max).contains(&value).then_some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::Scale;
    use crate::i18n::{Units, Words};
    use crate::ports::memory::PlainLocale;
    use aftermile_engine::table::{Kind, NumberDef};
    use aftermile_engine::{Fact, fact};
    use std::rc::Rc;

    fn words(units: Units) -> Words {
        Words {
            units,
            locale: Rc::new(PlainLocale::default()),
        }
    }

    fn number(fact: Fact) -> &'static NumberDef {
        match &fact.def().kind {
            Kind::Number(def) => def,
            _ => panic!("no number"),
        }
    }

    fn scale(fact: Fact, units: Units) -> Scale {
        Scale::new(&words(units), number(fact))
    }

    /// What is offered, as it is shown.
    fn offered(fact: Fact, units: Units) -> Vec<String> {
        let scale = scale(fact, units);
        let quick = words(units).quick(number(fact));
        quick.iter().map(|v| scale.show(*v)).collect()
    }

    #[test]
    fn what_is_offered_is_round_in_the_runners_units() {
        let miles = "3 4 5 6 7 8 9 10 12 13.1 15 18 20 26.2 50";
        assert_eq!(offered(fact::DISTANCE, Units::Us).join(" "), miles);
        let pounds = "0 0.5 1 1.5 2 2.5 3 4 5 6";
        assert_eq!(offered(fact::LOST, Units::Us).join(" "), pounds);
        let kilometres = "5 8 10 12 13 14 15 16 18 20 21.1 25 30 42.2 50";
        assert_eq!(offered(fact::DISTANCE, Units::Metric).join(" "), kilometres);
        let minutes = offered(fact::MINUTES, Units::Us);
        assert_eq!(minutes, offered(fact::MINUTES, Units::Metric));
    }

    #[test]
    fn pounds_that_were_typed_or_stepped_stay_as_they_are() {
        let pounds = scale(fact::LOST, Units::Us);
        for typed in ["0.5", "1", "1.5", "2.5", "3", "4", "6"] {
            let back = pounds.show(pounds.read(typed).unwrap());
            assert_eq!(back, typed);
        }
        let mut value = 0;
        for shown in ["1", "2", "3", "4"] {
            value = pounds.step(value, true);
            assert_eq!(pounds.show(value), shown);
        }
    }

    #[test]
    fn what_is_typed_is_read_in_the_runners_units() {
        assert_eq!(
            scale(fact::DISTANCE, Units::Metric).read("21,1"),
            Some(21100)
        );
        assert_eq!(scale(fact::DISTANCE, Units::Us).read("26.2"), Some(42165));
        assert_eq!(scale(fact::WEIGHT, Units::Us).read("160"), Some(72575));
        assert_eq!(scale(fact::MINUTES, Units::Metric).read(" 55 "), Some(55));
    }

    #[test]
    fn what_is_no_number_or_out_of_range_is_not_read() {
        let minutes = scale(fact::MINUTES, Units::Metric);
        for typed in ["", "x", "-5", "5.5", "1e3", "999999999999", "2881", "0"] {
            assert_eq!(minutes.read(typed), None, "{typed}");
        }
        assert_eq!(scale(fact::WEIGHT, Units::Metric).read("12"), None);
    }

    #[test]
    fn showing_and_reading_agree() {
        let scale = scale(fact::DISTANCE, Units::Us);
        for metres in [5000, 10000, 16100, 21100, 42200] {
            let back = scale.read(&scale.show(metres)).unwrap();
            assert!((back - metres).abs() <= 81, "{metres} became {back}");
        }
    }

    #[test]
    fn steps_stay_in_range() {
        let minutes = scale(fact::MINUTES, Units::Metric);
        assert_eq!(minutes.step(40, true), 45);
        assert_eq!(minutes.step(5, false), 5);
        assert_eq!(
            scale(fact::DISTANCE, Units::Metric).step(10000, true),
            11000
        );
    }
}

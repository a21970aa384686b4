//! Whole persons for the tests: every fact answered, so that the interview picks what it asks for.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use aftermile_engine::table::{FACTS, Kind};
use aftermile_engine::{Answer, Answers, Fact, Feel, Region, Side, fact};
use proptest::prelude::*;

pub fn answers(json: &str) -> Answers {
    serde_json::from_str(json).unwrap_or_else(|e| panic!("{e}: {json}"))
}

/// A healthy runner after an easy run in the cool, with nothing sore; later keys override.
pub fn well() -> Answers {
    let mut a = Answers::new();
    for fact in Fact::all().filter(|f| !f.def().of_site && !f.def().offered) {
        let value = match &fact.def().kind {
            Kind::Sign | Kind::Choice(_) => 0,
            Kind::Number(n) => n.min,
        };
        a.set(fact, Answer::Value(value)).unwrap();
    }
    put(&mut a, "age", "a18_49");
    put(&mut a, "minutes", "40 min");
    put(&mut a, "time", "15 min");
    put(&mut a, "sleep", "h7_8");
    put(&mut a, "distance", "8000 m");
    a.set(fact::EFFORT, Answer::Value(3)).unwrap();
    a
}

pub fn put(a: &mut Answers, name: &str, text: &str) {
    let fact = Fact::by_id(name).unwrap_or_else(|| panic!("{name}"));
    let answer = fact.read(text).unwrap();
    a.set(fact, answer).unwrap();
    align(a);
}

/// Each line of the safety screen says what the signs behind it say.
pub fn align(a: &mut Answers) {
    for line in Fact::all().filter(|f| !f.def().covers.is_empty()) {
        let any = line
            .def()
            .covers
            .iter()
            .any(|c| a.given(*c) == Answer::Value(1));
        a.set(line, Answer::Value(i32::from(any))).unwrap();
    }
}

/// Adds a sore place: "quads both 4 tight".
pub fn sore(a: &mut Answers, text: &str) {
    let mut words = text.split(' ');
    let region = Region::by_id(words.next().unwrap()).unwrap_or_else(|| panic!("{text}"));
    let sides: &[Side] = match words.next().unwrap() {
        "left" => &[Side::Left],
        "right" => &[Side::Right],
        _ => &[Side::Left, Side::Right],
    };
    let score = words.next().unwrap().parse().unwrap();
    let signs: Vec<Fact> = words.map(|w| Fact::by_id(w).unwrap()).collect();
    let feel = Feel::new(score, &signs).unwrap();
    let mut places: Vec<_> = a
        .given_sites()
        .unwrap_or(&[])
        .iter()
        .map(|s| (s.region, s.side))
        .collect();
    places.extend(sides.iter().map(|s| (region, *s)));
    a.set_places(&places);
    for side in sides {
        a.set_feel(region, *side, Some(feel)).unwrap();
    }
    put(a, "legs", "sore");
}

fn any_value(fact: Fact) -> BoxedStrategy<i32> {
    match &fact.def().kind {
        Kind::Sign => prop_oneof![9 => Just(0), 1 => Just(1)].boxed(),
        Kind::Choice(options) => (0..i32::try_from(options.len()).unwrap()).boxed(),
        Kind::Number(n) if n.unit == "min" => {
            prop_oneof![Just(20), Just(45), Just(60), Just(90), Just(130), Just(250)]
                .prop_map({
                    let (min, max) = (n.min, n.max);
                    move |v: i32| v.clamp(min, max)
                })
                .boxed()
        }
        Kind::Number(n) => (n.min..=n.max).boxed(),
    }
}

fn any_site() -> impl Strategy<Value = (Region, Side, Feel)> {
    let regions: Vec<Region> = Region::all().collect();
    let signs: Vec<Fact> = Fact::all()
        .filter(|f| f.def().of_site && matches!(f.def().kind, Kind::Sign))
        .collect();
    (
        proptest::sample::select(regions),
        any::<bool>(),
        0u8..=10,
        proptest::sample::subsequence(signs, 0..=2),
    )
        .prop_map(|(region, left, score, signs)| {
            (
                region,
                if left { Side::Left } else { Side::Right },
                Feel::new(score, &signs).unwrap(),
            )
        })
}

/// Any person: mostly healthy signs, any run, up to four sore places, sometimes even ones.
pub fn person() -> impl Strategy<Value = Answers> {
    let facts: Vec<Fact> = Fact::all().filter(|f| !f.def().of_site).collect();
    let values: Vec<BoxedStrategy<(i32, bool)>> = facts
        .iter()
        .map(|f| {
            (
                any_value(*f),
                proptest::bool::weighted(if f.def().unsure { 0.1 } else { 0.0 }),
            )
                .boxed()
        })
        .collect();
    (
        values,
        proptest::collection::vec(any_site(), 0..4),
        any::<bool>(),
    )
        .prop_map(move |(values, sites, even)| {
            let mut a = Answers::new();
            for (fact, (value, unsure)) in facts.iter().zip(values) {
                a.set(
                    *fact,
                    if unsure {
                        Answer::DontKnow
                    } else {
                        Answer::Value(value)
                    },
                )
                .unwrap();
            }
            let mut all: Vec<(Region, Side, Feel)> = Vec::new();
            for (region, side, feel) in sites {
                all.push((region, side, feel));
                if even {
                    all.push((region, side.other(), feel));
                }
            }
            a.set_places(&all.iter().map(|(r, s, _)| (*r, *s)).collect::<Vec<_>>());
            for (region, side, feel) in &all {
                a.set_feel(*region, *side, Some(*feel)).unwrap();
            }
            if all.is_empty() && a.choice(fact::LEGS) == Some("sore") {
                a.set(fact::LEGS, Answer::Value(0)).unwrap();
            }
            align(&mut a);
            a
        })
}

pub fn fact_count() -> usize {
    FACTS.len()
}

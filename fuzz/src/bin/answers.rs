//! Any runner: every fact answered by the bytes, places too, so that each interview comes to its end.

#![no_main]

use aftermile_engine::table::{Kind, Level};
use aftermile_engine::{Answer, Answers, Fact, Feel, Interview, Plan, Region, Side, explain, fact};
use aftermile_fuzz::seed;
use libfuzzer_sys::fuzz_target;

fn answers(bytes: &[u8]) -> Answers {
    let mut bytes = bytes.iter().copied();
    let mut next = || i32::from(bytes.next().unwrap_or(0));
    let mut a = Answers::new();
    for fact in Fact::all().filter(|f| !f.def().of_site) {
        let roll = next();
        let value = match &fact.def().kind {
            Kind::Sign => i32::from(roll > 200),
            Kind::Choice(options) => roll % i32::try_from(options.len()).unwrap_or(1),
            Kind::Number(n) => n.min + (n.max - n.min) / 255 * roll,
        };
        let unsure = fact.def().unsure && roll == 255;
        let answer = if unsure {
            Answer::DontKnow
        } else {
            Answer::Value(value)
        };
        a.set(fact, answer).expect("in range");
    }
    let regions: Vec<Region> = Region::all().collect();
    let signs: Vec<Fact> = Fact::all()
        .filter(|f| f.def().of_site && *f != fact::SCORE)
        .collect();
    let mut places = Vec::new();
    for _ in 0..next() % 5 {
        let roll = next();
        let region = regions[usize::try_from(roll).unwrap_or(0) % regions.len()];
        let side = if roll > 127 { Side::Left } else { Side::Right };
        places.push((region, side));
        if next() > 127 {
            places.push((region, side.other()));
        }
    }
    a.set_places(&places);
    for (region, side) in places {
        let roll = next();
        let sign = signs[usize::try_from(roll).unwrap_or(0) % signs.len()];
        let signs: &[Fact] = if roll > 180 { &[sign] } else { &[] };
        let score = u8::try_from(next() % 11).unwrap_or(0);
        a.set_feel(region, side, Feel::new(score, signs).ok())
            .expect("a named place");
    }
    a
}

fuzz_target!(
    init: seed("answers", &[vec![0; 64], vec![90; 200]]),
    |bytes: &[u8]| {
        let a = answers(bytes);
        let walk = Interview::walk(&a);
        let Some((plan, _)) = Plan::traced(&walk) else {
            return;
        };
        if plan.care.level >= Level::SameDay {
            assert!(plan.steps.is_empty() && plan.session.is_none());
        }
        if let Some(session) = &plan.session {
            let sum: i32 = session.segments().iter().map(|s| s.seconds).sum();
            assert_eq!(sum, session.total_s);
        }
        let _ = explain::what_would_change(&a);
        let _ = explain::drivers(&a);
    }
);

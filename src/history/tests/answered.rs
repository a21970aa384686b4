//! Finished interviews for tests, whatever the rules ask today: what is said is taken where it is asked, and
//! everything else is answered as by a runner without complaints.

use aftermile_engine::answers::{Answer, Feel, Side};
use aftermile_engine::table::Kind;
use aftermile_engine::{Answers, Fact, Interview, Region, fact, region};

/// A long hilly run with quads and calves sore alike on both legs, 130 minutes, 21 km, effort 7.
pub fn long() -> Answers {
    with(&[])
}

/// The same with other answers to some questions: the option's id, or the number in the question's unit.
pub fn with(other: &[(&str, &str)]) -> Answers {
    sore(other, &[(region::QUADS, 4), (region::CALVES, 3)])
}

/// The same with other places, each as sore on both legs.
pub fn sore(other: &[(&str, &str)], sore: &[(Region, u8)]) -> Answers {
    let usual = [
        ("kind", "long"),
        ("minutes", "130"),
        ("finished", "h1_6"),
        ("descent", "1"),
        ("distance", "21000"),
        ("legs", "sore"),
        ("age", "a50_54"),
        ("effort", "7"),
        ("time", "25"),
        ("kit", "roller"),
        ("eaten", "not_yet"),
        ("sleep", "h6_7"),
    ];
    let said = |fact: Fact| {
        let mut all = other.iter().chain(&usual);
        all.find(|(name, _)| *name == fact.id())
            .map(|(_, value)| *value)
    };
    let mut given = Answers::new();
    for _ in 0..80 {
        let walk = Interview::walk(&given);
        let Some(step) = walk.next else {
            return walk.answers;
        };
        for fact in step.facts.iter().filter(|f| !f.def().of_site) {
            let value = match (&fact.def().kind, said(*fact)) {
                (Kind::Choice(_), Some(option)) => fact.option(option).unwrap(),
                (_, Some(number)) => number.parse().unwrap(),
                (Kind::Number(n), None) => n.quick.first().copied().unwrap_or(n.min),
                (_, None) => 0,
            };
            given.set(*fact, Answer::Value(value)).unwrap();
        }
        if step.facts.contains(&fact::LEGS) {
            let sides = [Side::Left, Side::Right];
            let both = |(region, score): &(Region, u8)| sides.map(|s| (*region, s, *score));
            let places: Vec<_> = sore.iter().flat_map(both).collect();
            let only: Vec<_> = places.iter().map(|(r, s, _)| (*r, *s)).collect();
            given.set_places(&only);
            for (region, side, score) in places {
                given
                    .set_feel(region, side, Some(Feel::new(score, &[]).unwrap()))
                    .unwrap();
            }
        }
    }
    panic!("the interview does not end: {given:?}");
}

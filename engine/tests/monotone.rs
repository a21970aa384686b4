//! Worsening an answer never lowers the level: each triage rule on its own, over the cut points of all of its variables.
//!
//! The build already refuses a rule in which an answer counts against its direction. Here every rule is evaluated on
//! the whole grid of its variables (a fixed stride through it where the grid is large; all of it with
//! `AFTERMILE_DEEP=1`), and each single worsening of each point must keep a rule that fires firing.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use aftermile_engine::condition::{Cond, Context, Test, Truth};
use aftermile_engine::table::{DEFINES, Kind, REGIONS, TRIAGE, Worse};
use aftermile_engine::{Answer, Answers, Fact, Feel, Interview, Level, Plan, Region, Side, fact};
use common::{align, person};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn deep() -> bool {
    std::env::var_os("AFTERMILE_DEEP").is_some()
}

/// What a condition depends on.
#[derive(Default)]
struct Variables {
    facts: BTreeSet<Fact>,
    cuts: BTreeSet<(Fact, i32)>,
    regions: BTreeSet<Region>,
    sites: bool,
}

fn collect(cond: &Cond, v: &mut Variables) {
    match cond {
        Cond::Fact(f, test) => {
            match test {
                Test::AtLeast(n) => drop(v.cuts.insert((*f, *n))),
                Test::AtMost(n) => drop(v.cuts.insert((*f, *n + 1))),
                Test::OneOf(_) => {}
            }
            if f.def().of_site {
                v.sites = true;
            } else {
                v.facts.insert(*f);
            }
        }
        Cond::Known(f) => drop(v.facts.insert(*f)),
        Cond::Define(i) => collect(&DEFINES[usize::from(*i)].when, v),
        Cond::SiteIn(list) => {
            v.sites = true;
            v.regions.extend(list.iter().copied());
        }
        Cond::Even => v.sites = true,
        Cond::All(l) | Cond::Any(l) => l.iter().for_each(|c| collect(c, v)),
        Cond::Not(c) => collect(c, v),
        Cond::AnySite(c) | Cond::EverySite(c) => {
            v.sites = true;
            collect(c, v);
        }
        Cond::Level(_) | Cond::BookedToRest => panic!("a triage rule cannot ask for the level"),
    }
}

fn domain(f: Fact, v: &Variables) -> Vec<i32> {
    match &f.def().kind {
        Kind::Sign => vec![0, 1],
        Kind::Choice(options) => (0..i32::try_from(options.len()).unwrap()).collect(),
        Kind::Number(n) => {
            let mut values = BTreeSet::from([n.min, n.max]);
            for (_, cut) in v.cuts.iter().filter(|(g, _)| *g == f) {
                values.extend(
                    [cut - 1, *cut]
                        .into_iter()
                        .filter(|x| (n.min..=n.max).contains(x)),
                );
            }
            values.into_iter().collect()
        }
    }
}

type Places = Vec<(Region, Side, u8, Option<Fact>)>;

/// Sets of sore places: none, one place on one side, and even ones; with each sign or none, mild and severe.
fn places(v: &Variables) -> Vec<Places> {
    let signs: Vec<Option<Fact>> = std::iter::once(None)
        .chain(
            Fact::all()
                .filter(|f| f.def().of_site && matches!(f.def().kind, Kind::Sign))
                .map(Some),
        )
        .collect();
    // One region in and one out of what the rule names, of muscle and of something else.
    let mut regions: Vec<Region> = Vec::new();
    for named in [true, false] {
        for muscle in [true, false] {
            let found =
                Region::all().find(|r| v.regions.contains(r) == named && r.def().muscle == muscle);
            regions.extend(found);
        }
    }
    let mut out = vec![Vec::new()];
    for region in regions {
        for score in [2u8, 7, 8] {
            for sign in &signs {
                out.push(vec![(region, Side::Left, score, *sign)]);
                out.push(vec![
                    (region, Side::Left, score, *sign),
                    (region, Side::Right, score, *sign),
                ]);
            }
        }
    }
    out
}

fn with_places(a: &mut Answers, places: &Places) {
    a.set(
        fact::LEGS,
        Answer::Value(if places.is_empty() { 0 } else { 2 }),
    )
    .unwrap();
    a.set_places(
        &places
            .iter()
            .map(|(r, s, _, _)| (*r, *s))
            .collect::<Vec<_>>(),
    );
    for (region, side, score, sign) in places {
        let signs: Vec<Fact> = sign.iter().copied().collect();
        a.set_feel(*region, *side, Some(Feel::new(*score, &signs).unwrap()))
            .unwrap();
    }
}

/// The next worse values of a fact, or none.
fn worse(f: Fact, value: i32, domain: &[i32]) -> Option<i32> {
    match f.def().worse {
        Worse::None => None,
        Worse::Lower => domain.iter().copied().filter(|d| *d < value).max(),
        _ => domain.iter().copied().filter(|d| *d > value).min(),
    }
}

#[test]
fn no_rule_is_switched_off_by_a_worse_answer() {
    let limit: usize = if deep() { usize::MAX } else { 6_000 };
    let (mut points, mut steps) = (0_usize, 0_usize);
    for rule in TRIAGE {
        let mut v = Variables::default();
        collect(&rule.when, &mut v);
        // The legs follow from the places.
        v.facts.remove(&fact::LEGS);
        let facts: Vec<(Fact, Vec<i32>)> = v.facts.iter().map(|f| (*f, domain(*f, &v))).collect();
        let places = if v.sites {
            places(&v)
        } else {
            vec![Vec::new()]
        };
        let size = facts.iter().map(|(_, d)| d.len()).product::<usize>() * places.len();
        // A stride without a common factor with the size walks through the whole grid evenly.
        let mut stride = (size / limit).max(1);
        while stride > 1 && gcd(stride, size) != 1 {
            stride += 1;
        }
        for point in (0..size).step_by(stride) {
            let mut rest = point;
            let mut a = Answers::new();
            let sore = &places[rest % places.len()];
            rest /= places.len();
            with_places(&mut a, sore);
            let mut at = Vec::new();
            for (f, domain) in &facts {
                let value = domain[rest % domain.len()];
                rest /= domain.len();
                a.set(*f, Answer::Value(value)).unwrap();
                at.push(value);
            }
            points += 1;
            if Context::new(&a, None).truth(&rule.when) != Truth::True {
                continue;
            }
            for ((f, domain), value) in facts.iter().zip(&at) {
                if let Some(to) = worse(*f, *value, domain) {
                    let mut b = a.clone();
                    b.set(*f, Answer::Value(to)).unwrap();
                    steps += 1;
                    assert_eq!(
                        Context::new(&b, None).truth(&rule.when),
                        Truth::True,
                        "{}: {} from {value} to {to} switches it off",
                        rule.id,
                        f.id()
                    );
                }
            }
            for (i, (_, _, score, sign)) in sore.iter().enumerate() {
                let mut worse_places = Vec::new();
                if *score < 8 {
                    let mut w = sore.clone();
                    w[i].2 = 8;
                    worse_places.push(w);
                }
                if sign.is_none() {
                    for s in Fact::all()
                        .filter(|f| f.def().of_site && matches!(f.def().kind, Kind::Sign))
                    {
                        let mut w = sore.clone();
                        w[i].3 = Some(s);
                        worse_places.push(w);
                    }
                }
                for w in worse_places {
                    let mut b = a.clone();
                    with_places(&mut b, &w);
                    steps += 1;
                    assert_eq!(
                        Context::new(&b, None).truth(&rule.when),
                        Truth::True,
                        "{}: {sore:?} made worse switches it off",
                        rule.id
                    );
                }
            }
        }
    }
    println!(
        "{} rules, {points} points, {steps} worse answers",
        TRIAGE.len()
    );
    assert!(points > TRIAGE.len() * 2 && steps > 1000 && !REGIONS.is_empty());
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// What one worse answer of a person is, by a number that picks it.
fn worsened(a: &Answers, pick: usize) -> Option<(String, Answers)> {
    let facts: Vec<Fact> = Fact::all()
        .filter(|f| !f.def().of_site && !f.def().offered)
        .collect();
    let f = facts[pick % facts.len()];
    // Whoever does not know may learn the worst.
    let value = match a.given(f) {
        Answer::Value(value) => value,
        Answer::DontKnow => -1,
        Answer::NotAsked => return None,
    };
    let to = match (&f.def().kind, f.def().worse) {
        (_, Worse::None) => return None,
        (Kind::Sign, _) if value < 1 => 1,
        (Kind::Choice(options), Worse::Later) if value < 0 => {
            i32::try_from(options.len()).unwrap() - 1
        }
        (Kind::Choice(options), Worse::Later)
            if value + 1 < i32::try_from(options.len()).unwrap() =>
        {
            value + 1
        }
        (Kind::Number(n), Worse::Higher) if value < n.max => (value + n.step * 6).min(n.max),
        (Kind::Number(n), Worse::Lower) if value > n.min => (value - n.step * 6).max(n.min),
        _ => return None,
    };
    // Soreness is not conjured up: without a place there is nothing to be sore.
    if f == fact::LEGS && a.given_sites().is_none_or(<[_]>::is_empty) {
        return None;
    }
    let mut b = a.clone();
    b.set(f, Answer::Value(to)).unwrap();
    align(&mut b);
    Some((f.id().to_owned(), b))
}

fn level(a: &Answers) -> Result<(Level, Plan), TestCaseError> {
    let plan =
        Plan::new(a).map_err(|u| TestCaseError::fail(format!("still asks {}", u.next.name())))?;
    Ok((plan.care.level, plan))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: if deep() { 100_000 } else { 1_500 }, failure_persistence: None, ..ProptestConfig::default() })]

    /// Through the interview, on generated runners: the level that is reached, and no exercise beside a red flag.
    #[test]
    fn through_the_interview_a_worse_answer_never_lowers_the_level(a in person(), pick in any::<usize>(), sign in any::<usize>()) {
        let (before, plan) = level(&a)?;
        if plan.care.level >= Level::SameDay {
            prop_assert!(plan.steps.is_empty() && plan.session.is_none() && plan.week.is_none());
        }
        if let Some((name, b)) = worsened(&a, pick) {
            let (after, plan) = level(&b)?;
            prop_assert!(after >= before, "{name}: {before:?} became {after:?}");
            if after >= Level::SameDay {
                prop_assert!(plan.steps.is_empty() && plan.session.is_none());
            }
        }
        // One place made worse, its twin left as it is.
        let sites: Vec<_> = a.sites().unwrap_or(&[]).to_vec();
        if !sites.is_empty() {
            let site = sites[pick % sites.len()];
            let feel = site.feel.unwrap();
            let signs: Vec<Fact> = Fact::all().filter(|f| f.def().of_site && matches!(f.def().kind, Kind::Sign)).collect();
            let mut all: Vec<Fact> = feel.signs().collect();
            all.push(signs[sign % signs.len()]);
            let worse = Feel::new((feel.score + 3).min(10), &all).unwrap();
            let mut b = a.clone();
            b.set_feel(site.region, site.side, Some(worse)).unwrap();
            let (after, _) = level(&b)?;
            prop_assert!(after >= before, "{} {}: {before:?} became {after:?}", site.region.id(), site.side.id());
        }
    }

    #[test]
    fn the_same_answers_give_the_same_plan_byte_for_byte(a in person()) {
        let once = serde_json::to_string(&Plan::new(&a).ok()).unwrap();
        let text = serde_json::to_string(&a).unwrap();
        let b: Answers = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(once, serde_json::to_string(&Plan::new(&b).ok()).unwrap());
    }

    #[test]
    fn every_step_has_a_rule_that_fired_and_a_citation(a in person()) {
        let (_, plan) = level(&a)?;
        let counted = Interview::walk(&a).answers;
        let context = Context::new(&counted, Some(plan.care.level));
        for step in &plan.steps {
            let rule = aftermile_engine::table::STEPS.iter().find(|s| s.id == step.id).unwrap();
            prop_assert!(context.holds(&rule.when), "{}", step.id);
            prop_assert!(!step.cites.is_empty(), "{}", step.id);
        }
        for reason in plan.care.reasons.iter().chain(&plan.care.also) {
            prop_assert!(!reason.cites.is_empty(), "{}", reason.rule);
        }
    }

    /// Whoever is asked something can be told which rules wait for it.
    #[test]
    fn every_screen_says_which_rules_wait_for_it(a in person()) {
        let walk = Interview::walk(&a);
        let mut counted = Answers::new();
        for step in &walk.asked {
            let why = Interview::waiting(&counted, step);
            let site = step.screen().layout == aftermile_engine::table::Layout::Site;
            prop_assert!(site || !why.is_empty(), "{} waits for nothing", step.name());
            counted = Interview::counted_until(&a, step);
        }
    }

    /// A walk looks again only at rules whose question was answered; a look at all of them finds the same screen.
    #[test]
    fn a_walk_finds_what_a_look_at_every_rule_finds(a in person()) {
        let walk = Interview::walk(&a);
        let mut counted = Answers::new();
        for step in walk.asked.iter().chain(&walk.next) {
            let fresh = Interview::next_screen(&counted);
            let told = fresh.map(|s| (s.screen().id, s.facts, s.place));
            prop_assert_eq!(told, Some((step.screen().id, step.facts.clone(), step.place)));
            counted = Interview::counted_until(&a, step);
        }
    }
}

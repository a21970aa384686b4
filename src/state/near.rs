//! What did not apply: the rules that nearly fired, and the answer of the runner's that decided against each.

use aftermile_engine::explain::{Change, WhyNot, apply, why_not};
use aftermile_engine::table::{SCREENS, STEPS};
use aftermile_engine::triage::triage;
use aftermile_engine::{Answers, Arg, Fact, Interview, Level, Plan};

/// So many in all, and so many signs of one level: a handful, with the levels in sight.
const SHOWN: usize = 5;
const SIGNS: usize = 4;
const OF_A_LEVEL: usize = 2;

/// A sign that the runner denied. Alone it would raise the level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denied {
    pub rule: String,
    pub sign: Fact,
    /// The level then; where more is asked then, the least that it is.
    pub level: Level,
}

/// A step that is not in the plan, and what the runner said that decided so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotNow {
    pub step: String,
    pub said: Vec<Arg>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Nearly {
    /// The most serious first.
    pub signs: Vec<Denied>,
    pub steps: Vec<NotNow>,
}

/// What nearly applied to these answers; nothing at be-seen-today and emergency.
#[must_use]
pub fn nearly(answers: &Answers, plan: &Plan) -> Nearly {
    if plan.care.level >= Level::SameDay {
        return Nearly::default();
    }
    let near = why_not(answers);
    let (signs, mut steps): (Vec<&WhyNot>, Vec<&WhyNot>) =
        near.iter().partition(|w| w.level.is_some());
    let mut denied: Vec<Denied> = Vec::new();
    for near in signs {
        for sign in near.decided.iter().filter_map(denied_sign) {
            if denied.iter().any(|d| d.sign == sign) {
                continue;
            }
            let level = level_with(answers, sign).filter(|l| *l > plan.care.level);
            denied.extend(level.map(|level| Denied {
                rule: near.rule.clone(),
                sign,
                level,
            }));
        }
    }
    denied.sort_by_key(|d| std::cmp::Reverse(d.level));
    let mut shown: Vec<Denied> = Vec::new();
    for one in denied {
        let alike = shown.iter().filter(|d| d.level == one.level).count();
        if alike < OF_A_LEVEL && shown.len() < SIGNS {
            shown.push(one);
        }
    }
    // What hung on the fewest answers came closest.
    steps.sort_by_key(|w| w.decided.len());
    let steps = steps
        .into_iter()
        .filter(|w| is_open(plan, &w.rule) && w.decided.iter().all(|a| is_said(answers, a)))
        .map(|w| NotNow {
            step: w.rule.clone(),
            said: w.decided.clone(),
        })
        .take(SHOWN.saturating_sub(shown.len()))
        .collect();
    Nearly {
        signs: shown,
        steps,
    }
}

/// The sign that an argument denies, unless it is who someone is, which no new look at the leg changes.
fn denied_sign(arg: &Arg) -> Option<Fact> {
    let Arg::Not(what) = arg else {
        return None;
    };
    let fact = said_fact(what)?;
    let profile = SCREENS.iter().filter(|s| s.profile);
    let lasting = profile.flat_map(|s| s.facts).any(|f| *f == fact);
    (!lasting).then_some(fact)
}

/// The fact of a sign that is repeated back.
fn said_fact(arg: &Arg) -> Option<Fact> {
    match arg {
        Arg::Key(key) => Fact::by_id(key.strip_prefix("said.")?),
        _ => None,
    }
}

/// What is certain with that one sign more.
fn level_with(answers: &Answers, sign: Fact) -> Option<Level> {
    let change = Change::Answer {
        fact: sign.id().to_owned(),
        to: "yes".to_owned(),
    };
    let changed = apply(answers, &change)?;
    Some(triage(&Interview::walk(&changed).answers).level)
}

/// No other way to do the same was chosen.
fn is_open(plan: &Plan, step: &str) -> bool {
    let group = |id: &str| {
        let rule = STEPS.iter().find(|s| s.id == id);
        rule.and_then(|s| s.group)
    };
    let own = group(step);
    own.is_none() || !plan.steps.iter().any(|s| group(&s.id) == own)
}

/// A place, a choice or a sign that the runner named. Bare numbers and what was denied explain little.
fn is_said(answers: &Answers, arg: &Arg) -> bool {
    match arg {
        Arg::Place(..) => true,
        Arg::Key(_) if said_fact(arg).is_some() => {
            said_fact(arg).is_some_and(|f| answers.is_yes(f))
        }
        Arg::Key(_) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Nearly, OF_A_LEVEL, SHOWN, nearly};
    use aftermile_engine::explain::{Change, apply};
    use aftermile_engine::table::Kind;
    use aftermile_engine::{Answer, Answers, Interview, Level, Plan};

    const NO: [&str; 8] = [
        "line_heart",
        "line_mind",
        "stroke_signs",
        "saddle_or_bladder",
        "line_ill",
        "line_urine",
        "line_leg",
        "line_pop",
    ];

    /// Answers until nothing is asked any more: these, and the mildest to all the rest.
    fn finished(said: &str) -> (Answers, Plan) {
        let lines = NO.map(|line| format!(r#""{line}":"no""#)).join(",");
        finish(serde_json::from_str(&format!("{{{lines},{said}}}")).unwrap())
    }

    fn finish(mut answers: Answers) -> (Answers, Plan) {
        while let Some(step) = Interview::walk(&answers).next {
            for fact in step.facts.iter().filter(|f| !f.def().offered) {
                if answers.given(*fact) == Answer::NotAsked {
                    let mild = match &fact.def().kind {
                        Kind::Number(n) => n.min,
                        _ => 0,
                    };
                    answers.set(*fact, Answer::Value(mild)).unwrap();
                }
            }
        }
        let answers = Interview::walk(&answers).answers;
        let plan = Plan::new(&answers).unwrap();
        (answers, plan)
    }

    const RUN: &str = r#""kind":"easy","minutes":"40 min","finished":"within_hour","age":"a18_49","days":"d1_3",
        "began":"built_up","effort":3,"time":"25 min","kit":"roller","eaten":"not_yet","sleep":"h7_8""#;

    fn tendon() -> (Answers, Plan) {
        finished(&format!(
            r#"{RUN},"legs":"sore","sites":[{{"region":"achilles","side":"left","score":3}}]"#
        ))
    }

    fn even() -> (Answers, Plan) {
        finished(&format!(
            r#"{RUN},"legs":"sore","sites":[{{"region":"quads","side":"left","score":3}},
                {{"region":"quads","side":"right","score":3}}]"#
        ))
    }

    #[test]
    fn a_handful_the_most_serious_first_no_level_alone() {
        let (answers, plan) = tendon();
        assert_eq!(plan.care.level, Level::SelfCare);
        let found = nearly(&answers, &plan);
        assert!(found.signs.is_sorted_by_key(|d| std::cmp::Reverse(d.level)));
        assert!(found.signs.len() + found.steps.len() <= SHOWN);
        for level in [Level::Emergency, Level::SameDay, Level::Book] {
            let alike = found.signs.iter().filter(|d| d.level == level);
            assert!(alike.count() <= OF_A_LEVEL);
        }
        assert!(
            found.signs.iter().any(|d| d.sign.id() == "limp"),
            "{found:?}"
        );
        assert!(!found.steps.is_empty());
    }

    #[test]
    fn what_is_said_to_follow_follows() {
        for (answers, plan) in [tendon(), even()] {
            for one in nearly(&answers, &plan).signs {
                assert!(one.level > plan.care.level);
                let change = Change::Answer {
                    fact: one.sign.id().to_owned(),
                    to: "yes".to_owned(),
                };
                let changed = Interview::walk(&apply(&answers, &change).unwrap()).answers;
                let care = aftermile_engine::triage::triage(&changed);
                assert_eq!(care.level, one.level, "{one:?}");
            }
        }
    }

    #[test]
    fn who_someone_is_and_what_has_a_better_way_in_the_plan_are_not_named() {
        for (answers, plan) in [tendon(), even()] {
            let found = nearly(&answers, &plan);
            assert!(found.signs.iter().all(|d| d.sign.id() != "pregnant"));
            for step in &found.steps {
                assert!(plan.steps.iter().all(|s| s.id != step.step), "{step:?}");
                assert!(!step.said.is_empty());
            }
        }
        // The part is rested in the tendon's own way.
        let (answers, plan) = tendon();
        assert!(plan.steps.iter().any(|s| s.id == "rest_tendon"));
        let steps = nearly(&answers, &plan).steps;
        assert!(steps.iter().all(|s| s.step != "rest_part"), "{steps:?}");
    }

    #[test]
    fn at_be_seen_today_nothing_is_said_to_be_near() {
        let (answers, _) = even();
        let change = Change::Answer {
            fact: "leg_swollen".to_owned(),
            to: "yes".to_owned(),
        };
        let (answers, plan) = finish(apply(&answers, &change).unwrap());
        assert_eq!(plan.care.level, Level::SameDay);
        assert_eq!(nearly(&answers, &plan), Nearly::default());
    }
}

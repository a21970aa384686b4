//! What to say on the phone: who, which run, what is wrong, since when, and what else counts. Only what was answered.

use crate::answers::{Answer, Answers};
use crate::message::{Arg, Message, said};
use crate::table::{FACTS, Fact, Kind, Level, fact};
use crate::triage::{Care, Place};

/// Lines of the script, in the order in which they are asked for on the phone. `since`: what has changed since the run
/// was answered for.
pub(crate) fn script(answers: &Answers, care: &Care, since: Vec<Message>) -> Vec<Message> {
    let mut lines = Vec::new();
    let about = |key: &str, facts: &[Fact]| {
        facts.iter().all(|f| answers.value(*f).is_some()).then(|| {
            facts.iter().fold(Message::new(key), |m, f| {
                m.with(f.id(), said(*f, answers.get(*f)))
            })
        })
    };
    lines.extend(about("phone.age", &[fact::AGE]));
    lines.extend(
        about("phone.run", &[fact::KIND, fact::MINUTES, fact::FINISHED])
            .or_else(|| Some(Message::new("phone.after_run"))),
    );
    lines.extend(since);
    // What decided comes first; other signs that are there follow.
    let mut signs: Vec<Arg> = Vec::new();
    let decided = care.reasons.iter().flat_map(|r| &r.said);
    let named = Fact::all()
        .filter(|f| is_sign(*f) && answers.get(*f) == Answer::Value(1))
        .map(|f| said(f, answers.get(f)));
    let denied = |arg: &Arg| !is_named(answers, arg);
    for arg in decided.cloned().chain(named) {
        if !signs.contains(&arg) && !denied(&arg) {
            signs.push(arg);
        }
    }
    if !signs.is_empty() {
        lines.push(Message::new("phone.signs").with("signs", Arg::List(signs)));
    }
    let mut places: Vec<Place> = answers
        .sites()
        .unwrap_or(&[])
        .iter()
        .map(Place::of)
        .collect();
    places.sort();
    if !places.is_empty() {
        let places = places
            .into_iter()
            .map(|p| Arg::Place(p.region, p.side))
            .collect();
        lines.push(Message::new("phone.places").with("places", Arg::List(places)));
    }
    lines.extend(about("phone.began", &[fact::BEGAN, fact::DAYS]));
    let groups: Vec<Arg> = GROUPS
        .iter()
        .filter(|f| answers.is_yes(**f))
        .map(|f| said(*f, answers.get(*f)))
        .collect();
    if !groups.is_empty() {
        lines.push(Message::new("phone.groups").with("groups", Arg::List(groups)));
    }
    if care.level == Level::Book {
        lines.push(Message::new("phone.ask"));
    }
    lines
}

/// Conditions that whoever answers the phone wants to know.
const GROUPS: [Fact; 12] = [
    fact::PREGNANT,
    fact::POSTPARTUM,
    fact::BLOOD_THINNER,
    fact::HEART,
    fact::ORGAN,
    fact::DIABETES,
    fact::IMMUNE_JOINT,
    fact::SICKLE_TRAIT,
    fact::MUSCLE_RISK,
    fact::CANCER,
    fact::CLOT_BEFORE,
    fact::OESTROGEN,
];

/// A sign of the body or the leg: not a line of the safety screen, not about the run or the person.
fn is_sign(fact: Fact) -> bool {
    let def = fact.def();
    matches!(def.kind, Kind::Sign)
        && !def.of_site
        && !def.offered
        && def.covers.is_empty()
        && def.worse == crate::table::Worse::Yes
        && !GROUPS.contains(&fact)
        && !matches!(fact, fact::HOT | fact::EATING_HISTORY)
}

/// Whether an argument names a sign that is there; choices and numbers have lines of their own.
fn is_named(answers: &Answers, arg: &Arg) -> bool {
    let Arg::Key(key) = arg else {
        return false;
    };
    FACTS.iter().zip(Fact::all()).any(|(def, f)| {
        is_sign(f) && answers.is_yes(f) && key.strip_prefix("said.") == Some(def.id)
    })
}

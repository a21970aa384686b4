//! What the page around the widget hears.

use super::plans::Dice;
use super::{emergency, finish};
use crate::ports::Ports;
use crate::ports::host::{Place, Setting};
use crate::ports::memory::{self, Listening};
use crate::share::given::{Given, KNOWN};
use crate::state::{App, Page};
use aftermile_engine::answers::{Answer, Feel, Side};
use aftermile_engine::message::english;
use aftermile_engine::table::Kind;
use aftermile_engine::{Answers, Fact, Plan, fact, region};
use leptos::prelude::*;
use serde_json::Value;

/// Runs `play` beside a page that asks for the plan.
fn beside(place: Place, asks_plan: bool, play: impl FnOnce(App, &Listening)) {
    let host = Listening {
        setting: Setting {
            place,
            asks_plan,
            ..Setting::default()
        },
        ..Listening::default()
    };
    let ports = Ports {
        host: Box::new(host.clone()),
        ..memory::ports()
    };
    Owner::new().with(|| play(App::new(ports, None), &host));
}

fn told(host: &Listening) -> Vec<String> {
    host.told.take()
}

#[test]
fn an_agreement_counts_for_one_plan() {
    beside(Place::Frame, true, |app, host| {
        app.gives_plan.set(true);
        app.start();
        finish(app);
        assert_eq!(told(host), ["start", "finish", "plan"]);
        assert!(!app.gives_plan.get_untracked());
        app.start();
        finish(app);
        assert_eq!(told(host), ["start", "finish"]);
        // The same run, answered otherwise.
        let answers = app.opened.get_untracked().unwrap().record.answers();
        app.revise(answers.unwrap());
        assert!(!told(host).contains(&"plan".to_owned()));
        assert_eq!(host.plans.borrow().len(), 1);
    });
}

#[test]
fn a_page_that_did_not_ask_gets_nothing() {
    beside(Place::Page, false, |app, host| {
        app.gives_plan.set(true);
        app.start();
        finish(app);
        assert_eq!(told(host), ["start", "finish"]);
    });
    beside(Place::Page, true, |app, host| {
        app.start();
        finish(app);
        assert_eq!(told(host), ["start", "finish"]);
    });
}

#[test]
fn of_an_urgent_answer_only_the_level_is_given() {
    beside(Place::Frame, true, |app, host| {
        app.gives_plan.set(true);
        emergency(app);
        let given: Value = serde_json::from_str(&host.plans.borrow()[0]).unwrap();
        let expected = serde_json::json!({
            "level": "emergency",
            "level_text": english("level.emergency"),
            "headline": english("level.emergency.headline"),
            "steps": [],
            "help": [],
        });
        assert_eq!(given, expected);
    });
}

/// Every text of what is given, and every name of a field.
fn texts(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::String(text) => into.push(text.clone()),
        Value::Array(all) => all.iter().for_each(|one| texts(one, into)),
        Value::Object(fields) => {
            for (name, one) in fields {
                into.push(name.clone());
                texts(one, into);
            }
        }
        _ => {}
    }
}

/// What a runner said of their person and body, beside the run and where it is sore: names of facts and options, and
/// how they are repeated back.
fn said(answers: &Answers) -> Vec<(String, Option<&'static str>)> {
    let sites = answers.sites().unwrap_or_default();
    let affirmed = |fact: Fact| {
        let of_site = |site: &aftermile_engine::Site| site.answer(fact) == Answer::Value(1);
        answers.is_yes(fact) || sites.iter().any(of_site)
    };
    let mut said = Vec::new();
    for fact in Fact::all().filter(|fact| !KNOWN.contains(fact)) {
        let name = fact.id();
        match (&fact.def().kind, answers.choice(fact)) {
            (Kind::Sign, _) if affirmed(fact) => {
                said.push((name.to_owned(), english(&format!("said.{name}"))));
            }
            (Kind::Choice(_), Some(option)) => {
                let repeated = english(&format!("said.{name}.{option}"));
                said.push((option.to_owned(), repeated));
            }
            _ => {}
        }
    }
    said
}

fn holds_nothing_of(given: &str, answers: &Answers) {
    let value: Value = serde_json::from_str(given).unwrap();
    let mut all = Vec::new();
    texts(&value, &mut all);
    // What warns of signs names them, to everyone alike.
    let mut own = value.clone();
    own.as_object_mut().unwrap().remove("help");
    for step in own["steps"].as_array_mut().unwrap() {
        step.as_object_mut().unwrap().remove("how");
    }
    let mut sentences = Vec::new();
    texts(&own, &mut sentences);
    for part in ["said", "phone", "because", "reasons", "age", "weight"] {
        assert!(!all.iter().any(|text| text == part), "{part}: {given}");
    }
    assert!(!given.contains("said.") && !given.contains("fact."));
    for (name, repeated) in said(answers) {
        // A name with a space in it is none: it is a sentence that is held to what was said.
        let named = |text: &str| {
            let text = text.replace('_', " ");
            format!(" {text} ").contains(&format!(" {} ", name.replace('_', " ")))
        };
        let ids = all.iter().filter(|text| !text.contains(' '));
        assert!(!ids.clone().any(|text| named(text)), "{name}: {given}");
        if let Some(repeated) = repeated {
            let said = |text: &String| text.to_lowercase().contains(&repeated.to_lowercase());
            assert!(!sentences.iter().any(said), "{repeated}: {given}");
        }
    }
}

/// Whatever a runner says of their person and body, the page around hears none of it.
#[test]
fn a_plan_that_is_given_holds_no_answer_of_the_body() {
    let mut with_steps = 0;
    for seed in 0..200 {
        let mut dice = Dice(seed);
        beside(Place::Frame, true, |app, host| {
            app.gives_plan.set(true);
            app.start();
            for _ in 0..60 {
                if app.page.get_untracked() == Page::Answer {
                    break;
                }
                dice.answer(app);
            }
            let record = app.opened.get_untracked().unwrap().record;
            let answers = record.answers().unwrap();
            let given = host.plans.borrow()[0].clone();
            holds_nothing_of(&given, &answers);
            let value: Value = serde_json::from_str(&given).unwrap();
            assert_eq!(value["level"], record.plan.care.level.id());
            with_steps += usize::from(value["steps"].as_array().is_some_and(|s| s.len() > 2));
        });
    }
    // It says something all the same, though most of these are ill.
    assert!(with_steps > 2, "{with_steps}");
}

/// The same of each answer alone, which leaves most of the plan in place.
#[test]
fn no_single_answer_of_the_body_is_given() {
    let mut tried = 0;
    for fact in Fact::all().filter(|fact| !KNOWN.contains(fact)) {
        let (own, signs) = match &fact.def().kind {
            Kind::Sign if fact.def().of_site => (0..1, vec![fact]),
            Kind::Sign => (1..2, vec![]),
            Kind::Choice(options) => (0..i32::try_from(options.len()).unwrap(), vec![]),
            Kind::Number(_) => continue,
        };
        for value in own {
            let more: &[(Fact, i32)] = match signs.is_empty() {
                true => &[(fact, value)],
                false => &[],
            };
            if let Some((answers, plan)) = finished(more, &signs) {
                holds_nothing_of(&given(&answers, &plan).to_string(), &answers);
                tried += usize::from(!plan.steps.is_empty());
            }
        }
    }
    assert!(tried > 40, "{tried}");
}

/// A runner after an easy run, both thighs a little sore.
fn runner(more: &[(Fact, i32)], signs: &[Fact]) -> (Answers, Plan) {
    finished(more, signs).unwrap()
}

/// The same, where that ends the questions.
fn finished(more: &[(Fact, i32)], signs: &[Fact]) -> Option<(Answers, Plan)> {
    let mut answers = Answers::new();
    for fact in Fact::all().filter(|f| !f.def().of_site && !f.def().offered) {
        let value = match &fact.def().kind {
            Kind::Sign | Kind::Choice(_) => 0,
            Kind::Number(n) => n.min,
        };
        let _ = answers.set(fact, Answer::Value(value));
    }
    let plain = [
        (fact::AGE, 2),
        (fact::MINUTES, 40),
        (fact::TIME, 15),
        (fact::EFFORT, 3),
        (fact::LEGS, 2),
        (fact::SLEEP, 2),
    ];
    for (fact, value) in plain.iter().chain(more) {
        answers.set(*fact, Answer::Value(*value)).unwrap();
    }
    let places = [(region::QUADS, Side::Left), (region::QUADS, Side::Right)];
    answers.set_places(&places);
    for (region, side) in places {
        let feel = Feel::new(2, signs).unwrap();
        answers.set_feel(region, side, Some(feel)).unwrap();
    }
    // Each line of the safety screen says what the signs behind it say.
    for line in Fact::all().filter(|f| !f.def().covers.is_empty()) {
        let any = line.def().covers.iter().any(|sign| answers.is_yes(*sign));
        let _ = answers.set(line, Answer::Value(i32::from(any)));
    }
    let plan = Plan::new(&answers).ok()?;
    Some((answers, plan))
}

fn given(answers: &Answers, plan: &Plan) -> Value {
    let mut given = Value::Null;
    beside(Place::Frame, true, |app, _| {
        let words = untrack(|| app.words());
        given = serde_json::to_value(Given::of(plan, answers, &words)).unwrap();
    });
    given
}

fn steps(given: &Value) -> Vec<String> {
    let steps = given["steps"].as_array().unwrap();
    let id = |step: &Value| step["id"].as_str().unwrap().to_owned();
    steps.iter().map(id).collect()
}

#[test]
fn an_ordinary_plan_is_given_whole() {
    let (answers, plan) = runner(&[], &[]);
    let given = given(&answers, &plan);
    let own = plan.steps.iter().filter(|s| !s.optional);
    assert_eq!(steps(&given), own.map(|s| s.id.clone()).collect::<Vec<_>>());
    for (step, told) in plan
        .steps
        .iter()
        .filter(|s| !s.optional)
        .zip(given["steps"].as_array().unwrap())
    {
        assert_eq!(step.dose.is_some(), told["dose"].is_string());
        assert!(told["title"].as_str().is_some_and(|text| !text.is_empty()));
    }
    assert_eq!(
        given["next_run"]["hard_hours"].as_i64(),
        plan.next_run.unwrap().hard_hours.map(i64::from)
    );
    assert_eq!(given["help"].as_array().unwrap().len(), plan.help.len());
}

#[test]
fn what_rests_on_a_condition_the_age_or_the_weight_is_not_given() {
    let (_, plain) = runner(&[], &[]);
    let diabetes = runner(&[(fact::DIABETES, 1)], &[]);
    assert!(diabetes.1.steps.iter().any(|s| s.id == "glucose"));
    assert!(!steps(&given(&diabetes.0, &diabetes.1)).contains(&"glucose".to_owned()));

    let pregnant = runner(&[(fact::PREGNANT, 1)], &[]);
    let told = given(&pregnant.0, &pregnant.1);
    assert_ne!(pregnant.1.next_run, plain.next_run);
    assert!(told.get("next_run").is_none());
    assert!(!told.to_string().to_lowercase().contains("pregnan"));

    let older = runner(&[(fact::AGE, 6)], &[]);
    let told = given(&older.0, &older.1);
    let sleep = |value: &Value| {
        let all = value["steps"].as_array().unwrap();
        let step = all.iter().find(|s| s["id"] == "sleep").unwrap();
        step.get("dose").cloned()
    };
    assert_eq!(sleep(&told), None);
    let (answers, plan) = runner(&[], &[]);
    assert!(sleep(&given(&answers, &plan)).is_some());

    let heavy = runner(
        &[(fact::KIND, 2), (fact::EATEN, 1), (fact::WEIGHT, 83_000)],
        &[],
    );
    let own = heavy.1.steps.iter().find(|s| s.id.starts_with("eat_"));
    assert!(own.is_some_and(|s| s.dose.is_some()));
    assert!(!given(&heavy.0, &heavy.1).to_string().contains("83"));

    let sharp = runner(&[], &[fact::SHARP]);
    let told = given(&sharp.0, &sharp.1);
    assert_eq!(told["level"], sharp.1.care.level.id());
    assert!(!told.to_string().contains("sharp"));
}

/// A link to a single file would name a folder of this device and open nothing for anyone else.
#[test]
fn a_single_file_has_a_text_in_place_of_a_link_and_no_rulebook() {
    let text_at = |place| {
        let mut text = None;
        beside(place, false, |app, _| {
            app.start();
            finish(app);
            let record = app.opened.get_untracked().unwrap().record;
            text = Some((
                app.has_link(),
                app.as_text(&record),
                app.rulebook("reading"),
            ));
        });
        text.unwrap()
    };
    let (link, text, rulebook) = text_at(Place::File);
    assert!(!link && rulebook.is_none());
    let expected = [
        "Now\n- Easy walk: ",
        "Tonight\n",
        "\nNext run\n- ",
        "\nWhen to get help\n- Call at once: Chest pain",
        "No clinician has reviewed the rules yet.",
    ];
    for part in expected {
        assert!(text.contains(part), "{part:?} is not in {text}");
    }
    assert!(
        !text.contains(['{', '}']) && !text.contains("file:"),
        "{text}"
    );
    for place in [Place::Standalone, Place::Frame, Place::Page] {
        let (link, _, rulebook) = text_at(place);
        assert!(link && rulebook.is_some());
    }
}

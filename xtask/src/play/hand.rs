//! The runner's hand: answers one screen after the other, and counts its presses.
//!
//! A tap is one press of a control that the page really shows: Start, Next, each chip, each stepper press,
//! each key of a typed number (product definition). Counted as a first visit.

use aftermile_engine::table::{Kind, Layout, NumberDef};
use aftermile_engine::{Answer, Answers, Fact, Feel, Interview, Region, Side, Step, fact};

use super::answer;
use super::story::Facts;

#[derive(Debug)]
pub struct Walk {
    pub answers: Answers,
    pub screens: Vec<String>,
    pub taps: usize,
    /// How many of them opened what stands apart.
    pub opened: usize,
}

/// Plays the interview to its end. The error says on which screen the facts had no answer.
pub fn walk(facts: &Facts) -> Result<Walk, String> {
    let mut answers = Answers::new();
    // The card's Start.
    let mut taps = 1;
    let mut opened = 0;
    let mut screens = Vec::new();
    loop {
        let interview = Interview::walk(&answers);
        let Some(step) = interview.next else {
            return Ok(Walk {
                answers,
                screens,
                taps,
                opened,
            });
        };
        if screens.contains(&step.name()) {
            return Err(format!("the screen {} comes back unanswered", step.name()));
        }
        taps += press(&step, &mut answers, facts, &mut opened)?;
        screens.push(step.name());
    }
}

fn press(
    step: &Step,
    answers: &mut Answers,
    facts: &Facts,
    opened: &mut usize,
) -> Result<usize, String> {
    match step.screen().layout {
        Layout::Lines => lines(step, answers, facts),
        Layout::Where => places(answers, facts),
        Layout::Site => site(step, answers, facts),
        layout => {
            let mut taps = 0;
            let before = *opened;
            for f in &step.facts {
                let given = answer::answer(*f, facts);
                if given == Answer::NotAsked && f.def().offered {
                    continue;
                }
                if given == Answer::NotAsked {
                    return Err(format!("the story has no answer to `{}`", f.id()));
                }
                set(answers, *f, given)?;
                let pressed = presses(*f, given, layout, step.facts.len() == 1);
                // What stands apart is opened first.
                if f.def().aside && pressed > 0 {
                    *opened = before + 1;
                }
                taps += pressed;
            }
            taps += *opened - before;
            // One button closes a screen of several things; a single choice or a single ready number goes on by itself.
            let goes_on = layout == Layout::Fields && ready_number(step, answers);
            Ok(taps + usize::from(matches!(layout, Layout::Signs | Layout::Fields) && !goes_on))
        }
    }
}

/// The screen asks for one number, and the answer is one of its quick values.
fn ready_number(step: &Step, answers: &Answers) -> bool {
    let [only] = step.facts.as_slice() else {
        return false;
    };
    match &only.def().kind {
        Kind::Number(def) => answers.value(*only).is_some_and(|v| def.quick.contains(&v)),
        _ => false,
    }
}

fn set(answers: &mut Answers, fact: Fact, answer: Answer) -> Result<(), String> {
    answers.set(fact, answer).map_err(|e| e.to_string())
}

fn presses(fact: Fact, answer: Answer, layout: Layout, alone: bool) -> usize {
    match (&fact.def().kind, answer) {
        // Ticked, or left alone; "not sure about the rest" is the button that closes the screen.
        (Kind::Sign, _) => usize::from(answer == Answer::Value(1)),
        (Kind::Number(_), _) if layout == Layout::Effort => 1,
        (Kind::Number(def), Answer::Value(v)) => number_presses(def, v, alone),
        _ => 1,
    }
}

/// The fewest presses: a quick value, which goes on at once; or steps from where the stepper begins, or the field and
/// its keys, and then Next, which on a screen of one number is counted with the screen.
fn number_presses(def: &NumberDef, value: i32, alone: bool) -> usize {
    let steps =
        |from: i32| usize::try_from((value - from).abs() / def.step.max(1)).unwrap_or(usize::MAX);
    if def.quick.contains(&value) {
        return 1;
    }
    let middle = def.quick.get(def.quick.len() / 2);
    let stepped = middle.map_or(usize::MAX, |start| 1 + steps(*start));
    let shown = match def.unit {
        "m" => format!("{}", f64::from(value) / 1000.0),
        "g" => format!("{:.1}", f64::from(value) / 1000.0),
        "hg" => format!("{:.1}", f64::from(value) / 10.0),
        _ => value.to_string(),
    };
    stepped.min(1 + shown.len()) + usize::from(!alone)
}

fn lines(step: &Step, answers: &mut Answers, facts: &Facts) -> Result<usize, String> {
    let named = step
        .facts
        .iter()
        .find(|f| answer::answer(**f, facts) == Answer::Value(1));
    match named {
        Some(line) => set(answers, *line, Answer::Value(1))?,
        None => {
            for line in &step.facts {
                set(answers, *line, Answer::Value(0))?;
            }
        }
    }
    Ok(1)
}

fn places(answers: &mut Answers, facts: &Facts) -> Result<usize, String> {
    set(answers, fact::LEGS, answer::answer(fact::LEGS, facts))?;
    let named = answer::places(facts);
    if named.is_empty() {
        return Ok(1);
    }
    let list: Vec<(Region, Side)> = named.iter().map(|(r, s, _)| (*r, *s)).collect();
    answers.set_places(&list);
    // The list instead of the picture, which shows one side and one view at a time; left, both or right in each row,
    // then Next.
    let mut rows: Vec<Region> = list.iter().map(|(r, _)| *r).collect();
    rows.sort();
    rows.dedup();
    Ok(1 + rows.len() + 1)
}

fn site(step: &Step, answers: &mut Answers, facts: &Facts) -> Result<usize, String> {
    let named: Vec<(Region, Side, Feel)> = answer::places(facts)
        .into_iter()
        .filter(|(r, _, _)| Some(*r) == step.place)
        .collect();
    for (region, side, feel) in &named {
        answers
            .set_feel(*region, *side, Some(*feel))
            .map_err(|e| e.to_string())?;
    }
    let one = |feel: &Feel| feel.signs().count() + 1;
    Ok(match named.as_slice() {
        [(_, _, feel)] => one(feel) + 1,
        [(_, _, a), (_, _, b)] if a == b => one(a) + 1,
        // "Sides differ", then each side with its Next.
        several => {
            1 + several
                .iter()
                .map(|(_, _, feel)| one(feel) + 1)
                .sum::<usize>()
        }
    })
}

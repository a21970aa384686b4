//! Several things to answer: one question at a time, those answered stand above as chips that open again,
//! and what may be ticked comes last, with Next.

use super::{number, signs};
use crate::i18n::{Key, Words, key};
use crate::state::{App, Page, interview};
use crate::ui::parts::{Data, Toggle, bar, edit_chip, follow, heading, icon, live, soon, toggle};
use aftermile_engine::answers::Answer;
use aftermile_engine::message::said;
use aftermile_engine::table::{Kind, NumberDef};
use aftermile_engine::{Fact, Step, fact};
use leptos::prelude::*;

/// Choices whose labels are no longer than this together stand in one row.
const ROW_LETTERS: usize = 26;

pub fn view(app: App, step: &Step) -> AnyView {
    let step = step.clone();
    let stage = {
        let step = step.clone();
        Memo::new(move |_| app.stage(&step))
    };
    let missing = RwSignal::new(false);
    live(move || {
        missing.set(false);
        question(app, &step, stage.get(), missing)
    })
}

fn question(app: App, step: &Step, open: Option<Fact>, missing: RwSignal<bool>) -> AnyView {
    let title = match open {
        Some(fact) => heading(app, "q", ask(app, fact)),
        None => any(app, step),
    };
    let body = match open {
        Some(fact) => control(app, step, fact),
        None => ticks(app, step),
    };
    let remembered = step.screen().profile && step.facts.iter().any(|f| app.remembers(*f));
    let error = move || {
        let text = missing.get().then_some(key::ASK_MISSING);
        text.map(|text| view! { <p class="error" role="alert">{text.text()}</p> })
            .into_any()
    };
    view! {
        {answered(app, step, open)}
        {title}
        {remembered.then(|| view! { <p class="sub hint">{key::ASK_CONFIRM.text()}</p> })}
        <div class="field" data-field=open.map(|f| f.id())>{live(error)}{body}</div>
        {next(app, step, open, missing)}
    }
    .into_any()
}

/// "Any of these?", and for those who hear it what about: the answers above show it.
fn any(app: App, step: &Step) -> AnyView {
    let about = app
        .words_untracked()
        .rule(&format!("screen.{}", step.title()));
    let ask = if alone(step) {
        key::ASK_FITS
    } else {
        key::ASK_ANY
    };
    let text = view! { <span class="sr">{about}": "</span>{ask.text()} };
    heading(app, "q", text.into_any())
}

/// Whether there is one thing to tick.
fn alone(step: &Step) -> bool {
    let signs = step
        .facts
        .iter()
        .filter(|f| matches!(f.def().kind, Kind::Sign));
    signs.count() == 1
}

/// The question of a field. The rules name some in a word, which is enough on a chip.
fn ask(app: App, fact: Fact) -> String {
    let own: Option<Key> = match fact {
        fact::MINUTES => Some(key::ASK_MINUTES),
        fact::FINISHED => Some(key::ASK_FINISHED),
        fact::TIME => Some(key::ASK_TIME),
        fact::KIT => Some(key::ASK_KIT),
        fact::EATEN => Some(key::ASK_EATEN),
        fact::SLEEP => Some(key::ASK_SLEEP),
        fact::AGE => Some(key::ASK_AGE),
        fact::LOST => Some(key::ASK_LOST),
        _ => None,
    };
    match own {
        Some(key) => key.text().to_owned(),
        None => app.words_untracked().rule(&format!("fact.{}", fact.id())),
    }
}

/// What was answered on this screen so far, each to be opened again.
fn answered(app: App, step: &Step, open: Option<Fact>) -> AnyView {
    let words = app.words_untracked();
    let chips: Vec<AnyView> = interview::stages(step)
        .into_iter()
        .filter(|f| Some(*f) != open && app.shown(*f) != Answer::NotAsked)
        .map(|f| {
            let text = chip(&words, f, app.shown(f));
            let press = Callback::new(move |()| app.open_field(Some(f)));
            let name = format!("{} {}", key::ASK_CHANGE.text(), ask(app, f));
            edit_chip(f.id(), name, text, press)
        })
        .collect();
    view! { <div class="chips so-far">{chips}</div> }.into_any()
}

/// An answer in the words that were pressed: what was just read is known at a glance.
fn chip(words: &Words, fact: Fact, answer: Answer) -> String {
    let option = match answer {
        Answer::Value(v) => usize::try_from(v).ok().and_then(|v| fact.options().get(v)),
        _ => None,
    };
    match option {
        Some(option) => words.rule(&format!("fact.{}.{}", fact.id(), option.id)),
        None => words.arg(&said(fact, answer)),
    }
}

/// Goes on with what is open on the screen, or to the next one.
fn go_on(app: App, step: &Step, open: Option<Fact>) {
    app.field.set(None);
    let more = untrack(|| app.stage(step));
    if open.is_none() || more == open {
        app.settle(step, Answer::Value(0));
    } else {
        app.open_field(None);
    }
}

/// Shows what was pressed as chosen, then goes on, unless the runner has gone elsewhere in between.
fn after_a_moment(app: App, step: Step, open: Fact) {
    let go = move || {
        let still = app.page.try_get_untracked() == Some(Page::Ask)
            && app.step.try_get_untracked().flatten().as_ref() == Some(&step);
        if still && app.shown_untracked(open) != Answer::NotAsked {
            go_on(app, &step, Some(open));
        }
    };
    set_timeout(go, super::SEEN);
}

/// Next, where pressing an answer does not go on by itself or an answer is there already.
fn next(app: App, step: &Step, open: Option<Fact>, missing: RwSignal<bool>) -> AnyView {
    if let Some(f) = open
        && !matches!(f.def().kind, Kind::Number(_))
        && app.shown_untracked(f) == Answer::NotAsked
    {
        return ().into_any();
    }
    let last = step.facts.contains(&fact::TIME) && open.is_none();
    let label = if last { key::ASK_PLAN } else { key::ASK_NEXT };
    let none = match (last, alone(step)) {
        (true, _) => key::ASK_NONE_PLAN,
        (false, true) => key::ASK_NO,
        (false, false) => key::ASK_NONE,
    };
    // What the press says of what is not ticked is said before it is pressed.
    let signs: Vec<Fact> = step
        .facts
        .iter()
        .copied()
        .filter(|f| open.is_none() && matches!(f.def().kind, Kind::Sign))
        .collect();
    let denies = follow(move || {
        !signs.is_empty() && signs.iter().all(|f| app.shown(*f) != Answer::Value(1))
    });
    let text = live(move || if denies.get() { none } else { label }.text().into_any());
    let step = step.clone();
    let press = Callback::new(move |()| match open {
        Some(f) if app.shown_untracked(f) == Answer::NotAsked => {
            missing.set(true);
            app.focus(format!("[data-field={}] :is(button, input)", f.id()));
        }
        _ => go_on(app, &step, open),
    });
    let go = move |event| soon(&event, press);
    bar(vec![
        view! { <button type="button" class="btn" class:even=move || denies.get() data-action="next" on:click=go>{text}</button> }
            .into_any(),
    ])
}

fn control(app: App, step: &Step, fact: Fact) -> AnyView {
    let chosen = {
        let step = step.clone();
        Callback::new(move |()| after_a_moment(app, step.clone(), fact))
    };
    match &fact.def().kind {
        Kind::Number(def) => {
            // Kept open while a number is stepped or typed: the first digit is not yet the answer.
            let set = Callback::new(move |answer| {
                app.field.set(Some(fact));
                app.set(fact, answer);
            });
            number::view(app, fact, def, set, chosen)
        }
        _ => options(app, fact, chosen),
    }
}

/// What may be ticked. What few have to say stands apart, under a line that names it, so that the screen stays short.
fn ticks(app: App, step: &Step) -> AnyView {
    let mut rows: Vec<AnyView> = Vec::new();
    let mut more: Vec<AnyView> = Vec::new();
    let mut ticked = false;
    for fact in &step.facts {
        let aside = fact.def().aside;
        match &fact.def().kind {
            Kind::Sign if aside => {
                ticked |= app.shown_untracked(*fact) == Answer::Value(1);
                more.push(signs::tick(app, *fact, "tick"));
            }
            Kind::Sign => rows.push(signs::tick(app, *fact, "tick")),
            Kind::Number(def) if aside => more.push(offered_number(app, *fact, def)),
            _ => {}
        }
    }
    let title = if step.screen().profile {
        key::ASK_MORE
    } else if step.facts.contains(&fact::WEIGHED) {
        key::ASK_WEIGHED_OR_AGAIN
    } else {
        key::ASK_AGAIN_SOON
    };
    let more = (!more.is_empty()).then(|| {
        view! {
            <details class="more" open=ticked>
                <summary>{title.text()}</summary>
                <div class="ticks">{more}</div>
            </details>
        }
    });
    view! { <div class="ticks">{rows}</div>{more} }.into_any()
}

/// A number that may be left out.
fn offered_number(app: App, fact: Fact, def: &'static NumberDef) -> AnyView {
    let set = Callback::new(move |answer| app.set(fact, answer));
    let control = number::view(app, fact, def, set, Callback::new(|()| {}));
    view! {
        <div class="field" data-offered=fact.id()>
            <h3>{app.words_untracked().rule(&format!("fact.{}", fact.id()))}</h3>
            {control}
        </div>
    }
    .into_any()
}

fn options(app: App, fact: Fact, chosen: Callback<()>) -> AnyView {
    let words = app.words_untracked();
    let labels: Vec<String> = fact
        .options()
        .iter()
        .map(|o| words.rule(&format!("fact.{}.{}", fact.id(), o.id)))
        .collect();
    let letters: usize = labels.iter().map(|l| l.chars().count()).sum();
    let tiles = fact == fact::KIND;
    let (group, class) = if tiles {
        ("kinds", "kind")
    } else if labels.len() > 4 {
        ("chips g2", "chip")
    } else if letters <= ROW_LETTERS {
        ("chips row-of", "chip")
    } else {
        ("choices", "option")
    };
    let chips: Vec<AnyView> = labels
        .into_iter()
        .zip(fact.options())
        .enumerate()
        .map(|(place, (label, def))| {
            let answer = Answer::Value(i32::try_from(place).unwrap_or(0));
            let picture = tiles.then(|| icon(stride(def.id)));
            toggle(Toggle {
                class,
                label: view! { {picture}<span>{label}</span> }.into_any(),
                on: follow(move || app.shown(fact) == answer),
                press: Callback::new(move |()| {
                    // Open until the choice has been seen as chosen.
                    app.field.set(Some(fact));
                    app.set(fact, answer);
                    chosen.run(());
                }),
                data: Data::value(fact.id(), def.id),
            })
        })
        .collect();
    view! { <div class=group>{chips}</div> }.into_any()
}

/// The course of a run as a line, for its tile.
fn stride(kind: &str) -> &'static str {
    match kind {
        "run_walk" => "M2 15H6V11H10V15H14V11H18V15H22",
        "intervals" => "M2 17H5V6H8V17H11V6H14V17H17V6H20V17H22",
        "tempo" => "M2 17H7V8H17V17H22",
        "hills" => "M2 18L8 8L12 14L16 6L22 18",
        "long" => "M1 14C4 11 6 11 9 13S14 16 17 13S21 11 23 12",
        "race" => "M5 20V4L18 8L5 12",
        _ => "M2 14C7 11 10 11 13 13S19 15 22 12",
    }
}

//! Several things, then Next.

use super::{number, signs};
use crate::i18n::key;
use crate::state::App;
use crate::ui::parts::{Data, Toggle, bar, button, icon, live, toggle};
use aftermile_engine::answers::Answer;
use aftermile_engine::table::Kind;
use aftermile_engine::{Fact, Step, fact};
use leptos::prelude::*;

/// Choices whose labels are no longer than this together stand in one row.
const ROW_LETTERS: usize = 26;

pub fn view(app: App, step: &Step) -> AnyView {
    let missing = RwSignal::new(None::<Fact>);
    let mut blocks: Vec<AnyView> = Vec::new();
    let mut ticks: Vec<Fact> = Vec::new();
    let mut more: Vec<AnyView> = Vec::new();
    for fact in &step.facts {
        // Facts about oneself that are only offered stand apart, so that the screen stays short.
        if fact.def().offered && step.screen().profile {
            more.push(match &fact.def().kind {
                Kind::Number(def) => field(
                    app,
                    *fact,
                    missing,
                    false,
                    number::view(app, *fact, def, None),
                ),
                _ => signs::tick(app, *fact, "chip"),
            });
            continue;
        }
        match &fact.def().kind {
            Kind::Sign => ticks.push(*fact),
            Kind::Choice(_) => {
                let asked_by_title = *fact == fact::KIND && blocks.is_empty();
                blocks.push(field(
                    app,
                    *fact,
                    missing,
                    asked_by_title,
                    options(app, *fact),
                ));
            }
            Kind::Number(def) => {
                let only = step.facts.len() == 1;
                let this = step.clone();
                let on = only.then(|| Callback::new(move |()| app.settle(&this, Answer::Value(0))));
                blocks.push(field(
                    app,
                    *fact,
                    missing,
                    only,
                    number::view(app, *fact, def, on),
                ));
            }
        }
    }
    if !ticks.is_empty() {
        let chips: Vec<AnyView> = ticks.iter().map(|f| signs::tick(app, *f, "chip")).collect();
        blocks.push(
            view! {
                <fieldset class="field">
                    <legend>{key::ASK_ANY.text()}</legend>
                    <div class="chips">{chips}</div>
                </fieldset>
            }
            .into_any(),
        );
    }
    if !more.is_empty() {
        blocks.push(
            view! {
                <details class="more">
                    <summary>{key::ASK_MORE.text()}</summary>
                    <div class="chips">{more}</div>
                </details>
            }
            .into_any(),
        );
    }
    let remembered = step.screen().profile && step.facts.iter().any(|f| app.remembers(*f));
    let step = step.clone();
    let last = step.facts.contains(&fact::TIME);
    let next = Callback::new(move |()| {
        let open = step.facts.iter().find(|f| {
            let needed = !matches!(f.def().kind, Kind::Sign) && !f.def().offered;
            needed && app.shown(**f) == Answer::NotAsked
        });
        missing.set(open.copied());
        match open {
            None => app.settle(&step, Answer::Value(0)),
            Some(fact) => {
                app.say(missing_text(app, *fact));
                app.focus(format!("[data-field={}] :is(button, input)", fact.id()));
            }
        }
    });
    let label = if last { key::ASK_PLAN } else { key::ASK_NEXT };
    view! {
        {remembered.then(|| view! { <p class="sub hint">{key::ASK_CONFIRM.text()}</p> })}
        <div class="fields">{blocks}</div>
        {bar(vec![button("btn", "next", label.text(), next)])}
    }
    .into_any()
}

fn missing_text(app: App, fact: Fact) -> String {
    let words = app.words_untracked();
    words.with(
        key::ASK_MISSING,
        &[("what", &words.rule(&format!("fact.{}", fact.id())))],
    )
}

/// A fieldset with its name, and what is missing once Next was pressed too early. The name is only said
/// where the screen's title asks the same.
fn field(
    app: App,
    fact: Fact,
    missing: RwSignal<Option<Fact>>,
    asked_by_title: bool,
    control: AnyView,
) -> AnyView {
    let id = fact.id();
    let error = move || {
        let open = missing.get() == Some(fact) && app.shown(fact) == Answer::NotAsked;
        open.then(|| view! { <p class="error">{missing_text(app, fact)}</p> })
    };
    view! {
        <fieldset class="field" data-field=id>
            <legend class:sr=asked_by_title>{live(move || app.words().rule(&format!("fact.{id}")).into_any())}</legend>
            {live(move || error().into_any())}
            {control}
        </fieldset>
    }
    .into_any()
}

fn options(app: App, fact: Fact) -> AnyView {
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
    } else if letters <= ROW_LETTERS && labels.len() <= 4 {
        ("chips seg", "chip")
    } else if labels.len() > 4 {
        ("chips g2", "chip")
    } else {
        ("chips", "chip")
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
                on: Signal::derive(move || app.shown(fact) == answer),
                press: Callback::new(move |()| app.set(fact, answer)),
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

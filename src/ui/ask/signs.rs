//! Tick what is true, or none.

use crate::i18n::{Key, key};
use crate::state::App;
use crate::ui::parts::{Data, Toggle, bar, button, follow, live, soon, toggle};
use aftermile_engine::answers::Answer;
use aftermile_engine::{Fact, Step};
use leptos::prelude::*;

pub fn view(app: App, step: &Step) -> AnyView {
    let facts = step.facts.clone();
    let ticked = {
        let facts = facts.clone();
        follow(move || facts.iter().any(|f| app.shown(*f) == Answer::Value(1)))
    };
    let rows: Vec<AnyView> = facts.iter().map(|fact| row(app, *fact)).collect();
    let (settled, unsure) = (step.clone(), step.clone());
    let settle = Callback::new(move |()| app.settle(&settled, Answer::Value(0)));
    let rest = facts.iter().any(|f| f.def().unsure).then(|| {
        let press = Callback::new(move |()| app.settle(&unsure, Answer::DontKnow));
        button("btn quiet", "unsure", key::ASK_REST_UNSURE.text(), press)
    });
    view! {
        <p class="sub hint">{key::ASK_TICK.text()}</p>
        <div class="ticks">{rows}</div>
        {bar(rest.into_iter().chain([next_or_none(ticked, settle)]).collect())}
    }
    .into_any()
}

/// "None of these" while nothing is ticked, then "Next".
fn next_or_none(ticked: Signal<bool>, press: Callback<()>) -> AnyView {
    let label = move || -> Key {
        if ticked.get() {
            key::ASK_NEXT
        } else {
            key::ASK_NONE
        }
    };
    view! {
        <button
            type="button"
            class="btn"
            class:even=move || !ticked.get()
            data-action=move || if ticked.get() { "next" } else { "none" }
            on:click=move |event| soon(&event, press)
        >
            {live(move || label().text().into_any())}
        </button>
    }
    .into_any()
}

fn row(app: App, fact: Fact) -> AnyView {
    tick(app, fact, "tick")
}

/// A sign that is ticked or not.
pub fn tick(app: App, fact: Fact, class: &'static str) -> AnyView {
    let on = follow(move || app.shown(fact) == Answer::Value(1));
    let press = Callback::new(move |()| {
        let now = if on.get_untracked() { 0 } else { 1 };
        app.set(fact, Answer::Value(now));
    });
    let text = live(move || app.words().rule(&format!("fact.{}", fact.id())).into_any());
    toggle(Toggle {
        class,
        label: text,
        on,
        press,
        data: Data::value(fact.id(), "yes"),
    })
}

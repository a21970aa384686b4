//! The serious signs: pressing a line opens it, one button denies the rest.

use crate::i18n::key;
use crate::state::{App, interview};
use crate::ui::parts::{bar, button, soon};
use aftermile_engine::{Fact, Step};
use leptos::prelude::*;

pub fn view(app: App, step: &Step) -> AnyView {
    let lines = step.facts.clone();
    let (opened, denied) = (step.clone(), step.clone());
    let open = Callback::new(move |line: Fact| app.open_line(&opened, line));
    let deny = Callback::new(move |()| app.deny(&denied));
    view! {
        {list(app, &lines, open)}
        {bar(vec![button("btn even", "none", key::ASK_NONE.text(), deny)])}
    }
    .into_any()
}

/// All the lines, also those that were denied.
pub fn wrong(app: App) -> AnyView {
    let open = Callback::new(move |line: Fact| app.wrong(line));
    let back = Callback::new(move |()| app.back());
    view! {
        {list(app, interview::lines(), open)}
        {bar(vec![button("btn even", "none", key::ASK_WRONG_NONE.text(), back)])}
    }
    .into_any()
}

fn list(app: App, lines: &[Fact], open: Callback<Fact>) -> AnyView {
    let words = app.words_untracked();
    let rows: Vec<AnyView> = lines
        .iter()
        .map(|line| {
            let line = *line;
            let text = words.rule(&format!("fact.{}", line.id()));
            let press = Callback::new(move |()| open.run(line));
            view! {
                <button type="button" class="sign" data-fact=line.id() on:click=move |event| soon(&event, press)>
                    {text}
                </button>
            }
            .into_any()
        })
        .collect();
    view! { <div class="signs">{rows}</div> }.into_any()
}

//! What would change this: other answers, and what each would lead to. Found by the engine in the rules; looked for
//! when a runner asks, for it plays many interviews.

use crate::i18n::{Words, key};
use crate::state::App;
use crate::ui::parts::live;
use aftermile_engine::explain::{Consequence, what_would_change};
use aftermile_engine::{Answers, Level};
use leptos::prelude::*;

/// So many of each kind: what raises the level, what lowers it, what changes the steps.
const SHOWN: [usize; 3] = [3, 2, 3];

pub fn view(app: App, answers: &Answers, level: Level) -> AnyView {
    let opened = RwSignal::new(false);
    let answers = answers.clone();
    let rows = move || {
        if !opened.get() {
            return ().into_any();
        }
        let words = app.words();
        let all = what_would_change(&answers);
        let lists = [all.raise, all.lower, all.change];
        let rows: Vec<AnyView> = lists
            .iter()
            .zip(SHOWN)
            .flat_map(|(list, most)| list.iter().take(most))
            .map(|c| row(&words, c, level))
            .collect();
        view! { <ul class="changes">{rows}</ul> }.into_any()
    };
    view! {
        <section class="part">
            <details class="limits" data-would="" on:toggle=move |_| opened.set(true)>
                <summary>{key::WOULD_TITLE.text()}</summary>
                {live(rows)}
            </details>
        </section>
    }
    .into_any()
}

fn row(words: &Words, change: &Consequence, now: Level) -> AnyView {
    let titles = |ids: &[String]| -> String {
        let mut names: Vec<String> = ids
            .iter()
            .map(|id| words.rule(&format!("step.{id}")))
            .collect();
        names.dedup();
        names.truncate(3);
        names.join(", ")
    };
    let mut then = Vec::new();
    if change.level != now {
        let level = words.rule(&format!("level.{}", change.level.id()));
        then.push(words.with(key::WOULD_LEVEL, &[("level", &level)]));
    }
    if change.opens {
        then.push(key::WOULD_OPENS.text().to_owned());
    }
    if !change.comes.is_empty() {
        then.push(words.with(key::CHANGE_ADDED, &[("step", &titles(&change.comes))]));
    }
    if !change.goes.is_empty() {
        then.push(words.with(key::CHANGE_GONE, &[("step", &titles(&change.goes))]));
    }
    view! {
        <li>
            <b>{words.message(&change.says)}</b>
            <p class="sub">{then.join(". ")}</p>
        </li>
    }
    .into_any()
}

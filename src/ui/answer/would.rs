//! What would change this: other answers, and what each would lead to. Found by the engine in the rules; looked for
//! when a runner asks, for it plays many interviews.

use crate::i18n::{Words, key};
use crate::state::App;
use crate::ui::parts::live;
use aftermile_engine::explain::{Change, Consequence, what_would_change};
use aftermile_engine::{Answers, Level};
use leptos::prelude::*;

/// So many of each kind: what raises the level, what lowers it, what changes the steps.
const SHOWN: [usize; 3] = [3, 2, 3];
/// So many steps of one change are named.
const STEPS: usize = 3;

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
            .flat_map(|(list, most)| told(&words, list, most, level))
            .map(|(says, then)| {
                view! { <li><b>{says}</b><p class="sub">{then}</p></li> }.into_any()
            })
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

/// The first of a list that differ in what follows; what is near this run, its own places, before what is rare.
fn told(words: &Words, list: &[Consequence], most: usize, level: Level) -> Vec<(String, String)> {
    let (answers, places): (Vec<_>, Vec<_>) = list
        .iter()
        .partition(|c| matches!(c.change, Change::Answer { .. }));
    let mut rows: Vec<(String, String)> = Vec::new();
    let mut tell = |list: &[&Consequence], most: usize| {
        for change in list {
            let then = follows(words, change, level);
            let new = rows.iter().all(|(_, told)| *told != then);
            if rows.len() < most && !then.is_empty() && new {
                rows.push((words.message(&change.says), then));
            }
        }
    };
    // One row is left for the weightiest of the other answers.
    tell(&places, most.saturating_sub(1));
    tell(&answers, most);
    tell(&places, most);
    rows
}

/// What follows from a change, in words. A step that only comes in another form has the same title, and is no news.
fn follows(words: &Words, change: &Consequence, now: Level) -> String {
    let titles = |ids: &[String], others: &[String]| -> Vec<String> {
        let title = |id: &String| words.rule(&format!("step.{id}"));
        let others: Vec<String> = others.iter().map(title).collect();
        let mut names: Vec<String> = Vec::new();
        for name in ids.iter().map(title) {
            if !others.contains(&name) && !names.contains(&name) && names.len() < STEPS {
                names.push(name);
            }
        }
        names
    };
    let mut then = Vec::new();
    if change.level != now {
        let level = words.rule(&format!("level.{}", change.level.id()));
        then.push(words.with(key::WOULD_LEVEL, &[("level", &level)]));
    }
    if change.opens {
        then.push(key::WOULD_OPENS.text().to_owned());
    }
    let lists = [
        (key::CHANGE_ADDED, titles(&change.comes, &change.goes)),
        (key::CHANGE_GONE, titles(&change.goes, &change.comes)),
    ];
    for (key, names) in lists {
        if !names.is_empty() {
            then.push(words.with(key, &[("step", &names.join(", "))]));
        }
    }
    then.join(". ")
}

//! Why the question at hand is asked: what it may still decide.

use super::parts::{live, sheet};
use crate::i18n::{Words, key};
use crate::state::App;
use crate::state::sources::Found;
use crate::state::why::Waiting;
use aftermile_engine::Step;
use aftermile_engine::table::Layout;
use leptos::prelude::*;

/// So many warning signs and parts of the plan are named; the others are counted.
const NAMED: usize = 5;

/// The sheet, for a step. By `crate::later` only.
pub fn panel(app: App, step: &Step, close: Callback<()>) -> AnyView {
    let waits = app.waits(step);
    let everyone = step.screen().layout == Layout::Lines;
    app.open_sources();
    app.focus("[data-sheet]".to_owned());
    let body = live(move || {
        let (found, words) = (app.sources.get(), app.words());
        let lead = if everyone {
            key::WHY_EVERYONE
        } else {
            key::WHY_LEAD
        };
        let missing = (found == Found::Missing && !waits.rules.is_empty())
            .then(|| view! { <p class="sub" role="status">{key::WHY_MISSING.text()}</p> });
        view! {
            <p>{lead.text()}</p>
            {missing}
            {signs(app, &words, &waits)}
            {plan(&words, &waits)}
            {super::answer::sources::rulebook(app)}
        }
        .into_any()
    });
    sheet("why", key::WHY_TITLE.text().to_owned(), body, close)
}

/// Which warning signs wait, with the level that each would give.
fn signs(app: App, words: &Words, waits: &Waiting) -> AnyView {
    let rows: Vec<AnyView> = waits
        .rules
        .iter()
        .filter_map(|(rule, level)| {
            let level = words.rule(&format!("level.{}", level.id()));
            let title = app.title(rule)?;
            Some(view! { <li><b>{title}</b>" "<small>{level}</small></li> }.into_any())
        })
        .take(NAMED)
        .collect();
    let Some((_, worst)) = waits.rules.first() else {
        return ().into_any();
    };
    if rows.is_empty() {
        // Without their names: how many, and how serious.
        let level = words.rule(&format!("level.{}", worst.id()));
        let text = words.count_with(
            key::WHY_SIGNS_COUNT,
            waits.rules.len(),
            &[("level", &level)],
        );
        return view! {
            <h4>{key::WHY_SIGNS.text()}</h4>
            <p data-waits="signs">{text}</p>
        }
        .into_any();
    }
    let more = more(words, waits.rules.len().saturating_sub(rows.len()));
    view! {
        <h4>{key::WHY_SIGNS.text()}</h4>
        <ul class="changes" data-waits="signs">{rows}</ul>
        {more}
    }
    .into_any()
}

/// Which parts of the plan wait.
fn plan(words: &Words, waits: &Waiting) -> AnyView {
    let mut names: Vec<String> = waits.parts.iter().map(|key| words.rule(key)).collect();
    // Several ways to do one thing have one name.
    names.sort();
    names.dedup();
    if waits.next_run {
        names.insert(0, key::ANSWER_NEXT.text().to_owned());
    }
    if waits.help {
        names.push(key::ANSWER_HELP.text().to_owned());
    }
    if names.is_empty() {
        return ().into_any();
    }
    let more = more(words, names.len().saturating_sub(NAMED));
    names.truncate(NAMED);
    view! {
        <h4>{key::WHY_PLAN.text()}</h4>
        <p data-waits="plan">{names.join(", ")}</p>
        {more}
    }
    .into_any()
}

fn more(words: &Words, count: usize) -> AnyView {
    if count == 0 {
        return ().into_any();
    }
    view! { <p class="sub">{words.count(key::WHY_MORE, count)}</p> }.into_any()
}

//! What did not apply, and the answer of the runner's that decided so. Looked for when a runner opens it.

use super::sources::linked;
use crate::i18n::{Words, key};
use crate::state::App;
use crate::state::near::{Denied, NotNow, nearly};
use crate::ui::parts::live;
use aftermile_engine::answers::Answer;
use aftermile_engine::message::said;
use aftermile_engine::{Answers, Plan};
use leptos::prelude::*;

pub fn view(app: App, answers: &Answers, plan: &Plan) -> AnyView {
    let opened = RwSignal::new(false);
    let (answers, plan) = (answers.clone(), plan.clone());
    let rows = move || {
        if !opened.get() {
            return ().into_any();
        }
        app.sources.track();
        let words = app.words();
        let near = nearly(&answers, &plan);
        let signs = near.signs.iter().map(|d| sign(app, &words, d));
        let steps = near.steps.iter().map(|s| step(&words, s));
        let rows: Vec<AnyView> = signs.chain(steps).collect();
        if rows.is_empty() {
            return view! { <p class="sub">{key::NOT_NOTHING.text()}</p> }.into_any();
        }
        view! {
            <p class="sub">{key::NOT_LEAD.text()}</p>
            <ul class="changes">{rows}</ul>
        }
        .into_any()
    };
    let open = move |_| {
        app.open_sources();
        opened.set(true);
    };
    view! {
        <section class="part">
            <details class="limits" data-why-not="" on:toggle=open>
                <summary>{key::NOT_TITLE.text()}</summary>
                {live(rows)}
            </details>
        </section>
    }
    .into_any()
}

/// A sign that was denied, with what follows if that changes. The rule has a name once the sources were read.
fn sign(app: App, words: &Words, denied: &Denied) -> AnyView {
    let what = words.arg(&said(denied.sign, Answer::Value(1)));
    let level = words.rule(&format!("level.{}", denied.level.id()));
    let title = app.title(&format!("rule.{}", denied.rule));
    let title = title.unwrap_or_else(|| key::NOT_RULE.text().to_owned());
    let address = app.rulebook(&format!("rule-{}", denied.rule));
    let new_tab = address
        .as_ref()
        .map(|_| view! { <span class="sr">" "{key::TAKE_NEW_TAB.text()}</span> });
    let named = view! { {title}{new_tab} }.into_any();
    view! {
        <li data-near=denied.rule.clone() data-level-then=denied.level.id()>
            <b>{words.with(key::NOT_DENIED, &[("what", &what)])}</b>
            <p class="sub">
                {words.with(key::NOT_THEN, &[("level", &level)])}" "
                {linked(address, named)}
            </p>
        </li>
    }
    .into_any()
}

fn step(words: &Words, not_now: &NotNow) -> AnyView {
    let said: Vec<String> = not_now.said.iter().map(|a| words.arg(a)).collect();
    view! {
        <li data-near=not_now.step.clone()>
            <b>{words.rule(&format!("step.{}", not_now.step))}</b>
            <p class="sub">{words.with(key::NOT_BECAUSE, &[("what", &said.join("; "))])}</p>
        </li>
    }
    .into_any()
}

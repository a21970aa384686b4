//! The answer: one page from the level of care to its sources.

pub mod limits;
mod next;
mod ribbon;
mod session;
mod steps;

use super::parts::{CALENDAR, HAND, button, heading, icon, live, wrong_link};
use super::{notes, reasons};
use crate::i18n::{Words, key};
use crate::ports::DateStyle;
use crate::state::{App, Opened, Page};
use aftermile_engine::message::said;
use aftermile_engine::table::RULES_VERSION;
use aftermile_engine::{Answers, Arg, Level, Message, Plan, fact};
use leptos::prelude::*;

pub fn view(app: App, opened: &Opened) -> AnyView {
    let opened = opened.clone();
    // The whole page follows the units; nothing on it is half-typed.
    let page = live(move || page(app, &app.words(), &opened));
    view! {
        <section class="answer" data-screen="answer">
            <div class="top">
                <button type="button" class="brand" data-action="home" on:click=move |_| app.show(Page::Card)>
                    {key::APP_NAME.text()}
                </button>
                {wrong_link(app)}
            </div>
            {notes::view(app)}
            {page}
            <div class="foot">
                {super::card::units(app)}
                <div class="stack wide">
                    {button("btn", "history", key::HISTORY_TITLE.text(), Callback::new(move |()| app.show(Page::History)))}
                    {button("btn quiet", "start", key::ANSWER_AGAIN.text(), Callback::new(move |()| app.start()))}
                </div>
            </div>
        </section>
    }
    .into_any()
}

fn page(app: App, words: &Words, opened: &Opened) -> AnyView {
    let record = &opened.record;
    let plan = &record.plan;
    let headline = words.message(&plan.headline);
    let date = words.date(record.moment(), DateStyle::Day);
    let kept = match (opened.fresh, opened.kept) {
        (true, true) => Some(key::ANSWER_SAVED),
        (true, false) => Some(key::ANSWER_UNSAVED),
        (false, _) => (plan.rules != RULES_VERSION).then_some(key::ANSWER_OLD),
    };
    view! {
        <div class="two">
            <div class="one">
                {level(words, plan)}
                {heading(app, "q head", headline)}
                <p class="sub date">{date}{kept.map(|k| format!(". {}", k.text()))}</p>
                {session::view(words, plan)}
            </div>
            <div class="wide-col">
                {ribbon::view(words, record)}
                {steps::view(words, record)}
            </div>
            <div class="one more">
                {rests(words, &record.answers)}
                {next::help(words, plan)}
                {next::left_out(words, plan)}
                {next::next_run(words, plan)}
                {limits::view(words, plan)}
            </div>
        </div>
    }
    .into_any()
}

/// The level of care with its reasons.
fn level(words: &Words, plan: &Plan) -> AnyView {
    let care = &plan.care;
    let picture = if care.level == Level::Book {
        CALENDAR
    } else {
        HAND
    };
    let mut texts = reasons::texts(words, care);
    if texts.is_empty() && care.level == Level::SelfCare {
        texts.extend(plan.calm.as_ref().map(|calm| words.message(calm)));
    }
    if care.level == Level::Book
        && let Some(see) = &care.see
    {
        texts.push(words.rule(&format!("see.{see}.book")));
    }
    let lines: Vec<AnyView> = care
        .lines
        .iter()
        .map(|l| view! { <li>{words.message(&l.text)}</li> }.into_any())
        .collect();
    let id = care.level.id();
    view! {
        <div class="level" data-level=id>
            <p class="word">{icon(picture)}{words.rule(&format!("level.{id}"))}</p>
            {texts.into_iter().map(|t| view! { <p>{t}</p> }).collect::<Vec<_>>()}
            {(!lines.is_empty()).then(|| view! { <ul class="do">{lines}</ul> })}
        </div>
    }
    .into_any()
}

/// The answers that the plan rests on, in a few words each.
fn rests(words: &Words, answers: &Answers) -> AnyView {
    let mut texts: Vec<String> = Vec::new();
    for fact in [fact::KIND, fact::MINUTES, fact::DISTANCE, fact::FINISHED] {
        if answers.value(fact).is_some() {
            texts.push(words.arg(&said(fact, answers.get(fact))));
        }
    }
    if let Some(effort) = answers.value(fact::EFFORT) {
        texts.push(words.message(&Message::new("said.effort").with("value", Arg::Count(effort))));
    }
    for fact in [fact::DESCENT, fact::UNUSUAL, fact::HOT] {
        if answers.is_yes(fact) {
            texts.push(words.arg(&said(fact, answers.get(fact))));
        }
    }
    texts.extend(super::ask::places(words, answers));
    if answers.sites().is_some_and(<[_]>::is_empty) {
        texts.push(words.arg(&said(fact::LEGS, answers.get(fact::LEGS))));
    }
    let chips: Vec<AnyView> = texts
        .into_iter()
        .map(|t| view! { <li>{t}</li> }.into_any())
        .collect();
    view! {
        <section class="part">
            <h3>{key::ANSWER_SAID.text()}</h3>
            <ul class="said">{chips}</ul>
        </section>
    }
    .into_any()
}

//! Earlier runs: the list, and one whose rules have changed.

pub mod old;

use super::notes;
use super::parts::{CLOSE, NEXT, heading, icon, icon_button, live};
use crate::history::Run;
use crate::i18n::{Words, key};
use crate::ports::DateStyle;
use crate::state::{App, Page};
use aftermile_engine::Level;
use leptos::prelude::*;

/// So many runs are listed at once: a list of thousands would take seconds to draw.
const SHOWN: usize = 60;

pub fn view(app: App) -> AnyView {
    let shown = RwSignal::new(SHOWN);
    let list = move || {
        let runs = app.runs();
        if runs.is_empty() {
            return view! { <p class="sub">{key::HISTORY_NONE.text()}</p> }.into_any();
        }
        let words = app.words();
        let count = words.count(key::HISTORY_COUNT, runs.len());
        let lines: Vec<AnyView> = runs
            .iter()
            .take(shown.get())
            .map(|run| line(app, &words, run))
            .collect();
        let more = (runs.len() > shown.get()).then(|| {
            let press = Callback::new(move |()| shown.update(|n| *n += SHOWN));
            super::parts::button("btn quiet", "more", key::HISTORY_MORE.text(), press)
        });
        view! {
            <p class="sub">{count}</p>
            <ul class="runs">{lines}</ul>
            {more}
        }
        .into_any()
    };
    view! {
        <section class="page" data-screen="history">
            <div class="top">
                {heading(app, "q one", key::HISTORY_TITLE.text())}
                {icon_button("close", key::HISTORY_CLOSE, CLOSE, Callback::new(move |()| app.show(Page::Card)))}
            </div>
            {notes::view(app)}
            {live(list)}
            {super::card::units(app)}
        </section>
    }
    .into_any()
}

/// What kind of run, and how long.
pub fn what(words: &Words, run: &Run) -> String {
    let kind = run
        .kind()
        .map(|kind| words.rule(&format!("fact.kind.{kind}")));
    let time = run.minutes().map(|m| words.quantity(m, "min"));
    match (kind, time) {
        (Some(kind), Some(time)) => {
            words.with(key::HISTORY_MINUTES, &[("kind", &kind), ("time", &time)])
        }
        (kind, time) => kind.or(time).unwrap_or_default(),
    }
}

fn line(app: App, words: &Words, run: &Run) -> AnyView {
    let date = words.date(run.finished(), DateStyle::Day);
    let level = run.level_now();
    let word = level.map(|l| words.rule(&format!("level.{}", l.id())));
    let id = run.id.clone();
    let data = id.clone();
    let open = move |_| app.open(&id);
    view! {
        <li>
            <button type="button" class="row" data-run=data data-level=level.map(Level::id) on:click=open>
                <span>
                    <b>{date}</b>
                    <small>{what(words, run)}</small>
                </span>
                <span class="word">{word}</span>
                {icon(NEXT)}
            </button>
        </li>
    }
    .into_any()
}

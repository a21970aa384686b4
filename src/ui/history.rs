//! The list of runs.

use super::notes;
use super::parts::{CLOSE, NEXT, heading, icon, icon_button, live};
use crate::history::Row;
use crate::i18n::key;
use crate::ports::DateStyle;
use crate::state::{App, Page};
use leptos::prelude::*;

pub fn view(app: App) -> AnyView {
    let list = move || {
        let rows = app.runs();
        if rows.is_empty() {
            return view! { <p class="sub">{key::HISTORY_NONE.text()}</p> }.into_any();
        }
        let count = app.words().count(key::HISTORY_COUNT, rows.len());
        let rows: Vec<AnyView> = rows.into_iter().map(|row| line(app, row)).collect();
        view! {
            <p class="sub">{count}</p>
            <ul class="runs">{rows}</ul>
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

fn line(app: App, row: Row) -> AnyView {
    let words = app.words();
    let kind = row
        .kind
        .as_deref()
        .map(|kind| words.rule(&format!("fact.kind.{kind}")));
    let time = row.minutes.map(|m| words.quantity(m, "min"));
    let what = match (kind, time) {
        (Some(kind), Some(time)) => {
            words.with(key::HISTORY_MINUTES, &[("kind", &kind), ("time", &time)])
        }
        (kind, time) => kind.or(time).unwrap_or_default(),
    };
    let date = words.date(row.moment(), DateStyle::Day);
    let level = row.level.id();
    let word = words.rule(&format!("level.{level}"));
    let id = row.id.clone();
    let open = move |_| app.open(&row.id);
    view! {
        <li>
            <button type="button" class="row" data-run=id data-level=level on:click=open>
                <span>
                    <b>{date}</b>
                    <small>{what}</small>
                </span>
                <span class="word">{word}</span>
                {icon(NEXT)}
            </button>
        </li>
    }
    .into_any()
}

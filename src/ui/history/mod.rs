//! Earlier runs: the list, and one whose rules have changed.

mod chart;
pub mod look;
pub mod niggle;
pub mod old;
pub mod week;

use super::notes;
use super::parts::{CLOSE, button, heading, icon, icon_button, live, soon};
use crate::history::Run;
use crate::i18n::{Words, key};
use crate::ports::DateStyle;
use crate::state::data::Erased;
use crate::state::{App, Page};
use aftermile_engine::Level;
use leptos::prelude::*;

/// A bin.
const BIN: &str = "M5 7H19M10 4H14M7 7L8 20H16L17 7M10.5 11V16M13.5 11V16";
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
            {live(move || erased(app).into_any())}
            {live(move || due(app).into_any())}
            {live(list)}
            <div class="stack wide ways">
                {button("btn even", "look-back", key::LOOK_TITLE.text(), Callback::new(move |()| app.show(Page::LookBack)))}
                {button("btn even", "import-runs", key::FILES_WAYS.text(), Callback::new(move |()| app.import_runs()))}
                {button("btn even", "data", key::DATA_TITLE.text(), Callback::new(move |()| app.show(Page::Data)))}
            </div>
            {super::card::units(app)}
        </section>
    }
    .into_any()
}

/// Once a week a few questions about whatever troubles the runner.
fn due(app: App) -> Option<AnyView> {
    let ask = Callback::new(move |()| app.ask_week());
    app.week_due().then(|| {
        let words = app.words();
        view! {
            <div class="note" data-note="week">
                <p><b>{words.rule("problem.title")}</b>" "{words.rule("problem.why")}</p>
                {button("mini", "ask-week", key::HISTORY_WEEK.text(), ask)}
            </div>
        }
        .into_any()
    })
}

/// A run that was just erased can be taken back.
fn erased(app: App) -> Option<AnyView> {
    let Some(Erased::One(_)) = app.erased.get() else {
        return None;
    };
    let undo = Callback::new(move |()| app.undo_erase());
    Some(
        view! {
            <div class="note" data-note="erased" role="status">
                <p>{key::DATA_ONE_ERASED.text()}</p>
                {button("mini", "undo-erase", key::DATA_UNDO.text(), undo)}
            </div>
        }
        .into_any(),
    )
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
    let open = Callback::new(move |()| app.open(&id));
    let erase = run.id.clone();
    let erase = Callback::new(move |()| app.erase(&erase));
    let label = words.with(key::HISTORY_ERASE, &[("day", &date)]);
    view! {
        <li>
            <button type="button" class="row" data-run=data data-level=level.map(Level::id) on:click=move |event| soon(&event, open)>
                <span>
                    <b>{date}</b>
                    <small>{what(words, run)}</small>
                    <span class="word">{word}</span>
                </span>
                {chart::ribbon(run)}
            </button>
            <button type="button" class="icon" data-action="erase" aria-label=label on:click=move |event| soon(&event, erase)>
                {icon(BIN)}
            </button>
        </li>
    }
    .into_any()
}

//! What the card says of earlier runs.

use super::parts::{NEXT, button, icon, soon};
use crate::i18n::key;
use crate::ports::DateStyle;
use crate::state::{App, Page};
use leptos::prelude::*;

/// The check-in that is due. It comes before everything else.
pub fn due(app: App) -> AnyView {
    due_run(app).into_any()
}

fn due_run(app: App) -> Option<AnyView> {
    let run = app.due()?;
    let day = app.day_of(&run);
    let text = app.words().with(key::CHECK_IN_DUE, &[("day", &day)]);
    let press = Callback::new(move |()| app.check_in(&run));
    Some(
        view! {
            <button type="button" class="row due" data-action="check-in" on:click=move |event| soon(&event, press)>
                <span><b>{text}</b><small>{key::CHECK_IN_DUE_NOTE.text()}</small></span>
                {icon(NEXT)}
            </button>
        }
        .into_any(),
    )
}

/// The last run, and the way to the others.
pub fn last(app: App) -> AnyView {
    last_run(app).into_any()
}

fn last_run(app: App) -> Option<AnyView> {
    let runs = app.runs();
    let row = runs.first()?;
    let words = app.words();
    let level = row.level_now();
    let date = words.date(row.finished(), DateStyle::Day);
    let count = words.count(key::CARD_RUNS, runs.len());
    let id = row.id.clone();
    let open = Callback::new(move |()| app.open(&id));
    let all = Callback::new(move |()| app.show(Page::History));
    let id_of = level.map_or("none", aftermile_engine::Level::id);
    let word = level.map(|l| words.rule(&format!("level.{}", l.id())));
    Some(
        view! {
            <div class="last" data-level=id_of>
                <button type="button" class="row" data-action="last" on:click=move |event| soon(&event, open)>
                    <span>
                        <b>{key::CARD_LAST.text()}{word.map(|w| format!(": {w}"))}</b>
                        <small>{date}</small>
                    </span>
                    {icon(NEXT)}
                </button>
                {button("mini", "history", count, all)}
            </div>
        }
        .into_any(),
    )
}

//! The screens. They read and change the state, and know nothing of the browser.

mod answer;
mod ask;
mod card;
mod check_in;
mod data;
mod earlier;
mod figure;
mod files;
mod history;
mod host;
mod notes;
mod parts;
mod phone;
mod player;
mod porch;
mod reasons;
mod shared;
mod urgent;
mod waiting;
mod why;

pub use earlier::{due, last};
pub use porch::widget;
pub use why::panel as why;

use crate::state::awaited::Awaited;
use crate::state::{App, Page};
use aftermile_engine::Level;
use leptos::prelude::*;

/// What the program shows in the widget's frame.
pub fn inside(app: App) -> AnyView {
    let page = move || match app.page.get() {
        Page::Card => card::view(app),
        Page::Ask => ask::view(app),
        Page::Wrong => ask::wrong(app),
        page => match app.later() {
            Some(later) => (later.view)(app, page),
            None => waiting::view(app),
        },
    };
    let page = parts::live(move || {
        if app.awaited.get() == Awaited::No {
            page()
        } else {
            waiting::view(app)
        }
    });
    view! {
        {page}
        {parts::toast(app)}
        <p class="sr" aria-live="polite">{parts::live(move || app.announced.get().into_any())}</p>
    }
    .into_any()
}

/// The pages of the later part, by `crate::later` only.
pub fn later(app: App, page: Page) -> AnyView {
    match page {
        Page::Card | Page::Ask | Page::Wrong => ().into_any(),
        Page::History => history::view(app),
        Page::OldRun => history::old::view(app),
        Page::Seen => check_in::seen(app),
        Page::CheckIn => check_in::view(app),
        Page::Checked => check_in::checked(app),
        Page::LookBack => history::look::view(app),
        Page::Niggle => history::niggle::view(app),
        Page::Week => history::week::view(app),
        Page::Data => data::view(app),
        Page::Files(stage) => files::view(app, stage),
        Page::FileRun => files::run(app),
        Page::Player => player::view(app),
        Page::Answer => opened(app),
        Page::Shared => shared::view(app),
    }
}

fn opened(app: App) -> AnyView {
    let Some(opened) = app.opened.get() else {
        return card::view(app);
    };
    match opened.record.plan.care.level {
        Level::Emergency | Level::SameDay => urgent::view(app, &opened),
        Level::Book | Level::SelfCare => answer::view(app, &opened),
    }
}

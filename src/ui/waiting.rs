//! Stands in for what the later part of the program shows, while that is fetched.

use super::parts::{bar, button, heading, top, wrong_link};
use super::urgent;
use crate::i18n::key;
use crate::state::App;
use crate::state::awaited::Awaited;
use aftermile_engine::Level;
use leptos::prelude::*;

pub fn view(app: App) -> AnyView {
    let missing = app.awaited.get_untracked() == Awaited::Missing;
    let again = move |class| {
        let press = Callback::new(move |()| app.try_again());
        button(class, "again", key::WAITING_AGAIN.text(), press)
    };
    // Nothing urgent waits for a file.
    if let Some(care) = app.urgent_meanwhile() {
        let note = missing.then(|| {
            view! {
                <div class="note" role="status"><p>{key::WAITING_REST.text()}</p>{again("mini")}</div>
            }
        });
        let mistake = Callback::new(move |()| app.back());
        return view! {
            <section class="urgent" data-screen="waiting">
                {urgent::card(app, &care, ().into_any(), ().into_any())}
                {note}
                {(care.level == Level::SameDay).then(|| wrong_link(app))}
                {button("link", "mistake", key::URGENT_MISTAKE.text(), mistake)}
            </section>
        }
        .into_any();
    }
    let (title, text) = if missing {
        (key::WAITING_FAILED, key::WAITING_TODO)
    } else {
        (key::WAITING_TITLE, key::WAITING_LEAD)
    };
    view! {
        <section class="ask" data-screen="waiting">
            {top(app, None)}
            {heading(app, "q", title.text())}
            <p role="status">{text.text()}</p>
            {missing.then(|| bar(vec![again("btn")]))}
        </section>
    }
    .into_any()
}

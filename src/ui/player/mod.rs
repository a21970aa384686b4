//! The guided session: one step at a time, with its figure, its time and what comes next.

mod sheet;
mod step;

use super::parts::live;
use crate::player::State;
use crate::state::App;
use crate::state::player::Sheet;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// The keys that lead the session while the focus is in it.
fn key(app: App, event: &KeyboardEvent) {
    if event.ctrl_key() || event.alt_key() || event.meta_key() || event.default_prevented() {
        return;
    }
    super::parts::done();
    let sheet = untrack(|| app.sheet());
    // A key that a control is pressed with is the control's.
    let on_control = super::parts::on_control(event);
    let over = untrack(|| app.playing_state()) == Some(State::Finished);
    match (event.key().as_str(), sheet) {
        // A key that is held counts once: it is not to rush through the session.
        ("Escape" | "ArrowLeft" | "ArrowRight" | "Enter", _) if event.repeat() => {
            return event.prevent_default();
        }
        (" ", _) if event.repeat() && !on_control => return event.prevent_default(),
        ("Escape", Sheet::None) if over => app.end_session(),
        ("Escape", Sheet::None) => app.open_sheet(Sheet::End),
        ("Escape", Sheet::Offer) => app.play_no_more(),
        ("Escape", _) => app.close_sheet(),
        (" ", Sheet::None) if !on_control => app.pause_or_run(),
        // Nor does it scroll the page around.
        (" ", _) if !on_control => {}
        ("ArrowRight", Sheet::None) => app.skip(),
        ("ArrowLeft", Sheet::None) => app.part_back(),
        _ => return,
    }
    app.ready_to_sound();
    event.prevent_default();
}

pub fn view(app: App) -> AnyView {
    app.follow_session();
    let content = live(move || match app.sheet() {
        Sheet::None => step::view(app),
        other => sheet::view(app, other),
    });
    view! {
        // It takes the focus of a press beside its controls, so that the keys still lead it.
        <section
            class="player"
            data-screen="player"
            tabindex="-1"
            on:keydown=move |event| key(app, &event)
            on:click=move |_| app.ready_to_sound()
        >
            {content}
        </section>
    }
    .into_any()
}

//! The widget's frame, and the card that stands in it until the program is wanted.

use super::card::{self, Card};
use super::parts::{button, live, soon};
use crate::i18n::key;
use crate::program::Wish;
use crate::state::awaited::Awaited;
use crate::state::porch::Porch;
use leptos::prelude::*;

/// The whole widget.
pub fn widget(porch: Porch) -> AnyView {
    let inside = live(move || porch.program().unwrap_or_else(|| alone(porch)));
    // Somebody is about to press something.
    let fetch = move || {
        if !porch.is_open.get_untracked() {
            porch.fetch();
        }
    };
    view! {
        <div class="am" lang="en" dir="ltr" on:pointerdown=move |_| fetch() on:focusin=move |_| fetch()>
            {inside}
        </div>
    }
    .into_any()
}

/// The card of somebody of whom nothing is kept here.
fn alone(porch: Porch) -> AnyView {
    let wish = move |wish| Callback::new(move |()| porch.wish(wish));
    let start = live(move || {
        let waits = porch.awaited.get() == Awaited::Coming;
        let text = if waits && porch.is_slow.get() {
            key::CARD_COMING
        } else {
            key::CARD_START
        };
        let press = Callback::new(move |()| porch.wish(Wish::Start));
        view! {
            <button type="button" class="btn" data-action="start" data-waits=waits.then_some("") on:click=move |event| soon(&event, press)>
                {text.text()}
            </button>
        }
        .into_any()
    });
    card::frame(Card {
        setting: porch.setting(),
        above: view! {
            {live(move || missing(porch))}
            <p class="sr" role="status">
                {live(move || porch.is_slow.get().then(|| key::CARD_COMING.text()).into_any())}
            </p>
        }
        .into_any(),
        title: view! { <h2 class="q" tabindex="-1" data-heading="">{key::CARD_TITLE.text()}</h2> }
            .into_any(),
        hand_over: None,
        gives_plan: porch.gives_plan.into(),
        give_plan: Callback::new(move |gives| porch.wish(Wish::GivePlan(gives))),
        due: ().into_any(),
        start,
        import: wish(Wish::Import),
        last: ().into_any(),
        units: porch.units,
        choose_units: Callback::new(move |units| porch.wish(Wish::Units(units))),
    })
}

/// It could not be fetched: what happened, what to do, and the advice that needs no questions.
fn missing(porch: Porch) -> AnyView {
    if porch.awaited.get() != Awaited::Missing {
        return ().into_any();
    }
    let again = Callback::new(move |()| porch.wish(Wish::Start));
    view! {
        <div class="note" data-note="missing" role="alert">
            <p><b>{key::FALLBACK_FAILED.text()}</b></p>
            <p>{key::CARD_TODO.text()}</p>
            {button("mini", "again", key::WAITING_AGAIN.text(), again)}
            <p>{key::FALLBACK_WARNING.text()}</p>
            <p>{key::FALLBACK_ADVICE.text()}</p>
        </div>
    }
    .into_any()
}

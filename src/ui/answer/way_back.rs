//! After a run on the way back: what a tendon's pain, or when it was sore, means for the next one.

use super::sources;
use crate::i18n::{Key, key};
use crate::state::App;
use crate::ui::parts::{Data, Scale, Toggle, cells, follow, toggle};
use aftermile_engine::plan::NextRun;
use aftermile_engine::return_to_run::{
    Next, Soreness, Step, TendonPain, after_soreness, tendon_pain,
};
use leptos::prelude::*;

/// The way back of a tendon, by the rule of the next run.
const TENDON: &str = "next_tendon";

/// Nothing where there is no way back: then the ladder is empty and no tendon is meant.
pub fn view(app: App, next: &NextRun) -> AnyView {
    let (body, cite) = if next.holds(TENDON) {
        (tendon(), "EV-PAIN-01")
    } else if next.ladder.is_empty() {
        return ().into_any();
    } else {
        (soreness(), "EV-RTR-04")
    };
    view! {
        <details class="ladder" data-way-back=next.id.clone() on:toggle=move |_| app.open_sources()>
            <summary>{key::BACK_TITLE.text()}</summary>
            {body}
            <p class="sub">{key::BACK_NIGHT.text()}</p>
            {sources::view(app, None, vec![cite.to_owned()])}
        </details>
    }
    .into_any()
}

/// Pain in the run and after it, the next morning, and from week to week.
fn tendon() -> AnyView {
    let (during, after) = (RwSignal::new(None::<i32>), RwSignal::new(None::<i32>));
    let (back, rises) = (RwSignal::new(None::<bool>), RwSignal::new(None::<bool>));
    let told = move || {
        let score = |n: Option<i32>| n.and_then(|n| u8::try_from(n).ok());
        let (during, after) = (score(during.get())?, score(after.get())?);
        tendon_pain(during, after, back.get()?, rises.get()?).ok()
    };
    let result = move || match told() {
        Some(TendonPain::Safe) => key::BACK_SAFE.text(),
        Some(TendonPain::Acceptable) => key::BACK_ACCEPTABLE.text(),
        Some(TendonPain::Excessive) => key::BACK_EXCESSIVE.text(),
        None => "",
    };
    view! {
        <p><b>{key::BACK_TENDON.text()}</b></p>
        {scale("during", key::BACK_DURING, during)}
        {scale("after", key::BACK_AFTER, after)}
        {either("morning", key::BACK_MORNING, [(true, key::BACK_MORNING_BACK), (false, key::BACK_MORNING_NOT)], back)}
        {either("weeks", key::BACK_WEEKS, [(false, key::BACK_WEEKS_SAME), (true, key::BACK_WEEKS_RISE)], rises)}
        <p class="test" role="status" data-result="">{result}</p>
    }
    .into_any()
}

fn scale(id: &'static str, name: Key, value: RwSignal<Option<i32>>) -> AnyView {
    let set = Callback::new(move |n| value.set(Some(n)));
    let now = follow(move || value.get());
    view! {
        <p class="sub">{name.text()}</p>
        {cells(Scale::Soreness, id, name.text().to_owned(), now, set)}
    }
    .into_any()
}

fn either(
    id: &'static str,
    name: Key,
    choices: [(bool, Key); 2],
    value: RwSignal<Option<bool>>,
) -> AnyView {
    let chips = choices.map(|(to, text)| chip(id, to.to_string(), text, value, to));
    view! {
        <p class="sub">{name.text()}</p>
        <div class="chips" role="group" aria-label=name.text()>{chips.into_iter().collect::<Vec<_>>()}</div>
    }
    .into_any()
}

fn chip<T: Copy + PartialEq + Send + Sync + 'static>(
    id: &'static str,
    name: String,
    text: Key,
    value: RwSignal<Option<T>>,
    to: T,
) -> AnyView {
    toggle(Toggle {
        class: "chip",
        label: text.text().into_any(),
        on: follow(move || value.get() == Some(to)),
        press: Callback::new(move |()| value.set(Some(to))),
        data: Data::value(id, name),
    })
}

const WHEN: [(Soreness, &str, Key); 5] = [
    (Soreness::None, "none", key::BACK_NONE),
    (Soreness::WarmUpGone, "warm_up_gone", key::BACK_WARM_UP_GONE),
    (
        Soreness::WarmUpStays,
        "warm_up_stays",
        key::BACK_WARM_UP_STAYS,
    ),
    (
        Soreness::WarmUpReturns,
        "warm_up_returns",
        key::BACK_WARM_UP_RETURNS,
    ),
    (Soreness::DayAfter, "day_after", key::BACK_DAY_AFTER),
];

/// When it was sore, and what the next session is.
fn soreness() -> AnyView {
    let value = RwSignal::new(None::<Soreness>);
    let chips: Vec<AnyView> = WHEN
        .iter()
        .map(|(when, id, text)| chip("sore_when", (*id).to_owned(), *text, value, *when))
        .collect();
    let result = move || value.get().map_or("", |s| next(after_soreness(s)).text());
    view! {
        <p><b>{key::BACK_SORENESS.text()}</b></p>
        <div class="chips" role="group" aria-label=key::BACK_SORENESS.text()>{chips}</div>
        <p class="test" role="status" data-result="">{result}</p>
    }
    .into_any()
}

fn next(next: Next) -> Key {
    match (next.level, next.days_off) {
        (Step::Up, _) => key::BACK_UP,
        (Step::Same, 0) => key::BACK_SAME,
        (Step::Same, _) => key::BACK_SAME_REST,
        (Step::Down, _) => key::BACK_DOWN,
    }
}

//! The card: where it begins.

use super::parts::{button, follow, heading, live};
use super::{host, notes};
use crate::i18n::{Units, key};
use crate::later::Later;
use crate::ports::host::{Offer, Setting};
use crate::state::App;
use leptos::prelude::*;

/// What the card shows, whoever stands behind it.
pub struct Card {
    pub setting: Setting,
    /// What is to be read first.
    pub above: AnyView,
    pub title: AnyView,
    /// Takes kept runs to the standalone page.
    pub hand_over: Option<AnyView>,
    pub gives_plan: Signal<bool>,
    pub give_plan: Callback<bool>,
    /// The check-in that is due.
    pub due: AnyView,
    pub start: AnyView,
    pub import: Callback<()>,
    /// The last run.
    pub last: AnyView,
    pub units: RwSignal<Units>,
    pub choose_units: Callback<Units>,
}

pub fn frame(card: Card) -> AnyView {
    let notice = host::notice(
        &card.setting,
        card.hand_over,
        card.gives_plan,
        card.give_plan,
    );
    view! {
        <section class="card" data-screen="card">
            {card.above}
            {motif()}
            {card.title}
            <p>{key::CARD_LEAD.text()}</p>
            <p class="sub">{host::private(&card.setting).text()}</p>
            {notice}
            {card.due}
            <div class="stack">
                {card.start}
                {button("btn quiet", "import-runs", key::CARD_IMPORT.text(), card.import)}
            </div>
            {card.last}
            {units_of(card.units, card.choose_units)}
            <p class="sub ver">{key::APP_NOTICE.text()}" "{key::APP_REVIEWED.text()}</p>
        </section>
    }
    .into_any()
}

/// With the program behind it.
pub fn view(app: App) -> AnyView {
    let begin = move || {
        if app.has_draft() {
            vec![
                button(
                    "btn",
                    "resume",
                    key::CARD_GO_ON.text(),
                    Callback::new(move |()| app.go_on()),
                ),
                button(
                    "btn quiet",
                    "start",
                    key::CARD_RESTART.text(),
                    Callback::new(move |()| app.start()),
                ),
            ]
        } else {
            vec![button(
                "btn",
                "start",
                key::CARD_START.text(),
                Callback::new(move |()| app.start()),
            )]
        }
    };
    let above = [
        notes::view(app),
        host::offer(app, Offer::Update),
        host::handed(app),
    ];
    let setting = app.host();
    frame(Card {
        above: above.into_iter().collect::<Vec<_>>().into_any(),
        title: heading(app, "q", key::CARD_TITLE.text()),
        hand_over: host::hand_over(app, &setting),
        gives_plan: app.gives_plan.into(),
        give_plan: Callback::new(move |gives| app.gives_plan.set(gives)),
        due: live(move || earlier(app, |later| later.due)),
        start: live(move || begin().into_any()),
        import: Callback::new(move |()| app.import_runs()),
        last: live(move || earlier(app, |later| later.last)),
        units: app.units,
        choose_units: Callback::new(move |units| app.set_units(units)),
        setting,
    })
}

/// What is said of earlier runs. Where there are any, the later part was there before the card was.
fn earlier(app: App, part: fn(Later) -> fn(App) -> AnyView) -> AnyView {
    match app.later() {
        Some(later) => part(later)(app),
        None => {
            // Another widget of the page may have both fetched it and kept a run.
            app.changes.track();
            ().into_any()
        }
    }
}

/// The ribbon as an ornament.
fn motif() -> AnyView {
    view! {
        <svg class="motif" viewBox="0 0 320 70" preserveAspectRatio="none" aria-hidden="true">
            <path class="night" d="M50 0H85V70H50ZM150 0H185V70H150ZM250 0H285V70H250Z"></path>
            <path class="band" d="M4 45C60 34 110 24 160 18S240 6 316 28V58C240 50 210 42 160 46S70 58 4 47Z"></path>
            <path class="edge" d="M4 45C60 34 110 24 160 18S240 6 316 28M4 47C70 58 110 50 160 46S240 50 316 58"></path>
            <path class="likely" d="M4 46C70 46 110 38 160 32S240 28 316 43"></path>
        </svg>
    }
    .into_any()
}

/// The switch of units.
pub fn units(app: App) -> AnyView {
    units_of(app.units, Callback::new(move |units| app.set_units(units)))
}

fn units_of(now: RwSignal<Units>, choose: Callback<Units>) -> AnyView {
    let option = move |units: Units, label: &'static str| {
        super::parts::toggle(super::parts::Toggle {
            class: "chip",
            label: label.into_any(),
            on: follow(move || now.get() == units),
            press: Callback::new(move |()| choose.run(units)),
            data: super::parts::Data::value("units", units.id()),
        })
    };
    view! {
        <div class="units" role="group" aria-label=key::UNITS_LABEL.text()>
            <div class="chips seg">
                {option(Units::Metric, key::UNITS_METRIC.text())}
                {option(Units::Us, key::UNITS_US.text())}
            </div>
        </div>
    }
    .into_any()
}

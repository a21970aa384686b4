//! The answer: one page from the level of care to its sources.

mod difference;
mod drivers;
pub mod limits;
mod next;
mod rests;
pub mod ribbon;
pub mod session;
pub mod sources;
pub mod steps;
mod swap;
mod take;
mod way_back;
mod week;
mod why_not;
mod would;

use super::parts::{CALENDAR, HAND, PLAY, bar, button, heading, icon, live, soon, wrong_link};
use super::{check_in, host, notes, reasons};
use crate::i18n::{Words, key};
use crate::ports::DateStyle;
use crate::ports::host::Offer;
use crate::state::player::done_of;
use crate::state::revise::{Driver, Drivers};
use crate::state::{App, Opened, Page};
use crate::ui::phone;
use aftermile_engine::table::RULES_VERSION;
use aftermile_engine::{Level, Plan};
use leptos::prelude::*;

/// What may lie over the foot of the page; one at a time.
#[derive(Debug, Clone, Copy)]
struct Sheets {
    driver: RwSignal<Option<Driver>>,
    offer: RwSignal<Option<take::Offer>>,
    /// The place of the exercise that is to be swapped.
    part: RwSignal<Option<usize>>,
}

pub fn view(app: App, opened: &Opened) -> AnyView {
    let driver = RwSignal::new(None::<Driver>);
    let offer = RwSignal::new(None::<take::Offer>);
    let part = RwSignal::new(None::<usize>);
    let answers = opened.record.answers();
    // An old run stays as it was told then.
    let fresh = answers.filter(|_| opened.fresh);
    let moving = fresh.as_ref().map(|a| app.drivers(a));
    let editor = fresh.map(|a| drivers::editor(app, &a, &opened.record.plan, driver));
    let session = opened.record.plan.session.as_ref().map(|s| s.total_s);
    let again = done_of(&opened.record).0 > 0;
    let opened = opened.clone();
    // The whole page follows the units; nothing on it is half-typed.
    let page = live(move || {
        page(
            app,
            &app.words(),
            &opened,
            moving,
            Sheets {
                driver,
                offer,
                part,
            },
        )
    });
    let foot = move || match session {
        Some(seconds)
            if app.can_play()
                && driver.get().is_none()
                && part.get().is_none()
                && offer.with(Option::is_none) =>
        {
            bar(vec![start(
                app,
                &app.words(),
                (seconds, again),
                ("btn go", "play"),
            )])
        }
        _ => ().into_any(),
    };
    let home = Callback::new(move |()| app.show(Page::Card));
    view! {
        <section class="answer" data-screen="answer">
            <div class="top">
                <button type="button" class="brand" data-action="home" on:click=move |event| soon(&event, home)>
                    {key::APP_NAME.text()}
                </button>
                {wrong_link(app)}
            </div>
            {notes::view(app)}
            {page}
            {host::offer(app, Offer::Install)}
            <div class="foot">
                {super::card::units(app)}
                <div class="stack wide">
                    {button("btn even", "history", key::HISTORY_TITLE.text(), Callback::new(move |()| app.show(Page::History)))}
                    {button("btn quiet", "start", key::ANSWER_AGAIN.text(), Callback::new(move |()| app.start()))}
                </div>
            </div>
            {editor}
            {take::panel(app, offer)}
            {swap::panel(app, part)}
            {live(foot)}
        </section>
    }
    .into_any()
}

/// The session of now: in the bar that stays in reach, and for the keyboard right after the headline, where it is seen
/// while it has the focus.
fn start(
    app: App,
    words: &Words,
    (seconds, again): (i32, bool),
    (class, action): (&'static str, &'static str),
) -> AnyView {
    let minutes = ((seconds + 30) / 60).max(1).to_string();
    let key = if again {
        key::ANSWER_START_AGAIN
    } else {
        key::ANSWER_START
    };
    let text = words.with(key, &[("minutes", &minutes)]);
    let play = Callback::new(move |()| app.play());
    let press = move |event| {
        // Sound may begin only inside the press itself.
        app.ready_to_sound();
        soon(&event, play);
    };
    view! {
        <button type="button" class=class data-action=action on:click=press>
            {icon(PLAY)}
            {text}
        </button>
    }
    .into_any()
}

fn page(
    app: App,
    words: &Words,
    opened: &Opened,
    moving: Option<Drivers>,
    sheets: Sheets,
) -> AnyView {
    let Sheets {
        driver,
        offer,
        part,
    } = sheets;
    let record = &opened.record;
    let plan = &record.plan;
    let headline = words.message(&plan.headline);
    let date = words.date(record.moment(), DateStyle::Day);
    let kept = match (opened.fresh, opened.kept) {
        (true, true) => Some(key::ANSWER_SAVED),
        (true, false) => Some(key::ANSWER_UNSAVED),
        (false, _) => (plan.rules != RULES_VERSION).then_some(key::ANSWER_OLD),
    };
    let answers = record.answers();
    let ahead = plan.session.as_ref().filter(|_| app.can_play()).map(|s| {
        start(
            app,
            words,
            (s.total_s, done_of(record).0 > 0),
            ("btn go ahead", "play-now"),
        )
    });
    view! {
        <div class="two">
            <div class="one">
                {level(words, plan)}
                {heading(app, "q head", headline)}
                {ahead}
                {check_in::since(app, &record.id)}
            </div>
            <div class="wide-col">
                {ribbon::view(app, words, record)}
                {session::view(words, record)}
                {steps::view(app, words, record, part)}
            </div>
            <div class="one more">
                {rests::view(app, &record.answers, moving, driver)}
                {next::help(words, plan)}
                {next::left_out(words, plan)}
                {next::next_run(app, record)}
                {answers.as_ref().filter(|_| opened.fresh).map(|a| week::view(app, words, a, record))}
                {answers.as_ref().filter(|_| opened.fresh).map(|a| would::view(app, a, plan.care.level))}
                {answers.as_ref().filter(|_| opened.fresh).map(|a| why_not::view(app, a, plan))}
                <section class="part">
                    {take::tools(app, record, offer)}
                    <p class="sub date">{date}{kept.map(|k| format!(". {}", k.text()))}</p>
                </section>
                {limits::view(app, words, plan)}
            </div>
        </div>
    }
    .into_any()
}

/// The level of care with its reasons.
fn level(words: &Words, plan: &Plan) -> AnyView {
    let care = &plan.care;
    let picture = if care.level == Level::Book {
        CALENDAR
    } else {
        HAND
    };
    let mut texts = reasons::texts(words, care);
    if texts.is_empty() && care.level == Level::SelfCare {
        texts.extend(plan.calm.as_ref().map(|calm| words.message(calm)));
    }
    if care.level == Level::Book
        && let Some(see) = &care.see
    {
        texts.push(words.rule(&format!("see.{see}.book")));
    }
    let lines: Vec<AnyView> = care
        .lines
        .iter()
        .map(|l| view! { <li>{words.message(&l.text)}</li> }.into_any())
        .collect();
    let id = care.level.id();
    view! {
        <div class="level" data-level=id>
            <p class="word">{icon(picture)}<span class="sr">{key::LEVEL_NAME.text()}" "</span>{words.rule(&format!("level.{id}"))}</p>
            {texts.into_iter().map(|t| view! { <p>{t}</p> }).collect::<Vec<_>>()}
            {(care.level == Level::Book).then(|| phone::by(words, care))}
            {(!lines.is_empty()).then(|| view! { <ul class="do">{lines}</ul> })}
            {phone::script(words, care)}
        </div>
    }
    .into_any()
}

//! Emergency and be-seen-today: the card alone. No exercise, no drivers.

use super::parts::{PHONE, button, heading, icon, live, wrong_link};
use super::phone;
use crate::emergency::{COUNTRIES, Country, UNSURE};
use crate::i18n::key;
use crate::ports::DateStyle;
use crate::state::{App, Opened, Page};
use aftermile_engine::Level;
use aftermile_engine::triage::Care;
use leptos::prelude::*;

pub fn view(app: App, opened: &Opened) -> AnyView {
    let care = &opened.record.plan.care;
    let emergency = care.level == Level::Emergency;
    let version = super::answer::limits::version(&app.words_untracked(), &opened.record.plan);
    let then = (!opened.fresh).then(|| {
        let date = app
            .words_untracked()
            .date(opened.record.moment(), DateStyle::Day);
        view! { <p><b>{date}</b>". "{key::URGENT_THEN.text()}</p> }
    });
    let way_out = if opened.fresh {
        let press = Callback::new(move |()| app.mistake());
        button("link", "mistake", key::URGENT_MISTAKE.text(), press)
    } else {
        let press = Callback::new(move |()| app.show(Page::History));
        button("link", "close", key::HISTORY_CLOSE.text(), press)
    };
    let plan = opened.record.plan.clone();
    let sooner = (!emergency).then(|| live(move || phone::sooner(&app.words(), &plan)));
    view! {
        <section class="urgent" data-screen=care.level.id()>
            {card(app, care, then.into_any(), sooner.into_any())}
            // A same-day answer may still become worse while it is read.
            {(!emergency).then(|| wrong_link(app))}
            {way_out}
            <p class="sub ver">{key::APP_NOTICE.text()}" "{key::APP_REVIEWED.text()}" "{version}</p>
        </section>
    }
    .into_any()
}

/// What has to be known at once: the level, why, whom to call and what to do.
pub fn card(app: App, care: &Care, then: AnyView, sooner: AnyView) -> AnyView {
    let care = care.clone();
    let emergency = care.level == Level::Emergency;
    let id = care.level.id();
    let word = app.words().rule(&format!("level.{id}"));
    let title = if emergency {
        key::URGENT_TITLE
    } else {
        key::URGENT_TODAY_TITLE
    };
    let what_to_do = if emergency {
        key::URGENT_DO
    } else {
        key::URGENT_DO_TODAY
    };
    let body = {
        let care = care.clone();
        move || reasons(app, &care)
    };
    let told = care.clone();
    let lines = move || {
        let words = app.words();
        care.lines
            .iter()
            .map(|line| words.message(&line.text))
            .map(|t| view! { <li>{t}</li> })
            .collect::<Vec<_>>()
    };
    view! {
        <div class="level" data-level=id>
            // The title says the same where the level has no word of its own.
            {emergency.then(|| view! { <p class="word">{word}</p> })}
            {heading(app, "q", title.text())}
            {then}
            {live(move || body().into_any())}
            {emergency.then(|| calls(app))}
            <h3>{what_to_do.text()}</h3>
            <ul class="do">{live(move || lines().into_any())}</ul>
            {live(move || phone::script(&app.words(), &told))}
            {sooner}
            {(!emergency).then(|| worse(app))}
        </div>
    }
    .into_any()
}

/// Why, in the runner's own answers, and whom to see.
fn reasons(app: App, care: &Care) -> Vec<AnyView> {
    let words = app.words();
    let mut out: Vec<AnyView> = super::reasons::texts(&words, care)
        .into_iter()
        .map(|t| view! { <p>{t}</p> }.into_any())
        .collect();
    if care.level == Level::SameDay
        && let Some(see) = &care.see
    {
        out.push(
            view! { <p class="see"><b>{words.rule(&format!("see.{see}.today"))}</b></p> }
                .into_any(),
        );
        out.push(phone::by(&words, care));
        out.push(line(app));
    }
    out
}

/// A national line for advice that is not an emergency, where there is one.
fn line(app: App) -> AnyView {
    let Some(line) = app.place.get().0.and_then(|c| c.line.as_ref()) else {
        return ().into_any();
    };
    let text = app
        .words()
        .with(key::URGENT_LINE, &[("number", line.number)]);
    let plain: String = line.number.split(' ').collect();
    view! { <p><a class="call second" href=tel(&plain)>{icon(PHONE)}<span>{text}</span></a></p> }
        .into_any()
}

fn numbers(country: Option<&'static Country>) -> &'static [&'static str] {
    country.map_or(UNSURE, |c| c.numbers)
}

/// The numbers to call, with their country.
fn calls(app: App) -> AnyView {
    let links = move || {
        let place = app.place.get().0;
        let words = app.words();
        numbers(place)
            .iter()
            .enumerate()
            .map(|(i, number)| {
                let class = if i == 0 || place.is_none() {
                    "call"
                } else {
                    "call second"
                };
                let text = words.with(key::URGENT_CALL, &[("number", number)]);
                view! { <a class=class href=tel(number)>{icon(PHONE)}{text}</a> }.into_any()
            })
            .collect::<Vec<_>>()
    };
    view! {
        <div class="calls">{live(move || links().into_any())}</div>
        {country(app)}
    }
    .into_any()
}

/// Be-seen-today: what to do when it gets worse.
fn worse(app: App) -> AnyView {
    let text = move || {
        let words = app.words();
        numbers(app.place.get().0)
            .iter()
            .enumerate()
            .map(|(i, number)| {
                let text = if i == 0 {
                    words.with(key::URGENT_WORSE, &[("number", number)])
                } else {
                    words.with(key::URGENT_CALL, &[("number", number)])
                };
                view! { <a class="call second" href=tel(number)>{icon(PHONE)}<span>{text}</span></a> }.into_any()
            })
            .collect::<Vec<_>>()
    };
    view! {
        <div class="calls">{live(move || text().into_any())}</div>
        {country(app)}
    }
    .into_any()
}

fn tel(number: &str) -> String {
    format!("tel:{number}")
}

/// The country shown, and the select that changes it.
fn country(app: App) -> AnyView {
    let name = move || match app.place.get().0 {
        Some(_) => key::URGENT_CHANGE.text(),
        None => key::URGENT_UNSURE_COUNTRY.text(),
    };
    let chosen = move || app.place.get().0.map_or("", |c| c.code);
    let mut names: Vec<(String, &'static str)> = COUNTRIES
        .iter()
        .map(|c| (app.country_name(c.code), c.code))
        .collect();
    names.sort_unstable();
    let options: Vec<AnyView> = names
        .into_iter()
        .map(|(name, code)| {
            view! { <option value=code selected=move || chosen() == code>{name}</option> }
                .into_any()
        })
        .collect();
    view! {
        <div class="country" data-country=chosen>
            <label>
                <span>{live(move || name().into_any())}</span>
                <select data-action="country" on:change=move |ev| app.set_country(&event_target_value(&ev))>
                    {options}
                    <option value="" selected=move || chosen().is_empty()>{key::URGENT_ELSEWHERE.text()}</option>
                </select>
            </label>
        </div>
    }
    .into_any()
}

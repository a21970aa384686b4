//! The interview's screens, one file a layout.

mod choice;
mod effort;
mod fields;
mod lines;
mod map;
mod number;
mod signs;
mod site;
mod where_;

pub use number::Scale;

use super::parts::{QUESTION, button, heading, icon_button, live, top, wrong_link};
use crate::i18n::{Words, key};
use crate::state::{App, Page};
use aftermile_engine::answers::Side;
use aftermile_engine::table::Layout;
use aftermile_engine::{Answers, Region, Step};
use leptos::prelude::*;
use std::time::Duration;

/// How long a choice is seen as chosen before the next screen comes.
const SEEN: Duration = Duration::from_millis(160);

/// The screen of the step that the interview is at.
pub fn view(app: App) -> AnyView {
    live(move || {
        app.step
            .get()
            .map_or_else(|| ().into_any(), |step| screen(app, &step))
    })
}

fn screen(app: App, step: &Step) -> AnyView {
    let layout = step.screen().layout;
    let body = match layout {
        Layout::Lines => lines::view(app, step),
        Layout::Signs => signs::view(app, step),
        Layout::Choice => choice::view(app, step),
        Layout::Fields => fields::view(app, step),
        Layout::Effort => effort::view(app, step),
        Layout::Where => where_::view(app, step),
        Layout::Site => site::view(app, step),
    };
    // Several things to answer: each is a question with a heading of its own.
    let title = (layout != Layout::Fields).then(|| {
        let class = match layout {
            Layout::Lines | Layout::Where => "q tight",
            _ => "q",
        };
        let step = step.clone();
        live(move || heading(app, class, title(app, &step)))
    });
    let right = if layout == Layout::Lines {
        someone_else(app)
    } else {
        wrong_link(app)
    };
    let reminder = (layout != Layout::Lines).then(|| reminder(app));
    let why = RwSignal::new(false);
    let right = view! { {ask_why(app, why)}{right} }.into_any();
    view! {
        <section class="ask" data-screen=step.name()>
            {top(app, Some(right))}
            {reminder}
            {title}
            {body}
            {told_why(app, step.clone(), why)}
        </section>
    }
    .into_any()
}

/// "Why this question?", once the part of the program that can tell it is there.
fn ask_why(app: App, open: RwSignal<bool>) -> AnyView {
    live(move || {
        let press = Callback::new(move |()| open.set(true));
        let can = app.later().is_some();
        can.then(|| icon_button("why", key::ASK_WHY, QUESTION, press))
            .into_any()
    })
}

fn told_why(app: App, step: Step, open: RwSignal<bool>) -> AnyView {
    let close = Callback::new(move |()| {
        open.set(false);
        app.focus("[data-action=why]".to_owned());
    });
    live(move || match app.later().filter(|_| open.get()) {
        Some(later) => (later.why)(app, &step, close),
        None => ().into_any(),
    })
}

/// A confused runner cannot answer: someone beside can. Only the wording changes.
fn someone_else(app: App) -> AnyView {
    live(move || {
        let now = app.other.get();
        let text = if now {
            key::ASK_FOR_ME
        } else {
            key::ASK_FOR_OTHER
        };
        let press = Callback::new(move |()| app.other.set(!now));
        button("wrong", "other", text.text(), press)
    })
}

/// Who is meant, while someone else answers.
fn reminder(app: App) -> AnyView {
    live(move || {
        let other = app.other.get();
        other
            .then(|| view! { <p class="sub">{key::ASK_OTHER_REMINDER.text()}</p> })
            .into_any()
    })
}

/// The eight lines again, whatever was answered to them.
pub fn wrong(app: App) -> AnyView {
    view! {
        <section class="ask" data-screen="safety.wrong">
            {top(app, None)}
            {heading(app, "q tight", key::ASK_WRONG_TITLE.text())}
            {lines::wrong(app)}
        </section>
    }
    .into_any()
}

fn title(app: App, step: &Step) -> String {
    if step.screen().layout == Layout::Lines && step.round == 0 && app.other.get() {
        return key::ASK_OTHER_TITLE.text().to_owned();
    }
    let words = app.words_untracked();
    let id = step.screen().id;
    let again = format!("screen.{id}.again");
    let key = if step.round > 0 && Words::has_rule(&again) {
        again
    } else {
        format!("screen.{id}")
    };
    let place = step
        .place
        .map(|p| words.rule(&format!("region.{}", p.id())));
    words.rule_with(&key, &mut |name| match name {
        "place" => place.clone(),
        "places" => Some(app.answers.with_untracked(|a| places(&words, a)).join(", ")),
        _ => None,
    })
}

/// The sore places by name with their sides.
pub fn places(words: &Words, answers: &Answers) -> Vec<String> {
    let sites = answers.given_sites().unwrap_or(&[]);
    let mut regions: Vec<Region> = sites.iter().map(|s| s.region).collect();
    regions.dedup();
    regions
        .into_iter()
        .map(|region| {
            let name = words.rule(&format!("region.{}", region.id()));
            let on = |side: Side| sites.iter().any(|s| s.region == region && s.side == side);
            let key = match (on(Side::Left), on(Side::Right)) {
                (true, true) => key::WHERE_PLACE_BOTH,
                (true, false) => key::WHERE_PLACE_LEFT,
                _ => key::WHERE_PLACE_RIGHT,
            };
            words.with(key, &[("region", &name)])
        })
        .collect()
}

/// Shows a choice as chosen, then goes on, unless the runner has gone elsewhere in between.
fn after_a_moment(app: App, step: Step) {
    let go = move || {
        let still = app.page.try_get_untracked() == Some(Page::Ask)
            && app.step.try_get_untracked().flatten().as_ref() == Some(&step);
        if still {
            app.on(&step);
        }
    };
    set_timeout(go, SEEN);
}

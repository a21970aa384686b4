//! The session of now: what fills the minutes.

use crate::i18n::{Key, Words, key};
use aftermile_engine::Plan;
use leptos::prelude::*;

pub fn view(words: &Words, plan: &Plan) -> AnyView {
    let Some(session) = &plan.session else {
        return ().into_any();
    };
    let parts: [(&str, Key, i32); 3] = [
        ("walk", key::ANSWER_SESSION_WALK, session.walk_s),
        ("roll", key::ANSWER_SESSION_ROLL, session.roll_s()),
        ("stretch", key::ANSWER_SESSION_STRETCH, session.stretch_s()),
    ];
    let parts: Vec<AnyView> = parts
        .into_iter()
        .filter(|(_, _, seconds)| *seconds > 0)
        .map(|(id, name, seconds)| {
            let share = format!("{}", seconds);
            let time = time(words, seconds);
            view! { <li class=id style:flex-grow=share><b>{name.text()}</b><small>{time}</small></li> }.into_any()
        })
        .collect();
    let total = time(words, session.total_s);
    let short = session.total_s + 59 < session.asked_min * 60;
    view! {
        <section class="part session" data-minutes=session.total_s / 60>
            <h3>{words.with(key::ANSWER_SESSION, &[("time", &total)])}</h3>
            <ol class="parts">{parts}</ol>
            {short.then(|| view! { <p class="sub">{words.with(key::ANSWER_SESSION_SHORT, &[("time", &total)])}</p> })}
        </section>
    }
    .into_any()
}

/// Seconds as whole minutes, under one minute as seconds.
pub fn time(words: &Words, seconds: i32) -> String {
    if seconds < 60 {
        words.quantity(seconds, "s")
    } else {
        words.quantity((seconds + 30) / 60, "min")
    }
}

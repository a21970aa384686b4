//! The session of now: what fills the minutes.

use crate::history::Record;
use crate::i18n::{Words, key};
use crate::state::player::done_of;
use leptos::prelude::*;

pub fn view(words: &Words, record: &Record) -> AnyView {
    let Some(session) = &record.plan.session else {
        return ().into_any();
    };
    // The minutes of each step that fills the session, in their order.
    let mut steps: Vec<&str> = session.parts.iter().map(|p| p.step.as_str()).collect();
    steps.dedup();
    let parts: Vec<AnyView> = steps
        .into_iter()
        .map(|step| {
            let seconds = session.step_s(step);
            let share = format!("{}%", seconds * 100 / session.total_s.max(1));
            let time = time(words, seconds);
            let name = words.rule(&format!("step.{step}"));
            view! { <li data-part=step.to_owned()><i style:width=share></i><b>{name}</b><small>{time}</small></li> }.into_any()
        })
        .collect();
    let total = time(words, session.total_s);
    let short = !session.exact;
    view! {
        <section class="part session" data-minutes=session.total_s / 60>
            <h3>{words.with(key::ANSWER_SESSION, &[("time", &total)])}</h3>
            <ol class="parts">{parts}</ol>
            {did(words, record).map(|text| view! { <p data-did="">{text}</p> })}
            {short.then(|| view! { <p class="sub">{words.with(key::ANSWER_SESSION_SHORT, &[("time", &total)])}</p> })}
        </section>
    }
    .into_any()
}

/// What of it was done, when something was.
pub fn did(words: &Words, record: &Record) -> Option<String> {
    let (done, all) = done_of(record);
    let count =
        |n: usize| i32::try_from(n).map_or_else(|_| String::new(), |n| words.quantity(n, ""));
    (done > 0).then(|| {
        words.with(
            key::ANSWER_DID,
            &[("done", &count(done)), ("all", &count(all))],
        )
    })
}

/// Seconds as whole minutes, under one minute as seconds.
pub fn time(words: &Words, seconds: i32) -> String {
    if seconds < 60 {
        words.quantity(seconds, "s")
    } else {
        words.quantity((seconds + 30) / 60, "min")
    }
}

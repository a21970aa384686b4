//! Reasons, sources and limits.

use super::sources;
use crate::history::days_since_1970;
use crate::i18n::{Words, key};
use crate::ports::{DateStyle, Moment};
use crate::state::App;
use aftermile_engine::{Level, Plan};
use leptos::prelude::*;

pub fn view(app: App, words: &Words, plan: &Plan) -> AnyView {
    let reasons: Vec<AnyView> = plan
        .care
        .also
        .iter()
        .filter(|r| r.level > Level::SelfCare || plan.care.level == Level::SelfCare)
        .map(|r| view! { <li>{words.message(&r.because)}</li> }.into_any())
        .collect();
    let cites: Vec<String> = plan
        .care
        .reasons
        .iter()
        .flat_map(|r| &r.cites)
        .chain(plan.care.lines.iter().flat_map(|l| &l.cites))
        .chain(plan.left_out.iter().flat_map(|l| &l.cites))
        .chain(plan.next_run.iter().flat_map(|n| &n.cites))
        .chain(plan.help.iter().flat_map(|h| &h.cites))
        .cloned()
        .collect();
    let version = version(words, plan);
    view! {
        <section class="part">
            <details class="limits" on:toggle=move |_| app.open_sources()>
                <summary>{key::ANSWER_RESTS.text()}</summary>
                {(!reasons.is_empty()).then(|| view! { <h4>{key::LEVEL_ALSO.text()}</h4><ul>{reasons}</ul> })}
                <h4>{key::LEVEL_SOURCES.text()}</h4>
                {sources::view(app, None, cites)}
                {sources::rulebook(app)}
            </details>
            <p class="sub ver">
                {key::APP_NOTICE.text()}" "{key::APP_REVIEWED.text()}" "{key::ANSWER_LIMITS.text()}" "
                <span data-rules=plan.rules.clone()>{version}</span>
            </p>
        </section>
    }
    .into_any()
}

/// The version of the rules that gave this answer, with its day.
pub fn version(words: &Words, plan: &Plan) -> String {
    version_of(words, &plan.rules, &plan.rules_date)
}

/// The same from its parts.
pub fn version_of(words: &Words, rules: &str, date: &str) -> String {
    let date = day(words, date);
    words.with(key::APP_RULES, &[("version", rules), ("date", &date)])
}

/// A date such as 2026-05-02 as people write it.
fn day(words: &Words, date: &str) -> String {
    let mut parts = date.split('-').map(str::parse::<i64>);
    let (Some(Ok(year)), Some(Ok(month)), Some(Ok(day))) =
        (parts.next(), parts.next(), parts.next())
    else {
        return date.to_owned();
    };
    let at_ms = days_since_1970(year, month, day) * 86_400_000;
    words.date(
        Moment {
            at_ms,
            offset_min: 0,
        },
        DateStyle::Full,
    )
}

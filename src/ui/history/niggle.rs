//! One sore place over time: a page to print and take to a physiotherapist.

use super::chart::{self, Told, of_ten};
use super::look::YEAR_DAYS;
use crate::history::look::{self, Felt};
use crate::history::{Run, Sore};
use crate::i18n::{Words, key};
use crate::ports::{DateStyle, Moment};
use crate::state::{App, Page};
use crate::ui::parts::{CLOSE, button_now, heading, icon_button, live};
use leptos::prelude::*;

const DAY_MS: i64 = 86_400_000;
/// The page looks so far back at first.
const DAYS: i64 = 90;

pub fn view(app: App) -> AnyView {
    let Some(region) = app.place_shown.get_untracked() else {
        return super::look::view(app);
    };
    let name = app.words_untracked().rule(&format!("region.{region}"));
    let refused = RwSignal::new(false);
    let print = Callback::new(move |()| refused.set(!app.print()));
    let year = RwSignal::new(false);
    let body = move || body(app, &region, year.get());
    let no_print = move || {
        let text = refused.get().then(|| key::LOOK_NO_PRINT.text());
        text.into_any()
    };
    view! {
        <section class="page look" data-screen="niggle">
            <div class="top">
                {heading(app, "q one", name)}
                {icon_button("close", key::HISTORY_CLOSE, CLOSE, Callback::new(move |()| app.show(Page::LookBack)))}
            </div>
            {live(body)}
            {super::look::further(app, year)}
            <div class="stack foot">
                {button_now("btn", "print", key::LOOK_PRINT.text(), print)}
                <p class="sub" role="status">{live(no_print)}</p>
            </div>
        </section>
    }
    .into_any()
}

fn body(app: App, region: &str, year: bool) -> AnyView {
    let (words, runs, now) = (app.words(), app.runs(), app.now());
    let days = if year { YEAR_DAYS } else { DAYS };
    let from = now.at_ms - days * DAY_MS;
    let sides = look::soreness(&runs, from)
        .remove(region)
        .unwrap_or_default();
    let side = |right, felt: &[Felt]| {
        let name = super::super::check_in::place(&words, region, right);
        drawn(&words, &name, felt, from, now)
    };
    // A side that was never sore has nothing to show.
    let drawings = if sides.are_alike() {
        vec![side(None, &sides.left)]
    } else {
        vec![
            side(Some(false), &sides.left),
            side(Some(true), &sides.right),
        ]
    };
    let rows: Vec<AnyView> = runs
        .iter()
        .filter(|r| r.finished_ms >= from)
        .flat_map(|run| rows(&words, run, region))
        .collect();
    view! {
        <p class="sub">{words.with(key::LOOK_NIGGLE_NOTE, &[("day", &words.date(now, DateStyle::Full)), ("days", &days.to_string())])}</p>
        {drawings}
        <h3>{key::LOOK_NIGGLE_RUNS.text()}</h3>
        <div class="as-table told">
            <table>
                <thead><tr>
                    <th scope="col">{key::ANSWER_TABLE_WHEN.text()}</th>
                    <th scope="col">{key::LOOK_RUN.text()}</th>
                    <th scope="col">{key::LOOK_SAID.text()}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <p class="sub">{key::APP_NOTICE.text()}" "{key::APP_REVIEWED.text()}</p>
    }
    .into_any()
}

/// What was said of a place at a run's answer and at its check-ins, the last one first; nothing where it was not named.
fn rows(words: &Words, run: &Run, region: &str) -> Vec<AnyView> {
    let checks = run.checks.iter().rev().filter_map(|check| {
        let mut said = places(words, &check.places, region)?;
        said.extend(match check.stairs {
            None | Some(0) => None,
            Some(1) => Some(key::LOOK_STAIRS_HARD.text().to_owned()),
            Some(_) => Some(key::LOOK_STAIRS_NOT.text().to_owned()),
        });
        said.extend(check.anew.then(|| key::LOOK_ANEW.text().to_owned()));
        said.extend(
            check
                .level
                .map(|l| words.rule(&format!("level.{}", l.id()))),
        );
        let hours = check.hours_after(run.finished_ms).max(1);
        let time = words.quantity(hours, "h");
        let what = words.with(key::LOOK_CHECK, &[("hours", &time)]);
        Some((run.finished().plus_hours(hours), what, said))
    });
    let told = places(words, &run.said.sites(), region)
        .map(|said| (run.finished(), super::what(words, run), said));
    let row = |(at, what, said): (Moment, String, Vec<String>)| {
        view! {
            <tr>
                <th scope="row">{words.date(at, DateStyle::Day)}</th>
                <td>{what}</td>
                <td>{said.join("; ")}</td>
            </tr>
        }
        .into_any()
    };
    checks.chain(told).map(row).collect()
}

/// The place on each side with its score and signs; nothing where it is not among them.
fn places(words: &Words, all: &[Sore], region: &str) -> Option<Vec<String>> {
    let said: Vec<String> = all
        .iter()
        .filter(|p| p.region == region)
        .map(|p| {
            let side = super::super::check_in::place(words, region, Some(p.right));
            let score = p.score.map(|s| of_ten(words, s));
            let feels = p.feels.iter().map(|f| words.rule(&format!("said.{f}")));
            let parts: Vec<String> = std::iter::once(side).chain(score).chain(feels).collect();
            parts.join(", ")
        })
        .collect();
    (!said.is_empty()).then_some(said)
}

/// The scores of one place, drawn from one moment to another.
pub fn drawn(words: &Words, name: &str, felt: &[Felt], from: i64, now: Moment) -> AnyView {
    let whole = (now.at_ms - from).max(1);
    let points: Vec<(i32, u8)> = felt
        .iter()
        .map(|f| {
            let since = f.at_ms.saturating_sub(from).saturating_mul(1000);
            let at = (since / whole).clamp(0, 1000);
            (i32::try_from(at).unwrap_or(0), f.score)
        })
        .collect();
    let (Some(first), Some(last)) = (felt.first(), felt.last()) else {
        return ().into_any();
    };
    let most = felt.iter().map(|f| f.score).max().unwrap_or(0);
    let day = |at_ms: i64| words.date(Moment { at_ms, ..now }, DateStyle::Day);
    let summary = words.with(
        key::LOOK_SORE_SAYS,
        &[
            ("place", name),
            ("from", &day(first.at_ms)),
            ("to", &day(last.at_ms)),
            ("most", &most.to_string()),
            ("last", &of_ten(words, last.score)),
        ],
    );
    let rows = felt.iter().rev();
    let told = Told {
        summary,
        when: key::ANSWER_TABLE_WHEN.text().into(),
        what: key::LOOK_SORE.text().into(),
        rows: rows
            .map(|f| (day(f.at_ms), of_ten(words, f.score)))
            .collect(),
    };
    chart::line(&points, told)
}

//! Looking back: load by week, the longest run, soreness by place, and what went together.

use super::chart::{self, Told};
use crate::history::look::{self, ENOUGH, Factor, Paired};
use crate::history::{Run, Week};
use crate::i18n::{Key, Words, key};
use crate::ports::{DateStyle, Moment};
use crate::state::{App, Page};
use crate::ui::parts::{CLOSE, button, heading, icon_button, live};
use aftermile_engine::load::{self, Load, SpikeLevel, Variety, Week as Week7};
use aftermile_engine::problem::{self, WeekReport};
use leptos::prelude::*;
use std::sync::Arc;

const DAY_MS: i64 = 86_400_000;
/// So far back soreness is drawn at first, and when the runner looks further back.
const SORE_DAYS: i64 = 28;
pub(super) const YEAR_DAYS: i64 = 365;

pub fn view(app: App) -> AnyView {
    let year = RwSignal::new(false);
    let body = move || {
        let (words, runs, now) = (app.words(), app.runs(), app.now());
        let year = year.get();
        view! {
            {trouble(app, &words, year)}
            {load(app, &words, &runs, now, year)}
            {longest(app, &words, &runs)}
            {soreness(app, &words, &runs, now, year)}
            {paired(&words, &runs)}
        }
        .into_any()
    };
    view! {
        <section class="page look" data-screen="look-back">
            <div class="top">
                {heading(app, "q one", key::LOOK_TITLE.text())}
                {icon_button("close", key::HISTORY_CLOSE, CLOSE, Callback::new(move |()| app.show(Page::History)))}
            </div>
            {live(body)}
            {further(app, year)}
            {super::super::card::units(app)}
        </section>
    }
    .into_any()
}

/// Looks a year back, or at the last weeks only.
pub(super) fn further(app: App, year: RwSignal<bool>) -> AnyView {
    live(move || {
        let text = if year.get() {
            key::LOOK_LESS_FAR
        } else {
            key::LOOK_FURTHER
        };
        let press = Callback::new(move |()| {
            year.update(|year| *year = !*year);
            app.focus("[data-action=further]".to_owned());
        });
        view! { <div class="ways">{button("btn even", "further", text.text(), press)}</div> }
            .into_any()
    })
}

fn part(title: Key, body: AnyView) -> AnyView {
    view! {
        <section class="part">
            <h3>{title.text()}</h3>
            {body}
        </section>
    }
    .into_any()
}

fn whole(words: &Words, value: u32) -> String {
    words.locale.number(f64::from(value), 0)
}

/// What troubled the runner, week by week: how long it has lasted rather than how one week compares with the next.
fn trouble(app: App, words: &Words, year: bool) -> AnyView {
    let told = app.weeks_told();
    let again = Callback::new(move |()| app.ask_week());
    let tell = button("mini", "ask-week", key::HISTORY_WEEK.text(), again);
    let answers: Vec<WeekReport> = told.iter().map(|w| w.answers).collect();
    let lasting = problem::lasting(&answers);
    let (Some(last), Some(severity)) = (told.last(), answers.last().and_then(WeekReport::severity))
    else {
        let body = view! { <p class="sub">{words.rule("problem.why")}</p>{tell} };
        return part(key::LOOK_TROUBLE, body.into_any());
    };
    let severity = severity.to_string();
    let summary = if lasting.weeks == 0 {
        key::LOOK_TROUBLE_NONE.text().to_owned()
    } else {
        let much = lasting.substantial.to_string();
        words.count_with(
            key::LOOK_TROUBLE_SAYS,
            lasting.weeks,
            &[("much", &much), ("points", &severity)],
        )
    };
    let shown: Vec<&Week> = told.iter().rev().take(weeks_of(year)).rev().collect();
    let points = |w: &Week| w.answers.severity().unwrap_or(0);
    let values: Vec<u32> = shown
        .iter()
        .map(|w| u32::try_from(points(w)).unwrap_or(0))
        .collect();
    let rows = shown.iter().rev().map(|w| {
        let day = words.date(
            Moment {
                at_ms: w.at_ms,
                ..app.now()
            },
            DateStyle::Day,
        );
        (
            words.with(key::LOOK_UNTIL, &[("day", &day)]),
            points(w).to_string(),
        )
    });
    let told_in_words = Told {
        summary,
        when: key::LOOK_WEEK.text().into(),
        what: key::LOOK_POINTS.text().into(),
        rows: rows.collect(),
    };
    let lasts = (lasting.weeks > 1).then(|| view! { <p>{key::LOOK_TROUBLE_LASTS.text()}</p> });
    let body = view! {
        {chart::bars(&values, 100, told_in_words)}
        {lasts}
        <p class="sub">{key::LOOK_TROUBLE_NOTE.text()}</p>
        {tell}
        {sources(app, &["EV-Q-02", "EV-Q-03", "EV-RF-00e"])}
    };
    view! { <div data-trouble=last.day.to_string()>{part(key::LOOK_TROUBLE, body.into_any())}</div> }
        .into_any()
}

/// How alike the days of the last week were, and what that makes of its load, beside the runner's own weeks before.
fn alike(words: &Words, days: &[Load]) -> AnyView {
    let week = |ago: usize| Week7::ending(days.get(..days.len().checked_sub(ago * 7)?)?);
    let (Some(now), before) = (week(0), (1..4).filter_map(week)) else {
        return ().into_any();
    };
    let Some(monotony) = now.monotony() else {
        return ().into_any();
    };
    let how = match load::variety(monotony) {
        Variety::Varied => key::LOOK_VARIED,
        Variety::Between => key::LOOK_BETWEEN,
        Variety::Alike => key::LOOK_ALIKE,
    };
    let number = |value: f64, digits| words.locale.number(value, digits);
    let earlier: Vec<String> = before
        .map(|w| w.strain())
        .filter(|s| *s > 0.0)
        .map(|s| number(s, 0))
        .collect();
    let strain = number(now.strain(), 0);
    let strain = if earlier.is_empty() {
        words.with(key::LOOK_STRAIN, &[("now", &strain)])
    } else {
        let before = earlier.join(", ");
        words.with(
            key::LOOK_STRAIN_BEFORE,
            &[("now", &strain), ("before", &before)],
        )
    };
    let monotony = words.with(how, &[("monotony", &number(monotony, 1))]);
    view! { <p data-alike="">{monotony}" "{strain}</p> }.into_any()
}

fn weeks_of(year: bool) -> usize {
    if year { look::YEAR } else { look::WEEKS }
}

/// Minutes times effort, by rolling week.
fn load(app: App, words: &Words, runs: &[Arc<Run>], now: Moment, year: bool) -> AnyView {
    let today = now.local_ms().div_euclid(DAY_MS);
    let (weeks, without) = look::weeks(runs, today, weeks_of(year));
    let values: Vec<u32> = weeks.iter().map(|w| w.get()).collect();
    if values.iter().all(|v| *v == 0) {
        let text = view! { <p class="sub">{key::LOOK_NO_LOAD.text()}</p> };
        return part(key::LOOK_LOAD, text.into_any());
    }
    let mut last = values.iter().rev();
    let this = last.next().copied().unwrap_or(0);
    let before = last.next().copied().unwrap_or(0);
    let summary = words.with(
        key::LOOK_LOAD_SAYS,
        &[
            ("now", &whole(words, this)),
            ("before", &whole(words, before)),
        ],
    );
    let rows = values.iter().enumerate().rev().map(|(i, value)| {
        let back = i64::try_from(values.len() - 1 - i).unwrap_or(0) * 7 * DAY_MS;
        let end = Moment {
            at_ms: now.at_ms - back,
            ..now
        };
        let day = words.date(end, DateStyle::Day);
        (
            words.with(key::LOOK_UNTIL, &[("day", &day)]),
            whole(words, *value),
        )
    });
    let told = Told {
        summary,
        when: key::LOOK_WEEK.text().into(),
        what: key::LOOK_LOAD.text().into(),
        rows: rows.collect(),
    };
    let note = (without > 0).then(|| words.count(key::LOOK_WITHOUT, without));
    let body = view! {
        {chart::bars(&values, 0, told)}
        {alike(words, &look::days(runs, today))}
        <p class="sub">{key::LOOK_LOAD_NOTE.text()}" "{note}</p>
        {sources(app, &["EV-LOAD-15"])}
    };
    part(key::LOOK_LOAD, body.into_any())
}

/// The last run against the longest of 30 days.
fn longest(app: App, words: &Words, runs: &[Arc<Run>]) -> AnyView {
    let Some(last) = look::spike(runs) else {
        let text = view! { <p class="sub">{key::LOOK_NO_DISTANCE.text()}</p> };
        return part(key::LOOK_LONGEST, text.into_any());
    };
    let metres = |m: u32| words.quantity(i32::try_from(m).unwrap_or(i32::MAX), "m");
    let (distance, against) = (last.distance, last.against);
    let day = words.date(last.run.finished(), DateStyle::Day);
    let (how, how_long) = (
        metres(distance.get()),
        against.map(|(l, _)| metres(l.get())),
    );
    let text = match (against, how_long) {
        (Some((_, spike)), Some(longest)) => {
            let key = match spike.band.level() {
                SpikeLevel::Ok => key::LOOK_SPIKE_OK,
                SpikeLevel::Raised => key::LOOK_SPIKE_RAISED,
                SpikeLevel::High => key::LOOK_SPIKE_HIGH,
            };
            let percent = spike.percent.to_string();
            words.with(
                key,
                &[
                    ("day", &day),
                    ("distance", &how),
                    ("longest", &longest),
                    ("percent", &percent),
                ],
            )
        }
        _ => words.with(key::LOOK_SPIKE_NONE, &[("day", &day), ("distance", &how)]),
    };
    let level = against.map(|(_, s)| s.band.level().id());
    let body = view! {
        <p data-spike=level>{text}</p>
        {sources(app, &["EV-LOAD-20"])}
    };
    part(key::LOOK_LONGEST, body.into_any())
}

/// The sore places of the last four weeks, or of a year.
fn soreness(app: App, words: &Words, runs: &[Arc<Run>], now: Moment, year: bool) -> AnyView {
    let days = if year { YEAR_DAYS } else { SORE_DAYS };
    let from = now.at_ms - days * DAY_MS;
    let all = look::soreness(runs, from);
    if all.is_empty() {
        let text = if year {
            key::LOOK_NOT_SORE_YEAR
        } else {
            key::LOOK_NOT_SORE
        };
        let text = view! { <p class="sub">{text.text()}</p> };
        return part(key::LOOK_SORE, text.into_any());
    }
    let places: Vec<AnyView> = all
        .into_iter()
        .map(|(region, sides)| {
            let felt = sides.worse();
            let name = words.rule(&format!("region.{region}"));
            let open = region.clone();
            let press = Callback::new(move |()| app.niggle(&open));
            view! {
                <div class="place-line" data-place=region>
                    <div class="lab">
                        <h4>{name.clone()}</h4>
                        {button("mini", "niggle", key::LOOK_NIGGLE.text(), press)}
                    </div>
                    {super::niggle::drawn(words, &name, &felt, from, now)}
                </div>
            }
            .into_any()
        })
        .collect();
    part(key::LOOK_SORE, places.into_any())
}

/// What went together with less soreness, where there are enough pairs.
fn paired(words: &Words, runs: &[Arc<Run>]) -> AnyView {
    let found = look::paired(runs);
    if found.is_empty() {
        let enough = ENOUGH.to_string();
        let text = words.with(key::LOOK_FEW, &[("enough", &enough)]);
        return part(
            key::LOOK_PAIRS,
            view! { <p class="sub">{text}</p> }.into_any(),
        );
    }
    let rows: Vec<AnyView> = found.iter().map(|p| pair(words, p)).collect();
    let body = view! {
        <ul class="plain">{rows}</ul>
        <p class="sub">{key::LOOK_PAIRS_NOTE.text()}</p>
    };
    part(key::LOOK_PAIRS, body.into_any())
}

fn pair(words: &Words, pair: &Paired) -> AnyView {
    let what = match pair.factor {
        Factor::Slept => key::LOOK_SLEPT,
        Factor::Did("walk") => key::LOOK_WALKED,
        Factor::Did("roll") => key::LOOK_ROLLED,
        Factor::Did(_) => key::LOOK_STRETCHED,
    };
    let (less, n) = (pair.less.to_string(), pair.n.to_string());
    let points = words.locale.number(pair.mean.abs(), 1);
    let how = if pair.mean < 0.0 {
        key::LOOK_LESS
    } else {
        key::LOOK_NOT_LESS
    };
    let text = words.with(
        how,
        &[
            ("what", what.text()),
            ("points", &points),
            ("less", &less),
            ("n", &n),
        ],
    );
    view! { <li data-factor=pair.factor.id()>{text}</li> }.into_any()
}

/// Where a part's numbers come from; looked up when it is opened.
fn sources(app: App, ids: &[&str]) -> AnyView {
    let ids = ids.iter().map(|id| (*id).to_owned()).collect();
    view! {
        <details class="why limits" on:toggle=move |_| app.open_sources()>
            <summary>{key::LEVEL_SOURCES.text()}</summary>
            {crate::ui::answer::sources::view(app, None, ids)}
        </details>
    }
    .into_any()
}

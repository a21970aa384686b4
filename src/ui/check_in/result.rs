//! What a check-in comes to: the level with its reason, how the coming days move, and what was learned.

use crate::i18n::{Words, key};
use crate::ports::DateStyle;
use crate::state::check_in::Checked;
use crate::state::learn::Learned;
use crate::state::{App, Page};
use crate::ui::parts::{CALENDAR, HAND, button, heading, icon, live, soon, wrong_link};
use crate::ui::phone;
use crate::ui::urgent::card;
use aftermile_engine::Level;
use aftermile_engine::triage::Care;
use leptos::prelude::*;

pub fn view(app: App) -> AnyView {
    let Some(checked) = untrack(|| app.checked()) else {
        return crate::ui::card::view(app);
    };
    let title = match &checked.care {
        Some(care) if care.level >= Level::SameDay => return urgent(app, &checked, care),
        Some(_) => key::CHECK_IN_BOOK,
        None if checked.check.anew => key::CHECK_IN_ANEW_TITLE,
        None => match checked.outcome.moved {
            Some("injury") => key::CHECK_IN_PART,
            Some("rest") => key::CHECK_IN_REST,
            _ => key::CHECK_IN_FINE,
        },
    };
    let home = Callback::new(move |()| app.show(Page::Card));
    view! {
        <section class="page check" data-screen="checked">
            <div class="top">
                <button type="button" class="brand" data-action="home" on:click=move |event| soon(&event, home)>
                    {key::APP_NAME.text()}
                </button>
                {wrong_link(app)}
            </div>
            {heading(app, "q", title.text())}
            {live(move || app.checked().map_or_else(|| ().into_any(), |c| body(app, &app.words(), &c)))}
            <div class="stack">
                {button("btn", "done", key::CHECK_IN_CLOSE.text(), home)}
            </div>
        </section>
    }
    .into_any()
}

/// The card alone, as after the questions.
fn urgent(app: App, checked: &Checked, care: &Care) -> AnyView {
    let words = app.words_untracked();
    let time = words.quantity(checked.hours.max(1), "h");
    let then = view! { <p>{words.with(key::CHECK_IN_AFTER, &[("hours", &time)])}</p> };
    let home = Callback::new(move |()| app.show(Page::Card));
    view! {
        <section class="urgent" data-screen="checked">
            {card(app, care, then.into_any(), ().into_any())}
            {(care.level == Level::SameDay).then(|| wrong_link(app))}
            {button("link", "done", key::CHECK_IN_CLOSE.text(), home)}
            {sources(app, checked)}
            <p class="sub ver">{key::APP_NOTICE.text()}" "{key::APP_REVIEWED.text()}</p>
        </section>
    }
    .into_any()
}

fn sources(app: App, checked: &Checked) -> AnyView {
    let outcome = &checked.outcome;
    let reasons = outcome.reasons.iter().flat_map(|r| r.cites.iter().cloned());
    let days = outcome.cites.iter().map(|c| (*c).to_owned());
    let cites: Vec<String> = reasons.chain(days).collect();
    if cites.is_empty() {
        return ().into_any();
    }
    view! {
        <details class="why limits" on:toggle=move |_| app.open_sources()>
            <summary>{key::LEVEL_SOURCES.text()}</summary>
            {crate::ui::answer::sources::view(app, None, cites)}
        </details>
    }
    .into_any()
}

fn body(app: App, words: &Words, checked: &Checked) -> AnyView {
    let level = checked.outcome.level;
    let id = level.id();
    let word = words.rule(&format!("level.{id}"));
    let mut texts: Vec<String> = Vec::new();
    if let Some(hours) = checked.stands {
        let time = words.quantity(hours.max(1), "h");
        texts.push(words.with(key::CHECK_IN_STANDS, &[("hours", &time)]));
    }
    for reason in &checked.outcome.reasons {
        texts.push(words.message(&reason.because));
    }
    if let Some(see) = checked.outcome.see {
        texts.push(words.rule(&format!("see.{see}.book")));
    }
    if level == Level::Book {
        texts.push(key::CHECK_IN_UNTIL_SEEN.text().to_owned());
    }
    if checked.check.anew {
        texts.push(key::CHECK_IN_ANEW.text().to_owned());
    } else if texts.is_empty() {
        let text = match checked.outcome.moved {
            Some("injury" | "rest") => key::CHECK_IN_NO_MORE,
            _ => key::CHECK_IN_ORDINARY,
        };
        texts.push(text.text().to_owned());
    }
    let picture = if level == Level::Book { CALENDAR } else { HAND };
    let time = words.quantity(checked.hours.max(1), "h");
    view! {
        <p class="sub">{words.with(key::CHECK_IN_AFTER, &[("hours", &time)])}</p>
        <div class="level" data-level=id>
            <p class="word">{icon(picture)}{word}</p>
            {texts.into_iter().map(|t| view! { <p>{t}</p> }).collect::<Vec<_>>()}
            {checked.care.as_ref().map(|care| phone::script(words, care))}
        </div>
        {days(app, words, checked)}
        {checked.learned.as_ref().map(|l| learned(words, l))}
        {sources(app, checked)}
    }
    .into_any()
}

/// What the last check-in came to, with the days as it moved them.
pub fn since(app: App, id: &str) -> AnyView {
    let id = id.to_owned();
    live(move || {
        let Some(checked) = app.checked_of(&id) else {
            return ().into_any();
        };
        let words = app.words();
        let time = words.quantity(checked.hours.max(1), "h");
        let run = checked.run.clone();
        let open = Callback::new(move |()| app.show_checked(&run));
        view! {
            <div class="since" data-since=checked.hours.to_string()>
                <p class="sub">{words.with(key::ANSWER_SINCE, &[("hours", &time)])}</p>
                {days(app, &words, &checked)}
                {button("mini", "checked", key::ANSWER_SINCE_OPEN.text(), open)}
            </div>
        }
        .into_any()
    })
    .into_any()
}

/// The coming days: moved, or the general advice.
fn days(app: App, words: &Words, checked: &Checked) -> AnyView {
    let set_back = checked.check.set_back();
    let moved = checked
        .outcome
        .moved
        .map(|id| words.rule(&format!("moved.{id}")));
    let hard = checked.wait.map(|wait| {
        let day = |m| words.date(m, DateStyle::Day);
        let (first, moved) = wait.days(&checked.run);
        let (first, moved) = (day(first), day(moved));
        if set_back || first == moved {
            words.with(key::CHECK_IN_HARD, &[("day", &first)])
        } else {
            words.with(
                key::CHECK_IN_HARD_MOVED,
                &[("day", &moved), ("before", &first)],
            )
        }
    });
    if moved.is_none() && hard.is_none() {
        return ().into_any();
    }
    let text = if set_back {
        Some(key::CHECK_IN_GENERAL.text().to_owned())
    } else {
        moved
    };
    let switch = if set_back {
        key::CHECK_IN_MOVE_AGAIN
    } else {
        key::CHECK_IN_SET_BACK
    };
    let id = checked.run.id.clone();
    let press = Callback::new(move |()| app.switch_moved(&id));
    view! {
        <section class="part" data-moved=checked.outcome.moved>
            <h3>{key::CHECK_IN_DAYS.text()}</h3>
            {text.map(|t| view! { <p>{t}</p> })}
            {hard.map(|t| view! { <p>{t}</p> })}
            {button("mini", "switch", switch.text(), press)}
        </section>
    }
    .into_any()
}

fn learned(words: &Words, learned: &Learned) -> AnyView {
    let body = if learned.is_personal() {
        let whole = |score: f64| words.locale.number(score.round(), 0);
        let rows: Vec<AnyView> = learned
            .points
            .iter()
            .map(|(hours, general, range)| {
                view! {
                    <tr>
                        <th scope="row">{words.quantity(*hours, "h")}</th>
                        <td>{whole(range.likely)}</td>
                        <td>{whole(range.low)}"–"{whole(range.high)}</td>
                        <td>{whole(*general)}</td>
                    </tr>
                }
                .into_any()
            })
            .collect();
        view! {
            <p>{words.count(key::CHECK_IN_LEARNED, learned.runs)}</p>
            <div class="as-table">
                <table>
                    <thead><tr>
                        <th scope="col">{key::ANSWER_TABLE_WHEN.text()}</th>
                        <th scope="col">{key::ANSWER_TABLE_LIKELY.text()}</th>
                        <th scope="col">{key::ANSWER_TABLE_BETWEEN.text()}</th>
                        <th scope="col">{key::CHECK_IN_GENERAL_CURVE.text()}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    } else {
        view! { <p>{words.count(key::CHECK_IN_FEW, learned.runs)}</p> }.into_any()
    };
    view! {
        <section class="part" data-learned=learned.runs.to_string()>
            <h3>{key::CHECK_IN_YOUR_CURVE.text()}</h3>
            {body}
        </section>
    }
    .into_any()
}

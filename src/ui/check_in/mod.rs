//! The check-in: soreness now, stairs, anything new. One press each, then what it comes to.

mod result;
mod seen;

pub use result::{since, view as checked};
pub use seen::view as seen;

use super::parts::{
    BACK, Data, Toggle, bar, button, heading, icon_button, live, soon, soreness_class, toggle,
};
use crate::history::Sore;
use crate::i18n::{Words, key};
use crate::state::check_in::Asking;
use crate::state::{App, interview};
use leptos::prelude::*;

/// Which question is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Sore,
    Stairs,
    New,
}

fn part(asking: &Asking) -> Part {
    if !asking.is_scored() {
        Part::Sore
    } else if asking.stairs.is_none() {
        Part::Stairs
    } else {
        Part::New
    }
}

pub fn view(app: App) -> AnyView {
    // The scores change within a question: only its turn makes a new screen.
    let part = Memo::new(move |_| app.asking.with(|a| a.as_ref().map(part)));
    live(move || match part.get() {
        None => ().into_any(),
        Some(Part::Sore) => sore(app),
        Some(Part::Stairs) => stairs(app),
        Some(Part::New) => new(app),
    })
}

fn screen(app: App, name: &'static str, title: String, body: AnyView, foot: AnyView) -> AnyView {
    view! {
        <section class="ask check" data-screen=name>
            <div class="top">
                {icon_button("back", key::ASK_BACK, BACK, Callback::new(move |()| app.check_back()))}
                {super::parts::wrong_link(app)}
            </div>
            {heading(app, "q tight", title)}
            {body}
            {foot}
        </section>
    }
    .into_any()
}

/// The places in their order, both sides of a region together unless they are asked apart.
fn rows(asking: &Asking) -> Vec<(String, Option<bool>)> {
    let mut rows: Vec<(String, Option<bool>)> = Vec::new();
    for place in &asking.places {
        let both = asking
            .places
            .iter()
            .filter(|p| p.region == place.region)
            .count()
            > 1;
        let side =
            (!both || asking.apart.iter().any(|a| *a == place.region)).then_some(place.right);
        let row = (place.region.to_string(), side);
        if !rows.contains(&row) {
            rows.push(row);
        }
    }
    rows
}

/// A place by name with its side.
pub fn place(words: &Words, region: &str, side: Option<bool>) -> String {
    let name = words.rule(&format!("region.{region}"));
    let key = match side {
        None => key::WHERE_PLACE_BOTH,
        Some(false) => key::WHERE_PLACE_LEFT,
        Some(true) => key::WHERE_PLACE_RIGHT,
    };
    words.with(key, &[("region", &name)])
}

fn sore(app: App) -> AnyView {
    let asking = app.asking;
    let shown = Memo::new(move |_| asking.with(|a| a.as_ref().map(rows).unwrap_or_default()));
    let body = live(move || {
        let rows: Vec<AnyView> = shown
            .get()
            .into_iter()
            .map(|(region, side)| scale(app, region, side))
            .collect();
        view! {
            <p class="sub">{key::CHECK_IN_SCALE.text()}</p>
            {rows}
        }
        .into_any()
    });
    let day = asking
        .with_untracked(|a| a.as_ref().map(|a| a.run.clone()))
        .and_then(|id| app.run_untracked(&id))
        .map(|run| untrack(|| app.day_of(&run)))
        .unwrap_or_default();
    let title = app
        .words_untracked()
        .with(key::CHECK_IN_SORE, &[("day", &day)]);
    screen(app, "check.sore", title, body, ().into_any())
}

fn scale(app: App, region: String, side: Option<bool>) -> AnyView {
    let words = app.words_untracked();
    let name = place(&words, &region, side);
    let label = name.clone();
    let cells: Vec<AnyView> = (0..=10_u8)
        .map(|n| {
            let (to, of) = (region.clone(), region.clone());
            let here = move |p: &Sore| p.region == of && side.is_none_or(|s| s == p.right);
            let on = Signal::derive(move || {
                app.asking.with(|a| {
                    let places = a.iter().flat_map(|a| &a.places);
                    let mut places = places.filter(|p| here(p)).peekable();
                    places.peek().is_some() && places.all(|p| p.score == Some(n))
                })
            });
            let press = Callback::new(move |()| app.score(&to, side, n));
            let class = match (soreness_class(i32::from(n)), n) {
                (_, 10) => "cell ten k5",
                ("k0", _) => "cell",
                ("k1", _) => "cell k1",
                ("k2", _) => "cell k2",
                ("k3", _) => "cell k3",
                ("k4", _) => "cell k4",
                _ => "cell k5",
            };
            toggle(Toggle {
                class,
                label: n.into_any(),
                on,
                press,
                data: Data {
                    side: side.map(|right| if right { "right" } else { "left" }),
                    ..Data::value("score", n.to_string())
                },
            })
        })
        .collect();
    let (differ, id) = (region.clone(), region);
    let apart = side.is_none().then(|| {
        let press = Callback::new(move |()| app.apart(&differ));
        button("mini", "differ", key::SITE_DIFFER.text(), press)
    });
    view! {
        <div class="check-row" data-place=id>
            <div class="lab"><h3>{name}</h3>{apart}</div>
            <div class="cells" role="group" aria-label=label>{cells}</div>
        </div>
    }
    .into_any()
}

fn stairs(app: App) -> AnyView {
    let options = [
        key::CHECK_IN_STAIRS_FINE,
        key::CHECK_IN_STAIRS_HARD,
        key::CHECK_IN_STAIRS_NOT,
    ];
    let options: Vec<AnyView> = (0_u8..)
        .zip(options)
        .map(|(n, text)| {
            let press = Callback::new(move |()| app.stairs(n));
            view! {
                <button type="button" class="option" data-fact="stairs" data-value=n.to_string() on:click=move |event| soon(&event, press)>
                    {text.text()}
                </button>
            }
            .into_any()
        })
        .collect();
    let body = view! { <div class="stack">{options}</div> }.into_any();
    let title = key::CHECK_IN_STAIRS.text().to_owned();
    screen(app, "check.stairs", title, body, ().into_any())
}

/// The small safety screen: the lines of the first screen, and none of them.
fn new(app: App) -> AnyView {
    let words = app.words_untracked();
    let lines: Vec<AnyView> = interview::lines()
        .iter()
        .map(|line| {
            let line = *line;
            let text = words.rule(&format!("fact.{}", line.id()));
            let press = Callback::new(move |()| app.check_new_now(line));
            view! {
                <button type="button" class="sign" data-fact=line.id() on:click=move |event| soon(&event, press)>{text}</button>
            }
            .into_any()
        })
        .collect();
    let body = view! { <div class="signs">{lines}</div> }.into_any();
    let none = Callback::new(move |()| app.check_done());
    let foot = bar(vec![button("btn even", "none", key::ASK_NONE.text(), none)]);
    let title = key::CHECK_IN_NEW.text().to_owned();
    screen(app, "check.new", title, body, foot)
}

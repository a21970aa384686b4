//! The sore places as a list. Left and right are the body's own.

use super::{after_a_moment, places};
use crate::i18n::{Key, key};
use crate::state::App;
use crate::ui::parts::{Data, Toggle, bar, button, live, toggle};
use aftermile_engine::answers::{Answer, Side};
use aftermile_engine::{Region, Step, fact, region};
use leptos::prelude::*;

/// The list's groups, from hip to foot.
const GROUPS: &[(Key, &[Region])] = &[
    (
        key::WHERE_HIP,
        &[
            region::HIP_FLEXORS,
            region::GROIN,
            region::QUADS,
            region::INNER_THIGH,
            region::OUTER_THIGH,
            region::THIGH,
            region::HAMSTRINGS,
            region::GLUTES,
            region::BUTTOCK,
            region::OUTER_HIP,
        ],
    ),
    (
        key::WHERE_KNEE,
        &[
            region::KNEE_FRONT,
            region::KNEE_OUTER,
            region::KNEE_INNER,
            region::KNEE_JOINT,
        ],
    ),
    (
        key::WHERE_LOWER,
        &[
            region::CALVES,
            region::SHINS,
            region::OUTER_LOWER_LEG,
            region::ACHILLES,
        ],
    ),
    (
        key::WHERE_FOOT,
        &[
            region::ANKLE_OUTER,
            region::HEEL,
            region::FOOT_SOLE,
            region::FOOT_TOP,
            region::FOREFOOT,
        ],
    ),
];

pub fn view(app: App, step: &Step) -> AnyView {
    let missing = RwSignal::new(false);
    let whole = ["fine", "tired"].map(|id| legs(app, step, id));
    let listed = |r: &Region| GROUPS.iter().any(|(_, regions)| regions.contains(r));
    // What no group names stands at the end, so that no place of the rules is ever left out.
    let others: Vec<Region> = Region::all().filter(|r| !listed(r)).collect();
    let mut groups: Vec<AnyView> = GROUPS
        .iter()
        .map(|(name, regions)| group(app, *name, regions))
        .collect();
    groups.push(group(app, key::WHERE_BACK, &others));
    let step = step.clone();
    let next = Callback::new(move |()| {
        let none = app
            .answers
            .with_untracked(|a| a.given_sites().is_none_or(<[_]>::is_empty));
        missing.set(none);
        if none {
            app.say(key::WHERE_CHOOSE.text().to_owned());
            app.focus("[data-fact=legs]".to_owned());
        } else if let Some(sore) = fact::LEGS.option("sore") {
            app.choose(&step, fact::LEGS, Answer::Value(sore));
        }
    });
    let chosen = move || {
        let words = app.words();
        let names = app.answers.with(|a| places(&words, a));
        if names.is_empty() {
            let class = if missing.get() { "error" } else { "sub" };
            let text = if missing.get() {
                key::WHERE_CHOOSE
            } else {
                key::WHERE_NOTHING
            };
            return view! { <p class=class>{text.text()}</p> }.into_any();
        }
        let count = words.count(
            key::WHERE_PICKED,
            app.answers.with(|a| a.given_sites().map_or(0, <[_]>::len)),
        );
        view! { <p class="picked"><b>{count}</b>{names.join(", ")}</p> }.into_any()
    };
    view! {
        <div class="stack wide">{whole.into_iter().collect::<Vec<_>>()}</div>
        <p class="or">{key::WHERE_OR.text()}<span class="sub">{key::WHERE_SIDES.text()}</span></p>
        <div class="list">{groups}</div>
        {bar(vec![
            view! { <div class="sum">{live(chosen)}</div> }.into_any(),
            button("btn", "next", key::ASK_NEXT.text(), next),
        ])}
    }
    .into_any()
}

/// "They feel fine" or "just tired": one press goes on.
fn legs(app: App, step: &Step, id: &'static str) -> AnyView {
    let answer = fact::LEGS
        .option(id)
        .map_or(Answer::NotAsked, Answer::Value);
    let step = step.clone();
    toggle(Toggle {
        class: "option",
        label: app
            .words_untracked()
            .rule(&format!("fact.legs.{id}"))
            .into_any(),
        on: Signal::derive(move || app.shown(fact::LEGS) == answer),
        press: Callback::new(move |()| {
            app.set(fact::LEGS, answer);
            let step = step.clone();
            after_a_moment(app, step);
        }),
        data: Data::value(fact::LEGS.id(), id),
    })
}

fn group(app: App, name: Key, regions: &[Region]) -> AnyView {
    let rows: Vec<AnyView> = regions.iter().map(|region| row(app, *region)).collect();
    view! {
        <h3 class="group">{name.text()}</h3>
        {rows}
    }
    .into_any()
}

const SIDES: [(&str, Key, &[Side]); 3] = [
    ("left", key::WHERE_LEFT, &[Side::Left]),
    ("both", key::WHERE_BOTH, &[Side::Left, Side::Right]),
    ("right", key::WHERE_RIGHT, &[Side::Right]),
];

fn row(app: App, region: Region) -> AnyView {
    let name = app
        .words_untracked()
        .rule(&format!("region.{}", region.id()));
    let label = name.clone();
    let buttons: Vec<AnyView> = SIDES
        .iter()
        .map(|(id, label, sides)| {
            let sides: &'static [Side] = sides;
            let on = Signal::derive(move || {
                app.answers
                    .with(|a| sides_of(a.given_sites(), region) == sides)
            });
            toggle(Toggle {
                class: "side",
                label: label.text().into_any(),
                on,
                press: Callback::new(move |()| app.toggle_place(region, sides)),
                data: Data {
                    region: Some(region.id()),
                    side: Some(id),
                    ..Data::default()
                },
            })
        })
        .collect();
    view! {
        <div class="place" role="group" aria-label=label>
            <span>{name}</span>
            <div class="sides">{buttons}</div>
        </div>
    }
    .into_any()
}

fn sides_of(sites: Option<&[aftermile_engine::Site]>, region: Region) -> Vec<Side> {
    sites
        .unwrap_or(&[])
        .iter()
        .filter(|s| s.region == region)
        .map(|s| s.side)
        .collect()
}

//! The sore places: a list and a picture of the same answers. Left and right are the body's own.

use super::map::{self, View, Zone};
use super::{after_a_moment, places};
use crate::i18n::{Key, key};
use crate::state::App;
use crate::ui::parts::{Data, Toggle, bar, button, follow, live, row, sheet, toggle};
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

/// What the row above the picture holds: what no plate stands for.
const BEYOND: &[Region] = &[
    region::LOWER_BACK,
    region::BUTTOCK,
    region::THIGH,
    region::WHOLE_LEG,
];

/// How the places are shown. All views change the same answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    List,
    Map(View),
}

impl Shown {
    fn id(self) -> &'static str {
        match self {
            Shown::List => "list",
            Shown::Map(view) => view.id(),
        }
    }
}

/// A question that the picture asks once more: which of these, on which side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Again {
    regions: &'static [Region],
    /// None: the rows of the list, with sides of their own.
    side: Option<Side>,
    /// What had the focus, to get it back.
    from: (&'static str, &'static str),
}

pub fn view(app: App, step: &Step) -> AnyView {
    let shown = RwSignal::new(Shown::Map(View::Front));
    let again = RwSignal::new(None::<Again>);
    let listed = |r: &Region| GROUPS.iter().any(|(_, regions)| regions.contains(r));
    // What no group names stands at the end, so that no place of the rules is ever left out.
    let others: Vec<Region> = Region::all().filter(|r| !listed(r)).collect();
    let mut groups: Vec<AnyView> = GROUPS
        .iter()
        .map(|(name, regions)| group(app, *name, regions))
        .collect();
    groups.push(group(app, key::WHERE_BACK, &others));
    let ask = move |more: Again| {
        again.set(Some(more));
        app.focus("[data-sheet]".to_owned());
    };
    let press = Callback::new(
        move |(zone, side): (&'static Zone, Side)| match zone.regions {
            [only] => app.toggle_side(*only, side),
            regions => ask(Again {
                regions,
                side: Some(side),
                from: (zone.id, side.id()),
            }),
        },
    );
    let beyond = Callback::new(move |()| {
        ask(Again {
            regions: BEYOND,
            side: None,
            from: ("beyond", ""),
        });
    });
    let switch = [
        (Shown::List, key::WHERE_LIST),
        (Shown::Map(View::Front), key::WHERE_FRONT),
        (Shown::Map(View::Back), key::WHERE_BEHIND),
    ]
    .map(|(one, label)| {
        toggle(Toggle {
            class: "chip",
            label: view! { {label.text()} {(one == Shown::List).then(|| view! { <span class="sr">{key::WHERE_LIST_OF.text()}</span> })} }
                .into_any(),
            on: follow(move || shown.get() == one),
            press: Callback::new(move |()| {
                again.set(None);
                shown.set(one);
            }),
            data: Data::value("view", one.id()),
        })
    });
    let step = step.clone();
    view! {
        <div class="chips seg views" role="group" aria-label=key::WHERE_VIEW.text()>{switch.into_iter().collect::<Vec<_>>()}</div>
        <div class="where" data-shown=move || shown.get().id() prop:inert=move || again.get().is_some()>
            <div class="list">
                <p class="sub">{key::WHERE_SIDES.text()}</p>
                {groups}
            </div>
            {row("beyond", String::new(), key::WHERE_BEYOND.text().to_owned(), String::new(), beyond)}
            <div class="maps" role="group" aria-label=key::WHERE_MAPS.text()>
                {map::view(app, View::Front, press)}
                {map::view(app, View::Back, press)}
            </div>
        </div>
        {live(move || match again.get() {
            Some(more) => which(app, more, again, shown.get_untracked()),
            None => foot(app, &step),
        })}
    }
    .into_any()
}

/// "They feel fine" and "just tired" while no place is chosen; then what is chosen, and Next.
fn foot(app: App, step: &Step) -> AnyView {
    let step = step.clone();
    let any = Memo::new(move |_| {
        app.answers
            .with(|a| a.given_sites().is_some_and(|s| !s.is_empty()))
    });
    live(move || {
        if !any.get() {
            let whole = ["fine", "tired"].map(|id| legs(app, &step, id));
            return bar(whole.into_iter().collect());
        }
        let step = step.clone();
        let next = Callback::new(move |()| {
            if let Some(sore) = fact::LEGS.option("sore") {
                app.choose(&step, fact::LEGS, Answer::Value(sore));
            }
        });
        let chosen = move || {
            let words = app.words();
            let names = app.answers.with(|a| places(&words, a)).join(", ");
            let count = app.answers.with(|a| a.given_sites().map_or(0, <[_]>::len));
            let count = words.count(key::WHERE_PICKED, count);
            view! { <p class="picked"><b>{count}</b>{names}</p> }.into_any()
        };
        bar(vec![
            view! { <div class="sum">{live(chosen)}</div> }.into_any(),
            button("btn", "next", key::ASK_NEXT.text(), next),
        ])
    })
}

/// Which of the places that share a plate.
fn which(app: App, more: Again, again: RwSignal<Option<Again>>, shown: Shown) -> AnyView {
    let close = Callback::new(move |()| {
        again.set(None);
        let (zone, side) = more.from;
        app.focus(if side.is_empty() {
            format!("[data-action={zone}]")
        } else {
            format!(
                ".map[data-view={}] [data-zone={zone}][data-side={side}]",
                shown.id()
            )
        });
    });
    let words = app.words_untracked();
    let rows: Vec<AnyView> = more
        .regions
        .iter()
        .map(|region| {
            let region = *region;
            let Some(side) = more.side else {
                return line(app, region);
            };
            toggle(Toggle {
                class: "tick",
                label: words.rule(&format!("region.{}", region.id())).into_any(),
                on: follow(move || {
                    app.answers
                        .with(|a| sides_of(a.given_sites(), region).contains(&side))
                }),
                press: Callback::new(move |()| app.toggle_side(region, side)),
                data: Data {
                    region: Some(region.id()),
                    side: Some(side.id()),
                    ..Data::default()
                },
            })
        })
        .collect();
    let title = match more.side {
        None => key::WHERE_BEYOND,
        Some(Side::Left) => key::WHERE_WHICH_LEFT,
        Some(Side::Right) => key::WHERE_WHICH_RIGHT,
    };
    let body = view! {
        <div class="ticks">{rows}</div>
        {button("btn", "done", key::WHERE_DONE.text(), close)}
    };
    sheet("which", title.text().to_owned(), body.into_any(), close)
}

/// What a zone of the picture is called, with its side.
pub fn zone_name(app: App, zone: &Zone, side: Side) -> String {
    let words = app.words_untracked();
    let own = match (zone.id, zone.regions) {
        ("knee", _) => key::WHERE_KNEE.text().to_owned(),
        ("foot", _) => key::WHERE_FOOT_ZONE.text().to_owned(),
        (_, [region, ..]) => words.rule(&format!("region.{}", region.id())),
        _ => String::new(),
    };
    let key = match side {
        Side::Left => key::WHERE_PLACE_LEFT,
        Side::Right => key::WHERE_PLACE_RIGHT,
    };
    words.with(key, &[("region", &own)])
}

/// "They feel fine" or "just tired": one press goes on.
fn legs(app: App, step: &Step, id: &'static str) -> AnyView {
    let answer = fact::LEGS
        .option(id)
        .map_or(Answer::NotAsked, Answer::Value);
    let step = step.clone();
    toggle(Toggle {
        class: "btn even",
        label: app
            .words_untracked()
            .rule(&format!("fact.legs.{id}"))
            .into_any(),
        on: follow(move || app.shown(fact::LEGS) == answer),
        press: Callback::new(move |()| {
            app.set(fact::LEGS, answer);
            let step = step.clone();
            after_a_moment(app, step);
        }),
        data: Data::value(fact::LEGS.id(), id),
    })
}

fn group(app: App, name: Key, regions: &[Region]) -> AnyView {
    let rows: Vec<AnyView> = regions.iter().map(|region| line(app, *region)).collect();
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

fn line(app: App, region: Region) -> AnyView {
    let name = app
        .words_untracked()
        .rule(&format!("region.{}", region.id()));
    let label = name.clone();
    let buttons: Vec<AnyView> = SIDES
        .iter()
        .map(|(id, label, sides)| {
            let sides: &'static [Side] = sides;
            let on = follow(move || {
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

//! The body map: legs from the front and from behind. Left and right are the body's own: the front view faces
//! the runner, so the body's right stands at the left; the back view is seen from behind.

mod shapes;

use crate::i18n::key;
use crate::state::App;
use crate::ui::parts::soon;
use crate::ui::parts::soreness_class;
use aftermile_engine::Region;
use aftermile_engine::answers::Side;
use leptos::prelude::*;
use std::fmt::Write as _;

/// The size of the picture. At a width of 360 px it is drawn one to one, so a hit area of 44 is 44 px.
const WIDTH: i32 = 328;
const HEIGHT: i32 = 360;

/// A part of the picture that is pressed.
#[derive(Debug)]
pub struct Zone {
    pub id: &'static str,
    /// What it stands for. More than one: which of them is asked once more.
    pub regions: &'static [Region],
    /// Left, top, width, height of what is pressed.
    hit: [i32; 4],
    badge: [i32; 2],
    path: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    Front,
    Back,
}

impl View {
    pub fn id(self) -> &'static str {
        match self {
            View::Front => "front",
            View::Back => "back",
        }
    }

    fn zones(self) -> &'static [Zone] {
        match self {
            View::Front => shapes::FRONT,
            View::Back => shapes::BACK,
        }
    }

    /// Which side of the body stands at the left of the picture.
    fn at_left(self) -> Side {
        match self {
            View::Front => Side::Right,
            View::Back => Side::Left,
        }
    }

    fn at_right(self) -> Side {
        match self {
            View::Front => Side::Left,
            View::Back => Side::Right,
        }
    }
}

/// One view of the legs. `press` gets the zone and the side of the body.
pub fn view(app: App, view: View, press: Callback<(&'static Zone, Side)>) -> AnyView {
    let mut buttons: Vec<AnyView> = Vec::new();
    for side in [view.at_left(), view.at_right()] {
        for zone in view.zones() {
            buttons.push(hit(app, zone, side, side != view.at_left(), press));
        }
    }
    let picture = move || picture(app, view);
    // Each zone says its side itself.
    let ends = [view.at_left(), view.at_right()].map(|side| {
        let name = match side {
            Side::Left => key::WHERE_LEFT.text(),
            Side::Right => key::WHERE_RIGHT.text(),
        };
        view! { <span class="end" aria-hidden="true">{name}</span> }
    });
    view! {
        <div class="map" data-view=view.id()>
            <svg viewBox="0 0 328 360" aria-hidden="true" inner_html=picture></svg>
            {ends.into_iter().collect::<Vec<_>>()}
            {buttons}
        </div>
    }
    .into_any()
}

/// What is pressed: a button over the picture, with a name.
fn hit(
    app: App,
    zone: &'static Zone,
    side: Side,
    mirrored: bool,
    press: Callback<(&'static Zone, Side)>,
) -> AnyView {
    let [x, y, width, height] = zone.hit;
    let x = if mirrored { WIDTH - x - width } else { x };
    let percent = |part: i32, whole: i32| format!("{}%", f64::from(part * 1000 / whole) / 10.0);
    let (left, top) = (percent(x, WIDTH), percent(y, HEIGHT));
    let (width, height) = (percent(width, WIDTH), percent(height, HEIGHT));
    let on = move || score(app, zone, side).is_some();
    let name = super::where_::zone_name(app, zone, side);
    let press = Callback::new(move |()| press.run((zone, side)));
    view! {
        <button
            type="button"
            class="hit"
            data-zone=zone.id
            data-side=side.id()
            aria-label=name
            aria-pressed=move || if on() { "true" } else { "false" }
            style:left=left
            style:top=top
            style:width=width
            style:height=height
            on:click=move |event| soon(&event, press)
        ></button>
    }
    .into_any()
}

/// The worst score of a chosen zone; 0 while it is not rated. None when it is not chosen.
fn score(app: App, zone: &Zone, side: Side) -> Option<u8> {
    app.answers.with(|answers| {
        let sites = answers.given_sites().unwrap_or(&[]);
        sites
            .iter()
            .filter(|s| s.side == side && zone.regions.contains(&s.region))
            .map(|s| s.feel.map_or(0, |f| f.score))
            .max()
    })
}

/// The picture as markup: outline, plates, what is chosen with pattern and number.
fn picture(app: App, view: View) -> String {
    let (outline, lines) = match view {
        View::Front => (shapes::FRONT_OUTLINE, shapes::FRONT_LINES),
        View::Back => (shapes::BACK_OUTLINE, shapes::BACK_LINES),
    };
    let mut out = patterns(view);
    let mut badges = String::new();
    for (side, mirrored) in [(view.at_left(), false), (view.at_right(), true)] {
        let turn = if mirrored {
            " transform=\"matrix(-1 0 0 1 328 0)\""
        } else {
            ""
        };
        let _ = write!(out, "<g{turn}><path class=\"sil\" d=\"{outline}\"/>");
        for zone in view.zones() {
            let path = zone.path;
            let Some(score) = score(app, zone, side) else {
                let _ = write!(out, "<path class=\"plate\" d=\"{path}\"/>");
                continue;
            };
            let class = soreness_class(i32::from(score));
            let _ = write!(
                out,
                "<path class=\"plate on {class}\" d=\"{path}\"/><path class=\"pat {class}\" fill=\"url(#{})\" d=\"{path}\"/>",
                pattern_id(view, class)
            );
            let [x, y] = zone.badge;
            let x = if mirrored { WIDTH - x } else { x };
            let number = if score > 0 {
                score.to_string()
            } else {
                "✓".to_owned()
            };
            let _ = write!(
                badges,
                "<circle class=\"badge\" cx=\"{x}\" cy=\"{y}\" r=\"11\"/><text class=\"in\" x=\"{x}\" y=\"{y}\">{number}</text>"
            );
        }
        let _ = write!(out, "<path class=\"crease\" d=\"{lines}\"/></g>");
    }
    out.push_str(&badges);
    out
}

/// Chosen, light to strong: dots, denser dots, lines, crossed lines. Colour is never alone.
const PATTERNS: [(&str, &str); 6] = [
    (
        "k0",
        "width=\"7\" height=\"7\"><circle class=\"dots\" cx=\"2\" cy=\"2\" r=\"1\"/>",
    ),
    (
        "k1",
        "width=\"13\" height=\"13\"><circle cx=\"4\" cy=\"4\" r=\"1.1\"/>",
    ),
    (
        "k2",
        "width=\"9\" height=\"9\"><circle cx=\"3\" cy=\"3\" r=\"1.1\"/>",
    ),
    (
        "k3",
        "width=\"5\" height=\"5\"><circle cx=\"2\" cy=\"2\" r=\"1.1\"/>",
    ),
    (
        "k4",
        "width=\"6\" height=\"6\" patternTransform=\"rotate(45)\"><path d=\"M0 0V6\" stroke=\"#FFF\" stroke-width=\"2\"/>",
    ),
    (
        "k5",
        "width=\"6\" height=\"6\" patternTransform=\"rotate(45)\"><path d=\"M0 0V6M0 0H6\" stroke=\"#FFF\" stroke-width=\"2\"/>",
    ),
];

/// A name that only this view has: what a picture that is not shown defines is not painted elsewhere.
fn pattern_id(view: View, class: &str) -> String {
    format!("am-{}-{class}", view.id())
}

/// The patterns of one view.
fn patterns(view: View) -> String {
    let mut out = String::from("<defs>");
    for (class, rest) in PATTERNS {
        let id = pattern_id(view, class);
        let _ = write!(
            out,
            "<pattern id=\"{id}\" patternUnits=\"userSpaceOnUse\" {rest}</pattern>"
        );
    }
    out.push_str("</defs>");
    out
}

#[cfg(test)]
mod tests {
    use super::{HEIGHT, View, WIDTH, pattern_id, patterns};
    use crate::ui::parts::soreness_class;
    use aftermile_engine::region;

    #[test]
    fn every_zone_is_a_thumb_wide_and_none_covers_another() {
        for view in [View::Front, View::Back] {
            let zones = view.zones();
            for zone in zones {
                let [x, y, w, h] = zone.hit;
                assert!(w >= 44 && h >= 44, "{}: {w}x{h}", zone.id);
                assert!(
                    x >= 0 && y >= 0 && x + w <= WIDTH / 2 && y + h <= HEIGHT,
                    "{}",
                    zone.id
                );
                for other in zones {
                    let [ox, oy, ow, oh] = other.hit;
                    let apart = x + w <= ox || ox + ow <= x || y + h <= oy || oy + oh <= y;
                    assert!(
                        zone.id == other.id || apart,
                        "{} over {}",
                        zone.id,
                        other.id
                    );
                }
            }
        }
    }

    #[test]
    fn every_class_has_a_pattern_of_its_own_in_each_view() {
        let of = |view: View, score| {
            let id = pattern_id(view, soreness_class(score));
            format!("<pattern id=\"{id}\"")
        };
        let (front, back) = (patterns(View::Front), patterns(View::Back));
        for score in 0..=10 {
            assert_eq!(front.matches(&of(View::Front, score)).count(), 1, "{score}");
            assert_eq!(back.matches(&of(View::Back, score)).count(), 1, "{score}");
            assert!(!front.contains(&of(View::Back, score)), "{score}");
        }
    }

    #[test]
    fn groin_and_achilles_stand_for_themselves() {
        let alone = |view: View, region| view.zones().iter().any(|z| z.regions == [region]);
        assert!(alone(View::Front, region::GROIN));
        assert!(alone(View::Back, region::ACHILLES));
    }

    #[test]
    fn the_front_faces_the_runner_and_the_back_does_not() {
        assert_eq!(View::Front.at_left().id(), "right");
        assert_eq!(View::Back.at_left().id(), "left");
    }
}

//! What stands around the figure: ground, mat, wall, chair, step; and the arrows over it.

use std::fmt::Write as _;

use super::draw::{ORIGIN, pixel};
use super::geometry::{Point, add, turned};
use super::outline::{PX, numbers, short};
use super::pose::{Figure, Prop};

fn x(value: f64) -> String {
    short(pixel([value, 0.0])[0])
}

fn y(value: f64) -> String {
    short(pixel([0.0, value])[1])
}

/// The ground and everything on it, behind the body.
pub fn scene(figure: &Figure) -> String {
    let ground = short(ORIGIN[1]);
    let mut out = String::new();
    let mut over = String::new();
    for prop in &figure.props {
        let _ = match prop {
            Prop::Mat { x: [from, to] } => write!(
                over,
                "<rect class=\"m\" x=\"{}\" y=\"{ground}\" width=\"{}\" height=\"5\" rx=\"2.5\"/>",
                x(*from),
                short((to - from) * PX)
            ),
            Prop::Wall { x: at, behind } => {
                let width = if *behind { -10 } else { 10 };
                write!(
                    out,
                    "<path class=\"k\" d=\"M{0} {ground}V12h{width}V{ground}z\"/><path class=\"d\" d=\"M{0} {ground}V12\"/>",
                    x(*at)
                )
            }
            Prop::Panel { x: [from, to] } => write!(
                out,
                "<path class=\"k\" d=\"M{} {ground}V12H{}V{ground}z\"/>",
                x(*from),
                x(*to)
            ),
            Prop::Chair { x: at, seat } => write!(
                out,
                "<path class=\"o\" d=\"M{} {ground}L{} {}M{} {ground}L{} {}M{} {}L{} {}\"/><rect class=\"i\" x=\"{}\" y=\"{}\" width=\"56\" height=\"6\" rx=\"3\"/>",
                x(at - 0.13),
                x(at - 0.115),
                y(*seat),
                x(at + 0.13),
                x(at + 0.115),
                y(*seat),
                x(at - 0.125),
                y(*seat),
                x(at - 0.16),
                y(seat + 0.42),
                x(at - 0.14),
                y(*seat)
            ),
            Prop::Step { x: [from, to], h } => write!(
                out,
                "<path class=\"k\" d=\"M{0} {ground}V{1}H{2}V{ground}z\"/><path class=\"d\" d=\"M{0} {ground}V{1}H{2}V{ground}\"/>",
                x(*from),
                y(*h),
                x(*to)
            ),
            Prop::Bench { x: [from, to], h } => write!(
                out,
                "<path class=\"o\" d=\"M{0} {ground}V{2}M{1} {ground}V{2}\"/><rect class=\"i\" x=\"{3}\" y=\"{2}\" width=\"{4}\" height=\"6\" rx=\"3\"/>",
                x(from + 0.04),
                x(to - 0.04),
                y(*h),
                x(*from),
                short((to - from) * PX)
            ),
            Prop::Strap { .. } | Prop::Band { .. } => Ok(()),
        };
    }
    let _ = write!(out, "<path class=\"n\" d=\"M14 {ground}H306\"/>{over}");
    out
}

/// The arrows, over everything.
pub fn arrows(figure: &Figure) -> String {
    let mut d = String::new();
    for arrow in &figure.arrows {
        let [from, bend, to] = arrow.path.map(pixel);
        let _ = write!(
            d,
            "M{}Q{}",
            numbers(from),
            numbers([bend[0], bend[1], to[0], to[1]])
        );
        let mut ends = vec![(bend, to)];
        if arrow.both {
            ends.push((bend, from));
        }
        for (behind, tip) in ends {
            let degrees = (tip[1] - behind[1]).atan2(tip[0] - behind[0]).to_degrees();
            let wing = |side: f64| -> Point { add(tip, turned([-7.0, side * 4.6], degrees)) };
            let (a, b) = (wing(1.0), wing(-1.0));
            let _ = write!(
                d,
                "M{}L{}",
                numbers(a),
                numbers([tip[0], tip[1], b[0], b[1]])
            );
        }
    }
    if d.is_empty() {
        d
    } else {
        format!("<path class=\"a\" d=\"{d}\"/>")
    }
}

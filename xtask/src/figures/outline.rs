//! Outlines as SVG paths, in the frame of their bone: 200 px per body height, y down.

use std::fmt::Write as _;

use super::body::{profile, width};
use super::geometry::Point;

/// Pixels per body height.
pub const PX: f64 = 200.0;

/// A number as short as it can be, to a tenth.
pub fn short(value: f64) -> String {
    let text = format!("{value:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    match text.strip_prefix('-') {
        Some("0") => "0".to_owned(),
        Some(rest) if rest.starts_with("0.") => format!("-{}", &rest[1..]),
        _ if text.starts_with("0.") => text[1..].to_owned(),
        _ => text.to_owned(),
    }
}

/// Numbers with as little between them as SVG needs.
pub fn numbers(values: impl IntoIterator<Item = f64>) -> String {
    let mut out = String::new();
    for value in values {
        let text = short(value);
        if !out.is_empty() && !text.starts_with('-') {
            out.push(' ');
        }
        out.push_str(&text);
    }
    out
}

/// A Catmull-Rom curve through the points, as cubic Beziers relative to where each begins.
pub fn smooth(points: &[Point], closed: bool) -> String {
    let px: Vec<Point> = points.iter().map(|p| [p[0] * PX, -p[1] * PX]).collect();
    let count = px.len();
    let at = |i: isize| -> Point {
        let n = isize::try_from(count).unwrap_or(1).max(1);
        let i = if closed {
            i.rem_euclid(n)
        } else {
            i.clamp(0, n - 1)
        };
        px.get(usize::try_from(i).unwrap_or(0))
            .copied()
            .unwrap_or_default()
    };
    let start = at(0);
    let mut out = format!("M{}", numbers(start));
    // Rounded as written, so that the small differences do not add up.
    let tenth = |p: Point| p.map(|v| (v * 10.0).round() / 10.0);
    let mut here = tenth(start);
    let segments = if closed {
        count
    } else {
        count.saturating_sub(1)
    };
    for i in 0..isize::try_from(segments).unwrap_or(0) {
        let (a, b, c, d) = (at(i - 1), at(i), at(i + 1), at(i + 2));
        let first = [b[0] + (c[0] - a[0]) / 6.0, b[1] + (c[1] - a[1]) / 6.0];
        let second = [c[0] - (d[0] - b[0]) / 6.0, c[1] - (d[1] - b[1]) / 6.0];
        let end = tenth(c);
        let relative = [
            first[0] - here[0],
            first[1] - here[1],
            second[0] - here[0],
            second[1] - here[1],
            end[0] - here[0],
            end[1] - here[1],
        ];
        let _ = write!(out, "c{}", numbers(relative));
        here = end;
    }
    if closed {
        out.push('z');
    }
    out
}

/// What of a bone's outline is drawn, and how much wider.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cut {
    /// Begins here with a straight edge rather than a round end.
    pub from: Option<f64>,
    /// Ends here so.
    pub to: Option<f64>,
    pub grow: f64,
}

/// The outline of a bone along x. `front` is 1 where the body's front lies counter-clockwise of it, else -1.
pub fn limb(bone: &str, front_view: bool, length: f64, front: f64, cut: Cut) -> String {
    let rows = profile(bone, front_view);
    let first = cut
        .from
        .or_else(|| rows.first().map(|r| r.0))
        .unwrap_or(0.0);
    let last = cut.to.or_else(|| rows.last().map(|r| r.0)).unwrap_or(1.0);
    let mut places = vec![first];
    places.extend(
        rows.iter()
            .map(|r| r.0)
            .filter(|t| first + 0.04 < *t && *t < last - 0.04),
    );
    places.push(last);
    let edge = |ahead: bool| -> Vec<Point> {
        places
            .iter()
            .map(|t| {
                let (f, b) = width(bone, front_view, *t);
                let out = if ahead { f + cut.grow } else { -(b + cut.grow) };
                [t * length, front * out]
            })
            .collect()
    };
    let (ahead, mut behind) = (edge(true), edge(false));
    behind.reverse();
    let cap = |t: f64, way: f64| -> Vec<Point> {
        let (f, b) = width(bone, front_view, t);
        let (middle, half) = (front * (f - b) / 2.0, f64::midpoint(f, b) + cut.grow);
        [1.05_f64, 0.52, 0.0, -0.52, -1.05]
            .iter()
            .map(|a| {
                [
                    t * length + way * half * a.cos(),
                    middle + way * front * half * a.sin(),
                ]
            })
            .collect()
    };
    let whole: Vec<Point> = match (cut.from, cut.to) {
        (None, None) => {
            return smooth(
                &[ahead, cap(last, 1.0), behind, cap(first, -1.0)].concat(),
                true,
            );
        }
        (None, Some(_)) => [behind, cap(first, -1.0), ahead].concat(),
        (Some(_), None) => [ahead, cap(last, 1.0), behind].concat(),
        (Some(_), Some(_)) => [ahead, behind].concat(),
    };
    smooth(&whole, false) + "z"
}

/// A lens on one side of a bone and the two fibres in it.
pub fn muscle(
    bone: &str,
    front_view: bool,
    length: f64,
    ahead: bool,
    front: f64,
    t: [f64; 2],
    inner: f64,
) -> (String, String) {
    let way = if ahead { front } else { -front };
    let (mut outer, mut deep, mut fibres) = (Vec::new(), Vec::new(), [Vec::new(), Vec::new()]);
    for i in 0..9_u32 {
        let u = f64::from(i) / 8.0;
        let x = t[0] + (t[1] - t[0]) * u;
        let (f, b) = width(bone, front_view, x);
        let skin = if ahead { f } else { b } - 0.003;
        let bulge = (std::f64::consts::PI * u).sin().max(0.0).powf(0.7);
        let low = skin * (0.80 - (0.80 - inner) * bulge);
        outer.push([x * length, way * skin]);
        deep.push([x * length, way * low]);
        if (1..8).contains(&i) {
            for (fibre, share) in fibres.iter_mut().zip([0.36, 0.68]) {
                fibre.push([x * length, way * (low + (skin - low) * share)]);
            }
        }
    }
    deep.reverse();
    outer.extend(deep);
    let fibres = fibres.iter().map(|f| smooth(f, false)).collect();
    (smooth(&outer, true), fibres)
}

#[cfg(test)]
mod tests {
    use super::{numbers, short};

    #[test]
    fn numbers_are_written_short() {
        let texts: Vec<String> = [0.0, -0.04, 0.5, -0.5, 12.0, 3.25, 100.0]
            .map(short)
            .to_vec();
        assert_eq!(texts, ["0", "0", ".5", "-.5", "12", "3.2", "100"]);
        assert_eq!(numbers([1.0, -2.0, 0.5]), "1-2 .5");
    }
}

//! Points and angles. Units: the body's height is 1, x to the right, y up, degrees counter-clockwise.

/// A point or a vector.
pub type Point = [f64; 2];

pub fn add(a: Point, b: Point) -> Point {
    [a[0] + b[0], a[1] + b[1]]
}

pub fn sub(a: Point, b: Point) -> Point {
    [a[0] - b[0], a[1] - b[1]]
}

pub fn scale(a: Point, k: f64) -> Point {
    [a[0] * k, a[1] * k]
}

pub fn turned(a: Point, degrees: f64) -> Point {
    let (s, c) = degrees.to_radians().sin_cos();
    [a[0] * c - a[1] * s, a[0] * s + a[1] * c]
}

pub fn polar(length: f64, degrees: f64) -> Point {
    turned([length, 0.0], degrees)
}

pub fn distance(a: Point, b: Point) -> f64 {
    let d = sub(a, b);
    d[0].hypot(d[1])
}

/// The direction from `a` to `b`.
pub fn angle(a: Point, b: Point) -> f64 {
    let d = sub(b, a);
    d[1].atan2(d[0]).to_degrees()
}

/// The same direction between -180 and 180.
pub fn half_turn(degrees: f64) -> f64 {
    (degrees + 180.0).rem_euclid(360.0) - 180.0
}

/// The directions of two bones of these lengths that lead from `root` to `tip`, or as near as they reach.
/// The joint lies counter-clockwise of the straight line when `sign` is 1, clockwise when -1.
pub fn two_bones(root: Point, tip: Point, first: f64, second: f64, sign: f64) -> (f64, f64) {
    let d = distance(root, tip).clamp((first - second).abs() + 1e-6, first + second - 1e-6);
    let corner = |near: f64, far: f64| {
        ((near * near + d * d - far * far) / (2.0 * near * d))
            .clamp(-1.0, 1.0)
            .acos()
            .to_degrees()
    };
    let line = angle(root, tip);
    (
        line + sign * corner(first, second),
        line - sign * corner(second, first),
    )
}

#[cfg(test)]
mod tests {
    use super::{add, angle, distance, half_turn, polar, two_bones};

    #[test]
    fn two_bones_reach_what_is_in_reach() {
        for sign in [1.0, -1.0] {
            let (root, tip) = ([0.1, 0.5], [0.25, 0.14]);
            let (a, b) = two_bones(root, tip, 0.245, 0.246, sign);
            let end = add(add(root, polar(0.245, a)), polar(0.246, b));
            assert!(distance(end, tip) < 1e-9);
            assert!(half_turn(a - angle(root, tip)) * sign > 0.0);
        }
        let (a, b) = two_bones([0.0, 0.0], [0.0, 9.0], 0.2, 0.2, 1.0);
        assert!(
            (a - 90.0).abs() < 0.2 && (b - 90.0).abs() < 0.2,
            "stretched towards what is too far"
        );
    }
}

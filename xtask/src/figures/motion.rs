//! The frames of a figure: the poses on the way, solved one by one so that what touches the world stays there.

use anyhow::{Context, Result};
use serde_json::Value;

use super::check;
use super::pose::{Figure, Pose, between, changed, swapped};
use super::solve::{Joints, solve};

/// Frames from one pose to the next.
const STEPS: u32 = 5;

/// A solved figure.
#[derive(Debug)]
pub struct Motion {
    pub poses: Vec<Pose>,
    pub frames: Vec<Joints>,
    /// The frame that is held and that a still form shows.
    pub still: usize,
    /// The frames in the order they are gone through, evenly spaced in time.
    pub sequence: Vec<usize>,
    /// Of one time through the sequence.
    pub seconds: f64,
    /// What is not as a body is, with the frame.
    pub violations: Vec<String>,
}

/// Solves a figure.
///
/// # Errors
/// When a pose lacks what it needs to be solved.
pub fn of(figure: &Figure) -> Result<Motion> {
    let mut raw: Vec<Value> = Vec::new();
    let (sequence, seconds, still);
    if figure.round.is_empty() {
        let to = changed(&figure.from, &figure.to);
        for i in 0..=STEPS {
            raw.push(between(
                &figure.from,
                &to,
                eased(f64::from(i) / f64::from(STEPS)),
            ));
        }
        let last = raw.len() - 1;
        let step = figure.seconds / f64::from(STEPS);
        let mut order: Vec<usize> = (0..=last).collect();
        let mut held = 0.0;
        while held + step / 2.0 < figure.hold {
            order.push(last);
            held += step;
        }
        order.extend((0..last).rev());
        seconds = step * count(order.len() - 1);
        sequence = order;
        still = last;
    } else {
        let mut stops = vec![figure.from.clone()];
        for change in &figure.round {
            let pose = match change.as_str() {
                // The pose of the same place in the first half, near and far exchanged.
                Some(_) => swapped(
                    stops
                        .get(stops.len() - figure.round.len().div_ceil(2))
                        .context("nothing to swap")?,
                ),
                None => changed(&figure.from, change),
            };
            stops.push(pose);
        }
        let around = |i: usize| stops.get(i % stops.len()).cloned().unwrap_or_default();
        for i in 0..stops.len() {
            for part in 0..STEPS {
                let t = f64::from(part) / f64::from(STEPS);
                if figure.eased {
                    raw.push(between(&around(i), &around(i + 1), eased(t)));
                    continue;
                }
                raw.push(curve(
                    [
                        around(i + stops.len() - 1),
                        around(i),
                        around(i + 1),
                        around(i + 2),
                    ],
                    t,
                ));
            }
        }
        seconds = figure.seconds * count(stops.len());
        sequence = (0..raw.len()).chain([0]).collect();
        still = 0;
    }
    let mut motion = Motion {
        poses: Vec::new(),
        frames: Vec::new(),
        still,
        sequence,
        seconds,
        violations: Vec::new(),
    };
    for (number, raw) in raw.into_iter().enumerate() {
        let pose: Pose = serde_json::from_value(raw)
            .with_context(|| format!("{}: a pose cannot be read", figure.id))?;
        let joints = solve(figure, &pose)
            .with_context(|| format!("{}: a pose cannot be solved", figure.id))?;
        for violation in check::violations(figure, &pose, &joints) {
            motion
                .violations
                .push(format!("{} frame {number}: {violation}", figure.id));
        }
        motion.poses.push(pose);
        motion.frames.push(joints);
    }
    Ok(motion)
}

fn eased(t: f64) -> f64 {
    (1.0 - (std::f64::consts::PI * t).cos()) / 2.0
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

/// A point of the closed Catmull-Rom curve through poses.
fn curve([a, b, c, d]: [Value; 4], t: f64) -> Value {
    // As three mixes of two, which is all that poses know: Neville's scheme on the uniform curve.
    let mix = |x: &Value, y: &Value, t: f64| between(x, y, t);
    let (ab, bc, cd) = (mix(&a, &b, t + 1.0), mix(&b, &c, t), mix(&c, &d, t - 1.0));
    let (abc, bcd) = (mix(&ab, &bc, f64::midpoint(t, 1.0)), mix(&bc, &cd, t / 2.0));
    mix(&abc, &bcd, t)
}

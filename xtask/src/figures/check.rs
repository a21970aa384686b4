//! What a drawn body must keep to: joints bend as joints do, contacts are met, nothing sinks into the floor.

use super::body::{FORE, RANGES, SHANK, THIGH, UPPER, width};
use super::geometry::{Point, add, angle, distance, half_turn, scale, sub, turned};
use super::pose::{Figure, Pose, View};
use super::solve::{Joints, SIDES, foot_angle, joint, wanted_ankle};

const GRACE: f64 = 0.5;

/// Everything in which a solved pose is not a body's, in words.
pub fn violations(figure: &Figure, pose: &Pose, joints: &Joints) -> Vec<String> {
    let mut found = Vec::new();
    lengths(figure, joints, &mut found);
    contacts(pose, joints, &mut found);
    if figure.view == View::Side {
        ranges(figure, joints, &mut found);
    }
    for (name, at) in joints {
        // Seen from the front, the foot is one piece and has no ball of its own.
        let foot = name.ends_with("_ball") || name.ends_with("_toe");
        if at[1] < 0.0 && !(foot && figure.view == View::Front) {
            found.push(format!("{name} is {:.3} under the ground", -at[1]));
        }
        if at[0].abs() > 0.79 || at[1] > 1.09 {
            found.push(format!("{name} is outside the frame"));
        }
    }
    skin(figure, joints, &mut found);
    found
}

fn lengths(figure: &Figure, joints: &Joints, found: &mut Vec<String>) {
    let bones = [
        ("thigh", "hip", "knee", THIGH),
        ("shank", "knee", "ankle", SHANK),
        ("upper", "shoulder", "elbow", UPPER),
        ("fore", "elbow", "wrist", FORE),
    ];
    for side in SIDES {
        for (bone, from, to, length) in bones {
            let short = figure
                .foreshorten
                .get(&format!("{side}_{bone}"))
                .copied()
                .unwrap_or(1.0);
            let wanted = length * short;
            let is = distance(
                joint(joints, &format!("{side}_{from}")),
                joint(joints, &format!("{side}_{to}")),
            );
            if (wanted - is).abs() > 1e-3 {
                found.push(format!("{side} {bone} is {is:.3} long, not {wanted:.3}"));
            }
        }
    }
}

fn contacts(pose: &Pose, joints: &Joints, found: &mut Vec<String>) {
    for (side, leg, arm) in [
        ("near", &pose.near_leg, &pose.near_arm),
        ("far", &pose.far_leg, &pose.far_arm),
    ] {
        let by_angles = leg.thigh.is_some();
        for (name, wanted) in [
            ("ankle", wanted_ankle(leg).filter(|_| !by_angles)),
            ("wrist", arm.wrist),
            ("elbow", arm.elbow),
        ] {
            if let Some(wanted) = wanted {
                let missed = distance(wanted, joint(joints, &format!("{side}_{name}")));
                if missed > 0.004 {
                    found.push(format!("{side} {name} misses its contact by {missed:.3}"));
                }
            }
        }
    }
}

/// The angle of each joint, degrees.
pub fn angles(joints: &Joints) -> Vec<(String, f64)> {
    let line = |a: &str, b: &str| angle(joint(joints, a), joint(joints, b));
    let (pelvis, chest, neck, head) = (
        line("hip", "waist"),
        line("waist", "shoulder"),
        line("shoulder", "neck"),
        line("neck", "head"),
    );
    let mut all = vec![
        ("lumbar".to_owned(), half_turn(pelvis - chest)),
        ("neck".to_owned(), half_turn(chest - neck)),
        ("head".to_owned(), half_turn(neck - head)),
    ];
    for side in SIDES {
        let line = |a: &str, b: &str| line(&format!("{side}_{a}"), &format!("{side}_{b}"));
        let (thigh, shank) = (line("hip", "knee"), line("knee", "ankle"));
        let (upper, fore) = (line("shoulder", "elbow"), line("elbow", "wrist"));
        let shoulder = half_turn(upper - (chest - 180.0));
        for (name, value) in [
            ("hip", half_turn(thigh - (pelvis - 180.0))),
            ("knee", half_turn(thigh - shank)),
            ("ankle", half_turn(foot_angle(joints, side) - shank - 90.0)),
            // Arms go over the head to the front.
            (
                "shoulder",
                if shoulder < -90.0 {
                    shoulder + 360.0
                } else {
                    shoulder
                },
            ),
            ("elbow", half_turn(fore - upper)),
            ("wrist", half_turn(line("wrist", "hand") - fore)),
        ] {
            all.push((format!("{side}_{name}"), value));
        }
    }
    all
}

fn ranges(figure: &Figure, joints: &Joints, found: &mut Vec<String>) {
    for (name, is) in angles(joints) {
        let kind = name.rsplit('_').next().unwrap_or_default();
        let Some((_, low, high)) = RANGES.iter().find(|(joint, ..)| *joint == kind) else {
            continue;
        };
        if !figure.free.contains(&name) && !(low - GRACE..=high + GRACE).contains(&is) {
            found.push(format!("{name} is at {is:.0}, outside {low}..{high}"));
        }
    }
}

fn skin(figure: &Figure, joints: &Joints, found: &mut Vec<String>) {
    let front_view = figure.view == View::Front;
    let mut bones: Vec<(String, &str, Point, Point, f64)> = vec![
        (
            "pelvis".into(),
            "pelvis",
            joint(joints, "hip"),
            joint(joints, "waist"),
            -1.0,
        ),
        (
            "chest".into(),
            "chest",
            joint(joints, "waist"),
            joint(joints, "shoulder"),
            -1.0,
        ),
    ];
    for side in SIDES {
        for (bone, from, to) in [
            ("thigh", "hip", "knee"),
            ("shank", "knee", "ankle"),
            ("upper", "shoulder", "elbow"),
            ("fore", "elbow", "wrist"),
        ] {
            let at = |name: &str| joint(joints, &format!("{side}_{name}"));
            bones.push((format!("{side} {bone}"), bone, at(from), at(to), 1.0));
        }
    }
    for (name, bone, from, to, way) in bones {
        for t in [0.1, 0.3, 0.5, 0.7, 0.9] {
            let (front, back) = width(bone, front_view, t);
            let middle = add(from, scale(sub(to, from), t));
            let lowest = [way * front, -way * back]
                .map(|out| add(middle, turned([0.0, out], angle(from, to)))[1])
                .into_iter()
                .fold(f64::INFINITY, f64::min);
            if lowest < -0.012 {
                found.push(format!(
                    "the skin of {name} is {:.3} under the floor at {t}",
                    -lowest
                ));
            }
        }
    }
}

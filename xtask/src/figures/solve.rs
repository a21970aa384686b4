//! From a pose to joints: contacts first, then two-bone inverse kinematics.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};

use super::body::{
    BALL, CHEST, FORE, HAND, HEAD, HEEL, NECK, PELVIS, SHANK, SOLE, THIGH, TOE, UPPER, width,
};
use super::geometry::{Point, add, angle, polar, scale, sub, turned, two_bones};
use super::pose::{Arm, Figure, Leg, Pose, View};

/// Where each joint is, by name: `hip`, `near_knee`, `far_wrist` ...
pub type Joints = BTreeMap<String, Point>;

pub const SIDES: [&str; 2] = ["near", "far"];

/// A joint of a solved pose. All of them are always there.
pub fn joint(joints: &Joints, name: &str) -> Point {
    joints.get(name).copied().unwrap_or_default()
}

/// The foot's angle in a solved pose.
pub fn foot_angle(joints: &Joints, side: &str) -> f64 {
    let at = |name: &str| joint(joints, &format!("{side}_{name}"));
    angle(at("ankle"), at("ball")) - BALL[1].atan2(BALL[0]).to_degrees()
}

pub fn toes_angle(joints: &Joints, side: &str) -> f64 {
    let at = |name: &str| joint(joints, &format!("{side}_{name}"));
    angle(at("ball"), at("toe")) - TOE[1].atan2(TOE[0]).to_degrees()
}

/// Where the ankle has to be for the foot's contact.
pub fn wanted_ankle(leg: &Leg) -> Option<Point> {
    if let Some(ankle) = leg.ankle {
        Some(ankle)
    } else if let Some(ball) = leg.ball {
        Some(sub(ball, turned(BALL, leg.foot)))
    } else if let Some(heel) = leg.heel {
        Some(sub(heel, turned(HEEL, leg.foot)))
    } else {
        leg.plant
            .map(|sole| add(sole, turned([0.0, SOLE], leg.foot)))
    }
}

fn solved_leg(hip: Point, leg: &Leg, lengths: [f64; 2]) -> Result<[Point; 5]> {
    let (thigh, shank) = match (leg.thigh, leg.shank, wanted_ankle(leg)) {
        (Some(thigh), Some(shank), _) => (thigh, shank),
        (_, _, Some(ankle)) => {
            let sign = if leg.bend_back { -1.0 } else { 1.0 };
            two_bones(hip, ankle, lengths[0], lengths[1], sign)
        }
        _ => bail!("a leg has neither a contact nor both angles"),
    };
    let knee = add(hip, polar(lengths[0], thigh));
    let ankle = add(knee, polar(lengths[1], shank));
    let ball = add(ankle, turned(BALL, leg.foot));
    let toe = add(ball, turned(TOE, leg.foot + leg.toes));
    Ok([hip, knee, ankle, ball, toe])
}

fn solved_arm(shoulder: Point, arm: &Arm, lengths: [f64; 2]) -> Result<[Point; 4]> {
    let (upper, fore) = match (arm.upper, arm.elbow, arm.fore, arm.wrist) {
        (Some(upper), _, Some(fore), _) => (upper, fore),
        (_, Some(elbow), Some(fore), _) => (angle(shoulder, elbow), fore),
        (_, _, _, Some(wrist)) => {
            let sign = if arm.bend_front { 1.0 } else { -1.0 };
            two_bones(shoulder, wrist, lengths[0], lengths[1], sign)
        }
        _ => bail!("an arm has neither a contact nor both angles"),
    };
    let elbow = add(shoulder, polar(lengths[0], upper));
    let wrist = add(elbow, polar(lengths[1], fore));
    Ok([shoulder, elbow, wrist, add(wrist, polar(HAND, arm.hand))])
}

/// The joints of a pose.
pub fn solve(figure: &Figure, pose: &Pose) -> Result<Joints> {
    let short = |side: &str, bone: &str, length: f64| {
        length
            * figure
                .foreshorten
                .get(&format!("{side}_{bone}"))
                .copied()
                .unwrap_or(1.0)
    };
    let leg_lengths = |side: &str| [short(side, "thigh", THIGH), short(side, "shank", SHANK)];
    let arm_lengths = |side: &str| [short(side, "upper", UPPER), short(side, "fore", FORE)];
    let hip = if let Some(anchor) = &pose.anchor {
        let leg = if anchor.leg == "far" {
            &pose.far_leg
        } else {
            &pose.near_leg
        };
        let [hip, knee, ankle, ..] = solved_leg([0.0, 0.0], leg, leg_lengths(&anchor.leg))?;
        let point = match anchor.bone.as_deref() {
            Some(bone) => {
                let (from, to) = if bone == "thigh" {
                    (hip, knee)
                } else {
                    (knee, ankle)
                };
                let (front, back) = width(bone, figure.view == View::Front, anchor.t);
                let out = if anchor.side == "front" { front } else { -back };
                let along = add(from, scale(sub(to, from), anchor.t));
                add(along, turned([0.0, out], angle(from, to)))
            }
            None if anchor.joint.as_deref() == Some("ankle") => ankle,
            None => knee,
        };
        sub(anchor.at, point)
    } else {
        pose.hip.context("nothing says where the hip is")?
    };
    let (mut pelvis, mut chest) = (pose.pelvis, pose.chest);
    if let Some(lean) = &pose.lean {
        let off = add(polar(PELVIS, pelvis), polar(CHEST, chest));
        let (wanted, _) = two_bones(hip, lean.at, off[0].hypot(off[1]), lean.reach, lean.sign);
        let turn = super::geometry::half_turn(wanted - angle([0.0, 0.0], off));
        pelvis += turn;
        chest += turn;
    }
    let waist = add(hip, polar(PELVIS, pelvis));
    let shoulder = add(waist, polar(CHEST, chest));
    let neck = add(shoulder, polar(NECK, pose.neck));
    let mut joints = Joints::new();
    let mut put = |name: String, point: Point| {
        joints.insert(name, point);
    };
    for (name, point) in [
        ("hip", hip),
        ("waist", waist),
        ("shoulder", shoulder),
        ("neck", neck),
        ("head", add(neck, polar(HEAD, pose.head))),
    ] {
        put(name.to_owned(), point);
    }
    let limbs = [
        (
            "near",
            &pose.near_leg,
            &pose.near_arm,
            pose.near_hip,
            pose.near_shoulder,
        ),
        (
            "far",
            &pose.far_leg,
            &pose.far_arm,
            pose.far_hip,
            pose.far_shoulder,
        ),
    ];
    for (side, leg, arm, hip_off, shoulder_off) in limbs {
        let leg = solved_leg(add(hip, hip_off), leg, leg_lengths(side))?;
        for (name, point) in ["hip", "knee", "ankle", "ball", "toe"].iter().zip(leg) {
            put(format!("{side}_{name}"), point);
        }
        let arm = solved_arm(add(shoulder, shoulder_off), arm, arm_lengths(side))?;
        for (name, point) in ["shoulder", "elbow", "wrist", "hand"].iter().zip(arm) {
            put(format!("{side}_{name}"), point);
        }
    }
    Ok(joints)
}

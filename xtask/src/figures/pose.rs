//! Poses as they are written in `figures/poses.json`: by what touches the world, the rest by angles.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::geometry::Point;

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    pub figures: Vec<Figure>,
}

/// One exercise. The leg that works is the near one; facing right that is the body's right.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    pub id: String,
    /// For those who read the file; names shown to people are in the catalogues.
    pub name: String,
    #[serde(default)]
    pub targets: Vec<Target>,
    #[serde(default)]
    pub props: Vec<Prop>,
    #[serde(default)]
    pub view: View,
    /// The side of the body that works in the drawing as it stands.
    #[serde(default)]
    pub side: Side,
    /// Bones that point at the reader, drawn shorter by this factor.
    #[serde(default)]
    pub foreshorten: BTreeMap<String, f64>,
    /// Joints whose angles say nothing, because a bone is foreshortened.
    #[serde(default)]
    pub free: Vec<String>,
    /// Hands that hold something.
    #[serde(default)]
    pub grip: Vec<String>,
    /// Another order of the layers than the usual one, from back to front.
    #[serde(default)]
    pub order: Option<Vec<String>>,
    #[serde(default)]
    pub arrows: Vec<Arrow>,
    /// Seconds from the first pose to the second.
    #[serde(default = "two")]
    pub seconds: f64,
    /// Seconds that the second pose is held.
    #[serde(default)]
    pub hold: f64,
    /// Without the pale figure of the first pose in the still form.
    #[serde(default)]
    pub no_ghost: bool,
    /// Rests at each pose of a round instead of flowing through it.
    #[serde(default)]
    pub eased: bool,
    /// The first pose, whole.
    pub from: Value,
    /// What the second pose changes of the first.
    #[serde(default)]
    pub to: Value,
    /// Further poses that are gone through in a round, each by what it changes of the first; `"swap"` for a pose
    /// with near and far exchanged.
    #[serde(default)]
    pub round: Vec<Value>,
}

fn two() -> f64 {
    2.0
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum View {
    #[default]
    Side,
    Front,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    Left,
    #[default]
    Right,
    /// Both work alike: never mirrored.
    Both,
}

/// A muscle that works: a lens on one side of a bone, its outer edge on the skin.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    pub bone: String,
    /// `front` or `back` of the bone; nothing for the sole.
    #[serde(default)]
    pub side: String,
    /// From and to along the bone.
    #[serde(default)]
    pub t: [f64; 2],
    /// How deep: 0 reaches the bone's middle, below 0 past it.
    #[serde(default = "shallow")]
    pub inner: f64,
}

fn shallow() -> f64 {
    -0.12
}

/// Kit and surroundings.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "snake_case", tag = "type", deny_unknown_fields)]
pub enum Prop {
    Mat {
        x: [f64; 2],
    },
    /// Seen edge on, its surface at `x`; `behind` when it is left of the figure.
    Wall {
        x: f64,
        #[serde(default)]
        behind: bool,
    },
    /// Seen from the front, behind the figure.
    Panel {
        x: [f64; 2],
    },
    Chair {
        x: f64,
        seat: f64,
    },
    Step {
        x: [f64; 2],
        h: f64,
    },
    Bench {
        x: [f64; 2],
        h: f64,
    },
    /// From a hand to the foot's ball.
    Strap {
        hand: String,
        foot: String,
    },
    /// Between two places on bones.
    Band {
        from: [String; 2],
        to: [String; 2],
        t: f64,
    },
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Arrow {
    /// Start, the point it bends towards, end.
    pub path: [Point; 3],
    /// With a head at both ends.
    #[serde(default)]
    pub both: bool,
}

/// One pose.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pose {
    /// The hips' centre, when nothing anchors the body.
    #[serde(default)]
    pub hip: Option<Point>,
    /// A point of a leg that stays where it is.
    #[serde(default)]
    pub anchor: Option<Anchor>,
    /// Tilts the trunk until the arm reaches its contact.
    #[serde(default)]
    pub lean: Option<Lean>,
    pub pelvis: f64,
    pub chest: f64,
    pub neck: f64,
    pub head: f64,
    pub near_leg: Leg,
    pub far_leg: Leg,
    pub near_arm: Arm,
    pub far_arm: Arm,
    /// Offsets of the joints from the trunk's middle, for bodies seen from the front.
    #[serde(default)]
    pub near_hip: Point,
    #[serde(default)]
    pub far_hip: Point,
    #[serde(default)]
    pub near_shoulder: Point,
    #[serde(default)]
    pub far_shoulder: Point,
    #[serde(default)]
    pub roller: Option<Roller>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anchor {
    pub leg: String,
    /// `knee` or `ankle`, or a bone with `t` and `side` for a point of its skin.
    #[serde(default)]
    pub joint: Option<String>,
    #[serde(default)]
    pub bone: Option<String>,
    #[serde(default)]
    pub t: f64,
    #[serde(default)]
    pub side: String,
    pub at: Point,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lean {
    pub at: Point,
    /// Length of the arm between shoulder and contact.
    pub reach: f64,
    pub sign: f64,
}

/// By contact (`plant`, `ball`, `heel` or `ankle`), or by the angles of both bones.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leg {
    #[serde(default)]
    pub plant: Option<Point>,
    #[serde(default)]
    pub ball: Option<Point>,
    #[serde(default)]
    pub heel: Option<Point>,
    #[serde(default)]
    pub ankle: Option<Point>,
    #[serde(default)]
    pub thigh: Option<f64>,
    #[serde(default)]
    pub shank: Option<f64>,
    pub foot: f64,
    #[serde(default)]
    pub toes: f64,
    /// The knee on the other side of the line from hip to ankle.
    #[serde(default)]
    pub bend_back: bool,
}

/// By contact (`wrist` or `elbow`), or by angles.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Arm {
    #[serde(default)]
    pub wrist: Option<Point>,
    #[serde(default)]
    pub elbow: Option<Point>,
    #[serde(default)]
    pub upper: Option<f64>,
    #[serde(default)]
    pub fore: Option<f64>,
    pub hand: f64,
    #[serde(default)]
    pub bend_front: bool,
}

/// A roller or a ball, by its middle's `x` and its radius.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Roller {
    pub x: f64,
    pub r: f64,
    /// Height of its lowest point.
    #[serde(default)]
    pub lift: f64,
    /// Half its length where it is seen from the side.
    #[serde(default)]
    pub long: f64,
}

/// `base` with what `change` says otherwise.
pub fn changed(base: &Value, change: &Value) -> Value {
    match (base, change) {
        (Value::Object(base), Value::Object(change)) => {
            let mut all = base.clone();
            for (key, value) in change {
                let new = match all.get(key) {
                    Some(old) if !value.is_null() => changed(old, value),
                    _ => value.clone(),
                };
                // A limb that is led in another way than in the base drops what led it there.
                if value.is_null() {
                    all.remove(key);
                } else {
                    all.insert(key.clone(), new);
                }
            }
            Value::Object(all)
        }
        (base, Value::Null) => base.clone(),
        (_, change) => change.clone(),
    }
}

/// Near and far exchanged.
pub fn swapped(pose: &Value) -> Value {
    let Value::Object(pose) = pose else {
        return pose.clone();
    };
    pose.iter()
        .map(|(key, value)| {
            let name = if let Some(rest) = key.strip_prefix("near_") {
                format!("far_{rest}")
            } else if let Some(rest) = key.strip_prefix("far_") {
                format!("near_{rest}")
            } else {
                key.clone()
            };
            (name, value.clone())
        })
        .collect::<serde_json::Map<_, _>>()
        .into()
}

/// Every number on the way from one pose to another.
pub fn between(a: &Value, b: &Value, t: f64) -> Value {
    match (a, b) {
        (Value::Object(a), Value::Object(b)) => a
            .iter()
            .map(|(key, value)| {
                let other = b.get(key).unwrap_or(value);
                (key.clone(), between(value, other, t))
            })
            .collect::<serde_json::Map<_, _>>()
            .into(),
        (Value::Array(a), Value::Array(b)) => a
            .iter()
            .zip(b)
            .map(|(a, b)| between(a, b, t))
            .collect::<Vec<_>>()
            .into(),
        (Value::Number(x), Value::Number(y)) => {
            let (x, y) = (x.as_f64().unwrap_or(0.0), y.as_f64().unwrap_or(0.0));
            (x + (y - x) * t).into()
        }
        _ => a.clone(),
    }
}

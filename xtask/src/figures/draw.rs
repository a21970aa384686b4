//! From solved poses to SVG markup. Limbs are nested groups, each turning about its joint, so that a moving figure
//! needs one number a joint and frame.

use std::fmt::Write as _;

use super::body::{
    CHEST, FACE, FACE_FRONT, FOOT, FOOT_FRONT, FORE, GRIP, HAIR, HAIR_FRONT, NECK, OPEN_HAND,
    PELVIS, SHANK, SOLE_TARGET, THIGH, TOES, UPPER,
};
use super::geometry::{Point, add, angle, distance, half_turn, scale, sub, turned};
use super::motion::Motion;
use super::outline::{Cut, PX, limb, muscle, numbers, short, smooth};
use super::pose::{Figure, Prop, View};
use super::props;
use super::solve::{Joints, foot_angle, joint, toes_angle};

/// The ground's origin in the view box of 320 by 240.
pub const ORIGIN: Point = [160.0, 222.0];

const ORDER: [&str; 7] = [
    "far_arm", "far_leg", "roller", "torso", "near_leg", "strap", "near_arm",
];

/// What of a chain is painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Paint {
    /// The paper's colour around a layer, which sets limbs apart without outlines.
    Halo,
    Body,
    Target,
    /// One pale tint, in the first pose.
    Ghost,
}

/// A rigid piece with those that hang on it.
#[derive(Debug, Default)]
struct Piece {
    /// Its origin in each frame, in pixels of the picture.
    at: Vec<Point>,
    /// Its direction in each frame, clockwise degrees.
    turn: Vec<f64>,
    /// Its length in each frame, for what stretches.
    stretch: Option<Vec<f64>>,
    body: Vec<(&'static str, String)>,
    halo: Option<String>,
    target: String,
    under: Vec<Piece>,
    over: Vec<Piece>,
}

/// The pixel of a point.
pub fn pixel(point: Point) -> Point {
    [point[0] * PX + ORIGIN[0], ORIGIN[1] - point[1] * PX]
}

/// The figure as markup: the parts of a still one, and what makes it move.
pub fn markup(figure: &Figure, motion: &Motion) -> String {
    let drawing = Drawing { figure, motion };
    let mut out = props::scene(figure);
    if !figure.no_ghost {
        let _ = write!(out, "<g class=\"gh\">{}</g>", drawing.layers(true));
    }
    out.push_str(&drawing.layers(false));
    out.push_str(&props::arrows(figure));
    out
}

struct Drawing<'a> {
    figure: &'a Figure,
    motion: &'a Motion,
}

impl Drawing<'_> {
    fn front_view(&self) -> bool {
        self.figure.view == View::Front
    }

    fn layers(&self, ghost: bool) -> String {
        let order: Vec<&str> = match &self.figure.order {
            Some(order) => order.iter().map(String::as_str).collect(),
            None => ORDER.to_vec(),
        };
        let mut out = String::new();
        let mut trunk_target = String::new();
        for layer in order {
            let chain = match layer {
                "roller" => {
                    out.push_str(&self.roller(ghost));
                    continue;
                }
                "strap" => {
                    if !ghost {
                        out.push_str(&self.straps());
                    }
                    continue;
                }
                "torso" => self.torso(),
                _ => {
                    let side = if layer.starts_with("far") {
                        "far"
                    } else {
                        "near"
                    };
                    if layer.ends_with("arm") {
                        self.arm(side)
                    } else {
                        self.leg(side)
                    }
                }
            };
            if ghost {
                out.push_str(&self.paint(&chain, Paint::Ghost));
                continue;
            }
            let tone = if layer.starts_with("far") && !self.front_view() {
                " class=\"far\""
            } else {
                ""
            };
            let _ = write!(
                out,
                "<g class=\"ha\">{}</g><g{tone}>{}</g>",
                self.paint(&chain, Paint::Halo),
                self.paint(&chain, Paint::Body)
            );
            let target = self.paint(&chain, Paint::Target);
            if layer == "torso" {
                // A buttock is seen over the leg that is near.
                trunk_target = target;
            } else {
                out.push_str(&target);
                if layer == "near_leg" {
                    out.push_str(&std::mem::take(&mut trunk_target));
                }
            }
        }
        out + &trunk_target
    }

    fn piece(&self, from: impl Fn(&Joints) -> (Point, f64)) -> Piece {
        let mut piece = Piece::default();
        for joints in &self.motion.frames {
            let (at, degrees) = from(joints);
            piece.at.push(pixel(at));
            piece.turn.push(-degrees);
        }
        piece
    }

    fn bone(&self, from: &str, to: &str) -> Piece {
        self.piece(|j| (joint(j, from), angle(joint(j, from), joint(j, to))))
    }

    /// A limb's outline with its halo, and the sleeve or leg of the clothes on it.
    fn dressed(
        &self,
        piece: &mut Piece,
        bone: &str,
        length: f64,
        cloth: Option<(&'static str, f64)>,
    ) {
        let view = self.front_view();
        let skin = limb(bone, view, length, 1.0, Cut::default());
        piece.halo = Some(if bone == "thigh" {
            // None where the shorts meet the pelvis.
            limb(
                bone,
                view,
                length,
                1.0,
                Cut {
                    from: Some(0.48),
                    ..Cut::default()
                },
            )
        } else {
            skin.clone()
        });
        piece.body.push(("s", skin));
        if let Some((class, grow)) = cloth {
            piece.body.push((
                class,
                limb(
                    bone,
                    view,
                    length,
                    1.0,
                    Cut {
                        to: Some(0.5),
                        grow,
                        from: None,
                    },
                ),
            ));
        }
    }

    fn length(&self, side: &str, bone: &str, length: f64) -> f64 {
        length
            * self
                .figure
                .foreshorten
                .get(&format!("{side}_{bone}"))
                .copied()
                .unwrap_or(1.0)
    }

    fn targets(&self, piece: &mut Piece, name: &str, bone: &str, length: f64, front: f64) {
        for target in self.figure.targets.iter().filter(|t| t.bone == name) {
            let (lens, fibres) = if bone == "foot" {
                (smooth(SOLE_TARGET, true), String::new())
            } else {
                muscle(
                    bone,
                    self.front_view(),
                    length,
                    target.side == "front",
                    front,
                    target.t,
                    target.inner,
                )
            };
            let _ = write!(piece.target, "<path class=\"x\" d=\"{lens}\"/>");
            if !fibres.is_empty() {
                let _ = write!(piece.target, "<path class=\"f\" d=\"{fibres}\"/>");
            }
        }
    }

    fn leg(&self, side: &str) -> Piece {
        let view = self.front_view();
        let name = |bone: &str| format!("{side}_{bone}");
        let mut toes = self.piece(|j| (joint(j, &name("ball")), toes_angle(j, side)));
        if !view {
            let shape = smooth(TOES, true);
            toes.halo = Some(shape.clone());
            toes.body.push(("s", shape));
        }
        let mut foot = self.piece(|j| (joint(j, &name("ankle")), foot_angle(j, side)));
        let shape = smooth(if view { FOOT_FRONT } else { FOOT }, true);
        foot.halo = Some(shape.clone());
        foot.body.push(("s", shape));
        self.targets(&mut foot, &name("foot"), "foot", 1.0, 1.0);
        let strapped = self
            .figure
            .props
            .iter()
            .any(|p| matches!(p, Prop::Strap { foot, .. } if foot == side));
        if strapped {
            foot.body.push((
                "b",
                format!("M{}L{}", numbers([14.8, 7.4]), numbers([15.8, 1.8])),
            ));
        }
        foot.under.push(toes);
        let mut shank = self.bone(&name("knee"), &name("ankle"));
        let length = self.length(side, "shank", SHANK);
        self.dressed(&mut shank, "shank", length, None);
        self.targets(&mut shank, &name("shank"), "shank", length, 1.0);
        shank.under.push(foot);
        let mut thigh = self.bone(&name("hip"), &name("knee"));
        let length = self.length(side, "thigh", THIGH);
        self.dressed(&mut thigh, "thigh", length, Some(("p", 0.003)));
        self.targets(&mut thigh, &name("thigh"), "thigh", length, 1.0);
        thigh.under.push(shank);
        thigh
    }

    fn arm(&self, side: &str) -> Piece {
        let name = |bone: &str| format!("{side}_{bone}");
        let grips = self.figure.grip.iter().any(|g| g == side);
        let shape = smooth(if grips { GRIP } else { OPEN_HAND }, true);
        let mut hand = self.bone(&name("wrist"), &name("hand"));
        hand.halo = Some(shape.clone());
        hand.body.push(("s", shape));
        let mut fore = self.bone(&name("elbow"), &name("wrist"));
        self.dressed(&mut fore, "fore", self.length(side, "fore", FORE), None);
        let mut upper = self.bone(&name("shoulder"), &name("elbow"));
        self.dressed(
            &mut upper,
            "upper",
            self.length(side, "upper", UPPER),
            Some(("t", 0.004)),
        );
        if side == "far" {
            fore.under.push(hand);
            upper.under.push(fore);
        } else {
            fore.over.push(hand);
            upper.over.push(fore);
        }
        upper
    }

    fn torso(&self) -> Piece {
        let view = self.front_view();
        let forward = |points: &[Point]| -> String {
            smooth(
                &points.iter().map(|p| [p[0], -p[1]]).collect::<Vec<_>>(),
                true,
            )
        };
        let mut head = self.bone("neck", "head");
        let (face, hair) = if view {
            (FACE_FRONT, HAIR_FRONT)
        } else {
            (FACE, HAIR)
        };
        head.halo = Some(forward(face) + &forward(hair));
        head.body.push(("s", forward(face)));
        head.body.push(("h", forward(hair)));
        let mut neck = self.bone("shoulder", "neck");
        let shape = limb("neck", view, NECK, -1.0, Cut::default());
        neck.halo = Some(shape.clone());
        neck.body.push(("s", shape));
        neck.over.push(head);
        let mut chest = self.bone("waist", "shoulder");
        let shape = limb(
            "chest",
            view,
            CHEST,
            -1.0,
            Cut {
                from: Some(-0.16),
                ..Cut::default()
            },
        );
        chest.halo = Some(shape.clone());
        chest.body.push(("t", shape));
        self.targets(&mut chest, "chest", "chest", CHEST, -1.0);
        chest.under.push(neck);
        let mut pelvis = self.bone("hip", "waist");
        let shape = limb("pelvis", view, PELVIS, -1.0, Cut::default());
        pelvis.halo = Some(shape.clone());
        pelvis.body.push(("p", shape));
        self.targets(&mut pelvis, "pelvis", "pelvis", PELVIS, -1.0);
        pelvis.over.push(chest);
        pelvis
    }

    /// The kit that rolls: where it is and how far it has turned, without slip.
    fn roller(&self, ghost: bool) -> String {
        let rollers: Vec<_> = self.motion.poses.iter().filter_map(|p| p.roller).collect();
        let Some(first) = rollers
            .first()
            .filter(|_| rollers.len() == self.motion.poses.len())
        else {
            return String::new();
        };
        let r = first.r * PX;
        let mut piece = Piece::default();
        for roller in &rollers {
            piece.at.push(pixel([roller.x, roller.r + roller.lift]));
            piece.turn.push(if first.long > 0.0 {
                0.0
            } else {
                (roller.x / roller.r).to_degrees()
            });
        }
        if ghost {
            let at = piece.at.first().copied().unwrap_or_default();
            return if first.long > 0.0 {
                String::new()
            } else {
                format!(
                    "<circle cx=\"{}\" cy=\"{}\" r=\"{}\"/>",
                    short(at[0]),
                    short(at[1]),
                    short(r)
                )
            };
        }
        let shape = if first.long > 0.0 {
            let half = first.long * PX;
            format!(
                "<rect class=\"r\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"4\"/>",
                short(-half),
                short(-r),
                short(2.0 * half),
                short(2.0 * r)
            )
        } else if r > 6.0 {
            let mut shape = format!(
                "<circle class=\"r\" r=\"{}\"/><circle class=\"q\" r=\"{}\"/>",
                short(r),
                short(r * 0.55)
            );
            for i in 0..6_u32 {
                let (s, c) = (f64::from(i) * std::f64::consts::FRAC_PI_3).sin_cos();
                let _ = write!(
                    shape,
                    "<circle class=\"q\" cx=\"{}\" cy=\"{}\" r=\"1\"/>",
                    short(r * 0.78 * c),
                    short(r * 0.78 * s)
                );
            }
            shape
        } else {
            format!(
                "<circle class=\"r\" r=\"{0}\"/><path class=\"e\" d=\"M{1}Q0 0 {2}\"/>",
                short(r),
                numbers([-r * 0.7, -r * 0.5]),
                numbers([r * 0.7, -r * 0.5])
            )
        };
        piece.target = shape;
        self.paint(&piece, Paint::Target)
    }

    /// Straps and bands: lines between two points of the body.
    fn straps(&self) -> String {
        let mut out = String::new();
        for prop in &self.figure.props {
            let ends: Vec<(Point, Point)> = match prop {
                Prop::Strap { hand, foot } => self
                    .motion
                    .frames
                    .iter()
                    .map(|j| {
                        let at = |name: &str| joint(j, name);
                        let grip = scale(
                            add(at(&format!("{hand}_hand")), at(&format!("{hand}_wrist"))),
                            0.5,
                        );
                        let ball = add(
                            at(&format!("{foot}_ankle")),
                            turned([0.078, -0.034], foot_angle(j, foot)),
                        );
                        (grip, ball)
                    })
                    .collect(),
                Prop::Band { from, to, t } => self
                    .motion
                    .frames
                    .iter()
                    .map(|j| {
                        let along = |ends: &[String; 2]| {
                            let (a, b) = (joint(j, &ends[0]), joint(j, &ends[1]));
                            add(a, scale(sub(b, a), *t))
                        };
                        (along(from), along(to))
                    })
                    .collect(),
                _ => continue,
            };
            let mut piece = Piece {
                stretch: Some(Vec::new()),
                ..Piece::default()
            };
            for (from, to) in ends {
                piece.at.push(pixel(from));
                piece.turn.push(-angle(from, to));
                if let Some(lengths) = &mut piece.stretch {
                    lengths.push(distance(from, to) * PX);
                }
            }
            let tail = if matches!(prop, Prop::Strap { .. }) {
                "M-.16 0H1"
            } else {
                "M0 0H1"
            };
            piece.target = format!("<path class=\"w\" d=\"{tail}\"/>");
            out.push_str(&self.paint(&piece, Paint::Target));
        }
        out
    }

    fn paint(&self, piece: &Piece, paint: Paint) -> String {
        self.group(piece, None, paint)
    }

    fn group(&self, piece: &Piece, on: Option<&Piece>, paint: Paint) -> String {
        let mut inner: String = piece
            .under
            .iter()
            .map(|p| self.group(p, Some(piece), paint))
            .collect();
        match paint {
            Paint::Halo => {
                if let Some(d) = &piece.halo {
                    let _ = write!(inner, "<path d=\"{d}\"/>");
                }
            }
            Paint::Body => {
                for (class, d) in &piece.body {
                    let _ = write!(inner, "<path class=\"{class}\" d=\"{d}\"/>");
                }
            }
            Paint::Target => inner.push_str(&piece.target),
            Paint::Ghost => {
                for (class, d) in &piece.body {
                    // The clothes lie on the skin; on the trunk there is nothing else.
                    if matches!(*class, "s" | "h") || piece.body.len() == 1 {
                        let _ = write!(inner, "<path d=\"{d}\"/>");
                    }
                }
            }
        }
        inner.extend(piece.over.iter().map(|p| self.group(p, Some(piece), paint)));
        if inner.is_empty() {
            return inner;
        }
        let (at, turn) = local(piece, on);
        let still = if paint == Paint::Ghost {
            0
        } else {
            self.motion.still
        };
        let moves = paint != Paint::Ghost;
        let mut content = inner;
        if let Some(lengths) = &piece.stretch {
            let values: Vec<String> = lengths.iter().map(|l| format!("{} 1", short(*l))).collect();
            content = self.transformed("scale", &values, still, moves, &content);
        }
        let turns: Vec<String> = unwound(&turn).into_iter().map(short).collect();
        let places: Vec<String> = at
            .iter()
            .map(|p| format!("{} {}", short(p[0]), short(p[1])))
            .collect();
        let moved = moves && (self.varies(&turns) || self.varies(&places));
        if !moved {
            let transform = format!(
                "translate({})rotate({})",
                pick(&places, still),
                pick(&turns, still)
            );
            return format!("<g transform=\"{transform}\">{content}</g>");
        }
        content = self.transformed("rotate", &turns, still, moves, &content);
        self.transformed("translate", &places, still, moves, &content)
    }

    fn varies(&self, values: &[String]) -> bool {
        values.iter().any(|v| Some(v) != values.first())
    }

    fn transformed(
        &self,
        kind: &str,
        values: &[String],
        still: usize,
        moves: bool,
        content: &str,
    ) -> String {
        let value = pick(values, still);
        let animation = if moves && self.varies(values) {
            let sequence: Vec<&str> = self
                .motion
                .sequence
                .iter()
                .map(|i| pick(values, *i))
                .collect();
            format!(
                "<animateTransform attributeName=\"transform\" type=\"{kind}\" repeatCount=\"indefinite\" dur=\"{}s\" values=\"{}\"/>",
                short(self.motion.seconds),
                sequence.join(";")
            )
        } else {
            String::new()
        };
        format!("<g transform=\"{kind}({value})\">{animation}{content}</g>")
    }
}

fn pick(values: &[String], at: usize) -> &str {
    values.get(at).map_or("0", String::as_str)
}

/// The piece in the frame of the one that it hangs on.
fn local(piece: &Piece, on: Option<&Piece>) -> (Vec<Point>, Vec<f64>) {
    let Some(on) = on else {
        return (piece.at.clone(), piece.turn.clone());
    };
    let at = piece
        .at
        .iter()
        .zip(on.at.iter().zip(&on.turn))
        .map(|(at, (root, turn))| turned(sub(*at, *root), -turn))
        .collect();
    let turn = piece
        .turn
        .iter()
        .zip(&on.turn)
        .map(|(a, b)| half_turn(a - b))
        .collect();
    (at, turn)
}

/// Angles that never jump by a whole turn from one frame to the next.
fn unwound(angles: &[f64]) -> Vec<f64> {
    let mut out: Vec<f64> = Vec::with_capacity(angles.len());
    for angle in angles {
        out.push(match out.last() {
            Some(before) => before + half_turn(angle - before),
            None => *angle,
        });
    }
    out
}

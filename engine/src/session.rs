//! The session: walk, rolling (or rubbing by hand) and stretching packed into the minutes that the runner has.
//!
//! It sums exactly to the minutes asked, getting ready and changing sides counted, or to the most that the evidence
//! supports today, and says which; nothing is padded. The walk keeps its dose first. Then whole places are added,
//! the sorest first, rolling and stretching in turns, and their seconds are set within the published bands so that
//! the sum comes out. What is left lengthens the walk, at most to the dose after a hard run.

use crate::answers::{Answers, Side, Site};
use crate::condition::{Context, Truth};
use crate::derived;
use crate::dose::walk_minutes;
use crate::table::{
    EXERCISES, ExerciseDef, Kit, Move, ORDER_DOWNHILL, ORDER_EASY, ORDER_HILLS, ORDER_LONG,
    ORDER_SPEED, Posture, Region, define, fact, session as numbers, walk,
};
use serde::{Deserialize, Serialize};

/// Whether a part is done once, or on the left and then on the right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sides {
    Once,
    Each,
}

/// One exercise of the session with its dose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The plan's step that it belongs to.
    pub step: String,
    /// Its texts are `exercise.<id>` and `exercise.<id>.how`.
    pub exercise: String,
    pub sides: Sides,
    /// Sets on one side.
    pub sets: i32,
    /// Seconds of one set on one side.
    pub seconds: i32,
    /// What may take its place today, with the kit and the room that there are; the time stays the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub swaps: Vec<String>,
}

impl Part {
    /// Seconds with getting ready and changing sides.
    #[must_use]
    pub fn total_s(&self) -> i32 {
        match self.sides {
            Sides::Once => self.sets * self.seconds,
            Sides::Each => numbers::READY_S + numbers::CHANGE_S + 2 * self.sets * self.seconds,
        }
    }
}

/// What one stretch of the session's clock is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SegmentKind {
    GetReady,
    Work,
    ChangeSide,
}

/// A stretch of the session's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    pub kind: SegmentKind,
    /// The part it belongs to, by its place in the session.
    pub part: usize,
    pub side: Option<Side>,
    /// Which set of that side, from 1.
    pub set: i32,
    /// Seconds from the session's start.
    pub start_s: i32,
    pub seconds: i32,
}

/// What the minutes hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    pub asked_min: i32,
    pub total_s: i32,
    /// It fills the minutes asked; otherwise it is the most that the evidence supports today.
    pub exact: bool,
    pub parts: Vec<Part>,
}

impl Session {
    /// The clock of the session: its segments follow each other without a gap and sum to `total_s`.
    #[must_use]
    pub fn segments(&self) -> Vec<Segment> {
        let mut out = Vec::new();
        let mut at = 0;
        for (part, p) in self.parts.iter().enumerate() {
            let mut add = |kind, side, set, seconds| {
                out.push(Segment {
                    kind,
                    part,
                    side,
                    set,
                    start_s: at,
                    seconds,
                });
                at += seconds;
            };
            let sides: &[Option<Side>] = match p.sides {
                Sides::Once => &[None],
                Sides::Each => &[Some(Side::Left), Some(Side::Right)],
            };
            for (i, side) in sides.iter().enumerate() {
                match (p.sides, i) {
                    (Sides::Once, _) => {}
                    (Sides::Each, 0) => add(SegmentKind::GetReady, *side, 1, numbers::READY_S),
                    (Sides::Each, _) => add(SegmentKind::ChangeSide, *side, 1, numbers::CHANGE_S),
                }
                for set in 1..=p.sets {
                    add(SegmentKind::Work, *side, set, p.seconds);
                }
            }
        }
        out
    }

    /// Puts another exercise in the place of a part. False, and nothing changed, when it is not offered there.
    pub fn swap(&mut self, part: usize, to: &str) -> bool {
        let Some(p) = self.parts.get_mut(part) else {
            return false;
        };
        let Some(offered) = p.swaps.iter_mut().find(|s| *s == to) else {
            return false;
        };
        std::mem::swap(offered, &mut p.exercise);
        true
    }

    /// Seconds of the parts of one step of the plan.
    #[must_use]
    pub fn step_s(&self, step: &str) -> i32 {
        self.parts
            .iter()
            .filter(|p| p.step == step)
            .map(Part::total_s)
            .sum()
    }
}

/// The steps of the plan that may fill the session, by their ids.
#[derive(Debug, Clone, Copy, Default)]
pub struct Allowed<'a> {
    pub walk: Option<&'a str>,
    pub roll: Option<&'a str>,
    /// Massage by hand, where there is no roller.
    pub rub: Option<&'a str>,
    pub stretch: Option<&'a str>,
}

/// Why a sore place got no exercise in the session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unmet {
    NoTime,
    TooSore,
    /// No exercise of today's kit and room is for it.
    NoMove,
}

/// Packs the session, and says which evenly sore places it does not reach.
#[must_use]
pub fn pack(context: Context<'_>, allowed: Allowed<'_>) -> (Session, Vec<(Site, Unmet)>) {
    let asked_min = context.answers.value(fact::TIME).unwrap_or(0);
    let asked = asked_min * 60;
    let loosen = if allowed.roll.is_some() {
        Move::Roll
    } else {
        Move::Rub
    };
    let loosen_step = allowed.roll.or(allowed.rub);
    let rolls = loosen_step.map_or(Vec::new(), |_| places(context, loosen));
    let stretches = allowed
        .stretch
        .map_or(Vec::new(), |_| places(context, Move::Stretch));
    let bands = (
        Band::roll(),
        if context.defined(define::OVER_60) {
            Band::stretch_60()
        } else {
            Band::stretch()
        },
    );
    let plan = fit(
        asked,
        allowed.walk.map(|_| walk_minutes(context) * 60),
        (rolls.len(), stretches.len()),
        bands,
    );
    let mut parts = Vec::new();
    if let Some(step) = allowed.walk
        && plan.walk_s > 0
    {
        parts.push(Part {
            step: step.into(),
            exercise: "AR-01".into(),
            sides: Sides::Once,
            sets: 1,
            seconds: plan.walk_s,
            swaps: vec!["MO-04".into()],
        });
    }
    for (step, list, seconds, band) in [
        (loosen_step, &rolls, &plan.rolls, bands.0),
        (allowed.stretch, &stretches, &plan.stretches, bands.1),
    ] {
        for (def, per_side) in list.iter().zip(seconds) {
            let sets = band.sets(*per_side);
            parts.push(Part {
                step: step.unwrap_or_default().into(),
                exercise: def.id.into(),
                sides: Sides::Each,
                sets,
                seconds: per_side / sets,
                swaps: swaps(context, def),
            });
        }
    }
    let total_s: i32 = parts.iter().map(Part::total_s).sum();
    let session = Session {
        asked_min,
        total_s,
        exact: total_s == asked,
        parts,
    };
    let worked = |region: Region| {
        let rolled = rolls.iter().take(plan.rolls.len());
        let stretched = stretches.iter().take(plan.stretches.len());
        rolled.chain(stretched).any(|d| d.regions.contains(&region))
    };
    let possible = |region: Region| {
        rolls
            .iter()
            .chain(&stretches)
            .any(|d| d.regions.contains(&region))
    };
    let unmet = context
        .answers
        .sites()
        .unwrap_or(&[])
        .iter()
        .filter(|s| !worked(s.region))
        .map(|s| {
            let why = if too_sore(context.answers, s.region) {
                Unmet::TooSore
            } else if possible(s.region) || (rolls.is_empty() && stretches.is_empty()) {
                Unmet::NoTime
            } else {
                Unmet::NoMove
            };
            (*s, why)
        })
        .collect();
    (session, unmet)
}

/// Seconds on one side that a place may get: the usual band, and the widest that the sources give.
#[derive(Debug, Clone, Copy)]
struct Band {
    usual: (i32, i32),
    widest: (i32, i32),
    /// The longest single set.
    set: i32,
    least_sets: i32,
    /// Seconds of all places together, sides and changes counted.
    cap: i32,
}

/// Getting ready and changing sides, in seconds for one place.
const BETWEEN_S: i32 = numbers::READY_S + numbers::CHANGE_S;

impl Band {
    fn roll() -> Band {
        Band {
            usual: (numbers::ROLL_S, numbers::ROLL_LONG_S),
            widest: (numbers::ROLL_LEAST_S, 2 * numbers::ROLL_LONG_S),
            set: numbers::ROLL_LONG_S,
            least_sets: 1,
            cap: numbers::ROLL_CAP_S,
        }
    }

    fn stretch() -> Band {
        Band {
            usual: (2 * numbers::STRETCH_LOW_S, 2 * numbers::STRETCH_S),
            widest: (2 * numbers::STRETCH_LEAST_S, 2 * numbers::STRETCH_S),
            set: numbers::STRETCH_S,
            least_sets: 2,
            cap: numbers::STRETCH_CAP_S,
        }
    }

    fn stretch_60() -> Band {
        Band {
            usual: (2 * numbers::STRETCH_60_S, 2 * numbers::STRETCH_60_LONG_S),
            widest: (numbers::STRETCH_S, 2 * numbers::STRETCH_60_LONG_S),
            set: numbers::STRETCH_60_LONG_S,
            least_sets: 1,
            cap: numbers::STRETCH_CAP_S,
        }
    }

    /// Into how many sets so many seconds on one side fall.
    fn sets(self, per_side: i32) -> i32 {
        self.least_sets.max((per_side + self.set - 1) / self.set)
    }

    fn middle(self) -> i32 {
        let middle = (self.usual.0 + self.usual.1) / 2;
        middle - middle % 2
    }

    /// The least and the most seconds on one side, of `count` places together, under the cap.
    fn range(self, count: i32, of: (i32, i32)) -> (i32, i32) {
        let under_cap = (self.cap - count * BETWEEN_S) / 2;
        (count * of.0, (count * of.1).min(under_cap - under_cap % 2))
    }

    /// The most places that fit under the cap.
    fn most(self, available: usize) -> i32 {
        let fit = self.cap / (BETWEEN_S + 2 * self.widest.0);
        i32::try_from(available).unwrap_or(i32::MAX).min(fit)
    }
}

/// How much of what: whole places, and seconds on one side of all of them together.
#[derive(Debug, Clone, Copy)]
struct Choice {
    walk_s: i32,
    counts: (i32, i32),
    sides_s: i32,
}

#[derive(Debug, Default)]
struct Fitted {
    walk_s: i32,
    /// Seconds on one side, for each place.
    rolls: Vec<i32>,
    stretches: Vec<i32>,
}

/// Chooses the walk, the number of places and their seconds, so that they sum to `asked`; where nothing does,
/// the most that they can hold.
fn fit(asked: i32, walk: Option<i32>, available: (usize, usize), bands: (Band, Band)) -> Fitted {
    let dose = walk.unwrap_or(0).min(asked);
    let longest = walk.map_or(0, |_| (walk::HARD_MIN * 60).min(asked).max(dose));
    let most = (bands.0.most(available.0), bands.1.most(available.1));
    let (_, high) = range(most, bands, false);
    let fullest = longest + (most.0 + most.1) * BETWEEN_S + 2 * high;
    // What is more than the day can hold is filled as far as it goes.
    let asked = asked.min(fullest);
    // A minute or two more of walking only where nothing else makes the sum come out.
    let longest = walk.map_or(0, |_| longest.max((walk::LONGEST_MIN * 60).min(asked)));
    let mut best: Option<(i32, Choice)> = None;
    for walk_s in (dose..=longest).step_by(60) {
        // A longer walk only adds strain.
        if best.is_some_and(|(strain, _)| strain <= (walk_s - dose) / 6) {
            break;
        }
        for rolls in 0..=most.0 {
            for stretches in 0..=most.1 {
                let counts = (rolls, stretches);
                let room = asked - walk_s - (rolls + stretches) * BETWEEN_S;
                let (low, high) = range(counts, bands, false);
                // Two sides, and two sets of a stretch: even seconds on one side.
                let sides_s = room / 2;
                if room % 4 != 0 || !(low..=high).contains(&sides_s) {
                    continue;
                }
                let choice = Choice {
                    walk_s,
                    counts,
                    sides_s,
                };
                let strain = strain(choice, dose, bands) + missing(counts, most);
                if best.is_none_or(|(s, _)| strain < s) {
                    best = Some((strain, choice));
                }
            }
        }
    }
    match best {
        Some((_, choice)) => spread(choice, bands),
        None if asked > 60 => fit(asked - 60, walk, available, bands),
        None => Fitted::default(),
    }
}

/// What is possible today and left out altogether weighs more than seconds outside the usual band: with a roller
/// and the time, rolling is a step of the plan, not an option (section 6).
fn missing(counts: (i32, i32), most: (i32, i32)) -> i32 {
    let weigh =
        |count: i32, most: i32, weight: i32| if count == 0 && most > 0 { weight } else { 0 };
    weigh(counts.0, most.0, 400) + weigh(counts.1, most.1, 200)
}

fn range(counts: (i32, i32), bands: (Band, Band), usual: bool) -> (i32, i32) {
    let of = |band: Band, count| band.range(count, if usual { band.usual } else { band.widest });
    let (rolls, stretches) = (of(bands.0, counts.0), of(bands.1, counts.1));
    (rolls.0 + stretches.0, rolls.1 + stretches.1)
}

/// How far a choice lies from what is usual: seconds outside the usual band weigh most, then a walk beyond its
/// dose, then a session of one kind where there could be both.
fn strain(choice: Choice, dose: i32, bands: (Band, Band)) -> i32 {
    let (low, high) = range(choice.counts, bands, true);
    let outside = (low - choice.sides_s).max(choice.sides_s - high).max(0);
    let (rolls, stretches) = choice.counts;
    let middle = rolls * bands.0.middle() + stretches * bands.1.middle();
    8 * outside
        + (choice.sides_s - middle).abs() / 4
        + (choice.walk_s - dose) / 6
        + 8 * (rolls - stretches).abs().saturating_sub(1)
}

/// Gives each place its seconds on one side: first each kind its share, then each place of it.
fn spread(choice: Choice, bands: (Band, Band)) -> Fitted {
    let (rolls, stretches) = choice.counts;
    let wide = |band: Band, count| band.range(count, band.widest);
    let usual = |band: Band, count| band.range(count, band.usual);
    let middle = rolls * bands.0.middle();
    // Rolling takes what stretching does not: within both usual bands where that is possible, else within the widest.
    let of_rolls = [usual as fn(Band, i32) -> (i32, i32), wide]
        .iter()
        .find_map(|of| {
            let (own, other) = (of(bands.0, rolls), of(bands.1, stretches));
            let low = own.0.max(choice.sides_s - other.1);
            let high = own.1.min(choice.sides_s - other.0);
            (low <= high).then(|| middle.clamp(low, high))
        })
        .unwrap_or(0);
    Fitted {
        walk_s: choice.walk_s,
        rolls: share(of_rolls, rolls),
        stretches: share(choice.sides_s - of_rolls, stretches),
    }
}

/// An even number of seconds in `count` even parts, as alike as can be, the larger first.
fn share(seconds: i32, count: i32) -> Vec<i32> {
    let pairs = seconds / 2;
    (0..count)
        .map(|i| 2 * (pairs / count + i32::from(i < pairs % count)))
        .collect()
}

/// Whether the kit and the room are there, and nothing that was answered rules the exercise out.
#[must_use]
pub fn possible(context: Context<'_>, def: &ExerciseDef) -> bool {
    let kit = context.answers.choice(fact::KIT);
    let room = match def.posture {
        Posture::Stand => true,
        // The floor of a kitchen does for a seat.
        Posture::Seat | Posture::Floor => kit != Some("standing"),
    };
    let at_hand = def.needs.iter().all(|need| match need {
        Kit::Roller | Kit::Ball => kit == Some("roller"),
        // A wall, a towel: where there is a floor to lie on, there is one of these.
        Kit::Wall | Kit::Towel => kit != Some("standing"),
        Kit::Band | Kit::Step | Kit::Weight | Kit::Bench => false,
    });
    let ruled_out = def
        .not_when
        .as_ref()
        .is_some_and(|when| context.truth(when) != Truth::False);
    room && at_hand && !ruled_out
}

/// Other exercises for the same places that are possible today, the standing one without kit among them.
fn swaps(context: Context<'_>, def: &ExerciseDef) -> Vec<String> {
    EXERCISES
        .iter()
        .filter(|x| {
            let alike = x.kind == def.kind && x.regions.iter().any(|r| def.regions.contains(r));
            !std::ptr::eq(*x, def)
                && x.each_side == def.each_side
                && (alike || def.instead == Some(x.id))
                && possible(context, x)
        })
        .map(|x| x.id.to_owned())
        .collect()
}

fn too_sore(answers: &Answers, region: Region) -> bool {
    answers.sites().unwrap_or(&[]).iter().any(|s| {
        s.region == region
            && s.feel
                .is_some_and(|f| i32::from(f.score) >= numbers::TOO_SORE)
    })
}

/// The exercises for these legs, the sorest place first, then the order of the kind of run.
fn places(context: Context<'_>, kind: Move) -> Vec<&'static ExerciseDef> {
    let mut sore: Vec<(u8, Region)> = context
        .answers
        .sites()
        .unwrap_or(&[])
        .iter()
        .filter(|s| derived::even(context.answers, s) == Truth::True)
        .map(|s| (s.feel.map_or(0, |f| f.score), s.region))
        .collect();
    sore.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let order = order(context).iter().copied();
    let mut out: Vec<&'static ExerciseDef> = Vec::new();
    for region in sore.into_iter().map(|(_, r)| r).chain(order) {
        let free = |d: &ExerciseDef| {
            !d.regions
                .iter()
                .any(|r| too_sore(context.answers, *r) && *r == region)
        };
        let found = EXERCISES.iter().find(|e| {
            e.kind == kind && e.regions.contains(&region) && free(e) && possible(context, e)
        });
        if let Some(def) = found
            && !out.iter().any(|o| std::ptr::eq(*o, def))
        {
            out.push(def);
        }
    }
    out
}

fn order(context: Context<'_>) -> &'static [Region] {
    match context.answers.choice(fact::KIND) {
        _ if context.answers.is_yes(fact::DESCENT) => ORDER_DOWNHILL,
        _ if context.defined(define::LONG_RUN) => ORDER_LONG,
        Some("hills") => ORDER_HILLS,
        Some("intervals" | "tempo" | "race") => ORDER_SPEED,
        _ => ORDER_EASY,
    }
}

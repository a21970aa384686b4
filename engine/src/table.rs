//! The rules as static tables, written by `build.rs` from `rules/*.toml`.

use crate::answers::Side;
use crate::condition::{Cond, Test};
use crate::session::Unmet;
use crate::week::Day;
use serde::{Deserialize, Serialize};

/// A fact that the interview can learn: a place in [`FACTS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fact(pub(crate) u8);

/// A place on the legs: a place in [`REGIONS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Region(pub(crate) u8);

/// How urgently someone has to look at it, mildest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    SelfCare,
    Book,
    SameDay,
    Emergency,
}

impl Level {
    pub const ALL: [Level; 4] = [
        Level::SelfCare,
        Level::Book,
        Level::SameDay,
        Level::Emergency,
    ];

    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Level::SelfCare => "self_care",
            Level::Book => "book",
            Level::SameDay => "same_day",
            Level::Emergency => "emergency",
        }
    }
}

/// Which way an answer to a fact is worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worse {
    Yes,
    Later,
    Higher,
    Lower,
    None,
}

#[derive(Debug)]
pub struct OptionDef {
    pub id: &'static str,
    /// What the option stands for in numbers, where it stands for one (hours since the run).
    pub value: i32,
}

#[derive(Debug)]
pub struct NumberDef {
    /// `min`, `m`, `g` or `of 10`: SI or a scale; the page converts.
    pub unit: &'static str,
    pub min: i32,
    pub max: i32,
    pub step: i32,
    /// Values that one press sets.
    pub quick: &'static [i32],
    /// The same, round in miles and pounds.
    pub quick_us: &'static [i32],
}

#[derive(Debug)]
pub enum Kind {
    /// Yes or no.
    Sign,
    /// One of several, by its place in the list.
    Choice(&'static [OptionDef]),
    Number(NumberDef),
}

#[derive(Debug)]
pub struct FactDef {
    pub id: &'static str,
    /// Asked of each sore place rather than once.
    pub of_site: bool,
    /// Never asked for; counted when it is given all the same.
    pub offered: bool,
    /// Stands apart on its screen, under a line that is opened: few have to say it.
    pub aside: bool,
    pub kind: Kind,
    pub worse: Worse,
    /// Whether "I do not know" is offered.
    pub unsure: bool,
    /// The signs that a line of the safety screen names.
    pub covers: &'static [Fact],
    /// The line of the safety screen that names this sign.
    pub line: Option<Fact>,
}

#[derive(Debug)]
pub struct RegionDef {
    pub id: &'static str,
    pub muscle: bool,
}

/// How a screen is drawn and answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// The serious signs: pressing a line opens it, one button denies the rest.
    Lines,
    /// Tick any that are true, or none.
    Signs,
    /// One press answers and goes on.
    Choice,
    /// Several things, then Next.
    Fields,
    /// The effort of the whole run, 0 to 10.
    Effort,
    /// The sore places.
    Where,
    /// What one place is like.
    Site,
}

#[derive(Debug)]
pub struct ScreenDef {
    pub id: &'static str,
    pub layout: Layout,
    /// Asked once and remembered: shown for confirmation at later runs.
    pub profile: bool,
    /// Once this holds the screen comes before the safety screen comes back.
    pub first: Option<Cond>,
    pub facts: &'static [Fact],
}

#[derive(Debug)]
pub struct DefineDef {
    pub id: &'static str,
    /// About one sore place.
    pub of_site: bool,
    pub when: Cond,
}

/// By when someone looks at it, soonest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    Now,
    #[serde(rename = "hours_4")]
    Hours4,
    Today,
    #[serde(rename = "hours_48")]
    Hours48,
    #[serde(rename = "days_3")]
    Days3,
    /// In the next days.
    Days,
}

impl By {
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            By::Now => "now",
            By::Hours4 => "hours_4",
            By::Today => "today",
            By::Hours48 => "hours_48",
            By::Days3 => "days_3",
            By::Days => "days",
        }
    }
}

#[derive(Debug)]
pub struct TriageRule {
    pub id: &'static str,
    pub level: Level,
    /// Asked for also when its level is certain already, because what it says matters.
    pub insist: bool,
    /// Of a rule that books: by itself it leaves gentle movement; any other one asks for rest (EV-RF-00f).
    pub gentle: bool,
    pub when: Cond,
    /// The level that "I do not know" gives where it leaves the rule undecided.
    pub unsure: Option<Level>,
    pub say: &'static [&'static str],
    pub see: Option<&'static str>,
    pub by: By,
    pub cites: &'static [&'static str],
}

/// When on the time line, counted from the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Slot {
    Now,
    Hour,
    Tonight,
    Day1,
    Day2,
    Day3,
    Week,
}

impl Slot {
    pub const ALL: [Slot; 7] = [
        Slot::Now,
        Slot::Hour,
        Slot::Tonight,
        Slot::Day1,
        Slot::Day2,
        Slot::Day3,
        Slot::Week,
    ];

    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Slot::Now => "now",
            Slot::Hour => "hour",
            Slot::Tonight => "tonight",
            Slot::Day1 => "day1",
            Slot::Day2 => "day2",
            Slot::Day3 => "day3",
            Slot::Week => "week",
        }
    }
}

/// How well it is shown that a step helps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    Good,
    Fair,
    Weak,
    None,
}

impl Evidence {
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Evidence::Good => "good",
            Evidence::Fair => "fair",
            Evidence::Weak => "weak",
            Evidence::None => "none",
        }
    }
}

/// The dose functions of `dose.rs`, by the name that the rule files use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dose {
    Walk,
    FluidByWeight,
    FluidSet,
    FluidGlass,
    FoodFast,
    FoodHard,
    FoodLong,
    FoodMeal,
    /// Minutes packed into the session.
    Session,
    Move,
    MoveLong,
    Sleep,
    /// The exercises of a strength day.
    Strength,
    StrengthDay,
    TimeLine,
    None,
}

/// What a step can be done with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Options {
    None,
    /// Things to eat, by diet and dose.
    Food,
    /// Ways to move, by soreness.
    Move,
}

#[derive(Debug)]
pub struct StepRule {
    pub id: &'static str,
    pub slot: Slot,
    /// One step of a group is in the plan: the one of the highest priority.
    pub group: Option<&'static str>,
    pub priority: i32,
    pub tags: &'static [&'static str],
    pub when: Cond,
    pub dose: Dose,
    /// The kind of exercise by which the step fills the session.
    pub session: Option<Move>,
    pub options: Options,
    pub optional: bool,
    pub evidence: Evidence,
    /// The answers that its text `because` repeats.
    pub because: &'static [Fact],
    /// The same of the texts that not every step has.
    pub instead: Option<&'static [Fact]>,
    pub yields: Option<&'static [Fact]>,
    pub cites: &'static [&'static str],
}

#[derive(Debug)]
pub struct LeaveRule {
    pub id: &'static str,
    /// It speaks of the sore places that the session left out for this cause.
    pub place: Option<Unmet>,
    pub when: Cond,
    pub cites: &'static [&'static str],
}

#[derive(Debug)]
pub struct HeadlineRule {
    pub id: &'static str,
    pub priority: i32,
    pub when: Cond,
}

#[derive(Debug)]
pub struct NextRunRule {
    pub id: &'static str,
    pub priority: i32,
    /// By the run itself: of these only the one of the highest priority counts.
    pub distance: bool,
    /// It is said also where another row comes first.
    pub keeps: bool,
    pub when: Cond,
    /// Hours before the next hard run, lower and upper; none where someone has to agree to it first.
    pub hours: Option<(i32, i32)>,
    pub cites: &'static [&'static str],
}

#[derive(Debug)]
pub struct HelpRule {
    pub id: &'static str,
    pub level: Level,
    pub when: Cond,
    pub cites: &'static [&'static str],
}

#[derive(Debug)]
pub struct LineDef {
    pub id: &'static str,
    pub tags: &'static [&'static str],
    pub cites: &'static [&'static str],
}

#[derive(Debug)]
pub struct LevelDef {
    pub level: Level,
    /// How many fixed lines the card has: `level.<id>.line0` and on.
    pub lines: usize,
    pub tags: &'static [&'static str],
    pub cites: &'static [&'static str],
}

/// What has to be at hand for an exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kit {
    Roller,
    Ball,
    Band,
    Step,
    Weight,
    Bench,
    Wall,
    Towel,
}

/// How the body is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Posture {
    Stand,
    Seat,
    Floor,
}

/// What kind of exercise it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Move {
    Walk,
    Roll,
    /// Massage with the hands.
    Rub,
    Stretch,
    /// Easy mobility.
    Move,
    Strength,
}

#[derive(Debug)]
pub struct ExerciseDef {
    pub id: &'static str,
    pub kind: Move,
    pub regions: &'static [Region],
    pub needs: &'static [Kit],
    pub posture: Posture,
    /// Done left, then right.
    pub each_side: bool,
    /// The move that takes its place standing and without kit.
    pub instead: Option<&'static str>,
    /// Answers that rule it out.
    pub not_when: Option<Cond>,
    /// Its place in a strength day; 0 for none.
    pub day: i32,
    pub sets: i32,
    /// Repetitions of a set, or seconds, lower and upper.
    pub reps: (i32, i32),
    pub in_seconds: bool,
    pub cite: &'static str,
}

/// Something to eat, with the grams of its serving.
#[derive(Debug)]
pub struct FoodDef {
    pub id: &'static str,
    pub protein_g: i32,
    pub carbohydrate_g: i32,
    pub vegan: bool,
    pub vegetarian: bool,
    pub lactose_free: bool,
    pub gluten_free: bool,
    pub nut_free: bool,
    pub soy_free: bool,
    pub cite: &'static str,
}

/// What a check-in rule looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckSign {
    /// Sorer than at the last check-in.
    Risen,
    /// As sore as at the last look, or more.
    NotFallen,
    /// Alike on both legs at first, or not sore at all, and no longer.
    OneSided,
    StairsImpossible,
    /// So many points or more.
    Sore,
}

/// A rule of the check-in. `hours` after the run, both included.
#[derive(Debug)]
pub struct CheckInRule {
    pub id: &'static str,
    pub level: Level,
    pub sign: CheckSign,
    /// The least score that counts.
    pub points: u8,
    pub hours: (i32, i32),
    /// Whether it counts while the soreness is still expected to rise.
    pub before_peak: bool,
    pub see: &'static str,
    pub cites: &'static [&'static str],
}

/// How the coming days move with the sorest place: `moved.<id>`.
#[derive(Debug)]
pub struct MovedRule {
    pub id: &'static str,
    /// The highest score of this row.
    pub up_to: u8,
    /// Hours from the check-in before the next hard run, at the least.
    pub wait_h: i32,
    /// For a run whose answer named a place that may be an injury; the other rows are for even soreness.
    pub injury: bool,
    pub cites: &'static [&'static str],
}

include!(concat!(env!("OUT_DIR"), "/tables.rs"));

impl Fact {
    /// Every fact, in the order of the rule file.
    pub fn all() -> impl Iterator<Item = Fact> {
        (0..FACTS.len())
            .filter_map(|i| u8::try_from(i).ok())
            .map(Fact)
    }

    #[must_use]
    pub fn def(self) -> &'static FactDef {
        FACTS.get(usize::from(self.0)).unwrap_or(&FACTS[0])
    }

    #[must_use]
    pub fn id(self) -> &'static str {
        self.def().id
    }

    /// The fact of that id.
    #[must_use]
    pub fn by_id(id: &str) -> Option<Fact> {
        Fact::all().find(|f| f.id() == id)
    }

    /// The options of a choice; empty for anything else.
    #[must_use]
    pub fn options(self) -> &'static [OptionDef] {
        match &self.def().kind {
            Kind::Choice(options) => options,
            _ => &[],
        }
    }

    /// The place of an option in the list.
    #[must_use]
    pub fn option(self, id: &str) -> Option<i32> {
        self.options()
            .iter()
            .position(|o| o.id == id)
            .and_then(|i| i32::try_from(i).ok())
    }
}

/// How many places there may be, each region on both sides.
pub(crate) const PLACES: usize = 64;
const _: () = assert!(REGIONS.len() * 2 <= PLACES);

impl Region {
    /// Every region, from hip to foot.
    pub fn all() -> impl Iterator<Item = Region> {
        (0..REGIONS.len())
            .filter_map(|i| u8::try_from(i).ok())
            .map(Region)
    }

    #[must_use]
    pub fn def(self) -> &'static RegionDef {
        REGIONS.get(usize::from(self.0)).unwrap_or(&REGIONS[0])
    }

    /// Where one side of it stands among all places: under [`PLACES`].
    pub(crate) fn place(self, side: Side) -> usize {
        usize::from(self.0) * 2 + usize::from(side == Side::Right)
    }

    #[must_use]
    pub fn id(self) -> &'static str {
        self.def().id
    }

    #[must_use]
    pub fn by_id(id: &str) -> Option<Region> {
        Region::all().find(|r| r.id() == id)
    }
}

/// The exercise of that id.
#[must_use]
pub fn exercise(id: &str) -> Option<&'static ExerciseDef> {
    EXERCISES.iter().find(|x| x.id == id)
}

//! A plan as a link: the plan only, without the answers it rests on, in the address's fragment, which no server sees.
//!
//! `plan=1;RULES;DATE;AT;OFFSET;LEVEL;HEADLINE;SESSION;PARTS;STEPS;LEAVE;NEXT;HELP;MARKS;CHECK` of plain characters.
//! The first number is the version of this form: another one is refused, and said. The last is a sum over the rest,
//! so that a link that lost its end, and with it perhaps a warning, is refused too.

pub mod given;
pub mod text;

use crate::ports::Moment;
use aftermile_engine::answers::Side;
use aftermile_engine::session::Sides;
use aftermile_engine::{Arg, Level, Message, Plan, Slot};
use std::collections::BTreeMap;

/// What the fragment begins with.
pub const PREFIX: &str = "plan=";
const VERSION: &str = "1";
/// Messengers and QR codes cut longer addresses.
pub const LONGEST: usize = 1500;

/// A step of a shared plan, with its dose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedStep {
    pub slot: Slot,
    pub id: String,
    pub dose: Option<Message>,
}

/// An exercise of the session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedPart {
    /// The place of its step among the plan's steps.
    pub step: usize,
    pub exercise: String,
    /// On the left and then on the right.
    pub each: bool,
    pub sets: i32,
    /// Seconds of one set on one side.
    pub seconds: i32,
}

/// Soreness as forecast, in whole points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SharedMark {
    pub hour: i32,
    pub low: i32,
    pub likely: i32,
    pub high: i32,
}

/// A plan without the answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    pub rules: String,
    pub rules_date: String,
    pub moment: Moment,
    pub level: Level,
    pub headline: Message,
    /// Seconds of the session; 0 where there is none.
    pub total_s: i32,
    pub parts: Vec<SharedPart>,
    pub steps: Vec<SharedStep>,
    pub left_out: Vec<String>,
    /// The next run's rule, and the hours to the next hard one.
    pub next: Option<(String, i32)>,
    pub help: Vec<(Level, String)>,
    pub marks: Vec<SharedMark>,
}

/// Why a link is not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// It was made by a newer version.
    Newer,
    /// It is cut off or changed.
    Broken,
}

impl Shared {
    #[must_use]
    pub fn of(plan: &Plan, moment: Moment) -> Shared {
        let parts = plan.session.iter().flat_map(|s| &s.parts);
        Shared {
            rules: plan.rules.clone(),
            rules_date: plan.rules_date.clone(),
            moment,
            level: plan.care.level,
            headline: plan.headline.clone(),
            total_s: plan.session.as_ref().map_or(0, |s| s.total_s),
            parts: parts
                .map(|p| SharedPart {
                    step: plan
                        .steps
                        .iter()
                        .position(|s| s.id == p.step)
                        .unwrap_or(plan.steps.len()),
                    exercise: p.exercise.clone(),
                    each: p.sides == Sides::Each,
                    sets: p.sets,
                    seconds: p.seconds,
                })
                .collect(),
            steps: plan
                .steps
                .iter()
                .map(|s| SharedStep {
                    slot: s.slot,
                    id: s.id.clone(),
                    dose: s.dose.clone(),
                })
                .collect(),
            left_out: plan.left_out.iter().map(|l| l.id.clone()).collect(),
            next: plan
                .next_run
                .as_ref()
                .map(|n| (n.ids(), n.hard_hours.unwrap_or(0))),
            help: plan.help.iter().map(|h| (h.level, h.id.clone())).collect(),
            marks: plan
                .ribbon
                .iter()
                .filter(|p| p.hour % 24 == 0)
                .map(|p| SharedMark {
                    hour: p.hour,
                    low: whole(p.low),
                    likely: whole(p.likely),
                    high: whole(p.high),
                })
                .collect(),
        }
    }

    /// The fragment, without `#`.
    #[must_use]
    pub fn fragment(&self) -> String {
        let list = |items: Vec<String>| items.join(",");
        let fields = [
            VERSION.to_owned(),
            self.rules.clone(),
            self.rules_date.clone(),
            (self.moment.at_ms / 60_000).to_string(),
            self.moment.offset_min.to_string(),
            self.level.id().to_owned(),
            message(&self.headline),
            self.total_s.to_string(),
            list(self.parts.iter().map(part).collect()),
            list(self.steps.iter().map(step).collect()),
            list(self.left_out.clone()),
            self.next
                .as_ref()
                .map(|(id, hours)| format!("{id}:{hours}"))
                .unwrap_or_default(),
            list(
                self.help
                    .iter()
                    .map(|(level, id)| format!("{}:{id}", level.id()))
                    .collect(),
            ),
            list(self.marks.iter().map(mark).collect()),
        ];
        let text = fields.join(";");
        let check = sum(&text);
        format!("{PREFIX}{text};{check:08x}")
    }

    /// Reads a fragment, with or without `#`. None when it is no plan at all.
    #[must_use]
    pub fn read(fragment: &str) -> Option<Result<Shared, Unreadable>> {
        let text = fragment
            .trim_start_matches('#')
            .split('&')
            .next()?
            .strip_prefix(PREFIX)?
            .replace("%3B", ";")
            .replace("%2C", ",");
        let version = text.split(';').next().unwrap_or_default();
        if version.parse::<u32>().is_ok_and(|v| v > 1) {
            return Some(Err(Unreadable::Newer));
        }
        let whole = text
            .rsplit_once(';')
            .filter(|(rest, check)| version == VERSION && *check == format!("{:08x}", sum(rest)));
        let fields = whole.map(|(rest, _)| rest.split(';').skip(1).collect::<Vec<_>>());
        Some(fields.and_then(|f| read(&f)).ok_or(Unreadable::Broken))
    }
}

/// FNV-1a: tells a cut or changed text from the whole one; it keeps no secret.
fn sum(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |sum: u32, byte| {
        (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

fn whole(tenths: i32) -> i32 {
    (tenths + 5) / 10
}

fn part(p: &SharedPart) -> String {
    let sides = if p.each { "e" } else { "o" };
    format!("{}:{}:{sides}:{}:{}", p.exercise, p.step, p.sets, p.seconds)
}

fn step(s: &SharedStep) -> String {
    let dose = s.dose.as_ref().map(message).unwrap_or_default();
    format!("{}:{}:{dose}", s.slot.id(), s.id)
}

fn mark(m: &SharedMark) -> String {
    format!("{}:{}:{}:{}", m.hour, m.low, m.likely, m.high)
}

fn message(message: &Message) -> String {
    let mut out = message.key.clone();
    for (name, arg) in &message.args {
        out.push_str(&format!("~{name}={}", argument(arg)));
    }
    out
}

fn argument(arg: &Arg) -> String {
    let unit = |unit: &str| unit.replace(' ', "_");
    match arg {
        Arg::Count(n) => format!("n{n}"),
        Arg::Quantity(v, u) => format!("q{v}+{}", unit(u)),
        Arg::Range(low, high, u) => format!("r{low}+{high}+{}", unit(u)),
        Arg::Key(key) => format!("k{key}"),
        Arg::Not(inner) => format!("!{}", argument(inner)),
        Arg::List(all) => {
            let all: Vec<String> = all.iter().map(argument).collect();
            format!("l{}", all.join("*"))
        }
        Arg::Place(region, side) => format!("p{region}+{}", side.id()),
    }
}

fn read(fields: &[&str]) -> Option<Shared> {
    let [
        rules,
        rules_date,
        at,
        offset,
        level,
        headline,
        total,
        parts,
        steps,
        left,
        next,
        help,
        marks,
    ] = fields
    else {
        return None;
    };
    Some(Shared {
        rules: (*rules).to_owned(),
        rules_date: (*rules_date).to_owned(),
        moment: Moment {
            at_ms: at.parse::<i64>().ok()?.checked_mul(60_000)?,
            offset_min: offset.parse().ok()?,
        },
        // An urgent card is never shared: it is about today and one person.
        level: level_of(level).filter(|l| *l <= Level::Book)?,
        headline: read_message(headline)?,
        total_s: total.parse().ok()?,
        parts: items(parts, read_part)?,
        steps: items(steps, read_step)?,
        left_out: items(left, |id| Some(id.to_owned()))?,
        next: match next.split_once(':') {
            Some((id, hours)) => Some((id.to_owned(), hours.parse().ok()?)),
            None => None,
        },
        help: items(help, |text| {
            let (level, id) = text.split_once(':')?;
            Some((level_of(level)?, id.to_owned()))
        })?,
        marks: items(marks, read_mark)?,
    })
}

/// Every item, or nothing: half a plan is worse than none.
fn items<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    let parts = text.split(',').filter(|part| !part.is_empty());
    parts.map(read).collect()
}

fn level_of(id: &str) -> Option<Level> {
    let all = [
        Level::SelfCare,
        Level::Book,
        Level::SameDay,
        Level::Emergency,
    ];
    all.into_iter().find(|l| l.id() == id)
}

fn read_part(text: &str) -> Option<SharedPart> {
    let mut fields = text.split(':');
    Some(SharedPart {
        exercise: fields.next()?.to_owned(),
        step: fields.next()?.parse().ok()?,
        each: fields.next()? == "e",
        sets: fields.next()?.parse().ok()?,
        seconds: fields.next()?.parse().ok()?,
    })
}

fn read_step(text: &str) -> Option<SharedStep> {
    let mut fields = text.splitn(3, ':');
    let slot = fields.next()?;
    let id = fields.next()?.to_owned();
    let dose = fields.next()?;
    Some(SharedStep {
        slot: Slot::ALL.into_iter().find(|s| s.id() == slot)?,
        id,
        dose: if dose.is_empty() {
            None
        } else {
            Some(read_message(dose)?)
        },
    })
}

fn read_mark(text: &str) -> Option<SharedMark> {
    let mut numbers = text.split(':').map(|n| n.parse::<i32>().ok());
    let mut next = || numbers.next().flatten();
    Some(SharedMark {
        hour: next()?,
        low: next()?.clamp(0, 10),
        likely: next()?.clamp(0, 10),
        high: next()?.clamp(0, 10),
    })
}

fn read_message(text: &str) -> Option<Message> {
    let mut parts = text.split('~');
    let key = parts.next()?.to_owned();
    let mut args = BTreeMap::new();
    for part in parts {
        let (name, value) = part.split_once('=')?;
        args.insert(name.to_owned(), read_arg(value)?);
    }
    Some(Message { key, args })
}

fn read_arg(text: &str) -> Option<Arg> {
    let (kind, rest) = text.split_at_checked(1)?;
    let mut parts = rest.split('+');
    let mut number = || parts.next().and_then(|n| n.parse::<i32>().ok());
    Some(match kind {
        "n" => Arg::Count(rest.parse().ok()?),
        "q" => Arg::Quantity(number()?, parts.next()?.replace('_', " ")),
        "r" => Arg::Range(number()?, number()?, parts.next()?.replace('_', " ")),
        "k" => Arg::Key(rest.to_owned()),
        "!" => Arg::Not(Box::new(read_arg(rest)?)),
        "l" => Arg::List(rest.split('*').map(read_arg).collect::<Option<_>>()?),
        "p" => {
            let (region, side) = rest.split_once('+')?;
            let side = [Side::Left, Side::Right]
                .into_iter()
                .find(|s| s.id() == side)?;
            Arg::Place(region.to_owned(), side)
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests;

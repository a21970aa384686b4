//! What the runner was told, in few characters: the rules and steps by name, doses with their numbers. While the
//! rules are the same the whole plan is made again from the answers; afterwards this is what is shown.
//!
//! `!` the rules behind the level, `&` those below it, `>` whom to see, `^` the headline, `*` the calm sentence,
//! `%` the session (minutes asked, comma, seconds, comma), `/` a step with its dose, `:` what is left out,
//! `=` the next run with its hours, `?` when to get help.

use super::words::{self, Reader};
use aftermile_engine::{Arg, Message, Plan};
use aftermile_fields::{Fields, Object, json, quote, quote_all};

/// A step with its dose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldStep {
    pub id: String,
    pub dose: Option<Message>,
}

/// A plan in short.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// The triage rules of the level.
    pub reasons: Vec<String>,
    /// Those of lower levels.
    pub also: Vec<String>,
    pub see: Option<String>,
    pub headline: Option<String>,
    pub calm: Option<String>,
    /// Minutes asked for, and seconds given.
    pub session: Option<(i64, i64)>,
    pub steps: Vec<ToldStep>,
    pub left_out: Vec<String>,
    /// The rule of the next run, and the hours to the next hard one.
    pub next_run: Option<(String, i64)>,
    pub help: Vec<String>,
}

/// A summary as it is stored.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Told(String);

impl Told {
    #[must_use]
    pub fn of(plan: &Plan) -> Told {
        Told::of_plan(&json(plan)).unwrap_or_default()
    }

    /// From a plan as any version of the rules wrote it.
    #[must_use]
    pub fn of_plan(text: &str) -> Option<Told> {
        let plan = Fields::read(text)?;
        let care = plan.object("care").unwrap_or_default();
        let ids = |list: Vec<Fields>, name: &str| -> Vec<String> {
            list.iter().filter_map(|f| f.text(name)).collect()
        };
        let key = |name: &str| plan.object(name).and_then(|m| m.text("key"));
        let pair = |name: &str, a: &str, b: &str| {
            let object = plan.object(name)?;
            Some((object.number(a)?, object.number(b)?))
        };
        let steps = plan.list("steps").into_iter().filter_map(|s| {
            Some(ToldStep {
                id: s.text("id")?,
                dose: s.raw("dose").and_then(|d| serde_json::from_str(d).ok()),
            })
        });
        let next = plan.object("next_run");
        Some(Told::code_of(&Summary {
            reasons: ids(care.list("reasons"), "rule"),
            also: ids(care.list("also"), "rule"),
            see: care.text("see"),
            headline: key("headline"),
            calm: key("calm"),
            session: pair("session", "asked_min", "total_s"),
            steps: steps.collect(),
            left_out: ids(plan.list("left_out"), "id"),
            next_run: next.and_then(|n| Some((rules_of(&n)?, n.number("hard_hours").unwrap_or(0)))),
            help: ids(plan.list("help"), "id"),
        }))
    }

    /// A coded text as it is stored; `None` when it cannot be read.
    #[must_use]
    pub fn of_code(text: &str) -> Option<Told> {
        read(text).map(|_| Told(text.to_owned()))
    }

    pub(super) fn unread(text: String) -> Told {
        Told(text)
    }

    #[must_use]
    pub fn code(&self) -> &str {
        &self.0
    }

    /// Whether this version can take it apart. A newer one may have more marks.
    pub(super) fn is_readable(&self) -> bool {
        read(&self.0).is_some()
    }

    #[must_use]
    pub fn summary(&self) -> Summary {
        read(&self.0).unwrap_or_default()
    }

    #[must_use]
    pub fn code_of(summary: &Summary) -> Told {
        let mut out = String::new();
        let list = |out: &mut String, mark: char, all: &[String]| {
            if !all.is_empty() {
                out.push(mark);
                all.iter().for_each(|w| words::put(out, w));
            }
        };
        let one = |text: &Option<String>| text.iter().cloned().collect::<Vec<_>>();
        list(&mut out, '!', &summary.reasons);
        list(&mut out, '&', &summary.also);
        list(&mut out, '>', &one(&summary.see));
        list(&mut out, '^', &one(&summary.headline));
        list(&mut out, '*', &one(&summary.calm));
        list(&mut out, ':', &summary.left_out);
        list(&mut out, '?', &summary.help);
        if let Some((asked, seconds)) = summary.session {
            out.push_str(&format!("%{asked},{seconds},"));
        }
        if let Some((id, hours)) = &summary.next_run {
            out.push('=');
            words::put(&mut out, id);
            out.push_str(&format!("{hours},"));
        }
        for step in &summary.steps {
            out.push('/');
            words::put(&mut out, &step.id);
            if let Some(dose) = &step.dose {
                out.push('(');
                put_message(&mut out, dose);
                out.push(')');
            }
        }
        Told(out)
    }

    /// The summary as readable JSON.
    #[must_use]
    pub fn json(&self) -> String {
        let s = self.summary();
        let mut out = Object::new();
        let lists = [
            ("reasons", &s.reasons),
            ("also", &s.also),
            ("left_out", &s.left_out),
            ("help", &s.help),
        ];
        for (name, list) in lists {
            if !list.is_empty() {
                out.raw(name, &quote_all(list.iter().map(String::as_str)));
            }
        }
        let texts = [
            ("see", &s.see),
            ("headline", &s.headline),
            ("calm", &s.calm),
        ];
        for (name, text) in texts {
            if let Some(text) = text {
                out.text(name, text);
            }
        }
        if let Some((asked, seconds)) = s.session {
            let text = Object::new()
                .number("asked_min", asked)
                .number("total_s", seconds)
                .end();
            out.raw("session", &text);
        }
        if let Some((id, hours)) = &s.next_run {
            let text = Object::new()
                .text("id", id)
                .number("hard_hours", *hours)
                .end();
            out.raw("next_run", &text);
        }
        let steps: Vec<String> = s.steps.iter().map(step_json).collect();
        if !steps.is_empty() {
            out.raw("steps", &format!("[{}]", steps.join(",")));
        }
        out.end()
    }

    /// Reads what [`Told::json`] wrote.
    #[must_use]
    pub fn of_json(text: &str) -> Option<Told> {
        let f = Fields::read(text)?;
        let session = f.object("session");
        let next = f.object("next_run");
        let step = |s: &Fields| -> Option<ToldStep> {
            Some(ToldStep {
                id: s.text("id")?,
                dose: match s.raw("dose") {
                    Some(raw) => Some(serde_json::from_str(raw).ok()?),
                    None => None,
                },
            })
        };
        Some(Told::code_of(&Summary {
            reasons: f.texts("reasons"),
            also: f.texts("also"),
            see: f.text("see"),
            headline: f.text("headline"),
            calm: f.text("calm"),
            session: session.and_then(|s| Some((s.number("asked_min")?, s.number("total_s")?))),
            steps: f.list("steps").iter().map(step).collect::<Option<_>>()?,
            left_out: f.texts("left_out"),
            next_run: next.and_then(|n| Some((n.text("id")?, n.number("hard_hours")?))),
            help: f.texts("help"),
        }))
    }
}

fn step_json(step: &ToldStep) -> String {
    let mut out = Object::new();
    out.raw("id", &quote(&step.id));
    if let Some(dose) = &step.dose {
        out.raw("dose", &json(dose));
    }
    out.end()
}

/// The rules of a plan's next run, joined by `+`.
fn rules_of(next: &Fields) -> Option<String> {
    let also = next.list("also").into_iter().filter_map(|a| {
        let id = a.text("id")?;
        Some(match a.number("hours") {
            Some(hours) => format!("{id}@{hours}"),
            None => id,
        })
    });
    let all: Vec<String> = std::iter::once(next.text("id")?).chain(also).collect();
    Some(all.join("+"))
}

fn put_message(out: &mut String, message: &Message) {
    words::put(out, &message.key);
    for (name, arg) in &message.args {
        words::put(out, name);
        match arg {
            Arg::Count(n) => out.push_str(&format!("!{n},")),
            Arg::Quantity(n, unit) => {
                out.push_str(&format!("#{n},"));
                words::put(out, unit);
            }
            Arg::Range(low, high, unit) => {
                out.push_str(&format!("-{low},{high},"));
                words::put(out, unit);
            }
            Arg::Key(key) => {
                out.push('=');
                words::put(out, key);
            }
            // Doses have none of the others today; a later one may.
            other => {
                out.push('*');
                words::put(out, &json(other));
            }
        }
    }
}

fn take_message(reader: &mut Reader<'_>) -> Option<Message> {
    let mut message = Message::new(reader.word()?);
    let number = |reader: &mut Reader<'_>| -> Option<i32> {
        let n = i32::try_from(reader.number()?).ok()?;
        reader.has(',').then_some(n)
    };
    while reader.peek()? != ')' {
        let name = reader.word()?;
        let arg = match reader.next()? {
            '!' => Arg::Count(number(reader)?),
            '#' => Arg::Quantity(number(reader)?, reader.word()?),
            '-' => Arg::Range(number(reader)?, number(reader)?, reader.word()?),
            '=' => Arg::Key(reader.word()?),
            '*' => serde_json::from_str(&reader.word()?).ok()?,
            _ => return None,
        };
        message = message.with(&name, arg);
    }
    reader.has(')').then_some(message)
}

fn read(text: &str) -> Option<Summary> {
    let mut reader = Reader::new(text);
    let mut summary = Summary::default();
    while let Some(mark) = reader.next() {
        match mark {
            '!' => summary.reasons = reader.words()?,
            '&' => summary.also = reader.words()?,
            '>' => summary.see = Some(reader.word()?),
            '^' => summary.headline = Some(reader.word()?),
            '*' => summary.calm = Some(reader.word()?),
            ':' => summary.left_out = reader.words()?,
            '?' => summary.help = reader.words()?,
            '%' => {
                let asked = reader.number()?;
                reader.has(',').then_some(())?;
                let seconds = reader.number()?;
                reader.has(',').then_some(())?;
                summary.session = Some((asked, seconds));
            }
            '=' => {
                let id = reader.word()?;
                let hours = reader.number()?;
                reader.has(',').then_some(())?;
                summary.next_run = Some((id, hours));
            }
            '/' => {
                let id = reader.word()?;
                let dose = if reader.has('(') {
                    Some(take_message(&mut reader)?)
                } else {
                    None
                };
                summary.steps.push(ToldStep { id, dose });
            }
            _ => return None,
        }
    }
    Some(summary)
}

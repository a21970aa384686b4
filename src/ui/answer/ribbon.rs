//! The recovery ribbon: a line that begins at what was said and widens into what is guessed.
//! Nights lie behind it, so that hours read as sleeps.

use crate::history::Record;
use crate::i18n::{Key, Words, key};
use crate::ports::{DateStyle, Moment};
use crate::state::App;
use crate::state::moved::By;
use crate::ui::parts::soreness_class;
use aftermile_engine::forecast::Point;
use leptos::prelude::*;
use std::fmt::Write as _;

/// Dots, each with a label and a row of the table, are at the beginning and at each third of the ribbon's hours.
const THIRDS: i32 = 3;
/// The drawing's height in tenths of a point; it is as wide as the ribbon's hours times ten.
const HEIGHT: i32 = 100;
const NIGHT_FROM_H: i64 = 22;
const NIGHT_HOURS: i32 = 8;

/// A point that is drawn and told.
struct Mark {
    when: String,
    day: String,
    short: String,
    low: i32,
    likely: i32,
    high: i32,
    left: String,
    top: String,
}

pub fn view(app: App, words: &Words, record: &Record) -> AnyView {
    let stands = app.stands(record);
    let record = &stands.record;
    let own = match &stands.by {
        Some(By::Own(own)) => Some(words.count(key::ANSWER_RIBBON_OWN, own.runs)),
        _ => None,
    };
    let points = &record.plan.ribbon;
    let last = points.last().map_or(0, |p| p.hour);
    if last < THIRDS {
        return ().into_any();
    }
    let mark = |p: &Point| mark(words, record.moment(), p, last);
    let marks: Vec<Mark> = points
        .iter()
        .filter(|p| p.hour % (last / THIRDS) == 0)
        .map(mark)
        .collect();
    let told: Vec<String> = marks.iter().map(|m| tell(words, m)).collect();
    let alt = words.with(key::ANSWER_RIBBON_ALT, &[("points", &told.join("; "))]);
    // The worst that is still to come; of two alike the later one, where more may be in it.
    let peak = points
        .iter()
        .filter(|p| p.hour > 0)
        .max_by_key(|p| p.likely)
        .map(|p| {
            let m = mark(p);
            let (low, high) = (m.low.to_string(), m.high.to_string());
            words.with(
                key::ANSWER_RIBBON_PEAK,
                &[("low", &low), ("high", &high), ("day", &m.day)],
            )
        });
    let dots: Vec<AnyView> = marks
        .iter()
        .map(|m| {
            let class = format!("dot {}", soreness_class(m.likely));
            let (left, top) = (m.left.clone(), m.top.clone());
            view! { <i class=class style:left=left style:top=top>{m.likely}</i> }.into_any()
        })
        .collect();
    let axis: Vec<AnyView> = marks
        .iter()
        .map(|m| {
            let left = m.left.clone();
            view! { <li style:left=left><b>{m.when.clone()}</b><small>{m.short.clone()}</small></li> }
                .into_any()
        })
        .collect();
    let width = last * 10;
    let view_box = format!("0 0 {width} {HEIGHT}");
    let grid = format!("M0 0H{width}M0 {}H{width}M0 {HEIGHT}H{width}", HEIGHT / 2);
    view! {
        <section class="part ribbon">
            <div class="lab"><h3>{key::ANSWER_RIBBON.text()}</h3><span class="sub">{peak}</span></div>
            <div class="plot" role="img" aria-label=alt>
                <div class="scale10" aria-hidden="true"><span>10</span><span>5</span><span>0</span></div>
                <div class="draw">
                    <svg viewBox=view_box preserveAspectRatio="none" aria-hidden="true">
                        <path class="night" d=nights(record.moment(), last)></path>
                        <path class="grid" d=grid></path>
                        <path class="band" d=band(points)></path>
                        <path class="edge" d=line(points, |p| p.low)></path>
                        <path class="edge" d=line(points, |p| p.high)></path>
                        <path class="likely" d=line(points, |p| p.likely)></path>
                    </svg>
                    {dots}
                </div>
            </div>
            <ol class="axis" aria-hidden="true">{axis}</ol>
            <p class="legend sub" aria-hidden="true">
                <i class="l"></i>{key::ANSWER_LIKELY.text()}<i class="b"></i>{key::ANSWER_COULD.text()}
            </p>
            {own.map(|text| view! { <p class="sub" data-own="true">{text}</p> })}
            {table(&marks)}
        </section>
    }
    .into_any()
}

fn mark(words: &Words, now: Moment, p: &Point, last: i32) -> Mark {
    let whole = |tenths: i32| (tenths + 5) / 10;
    let when = if p.hour == 0 {
        key::ANSWER_NOW.text().to_owned()
    } else {
        words.with(key::ANSWER_HOURS, &[("count", &p.hour.to_string())])
    };
    Mark {
        when,
        day: words.date(now.plus_hours(p.hour), DateStyle::Weekday),
        short: words.date(now.plus_hours(p.hour), DateStyle::ShortWeekday),
        low: whole(p.low),
        likely: whole(p.likely),
        high: whole(p.high),
        left: format!("{}%", p.hour * 100 / last),
        top: format!("{}%", HEIGHT - p.likely),
    }
}

fn tell(words: &Words, m: &Mark) -> String {
    let (low, likely, high) = (m.low.to_string(), m.likely.to_string(), m.high.to_string());
    let when = if m.left == "0%" {
        m.when.clone()
    } else {
        m.day.clone()
    };
    words.with(
        point(m.low, m.high),
        &[
            ("when", &when),
            ("low", &low),
            ("likely", &likely),
            ("high", &high),
        ],
    )
}

/// How a point is told: what is known has no band.
pub fn point(low: i32, high: i32) -> Key {
    if low == high {
        key::ANSWER_RIBBON_KNOWN
    } else {
        key::ANSWER_RIBBON_POINT
    }
}

fn table(marks: &[Mark]) -> AnyView {
    let rows: Vec<AnyView> = marks
        .iter()
        .map(|m| {
            let range = crate::i18n::fill(key::UNIT_RANGE.text(), &mut |name| match name {
                "low" => Some(m.low.to_string()),
                _ => Some(m.high.to_string()),
            });
            view! {
                <tr>
                    <th scope="row">{m.when.clone()}" "<small>{m.day.clone()}</small></th>
                    <td>{m.likely}</td>
                    <td>{range}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    view! {
        <details class="as-table">
            <summary>{key::ANSWER_TABLE.text()}</summary>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{key::ANSWER_TABLE_WHEN.text()}</th>
                        <th scope="col">{key::ANSWER_TABLE_LIKELY.text()}</th>
                        <th scope="col">{key::ANSWER_TABLE_BETWEEN.text()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </details>
    }
    .into_any()
}

fn to(path: &mut String, hour: i32, tenths: i32) {
    let letter = if path.is_empty() { 'M' } else { 'L' };
    let _ = write!(path, "{letter}{} {}", hour * 10, HEIGHT - tenths);
}

fn line(points: &[Point], score: fn(&Point) -> i32) -> String {
    let mut path = String::new();
    for p in points {
        to(&mut path, p.hour, score(p));
    }
    path
}

fn band(points: &[Point]) -> String {
    let mut path = String::new();
    for p in points {
        to(&mut path, p.hour, p.high);
    }
    for p in points.iter().rev() {
        to(&mut path, p.hour, p.low);
    }
    path.push('Z');
    path
}

/// From ten in the evening to six in the morning, by the clock of the answer's place.
fn nights(now: Moment, last: i32) -> String {
    let hour = i32::try_from(now.of_day_ms() / 3_600_000).unwrap_or(0);
    let first = i32::try_from(NIGHT_FROM_H).unwrap_or(22) - hour - 24;
    let mut path = String::new();
    for night in 0..last / 24 + 2 {
        let from = (first + night * 24).clamp(0, last) * 10;
        let until = (first + night * 24 + NIGHT_HOURS).clamp(0, last) * 10;
        if until > from {
            let _ = write!(path, "M{from} 0H{until}V{HEIGHT}H{from}Z");
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::nights;
    use crate::ports::Moment;

    #[test]
    fn nights_follow_the_local_clock() {
        // Noon in a place two hours ahead: ten in the evening is ten hours away.
        let noon = Moment {
            at_ms: 10 * 3_600_000,
            offset_min: 120,
        };
        assert_eq!(
            nights(noon, 72),
            "M100 0H180V100H100ZM340 0H420V100H340ZM580 0H660V100H580Z"
        );
        let midnight = Moment {
            at_ms: 22 * 3_600_000,
            offset_min: 120,
        };
        assert!(nights(midnight, 72).starts_with("M0 0H60"));
        // A ribbon of six days has its six nights, and none beyond its end.
        let six = nights(noon, 144);
        assert_eq!(six.matches('M').count(), 6);
        assert!(six.ends_with("M1300 0H1380V100H1300Z"));
    }
}

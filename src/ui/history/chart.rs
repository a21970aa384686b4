//! Two drawings: bars by week, and a line of scores over time. Each comes with its summary and its table.

use crate::history::Run;
use crate::i18n::{Words, key};
use crate::ui::parts::soreness_class;
use aftermile_engine::Level;
use aftermile_engine::condition::Context;
use aftermile_engine::forecast::Forecast;
use leptos::prelude::*;

/// A drawing's one sentence, and its rows for those who would rather read: when, and how much.
pub struct Told {
    pub summary: String,
    pub when: String,
    pub what: String,
    pub rows: Vec<(String, String)>,
}

/// The drawing with its summary as its name, and the table below.
fn frame(told: Told, drawing: AnyView) -> AnyView {
    let rows: Vec<AnyView> = told
        .rows
        .into_iter()
        .map(|(when, what)| {
            view! { <tr><th scope="row">{when}</th><td>{what}</td></tr> }.into_any()
        })
        .collect();
    view! {
        <p>{told.summary}</p>
        <div class="chart" aria-hidden="true">{drawing}</div>
        <details class="as-table">
            <summary>{key::ANSWER_TABLE.text()}</summary>
            <table>
                <thead><tr><th scope="col">{told.when}</th><th scope="col">{told.what}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </details>
    }
    .into_any()
}

/// Bars, the last one marked. Heights are shares of the highest, or of `full` where that is more.
pub fn bars(values: &[u32], full: u32, told: Told) -> AnyView {
    let most = values.iter().copied().max().unwrap_or(0).max(full).max(1);
    let last = values.len().saturating_sub(1);
    let bars: Vec<AnyView> = values
        .iter()
        .enumerate()
        .map(|(i, value)| {
            let height = format!("{}%", u64::from(*value) * 100 / u64::from(most));
            let class = if i == last { "bar-now" } else { "" };
            view! { <i class=class style:height=height></i> }.into_any()
        })
        .collect();
    frame(told, view! { <div class="bars">{bars}</div> }.into_any())
}

/// Scores of 0 to 10 at shares of the time, in thousandths.
pub fn line(points: &[(i32, u8)], told: Told) -> AnyView {
    let mut path = String::new();
    for (at, score) in points {
        let letter = if path.is_empty() { 'M' } else { 'L' };
        path.push_str(&format!("{letter}{at} {}", 100 - i32::from(*score) * 10));
    }
    let dots: Vec<AnyView> = points
        .iter()
        .map(|(at, score)| {
            let score = i32::from(*score);
            let class = format!("dot {}", soreness_class(score));
            let left = format!("{}%", f64::from(*at) / 10.0);
            let top = format!("{}%", 100 - score * 10);
            view! { <i class=class style:left=left style:top=top>{score}</i> }.into_any()
        })
        .collect();
    let drawing = view! {
        <div class="plot">
            <div class="scale10"><span>10</span><span>5</span><span>0</span></div>
            <div class="draw">
                <svg viewBox="0 0 1000 100" preserveAspectRatio="none">
                    <path class="grid" d="M0 0H1000M0 50H1000M0 100H1000"></path>
                    <path class="likely" d=path></path>
                </svg>
                {dots}
            </div>
        </div>
    };
    frame(told, drawing.into_any())
}

/// A score with its scale.
pub fn of_ten(words: &Words, score: u8) -> String {
    words.quantity(i32::from(score), "of 10")
}

/// Hours that the small ribbon of a run shows.
const RIBBON_H: i32 = 72;

/// A run's ribbon in small: what was forecast, and what was said at the answer and the check-ins. An ornament of its
/// row, whose words stand beside it.
pub fn ribbon(run: &Run) -> Option<AnyView> {
    if run.level != Some(Level::SelfCare) {
        return None;
    }
    let forecast = Forecast::of(Context::new(&run.said.answers()?, None))?;
    let mut path = String::new();
    for point in forecast.ribbon(RIBBON_H) {
        let letter = if path.is_empty() { 'M' } else { 'L' };
        path.push_str(&format!(
            "{letter}{} {}",
            point.hour,
            (100 - point.likely) / 4
        ));
    }
    let since = run
        .saved_at_ms
        .saturating_sub(run.finished_ms)
        .div_euclid(3_600_000);
    let since = i32::try_from(since).unwrap_or(0);
    let dots: Vec<AnyView> = run
        .checks
        .iter()
        .filter_map(|c| {
            Some((
                c.hours_after(run.finished_ms).saturating_sub(since),
                c.worst()?,
            ))
        })
        .filter(|(hour, _)| (0..=RIBBON_H).contains(hour))
        .map(|(hour, score)| {
            let (x, y) = (
                hour.to_string(),
                (25.0 - f64::from(score) * 2.5).to_string(),
            );
            view! { <circle cx=x cy=y r="2.4"></circle> }.into_any()
        })
        .collect();
    Some(
        view! {
            <svg class="mini-ribbon" viewBox="-3 -3 78 31" aria-hidden="true">
                <path d="M0 25H72"></path>
                <path class="likely" d=path></path>
                {dots}
            </svg>
        }
        .into_any(),
    )
}

//! `cargo xtask lighthouse`: the page by itself, and the example blog's article with and without the widget,
//! with Lighthouse's defaults for a telephone. Never part of the tests: the figures follow the machine.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use serde_json::Value;

use super::site;
use crate::project::Project;
use crate::setup::{self, Purpose};
use crate::{bundle, command};

/// How the page is to fare.
const PERFORMANCE: u64 = 98;
/// Accessibility and best practices.
const OTHERS: u64 = 100;
/// Points of performance that an article may lose by the widget.
const LOSS: u64 = 2;

const BROWSER: &str = include_str!("../../../webdriver.json");

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// How often each page is measured; the middle one counts
    #[arg(long, value_name = "NUMBER", default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..))]
    runs: u8,
    /// Measure the dist that is there and build nothing
    #[arg(long)]
    as_is: bool,
}

/// One report, in the numbers that are told.
#[derive(Debug, Clone, PartialEq)]
struct Report {
    performance: u64,
    accessibility: u64,
    best_practices: u64,
    /// Milliseconds.
    first_paint: f64,
    largest_paint: f64,
    blocked: f64,
    speed_index: f64,
    shift: f64,
    bytes: u64,
    /// Whether the program was among what was fetched: else the widget was not measured.
    with_program: bool,
}

pub fn run(project: &Project, arguments: &Arguments) -> Result<ExitCode> {
    setup::run(project, Purpose::Test)?;
    setup::lighthouse(project)?;
    if !arguments.as_is {
        bundle::build(project)?;
    }
    let files = site::serve_dist(site::compressed(project)?)?;
    let blog = site::serve_blog(site::blog(project, &files.url())?)?;
    let pages = [
        ("the page", files.url()),
        (
            "article with the widget",
            format!("{}posts/long-run/", blog.url()),
        ),
        (
            "article without it",
            format!("{}posts/without/", blog.url()),
        ),
    ];
    let mut reports: [Vec<Report>; 3] = Default::default();
    // In turns, so that a slow moment of the machine meets all alike.
    for turn in 1..=arguments.runs {
        for ((name, url), all) in pages.iter().zip(&mut reports) {
            println!("Lighthouse: {name}, {turn} of {}", arguments.runs);
            all.push(measure(project, url)?);
        }
    }
    let middle = reports.each_ref().map(|all| middle(all));
    println!(
        "\n| | performance | accessibility | best practices | first paint | largest paint | blocked | shift | speed index | bytes |\n|---|---|---|---|---|---|---|---|---|---|"
    );
    for ((name, _), report) in pages.iter().zip(&middle) {
        println!(
            "{}",
            row(name, report.as_ref().context("nothing was measured")?)
        );
    }
    let [Some(page), Some(with), Some(without)] = &middle else {
        anyhow::bail!("nothing was measured");
    };
    let short = shortcomings(page, with, without);
    for line in &short {
        println!("\nNot as it is to be: {line}");
    }
    Ok(if short.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn measure(project: &Project, url: &str) -> Result<Report> {
    let out = project.target.join("measure/report.json");
    let browser: Value = serde_json::from_str(BROWSER)?;
    let flags: Vec<&str> = browser
        .pointer("/goog:chromeOptions/args")
        .and_then(Value::as_array)
        .context("webdriver.json names no args")?
        .iter()
        .filter_map(Value::as_str)
        .collect();
    let mut run = project.command("node");
    run.arg(setup::lighthouse_script(project))
        .arg(url)
        .args(["--quiet", "--output=json"])
        .arg("--only-categories=performance,accessibility,best-practices")
        .arg(format!("--output-path={}", out.display()))
        .arg(format!("--chrome-flags={}", flags.join(" ")));
    if let Some(chromium) = setup::chromium_program(project) {
        run.env("CHROME_PATH", chromium);
    }
    command::run(&mut run)?;
    read(&out)
}

fn read(path: &Path) -> Result<Report> {
    let text = fs::read_to_string(path).context("Lighthouse wrote no report")?;
    let report: Value = serde_json::from_str(&text)?;
    parsed(&report)
}

fn parsed(report: &Value) -> Result<Report> {
    if let Some(error) = report.pointer("/runtimeError/message") {
        anyhow::bail!("Lighthouse could not measure the page: {error}");
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let score = |category: &str| -> Result<u64> {
        let score = report
            .pointer(&format!("/categories/{category}/score"))
            .and_then(Value::as_f64)
            .with_context(|| format!("the report has no score for {category}"))?;
        Ok((score * 100.0).round() as u64)
    };
    let number = |audit: &str| -> Result<f64> {
        report
            .pointer(&format!("/audits/{audit}/numericValue"))
            .and_then(Value::as_f64)
            .with_context(|| format!("the report has no {audit}"))
    };
    let requests = report
        .pointer("/audits/network-requests/details/items")
        .and_then(Value::as_array)
        .context("the report has no requests")?;
    Ok(Report {
        performance: score("performance")?,
        accessibility: score("accessibility")?,
        best_practices: score("best-practices")?,
        first_paint: number("first-contentful-paint")?,
        largest_paint: number("largest-contentful-paint")?,
        blocked: number("total-blocking-time")?,
        speed_index: number("speed-index")?,
        shift: number("cumulative-layout-shift")?,
        bytes: requests
            .iter()
            .filter_map(|one| one.get("transferSize").and_then(Value::as_u64))
            .sum(),
        with_program: requests.iter().any(|one| {
            one.get("url")
                .and_then(Value::as_str)
                .is_some_and(|url| url.ends_with("aftermile_bg.wasm"))
        }),
    })
}

/// The one whose performance is in the middle.
fn middle(all: &[Report]) -> Option<Report> {
    let mut all = all.to_vec();
    all.sort_by_key(|report| report.performance);
    all.get(all.len() / 2).cloned()
}

fn row(name: &str, report: &Report) -> String {
    let seconds = |ms: f64| format!("{:.1} s", ms / 1000.0);
    format!(
        "| {name} | {} | {} | {} | {} | {} | {:.0} ms | {:.3} | {} | {} KB |",
        report.performance,
        report.accessibility,
        report.best_practices,
        seconds(report.first_paint),
        seconds(report.largest_paint),
        report.blocked,
        report.shift,
        seconds(report.speed_index),
        report.bytes / 1000,
    )
}

/// What is not as it is to be, in words; none when all is.
fn shortcomings(page: &Report, with: &Report, without: &Report) -> Vec<String> {
    let mut out = Vec::new();
    let mut hold = |good: bool, text: String| {
        if !good {
            out.push(text);
        }
    };
    hold(
        page.performance >= PERFORMANCE,
        format!(
            "the page's performance is {}, and {PERFORMANCE} is wanted",
            page.performance
        ),
    );
    for (name, report) in [("the page", page), ("the article", with)] {
        hold(
            report.accessibility >= OTHERS && report.best_practices >= OTHERS,
            format!(
                "{name} has {} for accessibility and {} for best practices, and {OTHERS} is wanted",
                report.accessibility, report.best_practices
            ),
        );
        hold(
            report.with_program,
            format!("{name} was measured without the program: it was not fetched"),
        );
    }
    let lost = without.performance.saturating_sub(with.performance);
    hold(
        lost <= LOSS,
        format!(
            "the article loses {lost} points of performance by the widget, and {LOSS} are allowed"
        ),
    );
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn report(performance: f64, file: &str) -> Report {
        let audit = |value: f64| json!({ "numericValue": value });
        parsed(&json!({
            "categories": {
                "performance": { "score": performance },
                "accessibility": { "score": 1 },
                "best-practices": { "score": 1.0 },
            },
            "audits": {
                "first-contentful-paint": audit(900.0),
                "largest-contentful-paint": audit(1100.0),
                "total-blocking-time": audit(20.0),
                "speed-index": audit(950.0),
                "cumulative-layout-shift": audit(0.0),
                "network-requests": { "details": { "items": [
                    { "url": format!("http://127.0.0.1/{file}"), "transferSize": 1500 },
                    { "url": "http://127.0.0.1/", "transferSize": 700 },
                ] } },
            },
        }))
        .unwrap()
    }

    #[test]
    fn a_report_is_read() {
        let read = report(0.99, "aftermile_bg.wasm");
        assert_eq!((read.performance, read.bytes), (99, 2200));
        assert!(
            row("the page", &read).contains("| 99 | 100 | 100 | 0.9 s | 1.1 s | 20 ms | 0.000 |")
        );
        assert!(parsed(&json!({ "runtimeError": { "message": "no paint" } })).is_err());
    }

    #[test]
    fn what_falls_short_is_told() {
        let good = report(0.99, "aftermile_bg.wasm");
        let lost = report(0.96, "aftermile_bg.wasm");
        assert!(shortcomings(&good, &good, &good).is_empty());
        assert_eq!(shortcomings(&lost, &good, &good).len(), 1);
        assert_eq!(shortcomings(&good, &lost, &good).len(), 1);
        // A widget that never came would cost nothing.
        assert_eq!(
            shortcomings(&good, &report(0.99, "embed.js"), &good).len(),
            1
        );
        assert_eq!(
            middle(&[lost.clone(), good.clone(), good.clone()]),
            Some(good)
        );
    }
}

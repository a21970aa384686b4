//! The widget in other people's pages: every page of `tests/pages`.

#[path = "../journeys/runner.rs"]
#[allow(dead_code)] // Each suite needs other words of it.
mod runner;

mod asked;
mod changed;
mod files;
mod follow;
mod frame;
mod handed;
mod hugo;
mod inside;
mod look;
mod print;
mod readme;
#[path = "../memory/run_files.rs"]
#[allow(dead_code)]
mod run_files;
mod slow;

use aftermile_e2e::{HostPage, Visit};
use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// A page whose widget's files lie on another origin.
fn host(page: &'static str) -> HostPage {
    HostPage {
        page,
        ..HostPage::default()
    }
}

/// Waits until a script in the page answers true.
fn until(page: &Visit, what: &str, script: &str) -> Result<()> {
    let answer = page.wait(|| {
        let answer = page.script(&format!("return Boolean({script})"), Vec::new())?;
        Ok((answer == Value::Bool(true)).then_some(()))
    })?;
    answer.with_context(|| format!("{what}: not so within the time ({script})"))
}

/// Waits until the widget of that id runs.
fn ready(page: &Visit, id: &str) -> Result<()> {
    until(
        page,
        &format!("the widget {id} runs"),
        &format!("document.getElementById('{id}').dataset.state === 'ready'"),
    )
}

/// The number that a script in the page gives.
fn number(page: &Visit, script: &str) -> Result<f64> {
    page.script(&format!("return {script}"), Vec::new())?
        .as_f64()
        .with_context(|| format!("{script} is no number"))
}

/// The events that the page has heard so far, by their types.
fn heard(page: &Visit) -> Result<Vec<String>> {
    let all = page.script("return heard.map((one) => one.type)", Vec::new())?;
    Ok(serde_json::from_value(all)?)
}

/// A host page never loses its focus, place, address or keys to a widget that nobody has touched.
fn left_alone(page: &Visit) -> Result<()> {
    let state = page.script(
        "return [document.activeElement === document.body, scrollY, history.length, location.hash + location.search, keys.length, printed]",
        Vec::new(),
    )?;
    ensure!(
        state == serde_json::json!([true, 0, 1, "", 0, 0])
            || state == serde_json::json!([true, 0, 2, "", 0, 0]),
        "the page was not left alone: {state}"
    );
    Ok(())
}

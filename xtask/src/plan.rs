//! `cargo xtask plan`: an answers object on standard input, the plan with its trace on standard output.

use std::io::{Read as _, Write as _};
use std::process::ExitCode;

use aftermile_engine::{Answers, Interview, Plan};
use anyhow::{Context, Result};
use serde_json::json;

/// What was given is not a finished, valid set of answers.
const BAD_INPUT: u8 = 2;

pub fn run() -> Result<ExitCode> {
    let mut text = String::new();
    std::io::stdin()
        .read_to_string(&mut text)
        .context("standard input cannot be read as text")?;
    let answers: Answers = match serde_json::from_str(&text) {
        Ok(answers) => answers,
        Err(error) => {
            eprintln!("The answers were not used. {error}");
            return Ok(ExitCode::from(BAD_INPUT));
        }
    };
    let interview = Interview::walk(&answers);
    if let Some(next) = &interview.next {
        eprintln!(
            "The interview is not finished: the screen `{}` is still to be answered. It asks for:",
            next.name()
        );
        for fact in &next.facts {
            eprintln!("  {}: {}", fact.id(), fact.accepts());
        }
        return Ok(ExitCode::from(BAD_INPUT));
    }
    let (plan, trace) = Plan::traced(&interview).context("a finished interview has no plan")?;
    let asked: Vec<String> = interview
        .asked
        .iter()
        .map(aftermile_engine::Step::name)
        .collect();
    let output = json!({ "plan": plan, "tags": plan.tags(), "asked": asked, "trace": trace, "answers": interview.answers });
    let text = serde_json::to_string_pretty(&output)?;
    writeln!(std::io::stdout(), "{text}").context("the plan could not be written")?;
    Ok(ExitCode::SUCCESS)
}

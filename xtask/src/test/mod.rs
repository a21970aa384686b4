//! `cargo xtask test`: every check of the project, one after the other, and a table of what came of it.

mod js;
mod report;
mod stages;

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::project::Project;
use crate::setup::{self, Engine};
use report::{Outcome, Report};
use stages::Stage;

/// What to test, and in which browsers.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// A browser engine for the end-to-end tests; may be given more than once
    #[arg(
        long = "engine",
        value_enum,
        value_name = "NAME",
        default_value = "chromium"
    )]
    engines: Vec<Engine>,
    /// The long enumerations, 100 000 generated runners, and ten minutes of each fuzz target
    #[arg(long)]
    deep: bool,
    /// Run this stage only; may be given more than once. The table names the stages
    #[arg(long, value_name = "STAGE")]
    only: Vec<String>,
}

/// Runs the stages; a failed one does not keep the others from running.
pub fn run(project: &Project, arguments: &Arguments) -> Result<ExitCode> {
    let stages = stages::all(&arguments.engines, arguments.deep);
    let chosen = choose(&stages, &arguments.only)?;
    let mut report = Report::default();
    let purpose = chosen.iter().filter_map(|stage| stage.needs).max();
    let ready = purpose.is_none_or(|purpose| {
        report.run("set-up", || {
            setup::run(project, purpose)?;
            for engine in &arguments.engines {
                setup::engine(project, *engine)?;
            }
            Ok(Outcome::passed())
        })
    });
    for stage in &stages {
        if !chosen.iter().any(|other| other.name == stage.name) {
            report.skip(&stage.name, "not asked for");
        } else if !ready && stage.needs.is_some() {
            report.skip(&stage.name, "the set-up failed");
        } else if let Some(cause) = stage.after.filter(|name| report.has_failed(name)) {
            report.skip(&stage.name, &format!("{cause} failed"));
        } else {
            report.run(&stage.name, || (stage.run)(project));
        }
    }
    Ok(report.print())
}

fn choose<'a>(stages: &'a [Stage], only: &[String]) -> Result<Vec<&'a Stage>> {
    for name in only {
        if !stages.iter().any(|stage| stage.name == *name) {
            let names: Vec<&str> = stages.iter().map(|stage| stage.name.as_str()).collect();
            bail!(
                "there is no stage {name:?}, so nothing was run; the stages are: {}",
                names.join(", ")
            );
        }
    }
    Ok(stages
        .iter()
        .filter(|stage| only.is_empty() || only.contains(&stage.name))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::{choose, stages};
    use crate::setup::Engine;

    #[test]
    fn an_unknown_stage_is_named_with_those_that_there_are() {
        let stages = stages::all(&[Engine::Chromium], false);
        assert_eq!(choose(&stages, &[]).unwrap().len(), stages.len());
        assert_eq!(choose(&stages, &["format".to_owned()]).unwrap().len(), 1);
        let message = choose(&stages, &["fromat".to_owned()])
            .err()
            .unwrap()
            .to_string();
        assert!(
            message.contains("\"fromat\"") && message.contains("format, "),
            "{message}"
        );
    }
}

//! The project's commands: `cargo xtask help`.

mod bundle;
mod command;
mod dist;
mod figures;
mod fuzz;
mod icons;
mod import;
mod import_worker;
mod measure;
mod plan;
mod play;
mod project;
mod rulebook;
mod rules_weight;
mod serve;
mod setup;
mod shots;
mod site;
mod split;
mod test;
mod texts;
mod wasm;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use project::Project;
use setup::Purpose;

/// The commands of this project. Each installs what it needs first; `cargo xtask serve` is all it takes to try the page.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Find or install what is missing, under target/tools where possible
    Setup {
        /// What to make the machine ready for
        #[arg(
            long = "for",
            value_enum,
            default_value = "test",
            value_name = "PURPOSE"
        )]
        purpose: Purpose,
    },
    /// Build the page and show it at a local address
    Serve {
        /// Listen on this port only [default: 8080 or the next free one]
        #[arg(long, value_name = "NUMBER")]
        port: Option<u16>,
    },
    /// Print the content security policies: the page's own, and what an embedding page has to allow
    Csp {
        /// Where the files are, when that is another origin than the page's
        #[arg(long, value_name = "ORIGIN")]
        origin: Option<String>,
    },
    /// Draw the app's icons from their SVG sources
    Icons,
    /// Build dist/, the site as it is put on a host, and list the sizes of its files
    Dist {
        /// Keep the program of the last build and put anew only what stands around it: web/, index.html, style.css
        #[arg(long)]
        web: bool,
    },
    /// Put dist/ into the folder that a host reads: versions published before stay, and none is changed
    Publish(site::publish::Arguments),
    /// Draw and check the exercise figures, and write a page to look at them
    Figures,
    /// Play stories of runners through the interview and say which get the right answer
    Play(play::Arguments),
    /// Read an answers object from standard input and write the plan with its trace as JSON
    Plan,
    /// Write docs/rulebook.md: every rule in words, with its sources
    Rulebook,
    /// Write docs/triage.md: how the stories are triaged
    Triage,
    /// Read run files and write one JSON object a run
    Import(import::Arguments),
    /// Try each parser of run files with inputs that an engine searches for; needs a C++ compiler
    Fuzz(fuzz::Arguments),
    /// Take pictures of every screen of one way through the page
    Shots(shots::Arguments),
    /// Say how many taps, words and seconds the questions take, with what is assumed
    Read,
    /// Measure the page, and an article with and without the widget, with Lighthouse
    Lighthouse(measure::lighthouse::Arguments),
    /// Count the requests and bytes of each kind of view, first and again
    Views(measure::views::Arguments),
    /// Measure in a browser how long years of kept runs take to open, and one to keep
    Store,
    /// Measure how soon each press is painted at a processor four times slower
    Paint,
    /// Run every check and test, in a real browser too, and list what came of it
    Test(test::Arguments),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments.command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<ExitCode> {
    let project = Project::find()?;
    match task {
        Task::Setup { purpose } => setup::run(&project, purpose)?,
        Task::Serve { port } => serve::run(&project, port)?,
        Task::Csp { origin } => site::print_policies(origin.as_deref()),
        Task::Icons => icons::write(&project)?,
        Task::Dist { web } => {
            setup::run(&project, Purpose::Build)?;
            if web {
                bundle::renew(&project)?;
            } else {
                bundle::build(&project)?;
            }
            dist::print_sizes(&project)?;
        }
        Task::Publish(arguments) => site::publish::run(&project, &arguments)?,
        Task::Figures => figures::run(&project)?,
        Task::Play(arguments) => return play::run(&project, &arguments),
        Task::Plan => return plan::run(),
        Task::Rulebook => rulebook::run(&project)?,
        Task::Triage => play::triage::write(&project)?,
        Task::Fuzz(arguments) => fuzz::run(&project, &arguments)?,
        Task::Import(arguments) => return import::run(&arguments),
        Task::Shots(arguments) => shots::run(&project, &arguments)?,
        Task::Read => shots::read(&project)?,
        Task::Lighthouse(arguments) => return measure::lighthouse::run(&project, &arguments),
        Task::Views(arguments) => measure::views::run(&project, &arguments)?,
        Task::Store => measure::store::run(&project)?,
        Task::Paint => shots::paint(&project)?,
        Task::Test(arguments) => return test::run(&project, &arguments),
    }
    Ok(ExitCode::SUCCESS)
}

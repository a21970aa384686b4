//! `cargo xtask serve`: the page as a careful host would serve it, on this machine only.

use std::io::Write;

use aftermile_server::{Options, Port, Server};
use anyhow::Result;

use crate::bundle;
use crate::project::Project;
use crate::setup::{self, Purpose};

const FIRST_PORT: u16 = 8080;

pub fn run(project: &Project, port: Option<u16>) -> Result<()> {
    setup::run(project, Purpose::Build)?;
    bundle::build(project)?;
    let port = port.map_or(Port::From(FIRST_PORT), Port::Exactly);
    let mut options = Options::strict(project.dist());
    options
        .folders
        .push(("/gallery".to_owned(), project.root.join("tests/gallery")));
    let server = Server::start(options, port)?;
    println!(
        "\nAftermile is at {0}  (stop with Ctrl+C)\nEvery part of the page in every state: {0}gallery/",
        server.url()
    );
    std::io::stdout().flush()?;
    server.wait();
    Ok(())
}

//! Compiles `rules/*.toml` into static tables. A mistake in a rule stops the build with file and line.

#[path = "build/book.rs"]
mod book;
#[path = "build/check.rs"]
mod check;
#[path = "build/condition.rs"]
mod condition;
#[path = "build/emit.rs"]
mod emit;
#[path = "build/schema.rs"]
mod schema;
#[path = "build/texts.rs"]
mod texts;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed=build");
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(errors) => {
            for error in errors {
                println!("cargo::error={error}");
                eprintln!("{error}");
            }
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Vec<String>> {
    let book = schema::read(Path::new("rules"))?;
    let tables = check::check(&book)?;
    let text = emit::emit(&book, &tables);
    let out = std::env::var("OUT_DIR").map_err(|e| vec![e.to_string()])?;
    let write = |name: &str, text: String| {
        std::fs::write(Path::new(&out).join(name), text).map_err(|e| vec![e.to_string()])
    };
    write("tables.rs", text)?;
    if std::env::var_os("CARGO_FEATURE_BOOK").is_some() {
        write("book.rs", book::emit(&book))?;
    }
    Ok(())
}

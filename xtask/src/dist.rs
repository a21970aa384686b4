//! `cargo xtask dist`: the finished site, and what each file weighs.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use comfy_table::{CellAlignment, Table, presets};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::project::Project;
use crate::rules_weight;

/// Every file of the site, in order of its path.
pub fn files(dist: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(dist).sort_by_file_name() {
        let entry = entry.with_context(|| format!("cannot read {}", dist.display()))?;
        if entry.file_type().is_file() {
            files.push(entry.into_path());
        }
    }
    Ok(files)
}

/// Whether a host sends the file compressed.
pub fn shrinks(path: &Path) -> bool {
    let kinds = [
        "css",
        "html",
        "js",
        "json",
        "svg",
        "wasm",
        "webmanifest",
        "xml",
    ];
    path.extension()
        .is_some_and(|kind| kinds.iter().any(|one| kind == *one))
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Weight {
    pub raw: usize,
    pub gzip: usize,
    pub brotli: usize,
}

/// Prints a table of raw, gzip and brotli sizes per file and in total.
pub fn print_sizes(project: &Project) -> Result<()> {
    let dist = project.dist();
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(["file", "raw", "gzip", "brotli"]);
    let mut total = Weight::default();
    for file in files(&dist)? {
        // The copy of the release and what is only downloaded weigh nothing for a visitor.
        if crate::site::is_aside(file.strip_prefix(&dist)?) {
            continue;
        }
        let weight =
            weigh(&fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?)?;
        total.raw += weight.raw;
        total.gzip += weight.gzip;
        total.brotli += weight.brotli;
        table.add_row(row(
            &file
                .strip_prefix(&dist)
                .unwrap_or(&file)
                .display()
                .to_string(),
            weight,
        ));
    }
    table.add_row(row("total", total));
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    let rules = rules_weight::first_answer();
    let whole = rules_weight::answer_page();
    println!(
        "{table}\n\nOf the wasm, conditions and texts of the rules: {} up to the first answer's level, {} with its steps\n(brotli of what the tables hold; the budget is {}).",
        grouped(weigh(&rules)?.brotli),
        grouped(weigh(&whole)?.brotli),
        grouped(rules_weight::BUDGET)
    );
    println!(
        "\nSizes in bytes; {} is ready to be copied to a host.",
        project.shown(&dist)
    );
    let loader = format!("v{}/embed.js", crate::site::VERSION);
    let content = fs::read(dist.join(&loader)).with_context(|| format!("{loader} is not there"))?;
    println!("integrity of {loader}: {}", crate::site::sha384(&content));
    Ok(())
}

/// What a file weighs, in words.
pub fn weight(content: &[u8]) -> Result<String> {
    let weight = weigh(content)?;
    Ok(format!(
        "{} bytes, {} as brotli",
        grouped(weight.raw),
        grouped(weight.brotli)
    ))
}

fn row(name: &str, weight: Weight) -> [String; 4] {
    [
        name.to_owned(),
        grouped(weight.raw),
        grouped(weight.gzip),
        grouped(weight.brotli),
    ]
}

/// Weighs as hosts compress: gzip 9 and brotli 11, each at its best.
pub fn weigh(content: &[u8]) -> Result<Weight> {
    Ok(Weight {
        raw: content.len(),
        gzip: gzip(content)?.len(),
        brotli: brotli(content)?.len(),
    })
}

/// Gzip at its best.
pub fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(content)?;
    Ok(gzip.finish()?)
}

/// Brotli at its best, as hosts compress files that stay.
pub fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let mut brotli = Vec::new();
    let mut from = content;
    let settings = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        ..Default::default()
    };
    brotli::BrotliCompress(&mut from, &mut brotli, &settings)?;
    Ok(brotli)
}

/// `1234567` as `1 234 567`.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{grouped, weigh};

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1000), "1 000");
        assert_eq!(grouped(1_234_567), "1 234 567");
    }

    #[test]
    fn what_repeats_weighs_little() {
        let weight = weigh(&b"after the run ".repeat(500)).unwrap();
        assert_eq!(weight.raw, 7000);
        assert!(weight.gzip < 100 && weight.brotli < 100, "{weight:?}");
    }
}

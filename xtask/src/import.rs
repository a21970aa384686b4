//! `cargo xtask import FILE...`: run files in, one JSON object a run out.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use aftermile_import::{Activity, Import, Start};
use anyhow::{Context, Result};
use serde::Serialize;

/// The files to read.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// FIT, GPX, TCX, Strava's activities.csv, Garmin's Activities.csv, Apple Health's export.xml or export.zip; also .gz
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

#[derive(Debug, Serialize)]
struct Run<'a> {
    file: &'a str,
    sport: &'a str,
    /// UTC with `Z`; without it a local time whose zone the file does not name.
    start: Option<String>,
    moving_s: Option<f64>,
    elapsed_s: Option<f64>,
    distance_m: Option<f64>,
    ascent_m: Option<f64>,
    descent_m: Option<f64>,
    hr_mean: Option<f64>,
    hr_max: Option<f64>,
    warnings: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Failure<'a> {
    file: &'a str,
    error: String,
}

/// Writes a line of JSON for each activity of a recording and for each run of a list; what else a list holds is said
/// on standard error. A file that cannot be used is a line too: saying so is the command's work done.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for path in &arguments.files {
        let file = path.display().to_string();
        match read(path) {
            Ok(import) => {
                for activity in &import.activities {
                    line(&mut out, &row(&file, &import, activity))?;
                }
                say(&file, &import);
            }
            Err(error) => line(&mut out, &Failure { file: &file, error })?,
        }
    }
    out.flush().context("the runs could not be written")?;
    Ok(ExitCode::SUCCESS)
}

fn read(path: &Path) -> Result<Import, String> {
    let mut file =
        File::open(path).map_err(|error| format!("The file could not be opened: {error}."))?;
    aftermile_import::read(&mut file, &mut |_, _| ()).map_err(|error| error.to_string())
}

fn line(out: &mut impl Write, value: &impl Serialize) -> Result<()> {
    let text = serde_json::to_string(value)?;
    writeln!(out, "{text}").context("the runs could not be written")
}

fn row<'a>(file: &'a str, import: &Import, activity: &'a Activity) -> Run<'a> {
    // What is doubtful about a single recording belongs to its run.
    let of_file: &[_] = if import.activities.len() == 1 {
        &import.warnings
    } else {
        &[]
    };
    Run {
        file,
        sport: activity.sport.id(),
        start: activity.start.map(Start::to_iso),
        moving_s: activity.moving_s,
        elapsed_s: activity.elapsed_s,
        distance_m: activity.distance_m,
        ascent_m: activity.ascent_m,
        descent_m: activity.descent_m,
        hr_mean: activity.hr_mean,
        hr_max: activity.hr_max,
        warnings: activity
            .warnings
            .iter()
            .chain(of_file)
            .map(ToString::to_string)
            .collect(),
    }
}

/// What a list holds beside its runs, and what is doubtful about the whole of it.
fn say(file: &str, import: &Import) {
    if !import.others.is_empty() {
        let all: u32 = import.others.iter().map(|(_, count)| count).sum();
        let each: Vec<String> = import
            .others
            .iter()
            .map(|(sport, count)| format!("{count} {sport}"))
            .collect();
        eprintln!(
            "{file}: {} runs; {all} other activities left out ({})",
            import.activities.len(),
            each.join(", ")
        );
    }
    for warning in &import.warnings {
        eprintln!("{file}: {warning}");
    }
    for (why, count) in &import.left_out {
        eprintln!("{file}: {count} of its files left out. {why}");
    }
}

#[cfg(test)]
mod tests {
    use super::{read, row};

    #[test]
    fn a_run_is_one_line_of_json() {
        let gpx = r#"<gpx><trk><type>running</type><trkseg>
            <trkpt lat="0" lon="0"><time>2024-05-01T07:00:00Z</time></trkpt>
            <trkpt lat="0" lon="0.01"><time>2024-05-01T07:06:00Z</time></trkpt></trkseg></trk></gpx>"#;
        let path =
            std::env::temp_dir().join(format!("aftermile-import-{}.gpx", std::process::id()));
        std::fs::write(&path, gpx).unwrap();
        let import = read(&path).unwrap();
        let text = serde_json::to_string(&row("a.gpx", &import, &import.activities[0])).unwrap();
        let expected = r#"{"file":"a.gpx","sport":"running","start":"2024-05-01T07:00:00Z","moving_s":360.0,"elapsed_s":360.0,"distance_m":1112.0,"#;
        assert!(text.starts_with(expected), "{text}");
        std::fs::remove_file(path).unwrap();
    }

    #[test]
    fn a_file_that_is_not_there_is_said() {
        assert!(
            read(std::path::Path::new("no-such-file"))
                .unwrap_err()
                .contains("could not be opened")
        );
    }
}

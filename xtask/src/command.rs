//! Running other programs: quietly, in full view, or with a tick now and then.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// How often a long step says that it is alive.
const TICK: Duration = Duration::from_secs(10);

/// How much of a log is shown when its step failed.
const TAIL: usize = 30;

/// The command as a person would type it, without folders of this machine.
pub fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program())
        .file_name()
        .unwrap_or_default();
    let words = std::iter::once(program).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

fn cannot_start(command: &Command) -> String {
    format!(
        "`{}` could not be started; is it installed and on PATH?",
        shown(command)
    )
}

/// Runs to the end and returns what it printed.
pub fn output(command: &mut Command) -> Result<String> {
    let result = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| cannot_start(command))?;
    if !result.status.success() {
        let said = String::from_utf8_lossy(&result.stderr);
        bail!(
            "`{}` failed ({}): {}",
            shown(command),
            result.status,
            said.trim()
        );
    }
    Ok(String::from_utf8_lossy(&result.stdout).into_owned())
}

/// Runs to the end in full view.
pub fn status(command: &mut Command) -> Result<ExitStatus> {
    command
        .stdin(Stdio::null())
        .status()
        .with_context(|| cannot_start(command))
}

/// Runs to the end in full view; not succeeding is an error.
pub fn run(command: &mut Command) -> Result<()> {
    let status = status(command)?;
    if !status.success() {
        bail!(
            "`{}` failed ({status}); what it printed above says why",
            shown(command)
        );
    }
    Ok(())
}

/// Runs a long step: all it prints goes to `log`, and every few seconds its latest line is shown.
pub fn tick(command: &mut Command, log: &Path) -> Result<()> {
    if let Some(folder) = log.parent() {
        fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    let mut log_file =
        File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
    let begun = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| cannot_start(command))?;
    let (send, lines) = channel();
    if let Some(stdout) = child.stdout.take() {
        read_lines(stdout, send.clone());
    }
    if let Some(stderr) = child.stderr.take() {
        read_lines(stderr, send.clone());
    }
    drop(send);
    let mut latest = String::new();
    let mut next_tick = begun + TICK;
    loop {
        match lines.recv_timeout(next_tick.saturating_duration_since(Instant::now())) {
            Ok(line) => {
                writeln!(log_file, "{line}")
                    .with_context(|| format!("cannot write {}", log.display()))?;
                if !line.trim().is_empty() {
                    latest = line;
                }
            }
            Err(RecvTimeoutError::Timeout) => {
                println!(
                    "      {}  {}",
                    duration(begun.elapsed()),
                    shorten(latest.trim(), 90)
                );
                next_tick = Instant::now() + TICK;
            }
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    let status = child.wait()?;
    if !status.success() {
        let all = fs::read_to_string(log).unwrap_or_default();
        let all: Vec<&str> = all.lines().collect();
        let tail = all
            .get(all.len().saturating_sub(TAIL)..)
            .unwrap_or_default()
            .join("\n");
        bail!(
            "`{}` failed ({status}). The end of what it printed (all of it is in {}):\n{tail}",
            shown(command),
            log.display()
        );
    }
    Ok(())
}

fn read_lines(from: impl std::io::Read + Send + 'static, to: std::sync::mpsc::Sender<String>) {
    std::thread::spawn(move || {
        for line in BufReader::new(from).split(b'\n').map_while(Result::ok) {
            if to
                .send(String::from_utf8_lossy(&line).trim_end().to_owned())
                .is_err()
            {
                break;
            }
        }
    });
}

fn shorten(line: &str, most: usize) -> String {
    if line.chars().count() <= most {
        return line.to_owned();
    }
    line.chars()
        .take(most.saturating_sub(1))
        .chain(std::iter::once('…'))
        .collect()
}

/// `0.4 s`, `12 s`, `3 min 05 s`.
pub fn duration(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 10 {
        format!("{:.1} s", time.as_secs_f64())
    } else if seconds < 60 {
        format!("{seconds} s")
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;
    use std::time::Duration;

    use super::{duration, output, shorten, shown, tick};

    #[test]
    fn durations_are_read_at_a_glance() {
        assert_eq!(duration(Duration::from_millis(430)), "0.4 s");
        assert_eq!(duration(Duration::from_secs(59)), "59 s");
        assert_eq!(duration(Duration::from_secs(185)), "3 min 05 s");
    }

    #[test]
    fn a_command_is_shown_without_its_folder() {
        assert_eq!(
            shown(Command::new("/somewhere/bin/trunk").arg("build")),
            "trunk build"
        );
    }

    #[test]
    fn long_lines_are_cut_at_a_character() {
        assert_eq!(shorten("äöü", 3), "äöü");
        assert_eq!(shorten("äöüß", 3), "äö…");
    }

    #[test]
    fn a_missing_program_is_named() {
        let message = format!(
            "{:#}",
            output(&mut Command::new("no-such-program-here")).unwrap_err()
        );
        assert!(message.contains("no-such-program-here"), "{message}");
    }

    #[test]
    fn a_failed_step_shows_the_end_of_its_log() {
        let log = std::env::temp_dir().join(format!("aftermile-tick-{}.log", std::process::id()));
        let message = format!(
            "{:#}",
            tick(Command::new(env!("CARGO")).arg("no-such-subcommand"), &log).unwrap_err()
        );
        assert!(message.contains("no such command"), "{message}");
        let _ = std::fs::remove_file(log);
    }
}

//! Putting `dist` together: Trunk's release build, then what Trunk leaves to be done.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command;
use crate::import_worker;
use crate::project::Project;
use crate::rulebook;
use crate::split;

/// Without it the page's wasm is three quarters larger. `.cargo/config.toml` sets it, but RUSTFLAGS
/// in the environment replaces what stands there.
const WASM_FLAG: &str = "--cfg erase_components";

/// Files of `web` that Trunk reads itself and that are no part of the site.
const NOT_COPIED: [&str; 1] = ["README.md"];

/// Builds `dist`.
pub fn build(project: &Project) -> Result<()> {
    for needed in ["index.html", "Trunk.toml"] {
        if !project.root.join(needed).is_file() {
            bail!("{needed} is not there, so there is no page to build; is this a whole checkout?");
        }
    }
    // Trunk builds offline, for it would fetch helpers of its own otherwise.
    command::run(project.cargo().args(["fetch"]))?;
    let mut trunk = project.command("trunk");
    trunk.args(["build", "--release", "--offline", "--skip-version-check"]);
    // Trunk takes only `true` and `false` here, but the convention is any value.
    trunk.env_remove("NO_COLOR");
    trunk.args(["--features", split::FEATURE]);
    let page: Vec<&str> = WASM_FLAG.split(' ').chain(split::LINK).collect();
    trunk.env("CARGO_ENCODED_RUSTFLAGS", release_flags(project, &page));
    command::run(&mut trunk)?;
    let dist = project.dist();
    tidy_page(&dist.join("index.html"))?;
    split::build(project, &dist)?;
    copy_new(&project.root.join("web"), &dist)?;
    rulebook::into_dist(project, &dist)?;
    crate::texts::into_dist(project, &dist)?;
    crate::figures::write(project, &dist)?;
    import_worker::build(project, &dist)?;
    crate::site::finish(project, &dist)?;
    check_wasm(project, &dist)
}

/// Puts anew what stands around the program of the last build.
pub fn renew(project: &Project) -> Result<()> {
    let dist = project.dist();
    if !dist.join("aftermile_bg.wasm").is_file() {
        bail!(
            "there is no program of an earlier build in dist; run cargo xtask dist without --web"
        );
    }
    for name in ["index.html", "style.css"] {
        fs::copy(project.root.join(name), dist.join(name))
            .with_context(|| format!("{name} is not there"))?;
    }
    tidy_page(&dist.join("index.html"))?;
    for path in crate::dist::files(&project.root.join("web"))? {
        let target = dist.join(path.strip_prefix(project.root.join("web"))?);
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::copy(&path, &target).with_context(|| format!("cannot write {}", target.display()))?;
    }
    import_worker::join(project, &dist)?;
    rulebook::into_dist(project, &dist)?;
    crate::texts::into_dist(project, &dist)?;
    crate::figures::write(project, &dist)?;
    crate::site::finish(project, &dist)
}

/// Passes on the flag of `.cargo/config.toml` where RUSTFLAGS would replace it.
pub fn keep_wasm_flag(command: &mut Command) {
    if let Ok(flags) = std::env::var("CARGO_ENCODED_RUSTFLAGS") {
        let added = WASM_FLAG.replace(' ', "\u{1f}");
        command.env(
            "CARGO_ENCODED_RUSTFLAGS",
            if flags.is_empty() {
                added
            } else {
                format!("{flags}\u{1f}{added}")
            },
        );
    } else if let Ok(flags) = std::env::var("RUSTFLAGS") {
        command.env("RUSTFLAGS", format!("{flags} {WASM_FLAG}"));
    }
}

/// The flags of a release build: those of the environment, those of its own, and plain names for the builder's own
/// folders, which panics would otherwise carry into the wasm.
pub fn release_flags(project: &Project, own: &[&str]) -> String {
    let mut flags: Vec<String> = if let Ok(flags) = std::env::var("CARGO_ENCODED_RUSTFLAGS") {
        flags.split('\u{1f}').map(str::to_owned).collect()
    } else {
        let flags = std::env::var("RUSTFLAGS").unwrap_or_default();
        flags.split_whitespace().map(str::to_owned).collect()
    };
    flags.retain(|flag| !flag.is_empty());
    flags.extend(own.iter().map(|flag| (*flag).to_owned()));
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    for (folder, name) in [(home.as_ref(), "cargo"), (Some(&project.root), "aftermile")] {
        if let Some(folder) = folder {
            flags.push(format!("--remap-path-prefix={}={name}", folder.display()));
        }
    }
    flags.join("\u{1f}")
}

/// Trunk leaves its own `<link data-trunk ...>` in the page, which names a file that is not there.
fn tidy_page(page: &Path) -> Result<()> {
    let before =
        fs::read_to_string(page).with_context(|| format!("Trunk wrote no {}", page.display()))?;
    fs::write(page, without_trunk_links(&before))?;
    Ok(())
}

fn without_trunk_links(page: &str) -> String {
    let mut kept = String::with_capacity(page.len());
    let mut rest = page;
    while let Some(start) = rest.find("<link") {
        let (before, link) = rest.split_at(start);
        kept.push_str(before);
        let (tag, after) = link.split_at(link.find('>').map_or(link.len(), |end| end + 1));
        if tag.contains("data-trunk") {
            rest = after.strip_prefix('\n').unwrap_or(after);
            kept.truncate(kept.trim_end_matches([' ', '\t']).len());
        } else {
            kept.push_str(tag);
            rest = after;
        }
    }
    kept.push_str(rest);
    kept
}

/// Copies the files of `web` that Trunk was not told of.
fn copy_new(from: &Path, dist: &Path) -> Result<()> {
    if !from.is_dir() {
        return Ok(());
    }
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry?;
        let inner = entry.path().strip_prefix(from)?;
        let to = dist.join(inner);
        if entry.file_type().is_dir() {
            fs::create_dir_all(&to)?;
        } else if !to.exists() && !NOT_COPIED.iter().any(|name| inner == Path::new(name)) {
            fs::copy(entry.path(), &to)
                .with_context(|| format!("cannot write {}", to.display()))?;
        }
    }
    Ok(())
}

/// Compiles the finished module the way a browser does: wasm-opt can write what browsers refuse.
fn check_wasm(project: &Project, dist: &Path) -> Result<()> {
    if !project.has("node") {
        println!(
            "node is not on PATH, so the finished WebAssembly was not tried before the browser"
        );
        return Ok(());
    }
    let script = "WebAssembly.compile(require('fs').readFileSync(process.argv[1])).catch(e => { console.error(e.message); process.exit(1) })";
    for file in crate::dist::files(dist)? {
        if file.extension().is_some_and(|kind| kind == "wasm") {
            command::output(project.command("node").args(["-e", script]).arg(&file)).with_context(
                || {
                    format!(
                        "{} is no module that a browser would take",
                        project.shown(&file)
                    )
                },
            )?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{WASM_FLAG, without_trunk_links};

    #[test]
    fn only_trunks_own_links_go() {
        let page = "<head>\n  <link data-trunk rel=\"rust\" />\n  <link rel=\"icon\" href=\"a.svg\">\n</head>";
        assert_eq!(
            without_trunk_links(page),
            "<head>\n  <link rel=\"icon\" href=\"a.svg\">\n</head>"
        );
        assert_eq!(without_trunk_links("<p>none</p>"), "<p>none</p>");
    }

    #[test]
    fn the_flag_is_the_one_of_the_cargo_configuration() {
        let config = include_str!("../../.cargo/config.toml");
        let words: Vec<String> = WASM_FLAG
            .split(' ')
            .map(|word| format!("\"{word}\""))
            .collect();
        assert!(
            config.contains(&words.join(", ")),
            "the flag in .cargo/config.toml is another one"
        );
    }
}

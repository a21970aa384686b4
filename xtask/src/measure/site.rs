//! `dist` and the example blog as a good host has them, in folders of their own.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use aftermile_server::{ASKED, Options, Port, Server};
use anyhow::{Context, Result};

use crate::project::Project;
use crate::{command, dist};

/// Copies `dist` with a compressed file beside each.
pub fn compressed(project: &Project) -> Result<PathBuf> {
    let to = emptied(project, "dist")?;
    copy_compressed(&project.dist(), &to)?;
    Ok(to)
}

/// Builds the example blog, whose article holds the widget from that address.
pub fn blog(project: &Project, files: &str) -> Result<PathBuf> {
    let built = emptied(project, "blog-built")?;
    command::run(
        project
            .command("hugo")
            .args(["--quiet", "--noBuildLock", "--source"])
            .arg(project.root.join("examples/hugo"))
            .arg("--destination")
            .arg(&built)
            .env("HUGO_PARAMS_AFTERMILE", files),
    )
    .context("the example blog is built by hugo; on Debian: apt-get install hugo")?;
    let to = emptied(project, "blog")?;
    copy_compressed(&built, &to)?;
    Ok(to)
}

/// Serves the copy of `dist` under the page's own policy.
pub fn serve_dist(folder: PathBuf) -> Result<Server> {
    serve(Options::strict(folder))
}

/// Serves the blog, which has no policy.
pub fn serve_blog(folder: PathBuf) -> Result<Server> {
    let mut options = Options::strict(folder);
    options.policy = None;
    serve(options)
}

fn serve(mut options: Options) -> Result<Server> {
    options.caching = vec![("/".to_owned(), ASKED.to_owned())];
    Server::start(options, Port::Any)
}

fn emptied(project: &Project, name: &str) -> Result<PathBuf> {
    let folder = project.target.join("measure").join(name);
    if folder.is_dir() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

fn copy_compressed(from: &Path, to: &Path) -> Result<()> {
    // A release's files stand there twice.
    let mut known: HashMap<Vec<u8>, Vec<u8>> = HashMap::new();
    for path in dist::files(from)? {
        let inner = path.strip_prefix(from)?;
        let target = to.join(inner);
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent)?;
        }
        let content = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        fs::write(&target, &content)?;
        // What is only downloaded, or read by programs, is no part of a view.
        let aside = ["npm", "hosts"].iter().any(|one| inner.starts_with(one))
            || inner == Path::new("aftermile.html");
        if aside || !dist::shrinks(&path) {
            continue;
        }
        let brotli = match known.get(&content) {
            Some(brotli) => brotli.clone(),
            None => dist::brotli(&content)?,
        };
        let mut name = target.into_os_string();
        name.push(".br");
        fs::write(name, &brotli)?;
        known.insert(content, brotli);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use aftermile_server::{ASKED, FOR_GOOD, STRICT_POLICY};

    #[test]
    fn it_is_served_as_hosting_says() {
        let hosting = include_str!("../../../HOSTING.md");
        for value in [ASKED, FOR_GOOD, STRICT_POLICY] {
            assert!(hosting.contains(value), "HOSTING.md lacks: {value}");
        }
    }
}

//! `cargo xtask publish`: puts `dist` where a host reads it. The folder of a version that was published is never
//! changed, and those of earlier versions stay, for articles name them.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use super::{hosts, release};
use crate::dist;
use crate::project::Project;

#[derive(clap::Args)]
pub struct Arguments {
    /// The folder that the host reads, with all that was published before; made when it is not there
    folder: PathBuf,
    /// Fail unless the version that was built is this one, such as v1.2.3
    #[arg(long, value_name = "VERSION")]
    tag: Option<String>,
    /// Put .br and .gz beside each file, for servers that send such: nginx, Caddy
    #[arg(long)]
    compressed: bool,
}

pub fn run(project: &Project, arguments: &Arguments) -> Result<()> {
    let version = release::name();
    if let Some(tag) = &arguments.tag {
        ensure!(
            *tag == version,
            "the tag is {tag}, but Cargo.toml says {version}; raise the version there, or set the tag that fits"
        );
    }
    let Published { new, newest } = publish(&project.dist(), &arguments.folder, &version)?;
    if arguments.compressed {
        compress(&resolved(&arguments.folder)?)?;
    }
    println!(
        "{} holds {}; its folder {version} {}.",
        arguments.folder.display(),
        if new { "a new version" } else { "what it held" },
        if new {
            "is new and stays as it is"
        } else {
            "was there with the same bytes"
        }
    );
    if !newest {
        println!("The page itself is of a later version there, and was left as it is.");
    }
    Ok(())
}

#[derive(Debug, PartialEq, Eq)]
struct Published {
    /// Whether the version was not there before.
    new: bool,
    /// Whether none that is there is later: the page itself is of that one.
    newest: bool,
}

/// Nothing is written when it is not allowed.
fn publish(dist: &Path, to: &Path, version: &str) -> Result<Published> {
    let to = &resolved(to)?;
    let built = dist.join(version);
    ensure!(
        built.join("embed.js").is_file(),
        "{} is not there; build it first: cargo xtask dist",
        built.display()
    );
    ensure!(
        !overlap(dist, to)?,
        "{} and {}, where the build is, lie in one another; name a folder elsewhere. Nothing was changed.",
        to.display(),
        dist.display()
    );
    let mut old = Vec::new();
    if to.is_dir() {
        for entry in fs::read_dir(to).with_context(|| format!("cannot read {}", to.display()))? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            // What a host or a version control keeps for itself stays too.
            if !name.starts_with('.') && !release::is_folder(&name) {
                old.push(name);
            }
        }
    }
    ensure!(
        old.is_empty() || (old.iter().any(|name| name == "embed.js")),
        "{} holds other things than this site; name a folder of its own, or an empty one",
        to.display()
    );
    let published = to.join(version);
    let new = !published.exists();
    if !new && let Some(other) = difference(&built, &published)? {
        bail!(
            "{version} is published already with other content ({other}); pages rely on it as it is. \
             Raise the version in Cargo.toml and publish that. Nothing was changed."
        );
    }
    fs::create_dir_all(to)?;
    if new {
        // Whole or not at all: half a copy would count as the version's content from then on.
        let begun = to.join(format!(".{version}"));
        if begun.exists() {
            fs::remove_dir_all(&begun)?;
        }
        for path in dist::files(&built)? {
            copy(&path, &begun.join(path.strip_prefix(&built)?))?;
        }
        fs::rename(&begun, &published)
            .with_context(|| format!("cannot write {}", published.display()))?;
    }
    let newest = releases(to)?
        .iter()
        .all(|name| release::version(name) <= release::version(version));
    if !newest {
        return Ok(Published { new, newest });
    }
    for name in old {
        let path = to.join(name);
        if path.is_dir() {
            fs::remove_dir_all(&path)?;
        } else {
            fs::remove_file(&path)?;
        }
    }
    for path in dist::files(dist)? {
        let inner = path.strip_prefix(dist)?;
        if !in_release(inner) {
            copy(&path, &to.join(inner))?;
        }
    }
    hosts::write_headers(to, &releases(to)?)?;
    Ok(Published { new, newest })
}

/// Whether one folder is the other, or lies in it. The second is [`resolved`], and need not be there yet.
fn overlap(dist: &Path, to: &Path) -> Result<bool> {
    let dist = dist.canonicalize()?;
    Ok(to.starts_with(&dist) || dist.starts_with(to))
}

/// The folder by its own name, whether it is there or not.
fn resolved(folder: &Path) -> Result<PathBuf> {
    let folder = std::path::absolute(folder)?;
    // What is not there has no link in it, so that going up from it is leaving its name out. Where that leads may be there.
    let (there, rest) = there(&folder)?;
    let mut path = there;
    for part in rest.components() {
        if part == Component::ParentDir {
            path.pop();
        } else {
            path.push(part);
        }
    }
    let (there, rest) = self::there(&path)?;
    Ok(there.join(rest))
}

/// As much of the path as is there, by its own name, and the rest.
fn there(path: &Path) -> Result<(PathBuf, &Path)> {
    for one in path.ancestors() {
        if one.exists() {
            return Ok((one.canonicalize()?, path.strip_prefix(one)?));
        }
    }
    bail!("{} is nowhere", path.display())
}

/// Puts the compressed forms beside every file that has none yet.
fn compress(folder: &Path) -> Result<()> {
    // A release's files stand there twice.
    let mut known: HashMap<Vec<u8>, [Vec<u8>; 2]> = HashMap::new();
    for path in dist::files(folder)? {
        let inner = path.strip_prefix(folder)?;
        let only_read = ["npm", "hosts"].iter().any(|one| inner.starts_with(one));
        let hidden = inner
            .components()
            .any(|part| part.as_os_str().to_string_lossy().starts_with('.'));
        if only_read || hidden || !dist::shrinks(&path) {
            continue;
        }
        let [brotli, gzip] = FORMS.map(|form| beside(&path, form));
        if brotli.is_file() && gzip.is_file() {
            continue;
        }
        let content = fs::read(&path)?;
        let forms = match known.get(&content) {
            Some(forms) => forms.clone(),
            None => [dist::brotli(&content)?, dist::gzip(&content)?],
        };
        for (to, form) in [brotli, gzip].iter().zip(&forms) {
            fs::write(to, form).with_context(|| format!("cannot write {}", to.display()))?;
        }
        known.insert(content, forms);
    }
    Ok(())
}

const FORMS: [&str; 2] = ["br", "gz"];

fn beside(path: &Path, form: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(form);
    name.into()
}

fn in_release(inner: &Path) -> bool {
    inner
        .components()
        .next()
        .is_some_and(|first| release::is_folder(&first.as_os_str().to_string_lossy()))
}

/// The versions whose folders stand there, in order.
fn releases(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if release::is_folder(&name) {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// The first file that is not the same in both, or only in one.
fn difference(built: &Path, published: &Path) -> Result<Option<String>> {
    let (one, mut other) = (content(built)?, content(published)?);
    for (name, path) in one {
        match other.remove(&name) {
            Some(there) if fs::read(&path)? == fs::read(&there)? => {}
            _ => return Ok(Some(name)),
        }
    }
    Ok(other.into_keys().next())
}

fn content(folder: &Path) -> Result<BTreeMap<String, PathBuf>> {
    let mut found = BTreeMap::new();
    for path in dist::files(folder)? {
        // A compressed form beside its file is no other content.
        let form = path.extension().unwrap_or_default().to_string_lossy();
        if FORMS.contains(&form.as_ref()) && path.with_extension("").is_file() {
            continue;
        }
        let name = path.strip_prefix(folder)?.to_string_lossy().into_owned();
        found.insert(name, path);
    }
    Ok(found)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::copy(from, to).with_context(|| format!("cannot write {}", to.display()))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORKFLOW: &str = include_str!("../../../.github/workflows/pages.yml");

    /// A build of this version, whose loader holds this text, and an empty place to publish to.
    fn built(name: &str, version: &str, text: &str) -> (PathBuf, PathBuf) {
        let folder = std::env::temp_dir().join(format!("aftermile-{name}-{}", std::process::id()));
        let dist = folder.join("dist");
        if dist.exists() {
            fs::remove_dir_all(&dist).unwrap();
        }
        fs::create_dir_all(dist.join(version)).unwrap();
        for file in ["embed.js", "index.html", &format!("{version}/embed.js")] {
            fs::write(dist.join(file), text).unwrap();
        }
        (dist, folder.join("site"))
    }

    const NEW: Published = Published {
        new: true,
        newest: true,
    };

    fn read(site: &Path, name: &str) -> String {
        fs::read_to_string(site.join(name)).unwrap_or_default()
    }

    #[test]
    fn earlier_versions_stay_and_the_page_is_the_newest() {
        let (dist, site) = built("stay", "v1.0.0", "first");
        fs::write(dist.join("gone.js"), "first").unwrap();
        assert_eq!(publish(&dist, &site, "v1.0.0").unwrap(), NEW);
        fs::write(site.join(".git"), "kept").unwrap();
        let (dist, _) = built("stay", "v1.1.0", "second");
        assert_eq!(publish(&dist, &site, "v1.1.0").unwrap(), NEW);
        assert_eq!(read(&site, "v1.0.0/embed.js"), "first");
        assert_eq!(read(&site, "v1.1.0/embed.js"), "second");
        assert_eq!(read(&site, "index.html"), "second");
        assert_eq!(read(&site, ".git"), "kept");
        assert!(!site.join("gone.js").exists());
        let headers = read(&site, "_headers");
        assert!(headers.contains("/v1.0.0/*") && headers.contains("/v1.1.0/*"));
        fs::remove_dir_all(site.parent().unwrap()).unwrap();
    }

    #[test]
    fn other_bytes_under_a_published_version_are_refused() {
        let (dist, site) = built("refused", "v1.0.0", "first");
        publish(&dist, &site, "v1.0.0").unwrap();
        assert!(
            !publish(&dist, &site, "v1.0.0").unwrap().new,
            "the same is no news"
        );
        fs::write(dist.join("v1.0.0/more.js"), "more").unwrap();
        let error = publish(&dist, &site, "v1.0.0").unwrap_err().to_string();
        assert!(error.contains("more.js"), "{error}");
        let (dist, _) = built("refused", "v1.0.0", "second");
        assert!(publish(&dist, &site, "v1.0.0").is_err());
        assert_eq!(read(&site, "v1.0.0/embed.js"), "first");
        assert_eq!(read(&site, "index.html"), "first", "nothing was changed");
        fs::remove_file(site.join("v1.0.0/embed.js")).unwrap();
        assert!(
            publish(&dist, &site, "v1.0.0").is_err(),
            "one that is missing"
        );
        fs::remove_dir_all(site.parent().unwrap()).unwrap();
    }

    #[test]
    fn compressed_forms_stand_beside_and_are_no_other_content() {
        let (dist, site) = built("compressed", "v1.0.0", "one one one one");
        publish(&dist, &site, "v1.0.0").unwrap();
        compress(&site).unwrap();
        for name in ["embed.js.br", "index.html.gz", "v1.0.0/embed.js.gz"] {
            assert!(site.join(name).is_file(), "{name}");
        }
        assert!(!site.join("_headers.br").exists());
        assert!(!publish(&dist, &site, "v1.0.0").unwrap().new);
        // What stood for the page before does not stay beside the new one.
        assert!(!site.join("embed.js.br").exists());
        assert!(site.join("v1.0.0/embed.js.br").is_file());
        fs::remove_dir_all(site.parent().unwrap()).unwrap();
    }

    #[test]
    fn a_folder_of_something_else_is_left_alone() {
        let (dist, site) = built("else", "v1.0.0", "first");
        fs::create_dir_all(&site).unwrap();
        fs::write(site.join("letters.txt"), "mine").unwrap();
        assert!(publish(&dist, &site, "v1.0.0").is_err());
        assert_eq!(read(&site, "letters.txt"), "mine");
        assert!(publish(&site, &dist, "v1.0.0").is_err(), "nothing built");
        fs::remove_dir_all(site.parent().unwrap()).unwrap();
    }

    #[test]
    fn an_earlier_version_comes_beside_and_leaves_the_page() {
        // In words v1.10.0 would come before v1.9.1.
        let (dist, site) = built("earlier", "v1.10.0", "later");
        publish(&dist, &site, "v1.10.0").unwrap();
        let headers = read(&site, "_headers");
        let (dist, _) = built("earlier", "v1.9.1", "earlier");
        let published = publish(&dist, &site, "v1.9.1").unwrap();
        assert!(published.new && !published.newest);
        assert_eq!(read(&site, "v1.9.1/embed.js"), "earlier");
        for name in ["index.html", "embed.js"] {
            assert_eq!(read(&site, name), "later");
        }
        assert_eq!(read(&site, "_headers"), headers);
        let (dist, _) = built("earlier", "v1.11.0", "latest");
        assert_eq!(publish(&dist, &site, "v1.11.0").unwrap(), NEW);
        assert_eq!(read(&site, "index.html"), "latest");
        assert!(read(&site, "_headers").contains("/v1.9.1/*"));
        fs::remove_dir_all(site.parent().unwrap()).unwrap();
    }

    #[test]
    fn the_build_is_never_published_onto_itself() {
        let (dist, site) = built("itself", "v1.0.0", "first");
        let around = dist.parent().unwrap();
        for to in [
            dist.as_path(),
            &dist.join("site"),
            &dist.join("v1.0.0"),
            &around.join("dist/../dist"),
            &around.join("not-there/../dist"),
            &around.join("not-there/nor-this/../../dist/site"),
            around,
        ] {
            let error = publish(&dist, to, "v1.0.0").unwrap_err().to_string();
            assert!(error.contains("in one another"), "{error}");
            assert_eq!(read(&dist, "index.html"), "first");
            assert!(!dist.join("site").exists());
        }
        assert_eq!(publish(&dist, &site, "v1.0.0").unwrap(), NEW);
        // Nor is what was published taken for a place where nothing is.
        fs::write(dist.join("v1.0.0/embed.js"), "second").unwrap();
        let to = around.join("not-there/../site");
        assert!(publish(&dist, &to, "v1.0.0").is_err());
        assert_eq!(read(&site, "v1.0.0/embed.js"), "first");
        assert!(!around.join("not-there").exists());
        fs::remove_dir_all(around).unwrap();
    }

    #[test]
    fn only_tags_of_versions_are_published_and_past_this_check() {
        let (on, jobs) = WORKFLOW.split_once("\njobs:").unwrap();
        assert!(on.contains("tags: [\"v[0-9]+.[0-9]+.[0-9]+\"]"));
        assert!(!on.contains("branches") && !on.contains("dispatch"));
        assert!(jobs.contains("cargo xtask publish site --tag \"$GITHUB_REF_NAME\""));
    }
}

//! What README and examples tell a blog owner to paste, pasted as it stands.

use std::fs;
use std::path::Path;

use aftermile_e2e::{Settings, Site, SiteOptions, visit_site};
use anyhow::{Context, Result, ensure};

use super::runner::easy_run;
use super::until;

/// Where the texts say that the files are.
const THERE: &str = "https://run.example/aftermile/";

const TAG: &str = "<aftermile-widget";

/// The blocks of HTML of a document that name the files, with their real address.
fn snippets(document: &str, files: &str) -> Result<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(document);
    let text = fs::read_to_string(&path).with_context(|| format!("{document} cannot be read"))?;
    let blocks = text.split("```html\n").skip(1);
    Ok(blocks
        .filter_map(|block| block.split("```").next())
        .filter(|block| block.contains(THERE))
        .map(|block| block.replace(THERE, files))
        .collect())
}

/// An article as another blog would hold it.
fn article(folder: &Path, content: &str) -> Result<()> {
    let page = format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>An article</title><link rel=\"icon\" href=\"data:,\"></head>\n<body><main><h1>After the run</h1>\n{content}\n</main></body></html>"
    );
    Ok(fs::write(folder.join("index.html"), page)?)
}

fn walk(
    name: &str,
    content: &str,
    steps: impl FnOnce(&aftermile_e2e::Visit) -> Result<()>,
) -> Result<()> {
    let folder = tempfile::tempdir()?;
    article(folder.path(), content)?;
    let mut site = SiteOptions::of(folder.path().to_owned());
    site.policy = None;
    visit_site(name, &Settings::phone(), site, |page| steps(page))
}

fn files() -> Result<Site> {
    Site::start(SiteOptions {
        recorder: false,
        ..SiteOptions::dist()?
    })
}

#[test]
fn the_tag_of_readme_works_as_it_is_pasted() -> Result<()> {
    let files = files()?;
    let all = snippets("README.md", &files.url(""))?;
    let [content] = all.as_slice() else {
        anyhow::bail!("README shows {} tags", all.len());
    };
    walk("readme", content, |page| {
        runs(page)?;
        page.inside("iframe", || easy_run(page)?.has_steps(&["walk_down"]))
    })
}

fn runs(page: &aftermile_e2e::Visit) -> Result<()> {
    until(
        page,
        "the widget runs",
        "document.querySelector('aftermile-widget').dataset.state === 'ready'",
    )
}

/// Each kind of blog has its own block to copy, and what is copied from it runs.
#[test]
fn what_the_examples_show_for_each_blog_works_as_it_is_pasted() -> Result<()> {
    let files = files()?;
    let all = snippets("examples/README.md", &files.url(""))?;
    let tags: Vec<&String> = all.iter().filter(|one| one.contains(TAG)).collect();
    ensure!(
        tags.len() == 5,
        "examples/README.md shows {} tags",
        tags.len()
    );
    for (at, content) in tags.into_iter().enumerate() {
        walk(&format!("example-{at}"), content, |page| {
            runs(page)?;
            page.inside("iframe", || page.see("What do your legs need now?"))
        })?;
    }
    Ok(())
}

/// Where scripts do not run, what is pasted still says the least that a runner needs, and leads to the page.
#[test]
fn the_tag_without_its_script_is_advice_and_a_link() -> Result<()> {
    let files = files()?;
    let all = snippets("README.md", &files.url(""))?;
    let content = all.first().context("README shows no tag")?;
    let (tag, _script) = content.split_once("<script").context("no script")?;
    walk("readme-stripped", tag, |page| {
        page.see("walk easily for 5 to 10 minutes")?;
        page.see("call your emergency number")?;
        page.check_accessibility()?;
        page.click_at("a[href]")?;
        page.element("[data-action=start]").map(drop)
    })
}

#[test]
fn where_scripts_are_stripped_a_link_or_a_frame_opens_the_page() -> Result<()> {
    let files = files()?;
    let all = snippets("examples/README.md", &files.url(""))?;
    let others: Vec<&String> = all.iter().filter(|one| !one.contains(TAG)).collect();
    let [link, frame] = others.as_slice() else {
        anyhow::bail!("examples/README.md shows {} other ways", others.len());
    };
    walk("readme-link", link, |page| {
        page.check_accessibility()?;
        page.click_at("a[href]")?;
        page.element("[data-action=start]")?;
        ensure!(page.url()? == files.url(""));
        Ok(())
    })?;
    walk("readme-frame", frame, |page| {
        page.inside("iframe", || easy_run(page)?.has_steps(&["walk_down"]))
    })
}

/// The page in someone's frame is an embed: it leaves that page's history alone and keeps nothing for offline use.
#[test]
fn the_framed_page_knows_that_it_is_in_a_frame() -> Result<()> {
    let files = files()?;
    let all = snippets("examples/README.md", &files.url(""))?;
    let frame = all.iter().find(|one| one.contains("<iframe"));
    walk("framed", frame.context("no frame")?, |page| {
        let before = page.script("return history.length", vec![])?;
        page.inside("iframe", || {
            page.element("[data-place=frame]")?;
            page.see("Runs that you save here belong to this page")?;
            page.see("Open Aftermile on its own page")?;
            let installs = page.script(
                "const event = new Event('beforeinstallprompt', { cancelable: true });
                 dispatchEvent(event);
                 return event.defaultPrevented",
                vec![],
            )?;
            ensure!(installs == false, "it would offer to install the page");
            easy_run(page)?.has_steps(&["walk_down"])?;
            // Longer than the page waits before it sees to offline use.
            std::thread::sleep(std::time::Duration::from_millis(1500));
            let workers = page.script_calling_back(
                "const done = arguments[0]; navigator.serviceWorker.getRegistrations().then((all) => done(all.length), () => done(0))",
                vec![],
            )?;
            ensure!(workers == 0, "it registered a worker");
            page.click_at("[data-action=home]")?;
            page.click_at("[data-action=hand-over]")
        })?;
        page.in_the_new_window(|| {
            until(
                page,
                "the run is there",
                "Object.keys(localStorage).some((key) => key.includes(':run:'))",
            )
        })?;
        let after = page.script("return history.length", vec![])?;
        ensure!(after == before, "{after} entries instead of {before}");
        Ok(())
    })
}

/// As HOSTING says of a policy that goes by a nonce: it is on the loader alone, and no address is allowed beside it.
#[test]
fn a_nonce_on_the_pasted_script_is_enough() -> Result<()> {
    let files = files()?;
    let all = snippets("README.md", &files.url(""))?;
    let content = all.first().context("README shows no tag")?;
    let origin = files.url("").trim_end_matches('/').to_owned();
    for (mode, more) in [
        ("page", format!("'wasm-unsafe-eval'; connect-src {origin}")),
        ("frame", format!("; frame-src {origin}")),
    ] {
        let folder = tempfile::tempdir()?;
        let tag = content
            .replace(TAG, &format!("{TAG} mode=\"{mode}\""))
            .replace("<script ", "<script nonce=\"1234\" ");
        article(folder.path(), &tag)?;
        let mut site = SiteOptions::of(folder.path().to_owned());
        // It would need a nonce of its own.
        site.recorder = false;
        site.policy = Some(format!(
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'nonce-1234' 'strict-dynamic' {more}"
        ));
        visit_site(&format!("nonce-{mode}"), &Settings::phone(), site, |page| {
            runs(page)
        })?;
    }
    Ok(())
}

//! Without a network: the installed page, its updates, and the single file.

#[path = "../journeys/runner.rs"]
#[allow(dead_code)] // Each suite needs other words of it.
mod runner;

mod build;
mod js;
mod one_file;
mod private;
#[path = "../memory/run_files.rs"]
#[allow(dead_code)]
mod run_files;
mod sealed;

use std::time::Duration;

use aftermile_e2e::{Settings, SiteOptions, Visit, visit_site};
use anyhow::{Context, Result, ensure};
use build::{Build, build_of, runs_on};
use run_files::{Files, RUNNING, recording, text};
use runner::{Runner, easy_run};
use serde_json::{Value, json};

/// The site without the recorder: the service worker takes a page only as it was built.
fn site(build: &Build) -> SiteOptions {
    SiteOptions {
        recorder: false,
        ..SiteOptions::of(build.folder().to_owned())
    }
}

/// Waits until this build is kept for use without a network.
fn kept(page: &Visit) -> Result<()> {
    let ask = "const done = arguments[0];
        navigator.serviceWorker.getRegistration().then((one) => done(Boolean(one?.active)), () => done(false));";
    let there = page.wait(|| {
        let answer = page.script_calling_back(ask, Vec::new())?;
        Ok((answer == Value::Bool(true)).then_some(()))
    })?;
    there.context("the service worker did not become active")
}

/// Looks for a new build, as the browser does now and then by itself. True when it is ready and waits.
fn look_for_update(page: &Visit) -> Result<bool> {
    let ask = "const done = arguments[0];
        (async () => {
            const one = await navigator.serviceWorker.getRegistration();
            try { await one.update(); } catch { return done(false); }
            const next = one.installing;
            if (next) await new Promise((ended) => {
                next.addEventListener('statechange', () => ['installed', 'redundant'].includes(next.state) && ended());
            });
            done(Boolean(one.waiting));
        })();";
    Ok(page.script_calling_back(ask, Vec::new())? == Value::Bool(true))
}

fn open_history(page: &Visit) -> Result<()> {
    page.click_at("[data-action=history]")?;
    page.element("[data-run]").map(drop)
}

/// A moment of the session, with its drawing, and back to the answer.
fn follow_a_little(page: &Visit) -> Result<()> {
    page.click_at("[data-action=play]")?;
    page.element("[data-state=running]")?;
    page.element("svg.fig[data-figure]")?;
    page.click_at("[data-action=end]")?;
    page.click_at("[data-action=end-session]")?;
    page.element("[data-screen=answer]").map(drop)
}

#[test]
fn with_the_server_stopped_everything_works() -> Result<()> {
    let build = Build::of_dist()?;
    visit_site("offline", &Settings::phone(), site(&build), |page| {
        page.see("What do your legs need now?")?;
        kept(page)?;
        page.go_offline();
        page.reload()?;
        easy_run(page)?.has_steps(&["walk_down", "roll", "stretch"])?;
        follow_a_little(page)?;
        page.reload()?;
        open_history(page)?;
        page.click_at("[data-run]")?;
        page.see("Look after it yourself")?;
        page.take_errors()?; // The browser's own look for a newer worker finds no network.
        Ok(())
    })
}

#[test]
fn with_the_server_stopped_runs_come_in_and_go_out() -> Result<()> {
    let build = Build::of_dist()?;
    visit_site("offline-files", &Settings::phone(), site(&build), |page| {
        page.see("What do your legs need now?")?;
        kept(page)?;
        page.go_offline();
        page.reload()?;
        // In: a watch's file, and a table of many runs.
        let files = Files::new()?;
        let run = files.write("run.fit", recording(&[RUNNING], 30)?)?;
        let list = files.write("activities.csv", text::STRAVA)?;
        page.click_at("[data-action=import-runs]")?;
        page.element("[data-screen=files]")?;
        page.choose_files("[data-action=choose-run]", &[&run, &list])?;
        page.see("3 new runs")?;
        page.click_at("[data-action=merge]")?;
        page.see("3 new, 0 changed")?;
        page.reload()?;
        // Out: everything as a file, erased, and back.
        page.click_at("[data-action=history]")?;
        page.see("3 runs on this device")?;
        page.click_at("[data-action=data]")?;
        page.script(
            "window.caught = [];
             const make = URL.createObjectURL;
             URL.createObjectURL = (blob) => { window.caught.push(blob.text()); return make.call(URL, blob); };",
            Vec::new(),
        )?;
        page.click_at("[data-action=export]")?;
        page.see("on its way to your downloads")?;
        let file = page.script_calling_back("window.caught[0].then(arguments[0]);", Vec::new())?;
        let file = file.as_str().context("no file was offered")?;
        page.click_at("[data-action=erase-all]")?;
        page.click_at("[data-action=erase-yes]")?;
        page.see("holds nothing of yours")?;
        let saved = files.write("aftermile-runs.json", file)?;
        page.choose_files("[data-action=choose-file]", &[&saved])?;
        page.see("3 new runs")?;
        page.click_at("[data-action=merge]")?;
        page.see("3 new, 0 changed")?;
        page.take_errors()?; // The browser's own look for a newer worker finds no network.
        Ok(())
    })
}

/// Cloudflare and others send `page.html` on to `page`; a browser opens no page with an answer that was sent on.
#[test]
fn on_a_host_that_leaves_endings_out_the_rulebook_opens_without_a_network() -> Result<()> {
    let build = Build::of_dist()?;
    let site = SiteOptions {
        without_endings: true,
        ..site(&build)
    };
    visit_site("without-endings", &Settings::phone(), site, |page| {
        page.see("What do your legs need now?")?;
        kept(page)?;
        let rulebook = page.address("rulebook.html")?;
        page.go_offline();
        page.reload()?;
        page.see("What do your legs need now?")?;
        page.open(&rulebook)?;
        page.element("article h3")?;
        page.take_errors()?; // The browser's own look for a newer worker finds no network.
        Ok(())
    })
}

/// Back, one question at a time.
fn back_to_the_card(page: &Visit) -> Result<()> {
    for _ in 0..8 {
        if page.count("[data-screen=card]")? > 0 {
            return Ok(());
        }
        page.click_at("[data-action=back]")?;
        page.settle()?;
    }
    anyhow::bail!("the card does not come")
}

#[test]
fn an_update_is_offered_between_runs_and_keeps_everything() -> Result<()> {
    let build = Build::of_dist()?;
    build.mark(1)?;
    visit_site("update", &Settings::phone(), site(&build), |page| {
        page.see("What do your legs need now?")?;
        kept(page)?;
        page.reload()?;
        easy_run(page)?;
        page.click_at("[data-action=home]")?;
        let mut me = Runner::start(page)?;
        me.at("safety")?.go("none")?;
        me.at("run")?.choose("kind", "tempo")?;
        ensure!(build_of(page)? == json!([1, 1]));
        build.mark(2)?;
        ensure!(look_for_update(page)?, "the new build is not ready");
        std::thread::sleep(Duration::from_millis(300));
        ensure!(
            page.count("[data-offer]")? == 0,
            "offered in the middle of an interview"
        );
        ensure!(build_of(page)? == json!([1, 1]), "taken over unasked");
        back_to_the_card(page)?;
        page.see("A newer Aftermile is ready")?;
        page.check_accessibility()?;
        page.picture("update-offered")?;
        page.click_at("[data-action=update]")?;
        let changed =
            page.wait(|| Ok((build_of(page).ok() == Some(json!([2, 2]))).then_some(())))?;
        changed.with_context(|| format!("still {:?}", build_of(page)))?;
        // The draft and the run are there, and the old build is gone from the device.
        page.click_at("[data-action=resume]")
            .or_else(|_| page.element("[data-screen]").map(drop))?;
        me.at("safety")?.go("none")?;
        me.at("run")?.edit("kind")?;
        let pressed = page.attribute("[data-fact=kind][data-value=tempo]", "aria-pressed")?;
        ensure!(pressed.as_deref() == Some("true"), "the draft is gone");
        let caches = page.script_calling_back("caches.keys().then(arguments[0])", Vec::new())?;
        ensure!(
            caches.as_array().is_some_and(|all| all.len() == 1),
            "{caches}"
        );
        back_to_the_card(page)?;
        open_history(page)
    })
}

/// An update that is asked for in one tab leaves another one in the middle of its questions, on its own build.
#[test]
fn an_update_in_one_tab_disturbs_no_other() -> Result<()> {
    let build = Build::of_dist()?;
    build.mark(1)?;
    visit_site("update-tabs", &Settings::phone(), site(&build), |page| {
        page.see("What do your legs need now?")?;
        kept(page)?;
        page.reload()?;
        runs_on(page, 1)?;
        let mut me = Runner::start(page)?;
        me.at("safety")?.go("none")?;
        me.at("run")?.choose("kind", "tempo")?;
        page.script(
            "const button = document.createElement('button');
             button.id = 'go';
             button.textContent = 'Go';
             button.addEventListener('click', () => open(location.href));
             document.querySelector('main').prepend(button);",
            Vec::new(),
        )?;
        page.click_at("#go")?;
        page.in_the_new_window(|| {
            runs_on(page, 1)?;
            build.mark(2)?;
            ensure!(look_for_update(page)?, "the new build is not ready");
            // A window that a page opens begins where that page is.
            back_to_the_card(page)?;
            page.click_at("[data-action=update]")?;
            let changed =
                page.wait(|| Ok((build_of(page).ok() == Some(json!([2, 2]))).then_some(())))?;
            changed.with_context(|| format!("still {:?}", build_of(page)))
        })?;
        std::thread::sleep(Duration::from_millis(500));
        page.element("[data-screen=run]")?;
        ensure!(page.count("#go")? == 1, "the other tab was loaded anew");
        ensure!(build_of(page)? == json!([1, 1]));
        let style = page.script_calling_back(
            "const done = arguments[0];
             fetch('style.css').then((answer) => answer.text()).then((text) => done(/--built: (\\d+)/.exec(text)?.[1]), done)",
            Vec::new(),
        )?;
        ensure!(style == "1", "a file of build {style} came into build 1");
        // Opened anew it is of the new build, and the old one goes once nobody lives on it. One that waits stays.
        build.mark(3)?;
        ensure!(look_for_update(page)?, "the third build is not ready");
        page.reload()?;
        runs_on(page, 2)?;
        page.reload()?;
        runs_on(page, 2)?;
        keeps_builds(page, &[2, 3])?;
        back_to_the_card(page)?;
        page.click_at("[data-action=update]")?;
        let changed =
            page.wait(|| Ok((build_of(page).ok() == Some(json!([3, 3]))).then_some(())))?;
        changed.with_context(|| format!("still {:?}", build_of(page)))?;
        keeps_builds(page, &[3])?;
        page.go_offline();
        page.reload()?;
        runs_on(page, 3)?;
        page.take_errors()?; // The browser's own look for a newer worker finds no network.
        Ok(())
    })
}

/// Waits until these builds and no others are kept.
fn keeps_builds(page: &Visit, numbers: &[u32]) -> Result<()> {
    let mut seen = Vec::new();
    let so = page.wait(|| {
        let all = page.script_calling_back("caches.keys().then(arguments[0])", Vec::new())?;
        seen = serde_json::from_value::<Vec<String>>(all)?;
        let each = |number: &u32| seen.iter().any(|one| one.contains(&format!(":{number}-")));
        Ok((seen.len() == numbers.len() && numbers.iter().all(each)).then_some(()))
    })?;
    so.with_context(|| format!("{seen:?} are kept instead of {numbers:?}"))
}

/// A host that takes a new build back: the earlier one is fetched anew while it is in use, here in vain.
#[test]
fn a_host_that_goes_back_to_an_earlier_build_harms_nothing() -> Result<()> {
    let build = Build::of_dist()?;
    build.mark(1)?;
    visit_site("taken-back", &Settings::phone(), site(&build), |page| {
        page.see("What do your legs need now?")?;
        kept(page)?;
        page.reload()?;
        runs_on(page, 1)?;
        build.mark(2)?;
        ensure!(look_for_update(page)?, "the new build is not ready");
        build.mark(1)?;
        std::fs::remove_file(build.folder().join("rulebook.html"))?;
        look_for_update(page)?;
        page.go_offline();
        page.reload()?;
        runs_on(page, 1)?;
        page.go_online()?;
        // A third build, on top of all that.
        build.mark(3)?;
        std::fs::copy(
            SiteOptions::dist()?.root.join("rulebook.html"),
            build.folder().join("rulebook.html"),
        )?;
        ensure!(look_for_update(page)?, "the third build is not ready");
        page.click_at("[data-action=update]")?;
        let changed =
            page.wait(|| Ok((build_of(page).ok() == Some(json!([3, 3]))).then_some(())))?;
        changed.with_context(|| format!("still {:?}", build_of(page)))?;
        page.go_offline();
        page.reload()?;
        runs_on(page, 3)?;
        page.take_errors()?; // The missing file, and the browser's own look for a newer worker.
        Ok(())
    })
}

#[test]
fn half_an_update_is_none() -> Result<()> {
    let build = Build::of_dist()?;
    build.mark(1)?;
    let mut slow = site(&build);
    slow.delays
        .push((".wasm".to_owned(), Duration::from_secs(2)));
    visit_site("half-update", &Settings::phone(), slow, |page| {
        page.see("What do your legs need now?")?;
        kept(page)?;
        page.reload()?;
        runs_on(page, 1)?;
        // A host in the middle of being filled: the worker is new, one file is still the old one.
        build.mark(2)?;
        build.mix()?;
        ensure!(!look_for_update(page)?, "a mixed build was taken");
        page.reload()?;
        runs_on(page, 1)?;
        // The network goes while the new build is on its way.
        build.mark(2)?;
        page.script(
            "navigator.serviceWorker.getRegistration().then((one) => one.update()).catch(() => {})",
            Vec::new(),
        )?;
        std::thread::sleep(Duration::from_millis(900));
        page.go_offline();
        std::thread::sleep(Duration::from_millis(1800));
        page.reload()?;
        runs_on(page, 1)?;
        page.go_online()?;
        ensure!(look_for_update(page)?, "the whole build is not taken");
        page.click_at("[data-action=update]")?;
        let changed =
            page.wait(|| Ok((build_of(page).ok() == Some(json!([2, 2]))).then_some(())))?;
        changed.with_context(|| format!("still {:?}", build_of(page)))?;
        page.take_errors()?; // The failed attempts are in the browser's log.
        Ok(())
    })
}

#[test]
fn only_its_own_caches_are_cleared() -> Result<()> {
    let build = Build::of_dist()?;
    visit_site("caches", &Settings::phone(), site(&build), |page| {
        let make = "const done = arguments[0]; caches.open('blog:v1').then(() => caches.open('aftermile:/other/:1')).then(() => done())";
        page.script_calling_back(make, Vec::new())?;
        page.see("What do your legs need now?")?;
        kept(page)?;
        let caches = page.script_calling_back("caches.keys().then(arguments[0])", Vec::new())?;
        let all: Vec<String> = serde_json::from_value(caches)?;
        ensure!(
            all.len() == 3 && all.iter().any(|one| one == "blog:v1"),
            "{all:?}"
        );
        Ok(())
    })
}

/// Another page of the same origin, within the worker's reach: it must not get some files from the device and
/// others from the host.
#[test]
fn an_embed_beside_the_kept_page_takes_all_of_its_files_from_the_host() -> Result<()> {
    let build = Build::of_dist()?;
    build.mark(1)?;
    let blog = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>A blog</title><link rel=\"icon\" href=\"icon.svg\"></head><body>
        <aftermile-widget id=\"one\" mode=\"MODE\"></aftermile-widget><script type=\"module\" src=\"embed.js\"></script></body></html>";
    for mode in ["frame", "page"] {
        std::fs::write(
            build.folder().join(format!("blog-{mode}.html")),
            blog.replace("MODE", mode),
        )?;
    }
    let mut site = site(&build);
    site.policy = None;
    visit_site("embed-beside", &Settings::phone(), site, |page| {
        page.see("What do your legs need now?")?;
        kept(page)?;
        page.reload()?;
        runs_on(page, 1)?;
        build.mark(2)?;
        page.open(&page.address("blog-frame.html")?)?;
        let of_build = |element: &str| {
            page.script(
                &format!("return [globalThis.built, Number(getComputedStyle(document.querySelector('{element}')).getPropertyValue('--built'))]"),
                Vec::new(),
            )
        };
        page.inside("iframe", || {
            page.element("[data-screen=card]")?;
            ensure!(
                of_build("#widget")? == json!([2, 2]),
                "{}",
                of_build("#widget")?
            );
            Ok(())
        })?;
        page.open(&page.address("blog-page.html")?)?;
        page.element("[data-screen=card]")?;
        ensure!(of_build("#one")? == json!([2, 2]), "{}", of_build("#one")?);
        // The kept page itself is still the build that it was.
        page.open(&page.address("")?)?;
        runs_on(page, 1)
    })
}

//! Runs from the files of watches and training sites, chosen on the page.

use super::run_files::{CYCLING, Files, RUNNING, WALKING, recording, text};
use super::runner::Runner;
use super::stored;
use aftermile_e2e::{Key, Settings, Visit, visit};
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::path::{Path, PathBuf};

const FIELD: &str = "[data-action=choose-run]";

/// Opens the import from the card and chooses files.
pub fn choose(page: &Visit, files: &[&Path]) -> Result<()> {
    page.click_at("[data-screen=card] [data-action=import-runs]")?;
    page.element("[data-screen=files]")?;
    page.check_accessibility()?;
    page.check_width()?;
    page.choose_files(FIELD, files)
}

/// Waits for a screen of the import by its title, and checks it.
fn at(page: &Visit, title: &str) -> Result<()> {
    page.see(title)?;
    page.settle()?;
    page.check_accessibility()?;
    page.check_width()
}

/// What a field of the confirmation holds.
fn held(page: &Visit, field: &str) -> Result<String> {
    let value = page.script(
        "return document.querySelector('aftermile-widget').shadowRoot.querySelector(`[data-found=${arguments[0]}]`).value;",
        vec![field.into()],
    )?;
    Ok(value.as_str().unwrap_or_default().to_owned())
}

/// Puts a value into a field as typing does.
fn put(page: &Visit, field: &str, value: &str) -> Result<()> {
    page.script(
        "const field = document.querySelector('aftermile-widget').shadowRoot.querySelector(`[data-found=${arguments[0]}]`);
         field.value = arguments[1];
         for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));",
        vec![field.into(), value.into()],
    )?;
    Ok(())
}

/// The files of the reader that the page itself asked for so far.
fn fetched(page: &Visit) -> Result<usize> {
    let names = page.script(
        "return performance.getEntriesByType('resource').map((one) => one.name.split('/').pop())
           .filter((name) => /import|files[.]json/.test(name));",
        vec![],
    )?;
    Ok(names.as_array().map_or(0, Vec::len))
}

/// From the safety screen to the answer, with what the file says left as it is.
fn answer(page: &Visit) -> Result<()> {
    let mut me = Runner {
        page,
        taps: 0,
        screens: Vec::new(),
    };
    me.at("safety")?.go("none")?;
    me.at("run")?;
    for fact in ["minutes", "finished"] {
        ensure!(
            page.count(&format!("[data-edit={fact}]"))? == 1,
            "{fact} is not shown as chosen"
        );
    }
    if page.count("[data-edit=kind]")? == 0 {
        me.choose("kind", "easy")?;
    }
    me.go("next")?;
    me.at("where")?
        .view("list")?
        .place("quads", "both")?
        .go("next")?;
    me.at("site.quads")?.choose("score", "2")?.go("same")?;
    me.at("began")?.choose("began", "built_up")?;
    me.about_you()?;
    me.at("effort")?.choose("effort", "4")?;
    me.at("you_now")?
        .choose_all(&[
            ("time", "25 min"),
            ("kit", "roller"),
            ("eaten", "not_yet"),
            ("sleep", "h7_8"),
        ])?
        .go("next")?;
    me.at("answer").map(drop)
}

/// A number that a file said of a stored run, by its letter (`src/history/measured.rs`).
fn measured(run: &Value, letter: char) -> Option<i64> {
    let (_, rest) = run["m"].as_str()?.split_once(letter)?;
    let digits = rest.find(|c: char| !c.is_ascii_digit());
    rest[..digits.unwrap_or(rest.len())].parse().ok()
}

/// Imports one run and answers for it.
pub fn import_and_answer(page: &Visit, minutes_ago: u32) -> Result<()> {
    let files = Files::new()?;
    let run = files.write("run.fit", recording(&[RUNNING], minutes_ago)?)?;
    choose(page, &[&run])?;
    at(page, "Is this your run?")?;
    page.click_at("[data-action=answer-run]")?;
    answer(page)
}

/// WebKit's driver speaks American English, whose runners count in miles.
fn in_kilometres(page: &Visit) -> Result<()> {
    page.click_at("[data-fact=units][data-value=metric]")
}

#[test]
fn one_run_is_confirmed_then_every_question_is_asked() -> Result<()> {
    visit("import-one", &Settings::phone(), |page| {
        in_kilometres(page)?;
        page.see("Import a run")?;
        page.picture("import-card")?;
        ensure!(fetched(page)? == 0, "the reader came with the page");
        let files = Files::new()?;
        let run = files.write("run.fit", recording(&[RUNNING], 30)?)?;
        choose(page, &[&run])?;
        at(page, "Is this your run?")?;
        ensure!(fetched(page)? > 0, "the reader was not fetched");
        page.long_picture("import-confirm")?;
        let expected = [
            ("moving_s", "45"),
            ("elapsed_s", "48"),
            ("distance_m", "8.1"),
            ("ascent_m", "120"),
            ("descent_m", "250"),
            ("hr_mean", "148"),
            ("hr_max", "171"),
        ];
        for (field, value) in expected {
            ensure!(
                held(page, field)? == value,
                "{field}: {}",
                held(page, field)?
            );
        }
        ensure!(held(page, "start")?.contains('T'), "no start is shown");
        put(page, "distance_m", "x")?;
        page.see("Distance: 0.1 to 350")?;
        put(page, "distance_m", "8.4")?;
        page.see_no("Distance: 0.1 to 350")?;
        put(page, "hr_max", "")?;
        page.click_at("[data-action=answer-run]")?;
        // A reload in the middle loses nothing.
        page.element("[data-screen=safety]")?;
        page.reload()?;
        answer(page)?;
        let runs = stored(page)?;
        let run = runs.first().context("nothing is stored")?;
        ensure!(runs.len() == 1 && run["src"] == "fit", "{run}");
        ensure!(
            measured(run, 'd') == Some(8400) && measured(run, 'h') == Some(148),
            "{run}"
        );
        ensure!(measured(run, 'x').is_none(), "{run}");
        let ago = run["t"]
            .as_i64()
            .zip(run["f"].as_i64())
            .map(|(t, f)| (t - f) / 60_000);
        ensure!(
            ago.is_some_and(|ago| (29..60).contains(&ago)),
            "ended {ago:?} min ago"
        );
        // 518 000 000 and 99 000 000 semicircles: 43.4 and 8.3 degrees.
        let all = page.script(
            "return JSON.stringify(Object.entries(localStorage));",
            vec![],
        )?;
        for place in ["5180000", "43.41", "9900000", "8.298"] {
            ensure!(
                !all.as_str().unwrap_or_default().contains(place),
                "{place} is kept"
            );
        }
        Ok(())
    })
}

#[test]
fn many_runs_fill_the_history_after_a_preview() -> Result<()> {
    visit("import-many", &Settings::phone(), |page| {
        in_kilometres(page)?;
        let files = Files::new()?;
        let list = files.write("activities.csv", text::STRAVA)?;
        let picture = files.write("photo.png", b"\x89PNG\r\n\x1a\n")?;
        choose(page, &[&list, &picture])?;
        at(page, "Runs from your files")?;
        page.see("2 new runs")?;
        page.see("photo.png: This is a picture")?;
        page.see("No runs, so left out: 1 (cycling)")?;
        // What would be taken in can be looked through before.
        page.see("11 km in all")?;
        page.see("Hills: 1, Kind not known: 1")?;
        ensure!(page.count("[data-count=span]")? == 1, "no time is named");
        page.click("Look at the new runs")?;
        page.see("6 km")?;
        page.settle()?;
        page.check_accessibility()?;
        page.check_width()?;
        page.long_picture("import-many")?;
        ensure!(stored(page)?.is_empty(), "changed before it was agreed to");
        page.click_at("[data-action=merge]")?;
        page.see("2 new, 0 changed")?;
        ensure!(stored(page)?.len() == 2);
        page.click_at("[data-action=undo-import]")?;
        page.see("Taken back")?;
        ensure!(stored(page)?.is_empty(), "not taken back");
        page.click_at("[data-action=history]")?;
        // Again, from the list this time; the same run of a recording comes with it and is one with it.
        page.click_at("[data-screen=history] [data-action=import-runs]")?;
        page.element("[data-screen=files]")?;
        page.choose_files(FIELD, &[&list])?;
        page.see("2 new runs")?;
        page.click_at("[data-action=merge]")?;
        page.see("2 new, 0 changed")?;
        page.click_at("[data-action=history]")?;
        page.see("2 runs on this device")?;
        page.check_accessibility()?;
        page.click_at("[data-run]")?;
        page.see("You have not answered for it yet")?;
        page.see("Distance: 5 km")?;
        at(page, "Answer for this run")?;
        page.long_picture("import-file-run")?;
        page.click_at("[data-action=close]")?;
        page.click_at("[data-screen=history] [data-action=data]")?;
        page.click_at("[data-screen=data] [data-action=import-runs]")?;
        page.element("[data-screen=files]")?;
        page.choose_files(FIELD, &[&list])?;
        page.see("0 new runs")?;
        page.see("2 runs that are here already")?;
        Ok(())
    })
}

/// The same run from a watch and from a site's list, whose start is told to the minute.
#[test]
fn the_same_run_from_another_file_is_known() -> Result<()> {
    for (name, settings) in [
        ("import-same", Settings::phone()),
        ("import-same-laptop-dark", Settings::desktop().in_the_dark()),
    ] {
        visit(name, &settings, |page| known_from_another_file(page, name))?;
    }
    Ok(())
}

fn known_from_another_file(page: &Visit, name: &str) -> Result<()> {
    in_kilometres(page)?;
    let files = Files::new()?;
    let list = text::STRAVA.replace("7:00:00 AM", "7:01:00 AM");
    let list = files.write("activities.csv", list)?;
    choose(page, &[&list])?;
    page.see("2 new runs")?;
    page.click_at("[data-action=merge]")?;
    page.see("2 new, 0 changed")?;
    page.click_at("[data-action=close]")?;
    page.element(".pick")?;
    // Half an hour from 7:00 on, with a heart rate; and a part of it.
    let watch = files.write("watch.gpx", text::gpx(180))?;
    let part = files.write("part.gpx", text::gpx(60))?;
    page.choose_files(FIELD, &[&watch, &part])?;
    at(page, "Runs from your files")?;
    page.see("0 new runs")?;
    page.see("Here already from another file, or twice in these: 1.")?;
    page.see("At the time of another run, but longer or shorter: 1.")?;
    page.long_picture(name)?;
    page.click_at("[data-action=cancel-import]")?;
    page.element(".pick")?;
    ensure!(stored(page)?.len() == 2);
    page.choose_files(FIELD, &[&watch])?;
    at(page, "Is this your run?")?;
    page.see("This run is here already")?;
    page.long_picture(&format!("{name}-one"))?;
    page.click_at("[data-action=keep-run]")?;
    page.see("0 new, 1 changed")?;
    ensure!(stored(page)?.len() == 2);
    // The part is wanted after all.
    page.click_at("[data-action=close]")?;
    page.element(".pick")?;
    page.choose_files(FIELD, &[&watch, &part])?;
    page.see("At the time of another run")?;
    ensure!(
        page.count("[data-action=merge]")? == 0,
        "there is nothing to take in"
    );
    page.script(
        "const field = document.querySelector('aftermile-widget').shadowRoot.querySelector('[data-choice=beside]');
         field.value = 'take';
         field.dispatchEvent(new Event('input', { bubbles: true }));",
        vec![],
    )?;
    page.click_at("[data-action=merge]")?;
    page.see("1 new, 0 changed")?;
    ensure!(stored(page)?.len() == 3);
    Ok(())
}

/// A run that was answered for by hand is not joined with a file's without being asked.
#[test]
fn a_run_that_was_answered_for_by_hand_is_asked_about() -> Result<()> {
    visit("import-by-hand", &Settings::phone(), |page| {
        in_kilometres(page)?;
        // The file is that of 45 minutes; by hand the same was said.
        import_and_answer(page, 70)?;
        page.script(
            "for (const [key, text] of Object.entries(localStorage)) {
               if (!key.includes(':run:')) continue;
               const run = JSON.parse(text);
               delete run.m; delete run.src; delete localStorage[key];
               run.id = 'by-hand';
               localStorage[key.replace(/[^:]*$/, run.id)] = JSON.stringify(run);
             }",
            vec![],
        )?;
        page.reload()?;
        let files = Files::new()?;
        let run = files.write("run.fit", recording(&[RUNNING], 70)?)?;
        choose(page, &[&run])?;
        at(page, "Is this your run?")?;
        page.see("You answered for a run at about this time without a file.")?;
        page.long_picture("import-by-hand")?;
        page.click_at("[data-action=join-run]")?;
        page.see("0 new, 1 changed")?;
        let runs = stored(page)?;
        ensure!(
            runs.len() == 1 && runs[0]["id"] == "by-hand" && measured(&runs[0], 'h') == Some(148),
            "{runs:?}"
        );
        Ok(())
    })
}

#[test]
fn what_is_doubtful_is_asked() -> Result<()> {
    visit("import-asked", &Settings::phone(), |page| {
        in_kilometres(page)?;
        let files = Files::new()?;
        let walk = files.write("walk.fit", recording(&[WALKING], 30)?)?;
        choose(page, &[&walk])?;
        at(page, "Was it a run?")?;
        page.see("The file calls it “walking”")?;
        page.picture("import-sure")?;
        page.click_at("[data-action=was-run]")?;
        at(page, "Is this your run?")?;
        page.click_at("[data-action=leave]")?;
        // Two sports in one recording.
        page.element(".pick")?;
        let both = files.write("both.fit", recording(&[CYCLING, RUNNING], 30)?)?;
        page.choose_files(FIELD, &[&both])?;
        at(page, "Which part is the run?")?;
        page.picture("import-which")?;
        page.click("running, 45 min, 8.1 km")?;
        at(page, "Is this your run?")?;
        page.click_at("[data-action=leave]")?;
        // A table without units.
        page.element(".pick")?;
        let table = files.write("Activities.csv", text::GARMIN)?;
        page.choose_files(FIELD, &[&table])?;
        at(page, "What are its distances in?")?;
        page.picture("import-unit")?;
        page.click_at("[data-action=miles]")?;
        at(page, "Runs from your files")?;
        page.see("2 new runs")?;
        page.click_at("[data-action=merge]")?;
        page.see("2 new, 0 changed")?;
        let far: Vec<i64> = stored(page)?
            .iter()
            .filter_map(|run| measured(run, 'd'))
            .collect();
        ensure!(far.contains(&16_126), "10.02 miles became {far:?} m");
        page.click_at("[data-action=close]")?;
        // No times and no distance.
        page.element(".pick")?;
        let route = "<gpx><trk><type>running</type><trkseg><trkpt lat=\"0\" lon=\"0\"/><trkpt lat=\"0\" lon=\"0.05\"/></trkseg></trk></gpx>";
        let route = files.write("route.gpx", route)?;
        page.choose_files(FIELD, &[&route])?;
        at(page, "Is this your run?")?;
        page.see("The file has no times")?;
        ensure!(held(page, "moving_s")?.is_empty() && held(page, "start")?.is_empty());
        page.click_at("[data-action=keep-run]")?;
        page.see("Give the start to list it")?;
        put(page, "start", "2024-05-04T08:30")?;
        put(page, "moving_s", "31")?;
        page.click_at("[data-action=keep-run]")?;
        page.see("1 new, 0 changed")?;
        ensure!(stored(page)?.len() == 3);
        Ok(())
    })
}

#[test]
fn each_refused_file_says_why() -> Result<()> {
    visit("import-refused", &Settings::phone(), |page| {
        let files = Files::new()?;
        let broken: [(&str, &[u8], &str); 6] = [
            ("empty.fit", b"", "The file is empty"),
            ("doc.pdf", b"%PDF-1.7", "This is a PDF document"),
            ("cut.gpx", b"<gpx", "The file is damaged or cut off"),
            (
                "laughs.gpx",
                b"<!DOCTYPE gpx [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><gpx>&b;</gpx>",
                "can make it grow without end",
            ),
            (
                "table.csv",
                b"Datum,Strecke\n1,2\n",
                "are not known (datum, strecke)",
            ),
            (
                "page.html",
                b"<html><body>Sign in</body></html>",
                "This is a web page",
            ),
        ];
        let written: Vec<PathBuf> = broken
            .iter()
            .map(|(name, content, _)| files.write(name, content))
            .collect::<Result<_>>()?;
        let all: Vec<&Path> = written.iter().map(PathBuf::as_path).collect();
        choose(page, &all)?;
        at(page, "Nothing could be taken")?;
        for (name, _, says) in broken {
            page.see(&format!("{name}: "))?;
            page.see(says)?;
        }
        page.long_picture("import-refused")?;
        page.click_at("[data-action=others]")?;
        page.element(".pick")?;
        // Many with one reason are counted.
        let many: Vec<PathBuf> = (0..5)
            .map(|n| files.write(&format!("{n}.pdf"), b"%PDF-1.7"))
            .collect::<Result<_>>()?;
        let all: Vec<&Path> = many.iter().map(PathBuf::as_path).collect();
        page.choose_files(FIELD, &all)?;
        page.see("This is a PDF document. Choose the file of the run itself: FIT, GPX or TCX. In 5 of them.")?;
        ensure!(page.count("[data-told=pdf]")? == 1);
        ensure!(stored(page)?.is_empty());
        Ok(())
    })
}

#[test]
fn reading_shows_how_far_it_is_and_can_be_stopped() -> Result<()> {
    visit("import-stopped", &Settings::phone(), |page| {
        let files = Files::new()?;
        let record = text::apple_record(1);
        let mut health = String::from(text::APPLE_HEAD);
        health.push_str(&record.repeat(250_000_000 / record.len()));
        health.push_str(&text::apple_workout("Running"));
        health.push_str("</HealthData>\n");
        let health = files.write("export.xml", health)?;
        choose(page, &[&health])?;
        page.element("[data-screen=files] progress")?;
        let moved = page.wait(|| {
            let now = page.attribute("[data-screen=files] progress", "value")?;
            Ok(now.filter(|now| now != "0"))
        })?;
        ensure!(moved.is_some(), "it does not say how far it is");
        page.picture("import-reading")?;
        page.click_at("[data-action=stop-reading]")?;
        page.element(".pick")?;
        // Nothing comes after.
        std::thread::sleep(std::time::Duration::from_millis(500));
        page.element(".pick")?;
        ensure!(stored(page)?.is_empty());
        // And the next file is read.
        let run = files.write("run.gpx", text::gpx(60))?;
        page.choose_files(FIELD, &[&run])?;
        at(page, "Is this your run?")
    })
}

/// Ten years of Strava, as its list tells them.
fn years_of_runs() -> (String, usize) {
    let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let mut list = text::STRAVA.lines().next().unwrap_or_default().to_owned();
    let mut count = 0;
    for year in 2014..2024 {
        for month in months {
            for day in 1..=28 {
                count += 1;
                list.push_str(&format!(
                    "\n{count},\"{month} {day}, {year}, 7:00:00 AM\",Run,Run,,1900,6.00,,,false,,1900.0,1800.0,6001.5,4.1,3.33,45.5,44.0,170.0,150.5"
                ));
            }
        }
    }
    (list, count)
}

#[test]
fn thousands_of_runs_are_taken_in_by_slices_and_it_can_be_stopped() -> Result<()> {
    visit("import-thousands", &Settings::phone(), |page| {
        in_kilometres(page)?;
        let files = Files::new()?;
        let (list, count) = years_of_runs();
        let list = files.write("activities.csv", list)?;
        page.click_at("[data-screen=card] [data-action=import-runs]")?;
        page.element("[data-screen=files]")?;
        page.script(
            "let before = performance.now();
             window.longest = 0;
             setInterval(() => {
               const now = performance.now();
               window.longest = Math.max(window.longest, now - before);
               before = now;
             }, 1);",
            vec![],
        )?;
        page.choose_files(FIELD, &[&list])?;
        page.see("3,360 new runs")?;
        let preview = page.script("return window.longest;", vec![])?;
        at(page, "Runs from your files")?;
        page.click("Look at the new runs")?;
        page.see("The newest 60:")?;
        ensure!(page.count("[data-list=new] li")? == 60);
        // How long the page can do nothing while runs are saved. It is pressed from the inside, so that a stop is too.
        let save = |stop: bool| -> Result<Value> {
            page.script_calling_back(
                "const [stop, back] = arguments;
                 const root = document.querySelector('aftermile-widget').shadowRoot;
                 let before = performance.now(), longest = 0;
                 const begun = before;
                 root.querySelector('[data-action=merge]').click();
                 const timer = setInterval(() => {
                   const now = performance.now();
                   longest = Math.max(longest, now - before);
                   before = now;
                   const bar = root.querySelector('progress');
                   if (stop && bar && bar.value > 20) root.querySelector('[data-action=stop-saving]').click();
                   if (root.querySelector('[data-import=done]')) {
                     clearInterval(timer);
                     back({ longest, ms: now - begun });
                   }
                 }, 1);",
                vec![stop.into()],
            )
        };
        let stopped = save(true)?;
        page.see("Stopped. Not taken in:")?;
        page.picture("import-stopped-saving")?;
        let saved = stored(page)?.len();
        ensure!(saved > 600 && saved < count, "{saved} of {count}");
        page.click_at("[data-action=close]")?;
        page.element(".pick")?;
        page.choose_files(FIELD, &[&list])?;
        page.see(&format!("{} new runs", grouped(count - saved)))?;
        let whole = save(false)?;
        ensure!(stored(page)?.len() == count);
        println!("the page held up for {preview} ms at most before the preview");
        println!("saving {count} runs, stopped after {saved}: {stopped}, then {whole}");
        Ok(())
    })
}

fn grouped(number: usize) -> String {
    match number {
        0..1000 => number.to_string(),
        _ => format!("{},{:03}", number / 1000, number % 1000),
    }
}

#[test]
fn the_keyboard_is_enough() -> Result<()> {
    visit("import-keys", &Settings::desktop(), |page| {
        let press = |css: &str| -> Result<()> {
            page.element(css)?;
            page.script(
                "document.querySelector('aftermile-widget').shadowRoot.querySelector(arguments[0]).focus();",
                vec![css.into()],
            )?;
            page.press("\u{e007}")
        };
        press("[data-action=import-runs]")?;
        page.element(".pick")?;
        page.settle()?;
        let heading = page.focus()?.context("nothing has the focus")?;
        ensure!(heading.tag == "h2", "{heading:?}");
        page.press(Key::Tab)?;
        page.press(Key::Tab)?;
        let field = page.focus()?.context("nothing has the focus")?;
        ensure!(
            field.tag == "input" && field.name == "Choose files",
            "{field:?}"
        );
        page.picture("import-keys")?;
        let files = Files::new()?;
        let run = files.write("run.fit", recording(&[RUNNING], 30)?)?;
        page.choose_files(FIELD, &[&run])?;
        page.see("Is this your run?")?;
        page.settle()?;
        page.picture("import-confirm-desktop")?;
        let heading = page.focus()?.context("nothing has the focus")?;
        ensure!(heading.tag == "h2", "{heading:?}");
        let mut seen = vec![String::new()];
        // No further than the last: beyond it the focus leaves the page.
        while seen.len() < 24 && seen.last().is_some_and(|s| s != "Answer for this run") {
            page.press(Key::Tab)?;
            seen.push(page.focus()?.map(|f| f.name).unwrap_or_default());
        }
        for name in ["Kind of run", "Start", "Distance", "Answer for this run"] {
            ensure!(
                seen.iter().any(|s| s.starts_with(name)),
                "{name} is passed over: {seen:?}"
            );
        }
        page.press("\u{e007}")?;
        page.element("[data-screen=safety]")?;
        Ok(())
    })
}

/// A watch whose clock runs ahead: the start is asked for anew, and one still to come is not taken.
#[test]
fn a_start_that_is_still_to_come_is_refused() -> Result<()> {
    for (name, settings) in [
        ("import-ahead", Settings::phone()),
        (
            "import-ahead-laptop-dark",
            Settings::desktop().in_the_dark(),
        ),
    ] {
        visit(name, &settings, |page| {
            let files = Files::new()?;
            let run = files.write("run.fit", recording(&[RUNNING], 30)?)?;
            choose(page, &[&run])?;
            at(page, "Is this your run?")?;
            page.script(
                "const field = document.querySelector('aftermile-widget').shadowRoot.querySelector('[data-found=start]');
                 field.value = '2099-01-01T10:00';
                 field.dispatchEvent(new Event('input', { bubbles: true }));",
                vec![],
            )?;
            page.see("this run is still to come")?;
            page.check_accessibility()?;
            page.check_width()?;
            page.long_picture(name)?;
            page.click_at("[data-action=keep-run]")?;
            page.see("Give the start to list it")?;
            Ok(())
        })?;
    }
    Ok(())
}

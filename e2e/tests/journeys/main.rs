//! Whole journeys through the page, as a runner takes them.

mod answer;
mod ask;
mod eyes;
mod install;
mod later;
mod runner;
mod sources;
mod taps;
mod why;

use aftermile_e2e::{Key, Settings, SiteOptions, Storage, visit, visit_site};
use anyhow::{Result, ensure};
use runner::{Runner, easy_run};

const ROUTINE: [&str; 6] = [
    "walk_down",
    "drink_glass",
    "eat_meal",
    "roll",
    "stretch",
    "move_tomorrow",
];

#[test]
fn an_easy_run_gets_its_routine_with_reasons_and_is_there_tomorrow() -> Result<()> {
    visit("easy-run", &Settings::phone(), |page| {
        let me = easy_run(page)?;
        page.see("Look after it yourself")?;
        me.has_steps(&ROUTINE)?;
        ensure!(me.taps <= 26, "{} taps", me.taps);
        // Each step says why, in the runner's own answers.
        let whys = page.count("[data-step] .why summary")?;
        ensure!(
            whys == me.steps()?.len(),
            "{whys} reasons for {:?}",
            me.steps()?
        );
        page.click_at("[data-step=walk_down] .why summary")?;
        page.see("keeps the calves pumping blood back")?;
        page.see("Halliwill")?;
        page.picture("easy-run-answer")?;
        let before = (page.texts("[data-step]")?, me.steps()?);
        page.reload()?;
        page.see("What do your legs need now?")?;
        page.click_at("[data-action=history]")?;
        page.check_accessibility()?;
        page.picture("easy-run-history")?;
        page.click_at("[data-run]")?;
        page.see("Look after it yourself")?;
        page.click_at("[data-step=walk_down] .why summary")?;
        page.see("Halliwill")?;
        let after = (page.texts("[data-step]")?, me.steps()?);
        ensure!(before == after, "before {before:?}\nafter {after:?}");
        Ok(())
    })
}

#[test]
fn brown_urine_after_a_marathon_is_an_emergency_and_shows_no_exercise() -> Result<()> {
    let settings = Settings::phone().in_time_zone("Europe/London");
    visit("brown-urine", &settings, |page| {
        let mut me = Runner::start(page)?;
        me.at("safety")?.sign("line_ill")?;
        me.at("ill_signs")?
            .choose("vomiting", "yes")?
            .choose("nausea", "yes")?
            .go("next")?;
        me.at("settled")?.choose("settled", "not_gone")?;
        me.at("safety.1")?.sign("line_urine")?;
        me.at("urine_signs")?
            .choose("urine_dark", "yes")?
            .go("next")?;
        me.at("emergency")?;
        page.see("Get help now")?;
        page.see("brown or red urine")?;
        page.see("No ibuprofen")?;
        let tel = page.attribute("a[href^='tel:']", "href")?;
        ensure!(tel.as_deref() == Some("tel:999"), "{tel:?}");
        ensure!(me.steps()?.is_empty(), "{:?}", me.steps()?);
        ensure!(page.count("[data-exercise], .ribbon, details")? == 0);
        for word in ["Foam", "Stretch", "Easy walk", "Session"] {
            page.see_no(word)?;
        }
        page.picture("brown-urine")?;
        // The next visit asks whether one was seen. Opened again it says when that was, and has a way out.
        page.reload()?;
        page.see("Have you been seen?")?;
        page.click_at("[data-fact=seen][data-value=no]")?;
        me.at("emergency")?;
        page.click_at("[data-action=close]")?;
        page.see("Your runs")?;
        page.click_at("[data-run]")?;
        me.at("emergency")?;
        page.see("This was your answer then")?;
        ensure!(page.count("[data-action=mistake]")? == 0);
        page.click_at("[data-action=close]")?;
        page.see("Your runs")?;
        Ok(())
    })
}

#[test]
fn a_slip_is_undone_and_asks_again() -> Result<()> {
    visit("slip", &Settings::phone(), |page| {
        let mut me = Runner::start(page)?;
        me.at("safety")?.sign("stroke_signs")?;
        me.at("emergency")?;
        page.click_at("[data-action=mistake]")?;
        page.see_no("Get help now")?;
        ensure!(me.steps()?.is_empty());
        Ok(())
    })
}

#[test]
fn the_number_follows_the_device_and_can_be_changed() -> Result<()> {
    let settings = Settings::phone()
        .in_time_zone("Etc/UTC")
        .with_languages("eo");
    visit("number-unsure", &settings, |page| {
        let mut me = Runner::start(page)?;
        me.at("safety")?.sign("stroke_signs")?;
        me.at("emergency")?;
        let numbers = page.texts("a[href^='tel:']")?;
        ensure!(numbers.len() == 2, "{numbers:?}");
        ensure!(
            numbers.join(" ").contains("112") && numbers.join(" ").contains("911"),
            "{numbers:?}"
        );
        Ok(())
    })
}

#[test]
fn with_storage_denied_there_is_a_note_and_a_working_plan() -> Result<()> {
    for storage in [Storage::Denied, Storage::Absent] {
        let settings = Settings::phone().with_storage(storage);
        visit("denied", &settings, |page| {
            page.see("This browser keeps nothing for this page")?;
            let me = easy_run(page)?;
            me.has_steps(&ROUTINE)?;
            page.see("Not saved")?;
            page.picture("denied-answer")?;
            Ok(())
        })?;
    }
    Ok(())
}

#[test]
fn unreadable_storage_is_kept_and_said() -> Result<()> {
    visit("unreadable", &Settings::phone(), |page| {
        easy_run(page)?;
        page.script(
            "for (const k of Object.keys(localStorage)) if (k.startsWith('aftermile:2:')) localStorage[k] = 'not ours {';",
            vec![],
        )?;
        page.reload()?;
        page.see("could not be read")?;
        page.check_accessibility()?;
        page.picture("unreadable")?;
        let kept = page.script(
            "return Object.values(localStorage).some(v => v.includes('not ours {'));",
            vec![],
        )?;
        ensure!(
            kept == serde_json::Value::Bool(true),
            "the raw content is gone"
        );
        easy_run(page)?;
        Ok(())
    })
}

#[test]
fn a_reload_in_the_middle_goes_on_where_it_was() -> Result<()> {
    visit("draft", &Settings::phone(), |page| {
        let mut me = Runner::start(page)?;
        me.at("safety")?.go("none")?;
        me.at("run")?
            .choose("kind", "tempo")?
            .choose("minutes", "50 min")?;
        page.reload()?;
        me.at("run")?;
        page.see("When did you finish?")?;
        me.edit("kind")?;
        let pressed = page.attribute("[data-fact=kind][data-value=tempo]", "aria-pressed")?;
        ensure!(
            pressed.as_deref() == Some("true"),
            "the kind is gone: {pressed:?}"
        );
        me.choose("kind", "tempo")?;
        me.choose("finished", "within_hour")?.go("next")?;
        me.at("where")?;
        // Back keeps the answers, and goes back by one question: what may be ticked, then the time.
        page.click_at("[data-action=back]")?;
        me.at("run")?;
        page.see("Any of these?")?;
        page.click_at("[data-action=back]")?;
        page.see("When did you finish?")?;
        me.edit("kind")?;
        let pressed = page.attribute("[data-fact=kind][data-value=tempo]", "aria-pressed")?;
        ensure!(pressed.as_deref() == Some("true"), "back lost the kind");
        Ok(())
    })
}

#[test]
fn looking_at_an_old_run_keeps_the_draft() -> Result<()> {
    visit("old-run-draft", &Settings::phone(), |page| {
        easy_run(page)?;
        page.click_at("[data-action=home]")?;
        let mut me = Runner::start(page)?;
        me.at("safety")?.go("none")?;
        me.at("run")?.choose("kind", "tempo")?;
        for _ in 0..3 {
            page.click_at("[data-action=back]")?;
            page.settle()?;
        }
        me.at("card")?;
        page.click_at("[data-action=last]")?;
        me.at("answer")?;
        page.click_at("[data-action=home]")?;
        me.at("card")?;
        page.click_at("[data-action=resume]")?;
        me.at("safety")?.go("none")?;
        me.at("run")?.edit("kind")?;
        let pressed = page.attribute("[data-fact=kind][data-value=tempo]", "aria-pressed")?;
        ensure!(pressed.as_deref() == Some("true"), "the draft is gone");
        Ok(())
    })
}

#[test]
fn something_feels_wrong_is_on_every_screen_and_counts() -> Result<()> {
    visit("feels-wrong", &Settings::phone(), |page| {
        let mut me = Runner::start(page)?;
        me.at("safety")?.go("none")?;
        me.at("run")?.go("wrong")?;
        me.at("safety.wrong")?.sign("line_heart")?;
        me.at("heart_signs")?
            .choose("chest_pain", "yes")?
            .go("next")?;
        me.at("heart_now")?.choose("heart_now", "not_gone")?;
        me.at("emergency")?;
        page.see("chest, breathing or heart sign")?;
        Ok(())
    })
}

#[test]
fn the_first_screen_holds_all_signs_and_none_without_scrolling() -> Result<()> {
    visit("first-screen", &Settings::phone(), |page| {
        let mut me = Runner::start(page)?;
        me.at("safety")?;
        let seen = page.script(
            "const root = document.querySelector('aftermile-widget').shadowRoot;
             const all = [...root.querySelectorAll('button.sign, [data-action=none]')];
             const bar = root.querySelector('.bar').getBoundingClientRect();
             return [all.length, all.every(b => { const r = b.getBoundingClientRect(); return r.top >= 0 && r.bottom <= (b.classList.contains('sign') ? bar.top : innerHeight) && r.height >= 44; }),
                 document.documentElement.scrollHeight <= innerHeight];",
            vec![],
        )?;
        ensure!(seen == serde_json::json!([9, true, true]), "{seen}");
        page.picture("first-screen")?;
        Ok(())
    })
}

#[test]
fn the_keyboard_alone_is_enough() -> Result<()> {
    visit("keyboard", &Settings::desktop(), |page| {
        tab_to(page, "Start")?;
        page.press(Key::Enter)?;
        page.element("[data-screen=safety]")?;
        // The heading of the new screen has the focus.
        let heading = page.wait(|| Ok(page.focus()?.filter(|f| f.tag == "h2" || f.tag == "h1")))?;
        ensure!(heading.is_some(), "focus is on {:?}", page.focus()?);
        tab_to(page, "None of these")?;
        page.press(Key::Space)?;
        page.element("[data-screen=run]")?;
        tab_to(page, "Easy")?;
        page.press(Key::Space)?;
        // One question at a time: the next one's heading has the focus.
        page.see("How many minutes?")?;
        let heading = page.wait(|| {
            Ok(page
                .focus()?
                .filter(|f| f.name.starts_with("How many minutes")))
        })?;
        ensure!(heading.is_some(), "focus is on {:?}", page.focus()?);
        tab_to(page, "Next")?;
        page.press(Key::Enter)?;
        page.see("Still open")?;
        // On to the plan: what is pressed, and what is then asked.
        let way = [
            ("40", "When did you finish?"),
            ("Within the hour", "Any of these?"),
            ("None of these", "Where do you feel it?"),
            ("Feel fine", "Your age?"),
            ("18–49", "Any of these?"),
            ("None of these", "How hard was it overall?"),
            ("3", "How many minutes now?"),
            ("8", "What is at hand?"),
            ("Roller and floor", "Eaten since the run?"),
            ("Not eaten", "Sleep last night?"),
            ("7–8 h", "Any of these?"),
            ("None: see my plan", "How it may go"),
        ];
        for (name, then) in way {
            tab_to(page, name)?;
            page.press(Key::Enter)?;
            page.see(then)?;
            page.settle()?;
        }
        // From the headline the session is one Tab away.
        page.press(Key::Tab)?;
        let start = page.wait(|| {
            Ok(page
                .focus()?
                .filter(|f| f.name.contains("8-minute session")))
        })?;
        ensure!(start.is_some(), "focus is on {:?}", page.focus()?);
        page.picture("keyboard-start")?;
        page.press(Key::Enter)?;
        page.element("[data-state=running]")?;
        page.settle()?;
        page.press(Key::Escape)?;
        page.see("End here?")?;
        page.settle()?;
        tab_to(page, "End the session")?;
        page.press(Key::Enter)?;
        page.element("[data-screen=answer]")?;
        Ok(())
    })
}

/// Presses Tab until the control of that name has the focus.
fn tab_to(page: &aftermile_e2e::Visit, name: &str) -> Result<()> {
    for _ in 0..60 {
        if page
            .focus()?
            .is_some_and(|f| f.name.trim().starts_with(name))
        {
            return Ok(());
        }
        page.press(Key::Tab)?;
    }
    anyhow::bail!("Tab never came to {name}");
}

#[test]
fn without_the_program_the_page_says_what_to_do() -> Result<()> {
    let whole = SiteOptions::dist()?;
    let folder = tempfile::tempdir()?;
    for entry in std::fs::read_dir(&whole.root)? {
        let path = entry?.path();
        if let Some(name) = path.file_name()
            && path.is_file()
            && path.extension().is_none_or(|x| x != "wasm")
        {
            std::fs::copy(&path, folder.path().join(name))?;
        }
    }
    let site = SiteOptions::of(folder.path().to_owned());
    visit_site("no-program", &Settings::phone(), site, |page| {
        page.see("could not be loaded")?;
        page.see("reload the page")?;
        page.see("drink to thirst")?;
        page.see("call your emergency number")?;
        page.check_accessibility()?;
        page.picture("no-program")?;
        // The missing file is reported, and that is right here.
        page.take_errors()?;
        Ok(())
    })
}

#[test]
fn american_units_for_an_american_browser() -> Result<()> {
    let settings = Settings::phone()
        .with_languages("en-US")
        .in_time_zone("America/New_York");
    visit("us-units", &settings, |page| {
        let me = easy_run(page)?;
        page.see("fl oz")?;
        page.see_no("250–500 ml")?;
        page.click_at("[data-fact=units][data-value=metric]")?;
        page.see("250–500 ml")?;
        ensure!(me.steps()?.len() > 5);
        Ok(())
    })
}

//! The questions: one at a time, the body map, the device's Back.

use super::runner::Runner;
use super::tab_to;
use aftermile_e2e::{Engine, Key, Settings, SiteOptions, Visit, visit, visit_site};
use anyhow::{Result, ensure};

/// Opens the questions as far as the picture of the legs.
fn at_the_legs(page: &Visit) -> Result<Runner<'_>> {
    let mut me = Runner::start(page)?;
    me.at("safety")?.go("none")?;
    me.at("run")?
        .choose("kind", "easy")?
        .choose("minutes", "40 min")?
        .choose("finished", "within_hour")?
        .go("next")?;
    me.at("where")?;
    Ok(me)
}

fn pressed(page: &Visit, css: &str) -> Result<bool> {
    Ok(page.attribute(css, "aria-pressed")?.as_deref() == Some("true"))
}

#[test]
fn list_and_picture_are_the_same_places() -> Result<()> {
    visit("body-map", &Settings::phone(), |page| {
        let mut me = at_the_legs(page)?;
        // The runner sees their own right at the left of the front view, named there.
        let left_of = page.script(
            "const root = document.querySelector('aftermile-widget').shadowRoot;
             const x = (view, side) => root.querySelector(`.map[data-view=${view}] [data-zone=foot][data-side=${side}]`).getBoundingClientRect().x;
             return x('front', 'right') < x('front', 'left');",
            vec![],
        )?;
        ensure!(
            left_of == serde_json::json!(true),
            "the front view is mirrored"
        );
        me.zone("front", "groin", "right")?;
        me.view("back")?.zone("back", "achilles", "left")?;
        me.view("list")?;
        ensure!(pressed(page, ".list [data-region=groin][data-side=right]")?);
        ensure!(pressed(
            page,
            ".list [data-region=achilles][data-side=left]"
        )?);
        me.place("achilles", "left")?;
        me.view("back")?;
        ensure!(!pressed(
            page,
            ".map[data-view=back] [data-zone=achilles][data-side=left]"
        )?);
        page.check_accessibility()?;
        Ok(())
    })
}

#[test]
fn a_shared_zone_asks_once_more_and_gives_the_focus_back() -> Result<()> {
    visit("shared-zone", &Settings::phone(), |page| {
        let mut me = at_the_legs(page)?;
        me.zone("front", "knee", "left")?;
        page.see("Where on the left?")?;
        page.check_accessibility()?;
        page.click_at("[data-panel=which] [data-region=knee_inner]")?;
        page.press(aftermile_e2e::Key::Escape)?;
        page.see_no("Where on the left?")?;
        page.see("Inner knee (left)")?;
        let focus = page.wait(|| Ok(page.focus()?.filter(|f| f.name.contains("Knee"))))?;
        ensure!(focus.is_some(), "focus is on {:?}", page.focus()?);
        ensure!(pressed(
            page,
            ".map[data-view=front] [data-zone=knee][data-side=left]"
        )?);
        Ok(())
    })
}

#[test]
fn every_place_is_reachable_and_every_zone_is_a_thumb_wide() -> Result<()> {
    visit("zones", &Settings::phone(), |page| {
        let mut me = at_the_legs(page)?;
        for view in ["front", "back"] {
            me.view(view)?;
            let small = page.script(
                &format!(
                    "const root = document.querySelector('aftermile-widget').shadowRoot;
                     return [...root.querySelectorAll('.map[data-view={view}] .hit')]
                        .map(b => [b.getAttribute('aria-label'), b.getBoundingClientRect()])
                        .filter(([name, r]) => !name || r.width < 43.5 || r.height < 43.5).map(([name, r]) => `${{name}} ${{r.width}}x${{r.height}}`);"
                ),
                vec![],
            )?;
            ensure!(small == serde_json::json!([]), "{small}");
        }
        Ok(())
    })
}

#[test]
fn the_devices_back_goes_one_question_back_and_out_at_the_card() -> Result<()> {
    visit("device-back", &Settings::phone(), |page| {
        let mut me = at_the_legs(page)?;
        page.back()?;
        me.at("run")?;
        page.see("Any of these?")?;
        page.back()?;
        page.see("When did you finish?")?;
        // The button on screen is the same Back.
        page.click_at("[data-action=back]")?;
        page.see("How many minutes?")?;
        page.back()?;
        page.see("What kind of run?")?;
        page.back()?;
        me.at("safety")?;
        page.back()?;
        me.at("card")?;
        let depth = page.script("return history.state", vec![])?;
        ensure!(depth.is_null() || depth == serde_json::json!(0), "{depth}");
        Ok(())
    })
}

#[test]
fn it_can_be_answered_for_someone_else() -> Result<()> {
    visit("someone-else", &Settings::phone(), |page| {
        let mut me = Runner::start(page)?;
        me.at("safety")?;
        page.click_at("[data-action=other]")?;
        page.see("Has the runner any of these")?;
        page.check_accessibility()?;
        me.go("none")?;
        me.at("run")?;
        page.see("is the runner")?;
        Ok(())
    })
}

#[test]
fn nothing_jumps_while_the_page_loads_and_is_answered() -> Result<()> {
    visit("no-shift", &Settings::phone(), |page| {
        page.script(
            "window.shift = 0; new PerformanceObserver((list) => { for (const e of list.getEntries()) if (!e.hadRecentInput) window.shift += e.value; }).observe({ type: 'layout-shift', buffered: true });",
            vec![],
        )?;
        super::runner::easy_run(page)?;
        page.click_at("[data-step=roll] .why summary")?;
        page.click_at("[data-action=play]")?;
        page.element("[data-state=running]")?;
        page.click_at("[data-action=skip]")?;
        page.settle()?;
        let shift = page.script("return window.shift", vec![])?;
        // Only Chromium measures it; elsewhere it stays 0.
        ensure!(
            shift.as_f64().unwrap_or(1.0) < 0.001,
            "layout shift {shift}"
        );
        Ok(())
    })
}

/// Where controls of one kind stand, from the heading: the page may scroll to what gets the focus.
fn tops(page: &Visit, css: &str) -> Result<serde_json::Value> {
    page.script(
        "const root = document.querySelector('aftermile-widget').shadowRoot, top = (one) => one.getBoundingClientRect().top;
         return [...root.querySelectorAll(arguments[0])].map((one) => Math.round(top(one) - top(root.querySelector('[data-heading]'))));",
        vec![serde_json::json!(css)],
    )
}

#[test]
fn nothing_moves_under_the_thumb() -> Result<()> {
    visit("under-the-thumb", &Settings::phone(), |page| {
        let held = |css: &str, press: &str| -> Result<()> {
            let before = tops(page, css)?;
            page.click_at(press)?;
            page.settle()?;
            let after = tops(page, css)?;
            ensure!(before == after, "{press} moves {css}: {before}, {after}");
            Ok(())
        };
        let mut me = Runner::start(page)?;
        me.at("safety")?.go("none")?;
        me.at("run")?
            .choose("kind", "easy")?
            .choose("minutes", "40 min")?
            .choose("finished", "within_hour")?;
        held(".tick, .bar", "[data-fact=descent]")?;
        me.go("next")?;
        me.at("where")?;
        let zones = ".map[data-view=front] .hit, .bar";
        held(
            zones,
            ".map[data-view=front] [data-zone=quads][data-side=left]",
        )?;
        held(
            zones,
            ".map[data-view=front] [data-zone=quads][data-side=right]",
        )?;
        me.go("next")?;
        me.at("site.quads")?;
        // The score is missing, and that is said.
        held(".cell", "[data-action=same]")?;
        page.element("[role=alert]")?;
        held(".cell", "[data-fact=score][data-value='3']")?;
        held(".cell", "[data-fact=swollen]")?;
        Ok(())
    })
}

#[test]
fn the_gallery_shows_every_part_by_day_and_by_night() -> Result<()> {
    let settings = Settings::phone().at("gallery/");
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/gallery");
    let mut site = SiteOptions::dist()?;
    site.folders.push(("/gallery".to_owned(), folder));
    visit_site("gallery", &settings, site, |page| {
        page.see("By night")?;
        ensure!(page.count(".cells")? == 6);
        ensure!(page.count(".tick[data-pressed]")? >= 3, "no pressed look");
        let grounds = page.script(
            "return [...document.querySelectorAll('main > div')].map((host) => getComputedStyle(host.shadowRoot.querySelector('.am')).backgroundColor);",
            vec![],
        )?;
        let (day, night) = ("rgb(251, 250, 247)", "rgb(16, 22, 28)");
        ensure!(grounds == serde_json::json!([day, night, day]), "{grounds}");
        page.check_width()?;
        page.check_accessibility()?;
        page.long_picture("gallery")?;
        Ok(())
    })
}

/// From the picture of the legs, that feel fine, to the last question. `said`: a condition.
fn to_the_last_ticks(me: &mut Runner<'_>, said: Option<&str>) -> Result<()> {
    me.choose("legs", "fine")?;
    me.at("about_you")?.choose("age", "a18_49")?;
    if let Some(said) = said {
        me.sign(said)?;
    }
    me.go("next")?;
    me.at("effort")?.choose("effort", "3")?;
    me.at("you_now")?
        .choose_all(&[("time", "8 min"), ("kit", "roller")])?;
    // Nor is someone who had an eating disorder asked what was eaten.
    if me.page.count("[data-fact=eaten]")? > 0 {
        me.choose("eaten", "not_yet")?;
    }
    me.choose("sleep", "h7_8")?;
    me.page.see("Any of these?")
}

#[test]
fn what_few_have_to_say_stands_apart_and_counts() -> Result<()> {
    visit("stands-apart", &Settings::phone(), |page| {
        let mut me = at_the_legs(page)?;
        to_the_last_ticks(&mut me, None)?;
        page.see_no("Weighed before and after")?;
        page.picture("stands-apart-closed")?;
        tab_to(page, "Weighed, or running again soon?")?;
        page.press(Key::Enter)?;
        page.see("Weighed before and after")?;
        page.see("Running again within 8 hours")?;
        page.see("Hard or long run tomorrow")?;
        page.check_accessibility()?;
        page.check_width()?;
        page.picture("stands-apart-open")?;
        me.sign("weighed")?.go("next")?;
        me.at("weights")?;
        // It is open where something in it was said.
        me.go("back")?.at("you_now")?;
        ensure!(pressed(page, "[data-fact=weighed]")?, "back lost the tick");
        page.see("Weighed before and after")?;
        me.go("next")?;
        me.at("weights")?;
        // In kilograms or pounds, as the browser's language has it.
        page.click_at("[data-field=lost] .quick .chip:nth-child(4)")?;
        me.at("answer")?.has_steps(&["drink_by_weight"])
    })
}

#[test]
fn nobody_is_asked_for_a_weight_whom_it_may_harm() -> Result<()> {
    visit("no-weighing", &Settings::phone(), |page| {
        let mut me = at_the_legs(page)?;
        to_the_last_ticks(&mut me, Some("eating_history"))?;
        page.see("Running again soon?")?;
        page.see_no("Not eaten")?;
        page.see_no("Weighed")?;
        page.click_at("details.more summary")?;
        page.see("Running again within 8 hours")?;
        page.see_no("Weighed")?;
        page.picture("no-weighing")?;
        Ok(())
    })
}

#[test]
fn soreness_in_the_picture_has_a_pattern_of_the_view_that_is_shown() -> Result<()> {
    visit("patterns", &Settings::phone(), |page| {
        let mut me = at_the_legs(page)?;
        me.view("back")?
            .zone("back", "calves", "left")?
            .go("next")?;
        me.at("site.calves")?.choose("score", "2")?;
        page.click_at("[data-action=back]")?;
        me.at("where")?.view("back")?;
        let painted = page.script(
            "const root = document.querySelector('aftermile-widget').shadowRoot;
             const all = [...root.querySelectorAll('.map[data-view=back] .pat')];
             return all.map((one) => {
                const svg = one.closest('svg');
                const id = one.getAttribute('fill').match(/url\\(#(.+)\\)/)[1];
                return [svg.getClientRects().length > 0, svg.querySelectorAll(`pattern#${id}`).length, root.querySelectorAll(`#${id}`).length];
             });",
            vec![],
        )?;
        ensure!(painted == serde_json::json!([[true, 1, 1]]), "{painted}");
        page.picture("patterns-back")?;
        Ok(())
    })
}

/// The question about one side of a place, with these answers pressed.
fn asked_about(page: &Visit, side: &str, answers: &[(&str, &str)]) -> Result<()> {
    page.element(&format!(".which[data-side={side}]"))?;
    page.settle()?;
    for (fact, value) in answers {
        let css = format!("[data-fact={fact}][data-value='{value}']");
        ensure!(pressed(page, &css)?, "{side}: {fact} is lost");
    }
    Ok(())
}

#[test]
fn two_sides_that_differ_are_kept_each() -> Result<()> {
    visit("sides-differ", &Settings::phone(), |page| {
        let mut me = at_the_legs(page)?;
        me.view("list")?.place("calves", "both")?.go("next")?;
        me.at("site.calves")?;
        let fits = page.script(
            "return document.scrollingElement.scrollHeight <= innerHeight",
            vec![],
        )?;
        // In WebKitGTK letters are wider, and take a line more.
        ensure!(
            fits == serde_json::json!(true) || page.engine() == Engine::Webkit,
            "the screen scrolls"
        );
        // Neither answer is the tempting one.
        ensure!(page.count(".alike .btn.even")? == 2);
        me.go("differ")?;
        asked_about(page, "left", &[])?;
        me.choose("score", "7")?.sign("swollen")?.go("next")?;
        asked_about(page, "right", &[])?;
        ensure!(!pressed(page, "[data-fact=score][data-value='7']")?);
        let left = [("score", "7"), ("swollen", "yes")];
        me.go("back")?;
        asked_about(page, "left", &left)?;
        me.go("next")?;
        asked_about(page, "right", &[])?;
        page.reload()?;
        asked_about(page, "right", &[])?;
        page.back()?;
        asked_about(page, "left", &left)?;
        me.go("next")?;
        asked_about(page, "right", &[])?;
        me.choose("score", "2")?.go("next")?;
        me.at("moving_signs")?;
        page.back()?;
        asked_about(page, "right", &[("score", "2")])?;
        page.back()?;
        asked_about(page, "left", &left)?;
        page.back()?;
        me.at("where")?.go("next")?;
        asked_about(page, "left", &left)?;
        me.go("next")?;
        asked_about(page, "right", &[("score", "2")])
    })
}

#[test]
fn a_half_filled_place_outlives_a_reload() -> Result<()> {
    visit("half-a-place", &Settings::phone(), |page| {
        let mut me = at_the_legs(page)?;
        me.view("list")?.place("calves", "left")?.go("next")?;
        me.at("site.calves")?
            .choose("score", "4")?
            .sign("swollen")?;
        page.reload()?;
        asked_about(page, "left", &[("score", "4"), ("swollen", "yes")])?;
        me.go("next")?;
        me.at("moving_signs")?;
        Ok(())
    })
}

#[test]
fn a_press_for_both_sides_is_for_the_left_alone_once_they_differ() -> Result<()> {
    visit("alike-then-differ", &Settings::phone(), |page| {
        let mut me = at_the_legs(page)?;
        me.view("list")?.place("calves", "both")?.go("next")?;
        me.at("site.calves")?.choose("score", "5")?.go("same")?;
        me.at("began")?.go("back")?;
        me.at("site.calves")?.choose("score", "2")?.go("differ")?;
        asked_about(page, "left", &[("score", "2")])?;
        me.go("next")?;
        asked_about(page, "right", &[("score", "5")])
    })
}

/// As an installed app or a tab that is kept: nothing is loaded anew, the next day comes all the same.
#[test]
fn a_page_that_was_put_away_overnight_asks_again_what_has_passed() -> Result<()> {
    visit("put-away", &Settings::phone(), |page| {
        let mut me = at_the_legs(page)?;
        page.script(
            "const Real = Date;
             window.__late = 0;
             window.Date = class extends Real { constructor(...a) { if (a.length) super(...a); else super(Real.now() + window.__late); } };
             window.__away = (hours) => {
                for (const hidden of [true, false]) {
                    Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
                    document.dispatchEvent(new Event('visibilitychange'));
                    if (hidden) window.__late += hours * 3600000;
                }
             };",
            vec![],
        )?;
        page.script("window.__away(1)", vec![])?;
        page.settle()?;
        me.at("where")?;
        page.script("window.__away(14)", vec![])?;
        me.at("card")?;
        page.picture("put-away")?;
        page.click_at("[data-action=resume]")?;
        me.at("safety")?.go("none")?;
        // The rest of the run still stands; when it ended does not.
        me.at("run")?;
        page.element("[data-fact=finished][data-value=h6_24]")?;
        ensure!(page.count("[data-fact=finished][aria-pressed=true]")? == 0);
        Ok(())
    })
}

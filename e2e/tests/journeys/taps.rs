//! Four stories pressed through the page: as many presses and screens as `play` counts for them.

use aftermile_e2e::{Engine, Settings, Visit, visit};
use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;

use crate::runner::Runner;

fn counted(story: &str, me: &Runner<'_>) -> Result<()> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vignettes/taps.json");
    let all: BTreeMap<String, BTreeMap<String, usize>> =
        serde_json::from_str(&std::fs::read_to_string(path)?)?;
    let wanted = all.get(story).context("the story has no count")?;
    // The card and the answer are not screens of the interview.
    let screens = me.screens.len() - 2;
    let found = (me.taps, screens);
    let wanted = (wanted["taps"], wanted["screens"]);
    ensure!(
        found == wanted,
        "{story}: {found:?}, counted {wanted:?}: {:?}",
        me.screens
    );
    Ok(())
}

fn story(name: &str, walk: fn(&Visit) -> Result<Runner<'_>>) -> Result<()> {
    visit(name, &Settings::phone(), move |page| {
        let me = walk(page)?;
        counted(name, &me)
    })
}

#[test]
fn v01_two_even_places_after_an_easy_run() -> Result<()> {
    story("V01", |page| {
        let mut me = Runner::start(page)?;
        me.at("safety")?.go("none")?;
        me.at("run")?
            .choose_all(&[
                ("kind", "easy"),
                ("minutes", "40 min"),
                ("finished", "within_hour"),
            ])?
            .go("next")?;
        me.at("where")?
            .view("list")?
            .place("quads", "both")?
            .place("calves", "both")?
            .go("next")?;
        for region in ["quads", "calves"] {
            me.at(&format!("site.{region}"))?
                .choose("score", "2")?
                .go("same")?;
        }
        me.at("began")?.choose("began", "built_up")?;
        me.at("about_you")?.choose("age", "a18_49")?.go("next")?;
        me.at("effort")?.choose("effort", "3")?;
        me.at("you_now")?
            .choose_all(&[
                ("time", "30 min"),
                ("kit", "roller"),
                ("eaten", "not_yet"),
                ("sleep", "h7_8"),
            ])?
            .go("next")?;
        me.at("answer")?;
        Ok(me)
    })
}

#[test]
fn v04_a_day_and_a_half_after_long_descents() -> Result<()> {
    story("V04", |page| {
        let mut me = Runner::start(page)?;
        me.at("safety")?.go("none")?;
        me.at("run")?
            .choose_all(&[("kind", "hills"), ("minutes", "80 min")])?
            .choose_all(&[("finished", "day1"), ("descent", "yes"), ("unusual", "yes")])?
            .go("next")?;
        // WebKitGTK is set up for the United States: 8 miles.
        let distance = if page.engine() == Engine::Webkit {
            "12875 m"
        } else {
            "13000 m"
        };
        me.at("distance")?.choose("distance", distance)?;
        me.at("where")?
            .view("list")?
            .place("quads", "both")?
            .place("calves", "both")?
            .go("next")?;
        for (region, score) in [("quads", "6"), ("calves", "3")] {
            me.at(&format!("site.{region}"))?
                .choose("score", score)?
                .go("same")?;
        }
        me.at("began")?.choose("began", "after_run")?;
        me.at("about_you")?.choose("age", "a18_49")?.go("next")?;
        me.at("effort")?.choose("effort", "7")?;
        me.at("you_now")?
            .choose_all(&[("time", "30 min"), ("kit", "roller")])?
            .go("next")?;
        me.at("answer")?;
        Ok(me)
    })
}

#[test]
fn v33_a_stiff_achilles_opens_the_closer_look() -> Result<()> {
    story("V33", |page| {
        let mut me = Runner::start(page)?;
        me.at("safety")?.go("none")?;
        me.at("run")?
            .choose_all(&[("kind", "easy"), ("minutes", "45 min")])?
            .choose_all(&[("finished", "h6_24"), ("unusual", "yes")])?
            .go("next")?;
        me.at("where")?
            .view("list")?
            .place("achilles", "right")?
            .go("next")?;
        me.at("site.achilles")?.choose("score", "3")?.go("next")?;
        me.at("began")?.choose("began", "before")?;
        me.at("days")?.choose("days", "d4_7")?;
        me.at("about_you")?.choose("age", "a18_49")?.go("next")?;
        me.at("moving_signs")?.go("none")?;
        me.at("feeling_signs")?.go("none")?;
        me.at("effort")?.choose("effort", "4")?;
        me.at("you_now")?.go("next")?;
        me.at("answer")?;
        Ok(me)
    })
}

#[test]
fn n01_legs_that_feel_fine() -> Result<()> {
    story("N01", |page| {
        let mut me = Runner::start(page)?;
        me.at("safety")?.go("none")?;
        me.at("run")?
            .choose_all(&[
                ("kind", "easy"),
                ("minutes", "40 min"),
                ("finished", "within_hour"),
            ])?
            .go("next")?;
        me.at("where")?.choose("legs", "fine")?;
        me.at("about_you")?.choose("age", "a18_49")?.go("next")?;
        me.at("effort")?.choose("effort", "3")?;
        me.at("you_now")?
            .choose_all(&[
                ("time", "30 min"),
                ("kit", "roller"),
                ("eaten", "not_yet"),
                ("sleep", "h7_8"),
            ])?
            .go("next")?;
        me.at("answer")?;
        Ok(me)
    })
}

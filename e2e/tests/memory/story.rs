//! Two weeks of a runner.

use super::import::import_and_answer;
use super::runner::{Runner, easy_run};
use super::{check_in, stored};
use aftermile_e2e::{Settings, Visit, visit};
use anyhow::{Context, Result, ensure};

/// An easy run with one sore muscle on both sides.
fn one_place<'a>(page: &'a Visit, score: &str) -> Result<Runner<'a>> {
    let mut me = Runner::start(page)?;
    me.at("safety")?.go("none")?;
    me.at("run")?
        .choose("kind", "easy")?
        .choose("minutes", "40 min")?
        .choose("finished", "within_hour")?
        .go("next")?;
    me.at("where")?
        .view("list")?
        .place("quads", "both")?
        .go("next")?;
    me.at("site.quads")?.choose("score", score)?.go("same")?;
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
    me.at("answer")?;
    Ok(me)
}

fn open(page: &Visit, action: &str, screen: &str) -> Result<()> {
    page.click_at(&format!("[data-action={action}]"))?;
    page.element(&format!("[data-screen={screen}]"))?;
    page.check_accessibility()?;
    page.check_width()
}

#[test]
fn two_weeks_of_a_runner() -> Result<()> {
    visit("two-weeks", &Settings::phone(), |page| {
        // Sunday: a run, and a check-in on each of the three days after.
        easy_run(page)?;
        page.let_pass(24)?;
        page.see("Check in on")?;
        page.picture("memory-card-due")?;
        check_in(page, 3, 0)?;
        page.see("Easy running only today")?;
        page.picture("memory-checked")?;
        // The plan can be set back to the general advice, and moved again.
        page.click_at("[data-action=switch]")?;
        page.see("general advice from your answer")?;
        page.click_at("[data-action=switch]")?;
        page.see("Easy running only today")?;
        page.click_at("[data-action=done]")?;
        ensure!(
            page.count("[data-action=check-in]")? == 0,
            "it was just answered"
        );
        // The run's answer shows how the days moved, and leads back to the check-in.
        page.click_at("[data-action=last]")?;
        page.element("[data-screen=answer] [data-since]")?;
        page.see("Your check-in moves the wait")?;
        page.check_accessibility()?;
        page.check_width()?;
        page.picture("memory-moved")?;
        page.click_at(".since [data-action=switch]")?;
        page.see_no("Your check-in moves the wait")?;
        page.click_at(".since [data-action=switch]")?;
        page.see("Your check-in moves the wait")?;
        page.click_at(".since [data-action=checked]")?;
        page.element("[data-screen=checked]")?;
        page.click_at("[data-action=done]")?;
        page.let_pass(24)?;
        check_in(page, 2, 0)?;
        page.see("Carry on with your plan")?;
        page.click_at("[data-action=done]")?;

        // Five more runs, each followed; one sore place takes three presses. One of them comes from the watch's file.
        for run in 0..5 {
            page.let_pass(30)?;
            if run == 2 {
                import_and_answer(page, 30)?;
            } else {
                one_place(page, "3")?;
            }
            // From the third followed run of its kind on the forecast is the runner's own; the one of the file is of another.
            let own = page.count("[data-own]")?;
            ensure!(
                own == usize::from(run >= 3),
                "{own} own curves at run {run}"
            );
            if run == 3 {
                page.picture("memory-own-curve")?;
            }
            page.let_pass(24)?;
            let taps = check_in(page, 2, 0)?;
            ensure!(taps == 3, "{taps} taps");
            if run < 1 {
                page.see("From 3 on your own curve takes over")?;
            }
            page.click_at("[data-action=done]")?;
            // The rest of the windows of this run pass unanswered.
        }
        let runs = stored(page)?;
        ensure!(runs.len() == 6, "six runs");
        let of_file = runs.iter().filter(|run| run["src"] == "fit").count();
        ensure!(of_file == 1, "{of_file} runs of a file");
        page.click_at("[data-action=history]")?;
        page.see("6 runs on this device")?;
        page.picture("memory-history")?;
        open(page, "look-back", "look-back")?;
        page.see("In the last 7 days")?;
        page.see("Nothing is said here before there are 5 pairs")?;
        page.long_picture("memory-look-back")?;
        let place = "[data-place=quads] [data-action=niggle]";
        page.click_at(place)?;
        page.see("For a physiotherapist or doctor")?;
        page.check_accessibility()?;
        page.long_picture("memory-niggle")?;
        page.click_at("[data-action=close]")?;
        page.click_at("[data-action=close]")?;

        // A run that gets worse: the level rises with its reason.
        page.click_at("[data-action=close]")?;
        page.let_pass(24)?;
        check_in(page, 5, 1)?;
        page.see("at the last check-in and is")?;
        page.see("No running until it has been looked at")?;
        page.picture("memory-raised")?;
        page.click_at("[data-action=done]")?;

        // One export; erase one with undo; erase all; restore.
        let file = export(page)?;
        let before = stored(page)?;
        page.click_at("[data-action=close]")?;
        page.click_at("[data-action=erase]")?;
        page.see("The run is erased")?;
        page.see("5 runs on this device")?;
        page.click_at("[data-action=undo-erase]")?;
        page.see("6 runs on this device")?;
        ensure!(stored(page)? == before, "the erased run came back changed");
        open(page, "data", "data")?;
        // What the guided session keeps goes too, of this version and of an earlier one.
        page.script(
            "for (const version of [1, 2]) for (const name of ['player', 'senses']) localStorage[`aftermile:${version}:${name}`] = '010';",
            vec![],
        )?;
        page.click_at("[data-action=erase-all]")?;
        page.click_at("[data-action=erase-yes]")?;
        page.see("holds nothing of yours")?;
        let left = page.script("return Object.keys(localStorage).length;", vec![])?;
        ensure!(left == 0, "{left} entries are left");
        restore(page, &file)?;
        page.see("6 new runs")?;
        page.picture("memory-import")?;
        page.click_at("[data-action=merge]")?;
        page.see("6 new, 0 changed")?;
        ensure!(stored(page)? == before, "what came back is not what went");
        page.click_at("[data-action=undo-import]")?;
        page.see("Taken back")?;
        ensure!(stored(page)?.is_empty());
        restore(page, &file)?;
        page.click_at("[data-action=merge]")?;
        // Again: all of it is here already.
        restore(page, &file)?;
        page.see("6 runs that are here already")?;
        page.long_picture("memory-data")?;
        Ok(())
    })
}

/// Opens "your data" from the card and takes the file that the page offers.
fn export(page: &Visit) -> Result<String> {
    page.click_at("[data-action=history]")?;
    open(page, "data", "data")?;
    // The file is caught on its way: where downloads go is the browser's own affair.
    page.script(
        "window.caught = [];
         const make = URL.createObjectURL;
         URL.createObjectURL = (blob) => { window.caught.push(blob.text()); return make.call(URL, blob); };",
        vec![],
    )?;
    page.click_at("[data-action=export]")?;
    page.see("on its way to your downloads")?;
    page.see("Last file:")?;
    let text = page.script_calling_back(
        "const done = arguments[arguments.length - 1]; window.caught[0].then(done);",
        vec![],
    )?;
    Ok(text.as_str().context("no file was offered")?.to_owned())
}

/// Pastes an export into the field for it.
fn restore(page: &Visit, text: &str) -> Result<()> {
    if page.count("details[open] [data-action=paste]")? == 0 {
        page.click("Or paste what you copied")?;
    }
    page.script(
        "const root = document.querySelector('aftermile-widget').shadowRoot;
         const area = root.querySelector('[data-action=paste]');
         area.value = arguments[0];
         area.dispatchEvent(new Event('input', { bubbles: true }));",
        vec![text.into()],
    )?;
    page.click_at("[data-action=read-pasted]")?;
    page.element("[data-import=ready]")?;
    page.check_accessibility()
}

#[test]
fn something_new_at_a_check_in_goes_through_the_questions() -> Result<()> {
    visit("check-in-new", &Settings::phone(), |page| {
        one_place(page, "3")?;
        page.let_pass(24)?;
        page.click_at("[data-action=check-in]")?;
        super::score(page, 3)?;
        page.click_at("[data-fact=stairs][data-value='1']")?;
        page.click_at("[data-fact=stroke_signs]")?;
        page.see("Get help now")?;
        page.check_accessibility()?;
        // The next visit first asks whether the runner was seen; "not yet" shows the answer again.
        page.let_pass(20)?;
        page.see("Have you been seen?")?;
        page.check_accessibility()?;
        page.picture("memory-seen")?;
        page.click_at("[data-fact=seen][data-value=no]")?;
        page.see("Get help now")?;
        page.reload()?;
        page.see("Have you been seen?")?;
        page.click_at("[data-fact=seen][data-value=yes]")?;
        page.see("What do your legs need now?")?;
        page.reload()?;
        page.see("What do your legs need now?")?;
        let runs = stored(page)?;
        ensure!(
            runs.len() == 2 && runs.iter().any(|r| r["re"].is_string()),
            "{runs:?}"
        );
        Ok(())
    })
}

#[test]
fn stairs_impossible_after_three_days_are_seen_today() -> Result<()> {
    visit("check-in-stairs", &Settings::phone(), |page| {
        one_place(page, "3")?;
        page.let_pass(70)?;
        check_in(page, 2, 2)?;
        page.see("Be seen today")?;
        page.see("You cannot climb stairs")?;
        // Whoever calls is told by when it becomes an emergency, and what to say.
        page.see("What to say on the phone")?;
        page.see("I cannot climb stairs any more.")?;
        page.see("finished two days ago")?;
        page.see("Stop exercising")?;
        page.picture("check-in-urgent")?;
        page.check_accessibility()?;
        ensure!(page.count("[data-moved], [data-learned], [data-step]")? == 0);
        page.let_pass(20)?;
        page.see("Have you been seen?")?;
        page.click_at("[data-fact=seen][data-value=slip]")?;
        // The run opens to what its check-in came to, not to its exercises.
        page.click_at("[data-action=last]")?;
        page.element("[data-screen=checked]")?;
        page.see("Be seen today")?;
        ensure!(page.count("[data-moved], [data-learned], [data-step], [data-action=play]")? == 0);
        page.check_accessibility()?;
        Ok(())
    })
}

#[test]
fn a_check_in_is_walked_with_the_keyboard() -> Result<()> {
    visit("check-in-keys", &Settings::desktop(), |page| {
        one_place(page, "3")?;
        page.let_pass(24)?;
        let press = |css: &str| -> Result<()> {
            page.element(css)?;
            page.script(
                "document.querySelector('aftermile-widget').shadowRoot.querySelector(arguments[0]).focus();",
                vec![css.into()],
            )?;
            page.press("\u{e007}")
        };
        press("[data-action=check-in]")?;
        press(".check-row [data-value='2']")?;
        page.element("[data-screen='check.stairs']")?;
        // Focus goes to the heading of each new question.
        let heading = page.wait(|| {
            let at = page.script(
                "const at = document.querySelector('aftermile-widget').shadowRoot.activeElement;
                 return at?.hasAttribute('data-heading') ?? false;",
                vec![],
            )?;
            Ok((at == true).then_some(()))
        })?;
        ensure!(heading.is_some(), "the heading has no focus");
        press("[data-fact=stairs][data-value='0']")?;
        press("[data-screen='check.new'] [data-action=none]")?;
        page.see("That is ordinary soreness")?;
        page.picture("memory-checked-desktop")?;
        Ok(())
    })
}

//! Once a week four questions about whatever troubled the runner, told by how long it lasts.

use super::runner::easy_run;
use aftermile_e2e::{Key, Settings, Visit, visit};
use anyhow::{Context, Result, ensure};

/// A run nine days earlier, which is running for more than a week, and what was told a week ago.
fn a_week_was_told(page: &Visit) -> Result<()> {
    page.script(
        "const key = Object.keys(localStorage).find((k) => k.startsWith('aftermile:2:run:'));
         const run = JSON.parse(localStorage[key]);
         const ago = 9 * 86400000;
         localStorage.setItem('aftermile:2:run:x9', JSON.stringify({ ...run, id: 'x9', t: run.t - ago, f: run.f - ago }));
         const day = Math.floor((Date.now() - new Date().getTimezoneOffset() * 60000) / 86400000);
         localStorage.setItem('aftermile:2:week:' + (day - 7), JSON.stringify({ v: 2, body: { day: day - 7, at_ms: Date.now() - 7 * 86400000,
           taking_part: 'moderate', changing: 'moderate', running_well: 'mild', feeling: 'mild' } }));",
        vec![],
    )?;
    page.reload()
}

/// By keyboard alone: the focus stands on each question's heading, the answers follow it in their order.
#[test]
fn a_week_is_told_with_the_keyboard_on_a_laptop_in_the_dark() -> Result<()> {
    visit(
        "memory-week-keys",
        &Settings::desktop().in_the_dark(),
        |page| {
            easy_run(page)?;
            a_week_was_told(page)?;
            page.click_at("[data-action=history]")?;
            page.click_at("[data-note=week] [data-action=ask-week]")?;
            for (question, steps) in [
                ("taking_part", 2),
                ("changing", 1),
                ("running_well", 1),
                ("feeling", 3),
            ] {
                page.element(&format!("[data-screen='week.{question}']"))?;
                page.settle()?;
                let heading = page.focus()?.context("nothing has the focus")?;
                ensure!(heading.tag == "h2", "{question}: {heading:?}");
                for _ in 0..steps {
                    page.press(Key::Tab)?;
                }
                let answer = page.focus()?.context("nothing has the focus")?;
                ensure!(answer.tag == "button", "{question}: {answer:?}");
                if question == "taking_part" {
                    page.check_accessibility()?;
                    page.picture("week-question-laptop-dark")?;
                }
                page.press(Key::Enter)?;
            }
            page.element("[data-screen=look-back] [data-trouble]")?;
            page.check_accessibility()?;
            page.long_picture("week-look-back-laptop-dark")?;
            Ok(())
        },
    )
}

#[test]
fn a_week_is_told_looked_back_on_and_comes_back_from_an_export() -> Result<()> {
    visit("memory-week", &Settings::phone(), |page| {
        easy_run(page)?;
        a_week_was_told(page)?;
        page.click_at("[data-action=history]")?;
        page.click_at("[data-note=week] [data-action=ask-week]")?;
        page.element("[data-screen='week.taking_part']")?;
        page.check_accessibility()?;
        page.check_width()?;
        page.picture("week-question")?;
        page.click_at("[data-fact=taking_part][data-value=mild]")?;
        page.click_at("[data-fact=changing][data-value=mild]")?;
        page.element("[data-screen='week.running_well']")?;
        // Back opens the question before again.
        page.click_at("[data-action=back]")?;
        page.click_at("[data-fact=changing][data-value=none]")?;
        page.click_at("[data-fact=running_well][data-value=none]")?;
        page.click_at("[data-fact=feeling][data-value=mild]")?;
        page.element("[data-screen=look-back] [data-trouble]")?;
        page.see("in 2 reports in a row; in 1 of them it changed your running")?;
        page.see("The last one: 16 of 100")?;
        page.see("worth having looked at")?;
        page.see("Strain (load times monotony)")?;
        page.check_accessibility()?;
        page.check_width()?;
        page.long_picture("week-look-back")?;
        page.click_at("[data-action=close]")?;
        ensure!(
            page.count("[data-note=week]")? == 0,
            "asked again in the same week"
        );
        let weeks = "return Object.keys(localStorage).filter((k) => k.startsWith('aftermile:2:week:')).length;";
        ensure!(page.script(weeks, vec![])? == 2);
        Ok(())
    })
}

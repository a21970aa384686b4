//! A runner in front of the page: words for what one presses there. Every screen that is passed is checked
//! for accessibility and for sideways scrolling.

use aftermile_e2e::Visit;
use anyhow::{Context, Result, ensure};

pub struct Runner<'a> {
    pub page: &'a Visit,
    /// The presses so far, by the product's definition of a tap.
    pub taps: usize,
    pub screens: Vec<String>,
}

impl<'a> Runner<'a> {
    /// Opens the questions from the card.
    pub fn start(page: &'a Visit) -> Result<Self> {
        let mut runner = Runner {
            page,
            taps: 0,
            screens: Vec::new(),
        };
        runner.at("card")?;
        runner.press("[data-action=start]")?;
        Ok(runner)
    }

    /// Waits for a screen, and checks it.
    pub fn at(&mut self, screen: &str) -> Result<&mut Self> {
        self.page
            .element(&format!("[data-screen='{screen}']"))
            .with_context(|| format!("the screen {screen} did not come"))?;
        // The way to the signs stands on every screen after the first.
        let ends = [
            "card",
            "safety",
            "emergency",
            "same_day",
            "waiting",
            "player",
        ];
        if !ends.iter().any(|end| screen.starts_with(end)) {
            self.page
                .element("[data-action=wrong]")
                .with_context(|| format!("no way to the signs on {screen}"))?;
        }
        self.page.check_accessibility()?;
        self.page.check_width()?;
        self.screens.push(screen.to_owned());
        Ok(self)
    }

    fn press(&mut self, css: &str) -> Result<&mut Self> {
        self.page.click_at(css)?;
        self.taps += 1;
        Ok(self)
    }

    /// A line of the safety screen, or a sign that is ticked.
    pub fn sign(&mut self, fact: &str) -> Result<&mut Self> {
        self.press(&format!("button[data-fact={fact}]"))
    }

    /// Chooses a value. The choice is seen as chosen before the next question comes.
    pub fn choose(&mut self, fact: &str, value: &str) -> Result<&mut Self> {
        self.press(&format!("[data-fact={fact}][data-value='{value}']"))?;
        self.page.settle()?;
        Ok(self)
    }

    /// Several choices of one screen.
    pub fn choose_all(&mut self, choices: &[(&str, &str)]) -> Result<&mut Self> {
        for (fact, value) in choices {
            self.choose(fact, value)?;
        }
        Ok(self)
    }

    /// A place of the list.
    pub fn place(&mut self, region: &str, side: &str) -> Result<&mut Self> {
        self.press(&format!(".list [data-region={region}][data-side={side}]"))
    }

    /// How the places are shown: list, front, back.
    pub fn view(&mut self, view: &str) -> Result<&mut Self> {
        self.press(&format!("[data-fact=view][data-value={view}]"))
    }

    /// A zone of the picture.
    pub fn zone(&mut self, view: &str, zone: &str, side: &str) -> Result<&mut Self> {
        self.press(&format!(
            ".map[data-view={view}] [data-zone={zone}][data-side={side}]"
        ))
    }

    /// An answer above the question, to be opened again.
    pub fn edit(&mut self, fact: &str) -> Result<&mut Self> {
        self.press(&format!("[data-edit={fact}]"))
    }

    /// The lasting facts: the age is told at the first run, and only confirmed at the later ones.
    pub fn about_you(&mut self) -> Result<&mut Self> {
        self.at("about_you")?;
        if self.page.count("[data-edit=age]")? == 0 {
            self.choose("age", "a18_49")?;
        }
        self.go("next")
    }

    /// One of the buttons at the bottom: next, none, same, differ, unsure.
    pub fn go(&mut self, action: &str) -> Result<&mut Self> {
        self.press(&format!("[data-action={action}]"))
    }

    /// The steps of the plan that is shown, in order.
    pub fn steps(&self) -> Result<Vec<String>> {
        let found = self.page.script(
            "const roots = [document];
             for (const el of document.querySelectorAll('*')) if (el.shadowRoot) roots.push(el.shadowRoot);
             return roots.flatMap(r => [...r.querySelectorAll('[data-step]')].map(e => e.dataset.step));",
            vec![],
        )?;
        Ok(serde_json::from_value(found)?)
    }

    pub fn has_steps(&self, wanted: &[&str]) -> Result<()> {
        let steps = self.steps()?;
        for step in wanted {
            ensure!(steps.iter().any(|s| s == step), "no {step} among {steps:?}");
        }
        Ok(())
    }
}

/// The story V01: an easy run, both legs a little heavy.
pub fn easy_run<'a>(page: &'a Visit) -> Result<Runner<'a>> {
    let mut me = easy_questions(page)?;
    me.at("answer")?;
    Ok(me)
}

/// The same up to the last question's Next.
pub fn easy_questions<'a>(page: &'a Visit) -> Result<Runner<'a>> {
    let mut me = Runner::start(page)?;
    me.at("safety")?;
    easy_questions_from(me)
}

/// The same from the safety screen on.
pub fn easy_questions_from(me: Runner<'_>) -> Result<Runner<'_>> {
    easy_questions_for(me, "25 min")
}

/// The same with so many minutes for the session.
pub fn easy_questions_for<'a>(mut me: Runner<'a>, minutes: &str) -> Result<Runner<'a>> {
    let page = me.page;
    me.go("none")?;
    me.at("run")?;
    // A blog may have said what the run was: that is opened again.
    if page.count("[data-edit=kind]")? > 0 {
        me.edit("kind")?;
    }
    me.choose("kind", "easy")?
        .choose("minutes", "40 min")?
        .choose("finished", "within_hour")?
        .go("next")?;
    me.at("where")?
        .zone("front", "quads", "left")?
        .zone("front", "quads", "right")?
        .view("list")?
        .place("calves", "both")?;
    page.element(".list [data-region=calves][data-side=both][aria-pressed=true]")
        .context("the calves were pressed and are not chosen")?;
    me.go("next")?;
    for region in ["quads", "calves"] {
        me.at(&format!("site.{region}"))?
            .choose("score", "2")?
            .go("same")?;
    }
    me.at("began")?.choose("began", "built_up")?;
    me.about_you()?;
    me.at("effort")?.choose("effort", "3")?;
    me.at("you_now")?
        .choose_all(&[
            ("time", minutes),
            ("kit", "roller"),
            ("eaten", "not_yet"),
            ("sleep", "h7_8"),
        ])?
        .go("next")?;
    Ok(me)
}

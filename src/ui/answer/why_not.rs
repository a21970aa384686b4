//! What did not apply: rules that nearly fired, and the answer of the runner's that decided against each. Found by the
//! engine in the rules, when a runner opens it.

use crate::i18n::{Words, key};
use crate::state::App;
use crate::state::sources::Found;
use crate::ui::parts::live;
use aftermile_engine::Answers;
use aftermile_engine::explain::{WhyNot, why_not};
use leptos::prelude::*;

/// So many warning signs, and so many steps; of each so many answers.
const SHOWN: usize = 4;
const ANSWERS: usize = 3;

pub fn view(app: App, answers: &Answers) -> AnyView {
    let opened = RwSignal::new(false);
    let answers = answers.clone();
    let rows = move || {
        if !opened.get() {
            return ().into_any();
        }
        let (found, words) = (app.sources.get(), app.words());
        let (signs, mut steps): (Vec<WhyNot>, Vec<WhyNot>) = why_not(&answers)
            .into_iter()
            .partition(|w| w.level.is_some());
        // What hung on the fewest answers came closest.
        steps.sort_by_key(|w| w.decided.len());
        let signs = signs.iter().filter_map(|w| sign(app, &words, w));
        let mut told: Vec<String> = Vec::new();
        let steps = steps.iter().filter_map(|w| {
            let title = words.rule(&format!("step.{}", w.rule));
            // Several ways to do one thing have one name.
            (!told.contains(&title)).then(|| {
                told.push(title.clone());
                row(&words, title, w)
            })
        });
        let rows: Vec<AnyView> = signs.take(SHOWN).chain(steps.take(SHOWN)).collect();
        let missing = (found == Found::Missing)
            .then(|| view! { <p class="sub" role="status">{key::NOT_MISSING.text()}</p> });
        view! {
            <p class="sub">{key::NOT_LEAD.text()}</p>
            {missing}
            <ul class="changes">{rows}</ul>
        }
        .into_any()
    };
    let open = move |_| {
        app.open_sources();
        opened.set(true);
    };
    view! {
        <section class="part">
            <details class="limits" data-why-not="" on:toggle=open>
                <summary>{key::NOT_TITLE.text()}</summary>
                {live(rows)}
            </details>
        </section>
    }
    .into_any()
}

/// A warning sign, once its name is known.
fn sign(app: App, words: &Words, near: &WhyNot) -> Option<AnyView> {
    let title = app.title(&format!("rule.{}", near.rule))?;
    let level = near.level.map(|l| words.rule(&format!("level.{}", l.id())));
    let title = match level {
        Some(level) => format!("{title} ({level})"),
        None => title,
    };
    Some(row(words, title, near))
}

fn row(words: &Words, title: String, near: &WhyNot) -> AnyView {
    let what: Vec<String> = near
        .decided
        .iter()
        .take(ANSWERS)
        .map(|a| words.arg(a))
        .collect();
    let because = words.with(key::NOT_BECAUSE, &[("what", &what.join(", "))]);
    view! {
        <li data-near=near.rule.clone()>
            <b>{title}</b>
            <p class="sub">{because}</p>
        </li>
    }
    .into_any()
}

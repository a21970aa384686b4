//! A run whose rules have changed since: in short, as it was told then.

use super::what;
use crate::history::{Run, Summary};
use crate::i18n::{Words, key};
use crate::ports::DateStyle;
use crate::state::{App, Page};
use crate::ui::parts::{CLOSE, heading, icon_button, live};
use aftermile_engine::plan::NextRun;
use aftermile_engine::{Answers, Arg, Level, Message};
use leptos::prelude::*;

pub fn view(app: App) -> AnyView {
    let Some(run) = app.chosen_run() else {
        return super::view(app);
    };
    let word = run
        .level
        .map(|l| app.words_untracked().rule(&format!("level.{}", l.id())));
    let back = Callback::new(move |()| app.show(Page::History));
    let since = crate::ui::check_in::since(app, &run.id);
    let body = move || body(&app.words(), &run);
    view! {
        <section class="page" data-screen="old-run">
            <div class="top">
                {heading(app, "q one", word.unwrap_or_default())}
                {icon_button("close", key::HISTORY_CLOSE, CLOSE, back)}
            </div>
            {since}
            {live(body)}
        </section>
    }
    .into_any()
}

fn body(words: &Words, run: &Run) -> AnyView {
    let told = run.told.summary();
    let answers = run.said.answers();
    let date = words.date(run.moment(), DateStyle::Full);
    let say = |key: String| {
        let message = match &answers {
            Some(answers) => Message::about(key, answers),
            None => Message::new(key),
        };
        words.message(&message)
    };
    let reasons: Vec<AnyView> = told
        .reasons
        .iter()
        .map(|r| view! { <p>{say(format!("rule.{r}"))}</p> }.into_any())
        .collect();
    let urgent = run.level >= Some(Level::SameDay);
    view! {
        <p class="sub">{date}". "{what(words, run)}</p>
        <div class="note"><p>{key::ANSWER_OLD.text()}</p></div>
        <div class="level" data-level=run.level.map(Level::id)>{reasons}</div>
        {(!urgent).then(|| steps(words, &told, answers.as_ref()))}
        <p class="sub">{words.with(key::HISTORY_RULES, &[("version", &run.rules)])}</p>
    }
    .into_any()
}

fn steps(words: &Words, told: &Summary, answers: Option<&Answers>) -> AnyView {
    let steps: Vec<AnyView> = told
        .steps
        .iter()
        .map(|step| {
            let dose = step.dose.as_ref().map(|d| words.message(d));
            view! {
                <li class="step" data-step=step.id.clone()>
                    <b>{words.rule(&format!("step.{}", step.id))}</b>
                    {dose.filter(|d| !d.is_empty()).map(|d| view! { <p class="dose">{d}</p> })}
                </li>
            }
            .into_any()
        })
        .collect();
    let next = told.next_run.as_ref().map(|(ids, hours)| {
        let hours = i32::try_from(*hours).unwrap_or(i32::MAX);
        let text = |(id, hours): (&str, i32)| {
            let key = format!("next.{id}.wait");
            let message = match answers {
                Some(answers) => Message::about(key, answers),
                None => Message::new(key),
            };
            words.message(&message.with("hours", Arg::Quantity(hours, "h".into())))
        };
        let texts: Vec<String> = NextRun::rules(ids, hours).map(text).collect();
        view! { <p><b>{key::ANSWER_NEXT.text()}</b>": "{texts.join(" ")}</p> }
    });
    view! {
        <ul>{steps}</ul>
        {next}
    }
    .into_any()
}

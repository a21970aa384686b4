//! A plan to read: one that was shared, or one's own as a page to print. Nothing on it is pressed but what is at
//! its foot.

use super::answer::ribbon::point;
use super::answer::session::time;
use super::parts::{bar, button, button_now, heading};
use crate::i18n::{Key, Words, key};
use crate::ports::DateStyle;
use crate::share::{Shared, SharedPart, Unreadable};
use crate::state::App;
use aftermile_engine::plan::NextRun;
use aftermile_engine::{Level, Slot};
use leptos::prelude::*;

pub fn view(app: App) -> AnyView {
    let begin = Callback::new(move |()| app.leave_shared());
    let (body, print) = match app.shared.get_value() {
        Some(Ok(plan)) => (document(&app.words(), app, &plan), true),
        Some(Err(why)) => (unreadable(app, why), false),
        None => (().into_any(), false),
    };
    if print && app.is_to_print() {
        request_animation_frame(move || {
            app.print();
        });
    }
    let printing = print.then(|| {
        let press = Callback::new(move |()| {
            app.print();
        });
        button_now("btn even", "print", key::TAKE_PRINT.text(), press)
    });
    let own = button("btn", "own", key::SHARED_OWN.text(), begin);
    view! {
        <section class="sheet-of-paper" data-screen="shared">
            {body}
            {bar(printing.into_iter().chain([own]).collect())}
        </section>
    }
    .into_any()
}

fn unreadable(app: App, why: Unreadable) -> AnyView {
    let text = match why {
        Unreadable::Newer => key::SHARED_NEWER,
        Unreadable::Broken => key::SHARED_BROKEN,
    };
    view! {
        {heading(app, "q", key::SHARED_NOT_OPENED.text())}
        <p>{text.text()}</p>
    }
    .into_any()
}

fn document(words: &Words, app: App, plan: &Shared) -> AnyView {
    let date = words.date(plan.moment, DateStyle::Day);
    let level = words.rule(&format!("level.{}", plan.level.id()));
    let steps: Vec<AnyView> = Slot::ALL
        .into_iter()
        .filter_map(|slot| slot_rows(words, plan, slot))
        .collect();
    let version = super::answer::limits::version_of(words, &plan.rules, &plan.rules_date);
    view! {
        <p class="brandline"><b>{key::APP_NAME.text()}</b><span>{date}</span></p>
        <p class="sub screen-only">{key::SHARED_NOTE.text()}</p>
        <p class="word">{level}</p>
        {heading(app, "q", words.message(&plan.headline))}
        {session(words, plan)}
        <div class="paper-cols">
            <ol class="paper-days">{steps}</ol>
            <div class="paper-side">
                {warning(words, plan)}
                {forecast(words, plan)}
                {left_out(words, plan)}
                {next_run(words, plan)}
            </div>
        </div>
        <p class="sub ver">{key::APP_NOTICE.text()}" "{key::APP_REVIEWED.text()}" "{version}</p>
    }
    .into_any()
}

fn session(words: &Words, plan: &Shared) -> AnyView {
    if plan.parts.is_empty() {
        return ().into_any();
    }
    let total = time(words, plan.total_s);
    let rows: Vec<AnyView> = plan
        .parts
        .iter()
        .map(|part| {
            let name = words.rule(&format!("exercise.{}", part.exercise));
            tick(name, dose(words, part).into_any())
        })
        .collect();
    view! {
        <section class="part">
            <h3>{words.with(key::ANSWER_SESSION, &[("time", &total)])}</h3>
            <ul class="boxes in-two">{rows}</ul>
        </section>
    }
    .into_any()
}

fn dose(words: &Words, part: &SharedPart) -> String {
    if !part.each {
        return time(words, part.seconds * part.sets);
    }
    let seconds = words.quantity(part.seconds, "s");
    let sets = part.sets.to_string();
    let key = if part.sets > 1 {
        key::ANSWER_EACH_SETS
    } else {
        key::ANSWER_EACH
    };
    words.with(key, &[("sets", &sets), ("seconds", &seconds)])
}

/// A box to tick with a pen.
fn tick(title: String, below: AnyView) -> AnyView {
    view! {
        <li>
            <i class="pen-box" aria-hidden="true"></i>
            <span><b>{title}</b>" "{below}</span>
        </li>
    }
    .into_any()
}

fn slot_rows(words: &Words, plan: &Shared, slot: Slot) -> Option<AnyView> {
    let rows: Vec<AnyView> = plan
        .steps
        .iter()
        .enumerate()
        // What the session holds has its boxes there.
        .filter(|(i, s)| s.slot == slot && !plan.parts.iter().any(|p| p.step == *i))
        .map(|(_, s)| {
            let title = words.rule(&format!("step.{}", s.id));
            match &s.dose {
                Some(dose) => tick(title, words.message(dose).into_any()),
                // Without a dose the way it is done holds the times and the warnings.
                None => {
                    let how = words.rule(&format!("step.{}.how", s.id));
                    tick(title, view! { <small>{how}</small> }.into_any())
                }
            }
        })
        .collect();
    let (name, hours) = super::answer::steps::slot_name(slot);
    let day = hours.map(|h| words.date(plan.moment.plus_hours(h), DateStyle::Weekday));
    (!rows.is_empty()).then(|| {
        view! {
            <li>
                <h3>{name.text()}" "{day.map(|d| view! { <small>{d}</small> })}</h3>
                <ul class="boxes">{rows}</ul>
            </li>
        }
        .into_any()
    })
}

/// When to get help, in a box that stands out on paper too.
fn warning(words: &Words, plan: &Shared) -> AnyView {
    let groups: [(Level, Key); 3] = [
        (Level::Emergency, key::ANSWER_HELP_NOW),
        (Level::SameDay, key::ANSWER_HELP_TODAY),
        (Level::Book, key::ANSWER_HELP_BOOK),
    ];
    let rows: Vec<AnyView> = groups
        .into_iter()
        .filter_map(|(level, name)| {
            let texts: Vec<String> = plan
                .help
                .iter()
                .filter(|(l, _)| *l == level)
                .map(|(_, id)| words.rule(&format!("help.{id}")))
                .collect();
            (!texts.is_empty())
                .then(|| view! { <p><b>{name.text()}": "</b>{texts.join(" ")}</p> }.into_any())
        })
        .collect();
    view! {
        <section class="warning-box">
            <h3>{key::ANSWER_HELP.text()}</h3>
            {rows}
        </section>
    }
    .into_any()
}

fn forecast(words: &Words, plan: &Shared) -> AnyView {
    if plan.marks.is_empty() {
        return ().into_any();
    }
    let rows: Vec<AnyView> = plan
        .marks
        .iter()
        .map(|m| {
            let day = words.date(plan.moment.plus_hours(m.hour), DateStyle::Weekday);
            let (low, likely, high) = (m.low.to_string(), m.likely.to_string(), m.high.to_string());
            let values = [
                ("when", day.as_str()),
                ("low", &low),
                ("likely", &likely),
                ("high", &high),
            ];
            view! { <li>{words.with(point(m.low, m.high), &values)}</li> }.into_any()
        })
        .collect();
    view! {
        <section class="part">
            <h3>{key::ANSWER_RIBBON.text()}</h3>
            <ul>{rows}</ul>
        </section>
    }
    .into_any()
}

fn left_out(words: &Words, plan: &Shared) -> AnyView {
    if plan.left_out.is_empty() {
        return ().into_any();
    }
    let texts: Vec<String> = plan
        .left_out
        .iter()
        .map(|id| words.rule(&format!("leave.{id}")))
        .collect();
    view! {
        <section class="part">
            <h3>{key::ANSWER_LEAVE.text()}</h3>
            <p>{texts.join(", ")}</p>
        </section>
    }
    .into_any()
}

fn next_run(words: &Words, plan: &Shared) -> AnyView {
    let Some((ids, hours)) = &plan.next else {
        return ().into_any();
    };
    let text = |(id, hours): (&str, i32), part: &str| {
        words.rule_with(&format!("next.{id}.{part}"), &mut |name| {
            (name == "hours").then(|| words.quantity(hours, "h"))
        })
    };
    // The first rule, and those that hold beside it.
    let rules: Vec<AnyView> = NextRun::rules(ids, *hours)
        .map(|id| {
            view! {
                <p>{text(id, "easy")}" "{text(id, "wait")}</p>
                <p><b>{key::ANSWER_NEXT_TEST.text()}</b>" "{text(id, "test")}</p>
            }
            .into_any()
        })
        .collect();
    view! {
        <section class="part">
            <h3>{key::ANSWER_NEXT.text()}</h3>
            {rules}
        </section>
    }
    .into_any()
}

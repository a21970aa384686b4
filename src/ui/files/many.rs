//! Runs for the history: what would be taken in, and what came of it.

use super::{Screen, shown_bar, told};
use crate::history::Run;
use crate::i18n::{Words, key};
use crate::ports::DateStyle;
use crate::state::App;
use crate::state::files::{Choice, Chosen, Press, Sorted};
use crate::ui::data;
use crate::ui::history::what;
use crate::ui::parts::{button, live};
use aftermile_fields::{Fields, quote};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// So many runs are listed, the newest ones: thousands would take seconds to draw.
const LISTED: usize = 60;

pub fn view(app: App) -> Screen {
    let state = move || match app.import.get() {
        Some(state) => data::import_state(app, state),
        None => preview(app, &app.sorted()),
    };
    Screen {
        title: app.file_text("many"),
        body: Some(view! { <div role="status">{live(state)}</div> }.into_any()),
        buttons: vec![("btn even", "history", app.file_text("runs"), Press::History)],
        ..Screen::default()
    }
}

pub fn saving(app: App) -> Screen {
    Screen {
        title: app.file_text("saving"),
        body: Some(shown_bar(app, app.file_text("saving"))),
        buttons: vec![(
            "btn even",
            "stop-saving",
            app.file_text("stop"),
            Press::Stop,
        )],
        ..Screen::default()
    }
}

fn preview(app: App, sorted: &Sorted) -> AnyView {
    let words = &app.words();
    let chosen = RwSignal::new(Chosen::default());
    let more = [
        ("elsewhere", sorted.elsewhere),
        ("fuller", sorted.fuller.len()),
    ];
    let mut counts = vec![row("new", words.count(key::DATA_NEW, sorted.new.len()))];
    counts.extend(about(app, words, &sorted.new));
    if sorted.same > 0 {
        counts.push(row("same", words.count(key::DATA_SAME, sorted.same)));
    }
    for (id, count) in more.into_iter().filter(|(_, count)| *count > 0) {
        counts.push(row(id, counted(app, id, count)));
    }
    let by_hand = (!sorted.by_hand.is_empty()).then(|| {
        let label = counted(app, "by_hand", sorted.by_hand.len());
        let put = move |choice| chosen.update(|chosen| chosen.by_hand = choice);
        choose(app, "by_hand", label, &Choice::ALL, put)
    });
    let beside = (!sorted.beside.is_empty()).then(|| {
        let label = counted(app, "beside", sorted.beside.len());
        let put = move |choice| chosen.update(|chosen| chosen.beside = choice);
        choose(app, "beside", label, &[Choice::LeaveOut, Choice::Take], put)
    });
    let choices = (by_hand.is_some() || beside.is_some())
        .then(|| view! { <div class="facts">{by_hand}{beside}</div> });
    let take = move || {
        let press = Callback::new(move |()| app.press(Press::Take(chosen.get_untracked())));
        (app.to_take_in(chosen.get()) > 0)
            .then(|| button("btn", "merge", key::DATA_MERGE.text(), press))
            .into_any()
    };
    let leave = Callback::new(move |()| app.press(Press::Leave));
    view! {
        <div class="note" data-import="ready">
            <p>{key::DATA_PREVIEW.text()}</p>
            <ul class="plain">{counts}</ul>
            {list(app, words, &sorted.new)}
        </div>
        {told(app)}
        {choices}
        <div class="stack">
            {live(take)}
            {button("btn quiet", "cancel-import", key::DATA_CANCEL.text(), leave)}
        </div>
    }
    .into_any()
}

fn row(id: &'static str, text: String) -> AnyView {
    view! { <li data-count=id>{text}</li> }.into_any()
}

fn counted(app: App, id: &str, count: usize) -> String {
    let mut about = Fields::default();
    about.set_raw("count", count.to_string());
    app.file_text_of(id, &about)
}

/// From when to when, how far in all, and how many of which kind.
fn about(app: App, words: &Words, runs: &[Run]) -> Vec<AnyView> {
    let (Some(last), Some(first)) = (runs.first(), runs.last()) else {
        return Vec::new();
    };
    let day = |run: &Run| quote(&words.date(run.finished(), DateStyle::Full));
    let mut span = Fields::default();
    span.set_raw("from", day(first));
    span.set_raw("to", day(last));
    let metres: i64 = runs.iter().filter_map(Run::distance_m).map(i64::from).sum();
    let mut far = Fields::default();
    let metres = i32::try_from(metres).unwrap_or(i32::MAX);
    far.set_raw("far", quote(&words.quantity(metres, "m")));
    let mut kinds: BTreeMap<Option<String>, usize> = BTreeMap::new();
    for run in runs {
        *kinds.entry(run.kind()).or_default() += 1;
    }
    let kinds: Vec<String> = kinds
        .into_iter()
        .rev()
        .map(|(kind, count)| {
            let name = match kind {
                Some(kind) => words.rule(&format!("fact.kind.{kind}")),
                None => app.file_text("kind_unknown"),
            };
            format!("{name}: {count}")
        })
        .collect();
    vec![
        row("span", app.file_text_of("span", &span)),
        row("far", app.file_text_of("far", &far)),
        row("kinds", kinds.join(", ")),
    ]
}

/// The runs to look through, folded away.
fn list(app: App, words: &Words, runs: &[Run]) -> Option<AnyView> {
    let lines: Vec<AnyView> = runs
        .iter()
        .take(LISTED)
        .map(|run| {
            let far = run.distance_m().map(|m| words.quantity(m, "m"));
            let parts = [Some(what(words, run)).filter(|t| !t.is_empty()), far];
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            let day = words.date(run.finished(), DateStyle::Full);
            view! { <li><b>{day}</b>" "{parts.join(", ")}</li> }.into_any()
        })
        .collect();
    let rest = (runs.len() > LISTED).then(|| {
        let text = counted(app, "list_newest", LISTED);
        view! { <p class="sub">{text}</p> }
    });
    (!lines.is_empty()).then(|| {
        view! {
            <details class="limits">
                <summary>{app.file_text("list")}</summary>
                {rest}
                <ul class="plain" data-list="new">{lines}</ul>
            </details>
        }
        .into_any()
    })
}

/// What is to become of runs that may be here already.
fn choose(
    app: App,
    id: &'static str,
    label: String,
    choices: &'static [Choice],
    put: impl Fn(Choice) + 'static,
) -> AnyView {
    let options: Vec<AnyView> = choices
        .iter()
        .map(|choice| {
            let text = match choice {
                Choice::LeaveOut => "leave_out",
                Choice::Join => "join_many",
                Choice::Take => "take_too",
            };
            view! { <option value=choice.id()>{app.file_text(text)}</option> }.into_any()
        })
        .collect();
    let input = move |ev| {
        let value = event_target_value(&ev);
        let found = choices.iter().find(|choice| choice.id() == value);
        put(found.copied().unwrap_or_default());
    };
    view! {
        <label>
            <span>{label}</span>
            <select data-choice=id on:input=input>{options}</select>
        </label>
    }
    .into_any()
}

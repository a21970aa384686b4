//! Runs from the files of watches and training sites. Every stage is the same screen: a title, lines, what can be pressed.

mod many;

use super::ask::Scale;
use super::history::what;
use super::notes;
use super::parts::{CLOSE, heading, icon_button, live};
use crate::history::Run;
use crate::i18n::{Key, Words, key};
use crate::ports::DateStyle;
use crate::ports::host::Place;
use crate::state::files::{Number, Press, Stage, numbers};
use crate::state::{App, Page};
use aftermile_engine::fact;
use aftermile_fields::{Fields, quote};
use leptos::prelude::*;
use std::collections::BTreeMap;

const FIELD: &str = "[data-action=choose-run]";
/// So many files with one reason are told of by name: a folder of a watch may hold hundreds.
const NAMED: usize = 3;

/// A screen of the import.
#[derive(Default)]
struct Screen {
    title: String,
    lines: Vec<String>,
    /// What stands between the lines and the buttons.
    body: Option<AnyView>,
    buttons: Vec<Button>,
}

/// Its class, its name for tests, its label, what it does.
type Button = (&'static str, &'static str, String, Press);

pub fn view(app: App, stage: Stage) -> AnyView {
    let screen = match stage {
        Stage::Choose => choose(app),
        Stage::Reading => reading(app),
        Stage::Unit => unit(app),
        Stage::Which => which(app),
        Stage::Sure | Stage::SureOfMany => sure(app, stage),
        Stage::Confirm => confirm(app),
        Stage::Many => many::view(app),
        Stage::Saving => many::saving(app),
        Stage::Nothing => nothing(app),
        Stage::NoReader => no_reader(app),
    };
    let back = match stage {
        Stage::Choose => Page::Card,
        // There is nothing to choose from in a single file.
        Stage::NoReader if app.host().place == Place::File => Page::Card,
        Stage::Saving => Page::Files(stage),
        _ => Page::Files(Stage::Choose),
    };
    shown(app, screen, back)
}

fn shown(app: App, screen: Screen, back: Page) -> AnyView {
    let lines: Vec<AnyView> = screen
        .lines
        .into_iter()
        .map(|line| view! { <p>{line}</p> }.into_any())
        .collect();
    let buttons: Vec<AnyView> = screen
        .buttons
        .into_iter()
        .map(|(class, action, label, press)| {
            let press = Callback::new(move |()| app.press(press));
            super::parts::button(class, action, label, press)
        })
        .collect();
    view! {
        <section class="page files" data-screen="files">
            <div class="top">
                {heading(app, "q one", screen.title)}
                {icon_button("close", key::HISTORY_CLOSE, CLOSE, Callback::new(move |()| match back {
                    Page::Files(Stage::Saving) => app.press(Press::Stop),
                    Page::Files(Stage::Choose) => app.import_runs(),
                    back => app.show(back),
                }))}
            </div>
            {notes::view(app)}
            {lines}
            {screen.body}
            <div class="stack">{buttons}</div>
        </section>
    }
    .into_any()
}

fn choose(app: App) -> Screen {
    let lines = [key::FILES_LEAD, key::FILES_PRIVATE];
    Screen {
        title: key::FILES_TITLE.text().to_owned(),
        lines: lines.map(|line| line.text().to_owned()).to_vec(),
        body: Some(field(app)),
        ..Screen::default()
    }
}

/// The file field. It names no kinds of files: some devices then hide those of watches.
fn field(app: App) -> AnyView {
    view! {
        <label class="btn pick">
            {key::FILES_CHOOSE.text()}
            <input
                type="file"
                multiple=true
                class="sr"
                data-action="choose-run"
                on:change=move |_| app.read_files(FIELD)
            />
        </label>
    }
    .into_any()
}

fn reading(app: App) -> Screen {
    let name = key::FILES_READING.text().to_owned();
    Screen {
        title: name.clone(),
        body: Some(shown_bar(app, name)),
        buttons: vec![(
            "btn even",
            "stop-reading",
            key::FILES_CANCEL.text().to_owned(),
            Press::Leave,
        )],
        ..Screen::default()
    }
}

/// How far it is.
fn shown_bar(app: App, name: String) -> AnyView {
    view! {
        <progress
            max="100"
            aria-label=name
            value=move || app.percent.get().to_string()
        ></progress>
    }
    .into_any()
}

fn leave(app: App) -> Button {
    ("btn quiet", "leave", app.file_text("leave"), Press::Leave)
}

fn unit(app: App) -> Screen {
    let choose = |unit: &'static str| ("option", unit, app.file_text(unit), Press::Unit(unit));
    Screen {
        title: app.file_text("unit"),
        lines: vec![app.file_text_of("unit_why", &app.digest())],
        buttons: vec![
            choose("kilometres"),
            choose("miles"),
            choose("metres"),
            leave(app),
        ],
        ..Screen::default()
    }
}

fn which(app: App) -> Screen {
    let words = app.words_untracked();
    let sports = app.digested("runs");
    let runs = app.found_runs("runs");
    let parts = sports
        .iter()
        .zip(&runs)
        .enumerate()
        .map(|(place, (part, run))| {
            let sport = app.file_text_of("sport", part);
            let far = run.distance_m().map(|m| words.quantity(m, "m"));
            let all = [Some(sport), Some(what(&words, run)), far];
            let all: Vec<String> = all
                .into_iter()
                .flatten()
                .filter(|t| !t.is_empty())
                .collect();
            ("option", "part", all.join(", "), Press::Run(place))
        });
    Screen {
        title: app.file_text("which"),
        buttons: parts.chain([leave(app)]).collect(),
        ..Screen::default()
    }
}

fn sure(app: App, stage: Stage) -> Screen {
    let first = app.digested("runs").into_iter().next().unwrap_or_default();
    let even = |action, id, press| ("btn even", action, app.file_text(id), press);
    if stage == Stage::Sure {
        let named = first.text("sport").is_some_and(|sport| sport != "unknown");
        let why = if named { "sure_why" } else { "sure_unknown" };
        return Screen {
            title: app.file_text("sure"),
            lines: vec![app.file_text_of(why, &first)],
            buttons: vec![
                even("was-run", "sure_yes", Press::Run(0)),
                even("leave", "leave", Press::Leave),
            ],
            ..Screen::default()
        };
    }
    let mut about = Fields::default();
    about.set_raw("count", app.digested("unknown").len().to_string());
    Screen {
        title: app.file_text("sure_of_many"),
        lines: vec![app.file_text_of("sure_of_many_why", &about)],
        buttons: vec![
            even("all-runs", "sure_all", Press::Runs(true)),
            even("some-runs", "sure_none", Press::Runs(false)),
        ],
        ..Screen::default()
    }
}

/// What is doubtful, what was left out, and which files nothing was taken from.
fn told(app: App) -> AnyView {
    let note = |mut note: Fields| {
        let id = note.text("id").unwrap_or_default();
        if let Some(why) = note.text("why") {
            note.set_raw("text", quote(&app.file_text(&why)));
        }
        let text = app.file_text_of(&id, &note);
        let name = note
            .text("name")
            .map(|name| format!("{name}: "))
            .unwrap_or_default();
        let often = note.number("times") > Some(1) && note.raw("count").is_none();
        let text = if often {
            let mut about = note;
            about.set_raw("text", quote(&text));
            app.file_text_of("times", &about)
        } else {
            text
        };
        view! { <li data-told=id><b>{name}</b>{text}</li> }.into_any()
    };
    let all = refused(app).into_iter().chain(app.digested("notes"));
    let rows: Vec<AnyView> = all.map(note).collect();
    (!rows.is_empty())
        .then(|| view! { <ul class="plain note">{rows}</ul> })
        .into_any()
}

/// The files that gave nothing, by name; of many with one reason how many.
fn refused(app: App) -> Vec<Fields> {
    let mut reasons: BTreeMap<[String; 2], Vec<Fields>> = BTreeMap::new();
    for file in app.digested("refused") {
        let reason = ["id", "columns"].map(|name| file.text(name).unwrap_or_default());
        reasons.entry(reason).or_default().push(file);
    }
    let each = reasons.into_values().flat_map(|mut files| {
        let count = files.len();
        if count > NAMED {
            files.truncate(1);
            for file in &mut files {
                file.take("name");
                file.set_raw("times", count.to_string());
            }
        }
        files
    });
    each.collect()
}

fn confirm(app: App) -> Screen {
    let run = app.confirmed();
    let mut lines = vec![app.file_text("confirm_note")];
    if app.tells_ahead() {
        lines.push(app.file_text("start_ahead"));
    }
    let mut buttons = vec![
        (
            "btn",
            "answer-run",
            key::FILES_ANSWER.text().to_owned(),
            Press::Answer,
        ),
        ("btn even", "keep-run", app.file_text("keep"), Press::Keep),
        leave(app),
    ];
    if app.is_answered(&run) {
        lines.push(app.file_text("answered"));
        buttons.insert(
            0,
            ("btn even", "open-run", app.file_text("open"), Press::Open),
        );
    } else if untrack(|| app.has_draft()) {
        lines.push(app.file_text("begun"));
    }
    let sorted = app.sorted_one(&run);
    if sorted.elsewhere > 0 || sorted.same > 0 {
        lines.push(app.file_text("here"));
    } else if !sorted.beside.is_empty() {
        lines.push(app.file_text("beside_one"));
    } else if !sorted.by_hand.is_empty() {
        lines.push(app.file_text("by_hand_one"));
        buttons.insert(0, ("btn", "join-run", app.file_text("join"), Press::Join));
        if let Some(answer) = buttons.get_mut(1) {
            answer.0 = "btn even";
        }
    }
    Screen {
        title: app.file_text("confirm"),
        lines,
        body: Some(view! { {told(app)}{fields(app, &run)} }.into_any()),
        buttons,
    }
}

/// What is wrong with what was typed, by field.
type Bad = BTreeMap<&'static str, String>;

/// The run as the file tells it, every value to be corrected.
fn fields(app: App, run: &Run) -> AnyView {
    let words = app.words_untracked();
    let bad = RwSignal::new(Bad::new());
    let mut rows = vec![
        kind(app, &words, run, bad),
        field_of(
            app,
            "start",
            "datetime-local",
            app.start_written(),
            String::new(),
            bad,
        ),
    ];
    rows.extend(numbers(&words).into_iter().map(|number| {
        let text = written(&scale(&number), run, number.name).unwrap_or_default();
        let unit = app.unit_name(&words, &number);
        field_of(app, number.name, "text", text, unit, bad)
    }));
    let error = move || {
        let lines = bad.get().into_values();
        let lines = lines.map(|line| view! { <p class="error">{line}</p> }.into_any());
        view! { <div role="alert">{lines.collect::<Vec<_>>()}</div> }.into_any()
    };
    view! { <div class="facts">{rows}</div>{live(error)} }.into_any()
}

fn kind(app: App, words: &Words, run: &Run, bad: RwSignal<Bad>) -> AnyView {
    let guess = run.file.text("kind").unwrap_or_default();
    let mut options = vec![choice("", app.file_text("kind_open"), &guess)];
    options.extend(fact::KIND.options().iter().map(|option| {
        let name = words.rule(&format!("fact.kind.{}", option.id));
        choice(option.id, name, &guess)
    }));
    view! {
        <label>
            <span>{app.file_text("kind")}</span>
            <select
                data-found="kind"
                on:input=move |ev| take(app, "kind", &event_target_value(&ev), bad)
            >
                {options}
            </select>
        </label>
    }
    .into_any()
}

fn choice(id: &'static str, name: String, chosen: &str) -> AnyView {
    view! { <option value=id selected=chosen == id>{name}</option> }.into_any()
}

fn field_of(
    app: App,
    name: &'static str,
    kind: &'static str,
    text: String,
    unit: String,
    bad: RwSignal<Bad>,
) -> AnyView {
    view! {
        <label>
            <span>{app.file_text(name)}</span>
            <span class="amount">
                <input
                    type=kind
                    inputmode="decimal"
                    autocomplete="off"
                    data-found=name
                    prop:value=text
                    on:input=move |ev| take(app, name, &event_target_value(&ev), bad)
                />
                <span class="unit">{unit}</span>
            </span>
        </label>
    }
    .into_any()
}

fn scale(number: &Number) -> Scale {
    Scale::of(number.factor, number.digits, number.min, number.max)
}

/// Takes over what was typed or chosen in a field. What is no number of its range is said, and then not known.
fn take(app: App, name: &'static str, typed: &str, bad: RwSignal<Bad>) {
    let words = app.words_untracked();
    let Some(number) = numbers(&words).into_iter().find(|n| n.name == name) else {
        return match name {
            "start" => {
                let taken = app.set_start(typed);
                bad.update(|bad| {
                    if taken {
                        bad.remove(name);
                    } else {
                        bad.insert(name, app.file_text("start_ahead"));
                    }
                });
            }
            _ => app.set_found(name, (!typed.is_empty()).then(|| quote(typed))),
        };
    };
    let scale = scale(&number);
    let read = scale.read(typed);
    let mut wrong = None;
    if read.is_none() && !typed.trim().is_empty() {
        let mut about = Fields::default();
        about.set_raw("label", quote(&app.file_text(name)));
        about.set_raw("low", quote(&scale.show(number.min)));
        about.set_raw("high", quote(&scale.show(number.max)));
        wrong = Some(app.file_text_of("range", &about));
    }
    bad.update(|bad| {
        match wrong {
            Some(line) => bad.insert(name, line),
            None => bad.remove(name),
        };
    });
    app.set_found(name, read.map(|value| value.to_string()));
}

fn written(scale: &Scale, run: &Run, name: &str) -> Option<String> {
    let value = i32::try_from(run.file.number(name)?).ok()?;
    Some(scale.show(value))
}

fn nothing(app: App) -> Screen {
    Screen {
        title: app.file_text("nothing_read"),
        body: Some(told(app)),
        buttons: vec![("btn", "others", app.file_text("others"), Press::Leave)],
        ..Screen::default()
    }
}

/// Where no reader can be started: the way to the page where one can.
fn no_reader(app: App) -> Screen {
    // A single file has no reader beside it, and knows no page of its own to send anyone to.
    let lines: &[Key] = if app.host().place == Place::File {
        &[key::FILES_ALONE]
    } else {
        &[key::FILES_NO_READER_WHY, key::FILES_NO_READER_DO]
    };
    Screen {
        title: key::FILES_NO_READER.text().to_owned(),
        lines: lines.iter().map(|line| line.text().to_owned()).collect(),
        body: Some(super::host::home(&app.host().home)),
        ..Screen::default()
    }
}

/// A run that came from a file and was not answered for.
pub fn run(app: App) -> AnyView {
    let Some(run) = app.chosen_run() else {
        return super::history::view(app);
    };
    let words = app.words_untracked();
    let known = numbers(&words).into_iter().filter_map(|number| {
        let (label, unit) = (app.file_text(number.name), app.unit_name(&words, &number));
        Some(format!(
            "{label}: {} {unit}",
            written(&scale(&number), &run, number.name)?
        ))
    });
    let mut lines = vec![what(&words, &run)];
    lines.extend(known);
    lines.push(key::FILES_OF_FILE.text().to_owned());
    let title = words.date(run.finished(), DateStyle::Full);
    let press = Callback::new(move |()| app.answer_for(&run));
    let answer = super::parts::button("btn", "answer-run", key::FILES_ANSWER.text(), press);
    let screen = Screen {
        title,
        lines,
        body: Some(view! { <div class="stack">{answer}</div> }.into_any()),
        ..Screen::default()
    };
    shown(app, screen, Page::History)
}

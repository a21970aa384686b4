//! Taking in an export: the preview, the merge, and the way back.

use crate::history::{Invalid, Preview, Why};
use crate::i18n::{Words, key};
use crate::state::App;
use crate::state::data::Import;
use crate::ui::parts::{button, live};
use leptos::prelude::*;

/// So many faults are listed; a file may have thousands.
const LISTED: usize = 8;
const FIELD: &str = "[data-action=choose-file]";

pub fn view(app: App) -> AnyView {
    let pasted = RwSignal::new(String::new());
    let read = Callback::new(move |()| app.read_text(&pasted.get_untracked()));
    let state = move || match app.import.get() {
        None => ().into_any(),
        Some(one) => self::state(app, one),
    };
    view! {
        <section class="part">
            <h3>{key::DATA_IN.text()}</h3>
            <p class="sub">{key::DATA_IN_NOTE.text()}</p>
            <label class="file">
                <span>{key::DATA_CHOOSE.text()}</span>
                <input
                    type="file"
                    accept=".json,application/json"
                    data-action="choose-file"
                    on:change=move |_| app.read_file(FIELD)
                />
            </label>
            <details class="limits">
                <summary>{key::DATA_PASTE.text()}</summary>
                <label class="copy">
                    {key::DATA_PASTE_HERE.text()}
                    <textarea
                        rows="4"
                        data-action="paste"
                        prop:value=move || pasted.get()
                        on:input=move |ev| pasted.set(event_target_value(&ev))
                    ></textarea>
                </label>
                {button("mini", "read-pasted", key::DATA_READ.text(), read)}
            </details>
            {button("mini", "import-runs", key::FILES_WAYS.text(), Callback::new(move |()| app.import_runs()))}
            <div role="status">{live(state)}</div>
        </section>
    }
    .into_any()
}

/// How far an import is, whether of an export or of runs from files.
pub fn state(app: App, state: Import) -> AnyView {
    let words = &app.words();
    match state {
        Import::Refused(why) => {
            let text = why.map_or_else(
                || key::DATA_NO_FILE.text().to_owned(),
                |why| fault(words, &why),
            );
            view! { <div class="note" data-import="refused"><p>{text}</p></div> }.into_any()
        }
        Import::Ready(preview) => ready(app, words, &preview),
        Import::Working => view! {
            <div class="note" data-import="working">
                <p>{key::DATA_WORKING.text()}</p>
                <progress
                    max="100"
                    aria-label=key::DATA_WORKING.text()
                    value=move || app.percent.get().to_string()
                ></progress>
            </div>
        }
        .into_any(),
        Import::Done {
            new,
            changed,
            all_kept,
            ..
        } => {
            let (new, changed) = (new.to_string(), changed.to_string());
            let text = words.with(key::DATA_DONE, &[("new", &new), ("changed", &changed)]);
            let undo = Callback::new(move |()| app.undo_merge());
            view! {
                <div class="note" data-import="done">
                    <p>{text}</p>
                    {(!all_kept).then(|| view! { <p>{key::NOTE_FULL.text()}</p> })}
                    {button("mini", "undo-import", key::DATA_UNDO.text(), undo)}
                </div>
            }
            .into_any()
        }
        Import::Undone => view! {
            <div class="note" data-import="undone"><p>{key::DATA_UNDONE.text()}</p></div>
        }
        .into_any(),
    }
}

fn ready(app: App, words: &Words, preview: &Preview) -> AnyView {
    let counts = [
        ("new", key::DATA_NEW, preview.new.len()),
        ("same", key::DATA_SAME, preview.same),
        (
            "conflicting",
            key::DATA_CONFLICTING,
            preview.conflicting.len(),
        ),
        ("weeks", key::DATA_WEEKS, preview.weeks.len()),
        ("set-aside", key::DATA_SET_ASIDE, preview.set_aside),
    ];
    let counts: Vec<AnyView> = counts
        .into_iter()
        .filter(|(id, _, count)| *count > 0 || *id == "new")
        .map(|(id, text, count)| {
            view! { <li data-count=id>{words.count(text, count)}</li> }.into_any()
        })
        .collect();
    let own = [
        ("profile", key::DATA_PROFILE, preview.profile),
        ("settings", key::DATA_SETTINGS, preview.settings),
    ];
    let own: Vec<AnyView> = own
        .into_iter()
        .filter(|(.., changes)| *changes)
        .map(|(id, text, _)| view! { <li data-count=id>{text.text()}</li> }.into_any())
        .collect();
    // Right above the reasons.
    let invalid = preview.invalid.len();
    let invalid = (invalid > 0).then(|| {
        view! { <li data-count="invalid">{words.count(key::DATA_INVALID, invalid)}</li> }
    });
    let faults: Vec<AnyView> = preview
        .invalid
        .iter()
        .take(LISTED)
        .map(|why| view! { <li>{fault(words, why)}</li> }.into_any())
        .collect();
    let merge = Callback::new(move |()| app.merge());
    let cancel = Callback::new(move |()| app.import.set(None));
    let take = preview
        .changes()
        .then(|| button("btn", "merge", key::DATA_MERGE.text(), merge));
    view! {
        <div class="note" data-import="ready">
            <p>{key::DATA_PREVIEW.text()}</p>
            <ul class="plain">{counts}{own}{invalid}</ul>
            {(!faults.is_empty()).then(|| view! { <ul class="plain">{faults}</ul> })}
            <div class="stack">
                {take}
                {button("btn quiet", "cancel-import", key::DATA_CANCEL.text(), cancel)}
            </div>
        </div>
    }
    .into_any()
}

/// What is wrong with the file or a run of it.
fn fault(words: &Words, invalid: &Invalid) -> String {
    let what = match &invalid.why {
        Why::NotJson => key::DATA_NOT_JSON.text().to_owned(),
        Why::NotOurs => key::DATA_NOT_OURS.text().to_owned(),
        Why::Newer => key::DATA_NEWER.text().to_owned(),
        Why::Field(name) => words.with(key::DATA_FIELD, &[("name", name)]),
        Why::Twice => key::DATA_TWICE.text().to_owned(),
    };
    if invalid.place == 0 {
        return what;
    }
    let place = invalid.place.to_string();
    words.with(key::DATA_RUN, &[("place", &place), ("what", &what)])
}

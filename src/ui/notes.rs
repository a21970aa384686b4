//! What a runner has to know about this device's storage.

use super::parts::{button_now, live};
use crate::i18n::key;
use crate::state::{App, Note};
use leptos::prelude::*;

pub fn view(app: App) -> AnyView {
    live(move || {
        app.notes
            .get()
            .into_iter()
            .map(|note| one(app, note))
            .collect::<Vec<_>>()
            .into_any()
    })
}

fn one(app: App, note: Note) -> AnyView {
    let (id, text) = match note {
        Note::Memory => ("memory", key::NOTE_MEMORY.text().to_owned()),
        Note::Full => ("full", key::NOTE_FULL.text().to_owned()),
        Note::Kept(count) => ("kept", app.words().count(key::NOTE_KEPT, count)),
        Note::Newer => ("newer", key::NOTE_NEWER.text().to_owned()),
        Note::NotRead => ("not-read", key::NOTE_NOT_READ.text().to_owned()),
        Note::DraftSetAside => ("draft", key::NOTE_DRAFT.text().to_owned()),
    };
    let offered = matches!(note, Note::Kept(_)).then(|| download(app));
    view! {
        <div class="note" data-note=id>
            <p>{text}</p>
            {offered}
        </div>
    }
    .into_any()
}

/// The download of what was set aside; where it does not work, the text to copy.
fn download(app: App) -> AnyView {
    let copy = RwSignal::new(None::<String>);
    let press = Callback::new(move |()| copy.set(app.download_kept()));
    let area = move || {
        copy.get().map(|text| {
            view! {
                <label class="copy">
                    {key::NOTE_COPY.text()}
                    <textarea readonly=true rows="4" prop:value=text></textarea>
                </label>
            }
        })
    };
    view! {
        {button_now("mini", "download", key::NOTE_DOWNLOAD.text(), press)}
        {live(move || area().into_any())}
    }
    .into_any()
}

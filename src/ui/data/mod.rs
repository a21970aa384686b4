//! Your data: where it lies, files out and in, erasing.

mod import;

pub use import::state as import_state;

use super::notes;
use super::parts::{CLOSE, button, button_now, heading, icon_button, live};
use crate::i18n::key;
use crate::ports::Lasting;
use crate::state::data::Erased;
use crate::state::{App, Page};
use leptos::prelude::*;

pub fn view(app: App) -> AnyView {
    view! {
        <section class="page data" data-screen="data">
            <div class="top">
                {heading(app, "q one", key::DATA_TITLE.text())}
                {icon_button("close", key::HISTORY_CLOSE, CLOSE, Callback::new(move |()| app.show(Page::History)))}
            </div>
            {notes::view(app)}
            {place(app)}
            {out(app)}
            {import::view(app)}
            {erase(app)}
        </section>
    }
    .into_any()
}

/// Where the data lies, how much, and when the browser may delete it.
fn place(app: App) -> AnyView {
    let lasting = RwSignal::new(Lasting::Unknown);
    let set = move |l: Lasting| {
        lasting.try_set(l);
    };
    app.lasting(false, set);
    let ask = Callback::new(move |()| app.lasting(true, set));
    let facts = move || {
        let words = app.words();
        let count = words.count(key::HISTORY_COUNT, app.runs().len());
        let size = app.kilobytes().to_string();
        let exported = match app.last_export() {
            Some(day) => words.with(key::DATA_EXPORTED, &[("day", &day)]),
            None => key::DATA_NEVER.text().to_owned(),
        };
        let kept = match lasting.get() {
            Lasting::Promised => key::DATA_PROMISED,
            Lasting::MayGo => key::DATA_MAY_GO,
            Lasting::Unknown => key::DATA_UNKNOWN,
        };
        let may_ask = lasting.get() == Lasting::MayGo;
        let here = if app.lasts() {
            words.with(key::DATA_HERE, &[("count", &count), ("size", &size)])
        } else {
            key::NOTE_MEMORY.text().to_owned()
        };
        view! {
            <p>{here}</p>
            <p data-lasting="">{kept.text()}</p>
            {may_ask.then(|| button_now("mini", "keep", key::DATA_ASK.text(), ask))}
            <p data-exported="">{exported}</p>
        }
        .into_any()
    };
    view! {
        <section class="part">
            <h3>{key::DATA_WHERE.text()}</h3>
            {live(facts)}
        </section>
    }
    .into_any()
}

/// Files out.
fn out(app: App) -> AnyView {
    let said = RwSignal::new(None);
    // Where the clipboard is refused, the text itself to be copied by hand.
    let by_hand = RwSignal::new(None::<String>);
    let json = Callback::new(move |()| {
        let done = app.download_json();
        said.set(Some(if done {
            key::DATA_SAVED
        } else {
            key::DATA_NO_DOWNLOAD
        }));
    });
    let csv = Callback::new(move |()| {
        let done = app.download_csv();
        said.set(Some(if done {
            key::DATA_SAVED
        } else {
            key::DATA_NO_DOWNLOAD
        }));
    });
    let copy = Callback::new(move |()| {
        app.copy_json(move |done| {
            let text = if done {
                key::DATA_COPIED
            } else {
                key::DATA_NO_COPY
            };
            said.try_set(Some(text));
            by_hand.try_set((!done).then(|| app.export_text()));
            if !done {
                app.focus("[data-by-hand]".to_owned());
            }
        });
    });
    let field = move || {
        let text = by_hand.get().map(|text| {
            view! {
                <label class="copy">
                    {key::DATA_BY_HAND.text()}
                    <textarea readonly=true rows="4" data-by-hand="" prop:value=text></textarea>
                </label>
            }
        });
        text.into_any()
    };
    view! {
        <section class="part">
            <h3>{key::DATA_OUT.text()}</h3>
            <p class="sub">{key::DATA_OUT_NOTE.text()}</p>
            <div class="stack">
                {button_now("btn", "export", key::DATA_JSON.text(), json)}
                {button_now("btn even", "csv", key::DATA_CSV.text(), csv)}
                {button_now("btn even", "copy", key::DATA_COPY.text(), copy)}
            </div>
            <p class="sub" role="status">{live(move || said.get().map(|k| k.text()).into_any())}</p>
            {live(field)}
        </section>
    }
    .into_any()
}

/// Erasing everything: asked once more, then read back.
fn erase(app: App) -> AnyView {
    let sure = RwSignal::new(false);
    let body = move || {
        if let Some(Erased::All(left)) = app.erased.get() {
            let text = match left {
                0 => key::DATA_ERASED.text().to_owned(),
                left => app.words().count(key::DATA_NOT_ERASED, left),
            };
            return view! { <p role="status" data-erased=left.to_string()>{text}</p> }.into_any();
        }
        if !sure.get() {
            let press = Callback::new(move |()| sure.set(true));
            return button("btn even", "erase-all", key::DATA_ERASE_ALL.text(), press);
        }
        let yes = Callback::new(move |()| {
            app.erase_all();
            sure.set(false);
        });
        let no = Callback::new(move |()| sure.set(false));
        view! {
            <p>{key::DATA_SURE.text()}</p>
            <div class="stack">
                {button("btn danger", "erase-yes", key::DATA_ERASE_YES.text(), yes)}
                {button("btn quiet", "erase-no", key::DATA_ERASE_NO.text(), no)}
            </div>
        }
        .into_any()
    };
    view! {
        <section class="part">
            <h3>{key::DATA_ERASE.text()}</h3>
            {live(body)}
        </section>
    }
    .into_any()
}

//! To take along: calendar, a page to print, a link.

use crate::history::Record;
use crate::i18n::{Key, key};
use crate::ports::{Body, Parcel};
use crate::state::App;
use crate::ui::parts::{CALENDAR, PRINT, SHARE, button_now, icon, live, sheet, soon};
use leptos::prelude::*;

/// What is shown to be copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Offer {
    /// Whether the browser took it as a file.
    Calendar(String, bool),
    Link(String),
    /// In place of a link, where none would open.
    Text(String),
}

/// The three ways. Printing opens a page of its own, so that an article around the widget is never printed.
pub fn tools(app: App, record: &Record, offer: RwSignal<Option<Offer>>) -> AnyView {
    let show = move |one: Offer| {
        offer.set(Some(one));
        app.focus("[data-sheet]".to_owned());
    };
    // Of a run of long ago nothing is to come.
    let to_come = untrack(|| app.calendar(&app.as_it_stands(record))).is_some();
    let calendar = {
        let record = record.clone();
        Callback::new(move |()| {
            if let Some(text) = app.calendar(&app.as_it_stands(&record)) {
                let taken = app.download_calendar(&text);
                show(Offer::Calendar(text, taken));
            }
        })
    };
    let link = {
        let record = record.clone();
        Callback::new(move |()| {
            let record = app.as_it_stands(&record);
            show(if app.has_link() {
                Offer::Link(app.link(&record))
            } else {
                Offer::Text(app.as_text(&record))
            });
        })
    };
    let to_print = {
        let record = record.clone();
        move || {
            app.changes.track();
            app.print_link(&app.as_it_stands(&record))
        }
    };
    let tool = |action: &'static str, picture, label: Key, press: Callback<()>| {
        view! {
            <button type="button" class="tool" data-action=action on:click=move |event| soon(&event, press)>
                {icon(picture)}
                {label.text()}
            </button>
        }
        .into_any()
    };
    view! {
        <div class="tools">
            {to_come.then(|| tool("calendar", CALENDAR, key::TAKE_CALENDAR, calendar))}
            <a class="tool" data-action="print" href=to_print target="_blank" rel="noopener">
                {icon(PRINT)}
                {key::TAKE_PRINT.text()}
                <span class="sr">{key::TAKE_NEW_TAB.text()}</span>
            </a>
            {tool("share", SHARE, key::TAKE_SHARE, link)}
        </div>
    }
    .into_any()
}

/// The text that was offered, to be copied where a download or the clipboard does not work.
pub fn panel(app: App, offer: RwSignal<Option<Offer>>) -> AnyView {
    live(move || {
        let Some(one) = offer.get() else {
            return ().into_any();
        };
        // The file is on its way; its text is for where none arrives.
        let taken = match &one {
            Offer::Calendar(_, taken) => Some(*taken),
            _ => None,
        };
        let (action, title, note, text) = match one.clone() {
            Offer::Calendar(text, taken) => {
                let note = if taken {
                    key::TAKE_CALENDAR_NOTE
                } else {
                    key::TAKE_CALENDAR_REFUSED
                };
                ("calendar", key::TAKE_CALENDAR, note, text)
            }
            Offer::Link(text) => ("share", key::TAKE_SHARE, key::TAKE_SHARE_NOTE, text),
            Offer::Text(text) => ("share", key::TAKE_SHARE, key::TAKE_SHARE_ALONE, text),
        };
        let parcel = body_of(&one).map(|body| Parcel {
            title: key::TAKE_SENT_TITLE.text().to_owned(),
            body,
        });
        let close = Callback::new(move |()| {
            offer.set(None);
            app.focus(format!("[data-action={action}]"));
        });
        let said = RwSignal::new(None::<Key>);
        let copy = {
            let text = text.clone();
            Callback::new(move |()| {
                app.copy(&text, move |works| {
                    let _ = said.try_set(Some(if works {
                        key::TAKE_COPIED
                    } else {
                        key::TAKE_COPY_BY_HAND
                    }));
                    if !works {
                        app.focus("[data-panel=take] textarea".to_owned());
                    }
                });
            })
        };
        // The device's own way first, where it has one.
        let send = parcel.filter(|parcel| app.can_send(parcel)).map(|parcel| {
            Callback::new(move |()| {
                app.send(&parcel, move |works| {
                    let _ = said.try_set((!works).then_some(key::TAKE_SEND_REFUSED));
                });
            })
        });
        let even = if send.is_some() { "btn even" } else { "btn" };
        let by_hand = view! {
            <textarea class="text" readonly=true rows="4" aria-label=title.text() prop:value=text></textarea>
            <p class="sub" aria-live="polite">{live(move || said.get().map(Key::text).into_any())}</p>
            {send.map(|send| button_now("btn", "send", key::TAKE_SEND.text(), send))}
            {button_now(even, "copy", key::TAKE_COPY.text(), copy)}
        };
        let body = if taken == Some(true) {
            view! {
                <p>{note.text()}</p>
                <details class="more">
                    <summary>{key::TAKE_NOT_THERE.text()}</summary>
                    <p>{key::TAKE_CALENDAR_BY_HAND.text()}</p>
                    {by_hand}
                </details>
            }
            .into_any()
        } else {
            view! { <p>{note.text()}</p>{by_hand} }.into_any()
        };
        sheet("take", title.text().to_owned(), body, close)
    })
}

/// What can be sent to somebody; the calendar is the runner's own.
fn body_of(offer: &Offer) -> Option<Body> {
    match offer {
        Offer::Calendar(..) => None,
        Offer::Link(link) => Some(Body::Link(link.clone())),
        Offer::Text(text) => Some(Body::Text(text.clone())),
    }
}

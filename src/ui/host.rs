//! What the card says about the page around it, and what that page offers.

use super::parts::{Data, Toggle, button, button_now, live, toggle};
use crate::i18n::{Key, key};
use crate::ports::host::{Offer, Place, Setting};
use crate::state::App;
use leptos::prelude::*;

/// What the card promises of the answers. In someone's page its scripts can read along, and pass on what they read.
pub fn private(host: &Setting) -> Key {
    match (host.place, host.asks_plan) {
        (Place::Page, false) => key::HOST_PRIVATE_IN_PAGE,
        (Place::Page, true) => key::HOST_PRIVATE_IN_PAGE_ASKED,
        // Nothing is asked there.
        (Place::Standalone, _) | (_, false) => key::APP_PRIVATE,
        (Place::File | Place::Frame, true) => key::HOST_PRIVATE_ASKED,
    }
}

/// Who can read along here and what is kept, before the first question.
pub fn notice(
    host: &Setting,
    hand_over: Option<AnyView>,
    gives_plan: Signal<bool>,
    give_plan: Callback<bool>,
) -> AnyView {
    let name = if host.name.is_empty() {
        key::HOST_UNNAMED.text()
    } else {
        &host.name
    };
    let named = |key: Key| key.with(&[("host", name)]);
    let text = match (host.place, host.keeps_nothing) {
        (Place::Standalone, _) => return ().into_any(),
        (Place::File, _) => key::HOST_FILE.text().to_owned(),
        (Place::Page, true) => named(key::HOST_PAGE),
        (Place::Page, false) => named(key::HOST_PAGE_KEEPS),
        (Place::Frame, true) => named(key::HOST_FRAME),
        (Place::Frame, false) => named(key::HOST_FRAME_KEEPS),
    };
    let plan = host.asks_plan.then(|| {
        toggle(Toggle {
            class: "tick",
            label: named(key::HOST_GIVE_PLAN).into_any(),
            on: gives_plan,
            press: Callback::new(move |()| give_plan.run(!gives_plan.get_untracked())),
            data: Data::value("give-plan", ""),
        })
    });
    view! {
        <div class="host" data-place=host_id(host.place)>
            <p class="sub">{text}" "{home(&host.home)}</p>
            {hand_over}
            {plan}
        </div>
    }
    .into_any()
}

/// Takes the runs that a frame keeps to the standalone page, where there is one.
pub fn hand_over(app: App, host: &Setting) -> Option<AnyView> {
    (host.place == Place::Frame && !host.keeps_nothing && !host.home.is_empty()).then(|| {
        live(move || {
            if !app.has_runs() {
                return ().into_any();
            }
            let press = Callback::new(move |()| app.hand_over());
            button_now("mini", "hand-over", key::HOST_HAND_OVER.text(), press)
        })
    })
}

/// The way to the standalone page, where there is one.
pub fn home(home: &str) -> AnyView {
    let home = home.to_owned();
    (!home.is_empty())
        .then(|| {
            view! {
                <a class="away" href=home target="_blank" rel="noopener" data-action="standalone">
                    {key::HOST_OPEN.text()}
                </a>
            }
        })
        .into_any()
}

const fn host_id(place: Place) -> &'static str {
    match place {
        Place::Standalone => "standalone",
        Place::File => "file",
        Place::Frame => "frame",
        Place::Page => "page",
    }
}

/// An offer of the page, while it stands.
pub fn offer(app: App, offer: Offer) -> AnyView {
    live(move || {
        if !app.offers.get().contains(&offer) {
            return ().into_any();
        }
        let accept = |action: Key| {
            let press = Callback::new(move |()| app.accept(offer));
            button_now("mini", offer.id(), action.text(), press)
        };
        let (text, buttons) = match offer {
            Offer::Update => (key::HOST_UPDATE, vec![accept(key::HOST_UPDATE_NOW)]),
            Offer::Install => {
                let press = Callback::new(move |()| app.no_install());
                let no = button("mini", "no-install", key::HOST_INSTALL_NOT.text(), press);
                (key::HOST_INSTALL, vec![accept(key::HOST_INSTALL_NOW), no])
            }
            Offer::NoWindow => (key::HOST_NO_WINDOW, Vec::new()),
            Offer::Unheard => (key::HOST_UNHEARD, Vec::new()),
            Offer::NoRoom => (key::HOST_NO_ROOM, Vec::new()),
        };
        view! {
            <div class="note" data-offer=offer.id() role="status">
                <p>{text.text()}</p>
                {buttons}
            </div>
        }
        .into_any()
    })
}

/// How handing runs over went wrong.
pub fn handed(app: App) -> AnyView {
    let all = Offer::HANDED.map(|one| offer(app, one));
    all.into_iter().collect::<Vec<_>>().into_any()
}

#[cfg(test)]
mod tests {
    use super::private;
    use crate::ports::host::{Place, Setting};

    #[test]
    fn the_card_promises_only_what_holds_where_it_stands() {
        let said = |place, asks_plan| {
            private(&Setting {
                place,
                asks_plan,
                ..Setting::default()
            })
            .text()
        };
        let promise = "Nothing leaves this device.";
        for place in [Place::Standalone, Place::File, Place::Frame] {
            assert!(said(place, false).contains(promise));
        }
        for (place, asks_plan) in [
            (Place::Page, false),
            (Place::Page, true),
            (Place::Frame, true),
        ] {
            let text = said(place, asks_plan);
            assert!(!text.contains(promise), "{place:?}: {text}");
            assert_eq!(text.contains("unless you tick it below"), asks_plan);
        }
    }
}

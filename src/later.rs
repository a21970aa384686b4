//! What is not needed up to the last question: reading what is kept, the answer, the session, the check-ins, the
//! runs and the data.
//!
//! In a release (`--features split`) the linker's output is cut here: all that only [`Later`] reaches stands in a
//! file of its own, which `web/parts.js` fetches once the questions are begun. It shares memory and tables with the
//! program, so there is still one instance. Elsewhere (tests, `trunk serve`) everything is there from the start.

use crate::history::History;
use crate::ports::{Ports, Store};
use crate::share::{Shared, Unreadable};
use crate::state::player::{self, Playing};
use crate::state::{App, Opened, Page};
use crate::ui;
use aftermile_engine::{Fact, Step};
use leptos::prelude::*;

/// The ways into what is put apart. No other part of the program may name what they call.
#[derive(Debug, Clone, Copy)]
pub struct Later {
    /// Reads all that is kept, and what the page's address or a broken-off session opens.
    pub begin: fn(&Ports) -> (History, Begun),
    /// Reads again what another tab or widget has changed. True when a run changed.
    pub changed: fn(&History, Option<&str>) -> bool,
    pub view: fn(App, Page) -> AnyView,
    /// What the card says of earlier runs: the check-in that is due, and the last run.
    pub due: fn(App) -> AnyView,
    pub last: fn(App) -> AnyView,
    /// The last question was answered.
    pub finish: fn(App),
    /// After a check-in something new is told.
    pub check_new: fn(App, Fact),
    pub leave_session: fn(App),
    /// Whether it has to be asked first if the runner was seen.
    pub asks_seen: fn(App) -> bool,
    /// Whether a screen belongs to a visit that is over, after so many milliseconds out of sight.
    pub is_over: fn(App, Page, i64) -> bool,
    /// Why a question is asked, in a sheet that the callback closes.
    pub why: fn(App, &Step, Callback<()>) -> AnyView,
}

/// What a visit begins with.
#[derive(Debug, Default)]
pub struct Begun {
    /// A session that was broken off not long ago, with its run.
    pub session: Option<(Opened, Playing)>,
    pub shared: Option<Result<Shared, Unreadable>>,
}

/// It could not be fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missing;

const fn ways() -> Later {
    Later {
        begin,
        changed: History::changed,
        view: ui::later,
        due: ui::due,
        last: ui::last,
        finish: App::finish_now,
        check_new: App::check_new_now,
        leave_session: App::back_in_a_session,
        asks_seen: App::asks_seen,
        is_over: App::is_over_now,
        why: ui::why,
    }
}

fn begin(ports: &Ports) -> (History, Begun) {
    let history = History::new(ports.store.clone());
    let session = player::unfinished(ports.store.as_ref(), &history, ports.clock.now());
    let session = session.map(|(record, playing)| {
        let opened = Opened {
            record,
            fresh: false,
            kept: true,
        };
        (opened, playing)
    });
    let shared = Shared::read(&ports.page.fragment());
    (history, Begun { session, shared })
}

/// Whether this visit begins with what only the later part can read: anything kept but a draft, what was said about
/// oneself and settings, or a plan in the page's address.
#[must_use]
pub fn is_needed_at_once(store: &dyn Store, fragment: &str) -> bool {
    !History::is_light(store)
        || fragment
            .trim_start_matches('#')
            .starts_with(crate::share::PREFIX)
}

#[cfg(not(all(feature = "split", target_arch = "wasm32")))]
mod whole {
    use super::{Later, Missing, ways};

    pub fn here() -> Option<Later> {
        Some(ways())
    }

    #[allow(clippy::unused_async)]
    pub async fn load() -> Result<(), Missing> {
        Ok(())
    }
}
#[cfg(not(all(feature = "split", target_arch = "wasm32")))]
pub use whole::{here, load};

#[cfg(all(feature = "split", target_arch = "wasm32"))]
mod apart {
    // What the macro writes: the declaration of a function that the other file brings.
    #![allow(unsafe_code)]

    use super::{Later, Missing, ways};
    use leptos::wasm_split::{SplitLoaderError, wasm_split};
    use std::cell::Cell;

    thread_local! {
        static HERE: Cell<Option<Later>> = const { Cell::new(None) };
    }

    impl From<SplitLoaderError> for Missing {
        fn from(_: SplitLoaderError) -> Missing {
            Missing
        }
    }

    #[wasm_split(later, wasm_split_path = ::leptos::wasm_split, fallible)]
    fn open() -> Result<Later, Missing> {
        aftermile_engine::message::bring_later();
        Ok(ways())
    }

    pub fn here() -> Option<Later> {
        HERE.get()
    }

    pub async fn load() -> Result<(), Missing> {
        if HERE.get().is_none() {
            HERE.set(Some(open().await?));
        }
        Ok(())
    }
}
#[cfg(all(feature = "split", target_arch = "wasm32"))]
pub use apart::{here, load};

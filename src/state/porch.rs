//! Before the program is there: the card alone, what is wished for at it, and how the program comes into its place.

use super::awaited::Awaited;
use super::{App, Page};
use crate::emergency;
use crate::history::is_light;
use crate::i18n::Units;
use crate::later;
use crate::ports::host::{Offer, Setting};
use crate::ports::{Locale, Store};
use crate::program::{self, Wish};
use leptos::prelude::*;
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

/// So long nothing is said of the waiting: mostly it is over by then (a design choice).
const SLOW: Duration = Duration::from_millis(400);

/// What decides how a visit begins.
pub struct Before {
    pub setting: Setting,
    pub store: Rc<dyn Store>,
    /// Of the widget's own page.
    pub fragment: String,
}

impl std::fmt::Debug for Before {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Before")
            .field("setting", &self.setting)
            .finish()
    }
}

/// Opens the program with the wishes that wait; nothing while it is not there.
pub type Open = Box<dyn Fn(Vec<Wish>) -> Option<(App, AnyView)>>;

/// Whether a visit begins with what the card alone cannot show: anything kept on this device, a store that keeps
/// nothing though it is meant to, or a plan in the page's address.
#[must_use]
pub fn is_not_enough(store: &dyn Store, setting: &Setting, fragment: &str) -> bool {
    !store.keys().is_empty()
        || (!store.lasts() && !setting.keeps_nothing)
        || later::is_needed_at_once(store, fragment)
}

/// The units before anybody has chosen. The host's region is about units only: where help is called follows the device.
#[must_use]
pub fn usual_units<L: Locale + ?Sized>(
    host: Option<Units>,
    setting: &Setting,
    locale: &L,
) -> Units {
    host.unwrap_or_else(|| {
        let region = Some(setting.region.clone())
            .filter(|code| !code.is_empty())
            .or_else(|| emergency::of_device(locale).map(|c| c.code.to_owned()))
            .or_else(|| emergency::region(&locale.languages()));
        Units::of_country(region.as_deref().unwrap_or_default())
    })
}

struct Inner {
    open: Open,
    setting: Setting,
    store: Rc<dyn Store>,
    app: Cell<Option<App>>,
    wishes: RefCell<Vec<Wish>>,
    /// The program is to be shown as soon as it is there.
    is_wanted: Cell<bool>,
    /// Hears of what other tabs and widgets keep, while only the card is there.
    watch: RefCell<Option<Box<dyn Any>>>,
}

/// The card's state, and once the program has come the way to it. A handle that is copied freely.
#[derive(Debug, Clone, Copy)]
pub struct Porch {
    inner: StoredValue<Rc<Inner>, LocalStorage>,
    /// The program is shown.
    pub is_open: RwSignal<bool>,
    /// Whether the runner waits for it.
    pub awaited: RwSignal<Awaited>,
    /// The waiting lasts.
    pub is_slow: RwSignal<bool>,
    pub units: RwSignal<Units>,
    pub gives_plan: RwSignal<bool>,
}

impl std::fmt::Debug for Inner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Inner")
    }
}

impl Porch {
    /// `is_enough`: the card alone can show what the visit begins with ([`is_not_enough`]).
    #[must_use]
    pub fn new(open: Open, before: Before, units: Units, is_enough: bool) -> Porch {
        let is_here = program::here().is_some();
        let Before { setting, store, .. } = before;
        // What the visit begins with could not be fetched: the card says so, and tries again.
        let is_missing = !is_here && !is_enough;
        let porch = Porch {
            inner: StoredValue::new_local(Rc::new(Inner {
                open,
                setting,
                store: store.clone(),
                app: Cell::new(None),
                wishes: RefCell::default(),
                is_wanted: Cell::new(is_missing),
                watch: RefCell::default(),
            })),
            is_open: RwSignal::new(is_here),
            awaited: RwSignal::new(if is_missing {
                Awaited::Missing
            } else {
                Awaited::No
            }),
            is_slow: RwSignal::new(false),
            units: RwSignal::new(units),
            gives_plan: RwSignal::new(false),
        };
        if !is_here {
            // A draft is of the tab or widget that it is begun in.
            let watch = store.watch(Rc::new(move |key: Option<&str>| {
                if !key.is_some_and(is_light) && porch.inner.try_get_value().is_some() {
                    porch.come_in(false);
                }
            }));
            porch
                .inner
                .with_value(|inner| inner.watch.replace(Some(watch)));
        }
        porch
    }

    #[must_use]
    pub fn setting(&self) -> Setting {
        self.inner.with_value(|inner| inner.setting.clone())
    }

    /// The program, to be shown in the card's place from now on.
    #[must_use]
    pub fn program(&self) -> Option<AnyView> {
        if !self.is_open.get() {
            return None;
        }
        let inner = self.inner.get_value();
        // From here on the program hears of it by itself.
        inner.watch.take();
        let wishes = inner.wishes.take();
        let (app, view) = untrack(|| (inner.open)(wishes))?;
        inner.app.set(Some(app));
        // What the page around wished for while it opened.
        for wish in inner.wishes.take() {
            self.wish(wish);
        }
        Some(view)
    }

    /// Does it where the program is there; else notes it, and fetches the program where that is what it takes.
    pub fn wish(&self, wish: Wish) {
        let inner = self.inner.get_value();
        if let (Some(app), Some(program)) = (inner.app.get(), program::here()) {
            return (program.take)(app, wish);
        }
        {
            let mut wishes = inner.wishes.borrow_mut();
            match wish {
                Wish::Units(units) => self.units.set(units),
                Wish::HostUnits(units) => {
                    if !wishes.iter().any(|w| matches!(w, Wish::Units(_))) {
                        self.units.set(units);
                    }
                }
                Wish::GivePlan(gives) => self.gives_plan.set(gives),
                Wish::Withdraw(offer) => wishes.retain(|w| *w != Wish::Offer(offer)),
                Wish::Start | Wish::Import | Wish::Offer(_) => {}
            }
            wishes.retain(|w| *w != wish);
            wishes.push(wish);
        }
        match wish {
            Wish::Start | Wish::Import => self.come_in(true),
            // What is to be read now; that it can be installed has time.
            Wish::Offer(Offer::Install) | Wish::HostUnits(_) | Wish::Withdraw(_) => {}
            // Units are kept at once; the card stays as it is.
            Wish::Offer(_) | Wish::Units(_) => self.come_in(false),
            Wish::GivePlan(_) => self.fetch(),
        }
    }

    /// Fetches the program ahead of need: somebody is about to press something.
    pub fn fetch(&self) {
        let porch = *self;
        if program::here().is_none() {
            leptos::task::spawn_local(async move {
                let came = program::load().await.is_ok();
                let is_wanted = porch
                    .inner
                    .try_get_value()
                    .is_some_and(|inner| inner.is_wanted.get());
                // An earlier try may have failed. Where the card says so, a press is on its way that must find its button.
                if came && is_wanted && porch.awaited.try_get_untracked() == Some(Awaited::No) {
                    porch.come_in(false);
                }
            });
        }
    }

    /// Puts the program into the card's place as soon as it is there. `pressed`: the runner waits for it.
    fn come_in(&self, pressed: bool) {
        self.inner.with_value(|inner| inner.is_wanted.set(true));
        if pressed {
            self.awaited.set(Awaited::Coming);
            let porch = *self;
            set_timeout(
                move || {
                    if porch.awaited.try_get_untracked() == Some(Awaited::Coming) {
                        porch.is_slow.set(true);
                    }
                },
                SLOW,
            );
        }
        let porch = *self;
        leptos::task::spawn_local(async move {
            let Some(inner) = porch.inner.try_get_value() else {
                return;
            };
            // What others have kept since the card was shown is read at once.
            let came = if later::is_needed_at_once(inner.store.as_ref(), "") {
                program::load_all().await
            } else {
                program::load().await
            };
            porch.came(came.is_ok());
        });
    }

    fn came(&self, came: bool) {
        // The widget may have gone meanwhile.
        let Some(awaited) = self.awaited.try_get_untracked() else {
            return;
        };
        if self.is_open.get_untracked() {
            return;
        }
        if came {
            self.is_open.set(true);
        } else if awaited == Awaited::Coming {
            self.inner.with_value(|inner| {
                let pressed = |wish: &Wish| matches!(wish, Wish::Start | Wish::Import);
                inner.wishes.borrow_mut().retain(|wish| !pressed(wish));
            });
            self.awaited.set(Awaited::Missing);
            self.is_slow.set(false);
        }
    }
}

impl App {
    /// What was wished for at the card, or by the page around.
    pub fn take(self, wish: Wish) {
        // Something else may be asked first: whether the runner was seen, or to go on with a session.
        let is_at_the_card = self.page.get_untracked() == Page::Card;
        match wish {
            Wish::Start | Wish::Import if !is_at_the_card => {}
            Wish::Start => self.start(),
            Wish::Import => self.import_runs(),
            Wish::Units(units) => self.set_units(units),
            Wish::HostUnits(units) => self.host_units(units),
            Wish::GivePlan(gives) => self.gives_plan.set(gives),
            Wish::Offer(offer) => self.offer(offer),
            Wish::Withdraw(offer) => self.withdraw(offer),
        }
    }
}

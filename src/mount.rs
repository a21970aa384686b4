//! Putting the widget into an element or a shadow root.

use crate::browser::{self, DeviceLocale};
use crate::i18n::Units;
use crate::later;
use crate::ports::host::Offer;
use crate::program::{self, Wish};
use crate::state::porch::{self, Open, Porch};
use crate::state::{App, Page};
use crate::ui;
use js_sys::Reflect;
use leptos::prelude::{AnyView, GetUntracked as _};
use std::any::Any;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use web_sys::{HtmlElement, ShadowRoot};

/// A mounted widget. It goes when this is dropped or told to.
#[wasm_bindgen]
pub struct Handle {
    mounted: Option<Box<dyn Any>>,
    porch: Option<Porch>,
}

#[wasm_bindgen]
impl Handle {
    /// Takes the widget out of the page.
    pub fn unmount(&mut self) {
        self.porch = None;
        self.mounted = None;
    }

    /// Offers `update` or `install` to the runner where that disturbs nothing; `stands` false takes it back.
    pub fn offer(&self, what: &str, stands: bool) {
        if let (Some(porch), Some(offer)) = (self.porch, Offer::by_id(what)) {
            porch.wish(if stands {
                Wish::Offer(offer)
            } else {
                Wish::Withdraw(offer)
            });
        }
    }

    /// The host page's choice of units has changed. A runner's own choice stays.
    pub fn set_units(&self, units: &str) {
        if let (Some(porch), Some(units)) = (self.porch, Units::by_id(units)) {
            porch.wish(Wish::HostUnits(units));
        }
    }
}

impl std::fmt::Debug for Handle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Handle")
            .field("mounted", &self.mounted.is_some())
            .finish()
    }
}

fn option(options: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(options, &name.into()).ok()
}

fn text(options: &JsValue, name: &str) -> Option<String> {
    option(options, name).and_then(|value| value.as_string())
}

fn own_page(options: &JsValue) -> bool {
    option(options, "page").is_some_and(|page| page.is_truthy())
}

/// The host page's choice.
fn units(options: &JsValue) -> Option<Units> {
    text(options, "units").and_then(|units| Units::by_id(&units))
}

/// To be awaited before [`mount`], with the same arguments: fetches what follows the card where the visit begins with
/// it, with earlier runs, something half-finished or a shared plan. Where it could not be had, the card says so.
#[wasm_bindgen]
pub async fn prepare(root: JsValue, options: JsValue) {
    let before = browser::before(&root, own_page(&options), &options);
    let store = before.store.as_ref();
    if later::is_needed_at_once(store, &before.fragment) {
        let _ = program::load_all().await;
    } else if porch::is_not_enough(store, &before.setting, &before.fragment) {
        let _ = program::load().await;
    }
}

/// Mounts the widget into `root`, an element or a shadow root.
///
/// Options, all of which may be missing: `units`, `"metric"` or `"us"`, for a runner who has not chosen, else
/// `region` (ISO 3166) and then the device's region decide; `base`, the address of the folder that holds the release,
/// ending in `/`, else the page's own; `page`, true on the release's own page, whose address and Back are the widget's;
/// `place`, `"standalone"`, `"file"`, `"frame"` or `"page"`, with the `host` page's name and `home`, the address of the
/// standalone page; `storage: "none"` to keep nothing; `preset`, the run that the article is about; `plan: true` to ask
/// for the plan; `tell(what, detail)`, called with `start`, `finish`, `plan`, `accept` and `hand-over`; and `print()`,
/// which prints what is shown in a window of its own, and says whether it could.
#[wasm_bindgen]
#[must_use]
pub fn mount(root: JsValue, options: &JsValue) -> Handle {
    let before = browser::before(&root, own_page(options), options);
    let usual = porch::usual_units(units(options), &before.setting, &DeviceLocale);
    let given = (root.clone(), options.clone());
    let is_enough = !porch::is_not_enough(before.store.as_ref(), &before.setting, &before.fragment);
    let late = program::here().is_none() && is_enough;
    let open: Open = Box::new(move |wishes| {
        let program = program::here()?;
        Some((program.open)(&given.0, &given.1, late, wishes))
    });
    // A shadow root is no HTMLElement, but mounting asks no more of it than of any node.
    let parent: HtmlElement = root.unchecked_into();
    let made = Rc::new(Cell::new(None));
    let porch = made.clone();
    let mounted = leptos::mount::mount_to(parent, move || {
        let porch = Porch::new(open, before, usual, is_enough);
        made.set(Some(porch));
        ui::widget(porch)
    });
    Handle {
        mounted: Some(Box::new(mounted)),
        porch: porch.get(),
    }
}

/// By `program` only: opens it in the card's place. `late`: the card was shown alone before.
pub(crate) fn open(
    root: &JsValue,
    options: &JsValue,
    late: bool,
    wishes: Vec<Wish>,
) -> (App, AnyView) {
    let base = text(options, "base").unwrap_or_default();
    let ports = browser::ports(root, base, own_page(options), options);
    let focused = focused(root);
    let app = if late {
        App::after_the_card(ports, units(options))
    } else {
        App::new(ports, units(options))
    };
    for wish in wishes {
        app.take(wish);
    }
    // The same card with the program behind it: the focus stays where it was.
    if let (Page::Card, Some(focused)) = (app.page.get_untracked(), focused) {
        app.focus(focused);
    }
    (app, ui::inside(app))
}

/// The control of the card that has the focus, as a selector.
fn focused(root: &JsValue) -> Option<String> {
    let root: &ShadowRoot = root.dyn_ref()?;
    let element = root.active_element()?;
    let own = |name: &str| {
        let value = element.get_attribute(name)?;
        Some(format!("[{name}='{value}']"))
    };
    let all: String = ["data-action", "data-fact", "data-value"]
        .into_iter()
        .filter_map(own)
        .collect();
    (!all.is_empty()).then_some(all)
}

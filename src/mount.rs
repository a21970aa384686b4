//! Putting the widget into an element or a shadow root.

use crate::browser;
use crate::i18n::Units;
use crate::later;
use crate::ports::Ports;
use crate::ports::host::Offer;
use crate::state::App;
use crate::ui;
use js_sys::Reflect;
use std::any::Any;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use web_sys::HtmlElement;

/// A mounted widget. It goes when this is dropped or told to.
#[wasm_bindgen]
pub struct Handle {
    mounted: Option<Box<dyn Any>>,
    app: Option<App>,
}

#[wasm_bindgen]
impl Handle {
    /// Takes the widget out of the page.
    pub fn unmount(&mut self) {
        self.app = None;
        self.mounted = None;
    }

    /// Offers `update` or `install` to the runner where that disturbs nothing; `stands` false takes it back.
    pub fn offer(&self, what: &str, stands: bool) {
        if let (Some(app), Some(offer)) = (self.app, Offer::by_id(what)) {
            if stands {
                app.offer(offer);
            } else {
                app.withdraw(offer);
            }
        }
    }

    /// The host page's choice of units has changed. A runner's own choice stays.
    pub fn set_units(&self, units: &str) {
        if let (Some(app), Some(units)) = (self.app, Units::by_id(units)) {
            app.host_units(units);
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

fn ports(root: &JsValue, options: &JsValue) -> Ports {
    let own_page = option(options, "page").is_some_and(|page| page.is_truthy());
    let base = text(options, "base").unwrap_or_default();
    browser::ports(root, base, own_page, options)
}

/// To be awaited before [`mount`], with the same arguments: fetches the later part of the program where the visit
/// begins with earlier runs or a shared plan. Does nothing else.
///
/// # Errors
/// When it could not be fetched.
#[wasm_bindgen]
pub async fn prepare(root: JsValue, options: JsValue) -> Result<(), JsValue> {
    let own_page = option(&options, "page").is_some_and(|page| page.is_truthy());
    let (store, fragment) = browser::begins_with(&root, own_page, &options);
    if later::is_needed_at_once(store.as_ref(), &fragment) {
        // Without it the questions still work; the page says what is missing.
        let _ = later::load().await;
    }
    Ok(())
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
    let units = text(options, "units").and_then(|u| Units::by_id(&u));
    let ports = ports(&root, options);
    // A shadow root is no HTMLElement, but mounting asks no more of it than of any node.
    let parent: HtmlElement = root.unchecked_into();
    let made = Rc::new(Cell::new(None));
    let app = made.clone();
    let mounted = leptos::mount::mount_to(parent, move || {
        let app = App::new(ports, units);
        made.set(Some(app));
        ui::widget(app)
    });
    Handle {
        mounted: Some(Box::new(mounted)),
        app: app.get(),
    }
}

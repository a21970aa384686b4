//! Putting the widget into an element or a shadow root.

use crate::browser;
use crate::i18n::Units;
use crate::state::App;
use crate::ui;
use js_sys::Reflect;
use std::any::Any;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use web_sys::HtmlElement;

/// A mounted widget. It goes when this is dropped or told to.
#[wasm_bindgen]
pub struct Handle {
    mounted: Option<Box<dyn Any>>,
}

#[wasm_bindgen]
impl Handle {
    /// Takes the widget out of the page.
    pub fn unmount(&mut self) {
        self.mounted = None;
    }
}

impl std::fmt::Debug for Handle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Handle")
            .field("mounted", &self.mounted.is_some())
            .finish()
    }
}

/// Mounts the widget into `root`, an element or a shadow root.
///
/// Options: `units`, `"metric"` or `"us"`, for a runner who has not chosen; else the device's region decides.
/// `base`: the address of the folder that holds the release, ending in `/`; else the page's own.
/// `page`: true on the release's own page, whose address and Back are the widget's.
#[wasm_bindgen]
#[must_use]
pub fn mount(root: JsValue, options: &JsValue) -> Handle {
    let option = |name: &str| Reflect::get(options, &name.into()).ok();
    let text = |name| option(name).and_then(|value| value.as_string());
    let units = text("units").and_then(|u| Units::by_id(&u));
    let own_page = option("page").is_some_and(|page| page.is_truthy());
    let ports = browser::ports(&root, text("base").unwrap_or_default(), own_page);
    // A shadow root is no HTMLElement, but mounting asks no more of it than of any node.
    let parent: HtmlElement = root.unchecked_into();
    let mounted = leptos::mount::mount_to(parent, move || ui::widget(App::new(ports, units)));
    Handle {
        mounted: Some(Box::new(mounted)),
    }
}

use crate::ports::Page;
use js_sys::Array;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Blob, BlobPropertyBag, Element, HtmlAnchorElement, HtmlElement, ScrollIntoViewOptions,
    ShadowRoot, Url,
};

/// The page around the widget, reached from the widget's root.
#[derive(Debug)]
pub struct HostPage {
    root: JsValue,
    home: String,
    own_page: bool,
}

impl HostPage {
    /// `home`: the address of the release's own page.
    pub fn new(root: &JsValue, home: String, own_page: bool) -> HostPage {
        HostPage {
            root: root.clone(),
            home,
            own_page,
        }
    }

    fn find(&self, selector: &str) -> Option<HtmlElement> {
        let found = match self.root.dyn_ref::<ShadowRoot>() {
            Some(root) => root.query_selector(selector),
            None => self.root.dyn_ref::<Element>()?.query_selector(selector),
        };
        found.ok().flatten()?.dyn_into().ok()
    }
}

impl Page for HostPage {
    fn focus(&self, selector: &str) {
        if let Some(element) = self.find(selector) {
            let _ = element.focus();
        }
    }

    fn to_top(&self) {
        if let Some(top) = self.find(".am")
            && top.get_bounding_client_rect().top() < 0.0
        {
            top.scroll_into_view_with_scroll_into_view_options(&ScrollIntoViewOptions::new());
        }
    }

    fn download(&self, name: &str, kind: &str, text: &str) -> bool {
        download(name, kind, text).is_ok()
    }

    fn copy(&self, text: &str) -> bool {
        let Some(window) = web_sys::window().filter(|w| w.is_secure_context()) else {
            return false;
        };
        // Whether it worked is known later; the text stays on screen to be copied by hand.
        let ignore: Closure<dyn FnMut(JsValue)> = Closure::once(|_| {});
        let _ = window
            .navigator()
            .clipboard()
            .write_text(text)
            .catch(&ignore);
        ignore.forget();
        true
    }

    fn home(&self) -> String {
        self.home.clone()
    }

    fn fragment(&self) -> String {
        let location = web_sys::window().filter(|_| self.own_page);
        location
            .and_then(|w| w.location().hash().ok())
            .unwrap_or_default()
    }

    fn print(&self) {
        if let Some(window) = web_sys::window().filter(|_| self.own_page) {
            let _ = window.print();
        }
    }
}

fn download(name: &str, kind: &str, text: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let document = web_sys::window()
        .and_then(|w| w.document())
        .ok_or(JsValue::NULL)?;
    let link: HtmlAnchorElement = document.create_element("a")?.dyn_into()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&address)
}

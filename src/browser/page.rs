use crate::ports::Page;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Blob, BlobPropertyBag, Element, HtmlAnchorElement, HtmlElement, ScrollIntoViewOptions,
    ShadowRoot, Url,
};

/// The page around the widget, reached from the widget's root.
#[derive(Debug)]
pub struct HostPage {
    root: JsValue,
}

impl HostPage {
    pub fn new(root: &JsValue) -> HostPage {
        HostPage { root: root.clone() }
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

    fn download(&self, name: &str, text: &str) -> bool {
        download(name, text).is_ok()
    }
}

fn download(name: &str, text: &str) -> Result<(), JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type("application/json");
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &kind)?;
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

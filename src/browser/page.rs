use super::storage::{is_named, then};
use crate::ports::{Body, Page, Parcel};
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Blob, BlobPropertyBag, Element, FocusOptions, HtmlAnchorElement, HtmlElement, HtmlInputElement,
    ScrollIntoViewOptions, ShadowRoot, Url,
};

/// The page around the widget, reached from the widget's root.
#[derive(Debug)]
pub struct HostPage {
    root: JsValue,
    home: String,
    own_page: bool,
    /// Prints what is shown in a window of its own.
    print_apart: Option<Function>,
}

impl HostPage {
    /// `home`: the address of the release's own page.
    pub fn new(root: &JsValue, home: String, own_page: bool, options: &JsValue) -> HostPage {
        let print = Reflect::get(options, &"print".into()).ok();
        HostPage {
            root: root.clone(),
            home,
            own_page,
            print_apart: print.and_then(|print| print.dyn_into().ok()),
        }
    }

    fn find(&self, selector: &str) -> Option<HtmlElement> {
        find(&self.root, selector)
    }
}

/// The first element of the widget that the selector finds.
pub(super) fn find(root: &JsValue, selector: &str) -> Option<HtmlElement> {
    let found = match root.dyn_ref::<ShadowRoot>() {
        Some(root) => root.query_selector(selector),
        None => root.dyn_ref::<Element>()?.query_selector(selector),
    };
    found.ok().flatten()?.dyn_into().ok()
}

/// The address of the document, without its fragment.
pub(super) fn own_address() -> Option<String> {
    let address = web_sys::window()?.location().href().ok()?;
    Some(address.split('#').next()?.to_owned())
}

impl Page for HostPage {
    fn focus(&self, selector: &str) {
        if let Some(element) = self.find(selector) {
            let _ = element.focus();
        }
    }

    fn focus_in_place(&self, selector: &str) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        if let Some(element) = self.find(selector) {
            let _ = element.focus_with_options(&options);
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

    fn home(&self) -> String {
        self.home.clone()
    }

    fn fragment(&self) -> String {
        let location = web_sys::window().filter(|_| self.own_page);
        location
            .and_then(|w| w.location().hash().ok())
            .unwrap_or_default()
    }

    fn drop_fragment(&self) {
        let Some(window) = web_sys::window().filter(|_| self.own_page) else {
            return;
        };
        if let (Some(address), Ok(history)) = (own_address(), window.history()) {
            let state = history.state().unwrap_or(JsValue::NULL);
            let _ = history.replace_state_with_url(&state, "", Some(&address));
        }
    }

    fn print(&self) -> bool {
        if self.own_page {
            return web_sys::window().is_some_and(|w| w.print().is_ok());
        }
        // An article is never printed.
        let printed = self.print_apart.as_ref();
        let printed = printed.and_then(|print| print.call0(&JsValue::UNDEFINED).ok());
        printed.is_some_and(|done| done.is_truthy())
    }

    fn copy(&self, text: &str, told: Box<dyn FnOnce(bool)>) {
        let clipboard = web_sys::window()
            .and_then(|w| Reflect::get(&w.navigator(), &"clipboard".into()).ok())
            .filter(JsValue::is_object);
        match clipboard.and_then(|c| call(&c, "writeText", &text.into())) {
            Some(promise) => then(promise.unchecked_ref(), move |answer| {
                told(answer.is_ok());
            }),
            None => told(false),
        }
    }

    fn can_send(&self, what: &Parcel) -> bool {
        let Some(window) = web_sys::window() else {
            return false;
        };
        // A browser that sends says so; one that must not, as in a frame that was not allowed to, says no.
        call(&window.navigator(), "canShare", &data_of(what)).is_some_and(|can| can.is_truthy())
    }

    fn send(&self, what: &Parcel, told: Box<dyn FnOnce(bool)>) {
        let promise = web_sys::window().and_then(|w| call(&w.navigator(), "share", &data_of(what)));
        match promise {
            Some(promise) => then(promise.unchecked_ref(), move |answer| {
                // Called off by the runner, or asked while the choice is open: that is no refusal.
                let no_refusal = ["AbortError", "InvalidStateError"];
                let is_fine = |error| no_refusal.iter().any(|name| is_named(&error, name));
                told(answer.err().is_none_or(is_fine));
            }),
            None => told(false),
        }
    }

    fn chosen_text(&self, selector: &str, told: Box<dyn FnOnce(Option<String>)>) {
        let field = self
            .find(selector)
            .and_then(|f| f.dyn_into::<HtmlInputElement>().ok());
        let file = field.as_ref().and_then(|f| f.files()?.get(0));
        // The same file can be chosen again.
        if let Some(field) = &field {
            field.set_value("");
        }
        match file {
            Some(file) => then(&file.text(), move |text| {
                told(text.ok().and_then(|t| t.as_string()));
            }),
            None => told(None),
        }
    }
}

fn data_of(what: &Parcel) -> JsValue {
    let data = Object::new();
    let (name, body) = match &what.body {
        Body::Link(link) => ("url", link),
        Body::Text(text) => ("text", text),
    };
    let _ = Reflect::set(&data, &"title".into(), &what.title.as_str().into());
    let _ = Reflect::set(&data, &name.into(), &body.as_str().into());
    data.into()
}

fn call(object: &JsValue, method: &str, argument: &JsValue) -> Option<JsValue> {
    let method: Function = Reflect::get(object, &method.into()).ok()?.dyn_into().ok()?;
    method.call1(object, argument).ok()
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

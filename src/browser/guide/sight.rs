use crate::ports::guide::Sight;
use std::any::Any;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::Document;

/// The page, as far as the person sees it.
#[derive(Debug)]
pub struct PageSight;

/// Listens until it is dropped.
struct Watch {
    document: Document,
    heard: Closure<dyn Fn()>,
}

const CHANGE: &str = "visibilitychange";

impl Drop for Watch {
    fn drop(&mut self) {
        let listener = self.heard.as_ref().unchecked_ref();
        let _ = self
            .document
            .remove_event_listener_with_callback(CHANGE, listener);
    }
}

impl Sight for PageSight {
    fn watch(&self, seen: Rc<dyn Fn(bool)>) -> Box<dyn Any> {
        let Some(document) = web_sys::window().and_then(|w| w.document()) else {
            return Box::new(());
        };
        let page = document.clone();
        let heard = Closure::<dyn Fn()>::new(move || seen(!page.hidden()));
        let listener = heard.as_ref().unchecked_ref();
        let _ = document.add_event_listener_with_callback(CHANGE, listener);
        Box::new(Watch { document, heard })
    }

    fn still(&self) -> bool {
        let asked = web_sys::window()
            .and_then(|w| w.match_media("(prefers-reduced-motion: reduce)").ok())
            .flatten();
        asked.is_some_and(|asked| asked.matches())
    }
}

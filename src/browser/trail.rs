use crate::ports::Trail;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, History};

type Listener = Closure<dyn Fn(Event)>;

/// The browser's history. Each entry's state is how many of the widget's own lie behind it.
pub struct PageTrail {
    depth: Rc<Cell<u32>>,
    /// The next move was asked for by [`Trail::clear`] and is nobody's press.
    quiet: Rc<Cell<bool>>,
    listener: RefCell<Option<Listener>>,
}

impl PageTrail {
    pub fn new() -> PageTrail {
        PageTrail {
            depth: Rc::new(Cell::new(depth())),
            quiet: Rc::default(),
            listener: RefCell::default(),
        }
    }
}

/// Whether the entry that is shown is the widget's: one without a mark was made by a link that only changes the fragment,
/// and is nobody's Back.
fn is_own() -> bool {
    history().is_none_or(|h| h.state().is_ok_and(|state| state.as_f64().is_some()))
}

/// Marks the entry that is shown as the widget's, with so many of them behind it.
fn mark(depth: u32) {
    let _ = history().map(|h| h.replace_state(&JsValue::from(depth), ""));
}

fn history() -> Option<History> {
    web_sys::window().and_then(|w| w.history().ok())
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn depth() -> u32 {
    history()
        .and_then(|h| h.state().ok())
        .and_then(|state| state.as_f64())
        .map_or(0, |d| d as u32)
}

impl Trail for PageTrail {
    fn push(&self) {
        let next = self.depth.get() + 1;
        let pushed = history().map(|h| h.push_state(&JsValue::from(next), ""));
        if matches!(pushed, Some(Ok(()))) {
            self.depth.set(next);
        }
    }

    fn back(&self) -> bool {
        self.depth.get() > 0 && history().is_some_and(|h| h.back().is_ok())
    }

    fn clear(&self) {
        let steps = i32::try_from(self.depth.get()).unwrap_or(0);
        if steps > 0 && history().is_some_and(|h| h.go_with_delta(-steps).is_ok()) {
            self.quiet.set(true);
        }
    }

    fn listen(&self, moved: Box<dyn Fn(bool)>) {
        let (known, quiet) = (self.depth.clone(), self.quiet.clone());
        if !is_own() {
            mark(0);
        }
        let listener: Listener = Closure::new(move |_| {
            if !is_own() {
                let next = known.get() + 1;
                mark(next);
                return known.set(next);
            }
            let (before, now) = (known.get(), depth());
            known.set(now);
            if !quiet.take() && before != now {
                moved(now < before);
            }
        });
        if let Some(window) = web_sys::window() {
            let _ = window
                .add_event_listener_with_callback("popstate", listener.as_ref().unchecked_ref());
        }
        self.listener.replace(Some(listener));
    }
}

impl Drop for PageTrail {
    fn drop(&mut self) {
        if let (Some(window), Some(listener)) = (web_sys::window(), self.listener.take()) {
            let _ = window
                .remove_event_listener_with_callback("popstate", listener.as_ref().unchecked_ref());
        }
    }
}

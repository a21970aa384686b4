use super::page::find;
use crate::ports::files::{Hear, Reading, RunFiles};
use js_sys::{Array, Object, Reflect};
use leptos::prelude::set_timeout;
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, HtmlInputElement, MessageEvent, Worker};

/// The web worker that reads run files. It is started with the first file and serves until it is stopped.
#[derive(Debug)]
pub struct Reader {
    root: JsValue,
    address: String,
    chosen: RefCell<Array>,
    worker: RefCell<Option<Worker>>,
    heard: Rc<Heard>,
}

/// Who hears of the file that is being read.
#[derive(Default)]
struct Heard(RefCell<Option<Hear>>);

impl std::fmt::Debug for Heard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Heard")
    }
}

impl Heard {
    fn tell(&self, reading: Reading) {
        let hear = match reading {
            Reading::At(_) => self.0.borrow().clone(),
            _ => self.0.take(),
        };
        if let Some(hear) = hear {
            hear(reading);
        }
    }
}

impl Reader {
    /// `base`: the folder of the release, where `import-worker.js` lies.
    pub fn new(root: &JsValue, base: &str) -> Reader {
        Reader {
            root: root.clone(),
            address: format!("{base}import-worker.js"),
            chosen: RefCell::default(),
            worker: RefCell::default(),
            heard: Rc::default(),
        }
    }

    /// The worker, started where there is none. Another origin's program is refused at once; what a policy forbids, and
    /// what is not there, by an event.
    fn worker(&self) -> Option<Worker> {
        if let Some(worker) = self.worker.borrow().as_ref() {
            return Some(worker.clone());
        }
        let worker = Worker::new(&self.address).ok()?;
        let heard = self.heard.clone();
        let message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            heard.tell(reading(&event.data()));
        });
        let heard = self.heard.clone();
        let error = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            // It is said on the page.
            event.prevent_default();
            heard.tell(Reading::NoReader);
        });
        worker.set_onmessage(Some(message.into_js_value().unchecked_ref()));
        worker.set_onerror(Some(error.into_js_value().unchecked_ref()));
        self.worker.replace(Some(worker.clone()));
        Some(worker)
    }
}

fn get(from: &JsValue, name: &str) -> JsValue {
    Reflect::get(from, &name.into()).unwrap_or_default()
}

/// A message of `web/import-worker.js`.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn reading(message: &JsValue) -> Reading {
    if let Some(share) = get(message, "share").as_f64() {
        return Reading::At((share * 100.0) as u32);
    }
    get(message, "json")
        .as_string()
        .map_or(Reading::NoReader, Reading::Done)
}

impl RunFiles for Reader {
    fn choose(&self, selector: &str) -> usize {
        let field = find(&self.root, selector).and_then(|f| f.dyn_into::<HtmlInputElement>().ok());
        let files = field.as_ref().and_then(HtmlInputElement::files);
        let files = files.map(|files| Array::from(&files)).unwrap_or_default();
        // The same file can be chosen again.
        if let Some(field) = field {
            field.set_value("");
        }
        let count = files.length();
        self.chosen.replace(files);
        usize::try_from(count).unwrap_or(0)
    }

    fn read(&self, unit: &str, hear: Hear) {
        self.heard.0.replace(Some(hear));
        let order = Object::new();
        let _ = Reflect::set(&order, &"files".into(), &self.chosen.borrow());
        let _ = Reflect::set(&order, &"unit".into(), &unit.into());
        let begun = self.worker().map(|worker| worker.post_message(&order));
        if !matches!(begun, Some(Ok(()))) {
            self.heard.tell(Reading::NoReader);
        }
    }

    fn stop(&self) {
        self.heard.0.take();
        if let Some(worker) = self.worker.take() {
            worker.terminate();
        }
    }

    fn soon(&self, then: Box<dyn FnOnce()>) {
        set_timeout(then, Duration::ZERO);
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.stop();
    }
}

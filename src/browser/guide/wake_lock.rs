use crate::ports::guide::WakeLock;
use js_sys::{Function, Promise, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// The screen's wake lock. Looked up by name: web-sys has it only among its unstable parts.
#[derive(Debug, Default)]
pub struct ScreenLock {
    held: Rc<Held>,
}

#[derive(Debug, Default)]
struct Held {
    wanted: Cell<bool>,
    sentinel: RefCell<Option<JsValue>>,
}

fn call(object: &JsValue, name: &str, argument: &JsValue) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(object, &name.into())?.dyn_into()?;
    method.call1(object, argument)
}

async fn request() -> Result<JsValue, JsValue> {
    let navigator = web_sys::window().ok_or(JsValue::NULL)?.navigator();
    let lock = Reflect::get(&navigator, &"wakeLock".into())?;
    let asked = call(&lock, "request", &"screen".into())?;
    JsFuture::from(Promise::resolve(&asked)).await
}

fn let_go(sentinel: &JsValue) {
    // A lock that is gone already rejects nothing: releasing twice is fine.
    let _ = call(sentinel, "release", &JsValue::UNDEFINED);
}

impl Held {
    fn is_on(&self) -> bool {
        self.sentinel.borrow().as_ref().is_some_and(|sentinel| {
            Reflect::get(sentinel, &"released".into()).is_ok_and(|released| released.is_falsy())
        })
    }
}

impl WakeLock for ScreenLock {
    fn hold(&self, told: Box<dyn Fn(bool)>) {
        let held = self.held.clone();
        held.wanted.set(true);
        if held.is_on() {
            return told(true);
        }
        spawn_local(async move {
            match request().await {
                Ok(sentinel) if held.wanted.get() => {
                    if let Some(before) = held.sentinel.replace(Some(sentinel)) {
                        let_go(&before);
                    }
                    told(true);
                }
                // It was paused while the browser thought about it.
                Ok(sentinel) => let_go(&sentinel),
                Err(_) => told(false),
            }
        });
    }

    fn release(&self) {
        self.held.wanted.set(false);
        if let Some(sentinel) = self.held.sentinel.take() {
            let_go(&sentinel);
        }
    }
}

//! The browser's storage, where there is one.

use crate::history::ROOT;
use crate::ports::memory::MemoryStore;
use crate::ports::{Lasting, NotKept, Store, Told};
use gloo_storage::{LocalStorage, Storage as _};
use js_sys::{Array, Function, Object, Promise, Reflect};
use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::StorageEvent;

const PROBE: &str = "aftermile:probe";
const LOCK: &str = "aftermile:2";

/// The device's storage, or a memory where it is denied.
#[must_use]
pub fn open() -> Rc<dyn Store> {
    if works() {
        Rc::new(DeviceStore {
            number: NEXT.with_borrow_mut(|next| {
                *next += 1;
                *next
            }),
            storage: LocalStorage::raw(),
        })
    } else {
        Rc::new(MemoryStore::default())
    }
}

/// Asks through web-sys first: where storage is denied it is null in some engines and throws in others,
/// and gloo would throw with it. A full storage still works: it holds what was kept.
fn works() -> bool {
    let Some(Ok(Some(storage))) = web_sys::window().map(|w| w.local_storage()) else {
        return false;
    };
    match storage.set_item(PROBE, "1") {
        Ok(()) => storage.remove_item(PROBE).is_ok(),
        Err(error) => is_full(&error) && storage.length().is_ok_and(|n| n > 0),
    }
}

fn is_full(error: &JsValue) -> bool {
    ["QuotaExceededError", "NS_ERROR_DOM_QUOTA_REACHED"]
        .iter()
        .any(|name| is_named(error, name))
}

pub(super) fn is_named(error: &JsValue, name: &str) -> bool {
    Reflect::get(error, &"name".into()).is_ok_and(|own| own == *name)
}

thread_local! {
    /// The widgets of this page: a page gets no storage event of what it writes itself.
    static HERE: RefCell<Vec<(u32, Told)>> = const { RefCell::new(Vec::new()) };
    static NEXT: RefCell<u32> = const { RefCell::new(0) };
}

/// `localStorage`, as one widget sees it.
#[derive(Debug)]
struct DeviceStore {
    number: u32,
    /// Asked for once: thousands of runs are fetched through it.
    storage: web_sys::Storage,
}

impl DeviceStore {
    /// Tells the other widgets of this page.
    fn tell(&self, key: &str) {
        let others: Vec<Told> = HERE.with_borrow(|all| {
            let others = all.iter().filter(|(number, _)| *number != self.number);
            others.map(|(_, told)| told.clone()).collect()
        });
        for told in others {
            told(Some(key));
        }
    }
}

impl Store for DeviceStore {
    fn lasts(&self) -> bool {
        true
    }

    fn get(&self, key: &str) -> Option<String> {
        self.storage.get_item(key).ok().flatten()
    }

    fn set(&self, key: &str, value: &str) -> Result<(), NotKept> {
        self.storage.set_item(key, value).map_err(|e| why(&e))?;
        self.tell(key);
        Ok(())
    }

    fn remove(&self, key: &str) {
        let _ = self.storage.remove_item(key);
        self.tell(key);
    }

    /// In one call: by their places some engines count from the start for each.
    fn keys(&self) -> Vec<String> {
        Object::keys(&self.storage)
            .iter()
            .filter_map(|key| key.as_string())
            .filter(|key| key.starts_with(ROOT))
            .collect()
    }

    /// Without a detour through UTF-8, which would change a text that is none.
    fn rename(&self, from: &str, to: &str) -> Result<(), NotKept> {
        let storage = &self.storage;
        let call = |name: &str, args: &[&JsValue]| -> Result<JsValue, JsValue> {
            let method: Function = Reflect::get(storage, &name.into())?.dyn_into()?;
            method.apply(storage, &args.iter().copied().collect::<Array>())
        };
        let value = call("getItem", &[&from.into()]).map_err(|e| why(&e))?;
        if value.is_null() {
            return Ok(());
        }
        call("setItem", &[&to.into(), &value]).map_err(|e| why(&e))?;
        self.remove(from);
        Ok(())
    }

    fn guarded(&self, work: Box<dyn FnOnce()>) {
        let manager = navigator().and_then(|n| Reflect::get(&n, &"locks".into()).ok());
        let Some(manager) = manager.filter(JsValue::is_object) else {
            return work();
        };
        let work = RefCell::new(Some(work));
        let run = Closure::once_into_js(move || {
            if let Some(work) = work.take() {
                work();
            }
        });
        let request = Reflect::get(&manager, &"request".into()).ok();
        let answer = request
            .and_then(|r| r.dyn_into::<Function>().ok())
            .and_then(|r| r.call2(&manager, &LOCK.into(), &run).ok());
        // Refused in an opaque origin, where nothing is kept either: the rejection is expected.
        if let Some(Ok(promise)) = answer.map(JsCast::dyn_into::<Promise>) {
            then(&promise, |_| {});
        }
    }

    fn watch(&self, told: Told) -> Box<dyn Any> {
        HERE.with_borrow_mut(|all| all.push((self.number, told.clone())));
        let heard = Closure::<dyn Fn(StorageEvent)>::new(move |event: StorageEvent| {
            let key = event.key();
            if key.as_deref().is_none_or(|k| k.starts_with(ROOT)) {
                told(key.as_deref());
            }
        });
        if let Some(window) = web_sys::window() {
            let _ =
                window.add_event_listener_with_callback("storage", heard.as_ref().unchecked_ref());
        }
        Box::new(Watch {
            number: self.number,
            heard,
        })
    }

    fn lasting(&self, ask: bool, told: Box<dyn FnOnce(Lasting)>) {
        let manager = navigator().and_then(|n| Reflect::get(&n, &"storage".into()).ok());
        let method = manager.as_ref().filter(|m| m.is_object()).and_then(|m| {
            let name = if ask { "persist" } else { "persisted" };
            let method = Reflect::get(m, &name.into()).ok()?;
            method.dyn_into::<Function>().ok()?.call0(m).ok()
        });
        match method.map(JsCast::dyn_into::<Promise>) {
            Some(Ok(promise)) => then(&promise, move |answer| {
                told(match answer.ok().and_then(|a| a.as_bool()) {
                    Some(true) => Lasting::Promised,
                    Some(false) => Lasting::MayGo,
                    None => Lasting::Unknown,
                });
            }),
            _ => told(Lasting::Unknown),
        }
    }
}

/// A storage listener; it ends with this.
struct Watch {
    number: u32,
    heard: Closure<dyn Fn(StorageEvent)>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        HERE.with_borrow_mut(|all| all.retain(|(number, _)| *number != self.number));
        if let Some(window) = web_sys::window() {
            let _ = window.remove_event_listener_with_callback(
                "storage",
                self.heard.as_ref().unchecked_ref(),
            );
        }
    }
}

fn navigator() -> Option<JsValue> {
    web_sys::window().map(|w| w.navigator().into())
}

/// Calls `told` once, with the value of a promise or with why it was refused.
pub(super) fn then(promise: &Promise, told: impl FnOnce(Result<JsValue, JsValue>) + 'static) {
    let told = Rc::new(RefCell::new(Some(told)));
    let other = told.clone();
    // One of the two is never called and stays: a few bytes for each question put to the browser.
    let kept = Closure::once_into_js(move |value: JsValue| {
        if let Some(told) = told.borrow_mut().take() {
            told(Ok(value));
        }
    });
    let refused = Closure::once_into_js(move |error: JsValue| {
        if let Some(told) = other.borrow_mut().take() {
            told(Err(error));
        }
    });
    let method = Reflect::get(promise, &"then".into()).ok();
    if let Some(method) = method.and_then(|m| m.dyn_into::<Function>().ok()) {
        let _ = method.call2(promise, &kept, &refused);
    }
}

fn why(error: &JsValue) -> NotKept {
    if is_full(error) {
        NotKept::Full
    } else {
        NotKept::Denied
    }
}

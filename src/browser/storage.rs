//! The browser's storage, where there is one.

use crate::ports::memory::MemoryStore;
use crate::ports::{NotKept, Store};
use gloo_storage::{LocalStorage, Storage as _};
use js_sys::{Function, Reflect};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};

const PROBE: &str = "aftermile:1:probe";

/// The device's storage, or a memory where it is denied.
#[must_use]
pub fn open() -> Rc<dyn Store> {
    if works() {
        Rc::new(DeviceStore)
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
    let name = Reflect::get(error, &"name".into())
        .ok()
        .and_then(|n| n.as_string());
    matches!(
        name.as_deref(),
        Some("QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED")
    )
}

/// `localStorage`.
#[derive(Debug)]
struct DeviceStore;

impl Store for DeviceStore {
    fn lasts(&self) -> bool {
        true
    }

    fn get(&self, key: &str) -> Option<String> {
        LocalStorage::raw().get_item(key).ok().flatten()
    }

    fn set(&self, key: &str, value: &str) -> Result<(), NotKept> {
        LocalStorage::raw()
            .set_item(key, value)
            .map_err(|e| why(&e))
    }

    fn remove(&self, key: &str) {
        let _ = LocalStorage::raw().remove_item(key);
    }

    fn keys(&self) -> Vec<String> {
        let storage = LocalStorage::raw();
        let count = storage.length().unwrap_or(0);
        (0..count)
            .filter_map(|i| storage.key(i).ok().flatten())
            .filter(|key| key.starts_with(crate::history::PREFIX))
            .collect()
    }

    /// Without a detour through UTF-8, which would change a text that is none.
    fn rename(&self, from: &str, to: &str) -> Result<(), NotKept> {
        let storage = LocalStorage::raw();
        let call = |name: &str, args: &[&JsValue]| -> Result<JsValue, JsValue> {
            let method: Function = Reflect::get(&storage, &name.into())?.dyn_into()?;
            method.apply(&storage, &args.iter().copied().collect())
        };
        let value = call("getItem", &[&from.into()]).map_err(|e| why(&e))?;
        if value.is_null() {
            return Ok(());
        }
        call("setItem", &[&to.into(), &value]).map_err(|e| why(&e))?;
        self.remove(from);
        Ok(())
    }
}

fn why(error: &JsValue) -> NotKept {
    if is_full(error) {
        NotKept::Full
    } else {
        NotKept::Denied
    }
}

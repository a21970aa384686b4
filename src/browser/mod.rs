//! The real outside world. With `mount` the only place that touches the browser.

mod clock;
mod intl;
mod page;
mod release;
mod storage;

use crate::ports::Ports;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// The ports of a widget inside `root`. `base`: the folder of the release's files.
#[must_use]
pub fn ports(root: &JsValue, base: String) -> Ports {
    Ports {
        store: storage::open(),
        clock: Box::new(clock::DeviceClock),
        locale: Rc::new(intl::DeviceLocale),
        page: Box::new(page::HostPage::new(root)),
        release: Box::new(release::Folder(base)),
    }
}

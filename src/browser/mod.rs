//! The real outside world. With `mount` the only place that touches the browser.

mod clock;
mod guide;
mod intl;
mod page;
mod release;
mod storage;
mod trail;

use crate::ports::memory::NoTrail;
use crate::ports::{Ports, Trail};
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// The ports of a widget inside `root`. `base`: the folder of the release's files. `own_page`: the page is the widget's
/// own, so the device's Back is too.
#[must_use]
pub fn ports(root: &JsValue, base: String, own_page: bool) -> Ports {
    let trail: Box<dyn Trail> = if own_page {
        Box::new(trail::PageTrail::new())
    } else {
        Box::new(NoTrail)
    };
    Ports {
        store: storage::open(),
        clock: Box::new(clock::DeviceClock),
        locale: Rc::new(intl::DeviceLocale),
        page: Box::new(page::HostPage::new(root, base.clone(), own_page)),
        trail,
        release: Box::new(release::Folder(base)),
        guide: guide::open(),
    }
}

//! The real outside world. With `mount` the only place that touches the browser.

mod clock;
mod files;
mod guide;
mod host;
mod intl;
mod page;
mod release;
mod storage;
mod trail;

use crate::ports::host::{Host, Place};
use crate::ports::memory::{MemoryStore, NoTrail};
use crate::ports::{Page as _, Ports, Store, Trail};
use crate::state::porch::Before;
use std::rc::Rc;
use wasm_bindgen::JsValue;

pub use intl::DeviceLocale;
pub use storage::open as device_store;

/// What decides how a visit begins.
#[must_use]
pub fn before(root: &JsValue, own_page: bool, options: &JsValue) -> Before {
    let setting = host::HostLink::new(options).setting();
    let page = page::HostPage::new(root, String::new(), own_page, options);
    Before {
        store: store(setting.keeps_nothing),
        fragment: page.fragment(),
        setting,
    }
}

fn store(keeps_nothing: bool) -> Rc<dyn Store> {
    if keeps_nothing {
        Rc::new(MemoryStore::default())
    } else {
        storage::open()
    }
}

/// The ports of a widget inside `root`, with the options that `mount` was given. `base`: the folder of the release's
/// files. `own_page`: the page is the widget's own, so the device's Back is too.
#[must_use]
pub fn ports(root: &JsValue, base: String, own_page: bool, options: &JsValue) -> Ports {
    let host = host::HostLink::new(options);
    let setting = host.setting();
    // Shared plans open on the standalone page, which may lie elsewhere than an embed's own files. Around a single
    // file there is nothing: its plans open in itself.
    let home = match setting.place {
        Place::File => page::own_address(),
        _ => Some(setting.home).filter(|home| !home.is_empty()),
    };
    let home = home.unwrap_or_else(|| base.clone());
    let trail: Box<dyn Trail> = if own_page {
        Box::new(trail::PageTrail::new())
    } else {
        Box::new(NoTrail)
    };
    Ports {
        store: store(host.setting().keeps_nothing),
        clock: Box::new(clock::DeviceClock),
        locale: Rc::new(intl::DeviceLocale),
        page: Box::new(page::HostPage::new(root, home, own_page, options)),
        trail,
        files: Box::new(files::Reader::new(root, &base)),
        release: Box::new(release::Folder(base)),
        guide: guide::open(),
        host: Box::new(host),
    }
}

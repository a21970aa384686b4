//! The widget in a real browser: mounting, answering, two at once, coming back.

#![cfg(target_arch = "wasm32")]
// Everything in this file is a test, but only functions marked so count as one for clippy.
#![allow(clippy::unwrap_used, clippy::panic)]

use aftermile::{Handle, mount};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Document, Element, HtmlElement, ShadowRoot, ShadowRootInit, ShadowRootMode};

wasm_bindgen_test_configure!(run_in_browser);

/// One widget in a shadow root of its own.
struct Widget {
    host: Element,
    root: ShadowRoot,
    handle: Handle,
}

fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

fn forget_everything() {
    web_sys::window()
        .unwrap()
        .local_storage()
        .unwrap()
        .unwrap()
        .clear()
        .unwrap();
}

fn open_widget() -> Widget {
    let host = document().create_element("div").unwrap();
    document().body().unwrap().append_child(&host).unwrap();
    let root = host
        .attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open))
        .unwrap();
    let handle = mount(root.clone().into(), &js_sys::Object::new());
    Widget { host, root, handle }
}

impl Widget {
    fn find(&self, selector: &str) -> Option<HtmlElement> {
        self.root
            .query_selector(selector)
            .unwrap()
            .map(JsCast::unchecked_into)
    }

    fn see(&self, selector: &str) -> HtmlElement {
        self.find(selector)
            .unwrap_or_else(|| panic!("no {selector} on screen {:?}", self.screen()))
    }

    fn screen(&self) -> Option<String> {
        self.find("[data-screen]")
            .and_then(|s| s.get_attribute("data-screen"))
    }

    /// Presses, and waits for what follows.
    async fn press(&self, selector: &str) {
        self.see(selector).click();
        // What a press does is done once it is painted.
        wait(60).await;
    }

    async fn open_start(&self) {
        wait(0).await;
        self.press("[data-action=start]").await;
    }

    fn close(mut self) {
        self.handle.unmount();
        self.host.remove();
    }
}

/// Lets the page settle for so many milliseconds.
async fn wait(milliseconds: i32) {
    let promise = js_sys::Promise::new(&mut |done, _| {
        let window = web_sys::window().unwrap();
        window
            .set_timeout_with_callback_and_timeout_and_arguments_0(&done, milliseconds)
            .unwrap();
    });
    wasm_bindgen_futures::JsFuture::from(promise).await.unwrap();
}

#[wasm_bindgen_test]
async fn the_first_screen_is_the_safety_screen() {
    forget_everything();
    let widget = open_widget();
    wait(0).await;
    assert_eq!(widget.screen().as_deref(), Some("card"));
    widget.open_start().await;
    assert_eq!(widget.screen().as_deref(), Some("safety"));
    assert_eq!(
        widget
            .root
            .query_selector_all("button.sign")
            .unwrap()
            .length(),
        8
    );
    assert!(widget.find("[data-action=none]").is_some());
    widget.close();
}

/// A thumb that slips on a slow device: the second press was meant for a screen that has gone.
#[wasm_bindgen_test]
async fn a_second_press_takes_back_no_sign() {
    forget_everything();
    let widget = open_widget();
    widget.open_start().await;
    let line = widget.see("button.sign");
    let none = widget.see("[data-action=none]");
    line.click();
    assert!(
        line.has_attribute("data-pressed"),
        "a press is shown at once"
    );
    none.click();
    wait(250).await;
    assert_eq!(widget.screen().as_deref(), Some("heart_signs"));
    widget.close();
}

#[wasm_bindgen_test]
async fn no_focus_is_taken_before_the_runner_moves() {
    forget_everything();
    let widget = open_widget();
    wait(60).await;
    assert!(widget.root.active_element().is_none());
    widget.open_start().await;
    wait(60).await;
    assert!(
        widget
            .root
            .active_element()
            .unwrap()
            .has_attribute("data-heading")
    );
    widget.close();
}

#[wasm_bindgen_test]
async fn an_emergency_shows_a_number_and_no_exercise() {
    forget_everything();
    let widget = open_widget();
    widget.open_start().await;
    widget.press("[data-fact=stroke_signs]").await;
    assert_eq!(widget.screen().as_deref(), Some("emergency"));
    assert!(widget.find("a[href^='tel:']").is_some());
    assert!(widget.find("[data-step]").is_none());
    widget.press("[data-action=mistake]").await;
    assert_eq!(widget.screen().as_deref(), Some("safety"));
    widget.close();
}

#[wasm_bindgen_test]
async fn next_says_what_is_missing() {
    forget_everything();
    let widget = open_widget();
    widget.open_start().await;
    widget.press("[data-action=none]").await;
    assert_eq!(widget.screen().as_deref(), Some("run"));
    // A press answers the first question and goes on, so there is nothing to go on with before.
    assert!(widget.find("[data-action=next]").is_none());
    widget.press("[data-fact=kind][data-value=easy]").await;
    wait(600).await;
    widget.press("[data-action=next]").await;
    assert_eq!(widget.screen().as_deref(), Some("run"));
    assert!(widget.find("[data-field=minutes] .error").is_some());
    wait(60).await;
    let focused = widget.root.active_element().unwrap();
    assert!(focused.closest("[data-field=minutes]").unwrap().is_some());
    widget.close();
}

#[wasm_bindgen_test]
async fn two_widgets_live_side_by_side() {
    forget_everything();
    let (first, second) = (open_widget(), open_widget());
    first.open_start().await;
    assert_eq!(first.screen().as_deref(), Some("safety"));
    assert_eq!(second.screen().as_deref(), Some("card"));
    first.close();
    second.open_start().await;
    assert_eq!(second.screen().as_deref(), Some("safety"));
    second.close();
}

#[wasm_bindgen_test]
async fn unmounting_empties_the_root_and_mounting_takes_up_the_draft() {
    forget_everything();
    let mut widget = open_widget();
    widget.open_start().await;
    widget.press("[data-action=none]").await;
    widget.press("[data-fact=kind][data-value=easy]").await;
    widget.handle.unmount();
    assert_eq!(widget.root.query_selector_all("*").unwrap().length(), 0);
    widget.handle = mount(widget.root.clone().into(), &JsValue::NULL);
    wait(0).await;
    assert_eq!(widget.screen().as_deref(), Some("run"));
    widget.press("[data-edit=kind]").await;
    let easy = widget.see("[data-fact=kind][data-value=easy]");
    assert_eq!(easy.get_attribute("aria-pressed").as_deref(), Some("true"));
    widget.close();
}

#[wasm_bindgen_test]
async fn what_cannot_be_read_is_kept_and_offered() {
    forget_everything();
    let storage = web_sys::window().unwrap().local_storage().unwrap().unwrap();
    storage
        .set_item("aftermile:2:run:5", "torn \u{e9}")
        .unwrap();
    let widget = open_widget();
    wait(0).await;
    assert!(
        widget
            .find("[data-note=kept] [data-action=download]")
            .is_some()
    );
    assert_eq!(
        storage
            .get_item("aftermile:2:kept:run:5:1")
            .unwrap()
            .as_deref(),
        Some("torn \u{e9}")
    );
    widget.close();
}

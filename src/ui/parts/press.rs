use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;
use std::cell::RefCell;
use std::time::Duration;

/// Where no frame is painted, as in a tab that is out of sight, nothing waits longer for one.
const NO_FRAME: Duration = Duration::from_millis(150);
/// After the frame was made it has still to reach the screen, and work beside that would hold it up.
const SHOWN: Duration = Duration::from_millis(16);

thread_local! {
    /// What presses have still to do, in their order.
    static WAITING: RefCell<Vec<Box<dyn FnOnce()>>> = const { RefCell::new(Vec::new()) };
}

/// Answers a press. First the control shows that it counts, and once that is painted, what it does is done: so a slow
/// device answers every press at once, however long the next screen takes. Not for what a browser allows only inside
/// the press itself, such as a new window or the clipboard.
pub fn soon(event: &MouseEvent, press: Callback<()>) {
    let control = event
        .current_target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    if let Some(control) = &control {
        let _ = control.set_attribute("data-pressed", "");
    }
    let act = Box::new(move || {
        if let Some(control) = control {
            let _ = control.remove_attribute("data-pressed");
        }
        // The screen may have gone with a press before.
        let _ = press.try_run(());
    });
    WAITING.with_borrow_mut(|waiting| waiting.push(act));
    set_timeout(done, NO_FRAME);
    request_animation_frame(|| set_timeout(done, SHOWN));
}

/// Does what is still to do: to be called before what a key does, which follows a press at once.
pub fn done() {
    let waiting = WAITING.take();
    for act in waiting {
        act();
    }
}

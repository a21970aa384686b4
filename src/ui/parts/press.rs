use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::time::Duration;

/// Where no frame is painted, as in a tab that is out of sight, nothing waits longer for one.
const NO_FRAME: Duration = Duration::from_millis(150);
/// After the frame was made it has still to reach the screen, and work beside that would hold it up.
const SHOWN: Duration = Duration::from_millis(16);

/// What presses have still to do, in their order, each with its number.
#[derive(Default)]
struct Waiting {
    last: u32,
    acts: VecDeque<(u32, Box<dyn FnOnce()>)>,
}

thread_local! {
    static WAITING: RefCell<Waiting> = RefCell::default();
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
        // Its screen may have gone with a press before: then it was meant for what is not there any more.
        let _ = press.try_run(());
    });
    let number = WAITING.with_borrow_mut(|waiting| {
        waiting.last = waiting.last.wrapping_add(1);
        waiting.acts.push_back((waiting.last, act));
        waiting.last
    });
    set_timeout(move || run(number), NO_FRAME);
    request_animation_frame(move || set_timeout(move || run(number), SHOWN));
}

/// Does what was pressed first and still waits: to be called before what a key does, which follows at once.
pub fn done() {
    let last = WAITING.with_borrow(|waiting| waiting.last);
    run(last);
}

/// One at a time, up to the press of that number: what one changes on the screen is there before the next, and takes
/// away what was pressed on a screen that has gone.
fn run(number: u32) {
    let (act, more) = WAITING.with_borrow_mut(|waiting| {
        let mut first = |number| match waiting.acts.front() {
            Some((own, _)) if *own <= number => waiting.acts.pop_front(),
            _ => None,
        };
        let act = first(number);
        (
            act,
            waiting.acts.front().is_some_and(|(own, _)| *own <= number),
        )
    });
    if let Some((_, act)) = act {
        act();
    }
    if more {
        set_timeout(move || run(number), Duration::ZERO);
    }
}

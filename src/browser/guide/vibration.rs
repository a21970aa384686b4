use crate::ports::guide::{Tone, Vibration};
use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The device's motor. Looked up by name, because many browsers have none and web-sys asserts it.
#[derive(Debug)]
pub struct Motor;

fn motor() -> Option<(JsValue, Function)> {
    let navigator: JsValue = web_sys::window()?.navigator().into();
    let vibrate = Reflect::get(&navigator, &"vibrate".into()).ok()?;
    Some((navigator, vibrate.dyn_into().ok()?))
}

impl Vibration for Motor {
    fn can(&self) -> bool {
        motor().is_some()
    }

    fn buzz(&self, tone: Tone) {
        let pattern: &[u32] = match tone {
            Tone::Start => &[120, 80, 120],
            Tone::Half => &[80],
            Tone::Count => &[30],
            Tone::End => &[300],
        };
        if let Some((navigator, vibrate)) = motor() {
            let pattern: Array = pattern.iter().map(|ms| JsValue::from(*ms)).collect();
            let _ = vibrate.call1(&navigator, &pattern);
        }
    }
}

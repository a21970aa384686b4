use crate::ports::guide::Voice;
use js_sys::Reflect;
use std::cell::Cell;
use web_sys::{SpeechSynthesis, SpeechSynthesisUtterance};

/// The browser's own voice, which speaks on the device where it can.
#[derive(Debug, Default)]
pub struct Speech {
    is_ready: Cell<bool>,
}

fn speech() -> Option<SpeechSynthesis> {
    let window = web_sys::window()?;
    let has = |name: &str| Reflect::has(&window, &name.into()).unwrap_or(false);
    (has("speechSynthesis") && has("SpeechSynthesisUtterance"))
        .then(|| window.speech_synthesis().ok())?
}

impl Voice for Speech {
    fn can(&self) -> bool {
        speech().is_some()
    }

    fn ready(&self) {
        if self.is_ready.get() {
            return;
        }
        if let Some(speech) = speech()
            && let Ok(nothing) = SpeechSynthesisUtterance::new_with_text("")
        {
            speech.speak(&nothing);
            self.is_ready.set(true);
        }
    }

    fn say(&self, text: &str) {
        if let Some(speech) = speech()
            && let Ok(words) = SpeechSynthesisUtterance::new_with_text(text)
        {
            words.set_lang("en");
            speech.cancel();
            speech.speak(&words);
        }
    }

    fn hush(&self) {
        if let Some(speech) = speech() {
            speech.cancel();
        }
    }
}

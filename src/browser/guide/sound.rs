//! Four tones by Web Audio: two notes up to start, one in the middle, short ticks, two notes down to end.

use crate::ports::guide::{Sound, Tone};
use std::cell::OnceCell;
use wasm_bindgen::JsValue;
use web_sys::{AudioContext, OscillatorType};

/// The loudest that a note gets: it is heard over breathing, not over the room.
const PEAK: f32 = 0.18;

/// The browser's sound, opened by the first press.
#[derive(Debug, Default)]
pub struct Audio {
    context: OnceCell<AudioContext>,
}

/// Notes as hertz, begin and length in seconds.
fn notes(tone: Tone) -> &'static [(f32, f64, f64)] {
    match tone {
        Tone::Start => &[(523.25, 0.0, 0.16), (783.99, 0.16, 0.28)],
        Tone::Half => &[(659.25, 0.0, 0.4)],
        Tone::Count => &[(880.0, 0.0, 0.08)],
        Tone::End => &[(659.25, 0.0, 0.16), (392.0, 0.16, 0.4)],
    }
}

impl Audio {
    fn play(&self, tone: Tone) -> Result<(), JsValue> {
        let Some(context) = self.context.get() else {
            return Ok(());
        };
        for (hertz, begin, length) in notes(tone) {
            let (note, gain) = (context.create_oscillator()?, context.create_gain()?);
            let from = context.current_time() + begin;
            note.set_type(OscillatorType::Sine);
            note.frequency().set_value(*hertz);
            // Without the slopes each end of a note is a click.
            gain.gain().set_value_at_time(0.0, from)?;
            gain.gain()
                .linear_ramp_to_value_at_time(PEAK, from + 0.015)?;
            gain.gain()
                .linear_ramp_to_value_at_time(0.0, from + length)?;
            note.connect_with_audio_node(&gain)?;
            gain.connect_with_audio_node(&context.destination())?;
            note.start_with_when(from)?;
            note.stop_with_when(from + length)?;
        }
        Ok(())
    }
}

impl Sound for Audio {
    fn ready(&self) {
        if self.context.get().is_none()
            && let Ok(context) = AudioContext::new()
        {
            let _ = self.context.set(context);
        }
        if let Some(context) = self.context.get() {
            let _ = context.resume();
        }
    }

    fn tone(&self, tone: Tone) {
        let _ = self.play(tone);
    }
}

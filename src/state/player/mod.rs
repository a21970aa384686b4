//! The guided session on screen: what is shown of it, and what it is called.

mod lead;
mod playing;
#[cfg(test)]
mod tests;

pub use playing::{Playing, done_of, unfinished};

use super::App;
use crate::history::PREFIX;
use crate::i18n::{Words, key};
use crate::player::{Cue, State};
use crate::ports::{Json, Store};
use aftermile_engine::Side;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// So long a session that was broken off is offered again.
pub(super) const OFFERED_MS: i64 = 6 * 3_600_000;
const UNFINISHED: &str = "player";
const SENSES: &str = "senses";

/// What lies over the stopped clock.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sheet {
    #[default]
    None,
    /// A session from before a reload.
    Offer,
    Hurts,
    /// What may take the place of the exercise that hurts.
    Swap,
    End,
    Senses,
}

/// Whether the screen stays on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Awake {
    #[default]
    NotAsked,
    On,
    Missing,
}

/// The file of figures.
#[derive(Clone, Default)]
pub enum Drawn {
    #[default]
    NotAsked,
    Ready(Rc<dyn Json>),
    Missing,
}

impl std::fmt::Debug for Drawn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Drawn")
    }
}

/// What the screen shows of the session. Signals of a few plain types only: each further type weighs kilobytes in the
/// page's wasm. The session itself is not a signal.
#[derive(Debug, Clone, Copy)]
pub struct Player {
    /// Changes with what lies over the clock, and at the end.
    pub screen: RwSignal<u32>,
    /// Changes from one segment to the next.
    pub step: RwSignal<u32>,
    /// Changes when it starts, stops, or can be given no more time.
    pub run: RwSignal<u32>,
    /// Changes with what is known of the device.
    pub device: RwSignal<u32>,
    /// The time that is left of this segment.
    pub clock: RwSignal<String>,
    /// How much of it has passed, as a width.
    pub pace: RwSignal<String>,
    pub tones: RwSignal<bool>,
    pub voice: RwSignal<bool>,
    pub vibration: RwSignal<bool>,
}

/// The session and what is known for it.
#[derive(Default)]
pub(super) struct Table {
    playing: RefCell<Option<Playing>>,
    sheet: Cell<Sheet>,
    /// Whether the session ran when the sheet was opened.
    ran: Cell<bool>,
    awake: Cell<Awake>,
    drawn: RefCell<Drawn>,
}

impl Table {
    pub(super) fn new(playing: Option<Playing>) -> Table {
        let sheet = if playing.is_some() {
            Sheet::Offer
        } else {
            Sheet::None
        };
        Table {
            playing: RefCell::new(playing),
            sheet: Cell::new(sheet),
            ..Table::default()
        }
    }
}

impl Player {
    pub(super) fn new(store: &dyn Store) -> Player {
        let kept = store.get(&format!("{PREFIX}{SENSES}")).unwrap_or_default();
        let on = |place: usize, unless: bool| {
            let bit = kept.as_bytes().get(place);
            RwSignal::new(bit.map_or(unless, |b| *b == b'1'))
        };
        Player {
            screen: RwSignal::new(0),
            step: RwSignal::new(0),
            run: RwSignal::new(0),
            device: RwSignal::new(0),
            clock: RwSignal::new(String::new()),
            pace: RwSignal::new(String::new()),
            tones: on(0, true),
            voice: on(1, false),
            vibration: on(2, true),
        }
    }
}

/// Says that something changed.
fn tell(signal: RwSignal<u32>) {
    let _ = signal.try_update(|n| *n = n.wrapping_add(1));
}

impl App {
    /// Reads the session that is being done.
    pub fn with_playing<R>(&self, read: impl FnOnce(&Playing) -> R) -> Option<R> {
        self.inner().table.playing.borrow().as_ref().map(read)
    }

    /// What lies over the stopped clock. Tracks the screen.
    #[must_use]
    pub fn sheet(&self) -> Sheet {
        self.player.screen.track();
        self.inner().table.sheet.get()
    }

    /// Whether the screen stays on. Tracks the device.
    #[must_use]
    pub fn awake(&self) -> Awake {
        self.player.device.track();
        self.inner().table.awake.get()
    }

    /// The file of figures. Tracks the device.
    #[must_use]
    pub fn drawn(&self) -> Drawn {
        self.player.device.track();
        self.inner().table.drawn.borrow().clone()
    }

    /// What is going on. Tracks starting and stopping.
    #[must_use]
    pub fn playing_state(&self) -> Option<State> {
        self.player.run.track();
        self.with_playing(|p| p.course.state)
    }

    #[must_use]
    pub fn can_speak(&self) -> bool {
        self.inner().ports.guide.voice.can()
    }

    #[must_use]
    pub fn can_vibrate(&self) -> bool {
        self.inner().ports.guide.vibration.can()
    }

    /// Whether figures are not to move.
    #[must_use]
    pub fn keeps_still(&self) -> bool {
        self.inner().ports.guide.sight.still()
    }
}

/// What the live region and the voice say.
fn said(words: &Words, playing: &Playing, cue: Cue) -> Option<String> {
    let at = playing.course.at();
    let segment = playing.segment()?;
    let named = || work_name(words, playing, at);
    Some(match cue {
        Cue::Start => {
            let time = time_of(words, segment.seconds);
            words.with(
                key::PLAYER_SAY_START,
                &[("what", &named()), ("time", &time)],
            )
        }
        Cue::Half => key::PLAYER_SAY_HALF.text().to_owned(),
        Cue::Last(3) => key::PLAYER_SAY_THREE.text().to_owned(),
        Cue::Last(_) => return None,
        Cue::Next => words.with(key::PLAYER_NEXT, &[("what", &named())]),
        Cue::Wait => key::PLAYER_AWAY.text().to_owned(),
        Cue::Finish if playing.done().is_empty() => key::PLAYER_NONE_TITLE.text().to_owned(),
        Cue::Finish => key::PLAYER_DONE.text().to_owned(),
    })
}

/// A length of time in words.
#[must_use]
pub fn time_of(words: &Words, seconds: i32) -> String {
    if seconds < 120 {
        return words.quantity(seconds, "s");
    }
    let minutes = words.quantity(seconds / 60, "min");
    match seconds % 60 {
        0 => minutes,
        rest => format!("{minutes} {}", words.quantity(rest, "s")),
    }
}

#[must_use]
pub fn side_name(side: Side) -> &'static str {
    match side {
        Side::Left => key::PLAYER_LEFT.text(),
        Side::Right => key::PLAYER_RIGHT.text(),
    }
}

/// What an exercise is called.
#[must_use]
pub fn exercise_name(words: &Words, exercise: &str) -> String {
    words.rule(&format!("exercise.{exercise}"))
}

/// What is done in a segment, with its side.
#[must_use]
pub fn work_name(words: &Words, playing: &Playing, at: usize) -> String {
    let name = exercise_name(words, playing.exercise(at));
    match playing.all.segments.get(at).and_then(|s| s.side) {
        Some(side) => words.with(
            key::PLAYER_WITH_SIDE,
            &[("name", &name), ("side", side_name(side))],
        ),
        None => name,
    }
}

//! What the page needs from the outside world. `browser` holds the real adapters, [`memory`] their twins for tests.

pub mod files;
pub mod guide;
pub mod host;
pub mod memory;

use std::any::Any;
use std::rc::Rc;

/// Why a value was not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotKept {
    /// The storage is full.
    Full,
    /// The browser refuses storage.
    Denied,
    /// A newer Aftermile owns the store.
    Newer,
}

/// Whether what is kept stays when the device runs short of room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lasting {
    /// The browser has promised it.
    Promised,
    /// It may be cleared by the browser itself.
    MayGo,
    /// The browser does not say.
    Unknown,
}

/// Is told the key of an entry that changed, or nothing when all may have.
pub type Told = Rc<dyn Fn(Option<&str>)>;

/// Keeps texts by key. Values are ASCII: one other character halves what some browsers hold.
pub trait Store {
    /// False where what is set is gone with the page.
    fn lasts(&self) -> bool;
    fn get(&self, key: &str) -> Option<String>;
    /// # Errors
    /// When the value was not kept; what stood there before is still there.
    fn set(&self, key: &str, value: &str) -> Result<(), NotKept>;
    fn remove(&self, key: &str);
    /// Every key, in no order.
    fn keys(&self) -> Vec<String>;
    /// Moves a value unchanged, whatever it holds.
    ///
    /// # Errors
    /// When there is no room; the value then stays where it was.
    fn rename(&self, from: &str, to: &str) -> Result<(), NotKept> {
        if let Some(value) = self.get(from) {
            self.set(to, &value)?;
            self.remove(from);
        }
        Ok(())
    }
    /// Does some work while no other page of the origin does its own; at once where there are no locks.
    fn guarded(&self, work: Box<dyn FnOnce()>) {
        work();
    }
    /// Tells of each entry that another tab or widget changes, by key; without one when all may have changed.
    /// It ends when the returned value goes.
    fn watch(&self, _told: Told) -> Box<dyn Any> {
        Box::new(())
    }
    /// Finds out whether the browser promises to keep this; with `ask`, asks it to.
    fn lasting(&self, _ask: bool, told: Box<dyn FnOnce(Lasting)>) {
        told(Lasting::Unknown);
    }
}

/// A moment with the offset of the place where it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Milliseconds since 1970, UTC.
    pub at_ms: i64,
    /// Minutes that the local clock is ahead of UTC.
    pub offset_min: i32,
}

impl Moment {
    const DAY_MS: i64 = 86_400_000;

    #[must_use]
    pub fn plus_hours(self, hours: i32) -> Moment {
        Moment {
            at_ms: self.at_ms.saturating_add(i64::from(hours) * 3_600_000),
            ..self
        }
    }

    /// Milliseconds since local midnight.
    #[must_use]
    pub fn of_day_ms(self) -> i64 {
        self.local_ms().rem_euclid(Self::DAY_MS)
    }

    /// The local clock's reading, as if it were UTC.
    #[must_use]
    pub fn local_ms(self) -> i64 {
        self.at_ms
            .saturating_add(i64::from(self.offset_min) * 60_000)
    }
}

pub trait Clock {
    fn now(&self) -> Moment;
    /// Minutes that the local clock is ahead of UTC at another moment, given in milliseconds since 1970.
    fn offset_at(&self, _at_ms: i64) -> i32 {
        self.now().offset_min
    }
    /// A number that no one can foresee, so that two devices do not give the same name to two runs.
    fn chance(&self) -> u32 {
        0
    }
}

/// How a date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateStyle {
    Weekday,
    /// The weekday in its short form, where there is little room.
    ShortWeekday,
    /// Weekday, day and month.
    Day,
    /// Day, month and year.
    Full,
}

/// How the runner's device writes numbers and dates, and where it is.
pub trait Locale {
    /// The plural category of a count.
    fn plural(&self, count: i32) -> String;
    fn number(&self, value: f64, digits: u8) -> String;
    fn date(&self, moment: Moment, style: DateStyle) -> String;
    fn country_name(&self, code: &str) -> String;
    /// The device's time zone, such as `Europe/Dublin`.
    fn zone(&self) -> String;
    /// The device's languages, the first one first.
    fn languages(&self) -> Vec<String>;
}

/// What is sent to somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    pub title: String,
    pub body: Body,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    Link(String),
    Text(String),
}

/// What only the page around the widget can do.
pub trait Page {
    /// Moves focus to the first element that the selector finds.
    fn focus(&self, selector: &str);
    /// The same, without moving the page.
    fn focus_in_place(&self, _selector: &str) {}
    /// Brings the widget's top into view when it is above it.
    fn to_top(&self);
    /// Offers a text as a file of a media type. False when that does not work here.
    fn download(&self, name: &str, kind: &str, text: &str) -> bool;
    /// The address of the release's own page, where a shared plan is opened.
    fn home(&self) -> String;
    /// The fragment of the widget's own page; empty in an article, whose address is not ours to read.
    fn fragment(&self) -> String;
    /// The address without its fragment from now on, where the page is the widget's own.
    fn drop_fragment(&self) {}
    /// Prints the widget's own page; in an article what is shown, in a window of its own. False where none can be opened.
    fn print(&self) -> bool;
    /// Puts a text on the clipboard, then tells whether that worked.
    fn copy(&self, _text: &str, told: Box<dyn FnOnce(bool)>) {
        told(false);
    }
    /// Whether the device lets a person choose where this goes.
    fn can_send(&self, _what: &Parcel) -> bool {
        false
    }
    /// Lets a person choose where it goes, then tells whether that was possible. Only inside a press.
    fn send(&self, _what: &Parcel, told: Box<dyn FnOnce(bool)>) {
        told(false);
    }
    /// Reads the file that was chosen in the file field that the selector finds; `None` when it cannot be read.
    fn chosen_text(&self, _selector: &str, told: Box<dyn FnOnce(Option<String>)>) {
        told(None);
    }
}

/// The device's Back and Forward, where the page is the widget's own. In an article they are the article's.
pub trait Trail {
    /// A step further, to which Back leads again.
    fn push(&self);
    /// So many steps back, followed as if the runner had pressed Back. False where there is nothing to go back to.
    fn back(&self) -> bool;
    /// Back at the card: what lies behind it is passed over.
    fn clear(&self);
    /// Calls `moved` when the runner presses Back (true) or Forward (false).
    fn listen(&self, moved: Box<dyn Fn(bool)>);
}

/// A JSON file that was read.
pub trait Json {
    /// The text at a path of names, or of places in lists.
    fn text(&self, path: &[&str]) -> Option<String>;
}

/// Takes a file that was read; nothing when it could not be had or is no JSON.
pub type Then = Box<dyn FnOnce(Option<Rc<dyn Json>>)>;

/// The files of the same release, which stand beside the program. They are asked for by name alone: no request says
/// anything about the runner.
pub trait Release {
    /// The address of a file.
    fn address(&self, name: &str) -> String;
    /// Reads a JSON file, now or later. The browser's own reader does it: one in the program would weigh more than
    /// what is read.
    fn read(&self, name: &str, then: Then);
}

/// All ports of one mounted widget.
pub struct Ports {
    pub store: Rc<dyn Store>,
    pub clock: Box<dyn Clock>,
    pub locale: Rc<dyn Locale>,
    pub page: Box<dyn Page>,
    pub release: Box<dyn Release>,
    pub trail: Box<dyn Trail>,
    pub guide: guide::Guide,
    pub host: Box<dyn host::Host>,
    pub files: Box<dyn files::RunFiles>,
}

impl std::fmt::Debug for Ports {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ports")
    }
}

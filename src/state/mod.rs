//! What is on screen: signals over the engine's types. Everything that can be derived is.

pub mod awaited;
pub mod check_in;
pub mod data;
pub mod files;
mod host;
pub mod interview;
pub mod learn;
mod memory;
pub mod moved;
pub mod near;
mod places;
pub mod player;
pub mod porch;
pub mod problem;
mod remember;
mod remind;
pub mod revise;
pub mod sources;
mod swap;
mod take;
#[cfg(test)]
mod tests;
mod trail;
mod visit;
pub mod why;

use self::files::Stage;
use crate::emergency::{self, Country};
use crate::history::{FoundDraft, History, Record, Run, Settings};
use crate::i18n::{Units, Words};
use crate::later::{self, Begun};
use crate::ports::host::Offer;
use crate::ports::{Json, Moment, NotKept, Ports};
use crate::share::{Shared, Unreadable};
use aftermile_engine::problem::WeekReport;
use aftermile_engine::table::RULES_VERSION;
use aftermile_engine::{Answers, Fact, Interview, Step};
use leptos::prelude::*;
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// Which page of the widget is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    Card,
    Ask,
    /// The eight lines again, reached from the link on every later screen.
    Wrong,
    Answer,
    History,
    /// A run whose plan was made by other rules.
    OldRun,
    /// Was the runner seen after an urgent answer?
    Seen,
    CheckIn,
    /// What a check-in came to.
    Checked,
    /// Loads, spikes and soreness over time.
    LookBack,
    /// One sore place over time, to print.
    Niggle,
    /// The weekly questions.
    Week,
    /// Where the data lies; files out and in; erasing.
    Data,
    /// Runs from the files of watches and training sites.
    Files(files::Stage),
    /// A run that came from a file and was not answered for.
    FileRun,
    /// A plan that someone shared, or one's own to be printed: read only.
    Shared,
    /// The guided session.
    Player,
}

/// Something about the device that a runner has to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// Nothing outlasts the page.
    Memory,
    /// The last change was not kept.
    Full,
    /// So many entries could not be read.
    Kept(usize),
    /// The draft belonged to other rules.
    DraftSetAside,
    /// A newer Aftermile owns the store: nothing is written.
    Newer,
    /// What is kept could not be read yet, for want of a connection.
    NotRead,
}

/// The country of the emergency number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place(pub Option<&'static Country>);

/// A run opened or just answered.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    pub record: Record,
    /// Answered just now, not opened from the list.
    pub fresh: bool,
    pub kept: bool,
}

struct Inner {
    ports: Ports,
    history: History,
    /// Hears of changes by other tabs and widgets as long as the widget lives.
    watch: RefCell<Option<Box<dyn Any>>>,
    /// Changes of others were heard of that the lists do not show yet.
    heard: Cell<bool>,
    /// The file of the sources, once it was read.
    sources: RefCell<Option<Rc<dyn Json>>>,
    table: player::Table,
    /// The import of run files.
    desk: files::Desk,
    /// What moves the last answered plan most, with its answers.
    moving: RefCell<Option<(Answers, Vec<revise::Driver>)>>,
    /// How far this interview was, 0 to 1.
    furthest: Cell<f64>,
    /// When the draft was last changed.
    draft_at: Cell<i64>,
    /// What was felt as a sharp spot before it was asked about, as the draft has it.
    sharp: RefCell<Vec<String>>,
    /// What this visit begins with behind a shared plan.
    behind: Cell<Page>,
    /// Hears of the page going out of sight and coming back as long as the widget lives.
    sight: RefCell<Option<Box<dyn Any>>>,
    /// When it went.
    left_at: Cell<Option<i64>>,
}

/// The widget's state. A handle that is copied freely.
#[derive(Debug, Clone, Copy)]
pub struct App {
    inner: StoredValue<Rc<Inner>, LocalStorage>,
    pub page: RwSignal<Page>,
    /// Everything that was answered, also to screens that are not asked any more.
    pub answers: RwSignal<Answers>,
    pub walk: Memo<Interview>,
    /// The screen shown, by the step's name.
    at: RwSignal<String>,
    pub step: Memo<Option<Step>>,
    /// The field opened again on a screen of several; else the first without an answer is open.
    pub field: RwSignal<Option<Fact>>,
    /// Answered by someone else for a runner who cannot: only the wording changes.
    pub other: RwSignal<bool>,
    /// What has just been done.
    pub toast: RwSignal<Option<String>>,
    pub opened: RwSignal<Option<Opened>>,
    /// The plan of the page's address, if it holds one.
    pub shared: StoredValue<Option<Result<Shared, Unreadable>>>,
    pub units: RwSignal<Units>,
    pub place: RwSignal<Place>,
    pub notes: RwSignal<Vec<Note>>,
    /// Said to screen readers.
    pub announced: RwSignal<String>,
    /// Counts saved changes, so that lists are read anew.
    pub changes: RwSignal<u32>,
    /// Changes when the later part has come.
    came: RwSignal<u32>,
    pub awaited: RwSignal<awaited::Awaited>,
    /// What was said about oneself at an earlier run.
    pub remembered: RwSignal<Answers>,
    /// Whether the sources of the rules are known; read when they are opened.
    pub sources: RwSignal<sources::Found>,
    /// What the page around the widget offers now.
    pub offers: RwSignal<Vec<Offer>>,
    /// The runner agrees that the host page gets the next plan, and only that one.
    pub gives_plan: RwSignal<bool>,
    /// What the article is about: shown as chosen, to be changed.
    preset: StoredValue<Answers>,
    /// Hundredths of the run files that are read.
    pub percent: RwSignal<u32>,
    /// The record that finishing writes to.
    editing: RwSignal<Option<String>>,
    /// The run that is answered for once more.
    about: RwSignal<Option<String>>,
    /// The run that a page is about, by id.
    pub chosen: RwSignal<Option<String>>,
    /// The place that the niggle page shows, by region.
    pub place_shown: RwSignal<Option<String>>,
    /// The check-in that is being answered.
    pub asking: RwSignal<Option<check_in::Asking>>,
    /// In this visit it has been asked whether the runner was seen.
    asked_seen: RwSignal<bool>,
    /// What is told of the week.
    pub telling: RwSignal<WeekReport>,
    pub import: RwSignal<Option<data::Import>>,
    pub erased: RwSignal<Option<data::Erased>>,
    /// The page from which the serious signs were opened.
    came_from: RwSignal<Page>,
    pub player: player::Player,
    /// Whether the runner has done anything: before that the widget takes no focus.
    moved: RwSignal<bool>,
    /// Where the runner is, as the device's Back knows it.
    spot: StoredValue<String>,
    /// While the device's Back is followed nothing is added to its trail.
    following: StoredValue<bool>,
}

impl std::fmt::Debug for Inner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Inner")
    }
}

impl App {
    /// Reads what is remembered. `units`: the host's choice for a runner without one.
    #[must_use]
    pub fn new(ports: Ports, units: Option<Units>) -> App {
        App::begun(ports, units, true)
    }

    /// After the card was shown alone: nothing was half-finished then, so what is now belongs to another tab or widget.
    #[must_use]
    pub fn after_the_card(ports: Ports, units: Option<Units>) -> App {
        App::begun(ports, units, false)
    }

    fn begun(ports: Ports, units: Option<Units>, takes_up: bool) -> App {
        // Without runs there is nothing that only the later part can read.
        let (history, Begun { session, shared }) = match later::here() {
            Some(later) => (later.begin)(&ports),
            None => (History::light(ports.store.clone()), Begun::default()),
        };
        let host = ports.host.setting();
        let settings = history.settings();
        let device = emergency::of_device(ports.locale.as_ref());
        let place = match settings.country.as_deref() {
            Some(code) => emergency::by_code(code),
            None => device,
        };
        let units = settings
            .units
            .as_deref()
            .and_then(Units::by_id)
            .unwrap_or_else(|| porch::usual_units(units, &host, ports.locale.as_ref()));
        let draft = if takes_up {
            history.draft(RULES_VERSION)
        } else {
            FoundDraft::None
        };
        let mut notes = Vec::new();
        if !history.lasts() && !host.keeps_nothing {
            notes.push(Note::Memory);
        }
        if draft == FoundDraft::SetAside {
            notes.push(Note::DraftSetAside);
        }
        let remembered = remember::profile_now(&history, ports.clock.now());
        if history.is_newer() {
            notes.push(Note::Newer);
        }
        // The part that reads runs could not be fetched: everything else works without it.
        if later::here().is_none()
            && later::is_needed_at_once(ports.store.as_ref(), &ports.page.fragment())
        {
            notes.push(Note::NotRead);
        }
        if history.kept() > 0 {
            notes.push(Note::Kept(history.kept()));
        }
        let about = match &draft {
            FoundDraft::Ready(d) => d.about.clone(),
            _ => None,
        };
        let (opened, playing) = session.unzip();
        let file = match &draft {
            FoundDraft::Ready(d) => d.file.as_deref().and_then(Run::read),
            _ => None,
        };
        let (draft_at, sharp) = match &draft {
            FoundDraft::Ready(d) => (d.saved_at_ms, d.sharp.clone()),
            _ => (0, Vec::new()),
        };
        let (page, answers, at, editing) = match draft {
            FoundDraft::Ready(d)
                if ports.clock.now().at_ms - d.saved_at_ms > visit::FRESH_MS
                    && !visit::needs_help(&d.answers) =>
            {
                let answers = interview::without_what_passes(&d.answers);
                (Page::Card, answers, String::new(), d.editing)
            }
            FoundDraft::Ready(d) => (Page::Ask, d.answers, d.at, d.editing),
            _ if playing.is_some() => (Page::Player, Answers::new(), String::new(), None),
            _ => (Page::Card, Answers::new(), String::new(), None),
        };
        let behind = page;
        let page = if shared.is_some() { Page::Shared } else { page };
        let player = player::Player::new(ports.store.as_ref());
        let table = player::Table::new(playing);
        let opened = opened.filter(|_| behind == Page::Player);
        let answers = RwSignal::new(answers);
        let at = RwSignal::new(at);
        let walk = Memo::new(move |_| answers.with(Interview::walk));
        let step = Memo::new(move |_| walk.with(|walk| at.with(|at| interview::find(walk, at))));
        let app = App {
            inner: StoredValue::new_local(Rc::new(Inner {
                ports,
                history,
                sources: RefCell::default(),
                table,
                desk: files::Desk::default(),
                moving: RefCell::default(),
                furthest: Cell::default(),
                draft_at: Cell::new(draft_at),
                sharp: RefCell::new(sharp),
                behind: Cell::new(behind),
                sight: RefCell::default(),
                left_at: Cell::default(),
                watch: RefCell::default(),
                heard: Cell::default(),
            })),
            page: RwSignal::new(page),
            answers,
            walk,
            at,
            step,
            field: RwSignal::new(None),
            other: RwSignal::new(false),
            toast: RwSignal::new(None),
            opened: RwSignal::new(opened),
            shared: StoredValue::new(shared),
            player,
            units: RwSignal::new(units),
            place: RwSignal::new(Place(place)),
            notes: RwSignal::new(notes),
            announced: RwSignal::new(String::new()),
            changes: RwSignal::new(0),
            came: RwSignal::new(0),
            awaited: RwSignal::new(awaited::Awaited::No),
            remembered: RwSignal::new(remembered),
            sources: RwSignal::new(sources::Found::default()),
            offers: RwSignal::new(Vec::new()),
            gives_plan: RwSignal::new(false),
            preset: StoredValue::new(host::preset(&host.preset)),
            percent: RwSignal::new(0),
            editing: RwSignal::new(editing),
            about: RwSignal::new(about),
            chosen: RwSignal::new(None),
            place_shown: RwSignal::new(None),
            asking: RwSignal::new(None),
            asked_seen: RwSignal::new(false),
            telling: RwSignal::new(WeekReport::default()),
            import: RwSignal::new(None),
            erased: RwSignal::new(None),
            came_from: RwSignal::new(Page::Ask),
            moved: RwSignal::new(false),
            spot: StoredValue::new(String::new()),
            following: StoredValue::new(false),
        };
        app.is_about(file);
        app.follow_the_trail();
        app.listen();
        app.watch_the_page();
        app.set_out();
        app
    }

    fn inner(&self) -> Rc<Inner> {
        self.inner.get_value()
    }

    /// Writes texts in the units chosen now; tracks them.
    #[must_use]
    pub fn words(&self) -> Words {
        Words {
            units: self.units.get(),
            locale: self.inner().ports.locale.clone(),
        }
    }

    /// The same without tracking the units.
    #[must_use]
    pub fn words_untracked(&self) -> Words {
        untrack(|| self.words())
    }

    #[must_use]
    pub fn country_name(&self, code: &str) -> String {
        self.inner().ports.locale.country_name(code)
    }

    #[must_use]
    pub fn now(&self) -> Moment {
        self.inner().ports.clock.now()
    }

    /// Moves focus to what the selector finds, once the screen stands.
    pub fn focus(&self, selector: String) {
        let app = *self;
        request_animation_frame(move || {
            if let Some(inner) = app.inner.try_get_value() {
                inner.ports.page.focus(&selector);
            }
        });
    }

    /// To be called by a heading that has just appeared: takes focus there, but not before the runner has moved.
    pub fn arrived(&self) {
        if self.moved.get_untracked() {
            self.focus("[data-heading]".to_owned());
            let app = *self;
            request_animation_frame(move || {
                if let Some(inner) = app.inner.try_get_value() {
                    inner.ports.page.to_top();
                }
            });
        }
    }

    pub fn say(&self, text: String) {
        self.announced.set(text);
    }

    /// Shows a page. An answer that is left for the card or the list is closed; a draft stays.
    pub fn show(&self, page: Page) {
        self.moved.set(true);
        if page != Page::Files(Stage::Reading) {
            self.inner().ports.files.stop();
        }
        let from = self.page.get_untracked();
        if page == Page::Wrong {
            self.came_from.set(from);
        } else if page == Page::Ask
            && from == Page::Wrong
            && self.came_from.get_untracked() == Page::Player
        {
            // A sign that was named ends the session.
            self.forget();
        }
        if !matches!(page, Page::Ask | Page::Wrong | Page::Answer | Page::Player)
            && let Some(fresh) = self.opened_fresh()
        {
            if fresh {
                self.answers.set(Answers::new());
                self.at.set(String::new());
            }
            self.opened.set(None);
        }
        self.toast.set(None);
        self.wait_no_more();
        // What was said belongs to the screen that is left.
        self.announced.set(String::new());
        self.page.set(page);
        if !matches!(page, Page::Card | Page::Ask | Page::Wrong) && later::here().is_none() {
            self.await_later();
        }
        self.leave_a_trail();
    }

    /// Whether the opened answer was given just now; nothing without one.
    fn opened_fresh(&self) -> Option<bool> {
        self.opened
            .with_untracked(|opened| opened.as_ref().map(|o| o.fresh))
    }

    pub fn set_units(&self, units: Units) {
        self.units.set(units);
        self.choose_setting(move |settings| settings.units = Some(units.id().into()));
    }

    /// Changes the country of the emergency number; none stands for somewhere else.
    pub fn set_country(&self, code: &str) {
        let place = emergency::by_code(code);
        self.place.set(Place(place));
        let code = place.map_or("", |c| c.code);
        self.choose_setting(move |settings| settings.country = Some(code.into()));
    }

    /// Keeps a choice, and only that: another tab may have chosen something else since.
    fn choose_setting(&self, choice: impl Fn(&mut Settings) + 'static) {
        let now_ms = self.now().at_ms;
        let result = self.inner().history.change_settings(move |settings| {
            choice(settings);
            settings.chosen_at_ms = settings.chosen_at_ms.max(Some(now_ms));
        });
        self.kept(result);
    }

    /// What was set aside, offered as a file. The text itself where that does not work.
    #[must_use]
    pub fn download_kept(&self) -> Option<String> {
        let inner = self.inner();
        let text = inner.history.kept_text();
        if inner
            .ports
            .page
            .download("aftermile-set-aside.json", "application/json", &text)
        {
            None
        } else {
            Some(text)
        }
    }

    /// Notes when something was not kept. True when it was.
    fn kept(&self, result: Result<(), NotKept>) -> bool {
        let note = match result {
            Ok(()) => {
                if self.inner().history.is_all_kept() {
                    self.notes
                        .update(|notes| notes.retain(|n| *n != Note::Full));
                }
                return true;
            }
            Err(NotKept::Full) => Note::Full,
            Err(NotKept::Denied) => Note::Memory,
            Err(NotKept::Newer) => Note::Newer,
        };
        self.notes.update(|notes| {
            if !notes.contains(&note) {
                notes.push(note);
            }
        });
        false
    }
}

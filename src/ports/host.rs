//! Where the widget stands, and what it tells the page around it. No answer is ever among it. Where the host has asked
//! and the runner agrees it hears what there is to do, as far as that does not rest on who the runner is.

/// What the widget stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Place {
    /// A page of its own.
    #[default]
    Standalone,
    /// One file, opened from the file system or an attachment.
    File,
    /// A frame of the project's own origin inside someone's page, which cannot look in.
    Frame,
    /// Someone's page itself, which can read along.
    Page,
}

impl Place {
    /// The place of that name; a page of its own when there is none such.
    #[must_use]
    pub fn by_id(id: &str) -> Place {
        match id {
            "file" => Place::File,
            "frame" => Place::Frame,
            "page" => Place::Page,
            _ => Place::Standalone,
        }
    }
}

/// What the host page set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Setting {
    pub place: Place,
    /// The host page's name, such as `blog.example`; empty when it has none.
    pub name: String,
    /// Nothing is to be kept on the device.
    pub keeps_nothing: bool,
    /// The host would like the plan.
    pub asks_plan: bool,
    /// Which run the article around the widget is about.
    pub preset: String,
    /// ISO 3166: decides the units of a runner who has not chosen, and nothing else.
    pub region: String,
    /// Where the standalone page is; empty when there is none.
    pub home: String,
}

/// Something that the page offers or has to tell the runner; it is never done unasked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offer {
    /// A newer build is ready on this device.
    Update,
    /// The browser can install the page as an app.
    Install,
    /// Runs are not handed over: no window may be opened here.
    NoWindow,
    /// Runs are not handed over: the two pages could not speak to each other.
    Unheard,
    /// Not all runs that were handed over found room.
    NoRoom,
}

impl Offer {
    pub const ALL: [Offer; 5] = [
        Offer::Update,
        Offer::Install,
        Offer::NoWindow,
        Offer::Unheard,
        Offer::NoRoom,
    ];
    /// How handing over went wrong.
    pub const HANDED: [Offer; 3] = [Offer::NoWindow, Offer::Unheard, Offer::NoRoom];

    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Offer::Update => "update",
            Offer::Install => "install",
            Offer::NoWindow => "no-window",
            Offer::Unheard => "unheard",
            Offer::NoRoom => "no-room",
        }
    }

    #[must_use]
    pub fn by_id(id: &str) -> Option<Offer> {
        Offer::ALL.into_iter().find(|offer| offer.id() == id)
    }
}

/// The page around the widget.
pub trait Host {
    fn setting(&self) -> Setting;
    /// An interview has begun.
    fn started(&self);
    /// An answer is there, whatever its level.
    fn finished(&self);
    /// The plan as JSON (`share::given`) with the version of its rules, for a host that asked for it. Called only with
    /// the runner's agreement.
    fn plan(&self, rules: &str, json: &str);
    /// The runner takes up an offer.
    fn accept(&self, offer: Offer);
    /// Opens the standalone page and hands over what is kept here.
    fn hand_over(&self);
}

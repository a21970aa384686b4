//! Shared parts, one file a kind. Functions that return `AnyView`, so that each is compiled once.
//! `tests/gallery` shows every one in every state.

mod bar;
mod cells;
mod control;
mod heading;
mod icon;
mod live;
mod press;
mod sheet;
mod toast;

pub use bar::{bar, top, wrong_link};
pub use cells::{Scale, cells, soreness_class};
pub use control::{
    Data, Toggle, button, button_now, edit_chip, icon_button, on_control, row, toggle,
};
pub use heading::heading;
pub use icon::{
    BACK, CALENDAR, CLOSE, HAND, MINUS, NEXT, PEN, PHONE, PLAY, PLUS, PRINT, QUESTION, SHARE, icon,
};
pub use live::{follow, live};
pub use press::{done, soon};
pub use sheet::sheet;
pub use toast::toast;

use leptos::prelude::*;

/// A drawn line picture, 24 by 24. It is never alone: words stand beside it or are said.
pub fn icon(path: &'static str) -> AnyView {
    view! { <svg class="ic" viewBox="0 0 24 24" aria-hidden="true"><path d=path></path></svg> }
        .into_any()
}

pub const BACK: &str = "M15 5L8 12L15 19";
pub const NEXT: &str = "M9 5L16 12L9 19";
pub const PLUS: &str = "M5 12H19M12 5V19";
pub const MINUS: &str = "M5 12H19";
pub const CLOSE: &str = "M6 6L18 18M18 6L6 18";
pub const QUESTION: &str = "M8.5 9A3.5 3.5 0 1 1 13.5 12C12.4 12.6 12 13.2 12 14.5M12 18.4V18.5";
pub const PEN: &str = "M5 19L6 15L16 5L19 8L9 18Z";
pub const PLAY: &str = "M8 5L19 12L8 19Z";
pub const PRINT: &str = "M7 9V4H17V9M7 17H4V9H20V17H17M7 14H17V20H7Z";
pub const SHARE: &str = "M12 4V15M7 9L12 4L17 9M5 13V20H19V13";
pub const HAND: &str = "M4 12.5C7 12.5 8 18 12 18S17 12.5 20 12.5M12 14C9 12 7.5 10 7.5 8A2.3 2.3 0 0 1 12 7A2.3 2.3 0 0 1 16.5 8C16.5 10 15 12 12 14Z";
pub const CALENDAR: &str = "M5 6H19V20H5ZM5 10H19M9 3V7M15 3V7";
pub const PHONE: &str = "M6 4H9.5L11 8.5L8.8 10.2A12 12 0 0 0 13.8 15.2L15.5 13L20 14.5V18A2 2 0 0 1 18 20A14 14 0 0 1 4 6A2 2 0 0 1 6 4Z";

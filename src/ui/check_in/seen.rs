//! After an emergency or same-day answer: was the runner seen?

use crate::i18n::key;
use crate::ports::DateStyle;
use crate::state::App;
use crate::ui::parts::heading;
use crate::ui::parts::soon;
use aftermile_engine::Level;
use leptos::prelude::*;

pub fn view(app: App) -> AnyView {
    let Some(run) = untrack(|| app.seen_due()) else {
        return crate::ui::card::view(app);
    };
    let words = app.words_untracked();
    let level = run.level_now().map_or("", Level::id);
    let word = words.rule(&format!("level.{level}"));
    let date = words.date(run.moment(), DateStyle::Day);
    let about = words.with(
        key::CHECK_IN_SEEN_ABOUT,
        &[("day", &date), ("level", &word)],
    );
    let options: Vec<AnyView> = [
        ("yes", key::CHECK_IN_SEEN_YES),
        ("no", key::CHECK_IN_SEEN_NO),
        ("slip", key::CHECK_IN_SEEN_SLIP),
    ]
    .into_iter()
    .map(|(answer, text)| {
        let run = run.clone();
        let press = Callback::new(move |()| app.was_seen(&run, answer));
        view! {
            <button type="button" class="option" data-fact="seen" data-value=answer on:click=move |event| soon(&event, press)>
                {text.text()}
            </button>
        }
        .into_any()
    })
    .collect();
    view! {
        <section class="ask check" data-screen="seen">
            {heading(app, "q", key::CHECK_IN_SEEN.text())}
            <p>{about}</p>
            <div class="stack">{options}</div>
        </section>
    }
    .into_any()
}

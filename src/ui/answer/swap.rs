//! The exercises that may take the place of one of the session.

use crate::i18n::key;
use crate::player::suitable;
use crate::state::App;
use crate::ui::parts::{button, live, sheet, soon};
use leptos::prelude::*;

/// The sheet of the part that is to be swapped. Pressing one swaps, says so and gives the focus back.
pub fn panel(app: App, open: RwSignal<Option<usize>>) -> AnyView {
    live(move || {
        let Some(place) = open.get() else {
            return ().into_any();
        };
        let part = app.opened.with_untracked(|o| {
            let session = o.as_ref()?.record.plan.session.as_ref()?;
            let part = session.parts.get(place)?;
            Some((part.exercise.clone(), suitable(session, part)))
        });
        let Some((exercise, others)) = part else {
            return ().into_any();
        };
        let words = app.words();
        let old = words.rule(&format!("exercise.{exercise}"));
        let done = move || {
            open.set(None);
            app.focus(format!("[data-swap='{place}']"));
        };
        let rows: Vec<AnyView> = others
            .iter()
            .map(|id| {
                let name = words.rule(&format!("exercise.{id}"));
                let how = words.rule(&format!("exercise.{id}.how"));
                let said = words.with(key::ANSWER_SWAPPED, &[("new", &name), ("old", &old)]);
                let to = id.clone();
                let press = Callback::new(move |()| {
                    app.swap_part(place, &to);
                    app.toast.set(Some(said.clone()));
                    done();
                });
                view! {
                    <button type="button" class="option" data-swap-to=id.clone() on:click=move |event| soon(&event, press)>
                        <span><b>{name}</b><small>{how}</small></span>
                    </button>
                }
                .into_any()
            })
            .collect();
        app.focus("[data-sheet]".to_owned());
        let close = Callback::new(move |()| done());
        let body = view! {
            <p class="sub">{old.clone()}</p>
            <div class="choices">{rows}</div>
            {button("btn quiet", "keep-part", key::ANSWER_SWAP_NO.text(), close)}
        };
        sheet(
            "swap",
            key::ANSWER_SWAP_TITLE.text().to_owned(),
            body.into_any(),
            close,
        )
    })
}

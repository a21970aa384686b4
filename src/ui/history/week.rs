//! The weekly questions: one a screen, four answers each, in our own words.

use crate::i18n::key;
use crate::state::App;
use crate::ui::parts::{
    BACK, Data, Toggle, follow, heading, icon_button, live, toggle, wrong_link,
};
use aftermile_engine::problem::{Grade, Question};
use leptos::prelude::*;

pub fn view(app: App) -> AnyView {
    let question = Memo::new(move |_| app.telling.get().next());
    live(move || match question.get() {
        None => ().into_any(),
        Some(question) => screen(app, question),
    })
}

fn screen(app: App, question: Question) -> AnyView {
    let words = app.words_untracked();
    let rows: Vec<AnyView> = Grade::ALL
        .into_iter()
        .map(|grade| {
            toggle(Toggle {
                class: "option",
                label: words
                    .rule(&format!("{}.{}", question.key(), grade.id()))
                    .into_any(),
                on: follow(move || app.telling.get().get(question) == Some(grade)),
                press: Callback::new(move |()| app.tell(question, grade)),
                data: Data::value(question.id(), grade.id()),
            })
        })
        .collect();
    let first = (question == Question::TakingPart)
        .then(|| view! { <p class="sub">{words.rule("problem.why")}</p> });
    view! {
        <section class="ask check" data-screen=format!("week.{}", question.id())>
            <div class="top">
                {icon_button("back", key::ASK_BACK, BACK, Callback::new(move |()| app.week_back()))}
                {wrong_link(app)}
            </div>
            <p class="sub">{words.rule("problem.title")}</p>
            {heading(app, "q tight", words.rule(question.key()))}
            {first}
            <div class="choices">{rows}</div>
        </section>
    }
    .into_any()
}

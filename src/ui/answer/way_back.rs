//! After a run on the way back: what a tendon's pain, or when it was sore, means for the next one.

use super::sources;
use crate::i18n::{Key, key};
use crate::state::App;
use crate::ui::parts::{Data, Scale, Toggle, cells, follow, toggle};
use aftermile_engine::plan::NextRun;
use aftermile_engine::return_to_run::{
    Next, Soreness, Step, TendonPain, after_soreness, tendon_pain,
};
use leptos::prelude::*;

/// The way back of a tendon, by the rule of the next run.
const TENDON: &str = "next_tendon";

/// Nothing where there is no way back: then the ladder is empty and no tendon is meant.
pub fn view(app: App, next: &NextRun) -> AnyView {
    let (body, cite) = if next.holds(TENDON) {
        (tendon(), "EV-PAIN-01")
    } else if next.ladder.is_empty() {
        return ().into_any();
    } else {
        (soreness(), "EV-RTR-04")
    };
    view! {
        <details class="ladder" data-way-back=next.id.clone() on:toggle=move |_| app.open_sources()>
            <summary>{key::BACK_TITLE.text()}</summary>
            {body}
            <p class="sub">{key::BACK_NIGHT.text()}</p>
            {sources::view(app, None, vec![cite.to_owned()])}
        </details>
    }
    .into_any()
}

/// What was said of a tendon so far.
#[derive(Debug, Clone, Copy, Default)]
struct Told {
    during: Option<i32>,
    after: Option<i32>,
    back: Option<bool>,
    rises: Option<bool>,
}

impl Told {
    /// The engine's judgement, once all is told. Too much is too much whatever is still open.
    fn judged(self) -> Option<TendonPain> {
        let score = |n: Option<i32>| u8::try_from(n.unwrap_or(0)).ok();
        let (during, after) = (score(self.during)?, score(self.after)?);
        let (back, rises) = (self.back.unwrap_or(true), self.rises.unwrap_or(false));
        let at_best = tendon_pain(during, after, back, rises).ok()?;
        let all = self.during.is_some()
            && self.after.is_some()
            && self.back.is_some()
            && self.rises.is_some();
        (all || at_best == TendonPain::Excessive).then_some(at_best)
    }
}

/// Pain in the run and after it, the next morning, and from week to week.
fn tendon() -> AnyView {
    let (during, after) = (RwSignal::new(None::<i32>), RwSignal::new(None::<i32>));
    let (back, rises) = (RwSignal::new(None::<bool>), RwSignal::new(None::<bool>));
    let told = move || Told {
        during: during.get(),
        after: after.get(),
        back: back.get(),
        rises: rises.get(),
    };
    let result = move || match told().judged() {
        Some(TendonPain::Safe) => key::BACK_SAFE.text(),
        Some(TendonPain::Acceptable) => key::BACK_ACCEPTABLE.text(),
        Some(TendonPain::Excessive) => key::BACK_EXCESSIVE.text(),
        None => "",
    };
    view! {
        <p><b>{key::BACK_TENDON.text()}</b></p>
        {scale("during", key::BACK_DURING, during)}
        {scale("after", key::BACK_AFTER, after)}
        {either("morning", key::BACK_MORNING, [(true, key::BACK_MORNING_BACK), (false, key::BACK_MORNING_NOT)], back)}
        {either("weeks", key::BACK_WEEKS, [(false, key::BACK_WEEKS_SAME), (true, key::BACK_WEEKS_RISE)], rises)}
        <p class="test" role="status" data-result="">{result}</p>
    }
    .into_any()
}

fn scale(id: &'static str, name: Key, value: RwSignal<Option<i32>>) -> AnyView {
    let set = Callback::new(move |n| value.set(Some(n)));
    let now = follow(move || value.get());
    view! {
        <p class="sub">{name.text()}</p>
        {cells(Scale::Soreness, id, name.text().to_owned(), now, set)}
    }
    .into_any()
}

fn either(
    id: &'static str,
    name: Key,
    choices: [(bool, Key); 2],
    value: RwSignal<Option<bool>>,
) -> AnyView {
    let chips = choices.map(|(to, text)| chip(id, to.to_string(), text, value, to));
    view! {
        <p class="sub">{name.text()}</p>
        <div class="chips" role="group" aria-label=name.text()>{chips.into_iter().collect::<Vec<_>>()}</div>
    }
    .into_any()
}

fn chip<T: Copy + PartialEq + Send + Sync + 'static>(
    id: &'static str,
    name: String,
    text: Key,
    value: RwSignal<Option<T>>,
    to: T,
) -> AnyView {
    toggle(Toggle {
        class: "chip",
        label: text.text().into_any(),
        on: follow(move || value.get() == Some(to)),
        press: Callback::new(move |()| value.set(Some(to))),
        data: Data::value(id, name),
    })
}

const WHEN: [(Soreness, &str, Key); 5] = [
    (Soreness::None, "none", key::BACK_NONE),
    (Soreness::WarmUpGone, "warm_up_gone", key::BACK_WARM_UP_GONE),
    (
        Soreness::WarmUpStays,
        "warm_up_stays",
        key::BACK_WARM_UP_STAYS,
    ),
    (
        Soreness::WarmUpReturns,
        "warm_up_returns",
        key::BACK_WARM_UP_RETURNS,
    ),
    (Soreness::DayAfter, "day_after", key::BACK_DAY_AFTER),
];

/// When it was sore, and what the next session is.
fn soreness() -> AnyView {
    let value = RwSignal::new(None::<Soreness>);
    let chips: Vec<AnyView> = WHEN
        .iter()
        .map(|(when, id, text)| chip("sore_when", (*id).to_owned(), *text, value, *when))
        .collect();
    let result = move || value.get().map_or("", |s| next(after_soreness(s)).text());
    view! {
        <p><b>{key::BACK_SORENESS.text()}</b></p>
        <div class="chips" role="group" aria-label=key::BACK_SORENESS.text()>{chips}</div>
        <p class="test" role="status" data-result="">{result}</p>
    }
    .into_any()
}

fn next(next: Next) -> Key {
    match (next.level, next.days_off) {
        (Step::Up, _) => key::BACK_UP,
        (Step::Same, 0) => key::BACK_SAME,
        (Step::Same, _) => key::BACK_SAME_REST,
        (Step::Down, _) => key::BACK_DOWN,
    }
}

#[cfg(test)]
mod tests {
    use super::{Told, WHEN, next};
    use crate::i18n::key;
    use aftermile_engine::return_to_run::{TendonPain, after_soreness};

    fn told(
        during: Option<i32>,
        after: Option<i32>,
        back: Option<bool>,
        rises: Option<bool>,
    ) -> Told {
        Told {
            during,
            after,
            back,
            rises,
        }
    }

    #[test]
    fn nothing_is_allowed_before_all_is_told() {
        assert_eq!(Told::default().judged(), None);
        assert_eq!(told(Some(2), Some(2), Some(true), None).judged(), None);
        assert_eq!(told(None, Some(2), Some(true), Some(false)).judged(), None);
        let all = |n| told(Some(n), Some(n), Some(true), Some(false)).judged();
        assert_eq!(all(2), Some(TendonPain::Safe));
        assert_eq!(all(5), Some(TendonPain::Acceptable));
        assert_eq!(all(6), Some(TendonPain::Excessive));
    }

    #[test]
    fn too_much_is_said_at_once() {
        let too_much = Some(TendonPain::Excessive);
        assert_eq!(told(Some(6), None, None, None).judged(), too_much);
        assert_eq!(told(None, Some(8), None, None).judged(), too_much);
        assert_eq!(told(Some(0), Some(0), Some(false), None).judged(), too_much);
        assert_eq!(told(None, None, None, Some(true)).judged(), too_much);
    }

    #[test]
    fn each_kind_of_soreness_has_its_row() {
        let texts = WHEN.map(|(when, _, _)| next(after_soreness(when)).text());
        let rows = [
            key::BACK_UP,
            key::BACK_SAME,
            key::BACK_DOWN,
            key::BACK_DOWN,
            key::BACK_SAME_REST,
        ];
        assert_eq!(texts, rows.map(crate::i18n::Key::text));
    }
}

//! What one place is like, on both sides at once or on each.

use crate::i18n::{Key, key};
use crate::state::App;
use crate::ui::parts::{Data, Scale, Toggle, bar, button, cells, follow, live, toggle};
use aftermile_engine::answers::{Feel, Side};
use aftermile_engine::{Fact, Region, Step, fact};
use leptos::prelude::*;

/// Which side is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// The only sore side, or one of two that differ.
    One(Side),
    Both,
}

impl Asked {
    fn id(self) -> &'static str {
        match self {
            Asked::One(side) => side.id(),
            Asked::Both => "both",
        }
    }

    fn name(self) -> Key {
        match self {
            Asked::One(Side::Left) => key::SITE_LEFT,
            Asked::One(Side::Right) => key::SITE_RIGHT,
            Asked::Both => key::SITE_BOTH,
        }
    }
}

/// What is pressed on one side. It is an answer once there is a score.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Form {
    score: Option<u8>,
    signs: Vec<Fact>,
}

impl Form {
    /// `first`: the signs that were named before the screen came.
    fn of(feel: Option<Feel>, first: &[Fact]) -> Form {
        feel.map_or_else(
            || Form {
                score: None,
                signs: first.to_vec(),
            },
            |f| Form {
                score: Some(f.score),
                signs: f.signs().collect(),
            },
        )
    }

    fn feel(&self) -> Option<Feel> {
        Feel::new(self.score?, &self.signs).ok()
    }
}

#[derive(Clone, Copy)]
struct Screen {
    app: App,
    region: Region,
    asked: Signal<Asked>,
    left: RwSignal<Form>,
    right: RwSignal<Form>,
    /// The right side as it was when the screen came.
    was: StoredValue<Form>,
    /// Where Next was pressed without a score.
    missing: RwSignal<Option<Asked>>,
}

impl Screen {
    /// The form that is shown. Both sides at once are pressed on the left one's.
    fn form(self) -> RwSignal<Form> {
        match self.asked.get() {
            Asked::One(Side::Right) => self.right,
            Asked::One(Side::Left) | Asked::Both => self.left,
        }
    }

    /// Changes the form, and the answer with it.
    fn change(self, change: impl FnOnce(&mut Form)) {
        let form = untrack(|| self.form());
        let before = form.get_untracked();
        form.update(change);
        let now = form.get_untracked();
        self.missing.set(None);
        let feel = now.feel();
        // Both: the right side stays unanswered until it is said to be alike, and then follows the left.
        let alike = before.score.is_some() && self.right.with_untracked(|right| *right == before);
        let sides: &[Side] = match self.asked.get_untracked() {
            Asked::One(Side::Left) => &[Side::Left],
            Asked::One(Side::Right) => &[Side::Right],
            Asked::Both if alike => {
                self.right.set(now);
                &[Side::Left, Side::Right]
            }
            Asked::Both => &[Side::Left],
        };
        if let Some(feel) = feel {
            self.app.feel(self.region, sides, feel);
        }
    }

    fn right_as_it_was(self) {
        let was = self.was.get_value();
        if let Some(feel) = was.feel() {
            self.app.feel(self.region, &[Side::Right], feel);
        }
        self.right.set(was);
    }

    /// What is answered here, or nothing once the score was asked for.
    fn feel(self) -> Option<Feel> {
        let feel = untrack(|| self.form()).with_untracked(Form::feel);
        if feel.is_none() {
            self.missing.set(Some(self.asked.get_untracked()));
            self.app.focus("[data-field=score] button".to_owned());
        }
        feel
    }
}

pub fn view(app: App, step: &Step) -> AnyView {
    let Some(region) = step.place else {
        return ().into_any();
    };
    let sites: Vec<_> = app.answers.with_untracked(|a| {
        a.given_sites()
            .unwrap_or(&[])
            .iter()
            .filter(|s| s.region == region)
            .copied()
            .collect()
    });
    let form = |side: Side| {
        let feel = sites.iter().find(|s| s.side == side).and_then(|s| s.feel);
        Form::of(feel, app.named_before(region, side))
    };
    let only = match sites.as_slice() {
        [only] => Some(only.side),
        _ => None,
    };
    let here = step.clone();
    let screen = Screen {
        app,
        region,
        asked: follow(move || {
            only.or_else(|| app.side(&here))
                .map_or(Asked::Both, Asked::One)
        }),
        left: RwSignal::new(form(Side::Left)),
        right: RwSignal::new(form(Side::Right)),
        was: StoredValue::new(form(Side::Right)),
        missing: RwSignal::new(None),
    };
    let facts: Vec<Fact> = step
        .facts
        .iter()
        .copied()
        .filter(|f| *f != fact::SCORE)
        .collect();
    let step = step.clone();
    view! {
        {side(screen)}
        <fieldset class="field">
            <legend>{key::SITE_FEELS.text()}<span class="sub">{key::SITE_FEELS_NOTE.text()}</span></legend>
            <div class="chips">{facts.into_iter().map(|f| chip(screen, f)).collect::<Vec<_>>()}</div>
        </fieldset>
        <fieldset class="field" data-field=fact::SCORE.id()>
            <legend>{key::SITE_WORST.text()}</legend>
            {scale(screen)}
            <p class="ends">{live(move || ends(screen))}</p>
        </fieldset>
        {live(move || buttons(screen, &step))}
    }
    .into_any()
}

/// The side that the screen is about, said aloud when it changes.
fn side(screen: Screen) -> AnyView {
    let asked = screen.asked;
    // The other side is another question, on the same screen.
    Effect::new(move |before: Option<Asked>| {
        let now = asked.get();
        if before.is_some_and(|before| before != now) {
            screen.app.arrived();
        }
        now
    });
    let name = live(move || asked.get().name().text().into_any());
    view! { <p class="which" aria-live="polite" data-side=move || asked.get().id()>{name}</p> }
        .into_any()
}

fn chip(screen: Screen, fact: Fact) -> AnyView {
    toggle(Toggle {
        class: "chip",
        label: screen
            .app
            .words_untracked()
            .rule(&format!("fact.{}", fact.id()))
            .into_any(),
        on: follow(move || screen.form().with(|f| f.signs.contains(&fact))),
        press: Callback::new(move |()| {
            screen.change(|f| match f.signs.iter().position(|s| *s == fact) {
                Some(place) => drop(f.signs.remove(place)),
                None => f.signs.push(fact),
            });
        }),
        data: Data::value(fact.id(), "yes"),
    })
}

/// How sore it is at its worst.
fn scale(screen: Screen) -> AnyView {
    let label = key::SITE_WORST.text().to_owned();
    let value = follow(move || screen.form().with(|f| f.score.map(i32::from)));
    let press = Callback::new(move |n: i32| screen.change(|f| f.score = u8::try_from(n).ok()));
    cells(Scale::Soreness, fact::SCORE.id(), label, value, press)
}

/// What the ends of the scale mean; in their place, so that nothing moves, that a number is missing.
fn ends(screen: Screen) -> AnyView {
    if screen.missing.get() == Some(screen.asked.get()) {
        view! { <span class="error" role="alert">{key::SITE_NEED_SCORE.text()}</span> }.into_any()
    } else {
        view! { <span>{key::SITE_LOW.text()}</span><span>{key::SITE_HIGH.text()}</span> }.into_any()
    }
}

fn buttons(screen: Screen, step: &Step) -> AnyView {
    let app = screen.app;
    let step = step.clone();
    if screen.asked.get() != Asked::Both {
        let next = Callback::new(move |()| {
            if screen.feel().is_some() {
                app.on(&step);
            }
        });
        return bar(vec![button("btn", "next", key::ASK_NEXT.text(), next)]);
    }
    let here = step.clone();
    let same = Callback::new(move |()| {
        if let Some(feel) = screen.feel() {
            app.feel(screen.region, &[Side::Left, Side::Right], feel);
            app.on(&here);
        }
    });
    let differ = Callback::new(move |()| {
        // What was pressed for both was for the left side alone.
        screen.right_as_it_was();
        app.ask_side(&step, Some(Side::Left));
    });
    // Neither is the tempting one.
    let alike = view! {
        <fieldset class="alike">
            <legend>{key::SITE_ALIKE.text()}</legend>
            {button("btn even", "same", key::SITE_ALIKE_YES.text(), same)}
            {button("btn even", "differ", key::SITE_ALIKE_NO.text(), differ)}
        </fieldset>
    };
    bar(vec![alike.into_any()])
}

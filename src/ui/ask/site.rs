//! What one place is like, on both sides at once or on each.

use crate::i18n::{Key, key};
use crate::state::App;
use crate::ui::parts::{Data, Scale, Toggle, bar, button, cells, live, toggle};
use aftermile_engine::answers::{Feel, Side};
use aftermile_engine::{Fact, Region, Step, fact};
use leptos::prelude::*;

/// Which side is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// The only sore side.
    One(Side),
    Both,
    Left,
    Right,
}

/// What is ticked, before it is one answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Form {
    score: Option<u8>,
    signs: Vec<Fact>,
}

impl Form {
    fn of(feel: Option<Feel>) -> Form {
        feel.map_or_else(Form::default, |f| Form {
            score: Some(f.score),
            signs: f.signs().collect(),
        })
    }

    fn feel(&self) -> Option<Feel> {
        Feel::new(self.score?, &self.signs).ok()
    }
}

#[derive(Clone, Copy)]
struct Screen {
    app: App,
    region: Region,
    asked: RwSignal<Asked>,
    form: RwSignal<Form>,
    left: RwSignal<Form>,
    missing: RwSignal<bool>,
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
    let feel = |side: Side| sites.iter().find(|s| s.side == side).and_then(|s| s.feel);
    let (asked, form) = match sites.as_slice() {
        [only] => (Asked::One(only.side), Form::of(only.feel)),
        _ if feel(Side::Left) != feel(Side::Right) => (Asked::Left, Form::of(feel(Side::Left))),
        _ => (Asked::Both, Form::of(feel(Side::Left))),
    };
    let screen = Screen {
        app,
        region,
        asked: RwSignal::new(asked),
        form: RwSignal::new(form),
        left: RwSignal::new(Form::default()),
        missing: RwSignal::new(false),
    };
    let right = Form::of(feel(Side::Right));
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
            <legend>{app.words_untracked().rule("fact.score")}</legend>
            {live(move || screen.missing.get().then(|| view! { <p class="error">{key::SITE_NEED_SCORE.text()}</p> }.into_any()).into_any())}
            {scale(screen)}
            <p class="ends"><span>{key::SITE_LOW.text()}</span><span>{key::SITE_HIGH.text()}</span></p>
        </fieldset>
        {live(move || buttons(screen, &step, &right))}
    }
    .into_any()
}

/// The side that the screen is about, said aloud when it changes.
fn side(screen: Screen) -> AnyView {
    let name = move || -> Key {
        match screen.asked.get() {
            Asked::One(Side::Left) | Asked::Left => key::SITE_LEFT,
            Asked::One(Side::Right) | Asked::Right => key::SITE_RIGHT,
            Asked::Both => key::SITE_BOTH,
        }
    };
    let id = move || match screen.asked.get() {
        Asked::One(side) => side.id(),
        Asked::Left => "left",
        Asked::Right => "right",
        Asked::Both => "both",
    };
    view! { <p class="which" aria-live="polite" data-side=id>{live(move || name().text().into_any())}</p> }
        .into_any()
}

fn chip(screen: Screen, fact: Fact) -> AnyView {
    let form = screen.form;
    toggle(Toggle {
        class: "chip",
        label: screen
            .app
            .words_untracked()
            .rule(&format!("fact.{}", fact.id()))
            .into_any(),
        on: Signal::derive(move || form.with(|f| f.signs.contains(&fact))),
        press: Callback::new(move |()| {
            form.update(|f| match f.signs.iter().position(|s| *s == fact) {
                Some(place) => drop(f.signs.remove(place)),
                None => f.signs.push(fact),
            });
        }),
        data: Data::value(fact.id(), "yes"),
    })
}

/// How sore it is at most.
fn scale(screen: Screen) -> AnyView {
    let label = screen.app.words_untracked().rule("fact.score");
    let value = Signal::derive(move || screen.form.with(|f| f.score.map(i32::from)));
    let press = Callback::new(move |n: i32| {
        screen.missing.set(false);
        screen.form.update(|f| f.score = u8::try_from(n).ok());
    });
    cells(Scale::Soreness, fact::SCORE.id(), label, value, press)
}

fn buttons(screen: Screen, step: &Step, right: &Form) -> AnyView {
    let step = step.clone();
    let Screen {
        app,
        region,
        form,
        left,
        ..
    } = screen;
    let done =
        move |sides: &dyn Fn(Feel) -> Vec<(Side, Feel)>| match form.with_untracked(Form::feel) {
            Some(feel) => app.feel(&step, region, &sides(feel)),
            None => need_score(screen),
        };
    let right = right.clone();
    match screen.asked.get() {
        Asked::One(side) => {
            let next = Callback::new(move |()| done(&|feel| vec![(side, feel)]));
            bar(vec![button("btn", "next", key::ASK_NEXT.text(), next)])
        }
        Asked::Both => {
            let same = Callback::new(move |()| {
                done(&|feel| vec![(Side::Left, feel), (Side::Right, feel)])
            });
            let differ = Callback::new(move |()| {
                screen.missing.set(false);
                screen.asked.set(Asked::Left);
                app.focus("[data-heading]".to_owned());
            });
            bar(vec![
                button("btn even", "differ", key::SITE_DIFFER.text(), differ),
                button("btn", "same", key::SITE_SAME.text(), same),
            ])
        }
        Asked::Left => {
            let next = Callback::new(move |()| {
                if form.with_untracked(Form::feel).is_none() {
                    return need_score(screen);
                }
                left.set(form.get_untracked());
                form.set(right.clone());
                screen.asked.set(Asked::Right);
                app.focus("[data-heading]".to_owned());
            });
            bar(vec![button("btn", "next", key::ASK_NEXT.text(), next)])
        }
        Asked::Right => {
            let next = Callback::new(move |()| {
                done(&|feel| {
                    let left = left.with_untracked(Form::feel).unwrap_or(feel);
                    vec![(Side::Left, left), (Side::Right, feel)]
                });
            });
            bar(vec![button("btn", "next", key::ASK_NEXT.text(), next)])
        }
    }
}

fn need_score(screen: Screen) {
    screen.missing.set(true);
    screen.app.say(key::SITE_NEED_SCORE.text().to_owned());
    screen.app.focus("[data-field=score] button".to_owned());
}

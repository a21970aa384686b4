//! What lies over the stopped clock: an offer to go on, "this hurts", the end, sound and voice.

use crate::i18n::{Key, key};
use crate::player::Phase;
use crate::state::App;
use crate::state::player::{Sheet, exercise_name, time_of, work_name};
use crate::ui::figure;
use crate::ui::parts::{
    BACK, Data, NEXT, Toggle, button, button_now, heading, icon, icon_button, soon, toggle,
};
use leptos::prelude::*;

pub fn view(app: App, sheet: Sheet) -> AnyView {
    let (id, content) = match sheet {
        Sheet::Offer => ("offer", offer(app)),
        Sheet::Hurts => ("hurts", hurts(app)),
        Sheet::Swap => ("swap", swap(app)),
        Sheet::End => ("end", end(app)),
        Sheet::Senses => ("senses", senses(app)),
        Sheet::None => return ().into_any(),
    };
    view! { <div class="over" data-sheet=id>{content}</div> }.into_any()
}

fn way_back(app: App) -> AnyView {
    let back = icon_button(
        "close",
        key::ASK_BACK,
        BACK,
        Callback::new(move |()| app.close_sheet()),
    );
    view! { <div class="top">{back}</div> }.into_any()
}

/// The figure of the step that is stopped, held still.
fn stopped(app: App) -> AnyView {
    let exercise = app.with_playing(|p| {
        let side = p.segment().and_then(|s| s.side);
        (p.exercise(p.course.at()).to_owned(), side)
    });
    exercise
        .map(|(exercise, side)| {
            view! { <div class="frame dim">{figure::view(app, &exercise, side, false)}</div> }
                .into_any()
        })
        .unwrap_or_else(|| ().into_any())
}

fn row(action: &'static str, title: &str, how: String, press: Callback<()>) -> AnyView {
    view! {
        <button type="button" class="row" data-action=action on:click=move |event| soon(&event, press)>
            <span><b>{title.to_owned()}</b><small>{how}</small></span>
            {icon(NEXT)}
        </button>
    }
    .into_any()
}

/// The way to the warning signs.
fn signs(app: App) -> AnyView {
    let how = key::PLAYER_SIGNS_HOW.text().to_owned();
    let press = Callback::new(move |()| app.warning_signs());
    row("wrong", key::PLAYER_SIGNS.text(), how, press)
}

fn offer(app: App) -> AnyView {
    let words = app.words_untracked();
    let text = app.with_playing(|p| {
        let name = work_name(&words, p, p.all.work_of(p.course.at()));
        let left = i32::try_from((p.course.left_ms(&p.all) + 999) / 1000).unwrap_or(0);
        let time = time_of(&words, left);
        let text = match p.segment().map(|s| s.phase) {
            Some(Phase::Work) if left == 0 => key::PLAYER_OFFER_AFTER,
            Some(Phase::Work) => key::PLAYER_OFFER_AT,
            _ => key::PLAYER_OFFER_BEFORE,
        };
        words.with(text, &[("name", &name), ("time", &time)])
    });
    view! {
        {stopped(app)}
        {heading(app, "q", key::PLAYER_OFFER_TITLE.text())}
        <p>{text}</p>
        <div class="stack">
            {button_now("btn", "play-on", key::PLAYER_GO.text(), Callback::new(move |()| app.play_on()))}
            {button("btn quiet", "play-no-more", key::PLAYER_OFFER_NO.text(), Callback::new(move |()| app.play_no_more()))}
        </div>
    }
    .into_any()
}

fn hurts(app: App) -> AnyView {
    let words = app.words_untracked();
    let others = app.with_playing(|p| p.others()).unwrap_or_default();
    // One is named at once; of several the runner chooses.
    let (how, press) = match others.as_slice() {
        [] => (None, Callback::new(|()| {})),
        [other] => {
            let name = exercise_name(&words, other);
            let to = other.clone();
            (
                Some(words.with(key::PLAYER_SWAP_FOR, &[("name", &name)])),
                Callback::new(move |()| app.swap(&to)),
            )
        }
        several => (
            Some(words.count(key::PLAYER_SWAP_MANY, several.len())),
            Callback::new(move |()| app.open_sheet(Sheet::Swap)),
        ),
    };
    let swap = how.map(|how| row("swap", key::PLAYER_SWAP.text(), how, press));
    let text = |key: Key| key.text().to_owned();
    view! {
        {way_back(app)}
        {stopped(app)}
        {heading(app, "q", key::PLAYER_HURTS_TITLE.text())}
        <div class="rows">
            {row("ease", key::PLAYER_EASE.text(), text(key::PLAYER_EASE_HOW), Callback::new(move |()| app.ease()))}
            {swap}
            {row("skip-it", key::PLAYER_SKIP_IT.text(), text(key::PLAYER_SKIP_HOW), Callback::new(move |()| app.skip_exercise()))}
            <div class="sharp">
                {row("sharp", key::PLAYER_SHARP.text(), text(key::PLAYER_SHARP_HOW), Callback::new(move |()| app.sharp_spot()))}
                {signs(app)}
            </div>
        </div>
        <div class="bar">
            {button("btn", "end-session", key::PLAYER_END.text(), Callback::new(move |()| app.end_session()))}
        </div>
    }
    .into_any()
}

/// Every exercise that may take the place of the one that hurts.
fn swap(app: App) -> AnyView {
    let words = app.words_untracked();
    let rows: Vec<AnyView> = app
        .with_playing(|p| p.others())
        .unwrap_or_default()
        .into_iter()
        .map(|to| {
            let name = exercise_name(&words, &to);
            let how = words.rule(&format!("exercise.{to}.how"));
            let press = Callback::new(move |()| app.swap(&to));
            row("swap-to", &name, how, press)
        })
        .collect();
    let back = icon_button(
        "back-to-hurts",
        key::ASK_BACK,
        BACK,
        Callback::new(move |()| app.open_sheet(Sheet::Hurts)),
    );
    view! {
        <div class="top">{back}</div>
        {heading(app, "q", key::ANSWER_SWAP_TITLE.text())}
        <div class="rows">{rows}</div>
    }
    .into_any()
}

fn end(app: App) -> AnyView {
    view! {
        {stopped(app)}
        {heading(app, "q", key::PLAYER_END_TITLE.text())}
        <p>{key::PLAYER_END_HOW.text()}</p>
        <div class="rows sharp">{signs(app)}</div>
        <div class="stack">
            {button_now("btn", "play-on", key::PLAYER_GO.text(), Callback::new(move |()| app.play_on()))}
            {button("btn quiet", "end-session", key::PLAYER_END.text(), Callback::new(move |()| app.end_session()))}
        </div>
    }
    .into_any()
}

fn senses(app: App) -> AnyView {
    let player = app.player;
    let choice = move |id: &'static str, name: Key, how: Key, on: RwSignal<bool>| {
        let label =
            view! { <span><b>{name.text()}</b><small>{how.text()}</small></span> }.into_any();
        toggle(Toggle {
            class: "tick",
            label,
            on: on.into(),
            press: Callback::new(move |()| app.switch(on)),
            data: Data::value("senses", id),
        })
    };
    let tones = choice(
        "tones",
        key::PLAYER_TONES,
        key::PLAYER_TONES_HOW,
        player.tones,
    );
    let voice = if app.can_speak() {
        choice(
            "voice",
            key::PLAYER_VOICE,
            key::PLAYER_VOICE_HOW,
            player.voice,
        )
    } else {
        view! { <p class="note" data-note="voice">{key::PLAYER_VOICE_MISSING.text()}</p> }
            .into_any()
    };
    let vibration = app.can_vibrate().then(|| {
        choice(
            "vibration",
            key::PLAYER_VIBRATION,
            key::PLAYER_VIBRATION_HOW,
            player.vibration,
        )
    });
    view! {
        {way_back(app)}
        {heading(app, "q", key::PLAYER_SENSES.text())}
        <div class="ticks">{tones}{voice}{vibration}</div>
        <p class="sub">{key::PLAYER_KEYS.text()}</p>
        <div class="bar">
            {button("btn", "close-sheet", key::PLAYER_CLOSE.text(), Callback::new(move |()| app.close_sheet()))}
        </div>
    }
    .into_any()
}

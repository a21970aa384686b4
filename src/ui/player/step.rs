//! The step that is being done.

use crate::i18n::{Key, key};
use crate::player::{Phase, State};
use crate::state::App;
use crate::state::player::{Awake, Drawn, Playing, Sheet, exercise_name, side_name, work_name};
use crate::ui::figure;
use crate::ui::parts::{BACK, CLOSE, NEXT, button, heading, icon, icon_button, live, soon};
use aftermile_engine::Side;
use aftermile_engine::table::{Kit, Posture, exercise};
use leptos::prelude::*;

const PLAY: &str = "M8 5V19L19 12Z";
const PAUSE: &str = "M8 5V19M16 5V19";
const SOUND: &str =
    "M4 9.5V14.5H7.5L12 18.5V5.5L7.5 9.5ZM15.5 9A4.2 4.2 0 0 1 15.5 15M18 6.5A8 8 0 0 1 18 17.5";

/// What stays from step to step is made once: a control that has the focus keeps it.
pub fn view(app: App) -> AnyView {
    if untrack(|| app.playing_state()) == Some(State::Finished) {
        return app
            .with_playing(|p| finished(app, p))
            .unwrap_or_else(|| ().into_any());
    }
    let part = move |draw: fn(App, &Playing) -> AnyView| {
        live(move || {
            app.player.step.track();
            let playing = app.with_playing(Playing::clone);
            playing.map_or_else(|| ().into_any(), |p| draw(app, &p))
        })
    };
    view! {
        <div class="top">
            {icon_button("end", key::PLAYER_END, CLOSE, Callback::new(move |()| app.open_sheet(Sheet::End)))}
            {part(dots)}
            {icon_button("senses", key::PLAYER_SENSES, SOUND, Callback::new(move |()| app.open_sheet(Sheet::Senses)))}
        </div>
        <div class="stage">
            {part(drawing)}
            {part(tags)}
            // It takes no focus from step to step, and keeps the one it has: the live region speaks.
            <h2 class="q one" tabindex="-1" data-heading="">{part(name)}</h2>
            <p class="cue">{part(cue)}</p>
        </div>
        {time(app)}
        {controls(app)}
        {notes(app)}
        <div class="bar">
            {part(next)}
            {button("btn hurts", "hurts", key::PLAYER_HURTS.text(), Callback::new(move |()| app.open_sheet(Sheet::Hurts)))}
        </div>
    }
    .into_any()
}

/// The drawing, with what is going on as `data-*` for tests and styles.
fn drawing(app: App, playing: &Playing) -> AnyView {
    let Some(segment) = playing.segment() else {
        return ().into_any();
    };
    let here = playing.exercise(playing.course.at());
    view! {
        <div
            class="frame"
            data-phase=phase_id(segment.phase)
            data-playing=here.to_owned()
            data-working=segment.side.map(Side::id)
        >
            {figure::view(app, here, segment.side, true)}
        </div>
    }
    .into_any()
}

fn tags(app: App, playing: &Playing) -> AnyView {
    let words = app.words_untracked();
    let Some(segment) = playing.segment() else {
        return ().into_any();
    };
    let phase = match segment.phase {
        Phase::GetReady => Some(key::PLAYER_READY),
        Phase::ChangeSide => Some(key::PLAYER_CHANGE),
        Phase::Work => None,
    };
    let sets = playing.all.parts.get(segment.part).map_or(1, |p| p.sets);
    let set = (sets > 1).then(|| {
        let (set, sets) = (segment.set.to_string(), sets.to_string());
        words.with(key::PLAYER_SET, &[("set", &set), ("sets", &sets)])
    });
    view! {
        <p class="tags">
            {phase.map(|p| view! { <span class="tag gap">{p.text()}</span> })}
            {segment.side.map(|s| view! { <span class="tag">{capital(side_name(s))}</span> })}
            {set.map(|s| view! { <span class="tag quiet">{s}</span> })}
        </p>
    }
    .into_any()
}

fn name(app: App, playing: &Playing) -> AnyView {
    let here = playing.exercise(playing.course.at());
    exercise_name(&app.words_untracked(), here).into_any()
}

fn cue(app: App, playing: &Playing) -> AnyView {
    let part = playing.segment().map(|s| s.part);
    let eased = playing.eased.is_some() && playing.eased == part;
    let here = playing.exercise(playing.course.at());
    let how = app.words_untracked().rule(&format!("exercise.{here}.how"));
    view! {
        {eased.then(|| view! { <b class="eased">{key::PLAYER_EASED.text()}</b> })}
        {how}
    }
    .into_any()
}

fn phase_id(phase: Phase) -> &'static str {
    match phase {
        Phase::GetReady => "ready",
        Phase::Work => "work",
        Phase::ChangeSide => "change",
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// One dot a part, and in words which it is.
fn dots(_: App, playing: &Playing) -> AnyView {
    let here = playing.segment().map_or(0, |s| s.part);
    let dots: Vec<AnyView> = (0..playing.all.parts.len())
        .map(|part| {
            let class = match part.cmp(&here) {
                std::cmp::Ordering::Less => "past",
                std::cmp::Ordering::Equal => "now",
                std::cmp::Ordering::Greater => "",
            };
            view! { <i class=class></i> }.into_any()
        })
        .collect();
    let (step, steps) = ((here + 1).to_string(), playing.all.parts.len().to_string());
    let label = crate::i18n::fill(key::PLAYER_STEP_OF.text(), &mut |name| {
        Some(if name == "step" {
            step.clone()
        } else {
            steps.clone()
        })
    });
    view! { <div class="dots" role="img" aria-label=label>{dots}</div> }.into_any()
}

/// The time that is left, large, with the bar above it.
fn time(app: App) -> AnyView {
    let (clock, pace) = (app.player.clock, app.player.pace);
    let none = move || {
        app.player.run.track();
        app.with_playing(|p| !p.course.has_more()) == Some(true)
    };
    let more = Callback::new(move |()| app.more_time());
    view! {
        <div class="pace"><i style:width=move || pace.get()></i></div>
        <div class="clock">
            <p role="timer" aria-label=key::PLAYER_SECONDS.text()>{move || clock.get()}</p>
            <button
                type="button"
                class="mini"
                data-action="more"
                aria-label=key::PLAYER_MORE_NAME.text()
                disabled=none
                on:click=move |event| soon(&event, more)
            >
                {key::PLAYER_MORE.text()}
            </button>
        </div>
    }
    .into_any()
}

fn controls(app: App) -> AnyView {
    // The button stays itself while it changes: the focus stays on it.
    let runs = move || app.playing_state() == Some(State::Running);
    let label = move || {
        if runs() {
            key::PLAYER_PAUSE
        } else {
            key::PLAYER_GO
        }
    };
    let picture = move || if runs() { PAUSE } else { PLAY };
    let state = move || match app.playing_state() {
        Some(State::Running) => "running",
        Some(State::Waiting) => "waiting",
        _ => "paused",
    };
    let why = move || {
        let text = match app.playing_state() {
            Some(State::Waiting) => key::PLAYER_AWAY.text(),
            Some(State::Paused) => key::PLAYER_PAUSED.text(),
            _ => "",
        };
        view! { <p class="sub still">{text}</p> }.into_any()
    };
    let pause = Callback::new(move |()| app.pause_or_run());
    view! {
        <div class="steer" data-state=state>
            {icon_button("step-back", key::PLAYER_BACK, BACK, Callback::new(move |()| app.part_back()))}
            <button
                type="button"
                class="icon main"
                data-action="pause"
                aria-label=move || label().text()
                on:click=move |event| soon(&event, pause)
            >
                <svg class="ic" viewBox="0 0 24 24" aria-hidden="true"><path d=picture></path></svg>
            </button>
            {icon_button("skip", key::PLAYER_SKIP, NEXT, Callback::new(move |()| app.skip()))}
        </div>
        {live(why)}
    }
    .into_any()
}

/// What this device cannot do.
fn notes(app: App) -> AnyView {
    live(move || {
        let awake = app.awake() == Awake::Missing;
        let drawn = matches!(app.drawn(), Drawn::Missing);
        view! {
            {awake.then(|| view! { <p class="note" data-note="awake">{key::PLAYER_AWAKE_MISSING.text()}</p> })}
            {drawn.then(|| view! { <p class="note" data-note="drawing">{key::PLAYER_DRAWING_MISSING.text()}</p> })}
        }
        .into_any()
    })
}

/// What the next exercise needs that this one does not: kit, or another place.
fn change(from: &str, to: &str) -> Option<Key> {
    let (from, to) = (exercise(from), exercise(to)?);
    let needs = |kit: &Kit| from.is_none_or(|f| !f.needs.contains(kit));
    if let Some(kit) = to.needs.iter().find(|kit| needs(kit)) {
        return Some(match kit {
            Kit::Roller => key::PLAYER_TAKE_ROLLER,
            Kit::Ball => key::PLAYER_TAKE_BALL,
            Kit::Band => key::PLAYER_TAKE_BAND,
            Kit::Step => key::PLAYER_TAKE_STEP,
            Kit::Weight => key::PLAYER_TAKE_WEIGHT,
            Kit::Bench => key::PLAYER_TAKE_BENCH,
            Kit::Wall => key::PLAYER_TAKE_WALL,
            Kit::Towel => key::PLAYER_TAKE_TOWEL,
        });
    }
    let posture = Some(to.posture).filter(|p| from.is_none_or(|f| f.posture != *p))?;
    Some(match posture {
        Posture::Stand => key::PLAYER_TAKE_STAND,
        Posture::Seat => key::PLAYER_TAKE_SEAT,
        Posture::Floor => key::PLAYER_TAKE_FLOOR,
    })
}

/// What comes after this step, and what it needs that this one does not.
fn next(app: App, playing: &Playing) -> AnyView {
    let words = app.words_untracked();
    let at = playing.course.at();
    let here = playing.exercise(at);
    let text = match playing.all.next_work(at) {
        None => key::PLAYER_NEXT_DONE.text().to_owned(),
        Some(work) => {
            let side = playing.all.segments.get(work).and_then(|s| s.side);
            let what = match side {
                Some(side) if playing.exercise(work) == here => side_name(side).to_owned(),
                _ => work_name(&words, playing, work),
            };
            words.with(key::PLAYER_NEXT, &[("what", &what)])
        }
    };
    let next = playing.all.next_work(at);
    let change = next.and_then(|work| change(here, playing.exercise(work)));
    view! { <p class="upnext"><b>{text}</b>{change.map(|c| view! { <small>{c.text()}</small> })}</p> }.into_any()
}

/// After the last step.
fn finished(app: App, playing: &Playing) -> AnyView {
    let words = app.words_untracked();
    let done = playing.done();
    let (count, of) = (done.len(), playing.all.parts.len());
    let rows: Vec<AnyView> = playing
        .all
        .parts
        .iter()
        .map(|part| {
            let (class, state) = if done.contains(&part.exercise) {
                ("did", key::PLAYER_DID)
            } else {
                ("left", key::PLAYER_DID_NOT)
            };
            let name = exercise_name(&words, &part.exercise);
            view! { <li class=class><span class="sr">{state.text()}" "</span>{name}</li> }
                .into_any()
        })
        .collect();
    let (title, text) = if count == 0 {
        let text = key::PLAYER_NONE_HOW.text().to_owned();
        (key::PLAYER_NONE_TITLE, text)
    } else if count == of {
        let text = key::PLAYER_DONE_ALL.text().to_owned();
        (key::PLAYER_DONE_TITLE, text)
    } else {
        let (count, of) = (count.to_string(), of.to_string());
        let text = words.with(key::PLAYER_DONE_SOME, &[("done", &count), ("all", &of)]);
        (key::PLAYER_DONE_TITLE, text)
    };
    view! {
        <div class="over done" data-sheet="done">
            {(count > 0).then(|| icon("M5 13L10 18L19 7"))}
            {heading(app, "q", title.text())}
            <p>{text}</p>
            <ul class="dones">{rows}</ul>
        </div>
        <div class="bar">
            {button("btn", "plan", key::PLAYER_PLAN.text(), Callback::new(move |()| app.end_session()))}
        </div>
    }
    .into_any()
}

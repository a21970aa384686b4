//! Leading the session: starting, stopping, moving in it, and what each does to the device and to what is kept.

use super::playing::timeline;
use super::{Awake, Drawn, OFFERED_MS, Playing, SENSES, Sheet, UNFINISHED, said, tell};
use crate::figures;
use crate::history::{Done, PREFIX};
use crate::player::{Course, Cue, Phase, State, Timeline, heard};
use crate::ports::Json;
use crate::ports::guide::Tone;
use crate::state::{App, Opened, Page};
use aftermile_engine::answers::Answer;
use aftermile_engine::table::{Layout, exercise};
use aftermile_engine::{Answers, Interview, Region, Side, fact};
use leptos::prelude::*;
use std::rc::Rc;
use std::time::Duration;

/// How often the clock is looked at: often enough for whole seconds to change on time.
const LOOK: Duration = Duration::from_millis(200);
/// A running session is kept anew whenever so much of a segment has passed.
const KEEP_MS: i64 = 5_000;

impl App {
    /// Whether the opened run's session can be started: it is for now, not for a day that is over, and not where a
    /// later answer said that somebody has to see the runner and nobody is known to have.
    #[must_use]
    pub fn can_play(&self) -> bool {
        let now = self.now().at_ms;
        self.opened.with_untracked(|opened| {
            opened.as_ref().is_some_and(|o| {
                let told = o.record.saved_at_ms;
                let age = now - told;
                // A clock that was put back makes a fresh answer no older.
                age < OFFERED_MS
                    && (o.fresh || age >= 0)
                    && timeline(&o.record).is_some()
                    && !untrack(|| self.needs_to_be_seen_since(told))
            })
        })
    }

    /// Starts the opened run's session.
    pub fn play(&self) {
        let found = self.opened.with_untracked(|opened| {
            let record = &opened.as_ref()?.record;
            let steps = record.done.iter().flat_map(|done| &done.steps);
            let before: Vec<String> = steps.map(|step| step.to_string()).collect();
            Some((record.id.clone(), timeline(record)?, before))
        });
        let Some((run, all, before)) = found else {
            return;
        };
        let inner = self.inner();
        self.ready_to_sound();
        inner.table.sheet.set(Sheet::None);
        *inner.table.playing.borrow_mut() = Some(Playing {
            run,
            all,
            course: Course::new(self.now().at_ms),
            eased: None,
            before,
        });
        self.show(Page::Player);
        self.change(true, Course::run);
        self.arrived();
    }

    /// Lets the voice be heard from now on, and tones also after an interruption: to be called inside a press.
    pub fn ready_to_sound(&self) {
        let inner = self.inner();
        inner.ports.guide.sound.ready();
        // Where the voice can be switched on, the press that does so is not over yet.
        if self.player.voice.get_untracked() || inner.table.sheet.get() == Sheet::Senses {
            inner.ports.guide.voice.ready();
        }
    }

    /// Goes on with the session that was offered or stopped.
    pub fn play_on(&self) {
        self.ready_to_sound();
        self.lay(Sheet::None);
        self.change(true, Course::run);
    }

    /// Leaves the session that was offered; what was done of it is kept with the run.
    pub fn play_no_more(&self) {
        self.end_for_good();
        self.show(Page::Answer);
    }

    /// Whether the session can be gone on with: another tab has not ended it, and nothing urgent was answered since.
    pub(in crate::state) fn is_still_offered(&self) -> bool {
        let kept = format!("{PREFIX}{UNFINISHED}");
        let told = self.opened.with_untracked(|opened| {
            let opened = opened.as_ref();
            opened.map(|opened| opened.record.saved_at_ms)
        });
        self.inner().ports.store.get(&kept).is_some()
            && told.is_some_and(|told| !untrack(|| self.needs_to_be_seen_since(told)))
    }

    /// The session is over; what was done of it is kept with the run.
    pub(in crate::state) fn end_for_good(&self) {
        self.keep_done();
        self.forget();
    }

    /// To be called while the player is shown: follows the clock and whether the page can be seen.
    pub fn follow_session(&self) {
        let app = *self;
        let inner = self.inner();
        let guide = inner.ports.guide.clone();
        // One file holds all figures; what could not be had is asked for again.
        let there = matches!(*inner.table.drawn.borrow(), Drawn::Ready(_));
        if !there {
            let then = Box::new(move |file: Option<Rc<dyn Json>>| {
                if let Some(inner) = app.inner.try_get_value() {
                    let drawn = file.map_or(Drawn::Missing, Drawn::Ready);
                    *inner.table.drawn.borrow_mut() = drawn;
                    tell(app.player.device);
                }
            });
            inner.ports.release.read(figures::FILE, then);
        }
        self.show_time();
        let timer = set_interval_with_handle(move || app.look(), LOOK).ok();
        let seen = guide.sight.watch(Rc::new(move |seen| app.seen(seen)));
        let seen = StoredValue::new_local(Some(seen));
        let guide = StoredValue::new_local(guide);
        on_cleanup(move || {
            if let Some(timer) = timer {
                timer.clear();
            }
            let _ = seen.try_update_value(|seen| *seen = None);
            let _ = guide.try_update_value(|guide| {
                guide.wake.release();
                guide.voice.hush();
            });
        });
    }

    fn look(&self) {
        if self.inner.try_get_value().is_some() && self.is(State::Running) {
            self.change(false, Course::look);
        }
    }

    fn is(&self, state: State) -> bool {
        self.with_playing(|p| p.course.state == state) == Some(true)
    }

    fn seen(&self, seen: bool) {
        self.change(true, |course, all, now| course.seen(all, seen, now));
    }

    /// Changes the course, and lets everything that follows from it happen. `led`: not by the clock alone.
    fn change(&self, led: bool, how: impl FnOnce(&mut Course, &Timeline, i64)) {
        let now = self.now().at_ms;
        let inner = self.inner();
        let changed = inner.table.playing.borrow_mut().as_mut().map(|playing| {
            let before = playing.course.clone();
            how(&mut playing.course, &playing.all, now);
            (before, playing.clone())
        });
        let Some((before, playing)) = changed else {
            return;
        };
        let (is, all) = (&playing.course, &playing.all);
        let begins = before.left_ms(all) == before.whole_ms(all) && before.state != is.state;
        let cue = if led && is.state == State::Running && (before.at() != is.at() || begins) {
            let works = playing.segment().is_some_and(|s| s.phase == Phase::Work);
            Some(if works { Cue::Start } else { Cue::Next })
        } else {
            heard(&before, is, all)
        };
        let ended = before.state != is.state && is.state == State::Finished;
        if ended {
            tell(self.player.screen);
        } else if before.at() != is.at() {
            tell(self.player.step);
        }
        if before.state != is.state || before.has_more() != is.has_more() || before.at() != is.at()
        {
            tell(self.player.run);
        }
        self.show_time();
        let slot = |c: &Course| (c.at(), c.left_ms(all) / KEEP_MS, c.state);
        if led || slot(&before) != slot(is) {
            self.keep(&playing, now);
            self.stay_awake();
        }
        if let Some(cue) = cue {
            self.sound(&playing, cue);
        }
        // As soon as it is done: nobody has to end a session for it to count.
        if playing.done() != playing.done_by(&before) {
            self.keep_done();
        }
        if ended {
            self.forget();
            self.focus("[data-heading]".to_owned());
        }
    }

    fn show_time(&self) {
        let (clock, pace) = self
            .with_playing(|p| {
                // A second that has begun is still there.
                let left = (p.course.left_ms(&p.all) + 999) / 1000;
                let whole = p.course.whole_ms(&p.all);
                let passed = 1000 * (whole - p.course.left_ms(&p.all)) / whole;
                (
                    format!("{}:{:02}", left / 60, left % 60),
                    format!("{}.{}%", passed / 10, passed % 10),
                )
            })
            .unwrap_or_default();
        for (signal, text) in [(self.player.clock, clock), (self.player.pace, pace)] {
            if signal.with_untracked(|shown| *shown != text) {
                signal.set(text);
            }
        }
    }

    /// The screen stays on while the session runs.
    fn stay_awake(&self) {
        let wake = self.inner().ports.guide.wake.clone();
        if !self.is(State::Running) {
            return wake.release();
        }
        // Out of sight every browser lets go of it and refuses it: that says nothing about the browser.
        let out_of_sight = |app: App| app.with_playing(|p| p.course.is_hidden()) == Some(true);
        let app = *self;
        if out_of_sight(app) {
            return;
        }
        wake.hold(Box::new(move |on| {
            let Some(inner) = app.inner.try_get_value() else {
                return;
            };
            if !on && out_of_sight(app) {
                return;
            }
            let is = if on { Awake::On } else { Awake::Missing };
            if inner.table.awake.replace(is) != is {
                tell(app.player.device);
            }
        }));
    }

    fn sound(&self, playing: &Playing, cue: Cue) {
        let guide = self.inner().ports.guide.clone();
        let tone = match cue {
            Cue::Start => Tone::Start,
            Cue::Half => Tone::Half,
            Cue::Last(_) => Tone::Count,
            Cue::Next | Cue::Wait | Cue::Finish => Tone::End,
        };
        if self.player.tones.get_untracked() {
            guide.sound.tone(tone);
        }
        if self.player.vibration.get_untracked() {
            guide.vibration.buzz(tone);
        }
        if let Some(text) = said(&self.words_untracked(), playing, cue) {
            if self.player.voice.get_untracked() {
                guide.voice.say(&text);
            }
            self.say(text);
        }
    }

    pub fn pause_or_run(&self) {
        if self.is(State::Running) {
            self.change(true, Course::pause);
        } else {
            self.change(true, Course::run);
        }
    }

    pub fn skip(&self) {
        self.change(true, Course::skip);
    }

    pub fn part_back(&self) {
        self.change(true, Course::back);
    }

    pub fn more_time(&self) {
        self.change(true, |course, all, now| {
            course.more(all, now);
        });
    }

    /// The device's Back: as Escape does, it asks before anything ends, and stays in the session.
    /// By `later` only.
    pub(crate) fn back_in_a_session(self) {
        match self.inner().table.sheet.get() {
            Sheet::Offer => return self.play_no_more(),
            // There is nothing to end any more.
            Sheet::None if self.is(State::Finished) => return self.end_session(),
            Sheet::None => self.open_sheet(Sheet::End),
            _ => self.close_sheet(),
        }
        self.inner().ports.trail.push();
    }

    /// Opens a sheet over the stopped clock.
    pub fn open_sheet(&self, sheet: Sheet) {
        self.inner().table.ran.set(self.is(State::Running));
        self.change(true, Course::pause);
        self.lay(sheet);
    }

    /// Back to the session. Who only looked at its sounds finds it as it was, otherwise it stays stopped.
    pub fn close_sheet(&self) {
        let inner = self.inner();
        if inner.table.sheet.get() == Sheet::Senses && inner.table.ran.get() {
            return self.play_on();
        }
        self.lay(Sheet::None);
    }

    fn lay(&self, sheet: Sheet) {
        // What has the focus goes with its screen: until the next heading takes it, the keys are the session's.
        self.inner()
            .ports
            .page
            .focus_in_place("[data-screen=player]");
        self.inner().table.sheet.set(sheet);
        tell(self.player.screen);
        self.focus("[data-heading]".to_owned());
    }

    /// Changes what is done rather than where one is in it.
    fn alter(&self, how: impl FnOnce(&mut Playing)) {
        if let Some(playing) = self.inner().table.playing.borrow_mut().as_mut() {
            how(playing);
        }
    }

    /// "Ease it": the same, more gently, once the runner is ready for it.
    pub fn ease(&self) {
        self.alter(|p| p.eased = p.segment().map(|s| s.part));
        self.lay(Sheet::None);
        self.change(true, |_, _, _| {});
    }

    /// "Swap it": another exercise for the same muscle, from its begin.
    pub fn swap(&self, to: &str) {
        self.alter(|p| {
            p.eased = None;
            if let Some(segment) = p.segment() {
                p.all.swap(segment.part, to);
            }
        });
        self.change(true, Course::again);
        self.play_on();
    }

    /// "Skip it": on to the next exercise.
    pub fn skip_exercise(&self) {
        self.change(true, Course::skip_part);
        self.play_on();
    }

    /// The warning signs. What is done is kept before: a sign that is named ends the session.
    pub fn warning_signs(&self) {
        self.keep_done();
        self.show(Page::Wrong);
    }

    /// "It is one sharp spot": ends the session and asks about that place, because that is no soreness. In an
    /// exercise for no place, as the walk, it asks where it is.
    pub fn sharp_spot(&self) {
        let place = self.with_playing(|p| {
            let def = exercise(p.exercise(p.course.at()))?;
            Some((*def.regions.first()?, p.segment()?.side))
        });
        self.end_for_good();
        let asks = self.opened.with_untracked(|opened| {
            let record = &opened.as_ref()?.record;
            let answers = record.answers()?;
            let answers = match place.flatten() {
                Some((region, side)) => sharp_at(answers, region, side),
                None => sharp_somewhere(answers)?,
            };
            Some((record.id.clone(), answers))
        });
        match asks {
            Some((run, answers)) => {
                self.reopen(run, answers);
                // It was said to be sharp: its screen begins with that.
                let sides = |side: Option<Side>| {
                    side.map_or_else(|| vec![Side::Left, Side::Right], |side| vec![side])
                };
                let places: Vec<(Region, Side)> = place
                    .flatten()
                    .into_iter()
                    .flat_map(|(region, side)| sides(side).into_iter().map(move |s| (region, s)))
                    .collect();
                self.felt_sharp(&places);
                // Of two sides the one that was exercised: what the other is like is known.
                let step = self.step.get_untracked();
                let side = place.flatten().and_then(|(_, side)| side);
                if let (Some(step), Some(side)) = (step, side)
                    && self.uneven(&step)
                {
                    self.ask_side(&step, Some(side));
                }
            }
            None => {
                self.show(Page::Wrong);
                // The session is over: there is no way back into it.
                self.came_from.set(Page::Card);
            }
        }
    }

    /// Ends the session, wherever it is.
    pub fn end_session(&self) {
        self.end_for_good();
        self.show(Page::Answer);
    }

    /// Switches tones, voice or vibration, and remembers it.
    pub fn switch(&self, sense: RwSignal<bool>) {
        sense.update(|on| *on = !*on);
        let guide = self.inner().ports.guide.clone();
        guide.voice.hush();
        let player = self.player;
        let text: String = [player.tones, player.voice, player.vibration]
            .iter()
            .map(|on| if on.get_untracked() { '1' } else { '0' })
            .collect();
        let store = self.inner().ports.store.clone();
        self.kept(store.set(&format!("{PREFIX}{SENSES}"), &text));
    }

    /// Keeps where the session is, for a reload. Silent when there is no room: the session goes on all the same.
    fn keep(&self, playing: &Playing, now_ms: i64) {
        if let Some(text) = playing.write(now_ms) {
            let store = self.inner().ports.store.clone();
            let _ = store.set(&format!("{PREFIX}{UNFINISHED}"), &text);
        }
    }

    /// Nothing is left to go on with.
    pub(in crate::state) fn forget(&self) {
        let inner = self.inner();
        inner.ports.store.remove(&format!("{PREFIX}{UNFINISHED}"));
        inner.ports.guide.wake.release();
        inner.table.sheet.set(Sheet::None);
    }

    /// Writes into the run which exercises were done.
    fn keep_done(&self) {
        let found = self.with_playing(|p| (p.run.clone(), p.before.clone(), p.done()));
        let Some((run, mut all, steps)) = found else {
            return;
        };
        let inner = self.inner();
        let Some(run) = inner.history.run(&run) else {
            return;
        };
        // What was done of it before stays done; what is begun anew is not done yet.
        for step in steps {
            if !all.contains(&step) {
                all.push(step);
            }
        }
        if all
            .iter()
            .map(String::as_str)
            .eq(run.done.steps.iter().map(|step| &**step))
        {
            return;
        }
        let mut run = (*run).clone();
        run.done = Done {
            at_ms: self.now().at_ms,
            steps: all.into_iter().map(Into::into).collect(),
            other: std::mem::take(&mut run.done.other),
        };
        self.kept(inner.history.save(&run));
        self.opened.update(|opened| {
            if let Some(Opened { record: open, .. }) = opened
                && open.id == run.id
            {
                open.done = Some(run.done);
            }
        });
        self.changes.update(|n| *n += 1);
    }
}

fn places(answers: &Answers) -> Vec<(Region, Side)> {
    let sites = answers.given_sites().unwrap_or(&[]);
    sites.iter().map(|s| (s.region, s.side)).collect()
}

/// The answers with this place among the sore ones, and what it is like still to be said.
fn sharp_at(mut answers: Answers, region: Region, side: Option<Side>) -> Answers {
    let sides = side.map_or_else(|| vec![Side::Left, Side::Right], |side| vec![side]);
    let mut all = places(&answers);
    all.extend(sides.iter().map(|side| (region, *side)));
    answers.set_places(&all);
    for side in sides {
        // Said anew: what it was before the session no longer holds.
        let _ = answers.set_feel(region, side, None);
    }
    if let Some(sore) = fact::LEGS.option("sore") {
        let _ = answers.set(fact::LEGS, Answer::Value(sore));
    }
    answers
}

/// The answers with the places still to be confirmed, and what each is like still to be said: it may be any of them.
/// None where the places are not what is asked next.
fn sharp_somewhere(mut answers: Answers) -> Option<Answers> {
    for (region, side) in places(&answers) {
        let _ = answers.set_feel(region, side, None);
    }
    answers.set(fact::LEGS, Answer::NotAsked).ok()?;
    let next = Interview::walk(&answers).next?;
    (next.screen().layout == Layout::Where).then_some(answers)
}

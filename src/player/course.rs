//! Where one is in a session, as it follows from moments.

use super::timeline::{Phase, Timeline};

/// What one press of "+15 s" adds.
pub const MORE_S: i32 = 15;
/// The most that presses add to one segment: a dose is not to be doubled by accident (a design choice).
const MOST_MORE_S: i32 = 60;
/// Going back within so long of a step's begin goes to the step before.
const BACK_MS: i64 = 3_000;
/// A clock that was not looked at for longer was asleep, or the page was: nobody was guided meanwhile.
const ASLEEP_MS: i64 = 4_000;

/// What is going on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Running,
    Paused,
    /// Stopped by itself at a step's end, because nobody was there to go on.
    Waiting,
    Finished,
}

/// A session that is being done. Moments are milliseconds of one clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    pub state: State,
    /// Place in [`Timeline::segments`].
    at: usize,
    /// Seconds added to this segment.
    more_s: i32,
    /// Milliseconds of this segment done at `since_ms`.
    done_ms: i64,
    /// The last moment that was looked at.
    since_ms: i64,
    /// The page cannot be seen.
    hidden: bool,
    /// The work at whose end it stops by itself.
    stop_at: Option<usize>,
    /// Works that were done to their end.
    done: Vec<usize>,
}

impl Course {
    /// At the begin, not yet running.
    #[must_use]
    pub fn new(now_ms: i64) -> Course {
        Course {
            state: State::Paused,
            at: 0,
            more_s: 0,
            done_ms: 0,
            since_ms: now_ms,
            hidden: false,
            stop_at: None,
            done: Vec::new(),
        }
    }

    /// Where it is, as ASCII numbers; nothing when it is finished.
    #[must_use]
    pub fn write(&self) -> Option<String> {
        let waiting = i64::from(self.state == State::Waiting);
        let mut out = format!("{} {} {} {waiting}", self.at, self.more_s, self.done_ms);
        for work in &self.done {
            out.push(' ');
            out.push_str(&work.to_string());
        }
        (self.state != State::Finished).then_some(out)
    }

    /// A stored course taken up again: stopped where it was last seen. None when it does not fit the session.
    #[must_use]
    pub fn read(text: &str, all: &Timeline, now_ms: i64) -> Option<Course> {
        let mut numbers = text.split(' ').map(|n| n.parse::<i64>().ok());
        let mut next = || numbers.next().flatten();
        let at = usize::try_from(next()?).ok()?;
        let segment = all.segments.get(at)?;
        let more_s = i32::try_from(next()?).ok()?.clamp(0, MOST_MORE_S);
        let whole = i64::from(segment.seconds + more_s) * 1000;
        let done_ms = next()?.clamp(0, whole);
        let waits = next()? == 1 && done_ms == whole && at + 1 < all.segments.len();
        let done = numbers
            .filter_map(|n| usize::try_from(n?).ok())
            .filter(|work| {
                let segment = all.segments.get(*work);
                segment.is_some_and(|s| s.phase == Phase::Work)
            })
            .collect();
        Some(Course {
            state: if waits { State::Waiting } else { State::Paused },
            at,
            more_s,
            done_ms,
            since_ms: now_ms,
            hidden: false,
            stop_at: None,
            done,
        })
    }

    /// The segment one is in, as its place in the timeline.
    #[must_use]
    pub fn at(&self) -> usize {
        self.at
    }

    /// Whether a work was done to its end.
    #[must_use]
    pub fn is_done(&self, work: usize) -> bool {
        self.done.contains(&work)
    }

    /// Whether the page was out of sight when it was last told of it.
    #[must_use]
    pub fn is_hidden(&self) -> bool {
        self.hidden
    }

    fn length_ms(&self, all: &Timeline) -> i64 {
        let seconds = all.segments.get(self.at).map_or(0, |s| s.seconds);
        i64::from(seconds.saturating_add(self.more_s)) * 1000
    }

    /// Milliseconds left in this segment.
    #[must_use]
    pub fn left_ms(&self, all: &Timeline) -> i64 {
        (self.length_ms(all) - self.done_ms).max(0)
    }

    /// Milliseconds of this segment with what was added to it.
    #[must_use]
    pub fn whole_ms(&self, all: &Timeline) -> i64 {
        self.length_ms(all).max(1)
    }

    /// Looks at the clock: everything that has come to its end by now is left behind.
    pub fn look(&mut self, all: &Timeline, now_ms: i64) {
        let since = std::mem::replace(&mut self.since_ms, now_ms);
        if self.state != State::Running {
            return;
        }
        let passed = (now_ms - since).max(0);
        if (self.hidden || passed > ASLEEP_MS) && self.stop_at.is_none() {
            self.stop_at = Some(all.work_of(self.at));
        }
        self.done_ms += passed;
        while self.done_ms >= self.length_ms(all) {
            let over = self.done_ms - self.length_ms(all);
            if all
                .segments
                .get(self.at)
                .is_some_and(|s| s.phase == Phase::Work)
                && !self.done.contains(&self.at)
            {
                self.done.push(self.at);
            }
            if self.at + 1 >= all.segments.len() {
                self.done_ms = self.length_ms(all);
                self.state = State::Finished;
                return;
            }
            if self.stop_at == Some(self.at) {
                self.done_ms = self.length_ms(all);
                self.state = State::Waiting;
                return;
            }
            self.go(self.at + 1, over);
        }
        if !self.hidden {
            self.stop_at = None;
        }
    }

    fn go(&mut self, to: usize, done_ms: i64) {
        self.at = to;
        self.more_s = 0;
        self.done_ms = done_ms;
    }

    /// Starts, or goes on.
    pub fn run(&mut self, all: &Timeline, now_ms: i64) {
        self.look(all, now_ms);
        match self.state {
            State::Waiting => {
                self.state = State::Running;
                self.stop_at = None;
                self.go(self.at + 1, 0);
            }
            State::Paused => self.state = State::Running,
            State::Running | State::Finished => {}
        }
    }

    pub fn pause(&mut self, all: &Timeline, now_ms: i64) {
        self.look(all, now_ms);
        if self.state == State::Running {
            self.state = State::Paused;
        }
    }

    /// On to the gap before the next work. Past the last one it is finished.
    pub fn skip(&mut self, all: &Timeline, now_ms: i64) {
        self.look(all, now_ms);
        self.jump(all, all.next_work(self.at));
    }

    /// Past every segment of this exercise.
    pub fn skip_part(&mut self, all: &Timeline, now_ms: i64) {
        self.look(all, now_ms);
        let part = all.segments.get(self.at).map(|s| s.part);
        let mut next = all.next_work(self.at);
        while let Some(work) = next
            && all.segments.get(work).map(|s| s.part) == part
        {
            next = all.next_work(work);
        }
        self.jump(all, next);
    }

    fn jump(&mut self, all: &Timeline, work: Option<usize>) {
        if self.state == State::Finished {
            return;
        }
        self.stop_at = None;
        match work {
            Some(work) => {
                self.go(all.lead_of(work), 0);
                if self.state == State::Waiting {
                    self.state = State::Paused;
                }
            }
            None => self.state = State::Finished,
        }
    }

    /// To the begin of this step, or of the one before when this one has hardly begun.
    pub fn back(&mut self, all: &Timeline, now_ms: i64) {
        self.look(all, now_ms);
        if self.state == State::Finished {
            return;
        }
        let work = all.work_of(self.at);
        let begun = self.at == work && self.done_ms > BACK_MS;
        let to = if begun {
            work
        } else {
            all.work_before(self.at).unwrap_or(work)
        };
        self.stop_at = None;
        self.done.retain(|done| *done != to);
        self.go(if begun { to } else { all.lead_of(to) }, 0);
        if self.state == State::Waiting {
            self.state = State::Paused;
        }
    }

    /// From the begin of this exercise, with none of its sides and sets done.
    pub fn again(&mut self, all: &Timeline, now_ms: i64) {
        self.look(all, now_ms);
        if self.state == State::Finished {
            return;
        }
        let part_of = |at: usize| all.segments.get(at).map(|s| s.part);
        let part = part_of(self.at);
        let begin = (0..self.at).find(|at| part_of(*at) == part);
        self.stop_at = None;
        self.done.retain(|done| part_of(*done) != part);
        self.go(begin.unwrap_or(self.at), 0);
        if self.state == State::Waiting {
            self.state = State::Paused;
        }
    }

    /// Fifteen seconds more in this segment, up to a minute in all. False when there is no more to have.
    pub fn more(&mut self, all: &Timeline, now_ms: i64) -> bool {
        self.look(all, now_ms);
        let can = self.state != State::Finished && self.more_s + MORE_S <= MOST_MORE_S;
        if can {
            self.more_s += MORE_S;
            if self.state == State::Waiting {
                // Its end is no longer here.
                self.state = State::Paused;
                self.done.retain(|done| *done != self.at);
            }
        }
        can
    }

    /// Whether "+15 s" still adds anything.
    #[must_use]
    pub fn has_more(&self) -> bool {
        self.state != State::Finished && self.more_s + MORE_S <= MOST_MORE_S
    }

    /// The page went out of sight, or came back.
    pub fn seen(&mut self, all: &Timeline, seen: bool, now_ms: i64) {
        self.look(all, now_ms);
        self.hidden = !seen;
        self.stop_at = None;
        if self.hidden && self.state == State::Running {
            self.stop_at = Some(all.work_of(self.at));
        }
    }
}

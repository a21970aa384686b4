//! The interview: from the answers so far to the next screen, or done.
//!
//! A fact is asked only while a rule that could still change the answer waits for it. Triage rules count
//! while their level is above what is already certain; the routine's rules count while a routine is possible.
//! An emergency ends the interview at once.

use crate::answers::{Answer, Answers, Site};
use crate::condition::{Awaited, Cond, Context, Memo, Truth};
use crate::table::{
    Dose, FACTS, Fact, HEADLINES, HELPS, LEAVE_OUT, Layout, Level, NEXT_RUNS, Region, SCREENS,
    STEPS, ScreenDef, StepRule, TRIAGE, TriageRule, define, fact,
};
use crate::triage;

/// One screen to be asked, with the facts that it asks for now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    screen: u8,
    /// The facts still waited for, in the screen's order. For `Where` and `Site` they are the whole screen's.
    pub facts: Vec<Fact>,
    /// The place that a `Site` screen is about.
    pub place: Option<Region>,
    /// Which time this screen is asked: the safety screen comes back after each line that was opened.
    pub round: u8,
}

impl Step {
    #[must_use]
    pub fn screen(&self) -> &'static ScreenDef {
        SCREENS.get(usize::from(self.screen)).unwrap_or(&SCREENS[0])
    }

    /// A name that tells this step from every other of the interview.
    #[must_use]
    pub fn name(&self) -> String {
        match self.place {
            Some(place) => format!("{}.{}", self.screen().id, place.id()),
            None if self.round > 0 => format!("{}.{}", self.screen().id, self.round),
            None => self.screen().id.to_owned(),
        }
    }

    /// The key of its title in the catalogue.
    #[must_use]
    pub fn title(&self) -> &'static str {
        self.screen().id
    }
}

/// The interview as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interview {
    /// The screens answered so far, in order.
    pub asked: Vec<Step>,
    /// The next screen; `None` when enough is known.
    pub next: Option<Step>,
    /// The answers that count: those to screens that are still asked. Others are kept by the caller but not used.
    pub answers: Answers,
}

impl Interview {
    /// Walks the interview with the given answers. Whatever the order in which they were given, the walk is the same.
    #[must_use]
    pub fn walk(given: &Answers) -> Interview {
        Walk::default().finish(given, |_| {})
    }

    /// The screen that comes next after answers that a walk has counted; `None` when enough is known.
    #[must_use]
    pub fn next_screen(counted: &Answers) -> Option<Step> {
        next(counted, &[], &mut Progress::default())
    }

    /// The answers that count after a step, as [`Interview::waiting`] takes them for the next one.
    #[must_use]
    pub fn counted_until(given: &Answers, last: &Step) -> Answers {
        let mut answers = Answers::new();
        for step in Interview::walk(given).asked {
            let _ = take(given, &mut answers, &step);
            if step == *last {
                break;
            }
        }
        answers
    }

    /// Why a screen is asked: the rules that wait for one of its facts, given what was counted before it, by the keys of
    /// their texts (`rule.<id>`, `step.<id>`, `leave.<id>`, `headline.<id>`, `next.<id>`, `help.<id>`). Triage rules come
    /// first; a step of the routine is named where its dose waits, too. Places are waited for as a whole.
    #[must_use]
    pub fn waiting(counted: &Answers, step: &Step) -> Vec<String> {
        let asks = |waits: &Awaited| {
            let waited = |f: &Fact| waits.has(*f);
            let mut facts = step.facts.iter();
            // A line of the safety screen stands for the signs that it names.
            facts.any(|f| waited(f) || f.def().covers.iter().any(waited))
                || (waits.places && step.screen().layout == Layout::Where)
                || (waits.site && step.screen().layout == Layout::Site)
        };
        let level = triage::certain(counted);
        let context = Context::new(counted, None);
        let key = |table: &str, id: &str| [table, ".", id].concat();
        let mut out: Vec<String> = TRIAGE
            .iter()
            .filter(|r| still_counts(r, level) && asks(&context.look(&r.when).1))
            .map(|r| key("rule", r.id))
            .collect();
        let context = Context::new(counted, Some(level));
        for rule in STEPS {
            let (truth, waits) = context.look(&rule.when);
            let doses = || dose_needs(rule.dose).iter().any(|f| step.facts.contains(f));
            if asks(&waits) || (truth == Truth::True && doses()) {
                out.push(key("step", rule.id));
            }
        }
        let rest = LEAVE_OUT
            .iter()
            .map(|r| ("leave", r.id, &r.when))
            .chain(HEADLINES.iter().map(|r| ("headline", r.id, &r.when)))
            .chain(NEXT_RUNS.iter().map(|r| ("next", r.id, &r.when)))
            .chain(HELPS.iter().map(|r| ("help", r.id, &r.when)));
        out.extend(
            rest.filter(|(_, _, when)| asks(&context.look(when).1))
                .map(|(table, id, _)| key(table, id)),
        );
        // The hours to the next hard run depend on more than the rule's own condition.
        if HOURS_NEED.iter().any(|f| step.facts.contains(f)) {
            let held = NEXT_RUNS.iter().filter(|n| context.holds(&n.when));
            out.extend(held.map(|n| key("next", n.id)));
        }
        out
    }

    #[must_use]
    pub fn is_done(&self) -> bool {
        self.next.is_none()
    }

    /// The screen after the one of that name: the next one answered, else the one to be asked.
    #[must_use]
    pub fn step_after(&self, name: &str) -> Option<&Step> {
        let place = self.asked.iter().position(|s| s.name() == name)?;
        self.asked.get(place + 1).or(self.next.as_ref())
    }
}

/// A walk under way: what has been asked and counted so far.
#[derive(Debug, Clone, Default)]
struct Walk {
    answers: Answers,
    asked: Vec<Step>,
    progress: Progress,
}

impl Walk {
    /// Goes on to the end of the answers, and shows itself before each step that they answer.
    fn finish(mut self, given: &Answers, mut before: impl FnMut(&Walk)) -> Interview {
        let mut open = None;
        // Each step answers at least one fact, so the walk ends.
        for _ in 0..(FACTS.len() + 64) {
            open = next(&self.answers, &self.asked, &mut self.progress);
            let Some(step) = open.take() else {
                take_offered(given, &mut self.answers, &self.asked);
                break;
            };
            before(&self);
            if !take(given, &mut self.answers, &step) {
                open = Some(step);
                break;
            }
            self.progress.answered(&step);
            self.asked.push(step);
        }
        Interview {
            asked: self.asked,
            next: open,
            answers: self.answers,
        }
    }
}

/// A walk that was taken, with where it stood before each step: other answers walk the same way up to the first step
/// that they answer otherwise.
#[derive(Debug)]
pub(crate) struct Walked {
    given: Answers,
    steps: Vec<Step>,
    before: Vec<Walk>,
}

impl Walked {
    pub fn of(given: &Answers) -> Walked {
        let mut before = Vec::new();
        let interview = Walk::default().finish(given, |walk| before.push(walk.clone()));
        Walked {
            given: given.clone(),
            steps: interview.asked,
            before,
        }
    }

    /// The same as [`Interview::walk`] of these answers.
    pub fn again(&self, changed: &Answers) -> Interview {
        let differs = self.steps.iter().position(|s| self.differs(s, changed));
        let same = differs.unwrap_or(self.steps.len().saturating_sub(1));
        let from = self.before.get(same).cloned().unwrap_or_default();
        let again = from.finish(changed, |_| {});
        debug_assert_eq!(again, Interview::walk(changed));
        again
    }

    fn differs(&self, step: &Step, changed: &Answers) -> bool {
        let was = self.given.given_sites().unwrap_or(&[]);
        let is = changed.given_sites().unwrap_or(&[]);
        match step.screen().layout {
            Layout::Where => {
                let place = |s: &Site| (s.region, s.side);
                !was.iter().map(place).eq(is.iter().map(place)) || self.asks_changed(step, changed)
            }
            Layout::Site => {
                let here = |s: &&Site| Some(s.region) == step.place;
                !was.iter().filter(here).eq(is.iter().filter(here))
            }
            _ => self.asks_changed(step, changed),
        }
    }

    fn asks_changed(&self, step: &Step, changed: &Answers) -> bool {
        let other = |f: &Fact| self.given.given(*f) != changed.given(*f);
        step.facts.iter().any(other)
    }
}

/// Copies the answers to a step's facts. False when the step is not fully answered.
fn take(given: &Answers, answers: &mut Answers, step: &Step) -> bool {
    match step.screen().layout {
        Layout::Lines => take_lines(given, answers, step),
        Layout::Where => take_where(given, answers),
        Layout::Site => take_site(given, answers, step),
        _ => {
            let asked = || step.facts.iter().filter(|f| !f.def().offered);
            if asked().any(|f| given.given(*f) == Answer::NotAsked) {
                return false;
            }
            asked().all(|f| answers.set(*f, given.given(*f)).is_ok())
        }
    }
}

/// What was only offered counts when the interview is done, whichever screen it stands on.
fn take_offered(given: &Answers, answers: &mut Answers, asked: &[Step]) {
    // An emergency ends before anything is offered.
    if !asked.iter().any(|s| s.facts.contains(&fact::KIND)) {
        return;
    }
    for fact in Fact::all().filter(|f| f.def().offered) {
        // Both were checked when they were given.
        let _ = answers.set(fact, given.given(fact));
    }
}

/// A round of the safety screen is one opened line, or the denial of all that are left.
fn take_lines(given: &Answers, answers: &mut Answers, step: &Step) -> bool {
    if let Some(line) = step
        .facts
        .iter()
        .find(|f| given.given(**f) == Answer::Value(1))
    {
        return answers.set(*line, Answer::Value(1)).is_ok();
    }
    if step
        .facts
        .iter()
        .any(|f| given.given(*f) != Answer::Value(0))
    {
        return false;
    }
    step.facts
        .iter()
        .all(|f| answers.set(*f, Answer::Value(0)).is_ok())
}

fn take_where(given: &Answers, answers: &mut Answers) -> bool {
    let legs = given.given(fact::LEGS);
    if legs == Answer::NotAsked || answers.set(fact::LEGS, legs).is_err() {
        return false;
    }
    if answers.choice(fact::LEGS) != Some("sore") {
        return true;
    }
    match given.given_sites() {
        Some(sites) if !sites.is_empty() => {
            let places: Vec<_> = sites.iter().map(|s| (s.region, s.side)).collect();
            answers.set_places(&places);
            true
        }
        _ => {
            let _ = answers.set(fact::LEGS, Answer::NotAsked);
            false
        }
    }
}

fn take_site(given: &Answers, answers: &mut Answers, step: &Step) -> bool {
    let sites: Vec<_> = given
        .given_sites()
        .unwrap_or(&[])
        .iter()
        .filter(|s| Some(s.region) == step.place)
        .copied()
        .collect();
    !sites.is_empty()
        && sites.iter().all(|s| s.feel.is_some())
        && sites
            .iter()
            .all(|s| answers.set_feel(s.region, s.side, s.feel).is_ok())
}

/// The next screen after the given answers, or `None` when enough is known.
fn next(answers: &Answers, asked: &[Step], progress: &mut Progress) -> Option<Step> {
    let open: Vec<Fact> = SCREENS
        .iter()
        .filter(|s| s.layout == Layout::Lines)
        .flat_map(|s| s.facts.iter().copied())
        .filter(|f| answers.given(*f) == Answer::NotAsked)
        .collect();
    let awaited = awaited(answers, progress)?;
    // What an opened line asks comes before the safety screen comes back.
    let context = Context::new(answers, None);
    let follows = |screen: &ScreenDef| {
        screen
            .first
            .as_ref()
            .is_some_and(|first| context.holds(first))
            || screen.facts.iter().any(|f| {
                awaited.has(*f)
                    && f.def()
                        .line
                        .is_some_and(|line| answers.given(line) == Answer::Value(1))
            })
    };
    let order = SCREENS.iter().enumerate();
    let follow_up = order
        .clone()
        .filter(|(_, s)| matches!(s.layout, Layout::Signs | Layout::Choice) && follows(s));
    let rest = order.filter(|(_, s)| s.layout != Layout::Lines || !open.is_empty());
    for (i, screen) in follow_up.chain(rest) {
        let screen_no = u8::try_from(i).unwrap_or(0);
        let round = asked.iter().filter(|s| s.screen == screen_no).count();
        let round = u8::try_from(round).unwrap_or(u8::MAX);
        let step = |facts: Vec<Fact>, place| {
            Some(Step {
                screen: screen_no,
                facts,
                place,
                round,
            })
        };
        match screen.layout {
            Layout::Lines => return step(open.clone(), None),
            Layout::Where if awaited.places => return step(screen.facts.to_vec(), None),
            Layout::Where => {}
            Layout::Site => {
                // A named place is always described, whether or not a rule waits for it today.
                let place = answers
                    .sites()
                    .unwrap_or(&[])
                    .iter()
                    .find(|s| s.feel.is_none())
                    .map(|s| s.region);
                if place.is_some() {
                    return step(screen.facts.to_vec(), place);
                }
            }
            _ => {
                if screen.facts.iter().any(|f| awaited.has(*f)) {
                    let shown = |f: &Fact| awaited.has(*f) || f.def().offered;
                    let facts = screen.facts.iter().copied().filter(shown).collect();
                    return step(facts, None);
                }
            }
        }
    }
    None
}

/// What earlier looks at the same interview have found: with more answers, what was true or false stays so, and what
/// was unknown is looked at again only when something that it waits for has been answered.
#[derive(Debug, Clone, Default)]
struct Progress {
    /// The highest level that is certain.
    level: Option<Level>,
    triage: Vec<Seen>,
    /// The routine's conditions, at the level below.
    routine: Vec<Seen>,
    routine_level: Option<Level>,
    /// What has been answered since the last look.
    answered: Awaited,
}

/// What the last look at a condition found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Seen {
    #[default]
    Never,
    Decided(bool),
    Waits(Awaited),
}

impl Seen {
    /// Looks again where that can find something new.
    fn look(&mut self, context: Context<'_>, when: &Cond, answered: Awaited) {
        let again = match self {
            Seen::Never => true,
            Seen::Decided(_) => false,
            Seen::Waits(waits) => waits.meets(answered),
        };
        if again {
            *self = match context.look(when) {
                (Truth::True, _) => Seen::Decided(true),
                (Truth::False, _) => Seen::Decided(false),
                (Truth::Unknown, waits) => Seen::Waits(waits),
            };
        }
    }
}

impl Progress {
    /// Notes what a step has answered.
    fn answered(&mut self, step: &Step) {
        match step.screen().layout {
            Layout::Where => self.answered.places = true,
            Layout::Site => self.answered.site = true,
            _ => {}
        }
        for fact in &step.facts {
            self.answered.add(*fact);
            // A denied line denies what it names.
            for covered in fact.def().covers {
                self.answered.add(*covered);
            }
        }
    }

    /// Looks at the triage rules: raises the level that is certain, and returns what they still wait for.
    fn triage(&mut self, answers: &Answers) -> (Level, Awaited) {
        let memo = Memo::default();
        let context = Context::new(answers, None).with(&memo);
        self.triage.resize(TRIAGE.len(), Seen::Never);
        let mut level = self.level.unwrap_or(Level::SelfCare);
        for (rule, seen) in TRIAGE.iter().zip(&mut self.triage) {
            seen.look(context, &rule.when, self.answered);
            let gives = match seen {
                Seen::Decided(true) => Some(rule.level),
                Seen::Waits(waits) if waits.is_empty() => rule.unsure,
                _ => None,
            };
            level = gives.map_or(level, |l| level.max(l));
        }
        self.level = Some(level);
        let mut out = Awaited::default();
        for (rule, seen) in TRIAGE.iter().zip(&self.triage) {
            if let Seen::Waits(waits) = seen
                && still_counts(rule, level)
            {
                out.join(*waits);
            }
        }
        (level, out)
    }

    /// What the routine at this level still waits for.
    fn routine(&mut self, answers: &Answers, level: Level, out: &mut Awaited) {
        let memo = Memo::default();
        let context = Context::new(answers, Some(level)).with(&memo);
        if self.routine_level != Some(level) {
            self.routine_level = Some(level);
            self.routine.clear();
        }
        let rest = LEAVE_OUT
            .iter()
            .map(|r| &r.when)
            .chain(HEADLINES.iter().map(|r| &r.when))
            .chain(NEXT_RUNS.iter().map(|r| &r.when))
            .chain(HELPS.iter().filter(|h| h.level > level).map(|r| &r.when));
        let conditions = STEPS.iter().map(|s| &s.when).chain(rest);
        for (i, when) in conditions.enumerate() {
            if self.routine.len() <= i {
                self.routine.push(Seen::Never);
            }
            if let Some(seen) = self.routine.get_mut(i) {
                seen.look(context, when, self.answered);
            }
        }
        // A step that a better one of its group rules out waits for nothing.
        let holds = |i: usize| self.routine.get(i) == Some(&Seen::Decided(true));
        let beaten = |step: &StepRule| {
            step.group.is_some()
                && STEPS.iter().enumerate().any(|(i, better)| {
                    better.group == step.group && better.priority > step.priority && holds(i)
                })
        };
        for (i, seen) in self.routine.iter().enumerate() {
            if let Seen::Waits(waits) = seen
                && !STEPS.get(i).is_some_and(beaten)
            {
                out.join(*waits);
            }
        }
        let mut needs = |facts: &[Fact]| {
            for fact in facts {
                if answers.get(*fact) == Answer::NotAsked {
                    out.add(*fact);
                }
            }
        };
        let first_next = STEPS.len() + LEAVE_OUT.len() + HEADLINES.len();
        if (first_next..first_next + NEXT_RUNS.len()).any(holds) {
            needs(&HOURS_NEED);
        }
        for (_, step) in STEPS.iter().enumerate().filter(|(i, _)| holds(*i)) {
            needs(dose_needs(step.dose));
        }
    }
}

/// What the rules still wait for; `None` when nothing can change the answer any more.
fn awaited(answers: &Answers, progress: &mut Progress) -> Option<Awaited> {
    let (level, mut out) = progress.triage(answers);
    if level == Level::Emergency {
        return None;
    }
    let triage_done = out.is_empty();
    if level < Level::SameDay && !Context::new(answers, None).defined(define::PARENT_PAGE) {
        progress.routine(answers, level, &mut out);
        progress.answered = Awaited::default();
    } else if triage_done {
        return None;
    }
    let waits_for_lines = SCREENS
        .iter()
        .filter(|s| s.layout == Layout::Lines)
        .flat_map(|s| s.facts)
        .any(|line| answers.given(*line) == Answer::NotAsked);
    (!out.is_empty() || waits_for_lines).then_some(out)
}

/// A rule above the certain level can still raise it; one that insists is asked for at its own level too. At "book" all
/// of that level are, because what may still be done until then depends on which of them holds (EV-RF-00f).
fn still_counts(rule: &TriageRule, level: Level) -> bool {
    rule.level > level || (rule.level == level && (rule.insist || level == Level::Book))
}

/// What the hours to the next hard run read (EV-DOMS-37).
const HOURS_NEED: [Fact; 4] = [fact::EFFORT, fact::DESCENT, fact::UNUSUAL, fact::AGE];

/// The facts that a dose function reads beyond the condition of its step.
fn dose_needs(dose: Dose) -> &'static [Fact] {
    match dose {
        Dose::Walk => &[fact::KIND, fact::MINUTES, fact::HOT, fact::TIME],
        Dose::Session => &[fact::KIND, fact::DESCENT, fact::AGE, fact::TIME],
        Dose::Sleep => &[fact::AGE, fact::MINUTES, fact::KIND],
        Dose::FluidSet => &[fact::AGE, fact::EFFORT],
        Dose::Strength => &[fact::KIT],
        Dose::FoodFast | Dose::FoodHard | Dose::FoodLong | Dose::FoodMeal => &[fact::AGE],
        Dose::TimeLine => &[fact::KIND, fact::DESCENT, fact::UNUSUAL, fact::MINUTES],
        Dose::FluidByWeight
        | Dose::FluidGlass
        | Dose::Move
        | Dose::MoveLong
        | Dose::StrengthDay
        | Dose::None => &[],
    }
}

//! What must hold of the rule files before they become tables.

#[path = "check_in.rs"]
mod check_in;

use crate::condition::{Cond, LEVELS, Names, parse_table};
use crate::schema::{Book, CiteRow, ExerciseRow, Id, Located};
use std::collections::{BTreeMap, BTreeSet};

/// The conditions in the order of their rows.
#[derive(Debug, Default)]
pub struct Tables {
    pub names: Names,
    pub defines: Vec<Cond>,
    pub screens: Vec<Option<Cond>>,
    pub rules: Vec<Cond>,
    pub steps: Vec<Cond>,
    pub leaves: Vec<Cond>,
    pub headlines: Vec<Cond>,
    pub calms: Vec<Cond>,
    pub next_runs: Vec<Cond>,
    pub helps: Vec<Cond>,
    /// What rules an exercise out.
    pub exercises: Vec<Option<Cond>>,
}

pub const SLOTS: [&str; 7] = ["now", "hour", "tonight", "day1", "day2", "day3", "week"];
const EVIDENCE: [&str; 4] = ["good", "fair", "weak", "none"];
const LAYOUTS: [&str; 7] = [
    "lines", "signs", "choice", "fields", "effort", "where", "site",
];
const WORSE: [&str; 5] = ["yes", "later", "higher", "lower", "none"];
pub const TAGS: [&str; 17] = [
    "cool_down_walk",
    "hydrate",
    "fuel",
    "foam_roll",
    "static_stretch",
    "active_recovery",
    "complete_rest",
    "sleep",
    "strength_later",
    "no_strength_today",
    "see_professional",
    "call_emergency",
    "no_nsaid",
    "no_overdrinking",
    "fluids_by_weight",
    "carbs_fast_refuel",
    "education_doms",
];
pub const DOSES: [&str; 16] = [
    "walk",
    "fluid_by_weight",
    "fluid_set",
    "fluid_glass",
    "food_fast",
    "food_hard",
    "food_long",
    "food_meal",
    "session",
    "move",
    "move_long",
    "sleep",
    "strength",
    "strength_day",
    "time_line",
    "none",
];
const OPTIONS: [&str; 3] = ["none", "food", "move"];
const BY: [&str; 6] = ["now", "hours_4", "today", "hours_48", "days_3", "days"];
const PLACES: [&str; 3] = ["no_time", "too_sore", "no_move"];
const FREE_OF: [&str; 6] = ["meat", "animal", "milk", "gluten", "nuts", "soy"];
const DAYS: [&str; 10] = [
    "easy",
    "very_short",
    "hard",
    "long",
    "long_or_easy",
    "easy_and_strength",
    "strength",
    "rest",
    "rest_or_cross",
    "easy_or_cross",
];
/// Steps with these tags work the legs.
const MOVING: [&str; 5] = [
    "cool_down_walk",
    "foam_roll",
    "static_stretch",
    "active_recovery",
    "strength_later",
];

const MOVES: [&str; 6] = ["walk", "roll", "rub", "stretch", "move", "strength"];
const POSTURES: [&str; 3] = ["stand", "seat", "floor"];
const KIT: [&str; 8] = [
    "roller", "ball", "band", "step", "weight", "bench", "wall", "towel",
];

pub fn check(book: &Book) -> Result<Tables, Vec<String>> {
    let mut c = Checker {
        book,
        errors: Vec::new(),
        tables: Tables::default(),
    };
    c.names();
    c.facts();
    c.screens();
    c.conditions();
    if c.errors.is_empty() {
        c.triage();
        c.routine();
        c.food_and_weeks();
        c.winners();
        c.numbers();
        check_in::check(&mut c);
    }
    if c.errors.is_empty() {
        Ok(c.tables)
    } else {
        Err(c.errors)
    }
}

pub(crate) struct Checker<'a> {
    pub(crate) book: &'a Book,
    errors: Vec<String>,
    tables: Tables,
}

impl Checker<'_> {
    pub(crate) fn say(&mut self, at: &str, what: impl AsRef<str>) {
        self.errors.push(format!("{at}: {}", what.as_ref()));
    }

    fn names(&mut self) {
        let book = self.book;
        let mut seen: BTreeMap<(&str, String), String> = BTreeMap::new();
        let mut add = |errors: &mut Vec<String>, table: &'static str, id: &Id, at: &str| {
            if let Some(first) = seen.insert((table, id.get_ref().clone()), at.to_owned()) {
                errors.push(format!(
                    "{at}: `{}` stands already at {first}",
                    id.get_ref()
                ));
            }
        };
        let mut errors = Vec::new();
        for (i, f) in book.facts.iter().enumerate() {
            add(&mut errors, "fact", &f.row.id, &f.at);
            self.tables
                .names
                .facts
                .insert(f.row.id.get_ref().clone(), i);
        }
        for (i, d) in book.defines.iter().enumerate() {
            add(&mut errors, "fact", &d.row.id, &d.at);
            self.tables
                .names
                .defines
                .insert(d.row.id.get_ref().clone(), i);
        }
        for (i, r) in book.regions.iter().enumerate() {
            add(&mut errors, "region", &r.row.id, &r.at);
            self.tables
                .names
                .regions
                .insert(r.row.id.get_ref().clone(), i);
            for group in &r.row.groups {
                self.tables
                    .names
                    .groups
                    .entry(group.clone())
                    .or_default()
                    .push(i);
            }
        }
        for s in &book.screens {
            add(&mut errors, "screen", &s.row.id, &s.at);
        }
        for r in &book.rules {
            add(&mut errors, "rule", &r.row.id, &r.at);
        }
        for s in &book.steps {
            add(&mut errors, "step", &s.row.id, &s.at);
        }
        for l in &book.lines {
            add(&mut errors, "line", &l.row.id, &l.at);
        }
        for x in &book.exercises {
            add(&mut errors, "exercise", &x.row.id, &x.at);
        }
        for x in &book.citations {
            add(&mut errors, "citation", &x.row.id, &x.at);
        }
        self.errors.append(&mut errors);
        if book.facts.len() > 192 {
            self.errors
                .push("engine/rules: more than 192 facts; widen FactSet".into());
        }
    }

    fn facts(&mut self) {
        for f in &self.book.facts {
            let row = &f.row;
            let fits = match row.kind.as_str() {
                "sign" => row.options.is_empty() && row.unit.is_none(),
                "choice" => row.options.len() >= 2,
                "number" => {
                    row.unit.is_some() && matches!((row.min, row.max), (Some(a), Some(b)) if a < b)
                }
                _ => false,
            };
            if !fits {
                self.say(&f.at, format!("`{}`: a sign has no options, a choice two or more, a number a unit, min and max", row.id.get_ref()));
            }
            if !WORSE.contains(&row.worse.as_str()) {
                self.say(&f.at, format!("`worse` is one of {WORSE:?}"));
            }
            for covered in &row.covers {
                if !self.tables.names.facts.contains_key(covered) {
                    self.say(
                        &f.at,
                        format!("`covers` names the unknown fact `{covered}`"),
                    );
                }
            }
            let (min, max) = (row.min.unwrap_or(0), row.max.unwrap_or(0));
            for (name, quick) in [("quick", &row.quick), ("quick_us", &row.quick_us)] {
                if quick.iter().any(|q| *q < min || *q > max) {
                    self.say(&f.at, format!("`{name}` lies outside {min} to {max}"));
                }
            }
        }
    }

    fn screens(&mut self) {
        let mut asked: BTreeMap<&str, usize> = BTreeMap::new();
        for s in &self.book.screens {
            if !LAYOUTS.contains(&s.row.layout.as_str()) {
                self.say(&s.at, format!("`layout` is one of {LAYOUTS:?}"));
            }
            for fact in &s.row.facts {
                if !self.tables.names.facts.contains_key(fact) {
                    self.say(&s.at, format!("the unknown fact `{fact}`"));
                }
                *asked.entry(fact).or_default() += 1;
            }
        }
        for f in &self.book.facts {
            match asked.get(f.row.id.get_ref().as_str()) {
                Some(1) => {}
                Some(_) => self.say(&f.at, "asked on two screens"),
                None => self.say(&f.at, "no screen asks it"),
            }
        }
    }

    fn conditions(&mut self) {
        let book = self.book;
        macro_rules! parse {
            ($rows:ident, $into:ident, $site:expr) => {
                for located in &book.$rows {
                    let site: bool = $site(&located.row);
                    match parse_table(book, &self.tables.names, &located.row.when, site) {
                        Ok(cond) => self.tables.$into.push(cond),
                        Err(e) => self.errors.push(format!("{}: {e}", located.at)),
                    }
                }
            };
        }
        parse!(defines, defines, |d: &crate::schema::DefineRow| d
            .scope
            .is_some());
        parse!(rules, rules, |_: &crate::schema::TriageRow| false);
        parse!(steps, steps, |_: &crate::schema::StepRow| false);
        parse!(leaves, leaves, |_: &crate::schema::LeaveRow| false);
        parse!(headlines, headlines, |_: &crate::schema::HeadlineRow| false);
        parse!(calms, calms, |_: &crate::schema::HeadlineRow| false);
        parse!(next_runs, next_runs, |_: &crate::schema::NextRunRow| false);
        parse!(helps, helps, |_: &crate::schema::HelpRow| false);
        for exercise in &book.exercises {
            let list = toml::Value::Array(
                exercise
                    .row
                    .not_when
                    .iter()
                    .cloned()
                    .map(toml::Value::String)
                    .collect(),
            );
            let table = toml::Table::from_iter([("any".to_owned(), list)]);
            let parsed = (!exercise.row.not_when.is_empty())
                .then(|| parse_table(book, &self.tables.names, &table, false));
            match parsed.transpose() {
                Ok(cond) => self.tables.exercises.push(cond),
                Err(e) => self.errors.push(format!("{}: {e}", exercise.at)),
            }
        }
        for screen in &book.screens {
            let parsed = screen
                .row
                .first
                .as_ref()
                .map(|table| parse_table(book, &self.tables.names, table, false));
            match parsed.transpose() {
                Ok(cond) => self.tables.screens.push(cond),
                Err(e) => self.errors.push(format!("{}: {e}", screen.at)),
            }
        }
        for d in &book.defines {
            if d.row.says.trim().is_empty() {
                self.errors
                    .push(format!("{}: say it in words in `says`", d.at));
            }
            if d.row.scope.as_deref().is_some_and(|s| s != "site") {
                self.errors
                    .push(format!("{}: the only scope is \"site\"", d.at));
            }
        }
        self.cycles();
    }

    fn cycles(&mut self) {
        fn direct(cond: &Cond, out: &mut BTreeSet<usize>) {
            match cond {
                Cond::Define(i) => {
                    out.insert(*i);
                }
                Cond::All(l) | Cond::Any(l) => l.iter().for_each(|c| direct(c, out)),
                Cond::Not(c) | Cond::AnySite(c) | Cond::EverySite(c) => direct(c, out),
                _ => {}
            }
        }
        if self.tables.defines.len() != self.book.defines.len() {
            return;
        }
        for (d, cond) in self.book.defines.iter().zip(&self.tables.defines) {
            if cond.asks_level() {
                self.errors.push(format!(
                    "{}: `{}` asks for the level; definitions serve triage too, so none may",
                    d.at,
                    d.row.id.get_ref()
                ));
            }
        }
        for start in 0..self.tables.defines.len() {
            let mut seen = BTreeSet::new();
            let mut todo = BTreeSet::from([start]);
            while let Some(next) = todo.pop_first() {
                let mut found = BTreeSet::new();
                if let Some(cond) = self.tables.defines.get(next) {
                    direct(cond, &mut found);
                }
                if found.contains(&start) {
                    if let Some(d) = self.book.defines.get(start) {
                        self.errors.push(format!(
                            "{}: `{}` is defined by itself",
                            d.at,
                            d.row.id.get_ref()
                        ));
                    }
                    return;
                }
                todo.extend(found.into_iter().filter(|f| seen.insert(*f)));
            }
        }
    }

    pub(crate) fn cites(&mut self, at: &str, cites: &[CiteRow]) {
        if cites.is_empty() {
            self.say(at, "no citation");
        }
        for cite in cites {
            self.cite(at, &cite.id);
            if cite.supports.trim().is_empty() {
                self.say(at, format!("`{}`: say what it supports", cite.id));
            }
        }
    }

    fn cite(&mut self, at: &str, id: &str) {
        if !self.book.citations.iter().any(|c| c.row.id.get_ref() == id) {
            self.say(at, format!("`{id}` is not in citations.toml"));
        }
    }

    /// Placeholders name facts that the condition depends on, so that a reason never speaks of an answer that did not count.
    fn placeholders(&mut self, at: &str, text: &str, cond: &Cond, more: &[&str]) {
        if text.trim().is_empty() {
            self.say(at, "an empty text");
        }
        let mut facts = BTreeSet::new();
        cond.facts(&self.tables.defines, &mut facts);
        let names: Vec<String> = facts
            .iter()
            .filter_map(|i| self.book.facts.get(*i))
            .map(|f| f.row.id.get_ref().clone())
            .collect();
        for part in text.split('{').skip(1) {
            let name = part.split('}').next().unwrap_or("");
            if !names.iter().any(|n| n == name) && !more.contains(&name) {
                self.say(at, format!("the placeholder {{{name}}} is not in `when`"));
            }
        }
    }

    fn triage(&mut self) {
        let book = self.book;
        for (rule, cond) in book.rules.iter().zip(self.tables.rules.clone()) {
            let row = &rule.row;
            if !LEVELS.contains(&row.level.as_str()) || row.level == "self_care" {
                self.say(&rule.at, "`level` is emergency, same_day or book");
            }
            if let Some(unsure) = &row.unsure
                && !LEVELS.contains(&unsure.as_str())
            {
                self.say(&rule.at, "`unsure` is a level");
            }
            let mut facts = BTreeSet::new();
            cond.facts(&self.tables.defines, &mut facts);
            let unsure = facts
                .iter()
                .filter_map(|i| book.facts.get(*i))
                .find(|f| f.row.unsure);
            if let Some(fact) = unsure.filter(|_| row.unsure.is_none()) {
                self.say(
                    &rule.at,
                    format!(
                        "`unsure` is missing: `{}` may be answered with “I do not know”",
                        fact.row.id.get_ref()
                    ),
                );
            }
            if row.gentle && row.level != "book" {
                self.say(&rule.at, "`gentle` is for rules that book");
            }
            if row.title.trim().is_empty() {
                self.say(&rule.at, "an empty title");
            }
            self.cites(&rule.at, &row.cite);
            self.placeholders(&rule.at, &row.because, &cond, &[]);
            for say in &row.say {
                if !book.lines.iter().any(|l| l.row.id.get_ref() == say) {
                    self.say(&rule.at, format!("`say` names the unknown line `{say}`"));
                }
            }
            if row.by.as_deref().is_some_and(|by| !BY.contains(&by)) {
                self.say(&rule.at, format!("`by` is one of {BY:?}"));
            }
            let mut facts = BTreeSet::new();
            cond.facts(&self.tables.defines, &mut facts);
            for fact in facts.iter().filter_map(|i| book.facts.get(*i)) {
                let id = fact.row.id.get_ref();
                if fact.row.offered {
                    self.say(
                        &rule.at,
                        format!("`{id}` is only offered: silence on it would be read as a no"),
                    );
                }
                if fact.row.aside {
                    self.say(
                        &rule.at,
                        format!("`{id}` stands apart, where it may not be seen"),
                    );
                }
            }
            if let Some(see) = &row.see
                && !book.sees.iter().any(|s| s.row.id.get_ref() == see)
            {
                self.say(&rule.at, format!("`see` names the unknown `{see}`"));
            }
            let mut against = Vec::new();
            cond.against(book, &self.tables.defines, true, &mut against);
            for fact in against {
                self.say(
                    &rule.at,
                    format!("a worse answer to `{fact}` could switch this rule off"),
                );
            }
        }
        for line in &book.lines {
            line.row.cite.iter().for_each(|id| self.cite(&line.at, id));
            self.tags(&line.at, &line.row.tags);
        }
        for level in &book.levels {
            level
                .row
                .cite
                .iter()
                .for_each(|id| self.cite(&level.at, id));
            self.tags(&level.at, &level.row.tags);
        }
    }

    fn tags(&mut self, at: &str, tags: &[String]) {
        for tag in tags {
            if !TAGS.contains(&tag.as_str()) {
                self.say(at, format!("`{tag}` is not a tag"));
            }
        }
    }

    fn routine(&mut self) {
        let book = self.book;
        for (step, cond) in book.steps.iter().zip(self.tables.steps.clone()) {
            let row = &step.row;
            self.cites(&step.at, &row.cite);
            self.placeholders(&step.at, &row.because, &cond, &[]);
            self.tags(&step.at, &row.tags);
            if !SLOTS.contains(&row.slot.as_str()) {
                self.say(&step.at, format!("`slot` is one of {SLOTS:?}"));
            }
            if !EVIDENCE.contains(&row.evidence.as_str()) {
                self.say(&step.at, format!("`evidence` is one of {EVIDENCE:?}"));
            }
            if let Some(session) = &row.session
                && !MOVES.contains(&session.as_str())
            {
                self.say(&step.at, format!("`session` is one of {MOVES:?}"));
            }
            if row
                .options
                .as_deref()
                .is_some_and(|o| !OPTIONS.contains(&o))
            {
                self.say(&step.at, format!("`options` is one of {OPTIONS:?}"));
            }
            let moves = row.tags.iter().any(|t| MOVING.contains(&t.as_str()));
            if moves && row.instead.is_none() {
                self.say(&step.at, "a step that moves the legs says what does as well without kit and standing (`instead`)");
            }
            for text in row.instead.iter().chain(&row.yields) {
                self.placeholders(&step.at, text, &cond, &[]);
            }
            if let Some(dose) = &row.dose
                && !DOSES.contains(&dose.as_str())
            {
                self.say(&step.at, format!("no dose function is called `{dose}`"));
            }
        }
        for (leave, cond) in book.leaves.iter().zip(self.tables.leaves.clone()) {
            self.cites(&leave.at, &leave.row.cite);
            self.placeholders(&leave.at, &leave.row.because, &cond, &[]);
            if leave
                .row
                .place
                .as_deref()
                .is_some_and(|p| !PLACES.contains(&p))
            {
                self.say(&leave.at, format!("`place` is one of {PLACES:?}"));
            }
        }
        for (head, cond) in book.headlines.iter().zip(self.tables.headlines.clone()) {
            self.placeholders(&head.at, &head.row.text, &cond, &[]);
        }
        for (calm, cond) in book.calms.iter().zip(self.tables.calms.clone()) {
            self.placeholders(&calm.at, &calm.row.text, &cond, &[]);
        }
        for next in &book.next_runs {
            self.cites(&next.at, &next.row.cite);
        }
        for help in &book.helps {
            help.row.cite.iter().for_each(|id| self.cite(&help.at, id));
        }
        for exercise in &book.exercises {
            self.exercise(exercise);
            self.cite(&exercise.at, &exercise.row.cite);
            for region in &exercise.row.regions {
                if !self.tables.names.regions.contains_key(region) {
                    self.say(&exercise.at, format!("no region is called `{region}`"));
                }
            }
        }
    }

    fn food_and_weeks(&mut self) {
        let book = self.book;
        for food in &book.foods {
            self.cite(&food.at, &food.row.cite);
            if !food
                .row
                .free_of
                .iter()
                .all(|f| FREE_OF.contains(&f.as_str()))
            {
                self.say(&food.at, format!("`free_of` is of {FREE_OF:?}"));
            }
        }
        for (runs, days) in &book.weeks {
            let right = runs.parse::<i32>().is_ok_and(|n| (1..=7).contains(&n))
                && days.len() == 7
                && days.iter().all(|d| DAYS.contains(&d.as_str()));
            if !right {
                self.say(
                    "engine/rules/weeks.toml",
                    format!("`{runs}`: seven days of {DAYS:?} for 1 to 7 runs"),
                );
            }
        }
    }

    /// Whoever cannot lie down or has no kit is never left without: `instead` ends at a standing move of the same
    /// places that needs nothing.
    fn exercise(&mut self, exercise: &Located<ExerciseRow>) {
        let row = &exercise.row;
        let word = |word: &str, list: &[&str]| list.contains(&word);
        if !word(&row.kind, &MOVES)
            || !word(&row.posture, &POSTURES)
            || !word(&row.sides, &["once", "each"])
            || !row.needs.iter().all(|n| word(n, &KIT))
        {
            self.say(
                &exercise.at,
                format!("`kind` is one of {MOVES:?}, `posture` of {POSTURES:?}, `sides` once or each, `needs` of {KIT:?}"),
            );
        }
        if (row.kind == "strength") != (row.sets.is_some() && row.reps.is_some()) {
            self.say(
                &exercise.at,
                "strength, and only strength, has `sets` and `reps`",
            );
        }
        let free = |row: &ExerciseRow| row.posture == "stand" && row.needs.is_empty();
        match &row.instead {
            None if free(row) => {}
            None => self.say(
                &exercise.at,
                "what needs kit, the floor or a seat says what is done `instead`",
            ),
            Some(instead) => {
                let Some(found) = self
                    .book
                    .exercises
                    .iter()
                    .find(|x| x.row.id.get_ref() == instead)
                else {
                    return self.say(
                        &exercise.at,
                        format!("`instead` names the unknown `{instead}`"),
                    );
                };
                if !free(&found.row) && row.kind != "walk" {
                    self.say(
                        &exercise.at,
                        format!("`{instead}` is not standing and without kit"),
                    );
                }
            }
        }
    }

    /// Two rows of a one-winner group at one priority would leave the winner to chance.
    fn winners(&mut self) {
        let book = self.book;
        let mut seen: BTreeMap<(String, i32), String> = BTreeMap::new();
        let steps = book
            .steps
            .iter()
            .filter_map(|s| s.row.group.clone().map(|g| (g, s.row.priority, &s.at)));
        let heads = book
            .headlines
            .iter()
            .map(|h| ("headline".to_owned(), Some(h.row.priority), &h.at));
        let calms = book
            .calms
            .iter()
            .map(|c| ("calm".to_owned(), Some(c.row.priority), &c.at));
        let nexts = book
            .next_runs
            .iter()
            .map(|n| ("next_run".to_owned(), Some(n.row.priority), &n.at));
        for (group, priority, at) in steps.chain(heads).chain(calms).chain(nexts) {
            let Some(priority) = priority else {
                self.errors.push(format!(
                    "{at}: a row of the group `{group}` needs a priority"
                ));
                continue;
            };
            if let Some(first) = seen.insert((group.clone(), priority), at.clone()) {
                self.errors.push(format!(
                    "{at}: priority {priority} of `{group}` stands already at {first}"
                ));
            }
        }
    }

    fn numbers(&mut self) {
        let cites: Vec<String> = self
            .book
            .doses
            .values()
            .flat_map(|g| g.values())
            .map(|n| n.cite.clone())
            .collect();
        for id in cites {
            self.cite("engine/rules/doses.toml", &id);
        }
    }
}

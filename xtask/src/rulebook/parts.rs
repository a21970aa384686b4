//! The parts of chapters that are not rules: questions, cards, exercises, numbers, special groups.

use aftermile_engine::condition::Cond;
use aftermile_engine::message::english;
use aftermile_engine::rulebook::{
    EXERCISE_ENTRIES, Entry, FOOD_ENTRIES, NUMBERS, facts, humanised, phrase, places, shown,
};
use aftermile_engine::table::{
    CHECK_INS, CheckSign, Kind, LADDER, LEVELS, LINES, MOVES, SCREENS, WEEKS, Worse,
};
use aftermile_engine::{Fact, Region};

use super::content::{helps, leaves, level_word, next_runs, steps, triage};
use super::document::{Document, Item, Line, Sentence};
use super::rule::{cited, if_item, text};

pub fn questions(document: &mut Document) {
    for screen in &SCREENS {
        let mut title = text(&format!("screen.{}", screen.id));
        // Several screens ask "Which of these?": the line that opens this one tells them apart.
        if let Some(line) = screen.facts.iter().find_map(|f| f.def().line) {
            title = format!("{title} (after “{}”)", text(&format!("fact.{}", line.id())));
        }
        document.heading(3, &format!("screen-{}", screen.id), &title);
        let mut notes = Vec::new();
        if screen.profile {
            notes.push(
                Sentence::from("Asked once, remembered, and confirmed at later runs.").item(),
            );
        }
        if let Some(first) = &screen.first {
            notes.push(if_item("Before the serious signs come back if", first));
        }
        document.list(notes);
        document.list(screen.facts.iter().map(|f| question(*f)).collect());
    }
}

fn question(fact: Fact) -> Item {
    let def = fact.def();
    let mut items = Vec::new();
    let kind = match &def.kind {
        Kind::Sign => "yes or no".to_owned(),
        Kind::Choice(options) => {
            let labels: Vec<String> = options
                .iter()
                .map(|o| text(&format!("fact.{}.{}", def.id, o.id)))
                .collect();
            format!("one of: {}", labels.join("; "))
        }
        Kind::Number(n) if n.unit == "of 10" => format!("{} to {} of 10", n.min, n.max),
        Kind::Number(n) => {
            let (per, unit) = match n.unit {
                "hg" => (10, "kg"),
                "g" => (1000, "kg"),
                unit => (1, unit),
            };
            format!("a number from {} to {} {unit}", n.min / per, n.max / per)
        }
    };
    let worse = phrase(match def.worse {
        Worse::Yes => "worse_yes",
        Worse::Later => "worse_later",
        Worse::Higher => "worse_higher",
        Worse::Lower => "worse_lower",
        Worse::None => "worse_none",
    });
    let unsure = if def.unsure {
        "; “I do not know” is offered"
    } else {
        ""
    };
    items.push(Sentence::from(format!("{kind}; {worse}{unsure}")).item());
    if !def.covers.is_empty() {
        let signs: Vec<String> = def
            .covers
            .iter()
            .map(|f| text(&format!("said.{}", f.id())))
            .collect();
        items.push(
            Sentence::from(format!(
                "stands for: {}; “None of these” denies exactly these",
                signs.join("; ")
            ))
            .item(),
        );
    }
    Sentence::new()
        .text(text(&format!("fact.{}", def.id)))
        .over(items)
}

pub fn cards(document: &mut Document) {
    for level in LEVELS.iter().rev() {
        let id = level.level.id();
        document.heading(3, &format!("card-{id}"), &level_word(level.level));
        let mut items = Vec::new();
        let headline = english(&format!("level.{id}.headline")).unwrap_or("");
        if !headline.is_empty() {
            items.push(Sentence::from(format!("“{headline}”")).item());
        }
        for line in 0..level.lines {
            items.push(
                Sentence::from(format!("“{}”", text(&format!("level.{id}.line{line}")))).item(),
            );
        }
        items.push(sources(level.cites).item());
        document.list(items);
    }
    document.heading(3, "lines", "Lines that a rule adds");
    let rows = LINES
        .iter()
        .map(|l| {
            vec![
                Sentence::from(text(&format!("line.{}", l.id))).0,
                sources(l.cites).0,
                Sentence::new().code(l.id).0,
            ]
        })
        .collect();
    document.table(&["Line", "Source", "Reference"], rows);
}

fn sources(ids: &[&str]) -> Sentence {
    let mut line = Sentence::new();
    for (place, id) in ids.iter().enumerate() {
        if place > 0 {
            line = line.text("; ");
        }
        line = cited(line, id);
    }
    line
}

pub fn exercises(document: &mut Document) {
    document.heading(3, "exercises", "The exercises");
    let rows = EXERCISE_ENTRIES
        .iter()
        .map(|x| {
            let regions: Vec<Region> = x.regions.iter().filter_map(|r| Region::by_id(r)).collect();
            let kind = format!("kind_{}", x.kind);
            let mut needs = vec![known(&format!("posture_{}", x.posture), x.posture)];
            needs.extend(x.needs.iter().map(|n| known(&format!("kit_{n}"), n)));
            let mut how = text(&format!("exercise.{}.how", x.id));
            if !x.not_when.is_empty() {
                let said: Vec<String> = x
                    .not_when
                    .iter()
                    .map(|f| text(&format!("said.{f}")))
                    .collect();
                how.push_str(&format!(" Not with: {}.", said.join("; ")));
            }
            if let Some(instead) = x.instead {
                let name = text(&format!("exercise.{instead}"));
                how.push_str(&format!(" Standing and without kit instead: {name}."));
            }
            vec![
                Sentence::new()
                    .strong(text(&format!("exercise.{}", x.id)))
                    .text(" ")
                    .code(x.id)
                    .0,
                Sentence::from(known(&kind, x.kind)).0,
                Sentence::from(places(&regions)).0,
                Sentence::from(needs.join(", ")).0,
                Sentence::from(how).0,
                cited(Sentence::new(), x.cite).0,
            ]
        })
        .collect();
    document.table(&["Exercise", "Kind", "For", "Needs", "How", "Source"], rows);
}

pub fn foods(document: &mut Document) {
    document.heading(3, "foods", "What the doses look like on a plate");
    let rows = FOOD_ENTRIES
        .iter()
        .map(|f| {
            vec![
                Sentence::from(text(&format!("food.{}", f.id))).0,
                Sentence::from(format!("{} g", f.protein_g)).0,
                Sentence::from(format!("{} g", f.carbohydrate_g)).0,
                Sentence::from(
                    f.free_of
                        .join(", ")
                        .replace('_', " ")
                        .replace("animal", "anything animal"),
                )
                .0,
                cited(Sentence::new(), f.cite).0,
            ]
        })
        .collect();
    document.table(
        &["Serving", "Protein", "Carbohydrate", "Free of", "Source"],
        rows,
    );
}

/// What a check-in makes of how it goes, and how it moves the coming days.
pub fn check_ins(document: &mut Document) {
    let rows = CHECK_INS
        .iter()
        .map(|rule| {
            let sign = match rule.sign {
                CheckSign::Risen => "sorer than at the last check-in",
                CheckSign::NotFallen => "as sore as at the last look, or more",
                CheckSign::OneSided => {
                    "alike on both legs at first, or not sore at all, and no longer"
                }
                CheckSign::StairsImpossible => "stairs are impossible",
                CheckSign::Sore => "",
            };
            let mut when = sign.to_owned();
            if rule.sign == CheckSign::Sore {
                when = format!("any place at {} of 10 or more", rule.points);
            } else if rule.points > 0 {
                when += &format!("; at {} of 10 or more", rule.points);
            }
            let (from, to) = rule.hours;
            if from > 0 {
                when += &format!("; from {from} hours after the run");
            }
            if to < 10_000 {
                when += &format!("; up to {to} hours after the run");
            }
            if !rule.before_peak {
                when += "; not while soreness of this kind of run is still expected to rise";
            }
            vec![
                Sentence::from(when).0,
                Sentence::new().strong(level_word(rule.level)).0,
                Sentence::from(text(&format!("rule.{}", rule.id))).0,
                sources(rule.cites).0,
            ]
        })
        .collect();
    document.table(
        &["If, at a check-in", "Then at least", "Because", "Source"],
        rows,
    );
    document.paragraph("The serious signs of a check-in go through the questions. A check-in never lowers a level. How the coming days move with the sorest place:");
    let rows = MOVES
        .iter()
        .map(|row| {
            vec![
                Sentence::from(if row.injury {
                    "a place that may be an injury, whatever its score".to_owned()
                } else {
                    format!("alike on both legs, up to {} of 10", row.up_to)
                })
                .0,
                Sentence::from(text(&format!("moved.{}", row.id))).0,
                Sentence::from(format!("{} hours", row.wait_h)).0,
                sources(row.cites).0,
            ]
        })
        .collect();
    document.table(
        &[
            "Sorest place",
            "What is said",
            "Next hard run not before",
            "Source",
        ],
        rows,
    );
}

/// The week templates, Monday first.
pub fn weeks(document: &mut Document) {
    let rows = WEEKS
        .iter()
        .map(|(runs, days)| {
            std::iter::once(Sentence::from(runs.to_string()).0)
                .chain(
                    days.iter()
                        .map(|d| Sentence::from(text(&format!("day.{}", d.id()))).0),
                )
                .collect()
        })
        .collect();
    let head = ["Runs", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    document.table(&head, rows);
    document.paragraph(text("week.note"));
}

/// From walking to running.
pub fn ladder(document: &mut Document) {
    let rows = LADDER
        .iter()
        .map(|(walk, jog, times)| {
            vec![
                Sentence::from(format!("{walk} min walk, {jog} min jog")).0,
                Sentence::from(format!("{times} times")).0,
            ]
        })
        .collect();
    document.table(&["Rung", "How often"], rows);
    document.paragraph("Every other day; up a rung only when the last brought no new pain or swelling (EV-RTR-02, EV-RTR-03). Soreness in the warm-up that goes: the same rung. Soreness that stays or comes back: two days off and a rung down. Soreness of a joint or tendon an hour after or the next day: a day off and the same rung (EV-RTR-04).");
}

/// The phrase of that name; the plain word where nobody has written one.
fn known(name: &str, word: &str) -> String {
    let found = phrase(name);
    if found == name {
        word.replace('_', " ")
    } else {
        found.to_owned()
    }
}

/// A table of one group of `doses.toml`.
pub fn numbers(document: &mut Document, group: &str) {
    document.heading(
        3,
        &format!("numbers-{group}"),
        &format!("The numbers of {group}"),
    );
    let mut numbers: Vec<_> = NUMBERS.iter().filter(|n| n.group == group).collect();
    // The lower end before the upper.
    numbers.sort_by_key(|n| n.name.replace("_low", "_0").replace("_high", "_1"));
    let rows: Vec<Vec<Line>> = numbers
        .into_iter()
        .map(|n| {
            let (says, value) = humanised(n);
            vec![
                Sentence::from(says).0,
                Sentence::from(value).0,
                cited(Sentence::new(), n.cite).0,
            ]
        })
        .collect();
    document.table(&["What", "Number", "Source"], rows);
}

/// By each answer about oneself, the rules that look at it.
pub fn special(document: &mut Document) {
    document.heading(
        3,
        "special-answers",
        "Rules by what a runner says about themselves",
    );
    let about = SCREENS.iter().filter(|s| s.profile).flat_map(|s| s.facts);
    let items = about
        .map(|fact| {
            let mut rules = Vec::new();
            let mut add = |table: &str, when: &Cond, entry: &Entry, title: String| {
                let mut found = Vec::new();
                facts(when, &mut found);
                if found.contains(fact) {
                    rules.push(
                        Sentence::new()
                            .link(format!("#{table}-{}", entry.id), title)
                            .item(),
                    );
                }
            };
            for (rule, entry) in triage() {
                let title = format!("{}: {}", level_word(rule.level), entry.title);
                add("rule", &rule.when, entry, title);
            }
            for (step, entry) in steps() {
                add("step", &step.when, entry, entry.title.to_owned());
            }
            for (leave, entry) in leaves() {
                let title = format!("Left out: {}", entry.title);
                add("leave", &leave.when, entry, title);
            }
            for (next, entry) in next_runs() {
                let title = format!("Next run: {}", text(&format!("next.{}.easy", next.id)));
                add("next", &next.when, entry, title);
            }
            for (help, entry) in helps() {
                add(
                    "help",
                    &help.when,
                    entry,
                    text(&format!("help.{}", help.id)),
                );
            }
            if rules.is_empty() {
                rules.push(Sentence::from("used by the doses, the food list, the forecast or the week, not by a warning rule").item());
            }
            let label = english(&format!("fact.{}", fact.id())).unwrap_or("");
            Sentence::new().strong(shown(label)).over(rules)
        })
        .collect();
    document.list(items);
}

//! The rules of the engine's tables, each as a piece of the document.

use aftermile_engine::Level;
use aftermile_engine::message::english;
use aftermile_engine::rulebook::{self, Entry, phrase, shown};
use aftermile_engine::table::{
    CALMS, Dose, HEADLINES, HELPS, HelpRule, LEAVE_OUT, LeaveRule, NEXT_RUNS, NextRunRule, STEPS,
    StepRule, TRIAGE, TriageRule,
};

use super::document::{Item, Sentence};
use super::rule::{self, Outcome, text};
use super::stories::Pen;

pub fn triage() -> impl Iterator<Item = (&'static TriageRule, &'static Entry)> {
    TRIAGE.iter().zip(rulebook::TRIAGE_ENTRIES)
}

pub fn steps() -> impl Iterator<Item = (&'static StepRule, &'static Entry)> {
    STEPS.iter().zip(rulebook::STEP_ENTRIES)
}

pub fn leaves() -> impl Iterator<Item = (&'static LeaveRule, &'static Entry)> {
    LEAVE_OUT.iter().zip(rulebook::LEAVE_ENTRIES)
}

pub fn next_runs() -> impl Iterator<Item = (&'static NextRunRule, &'static Entry)> {
    let mut all: Vec<_> = NEXT_RUNS.iter().zip(rulebook::NEXT_RUN_ENTRIES).collect();
    all.sort_by_key(|(rule, _)| std::cmp::Reverse(rule.priority));
    all.into_iter()
}

pub fn helps() -> impl Iterator<Item = (&'static HelpRule, &'static Entry)> {
    HELPS.iter().zip(rulebook::HELP_ENTRIES)
}

pub fn level_word(level: Level) -> String {
    text(&format!("level.{}", level.id()))
}

/// The line that stands before rules of which one wins.
pub fn first_wins(document: &mut Pen<'_>) {
    document
        .paragraph("Of the rules that follow, the first that fits is used and the others are not.");
}

pub fn write_triage(document: &mut Pen<'_>, rule: &TriageRule, entry: &Entry) {
    let mut then = vec![
        Sentence::new()
            .text("the level is ")
            .strong(level_word(rule.level))
            .item(),
    ];
    for say in rule.say {
        then.push(Item {
            line: Sentence::from(format!("the card adds: “{}”", text(&format!("line.{say}")))).0,
            items: Vec::new(),
        });
    }
    if let Some(see) = rule.see {
        let by = if rule.level == Level::Book {
            "book"
        } else {
            "today"
        };
        then.push(
            Sentence::from(format!(
                "whom to see: “{}”",
                text(&format!("see.{see}.{by}"))
            ))
            .item(),
        );
    }
    if let Some(unsure) = rule.unsure {
        then.push(
            Sentence::from(format!(
                "“I do not know”, where it leaves this open, counts as: {}",
                level_word(unsure)
            ))
            .item(),
        );
    }
    if rule.gentle {
        then.push(
            Sentence::from(
                "where nothing else books and no place may be an injury: gentle movement until it has been seen",
            )
            .item(),
        );
    }
    if rule.insist {
        then.push(
            Sentence::from(
                "asked for also when the level is certain already, because what it says matters",
            )
            .item(),
        );
    }
    let because = Some(text(&format!("rule.{}", rule.id)));
    rule::write(
        document,
        entry,
        entry.title,
        &rule.when,
        Outcome {
            table: "rule",
            then,
            because,
        },
    );
}

/// `FluidByWeight` as `fluid_by_weight`, the name that the rule files use.
fn dose_name(dose: Dose) -> String {
    let mut out = String::new();
    for c in format!("{dose:?}").chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.extend(c.to_lowercase());
    }
    out
}

pub fn write_step(document: &mut Pen<'_>, step: &StepRule, entry: &Entry) {
    let slot = format!("slot_{}", step.slot.id());
    let mut then = vec![
        Sentence::new()
            .strong(entry.title)
            .text(format!(", {}", phrase(&slot)))
            .item(),
        Sentence::from(format!("“{}”", text(&format!("step.{}.how", step.id)))).item(),
    ];
    let dose = dose_name(step.dose);
    if let Some(group) = rulebook::numbers_of(&dose) {
        then.push(
            Sentence::new()
                .text("dose by ")
                .link(
                    format!("#numbers-{group}"),
                    format!("the numbers of {group}"),
                )
                .item(),
        );
    }
    for (part, before) in [
        ("instead", "without kit and standing"),
        ("yields", "where a common tip yields to evidence"),
    ] {
        if let Some(said) = english(&format!("step.{}.{part}", step.id)) {
            then.push(Sentence::from(format!("{before}: “{}”", shown(said))).item());
        }
    }
    then.push(Sentence::from(format!("evidence: {}", step.evidence.words())).item());
    let because = Some(text(&format!("step.{}.because", step.id)));
    rule::write(
        document,
        entry,
        entry.title,
        &step.when,
        Outcome {
            table: "step",
            then,
            because,
        },
    );
}

pub fn write_leave(document: &mut Pen<'_>, leave: &LeaveRule, entry: &Entry) {
    let then = vec![
        Sentence::new()
            .text("left out: ")
            .strong(entry.title)
            .item(),
    ];
    let because = Some(text(&format!("leave.{}.because", leave.id)));
    rule::write(
        document,
        entry,
        entry.title,
        &leave.when,
        Outcome {
            table: "leave",
            then,
            because,
        },
    );
}

/// Hours, from two days on in days, as the page writes them too.
fn waiting((low, high): (i32, i32)) -> String {
    let (low, high, unit) = if low >= 48 && low % 24 == 0 && high % 24 == 0 {
        (low / 24, high / 24, "days")
    } else {
        (low, high, "hours")
    };
    if low == high {
        format!("{low} {unit}")
    } else {
        format!("{low} to {high} {unit}")
    }
}

pub fn write_next(document: &mut Pen<'_>, next: &NextRunRule, entry: &Entry) {
    let hours = next
        .hours
        .map_or_else(|| "until it was agreed to".into(), waiting);
    let told = |part: &str| {
        let key = format!("next.{}.{part}", next.id);
        let text = english(&key).unwrap_or("");
        shown(&text.replace("{hours}", &hours))
    };
    let then = vec![
        Sentence::from(format!("before the next hard run: {hours}")).item(),
        Sentence::from(format!("easy: “{}”", told("easy"))).item(),
        Sentence::from(format!("hard or long: “{}”", told("wait"))).item(),
        Sentence::from(format!("the test that decides: “{}”", told("test"))).item(),
    ];
    let title = told("easy");
    rule::write(
        document,
        entry,
        &title,
        &next.when,
        Outcome {
            table: "next",
            then,
            because: None,
        },
    );
}

pub fn write_help(document: &mut Pen<'_>, help: &HelpRule, entry: &Entry) {
    let said = text(&format!("help.{}", help.id));
    let then = vec![
        Sentence::new()
            .text("under ")
            .strong(level_word(help.level))
            .text(format!(": “{said}”"))
            .item(),
    ];
    let title = said
        .split(". ")
        .next()
        .unwrap_or(&said)
        .trim_end_matches('.');
    rule::write(
        document,
        entry,
        title,
        &help.when,
        Outcome {
            table: "help",
            then,
            because: None,
        },
    );
}

/// The headlines, then why self-care is enough: one of each wins.
pub fn write_headlines(document: &mut Pen<'_>) {
    let tables = [
        ("headline", HEADLINES, rulebook::HEADLINE_ENTRIES),
        ("calm", CALMS, rulebook::CALM_ENTRIES),
    ];
    for (table, rules, entries) in tables {
        let mut rules: Vec<_> = rules.iter().zip(entries).collect();
        rules.sort_by_key(|(rule, _)| std::cmp::Reverse(rule.priority));
        document.paragraph(if table == "headline" {
            "The headline. The first that fits is used."
        } else {
            "Why self-care is enough. The first that fits is used."
        });
        for (rule, entry) in rules {
            let said = text(&format!("{table}.{}", rule.id));
            let then = vec![Sentence::from(format!("“{said}”")).item()];
            rule::write(
                document,
                entry,
                &said,
                &rule.when,
                Outcome {
                    table,
                    then,
                    because: None,
                },
            );
        }
    }
}

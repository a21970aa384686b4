//! Collects the English texts of the rules, by the keys of the catalogue.

use crate::schema::Book;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What no question and no level of care says.
const LATER: [&str; 12] = [
    "calm.",
    "exercise.",
    "food.",
    "headline.",
    "help.",
    "leave.",
    "moved.",
    "next.",
    "phone.check_",
    "problem.",
    "rule.check_",
    "step.",
];

fn table<'a>(
    out: &mut String,
    name: &str,
    about: &str,
    entries: impl Iterator<Item = (&'a String, &'a String)>,
) {
    let _ = writeln!(out, "/// {about}\npub static {name}: &[(&str, &str)] = &[");
    for (key, text) in entries {
        let _ = writeln!(out, "    ({key:?}, {text:?}),");
    }
    out.push_str("];\n");
}

/// The English texts of the rules: what the catalogue of each language has to hold.
pub fn emit(book: &Book, out: &mut String) {
    let mut all: BTreeMap<String, String> = BTreeMap::new();
    let mut put = |key: String, text: &str| {
        all.insert(key, text.to_owned());
    };
    for f in &book.facts {
        let id = f.row.id.get_ref();
        put(format!("fact.{id}"), &f.row.label);
        put(format!("said.{id}"), &f.row.said);
        for o in &f.row.options {
            put(format!("fact.{id}.{}", o.id), &o.label);
            put(
                format!("said.{id}.{}", o.id),
                o.said.as_deref().unwrap_or(&o.label),
            );
        }
    }
    for r in &book.regions {
        put(format!("region.{}", r.row.id.get_ref()), &r.row.label);
    }
    for s in &book.screens {
        put(format!("screen.{}", s.row.id.get_ref()), &s.row.title);
        if let Some(again) = &s.row.again {
            put(format!("screen.{}.again", s.row.id.get_ref()), again);
        }
    }
    for r in &book.rules {
        put(format!("rule.{}", r.row.id.get_ref()), &r.row.because);
    }
    for l in &book.lines {
        put(format!("line.{}", l.row.id.get_ref()), &l.row.text);
    }
    for l in &book.levels {
        let id = l.row.id.get_ref();
        put(format!("level.{id}"), &l.row.word);
        put(format!("level.{id}.headline"), &l.row.headline);
        for (i, line) in l.row.lines.iter().enumerate() {
            put(format!("level.{id}.line{i}"), line);
        }
    }
    for s in &book.sees {
        let id = s.row.id.get_ref();
        put(format!("see.{id}"), &s.row.text);
        put(format!("see.{id}.book"), &s.row.by_book);
        put(format!("see.{id}.today"), &s.row.by_today);
    }
    for s in &book.steps {
        let id = s.row.id.get_ref();
        put(format!("step.{id}"), &s.row.title);
        put(format!("step.{id}.how"), &s.row.how);
        put(format!("step.{id}.because"), &s.row.because);
        if let Some(instead) = &s.row.instead {
            put(format!("step.{id}.instead"), instead);
        }
        if let Some(yields) = &s.row.yields {
            put(format!("step.{id}.yields"), yields);
        }
    }
    for l in &book.leaves {
        put(format!("leave.{}", l.row.id.get_ref()), &l.row.title);
        put(
            format!("leave.{}.because", l.row.id.get_ref()),
            &l.row.because,
        );
    }
    for h in &book.headlines {
        put(format!("headline.{}", h.row.id.get_ref()), &h.row.text);
    }
    for h in &book.calms {
        put(format!("calm.{}", h.row.id.get_ref()), &h.row.text);
    }
    for n in &book.next_runs {
        let id = n.row.id.get_ref();
        put(format!("next.{id}.easy"), &n.row.easy);
        put(format!("next.{id}.wait"), &n.row.wait);
        put(format!("next.{id}.test"), &n.row.test);
    }
    for h in &book.helps {
        put(format!("help.{}", h.row.id.get_ref()), &h.row.text);
    }
    for x in &book.exercises {
        put(format!("exercise.{}", x.row.id.get_ref()), &x.row.title);
        put(format!("exercise.{}.how", x.row.id.get_ref()), &x.row.how);
    }
    for f in &book.foods {
        put(format!("food.{}", f.row.id.get_ref()), &f.row.text);
    }
    for r in &book.check_ins {
        put(format!("rule.{}", r.row.id.get_ref()), &r.row.because);
        put(format!("phone.{}", r.row.id.get_ref()), &r.row.phone);
    }
    for m in &book.moves {
        put(format!("moved.{}", m.row.id.get_ref()), &m.row.text);
    }
    for (key, text) in &book.texts {
        put(key.clone(), text);
    }
    table(out, "MESSAGES", "Sorted by key.", all.iter());
    let later = |key: &&String| LATER.iter().any(|group| key.starts_with(group));
    let first = all.iter().filter(|(key, _)| !later(key));
    let about = "The texts up to the level of care, sorted by key.";
    table(out, "FIRST_MESSAGES", about, first);
    let rest = all.iter().filter(|(key, _)| later(key));
    table(out, "LATER_MESSAGES", "The others, sorted by key.", rest);
}

//! One rule as "if, then, because, source, example".

use aftermile_engine::condition::Cond;
use aftermile_engine::message::english;
use aftermile_engine::rulebook::{Cite, Entry, Phrase, citation, condition, given, shown};

use super::document::{Item, Sentence};
use super::stories::Pen;

/// What a rule does, beside its condition and its sources.
pub struct Outcome {
    pub table: &'static str,
    /// Lines after "Then".
    pub then: Vec<Item>,
    /// The reason as the runner reads it; none where the rule gives none.
    pub because: Option<String>,
}

/// Writes a rule under a heading of its own.
pub fn write(document: &mut Pen<'_>, entry: &Entry, title: &str, when: &Cond, outcome: Outcome) {
    let Outcome {
        table,
        then,
        because,
    } = outcome;
    document.heading(3, &format!("{table}-{}", entry.id), title);
    if let Some(plain) = entry.plain {
        document.paragraph(format!("In short: {plain}"));
    }
    let mut items = vec![if_item("If", when)];
    items.push(match <[Item; 1]>::try_from(then) {
        Ok([only]) => {
            let mut line = Sentence::new().strong("Then").text(" ").0;
            line.extend(only.line);
            Item {
                line,
                items: only.items,
            }
        }
        Err(several) => Sentence::new().strong("Then").text(":").over(several),
    });
    if let Some(because) = because {
        items.push(
            Sentence::new()
                .strong("Because")
                .text(format!(" “{}”", shown(&because)))
                .item(),
        );
    }
    if !entry.cites.is_empty() {
        items.push(sources(entry.cites));
    }
    if let Some(example) = &entry.example {
        let ending = if example.fires {
            ": the rule fires."
        } else {
            ": the rule does not fire."
        };
        items.push(
            Sentence::new()
                .strong("Example")
                .text(format!(" {}{ending}", given(example)))
                .item(),
        );
    }
    items.push(document.stories.item(&format!("{table}.{}", entry.id)));
    document.list(items);
    document.paragraph(
        Sentence::new()
            .text("For reference: ")
            .code(format!("{table} {}", entry.id))
            .text(" in ")
            .code(entry.file),
    );
}

/// The condition behind a word such as "If".
pub fn if_item(word: &str, when: &Cond) -> Item {
    match condition(when) {
        Phrase::List { lead, items } => Sentence::new()
            .strong(word)
            .text(format!(" {}:", lead.text()))
            .over(items.into_iter().map(item).collect()),
        line => {
            let told = item(line);
            let mut whole = Sentence::new().strong(word).text(" ").0;
            whole.extend(told.line);
            Item {
                line: whole,
                items: told.items,
            }
        }
    }
}

pub fn item(phrase: Phrase) -> Item {
    match phrase {
        Phrase::Line {
            text,
            definition: Some(id),
        } => Sentence::new().link(format!("#means-{id}"), text).item(),
        Phrase::Line {
            text,
            definition: None,
        } => Sentence::from(text).item(),
        Phrase::List { lead, items } => Sentence::new()
            .text(format!("{}:", lead.text()))
            .over(items.into_iter().map(item).collect()),
    }
}

/// The sources: what each supports, its grade and how far it was checked.
fn sources(cites: &[Cite]) -> Item {
    let mut lines: Vec<Item> = cites.iter().map(source).collect();
    if lines.len() == 1
        && let Some(only) = lines.pop()
    {
        let mut line = Sentence::new().strong("Source").text(" ").0;
        line.extend(only.line);
        return Item {
            line,
            items: Vec::new(),
        };
    }
    Sentence::new().strong("Sources").text(":").over(lines)
}

fn source(cite: &Cite) -> Item {
    let supports = if cite.supports.is_empty() {
        String::new()
    } else {
        format!("{}: ", cite.supports)
    };
    cited(Sentence::from(supports), cite.id).item()
}

/// A source by its id with its grade, its check, and what both leave open.
pub fn cited(line: Sentence, id: &str) -> Sentence {
    let line = line.link(format!("#{id}"), id);
    match citation(id) {
        Some(source) => line.text(format!(
            ", grade {}, check {}{}",
            source.grade,
            source.check,
            limits(source.grade, source.check)
        )),
        None => line,
    }
}

/// What a weak source cannot carry, in words.
fn limits(grade: &str, check: &str) -> &'static str {
    match (grade, check) {
        (_, "U") => " (no source was opened)",
        (_, "-" | "design") => " (a design choice)",
        (_, "computed" | "derived") => " (worked out here)",
        ("C", _) => " (opinion or an agency's page)",
        (_, "P" | "V/P" | "P/V") => " (read in part)",
        _ => "",
    }
}

/// A text of the catalogue as a reader without answers sees it.
pub fn text(key: &str) -> String {
    shown(english(key).unwrap_or(key))
}

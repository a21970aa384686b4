//! The whole document: introduction, the chapters of rulebook.toml, definitions, the article, gaps, sources, review.

use std::collections::BTreeMap;

use aftermile_engine::Region;
use aftermile_engine::rulebook::{
    CITATIONS, DEFINITIONS, GAPS, PLACE_GROUPS, STATEMENTS, TOPICS, Topic, count, places,
};
use aftermile_engine::table::{DEFINES, RULES_DATE, RULES_VERSION, StepRule};

use super::document::{Document, Sentence};
use super::review::{File, Review};
use super::rule::if_item;
use super::stories::{Pen, Stories};
use super::{content, parts};

/// The chapters after those of the rules, with their places.
const ENDING: [(&str, &str); 6] = [
    ("definitions", "Definitions"),
    ("places", "Groups of places"),
    ("article", "The source article"),
    ("gaps", "What is not covered"),
    ("sources", "Sources"),
    ("review", "Review"),
];

pub fn document(files: &[File], stories: &Stories) -> Document {
    let mut document = Pen {
        document: Document::default(),
        stories,
    };
    introduction(&mut document, files);
    for topic in TOPICS.iter().filter(|t| holds(t)) {
        document.heading(2, topic.id, topic.title);
        document.paragraph(topic.says);
        chapter(&mut document, topic);
    }
    definitions(&mut document);
    article(&mut document);
    gaps(&mut document);
    sources(&mut document);
    review(&mut document, files);
    document.document
}

fn introduction(document: &mut Document, files: &[File]) {
    document.heading(1, "", "The rulebook of Aftermile");
    let reviewed = files
        .iter()
        .any(|f| matches!(f.review, Review::Signed { .. }));
    if !reviewed {
        document.paragraph(Sentence::new().strong("No clinician has reviewed the rules yet."));
    }
    document.paragraph(format!(
        "Rules {RULES_VERSION} of {RULES_DATE}: {} rules, all of them here. They are information for runners, not a diagnosis.",
        count()
    ));
    document.paragraph(
        Sentence::new()
            .text("This text is written from the same tables that the program runs on, by ")
            .code("cargo xtask rulebook")
            .text(" from the files in ")
            .code("engine/rules")
            .text(". Change a rule there, not here."),
    );
    document.heading(2, "reading", "How to read it");
    document.list(vec![
        Sentence::new()
            .strong("If")
            .text(" is the condition, on the runner's own answers. “You named” means ticked; “you said no” means asked and denied. What was never asked is neither, and fires no rule. Linked words are explained under ")
            .link("#definitions", "Definitions")
            .text(".")
            .item(),
        Sentence::new()
            .strong("Then")
            .text(" is what the rule does. Of all warning rules that fire, the highest level counts; they are never added up, and nothing overrules them.")
            .item(),
        Sentence::new()
            .strong("Because")
            .text(" is what the runner reads. In square brackets stands an answer that is filled in.")
            .item(),
        Sentence::new()
            .strong("Source")
            .text(" says what the source supports, and nothing beyond that.")
            .item(),
        Sentence::new()
            .strong("Example")
            .text(" is checked by a test: on these answers the rule does what it says.")
            .item(),
        Sentence::new()
            .strong("In stories")
            .text(" names the test stories (tests/vignettes) in whose answer the rule takes part; each is played through all questions.")
            .item(),
    ]);
    let row = |mark: &str, means: &str| {
        vec![
            Sentence::new().strong(mark).0,
            Sentence::from(means.to_owned()).0,
        ]
    };
    document.table(
        &["Grade", "The source is"],
        vec![
            row(
                "A",
                "a meta-analysis, a systematic review, a position stand or a consensus",
            ),
            row("B", "a trial, a cohort or a measured study"),
            row(
                "C",
                "expert opinion, a clinic's or agency's page, the source article, or a design choice",
            ),
        ],
    );
    document.table(
        &["Check", "How far it was read"],
        vec![
            row("V", "the number was read in the source"),
            row(
                "P",
                "partly: the source or a copy was seen, the exact number or a part was not",
            ),
            row("U", "not: general knowledge, no source was opened"),
            row("- or design", "a design choice; there is nothing to read"),
            row(
                "computed or derived",
                "worked out here from a source that is named",
            ),
        ],
    );
    document.heading(2, "contents", "Contents");
    let chapters = TOPICS
        .iter()
        .filter(|t| holds(t))
        .map(|t| (t.id, t.title))
        .chain(ENDING);
    document.list(
        chapters
            .map(|(id, title)| Sentence::new().link(format!("#{id}"), title).item())
            .collect(),
    );
}

/// The chapter that a row is put into by its own word or by the lists of the chapters.
fn placed(own: Option<&'static str>, row: &str, group: Option<&str>) -> Option<&'static str> {
    own.filter(|own| TOPICS.iter().any(|t| t.id == *own))
        .or_else(|| {
            TOPICS
                .iter()
                .find(|t| t.rows.contains(&row))
                .or_else(|| {
                    TOPICS
                        .iter()
                        .find(|t| group.is_some_and(|g| t.groups.contains(&g)))
                })
                .map(|t| t.id)
        })
}

fn has(topic: &Topic, part: &str) -> bool {
    topic.parts.contains(&part)
}

fn steps_of(
    topic: &Topic,
) -> Vec<(
    &'static StepRule,
    &'static aftermile_engine::rulebook::Entry,
)> {
    content::steps()
        .filter(|(step, entry)| {
            match placed(entry.topic, &format!("step.{}", step.id), step.group) {
                Some(id) => id == topic.id,
                None => has(topic, "rest"),
            }
        })
        .collect()
}

/// A chapter without anything in it is left out.
fn holds(topic: &Topic) -> bool {
    topic.parts.iter().any(|p| *p != "rest")
        || topic.level.is_some()
        || !topic.numbers.is_empty()
        || !steps_of(topic).is_empty()
}

fn chapter(document: &mut Pen<'_>, topic: &Topic) {
    if has(topic, "questions") {
        parts::questions(document);
    }
    if has(topic, "cards") {
        parts::cards(document);
    }
    if has(topic, "headlines") {
        content::write_headlines(document);
    }
    for (rule, entry) in content::triage() {
        let id = format!("rule.{}", rule.id);
        let by_level = topic.level == Some(rule.level.id());
        if placed(entry.topic, &id, None).map_or(by_level, |place| place == topic.id) {
            content::write_triage(document, rule, entry);
        }
    }
    steps(document, topic);
    for (leave, entry) in content::leaves() {
        let id = format!("leave.{}", leave.id);
        let here = has(topic, "leave");
        if placed(entry.topic, &id, None).map_or(here, |place| place == topic.id) {
            content::write_leave(document, leave, entry);
        }
    }
    if has(topic, "next") {
        for (next, entry) in content::next_runs() {
            content::write_next(document, next, entry);
        }
    }
    if has(topic, "help") {
        for (help, entry) in content::helps() {
            content::write_help(document, help, entry);
        }
    }
    if has(topic, "special") {
        parts::special(document);
    }
    if has(topic, "check_ins") {
        parts::check_ins(document);
    }
    if has(topic, "weeks") {
        parts::weeks(document);
    }
    if has(topic, "ladder") {
        parts::ladder(document);
    }
    if has(topic, "foods") {
        parts::foods(document);
    }
    if has(topic, "exercises") {
        parts::exercises(document);
    }
    for group in topic.numbers {
        parts::numbers(document, group);
    }
}

/// The steps of a chapter: those of a one-winner group together, the strongest first.
fn steps(document: &mut Pen<'_>, topic: &Topic) {
    let mut groups: BTreeMap<usize, Vec<_>> = BTreeMap::new();
    let all = steps_of(topic);
    for (place, (step, entry)) in all.iter().enumerate() {
        let key = step
            .group
            .and_then(|g| all.iter().position(|(other, _)| other.group == Some(g)));
        groups
            .entry(key.unwrap_or(place))
            .or_default()
            .push((*step, *entry));
    }
    for (_, mut group) in groups {
        group.sort_by_key(|(step, _)| std::cmp::Reverse(step.priority));
        if group.len() > 1 {
            content::first_wins(document);
        }
        for (step, entry) in group {
            content::write_step(document, step, entry);
        }
    }
}

fn definitions(document: &mut Document) {
    heading(document, "definitions");
    document.paragraph("Words that conditions use, each with its own condition. A definition about one place is asked of every sore place.");
    let mut all: Vec<_> = DEFINITIONS.iter().zip(DEFINES).collect();
    all.sort_by_key(|(d, _)| d.says);
    for (definition, table) in all {
        document.heading(3, &format!("means-{}", definition.id), definition.says);
        let word = if definition.of_site {
            "About one sore place:"
        } else {
            "It is so if"
        };
        document.list(vec![if_item(word, &table.when)]);
        document.paragraph(Sentence::new().text("For reference: ").code(definition.id));
    }
    document.heading(3, "means-site-even", "sore alike on both sides");
    document.paragraph("The same muscle is sore on the left and the right, within 2 points of each other, and neither side is sharp or in one spot, burning or tingling, swollen or throbbing. Joints, bones and tendons are never alike in this sense.");
    document.heading(3, "means-weight", "weighing less or more after the run");
    document.paragraph("The loss in kilograms, weighed before and after in the same dry clothes. Nothing over 5 kg can be given: no run plausibly costs more.");
    heading(document, "places");
    let rows = PLACE_GROUPS
        .iter()
        .map(|g| {
            let regions: Vec<Region> = g.regions.iter().filter_map(|r| Region::by_id(r)).collect();
            let names: Vec<String> = regions.iter().map(|r| places(&[*r])).collect();
            vec![
                Sentence::from(g.says).0,
                Sentence::from(names.join(", ")).0,
                Sentence::new().code(g.id).0,
            ]
        })
        .collect();
    document.table(&["Words", "Places", "Reference"], rows);
}

fn heading(document: &mut Document, id: &str) {
    if let Some((id, title)) = ENDING.iter().find(|(place, _)| *place == id) {
        document.heading(2, id, title);
    }
}

fn article(document: &mut Document) {
    heading(document, "article");
    document.paragraph("The product carries the programme of one article on recovery after running. Each of its statements in our words, the verdict of the evidence, and what the product does about it.");
    let rows = STATEMENTS
        .iter()
        .map(|s| {
            let mut verdict = Sentence::new().strong(s.verdict);
            if !s.because.is_empty() {
                verdict = verdict.text(format!(": {}", s.because));
            }
            vec![
                Sentence::new().code(s.id).0,
                Sentence::from(s.text).0,
                verdict.0,
                Sentence::from(s.product).0,
                Sentence::from(s.evidence).0,
            ]
        })
        .collect();
    document.table(
        &[
            "No.",
            "The article says",
            "The evidence",
            "The product",
            "Evidence ids",
        ],
        rows,
    );
}

fn gaps(document: &mut Document) {
    heading(document, "gaps");
    document.list(
        GAPS.iter()
            .map(|(_, text)| Sentence::from(*text).item())
            .collect(),
    );
}

fn sources(document: &mut Document) {
    heading(document, "sources");
    let rows = CITATIONS
        .iter()
        .map(|c| {
            vec![
                Sentence::new().code(c.id).0,
                Sentence::from(c.source).0,
                Sentence::from(c.grade).0,
                Sentence::from(c.check).0,
            ]
        })
        .collect();
    let ids = CITATIONS.iter().map(|c| c.id.to_owned()).collect();
    document.linked_table(&["Id", "Source", "Grade", "Check"], rows, ids);
}

fn review(document: &mut Document, files: &[File]) {
    heading(document, "review");
    document.paragraph(
        Sentence::new()
            .text("A review counts for a file with exactly this SHA-256 (of its text with plain line ends); after a change the file has to be looked at again. Reviews are entered in ")
            .code("docs/reviews.toml")
            .text("."),
    );
    let rows = files
        .iter()
        .map(|f| {
            let (by, date) = match &f.review {
                Review::None => ("not yet reviewed".to_owned(), "-".to_owned()),
                Review::Signed { by, date } => (by.clone(), date.clone()),
                Review::Outdated { by, date } => {
                    (format!("changed since the review by {by}"), date.clone())
                }
            };
            vec![
                Sentence::new().code(f.name).0,
                Sentence::from(f.rows.to_string()).0,
                Sentence::new().code(f.sha256.clone()).0,
                Sentence::from(by).0,
                Sentence::from(date).0,
            ]
        })
        .collect();
    document.table(&["File", "Rows", "SHA-256", "Reviewed by", "On"], rows);
}

#[cfg(test)]
mod tests {
    use super::{TOPICS, placed};
    use aftermile_engine::Level;

    #[test]
    fn every_level_of_a_warning_has_a_chapter() {
        for level in [Level::Book, Level::SameDay, Level::Emergency] {
            assert!(TOPICS.iter().any(|t| t.level == Some(level.id())));
        }
        assert!(
            TOPICS.iter().any(|t| t.parts.contains(&"rest")),
            "a new step would be lost"
        );
    }

    #[test]
    fn a_rows_own_word_comes_first() {
        assert_eq!(
            placed(Some("sleep"), "step.roll", Some("walk")),
            Some("sleep")
        );
        assert_eq!(placed(None, "step.roll", None), Some("rolling"));
        assert_eq!(placed(None, "step.new", Some("walk")), Some("cool_down"));
        assert_eq!(placed(Some("nowhere"), "step.new", None), None);
    }
}

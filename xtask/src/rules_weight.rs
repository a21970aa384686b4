//! What the rules weigh in the page: conditions and texts, laid out as the wasm holds them.
//!
//! The module itself cannot be cut into parts, so the tables are written once more in their own layout: texts as
//! they stand, and each node of a condition as the 32-bit words it takes there, addresses included, because those
//! are what compresses worst. Not counted: what the compiler makes of the code that reads them.

use std::collections::BTreeMap;

use aftermile_engine::condition::{Cond, Test};
use aftermile_engine::message::catalogue;
use aftermile_engine::table::{
    CALMS, DEFINES, FACTS, HEADLINES, HELPS, Kind, LEAVE_OUT, LINES, NEXT_RUNS, REGIONS, SCREENS,
    STEPS, TRIAGE,
};

/// Bytes of brotli that conditions and the texts up to the first answer may take.
pub const BUDGET: usize = 30 * 1024;

/// The texts that are needed until the level of care is known and said.
const FIRST: [&str; 9] = [
    "fact.", "said.", "screen.", "region.", "place.", "rule.", "line.", "level.", "see.",
];

/// The questions and the warning rules: everything up to the first answer's level, with what its card says.
pub fn first_answer() -> Vec<u8> {
    let mut out = Image::default();
    out.questions();
    for rule in TRIAGE {
        out.rule(rule.id, &rule.when);
        rule.cites
            .iter()
            .chain(rule.say)
            .for_each(|text| out.text(text));
    }
    for line in LINES {
        out.text(line.id);
        line.cites.iter().for_each(|text| out.text(text));
    }
    out.texts(|key| FIRST.iter().any(|start| key.starts_with(start)));
    out.bytes()
}

/// What only the guided session and a check-in say, later.
fn later(key: &str) -> bool {
    (key.starts_with("exercise.") && key.ends_with(".how"))
        || key.starts_with("moved.")
        || key.starts_with("rule.check_")
}

/// All of that and the routine: what the answer page needs too.
pub fn answer_page() -> Vec<u8> {
    let mut out = Image::default();
    out.questions();
    let rules = TRIAGE.iter().map(|r| (r.id, &r.when, r.cites));
    let steps = STEPS.iter().map(|r| (r.id, &r.when, r.cites));
    let leaves = LEAVE_OUT.iter().map(|r| (r.id, &r.when, r.cites));
    let next = NEXT_RUNS.iter().map(|r| (r.id, &r.when, r.cites));
    let helps = HELPS.iter().map(|r| (r.id, &r.when, r.cites));
    for (id, when, cites) in rules.chain(steps).chain(leaves).chain(next).chain(helps) {
        out.rule(id, when);
        cites.iter().for_each(|text| out.text(text));
    }
    for head in HEADLINES.iter().chain(CALMS) {
        out.rule(head.id, &head.when);
    }
    out.texts(|key| !later(key));
    out.bytes()
}

/// Words and texts as the linker lays them out: each text once, each list behind the one before.
#[derive(Default)]
struct Image {
    words: Vec<u8>,
    strings: Vec<u8>,
    places: BTreeMap<String, u32>,
}

/// The place of an id in its table.
fn place(id: &str, mut table: impl Iterator<Item = &'static str>) -> u32 {
    table
        .position(|other| other == id)
        .and_then(|i| u32::try_from(i).ok())
        .unwrap_or(u32::MAX)
}

impl Image {
    fn word(&mut self, word: u32) {
        self.words.extend(word.to_le_bytes());
    }

    /// An address within what is laid out so far, and a length.
    fn slice(&mut self, len: usize) {
        let here = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        self.word(0x0010_0000 + here);
        self.word(u32::try_from(len).unwrap_or(u32::MAX));
    }

    fn text(&mut self, text: &str) {
        let end = u32::try_from(self.strings.len()).unwrap_or(u32::MAX);
        let place = match self.places.get(text) {
            Some(place) => *place,
            None => {
                self.strings.extend(text.as_bytes());
                self.places.insert(text.to_owned(), end);
                end
            }
        };
        self.word(0x0020_0000 + place);
        self.word(u32::try_from(text.len()).unwrap_or(u32::MAX));
    }

    fn rule(&mut self, id: &str, when: &Cond) {
        self.text(id);
        self.cond(when);
    }

    /// A node: its kind, then what it holds.
    fn cond(&mut self, cond: &Cond) {
        match cond {
            Cond::Fact(fact, test) => {
                self.node(0, place(fact.id(), FACTS.iter().map(|f| f.id)));
                match test {
                    Test::OneOf(values) => {
                        self.slice(values.len());
                        values.iter().for_each(|v| self.number(*v));
                    }
                    Test::AtLeast(n) | Test::AtMost(n) => self.number(*n),
                }
            }
            Cond::Define(i) => self.node(1, u32::from(*i)),
            Cond::Even => self.node(2, 0),
            Cond::BookedToRest => self.node(4, 0),
            Cond::SiteIn(regions) => {
                self.node(3, 0);
                self.slice(regions.len());
                for region in *regions {
                    let place = place(region.id(), REGIONS.iter().map(|r| r.id));
                    self.words.extend(u8::try_from(place));
                }
            }
            Cond::Known(fact) => self.node(6, place(fact.id(), FACTS.iter().map(|f| f.id))),
            Cond::Level(levels) => {
                self.node(7, 0);
                self.slice(levels.len());
                self.words.extend(levels.iter().map(|l| *l as u8));
            }
            Cond::All(list) | Cond::Any(list) => {
                self.node(if matches!(cond, Cond::All(_)) { 8 } else { 9 }, 0);
                self.slice(list.len());
                list.iter().for_each(|c| self.cond(c));
            }
            Cond::Not(inner) | Cond::AnySite(inner) | Cond::EverySite(inner) => {
                self.node(10, 0);
                self.slice(1);
                self.cond(inner);
            }
        }
    }

    fn node(&mut self, kind: u32, value: u32) {
        self.word(kind);
        self.word(value);
    }

    fn number(&mut self, n: i32) {
        self.words.extend(n.to_le_bytes());
    }

    fn questions(&mut self) {
        for fact in &FACTS {
            self.text(fact.id);
            match &fact.kind {
                Kind::Sign => self.word(0),
                Kind::Choice(options) => {
                    self.slice(options.len());
                    for option in *options {
                        self.text(option.id);
                        self.number(option.value);
                    }
                }
                Kind::Number(n) => {
                    self.text(n.unit);
                    [n.min, n.max, n.step].iter().for_each(|v| self.number(*v));
                    n.quick.iter().for_each(|v| self.number(*v));
                }
            }
        }
        for screen in &SCREENS {
            self.text(screen.id);
            self.slice(screen.facts.len());
            if let Some(first) = &screen.first {
                self.cond(first);
            }
        }
        for region in &REGIONS {
            self.text(region.id);
        }
        for define in DEFINES {
            self.rule(define.id, &define.when);
        }
    }

    fn texts(&mut self, needed: impl Fn(&str) -> bool) {
        for (key, text) in catalogue() {
            if needed(key) {
                self.text(key);
                self.text(text);
            }
        }
    }

    fn bytes(mut self) -> Vec<u8> {
        self.words.append(&mut self.strings);
        self.words
    }
}

#[cfg(test)]
mod tests {
    use super::{BUDGET, answer_page, first_answer};
    use crate::dist::weigh;

    #[test]
    fn conditions_and_texts_up_to_the_first_answer_stay_small() {
        let first = weigh(&first_answer()).unwrap().brotli;
        let whole = weigh(&answer_page()).unwrap().brotli;
        println!("up to the level {first}, with the steps {whole}");
        assert!(first < whole);
        assert!(
            whole <= BUDGET,
            "{whole} bytes of brotli, {BUDGET} are the budget"
        );
    }

    #[test]
    fn sources_are_not_among_them() {
        let whole = String::from_utf8_lossy(&answer_page()).into_owned();
        let source = aftermile_engine::rulebook::CITATIONS
            .iter()
            .find(|c| c.source.len() > 40)
            .unwrap();
        assert!(!whole.contains(source.source));
        assert!(whole.contains("line_heart") && whole.contains("You said"));
    }
}

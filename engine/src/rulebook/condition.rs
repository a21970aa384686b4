//! Conditions in words: a tree of short lines, from the same table that is evaluated.

use super::text::{fact_label, fact_value, places};
use super::{DEFINITIONS, DENIED_WORDS, FACT_WORDS, find, phrase};
use crate::condition::{Cond, Test, booked_to_rest};
use crate::message::english;
use crate::table::{DEFINES, Fact, Kind, Level};

/// How the lines of a list belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lead {
    All,
    Any,
    None,
    NotAll,
    /// One sore place or more fits all lines, or at least one of them.
    PlaceAll,
    PlaceAny,
    NoPlaceAll,
    NoPlaceAny,
    EveryPlaceAll,
    EveryPlaceAny,
    NotEveryPlaceAll,
    NotEveryPlaceAny,
}

impl Lead {
    /// The words before the list.
    #[must_use]
    pub fn text(self) -> &'static str {
        phrase(match self {
            Lead::All => "all",
            Lead::Any => "any",
            Lead::None => "none",
            Lead::NotAll => "not_all",
            Lead::PlaceAll => "place_all",
            Lead::PlaceAny => "place_any",
            Lead::NoPlaceAll => "no_place_all",
            Lead::NoPlaceAny => "no_place_any",
            Lead::EveryPlaceAll => "every_place_all",
            Lead::EveryPlaceAny => "every_place_any",
            Lead::NotEveryPlaceAll => "not_every_place_all",
            Lead::NotEveryPlaceAny => "not_every_place_any",
        })
    }
}

/// A condition in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Phrase {
    Line {
        text: String,
        /// The definition that the line names, explained in the glossary.
        definition: Option<&'static str>,
    },
    List {
        lead: Lead,
        items: Vec<Phrase>,
    },
}

/// A condition in words.
#[must_use]
pub fn condition(cond: &Cond) -> Phrase {
    tell(cond, true, false)
}

fn line(text: String) -> Phrase {
    Phrase::Line {
        text,
        definition: None,
    }
}

fn fill(name: &'static str, value: &str) -> String {
    phrase(name).replace("{value}", value)
}

fn tell(cond: &Cond, wanted: bool, at_place: bool) -> Phrase {
    match cond {
        Cond::Fact(fact, test) => line(fact_line(*fact, test, wanted)),
        Cond::Define(i) => define(usize::from(*i), wanted),
        Cond::Even => line(phrase(if wanted { "even" } else { "not_even" }).into()),
        Cond::SiteIn(regions) => {
            let name = if wanted { "place_in" } else { "place_not_in" };
            line(fill(name, &places(regions)))
        }
        Cond::Known(fact) => {
            let name = if wanted { "known" } else { "not_known" };
            line(fill(name, &fact_label(*fact)))
        }
        Cond::Level(levels) => line(level(levels, wanted)),
        Cond::BookedToRest => line(phrase(if wanted { "rests" } else { "not_rests" }).into()),
        Cond::All(list) => {
            if wanted {
                joined(Lead::All, list, true, at_place)
            } else {
                negated(Lead::NotAll, list, at_place)
            }
        }
        Cond::Any(list) => {
            if wanted {
                joined(Lead::Any, list, true, at_place)
            } else {
                joined(Lead::None, list, true, at_place)
            }
        }
        Cond::Not(inner) => tell(inner, !wanted, at_place),
        Cond::AnySite(inner) => of_places(
            tell(inner, true, true),
            if wanted { "one_place" } else { "no_place" },
            if wanted {
                [Lead::PlaceAll, Lead::PlaceAny]
            } else {
                [Lead::NoPlaceAll, Lead::NoPlaceAny]
            },
        ),
        Cond::EverySite(inner) => of_places(
            tell(inner, true, true),
            if wanted {
                "every_place"
            } else {
                "not_every_place"
            },
            if wanted {
                [Lead::EveryPlaceAll, Lead::EveryPlaceAny]
            } else {
                [Lead::NotEveryPlaceAll, Lead::NotEveryPlaceAny]
            },
        ),
    }
}

/// "not all of": with a single condition it is that condition denied.
fn negated(lead: Lead, list: &[Cond], at_place: bool) -> Phrase {
    match list {
        [only] => tell(only, false, at_place),
        _ => joined(lead, list, true, at_place),
    }
}

fn joined(lead: Lead, list: &[Cond], wanted: bool, at_place: bool) -> Phrase {
    if let [only] = list {
        return tell(only, wanted && lead != Lead::None, at_place);
    }
    let mut items: Vec<Phrase> = Vec::new();
    let signs = named_signs(lead, list);
    if signs.len() > 1 {
        let said: Vec<String> = signs.iter().map(|f| said(*f)).collect();
        let name = match (at_place, lead) {
            (true, _) => "it_is_any",
            (false, Lead::All) => "denied_all",
            (false, _) => "named_any",
        };
        items.push(line(fill(name, &said.join("; "))));
    }
    for cond in list {
        if signs.len() > 1 && matches!(cond, Cond::Fact(f, _) if signs.contains(f)) {
            continue;
        }
        match tell(cond, wanted, at_place) {
            // A list in a list of the same kind is the same list.
            Phrase::List {
                lead: inner,
                items: more,
            } if inner == lead && matches!(lead, Lead::All | Lead::Any) => items.extend(more),
            phrase => items.push(phrase),
        }
    }
    if items.len() == 1
        && lead == Lead::Any
        && let Some(only) = items.pop()
    {
        return only;
    }
    Phrase::List { lead, items }
}

/// The signs that one line can name together: ticked ones where any counts, denied ones where all have to be.
fn named_signs(lead: Lead, list: &[Cond]) -> Vec<Fact> {
    let value = match lead {
        Lead::Any | Lead::None => 1,
        Lead::All => 0,
        _ => return Vec::new(),
    };
    list.iter()
        .filter_map(|c| match c {
            Cond::Fact(fact, Test::OneOf([v]))
                if *v == value
                    && matches!(fact.def().kind, Kind::Sign)
                    && (value == 1 || find(DENIED_WORDS, fact.id()).is_none()) =>
            {
                Some(*fact)
            }
            _ => None,
        })
        .collect()
}

fn of_places(inner: Phrase, one: &'static str, [all, any]: [Lead; 2]) -> Phrase {
    match inner {
        Phrase::Line { text, definition } => Phrase::Line {
            text: fill(one, &text),
            definition,
        },
        Phrase::List {
            lead: Lead::All,
            items,
        } => Phrase::List { lead: all, items },
        Phrase::List {
            lead: Lead::Any,
            items,
        } => Phrase::List { lead: any, items },
        other @ Phrase::List { .. } => Phrase::List {
            lead: all,
            items: vec![other],
        },
    }
}

fn said(fact: Fact) -> String {
    english(&format!("said.{}", fact.id()))
        .unwrap_or(fact.id())
        .to_owned()
}

fn fact_line(fact: Fact, test: &Test, wanted: bool) -> String {
    if matches!(fact.def().kind, Kind::Sign) {
        let yes = matches!(test, Test::OneOf([1]) | Test::AtLeast(_)) == wanted;
        let own = find(if yes { FACT_WORDS } else { DENIED_WORDS }, fact.id());
        let default = match (fact.def().of_site, yes) {
            (true, true) => "it_is",
            (true, false) => "it_is_not",
            (false, true) => "named",
            (false, false) => "denied",
        };
        return own.map_or_else(|| fill(default, &said(fact)), str::to_owned);
    }
    let value = fact_value(fact, test);
    let text = match find(FACT_WORDS, fact.id()) {
        Some(own) => own.replace("{value}", &value),
        None => format!("{}: {value}", fact_label(fact)),
    };
    if wanted { text } else { fill("not_so", &text) }
}

fn define(place: usize, wanted: bool) -> Phrase {
    let definition = DEFINITIONS.get(place);
    let says = definition.map_or("", |d| d.says);
    let text = if wanted {
        says.to_owned()
    } else if let Some(rest) = says.strip_prefix("a ").or_else(|| says.strip_prefix("an ")) {
        fill("no", rest)
    } else {
        fill("not_so", says)
    };
    Phrase::Line {
        text,
        definition: definition.map(|d| d.id),
    }
}

fn level(levels: &[Level], wanted: bool) -> String {
    let words: Vec<&str> = levels
        .iter()
        .map(|l| english(&format!("level.{}", l.id())).unwrap_or(l.id()))
        .collect();
    fill(
        if wanted { "level" } else { "not_level" },
        &words.join("” or “"),
    )
}

/// Every fact that a condition can depend on, through its definitions.
pub fn facts(cond: &Cond, out: &mut Vec<Fact>) {
    match cond {
        Cond::Fact(fact, _) | Cond::Known(fact) => {
            if !out.contains(fact) {
                out.push(*fact);
            }
        }
        Cond::Define(i) => {
            if let Some(d) = DEFINES.get(usize::from(*i)) {
                facts(&d.when, out);
            }
        }
        Cond::All(list) | Cond::Any(list) => list.iter().for_each(|c| facts(c, out)),
        Cond::Not(c) | Cond::AnySite(c) | Cond::EverySite(c) => facts(c, out),
        Cond::BookedToRest => booked_to_rest().for_each(|c| facts(c, out)),
        Cond::Even | Cond::SiteIn(_) | Cond::Level(_) => {}
    }
}

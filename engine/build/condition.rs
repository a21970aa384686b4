//! The conditions of the rules: short sentences in TOML (`"minutes >= 45 min"`, `"kind is easy or long"`,
//! `"no dizzy"`, `"not even_soreness"`, `"site in knee"`) joined by `all`, `any`, `not`, `any_site`, `every_site`.

use crate::schema::{Book, FactRow};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone)]
pub enum Cond {
    Fact {
        fact: usize,
        test: Test,
    },
    Define(usize),
    Even,
    SiteIn(Vec<usize>),
    /// The facts of the weight before and after.
    Known(usize),
    Level(Vec<&'static str>),
    BookedToRest,
    All(Vec<Cond>),
    Any(Vec<Cond>),
    Not(Box<Cond>),
    AnySite(Box<Cond>),
    EverySite(Box<Cond>),
}

#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    OneOf(Vec<i32>),
    AtLeast(i32),
    AtMost(i32),
}

pub const LEVELS: [&str; 4] = ["self_care", "book", "same_day", "emergency"];

/// Ids to places in the tables.
#[derive(Debug, Default)]
pub struct Names {
    pub facts: BTreeMap<String, usize>,
    pub defines: BTreeMap<String, usize>,
    pub regions: BTreeMap<String, usize>,
    pub groups: BTreeMap<String, Vec<usize>>,
}

pub fn parse_table(
    book: &Book,
    names: &Names,
    table: &toml::Table,
    site: bool,
) -> Result<Cond, String> {
    if table.len() != 1 {
        return Err("a condition has exactly one of all, any, not, any_site, every_site".into());
    }
    let Some((word, value)) = table.iter().next() else {
        return Err("an empty condition".into());
    };
    let list = |site: bool| -> Result<Vec<Cond>, String> {
        let items = value
            .as_array()
            .ok_or_else(|| format!("`{word}` takes a list"))?;
        if items.is_empty() {
            return Err(format!("`{word}` is empty"));
        }
        items
            .iter()
            .map(|item| parse(book, names, item, site))
            .collect()
    };
    match word.as_str() {
        "all" => list(site).map(Cond::All),
        "any" => list(site).map(Cond::Any),
        "not" => Ok(Cond::Not(Box::new(parse(book, names, value, site)?))),
        "any_site" if !site => Ok(Cond::AnySite(Box::new(Cond::All(list(true)?)))),
        "every_site" if !site => Ok(Cond::EverySite(Box::new(Cond::All(list(true)?)))),
        "any_site" | "every_site" => {
            Err("a condition about one site cannot ask about all sites".into())
        }
        _ => Err(format!(
            "`{word}`: unknown word; all, any, not, any_site or every_site"
        )),
    }
}

fn parse(book: &Book, names: &Names, value: &toml::Value, site: bool) -> Result<Cond, String> {
    match value {
        toml::Value::String(text) => atom(book, names, text, site),
        toml::Value::Table(table) => parse_table(book, names, table, site),
        _ => Err(format!("`{value}` is neither a sentence nor a group")),
    }
}

fn atom(book: &Book, names: &Names, text: &str, site: bool) -> Result<Cond, String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.as_slice() {
        ["not", rest @ ..] => Ok(Cond::Not(Box::new(atom(
            book,
            names,
            &rest.join(" "),
            site,
        )?))),
        ["site.even"] if site => Ok(Cond::Even),
        ["site", "in", rest @ ..] if site => {
            let mut regions = BTreeSet::new();
            for word in rest.iter().filter(|w| **w != "or") {
                if let Some(group) = names.groups.get(*word) {
                    regions.extend(group.iter().copied());
                } else if let Some(region) = names.regions.get(*word) {
                    regions.insert(*region);
                } else {
                    return Err(format!("`{text}`: no region or group is called `{word}`"));
                }
            }
            Ok(Cond::SiteIn(regions.into_iter().collect()))
        }
        [name, "known"] => match fact(book, names, name, site, text)? {
            Named::Fact(i, _) => Ok(Cond::Known(i)),
            Named::Define(_) => Err(format!("`{text}`: `{name}` is a definition, not a fact")),
        },
        ["booked", "to", "rest"] => Ok(Cond::BookedToRest),
        ["level", "is", rest @ ..] => {
            let mut levels = Vec::new();
            for word in rest.iter().filter(|w| **w != "or") {
                let level = LEVELS
                    .iter()
                    .find(|l| *l == word)
                    .ok_or_else(|| format!("`{text}`: no level is called `{word}`"))?;
                levels.push(*level);
            }
            Ok(Cond::Level(levels))
        }
        ["no", name] => match fact(book, names, name, site, text)? {
            Named::Fact(i, row) if row.kind == "sign" => Ok(Cond::Fact {
                fact: i,
                test: Test::OneOf(vec![0]),
            }),
            Named::Fact(..) => Err(format!("`{text}`: `{name}` is not a sign")),
            Named::Define(i) => Ok(Cond::Not(Box::new(Cond::Define(i)))),
        },
        [name] => match fact(book, names, name, site, text)? {
            Named::Fact(i, row) if row.kind == "sign" => Ok(Cond::Fact {
                fact: i,
                test: Test::OneOf(vec![1]),
            }),
            Named::Fact(..) => Err(format!("`{text}`: `{name}` is not a sign; say what it is")),
            Named::Define(i) => Ok(Cond::Define(i)),
        },
        [name, "is", rest @ ..] => match fact(book, names, name, site, text)? {
            Named::Fact(i, row) => {
                let mut values = Vec::new();
                for word in rest.iter().filter(|w| **w != "or") {
                    let place = row
                        .options
                        .iter()
                        .position(|o| o.id == *word)
                        .ok_or_else(|| format!("`{text}`: `{name}` has no option `{word}`"))?;
                    values.push(i32::try_from(place).map_err(|e| e.to_string())?);
                }
                Ok(Cond::Fact {
                    fact: i,
                    test: Test::OneOf(values),
                })
            }
            Named::Define(_) => Err(format!("`{text}`: `{name}` is a definition, not a choice")),
        },
        [name, sign @ (">=" | "<=" | ">" | "<"), number, unit @ ..] => {
            match fact(book, names, name, site, text)? {
                Named::Fact(i, row) if row.kind == "number" => {
                    let value: i32 = number
                        .parse()
                        .map_err(|_| format!("`{text}`: `{number}` is not a whole number"))?;
                    let wants = row.unit.clone().unwrap_or_default();
                    if unit.join(" ") != wants {
                        return Err(format!("`{text}`: `{name}` is in {wants}"));
                    }
                    let (min, max) = (row.min.unwrap_or(i32::MIN), row.max.unwrap_or(i32::MAX));
                    if value < min || value > max {
                        return Err(format!("`{text}`: `{name}` runs from {min} to {max}"));
                    }
                    let test = match *sign {
                        ">=" => Test::AtLeast(value),
                        ">" => Test::AtLeast(value + 1),
                        "<=" => Test::AtMost(value),
                        _ => Test::AtMost(value - 1),
                    };
                    Ok(Cond::Fact { fact: i, test })
                }
                _ => Err(format!("`{text}`: `{name}` is not a number")),
            }
        }
        _ => Err(format!("`{text}` is not a sentence that conditions know")),
    }
}

enum Named<'a> {
    Fact(usize, &'a FactRow),
    Define(usize),
}

fn fact<'a>(
    book: &'a Book,
    names: &Names,
    name: &str,
    site: bool,
    text: &str,
) -> Result<Named<'a>, String> {
    if let Some(i) = names.facts.get(name) {
        let Some(located) = book.facts.get(*i) else {
            return Err(format!("`{text}`: unknown fact"));
        };
        if located.row.scope.is_some() && !site {
            return Err(format!(
                "`{text}`: `{name}` is about one site; use any_site or every_site"
            ));
        }
        return Ok(Named::Fact(*i, &located.row));
    }
    if let Some(i) = names.defines.get(name) {
        let about_site = book.defines.get(*i).is_some_and(|d| d.row.scope.is_some());
        if about_site && !site {
            return Err(format!(
                "`{text}`: `{name}` is about one site; use any_site or every_site"
            ));
        }
        return Ok(Named::Define(*i));
    }
    Err(format!("`{text}`: nothing is called `{name}`"))
}

impl Cond {
    /// Every fact that the condition can depend on, through its definitions.
    pub fn facts(&self, defines: &[Cond], out: &mut BTreeSet<usize>) {
        match self {
            Cond::Fact { fact, .. } | Cond::Known(fact) => {
                out.insert(*fact);
            }
            Cond::Define(i) => {
                if let Some(cond) = defines.get(*i) {
                    cond.facts(defines, out);
                }
            }
            Cond::All(list) | Cond::Any(list) => list.iter().for_each(|c| c.facts(defines, out)),
            Cond::Not(c) | Cond::AnySite(c) | Cond::EverySite(c) => c.facts(defines, out),
            Cond::Even | Cond::SiteIn(_) | Cond::Level(_) | Cond::BookedToRest => {}
        }
    }

    /// Whether it asks for the level of care, not counting the definitions in it.
    pub fn asks_level(&self) -> bool {
        match self {
            Cond::Level(_) => true,
            Cond::All(list) | Cond::Any(list) => list.iter().any(Cond::asks_level),
            Cond::Not(c) | Cond::AnySite(c) | Cond::EverySite(c) => c.asks_level(),
            Cond::Fact { .. }
            | Cond::Known(_)
            | Cond::Define(_)
            | Cond::Even
            | Cond::SiteIn(_)
            | Cond::BookedToRest => false,
        }
    }

    /// The facts whose worse answers would make the condition less true: none may stand in a triage rule.
    pub fn against(&self, book: &Book, defines: &[Cond], positive: bool, out: &mut Vec<String>) {
        match self {
            Cond::Fact { fact, test } => {
                if let Some(row) = book.facts.get(*fact).map(|f| &f.row)
                    && !follows(row, test, positive)
                {
                    out.push(row.id.get_ref().clone());
                }
            }
            Cond::Define(i) => {
                if let Some(cond) = defines.get(*i) {
                    cond.against(book, defines, positive, out);
                }
            }
            Cond::All(list) | Cond::Any(list) => list
                .iter()
                .for_each(|c| c.against(book, defines, positive, out)),
            Cond::Not(c) => c.against(book, defines, !positive, out),
            Cond::AnySite(c) => c.against(book, defines, positive, out),
            Cond::EverySite(c) => {
                // A further site makes "every site" less true, and a further site is never better.
                if positive {
                    out.push("every_site".into());
                }
                c.against(book, defines, positive, out);
            }
            Cond::Even => {
                if positive {
                    out.push("site.even".into());
                }
            }
            Cond::Level(_) => out.push("level".into()),
            Cond::BookedToRest => out.push("booked to rest".into()),
            Cond::SiteIn(_) | Cond::Known(_) => {}
        }
    }
}

/// Whether a worse answer can only turn the test from false to true (or, negated, from true to false).
fn follows(row: &FactRow, test: &Test, positive: bool) -> bool {
    let last = match row.kind.as_str() {
        "sign" => 1,
        "choice" => i32::try_from(row.options.len()).unwrap_or(i32::MAX) - 1,
        _ => i32::MAX,
    };
    let rises = match test {
        Test::AtLeast(_) => true,
        Test::AtMost(_) => false,
        Test::OneOf(values) => {
            (values.iter().min().copied().unwrap_or(0)..=last).all(|v| values.contains(&v))
        }
    };
    let falls = match test {
        Test::AtLeast(_) => false,
        Test::AtMost(_) => true,
        Test::OneOf(values) => {
            (0..=values.iter().max().copied().unwrap_or(0)).all(|v| values.contains(&v))
        }
    };
    match row.worse.as_str() {
        "none" => true,
        "lower" => {
            if positive {
                falls
            } else {
                rises
            }
        }
        _ => {
            if positive {
                rises
            } else {
                falls
            }
        }
    }
}

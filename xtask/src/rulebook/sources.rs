//! The sources by id, for the page: fetched when a runner opens them.

use std::collections::BTreeMap;

use aftermile_engine::rulebook::{CITATIONS, supports, titles};
use aftermile_engine::table::{RULES_DATE, RULES_VERSION};
use anyhow::Result;
use serde::Serialize;

#[derive(Serialize)]
struct File {
    version: &'static str,
    date: &'static str,
    /// Source, grade and check by citation.
    sources: BTreeMap<&'static str, [&'static str; 3]>,
    /// What each citation supports, by the rule's key in the catalogue and the citation.
    supports: BTreeMap<String, BTreeMap<&'static str, &'static str>>,
    /// What each triage rule is about.
    titles: BTreeMap<String, &'static str>,
}

/// The file as JSON, in a fixed order.
pub fn write() -> Result<String> {
    let file = File {
        version: RULES_VERSION,
        date: RULES_DATE,
        sources: CITATIONS
            .iter()
            .map(|c| (c.id, [c.source, c.grade, c.check]))
            .collect(),
        supports: supports()
            .map(|(key, cites)| {
                let told = cites
                    .iter()
                    .filter(|c| !c.supports.is_empty())
                    .map(|c| (c.id, c.supports))
                    .collect::<BTreeMap<_, _>>();
                (key, told)
            })
            .filter(|(_, told)| !told.is_empty())
            .collect(),
        titles: titles().collect(),
    };
    Ok(serde_json::to_string(&file)? + "\n")
}

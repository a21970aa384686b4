//! Which of the project's stories each rule takes part in: examples that are played, not written by hand.

use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};

use aftermile_engine::Plan;
use anyhow::Result;

use super::document::{Document, Item, Sentence};
use crate::play;
use crate::project::Project;

/// So many titles stand beside a rule; the rest is counted.
const NAMED: usize = 2;

/// Titles of stories by the rule's key, such as `step.roll`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stories(BTreeMap<String, Vec<String>>);

impl Stories {
    pub fn played(project: &Project) -> Result<Self> {
        let mut stories = Self::default();
        for file in play::STORIES {
            for (title, plan) in play::plans(&project.root.join(file))? {
                stories.add(&title, &plan);
            }
        }
        Ok(stories)
    }

    fn add(&mut self, title: &str, plan: &Plan) {
        let reasons = plan.care.reasons.iter().chain(&plan.care.also);
        let keys = reasons
            .map(|r| format!("rule.{}", r.rule))
            .chain(plan.steps.iter().map(|s| format!("step.{}", s.id)))
            .chain(plan.left_out.iter().map(|l| format!("leave.{}", l.id)))
            .chain(plan.next_run.iter().map(|n| format!("next.{}", n.id)))
            .chain(plan.help.iter().map(|h| format!("help.{}", h.id)))
            .chain([plan.headline.key.clone()])
            .chain(plan.calm.iter().map(|c| c.key.clone()));
        for key in keys {
            self.0.entry(key).or_default().push(title.to_owned());
        }
    }

    /// The line under a rule.
    pub fn item(&self, key: &str) -> Item {
        let titles = self.0.get(key).map_or(&[][..], Vec::as_slice);
        let text = match titles.len() {
            0 => " no story of the project reaches it yet".to_owned(),
            count => {
                let named: Vec<String> = titles
                    .iter()
                    .take(NAMED)
                    .map(|t| format!("“{t}”"))
                    .collect();
                let more = match count.saturating_sub(NAMED) {
                    0 => String::new(),
                    more => format!(" and {more} more"),
                };
                format!(" {}{more}", named.join(", "))
            }
        };
        Sentence::new().strong("In stories").text(text).item()
    }
}

/// The document being written, with the stories that its rules are shown in.
#[derive(Debug)]
pub struct Pen<'a> {
    pub document: Document,
    pub stories: &'a Stories,
}

impl Deref for Pen<'_> {
    type Target = Document;

    fn deref(&self) -> &Document {
        &self.document
    }
}

impl DerefMut for Pen<'_> {
    fn deref_mut(&mut self) -> &mut Document {
        &mut self.document
    }
}

//! axe-core's findings on what is on the screen.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::json;

use crate::browser::Browser;
use crate::engine::Engine;
use crate::site::checkout;

/// A rule that the screen breaks.
#[derive(Debug, Clone, Deserialize)]
pub struct Violation {
    /// axe's name of the rule.
    pub id: String,
    /// What the rule asks for.
    pub help: String,
    /// The elements that break it.
    pub nodes: Vec<Node>,
}

/// An element that breaks a rule.
#[derive(Debug, Clone, Deserialize)]
pub struct Node {
    /// The element as markup.
    pub html: String,
    /// What would have to change.
    #[serde(rename = "failureSummary", default)]
    pub summary: String,
}

/// Motion that ends by itself is waited for: half-faded text has no contrast of its own. Where a system's own colours
/// are forced, their contrast is the system's; only Chromium forces a palette that is known.
const RUN: &str = "const done = arguments[arguments.length - 1];
    const roots = [document];
    for (const el of document.querySelectorAll('*')) if (el.shadowRoot) roots.push(el.shadowRoot);
    const moving = roots.flatMap((root) => root.getAnimations())
        .filter((a) => Number.isFinite(a.effect?.getComputedTiming().endTime));
    Promise.allSettled(moving.map((a) => a.finished)).then(() => axe.run(document, {
        iframes: false,
        resultTypes: ['violations'],
        rules: { 'color-contrast': { enabled: arguments[0] || !matchMedia('(forced-colors: active)').matches } },
    })).then((result) => done(result.violations), (error) => done(String(error)));";

impl Browser {
    /// Runs axe-core on the page, open shadow roots included.
    ///
    /// # Errors
    /// When axe-core is not there or cannot run.
    pub fn violations(&self) -> Result<Vec<Violation>> {
        if self.script("return typeof axe === 'undefined'", Vec::new())? == json!(true) {
            self.script(&source()?, Vec::new())?;
        }
        let palette_is_known = self.engine() == Engine::Chromium;
        let found = self.script_calling_back(RUN, vec![palette_is_known.into()])?;
        serde_json::from_value(found.clone())
            .with_context(|| format!("axe-core could not check the page: {found}"))
    }

    /// Fails when axe-core finds anything.
    ///
    /// # Errors
    /// With what it finds.
    pub fn check_accessibility(&self) -> Result<()> {
        let violations = self.violations()?;
        if violations.is_empty() {
            return Ok(());
        }
        let lines: Vec<String> = violations.iter().map(describe).collect();
        bail!(
            "axe-core finds fault with the screen:\n{}",
            lines.join("\n")
        )
    }
}

fn describe(violation: &Violation) -> String {
    let nodes: Vec<String> = violation
        .nodes
        .iter()
        .map(|node| {
            format!(
                "    {}\n      {}",
                node.html,
                node.summary.replace('\n', " ")
            )
        })
        .collect();
    format!(
        "  {}: {}\n{}",
        violation.id,
        violation.help,
        nodes.join("\n")
    )
}

fn source() -> Result<String> {
    let path = std::env::var_os("AFTERMILE_AXE").map_or_else(
        || checkout().join("target/tools/npm/axe-core/node_modules/axe-core/axe.min.js"),
        PathBuf::from,
    );
    std::fs::read_to_string(&path).with_context(|| {
        format!(
            "axe-core is not at {}; cargo xtask setup brings it",
            path.display()
        )
    })
}

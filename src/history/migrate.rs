//! Runs of the first store, which held the whole plan of each. Its texts are read by shape alone, so that they
//! stay readable whatever becomes of the engine's types.

use super::run::{Done, Run, Source, level_by_id};
use super::said::Said;
use super::told::Told;
use aftermile_engine::fact;
use aftermile_fields::Fields;

const HOUR_MS: i64 = 3_600_000;

/// A run as version 1 stored it; `None` when it is none.
#[must_use]
pub fn run_of_1(text: &str) -> Option<Run> {
    let sealed = Fields::read(text)?;
    if sealed.number("v")? != 1 {
        return None;
    }
    let mut body = sealed.object("body")?;
    let saved_at_ms = body.take_number("saved_at_ms")?;
    let plan = body.take("plan")?;
    let fields = Fields::read(&plan)?;
    let said = Said::of_json(&body.take("answers")?)?;
    let hours = said.choice("finished").map_or(0, |band| hours_of(&band));
    Some(Run {
        id: body.take_text("id").filter(|id| !id.is_empty())?,
        saved_at_ms,
        offset_min: i32::try_from(body.take_number("offset_min")?).ok()?,
        finished_ms: saved_at_ms.saturating_sub(i64::from(hours) * HOUR_MS),
        updated_ms: saved_at_ms,
        source: Source::Asked,
        rules: fields.text("rules")?,
        level: level_by_id(&fields.object("care")?.text("level")?),
        said,
        told: Told::of_plan(&plan)?,
        swapped: Vec::new(),
        done: Done::default(),
        checks: Vec::new(),
        file: Fields::default(),
        seen: None,
        about: None,
        other: body,
    })
}

/// Hours since the run that an option stood for.
fn hours_of(band: &str) -> i32 {
    let options = fact::FINISHED.options();
    options.iter().find(|o| o.id == band).map_or(0, |o| o.value)
}

//! What a whole file gave.

use crate::activity::{Activity, Unit};
use crate::error::Error;
use crate::sport::Sport;
use crate::warning::Warning;
use serde::{Deserialize, Serialize};

/// Memory is bounded by this; a runner of 30 years with two runs a day has 22 000.
const MOST: usize = 50_000;
/// Kinds of other sports that are counted by name.
const MOST_SPORTS: usize = 64;
/// Reasons that are told apart; there are hardly more.
const MOST_REASONS: usize = 32;

/// The formats that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    #[default]
    Fit,
    Gpx,
    Tcx,
    StravaCsv,
    GarminCsv,
    AppleHealth,
}

/// What a file gave.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Import {
    pub format: Format,
    /// Recordings: every activity, whatever its sport. Lists of a whole account ([`Import::is_list`]): only what is or
    /// may be a run. In the order of the file.
    pub activities: Vec<Activity>,
    /// The other activities of a list, counted by sport.
    pub others: Vec<(Sport, u32)>,
    /// What is doubtful about the file as a whole.
    pub warnings: Vec<Warning>,
    /// Why files of an archive gave nothing, each reason with how many.
    #[serde(default)]
    pub left_out: Vec<(Error, u32)>,
}

impl Import {
    /// True for files that list the activities of an account rather than record one.
    #[must_use]
    pub fn is_list(&self) -> bool {
        matches!(
            self.format,
            Format::StravaCsv | Format::GarminCsv | Format::AppleHealth
        )
    }

    /// The import once its unit is known: see [`Activity::in_unit`].
    #[must_use]
    pub fn in_unit(mut self, unit: Unit) -> Import {
        let all = self.activities.into_iter();
        self.activities = all.map(|one| one.in_unit(unit)).collect();
        self
    }

    pub(crate) fn add(&mut self, activity: Activity) -> Result<(), Error> {
        if self.is_list() && !activity.may_be_run() {
            let room = self.others.len() < MOST_SPORTS;
            match self
                .others
                .iter_mut()
                .find(|(sport, _)| *sport == activity.sport)
            {
                Some((_, count)) => *count = count.saturating_add(1),
                None if room => self.others.push((activity.sport, 1)),
                None => self.count_left_out(1),
            }
            return Ok(());
        }
        if self.activities.len() >= MOST {
            return Err(Error::TooMany);
        }
        self.activities.push(activity);
        Ok(())
    }

    /// Notes why a file of an archive gave nothing.
    pub(crate) fn leave_out(&mut self, why: Error) {
        let room = self.left_out.len() < MOST_REASONS;
        match self.left_out.iter_mut().find(|(other, _)| *other == why) {
            Some((_, count)) => *count = count.saturating_add(1),
            None if room => self.left_out.push((why, 1)),
            None => self.count_left_out(1),
        }
    }

    pub(crate) fn count_left_out(&mut self, more: u32) {
        for warning in &mut self.warnings {
            if let Warning::LeftOut { count } = warning {
                *count = count.saturating_add(more);
                return;
            }
        }
        if more > 0 {
            self.warnings.push(Warning::LeftOut { count: more });
        }
    }

    /// Whether anything was found that is worth showing.
    pub(crate) fn holds_something(&self) -> bool {
        !self.activities.is_empty() || !self.others.is_empty()
    }
}

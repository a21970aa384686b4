//! What was done, from the names that files give it.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What was done. In JSON one word: `running`, `walking`, ..., `unknown`, or the file's own name for it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Sport {
    Running,
    Walking,
    Hiking,
    Cycling,
    Swimming,
    /// The file's own name: at most 40 ASCII letters, digits, spaces and low lines.
    Other(String),
    #[default]
    Unknown,
}

/// Where a run was, when the file says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Surface {
    Trail,
    Track,
    Treadmill,
}

/// Parts of names by what they mean; the first that is found counts. "Swimrun" and wheelchairs come before running.
const NAMES: [(&[&str], Sport); 6] = [
    (&["swimrun", "wheelchair"], Sport::Unknown),
    (
        &[
            "run",
            "jog",
            "treadmill",
            "laufen",
            "lauf",
            "course pied",
            "course a pied",
            "carrera",
            "correr",
            "corrida",
            "corsa",
            "hardlop",
        ],
        Sport::Running,
    ),
    (
        &[
            "walk",
            "gehen",
            "spazier",
            "marche",
            "caminata",
            "camminata",
        ],
        Sport::Walking,
    ),
    (&["hik", "wander", "randonn", "senderismo"], Sport::Hiking),
    (&["ride", "bik", "cycl", "velo", "radfahr"], Sport::Cycling),
    (&["swim", "schwimm"], Sport::Swimming),
];

const LONGEST: usize = 40;

impl Sport {
    /// From the name that a file gives it, in any case and with any separators.
    pub(crate) fn named(name: &str) -> Sport {
        let plain = plain(name);
        // Strava's number of a run in older GPX files; "Other" is what TCX calls all that it has no name for.
        match plain.as_str() {
            "9" => return Sport::Running,
            "1" => return Sport::Cycling,
            "" | "other" | "generic" | "unknown" | "uncategorized" => return Sport::Unknown,
            _ => {}
        }
        for (parts, sport) in &NAMES {
            if parts.iter().any(|part| plain.contains(part)) {
                return match sport {
                    Sport::Unknown => Sport::Other(plain),
                    known => known.clone(),
                };
            }
        }
        Sport::Other(plain)
    }

    /// The one word of the JSON.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Sport::Running => "running",
            Sport::Walking => "walking",
            Sport::Hiking => "hiking",
            Sport::Cycling => "cycling",
            Sport::Swimming => "swimming",
            Sport::Other(name) => name,
            Sport::Unknown => "unknown",
        }
    }
}

impl Surface {
    /// From the name that a file gives the sport.
    pub(crate) fn named(name: &str) -> Option<Surface> {
        let plain = plain(name);
        if plain.contains("trail") {
            Some(Surface::Trail)
        } else if ["treadmill", "indoor", "virtual", "laufband"]
            .iter()
            .any(|part| plain.contains(part))
        {
            Some(Surface::Treadmill)
        } else if plain.contains("track") {
            Some(Surface::Track)
        } else {
            None
        }
    }
}

/// Small letters, everything but letters and digits as one space, at most [`LONGEST`] long.
fn plain(name: &str) -> String {
    let mut plain = String::new();
    for letter in name.chars().take(4 * LONGEST) {
        if plain.len() >= LONGEST {
            break;
        }
        if letter.is_ascii_alphanumeric() {
            plain.push(letter.to_ascii_lowercase());
        } else if !plain.is_empty() && !plain.ends_with(' ') {
            plain.push(' ');
        }
    }
    plain.truncate(plain.trim_end().len());
    plain
}

impl From<String> for Sport {
    fn from(id: String) -> Sport {
        match id.as_str() {
            "running" => Sport::Running,
            "walking" => Sport::Walking,
            "hiking" => Sport::Hiking,
            "cycling" => Sport::Cycling,
            "swimming" => Sport::Swimming,
            "unknown" => Sport::Unknown,
            _ => Sport::Other(id),
        }
    }
}

impl From<Sport> for String {
    fn from(sport: Sport) -> String {
        sport.id().to_owned()
    }
}

impl fmt::Display for Sport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::{Sport, Surface};

    #[test]
    fn names_of_all_formats_are_known() {
        for run in [
            "Run",
            "running",
            "Running",
            "TrailRun",
            "trail_running",
            "Virtual Run",
            "HKWorkoutActivityTypeRunning",
            "Treadmill Running",
            "9",
            "jogging",
        ] {
            assert_eq!(Sport::named(run), Sport::Running, "{run}");
        }
        for (name, sport) in [
            ("Walk", Sport::Walking),
            ("Hike", Sport::Hiking),
            ("E-Bike Ride", Sport::Cycling),
            ("Biking", Sport::Cycling),
            ("Lap Swimming", Sport::Swimming),
            ("Other", Sport::Unknown),
            ("", Sport::Unknown),
        ] {
            assert_eq!(Sport::named(name), sport, "{name}");
        }
        assert_eq!(
            Sport::named("Weight Training"),
            Sport::Other("weight training".into())
        );
        assert!(matches!(Sport::named("SwimRun"), Sport::Other(_)));
        assert!(matches!(
            Sport::named("Wheelchair Push Run"),
            Sport::Other(_)
        ));
    }

    #[test]
    fn a_name_stays_short_and_plain() {
        let Sport::Other(name) = Sport::named(&"<b>x</b>\u{202e} ".repeat(1000)) else {
            panic!()
        };
        assert!(
            name.len() <= 40
                && name
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b' ')
        );
    }

    #[test]
    fn surfaces_are_read_from_the_name() {
        assert_eq!(Surface::named("trail_running"), Some(Surface::Trail));
        assert_eq!(
            Surface::named("Treadmill Running"),
            Some(Surface::Treadmill)
        );
        assert_eq!(Surface::named("Track Running"), Some(Surface::Track));
        assert_eq!(Surface::named("Run"), None);
    }
}

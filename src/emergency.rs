//! Which emergency number to show: by the device's time zone, then by its language, never by the host page.
//!
//! The numbers stand in `emergency.toml`, each with an official source (EV-RF-34); the build refuses one without.
//! A country that is not there is shown 112 and 911 together.

use crate::ports::Locale;

/// A country with its emergency numbers, the one for an ambulance first.
#[derive(Debug, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166.
    pub code: &'static str,
    pub numbers: &'static [&'static str],
    /// Its time zones; one that ends in `/` stands for all that begin so.
    zones: &'static [&'static str],
    /// The national line for someone who has to be seen today but is no emergency.
    pub line: Option<Line>,
}

/// A national health line.
#[derive(Debug, PartialEq, Eq)]
pub struct Line {
    /// In groups of digits, as it is read.
    pub number: &'static str,
    /// It does not serve the whole country.
    pub parts: bool,
}

/// Shown together when the country is not known.
pub const UNSURE: &[&str] = &["112", "911"];

include!(concat!(env!("OUT_DIR"), "/emergency.rs"));

/// The country of that code.
#[must_use]
pub fn by_code(code: &str) -> Option<&'static Country> {
    COUNTRIES.iter().find(|c| c.code == code)
}

/// The country that the device is in; `None` when unsure.
#[must_use]
pub fn of_device<L: Locale + ?Sized>(locale: &L) -> Option<&'static Country> {
    let zone = locale.zone();
    let placeless = zone.is_empty() || zone == "UTC" || zone == "GMT" || zone.starts_with("Etc/");
    if placeless {
        // A language says less than a zone: it counts only where the device does not say where it is.
        return region(&locale.languages()).and_then(|code| by_code(&code));
    }
    COUNTRIES.iter().find(|c| {
        c.zones.iter().any(|known| {
            if known.ends_with('/') {
                zone.starts_with(known)
            } else {
                zone == *known
            }
        })
    })
}

/// The country in the first language that names one, such as `GB` of `en-GB`.
#[must_use]
pub fn region(languages: &[String]) -> Option<String> {
    languages.iter().find_map(|language| {
        language
            .split('-')
            .skip(1)
            .find(|part| part.len() == 2 && part.bytes().all(|b| b.is_ascii_alphabetic()))
            .map(str::to_ascii_uppercase)
    })
}

/// Where a number was read.
#[cfg(test)]
#[derive(Debug)]
pub struct Proof {
    pub code: &'static str,
    pub number: &'static str,
    pub line: bool,
    pub check: &'static str,
    pub by: &'static str,
    pub url: &'static str,
    pub copy: &'static str,
}

#[cfg(test)]
impl std::fmt::Display for Proof {
    /// A row of docs/emergency-numbers.md.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let what = if self.line {
            "health line"
        } else {
            "emergency"
        };
        write!(
            f,
            "| {} | {} | {what} | {} | {} | [{}]({}) |",
            self.code, self.number, self.check, self.copy, self.by, self.url
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{COUNTRIES, SOURCES, by_code, of_device, region};
    use crate::ports::memory::PlainLocale;

    fn device(zone: &str, language: &str) -> Option<&'static str> {
        let locale = PlainLocale {
            zone: zone.into(),
            languages: vec![language.into()],
        };
        of_device(&locale).map(|c| c.code)
    }

    #[test]
    fn the_time_zone_comes_first() {
        assert_eq!(device("Europe/Dublin", "en-US"), Some("IE"));
        assert_eq!(device("America/Indiana/Knox", "es"), Some("US"));
        assert_eq!(device("Australia/Perth", "en-GB"), Some("AU"));
    }

    #[test]
    fn a_language_counts_only_without_a_zone() {
        assert_eq!(device("UTC", "en-GB"), Some("GB"));
        assert_eq!(device("UTC", "en"), None);
        assert_eq!(
            device("Africa/Nairobi", "en-US"),
            None,
            "the zone says elsewhere"
        );
    }

    #[test]
    fn a_script_is_no_region() {
        assert_eq!(region(&["zh-Hant-TW".into()]).as_deref(), Some("TW"));
        assert_eq!(
            region(&["de".into(), "fr-ca".into()]).as_deref(),
            Some("CA")
        );
    }

    #[test]
    fn every_number_has_an_official_source_that_is_told_in_the_docs() {
        let docs = std::fs::read_to_string("docs/emergency-numbers.md").unwrap();
        let told: Vec<&str> = docs
            .lines()
            .filter(|l| l.starts_with("| "))
            .skip(1)
            .collect();
        let rows: Vec<String> = SOURCES.iter().map(ToString::to_string).collect();
        for row in &rows {
            assert!(told.contains(&row.as_str()), "docs lack the row\n{row}");
        }
        assert_eq!(told.len(), rows.len(), "docs have a row too many");
    }

    #[test]
    fn no_number_is_without_source() {
        for country in COUNTRIES {
            let line = country.line.iter().map(|l| l.number);
            for number in country.numbers.iter().copied().chain(line) {
                let proof = SOURCES
                    .iter()
                    .find(|p| p.code == country.code && p.number == number)
                    .unwrap_or_else(|| panic!("{} {number}", country.code));
                assert!(proof.url.contains("://") && !proof.by.is_empty());
                assert!(["V", "P"].contains(&proof.check));
            }
            assert!(!country.numbers.is_empty() && !country.zones.is_empty());
        }
    }

    #[test]
    fn the_ambulance_comes_first() {
        for (zone, numbers) in [
            ("Europe/Oslo", ["113", "112"]),
            ("Europe/Zurich", ["144", "112"]),
            ("Europe/London", ["999", "112"]),
            ("Europe/Dublin", ["112", "999"]),
        ] {
            let code = device(zone, "en").unwrap();
            assert_eq!(by_code(code).unwrap().numbers, numbers, "{zone}");
        }
    }

    #[test]
    fn a_zone_belongs_to_one_country() {
        for country in COUNTRIES {
            for zone in country.zones {
                let place = if zone.ends_with('/') {
                    format!("{zone}Somewhere")
                } else {
                    (*zone).to_owned()
                };
                assert_eq!(device(&place, "eo"), Some(country.code), "{place}");
            }
        }
    }
}

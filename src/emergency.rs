//! Which emergency number to show: by the device's time zone, then by its language, never by the host page.
//!
//! EV-RF-34. Each number still has to be checked against a national source (see docs).

use crate::ports::Locale;

/// A country with its emergency numbers, the usual one first.
#[derive(Debug, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166.
    pub code: &'static str,
    pub numbers: &'static [&'static str],
    /// Its time zones; one that ends in `/` stands for all that begin so.
    zones: &'static [&'static str],
}

const fn country(
    code: &'static str,
    numbers: &'static [&'static str],
    zones: &'static [&'static str],
) -> Country {
    Country {
        code,
        numbers,
        zones,
    }
}

/// Shown together when the country is not known.
pub const UNSURE: &[&str] = &["112", "911"];

pub static COUNTRIES: &[Country] = &[
    country("AT", &["112"], &["Europe/Vienna"]),
    country("AU", &["000"], &["Australia/"]),
    country("BE", &["112"], &["Europe/Brussels"]),
    country("BG", &["112"], &["Europe/Sofia"]),
    country(
        "CA",
        &["911"],
        &[
            "America/Toronto",
            "America/Vancouver",
            "America/Edmonton",
            "America/Winnipeg",
            "America/Halifax",
            "America/St_Johns",
            "America/Regina",
            "America/Montreal",
            "America/Moncton",
            "America/Whitehorse",
            "America/Yellowknife",
            "America/Iqaluit",
            "America/Glace_Bay",
            "America/Goose_Bay",
            "America/Swift_Current",
            "America/Thunder_Bay",
            "America/Dawson",
            "America/Inuvik",
            "America/Rankin_Inlet",
            "America/Resolute",
        ],
    ),
    country("CH", &["112"], &["Europe/Zurich"]),
    country(
        "CY",
        &["112"],
        &["Asia/Nicosia", "Europe/Nicosia", "Asia/Famagusta"],
    ),
    country("CZ", &["112"], &["Europe/Prague"]),
    country("DE", &["112"], &["Europe/Berlin", "Europe/Busingen"]),
    country("DK", &["112"], &["Europe/Copenhagen"]),
    country("EE", &["112"], &["Europe/Tallinn"]),
    country(
        "ES",
        &["112"],
        &["Europe/Madrid", "Africa/Ceuta", "Atlantic/Canary"],
    ),
    country("FI", &["112"], &["Europe/Helsinki", "Europe/Mariehamn"]),
    country("FR", &["112"], &["Europe/Paris"]),
    country("GB", &["999", "112"], &["Europe/London"]),
    country("GR", &["112"], &["Europe/Athens"]),
    country("HR", &["112"], &["Europe/Zagreb"]),
    country("HU", &["112"], &["Europe/Budapest"]),
    country("IE", &["112", "999"], &["Europe/Dublin"]),
    country("IS", &["112"], &["Atlantic/Reykjavik"]),
    country("IT", &["112"], &["Europe/Rome"]),
    country("JP", &["119"], &["Asia/Tokyo"]),
    country("LI", &["112"], &["Europe/Vaduz"]),
    country("LT", &["112"], &["Europe/Vilnius"]),
    country("LU", &["112"], &["Europe/Luxembourg"]),
    country("LV", &["112"], &["Europe/Riga"]),
    country("MT", &["112"], &["Europe/Malta"]),
    country("NL", &["112"], &["Europe/Amsterdam"]),
    country("NO", &["112"], &["Europe/Oslo"]),
    country("NZ", &["111"], &["Pacific/Auckland", "Pacific/Chatham"]),
    country("PL", &["112"], &["Europe/Warsaw"]),
    country(
        "PT",
        &["112"],
        &["Europe/Lisbon", "Atlantic/Madeira", "Atlantic/Azores"],
    ),
    country("RO", &["112"], &["Europe/Bucharest"]),
    country("SE", &["112"], &["Europe/Stockholm"]),
    country("SI", &["112"], &["Europe/Ljubljana"]),
    country("SK", &["112"], &["Europe/Bratislava"]),
    country(
        "US",
        &["911"],
        &[
            "America/New_York",
            "America/Chicago",
            "America/Denver",
            "America/Los_Angeles",
            "America/Phoenix",
            "America/Anchorage",
            "America/Detroit",
            "America/Boise",
            "America/Indiana/",
            "America/Kentucky/",
            "America/North_Dakota/",
            "America/Juneau",
            "America/Sitka",
            "America/Nome",
            "America/Adak",
            "America/Menominee",
            "America/Metlakatla",
            "America/Yakutat",
            "America/Indianapolis",
            "America/Louisville",
            "Pacific/Honolulu",
            "US/",
        ],
    ),
];

/// The country of that code.
#[must_use]
pub fn by_code(code: &str) -> Option<&'static Country> {
    COUNTRIES.iter().find(|c| c.code == code)
}

/// The country that the device is in; `None` when unsure.
#[must_use]
pub fn of_device(locale: &dyn Locale) -> Option<&'static Country> {
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

#[cfg(test)]
mod tests {
    use super::{COUNTRIES, of_device, region};
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
            device("Asia/Kolkata", "en-US"),
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
    fn every_country_has_a_number_and_a_zone() {
        for country in COUNTRIES {
            assert!(
                !country.numbers.is_empty() && !country.zones.is_empty(),
                "{}",
                country.code
            );
        }
    }
}

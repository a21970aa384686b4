//! Numbers, plurals and dates by `Intl`, which every browser of the floor has.

use crate::ports::{DateStyle, Locale, Moment};
use js_sys::{Array, Date, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

/// The language that the catalogue is in: words and numbers of one text are written alike.
const LANGUAGE: &str = "en";

/// The device's locale.
#[derive(Debug)]
pub struct DeviceLocale;

fn languages() -> Array {
    Array::of1(&LANGUAGE.into())
}

fn options(pairs: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in pairs {
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}

impl DeviceLocale {
    /// The device's own kind of English where its language is English, so that dates read as at home.
    fn dates(&self) -> String {
        self.languages()
            .into_iter()
            .find(|l| l.starts_with(LANGUAGE))
            .unwrap_or_else(|| "en-GB".into())
    }
}

impl Locale for DeviceLocale {
    fn plural(&self, count: i32) -> String {
        Intl::PluralRules::new(&languages(), &Object::new())
            .select(f64::from(count))
            .into()
    }

    fn number(&self, value: f64, digits: u8) -> String {
        let options = options(&[("maximumFractionDigits", digits.into())]);
        let format = Intl::NumberFormat::new(&languages(), &options).format();
        format
            .call1(&JsValue::UNDEFINED, &value.into())
            .ok()
            .and_then(|text| text.as_string())
            .unwrap_or_default()
    }

    #[allow(clippy::cast_precision_loss)]
    fn date(&self, moment: Moment, style: DateStyle) -> String {
        let utc: (&str, JsValue) = ("timeZone", "UTC".into());
        let long = || JsValue::from("long");
        let options = match style {
            DateStyle::Weekday => options(&[utc, ("weekday", long())]),
            DateStyle::ShortWeekday => options(&[utc, ("weekday", "short".into())]),
            DateStyle::Day => options(&[
                utc,
                ("weekday", long()),
                ("day", "numeric".into()),
                ("month", long()),
            ]),
            DateStyle::Full => options(&[
                utc,
                ("day", "numeric".into()),
                ("month", long()),
                ("year", "numeric".into()),
            ]),
        };
        // The moment carries its own offset: an old run shows the day it had there.
        let date = Date::new(&JsValue::from_f64(moment.local_ms() as f64));
        date.to_locale_date_string(&self.dates(), &options).into()
    }

    fn country_name(&self, code: &str) -> String {
        let names = Intl::DisplayNames::new(&languages(), &options(&[("type", "region".into())]));
        names.of(code).map_or_else(|| code.to_owned(), String::from)
    }

    fn zone(&self) -> String {
        let resolved = Intl::DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
        Reflect::get(&resolved, &"timeZone".into())
            .ok()
            .and_then(|zone| zone.as_string())
            .unwrap_or_default()
    }

    fn languages(&self) -> Vec<String> {
        let Some(window) = web_sys::window() else {
            return Vec::new();
        };
        window
            .navigator()
            .languages()
            .iter()
            .filter_map(|language| language.as_string())
            .collect()
    }
}

#![no_main]

use aftermile_fuzz::{common, seed};
use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: seed("csv", &[common::text::STRAVA.into(), common::text::GARMIN.into()]),
    |file: &[u8]| {
        let _ = common::read(file);
    }
);

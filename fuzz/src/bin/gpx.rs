#![no_main]

use aftermile_fuzz::{common, seed};
use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: seed("gpx", &[common::text::gpx(4).into_bytes()]),
    |file: &[u8]| {
        let _ = common::read(&[b"<gpx><trk>", file].concat());
        let _ = common::read(file);
    }
);

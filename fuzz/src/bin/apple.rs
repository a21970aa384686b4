#![no_main]

use aftermile_fuzz::{common, seed};
use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: seed("apple", &[common::text::apple(2).into_bytes()]),
    |file: &[u8]| {
        let _ = common::read(&[b"<HealthData>", file].concat());
        let _ = common::read(file);
    }
);

#![no_main]

use aftermile_fuzz::{common, seed};
use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: seed("tcx", &[common::text::tcx().into_bytes()]),
    |file: &[u8]| {
        let _ = common::read(&[b"<TrainingCenterDatabase><Activity>", file].concat());
        let _ = common::read(file);
    }
);

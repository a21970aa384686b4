#![no_main]

use aftermile_fuzz::{begin, targets::ARCHIVE};
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: begin(&ARCHIVE), |file: &[u8]| {
    (ARCHIVE.attempt)(file);
});

#![no_main]

use aftermile_fuzz::{begin, targets::APPLE};
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: begin(&APPLE), |file: &[u8]| {
    (APPLE.attempt)(file);
});

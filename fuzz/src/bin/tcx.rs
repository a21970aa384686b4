#![no_main]

use aftermile_fuzz::{begin, targets::TCX};
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: begin(&TCX), |file: &[u8]| {
    (TCX.attempt)(file);
});

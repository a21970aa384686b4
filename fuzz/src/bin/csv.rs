#![no_main]

use aftermile_fuzz::{begin, targets::CSV};
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: begin(&CSV), |file: &[u8]| {
    (CSV.attempt)(file);
});

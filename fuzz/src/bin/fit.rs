#![no_main]

use aftermile_fuzz::{begin, targets::FIT};
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: begin(&FIT), |file: &[u8]| {
    (FIT.attempt)(file);
});

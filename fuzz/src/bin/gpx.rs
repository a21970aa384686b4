#![no_main]

use aftermile_fuzz::{begin, targets::GPX};
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: begin(&GPX), |file: &[u8]| {
    (GPX.attempt)(file);
});

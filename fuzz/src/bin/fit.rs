#![no_main]

use aftermile_fuzz::{common, seed};
use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: seed("fit", &[common::fit::run(20)]),
    |file: &[u8]| {
        // The engine need not find the mark by chance.
        let mut file = file.to_vec();
        if let Some(mark) = file.get_mut(8..12) {
            mark.copy_from_slice(b".FIT");
        }
        let _ = common::read(&file);
    }
);

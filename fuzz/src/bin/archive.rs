#![no_main]

use aftermile_fuzz::{common, seed};
use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: seed("archive", &[common::pack::gzip(&common::fit::run(3)), common::pack::zip(&[("a.gpx", common::text::gpx(2).as_bytes()), ("b.fit.gz", &common::pack::gzip(&common::fit::run(2)))])]),
    |file: &[u8]| {
        let _ = common::read(file);
    }
);

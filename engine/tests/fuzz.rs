//! A short run of what `cargo xtask fuzz plan answers` does at length: nothing that is given makes the engine panic.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use aftermile_engine::{Answers, Interview, Plan, explain};
use common::person;
use proptest::prelude::*;

fn play(a: &Answers) {
    let walk = Interview::walk(a);
    if Plan::traced(&walk).is_some() {
        let _ = explain::why_not(a);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(a) = serde_json::from_slice::<Answers>(&bytes) {
            play(&a);
        }
    }

    /// Written answers with bytes changed, dropped and doubled: mostly refused, sometimes other answers.
    #[test]
    fn damaged_answers(a in person(), at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<prop::sample::Index>()) {
        let mut text = serde_json::to_vec(&a).unwrap();
        let place = at.index(text.len());
        text[place] = byte;
        let cut = cut.index(text.len());
        for bytes in [text.clone(), text[..cut].to_vec(), [&text[..], &text[cut..]].concat()] {
            if let Ok(a) = serde_json::from_slice::<Answers>(&bytes) {
                play(&a);
            }
        }
    }

    /// Some answers taken back, in any combination: half-finished interviews.
    #[test]
    fn half_answered(a in person(), drop in any::<u64>()) {
        let json = serde_json::to_value(&a).unwrap();
        let kept: serde_json::Map<_, _> = json
            .as_object()
            .unwrap()
            .clone()
            .into_iter()
            .enumerate()
            .filter(|(i, _)| drop.rotate_left(u32::try_from(*i).unwrap()) & 3 != 0)
            .map(|(_, entry)| entry)
            .collect();
        let a: Answers = serde_json::from_value(kept.into()).unwrap();
        play(&a);
    }
}

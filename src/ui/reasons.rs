//! Why a level of care: what the rules say, and the runner's own answers behind it.

use crate::i18n::{Words, key};
use aftermile_engine::table::Kind;
use aftermile_engine::triage::{Care, Reason};
use aftermile_engine::{Arg, Fact};

/// The sentences of the card. Signs that a sentence does not name itself are named after it.
pub fn texts(words: &Words, care: &Care) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    let mut signs: Vec<String> = Vec::new();
    for reason in &care.reasons {
        let text = words.message(&reason.because);
        if !texts.contains(&text) {
            texts.push(text);
        }
        for sign in unnamed(reason) {
            let sign = words.arg(sign);
            if !signs.contains(&sign) {
                signs.push(sign);
            }
        }
    }
    if !signs.is_empty() {
        let what = signs.join(", ");
        texts.push(words.with(key::LEVEL_SAID, &[("what", &what)]));
    }
    if !care.reasons.is_empty() && care.reasons.iter().all(|r| r.unsure) {
        texts.push(key::LEVEL_UNSURE.text().to_owned());
    }
    texts
}

/// The signs that decided, without those that the sentence fills in.
fn unnamed(reason: &Reason) -> impl Iterator<Item = &Arg> {
    reason.said.iter().filter(|arg| {
        let Arg::Key(key) = arg else {
            return false;
        };
        let sign = key
            .strip_prefix("said.")
            .and_then(Fact::by_id)
            .is_some_and(|f| matches!(f.def().kind, Kind::Sign) && f.def().covers.is_empty());
        sign && !reason.because.args.values().any(|filled| filled == *arg)
    })
}

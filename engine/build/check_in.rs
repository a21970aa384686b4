//! What must hold of the check-in's rules.

use super::Checker;
use crate::condition::LEVELS;

const SIGNS: [&str; 5] = [
    "risen",
    "not_fallen",
    "one_sided",
    "stairs_impossible",
    "sore",
];
/// What a reason may name.
const NAMES: [&str; 4] = ["place", "now", "before", "hours"];

pub fn check(c: &mut Checker<'_>) {
    let book = c.book;
    for rule in &book.check_ins {
        let row = &rule.row;
        c.cites(&rule.at, &row.cite);
        if row.title.trim().is_empty() {
            c.say(&rule.at, "an empty title");
        }
        if !LEVELS.contains(&row.level.as_str()) || row.level == "self_care" {
            c.say(&rule.at, "`level` is emergency, same_day or book");
        }
        if !SIGNS.contains(&row.sign.as_str()) {
            c.say(&rule.at, format!("`sign` is one of {SIGNS:?}"));
        }
        let stairs = row.sign == "stairs_impossible";
        if stairs != (row.points == 0) || row.points > 10 {
            c.say(&rule.at, "`points` is 1 to 10, and none for stairs");
        }
        if !book.sees.iter().any(|s| *s.row.id.get_ref() == row.see) {
            c.say(&rule.at, format!("`see` names the unknown `{}`", row.see));
        }
        if row.to_h.is_some_and(|to| to < row.from_h) {
            c.say(&rule.at, "`to_h` lies before `from_h`");
        }
        // A worse check-in must not switch a rule off: later is worse, and so is a higher score.
        if row.to_h.is_some() && stairs {
            c.say(
                &rule.at,
                "stairs that stay impossible could switch this rule off",
            );
        }
        let place = |name: &str| stairs && name != "hours";
        if row.phone.trim().is_empty() {
            c.say(&rule.at, "an empty `phone`");
        }
        let texts = [&row.because, &row.phone];
        for part in texts.into_iter().flat_map(|t| t.split('{').skip(1)) {
            let name = part.split('}').next().unwrap_or("");
            if !NAMES.contains(&name) || place(name) {
                c.say(&rule.at, format!("nothing fills {{{name}}}"));
            }
        }
        let compares = ["risen", "not_fallen"].contains(&row.sign.as_str());
        if texts.iter().any(|t| t.contains("{before}")) && !compares {
            c.say(&rule.at, "nothing fills {before}");
        }
    }
    for injury in [false, true] {
        moves(c, injury);
    }
}

/// The rows for soreness, or those for a place that may be an injury.
fn moves(c: &mut Checker<'_>, injury: bool) {
    let book = c.book;
    let mut last = None;
    for row in book.moves.iter().filter(|m| m.row.injury == injury) {
        c.cites(&row.at, &row.row.cite);
        if last.is_some_and(|(up_to, wait)| row.row.up_to <= up_to || row.row.wait_h < wait) {
            c.say(
                &row.at,
                "rows go from little to much soreness, and none waits less than the one before",
            );
        }
        last = Some((row.row.up_to, row.row.wait_h));
    }
    if !book.moves.is_empty() && last.is_none_or(|(up_to, _)| up_to != 10) {
        c.say(
            "engine/rules/check_in.toml:1",
            "the last row of `moved` goes up to 10, with and without `injury`",
        );
    }
}

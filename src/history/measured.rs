//! What a file measured of a run, coded: a letter and a whole number each, and the kind as a word. What has no letter,
//! or is not what it usually is, stays a field.

use super::words::{self, Reader};
use aftermile_fields::Fields;

/// The letters never change their meaning; a new one is for a new name.
const LETTERS: [(char, &str); 7] = [
    ('m', "moving_s"),
    ('e', "elapsed_s"),
    ('d', "distance_m"),
    ('u', "ascent_m"),
    ('n', "descent_m"),
    ('h', "hr_mean"),
    ('x', "hr_max"),
];
const KIND: (char, &str) = ('k', "kind");

/// The coded part, and the fields that are left.
pub fn code(file: &Fields) -> (String, Fields) {
    let mut left = file.clone();
    let mut coded = String::new();
    for (letter, name) in LETTERS {
        let whole = file.number(name).map(|number| number.to_string());
        if let Some(number) = whole.filter(|number| file.raw(name) == Some(number)) {
            coded.push(letter);
            coded.push_str(&number);
            left.take(name);
        }
    }
    let plain = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'_';
    let coded_kind = |kind: &String| kind.bytes().all(plain) || words::is_unheard(kind);
    let kind = file.text(KIND.1).filter(coded_kind);
    if let Some(kind) = kind.filter(|kind| !kind.is_empty()) {
        coded.push(KIND.0);
        words::put(&mut coded, &kind);
        left.take(KIND.1);
    }
    (coded, left)
}

/// The fields with what [`code`] took out; nothing when the text is torn, or has a letter of a newer version.
pub fn with(coded: &str, file: &Fields) -> Option<Fields> {
    let mut with = file.clone();
    read(coded, &mut with).map(|()| with)
}

fn read(coded: &str, file: &mut Fields) -> Option<()> {
    let mut reader = Reader::new(coded);
    while let Some(letter) = reader.next() {
        if letter == KIND.0 {
            let kind = reader.word()?;
            file.set_raw(KIND.1, aftermile_fields::json(&kind));
        } else {
            let (_, name) = LETTERS.iter().find(|(known, _)| *known == letter)?;
            file.set_raw(name, reader.number()?.to_string());
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::{code, read};
    use aftermile_fields::Fields;

    #[test]
    fn what_was_measured_comes_back() {
        for text in [
            r#"{"ascent_m":1012,"descent_m":-3,"distance_m":42260,"elapsed_s":12950,"hr_max":178,"hr_mean":152,"kind":"marathon","moving_s":12599}"#,
            r#"{"distance_m":1e3,"hr_max":"high","kind":"a 'new' kind","title":"m5"}"#,
            r#"{"kind":"unheard_of","moving_s":0}"#,
            r#"{"kind":""}"#,
            "{}",
        ] {
            let file = Fields::read(text).unwrap();
            let (coded, mut back) = code(&file);
            read(&coded, &mut back).unwrap();
            assert_eq!(back, file, "{coded}");
        }
    }

    #[test]
    fn a_torn_code_is_none() {
        for torn in ["z5", "m", "mx", "k", "k'a", "m5q"] {
            assert_eq!(read(torn, &mut Fields::default()), None, "{torn}");
        }
    }
}

//! Numbers as spreadsheets write them.

/// `1234.5`, `1,234.5`, `1.234,5`, `6,64`, `1,024`. A lone comma before exactly three digits parts thousands, as in the
/// English tables that are read; before any other number of digits it is a decimal sign.
pub fn read(text: &str) -> Option<f64> {
    let text = text.trim();
    let comma = text.rfind(',');
    let dot = text.rfind('.');
    let plain = match (comma, dot) {
        (Some(comma), Some(dot)) if comma > dot => text.replace('.', "").replace(',', "."),
        (Some(comma), None) if text.matches(',').count() == 1 && text.len() - comma != 4 => {
            text.replace(',', ".")
        }
        (Some(_), _) => text.replace(',', ""),
        (None, _) => text.to_owned(),
    };
    plain
        .parse::<f64>()
        .ok()
        .filter(|number| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn both_ways_of_writing() {
        for (text, number) in [
            ("1234.5", 1234.5),
            ("1,234.5", 1234.5),
            ("1.234,5", 1234.5),
            ("6,64", 6.64),
            ("1,024", 1024.0),
            ("12,345,678", 12_345_678.0),
            (" 7 ", 7.0),
        ] {
            assert_eq!(read(text), Some(number), "{text}");
        }
        for none in ["", "--", "NaN", "inf", "1:30", "7 km"] {
            assert_eq!(read(none), None, "{none}");
        }
    }
}

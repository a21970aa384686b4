//! The release's file of drawn exercises, written by `cargo xtask figures`: what several figures share stands once,
//! in the list `shared`, and `@` with two letters stands for it in the markup of `figures`.

use crate::ports::Json;

/// The name of the file.
pub const FILE: &str = "figures.json";

/// A drawn exercise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The side of the body that works in the drawing as it stands: `l`, `r`, or `b` for both.
    pub side: char,
    /// The inside of an `<svg>` with the view box 0 0 320 240.
    pub markup: String,
}

/// Finds a figure in the file.
#[must_use]
pub fn find(file: &dyn Json, id: &str) -> Option<Figure> {
    let line = file.text(&["figures", id])?;
    let (side, packed) = line.split_once(' ')?;
    let mut parts = packed.split('@');
    let mut markup = parts.next()?.to_owned();
    for part in parts {
        let (name, rest) = part.split_at_checked(2)?;
        let place = name.bytes().try_fold(0, |n, b| Some(n * 52 + letter(b)?))?;
        markup.push_str(&file.text(&["shared", &place.to_string()])?);
        markup.push_str(rest);
    }
    Some(Figure {
        side: side.chars().next()?,
        markup,
    })
}

fn letter(byte: u8) -> Option<usize> {
    match byte {
        b'a'..=b'z' => Some(usize::from(byte - b'a')),
        b'A'..=b'Z' => Some(usize::from(byte - b'A') + 26),
        _ => None,
    }
}

/// The same drawing without motion.
#[must_use]
pub fn still(markup: &str) -> String {
    let mut out = String::with_capacity(markup.len());
    let mut rest = markup;
    while let Some((before, after)) = rest.split_once("<animateTransform") {
        out.push_str(before);
        rest = after.split_once("/>").map_or("", |(_, after)| after);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::{find, still};
    use crate::ports::memory::Files;
    use crate::ports::{Json, Release};
    use std::cell::RefCell;
    use std::rc::Rc;

    fn found(id: &str) -> Option<super::Figure> {
        let text = r#"{"shared": ["<g a='1'>", "</g>"],
            "figures": {"RO-01": "r @aa<path/>@ab", "RO-011": "l @ab", "BAD": "b @zz", "WORSE": "b @a"}}"#;
        let files = Files([("f".to_owned(), text.to_owned())].into());
        let found = Rc::new(RefCell::new(None));
        let (put, id) = (found.clone(), id.to_owned());
        let then = move |file: Option<Rc<dyn Json>>| *put.borrow_mut() = find(&*file.unwrap(), &id);
        files.read("f", Box::new(then));
        found.take()
    }

    #[test]
    fn a_figure_is_put_together_from_what_is_shared() {
        let figure = found("RO-01").unwrap();
        assert_eq!(figure.markup, "<g a='1'><path/></g>");
        assert_eq!(figure.side, 'r');
        assert_eq!(found("RO-011").unwrap().side, 'l');
    }

    #[test]
    fn what_is_not_there_or_damaged_is_nothing() {
        for id in ["RO-02", "BAD", "WORSE", ""] {
            assert_eq!(found(id), None, "{id}");
        }
    }

    #[test]
    fn the_still_form_keeps_everything_but_motion() {
        assert_eq!(
            still("<g><animateTransform a=\"b\"/><path/></g>"),
            "<g><path/></g>"
        );
        assert_eq!(still("<path/>"), "<path/>");
    }
}

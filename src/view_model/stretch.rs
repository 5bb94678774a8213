//! A text cut at what it is shown for.

use std::ops::Range;

/// A stretch of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Its text.
    pub text: String,
    /// Whether it is what the text is shown for.
    pub is_marked: bool,
}

/// The text cut at these parts of it, which are in order and apart from each other: bytes, at the bounds of characters.
pub fn cut(text: &str, marked: impl IntoIterator<Item = Range<usize>>) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    let mut push = |range: Range<usize>, is_marked| {
        if let Some(text) = text.get(range).filter(|text| !text.is_empty()) {
            stretches.push(Stretch { text: text.to_owned(), is_marked });
        }
    };
    let mut at = 0;
    for range in marked {
        push(at..range.start, false);
        at = range.end;
        push(range, true);
    }
    push(at..text.len(), false);
    stretches
}

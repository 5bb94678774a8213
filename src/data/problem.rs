//! What is wrong with a file, told so that an editor can mend it.

use std::fmt;

/// One problem: where, what, and how to fix it. Its `Display` is the whole message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The place: a path (`partners[17].side`) or, where the text could not be read, a line and column.
    pub at: String,
    /// What was expected and what was found.
    pub what: String,
    /// What to do about it.
    pub fix: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { at, what, fix } = self;
        write!(f, "{at}: {what}; {fix}")
    }
}

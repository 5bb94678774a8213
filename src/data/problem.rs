//! What is wrong with a file, told so that an editor can mend it.

use std::fmt;

/// One problem: where, what was expected and found, and how to fix it. Its `Display` is the whole message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The place in the file's structure; empty where its text could not be read at all.
    pub path: Path,
    /// Whether the problem lies with the field's name rather than its value.
    pub is_about_name: bool,
    /// Whether nothing else in the file could be looked at: it is not JSON, or of a newer format.
    pub is_fatal: bool,
    /// The place in the file's text, once it was looked up ([`super::locate`]).
    pub position: Option<Position>,
    /// What was expected.
    pub expected: String,
    /// What was found instead.
    pub found: String,
    /// What to do about it.
    pub fix: String,
}

impl Problem {
    /// A problem at a place of a file's structure, not looked up in its text yet.
    pub fn new(path: Path, expected: &str, found: &str, fix: &str) -> Self {
        Self {
            path,
            is_about_name: false,
            is_fatal: false,
            position: None,
            expected: expected.to_owned(),
            found: found.to_owned(),
            fix: fix.to_owned(),
        }
    }

    /// The problem of a file as a whole, in which nothing else could be looked at.
    pub fn of_whole_file(expected: &str, found: &str, fix: &str) -> Self {
        Self { is_fatal: true, ..Self::new(Path::default(), expected, found, fix) }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, position, expected, found, fix, .. } = self;
        match position {
            Some(position) if path.is_root() => write!(f, "{position}")?,
            Some(position) => write!(f, "{path} ({position})")?,
            None => write!(f, "{path}")?,
        }
        write!(f, ": expected {expected}, found {found}; {fix}")
    }
}

/// A place in the structure of a file: `partners[17].side`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path(pub Vec<Step>);

/// One step down into a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// To a field of an object.
    Field(Box<str>),
    /// To an entry of a list, counted from 0.
    Index(usize),
}

impl Path {
    /// Whether it is the file as a whole.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_root() {
            return f.write_str("the file");
        }
        for (depth, step) in self.0.iter().enumerate() {
            match step {
                Step::Field(name) if depth == 0 => f.write_str(name)?,
                Step::Field(name) => write!(f, ".{name}")?,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// A place in a text. Both count from 1; columns count characters, not bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

//! What the page says when a file could not be had.

use crate::data::Problem;

/// Why a file could not be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No answer came: no network, a blocked request, a server that is down.
    Unreachable,
    /// The server answered with this status instead of the file.
    Status(u16),
    /// The file came, and is wrong.
    Broken(Vec<Problem>),
}

impl Failure {
    /// What happened, for the reader. `file` is the address that was asked for.
    pub fn sentence(&self, file: &str) -> String {
        match self {
            Self::Unreachable => format!("{file} could not be reached. Check the network connection, then try again."),
            Self::Status(404) => {
                format!("{file} is not on the server (status 404). If this lasts, tell the site's editor.")
            }
            Self::Status(status) => {
                format!("The server did not give out {file} (status {status}). Try again in a while.")
            }
            Self::Broken(problems) => match problems.len() {
                1 => format!("{file} came, but has a problem. If this lasts, tell the site's editor."),
                n => format!("{file} came, but has {n} problems. If this lasts, tell the site's editor."),
            },
        }
    }

    /// The problems of the file, each a whole message.
    pub fn problems(&self) -> Vec<String> {
        match self {
            Self::Unreachable | Self::Status(_) => Vec::new(),
            Self::Broken(problems) => messages(problems),
        }
    }
}

/// As many problems as can be looked through on a page; the command for editors lists them all.
const MOST: usize = 100;

/// Each problem, a whole message; of very many the first, and how many more there are.
pub fn messages(problems: &[Problem]) -> Vec<String> {
    let mut messages: Vec<String> = problems.iter().take(MOST).map(Problem::to_string).collect();
    match problems.len().saturating_sub(MOST) {
        0 => {}
        more => messages.push(format!("… and {more} more")),
    }
    messages
}

/// That a file of the reader's own has problems.
pub fn problems_in(file: &str, n: usize) -> String {
    let count = if n == 1 { "a problem".to_owned() } else { format!("{n} problems") };
    format!("{file} has {count}. The page still shows the data from before.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_failure_says_what_happened_and_what_to_do() {
        let problem = Problem::of_whole_file("1", "2", "write 1");
        let cases = [
            (Failure::Unreachable, "f could not be reached. Check the network connection, then try again."),
            (Failure::Status(404), "f is not on the server (status 404). If this lasts, tell the site's editor."),
            (Failure::Status(503), "The server did not give out f (status 503). Try again in a while."),
            (
                Failure::Broken(vec![problem.clone()]),
                "f came, but has a problem. If this lasts, tell the site's editor.",
            ),
            (
                Failure::Broken(vec![problem.clone(), problem]),
                "f came, but has 2 problems. If this lasts, tell the site's editor.",
            ),
        ];
        for (failure, sentence) in cases {
            assert_eq!(failure.sentence("f"), sentence);
        }
    }
}

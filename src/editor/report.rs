//! What is told about a file: for people as rustc tells it, for programs as JSON.

use super::import::Draft;
use super::lint::Finding;
use super::style;
use crate::data::json::Node;
use crate::data::{Position, Problem};
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use std::ops::Range;

/// The width that reports fit into, in characters.
const WIDTH: usize = 120;

/// A line longer than this, in bytes, is not shown: a file without line breaks would be gone through for every problem.
const LONGEST_LINE: usize = 50_000;

/// What was found in one file.
#[derive(Clone, Debug)]
pub struct Report {
    /// The file's name, as the user gave it.
    pub file: String,
    /// Its text; empty if it could not be read.
    pub text: String,
    /// What was found, in the order of the text.
    pub entries: Vec<Entry>,
    /// What to say of the file if nothing was found.
    pub summary: String,
}

/// A problem, or what a lint found.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The name of the lint, for a finding.
    pub lint: Option<&'static str>,
    /// Where, what and how to fix it.
    pub problem: Problem,
    /// How many bytes of the text it is about; `None` for the whole value at its place.
    pub n_bytes: Option<usize>,
}

/// How a program ends: the worst of what it found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Nothing was found.
    Clean,
    /// Something was found.
    Found,
    /// A file could not be read as what it should be.
    Unusable,
}

impl Verdict {
    /// The exit code.
    pub const fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Found => 1,
            Self::Unusable => 2,
        }
    }
}

impl From<Problem> for Entry {
    fn from(problem: Problem) -> Self {
        Self { lint: None, problem, n_bytes: None }
    }
}

impl From<Finding> for Entry {
    fn from(finding: Finding) -> Self {
        Self { lint: Some(finding.lint.key()), problem: finding.problem, n_bytes: finding.n_bytes }
    }
}

impl Report {
    /// The report on a file in which problems were found.
    pub fn of_problems(file: &str, text: String, problems: Vec<Problem>) -> Self {
        let entries = problems.into_iter().map(Entry::from).collect();
        Self { file: file.to_owned(), text, entries, summary: String::new() }
    }

    /// The report on a file that is valid, and of which lints found something.
    pub fn of_findings(file: &str, text: String, findings: Vec<Finding>) -> Self {
        let entries = findings.into_iter().map(Entry::from).collect();
        Self { file: file.to_owned(), text, entries, summary: String::new() }
    }

    /// The report on a file in which nothing was found.
    pub fn clean(file: &str, text: String, summary: String) -> Self {
        Self { file: file.to_owned(), text, entries: Vec::new(), summary }
    }

    /// The same for a file that something else needs: with problems in it, it is of no use.
    #[must_use]
    pub fn made_unusable(mut self) -> Self {
        for entry in &mut self.entries {
            entry.problem.is_fatal = true;
        }
        self
    }

    /// What it comes to.
    pub fn verdict(&self) -> Verdict {
        match &*self.entries {
            [] => Verdict::Clean,
            entries if entries.iter().any(|entry| entry.problem.is_fatal) => Verdict::Unusable,
            _ => Verdict::Found,
        }
    }

    /// The report for people, with colours if asked for; ends with a line that says how much was found.
    pub fn to_text(&self, is_styled: bool) -> String {
        let renderer = if is_styled { Renderer::styled() } else { Renderer::plain() }.term_width(WIDTH);
        let mut lines = Lines::new(&self.text);
        let mut text = String::new();
        for entry in &self.entries {
            text += &self.entry_to_text(entry, &mut lines, &renderer);
            text += "\n\n";
        }
        text + &format!("{}: {}\n", self.file, self.count())
    }

    fn count(&self) -> String {
        let n_findings = self.entries.iter().filter(|entry| entry.lint.is_some()).count();
        match (self.entries.len(), n_findings) {
            (0, _) => self.summary.clone(),
            (n, 0) => count(n, "problem", "problems"),
            (n, _) => count(n, "finding", "findings"),
        }
    }

    fn entry_to_text(&self, entry: &Entry, lines: &mut Lines<'_>, renderer: &Renderer) -> String {
        let Entry { lint, problem, n_bytes } = entry;
        let Problem { path, position, expected, found, fix, .. } = problem;
        let level = if lint.is_some() { Level::WARNING } else { Level::ERROR };
        let mut title = level.primary_title(format!("expected {expected}, found {found}"));
        if let Some(lint) = lint {
            title = title.id(*lint);
        }
        let line = position.and_then(|position| Some((position, lines.line(position.line)?)));
        let group = match (position, line) {
            (_, Some((position, line))) if line.len() <= LONGEST_LINE => {
                let span = span(line, position.column, *n_bytes);
                let spot = AnnotationKind::Primary.span(span);
                title.element(Snippet::source(line).line_start(position.line).path(&self.file).annotation(spot))
            }
            (Some(position), _) => {
                title.element(Origin::path(&self.file).line(position.line).char_column(position.column))
            }
            (None, _) => title.element(Origin::path(&self.file)),
        };
        let path = (!path.is_root()).then(|| Level::NOTE.with_name("path").message(path.to_string()));
        renderer.render(&[group.elements(path).element(Level::HELP.message(fix))])
    }

    /// The report for programs.
    pub fn to_json(&self) -> Node<'static> {
        let entries = self.entries.iter().map(Entry::to_json).collect();
        Node::Object(vec![("file".into(), text(&self.file)), ("problems".into(), Node::List(entries))])
    }
}

impl Entry {
    fn to_json(&self) -> Node<'static> {
        let Problem { path, position, expected, found, fix, .. } = &self.problem;
        let path = if path.is_root() { String::new() } else { path.to_string() };
        let number = |number: Option<usize>| number.map_or(Node::Null, |number| Node::Whole(number as u64));
        let mut members = vec![
            ("path".into(), text(&path)),
            ("line".into(), number(position.map(|position| position.line))),
            ("column".into(), number(position.map(|position| position.column))),
            ("expected".into(), text(expected)),
            ("found".into(), text(found)),
            ("fix".into(), text(fix)),
        ];
        if let Some(lint) = self.lint {
            members.insert(0, ("lint".into(), text(lint)));
        }
        Node::Object(members)
    }
}

// Of the text's own, so that a report's text can go before the document is written.
fn text(text: &str) -> Node<'static> {
    Node::Text(text.to_owned().into())
}

/// The reports on several files as one JSON document.
pub fn json(reports: Vec<Node<'_>>) -> String {
    format!("{}\n", style::write(&Node::Object(vec![("files".into(), Node::List(reports))]), 0))
}

/// What the editor should know about a draft: questions, and lines left out, each with its place in the release's text.
pub fn notes(file: &str, draft: &Draft) -> String {
    let questions = draft.questions.iter().map(|question| {
        let Position { line, column } = question.position;
        format!("{file}:{line}:{column}: {}\n", question.text)
    });
    let left_out = draft.left_out.iter().map(|left| format!("{file}:{}: left out: {}\n", left.line, left.text));
    let n_questions = count(draft.questions.len(), "question", "questions");
    let n_left_out = count(draft.left_out.len(), "line", "lines");
    questions.chain(left_out).collect::<String>() + &format!("{file}: {n_questions}, {n_left_out} left out\n")
}

/// A number of things in words.
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// The lines of a text, looked up in ascending order in one pass.
struct Lines<'a> {
    rest: std::str::Split<'a, char>,
    current: Option<&'a str>,
    number: usize,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        let mut rest = text.split('\n');
        Self { current: rest.next(), rest, number: 1 }
    }

    /// A line, counted from 1 and not smaller than the one before; without the carriage return that Windows puts there.
    fn line(&mut self, number: usize) -> Option<&'a str> {
        while self.number < number {
            self.current = self.rest.next();
            self.number += 1;
        }
        self.current.map(|line| line.strip_suffix('\r').unwrap_or(line))
    }
}

/// The stretch of a line that begins in a column: as many bytes as given, or the value that stands there.
fn span(line: &str, column: usize, n_bytes: Option<usize>) -> Range<usize> {
    let start = line.char_indices().nth(column.saturating_sub(1)).map_or(line.len(), |(at, _)| at);
    let rest = line.get(start..).unwrap_or_default();
    let n_bytes = n_bytes.unwrap_or_else(|| value_len(rest)).min(rest.len());
    start..rest.ceil_char_boundary(n_bytes) + start
}

/// How long the JSON value at the beginning of a line is; of lists and objects only the bracket, since they may go on.
fn value_len(line: &str) -> usize {
    if line.starts_with('"') {
        let mut is_escaped = false;
        let end = line.char_indices().skip(1).find(|(_, c)| {
            let is_end = *c == '"' && !is_escaped;
            is_escaped = *c == '\\' && !is_escaped;
            is_end
        });
        end.map_or(line.len(), |(at, _)| at + 1)
    } else {
        line.find(|c: char| c.is_whitespace() || ",]}".contains(c)).unwrap_or(line.len()).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{Path, Step};

    #[track_caller]
    fn check_span(line: &str, column: usize, expected: &str) {
        assert_eq!(&line[span(line, column, None)], expected);
    }

    #[test]
    fn the_value_at_the_place_is_underlined() {
        check_span(r#"  "né": "as\"ai", "b": 1"#, 9, r#""as\"ai""#);
        check_span(r#"  "né": "as\"ai", "b": 1"#, 3, r#""né""#);
        check_span("[12,13]", 2, "12");
        check_span("[12,13]", 5, "13");
        check_span("true", 1, "true");
        check_span("[ ]", 3, "]");
        check_span("{ \"a\": 1 }", 1, "{");
        check_span("\"open", 1, "\"open");
        check_span("", 1, "");
        check_span("é", 9, "");
    }

    fn problem(line: usize) -> Problem {
        let path = Path(vec![Step::Field("partners".into()), Step::Index(3), Step::Field("side".into())]);
        Problem {
            position: Some(Position { line, column: 11 }),
            ..Problem::new(path, "one of asia, europe", "\"asai\"", "write \"asia\"")
        }
    }

    #[test]
    fn a_problem_is_shown_at_its_place() {
        let report = Report::of_problems("a.json", "{\r\n  \"side\": \"asai\",\r\n}".to_owned(), vec![problem(2)]);
        let expected = r#"error: expected one of asia, europe, found "asai"
 --> a.json:2:11
  |
2 |   "side": "asai",
  |           ^^^^^^
  |
  = path: partners[3].side
  = help: write "asia"

a.json: 1 problem
"#;
        assert_eq!(report.to_text(false), expected);
        assert!(report.to_text(true).contains("\u{1b}["), "colours when asked for");
        assert_eq!(report.verdict(), Verdict::Found);
    }

    #[test]
    fn a_line_beyond_measure_is_not_shown() {
        let text = format!("[\"{}\"]", "x".repeat(LONGEST_LINE));
        let shown = Report::of_problems("a.json", text, vec![problem(1)]).to_text(false);
        assert!(shown.contains("--> a.json:1:11\n"), "{shown}");
        assert!(shown.len() < 300);
    }

    #[test]
    fn a_file_that_cannot_be_read_has_no_place() {
        let fatal = Problem::of_whole_file("a file", "none", "correct its name");
        let report = Report::of_problems("a.json", String::new(), vec![fatal]);
        assert_eq!(report.verdict(), Verdict::Unusable);
        let expected = r#"{
  "files": [
    {
      "file": "a.json",
      "problems": [
        { "path": "", "line": null, "column": null, "expected": "a file", "found": "none", "fix": "correct its name" }
      ]
    }
  ]
}
"#;
        assert_eq!(json(vec![report.to_json()]), expected);
    }
}

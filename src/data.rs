//! The only way into the model: text of a file → its records → checked [`Dataset`].
//!
//! What is wrong with a file comes back as a list of [`Problem`]s, all at once, in the order of the text and with its line
//! and column. This layer does no input or output; the map's geometry comes in the same way, through
//! [`Topology::from_json`].

pub mod archive;
mod check;
pub mod folding;
pub mod iso3166;
pub mod json;
pub mod locate;
pub mod names;
pub mod problem;
mod raw;
#[cfg(feature = "tools")]
pub mod schema;
pub mod topology;

pub use names::Names;
pub use problem::{Path, Position, Problem, Step};
pub use topology::Topology;

use crate::model::{ArchivedRelease, Dataset, Release};
use json::{Node, Read, Reading};
use serde_json::error::Category;

/// The version of the data file's format that this program reads.
pub const FORMAT: u32 = 1;

impl Dataset {
    /// Reads and checks the text of a data file.
    ///
    /// # Errors
    ///
    /// Every problem found, in the order of the text. Text that is not JSON is one problem: only what can be read can be
    /// checked further.
    pub fn from_json(text: &str) -> Result<Self, Vec<Problem>> {
        read(text, check::dataset)
    }
}

impl Release {
    /// Reads and checks the text of a file that holds one release, against the data file that lists it.
    ///
    /// # Errors
    ///
    /// Every problem found, as for [`Dataset::from_json`].
    pub fn from_json(text: &str, dataset: &Dataset) -> Result<Self, Vec<Problem>> {
        read(text, |file, reading| check::release_file(file, dataset, reading))
    }

    /// Reads and checks the text of a release's record alone, as it stands in a data file.
    ///
    /// # Errors
    ///
    /// Every problem found, as for [`Dataset::from_json`].
    pub fn from_record(text: &str, dataset: &Dataset) -> Result<Self, Vec<Problem>> {
        read(text, |record, reading| check::release_record(record, dataset, reading))
    }
}

impl ArchivedRelease {
    /// Reads and checks the text of this release's file: all that [`Release::from_json`] checks, and that it is the
    /// release which the data file lists.
    ///
    /// # Errors
    ///
    /// Every problem found, as for [`Dataset::from_json`].
    pub fn read(&self, text: &str, dataset: &Dataset) -> Result<Release, Vec<Problem>> {
        read(text, |file, reading| check::archived_release_file(file, self, dataset, reading))
    }
}

fn read<'a, Raw: Read<'a>, T>(
    text: &'a str,
    check: impl FnOnce(Raw, &mut Reading) -> Option<T>,
) -> Result<T, Vec<Problem>> {
    // Some editors put a byte order mark before the text.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let node: Node<'_> = serde_json::from_str(text).map_err(|error| vec![not_json(text, &error)])?;
    if let Some(problem) = newer_format(&node) {
        return Err(locate::locate(text, vec![problem]));
    }
    let mut reading = Reading::default();
    let checked = Raw::read(node, &mut reading).and_then(|raw| check(raw, &mut reading));
    match checked {
        Some(checked) if reading.is_clean() => Ok(checked),
        _ => Err(locate::locate(text, reading.into_problems())),
    }
}

/// A newer format may have fields that this program does not know: say that, not which field.
fn newer_format(node: &Node<'_>) -> Option<Problem> {
    let Node::Object(members) = node else { return None };
    match members.iter().find(|(name, _)| name == "format") {
        Some((_, Node::Whole(found))) if *found > u64::from(FORMAT) => Some(Problem {
            path: Path(vec![Step::Field("format".into())]),
            ..Problem::of_whole_file(
                &format!("format {FORMAT}"),
                &format!("format {found}"),
                "the file is for a newer version of this program: update it, or save the file in the older format",
            )
        }),
        _ => None,
    }
}

/// What to tell about text that is not JSON.
fn not_json(text: &str, error: &serde_json::Error) -> Problem {
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let what = message.trim_end_matches(&place);
    // serde_json counts the bytes of the line up to and with the one it stumbled over.
    let line = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
    let before = line.as_bytes().iter().take(error.column().saturating_sub(1));
    let n_before = before.filter(|byte| (**byte as i8) >= -0x40).count();
    let at = line.chars().nth(n_before);
    let (found, fix) = match (error.classify(), at) {
        (Category::Eof, _) if text.trim().is_empty() => ("an empty file".to_owned(), "use a complete copy of the file"),
        (Category::Eof, _) => (format!("an end too early ({what})"), "use a complete copy of the file"),
        (_, Some(at)) if !text.trim_start().starts_with(['{', '[']) => (
            format!("a file that begins with {:?}", first_word(text, at)),
            "a release’s plain text is read by asem import",
        ),
        (_, Some('“' | '”' | '„' | '‘' | '’' | '\'')) => {
            ("curly or single quotes".to_owned(), "write straight double quotes, \"")
        }
        (_, Some('\u{a0}' | '\u{202f}')) => ("a no-break space".to_owned(), "write an ordinary space"),
        _ => (format!("something else ({what})"), remedy(what)),
    };
    let position = Some(Position { line: error.line(), column: n_before + 1 });
    Problem { position, ..Problem::of_whole_file("JSON", &found, fix) }
}

fn first_word(text: &str, first: char) -> String {
    text.split_whitespace().next().map_or_else(|| first.to_string(), |word| word.chars().take(20).collect())
}

/// What usually lies behind a complaint of the JSON parser.
fn remedy(what: &str) -> &'static str {
    match what {
        "trailing comma" => "take out the comma before this place",
        "key must be a string" => "write the field’s name in straight double quotes",
        _ if what.starts_with("expected `,`") => {
            "put a comma between this and what stands before it, or write \\\" for a quote within text"
        }
        _ if what.starts_with("control character") => "write \\n for a line break within text",
        _ if what.starts_with("recursion limit") => "take out brackets: nothing in such a file lies so deep",
        _ if what.starts_with("invalid escape") => "write \\\\ for a backslash within text",
        _ => "correct the text just before this place",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINIMAL: &str = include_str!("../tests/fixtures/minimal.json");

    #[track_caller]
    fn expect(file: &str, messages: &[&str]) {
        let found: Vec<String> = match Dataset::from_json(file) {
            Ok(_) => Vec::new(),
            Err(problems) => problems.iter().map(Problem::to_string).collect(),
        };
        assert_eq!(found, messages);
    }

    /// The minimal file with one change, which must give exactly these messages.
    #[track_caller]
    fn check(from: &str, to: &str, messages: &[&str]) {
        assert!(MINIMAL.contains(from), "the minimal file has no {from:?}");
        expect(&MINIMAL.replacen(from, to, 1), messages);
    }

    #[test]
    fn the_minimal_and_the_shipped_file_are_clean() {
        expect(MINIMAL, &[]);
        expect(include_str!("../public/data/asem.json"), &[]);
        expect(&format!("\u{feff}{MINIMAL}"), &[]);
    }

    #[test]
    fn a_truncated_file_is_told_with_its_place() {
        let (cut, _) = MINIMAL.split_once(" Nam\", \"kind\": \"native\"").unwrap();
        expect(
            cut,
            &["line 27, column 23: expected JSON, found an end too early (EOF while parsing a string); \
               use a complete copy of the file"],
        );
    }

    #[test]
    fn what_is_not_json_is_told_with_its_place_in_characters() {
        check(
            "Việt Nam\",",
            "Việt Nam\";",
            &["line 27, column 29: expected JSON, found something else (expected `,` or `}`); \
               put a comma between this and what stands before it, or write \\\" for a quote within text"],
        );
        expect(
            "<html>",
            &["line 1, column 1: expected JSON, found a file that begins with \"<html>\"; \
               a release’s plain text is read by asem import"],
        );
    }

    #[test]
    fn the_usual_slips_in_json_are_told_with_their_remedy() {
        for (file, message) in [
            ("", "line 1, column 1: expected JSON, found an empty file; use a complete copy of the file"),
            (
                "{ \"a\": 1, }",
                "line 1, column 11: expected JSON, found something else (trailing comma); take out the comma before this place",
            ),
            (
                "{ “a”: 1 }",
                "line 1, column 3: expected JSON, found curly or single quotes; write straight double quotes, \"",
            ),
            ("{\u{a0}\"a\": 1 }", "line 1, column 2: expected JSON, found a no-break space; write an ordinary space"),
            (
                "{ a: 1 }",
                "line 1, column 3: expected JSON, found something else (key must be a string); write the field’s name in straight double quotes",
            ),
            (
                "Press release no.: 1",
                "line 1, column 1: expected JSON, found a file that begins with \"Press\"; a release’s plain text is read by asem import",
            ),
        ] {
            expect(file, &[message]);
        }
    }

    #[test]
    fn a_newer_format_is_told_as_such_and_nothing_else() {
        check(
            "\"format\": 1,",
            "\"format\": 2, \"new\": true,",
            &[
                "format (line 2, column 13): expected format 1, found format 2; the file is for a newer version of this \
               program: update it, or save the file in the older format",
            ],
        );
    }

    #[test]
    fn a_misspelt_field_is_told_with_the_likely_one() {
        check(
            "\"side\": \"asia\"",
            "\"sid\": \"asia\"",
            &["partners[0].sid (line 18, column 7): expected one of the fields id, kind, side, m49, region, sort_as, \
                 wave, memberships, names, claims, found \"sid\"; write \"side\""],
        );
    }

    #[test]
    fn a_field_given_twice_is_told() {
        check(
            "\"side\": \"asia\",",
            "\"side\": \"asia\", \"side\": \"europe\",",
            &[
                "partners[0].side (line 18, column 23): expected each field once, found \"side\" a second time; take one out",
            ],
        );
    }

    #[test]
    fn a_value_of_the_wrong_type_is_told_wherever_it_is() {
        check(
            "\"number\": 1,",
            "\"number\": \"1\",",
            &[
                "meetings[0].number (line 55, column 53): expected a whole number, found \"1\"; write digits without quotes",
            ],
        );
        check(
            "\"m49\": \"704\"",
            "\"m49\": 704",
            &["partners[0].m49 (line 19, column 14): expected three digits, found the number 704; \
                 write the UN M49 code like \"040\""],
        );
        check(
            "\"meeting\": \"summit-1\",",
            "\"meeting\": \"summit-1\", \"claims\": {},",
            &["waves[0].claims (line 12, column 83): expected a list, found an object; put it in square brackets"],
        );
    }

    #[test]
    fn a_value_outside_of_its_set_is_told_with_the_set() {
        check(
            "\"side\": \"europe\"",
            "\"side\": \"north\"",
            &[
                "partners[1].side (line 33, column 15): expected one of asia, europe, found \"north\"; write one of these",
            ],
        );
    }

    #[test]
    fn a_code_that_no_state_has_is_told() {
        check(
            "\"m49\": \"704\"",
            "\"m49\": \"705\"",
            &["partners[0].m49 (line 19, column 14): expected \"704\", the UN M49 code of VN, found \"705\"; \
               write \"704\", or correct the id"],
        );
    }

    #[test]
    fn an_id_given_twice_is_told_but_not_what_refers_to_it() {
        check(
            "\"id\": \"EU\"",
            "\"id\": \"GB\"",
            &[
                "partners[2].id (line 45, column 13): expected each id once, found \"GB\" a second time; give it another, or take this copy out",
            ],
        );
    }

    #[test]
    fn a_reference_to_nobody_is_told_with_the_likely_one() {
        check(
            "\"meeting\": \"summit-1\"",
            "\"meeting\": \"sumit-1\"",
            &["waves[0].meeting (line 12, column 61): expected the id of a meeting in this data, found \"sumit-1\"; \
               write \"summit-1\", or add the meeting"],
        );
        check(
            "\"partner\": \"VN\"",
            "\"partner\": \"ID\"",
            &["releases[0].appearances[0].partner (line 76, column 22): expected the id of a partner in this data, \
               found \"ID\"; add the partner, or correct the id"],
        );
    }

    #[test]
    fn a_day_that_does_not_exist_is_told() {
        check(
            "\"date\": \"2010-05-11\"",
            "\"date\": \"2010-02-30\"",
            &["releases[0].date (line 63, column 15): expected a day like 2010-05-11, found \"2010-02-30\"; \
               there is no such day in 2010-02: correct it"],
        );
    }

    #[test]
    fn an_interval_that_ends_before_it_begins_is_told() {
        check(
            "\"until\": \"1996-03-02\"",
            "\"until\": \"1996-02\"",
            &["meetings[0].until (line 55, column 146): expected a date no earlier than 1996-03-01, where it begins, \
               found \"1996-02\"; correct one of the two"],
        );
    }

    #[test]
    fn memberships_that_overlap_are_told() {
        check(
            "\"until\": \"2020-01-31\", \"sources\": [\"list\"] }",
            "\"sources\": [\"list\"] }, { \"bloc\": \"eu\", \"from\": \"2019\", \"sources\": [\"list\"] }",
            &["partners[1].memberships[1].from (line 38, column 88): expected a time apart from the one from 1973, \
               found \"2019\"; correct one of the two"],
        );
        check(
            "\"sources\": [\"list\"] }\n      ],\n      \"names\": [\n        { \"text\": \"United",
            "\"sources\": [\"list\"] }, { \"bloc\": \"eu\", \"from\": \"2030\", \"sources\": [\"list\"] }\n      ],\n      \"names\": [\n        { \"text\": \"United",
            &[],
        );
    }

    #[test]
    fn a_fact_without_a_source_is_told() {
        check(
            "\"from\": \"1995\", \"sources\": [\"list\"]",
            "\"from\": \"1995\"",
            &["partners[0].memberships[0].sources (line 23, column 9): expected at least one source, found none; \
               write the ids of the sources that say so"],
        );
    }

    #[test]
    fn a_role_without_evidence_is_told() {
        check(
            "\"as_printed\": \"Viet Nam\"",
            "\"as_printed\": \"Vietnam\"",
            &["releases[0].appearances[0].as_printed (line 76, column 77): expected a name that paragraph p1 prints, \
               found \"Vietnam\"; name the paragraph that proves the role, and the spelling that it prints"],
        );
        check(
            "\"quote\": \"took place in Viet Nam\"",
            "\"quote\": \"happened in Viet Nam\"",
            &[
                "releases[0].appearances[0].quote (line 76, column 98): expected a stretch of paragraph p1 with \"Viet Nam\" \
               in it, found \"happened in Viet Nam\"; copy the words from the paragraph",
            ],
        );
        check(
            "\"role\": \"host\", \"paragraph\": \"p1\"",
            "\"role\": \"host\", \"paragraph\": \"p9\"",
            &[
                "releases[0].appearances[0].paragraph (line 76, column 57): expected the id of a paragraph of this release \
               (p1), found \"p9\"; name the paragraph that says so",
            ],
        );
    }

    #[test]
    fn an_address_that_could_run_script_is_told() {
        check(
            "\"url\": \"http://www.asef.org/\"",
            "\"url\": \"javascript:alert(1)\"",
            &[
                "releases[0].links[0].url (line 70, column 64): expected an address that starts with https:// or http://, \
               found \"javascript:alert(1)\"; write the whole address",
            ],
        );
    }

    #[test]
    fn every_problem_is_told_at_once_in_the_order_of_the_text() {
        let broken = MINIMAL
            .replacen("\"side\": \"asia\"", "\"side\": \"\"", 1)
            .replacen("\"bloc\": \"eu\"", "\"bloc\": \"apec\"", 1)
            .replacen("\"host\": \"VN\"", "\"host\": \"XX\"", 1)
            .replacen("\"date\": \"2010-05-11\"", "\"date\": \"May\"", 1)
            .replacen("\"role\": \"host\"", "\"role\": \"guest\"", 1)
            .replacen("\"as_printed\": \"ASEF\"", "\"as_printed\": \"Asef\"", 1);
        let problems = Dataset::from_json(&broken).unwrap_err();
        let places: Vec<String> = problems.iter().map(|problem| problem.path.to_string()).collect();
        assert_eq!(
            places,
            [
                "partners[0].side",
                "partners[1].memberships[0].bloc",
                "meetings[0].host",
                "releases[0].date",
                "releases[0].appearances[0].role",
                "releases[0].organisations[0].as_printed",
            ]
        );
    }

    #[test]
    fn a_release_in_a_file_of_its_own_is_checked_against_the_data_file() {
        let dataset = Dataset::from_json(MINIMAL).unwrap();
        let release = |partner: &str| {
            format!(
                "{{ \"format\": 1, \"release\": {{ \"number\": \"2\", \"date\": \"2010-06-01\", \"dateline\": \"1 June\", \
                 \"title\": \"T\", \"paragraphs\": [{{ \"id\": \"p1\", \"text\": \"Hungary\" }}], \"appearances\": \
                 [{{ \"partner\": \"{partner}\", \"role\": \"named\", \"paragraph\": \"p1\", \"as_printed\": \"Hungary\" }}] }} }}"
            )
        };
        assert!(Release::from_json(&release("GB"), &dataset).is_ok());
        let problems = Release::from_json(&release("HU"), &dataset).unwrap_err();
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].path.to_string(), "release.appearances[0].partner");
    }
}

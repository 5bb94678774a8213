//! Puts a release's record into a data file, and changes nothing else of its text.
//!
//! The file is edited as text, not read and written anew: a diff shows the new lines only, however the rest is laid out.

use super::style;
use crate::data::json::Node;
use crate::data::locate::entries;
use crate::data::problem::{Path, Problem, Step};
use crate::model::{Dataset, Date};
use std::fmt;

/// Why a record was not put into a data file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotAdded {
    /// The data file cannot take a record: it is no JSON object, or its `releases` are no list.
    NoPlace,
    /// The record is no JSON object. What was found instead.
    NoRecord(String),
    /// The record lacks a field without which it has no place, or the field is wrong. Its name and what is expected.
    Lacks(&'static str, &'static str),
    /// The data file has a release of this number.
    Present(String),
    /// The data file lists a release of this number that stands in a file of its own.
    InArchive(String),
    /// The data file would not be right. The problems of the file as it would be.
    Problems(Vec<Problem>),
}

impl fmt::Display for NotAdded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPlace => {
                write!(f, "expected a data file, an object with a list \"releases\"; check it with `asem check` first")
            }
            Self::NoRecord(found) => {
                write!(f, "expected the record of a release, found {found}; make one with `asem import`")
            }
            Self::Lacks(field, expected) => {
                write!(
                    f,
                    "the record: expected a field {field:?} with {expected}; fill it in, then add the record again"
                )
            }
            Self::Present(number) => {
                write!(f, "the data file has a release {number:?} already; to put this one in its place, use --replace")
            }
            Self::InArchive(number) => {
                write!(f, "the release {number:?} stands in a file of its own, releases/{number}.json; change it there")
            }
            Self::Problems(problems) => {
                write!(f, "with this record the data file would have problems:")?;
                problems.iter().try_for_each(|problem| write!(f, "\n{problem}"))
            }
        }
    }
}

impl std::error::Error for NotAdded {}

/// Puts a record into the text of a data file, newest first, and gives the new text.
///
/// `record` is the JSON of a release, or of a draft with a `release` ([`super::import::Draft::to_json`]). With `replace`, the
/// record takes the place of the release with the same number; without one, it is added.
///
/// # Errors
///
/// Where the record has no place, its number is taken, or the data would not be right with it.
pub fn add(data: &str, record: &str, replace: bool) -> Result<String, NotAdded> {
    let record = record.strip_prefix('\u{feff}').unwrap_or(record);
    let (mark, data) = match data.strip_prefix('\u{feff}') {
        Some(rest) => ("\u{feff}", rest),
        None => ("", data),
    };
    let node: Node<'_> =
        serde_json::from_str(record).map_err(|error| NotAdded::NoRecord(format!("no JSON ({error})")))?;
    let release = node.member("release").unwrap_or(&node);
    if !matches!(release, Node::Object(_)) {
        return Err(NotAdded::NoRecord(release.describe()));
    }
    let number = text_of(release, "number").ok_or(NotAdded::Lacks("number", "the number as printed"))?;
    let date = date_of(release).ok_or(NotAdded::Lacks("date", "a day like 2010-05-11"))?;
    let file: Node<'_> = serde_json::from_str(data).map_err(|_| NotAdded::NoPlace)?;
    let is_taken = |list: &str| entries_of(&file, list).iter().any(|known| text_of(known, "number") == Some(number));
    if is_taken("archive") {
        return Err(NotAdded::InArchive(number.to_owned()));
    }
    if is_taken("releases") && !replace {
        return Err(NotAdded::Present(number.to_owned()));
    }
    let edit = edit(data, &file, release, number, date).ok_or(NotAdded::NoPlace)?;
    let added = format!("{mark}{}", edit.apply(data));
    match Dataset::from_json(&added) {
        Ok(_) => Ok(added),
        Err(problems) => Err(NotAdded::Problems(problems)),
    }
}

/// A stretch of the text, and what comes in its place.
struct Edit {
    start: usize,
    end: usize,
    text: String,
}

impl Edit {
    fn apply(&self, data: &str) -> String {
        let Self { start, end, text } = self;
        // Line ends as the file has them.
        let text = if data.contains("\r\n") { text.replace('\n', "\r\n") } else { text.clone() };
        format!("{}{text}{}", data.get(..*start).unwrap_or_default(), data.get(*end..).unwrap_or_default())
    }
}

fn edit(data: &str, file: &Node<'_>, release: &Node<'_>, number: &str, date: Date) -> Option<Edit> {
    const DEPTH: usize = 2;
    let written = style::write(release, DEPTH);
    let Some(Node::List(known)) = file.member("releases") else {
        return match (file, file.member("releases")) {
            (Node::Object(members), None) => new_list(data, members.is_empty(), &written),
            _ => None,
        };
    };
    let ranges = entries(data, &Path(vec![Step::Field("releases".into())]))?;
    if let Some(at) = known.iter().position(|known| text_of(known, "number") == Some(number)) {
        let (start, end) = *ranges.get(at)?;
        return Some(Edit { start, end, text: written });
    }
    // Before the first that is older; one without a date is left where it is.
    let older = known.iter().position(|known| date_of(known).is_some_and(|known| known <= date));
    if let Some((start, _)) = older.and_then(|at| ranges.get(at)) {
        return Some(Edit { start: *start, end: *start, text: format!("{written},\n    ") });
    }
    if let Some((_, end)) = ranges.last() {
        return Some(Edit { start: *end, end: *end, text: format!(",\n    {written}") });
    }
    let (start, end) = empty_list(data)?;
    Some(Edit { start, end, text: format!("[\n    {written}\n  ]") })
}

/// A list of releases at the end of the file's object.
fn new_list(data: &str, is_empty: bool, written: &str) -> Option<Edit> {
    let close = data.rfind('}')?;
    let end = data.get(..close)?.trim_end().len();
    let comma = if is_empty { "" } else { "," };
    Some(Edit { start: end, end: close, text: format!("{comma}\n  \"releases\": [\n    {written}\n  ]\n") })
}

/// Where the empty list of releases stands.
fn empty_list(data: &str) -> Option<(usize, usize)> {
    let file: Members<'_> = serde_json::from_str(data).ok()?;
    let list = file.releases.get();
    let start = list.as_ptr() as usize - data.as_ptr() as usize;
    Some((start, start + list.len()))
}

#[derive(serde::Deserialize)]
struct Members<'a> {
    #[serde(borrow)]
    releases: &'a serde_json::value::RawValue,
}

fn entries_of<'n>(file: &'n Node<'n>, list: &str) -> &'n [Node<'n>] {
    file.member(list).map(Node::list).unwrap_or_default()
}

fn text_of<'n>(record: &'n Node<'_>, field: &str) -> Option<&'n str> {
    record.member(field).and_then(Node::text).filter(|text| !text.trim().is_empty())
}

fn date_of(record: &Node<'_>) -> Option<Date> {
    text_of(record, "date").and_then(Date::parse_iso)
}

#[cfg(test)]
mod tests {
    use super::super::import::import;
    use super::*;

    const DATA: &str = include_str!("../../public/data/asem.json");
    const SEED: &str = include_str!("../../tests/fixtures/100505_PR1008.txt");

    fn record(number: &str, date: &str) -> String {
        format!(
            r#"{{"number":{number:?},"date":{date:?},"dateline":"x","title":"T","paragraphs":[{{"id":"p1","text":"Text"}}]}}"#
        )
    }

    fn number_at(data: &str, at: usize) -> String {
        let file: Node<'_> = serde_json::from_str(data).unwrap();
        text_of(&entries_of(&file, "releases")[at], "number").unwrap().to_owned()
    }

    /// Checks that `new` is `old` with something put in at one place, and gives what.
    #[track_caller]
    fn added<'a>(old: &str, new: &'a str) -> &'a str {
        let same = |a: &mut dyn Iterator<Item = u8>, b: &mut dyn Iterator<Item = u8>| {
            a.zip(b).take_while(|(a, b)| a == b).count()
        };
        let start = same(&mut old.bytes(), &mut new.bytes());
        let end = same(&mut old.bytes().rev(), &mut new.bytes().rev()).min(old.len() - start);
        assert_eq!(start + end, old.len(), "other bytes changed");
        &new[start..new.len() - end]
    }

    #[test]
    fn a_newer_release_comes_first_and_all_other_bytes_stay() {
        let new = add(DATA, &record("NEW", "2011-01-01"), false).unwrap();
        assert_eq!(number_at(&new, 0), "NEW");
        let added = added(DATA, &new);
        // Both records begin alike, so that the words put in may begin after that.
        assert!(added.contains("NEW\",\n      \"date\": \"2011-01-01\",\n"), "{added}");
        assert_eq!(added.matches('\n').count(), 9, "{added}");
    }

    #[test]
    fn an_older_release_comes_last_and_all_other_bytes_stay() {
        let new = add(DATA, &record("OLD", "2009-01-01"), false).unwrap();
        assert_eq!(number_at(&new, 1), "OLD");
        added(DATA, &new);
        let between = add(&new, &record("MID", "2010-01-01"), false).unwrap();
        assert_eq!([0, 1, 2].map(|at| number_at(&between, at)), ["100505_PR1008", "MID", "OLD"]);
        added(&new, &between);
    }

    #[test]
    fn the_result_is_in_the_house_style() {
        for date in ["2011-01-01", "2009-01-01"] {
            let new = add(DATA, &record("X", date), false).unwrap();
            let node: Node<'_> = serde_json::from_str(&new).unwrap();
            assert_eq!(style::write(&node, 0) + "\n", new);
        }
    }

    #[test]
    fn a_number_that_is_there_is_replaced_only_if_asked() {
        let dataset = Dataset::from_json(DATA).unwrap();
        let draft = import(SEED, &dataset).to_json();
        let refused = add(DATA, &draft, false).unwrap_err();
        assert_eq!(refused, NotAdded::Present("100505_PR1008".to_owned()));
        assert!(refused.to_string().contains("--replace"), "{refused}");
        let new = add(DATA, &draft, true).unwrap();
        assert_eq!(Dataset::from_json(&new).unwrap().releases().count(), 1);
        assert!(!new.contains("\"meeting\": \"cmm-4\""), "the draft has no meetings");
        let start = DATA.find("\"releases\": [").unwrap();
        assert_eq!(new.get(..start), DATA.get(..start));
    }

    #[test]
    fn a_release_in_a_file_of_its_own_is_left_there() {
        let archive = "\n  \"archive\": [\n    { \"number\": \"9\", \"date\": \"2009-01-01\", \"title\": \"T\" }\n  ],\n  \"releases\"";
        let data = DATA.replace("\n  \"releases\"", archive);
        assert_eq!(add(&data, &record("9", "2009-01-01"), true), Err(NotAdded::InArchive("9".to_owned())));
        assert!(add(&data, &record("8", "2009-01-01"), false).is_ok());
    }

    #[test]
    fn a_list_of_releases_may_be_empty_or_absent() {
        let start = DATA.find(",\n  \"releases\": [").unwrap();
        let end = DATA.rfind('}').unwrap();
        let absent = format!("{}\n{}", &DATA[..start], &DATA[end..]);
        let empty = format!("{},\n  \"releases\": []\n{}", &DATA[..start], &DATA[end..]);
        let file: Node<'_> = serde_json::from_str(DATA).unwrap();
        let seed = style::write(&entries_of(&file, "releases")[0], 0);
        assert!(add(&absent, &seed, false).unwrap() == DATA);
        assert!(add(&empty, &seed, false).unwrap() == DATA);
        assert!(add(&absent, &seed, true).unwrap() == DATA);
    }

    #[test]
    fn line_ends_and_byte_order_mark_stay() {
        let data = format!("\u{feff}{}", DATA.replace('\n', "\r\n"));
        let new = add(&data, &record("NEW", "2011-01-01"), false).unwrap();
        let added = added(&data, &new);
        assert_eq!(added.matches('\n').count(), added.matches("\r\n").count());
    }

    #[track_caller]
    fn check(record: &str, expected: &str) {
        let refused = add(DATA, record, false).unwrap_err().to_string();
        assert!(refused.contains(expected), "{refused}");
    }

    #[test]
    fn a_record_that_is_not_right_is_refused() {
        check("", "found no JSON");
        check("[]", "found a list");
        check("{}", "expected a field \"number\"");
        check(r#"{ "release": { "number": "1", "date": "May" } }"#, "expected a field \"date\"");
        check(r#"{ "number": "1", "date": "2010-01-01" }"#, "releases[1]");
        assert_eq!(add("[]", &record("1", "2010-01-01"), false), Err(NotAdded::NoPlace));
        assert_eq!(add("", &record("1", "2010-01-01"), false), Err(NotAdded::NoPlace));
    }

    #[test]
    fn a_problem_of_the_whole_is_told_with_its_place() {
        let wrong = record("1", "2011-01-01").replace("\"title\":\"T\"", "\"title\":\"\"");
        let NotAdded::Problems(problems) = add(DATA, &wrong, false).unwrap_err() else { panic!("no problems") };
        assert_eq!(problems.len(), 1);
        assert!(problems[0].to_string().starts_with("releases[0].title (line "), "{}", problems[0]);
    }
}

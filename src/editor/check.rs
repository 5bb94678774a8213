//! Checking files: what is one, whether it is clean, and whether the files that a data file lists are there.
//!
//! The rules are those of [`crate::data`]. Here is what they need around them: bytes that may not be text, and other
//! files, which the caller reads.

use super::index;
use super::report::{Report, count};
use crate::data::archive::INDEX_FILE;
use crate::data::json::Node;
use crate::data::locate::{Counter, locate, offsets};
use crate::data::{Path, Position, Problem, Step};
use crate::model::{ArchivedRelease, Dataset, Release};
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io;
use std::path;

/// What a JSON file is, by its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The data file. Also what cannot be told, so that it is held against the data file's rules.
    Data,
    /// A file of one release.
    Release,
    /// A draft that `asem import` wrote: a release, and beside it what was found and what is open.
    Draft,
    /// The record of a release alone, as it stands in the data file.
    Record,
}

/// What the file is. Looks at no more of a data file than its first fields.
pub fn kind(text: &str) -> Kind {
    struct Peek<'a>(&'a mut Kind);

    impl<'de> Visitor<'de> for Peek<'_> {
        type Value = ();

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
            while let Some(name) = map.next_key::<String>()? {
                match &*name {
                    "sources" | "partners" | "releases" => break,
                    "number" | "date" | "dateline" | "title" | "paragraphs" => {
                        *self.0 = Kind::Record;
                        break;
                    }
                    "found" | "questions" | "left_out" => {
                        *self.0 = Kind::Draft;
                        break;
                    }
                    "release" => *self.0 = Kind::Release,
                    _ => {}
                }
                map.next_value::<IgnoredAny>()?;
            }
            Ok(())
        }
    }

    let mut kind = Kind::Data;
    // An error only says that it stopped early, or that the text is no JSON, which is told when it is read.
    let _ = serde_json::Deserializer::from_str(text).deserialize_map(Peek(&mut kind));
    kind
}

/// The text of a file: UTF-8, without the mark that some editors put before it.
///
/// # Errors
///
/// What is wrong with the bytes, as a report.
pub fn text(file: &str, bytes: io::Result<Vec<u8>>) -> Result<String, Report> {
    let bytes = bytes.map_err(|error| {
        let problem = Problem::of_whole_file("a file that can be read", &no_file(&error), other_file(&error));
        Report::of_problems(file, String::new(), vec![problem])
    })?;
    if is_utf_16(&bytes) {
        let problem =
            Problem::of_whole_file("text in UTF-8", "text in UTF-16", "save the file with the encoding UTF-8");
        // No line of it can be shown.
        return Err(Report::of_problems(file, String::new(), vec![problem]));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
        Err(error) => Err(not_utf8(file, &error)),
    }
}

/// Why a file could not be read.
pub fn no_file(error: &io::Error) -> String {
    let is_any_of = |kinds: &[io::ErrorKind]| kinds.contains(&error.kind());
    // An error with words of its own says more: which folder there is not.
    if is_any_of(&[io::ErrorKind::NotFound, io::ErrorKind::NotADirectory]) && error.get_ref().is_none() {
        "no file of this name".to_owned()
    } else if is_any_of(&[io::ErrorKind::IsADirectory]) {
        "a folder".to_owned()
    } else if is_any_of(&[io::ErrorKind::PermissionDenied]) {
        "a file that you may not read".to_owned()
    } else {
        error.to_string()
    }
}

/// What to do about a file that could not be read.
pub fn other_file(error: &io::Error) -> &'static str {
    if error.kind() == io::ErrorKind::IsADirectory {
        "give a file in it"
    } else if error.kind() == io::ErrorKind::PermissionDenied {
        "make it readable for yourself, or use a copy"
    } else {
        "correct the file’s name"
    }
}

/// Whether bytes are text in UTF-16: by the mark at the beginning, or because of the zeros beside each plain letter.
pub(super) fn is_utf_16(bytes: &[u8]) -> bool {
    const LOOKED_AT: usize = 1000;
    let n_zeros = bytes.iter().take(LOOKED_AT).filter(|byte| **byte == 0).count();
    bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) || n_zeros * 4 > bytes.len().min(LOOKED_AT)
}

/// What a JSON file is in words, if it is not what was wanted.
fn kind_in_words(kind: Kind) -> &'static str {
    match kind {
        Kind::Data => "the data file",
        Kind::Release => "a file of one release",
        Kind::Draft => "a draft",
        Kind::Record => "the record of a release alone",
    }
}

/// The report on a data file that was given as a record, as is easily done. None on anything else, also on what cannot be
/// told: that is held against the rules of a record.
pub fn not_a_record(file: &str, text: &str) -> Option<Report> {
    const OF_DATA: [&str; 4] = ["sources", "partners", "meetings", "releases"];
    let node: Node<'_> = serde_json::from_str(text).ok()?;
    let is_data = node.member("release").is_none() && OF_DATA.iter().any(|list| node.member(list).is_some());
    is_data.then(|| {
        let found = kind_in_words(Kind::Data);
        let fix = "this is the data file; add wants a draft or a release’s record (the data file goes with --data)";
        Report::of_problems(file, String::new(), vec![Problem::of_whole_file("the record of a release", found, fix)])
    })
}

/// The problem of a draft or a record that stands where a file of one release belongs.
pub fn not_a_file_of_its_own(text: &str) -> Option<Problem> {
    let kind = kind(text);
    let fix = "this is a draft; a file of its own needs \"format\" and \"release\": asem add --own-file makes one";
    matches!(kind, Kind::Draft | Kind::Record)
        .then(|| Problem::new(Path::default(), "a file of one release", kind_in_words(kind), fix))
}

fn not_utf8(file: &str, error: &std::string::FromUtf8Error) -> Report {
    let bytes = error.as_bytes();
    let offset = error.utf8_error().valid_up_to();
    let byte = bytes.get(offset).copied().unwrap_or_default();
    let text = String::from_utf8_lossy(bytes).into_owned();
    let found = format!("the byte {byte:02X}, which is none (Latin-1 or Windows-1252, perhaps)");
    let mut problem = Problem::of_whole_file("text in UTF-8", &found, "save the file with the encoding UTF-8");
    problem.position = Some(Counter::new(&text).position(offset));
    let mut report = Report::of_problems(file, text, vec![problem]);
    for entry in &mut report.entries {
        entry.n_bytes = Some(char::REPLACEMENT_CHARACTER.len_utf8());
    }
    report
}

/// Checks a data file and every file that its archive lists; where it has an index, that and every file of a release.
///
/// `own_files` names the files of single releases beside the data file, `read` gives the bytes of a file there. The first
/// report is on the data file, others are on those files of releases that have problems.
pub fn data_file(
    file: &str,
    text: String,
    own_files: impl Fn() -> Vec<String>,
    read: impl Fn(&str) -> io::Result<Vec<u8>>,
) -> Vec<Report> {
    let dataset = match Dataset::from_json(&text) {
        Ok(dataset) => dataset,
        Err(problems) => return vec![Report::of_problems(file, text, problems)],
    };
    let own_files = files_of_index(own_files, &dataset);
    let Gathered { releases, mut problems, reports: others } = gather(file, &text, &dataset, &own_files, &read);
    if dataset.n_indexed().is_some() && problems.is_empty() && others.is_empty() {
        problems.extend(index_problem(&releases, &dataset, &read));
    }
    let own = if problems.is_empty() {
        Report::clean(file, text, summary(&dataset))
    } else {
        let problems = locate(&text, problems);
        Report::of_problems(file, text, problems)
    };
    std::iter::once(own).chain(others).collect()
}

/// All releases of a data file, and what is wrong with the files that should hold them.
pub struct Gathered {
    /// Those of the data file, and those of the files that are right.
    pub releases: Vec<Release>,
    /// What the data file lists and is not there.
    pub problems: Vec<Problem>,
    /// On files that have problems.
    pub reports: Vec<Report>,
}

/// Reads all releases of a data file with this text: its own, those of the files that its archive lists, and those of the
/// other files named, which no archive lists.
pub fn gather(
    file: &str,
    text: &str,
    dataset: &Dataset,
    own_files: &[String],
    read: impl Fn(&str) -> io::Result<Vec<u8>>,
) -> Gathered {
    let mut releases: Vec<Release> = dataset.releases().cloned().collect();
    let (mut missing, mut reports) = (Vec::new(), Vec::new());
    for (name, listed) in with_listed(own_files, dataset) {
        match (read(&name), listed) {
            (Err(error), Some(listed)) => missing.push((listed, no_file(&error))),
            (bytes, _) => match own_release(file, &name, bytes, listed, dataset) {
                Ok((release, _)) => releases.push(release),
                Err(report) => reports.push(report),
            },
        }
    }
    Gathered { releases, problems: missing_files(text, &missing), reports }
}

/// Which of the files of single releases belong to the index of a data file: all, where it has one.
pub fn files_of_index(own_files: impl Fn() -> Vec<String>, dataset: &Dataset) -> Vec<String> {
    if dataset.n_indexed().is_some() { own_files() } else { Vec::new() }
}

/// The files of single releases: those that the archive lists, each with its entry there, then the others of these.
pub fn with_listed<'d>(own_files: &[String], dataset: &'d Dataset) -> Vec<(String, Option<&'d ArchivedRelease>)> {
    // Checked: a number in the archive names a file.
    let listed = dataset.archive().iter().filter_map(|listed| Some((listed.number.file()?, Some(listed))));
    let mut all: Vec<_> = listed.collect();
    let names: BTreeSet<String> = all.iter().map(|(name, _)| name.clone()).collect();
    all.extend(own_files.iter().filter(|name| !names.contains(*name)).map(|name| (name.clone(), None)));
    all
}

/// A file beside another, as it is called from where that is.
pub fn beside(file: &str, name: &str) -> String {
    path::Path::new(file).with_file_name(name).to_string_lossy().into_owned()
}

/// What is wrong with the index that a data file says is there, seen from the data file.
fn index_problem(
    releases: &[Release],
    dataset: &Dataset,
    read: impl Fn(&str) -> io::Result<Vec<u8>>,
) -> Option<Problem> {
    let at = |steps: &[&str]| Path(steps.iter().map(|step| Step::Field((*step).into())).collect());
    let make = "make it anew with `asem index`";
    let fresh = match index::files(releases, dataset) {
        Ok(files) => files,
        Err(why) => {
            return Some(Problem::new(at(&["archive_index"]), "releases that can be listed", &why, "see there"));
        }
    };
    let is_same = |(name, text): (&String, &String)| read(name).is_ok_and(|bytes| bytes == text.as_bytes());
    let found = match (read(INDEX_FILE), dataset.n_indexed()) {
        (Err(error), _) => no_file(&error),
        (Ok(_), Some(n)) if n != releases.len() => {
            let (n, there) = (n.to_string(), releases.len().to_string());
            return Some(Problem::new(at(&["archive_index", "releases"]), &there, &n, make));
        }
        (Ok(_), _) if fresh.iter().all(is_same) => return None,
        (Ok(_), _) => "an older one, or parts of one".to_owned(),
    };
    Some(Problem::new(at(&["archive_index"]), "the index of all releases in the folder archive", &found, make))
}

/// The dataset of a data file that something else is held against.
///
/// # Errors
///
/// A report on the data file, as one that cannot be used, if it has problems or is another kind of file.
pub fn usable(file: &str, text: String) -> Result<Dataset, Report> {
    let kind = kind(&text);
    if kind != Kind::Data {
        let fix = "give the data file instead";
        let problem = Problem::of_whole_file("the data file", kind_in_words(kind), fix);
        return Err(Report::of_problems(file, String::new(), vec![problem]));
    }
    Dataset::from_json(&text).map_err(|problems| Report::of_problems(file, text, problems).made_unusable())
}

/// The release in a file of its own beside the data file, as that lists it, or else as its name says; and the file's text.
///
/// # Errors
///
/// A report on the file, if it cannot be read or has problems.
pub fn own_release(
    file: &str,
    name: &str,
    bytes: io::Result<Vec<u8>>,
    listed: Option<&ArchivedRelease>,
    dataset: &Dataset,
) -> Result<(Release, String), Report> {
    let path = beside(file, name);
    let text = text(&path, bytes)?;
    let release = match (not_a_file_of_its_own(&text), listed) {
        (Some(problem), _) => Err(vec![problem]),
        (None, Some(listed)) => listed.read(&text, dataset),
        (None, None) => Release::from_json(&text, dataset),
    };
    match release {
        Ok(release) if release.number.file().as_deref() == Some(name) => Ok((release, text)),
        Ok(release) => {
            let at = Path(["release", "number"].map(|step| Step::Field(step.into())).into());
            let expected = "the number after which the file is named";
            let found = format!("\"{}\"", release.number);
            let problem = Problem::new(at, expected, &found, "rename the file, or correct the number");
            Err(Report::of_problems(&path, text.clone(), locate(&text, vec![problem])))
        }
        Err(problems) => Err(Report::of_problems(&path, text, problems)),
    }
}

fn missing_files(text: &str, missing: &[(&ArchivedRelease, String)]) -> Vec<Problem> {
    let indices = indices(text, "archive");
    let problem = |(listed, found): &(&ArchivedRelease, String)| {
        let index = *indices.get(listed.number.as_str())?;
        let file = listed.number.file()?;
        let path = Path(vec![Step::Field("archive".into()), Step::Index(index), Step::Field("number".into())]);
        let fix = "add the file, or take the release out of the archive";
        Some(Problem::new(path, &format!("a file {file} beside this one"), found, fix))
    };
    missing.iter().filter_map(problem).collect()
}

/// Where each release stands in a list of a data file, by its number.
///
/// A dataset does not keep it: there the newest release comes first.
pub fn indices(text: &str, list: &str) -> BTreeMap<String, usize> {
    let Ok(file) = serde_json::from_str::<Node<'_>>(text) else { return BTreeMap::new() };
    let releases = file.member(list).map(Node::list).unwrap_or_default();
    let number = |release: &Node<'_>| Some(release.member("number")?.text()?.to_owned());
    releases.iter().zip(0..).filter_map(|(release, index)| Some((number(release)?, index))).collect()
}

fn summary(dataset: &Dataset) -> String {
    let archive = match dataset.archive().len() {
        0 => String::new(),
        n => format!(" and {n} in files of their own"),
    };
    let index = dataset.n_indexed().map(|n| format!(", an index of {}", count(n, "release", "releases")));
    let index = index.unwrap_or_default();
    format!(
        "clean: {}, {}, {}{archive}{index}, {}",
        count(dataset.partners().len(), "partner", "partners"),
        count(dataset.meetings().len(), "meeting", "meetings"),
        count(dataset.releases().count(), "release", "releases"),
        count(dataset.sources().len(), "source", "sources"),
    )
}

/// Checks a file, draft or record of one release against a dataset; also against the dataset's archive if that lists
/// the file.
///
/// A draft or record that the archive lists is no file of one release, and that is all that is told of it. One without
/// its folder is not taken for it: drafts lie about everywhere.
pub fn release_file(file: &str, text: String, dataset: &Dataset) -> Report {
    let stands_for =
        |listed: &ArchivedRelease| listed.number.file().is_some_and(|name| path::Path::new(file).ends_with(name));
    if let Some(problem) = not_a_file_of_its_own(&text).filter(|_| dataset.archive().iter().any(stands_for)) {
        return Report::of_problems(file, text, vec![problem]);
    }
    let is_listed = |listed: &&ArchivedRelease| listed.number.file().is_some_and(|name| is_path_to(file, &name));
    let release = match (kind(&text), dataset.archive().iter().find(is_listed)) {
        (Kind::Record | Kind::Draft, _) => record(&text, dataset).map(|(release, _)| release),
        (Kind::Release | Kind::Data, Some(listed)) => listed.read(&text, dataset),
        (Kind::Release | Kind::Data, None) => Release::from_json(&text, dataset),
    };
    match release {
        Ok(release) => {
            let n_paragraphs = release.all_paragraphs().count();
            let n_appearances = release.appearances.len() + release.organisations.len();
            let summary = format!(
                "clean: release {} of {}, {}, {}",
                release.number,
                release.date,
                count(n_paragraphs, "paragraph", "paragraphs"),
                count(n_appearances, "appearance", "appearances"),
            );
            Report::clean(file, text, summary)
        }
        Err(problems) => Report::of_problems(file, text, problems),
    }
}

/// The release of which a file holds the record, alone or in an object around it, and the path to it.
///
/// # Errors
///
/// Every problem of the record, at its place in the file.
pub fn record(text: &str, dataset: &Dataset) -> Result<(Release, Path), Vec<Problem>> {
    if kind(text) == Kind::Record {
        return Ok((Release::from_record(text, dataset)?, Path::default()));
    }
    let at = Path(vec![Step::Field("release".into())]);
    if serde_json::from_str::<IgnoredAny>(text).is_err() {
        // Broken text: reading it as what it should be says where.
        return Release::from_json(text, dataset).map(|release| (release, at));
    }
    let offset = offsets(text, std::iter::once((&at, false))).first().copied().unwrap_or_default();
    let rest = text.get(offset..).unwrap_or_default();
    let Some(Ok(record)) = serde_json::Deserializer::from_str(rest).into_iter::<&RawValue>().next() else {
        return Release::from_json(text, dataset).map(|release| (release, at));
    };
    let start = Counter::new(text).position(offset);
    let in_file = |mut problem: Problem| {
        problem.path.0.splice(0..0, at.0.iter().cloned());
        problem.position = problem.position.map(|inner| moved(inner, start));
        problem
    };
    match Release::from_record(record.get(), dataset) {
        Ok(release) => Ok((release, at)),
        Err(problems) => Err(problems.into_iter().map(in_file).collect()),
    }
}

/// Where a position within a part of a text is in the whole, given where the part begins.
fn moved(inner: Position, start: Position) -> Position {
    let column = if inner.line == 1 { inner.column + start.column - 1 } else { inner.column };
    Position { line: inner.line + start.line - 1, column }
}

/// Whether a path ends in another. A file given without its folder is in none that could differ.
fn is_path_to(file: &str, name: &str) -> bool {
    let (file, name) = (path::Path::new(file), path::Path::new(name));
    file.ends_with(name) || file.components().count() == 1 && file.file_name() == name.file_name()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_by_its_first_fields() {
        for (text, expected) in [
            (r#"{"$schema": "x", "format": 1, "sources": [], "release": 1}"#, Kind::Data),
            (r#"{"$schema": "x", "format": 1, "release": {}}"#, Kind::Release),
            (r#"{"release": {"number": "#, Kind::Release),
            (r#"{"release": {"number": "1"}, "found": ["#, Kind::Draft),
            (r#"{"number": "1", "date": "2010-05-11"}"#, Kind::Record),
            ("", Kind::Data),
            ("[]", Kind::Data),
        ] {
            assert_eq!(kind(text), expected, "{text}");
        }
    }

    #[test]
    fn what_stands_behind_a_draft_is_told_and_not_taken_for_its_release() {
        let dataset = crate::view_model::shipped();
        let draft = r#"{"release": {"number": "1", "date": "2010-05-11"}, "found": []}"#;
        for text in [format!("{draft}}}"), format!("{draft} text")] {
            let problems: Vec<String> = record(&text, &dataset).unwrap_err().iter().map(ToString::to_string).collect();
            assert!(problems.len() == 1 && !problems[0].contains("take it out"), "{problems:?}");
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_named_with_their_place() {
        let report = text("a.json", Ok(b"{\n\"Pozna\xf1\"".to_vec())).unwrap_err();
        let shown = report.to_text(false);
        assert!(shown.contains("found the byte F1") && shown.contains("a.json:2:7"), "{shown}");
        assert_eq!(text("a.json", Ok(b"\xef\xbb\xbf{}".to_vec())).unwrap(), "{}");
    }

    #[test]
    fn utf_16_is_called_by_its_name() {
        let of = |unit: fn(u16) -> [u8; 2], mark: &str| -> Vec<u8> {
            format!("{mark}{{ \"format\": 1 }}").encode_utf16().flat_map(unit).collect()
        };
        for bytes in [
            of(u16::to_le_bytes, "\u{feff}"),
            of(u16::to_be_bytes, "\u{feff}"),
            of(u16::to_le_bytes, ""),
            of(u16::to_be_bytes, ""),
        ] {
            let shown = text("a.json", Ok(bytes)).unwrap_err().to_text(false);
            assert!(shown.contains("found text in UTF-16") && shown.contains("encoding UTF-8"), "{shown}");
        }
        assert!(text("a.json", Ok(Vec::new())).is_ok());
    }

    #[test]
    fn a_data_file_is_no_record_and_a_record_no_data_file() {
        let data = include_str!("../../public/data/asem.json");
        let shown = not_a_record("asem.json", data).unwrap().to_text(false);
        assert!(shown.contains("this is the data file; add wants a draft"), "{shown}");
        for text in ["", "[]", "{}", r#"{"number": "1"}"#, r#"{"release": {}, "questions": []}"#] {
            assert!(not_a_record("a.json", text).is_none(), "{text}");
        }
        let shown = usable("draft.json", r#"{"release": {}, "questions": []}"#.to_owned()).unwrap_err().to_text(false);
        assert!(shown.contains("expected the data file, found a draft"), "{shown}");
    }

    #[test]
    fn a_draft_that_the_archive_lists_is_no_file_of_its_own() {
        let minimal = include_str!("../../tests/fixtures/minimal.json");
        let archive = "\"archive\": [{ \"number\": \"9\", \"date\": \"2009-01-01\", \"title\": \"T\" }], \"releases\"";
        let data = minimal.replace("\"releases\"", archive);
        let draft = r#"{"release": {"number": "9", "date": "2009-01-01", "dateline": "1 January 2009", "title": "T",
            "paragraphs": [{"id": "p1", "text": "Text"}]}, "questions": []}"#;
        let dataset = Dataset::from_json(&data).unwrap();
        let told = |report: &Report| report.entries.iter().map(|entry| entry.problem.fix.clone()).collect::<Vec<_>>();
        let listed = release_file("data/releases/9.json", draft.to_owned(), &dataset);
        let expected =
            ["this is a draft; a file of its own needs \"format\" and \"release\": asem add --own-file makes one"];
        assert_eq!(told(&listed), expected);
        assert_eq!(told(&release_file("9.json", draft.to_owned(), &dataset)), [""; 0]);
        let reports = data_file("asem.json", data, Vec::new, |_| Ok(draft.as_bytes().to_vec()));
        assert_eq!(reports.iter().flat_map(told).collect::<Vec<_>>(), expected);
    }
}

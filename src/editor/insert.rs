//! Puts a release's record into a data file, and changes nothing else of its text.
//!
//! The file is edited as text, not read and written anew: a diff shows the new lines only, however the rest is laid out.

use super::style;
use crate::data::FORMAT;
use crate::data::json::Node;
use crate::data::locate::{entries, offsets};
use crate::data::problem::{Path, Problem, Step};
use crate::model::{Dataset, Date};
use serde_json::value::RawValue;
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
    /// The data file holds a release of this number itself, so that it cannot get a file of its own.
    InData(String),
    /// A file of this release is there, and the data file does not list it.
    FilePresent(String),
    /// The file that the release has already is no JSON, so that nothing of it could be kept. What is wrong with it.
    Unreadable(String, String),
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
                write!(
                    f,
                    "the release {number:?} stands in a file of its own, releases/{number}.json; change it there, or put \
                     this one in its place with --own-file --replace"
                )
            }
            Self::InData(number) => {
                write!(
                    f,
                    "the data file holds the release {number:?} itself; take it out there first, or replace it there: \
                     --replace without --own-file"
                )
            }
            Self::FilePresent(number) => {
                write!(
                    f,
                    "there is a file releases/{number}.json already, which the data file does not list; to write over it, \
                     use --replace"
                )
            }
            Self::Unreadable(number, why) => {
                write!(
                    f,
                    "releases/{number}.json is {why}, so that nothing that only editors add could be kept; mend it first, or \
                     take it away"
                )
            }
            Self::Problems(problems) => {
                write!(f, "with this record the data file would have problems:")?;
                problems.iter().try_for_each(|problem| write!(f, "\n{problem}"))
            }
        }
    }
}

impl std::error::Error for NotAdded {}

/// What comes of putting a record in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Put {
    /// The new text of the data file.
    pub data: String,
    /// What became of that which only editors add, where a release was replaced: one sentence each.
    pub notes: Vec<String>,
}

/// Puts a record into the text of a data file, newest first, and gives the new text.
///
/// `record` is the JSON of a release, or of a draft with a `release` ([`super::import::Draft::to_json`]). With `replace`, the
/// record takes the place of the release with the same number; without one, it is added.
///
/// # Errors
///
/// Where the record has no place, its number is taken, or the data would not be right with it.
pub fn add(data: &str, record: &str, replace: bool) -> Result<String, NotAdded> {
    put(data, record, replace).map(|put| put.data)
}

/// The same, and tells what it kept of a release that it replaced: links of its events to meetings, what other sources
/// say of them, and addresses of copies, for no text of a release has these.
///
/// # Errors
///
/// As for [`add`].
pub fn put(data: &str, record: &str, replace: bool) -> Result<Put, NotAdded> {
    let (mark, data) = split_mark(data);
    let node = parsed(record)?;
    let Record { release, number, date } = Record::of(&node)?;
    let file: Node<'_> = serde_json::from_str(data).map_err(|_| NotAdded::NoPlace)?;
    if entry_of(&file, "archive", number).is_some() {
        return Err(NotAdded::InArchive(number.to_owned()));
    }
    let old = entry_of(&file, "releases", number);
    if old.is_some() && !replace {
        return Err(NotAdded::Present(number.to_owned()));
    }
    let (release, notes) = with_kept(release, old);
    let placed = placed(data, "releases", &release, number, date).ok_or(NotAdded::NoPlace)?;
    let added = format!("{mark}{placed}");
    match Dataset::from_json(&added) {
        Ok(_) => Ok(Put { data: added, notes }),
        Err(problems) => Err(NotAdded::Problems(problems)),
    }
}

/// Makes a record a file of its own and lists it in the archive of the data file, newest first. Gives the text of the
/// release's file as well.
///
/// `old` is what the file holds now, if it is there.
///
/// # Errors
///
/// As for [`add`], and where the release's file is there already or its number names none.
pub fn put_own_file(data: &str, record: &str, old: Option<&str>, replace: bool) -> Result<(Put, String), NotAdded> {
    let (mark, data) = split_mark(data);
    let node = parsed(record)?;
    let Record { release, number, date } = Record::of(&node)?;
    let file: Node<'_> = serde_json::from_str(data).map_err(|_| NotAdded::NoPlace)?;
    if entry_of(&file, "releases", number).is_some() {
        return Err(NotAdded::InData(number.to_owned()));
    }
    let is_listed = entry_of(&file, "archive", number).is_some();
    // A draft that stands where its file is to be is what becomes that file; one that is listed and missing may come.
    let is_taken = old.is_some_and(|old| old != record);
    if is_taken && !replace {
        let number = number.to_owned();
        return Err(if is_listed { NotAdded::Present(number) } else { NotAdded::FilePresent(number) });
    }
    let unreadable = |error| NotAdded::Unreadable(number.to_owned(), format!("no JSON ({error})"));
    let old: Option<Node<'_>> = old.map(serde_json::from_str).transpose().map_err(unreadable)?;
    let (release, notes) = with_kept(release, old.as_ref().map(|old| old.member("release").unwrap_or(old)));
    let title = text_of(&release, "title").ok_or(NotAdded::Lacks("title", "the title as printed"))?.to_owned();
    let text = |text: &str| Node::Text(text.to_owned().into());
    let members =
        vec![("number".into(), text(number)), ("date".into(), text(&date.iso())), ("title".into(), text(&title))];
    let placed = placed(data, "archive", &Node::Object(members), number, date).ok_or(NotAdded::NoPlace)?;
    let added = format!("{mark}{placed}");
    let own_file = Node::Object(vec![
        ("$schema".into(), text("../asem-release.schema.json")),
        ("format".into(), Node::Whole(u64::from(FORMAT))),
        ("release".into(), release),
    ]);
    let own_file = style::write(&own_file, 0) + "\n";
    let dataset = Dataset::from_json(&added).map_err(NotAdded::Problems)?;
    let listed = dataset.archive().iter().find(|listed| listed.number.as_str() == number).ok_or(NotAdded::NoPlace)?;
    listed.read(&own_file, &dataset).map_err(NotAdded::Problems)?;
    Ok((Put { data: added, notes }, own_file))
}

/// A record with what gives it its place.
struct Record<'n, 'a> {
    release: &'n Node<'a>,
    number: &'n str,
    date: Date,
}

impl<'n, 'a> Record<'n, 'a> {
    fn of(node: &'n Node<'a>) -> Result<Self, NotAdded> {
        let release = node.member("release").unwrap_or(node);
        if !matches!(release, Node::Object(_)) {
            return Err(NotAdded::NoRecord(release.describe()));
        }
        let number = text_of(release, "number").ok_or(NotAdded::Lacks("number", "the number as printed"))?;
        let date = date_of(release).ok_or(NotAdded::Lacks("date", "a day like 2010-05-11"))?;
        Ok(Self { release, number, date })
    }
}

fn parsed(record: &str) -> Result<Node<'_>, NotAdded> {
    let record = record.strip_prefix('\u{feff}').unwrap_or(record);
    serde_json::from_str(record).map_err(|error| NotAdded::NoRecord(format!("no JSON ({error})")))
}

/// The byte order mark that some editors put before the text, and the text.
fn split_mark(data: &str) -> (&str, &str) {
    match data.strip_prefix('\u{feff}') {
        Some(rest) => ("\u{feff}", rest),
        None => ("", data),
    }
}

/// A record with what only editors add, taken from the release that it replaces, and what became of it.
fn with_kept<'a>(new: &Node<'a>, old: Option<&Node<'_>>) -> (Node<'a>, Vec<String>) {
    let mut new = new.clone();
    let mut notes = Vec::new();
    if let Some(old) = old {
        keep_in_events(&mut new, entries_of(old, "events"), &mut notes);
        keep_in_links(&mut new, entries_of(old, "links"), &mut notes);
        notes.extend(dropped(&new, old));
    }
    (new, notes)
}

/// What else the older release had and the new record lacks: whole fields, and roles that an editor may have settled.
/// These may be mistakes now mended, so that they go, but not without a word.
fn dropped(new: &Node<'_>, old: &Node<'_>) -> Vec<String> {
    let Node::Object(members) = old else { return Vec::new() };
    let lacking = members.iter().filter(|(name, _)| new.member(name).is_none());
    let fields = lacking.map(|(name, _)| format!("not kept: {name:?}, which the new record lacks"));
    let role = |appearance: &Node<'_>| {
        ["partner", "organisation", "role"].map(|field| text_of(appearance, field).map(str::to_owned))
    };
    let roles =
        ["appearances", "organisations"].into_iter().filter(|list| new.member(list).is_some()).flat_map(|list| {
            let kept: Vec<_> = entries_of(new, list).iter().map(role).collect();
            entries_of(old, list).iter().map(role).filter(move |role| !kept.contains(role))
        });
    let roles = roles.map(|[partner, organisation, role]| {
        let who = partner.or(organisation).unwrap_or_default();
        format!("not kept: {who:?} as {:?}, which the new record does not say", role.unwrap_or_default())
    });
    fields.chain(roles).collect()
}

fn keep_in_events(new: &mut Node<'_>, old: &[Node<'_>], notes: &mut Vec<String>) {
    // A meeting stands before the evidence, as in the other events; claims come last.
    const FIELDS: [(&str, Option<&str>); 2] = [("meeting", Some("paragraph")), ("claims", None)];
    let mut new = list_mut(new, "events");
    for event in old {
        let name = text_of(event, "id").unwrap_or_default();
        let same = new.as_mut().and_then(|new| {
            let at = same_event(event, new)?;
            new.get_mut(at)
        });
        let fields = FIELDS.iter().filter_map(|(field, before)| Some((*field, *before, event.member(field)?)));
        match same {
            Some(same) => {
                for (field, before, value) in fields {
                    if keep(same, field, before, value) {
                        notes.push(format!("kept {field:?} of the event {name:?}"));
                    }
                }
            }
            None => notes.extend(fields.map(|(field, ..)| {
                format!(
                    "not kept: {field:?} of the event {name:?}, for the new record has none like it; add it again if it \
                     still holds"
                )
            })),
        }
    }
}

/// Which of these events is the same. An id alone does not tell, since the importer numbers what it finds: an event put
/// before another would inherit what is said of that.
fn same_event(event: &Node<'_>, others: &[Node<'_>]) -> Option<usize> {
    let is_same =
        |other: &Node<'_>, fields: &[&str]| fields.iter().all(|field| text_of(other, field) == text_of(event, field));
    let by_id = |other: &Node<'_>| is_same(other, &["id", "name"]) || is_same(other, &["id", "from", "until"]);
    let by_name = |other: &Node<'_>| is_same(other, &["name", "from", "until"]);
    others.iter().position(by_id).or_else(|| others.iter().position(by_name))
}

fn keep_in_links(new: &mut Node<'_>, old: &[Node<'_>], notes: &mut Vec<String>) {
    let mut new = list_mut(new, "links");
    let mut seen = Vec::new();
    for link in old {
        let (Some(url), Some(copy)) = (text_of(link, "url"), link.member("archived")) else { continue };
        // An address may stand in several paragraphs.
        if seen.contains(&url) {
            continue;
        }
        seen.push(url);
        let mut is_there = false;
        let mut is_kept = false;
        for same in new.iter_mut().flat_map(|new| new.iter_mut()).filter(|new| text_of(new, "url") == Some(url)) {
            is_there = true;
            is_kept |= keep(same, "archived", None, copy);
        }
        if is_kept {
            notes.push(format!("kept \"archived\" of the link to {url}"));
        } else if !is_there {
            notes.push(format!("not kept: \"archived\" of the link to {url}, for the new record has no such link"));
        }
    }
}

/// Gives an object a field that it does not have, before another or as the last. Whether it did.
fn keep(object: &mut Node<'_>, field: &str, before: Option<&str>, value: &Node<'_>) -> bool {
    let is_new = object.member(field).is_none();
    if let (Node::Object(members), true) = (object, is_new) {
        let at = members.iter().position(|(name, _)| Some(&**name) == before).unwrap_or(members.len());
        members.insert(at, (field.to_owned().into(), owned(value)));
    }
    is_new
}

/// The same value, borrowing nothing: the record outlives the text of the release that it replaces.
fn owned(node: &Node<'_>) -> Node<'static> {
    match node {
        Node::Null => Node::Null,
        Node::Bool(value) => Node::Bool(*value),
        Node::Whole(number) => Node::Whole(*number),
        Node::Number(number) => Node::Number(*number),
        Node::Text(text) => Node::Text(text.to_string().into()),
        Node::List(entries) => Node::List(entries.iter().map(owned).collect()),
        Node::Object(members) => {
            Node::Object(members.iter().map(|(name, member)| (name.to_string().into(), owned(member))).collect())
        }
    }
}

fn list_mut<'n, 'a>(object: &'n mut Node<'a>, list: &str) -> Option<&'n mut Vec<Node<'a>>> {
    let Node::Object(members) = object else { return None };
    match members.iter_mut().rev().find(|(name, _)| name == list) {
        Some((_, Node::List(entries))) => Some(entries),
        _ => None,
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

/// The text with an entry in a list of the file: in the place of the one with its number, otherwise by its date.
fn placed(data: &str, list: &str, entry: &Node<'_>, number: &str, date: Date) -> Option<String> {
    const DEPTH: usize = 2;
    let file: Node<'_> = serde_json::from_str(data).ok()?;
    let written = style::write(entry, DEPTH);
    let Some(Node::List(known)) = file.member(list) else {
        return match (&file, file.member(list)) {
            (Node::Object(members), None) => Some(new_list(data, members, list, &written)?.apply(data)),
            _ => None,
        };
    };
    let path = Path(vec![Step::Field(list.into())]);
    let ranges = entries(data, &path)?;
    if let Some(at) = known.iter().position(|known| text_of(known, "number") == Some(number)) {
        let (start, end) = *ranges.get(at)?;
        let before = at.checked_sub(1).and_then(|before| ranges.get(before));
        let elsewhere = match (known.get(at).and_then(date_of) == Some(date), before, ranges.get(at + 1)) {
            (false, _, Some((next, _))) => Edit { start, end: *next, text: String::new() },
            (false, Some((_, before)), None) => Edit { start: *before, end, text: String::new() },
            (true, ..) | (_, None, None) => return Some(Edit { start, end, text: written }.apply(data)),
        };
        // Out of its old place with its comma, and in anew by its other date.
        return placed(&elsewhere.apply(data), list, entry, number, date);
    }
    // Before the first that is older; one without a date is left where it is.
    let older = known.iter().position(|known| date_of(known).is_some_and(|known| known <= date));
    let edit = match (older.and_then(|at| ranges.get(at)), ranges.last()) {
        (Some((start, _)), _) => Edit { start: *start, end: *start, text: format!("{written},\n    ") },
        (None, Some((_, end))) => Edit { start: *end, end: *end, text: format!(",\n    {written}") },
        (None, None) => {
            let (start, end) = stretch(data, &path)?;
            Edit { start, end, text: format!("[\n    {written}\n  ]") }
        }
    };
    Some(edit.apply(data))
}

/// A list that the file does not have: the archive before the releases, so that no other line changes, or at the end of
/// the file's object.
fn new_list(data: &str, members: &[(std::borrow::Cow<'_, str>, Node<'_>)], list: &str, written: &str) -> Option<Edit> {
    let text = format!("{list:?}: [\n    {written}\n  ]");
    if list == "archive" && members.iter().any(|(name, _)| name == "releases") {
        let releases = Path(vec![Step::Field("releases".into())]);
        let start = offsets(data, std::iter::once((&releases, true))).first().copied()?;
        return Some(Edit { start, end: start, text: format!("{text},\n  ") });
    }
    let close = data.rfind('}')?;
    let end = data.get(..close)?.trim_end().len();
    let comma = if members.is_empty() { "" } else { "," };
    Some(Edit { start: end, end: close, text: format!("{comma}\n  {text}\n") })
}

/// Where a value of the file begins and ends.
pub(super) fn stretch(data: &str, path: &Path) -> Option<(usize, usize)> {
    let start = offsets(data, std::iter::once((path, false))).first().copied()?;
    let value = serde_json::Deserializer::from_str(data.get(start..)?).into_iter::<&RawValue>().next()?.ok()?;
    Some((start, start + value.get().len()))
}

fn entries_of<'n, 'a>(file: &'n Node<'a>, list: &str) -> &'n [Node<'a>] {
    file.member(list).map(Node::list).unwrap_or_default()
}

fn entry_of<'n, 'a>(file: &'n Node<'a>, list: &str, number: &str) -> Option<&'n Node<'a>> {
    entries_of(file, list).iter().find(|known| text_of(known, "number") == Some(number))
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
    fn what_only_editors_add_outlives_a_new_import() {
        let copy = "\"url\": \"http://www.asef.org/\", \"archived\": \"https://example.org/copy\"";
        let data = DATA.replace("\"url\": \"http://www.asef.org/\"", copy);
        let draft = import(SEED, &Dataset::from_json(DATA).unwrap()).to_json();
        let Put { data: new, notes } = put(&data, &draft, true).unwrap();
        assert!(new.contains(copy));
        let events = |data: &str| {
            let file: Node<'_> = serde_json::from_str(data).unwrap();
            entries_of(&entries_of(&file, "releases")[0], "events").iter().map(owned).collect::<Vec<_>>()
        };
        assert_eq!(events(&new), events(&data), "meetings and claims, in their places");
        let expected = [
            "kept \"meeting\" of the event \"e1\"",
            "kept \"meeting\" of the event \"e2\"",
            "kept \"claims\" of the event \"e3\"",
            "kept \"archived\" of the link to http://www.asef.org/",
        ];
        assert_eq!(notes.iter().filter(|note| expected.contains(&note.as_str())).count(), expected.len(), "{notes:?}");
    }

    #[test]
    fn events_are_the_same_by_id_or_by_name_and_dates_but_not_by_id_alone() {
        let event = |id: &str, name: &str, from: &str, more: &str| {
            format!(r#"{{"id":{id:?},"name":{name:?},"from":{from:?}{more}}}"#)
        };
        let meeting = r#","meeting":"m""#;
        for (new, is_kept) in [
            (event("e1", "A", "2010-01-01", ""), true),
            (event("e1", "B", "2010-01-01", ""), true),
            (event("e1", "A", "2010-01-02", ""), true),
            (event("e2", "A", "2010-01-01", ""), true),
            (event("e1", "B", "2010-01-02", ""), false),
            (event("e2", "A", "2010-01-02", ""), false),
        ] {
            let old = format!(r#"{{"events":[{}]}}"#, event("e1", "A", "2010-01-01", meeting));
            let new = format!(r#"{{"events":[{new}]}}"#);
            let (merged, notes) = with_kept(&parsed(&new).unwrap(), Some(&parsed(&old).unwrap()));
            assert_eq!(entries_of(&merged, "events")[0].member("meeting").is_some(), is_kept, "{new}");
            assert_eq!(notes.len(), 1, "what is lost is told as well");
            assert_eq!(notes[0].starts_with("not kept"), !is_kept, "{notes:?}");
        }
    }

    #[test]
    fn what_else_a_new_record_drops_is_told() {
        let new = parsed(r#"{"number":"1","appearances":[{"partner":"VN","role":"named"}]}"#).unwrap();
        let old = r#"{"number":"1","contact":"C","appearances":[{"partner":"VN","role":"host"},{"partner":"VN","role":"named"}]}"#;
        let expected = [
            "not kept: \"contact\", which the new record lacks",
            "not kept: \"VN\" as \"host\", which the new record does not say",
        ];
        assert_eq!(with_kept(&new, Some(&parsed(old).unwrap())).1, expected);
    }

    #[test]
    fn what_the_new_record_says_itself_stays() {
        let new = parsed(r#"{"events":[{"id":"e1","name":"A","meeting":"n"}]}"#).unwrap();
        let old = parsed(r#"{"events":[{"id":"e1","name":"A","meeting":"o"}]}"#).unwrap();
        assert_eq!(with_kept(&new, Some(&old)), (new, Vec::new()));
    }

    #[test]
    fn a_replaced_release_with_another_date_moves_to_its_place() {
        let numbers = |data: &str| [0, 1, 2].map(|at| number_at(data, at));
        let data = add(DATA, &record("B", "2009-01-01"), false).unwrap();
        let data = add(&data, &record("C", "2008-01-01"), false).unwrap();
        for (number, date, expected) in [
            ("B", "2007-01-01", ["100505_PR1008", "C", "B"]),
            ("C", "2012-01-01", ["C", "100505_PR1008", "B"]),
            ("B", "2009-01-01", ["100505_PR1008", "B", "C"]),
            ("B", "2009-02-01", ["100505_PR1008", "B", "C"]),
        ] {
            let new = add(&data, &record(number, date), true).unwrap();
            assert_eq!(numbers(&new), expected);
            let node: Node<'_> = serde_json::from_str(&new).unwrap();
            assert!(style::write(&node, 0) + "\n" == new, "the house style");
        }
    }

    #[test]
    fn a_release_in_a_file_of_its_own_is_listed_newest_first() {
        let (Put { data, notes }, own_file) = put_own_file(DATA, &record("9", "2009-01-01"), None, false).unwrap();
        assert!(notes.is_empty());
        assert_eq!(added(DATA, &data).matches('\n').count(), 3, "new lines only");
        assert!(
            own_file
                .starts_with("{\n  \"$schema\": \"../asem-release.schema.json\",\n  \"format\": 1,\n  \"release\": {")
        );
        let (Put { data, .. }, _) = put_own_file(&data, &record("8", "2010-01-01"), None, false).unwrap();
        let file: Node<'_> = serde_json::from_str(&data).unwrap();
        let numbers: Vec<_> = entries_of(&file, "archive").iter().map(|listed| text_of(listed, "number")).collect();
        assert_eq!(numbers, [Some("8"), Some("9")]);
        assert!(style::write(&file, 0) + "\n" == data, "the house style");
    }

    #[test]
    fn a_file_of_a_release_is_written_over_only_if_asked() {
        let draft = record("9", "2009-01-01");
        let (Put { data, .. }, own_file) = put_own_file(DATA, &draft, None, false).unwrap();
        let refused = |data: &str, old: &str| put_own_file(data, &draft, Some(old), false).unwrap_err();
        assert_eq!(refused(&data, &own_file), NotAdded::Present("9".to_owned()));
        assert_eq!(refused(DATA, &own_file), NotAdded::FilePresent("9".to_owned()));
        assert!(put_own_file(DATA, &draft, Some(&draft), false).is_ok(), "the draft stands where its file is to be");
        assert!(put_own_file(&data, &draft, None, false).is_ok(), "it is listed, and its file was missing");
        let later = record("9", "2009-01-02");
        let (Put { data, .. }, _) = put_own_file(&data, &later, Some(&own_file), true).unwrap();
        assert_eq!(data.matches("\"9\"").count(), 1);
        assert!(data.contains("\"date\": \"2009-01-02\""));
        let NotAdded::Unreadable(number, _) = put_own_file(&data, &later, Some("{ a comma, }"), true).unwrap_err()
        else {
            panic!("a file of which nothing could be kept")
        };
        assert_eq!(number, "9");
        let seed = record("100505_PR1008", "2010-05-11");
        assert_eq!(put_own_file(DATA, &seed, None, true), Err(NotAdded::InData("100505_PR1008".to_owned())));
        let NotAdded::Problems(_) = put_own_file(DATA, &record("9/1", "2009-01-01"), None, false).unwrap_err() else {
            panic!("a number that names no file")
        };
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

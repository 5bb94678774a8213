//! From the plain text of a press release to a draft of its record.
//!
//! What the text says is taken verbatim and with its place; what it does not say is absent from the draft. Roles are given
//! only where the wording shows them; whoever is named otherwise is `named`, and the editor is asked.

mod dates;
mod layout;
mod wording;

use super::check::is_utf_16;
use super::{style, world};
use crate::data::json::Node;
use crate::data::locate::Counter;
use crate::data::problem::Position;
use crate::model::{Dataset, Role, WebAddress};
use crate::prose::gazetteer::{Gazetteer, Mention, Who};
use dates::When;
use layout::{Layout, Paragraph, layout};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use wording::{Passage, Said};

/// A draft of a release's record, and what the editor should know about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The record, as far as the text gives it.
    pub release: Node<'static>,
    /// What was recognised, in the order of the text.
    pub found: Vec<Found>,
    /// What the text leaves open, in the order of the text.
    pub questions: Vec<Question>,
    /// The lines that are not in the record.
    pub left_out: Vec<LeftOut>,
}

/// Something recognised in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it is: `number`, `dateline`, `title`, `contact`, `date`, `address`, `partner`, `organisation` or `other_state`.
    pub what: &'static str,
    /// The words.
    pub text: String,
    /// Where they begin.
    pub position: Position,
    /// What was made of them: `partner`, `organisation`, `code`, `from`, `until` or `url`, each with its value.
    pub means: Vec<(&'static str, String)>,
}

/// Something for the editor to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What it is about: `number`, `date`, `title`, `text`, `event`, `partner`, `organisation` or `address`.
    pub about: &'static str,
    /// The question.
    pub text: String,
    /// The place in the text that raises it.
    pub position: Position,
}

/// A line that is not in the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its number.
    pub line: usize,
    /// Its words.
    pub text: String,
}

/// Why a file is no plain text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotText {
    /// Bytes that are not text in an encoding that can be told for sure.
    Encoding {
        /// The line with the first wrong byte.
        line: usize,
        /// That byte, unless the text ends within a character.
        byte: Option<u8>,
    },
    /// There is nothing in it but spaces.
    Empty,
    /// It begins like a file of another kind, which is named.
    OtherKind(&'static str),
}

impl fmt::Display for NotText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Encoding { line, byte } => {
                match byte {
                    Some(byte) => write!(f, "line {line}: found the byte 0x{byte:02X}, which is no UTF-8")?,
                    None => write!(f, "line {line}: found an end within a character, which is no UTF-8")?,
                }
                f.write_str(
                    "; the text may be in Latin-1 or Windows-1252: open the file in an editor and save it as UTF-8",
                )
            }
            Self::Empty => f.write_str("expected the text of a release, found an empty file"),
            Self::OtherKind(kind) => {
                write!(
                    f,
                    "expected plain text, found what looks like {kind}: open the file in its program and save it as plain text"
                )
            }
        }
    }
}

impl std::error::Error for NotText {}

/// The text of a file in UTF-8, or in UTF-16 if a byte order mark says so.
///
/// # Errors
///
/// Bytes that are neither: in older encodings one byte may be several letters, and guessing which would change names. An
/// empty file, and one of another kind than plain text: what it says would come out as a release.
pub fn decode(bytes: &[u8]) -> Result<String, NotText> {
    if let Some(kind) = kind_of(bytes) {
        return Err(NotText::OtherKind(kind));
    }
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => utf_16(rest, u16::from_le_bytes)?,
        [0xfe, 0xff, rest @ ..] => utf_16(rest, u16::from_be_bytes)?,
        _ if is_utf_16(bytes) => return Err(NotText::OtherKind("text in UTF-16 without its mark")),
        _ => {
            let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
            std::str::from_utf8(bytes).map(str::to_owned).map_err(|error| {
                let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
                // A line ends with CR, LF, or both.
                let n_cr = good.iter().filter(|byte| **byte == b'\r').count();
                let n_both = good.windows(2).filter(|pair| pair == b"\r\n").count();
                let line = good.iter().filter(|byte| **byte == b'\n').count() + n_cr - n_both + 1;
                NotText::Encoding {
                    line,
                    byte: error.error_len().and_then(|_| bytes.get(error.valid_up_to()).copied()),
                }
            })?
        }
    };
    if text.chars().all(|c| c.is_whitespace() || c == '\u{feff}') {
        return Err(NotText::Empty);
    }
    if is_json(&text) { Err(NotText::OtherKind("JSON")) } else { Ok(text) }
}

/// What a file is that begins with marks that no release begins with.
fn kind_of(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: &[(&[u8], &str)] = &[
        (b"{\\rtf", "Rich Text Format (RTF)"),
        (b"PK\x03\x04", "a Word or OpenDocument file (a ZIP archive)"),
        (b"%PDF-", "PDF"),
        (b"\xd0\xcf\x11\xe0", "an old Word file (.doc)"),
        (b"<!doctype html", "HTML"),
        (b"<html", "HTML"),
        (b"<?xml", "XML"),
    ];
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes).trim_ascii_start();
    let begins = |mark: &[u8]| bytes.get(..mark.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(mark));
    KINDS.iter().find(|(mark, _)| begins(mark)).map(|(_, kind)| *kind)
}

/// Whether a text is JSON, also if it is cut off. A text may begin with a bracket: "[Embargo until noon]".
fn is_json(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim();
    let second = text.get(1..).and_then(|rest| rest.trim_start().chars().next());
    match text.chars().next() {
        Some('{') => matches!(second, Some('"' | '}')),
        Some('[') => matches!(second, Some('"' | '{' | ']' | '[')) || serde_json::from_str::<Node<'_>>(text).is_ok(),
        _ => false,
    }
}

fn utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, NotText> {
    let mut text = String::with_capacity(bytes.len());
    let mut line = 1;
    let (pairs, rest) = bytes.as_chunks();
    for c in char::decode_utf16(pairs.iter().copied().map(unit)) {
        let c = c.map_err(|_| NotText::Encoding { line, byte: None })?;
        line += usize::from(c == '\n');
        text.push(c);
    }
    if rest.is_empty() { Ok(text) } else { Err(NotText::Encoding { line, byte: None }) }
}

/// Reads the plain text of a release.
///
/// Places count lines and characters of the text as given, from 1.
pub fn import(text: &str, dataset: &Dataset) -> Draft {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // Lines and columns stay what they are in the text as given.
    let text: Cow<'_, str> =
        if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() };
    let gazetteer = world::gazetteer(dataset);
    let layout = layout(&text);
    let ids = paragraph_ids(&layout);
    let paragraphs: Vec<&Paragraph> =
        layout.paragraphs.iter().chain(layout.boilerplate.iter().map(|part| &part.paragraph)).collect();
    let n_body = layout.paragraphs.len();
    let passages: Vec<Passage<'_>> = paragraphs
        .iter()
        .enumerate()
        .map(|(at, paragraph)| Passage::new(&paragraph.text, at < n_body, &gazetteer))
        .collect();
    let said = wording::read(&passages, layout.date);
    let mut importer = Importer { layout: &layout, ids, paragraphs, passages, said, notes: Notes::default() };
    let release = importer.release(dataset, &gazetteer);
    importer.notes.into_draft(&text, &layout, release)
}

impl Draft {
    /// The draft as a file for the editor, in the style of the data files.
    pub fn to_json(&self) -> String {
        let place = |position: &Position| {
            [("line", whole(position.line)), ("column", whole(position.column))].map(|(name, node)| (name.into(), node))
        };
        let found = self.found.iter().map(|found| {
            let mut members = vec![("what".into(), words(found.what)), ("text".into(), words(&found.text))];
            members.extend(place(&found.position));
            members.extend(found.means.iter().map(|(name, value)| ((*name).into(), words(value))));
            Node::Object(members)
        });
        let questions = self.questions.iter().map(|question| {
            let mut members = vec![("about".into(), words(question.about)), ("text".into(), words(&question.text))];
            members.extend(place(&question.position));
            Node::Object(members)
        });
        let left_out =
            self.left_out.iter().map(|line| object([("line", whole(line.line)), ("text", words(&line.text))]));
        let draft = object([
            ("release", self.release.clone()),
            ("found", Node::List(found.collect())),
            ("questions", Node::List(questions.collect())),
            ("left_out", Node::List(left_out.collect())),
        ]);
        style::write(&draft, 0) + "\n"
    }
}

type Means = Vec<(&'static str, String)>;

/// What is noted on the way, by byte offset.
#[derive(Default)]
struct Notes {
    found: Vec<(usize, &'static str, String, Means)>,
    questions: Vec<(usize, &'static str, String)>,
}

impl Notes {
    fn found(&mut self, what: &'static str, text: &str, offset: usize, means: Means) {
        self.found.push((offset, what, text.to_owned(), means));
    }

    fn ask(&mut self, about: &'static str, text: String, offset: usize) {
        self.questions.push((offset, about, text));
    }

    fn into_draft(mut self, text: &str, layout: &Layout, release: Node<'static>) -> Draft {
        self.found.sort_by_key(|(offset, ..)| *offset);
        self.questions.sort_by_key(|(offset, ..)| *offset);
        // Two rules may ask the same.
        let mut asked = BTreeSet::new();
        self.questions.retain(|question| asked.insert(question.clone()));
        let mut counter = Counter::new(text);
        let found = self.found.into_iter().map(|(offset, what, text, means)| {
            let position = counter.position(offset);
            Found { what, text, position, means }
        });
        let found = found.collect();
        let mut counter = Counter::new(text);
        let questions = self.questions.into_iter().map(|(offset, about, text)| {
            let position = counter.position(offset);
            Question { about, text, position }
        });
        let questions = questions.collect();
        let mut counter = Counter::new(text);
        let left_out = layout
            .left_out
            .iter()
            .map(|part| LeftOut { line: counter.position(part.offset).line, text: part.text.clone() })
            .collect();
        Draft { release, found, questions, left_out }
    }
}

struct Importer<'a> {
    layout: &'a Layout,
    ids: Vec<String>,
    /// The body, then the boilerplate; likewise the passages and the ids.
    paragraphs: Vec<&'a Paragraph>,
    passages: Vec<Passage<'a>>,
    said: Said,
    notes: Notes,
}

impl Importer<'_> {
    fn release(&mut self, dataset: &Dataset, gazetteer: &Gazetteer) -> Node<'static> {
        self.note_head(gazetteer);
        self.note_text();
        let layout = self.layout;
        let mut members: Vec<(Cow<'static, str>, Node<'static>)> = Vec::new();
        let mut put = |name: &'static str, node: Option<Node<'static>>| {
            members.extend(node.map(|node| (Cow::Borrowed(name), node)));
        };
        put("number", layout.number.as_ref().map(|number| words(&number.text)));
        put("date", layout.date.map(|date| words(&date.iso())));
        put("dateline", layout.dateline.as_ref().map(|dateline| words(&dateline.text)));
        put("title", layout.title.as_ref().map(|title| words(&title.text)));
        let body = self.ids.iter().zip(&layout.paragraphs);
        put("paragraphs", list(body.map(|(id, part)| object([("id", words(id)), ("text", words(&part.text))]))));
        let about = self.ids.iter().skip(layout.paragraphs.len()).zip(&layout.boilerplate);
        let about = about.map(|(id, part)| {
            object([("id", words(id)), ("about", words(&part.about)), ("text", words(&part.paragraph.text))])
        });
        put("boilerplate", list(about));
        put("contact", layout.contact.as_ref().map(|contact| words(&contact.text)));
        put("links", list(self.links().into_iter()));
        put("events", list(self.events().into_iter()));
        let recommendations = self.said.recommendations.iter().map(|(passage, quote)| {
            object([("paragraph", words(self.id(*passage))), ("quote", words(self.slice(*passage, quote)))])
        });
        put("recommendations", list(recommendations));
        let (partners, organisations) = self.appearances(dataset);
        put("appearances", list(partners.into_iter()));
        put("organisations", list(organisations.into_iter()));
        Node::Object(members)
    }

    fn id(&self, passage: usize) -> &str {
        self.ids.get(passage).map(String::as_str).unwrap_or_default()
    }

    fn slice(&self, passage: usize, range: &std::ops::Range<usize>) -> &str {
        self.passages.get(passage).and_then(|passage| passage.text.get(range.clone())).unwrap_or_default()
    }

    fn offset(&self, passage: usize, within: usize) -> usize {
        self.paragraphs.get(passage).map_or(0, |paragraph| paragraph.offset(within))
    }

    fn note_head(&mut self, gazetteer: &Gazetteer) {
        let layout = self.layout;
        for (about, question, offset) in &layout.questions {
            self.notes.ask(about, question.clone(), *offset);
        }
        let is_asked = |about: &str| layout.questions.iter().any(|(asked, ..)| *asked == about);
        match &layout.number {
            Some(number) => self.notes.found("number", &number.text, number.offset, Vec::new()),
            None if is_asked("number") => {}
            None => self.notes.ask("number", "What is the number of the release? The text gives none".to_owned(), 0),
        }
        match &layout.dateline {
            Some(dateline) => {
                let from = layout.date.map(|date| ("from", date.iso()));
                self.notes.found("dateline", &dateline.text, dateline.offset, from.into_iter().collect());
            }
            None if is_asked("date") => {}
            None => self.notes.ask("date", "What is the date of the release? The text has no dateline".to_owned(), 0),
        }
        match &layout.title {
            Some(title) => {
                self.notes.found("title", &title.text, title.offset(0), Vec::new());
                let passage = Passage::new(&title.text, false, gazetteer);
                let is_in_text = |who: &Who| {
                    self.passages.iter().flat_map(|passage| &passage.mentions).any(|mention| mention.who == *who)
                };
                for mention in &passage.mentions {
                    note_mention(&mut self.notes, mention, title);
                    if !is_in_text(&mention.who) {
                        let question = format!("What role has {:?}? Only the title names it", mention.printed);
                        self.notes.ask(about(&mention.who), question, title.offset(mention.range.start));
                    }
                }
                note_dates(&mut self.notes, &passage, title, layout);
            }
            None => self.notes.ask("title", "What is the title? No line of the text looks like one".to_owned(), 0),
        }
        if layout.paragraphs.is_empty() {
            self.notes.ask("text", "What does the release say? The text has no paragraph".to_owned(), 0);
        }
        if let Some(contact) = &layout.contact {
            self.notes.found("contact", &contact.text, contact.offset(0), Vec::new());
            for printed in addresses(&contact.text) {
                note_address(&mut self.notes, &contact.text, printed, contact);
            }
        }
    }

    fn note_text(&mut self) {
        // Once of each: what is to be done is the same at every place.
        let mut asked = BTreeSet::new();
        for (passage, paragraph) in self.passages.iter().zip(&self.paragraphs) {
            for mention in &passage.mentions {
                note_mention(&mut self.notes, mention, paragraph);
                if let Who::OtherState(code) = mention.who
                    && asked.insert(code)
                {
                    let question = format!(
                        "What role has {:?} ({code})? The data have no such partner: usually there is nothing to do; add the \
                         state only if it has become a partner",
                        mention.printed
                    );
                    self.notes.ask("partner", question, paragraph.offset(mention.range.start));
                }
            }
            note_dates(&mut self.notes, passage, paragraph, self.layout);
        }
        for (about, question, passage, within) in std::mem::take(&mut self.said.questions) {
            let offset = self.offset(passage, within);
            self.notes.ask(about, question, offset);
        }
    }

    fn links(&mut self) -> Vec<Node<'static>> {
        let mut links = Vec::new();
        for ((id, passage), paragraph) in self.ids.iter().zip(&self.passages).zip(&self.paragraphs) {
            let mut seen = BTreeSet::new();
            for range in addresses(passage.text) {
                let printed = passage.text.get(range.clone()).unwrap_or_default();
                let url = note_address(&mut self.notes, passage.text, range, paragraph);
                if let Some(url) = url
                    && seen.insert(printed)
                {
                    links.push(object([("paragraph", words(id)), ("printed", words(printed)), ("url", words(&url))]));
                }
            }
        }
        links
    }

    fn events(&mut self) -> Vec<Node<'static>> {
        let mut events = Vec::new();
        // Without a tense the record would not be one; the question stands.
        for event in self.said.events.iter().filter(|event| event.tense.is_some()) {
            let place = event.place.as_ref().map(|place| self.slice(event.passage, place));
            let fields = [
                ("id", Some(format!("e{}", events.len() + 1))),
                ("tense", event.tense.map(|tense| tense.key().to_owned())),
                ("name", Some(event.name.clone())),
                ("place", place.map(str::to_owned)),
                ("host", event.host.map(|host| host.to_string())),
                ("from", Some(event.from.iso())),
                ("until", event.until.map(|until| until.iso())),
                ("paragraph", Some(self.id(event.passage).to_owned())),
                ("quote", Some(self.slice(event.passage, &event.quote).to_owned())),
            ];
            events.push(object(fields.into_iter().filter_map(|(name, value)| Some((name, words(&value?))))));
        }
        events
    }

    /// What the text says of partners, and of organisations.
    fn appearances(&mut self, dataset: &Dataset) -> (Vec<Node<'static>>, Vec<Node<'static>>) {
        let mut all = std::mem::take(&mut self.said.appearances);
        let who = |passage: usize, mention: usize| {
            let passage: Option<&Passage<'_>> = self.passages.get(passage);
            passage.and_then(|passage| passage.mentions.get(mention))
        };
        let mut shown: BTreeSet<&Who> = BTreeSet::new();
        let mut used: BTreeSet<(usize, usize)> = BTreeSet::new();
        for found in &all {
            used.insert((found.passage, found.mention));
            if found.role != Role::Listed {
                shown.extend(who(found.passage, found.mention).map(|mention| &mention.who));
            }
        }
        // The full name, where the text has it, says best who is meant.
        let is_full = |who: &Who, printed: &str| match who {
            Who::Organisation(id) => dataset.organisation(id).is_some_and(|known| known.name == printed),
            Who::Partner(_) | Who::OtherState(_) => true,
        };
        let mut named: Vec<(&Who, usize, usize, bool)> = Vec::new();
        let mut at_of: BTreeMap<&Who, usize> = BTreeMap::new();
        for (passage_at, passage) in self.passages.iter().enumerate() {
            for (mention_at, mention) in passage.mentions.iter().enumerate() {
                let is_listed_here = used.contains(&(passage_at, mention_at));
                if matches!(mention.who, Who::OtherState(_)) || shown.contains(&mention.who) || is_listed_here {
                    continue;
                }
                let is_full = is_full(&mention.who, &mention.printed);
                match at_of.get(&mention.who).and_then(|at| named.get_mut(*at)) {
                    Some((_, _, _, true)) => {}
                    Some(best) if is_full => *best = (&mention.who, passage_at, mention_at, true),
                    Some(_) => {}
                    None => {
                        at_of.insert(&mention.who, named.len());
                        named.push((&mention.who, passage_at, mention_at, is_full));
                    }
                }
            }
        }
        let mut questions = Vec::new();
        for (who, passage, mention, _) in named {
            all.push(wording::Appearance { passage, mention, role: Role::Named, quote: None });
            let found = self.passages.get(passage).and_then(|passage| passage.mentions.get(mention));
            if let Some(found) = found {
                questions.push((about(who), found.printed.clone(), passage, mention));
            }
        }
        let questions = self.by_list(questions);
        all.sort_by_key(|found| (found.passage, found.mention, found.role));
        let (mut partners, mut organisations) = (Vec::new(), Vec::new());
        for found in &all {
            let Some(mention) =
                self.passages.get(found.passage).and_then(|passage| passage.mentions.get(found.mention))
            else {
                continue;
            };
            let (list, name, id) = match &mention.who {
                Who::Partner(id) => (&mut partners, "partner", id.to_string()),
                Who::Organisation(id) => (&mut organisations, "organisation", id.to_string()),
                Who::OtherState(_) => continue,
            };
            let mut members = vec![
                (name, words(&id)),
                ("role", words(found.role.key())),
                ("paragraph", words(self.id(found.passage))),
                ("as_printed", words(&mention.printed)),
            ];
            members.extend(found.quote.as_ref().map(|quote| ("quote", words(self.slice(found.passage, quote)))));
            list.push(object(members));
        }
        for (about, question, offset) in questions {
            self.notes.ask(about, question, offset);
        }
        (partners, organisations)
    }

    /// What to ask about those who are only named: one question for those who stand in one list.
    fn by_list(&self, named: Vec<(&'static str, String, usize, usize)>) -> Vec<(&'static str, String, usize)> {
        /// So many are asked about together.
        const N_AT_LEAST: usize = 4;
        let mut groups: Vec<Vec<(&'static str, String, usize, usize)>> = Vec::new();
        for one in named {
            let is_next = groups.last().and_then(|group| group.last()).is_some_and(|(_, _, passage, mention)| {
                *passage == one.2 && self.passages.get(one.2).is_some_and(|passage| passage.is_list(*mention, one.3))
            });
            match groups.last_mut().filter(|_| is_next) {
                Some(group) => group.push(one),
                None => groups.push(vec![one]),
            }
        }
        let mut questions = Vec::new();
        for group in groups {
            let offset = |passage: usize, mention: usize| {
                let found = self.passages.get(passage).and_then(|passage| passage.mentions.get(mention));
                self.offset(passage, found.map_or(0, |found| found.range.start))
            };
            match group.as_slice() {
                [(about, first, passage, mention), .., (_, last, ..)] if group.len() >= N_AT_LEAST => {
                    let n = group.len();
                    let question =
                        format!("What role have the {n} listed from {first:?} to {last:?}? The wording shows none");
                    questions.push((*about, question, offset(*passage, *mention)));
                }
                _ => questions.extend(group.into_iter().map(|(about, printed, passage, mention)| {
                    let question = format!("What role has {printed:?}? The wording shows none");
                    (about, question, offset(passage, mention))
                })),
            }
        }
        // Of whom something else is asked at the same place, that is enough.
        questions.retain(|(about, _, offset)| {
            !self.notes.questions.iter().any(|(asked_at, asked, _)| asked_at == offset && asked == about)
        });
        questions
    }
}

/// The subject of a question about somebody.
fn about(who: &Who) -> &'static str {
    match who {
        Who::Organisation(_) => "organisation",
        Who::Partner(_) | Who::OtherState(_) => "partner",
    }
}

fn note_mention(notes: &mut Notes, mention: &Mention, paragraph: &Paragraph) {
    let (what, means) = match &mention.who {
        Who::Partner(id) => ("partner", ("partner", id.to_string())),
        Who::Organisation(id) => ("organisation", ("organisation", id.to_string())),
        Who::OtherState(code) => ("other_state", ("code", (*code).to_owned())),
    };
    notes.found(what, &mention.printed, paragraph.offset(mention.range.start), vec![means]);
}

fn note_dates(notes: &mut Notes, passage: &Passage<'_>, paragraph: &Paragraph, layout: &Layout) {
    for dated in &passage.dates {
        let offset = paragraph.offset(dated.range.start);
        let printed = passage.text.get(dated.range.clone()).unwrap_or_default();
        if layout.dateline.as_ref().is_some_and(|dateline| dateline.offset == offset) {
            continue;
        }
        let (means, question) = match dated.when {
            When::Known { from, until, is_ambiguous } => {
                let until = until.map(|until| ("until", until.iso()));
                let means = [("from", from.iso())].into_iter().chain(until).collect();
                (means, is_ambiguous.then(|| format!("Is {printed:?} {from}? It is read day first")))
            }
            When::NoYear => (Vec::new(), Some(format!("In which year is {printed:?}? The text does not say"))),
            When::Impossible => (Vec::new(), Some(format!("Which days are {printed:?}? There are none such"))),
        };
        notes.found("date", printed, offset, means);
        if let Some(question) = question {
            notes.ask("date", question, offset);
        }
    }
}

/// Notes an address and gives where it leads, if a link may follow it.
fn note_address(notes: &mut Notes, text: &str, range: std::ops::Range<usize>, paragraph: &Paragraph) -> Option<String> {
    let offset = paragraph.offset(range.start);
    let printed = text.get(range).unwrap_or_default();
    let url = url(printed);
    match &url {
        Some(url) => notes.found("address", printed, offset, vec![("url", url.clone())]),
        None => notes.ask("address", format!("Where does {printed:?} lead? It is no whole address"), offset),
    }
    url
}

/// `p1`, `p2` … for the body, `about-asef` for the boilerplate.
fn paragraph_ids(layout: &Layout) -> Vec<String> {
    let mut ids: Vec<String> = (1..=layout.paragraphs.len()).map(|number| format!("p{number}")).collect();
    let mut n_of: BTreeMap<String, usize> = BTreeMap::new();
    for part in &layout.boilerplate {
        let words = part.short.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        let base = format!("about-{}", words.collect::<Vec<_>>().join("-").to_ascii_lowercase());
        let n = n_of.entry(base.clone()).or_default();
        *n += 1;
        // Two hyphens cannot come from a short name, so that no other id is like it.
        ids.push(if *n == 1 { base } else { format!("{base}--{n}") });
    }
    ids
}

/// Where the addresses in a text stand, without the marks of the sentence around them.
fn addresses(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut end = 0;
    for token in text.split(|c: char| c.is_whitespace() || "<>\"“”".contains(c)) {
        let start = end;
        end = start
            + token.len()
            + text.get(start + token.len()..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let small = token.to_ascii_lowercase();
        let begins = ["http://", "https://", "www."].iter().filter_map(|begin| Some((small.find(begin)?, begin.len())));
        let Some((begin, length)) = begins.min() else { continue };
        let before = token.get(..begin).unwrap_or_default();
        let names_host = token.get(begin + length..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
        if before.ends_with(char::is_alphanumeric) || !names_host {
            continue;
        }
        let mut address = token.get(begin..).unwrap_or_default();
        let n_open = address.matches('(').count();
        let mut n_closed = address.matches(')').count();
        loop {
            address = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '‘', ']', '}', '»', '…']);
            match address.strip_suffix(')') {
                Some(cut) if n_closed > n_open => {
                    address = cut;
                    n_closed -= 1;
                }
                _ => break,
            }
        }
        found.push(start + begin..start + begin + address.len());
    }
    found
}

/// Where a printed address leads.
fn url(printed: &str) -> Option<String> {
    let has_scheme = |scheme: &str| printed.get(..scheme.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(scheme));
    let url = if let Some(scheme) = ["https://", "http://"].into_iter().find(|scheme| has_scheme(scheme)) {
        format!("{scheme}{}", printed.get(scheme.len()..)?)
    } else if printed.contains('/') {
        format!("http://{printed}")
    } else {
        format!("http://{printed}/")
    };
    WebAddress::parse(&url).is_some().then_some(url)
}

fn words(text: &str) -> Node<'static> {
    Node::Text(Cow::Owned(text.to_owned()))
}

fn whole(number: usize) -> Node<'static> {
    Node::Whole(u64::try_from(number).unwrap_or(u64::MAX))
}

fn object(members: impl IntoIterator<Item = (&'static str, Node<'static>)>) -> Node<'static> {
    Node::Object(members.into_iter().map(|(name, node)| (Cow::Borrowed(name), node)).collect())
}

/// A list; nothing where there is nothing to list.
fn list(entries: impl Iterator<Item = Node<'static>>) -> Option<Node<'static>> {
    let entries: Vec<Node<'static>> = entries.collect();
    (!entries.is_empty()).then_some(Node::List(entries))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEED: &str = include_str!("../../tests/fixtures/100505_PR1008.txt");

    fn dataset() -> Dataset {
        Dataset::from_json(include_str!("../../public/data/asem.json")).unwrap()
    }

    fn draft(text: &str) -> Draft {
        import(text, &dataset())
    }

    /// The release of the data file, without what an editor adds.
    fn seed_record() -> String {
        let file: Node<'_> = serde_json::from_str(include_str!("../../public/data/asem.json")).unwrap();
        let mut release = file.member("releases").unwrap().list()[0].clone();
        let Node::Object(members) = &mut release else { panic!("no object") };
        for (list, added) in [("events", ["meeting", "claims"]), ("links", ["archived", "archived"])] {
            let (_, Node::List(entries)) = members.iter_mut().find(|(name, _)| name == list).unwrap() else { panic!() };
            for entry in entries {
                let Node::Object(members) = entry else { panic!("no object") };
                members.retain(|(name, _)| !added.contains(&&**name));
            }
        }
        style::write(&release, 0)
    }

    fn field<'a>(draft: &'a Draft, name: &str) -> Option<&'a str> {
        draft.release.member(name).and_then(Node::text)
    }

    #[track_caller]
    fn check_field(text: &str, name: &str, expected: Option<&str>) {
        assert_eq!(field(&draft(text), name), expected, "{name} of {text:?}");
    }

    /// The entries of a list of the record, their chosen fields joined by spaces.
    fn listed(draft: &Draft, list: &str, fields: &[&str]) -> Vec<String> {
        let entries = draft.release.member(list).map(Node::list).unwrap_or_default();
        let shown = |entry: &Node<'_>| {
            let shown = fields.iter().filter_map(|field| entry.member(field).and_then(Node::text).map(str::to_owned));
            shown.collect::<Vec<_>>().join(" ")
        };
        entries.iter().map(shown).collect()
    }

    /// The roles that a one-paragraph release gives, as `VN host`.
    #[track_caller]
    fn check_roles(sentence: &str, expected: &[&str]) {
        let draft = draft(&format!("Press release no.: 1\n11 May 2010\n\nA title of it\n\n{sentence}\n"));
        let mut roles = listed(&draft, "appearances", &["partner", "role"]);
        roles.extend(listed(&draft, "organisations", &["organisation", "role"]));
        assert_eq!(roles, expected, "{sentence:?}");
    }

    fn asked(draft: &Draft) -> Vec<&str> {
        draft.questions.iter().map(|question| question.about).collect()
    }

    /// A release with two paragraphs, below a head.
    fn with_head(head: &str) -> String {
        format!("{head}\n\nThe ministers met, and it was good.\n\nThey will meet again, and it will be better.\n")
    }

    #[test]
    fn the_seed_gives_the_record_of_the_data_file() {
        let (imported, expected) = (style::write(&draft(SEED).release, 0), seed_record());
        for (imported, expected) in imported.lines().zip(expected.lines()) {
            assert_eq!(imported, expected);
        }
        assert_eq!(imported.lines().count(), expected.lines().count());
    }

    #[test]
    fn the_seed_s_parts_come_with_their_places() {
        let draft = draft(SEED);
        let at = |what: &str, text: &str| {
            let found = draft.found.iter().find(|found| found.what == what && found.text == text);
            found.map(|found| (found.position.line, found.position.column))
        };
        assert_eq!(at("number", "100505_PR1008"), Some((5, 20)));
        assert_eq!(at("dateline", "11 May 2010"), Some((6, 1)));
        assert_eq!(at("date", "7-9 September 2010"), Some((16, 113)));
        assert_eq!(at("partner", "Hungary"), Some((18, 134)));
        assert_eq!(at("address", "www.asef.org").map(|(line, _)| line), Some(26));
        assert_eq!(draft.left_out, []);
        assert_eq!(asked(&draft), ["organisation", "organisation"]);
    }

    #[test]
    fn australia_and_russia_attend_and_are_not_listed() {
        let roles = listed(&draft(SEED), "appearances", &["partner", "role"]);
        for id in ["AU", "RU"] {
            let own: Vec<&String> = roles.iter().filter(|role| role.starts_with(id)).collect();
            assert_eq!(own, [&format!("{id} attending")]);
        }
        assert_eq!(roles.iter().filter(|role| role.ends_with("listed")).count(), 45);
    }

    #[test]
    fn what_is_absent_from_the_text_is_absent_from_the_record() {
        let text = SEED.replace("Press release no.: 100505_PR1008\n", "");
        let draft = draft(&text);
        assert_eq!(field(&draft, "number"), None);
        assert_eq!(field(&draft, "date"), Some("2010-05-11"));
        assert!(asked(&draft).contains(&"number"));
        let undated = self::draft(&text.replace("11 May 2010\n", ""));
        assert_eq!(field(&undated, "date"), None);
        assert!(field(&undated, "title").unwrap().starts_with("Experts call for"));
        assert!(asked(&undated).contains(&"date"));
        assert_eq!(
            listed(&undated, "events", &["name"]),
            ["Workshop on Enhancing ASEM Visibility through Cultural Activities"]
        );
    }

    #[test]
    fn a_text_without_anything_gives_questions_only() {
        for text in ["", "\n\n", "\u{feff}", " \t\r\n"] {
            let draft = draft(text);
            assert_eq!(draft.release, Node::Object(Vec::new()), "{text:?}");
            assert_eq!(asked(&draft), ["number", "date", "title", "text"]);
        }
        let words = draft("Hello");
        assert_eq!(listed(&words, "paragraphs", &["id", "text"]), ["p1 Hello"]);
        assert_eq!(field(&words, "title"), None);
    }

    #[test]
    fn a_number_is_taken_from_its_line() {
        for line in [
            "Press release no.: PR1008",
            "PRESS RELEASE No. PR1008",
            "Press Release: PR1008",
            "Press release number PR1008",
            "News release Nr PR1008.",
            "Ref.: PR1008",
            "Release no: PR1008",
            "Press release no. PR1008, 11 May 2010",
        ] {
            check_field(&with_head(&format!("{line}\n\nThe title of it")), "number", Some("PR1008"));
        }
        check_field(&with_head("Press release no. PR1008, 11 May 2010\n\nThe title of it"), "date", Some("2010-05-11"));
        let own_form = with_head("ASEF PRESS RELEASE\n100505_PR1008\n\nThe title of it");
        check_field(&own_form, "number", Some("100505_PR1008"));
        check_field(&own_form, "title", Some("The title of it"));
        for line in [
            "Press release",
            "No. 5 of them came",
            "Press release 11 May 2010",
            "Press release no.: unknown",
            "N: 5 of them",
            "No. 5",
        ] {
            check_field(&with_head(&format!("{line}\n\nThe title of it")), "number", None);
        }
    }

    #[test]
    fn what_else_stands_in_the_line_of_the_number_is_left_out() {
        let draft = draft(&with_head("Press release no.: 12_3 on culture\n11 May 2010\n\nThe title of it"));
        assert_eq!(field(&draft, "number"), Some("12_3"));
        assert_eq!(draft.left_out, [LeftOut { line: 1, text: "Press release no.: 12_3 on culture".to_owned() }]);
    }

    #[test]
    fn a_dateline_is_read_in_many_forms() {
        for (line, dateline, date) in [
            ("11 May 2010", "11 May 2010", "2010-05-11"),
            ("May 11, 2010", "May 11, 2010", "2010-05-11"),
            ("Tuesday, 11 May 2010", "Tuesday, 11 May 2010", "2010-05-11"),
            ("08 Sep 2010", "08 Sep 2010", "2010-09-08"),
            ("03.06.2011 - Press release", "03.06.2011", "2011-06-03"),
            ("Date of release 07-05-2005", "07-05-2005", "2005-05-07"),
            ("Posted on 08 Sep 2010", "08 Sep 2010", "2010-09-08"),
            ("Published on: 23 April 2008", "23 April 2008", "2008-04-23"),
            ("2010-05-11", "2010-05-11", "2010-05-11"),
            ("Singapore, 11 May 2010", "Singapore, 11 May 2010", "2010-05-11"),
        ] {
            for text in
                [with_head(&format!("{line}\n\nThe title of it")), with_head(&format!("The title of it\n\n{line}"))]
            {
                let draft = draft(&text);
                assert_eq!(field(&draft, "dateline"), Some(dateline), "{text:?}");
                assert_eq!(field(&draft, "date"), Some(date), "{text:?}");
                assert_eq!(field(&draft, "title"), Some("The title of it"), "{text:?}");
                assert_eq!(listed(&draft, "paragraphs", &["id"]), ["p1", "p2"], "{text:?}");
            }
        }
        check_field(&with_head("T of it\n\nHANOI, 11 May 2010 - The ministers met."), "date", Some("2010-05-11"));
    }

    #[test]
    fn the_date_of_publication_counts_among_others() {
        let text = with_head("The title of it\n14 October 2014\nSource type: News\nPosted on 08 Sep 2010");
        let draft = draft(&text);
        assert_eq!(field(&draft, "date"), Some("2010-09-08"));
        assert_eq!(field(&draft, "title"), Some("The title of it"));
        let left: Vec<&str> = draft.left_out.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(left, ["14 October 2014", "Source type: News"]);
        assert!(asked(&draft).contains(&"date"));
    }

    #[test]
    fn a_year_is_never_guessed() {
        for line in ["11 May", "16 Nov 09"] {
            let draft = draft(&with_head(&format!("{line}\n\nThe title of it")));
            assert_eq!(field(&draft, "date"), None);
            assert!(asked(&draft).contains(&"date"));
        }
    }

    #[test]
    fn what_a_site_puts_around_the_text_is_left_out() {
        let text = with_head(
            "Home > News > ASEF news\n\nSearch\n\nHeritage experts\n\n8 September 2010\n\nHeritage experts\n\nNone",
        );
        let draft = draft(&text);
        assert_eq!(field(&draft, "title"), Some("Heritage experts"));
        assert_eq!(listed(&draft, "paragraphs", &["id"]), ["p1", "p2"]);
        let left: Vec<(usize, &str)> = draft.left_out.iter().map(|line| (line.line, line.text.as_str())).collect();
        assert_eq!(left, [(1, "Home > News > ASEF news"), (3, "Search"), (5, "Heritage experts"), (11, "None")]);
    }

    #[test]
    fn every_line_of_a_text_is_somewhere() {
        let text = with_head(
            "We use cookies. You accept them.\n\nMenu\n\nPress release no.: 1\n11 May 2010\n\nThe title of it",
        );
        let draft = draft(&text);
        let json = draft.to_json();
        for line in text.lines().filter(|line| !line.is_empty()) {
            let words = line.trim_start_matches("Press release no.: ");
            assert!(json.contains(words), "{words:?} is lost");
        }
    }

    #[test]
    fn line_ends_and_byte_order_mark_change_nothing() {
        let plain = draft(SEED);
        assert_eq!(draft(&SEED.replace('\n', "\r\n")), plain);
        assert_eq!(draft(&SEED.replace('\n', "\r")), plain);
        assert_eq!(draft(&format!("\u{feff}{SEED}")), plain);
        assert_eq!(decode(format!("\u{feff}{SEED}").as_bytes()).as_deref(), Ok(SEED));
    }

    #[test]
    fn curly_quotes_stay_and_mean_the_same() {
        let draft = draft(&SEED.replace('\'', "’"));
        assert_eq!(listed(&draft, "events", &["name"])[0], "4th ASEM Culture Ministers’ Meeting");
        let plain = seed_record().replace('\'', "’");
        assert_eq!(style::write(&draft.release, 0), plain);
    }

    #[test]
    fn lines_broken_by_hand_are_one_paragraph() {
        let draft = draft(
            "Press release no.: 1\n11 May 2010\n\nA title\nover two lines\n\nIt took place in Viet\nNam on\n28 April 2010. And\nwent on.\n",
        );
        assert_eq!(field(&draft, "title"), Some("A title over two lines"));
        let paragraphs = listed(&draft, "paragraphs", &["text"]);
        assert_eq!(paragraphs, ["It took place in Viet Nam on 28 April 2010. And went on."]);
        let date = draft.found.iter().find(|found| found.what == "date").unwrap();
        assert_eq!((date.position.line, date.position.column), (9, 1));
    }

    #[test]
    fn bytes_in_another_encoding_are_refused_with_their_line() {
        let refused = decode(b"one\ntwo\nPozna\xf1 three").unwrap_err();
        assert_eq!(refused, NotText::Encoding { line: 3, byte: Some(0xf1) });
        assert_eq!(
            refused.to_string(),
            "line 3: found the byte 0xF1, which is no UTF-8; the text may be in Latin-1 or Windows-1252: open the file in \
             an editor and save it as UTF-8"
        );
        let line_4 = NotText::Encoding { line: 4, byte: Some(0xff) };
        assert_eq!(decode(b"one\rtwo\r\nthree\n\xff"), Err(line_4));
        let cut = NotText::Encoding { line: 1, byte: None };
        assert_eq!(decode("é".as_bytes().get(..1).unwrap()), Err(cut));
        assert_eq!(decode(&[0xff, 0xfe, b'a', 0, 0x44, 0x01]).as_deref(), Ok("ań"));
        assert_eq!(decode(&[0xfe, 0xff, 0, b'a', 0]), Err(cut));
    }

    #[test]
    fn what_is_no_plain_text_is_refused_by_its_kind() {
        for empty in [&b""[..], b" \r\n\t", b"\xef\xbb\xbf\n"] {
            assert_eq!(decode(empty), Err(NotText::Empty), "{empty:?}");
        }
        for (bytes, kind) in [
            (&b"{\\rtf1\\ansi"[..], "Rich Text Format (RTF)"),
            (b"PK\x03\x04\xff", "a Word or OpenDocument file (a ZIP archive)"),
            (b"%PDF-1.4 \xff", "PDF"),
            (b"\xd0\xcf\x11\xe0", "an old Word file (.doc)"),
            (b"\n<!DOCTYPE html>", "HTML"),
            (b"\xef\xbb\xbf{ \"release\": ", "JSON"),
            (b"[\n  { \"a\": 1 }\n]", "JSON"),
            (b"[1, 2]", "JSON"),
            (b"{}", "JSON"),
        ] {
            assert_eq!(decode(bytes), Err(NotText::OtherKind(kind)), "{bytes:?}");
        }
        for text in ["[Embargo until noon]\nText", "{sic} it said", "PK and others met", "<Tag> or so"] {
            assert_eq!(decode(text.as_bytes()).as_deref(), Ok(text));
        }
        assert_eq!(
            NotText::OtherKind("PDF").to_string(),
            "expected plain text, found what looks like PDF: open the file in its program and save it as plain text"
        );
    }

    #[test]
    fn names_resolve_under_every_spelling() {
        check_roles(
            "Here are Republic of Korea, Lao PDR, Burma, UK and the Netherlands.",
            &["KR named", "LA named", "MM named", "GB named", "NL named"],
        );
        check_roles("North Korea, DPRK, Democratic People’s Republic of Korea.", &[]);
        check_roles("South China Sea and Northern Ireland.", &[]);
    }

    #[test]
    fn a_role_is_given_where_the_wording_shows_it() {
        check_roles("The Forum was held in Paris, France, on 3 May 2010.", &["FR host"]);
        check_roles("The Forum will be held in Paris, France on 3 June 2010.", &["FR announced_host"]);
        check_roles("The Forum will be hosted by Japan.", &["JP announced_host"]);
        check_roles(
            "It was co-organised by Italy, the Philippines and the Asia-Europe Foundation (ASEF).",
            &["IT co_organiser", "PH co_organiser", "asef co_organiser"],
        );
        check_roles("Leaders from India and Mongolia attended.", &["IN attending", "MN attending"]);
        check_roles("It was attended by representatives from India and Mongolia.", &["IN attending", "MN attending"]);
        check_roles("It welcomed delegates from ASEM countries.", &["asem named"]);
        check_roles("It was about Viet Nam’s heritage.", &["VN named"]);
        check_roles(
            "It has 4 members (China, Japan, Malta, Spain).",
            &["CN listed", "JP listed", "MT listed", "ES listed"],
        );
        check_roles(
            "Participants from five partners (China, Japan, Malta) came.",
            &["CN named", "JP named", "MT named"],
        );
    }

    #[test]
    fn the_head_ends_where_the_text_begins() {
        let programme = "The Forum will be held in Rome, Italy on 8-9 February 2011.\n\nProgramme\n\n8 February 2011\n\
                         Arrival of delegates\n\n9 February 2011\nPlenary of ministers.";
        let draft = draft(&format!("Press release no.: 1\n10 January 2011\n\nMinisters to meet\n\n{programme}\n"));
        assert_eq!(field(&draft, "title"), Some("Ministers to meet"));
        assert_eq!(field(&draft, "dateline"), Some("10 January 2011"));
        assert_eq!(
            listed(&draft, "paragraphs", &["text"]),
            [
                "The Forum will be held in Rome, Italy on 8-9 February 2011.",
                "Programme",
                "8 February 2011",
                "Arrival of delegates",
                "9 February 2011",
                "Plenary of ministers."
            ]
        );
        assert_eq!(draft.left_out, []);
    }

    #[test]
    fn of_two_releases_the_second_is_left_out() {
        let release = |number: u32| {
            format!(
                "Press release no.: {number}\n{number} May 2010\n\nThe title {number} of it\n\nIt was good on {number}.\n"
            )
        };
        let draft = draft(&format!("{}\n{}", release(1), release(2)));
        assert_eq!(field(&draft, "number"), Some("1"));
        assert_eq!(field(&draft, "date"), Some("2010-05-01"));
        assert_eq!(field(&draft, "title"), Some("The title 1 of it"));
        assert_eq!(listed(&draft, "paragraphs", &["text"]), ["It was good on 1."]);
        let left: Vec<&str> = draft.left_out.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(left, ["Press release no.: 2", "2 May 2010", "The title 2 of it", "It was good on 2."]);
        assert_eq!(asked(&draft), ["text"]);
        let footer = self::draft(&with_head("11 May 2010\n\nThe title of it").replace("better.", "better.\n\nRef.: 5"));
        assert_eq!((field(&footer, "number"), footer.left_out.len()), (Some("5"), 0));
    }

    #[test]
    fn of_two_lines_that_could_be_the_title_one_is_taken_and_asked_about() {
        for (head, expected, is_asked) in [
            (
                "Ministers adopt plans\n\n21 Sep 2010\n\nSpeakers: Ann Lee, presenter; Bo Li",
                "Ministers adopt plans",
                true,
            ),
            ("Ministers agree on culture\n\n10 January 2011\n\nMinisters met", "Ministers agree on culture", true),
            ("ASEF news\n\n10 January 2011\n\nMinisters agree on culture", "Ministers agree on culture", true),
            ("Heritage experts meet\n\n8 September 2010\n\nHeritage experts meet", "Heritage experts meet", false),
            ("ASEF NEWS\nPRESS RELEASE\n\n10 January 2011\n\nMinisters agree", "Ministers agree", false),
        ] {
            let draft = draft(&with_head(&format!("Press release no.: 1\n\n{head}")));
            assert_eq!(field(&draft, "title"), Some(expected), "{head:?}");
            assert_eq!(asked(&draft).contains(&"title"), is_asked, "{head:?}");
        }
    }

    #[test]
    fn lines_that_stand_for_themselves_are_not_joined() {
        let text = "Background\nThe ASEM Forum took place, and it was so good that everybody spoke of it.\n\
                    1. First point\n2. Second point\nthat goes on\na) Third point\nCity\tState\nRome\tItaly\n\n###\n\n*** ENDS ***\n\nEnds";
        let draft = one(text);
        assert_eq!(
            listed(&draft, "paragraphs", &["text"]),
            [
                "Background",
                "The ASEM Forum took place, and it was so good that everybody spoke of it.",
                "1. First point",
                "2. Second point that goes on",
                "a) Third point",
                "City\tState",
                "Rome\tItaly"
            ]
        );
        let left: Vec<&str> = draft.left_out.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(left, ["###", "*** ENDS ***", "Ends"]);
    }

    #[test]
    fn a_word_broken_at_the_end_of_a_line_stays_together_and_is_asked_about() {
        let draft = one("Ministers con-\ndemned it in\nViet Nam.");
        assert_eq!(listed(&draft, "paragraphs", &["text"]), ["Ministers con-demned it in Viet Nam."]);
        assert_eq!(asked(&draft), ["text", "partner"]);
        assert_eq!(draft.questions[1].position.line, 8);
    }

    #[test]
    fn a_contact_begins_in_many_ways() {
        for contact in [
            "For further information please contact: Ms A",
            "For more information, please contact Ms A, ASEF",
            "Please contact Ms A.",
            "MEDIA CONTACT\nMs A, ASEF",
            "Press contacts: Ms A",
        ] {
            let draft = draft(&format!("{}\n{contact}\n", with_head("The title of it\n11 May 2010")));
            assert_eq!(field(&draft, "contact"), Some(contact.replace('\n', " ").as_str()));
        }
    }

    /// The release with one paragraph.
    fn one(sentence: &str) -> Draft {
        draft(&format!("Press release no.: 1\n11 May 2010\n\nA title of it\n\n{sentence}\n"))
    }

    #[test]
    fn what_the_wording_denies_or_leaves_open_is_asked_about() {
        for (sentence, expected) in [
            ("The meeting was not hosted by Japan.", "JP"),
            ("The meeting wasn’t hosted by Japan.", "JP"),
            ("It would have been hosted by France.", "FR"),
            ("It may be hosted by France.", "FR"),
            ("Officials asked that it be hosted by France.", "FR"),
            ("It should be organised by France.", "FR"),
            ("France offered that the Forum be held in Paris, France on 5 June 2010.", "FR"),
            ("Was the Forum hosted by France?", "FR"),
            ("Had it been hosted by France, all were well.", "FR"),
            ("Rumours that it was hosted by France went round.", "FR"),
            ("The Forum in Paris, France on 3-5 June 2010 has been moved.", "FR"),
            ("Delegates from France were invited, and some attended.", "FR"),
            ("The Workshop was not held in Turin, Italy on 3 May 2010.", "IT"),
            ("The Forum never took place in Rome, Italy.", "IT"),
            ("The Conference was to be held in Lisbon, Portugal on 5 May 2010 but was cancelled.", "PT"),
            ("The Conference will be held in Lisbon, Portugal on 5 June 2010. It was postponed.", "PT"),
            ("The Forum in Rome, Italy (3-5 June 2010) is cancelled.", "IT"),
            ("No representatives from Greece attended.", "GR"),
            ("The meeting was not attended by Latvia.", "LV"),
            ("It is no joint initiative by Malta.", "MT"),
            ("Mongolia will not host the 11th Summit.", "MN"),
            ("If Mongolia agrees, it is organised by Mongolia.", "MN"),
        ] {
            let draft = one(sentence);
            let roles = listed(&draft, "appearances", &["partner", "role"]);
            assert_eq!(roles, [format!("{expected} named")], "{sentence:?}");
            assert_eq!(listed(&draft, "events", &["name"]), [""; 0], "{sentence:?}");
            assert!(!asked(&draft).is_empty(), "{sentence:?}");
        }
        check_roles("It was not only organised by Malta.", &["MT co_organiser"]);
        check_roles("The Forum no. 5 was hosted by Malta.", &["MT host"]);
        check_roles("The aim was not met; it was hosted by Malta.", &["MT host"]);
        check_roles(
            "The Forum, planned to be held in Rome, Italy on 3 June 2010, will be held in Oslo, Norway.",
            &["IT named", "NO named"],
        );
    }

    #[test]
    fn the_land_of_a_place_is_what_it_lies_in() {
        for (place, expected) in [
            ("at the Embassy of Japan in Paris, France", &["FR host", "JP named"][..]),
            ("in the Hotel Viet Nam in Berlin, Germany", &["DE host", "VN named"]),
            ("in Little India, Singapore", &["IN named", "SG host"]),
            ("at the Japan house in Paris, France", &["FR named", "JP named"]),
            ("at the Embassy of Japan", &["JP named"]),
            ("in Singapore and Malaysia", &["MY named", "SG named"]),
            ("in Rome, Italy, Malta", &["IT named", "MT named"]),
            ("in Rome, Italy", &["IT host"]),
        ] {
            let draft = one(&format!("The Forum was held {place} on 3 May 2010."));
            let mut roles = listed(&draft, "appearances", &["partner", "role"]);
            roles.sort();
            assert_eq!(roles, expected, "{place:?}");
        }
    }

    #[test]
    fn only_who_came_attends() {
        for sentence in [
            "The report deals with tourism in states including Japan and Malta.",
            "The partners, including Japan and excluding Malta, agreed.",
            "Participants discussed threats such as Japan and Malta.",
            "Participants attended a session on threats such as Japan and Malta.",
            "They attended a talk about tourism in states including Japan and Malta.",
            "The statement was joined by Japan and Malta.",
            "Aid by experts from Japan and Malta attracted thousands.",
            "Ministers met to discuss the case of experts from Japan and Malta.",
            "Participants took note of aid by representatives from Japan to Malta.",
            "Ministers welcomed the progress of states such as Japan and Malta.",
        ] {
            let roles = listed(&one(sentence), "appearances", &["partner", "role"]);
            assert_eq!(roles, ["JP named", "MT named"], "{sentence:?}");
        }
        check_roles(
            "Some 50 experts from 14 ASEM countries, including Japan and Malta, gathered.",
            &["JP attending", "MT attending", "asem named"],
        );
        check_roles("It was attended by 40 countries, including Japan.", &["JP attending"]);
        check_roles("Ministers from Japan and Malta took part.", &["JP attending", "MT attending"]);
    }

    #[test]
    fn where_date_and_verb_disagree_nobody_is_host() {
        for sentence in [
            "The Forum took place in Rome, Italy on 5/6/2010.",
            "The Forum took place in Rome, Italy on 5 June 2010.",
            "The Forum will be held in Rome, Italy on 5 April 2010.",
        ] {
            let draft = one(sentence);
            assert_eq!(listed(&draft, "appearances", &["partner", "role"]), ["IT named"], "{sentence:?}");
            assert!(asked(&draft).contains(&"event"), "{sentence:?}");
        }
    }

    #[test]
    fn a_host_is_one_or_is_to_be_one() {
        for (sentence, expected) in [
            ("The Seminar will be held in Ha Noi, Viet Nam on 3 June 2010. It’s hosted by Viet Nam.", "announced_host"),
            ("The meeting is hosted by Viet Nam and takes place on 5 June 2010.", "announced_host"),
            ("The meeting is hosted by Viet Nam.", "named"),
            ("The meeting, hosted by Viet Nam, was good.", "host"),
            ("Viet Nam will host the 11th Summit in 2016.", "announced_host"),
            ("Viet Nam hosted the Forum on Water.", "host"),
            ("Viet Nam is hosting the Forum on Water.", "named"),
            ("Viet Nam hosted a dinner for the Summit.", "named"),
            ("The Minister of Viet Nam will host the Summit.", "named"),
            ("Viet Nam would host the Summit.", "named"),
        ] {
            check_roles(sentence, &[&format!("VN {expected}")]);
        }
        check_roles(
            "It lists Malta, Mongolia and Japan. Mongolia will host the 11th Summit.",
            &["MT named", "JP named", "MN announced_host"],
        );
    }

    #[test]
    fn a_day_without_an_event_is_asked_about() {
        for sentence in ["Ministers met on 9-10 September 2010 for talks.", "They came on 3 May 2010."] {
            assert_eq!(asked(&one(sentence)), ["event"], "{sentence:?}");
        }
        assert_eq!(asked(&one("Today, on 11 May 2010, they came.")), [""; 0]);
    }

    #[test]
    fn nothing_is_asked_twice_or_of_those_who_are_known() {
        for (sentence, expected) in [
            ("It was hosted by Viet Nam and organised by ASEF.", &[][..]),
            ("It was organised by Malta with support from ASEF.", &["Is \"ASEF\" one of the organisers?"]),
            (
                "Peru came, and Peru went.",
                &[
                    "What role has \"Peru\" (PE)? The data have no such partner: usually there is nothing to do; add the state \
                   only if it has become a partner",
                ],
            ),
            ("The Meeting, hosted by Denmark, was attended by ministers from Australia.", &[]),
            (
                "They are China, Japan, Malta, Spain and the Netherlands.",
                &["What role have the 5 listed from \"China\" to \"the Netherlands\"? The wording shows none"],
            ),
        ] {
            let draft = one(sentence);
            let questions: Vec<&str> = draft.questions.iter().map(|question| question.text.as_str()).collect();
            assert_eq!(questions, expected, "{sentence:?}");
        }
    }

    #[test]
    fn who_stands_only_in_the_title_is_asked_about() {
        let draft = draft(&with_head("Press release no.: 1\n11 May 2010\n\nHelp for Malta and Peru"));
        assert_eq!(asked(&draft), ["partner", "partner"]);
        assert_eq!(draft.questions[0].text, "What role has \"Malta\"? Only the title names it");
    }

    #[test]
    fn a_quotation_that_goes_on_recommends_nothing() {
        assert_eq!(listed(&one("“It,” he said, “should bring us closer.”"), "recommendations", &["quote"]), [""; 0]);
        assert_eq!(listed(&one("States should come closer."), "recommendations", &["paragraph"]), ["p1"]);
    }

    #[test]
    fn whoever_is_only_named_is_asked_about() {
        let draft =
            draft(&with_head("Press release no.: 1\n11 May 2010\n\nThe title of it\n\nIt is about Japan and Brazil."));
        assert_eq!(asked(&draft), ["partner", "partner"]);
        assert_eq!(listed(&draft, "appearances", &["partner", "role"]), ["JP named"]);
    }

    #[test]
    fn whoever_stands_behind_a_list_of_organisers_is_asked_about() {
        let sentence = "It was organised by Japan and the Ministry of Culture of China. It was held in Beijing, China.";
        let draft = draft(&format!("Press release no.: 1\n11 May 2010\n\nA title of it\n\n{sentence}\n"));
        assert_eq!(listed(&draft, "appearances", &["partner", "role"]), ["JP co_organiser", "CN host"]);
        assert_eq!(asked(&draft), ["partner"]);
        assert_eq!(draft.questions[0].text, "Is \"China\" one of the organisers?");
    }

    #[test]
    fn an_event_is_told_by_name_place_and_date() {
        for (sentence, expected) in [
            (
                "The 3rd ASEM Culture Forum took place on 3-4 May 2010 in Kuala Lumpur, Malaysia.",
                "reported 3rd ASEM Culture Forum Kuala Lumpur MY 2010-05-03 2010-05-04",
            ),
            (
                "They go to the Summit of Leaders in Singapore (4 October 2010).",
                "announced Summit of Leaders Singapore SG 2010-10-04",
            ),
            (
                "Poland goes to the 5th Forum, Hanoi, Viet Nam, on 3 June 2010.",
                "announced 5th Forum Hanoi VN 2010-06-03",
            ),
            (
                "The Conference will take place in Rome, Italy (10-12 May 2010).",
                "announced Conference Rome IT 2010-05-10 2010-05-12",
            ),
            (
                "The sixth summit was held in Helsinki, Finland, September 10-11, 2006.",
                "reported sixth summit Helsinki FI 2006-09-10 2006-09-11",
            ),
            (
                "The Seminar on Arts and Culture, held in Rome, Italy, from 28 April to 2 May 2010, was good.",
                "reported Seminar on Arts and Culture Rome IT 2010-04-28 2010-05-02",
            ),
            (
                "From 3 to 5 June 2010, the Culture Forum will be held in Rome, Italy.",
                "announced Culture Forum Rome IT 2010-06-03 2010-06-05",
            ),
            ("On 3 June 2010 the 5th Forum takes place in Rome, Italy.", "announced 5th Forum Rome IT 2010-06-03"),
            (
                "The 5th Meeting will be held in Yogyakarta, Indonesia in September 2012.",
                "announced 5th Meeting Yogyakarta ID 2012-09",
            ),
            (
                "Ministers met in Poznan, Poland on 9-10 April 2010 for the 4th ASEM Culture Ministers' Meeting.",
                "reported 4th ASEM Culture Ministers' Meeting Poznan PL 2010-04-09 2010-04-10",
            ),
            (
                "The Retreat (Bali, Indonesia, 3–5 March 2011) is next.",
                "announced Retreat Bali ID 2011-03-03 2011-03-05",
            ),
            (
                "The 11th ASEM Summit (15-16 July 2016, Ulaanbaatar, Mongolia) is next.",
                "announced 11th ASEM Summit Ulaanbaatar MN 2016-07-15 2016-07-16",
            ),
            (
                "The tenth ASEM Summit (ASEM10) took place in Milan, Italy on 16-17 April 2010.",
                "reported tenth ASEM Summit Milan IT 2010-04-16 2010-04-17",
            ),
        ] {
            let draft = draft(&format!("Press release no.: 1\n11 May 2010\n\nA title of it\n\n{sentence}\n"));
            let events = listed(&draft, "events", &["tense", "name", "place", "host", "from", "until"]);
            assert_eq!(events, [expected], "{sentence:?}");
        }
    }

    #[test]
    fn an_event_that_may_be_either_is_asked_about() {
        let draft = draft(
            "Press release no.: 1\n11 May 2010\n\nA title of it\n\nThe Forum in Rome, Italy (10-12 May 2010) is on.\n",
        );
        assert_eq!(listed(&draft, "events", &["name"]), [""; 0]);
        assert_eq!(asked(&draft), ["event", "partner"]);
    }

    #[test]
    fn what_closes_a_release_is_boilerplate() {
        let closing = "About ASEF\nIt does good.\n\nThe Asia-Europe Meeting (ASEM) is a process.\n\nThe Asia-Europe Meeting (ASEM) meets.";
        let draft = draft(&format!(
            "{}\nMedia contact: J. Doe, j@asef.org\n\n{closing}",
            with_head("The title of it\n11 May 2010")
        ));
        let boilerplate = listed(&draft, "boilerplate", &["id", "about"]);
        assert_eq!(
            boilerplate,
            ["about-asef ASEF", "about-asem Asia-Europe Meeting (ASEM)", "about-asem--2 Asia-Europe Meeting (ASEM)",]
        );
        assert_eq!(field(&draft, "contact"), Some("Media contact: J. Doe, j@asef.org"));
        assert_eq!(draft.left_out, [LeftOut { line: 10, text: "About ASEF".to_owned() }]);
    }

    #[test]
    fn addresses_end_before_the_sentence_does() {
        let text = "See www.asef.org/a, (http://x.org/b_(c)). Or HTTPS://Y.org! And foo@www.z.org, http://.";
        let found: Vec<&str> = addresses(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["www.asef.org/a", "http://x.org/b_(c)", "HTTPS://Y.org", "www.z.org"]);
        assert_eq!(url("www.asef.org").as_deref(), Some("http://www.asef.org/"));
        assert_eq!(url("HTTPS://Y.org").as_deref(), Some("https://Y.org"));
        assert_eq!(url("http://"), None);
    }

    #[test]
    fn an_imported_release_can_be_checked() {
        let text = SEED.replace("100505_PR1008", "PR1009");
        let data = include_str!("../../public/data/asem.json");
        let added = super::super::insert::add(data, &draft(&text).to_json(), false).unwrap();
        assert_eq!(Dataset::from_json(&added).unwrap().releases().count(), 2);
    }

    /// Pieces of which texts are made up: what the rules look for, in every order.
    const PIECES: &[&str] = &[
        "The",
        "the",
        "Workshop",
        "Meeting",
        "Summit of",
        "took place",
        "will be held",
        "in",
        "at",
        "on",
        "from",
        ",",
        ".",
        "(",
        ")",
        ":",
        "’",
        "'",
        "-",
        "–",
        "“",
        "\"",
        "\\",
        "Viet Nam",
        "Hungary",
        "the Netherlands",
        "Korea",
        "North",
        "Brazil",
        "ASEF",
        "UNESCO in Viet Nam",
        "Ha Long City",
        "7-9 September 2010",
        "11 May 2010",
        "05/06/2010",
        "3.5.2010",
        "30 June and 1 July",
        "April",
        "May 3",
        "2010",
        "31",
        "1st",
        "representatives from",
        "as well as",
        "including",
        "brought together",
        "attended by",
        "a joint initiative by",
        "hosted by",
        "co-organised by",
        "member states (",
        "members:",
        "plus",
        "should",
        "was not",
        "is",
        "hosted",
        "will host the",
        "met in",
        "for the",
        "N.",
        "S. Korea",
        "con-\ndemned",
        "\n1. ",
        "\nPress release no.: 12_4\n",
        "ENDS",
        "Please contact",
        "the importance of",
        ", which",
        "and the",
        "countries",
        "www.",
        "http://",
        "www.asef.org/(a)).",
        "\nMedia contact: x\n\n",
        "\nPress release no.: 12_3\n",
        "\nPress release no.: 12_3",
        "\nAbout ASEF\n\n",
        "\nThe Asia-Europe Foundation (ASEF) does",
        "None",
        "a > b",
        "\n",
        "\n\n",
        "\n\n",
        "\n\n",
        "\r\n",
        "\t",
        "\u{a0}",
        "\u{ad}",
        "\u{200b}",
        "\u{0}",
        "é",
        "İ",
        "ß",
        "💥",
    ];

    /// Checks that the record, with what it lacks, may stand in the data file; that places are right; and that no word is lost.
    fn check_draft(text: &str, dataset: &Dataset) {
        let draft = import(text, dataset);
        let mut release = draft.release.clone();
        let Node::Object(members) = &mut release else { panic!("no object") };
        members.retain(|(name, _)| name != "number");
        let lacking = [("number", "X"), ("date", "2010-05-11"), ("dateline", "x"), ("title", "x")];
        for (name, value) in lacking {
            if !members.iter().any(|(own, _)| own == name) {
                members.push((name.into(), words(value)));
            }
        }
        if members.iter().any(|(own, _)| own == "paragraphs") {
            let data = include_str!("../../public/data/asem.json");
            let added = super::super::insert::add(data, &style::write(&release, 0), false);
            assert_eq!(added.err().map(|error| error.to_string()), None, "{text:?}");
        }
        let lines: Vec<&str> = text.split('\n').map(|line| line.trim_end_matches('\r')).collect();
        for found in &draft.found {
            let here: String = lines[found.position.line - 1].chars().skip(found.position.column - 1).collect();
            // A line may end at a space, or behind a hyphen.
            assert!(here.starts_with(found.text.split(['\n', ' ', '-']).next().unwrap()), "{found:?} in {text:?}");
        }
        let json = draft.to_json();
        // What labels say is in the names of the fields.
        let labels = ["Press", "release", "no", "About"];
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !labels.contains(word)) {
            assert!(json.contains(word), "{word:?} is lost of {text:?}");
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config { cases: 64, failure_persistence: None, ..Default::default() })]

        #[test]
        fn whatever_a_text_says_its_record_can_be_checked(
            pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..100),
            is_spaced in proptest::collection::vec(proptest::bool::weighted(0.8), 100),
        ) {
            let text: String = pieces.iter().zip(is_spaced).map(|(piece, is_spaced)| format!("{piece}{}", if is_spaced { " " } else { "" })).collect();
            check_draft(&text, &dataset());
        }
    }

    #[test]
    fn a_text_may_end_anywhere() {
        let dataset = dataset();
        for (end, _) in SEED.char_indices().step_by(61) {
            check_draft(&SEED[..end], &dataset);
        }
    }
}

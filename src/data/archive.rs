//! The index of a large archive, as `asem index` writes it: what a list of all releases shows, and which words stand in
//! which.
//!
//! `archive/index.json` has everything but where the words stand, which is most of it: that is in the parts beside it, each
//! fetched when a search needs it. A part is plain text, one line for each of its words; a letter of the line is a release,
//! told by how far it is behind the one before. So UTF-8 itself gives small numbers one byte and large ones three.

use super::json::Node;
use super::{FORMAT, Problem, not_json};
use crate::model::{Date, OrganisationId, PartnerId, ReleaseNumber, Role};

/// The index, relative to the data file.
pub const INDEX_FILE: &str = "archive/index.json";

/// A part of the index, relative to the data file.
pub fn part_file(part: usize) -> String {
    let mut file = String::from("archive/");
    file.push_str(&part.to_string());
    file.push_str(".txt");
    file
}

/// All releases of an archive, newest first, and the words in their texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchiveIndex {
    /// What tells this index from an older or newer one, also on its parts.
    pub made: String,
    /// The releases, newest first.
    pub releases: Vec<IndexedRelease>,
    /// Partners that releases list together, each group once.
    groups: Vec<Vec<PartnerId>>,
    /// Organisations that releases name together, each group once.
    bodies: Vec<Vec<OrganisationId>>,
    /// Every word in the texts of the releases.
    pub words: Words,
    /// The first word of each part.
    parts: Vec<usize>,
}

/// A release as its archive's index has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexedRelease {
    /// Its number.
    pub number: ReleaseNumber,
    /// The day of its dateline.
    pub date: Date,
    /// Its title.
    pub title: String,
    group: usize,
    bodies: usize,
    /// Whom it shows in a role stronger than listed.
    others: Vec<(PartnerId, Role)>,
}

impl ArchiveIndex {
    /// Reads the text of an index.
    ///
    /// # Errors
    ///
    /// One problem, where the text is not such an index, or its columns do not fit together.
    pub fn from_json(text: &str) -> Result<Self, Vec<Problem>> {
        let node: Node<'_> = serde_json::from_str(text).map_err(|error| vec![not_json(text, &error)])?;
        read(&node).ok_or_else(|| vec![unfit()])
    }

    /// The partners that a release shows, each with its strongest role.
    pub fn roles<'a>(&'a self, release: &'a IndexedRelease) -> impl Iterator<Item = (PartnerId, Role)> + 'a {
        let others = &release.others;
        let is_other = |id: &PartnerId| others.iter().any(|(other, _)| other == id);
        let listed = self.groups.get(release.group).into_iter().flatten().copied().filter(move |id| !is_other(id));
        others.iter().copied().chain(listed.map(|id| (id, Role::Listed)))
    }

    /// The organisations that a release shows.
    pub fn organisations(&self, release: &IndexedRelease) -> &[OrganisationId] {
        self.bodies.get(release.bodies).map(Vec::as_slice).unwrap_or_default()
    }

    /// Where among the releases one with this day and number stands.
    pub fn position(&self, date: Date, number: &ReleaseNumber) -> Option<usize> {
        let at = self.releases.partition_point(|own| (own.date, &own.number) > (date, number));
        self.releases.get(at).filter(|own| own.number == *number).map(|_| at)
    }

    /// How many parts there are.
    pub fn n_parts(&self) -> usize {
        self.parts.len()
    }

    /// The part in which a word stands, and which of its lines it is.
    pub fn place(&self, word: usize) -> (usize, usize) {
        let part = self.parts.partition_point(|first| *first <= word).saturating_sub(1);
        (part, word - self.parts.get(part).copied().unwrap_or_default())
    }

    /// Reads the text of a part.
    ///
    /// # Errors
    ///
    /// One problem, where the text is not that part of this index.
    pub fn part(&self, part: usize, text: &str) -> Result<Part, Vec<Problem>> {
        let first = self.parts.get(part).copied().unwrap_or_default();
        let end = self.parts.get(part + 1).copied().unwrap_or(self.words.len());
        match text.split_once('\n') {
            Some((made, lists)) if made == self.made => {
                let lists = Words::new(lists.trim_end_matches('\n'));
                if lists.len() == end - first { Ok(Part(lists)) } else { Err(vec![unfit()]) }
            }
            _ => {
                let fix = "reload the page";
                Err(vec![Problem::of_whole_file("a part of the index as it was fetched", "one of another", fix)])
            }
        }
    }
}

fn unfit() -> Problem {
    Problem::of_whole_file("the index of an archive", "another file", "make it anew with `asem index`")
}

fn read(node: &Node<'_>) -> Option<ArchiveIndex> {
    let text = |name: &str| node.member(name).and_then(Node::text);
    let list = |name: &str| node.member(name).map(Node::list);
    if node.member("format") != Some(&Node::Whole(u64::from(FORMAT))) {
        return None;
    }
    let groups =
        list("groups")?.iter().map(|group| all(group.text()?, PartnerId::parse)).collect::<Option<Vec<_>>>()?;
    let bodies =
        list("bodies")?.iter().map(|group| all(group.text()?, OrganisationId::parse)).collect::<Option<Vec<_>>>()?;
    let (mut dates, mut titles, mut who) =
        (text("dates")?.split('\n'), text("titles")?.split('\n'), text("who")?.split('\n'));
    let mut releases: Vec<IndexedRelease> = Vec::new();
    for number in text("numbers")?.split('\n') {
        let mut who = who.next()?.split(' ');
        let group = who.next()?.parse().ok().filter(|at| *at < groups.len())?;
        let own_bodies = who.next()?.parse().ok().filter(|at| *at < bodies.len())?;
        let mut others = Vec::new();
        for other in who {
            let (id, role) = other.split_once(':')?;
            others.push((PartnerId::parse(id)?, Role::from_key(role)?));
        }
        let date = Date::parse_iso(dates.next()?)?;
        let (number, title) = (ReleaseNumber::parse(number)?, titles.next()?.to_owned());
        if releases.last().is_some_and(|newer| (newer.date, &newer.number) <= (date, &number)) {
            return None;
        }
        releases.push(IndexedRelease { number, date, title, group, bodies: own_bodies, others });
    }
    let words = Words::new(text("words")?);
    let mut parts = Vec::new();
    let mut n_words = 0;
    for part in list("parts")? {
        parts.push(n_words);
        n_words += usize::try_from(match part {
            Node::Whole(n) => *n,
            Node::Null | Node::Bool(_) | Node::Number(_) | Node::Text(_) | Node::List(_) | Node::Object(_) => {
                return None;
            }
        })
        .ok()?;
    }
    let is_whole = n_words == words.len() && (dates.next(), titles.next(), who.next()) == (None, None, None);
    is_whole.then_some(ArchiveIndex { made: text("made")?.to_owned(), releases, groups, bodies, words, parts })
}

/// Every code of a line.
fn all<T>(line: &str, parse: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    line.split(' ').filter(|code| !code.is_empty()).map(parse).collect()
}

/// Lines of text, behind each other, for looking through all of them at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// A line break, and the words with a line break behind each.
    text: String,
    /// Where each word begins.
    starts: Vec<u32>,
}

impl Words {
    /// The words of a text with line breaks between them; none in an empty one.
    pub fn new(lines: &str) -> Self {
        let mut words = Self { text: String::with_capacity(lines.len() + 2), starts: Vec::new() };
        words.text.push('\n');
        if !lines.is_empty() {
            lines.split('\n').for_each(|word| words.push(word));
        }
        words
    }

    /// Adds a word.
    pub fn push(&mut self, word: &str) {
        // Four gigabytes of words would not have come this far.
        self.starts.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        self.text.push_str(word);
        self.text.push('\n');
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The word with this index.
    pub fn get(&self, index: usize) -> &str {
        let start = self.starts.get(index).map_or(self.text.len(), |start| *start as usize);
        let rest = self.text.get(start..).unwrap_or_default();
        rest.split('\n').next().unwrap_or_default()
    }

    /// Calls with the index of every word that contains this; one that begins with it where a line break stands before it.
    ///
    /// The search of the standard library looks at every byte; this one (Horspool's) at one in as many as the needle has, and
    /// a letter typed is to be answered within a frame.
    pub fn each_with(&self, needle: &str, mut take: impl FnMut(usize)) {
        let (text, needle) = (self.text.as_bytes(), needle.as_bytes());
        let Some((last, before)) = needle.split_last() else { return };
        let longest = u8::try_from(needle.len()).unwrap_or(u8::MAX);
        let mut steps = [longest; 256];
        for (step, byte) in (1..longest).rev().zip(before.iter().skip(needle.len() - usize::from(longest))) {
            if let Some(own) = steps.get_mut(usize::from(*byte)) {
                *own = step;
            }
        }
        let mut word = 0;
        let mut end = needle.len() - 1;
        while let Some(byte) = text.get(end) {
            if byte == last && text.get(end - before.len()..end) == Some(before) {
                // A line break at the beginning stands before the word.
                let at = end - before.len() + usize::from(needle.first() == Some(&b'\n'));
                word += self.starts.get(word..).unwrap_or_default().partition_point(|start| *start as usize <= at) - 1;
                take(word);
                word += 1;
                let Some(next) = self.starts.get(word) else { return };
                end = *next as usize - 1 + before.len();
            } else {
                end += steps.get(usize::from(*byte)).map_or(1, |step| usize::from(*step));
            }
        }
    }
}

/// A part of an index: the releases in which each of its words stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part(Words);

impl Part {
    /// The releases of a line, in the order of the index.
    pub fn releases(&self, line: usize) -> impl Iterator<Item = usize> {
        let mut next = 0;
        self.0.get(line).chars().map(move |c| {
            next += gap(c);
            next - 1
        })
    }
}

/// How far a release is behind the one before, as a letter: no control character, no line break, no half of a pair.
pub fn letter(gap: usize) -> Option<char> {
    let code = u32::try_from(gap).ok()?.checked_add(0x20)?;
    let code = if code < 0x7f { code } else { code.checked_add(0xa0 - 0x7f)? };
    char::from_u32(if code < 0xd800 { code } else { code.checked_add(0x800)? })
}

/// The other way round.
fn gap(letter: char) -> usize {
    let code = u32::from(letter);
    let code = if code < 0xd800 { code } else { code - 0x800 };
    let code = if code < 0x7f { code } else { code - (0xa0 - 0x7f).min(code) };
    code.saturating_sub(0x20) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    pub const INDEX: &str = r#"{ "format": 1, "made": "x", "numbers": "b\na", "dates": "2011-01-01\n2010-05-11",
        "titles": "Later\nEarlier", "groups": ["VN HU", ""], "bodies": ["", "asef"], "who": "1 0\n0 1 VN:host",
        "words": "culture\nhanoi\nvisit", "parts": [2, 1] }"#;

    #[test]
    fn an_index_says_who_is_in_which_release() {
        let index = ArchiveIndex::from_json(INDEX).unwrap();
        let [later, earlier] = index.releases.as_slice() else { panic!("two") };
        assert_eq!((later.title.as_str(), earlier.number.as_str()), ("Later", "a"));
        assert_eq!(index.roles(later).count(), 0);
        let roles: Vec<String> = index.roles(earlier).map(|(id, role)| format!("{id} {}", role.key())).collect();
        assert_eq!(roles, ["VN host", "HU listed"]);
        assert_eq!(index.organisations(earlier).iter().map(OrganisationId::as_str).collect::<Vec<_>>(), ["asef"]);
    }

    #[test]
    fn a_word_leads_to_its_line_in_a_part() {
        let index = ArchiveIndex::from_json(INDEX).unwrap();
        assert_eq!([0, 1, 2].map(|word| index.place(word)), [(0, 0), (0, 1), (1, 0)]);
        let part = index.part(0, "x\n!!\n\"\n").unwrap();
        assert_eq!(part.releases(0).collect::<Vec<_>>(), [0, 1]);
        assert_eq!(part.releases(1).collect::<Vec<_>>(), [1]);
        assert_eq!(part.releases(7).count(), 0);
    }

    #[test]
    fn words_that_contain_something_are_found_once_each() {
        let words = Words::new("banana\nanna\n\u{e01}\u{e02}\nan\nbandana");
        for (needle, expected) in [
            ("an", "0 1 3 4"),
            ("\nan", "1 3"),
            ("\nb", "0 4"),
            ("nana", "0"),
            ("dana", "4"),
            ("banana", "0"),
            ("\u{e02}", "2"),
            ("a", "0 1 3 4"),
            ("xyz", ""),
            ("bandanas", ""),
            ("", ""),
        ] {
            let mut found = Vec::new();
            words.each_with(needle, |word| found.push(word.to_string()));
            assert_eq!(found.join(" "), expected, "{needle:?}");
        }
        let mut found = Vec::new();
        let long = "x".repeat(300);
        Words::new(&format!("a\n{long}y\n{long}")).each_with(&format!("{long}y"), |word| found.push(word));
        assert_eq!(found, [1]);
    }

    #[test]
    fn a_part_of_another_index_is_told() {
        let index = ArchiveIndex::from_json(INDEX).unwrap();
        for (text, expected) in [("y\n!!\n!\n", "reload the page"), ("x\n!!\n", "asem index"), ("", "reload")] {
            let message = index.part(0, text).unwrap_err()[0].to_string();
            assert!(message.contains(expected), "{text:?}: {message}");
        }
    }

    #[test]
    fn an_index_that_does_not_fit_together_is_told() {
        for (from, to) in [
            ("\"format\": 1", "\"format\": 2"),
            ("b\\na", "b\\na\\nc"),
            ("b\\na", "b"),
            ("2010-05-11", "2012-05-11"),
            ("2010-05-11", "2010-13-11"),
            ("0 1 VN", "2 1 VN"),
            ("VN:host", "VN:guest"),
            ("[2, 1]", "[2, 2]"),
            ("\"x\"", "1"),
        ] {
            assert!(INDEX.contains(from), "{from}");
            let problems = ArchiveIndex::from_json(&INDEX.replacen(from, to, 1)).unwrap_err();
            assert!(problems[0].to_string().contains("asem index"), "{from} -> {to}: {}", problems[0]);
        }
        assert!(ArchiveIndex::from_json("<html>").unwrap_err()[0].to_string().contains("expected JSON"));
    }

    #[test]
    fn every_distance_has_a_letter_of_its_own_that_files_keep() {
        let mut last = '\u{20}';
        for distance in (1..70_000).chain([500_000]) {
            let c = letter(distance).unwrap();
            assert!(c > last && !c.is_control(), "{distance}");
            assert_eq!(gap(c), distance);
            last = c;
        }
        assert_eq!(letter(usize::MAX), None);
    }
}

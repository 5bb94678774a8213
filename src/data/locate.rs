//! From a place in a file's structure to line and column of its text.
//!
//! Reading keeps no positions, which makes it fast and small. Only where there are problems is the text looked at again,
//! and only those lists and objects that lead to one.

use super::problem::{Path, Position, Problem, Step};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// Gives each problem its line and column, and puts them in the order of the text.
pub fn locate(text: &str, problems: Vec<Problem>) -> Vec<Problem> {
    let offsets = offsets(text, problems.iter().map(|problem| (&problem.path, problem.is_about_name)));
    let mut located: Vec<(usize, Problem)> = offsets.into_iter().zip(problems).collect();
    // Thousands, where a large file is wrong throughout: the standard library's sort is worth its bytes here.
    located.sort_by_key(|(offset, _)| *offset);
    // A wrong value was left out, and then missed: that is one problem, not two. Two fields that an object lacks are two.
    let is_missed = |next: &Problem, first: &Problem| next.found == "none" && first.found != "none";
    located.dedup_by(|(_, next), (_, first)| is_missed(next, first) && next.path == first.path);
    let mut counter = Counter::new(text);
    for (offset, problem) in &mut located {
        problem.position = Some(counter.position(*offset));
    }
    located.into_iter().map(|(_, problem)| problem).collect()
}

/// Where the values at these places of a file begin, in bytes of its text; for a place with `true`, the field's name.
///
/// All places are looked up together, in one pass. What a file lacks is where its nearest parent is.
pub fn offsets<'p>(text: &str, places: impl Iterator<Item = (&'p Path, bool)>) -> Vec<usize> {
    let mut wanted: Vec<Wanted<'p>> =
        places.map(|(path, is_about_name)| Wanted { path, is_about_name, offset: 0 }).collect();
    if let Ok(root) = serde_json::from_str::<&RawValue>(text) {
        Search { text }.descend(root, 0, wanted.iter_mut().collect());
    }
    wanted.into_iter().map(|wanted| wanted.offset).collect()
}

/// Where a byte of a text value stands in the file, given the offset at which the value begins there.
///
/// The two drift apart with every escape in the file: `\u2019` is six bytes there and three in the value.
pub fn offset_in_text(text: &str, value: usize, byte: usize) -> usize {
    let mut chars = text.get(value..).unwrap_or_default().char_indices().skip(1);
    let mut passed = 0;
    while passed < byte {
        passed += match chars.next() {
            Some((_, '\\')) => match chars.next() {
                Some((_, 'u')) => {
                    let hex: String = chars.by_ref().take(4).map(|(_, digit)| digit).collect();
                    match u32::from_str_radix(&hex, 16).unwrap_or_default() {
                        // The first half of a pair; its second half counts for both.
                        0xd800..0xdc00 => 0,
                        0xdc00..0xe000 => 4,
                        code => char::from_u32(code).map_or(1, char::len_utf8),
                    }
                }
                _ => 1,
            },
            Some((_, '"')) | None => break,
            Some((_, plain)) => plain.len_utf8(),
        };
    }
    value + chars.next().map_or(0, |(at, _)| at)
}

/// Where each entry of a list of the file stands: the byte offsets of its first and behind its last character.
///
/// `None` if the path leads to no list.
pub fn entries(text: &str, path: &Path) -> Option<Vec<(usize, usize)>> {
    let mut value = serde_json::from_str::<&RawValue>(text).ok()?;
    for step in &path.0 {
        value = match (step, children(value)) {
            (Step::Field(name), Children::Members(members)) => {
                members.into_iter().rev().find(|(key, _)| names(key, name))?.1
            }
            (Step::Index(index), Children::Entries(entries)) => entries.get(*index).copied()?,
            _ => return None,
        };
    }
    let Children::Entries(entries) = children(value) else { return None };
    let search = Search { text };
    Some(entries.into_iter().map(|entry| (search.offset(entry), search.offset(entry) + entry.get().len())).collect())
}

struct Wanted<'p> {
    path: &'p Path,
    is_about_name: bool,
    offset: usize,
}

struct Search<'a> {
    text: &'a str,
}

impl<'a> Search<'a> {
    /// Where a part of the text begins in it.
    fn offset(&self, part: &RawValue) -> usize {
        part.get().as_ptr() as usize - self.text.as_ptr() as usize
    }

    /// Sets the offsets of problems whose first `depth` steps lead to `value`.
    fn descend(&self, value: &'a RawValue, depth: usize, mut wanted: Vec<&mut Wanted<'_>>) {
        for wanted in &mut wanted {
            wanted.offset = self.offset(value);
        }
        wanted.retain(|wanted| wanted.path.0.len() > depth);
        if wanted.is_empty() {
            return;
        }
        match children(value) {
            Children::Entries(entries) => {
                let mut of_entries: Vec<Vec<&mut Wanted<'_>>> = entries.iter().map(|_| Vec::new()).collect();
                for wanted in wanted {
                    if let Some(Step::Index(index)) = wanted.path.0.get(depth)
                        && let Some(of_entry) = of_entries.get_mut(*index)
                    {
                        of_entry.push(wanted);
                    }
                }
                for (entry, of_entry) in entries.into_iter().zip(of_entries) {
                    self.descend(entry, depth + 1, of_entry);
                }
            }
            Children::Members(members) => {
                for (key, entry) in members {
                    let mut of_member = Vec::new();
                    for wanted in &mut wanted {
                        if wanted.path.0.get(depth).is_some_and(|step| is_field(step, key)) {
                            of_member.push(&mut **wanted);
                        }
                    }
                    self.descend(entry, depth + 1, of_member);
                    for wanted in &mut wanted {
                        let Path(steps) = wanted.path;
                        let is_here =
                            steps.len() == depth + 1 && steps.get(depth).is_some_and(|step| is_field(step, key));
                        if is_here && wanted.is_about_name {
                            wanted.offset = self.offset(key);
                        }
                    }
                }
            }
            Children::None => {}
        }
    }
}

fn is_field(step: &Step, key: &RawValue) -> bool {
    matches!(step, Step::Field(name) if names(key, name))
}

/// What a list or an object holds, each part still as text.
enum Children<'a> {
    Entries(Vec<&'a RawValue>),
    Members(Vec<(&'a RawValue, &'a RawValue)>),
    None,
}

fn children(value: &RawValue) -> Children<'_> {
    let text = value.get();
    match text.as_bytes().first() {
        Some(b'[') => serde_json::from_str(text).map_or(Children::None, Children::Entries),
        Some(b'{') => serde_json::from_str(text).map_or(Children::None, |Members(members)| Children::Members(members)),
        _ => Children::None,
    }
}

/// Whether a key of the text, with its quotes, is this name.
fn names(key: &RawValue, name: &str) -> bool {
    let plain = key.get().strip_prefix('"').and_then(|key| key.strip_suffix('"'));
    plain == Some(name) || serde_json::from_str::<String>(key.get()).is_ok_and(|key| key == name)
}

struct Members<'a>(Vec<(&'a RawValue, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MembersVisitor;

        impl<'de> Visitor<'de> for MembersVisitor {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(MembersVisitor)
    }
}

/// Turns offsets into positions, in one pass as long as they ascend.
pub struct Counter<'a> {
    text: &'a str,
    offset: usize,
    position: Position,
}

impl<'a> Counter<'a> {
    /// Starts at the beginning of the text.
    pub fn new(text: &'a str) -> Self {
        Self { text, offset: 0, position: Position { line: 1, column: 1 } }
    }

    /// The position of an offset, which must not be smaller than the one before.
    pub fn position(&mut self, offset: usize) -> Position {
        for c in self.text.get(self.offset..offset).unwrap_or_default().chars() {
            self.position = match c {
                '\n' => Position { line: self.position.line + 1, column: 1 },
                _ => Position { column: self.position.column + 1, ..self.position },
            };
        }
        self.offset = self.offset.max(offset);
        self.position
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(steps: &[&str]) -> Path {
        let step = |step: &&str| step.parse().map_or_else(|_| Step::Field((*step).into()), Step::Index);
        Path(steps.iter().map(step).collect())
    }

    #[test]
    fn a_place_that_the_file_lacks_is_where_its_parent_is() {
        let text = r#"{"a": [1, {"b": 2}]}"#;
        let places = [path(&["a", "1", "b"]), path(&["a", "1", "c"]), path(&["a", "7"]), path(&[])];
        assert_eq!(offsets(text, places.iter().map(|path| (path, false))), [16, 10, 6, 0]);
        assert_eq!(offsets(text, places.iter().map(|path| (path, true))), [11, 10, 6, 0]);
    }

    #[test]
    fn what_an_object_lacks_is_told_for_each_field() {
        let missing = |expected: &str| Problem::new(path(&["a"]), expected, "none", "add it");
        let wrong = Problem { found: "7".to_owned(), ..missing("a list") };
        let located = locate(r#"{"a": {}}"#, vec![wrong, missing("an entry")]);
        assert_eq!(located.len(), 1, "wrong, then missed");
        assert_eq!(locate(r#"{"a": {}}"#, vec![missing("a field b"), missing("a field c")]).len(), 2);
    }

    #[test]
    fn words_are_found_behind_escapes() {
        let text = r#"{"a": "Minister\u2019s \"tea\" \ud83c\udf75 here"}"#;
        let value: String = serde_json::from_str(&text[6..text.len() - 1]).unwrap();
        for words in ["Minister", "s ", "tea", "🍵", "here"] {
            let at = offset_in_text(text, 6, value.find(words).unwrap());
            let found = &text[at..];
            assert!(found.starts_with(words) || words == "🍵" && found.starts_with("\\ud83c"), "{found}");
        }
        assert_eq!(&text[offset_in_text(text, 6, value.len())..], "\"}");
    }
}

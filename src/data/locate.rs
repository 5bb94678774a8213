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
    let mut wanted: Vec<Wanted> = problems.into_iter().map(|problem| Wanted { problem, offset: 0 }).collect();
    if let Ok(root) = serde_json::from_str::<&RawValue>(text) {
        Search { text }.descend(root, 0, wanted.iter_mut().collect());
    }
    // Thousands, where a large file is wrong throughout: the one place where the fast sort is worth its bytes.
    wanted.sort_by_key(|wanted| wanted.offset);
    // A wrong value was left out, and then missed: that is one problem, not two.
    wanted.dedup_by(|next, first| next.problem.found == "none" && next.problem.path == first.problem.path);
    let mut counter = Counter::new(text);
    for Wanted { problem, offset } in &mut wanted {
        problem.position = Some(counter.position(*offset));
    }
    wanted.into_iter().map(|wanted| wanted.problem).collect()
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

struct Wanted {
    problem: Problem,
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
    fn descend(&self, value: &'a RawValue, depth: usize, mut wanted: Vec<&mut Wanted>) {
        for wanted in &mut wanted {
            wanted.offset = self.offset(value);
        }
        wanted.retain(|wanted| wanted.problem.path.0.len() > depth);
        if wanted.is_empty() {
            return;
        }
        match children(value) {
            Children::Entries(entries) => {
                let mut of_entries: Vec<Vec<&mut Wanted>> = entries.iter().map(|_| Vec::new()).collect();
                for wanted in wanted {
                    if let Some(Step::Index(index)) = wanted.problem.path.0.get(depth)
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
                        if wanted.problem.path.0.get(depth).is_some_and(|step| is_field(step, key)) {
                            of_member.push(&mut **wanted);
                        }
                    }
                    self.descend(entry, depth + 1, of_member);
                    for wanted in &mut wanted {
                        let Problem { path: Path(steps), is_about_name, .. } = &wanted.problem;
                        let is_here =
                            steps.len() == depth + 1 && steps.get(depth).is_some_and(|step| is_field(step, key));
                        if is_here && *is_about_name {
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

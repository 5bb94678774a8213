//! JSON as it stands in a file, and reading values from it without stopping at the first mistake.

#![allow(clippy::wildcard_enum_match_arm, reason = "JSON gets no further kinds of values")]

use super::problem::{Path, Problem, Step};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

/// A JSON value. Members of objects keep their order, also those given twice; text without escapes is borrowed.
///
/// One tree for every kind of file costs less wasm than what serde derives for every record, and lets reading go on after
/// a mistake.
#[derive(Clone, Debug, PartialEq)]
pub enum Node<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number of 0 or more.
    Whole(u64),
    /// A negative number, or one with a fraction.
    Number(f64),
    /// Text.
    Text(Cow<'a, str>),
    /// A list.
    List(Vec<Node<'a>>),
    /// An object.
    Object(Vec<(Cow<'a, str>, Node<'a>)>),
}

impl<'a> Node<'a> {
    /// The member of an object with this name, the last of several.
    pub fn member(&self, name: &str) -> Option<&Node<'a>> {
        match self {
            Self::Object(members) => members.iter().rev().find(|(own, _)| own == name).map(|(_, node)| node),
            _ => None,
        }
    }

    /// The entries of a list; none for anything else.
    pub fn list(&self) -> &[Node<'a>] {
        match self {
            Self::List(entries) => entries,
            _ => &[],
        }
    }

    /// Text.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A number.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Whole(number) => Some(*number as f64),
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// What was found, in words.
    pub fn describe(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Bool(value) => value.to_string(),
            Self::Whole(number) => format!("the number {number}"),
            Self::Number(_) => "a number".to_owned(),
            Self::Text(text) => quoted(text),
            Self::List(_) => "a list".to_owned(),
            Self::Object(_) => "an object".to_owned(),
        }
    }
}

/// Text in quotes, long text cut.
pub fn quoted(text: &str) -> String {
    const LONGEST: usize = 80;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{:?}…", text.get(..end).unwrap_or_default()),
        None => format!("{text:?}"),
    }
}

impl<'de> Deserialize<'de> for Node<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Node::Bool(value))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Node::Whole(number))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Node::Number(number as f64))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Node::Number(number))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Node::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Node::Text(Cow::Borrowed(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some((Key(key), value)) = map.next_entry()? {
            members.push((key, value));
        }
        Ok(Node::Object(members))
    }
}

/// The name of a member, borrowed where it has no escape.
struct Key<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Node::deserialize(deserializer)? {
            Node::Text(text) => Ok(Self(text)),
            _ => Err(D::Error::custom("expected a name")),
        }
    }
}

/// Where reading stands, and what it has met so far.
#[derive(Debug, Default)]
pub struct Reading {
    path: Path,
    problems: Vec<Problem>,
}

impl Reading {
    /// The problems, in the order in which they were met.
    pub fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    /// Whether there is no problem so far.
    pub fn is_clean(&self) -> bool {
        self.problems.is_empty()
    }

    /// Goes down to a field while something is done.
    pub fn field<T>(&mut self, name: &str, act: impl FnOnce(&mut Self) -> T) -> T {
        self.down(Step::Field(name.into()));
        let result = act(self);
        self.path.0.pop();
        result
    }

    /// Goes down to an entry while something is done.
    pub fn index<T>(&mut self, index: usize, act: impl FnOnce(&mut Self) -> T) -> T {
        self.down(Step::Index(index));
        let result = act(self);
        self.path.0.pop();
        result
    }

    /// Goes down to an entry of a list while something is done.
    pub fn entry<T>(&mut self, list: &str, index: usize, act: impl FnOnce(&mut Self) -> T) -> T {
        self.field(list, |here| here.index(index, act))
    }

    // Not inlined, here and below: these stand in hundreds of places.
    #[inline(never)]
    fn down(&mut self, step: Step) {
        self.path.0.push(step);
    }

    /// Notes a problem here.
    #[inline(never)]
    pub fn problem(&mut self, expected: &str, found: &str, fix: &str) {
        self.note(expected, found, fix, false);
    }

    /// Notes a problem with a field of the object here.
    #[inline(never)]
    pub fn problem_in(&mut self, field: &str, expected: &str, found: &str, fix: &str) {
        self.field(field, |here| here.note(expected, found, fix, false));
    }

    /// Notes a problem with the name of a field of the object here.
    fn problem_with_name(&mut self, field: &str, expected: &str, found: &str, fix: &str) {
        self.field(field, |here| here.note(expected, found, fix, true));
    }

    fn note(&mut self, expected: &str, found: &str, fix: &str, is_about_name: bool) {
        self.problems.push(Problem { is_about_name, ..Problem::new(self.path.clone(), expected, found, fix) });
    }
}

/// A value that can be read from JSON.
pub trait Read<'a>: Sized {
    /// The value; `None` where it is wrong, which has then been noted.
    fn read(node: Node<'a>, reading: &mut Reading) -> Option<Self>;
}

/// What may stand in a field of a record.
pub trait Field<'a>: Sized {
    /// Whether the field has to be there.
    const IS_NEEDED: bool = false;

    /// The field's value, given the member of its name if there is one.
    fn take(name: &'static str, member: Option<Node<'a>>, reading: &mut Reading) -> Self;
}

/// A field that has to be there. Empty where it was missing or wrong, which has then been noted.
#[derive(Clone, Debug)]
pub struct Must<T>(pub Option<T>);

impl<'a, T: Read<'a>> Field<'a> for Must<T> {
    const IS_NEEDED: bool = true;

    fn take(name: &'static str, member: Option<Node<'a>>, reading: &mut Reading) -> Self {
        Self(Field::take(name, member, reading))
    }
}

impl<'a, T: Read<'a>> Field<'a> for Option<T> {
    fn take(name: &'static str, member: Option<Node<'a>>, reading: &mut Reading) -> Self {
        member.and_then(|node| reading.field(name, |here| T::read(node, here)))
    }
}

/// A list of values whose entries are read when they are looked at, one by one: so each is read and checked in one go, and
/// there is one kind of list instead of one for every kind of record, which saves kilobytes of wasm.
///
/// It may be left out, which means that there is nothing.
#[derive(Clone, Debug)]
pub struct List<'a, T> {
    name: &'static str,
    nodes: Vec<Node<'a>>,
    of: PhantomData<T>,
}

impl<'a, T: Read<'a>> List<'a, T> {
    /// Its entries as they stand in the file.
    pub fn nodes(&self) -> &[Node<'a>] {
        &self.nodes
    }

    /// Reads its entries, and makes something of each. What is wrong is noted and left out.
    pub fn each<U>(self, reading: &mut Reading, mut make: impl FnMut(T, &mut Reading) -> Option<U>) -> Vec<U> {
        // A plain loop: iterators made for each kind of record cost a kilobyte of wasm apiece.
        let mut made = Vec::with_capacity(self.nodes.len());
        for (index, node) in self.nodes.into_iter().enumerate() {
            made.extend(
                reading.entry(self.name, index, |here| T::read(node, here).and_then(|entry| make(entry, here))),
            );
        }
        made
    }
}

impl<'a, T> Field<'a> for List<'a, T> {
    fn take(name: &'static str, member: Option<Node<'a>>, reading: &mut Reading) -> Self {
        let nodes = member.map(|member| reading.field(name, |here| entries(member, here))).unwrap_or_default();
        Self { name, nodes, of: PhantomData }
    }
}

/// The entries of what should be a list.
fn entries<'a>(node: Node<'a>, reading: &mut Reading) -> Vec<Node<'a>> {
    match node {
        Node::List(nodes) => nodes,
        other => {
            reading.problem("a list", &other.describe(), "put it in square brackets");
            Vec::new()
        }
    }
}

/// The members of an object that is read as a record.
pub struct Members<'a> {
    members: Vec<(Cow<'a, str>, Node<'a>)>,
    /// Fields that are there under a misspelt name: that is one problem, not another that they are missing.
    misspelt: Vec<String>,
}

impl<'a> Members<'a> {
    /// The members of the object; notes what is no object, and fields that the record does not have or has twice.
    pub fn open(node: Node<'a>, known: &[&str], reading: &mut Reading) -> Option<Self> {
        let Node::Object(members) = node else {
            reading.problem("an object", &node.describe(), "put it in curly brackets");
            return None;
        };
        let mut seen = vec![false; known.len()];
        let mut misspelt = Vec::new();
        for (name, _) in &members {
            let known_at = known.iter().position(|known| known == name);
            match known_at.and_then(|at| seen.get_mut(at)) {
                Some(seen @ false) => *seen = true,
                Some(true) => {
                    let found = format!("{name:?} a second time");
                    reading.problem_with_name(name, "each field once", &found, "take one out");
                }
                None => {
                    let expected = format!("one of the fields {}", known.join(", "));
                    // What is there already was not meant.
                    let is_missing = |known: &&&str| members.iter().all(|(own, _)| own != *known);
                    let missing: Vec<&str> = known.iter().filter(is_missing).copied().collect();
                    let fix = match likely(name, &missing) {
                        Some(likely) => {
                            misspelt.push(likely.to_owned());
                            format!("write {likely:?}")
                        }
                        None => "take it out".to_owned(),
                    };
                    reading.problem_with_name(name, &expected, &quoted(name), &fix);
                }
            }
        }
        Some(Self { members, misspelt })
    }

    /// Takes a field.
    pub fn take<T: Field<'a>>(&mut self, name: &'static str, reading: &mut Reading) -> T {
        // The last of several, as other readers of JSON have it.
        let at = self.members.iter().rposition(|(own, _)| own == name);
        let member = at.map(|at| self.members.swap_remove(at).1);
        if member.is_none() && T::IS_NEEDED && !self.misspelt.iter().any(|misspelt| misspelt == name) {
            reading.problem(&format!("a field {name:?}"), "none", "add it");
        }
        T::take(name, member, reading)
    }
}

/// The known name that was most likely meant; none for words so short that any other is alike: UK is not DK.
pub fn likely<'a>(written: &str, known: &[&'a str]) -> Option<&'a str> {
    let distance = |name: &&str| strsim::osa_distance(&written.to_lowercase(), &name.to_lowercase());
    let best = known.iter().copied().min_by_key(distance)?;
    let n_letters = written.chars().count();
    (n_letters > 2 && distance(&best) <= n_letters / 3).then_some(best)
}

/// Text that says something.
impl Read<'_> for String {
    fn read(node: Node<'_>, reading: &mut Reading) -> Option<Self> {
        text(node, "some text", "fill it in", reading).filter(|text| {
            let is_blank = text.trim().is_empty();
            if is_blank {
                reading.problem("some text", &quoted(text), "fill it in, or take the field out");
            }
            !is_blank
        })
    }
}

impl Read<'_> for u32 {
    fn read(node: Node<'_>, reading: &mut Reading) -> Option<Self> {
        let number = match node {
            Node::Whole(number) => Self::try_from(number).ok(),
            _ => None,
        };
        if number.is_none() {
            reading.problem("a whole number", &node.describe(), "write digits without quotes");
        }
        number
    }
}

/// Any text; what is no text is noted.
#[inline(never)]
pub fn text(node: Node<'_>, expected: &str, fix: &str, reading: &mut Reading) -> Option<String> {
    match node {
        Node::Text(text) => Some(text.into_owned()),
        other => {
            reading.problem(expected, &other.describe(), fix);
            None
        }
    }
}

/// A value written as text; what does not read as one is noted.
pub fn parsed<T>(
    node: Node<'_>,
    parse: impl FnOnce(&str) -> Option<T>,
    expected: &str,
    fix: &str,
    reading: &mut Reading,
) -> Option<T> {
    let text = text(node, expected, fix, reading)?;
    let value = parse(&text);
    if value.is_none() {
        reading.problem(expected, &quoted(&text), fix);
    }
    value
}

//! How the data files are laid out, so that a diff shows what changed and nothing else.
//!
//! Two spaces a level. What holds only values, or lists of values, stands on one line; everything else has one member a line.

use crate::data::json::Node;

/// A JSON value in the style of the data files, without a line break at its end.
///
/// `indent` is how many levels deep its first line stands; at 0 it is a whole file, which never stands on one line.
pub fn write(node: &Node<'_>, indent: usize) -> String {
    let mut out = String::new();
    value(node, indent, &mut out);
    out
}

fn value(node: &Node<'_>, indent: usize, out: &mut String) {
    if is_scalar(node) || (indent > 0 && is_flat(node)) {
        line(node, out);
    } else if let Node::Object(members) = node {
        broken(['{', '}'], indent, members, out, |(name, member), out| {
            quoted(name, out);
            out.push_str(": ");
            value(member, indent + 1, out);
        });
    } else {
        broken(['[', ']'], indent, node.list(), out, |entry, out| value(entry, indent + 1, out));
    }
}

/// One part a line.
fn broken<T>([open, close]: [char; 2], indent: usize, parts: &[T], out: &mut String, part: impl Fn(&T, &mut String)) {
    out.push(open);
    for (index, one) in parts.iter().enumerate() {
        out.push_str(if index == 0 { "\n" } else { ",\n" });
        pad(indent + 1, out);
        part(one, out);
    }
    out.push('\n');
    pad(indent, out);
    out.push(close);
}

fn line(node: &Node<'_>, out: &mut String) {
    match node {
        Node::Null => out.push_str("null"),
        Node::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Node::Whole(number) => out.push_str(&number.to_string()),
        Node::Number(number) => out.push_str(&serde_json::to_string(number).unwrap_or_default()),
        Node::Text(text) => quoted(text, out),
        Node::List(entries) => {
            out.push('[');
            for (index, entry) in entries.iter().enumerate() {
                out.push_str(if index == 0 { "" } else { ", " });
                line(entry, out);
            }
            out.push(']');
        }
        Node::Object(members) if members.is_empty() => out.push_str("{}"),
        Node::Object(members) => {
            for (index, (name, member)) in members.iter().enumerate() {
                out.push_str(if index == 0 { "{ " } else { ", " });
                quoted(name, out);
                out.push_str(": ");
                line(member, out);
            }
            out.push_str(" }");
        }
    }
}

fn pad(indent: usize, out: &mut String) {
    for _ in 0..indent {
        out.push_str("  ");
    }
}

fn quoted(text: &str, out: &mut String) {
    // Writing text cannot fail.
    out.push_str(&serde_json::to_string(text).unwrap_or_default());
}

fn is_scalar(node: &Node<'_>) -> bool {
    !matches!(node, Node::List(_) | Node::Object(_))
}

fn is_flat(node: &Node<'_>) -> bool {
    let is_list_of_scalars = |node: &Node<'_>| matches!(node, Node::List(entries) if entries.iter().all(is_scalar));
    if let Node::Object(members) = node {
        members.iter().all(|(_, member)| is_scalar(member) || is_list_of_scalars(member))
    } else {
        is_list_of_scalars(node)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(json: &str, indent: usize, expected: &str) {
        let node: Node<'_> = serde_json::from_str(json).unwrap();
        assert_eq!(write(&node, indent), expected);
    }

    #[test]
    fn the_data_file_is_written_as_it_stands() {
        let text = include_str!("../../public/data/asem.json");
        let node: Node<'_> = serde_json::from_str(text).unwrap();
        assert!(format!("{}\n", write(&node, 0)) == text, "the data file is not in the house style");
    }

    #[test]
    fn what_holds_only_values_stands_on_one_line() {
        check(r#"{"id":"p1","on":["a","b"]}"#, 1, r#"{ "id": "p1", "on": ["a", "b"] }"#);
        check(r#"["a","b",1,true,null]"#, 1, r#"["a", "b", 1, true, null]"#);
        check("[[1],[2]]", 1, "[\n    [1],\n    [2]\n  ]");
    }

    #[test]
    fn a_file_is_never_one_line() {
        check(r#"{"id":"p1"}"#, 0, "{\n  \"id\": \"p1\"\n}");
    }

    #[test]
    fn letters_are_not_escaped() {
        check(r#""Pozna\u0144 “x”""#, 0, "\"Poznań “x”\"");
    }
}

//! What assistive technology is given: the browser's accessibility tree of each view, compared with `tests/e2e/aria/`.
//!
//! Changed on purpose? `UPDATE_SNAPSHOTS=1` writes the files anew; read what changed before it is committed.

use crate::harness::{Engine, Page, Result, in_browser, skips};
use serde_json::{Value, json};
use snapbox::assert::{Action, Assert};
use snapbox::report::Palette;
use std::collections::HashMap;

#[tokio::test(flavor = "multi_thread")]
async fn the_board_is_told_as_it_is_shown() {
    if skips(&[Engine::Firefox, Engine::WebKit], NO_TREE) {
        return;
    }
    in_browser(async |page: Page| -> Result { expect_tree(&page, "", "board", VIEW).await }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_map_is_told_as_it_is_shown() {
    if skips(&[Engine::Firefox, Engine::WebKit], NO_TREE) {
        return;
    }
    in_browser(async |page: Page| -> Result { expect_tree(&page, "?view=map&side=asia&q=mal", "map", VIEW).await })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_told_as_it_is_shown() {
    if skips(&[Engine::Firefox, Engine::WebKit], NO_TREE) {
        return;
    }
    in_browser(async |page: Page| -> Result { expect_tree(&page, "?view=list&partner=VN", "list", VIEW).await }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_panel_is_told_as_it_is_shown() {
    if skips(&[Engine::Firefox, Engine::WebKit], NO_TREE) {
        return;
    }
    in_browser(async |page: Page| -> Result { expect_tree(&page, "?partner=HU", "panel", &["complementary"]).await })
        .await;
}

/// A view with its controls: parts of the page by their roles.
const VIEW: &[&str] = &["region", "main"];

/// Compares parts of the page with a file.
async fn expect_tree(page: &Page, address: &str, name: &str, parts: &[&str]) -> Result {
    page.open(address).await?;
    page.wait_for_map().await?;
    let told = Tree::of(page).await?.tell(parts);
    let file = format!("{}/tests/e2e/aria/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    let is_update = std::env::var("UPDATE_SNAPSHOTS").is_ok_and(|value| value == "1");
    let action = if is_update { Action::Overwrite } else { Action::Verify };
    Assert::new()
        .action(action)
        .palette(Palette::plain())
        .eq(told, snapbox::Data::read_from(file.as_ref(), None).raw());
    Ok(())
}

/// The browser's accessibility tree.
struct Tree {
    root: String,
    nodes: HashMap<String, Value>,
    /// The attributes of the document's elements: what the browser's tree leaves out (`aria-current`, `aria-sort`).
    attributes: HashMap<u64, Vec<String>>,
}

const NO_TREE: &str = "its driver tells one element's role and name at a time, not what holds what";

/// A node as it is told.
enum Told {
    Text(String),
    Node { head: String, name: String, children: Vec<Told> },
}

impl Tree {
    async fn of(page: &Page) -> Result<Self> {
        let tools = page.browser.cdp();
        let mut attributes = HashMap::new();
        let document = tools.send_raw("DOM.getDocument", json!({ "depth": -1 })).await?;
        gather_attributes(&document["root"], &mut attributes);
        let tree = tools.send_raw("Accessibility.getFullAXTree", json!({})).await?;
        let nodes = tree["nodes"].as_array().expect("a tree has nodes");
        let id = |node: &Value| text(&node["nodeId"]);
        Ok(Self { root: id(&nodes[0]), nodes: nodes.iter().map(|node| (id(node), node.clone())).collect(), attributes })
    }

    /// The parts of the page that have these roles, a line for each node, indented under what holds it.
    fn tell(&self, parts: &[&str]) -> String {
        let mut lines = Vec::new();
        for told in self.children(&self.nodes[&self.root]) {
            write(&told, parts, None, &mut lines);
        }
        lines.join("\n") + "\n"
    }

    fn children(&self, node: &Value) -> Vec<Told> {
        let mut children = Vec::new();
        for id in node["childIds"].as_array().into_iter().flatten() {
            // Children that the browser has not made up are not there.
            if let Some(child) = self.nodes.get(&text(id)) {
                self.add(child, &mut children);
            }
        }
        children
    }

    fn add(&self, node: &Value, siblings: &mut Vec<Told>) {
        let role = text(&node["role"]["value"]);
        let mut put = |told| match (siblings.last_mut(), told) {
            (Some(Told::Text(before)), Told::Text(more)) => *before = format!("{before} {more}"),
            (_, told) => siblings.push(told),
        };
        match role.as_str() {
            "InlineTextBox" | "ListMarker" => {}
            "StaticText" if node["ignored"] == false => put(Told::Text(text(&node["name"]["value"]))),
            "generic" | "none" | "sectionheader" => self.children(node).into_iter().for_each(put),
            _ if node["ignored"] == true => self.children(node).into_iter().for_each(put),
            // Their text is told as the name of what they label.
            "LabelText" | "Legend" | "caption" => {
                self.children(node).into_iter().filter(|child| matches!(child, Told::Node { .. })).for_each(put);
            }
            _ => {
                let name = text(&node["name"]["value"]);
                // The release is long, and held to its text elsewhere; what is typed is told as the field's value.
                let is_told = !["article", "searchbox"].contains(&role.as_str());
                let children = if is_told { self.children(node) } else { Vec::new() };
                let head = std::iter::once(role).chain(self.states(node)).collect::<Vec<_>>().join(" ");
                put(Told::Node { head, name, children });
            }
        }
    }

    fn states(&self, node: &Value) -> Vec<String> {
        let role = text(&node["role"]["value"]);
        let mut states = Vec::new();
        for property in node["properties"].as_array().into_iter().flatten() {
            let (name, value) = (text(&property["name"]), text(&property["value"]["value"]));
            match (name.as_str(), value.as_str()) {
                ("level", level) if role == "heading" => states.push(format!("[level {level}]")),
                ("expanded", "false") => states.push("[collapsed]".to_owned()),
                ("checked" | "pressed" | "invalid", "mixed" | "grammar" | "spelling") => {
                    states.push(format!("[{name} {value}]"));
                }
                ("checked" | "disabled" | "expanded" | "invalid" | "pressed" | "required" | "selected", "true") => {
                    states.push(format!("[{name}]"));
                }
                ("valuetext", value) if !value.is_empty() => states.push(format!("[value {value:?}]")),
                _ => {}
            }
        }
        let value = text(&node["value"]["value"]);
        states.extend((!value.is_empty()).then(|| format!("[value {value:?}]")));
        let attributes = node["backendDOMNodeId"].as_u64().and_then(|id| self.attributes.get(&id));
        for pair in attributes.into_iter().flat_map(|attributes| attributes.chunks(2)) {
            if ["aria-current", "aria-sort"].contains(&pair[0].as_str()) {
                states.push(format!("[{} {}]", &pair[0]["aria-".len()..], pair[1]));
            }
        }
        states.dedup();
        states
    }
}

/// Writes what stands in one of these parts; `depth` is that within a part.
fn write(told: &Told, parts: &[&str], depth: Option<usize>, lines: &mut Vec<String>) {
    let indent = "  ".repeat(depth.unwrap_or_default());
    match told {
        Told::Text(text) => {
            let text = plain(text);
            if depth.is_some() && !text.is_empty() {
                lines.push(format!("{indent}- text: {text}"));
            }
        }
        Told::Node { head, name, children } => {
            let (role, states) = head.split_once(' ').unwrap_or((head, ""));
            let depth = depth.or_else(|| parts.contains(&role).then_some(0));
            let mut line = format!("{indent}- {role}");
            line += &if name.is_empty() { String::new() } else { format!(" \"{}\"", plain(name)) };
            line += &if states.is_empty() { String::new() } else { format!(" {states}") };
            let children: &[Told] = match &children[..] {
                // What is read out as the name is told once.
                [Told::Text(text)] if squeezed(text) == squeezed(name) => &[],
                [Told::Text(text)] => {
                    line += &format!(": {}", plain(text));
                    &[]
                }
                children => children,
            };
            if depth.is_some() {
                lines.push(line);
            }
            for child in children {
                write(child, parts, depth.map(|depth| depth + 1), lines);
            }
        }
    }
}

fn gather_attributes(node: &Value, attributes: &mut HashMap<u64, Vec<String>>) {
    if let (Some(id), Some(of_node)) = (node["backendNodeId"].as_u64(), node["attributes"].as_array()) {
        attributes.insert(id, of_node.iter().map(text).collect());
    }
    for child in node["children"].as_array().into_iter().flatten() {
        gather_attributes(child, attributes);
    }
}

/// A JSON value as text; none is empty.
fn text(value: &Value) -> String {
    if value.is_null() {
        return String::new();
    }
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// With single spaces.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Without spaces, which names and texts have in different places.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

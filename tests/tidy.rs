//! The rules that keep the code in order, as tests: layers, panics, colours, files and README.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used, missing_docs)]

use asem_dashboard::publish::digest;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Every file under a folder of the project whose name ends like this, with its text, in order of name.
fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    assert!(!found.is_empty(), "no {ending} under {folder}");
    found.sort();
    found
}

/// The code of a file, without its tests and its comments.
fn code(text: &str) -> String {
    let code = text.split("#[cfg(test)]").next().unwrap();
    let is_code = |line: &&str| !line.trim_start().starts_with("//");
    code.lines().filter(is_code).collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn check(broken: Vec<String>) {
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

/// Layers in order: each may use those before it, none may use one after it.
const LAYERS: &[&str] =
    &["model", "data", "prose", "editor", "view_model", "state", "components", "app", "publish", "browser"];

/// Uses that break the order on purpose.
const EXCEPTIONS: &[(&str, &str)] = &[
    // The samples are wired like the page, so that examples cannot drift from it; they reach neither wasm nor HTML.
    ("src/components.rs", "crate::app::selection"),
    ("src/components.rs", "crate::app::list_data"),
    ("src/components.rs", "crate::app::later::card_actions"),
    ("src/components.rs", "crate::app::later::reading"),
    ("src/components.rs", "crate::app::later::archive_data"),
    ("src/components/map.rs", "crate::app::zooming"),
];

#[test]
fn no_layer_uses_a_later_one() {
    let mut broken = Vec::new();
    for (name, text) in files("src", ".rs") {
        let layer = name.trim_start_matches("src/").trim_end_matches(".rs").split('/').next().unwrap().to_owned();
        let Some(at) = LAYERS.iter().position(|known| *known == layer) else {
            assert!(["lib", "main", "page", "rest", "bin"].contains(&layer.as_str()), "{name} belongs to no layer");
            continue;
        };
        for later in LAYERS.iter().skip(at + 1) {
            let path = format!("crate::{later}");
            for line in code(&text).lines().filter(|line| line.contains(&path)) {
                let is_longer_name = line.contains(&format!("{path}_"));
                let is_exception = EXCEPTIONS.iter().any(|(file, used)| *file == name && line.contains(used));
                if !is_longer_name && !is_exception {
                    broken.push(format!("{name}: {layer} uses {later}: {}", line.trim()));
                }
            }
        }
    }
    check(broken);
}

#[test]
fn only_the_browser_layer_names_the_browser() {
    let mut broken = Vec::new();
    for (name, text) in files("src", ".rs") {
        let names = ["web_sys", "js_sys", "gloo_net", "wasm_bindgen"];
        if !name.starts_with("src/browser") {
            broken
                .extend(names.iter().filter(|used| code(&text).contains(*used)).map(|used| format!("{name}: {used}")));
        }
    }
    check(broken);
}

#[test]
fn pure_layers_know_no_framework() {
    let mut broken = Vec::new();
    for (name, text) in files("src", ".rs") {
        let is_pure = ["src/model", "src/data", "src/prose", "src/editor", "src/view_model"]
            .iter()
            .any(|layer| name.starts_with(layer));
        if is_pure && code(&text).contains("leptos") {
            broken.push(name);
        }
    }
    check(broken);
}

#[test]
fn every_component_has_examples_and_a_style_sheet() {
    let style: BTreeSet<String> = files("style", ".css").into_iter().map(|(name, _)| name).collect();
    let entry = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("style/asem.css")).unwrap();
    let mut broken = Vec::new();
    for (name, text) in files("src/components", ".rs") {
        let component = name.trim_start_matches("src/components/").trim_end_matches(".rs");
        if !text.contains("pub fn examples() -> Vec<") {
            broken.push(format!("{name}: no examples()"));
        }
        if !style.contains(&format!("style/{component}.css")) {
            broken.push(format!("{name}: no style/{component}.css"));
        }
    }
    for name in style.iter().map(|name| name.trim_start_matches("style/")) {
        if name != "asem.css" && !entry.contains(&format!("@import url(\"{name}\")")) {
            broken.push(format!("style/{name}: not imported by style/asem.css"));
        }
    }
    check(broken);
}

#[test]
fn colours_stand_in_the_tokens_only() {
    let mut broken = Vec::new();
    for (name, text) in files("style", ".css") {
        let is_colour = |word: &str| {
            word.strip_prefix('#').is_some_and(|digits| {
                let hex = digits.trim_end_matches([';', ',', ')']);
                hex.len() >= 3 && hex.bytes().all(|byte| byte.is_ascii_hexdigit())
            }) || ["rgb(", "hsl(", "oklch("].iter().any(|function| word.contains(function))
        };
        if name != "style/tokens.css" {
            let colours = text.split_whitespace().filter(|word| is_colour(word));
            broken.extend(colours.map(|colour| format!("{name}: {colour}")));
        }
        broken.extend(text.contains("!important").then(|| format!("{name}: !important")));
    }
    check(broken);
}

#[test]
fn every_token_is_defined_and_used() {
    let sheets = files("style", ".css");
    let all: String = sheets.iter().map(|(_, text)| text.as_str()).collect();
    let used: BTreeSet<&str> = all.split("var(").skip(1).map(|rest| rest.split([')', ',']).next().unwrap()).collect();
    let defined: BTreeSet<&str> = all
        .lines()
        .filter_map(|line| line.trim().split_once(':').map(|(name, _)| name))
        .filter(|name| name.starts_with("--asem-"))
        .collect();
    check(used.symmetric_difference(&defined).map(|name| format!("{name} is not both defined and used")).collect());
}

#[test]
fn the_custom_properties_that_the_readme_promises_are_there() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let theming =
        readme.split("### Theming").nth(1).and_then(|rest| rest.split("\n### ").next()).expect("it has a section");
    let tokens = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("style/tokens.css")).unwrap();
    let promised: BTreeSet<&str> = theming
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '-')
        .filter(|word| word.starts_with("--asem-"))
        .collect();
    assert!(promised.len() > 10, "{promised:?}");
    let is_there = |name: &&&str| tokens.contains(&format!("  {name}: "));
    check(
        promised
            .iter()
            .filter(|name| !is_there(name))
            .map(|name| format!("{name} is promised, and not there"))
            .collect(),
    );
}

#[test]
fn markup_has_no_inline_style_and_no_script_but_the_one_that_its_policy_names() {
    let mut broken = Vec::new();
    let mut sources = files("src", ".rs");
    sources.retain(|(name, _)| ["src/components", "src/app"].iter().any(|layer| name.starts_with(layer)));
    sources.extend(files(".", "index.html").into_iter().filter(|(name, _)| name == "index.html"));
    for (name, mut text) in sources {
        let script = text.split_once("<script>").and_then(|(_, rest)| Some(rest.split_once("</script>")?.0.to_owned()));
        if let Some(script) = script.filter(|own| text.contains(&["'", &digest::sha256(own), "'"].concat())) {
            text = text.replacen(&["<script>", &script].concat(), "", 1);
        }
        for forbidden in ["style=", "style:", "inner_html", "<script>"] {
            broken.extend(code(&text).contains(forbidden).then(|| format!("{name}: {forbidden}")));
        }
    }
    check(broken);
}

#[test]
fn the_readme_maps_every_source_file() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let mut missing = Vec::new();
    for (name, _) in files("src", ".rs").into_iter().chain(files("tests", ".rs")) {
        let file = name.rsplit('/').next().unwrap();
        missing.extend((!readme.contains(file)).then(|| format!("README.md does not mention {name}")));
    }
    let tree = readme.split("```text").nth(1).and_then(|rest| rest.split("```").next()).expect("README.md has a tree");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for line in tree.lines() {
        let name = line.split_whitespace().next().unwrap_or_default();
        let is_path = name.contains('.') || name.ends_with('/');
        if is_path && !root.join(name).exists() {
            missing.push(format!("README.md maps {name}, which is not there"));
        }
    }
    check(missing);
}

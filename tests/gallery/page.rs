//! Every component in every state on one page, made of the components' own examples.

use asem_dashboard::components::sample::{COMPONENTS, Example};
use leptos::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};

/// Writes the page, in light and in dark colours, and what it needs; where.
pub fn write() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("target/gallery");
    fs::create_dir_all(&folder).expect("a folder");
    fs::copy(root.join("target/asem.css"), folder.join("asem.css")).expect("the site is built (make build)");
    fs::copy(root.join("tests/gallery/gallery.css"), folder.join("gallery.css")).expect("a file");
    for (theme, name, other) in [("light", "index.html", "dark.html"), ("dark", "dark.html", "index.html")] {
        fs::write(folder.join(name), page(theme, other)).expect("a file");
    }
    folder
}

fn page(theme: &str, other: &str) -> String {
    let links: String = COMPONENTS
        .iter()
        .map(|(name, _)| format!("<li><a href=\"#gallery-{name}\">{}</a></li>", words(name)))
        .collect();
    let parts: String = COMPONENTS.iter().map(|(name, examples)| part(name, examples())).collect();
    format!(
        "<!doctype html>\n<html lang=\"en\" data-app=\"live\" data-rest=\"live\" data-theme=\"{theme}\">\n<head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>Every component in every state, {theme}</title>\
         <link rel=\"stylesheet\" href=\"asem.css\"><link rel=\"stylesheet\" href=\"gallery.css\"></head>\n\
         <body><main><h1>Every component in every state</h1>\
         <p>In {theme} colours; <a href=\"{other}\">in the others</a>. Nothing here does anything.</p>\
         <ul class=\"gallery__links\">{links}</ul>\n{parts}</main></body>\n</html>\n"
    )
}

fn words(name: &str) -> String {
    name.replace('_', " ")
}

fn part(component: &str, examples: Vec<Example>) -> String {
    let states: String = examples
        .into_iter()
        .enumerate()
        .map(|(at, Example { name, view })| {
            let html = own_ids(&view.to_html(), &format!("{component}-{at}-"));
            format!("<p class=\"gallery__name\">{name}</p>\n<div class=\"asem gallery__state\">{html}</div>\n")
        })
        .collect();
    format!(
        "<section class=\"gallery__component\" id=\"gallery-{component}\" data-component=\"{component}\">\
         <h2 class=\"gallery__title\">{}</h2>\n{states}</section>\n",
        words(component)
    )
}

/// Attributes that name elements, or groups of them.
const NAMING: [&str; 8] = [
    " id=\"",
    " for=\"",
    " name=\"",
    " aria-labelledby=\"",
    " aria-describedby=\"",
    " aria-controls=\"",
    " list=\"",
    " href=\"#",
];

/// Markup whose names are its own, so that states beside each other do not get into each other's way.
fn own_ids(html: &str, prefix: &str) -> String {
    NAMING.iter().fold(html.replace("url(#", &format!("url(#{prefix}")), |html, attribute| {
        let mut parts = html.split(attribute);
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |done, part| {
            let (names, rest) = part.split_once('"').expect("attributes end");
            let names: Vec<String> = names.split(' ').map(|name| format!("{prefix}{name}")).collect();
            [&done, *attribute, &names.join(" "), "\"", rest].concat()
        })
    })
}

//! The document: its root, its title, the focus.

use leptos::prelude::document;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

/// Where the page is mounted, `#app`, emptied of what the HTML put there; an error that names it if it is missing.
pub fn take_root() -> Result<HtmlElement, String> {
    let root = document().get_element_by_id("app").and_then(|element| element.dyn_into::<HtmlElement>().ok());
    let root = root.ok_or("index.html has no element with the id \"app\"")?;
    root.set_text_content(None);
    Ok(root)
}

/// Tells hosts and tests how far the page is: `html[data-app]` (`static`, `live` or `failed`).
pub fn set_progress(progress: &str) {
    if let Some(html) = document().document_element() {
        // Setting an attribute with a valid name cannot fail.
        html.set_attribute("data-app", progress).ok();
    }
}

/// Titles the tab and the bookmark.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// Moves the keyboard focus (`HTMLElement.focus`) to the first element that the selector finds, if there is one.
pub fn focus(selector: &str) {
    let element = document().query_selector(selector).ok().flatten();
    if let Some(element) = element {
        match element.dyn_into::<HtmlElement>() {
            Ok(element) => element.focus().ok(),
            // Shapes are SVG elements, which have the same method under another type.
            Err(element) => element.unchecked_into::<HtmlElement>().focus().ok(),
        };
    }
}

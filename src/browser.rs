//! The browser's interfaces, one small function each. No other module names them.

pub mod clipboard;
pub mod clock;
pub mod document;
pub mod download;
pub mod early;
pub mod fetch;
pub mod files;
pub mod frame;
pub mod history;
pub mod layout;
pub mod offline;
pub mod takeover;

/// Runs a task on the browser's event loop. The framework's own way works only once the page is mounted.
pub use wasm_bindgen_futures::spawn_local as spawn;

use wasm_bindgen::JsCast as _;
use web_sys::{Element, NodeList};

/// Every element below this one that the selector finds (`Element.querySelectorAll`).
fn all(within: &Element, selector: &str) -> impl Iterator<Item = Element> + use<> {
    let found = within.query_selector_all(selector).ok();
    let n = found.as_ref().map_or(0, NodeList::length);
    (0..n).filter_map(move |at| found.as_ref()?.item(at)?.dyn_into::<Element>().ok())
}

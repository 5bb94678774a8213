//! The page as the HTML has it gives way to the live one.
//!
//! The live page is rendered off the document and put in the place of the other in one step: nothing of the HTML has to be as
//! the program would have written it, so that a proxy, a translator or another build cannot break the page.

use leptos::prelude::document;
use std::cell::{OnceCell, RefCell};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;
pub use web_sys::HtmlElement;

#[wasm_bindgen]
extern "C" {
    /// Puts one element in the place of another, with what the reader has done in it, and calls back: `public/boot.js`.
    #[wasm_bindgen(js_namespace = asem, js_name = takeOver)]
    fn take_over(old: &HtmlElement, new: &HtmlElement, done: &JsValue);

    /// Does so with the parts that have stayed: `public/boot.js`.
    #[wasm_bindgen(js_namespace = asem, js_name = takeOverRest)]
    fn take_over_rest();
}

thread_local! {
    /// The page as the HTML has it, until it has given way.
    static STATIC: RefCell<Option<HtmlElement>> = const { RefCell::new(None) };
    /// The map that it had, which other data is drawn on as well.
    static OUTLINES: OnceCell<Vec<(String, String)>> = const { OnceCell::new() };
}

/// The element in which to render, off the document: `#app` without what is in it.
pub fn begin() -> Option<HtmlElement> {
    let old = match document().get_element_by_id("app") {
        Some(old) => old.dyn_into::<HtmlElement>().ok()?,
        // Whoever rewrote the HTML lost it: then the page begins with the first letter of the program.
        None => {
            let old = document().create_element("div").ok()?.dyn_into::<HtmlElement>().ok()?;
            old.set_id("app");
            old.set_class_name("asem");
            document().body()?.append_child(&old).ok()?;
            old
        }
    };
    let new = old.clone_node().ok()?.dyn_into().ok()?;
    STATIC.set(Some(old));
    Some(new)
}

/// The outlines of the map that the HTML had: whose each is, and its path data. Empty where there was none.
pub fn outlines() -> Vec<(String, String)> {
    let read = || STATIC.with_borrow(|old| old.as_ref().map(outlines_in).unwrap_or_default());
    OUTLINES.with(|outlines| outlines.get_or_init(read).clone())
}

fn outlines_in(page: &HtmlElement) -> Vec<(String, String)> {
    let of_partner = |element: Element| {
        let whose = element.closest("[data-partner]").ok()??.get_attribute("data-partner")?;
        Some((whose, element.get_attribute("d")?))
    };
    let of_neighbours = |element: Element| Some((String::new(), element.get_attribute("d")?));
    let neighbours = super::all(page, ".asem-map__neighbours").filter_map(of_neighbours);
    neighbours.chain(super::all(page, ".asem-shape__outline").filter_map(of_partner)).collect()
}

/// Puts what was rendered in the place of the HTML's page, unless it is there already, and calls back when it is: not in the
/// middle of a click.
pub fn finish(new: &HtmlElement, done: impl FnOnce() + 'static) {
    match STATIC.take() {
        Some(old) => {
            new.set_id("app");
            take_over(&old, new, &Closure::once_into_js(done));
        }
        None => done(),
    }
}

/// Puts what was rendered above the HTML's page: it says why that one stays.
pub fn explain(new: &HtmlElement) {
    STATIC.with_borrow(|old| {
        if let Some(old) = old.as_ref().filter(|_| !new.is_connected()) {
            new.remove_attribute("id").ok();
            // The body takes any child.
            old.before_with_node_1(new).ok();
        }
    });
}

/// Puts the parts that were rendered last in the place of those that have stayed as the HTML had them.
pub fn finish_rest() {
    take_over_rest();
}

//! The document: its root, its title, the focus.

use crate::model::PartnerId;
use crate::view_model::colour::{Colour, Theme};
use crate::view_model::spatial::Spot;
use leptos::prelude::{document, window};
use std::cell::RefCell;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlElement, HtmlTextAreaElement, ScrollIntoViewOptions, ScrollLogicalPosition};

/// Tells hosts and tests how far the page is: `html[data-app]` (`static`, `live` or `failed`).
pub fn set_progress(progress: &str) {
    if let Some(html) = document().document_element() {
        // Setting an attribute with a valid name cannot fail.
        html.set_attribute("data-app", progress).ok();
    }
}

/// Tells the style sheets whether the panel is open, which on a phone hides the foot of the window (`html[data-panel]`).
pub fn set_panel(is_open: bool) {
    if let Some(html) = document().document_element() {
        html.toggle_attribute_with_force("data-panel", is_open).ok();
    }
}

/// Puts the page into the colours that the address asks for (`html[data-theme]`, and two custom properties); into its own where
/// it asks for none.
pub fn set_colours(theme: Option<Theme>, accent: Option<Colour>) {
    let root = document().document_element().and_then(|html| html.dyn_into::<HtmlElement>().ok());
    let Some(html) = root else { return };
    match theme {
        Some(theme) => html.set_attribute("data-theme", theme.key()).ok(),
        None => html.remove_attribute("data-theme").ok(),
    };
    for theme in Theme::ALL {
        let property = ["--asem-accent-", theme.key()].concat();
        match accent {
            Some(accent) => html.style().set_property(&property, &["#", &accent.readable(*theme).hex()].concat()).ok(),
            None => html.style().remove_property(&property).map(drop).ok(),
        };
    }
}

/// Titles the tab and the bookmark.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// Moves the keyboard focus (`HTMLElement.focus`) to the first element that the selector finds, if there is one.
pub fn focus(selector: &str) {
    if let Some(element) = document().query_selector(selector).ok().flatten() {
        focus_on(element);
    }
}

/// Brings the first element that the selector finds into sight (`Element.scrollIntoView`) and gives it the keyboard focus,
/// where it can take it.
pub fn show(selector: &str) {
    if let Some(element) = document().query_selector(selector).ok().flatten() {
        element.scroll_into_view();
        focus_on(element);
    }
}

fn focus_on(element: Element) {
    match element.dyn_into::<HtmlElement>() {
        Ok(element) => element.focus().ok(),
        // Shapes are SVG elements, which have the same method under another type.
        Err(element) => element.unchecked_into::<HtmlElement>().focus().ok(),
    };
}

/// Scrolls until the element with this id is in sight; not at all where it is (`Element.scrollIntoView`).
pub fn bring_into_sight(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        let how = ScrollIntoViewOptions::new();
        how.set_block(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&how);
    }
}

/// Puts the focus into a field of text and selects all of it (`HTMLTextAreaElement.select`).
pub fn select(selector: &str) {
    let found = document().query_selector(selector).ok().flatten();
    if let Some(field) = found.and_then(|element| element.dyn_into::<HtmlTextAreaElement>().ok()) {
        field.focus().ok();
        field.select();
    }
}

/// Prints a part of the page alone (`Window.print`): `html[data-print]` tells the style sheets which, until it is done.
pub fn print(part: &str) {
    let Some(html) = document().document_element() else { return };
    html.set_attribute("data-print", part).ok();
    let whole = html.clone();
    let done = Closure::once_into_js(move || {
        whole.remove_attribute("data-print").ok();
        window().set_onafterprint(None);
    });
    window().set_onafterprint(Some(done.unchecked_ref()));
    window().print().ok();
}

thread_local! {
    /// What had the focus before the panel opened.
    static REMEMBERED: RefCell<Option<Element>> = const { RefCell::new(None) };
}

/// Remembers what has the keyboard focus, unless it is a partner in a view: those are found again by their code.
pub fn remember_focus() {
    let focused = document().active_element();
    let is_elsewhere = |element: &Element| element.closest("[data-view]").is_ok_and(|view| view.is_none());
    REMEMBERED.set(focused.filter(is_elsewhere).filter(|element| element.tag_name() != "BODY"));
}

/// Gives the focus back to what was remembered; says whether it is still there to take it.
pub fn return_focus() -> bool {
    let remembered = REMEMBERED.take().filter(|element| element.is_connected());
    let is_there = remembered.is_some();
    if let Some(element) = remembered {
        focus_on(element);
    }
    is_there
}

/// Where the partners within the element that the selector finds stand on the screen (`getBoundingClientRect`).
pub fn spots(selector: &str) -> Vec<Spot> {
    let Ok(found) = document().query_selector_all(&format!("{selector} [data-partner]")) else { return Vec::new() };
    let elements = (0..found.length()).filter_map(|index| found.item(index)?.dyn_into::<Element>().ok());
    let spot = |element: Element| {
        let id = PartnerId::parse(&element.get_attribute("data-partner")?)?;
        let place = element.get_bounding_client_rect();
        Some(Spot { id, x: place.x() + place.width() / 2.0, y: place.y() + place.height() / 2.0 })
    };
    elements.filter_map(spot).collect()
}

/// The languages that the reader wants, best first (`Navigator.languages`); none where the browser does not tell.
pub fn languages() -> Vec<String> {
    let told = window().navigator().languages();
    let is_list = js_sys::Array::is_array(&told);
    if is_list { told.iter().filter_map(|language| language.as_string()).collect() } else { Vec::new() }
}

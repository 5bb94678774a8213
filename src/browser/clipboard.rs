//! The clipboard (the asynchronous Clipboard API), what is selected (the Selection API), and the device's own way to share
//! (Web Share). Browsers and frames may refuse each of them.

use crate::view_model::quote::{Clip, Excerpt};
use leptos::prelude::{document, window};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::js_sys::{Array, Object, Promise, Reflect};
use web_sys::{ClipboardItem, Element, Range, ShareData};

/// Puts something on the clipboard; says whether the browser let it. To be begun within a click, and once.
pub async fn copy(clip: &Clip) -> bool {
    let clipboard = window().navigator().clipboard();
    // Only secure pages have one.
    if clipboard.is_falsy() {
        return false;
    }
    // Not every browser takes HTML.
    let item = clip.html.as_ref().and_then(|html| item(&clip.text, html));
    if let Some(item) = item
        && JsFuture::from(clipboard.write(&Array::of1(&item))).await.is_ok()
    {
        return true;
    }
    JsFuture::from(clipboard.write_text(&clip.text)).await.is_ok()
}

/// The same text twice: plain, and as HTML.
fn item(text: &str, html: &str) -> Option<ClipboardItem> {
    let kinds = Object::new();
    for (kind, content) in [("text/plain", text), ("text/html", html)] {
        let content = super::download::blob(kind, content)?;
        Reflect::set(&kinds, &kind.into(), &Promise::resolve(&content)).ok()?;
    }
    ClipboardItem::new_with_record_from_str_to_blob_promise(&kinds).ok()
}

/// What became of sharing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shared {
    /// The device took it, or the reader thought better of it: there is nothing to say.
    Done,
    /// The device has no way to share, or not for this page.
    Impossible,
}

/// Offers the page to the device's own way to share. To be begun within a click.
pub async fn share(title: &str, text: &str, url: &str) -> Shared {
    let navigator = window().navigator();
    if !Reflect::has(&navigator, &"share".into()).unwrap_or_default() {
        return Shared::Impossible;
    }
    let data = ShareData::new();
    data.set_title(title);
    data.set_text(text);
    data.set_url(url);
    match JsFuture::from(navigator.share_with_data(&data)).await {
        Ok(_) => Shared::Done,
        Err(error) if name_of(&error).as_deref() == Some("AbortError") => Shared::Done,
        Err(_) => Shared::Impossible,
    }
}

fn name_of(error: &JsValue) -> Option<String> {
    Reflect::get(error, &"name".into()).ok()?.as_string()
}

/// Calls back with what is selected within the paragraphs that the selector finds, whenever that changes
/// (`selectionchange`).
pub fn on_selection(paragraphs: &'static str, take: impl Fn(Vec<Excerpt>) + 'static) {
    let listener = Closure::<dyn FnMut()>::new(move || take(selected(paragraphs)));
    document().set_onselectionchange(Some(listener.as_ref().unchecked_ref()));
    // The page lives as long as its tab, and so does the listener.
    listener.forget();
}

fn selected(paragraphs: &str) -> Vec<Excerpt> {
    let selection = window().get_selection().ok().flatten().filter(|selection| !selection.is_collapsed());
    let range = selection.and_then(|selection| selection.get_range_at(0).ok());
    // Most often nothing is selected: every key in a field moves the cursor. Then nothing is looked for.
    let Some(range) = range else { return Vec::new() };
    let Ok(found) = document().query_selector_all(paragraphs) else { return Vec::new() };
    let elements = (0..found.length()).filter_map(|index| found.item(index)?.dyn_into::<Element>().ok());
    elements.filter_map(|element| stretch(&range, &element)).collect()
}

/// What a range has of a paragraph.
fn stretch(range: &Range, paragraph: &Element) -> Option<Excerpt> {
    if !range.intersects_node(paragraph).unwrap_or_default() {
        return None;
    }
    let own = range.clone_range();
    if !paragraph.contains(Some(&own.start_container().ok()?)) {
        own.set_start(paragraph, 0).ok()?;
    }
    if !paragraph.contains(Some(&own.end_container().ok()?)) {
        own.set_end(paragraph, paragraph.child_nodes().length()).ok()?;
    }
    let words = String::from(own.to_string());
    (!words.trim().is_empty()).then(|| Excerpt { paragraph: paragraph.id(), words: Some(words) })
}

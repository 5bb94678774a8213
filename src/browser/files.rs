//! Files that the reader opens from their own device (the File API). What is read stays in the page.

use crate::data::Problem;
use leptos::prelude::{document, window_event_listener_untyped};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, File, HtmlInputElement};

/// A file, not read yet.
pub struct PickedFile(File);

/// A file that was read.
pub struct LocalFile {
    /// What it is called.
    pub name: String,
    /// Its text, or why there is none.
    pub text: Result<String, Vec<Problem>>,
}

impl PickedFile {
    /// Reads the file (`Blob.text`). Bytes that are no UTF-8 come out as U+FFFD, which is told: names would be lost.
    pub async fn read(self) -> LocalFile {
        let Self(file) = self;
        let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
        let text = match text {
            None => Err(vec![Problem::of_whole_file("a file that can be read", "none", "choose it again")]),
            Some(text) if text.contains('\u{fffd}') => {
                Err(vec![Problem::of_whole_file("text in UTF-8", "another encoding", "save the file as UTF-8")])
            }
            Some(text) => Ok(text),
        };
        LocalFile { name: file.name(), text }
    }
}

/// The file chosen in the field that the selector finds. The field is emptied, so that the same file can be chosen again.
pub fn chosen(selector: &str) -> Option<PickedFile> {
    let element = document().query_selector(selector).ok().flatten()?;
    let field = element.dyn_into::<HtmlInputElement>().ok()?;
    let file = field.files()?.get(0)?;
    field.set_value("");
    Some(PickedFile(file))
}

/// Calls back with a file that is dropped anywhere on the page (`dragover`, `drop`).
pub fn on_drop(take: impl Fn(PickedFile) + 'static) {
    // The page lives as long as its tab, and so do the listeners. Without the first, the browser would leave the page
    // to open the file.
    std::mem::forget(window_event_listener_untyped("dragover", |event| {
        if event.dyn_ref::<DragEvent>().is_some_and(holds_files) {
            event.prevent_default();
        }
    }));
    std::mem::forget(window_event_listener_untyped("drop", move |event| {
        let Some(drag) = event.dyn_ref::<DragEvent>().filter(|drag| holds_files(drag)) else { return };
        drag.prevent_default();
        let files = drag.data_transfer().and_then(|transfer| transfer.files());
        if let Some(file) = files.and_then(|files| files.get(0)) {
            take(PickedFile(file));
        }
    }));
}

/// Whether files are dragged: text dragged into the search field is none of this.
fn holds_files(drag: &DragEvent) -> bool {
    let types = drag.data_transfer().map(|transfer| transfer.types());
    types.is_some_and(|types| types.iter().any(|kind| kind.as_string().as_deref() == Some("Files")))
}

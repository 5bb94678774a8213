//! Saving files on the reader's device (blobs and object URLs, from the File API). Nothing leaves the device.

use leptos::prelude::{document, set_timeout};
use std::time::Duration;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::js_sys::Array;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// How long an object URL is kept: a browser may ask the reader where to save before it reads.
const KEPT: Duration = Duration::from_secs(60);

/// What the reader is told where the browser does not make a file.
const REFUSED: &str = "the browser does not allow it here";

/// Saves a text as a file.
///
/// # Errors
///
/// What the reader is told if the browser makes no file.
pub fn save(name: &str, media_type: &str, text: &str) -> Result<(), &'static str> {
    let blob = blob(media_type, text).ok_or(REFUSED)?;
    save_blob(name, &blob)
}

fn blob(media_type: &str, text: &str) -> Option<Blob> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    Blob::new_with_str_sequence_and_options(&Array::of1(&JsValue::from_str(text)), &options).ok()
}

/// Saves a blob by a click on a link to it (`HTMLAnchorElement.download`).
fn save_blob(name: &str, blob: &Blob) -> Result<(), &'static str> {
    let url = Url::create_object_url_with_blob(blob).map_err(|_| REFUSED)?;
    let link = document().create_element("a").ok().and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
    let link = link.ok_or(REFUSED)?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    set_timeout(
        move || {
            // An URL that is gone already needs no revoking.
            Url::revoke_object_url(&url).ok();
        },
        KEPT,
    );
    Ok(())
}

//! Saving files on the reader's device (blobs and object URLs, from the File API), pictures in pixels as well (canvas).
//! Nothing leaves the device.

use leptos::prelude::{document, set_timeout};
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::js_sys::{Array, Promise};
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, HtmlAnchorElement, HtmlCanvasElement, HtmlImageElement, Url,
};

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

/// How many pixels are drawn for one unit of a picture, across and down: what sharp screens and print need.
const SCALE: u32 = 2;

/// Draws a picture and saves it in pixels (`HTMLCanvasElement.toBlob`).
///
/// # Errors
///
/// What the reader is told if the browser does not draw it or makes no file.
pub async fn save_drawn(name: &str, media_type: &str, picture: &str) -> Result<(), &'static str> {
    let blob = blob(media_type, picture).ok_or(REFUSED)?;
    let url = Url::create_object_url_with_blob(&blob).map_err(|_| REFUSED)?;
    let drawn = draw(&url).await;
    Url::revoke_object_url(&url).ok();
    save_blob(name, &drawn.ok_or("the browser could not draw the picture")?)
}

/// The picture at an address in pixels.
async fn draw(url: &str) -> Option<Blob> {
    let image: HtmlImageElement = element("img")?;
    // The promise's own two functions are the listeners.
    let mut load = |is_there, is_broken| {
        image.set_onload(Some(&is_there));
        image.set_onerror(Some(&is_broken));
        image.set_src(url);
    };
    JsFuture::from(Promise::new(&mut load)).await.ok()?;
    let canvas: HtmlCanvasElement = element("canvas")?;
    canvas.set_width(image.natural_width() * SCALE);
    canvas.set_height(image.natural_height() * SCALE);
    let context = canvas.get_context("2d").ok()??.dyn_into::<CanvasRenderingContext2d>().ok()?;
    let (width, height) = (f64::from(canvas.width()), f64::from(canvas.height()));
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width, height).ok()?;
    let mut encode = |take, fail: web_sys::js_sys::Function| {
        if canvas.to_blob(&take).is_err() {
            fail.call0(&JsValue::NULL).ok();
        }
    };
    // Without memory for so many pixels there is no blob.
    JsFuture::from(Promise::new(&mut encode)).await.ok()?.dyn_into().ok()
}

/// A new element, not on the page.
fn element<T: JsCast>(name: &str) -> Option<T> {
    document().create_element(name).ok()?.dyn_into().ok()
}

/// A text as the browser handles files; none where it does not.
pub(super) fn blob(media_type: &str, text: &str) -> Option<Blob> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    Blob::new_with_str_sequence_and_options(&Array::of1(&JsValue::from_str(text)), &options).ok()
}

/// Saves a blob by a click on a link to it (`HTMLAnchorElement.download`).
fn save_blob(name: &str, blob: &Blob) -> Result<(), &'static str> {
    let url = Url::create_object_url_with_blob(blob).map_err(|_| REFUSED)?;
    let link: HtmlAnchorElement = element("a").ok_or(REFUSED)?;
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

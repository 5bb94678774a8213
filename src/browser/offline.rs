//! The page without network: its service worker (W3C Service Workers), by way of `public/boot.js`.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// Registers the worker, and calls back whenever it has seen newer data than this page has: `public/boot.js`.
    #[wasm_bindgen(js_namespace = asem, js_name = keepOffline)]
    fn keep_offline(hear_of_newer: &Closure<dyn FnMut()>);
}

/// Has the browser keep the page for times without network, and calls back whenever there is newer data than the page has.
/// Does nothing where browser or host do not let it.
pub fn keep(hear_of_newer: impl Fn() + 'static) {
    let listener = Closure::new(hear_of_newer);
    keep_offline(&listener);
    // The page lives as long as its tab, and so does the listener.
    listener.forget();
}

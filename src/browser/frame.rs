//! The page in a frame of another one: what is said between the two. How high the page is, `boot.js` tells, which works
//! before this program and without it.

use js_sys::{Object, Reflect};
use leptos::prelude::{WindowListenerHandle, window, window_event_listener_untyped};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{MessageEvent, Window};

/// The window around the frame. Only what a host may know is told to it, whoever it is: the state, which stands in the address.
#[derive(Clone)]
pub struct Host(Window);

/// The window around the page; none where the page is no frame.
pub fn host() -> Option<Host> {
    let around = window().parent().ok().flatten()?;
    (around != window()).then_some(Host(around))
}

impl Host {
    /// Sends a message of this type with one field more (`Window.postMessage`); nothing is null.
    pub fn tell(&self, kind: &str, field: &str, value: Option<&str>) {
        let message = Object::new();
        for (name, value) in [("type", Some(kind)), (field, value)] {
            // Setting a field of a plain object cannot fail.
            Reflect::set(&message, &name.into(), &value.map_or(JsValue::NULL, JsValue::from)).ok();
        }
        self.0.post_message(&message, "*").ok();
    }

    /// Calls back with each query string that the host sets (`asem:set`), until the handle is told to stop. Whoever else
    /// sends it is not heard.
    pub fn on_set(&self, take: impl Fn(&str) + 'static) -> WindowListenerHandle {
        let host = self.0.clone();
        window_event_listener_untyped("message", move |event| {
            let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
            let field = |name: &str| Reflect::get(&event.data(), &name.into()).ok()?.as_string();
            let is_from_host = event.source().is_some_and(|source| *source == ***host);
            if is_from_host
                && field("type").as_deref() == Some("asem:set")
                && let Some(query) = field("query")
            {
                take(&query);
            }
        })
    }
}

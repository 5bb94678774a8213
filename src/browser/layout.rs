//! How large things are on the screen, and where.

use crate::view_model::map::window::Frame;
use leptos::prelude::document;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::ResizeObserver;

/// Where the first element that the selector finds is (`Element.getBoundingClientRect`); none where it is not shown.
pub fn frame(selector: &str) -> Option<Frame> {
    let rect = document().query_selector(selector).ok().flatten()?.get_bounding_client_rect();
    let frame = Frame { left: rect.left(), top: rect.top(), width: rect.width() };
    (frame.width > 0.0).then_some(frame)
}

/// Watches an element's size until it is dropped.
pub struct Watch {
    observer: ResizeObserver,
    _callback: Closure<dyn FnMut()>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Calls back with the width of the first element that the selector finds, now and whenever it changes
/// (`ResizeObserver`).
pub fn on_resize(selector: &str, take: impl Fn(f64) + 'static) -> Option<Watch> {
    let element = document().query_selector(selector).ok().flatten()?;
    let watched = element.clone();
    let callback = Closure::<dyn FnMut()>::new(move || take(f64::from(watched.client_width())));
    let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok()?;
    observer.observe(&element);
    Some(Watch { observer, _callback: callback })
}

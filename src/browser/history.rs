//! The address: reading it, and adding to the history. Hosts may forbid it (a sandboxed frame): then nothing happens.

use super::clock::Pause;
use crate::state::Step;
use leptos::prelude::{WindowListenerHandle, location, window, window_event_listener_untyped};
use std::cell::RefCell;
use std::time::Duration;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// The query string of the state that the address means: `public/boot.js`.
    #[wasm_bindgen(js_namespace = asem)]
    fn settle() -> String;
}

/// The query string of the state that the address means, with its question mark, or empty; the address becomes that of the main
/// page in this state (`Location.search`, `History.replaceState`).
pub fn query_string() -> String {
    let query_string = settle();
    KNOWN.set(query_string.clone());
    query_string
}

/// The whole address of the page with this query string, for files that tell where they come from (`Location.href`); empty
/// where the page has none that others could open.
pub fn page_address(query_string: &str) -> String {
    let href = location().href().unwrap_or_default();
    let page = href.split(['?', '#']).next().unwrap_or_default();
    if page.starts_with("http") { [page, query_string].concat() } else { String::new() }
}

/// The address of the folder in which the site stands (`Location.href`); empty where it has none that others could open.
pub fn site() -> String {
    let page = page_address("");
    page.rsplit_once('/').map(|(folder, _)| [folder, "/"].concat()).unwrap_or_default()
}

/// How long a reader who types or slides must pause for the address to follow.
const STILL: Duration = Duration::from_millis(200);

thread_local! {
    /// The address that waits for a pause.
    static WAITING: RefCell<Option<String>> = const { RefCell::new(None) };
    /// The query string that the address has, as far as is known here.
    static KNOWN: RefCell<String> = const { RefCell::new(String::new()) };
    /// The wait.
    static PAUSE: Pause = const { Pause::new() };
}

/// Puts a query string into the address (`History.pushState`, `History.replaceState`).
///
/// The browser takes milliseconds for it, and Safari refuses more than a hundred in half a minute: while somebody types or slides,
/// the address waits for a pause, or for a click. A choice is put there at once, since the next thing may be the back
/// button.
pub fn navigate(query_string: &str, step: Step) {
    if step == Step::Push {
        flush();
        put(query_string, step);
        return;
    }
    WAITING.set(Some(query_string.to_owned()));
    PAUSE.with(|pause| pause.wait(STILL, flush));
}

fn flush() {
    if let Some(query_string) = WAITING.take() {
        put(&query_string, Step::Replace);
    }
}

fn put(query_string: &str, step: Step) {
    let Ok(history) = window().history() else { return };
    // An empty address would keep the old query string: the path alone takes it away.
    let path = location().pathname().unwrap_or_default();
    // Typing leaves the reader at the paragraph that the address names; a choice goes elsewhere.
    let fragment = match step {
        Step::Push => String::new(),
        Step::Replace => location().hash().unwrap_or_default(),
    };
    let address = format!("{path}{query_string}{fragment}");
    match step {
        Step::Push => history.push_state_with_url(&JsValue::NULL, "", Some(&address)),
        Step::Replace => history.replace_state_with_url(&JsValue::NULL, "", Some(&address)),
    }
    .ok();
    KNOWN.set(query_string.to_owned());
}

/// Calls back with the query string whenever the browser goes back or forward to another (`popstate`), until the handles are
/// told to stop.
pub fn on_arrival(arrive: impl Fn(&str) + 'static) -> [WindowListenerHandle; 2] {
    let arrival = window_event_listener_untyped("popstate", move |_| {
        // Another part of the page is no other state, and what waits for a pause still holds.
        let before = KNOWN.take();
        let now = query_string();
        if now != before {
            // What was typed before belongs to the entry that was left.
            WAITING.take();
            arrive(&now);
        }
    });
    // A link may lead elsewhere. Not when the page is left by other ways: a page that changes its address then is not kept for the
    // back button by Chromium, and one that is kept goes on to wait.
    let click = window_event_listener_untyped("click", |_| flush());
    [arrival, click]
}

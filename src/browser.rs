//! The browser's interfaces, one small function each. No other module names them.

pub mod clipboard;
pub mod clock;
pub mod document;
pub mod download;
pub mod fetch;
pub mod files;
pub mod frame;
pub mod history;
pub mod layout;
pub mod offline;
pub mod takeover;

/// Runs a task on the browser's event loop. The framework's own way works only once the page is mounted.
pub use wasm_bindgen_futures::spawn_local as spawn;

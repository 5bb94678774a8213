//! The browser's interfaces, one small function each. No other module names them.

pub mod document;
pub mod fetch;
pub mod history;

//! The visibility of the ASEM partners: board, map, list and press release, in one WebAssembly page.
//!
//! A press release of the Asia-Europe Foundation of May 2010 lists the partners of the Asia-Europe Meeting and tells
//! of some of them more than of others. This crate shows who is how visible, with the sentence that proves it.
//!
//! Layers, each of which may use those before it, and never one after it (`tests/tidy.rs` holds them to it):
//!
//! | module | what it is | what it never has |
//! | --- | --- | --- |
//! | [`model`] | the valid world | files, text for the page |
//! | [`data`] | the only way from a file into the model | anything that stops at the first problem |
//! | [`prose`] | running text: its words, its sentences, whom it names | markup |
//! | `editor` | what editors do with files outside of the page: lint, import, add | the page |
//! | [`view_model`] | what is shown, finished, as pure functions | signals, the DOM |
//! | [`state`] | the query as a signal and what follows from it | markup |
//! | [`components`] | markup, fed by props | the address, storage, context |
//! | [`app`] | the page: components laid out and wired to the state | computation |
//! | `publish` | what is made of the data when the site is built: feed, calendars, metadata | the disk |
//!
//! Beside them stands `browser`, the only module that calls the browser's interfaces; the wasm program (`main.rs`)
//! alone uses it. Everything else runs natively as well, which is how most of it is tested.

// A test may stop at the first surprise: that is its way to fail.
#![cfg_attr(test, allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used))]

pub mod model;

pub mod data;

pub mod prose;

#[cfg(feature = "tools")]
pub mod editor;

pub mod view_model;

pub mod state;

pub mod components;

pub mod app;

#[cfg(feature = "tools")]
pub mod publish;

#[cfg(feature = "csr")]
pub mod browser;

//! The release build in a real browser, used as its readers use it. `make test` builds `dist/` first.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    missing_docs
)]

mod archive;
mod aria;
mod builder;
mod dashboard;
mod editors;
mod everyone;
mod explore;
mod failures;
mod gallery;
#[path = "../gallery/page.rs"]
mod gallery_page;
mod harness;
mod links;
#[path = "../bench/made_archive.rs"]
mod made_archive;
mod map;
mod naughty;
mod newsroom;
mod offline;
mod one_file;
mod policy;
mod portal;
mod prerendered;
mod reader;
mod screens;
mod subscribe;
mod take_away;

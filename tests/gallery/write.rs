//! Writes a page of every component in every state into target/gallery/: `make gallery`.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, clippy::print_stdout, missing_docs)]

mod page;

fn main() {
    let owner = leptos::prelude::Owner::new();
    owner.set();
    println!("{}", page::write().join("index.html").display());
}

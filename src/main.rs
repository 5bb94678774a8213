//! The wasm program's first part: has the filters answer on the page as the HTML has it, and has data and live page come.

mod page;
mod rest;

use asem_dashboard::app::DATA_FILE;
use asem_dashboard::browser::fetch::{self, Cache};
use asem_dashboard::browser::{early, spawn};

fn main() {
    early::answer();
    spawn(async {
        let data = fetch::text(DATA_FILE, Cache::Usual).await;
        // Where its code does not come, `public/boot.js` has told so.
        if let Ok(page) = page::page().await {
            (page.mount)(data);
        }
    });
}

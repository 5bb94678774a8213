//! The wasm program's first part: gets the data, has the filters answer on the page as the HTML has it, and has the live page come.

mod page;
mod rest;

use asem_dashboard::app::DATA_FILE;
use asem_dashboard::browser::fetch::{self, Cache};
use asem_dashboard::browser::{early, spawn};
use asem_dashboard::model::Dataset;
use asem_dashboard::state::Fetched;
use asem_dashboard::view_model::Failure;
use std::sync::Arc;

fn main() {
    spawn(async {
        let loaded = load(Cache::Usual).await;
        if let Fetched::Ready(dataset) = &loaded {
            early::answer(dataset);
        }
        // Where its code does not come, `public/boot.js` has told so.
        if let Ok(page) = page::page().await {
            (page.mount)(loaded);
        }
    });
}

/// The data file, checked.
async fn load(cache: Cache) -> Fetched<Dataset> {
    let text = fetch::text(DATA_FILE, cache).await;
    match text.and_then(|text| Dataset::from_json(&text).map_err(Failure::Broken)) {
        Ok(dataset) => Fetched::Ready(Arc::new(dataset)),
        Err(failure) => Fetched::Failed(failure),
    }
}

//! No bytes make the import of a release panic.
#![no_main]

use asem_dashboard::editor::import;
use asem_dashboard::model::Dataset;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static DATASET: LazyLock<Dataset> = LazyLock::new(|| {
    Dataset::from_json(include_str!("../../../public/data/asem.json")).expect("the shipped file is clean")
});

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = import::decode(bytes) {
        import::import(&text, &DATASET).to_json();
    }
});

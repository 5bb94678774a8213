//! No text makes the reading of a data file panic, and every problem has a place in the text.
#![no_main]

use asem_dashboard::model::Dataset;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Err(problems) = Dataset::from_json(text) {
        assert!(!problems.is_empty());
        assert!(problems.iter().all(|problem| problem.position.is_some()));
    }
});

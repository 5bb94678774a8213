//! The command for editors as they meet it: whole output and exit code of each call in `tests/cli/*.trycmd`.
//!
//! Commands run in the project's folder. A case with a folder `<name>.in` runs on a copy of it, which must look like
//! `<name>.out` afterwards. `TRYCMD=overwrite cargo test --features tools --test cli` takes over what is printed now.
//! trycmd turns backslashes into slashes, so that `\\"` reads `/"` there.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::indexing_slicing, clippy::unwrap_used)]

use std::fs;

#[test]
fn every_call_prints_what_its_file_says() {
    trycmd::TestCases::new().case("tests/cli/*.trycmd");
}

#[test]
fn a_release_put_in_changes_no_other_line() {
    for case in ["add", "new_release"] {
        let read = |side: &str| fs::read_to_string(format!("tests/cli/{case}.{side}/asem.json")).unwrap();
        let (old, new) = (read("in"), read("out"));
        let n_same_before = old.lines().zip(new.lines()).take_while(|(old, new)| old == new).count();
        let rest: Vec<&str> = old.lines().skip(n_same_before).collect();
        assert!(new.lines().count() > old.lines().count(), "{case}");
        assert_eq!(new.lines().skip(new.lines().count() - rest.len()).collect::<Vec<_>>(), rest, "{case}");
    }
}

//! The part of the program that comes after the page: a file of its own, named by its content, which every page names.

use super::digest;
use sha2::{Digest as _, Sha256};

/// What it is called as the build leaves it.
pub const BUILT: &str = "rest.wasm";
const NAME: &str = "asem-rest-";
const BEFORE: &str = "<meta name=\"asem-wasm\"";

/// Whether a path is that of this part, named by its content.
pub fn is_rest(path: &str) -> bool {
    path.starts_with(NAME) && path.ends_with(".wasm")
}

/// The path that it has from now on, and the page that names it.
///
/// # Errors
///
/// That the page does not name the program either.
pub fn take_in(page: &str, wasm: &[u8]) -> Result<(String, String), String> {
    let hash: String = Sha256::digest(wasm).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let path = format!("{NAME}{hash}.wasm");
    let (before, after) = page.split_once(BEFORE).ok_or("index.html does not name the program")?;
    let integrity = digest::sha384(wasm);
    let named = format!("<meta name=\"asem-rest\" content=\"./{path}\" data-integrity=\"{integrity}\">");
    Ok((path, [before, &named, BEFORE, after].concat()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::hosting;

    #[test]
    fn pages_name_it_with_its_digest() {
        let (path, page) = take_in("<meta name=\"asem-wasm\" content=\"./a.wasm\">", b"\0asm").unwrap();
        assert!(hosting::is_hashed(&path) && is_rest(&path), "{path}");
        assert!(page.starts_with(&format!("<meta name=\"asem-rest\" content=\"./{path}\" data-integrity=\"sha384-")));
        assert!(page.ends_with("><meta name=\"asem-wasm\" content=\"./a.wasm\">"), "{page}");
        assert!(take_in("<html>", b"").unwrap_err().contains("does not name"));
    }
}

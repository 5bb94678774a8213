//! The parts of the program that come after the first: files of their own, named by their content, which every page names.

use super::digest;
use sha2::{Digest as _, Sha256};

/// What they are called: what page and rest share, what the page is without the rest, and the rest. As the build leaves them, they
/// are files like `page.wasm`.
pub const PARTS: [&str; 3] = ["shared", "page", "rest"];
const BEFORE: &str = "<meta name=\"asem-wasm\"";

/// Whether a path is that of this part, named by its content.
pub fn is_part(part: &str, path: &str) -> bool {
    path.strip_prefix(&*format!("asem-{part}-")).is_some_and(|end| end.ends_with(".wasm"))
}

/// The path that a part has from now on, and the page that names it.
///
/// # Errors
///
/// That the page does not name the program either.
pub fn take_in(page: &str, part: &str, wasm: &[u8]) -> Result<(String, String), String> {
    let hash: String = Sha256::digest(wasm).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let path = format!("asem-{part}-{hash}.wasm");
    let (before, after) = page.split_once(BEFORE).ok_or("index.html does not name the program")?;
    let integrity = digest::sha384(wasm);
    let named = format!("<meta name=\"asem-{part}\" content=\"./{path}\" data-integrity=\"{integrity}\">");
    Ok((path, [before, &named, BEFORE, after].concat()))
}

/// The page, which has the browser ask for the program once what is to be read has come: in the head, the line and the reader would
/// wait for it.
pub fn after_page(page: &str) -> String {
    let mut page = page.to_owned();
    for begin in ["<link rel=\"modulepreload\"", "<link rel=\"preload\""] {
        let link = page.find(begin).and_then(|at| page.get(at..)?.split_inclusive('>').next()).map(str::to_owned);
        if let Some(link) = link
            && let without = page.replacen(&link, "", 1)
            && let Some((before, after)) = without.rsplit_once("</body>")
        {
            page = [before, &link, "</body>", after].concat();
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::hosting;

    #[test]
    fn the_program_is_asked_for_after_the_page() {
        let page = "<head><link rel=\"preload\" href=\"a.wasm\"><link rel=\"modulepreload\" href=\"a.js\"/></head><body>b</body>";
        let expected = "<head></head><body>b<link rel=\"modulepreload\" href=\"a.js\"/><link rel=\"preload\" href=\"a.wasm\"></body>";
        assert_eq!(after_page(page), expected);
        assert_eq!(after_page(expected), expected);
        assert_eq!(after_page("<head></head>"), "<head></head>");
    }

    #[test]
    fn pages_name_them_with_their_digests() {
        let (path, page) = take_in("<meta name=\"asem-wasm\" content=\"./a.wasm\">", "page", b"\0asm").unwrap();
        assert!(hosting::is_hashed(&path) && is_part("page", &path) && !is_part("rest", &path), "{path}");
        assert!(page.starts_with(&format!("<meta name=\"asem-page\" content=\"./{path}\" data-integrity=\"sha384-")));
        assert!(page.ends_with("><meta name=\"asem-wasm\" content=\"./a.wasm\">"), "{page}");
        assert!(take_in("<html>", "page", b"").unwrap_err().contains("does not name"));
    }
}

//! The parts of the program that come after the first: files of their own, named by their content, which every page names.

use super::digest;
use sha2::{Digest as _, Sha256};

/// What they are called: what page and rest share, what the page is without the rest, and the rest. As the build leaves them, they
/// are files like `page.wasm`.
pub const PARTS: [&str; 3] = ["shared", "page", "rest"];
const BEFORE: &str = "<meta name=\"asem-wasm\"";
/// How Trunk has browsers ask for the program's script ahead of whoever runs it.
const SCRIPT_AHEAD: &str = "<link rel=\"modulepreload\" href";

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

/// The frame of all pages without the links by which browsers ask for the program ahead, and those links. The program's script is at
/// the frame's end, to run with the page's own.
pub fn ahead(frame: &str) -> (String, String) {
    let (mut frame, mut links) = (frame.to_owned(), String::new());
    for begin in [SCRIPT_AHEAD, "<link rel=\"preload\""] {
        let link = frame.find(begin).and_then(|at| frame.get(at..)?.split_inclusive('>').next()).map(str::to_owned);
        let Some(link) = link else { continue };
        frame = frame.replacen(&link, "", 1);
        if let Some(of_script) = link.strip_prefix(SCRIPT_AHEAD) {
            let script = ["<script type=\"module\" src", of_script, "</script>"].concat();
            if !frame.contains(&script) {
                frame = before_last("</body>", &frame, &script);
            }
        }
        links += &link;
    }
    (frame, links)
}

/// A page with these links behind its partners: in the head, the line and the reader would wait for what they ask for; at its end,
/// browsers would come to them late, since they lay out the page meanwhile.
pub fn amid(page: &str, links: &str) -> String {
    before_last("</main>", page, links)
}

/// A page with something before the last tag like this.
fn before_last(tag: &str, page: &str, what: &str) -> String {
    page.rsplit_once(tag).map_or_else(|| page.to_owned(), |(before, after)| [before, what, tag, after].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::hosting;

    #[test]
    fn the_program_is_asked_for_behind_the_partners() {
        let links = ["<link rel=\"modulepreload\" href=\"a.js\">", "<link rel=\"preload\" href=\"a.wasm\">"];
        let page = |head: &str, main: &str, end: &str| {
            format!("<head>{head}</head><body><main>b{main}</main><p>c</p>{end}</body>")
        };
        let (frame, found) = ahead(&page(&links.concat(), "", ""));
        let run = "<script type=\"module\" src=\"a.js\"></script>";
        assert_eq!((&*frame, &found), (&*page("", "", run), &links.concat()));
        let whole = amid(&frame, &found);
        assert_eq!(whole, page("", &found, run));
        assert_eq!(ahead(&whole), (frame, found), "what is published can be published again");
        assert_eq!(ahead("<body></body>"), ("<body></body>".to_owned(), String::new()));
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

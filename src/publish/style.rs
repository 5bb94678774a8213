//! The style within the page, so that its first paint waits for no other file.

use super::digest;
use super::hosting::{self, Folder};

/// Where the policy says what styles there may be.
const SOURCES: &str = "style-src 'self'";

/// The digest of the style within a page, from its policy; none where it is in a file.
pub fn digest_of(page: &str) -> Option<&str> {
    hosting::between(page, &[SOURCES, " '"].concat(), "'")
}

/// The path of the style sheet that a page links to; none where the style is within.
pub fn sheet(page: &str) -> Option<&str> {
    hosting::between(link(page)?, "href=\"./", "\"")
}

/// A page with its style within, at the end of the head.
///
/// # Errors
///
/// What the folder or the page lacks, or what a style within a page cannot have.
pub fn take_in(page: &str, folder: &Folder) -> Result<String, String> {
    let (Some(link), Some(path)) = (link(page), sheet(page)) else { return Ok(page.to_owned()) };
    let style = hosting::text(folder, path)?;
    // Not only what would end the element: what a style sheet fetches would be missing. `url(#…)` is in the page.
    hosting::refuse(path, &style.replace("url(#", ""), &["</style", "url(", "@import"])?;
    if !page.contains(SOURCES) {
        return Err(format!(
            "the policy of index.html has no {SOURCES}, behind which the digest of the style is to stand"
        ));
    }
    // Whoever serves the site may add a style sheet of their own.
    let sources = format!("{SOURCES} '{}'", digest::sha256(style));
    let page = page.replacen(link, "", 1).replacen(SOURCES, &sources, 1);
    Ok(page.replacen("</head>", &["<style>", style, "</style>\n  </head>"].concat(), 1))
}

/// The element that links to the style sheet.
fn link(page: &str) -> Option<&str> {
    let begin = page.find("<link rel=\"stylesheet\"")?;
    let end = page.get(begin..)?.find('>')?;
    page.get(begin..=begin + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'\">\
                        <link rel=\"stylesheet\" href=\"./asem-0123456789abcdef.css\" integrity=\"x\"/><title>A</title></head>";

    fn folder(style: &str) -> Folder {
        [("asem-0123456789abcdef.css".to_owned(), style.as_bytes().to_vec())].into()
    }

    #[test]
    fn the_style_is_within_and_allowed_by_its_digest() {
        let page = take_in(PAGE, &folder("a { fill: url(#a) }")).unwrap();
        let digest = digest::sha256(hosting::between(&page, "<style>", "</style>").unwrap());
        assert_eq!(hosting::policy(&page).unwrap(), format!("default-src 'none'; style-src 'self' '{digest}'"));
        assert_eq!((digest_of(&page), digest_of(PAGE)), (Some(&*digest), None));
        assert!(page.contains("<title>A</title><style>a { fill: url(#a) }</style>\n  </head>"), "{page}");
        assert_eq!(sheet(PAGE), Some("asem-0123456789abcdef.css"));
        assert_eq!(sheet(&page), None);
        assert_eq!(take_in(&page, &Folder::new()).unwrap(), page, "once is enough");
    }

    #[test]
    fn what_cannot_be_within_stops_the_build() {
        for (page, style, expected) in [
            (PAGE, "a { background: url(a.png) }", "has url("),
            (PAGE, "a::after { content: '</style>' }", "has </style"),
            (&PAGE.replace("style-src 'self'", ""), "a {}", "no style-src 'self'"),
        ] {
            let refused = take_in(page, &folder(style)).unwrap_err();
            assert!(refused.contains(expected), "{refused}");
        }
        assert!(take_in(PAGE, &Folder::new()).is_err());
    }
}

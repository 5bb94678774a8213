//! The style within the page, so that its first paint waits for no other file.
//!
//! To read all of it takes a slow device longer than to draw the heading. So the page comes to it in parts, each right before
//! what is the first to need it: `style/asem.css` says by the names of empty layers where one ends. The file stays, for a page
//! of which somebody on its way has cut parts off (`public/boot.js`).

use super::digest;
use super::hosting::{self, Folder};

/// Where the policy says what styles there may be.
const SOURCES: &str = "style-src 'self'";

/// The parts after the first: the layer after which one begins, and what in the page it stands before.
const PARTS: [(&str, &str); 2] = [("@layer views;", "<div class=\"asem-page\">"), ("@layer aside;", "<aside ")];

/// Around a part in the body, where HTML has no place for a style of its own, and SVG has.
const AROUND: [&str; 2] = ["<svg class=\"asem-style\" aria-hidden=\"true\"><style>", "</style></svg>"];
const IN_HEAD: [&str; 2] = ["<style>", "</style>\n  "];
const END_OF_HEAD: &str = "</head>";

/// The digests of the style within a page, from its policy; none where it is in a file.
pub fn digests_of(page: &str) -> Option<&str> {
    let sources = page.split_once(SOURCES)?.1.split([';', '"']).next()?.trim();
    (!sources.is_empty()).then_some(sources)
}

/// What stands within each style element of a page.
pub fn styles(page: &str) -> impl Iterator<Item = &str> {
    page.split("<style>").skip(1).filter_map(|rest| Some(rest.split_once("</style>")?.0))
}

/// What a policy says of styles within a page, so that they are allowed.
pub fn sources<'page>(styles: impl Iterator<Item = &'page str>) -> String {
    styles.map(|style| format!("'{}'", digest::sha256(style))).collect::<Vec<_>>().join(" ")
}

/// The path of the style sheet that a page links to; none where the style is within.
pub fn sheet(page: &str) -> Option<&str> {
    hosting::between(link(page)?, "href=\"./", "\"")
}

/// A page with its style within, at the end of the head, whether it links to it or has it already.
///
/// # Errors
///
/// What the folder or the page lacks, or what a style within a page cannot have.
pub fn take_in(page: &str, folder: &Folder) -> Result<String, String> {
    let (Some(link), Some(path)) = (link(page), sheet(page)) else { return Ok(gather(page)) };
    let style = hosting::text(folder, path)?;
    // Not only what would end the element or be read otherwise within SVG: what a style sheet fetches would be missing.
    // `url(#…)` is in the page.
    hosting::refuse(path, &style.replace("url(#", ""), &["<", "&", "url(", "@import"])?;
    if !page.contains(SOURCES) {
        return Err(format!(
            "the policy of index.html has no {SOURCES}, behind which the digest of the style is to stand"
        ));
    }
    let mut parts = vec![style];
    for (layer, _) in PARTS {
        let (before, after) = parts
            .pop()
            .and_then(|rest| rest.split_once(layer))
            .ok_or_else(|| format!("{path} has no {layer} where a part of it ends: style/asem.css says it"))?;
        parts.extend([before, after]);
    }
    let integrity = hosting::between(link, " integrity=\"", "\"").unwrap_or_default();
    let file = format!("<meta name=\"asem-style\" content=\"./{path}\" data-integrity=\"{integrity}\">");
    // Whoever serves the site may add a style sheet of their own.
    let allowed = [SOURCES, " ", &sources(parts.iter().copied())].concat();
    let page = page.replacen(link, &file, 1).replacen(SOURCES, &allowed, 1);
    let styles: Vec<String> = parts.iter().map(|part| IN_HEAD.join(part)).collect();
    Ok(page.replacen(END_OF_HEAD, &[&styles.concat(), END_OF_HEAD].concat(), 1))
}

/// A page that was [`spread`], with its style in the head again.
fn gather(page: &str) -> String {
    let mut parts = page.split(AROUND[0]);
    let mut whole = parts.next().unwrap_or_default().to_owned();
    let mut styles = String::new();
    for (style, rest) in parts.filter_map(|part| part.split_once(AROUND[1])) {
        styles.push_str(&IN_HEAD.join(style));
        whole.push_str(rest);
    }
    whole.replacen(END_OF_HEAD, &[&styles, END_OF_HEAD].concat(), 1)
}

/// A page whose parts of the style stand where they are needed. What finds no place stays in the head.
pub fn spread(page: &str) -> String {
    let Some((head, body)) = page.split_once(END_OF_HEAD) else { return page.to_owned() };
    let (mut head, mut body) = (head.to_owned(), body.to_owned());
    let later: Vec<String> = styles(&head).skip(1).map(str::to_owned).collect();
    for (style, (_, place)) in later.iter().zip(PARTS) {
        if let Some(at) = body.find(place) {
            body.insert_str(at, &AROUND.join(style));
            head = head.replacen(&IN_HEAD.join(style), "", 1);
        }
    }
    [&head, END_OF_HEAD, &body].concat()
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

    const STYLE: &str = "a { fill: url(#a) }@layer views;b {}@layer aside;c {}";

    fn folder(style: &str) -> Folder {
        [("asem-0123456789abcdef.css".to_owned(), style.as_bytes().to_vec())].into()
    }

    #[test]
    fn the_style_is_within_and_allowed_by_its_digest() {
        let page = take_in(PAGE, &folder(STYLE)).unwrap();
        let digests: Vec<String> = styles(&page).map(|style| format!("'{}'", digest::sha256(style))).collect();
        let digests = digests.join(" ");
        assert_eq!(hosting::policy(&page).unwrap(), format!("default-src 'none'; style-src 'self' {digests}"));
        assert_eq!((digests_of(&page), digests_of(PAGE)), (Some(&*digests), None));
        assert_eq!(styles(&page).collect::<Vec<_>>(), ["a { fill: url(#a) }", "b {}", "c {}"]);
        assert!(
            page.contains("<meta name=\"asem-style\" content=\"./asem-0123456789abcdef.css\" data-integrity=\"x\">"),
            "{page}"
        );
        assert_eq!(sheet(PAGE), Some("asem-0123456789abcdef.css"));
        assert_eq!(sheet(&page), None);
        assert_eq!(take_in(&page, &Folder::new()).unwrap(), page, "once is enough");
    }

    #[test]
    fn each_part_stands_before_what_needs_it_and_comes_back() {
        let body = "<header></header><div class=\"asem-page\"><aside class=\"a\"></aside></div>";
        let page = take_in(PAGE, &folder(STYLE)).unwrap() + body;
        let spread_out = spread(&page);
        assert_eq!(
            spread_out.split_once(END_OF_HEAD).unwrap().1,
            "<header></header><svg class=\"asem-style\" aria-hidden=\"true\"><style>b {}</style></svg><div class=\"asem-page\">\
             <svg class=\"asem-style\" aria-hidden=\"true\"><style>c {}</style></svg><aside class=\"a\"></aside></div>"
        );
        assert_eq!(styles(&spread_out).collect::<Vec<_>>(), styles(&page).collect::<Vec<_>>());
        assert_eq!(gather(&spread_out), page);
        assert_eq!(gather(&page), page);
        let bare = take_in(PAGE, &folder(STYLE)).unwrap();
        assert_eq!(spread(&bare), bare, "no place for them");
        assert_eq!(spread("<p>"), "<p>");
    }

    #[test]
    fn what_cannot_be_within_stops_the_build() {
        for (page, style, expected) in [
            (PAGE, "a { background: url(a.png) }", "has url("),
            (PAGE, "a::after { content: '</style>' }", "has <"),
            (PAGE, "a {} @layer views; b {}", "no @layer aside;"),
            (&PAGE.replace("style-src 'self'", ""), "a {}", "no style-src 'self'"),
        ] {
            let refused = take_in(page, &folder(style)).unwrap_err();
            assert!(refused.contains(expected), "{refused}");
        }
        assert!(take_in(PAGE, &Folder::new()).is_err());
    }
}

//! What a page says of itself to whoever embeds it: [oEmbed] 1.0, found by the link in its head.
//!
//! A static host answers no questions, so that there is a file for each page; whoever asks for a width gets the same, which
//! is as wide as there is room. The snippet is a frame with the one-file page: WordPress lets every author embed a page that it
//! does not know, but keeps of its snippet the frame alone, in a sandbox where a page cannot load files of its own. A
//! `<blockquote>` before it, as its own pages have, would hide the frame until a script of WordPress's shows it.
//!
//! [oEmbed]: https://oembed.com

use super::Site;
use crate::model::Dataset;
use crate::view_model::embed::{Embed, Packaging};
use crate::view_model::picture::{escaped, share};
use crate::view_model::text::SITE_TITLE;
use crate::view_model::{Query, paths};
use serde_json::json;

/// How large it is proposed to be, in CSS pixels.
const WIDTH: u32 = 640;
const HEIGHT: u32 = 720;

/// How long a copy of the file may be kept, in seconds: a day.
const CACHE_AGE: u32 = 86_400;

/// A page as what others embed. None where the site's address is not known: addresses have to be whole.
pub fn embed(title: &str, query: &Query, site: &Site) -> Option<Embed> {
    site.is_known().then(|| Embed {
        packaging: Packaging::Single,
        site: site.file(""),
        query: query.clone(),
        title: title.to_owned(),
        height: HEIGHT,
    })
}

/// The line in the head of a page at this path that leads to its file.
pub fn link(page: &str, embed: &Embed) -> String {
    let address = [embed.site.as_str(), &paths::oembed(page)].concat();
    let (title, address) = (escaped(&embed.title), escaped(&address));
    format!("    <link rel=\"alternate\" type=\"application/json+oembed\" title=\"{title}\" href=\"{address}\">\n")
}

/// The file of a page at this path: where it stands, and what is in it.
pub fn file(page: &str, embed: &Embed, dataset: &Dataset) -> (String, Vec<u8>) {
    let mut document = json!({
        "version": "1.0",
        "type": "rich",
        "title": embed.title,
        "provider_name": SITE_TITLE,
        "provider_url": embed.site,
        "cache_age": CACHE_AGE,
        "width": WIDTH,
        "height": HEIGHT,
        "html": embed.write(),
    });
    let release = embed.query.release.as_ref().unwrap_or(&dataset.newest_release().number);
    let picture = paths::share_picture(release);
    if let (Some(document), Some(path)) = (document.as_object_mut(), picture) {
        document.insert("thumbnail_url".to_owned(), [embed.site.as_str(), &path].concat().into());
        document.insert("thumbnail_width".to_owned(), share::WIDTH.into());
        document.insert("thumbnail_height".to_owned(), share::HEIGHT.into());
    }
    (paths::oembed(page), document.to_string().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Date;
    use crate::view_model::{shipped, url};
    use serde_json::Value;

    fn at(address: Option<&str>) -> Site {
        Site::new(address, Date::parse_iso("2026-11-24").unwrap()).unwrap()
    }

    fn read(page: &str, query: &str) -> (Value, Embed) {
        let dataset = shipped();
        let query = url::parse(query, &dataset).0;
        let embed = embed("Viet Nam · ASEM", &query, &at(Some("https://example.org/asem/"))).unwrap();
        let (path, bytes) = file(page, &embed, &dataset);
        assert_eq!(path, page.replace("html", "json").replacen("", "oembed/", 1));
        (serde_json::from_slice(&bytes).unwrap(), embed)
    }

    #[test]
    fn what_is_required_is_there_and_of_the_right_kind() {
        // The specification, 2.3.4.4; and what Drupal asks for besides: the version as text, sizes as numbers above zero.
        let (document, embed) = read("partner/VN.html", "?partner=VN");
        assert_eq!((&document["version"], &document["type"]), (&json!("1.0"), &json!("rich")));
        for size in ["width", "height", "thumbnail_width", "thumbnail_height", "cache_age"] {
            assert!(document[size].as_u64().is_some_and(|size| size > 0), "{size}");
        }
        for (key, value) in [
            ("title", "Viet Nam · ASEM"),
            ("provider_name", "ASEM visibility dashboard"),
            ("provider_url", "https://example.org/asem/"),
            ("thumbnail_url", "https://example.org/asem/share/100505_PR1008.png"),
        ] {
            assert_eq!(document[key], value);
        }
        assert_eq!(Embed::read(document["html"].as_str().unwrap(), &shipped()), Some(embed));
    }

    #[test]
    fn wordpress_keeps_a_frame_that_is_seen() {
        let (document, _) = read("index.html", "");
        let html = document["html"].as_str().unwrap();
        // `(<blockquote>.*?</blockquote>)?.*(<iframe.*?></iframe>)` in wp_filter_oembed_result.
        assert!(!html.contains("<blockquote"), "{html}");
        let (_, rest) = html.split_once("<iframe").unwrap();
        let (attributes, _) = rest.split_once("></iframe>").unwrap();
        assert!(
            attributes.starts_with(" src=\"https://example.org/asem/single.html?embed=1\" title=\""),
            "{attributes}"
        );
    }

    #[test]
    fn a_site_without_an_address_has_none() {
        assert_eq!(embed("", &Query::default(), &at(None)), None);
    }
}

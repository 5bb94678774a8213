//! What the head of a page says of it: to feed readers, to programs for citations, to whoever shares it, to search engines.

use super::occasion::Occasion;
use super::{Site, publisher, structured};
use crate::model::{Dataset, Release};
use crate::view_model::picture::escaped;
use crate::view_model::text::{SITE_TITLE, n_partners};
use crate::view_model::{Query, paths};
use std::fmt::Write as _;

/// The head of the page that the site opens with, and with it the newest release.
pub fn front(dataset: &Dataset, occasions: &[Occasion], site: &Site) -> String {
    let release = dataset.newest_release();
    of_release(release, occasions, dataset, site, &site.page(&Query::default()))
}

/// The head of a page at `address` with this release in it.
pub fn of_release(release: &Release, occasions: &[Occasion], dataset: &Dataset, site: &Site, address: &str) -> String {
    let Release { number, date, title, .. } = release;
    let mut head = Head::default();
    if site.is_known() {
        head.link("canonical", "", address);
    }
    head.link("alternate", " type=\"application/atom+xml\" title=\"Releases and meetings\"", &site.file(paths::FEED));
    head.link("alternate", " type=\"text/calendar\" title=\"Meetings and events\"", &site.file(paths::CALENDAR));

    head.meta("name", "citation_title", title);
    head.meta("name", "citation_publication_date", &date.iso().replace('-', "/"));
    head.meta("name", "citation_publisher", publisher(dataset).0);
    head.meta("name", "citation_language", "en");
    if site.is_known() {
        head.meta("name", "citation_public_url", &site.release(release));
    }

    let partners = n_partners(dataset.partners_on(*date).count());
    let description =
        format!("Press release {number} of {date}, and how visible each of the {partners} of ASEM is in it.");
    head.meta("property", "og:type", "article");
    head.meta("property", "og:site_name", SITE_TITLE);
    head.meta("property", "og:locale", "en_GB");
    head.meta("property", "og:title", title);
    head.meta("property", "og:description", &description);
    head.meta("property", "article:published_time", &date.iso());
    if site.is_known() {
        head.meta("property", "og:url", address);
    }
    if let Some(path) = paths::share_picture(number) {
        let words = format!("{title}. {description}");
        head.meta("property", "og:image", &site.file(&path));
        head.meta("property", "og:image:type", "image/png");
        head.meta("property", "og:image:width", "1200");
        head.meta("property", "og:image:height", "630");
        head.meta("property", "og:image:alt", &words);
        head.meta("name", "twitter:card", "summary_large_image");
    }
    let document = structured::graph(release, occasions, dataset, site);
    head.line(&format!("<script type=\"application/ld+json\">{}</script>", structured::in_script(&document)));
    head.0
}

/// Lines of a head.
#[derive(Default)]
struct Head(String);

impl Head {
    fn line(&mut self, line: &str) {
        // Writing to a string cannot fail.
        writeln!(self.0, "    {line}").ok();
    }

    fn meta(&mut self, attribute: &str, name: &str, content: &str) {
        self.line(&format!("<meta {attribute}=\"{name}\" content=\"{}\">", escaped(content)));
    }

    fn link(&mut self, rel: &str, more: &str, href: &str) {
        self.line(&format!("<link rel=\"{rel}\"{more} href=\"{}\">", escaped(href)));
    }
}

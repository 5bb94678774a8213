//! What tells search engines where to look: `robots.txt` and the sitemap.

use super::Site;
use crate::model::Dataset;
use crate::view_model::Query;
use crate::view_model::picture::escaped;

/// The sitemap's path.
pub const SITEMAP: &str = "sitemap.xml";

/// Everything may be looked at.
pub fn robots(site: &Site) -> String {
    let allow = "User-agent: *\nAllow: /\n";
    match site.is_known() {
        true => format!("{allow}\nSitemap: {}\n", site.file(SITEMAP)),
        false => allow.to_owned(),
    }
}

/// The pages, each with the day of what is newest on it. None without the site's address: a sitemap needs whole ones.
///
/// The states of a page are no pages of their own: all name it as the canonical one.
pub fn sitemap(dataset: &Dataset, site: &Site) -> Option<String> {
    let read = dataset.sources().iter().map(|source| source.seen);
    let newest = read.fold(dataset.as_of(), |newest, day| newest.max(day));
    let page = escaped(&site.page(&Query::default()));
    site.is_known().then(|| {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n\
             <url><loc>{page}</loc><lastmod>{}</lastmod></url>\n</urlset>\n",
            newest.iso()
        )
    })
}

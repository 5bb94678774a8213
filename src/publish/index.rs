//! What tells search engines where to look: `robots.txt` and the sitemap.

use super::Site;
use crate::model::Dataset;
use crate::view_model::picture::escaped;
use crate::view_model::{Query, paths};

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
/// The states of a page are no pages of their own: all name theirs as the canonical one.
pub fn sitemap(dataset: &Dataset, site: &Site) -> Option<String> {
    if !site.is_known() {
        return None;
    }
    let read = dataset.sources().iter().map(|source| source.seen);
    let newest = read.fold(dataset.as_of(), |newest, day| newest.max(day)).iso();
    let of_partners = dataset.partners().iter().map(|partner| site.file(&paths::partner_page(partner.id)));
    let of_releases = dataset.releases().filter_map(|release| Some(site.file(&paths::release_page(&release.number)?)));
    let pages = std::iter::once(site.page(&Query::default())).chain(of_partners).chain(of_releases);
    let urls: String =
        pages.map(|page| format!("<url><loc>{}</loc><lastmod>{newest}</lastmod></url>\n", escaped(&page))).collect();
    Some(format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{urls}</urlset>\n"
    ))
}

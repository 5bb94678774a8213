//! What is made of the data when the site is built, for a static host: pages, feed, calendars, metadata, pictures for
//! sharing.
//!
//! Data in, files out: only the command writes them.

pub mod calendar;
pub mod compress;
pub mod digest;
pub mod feed;
pub mod head;
pub mod hosting;
pub mod index;
pub mod install;
pub mod occasion;
pub mod oembed;
pub mod pages;
pub mod parts;
pub mod share;
pub mod single;
pub mod structured;
pub mod style;

use crate::model::{Dataset, Date, Organisation, ReleaseNumber};
use crate::view_model::{Query, paths, url};
use share::Fonts;
use uuid::Uuid;

/// The address of a site, and the day on which it is built.
#[derive(Clone, Debug)]
pub struct Site {
    base: String,
    today: Date,
}

impl Site {
    /// A site at an address, or at one that is not known: then its links are relative.
    ///
    /// # Errors
    ///
    /// What is wrong with the address, and what one looks like.
    pub fn new(address: Option<&str>, today: Date) -> Result<Self, String> {
        let Some(address) = address.filter(|address| !address.is_empty()) else {
            return Ok(Self { base: String::new(), today });
        };
        let is_odd = |c: char| c.is_whitespace() || c.is_control() || "\"'<>?#\\".contains(c);
        let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
        if !rest.is_some_and(|rest| rest.starts_with(char::is_alphanumeric) && !rest.contains(is_odd)) {
            return Err(format!(
                "{address:?} is no address of a site; expected its folder, such as https://example.org/asem/"
            ));
        }
        let end = if address.ends_with('/') { "" } else { "/" };
        Ok(Self { base: format!("{address}{end}"), today })
    }

    /// Whether its address is known.
    pub fn is_known(&self) -> bool {
        !self.base.is_empty()
    }

    /// The address of a file of the site, whole if the site's is known.
    pub fn file(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// The address of the page in a state, whole if the site's is known.
    pub fn page(&self, query: &Query) -> String {
        let base = if self.is_known() { &self.base } else { "./" };
        format!("{base}{}", url::write(query))
    }

    /// The address of a release that the data file holds in full. It names the release, so that it leads to the same when there
    /// is a newer one.
    pub fn release(&self, number: &ReleaseNumber) -> String {
        // One whose number cannot name a file has no page of its own.
        let of_its_own = paths::release_page(number).map(|path| self.file(&path));
        of_its_own.unwrap_or_else(|| self.page(&Query { release: Some(number.clone()), ..Query::default() }))
    }
}

/// Everything that is made but for the [pages].
#[derive(Debug)]
pub struct Published {
    /// Paths below the site's folder, and what stands there.
    pub files: Vec<(String, Vec<u8>)>,
    /// What is not there, and why.
    pub notes: Vec<String>,
}

/// Makes everything but for the [pages].
///
/// # Errors
///
/// A file that could not be made, and why.
pub fn publish(dataset: &Dataset, site: &Site, fonts: &Fonts) -> Result<Published, String> {
    let occasions = occasion::all(dataset, site);
    let (feed, mut notes) = feed::feed(dataset, &occasions, site)?;
    let mut files = vec![(paths::FEED.to_owned(), feed)];
    let (calendars, missing) = calendar::calendars(&occasions);
    files.extend(calendars);
    notes.extend(missing);
    for release in dataset.releases() {
        match paths::share_picture(&release.number) {
            Some(path) => files.push((path, share::picture(dataset, release, fonts)?)),
            None => notes.push(format!("No picture of release {}: its number cannot name a file", release.number)),
        }
    }
    if !dataset.archive().is_empty() || dataset.n_indexed().is_some() {
        notes.push(
            "Of releases in files of their own, the feed has what the data file lists; their events are in no calendar"
                .to_owned(),
        );
    }
    files.push(("robots.txt".to_owned(), index::robots(site).into_bytes()));
    match index::sitemap(dataset, site) {
        Some(sitemap) => files.push((index::SITEMAP.to_owned(), sitemap.into_bytes())),
        None => notes.push(
            "No sitemap and no oEmbed: they need the site's address, --site https://example.org/asem/".to_owned(),
        ),
    }
    Ok(Published { files, notes })
}

/// A name that never changes, for one thing of the data.
fn permanent_id(what: &str) -> Uuid {
    /// Made by chance, once, for this project.
    const NAMESPACE: Uuid = Uuid::from_u128(0x1e28_be6d_a018_48f6_b292_8ac7_db1f_1f3e);
    Uuid::new_v5(&NAMESPACE, what.as_bytes())
}

/// Who publishes the releases: its name and, where the data knows the foundation, its record.
fn publisher(dataset: &Dataset) -> (&str, Option<&Organisation>) {
    let known = dataset.organisations().iter().find(|organisation| organisation.id.as_str() == "asef");
    (known.map_or("Asia-Europe Foundation", |organisation| &organisation.name), known)
}

/// Text without the characters that XML cannot hold, and without line ends.
fn plain(text: &str) -> String {
    let allowed = |c: char| if c.is_control() { ' ' } else { c };
    text.chars().filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}')).map(allowed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Date {
        Date::parse_iso("2026-11-24").unwrap()
    }

    #[test]
    fn an_address_is_that_of_a_folder() {
        for (given, feed, page) in [
            (None, "feed.xml", "./"),
            (Some(""), "feed.xml", "./"),
            (Some("https://example.org"), "https://example.org/feed.xml", "https://example.org/"),
            (Some("http://example.org/a/"), "http://example.org/a/feed.xml", "http://example.org/a/"),
        ] {
            let site = Site::new(given, today()).unwrap();
            assert_eq!((site.file("feed.xml").as_str(), site.page(&Query::default()).as_str()), (feed, page));
        }
        for given in ["example.org", "ftp://example.org", "https://", "https://a b/", "https://a/?b", "https://a/\"><"]
        {
            assert!(Site::new(Some(given), today()).is_err(), "{given}");
        }
    }

    #[test]
    fn ids_never_change() {
        // Whoever has subscribed would see everything anew.
        assert_eq!(permanent_id("release/100505_PR1008").to_string(), "08e8d37f-1f38-5d5a-8f04-db26f01417a9");
    }
}

//! What the head of a page says of it: to feed readers, to programs for citations, to whoever shares it, to search engines.

use super::occasion::Occasion;
use super::{Site, publisher, structured};
use crate::model::{Dataset, PartialDate, Partner, Release, Role};
use crate::view_model::picture::escaped;
use crate::view_model::text::{self, SITE_TITLE, n_partners};
use crate::view_model::{Query, paths};
use std::fmt::Write as _;

/// The head of the page that the site opens with, and with it the newest release.
pub fn front(dataset: &Dataset, occasions: &[Occasion], site: &Site) -> Head {
    let newest = dataset.newest_release();
    let description = format!(
        "The partners of the Asia-Europe Meeting as of {}, and how visible each is in press release {}: board, map, list and \
         the release itself.",
        newest.date, newest.number,
    );
    let mut head = Head::default();
    head.title(SITE_TITLE, &description);
    with_release(head, newest, occasions, dataset, site, &site.page(&Query::default()))
}

/// The head of a page at `address` with this release in it.
pub fn of_release(release: &Release, occasions: &[Occasion], dataset: &Dataset, site: &Site, address: &str) -> Head {
    let mut head = Head::default();
    head.title(&format!("{} · {SITE_TITLE}", release.title), &describe(release, dataset));
    with_release(head, release, occasions, dataset, site, address)
}

/// The head of the page of a partner.
pub fn of_partner(partner: &Partner, dataset: &Dataset, site: &Site) -> Head {
    let title = text::page_title(dataset, &Query { partner: Some(partner.id), ..Query::default() });
    let description = describe_partner(partner, dataset);
    let address = site.file(&paths::partner_page(partner.id));
    let mut head = Head::default();
    head.title(&title, &description);
    head.links(&address, site);
    head.card("website", &title, &description, &address, site);
    head.picture(dataset.newest_release(), &format!("{title}. {description}"), site);
    head.data(&structured::of_partner(partner, &title, &description, &address, dataset, site));
    head
}

/// What a release is, in a sentence.
fn describe(release: &Release, dataset: &Dataset) -> String {
    let Release { number, date, .. } = release;
    let partners = n_partners(dataset.partners_on(*date).count());
    format!("Press release {number} of {date}, and how visible each of the {partners} of ASEM is in it.")
}

/// What a partner is, in a sentence: since when, and as what the newest release that shows it does so.
fn describe_partner(partner: &Partner, dataset: &Dataset) -> String {
    let name = &partner.name;
    let since = dataset.wave(&partner.wave).map(|wave| text::since(PartialDate::from(wave.from), None));
    let since = since.map(|since| format!(", partner of ASEM {since}")).unwrap_or_default();
    let newest = dataset.releases().find(|release| release.appearances_of(partner.id).next().is_some());
    let shown = match newest {
        None => "in no press release".to_owned(),
        Some(release) => {
            let is_in = |role: &Role| release.appearances_of(partner.id).any(|appearance| appearance.role == *role);
            let roles = Role::ALL.iter().copied().filter(is_in).map(|role| role.label().to_lowercase());
            format!(
                "{} in press release {}, with the words that say so",
                roles.collect::<Vec<_>>().join(", "),
                release.number
            )
        }
    };
    format!("{name}{since}: {shown}. Its names, accession, memberships and meetings, with sources.")
}

fn with_release(
    mut head: Head,
    release: &Release,
    occasions: &[Occasion],
    dataset: &Dataset,
    site: &Site,
    address: &str,
) -> Head {
    let Release { date, title, .. } = release;
    head.links(address, site);
    head.meta("name", "citation_title", title);
    head.meta("name", "citation_publication_date", &date.iso().replace('-', "/"));
    head.meta("name", "citation_publisher", publisher(dataset).0);
    head.meta("name", "citation_language", "en");
    if site.is_known() {
        head.meta("name", "citation_public_url", &site.release(&release.number));
    }
    let description = describe(release, dataset);
    head.card("article", title, &description, address, site);
    head.meta("property", "article:published_time", &date.iso());
    head.picture(release, &format!("{title}. {description}"), site);
    head.data(&structured::graph(release, occasions, dataset, site));
    head
}

/// What a page says of itself.
#[derive(Debug, Default)]
pub struct Head {
    /// The lines of its head.
    pub lines: String,
    /// The same for machines (JSON-LD), an element for the end of the body: nobody has to wait for it.
    pub data: String,
}

impl Head {
    fn line(&mut self, line: &str) {
        // Writing to a string cannot fail.
        writeln!(self.lines, "    {line}").ok();
    }

    fn title(&mut self, title: &str, description: &str) {
        self.line(&format!("<title>{}</title>", escaped(title)));
        self.meta("name", "description", description);
    }

    fn links(&mut self, address: &str, site: &Site) {
        if site.is_known() {
            self.link("canonical", "", address);
        }
        self.link(
            "alternate",
            " type=\"application/atom+xml\" title=\"Releases and meetings\"",
            &site.file(paths::FEED),
        );
        self.link("alternate", " type=\"text/calendar\" title=\"Meetings and events\"", &site.file(paths::CALENDAR));
    }

    /// What stands on the card that a shared link becomes.
    fn card(&mut self, kind: &str, title: &str, description: &str, address: &str, site: &Site) {
        self.meta("property", "og:type", kind);
        self.meta("property", "og:site_name", SITE_TITLE);
        self.meta("property", "og:locale", "en_GB");
        self.meta("property", "og:title", title);
        self.meta("property", "og:description", description);
        if site.is_known() {
            self.meta("property", "og:url", address);
        }
    }

    /// The picture on it, that of a release.
    fn picture(&mut self, release: &Release, words: &str, site: &Site) {
        let Some(path) = paths::share_picture(&release.number) else { return };
        self.meta("property", "og:image", &site.file(&path));
        self.meta("property", "og:image:type", "image/png");
        self.meta("property", "og:image:width", "1200");
        self.meta("property", "og:image:height", "630");
        self.meta("property", "og:image:alt", words);
        self.meta("name", "twitter:card", "summary_large_image");
    }

    fn data(&mut self, document: &serde_json::Value) {
        self.data = format!("<script type=\"application/ld+json\">{}</script>\n", structured::in_script(document));
    }

    fn meta(&mut self, attribute: &str, name: &str, content: &str) {
        self.line(&format!("<meta {attribute}=\"{name}\" content=\"{}\">", escaped(content)));
    }

    fn link(&mut self, rel: &str, more: &str, href: &str) {
        self.line(&format!("<link rel=\"{rel}\"{more} href=\"{}\">", escaped(href)));
    }
}

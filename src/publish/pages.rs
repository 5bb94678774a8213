//! The pages as they are before the program runs, and where it does not: the same components, rendered natively.
//!
//! A page for the site to open with, one for each partner and each release. The live page lives at the main page's address,
//! so that all addresses in the others are relative to that (`<base>`).

use super::head::{self, Head};
use super::occasion::{self, Occasion};
use super::share::{self, Fonts};
use super::{Site, oembed, style};
use crate::app::{Requests, Root};
use crate::components::DomId;
use crate::data::Topology;
use crate::model::{Dataset, Partner, Release};
use crate::state::{Dashboard, Host, Preview};
use crate::view_model::picture::{self, Drawn, escaped};
use crate::view_model::text::{self, SITE_TITLE};
use crate::view_model::{MapDrawing, Query, View, filtering, paths, url};
use leptos::prelude::*;
use std::sync::Arc;

/// A page, as what goes into the frame that `index.html` is.
#[derive(Debug)]
pub struct Page {
    /// Its path below the site's folder.
    pub path: String,
    /// The state that the program takes up from it, as a query string; empty on the main page.
    pub query: String,
    /// What stands in its head.
    pub head: String,
    /// What stands in its body.
    pub body: String,
    /// What stands at the end of it, for machines.
    pub data: String,
    /// What it says of itself to whoever embeds it: the path of that file, and what stands there. None where the site's address
    /// is not known.
    pub embed: Option<(String, Vec<u8>)>,
}

impl Page {
    /// The whole page, in a frame whose style is in its head.
    ///
    /// # Errors
    ///
    /// Which place the frame lacks, and what to do about it.
    pub fn in_frame(&self, frame: &str) -> Result<String, String> {
        let whole = fill_in(&fill_in(frame, "published", &self.head)?, "data", &self.data)?;
        let whole = if self.query.is_empty() {
            fill_in(&whole, "page", &self.body)?
        } else {
            let body = lead_to(&self.path, &self.body);
            let root = "../".repeat(self.path.matches('/').count());
            let query = escaped(self.query.trim_start_matches('?'));
            let base = format!("    <base href=\"{root}\" data-query=\"{query}\">\n");
            fill_in(&fill_in(&whole, "page", &body)?, "base", &base)?
        };
        Ok(style::spread(&whole))
    }
}

/// The markup of a page with this path: relative to the main page, its links to its own parts would lead there. Only tags are
/// looked at, since a text may have the same words.
fn lead_to(path: &str, markup: &str) -> String {
    let mut led = String::with_capacity(markup.len() + 10_000);
    for (n, piece) in markup.split('<').enumerate() {
        if n > 0 {
            led.push('<');
        }
        // Neither texts nor attributes have these signs but as entities; comments may.
        match piece.split_once('>') {
            Some((tag, text)) if n > 0 => {
                led.extend([&tag.replace("href=\"#", &["href=\"", path, "#"].concat()), ">", text]);
            }
            _ => led.push_str(piece),
        }
    }
    led
}

/// Where the frame takes up what is made: between marks of this name.
fn fill_in(frame: &str, name: &str, content: &str) -> Result<String, String> {
    let [begin, end] = [format!("<!-- {name} -->"), format!("<!-- /{name} -->")];
    let parts = frame.split_once(&begin).and_then(|(before, rest)| Some((before, rest.split_once(&end)?.1)));
    match parts {
        Some((before, after)) => Ok(format!("{before}{begin}\n{content}{end}{after}")),
        None => Err(format!("no place for what is made: put {begin}{end} into index.html, and build again")),
    }
}

/// What pages are made of.
#[derive(Debug)]
pub struct Press<'a> {
    dataset: &'a Arc<Dataset>,
    topology: &'a Topology,
    occasions: Vec<Occasion<'a>>,
    site: &'a Site,
    /// What the filters look at before the data have come, as an element of the page.
    digest: String,
}

impl<'a> Press<'a> {
    /// Pages of a dataset on a map, for a site.
    pub fn new(dataset: &'a Arc<Dataset>, topology: &'a Topology, site: &'a Site) -> Self {
        // Lines and tabs stand as they are.
        let line = |line: &str| line.split('\t').map(escaped).collect::<Vec<_>>().join("\t");
        let digest = filtering::digest(dataset).lines().map(line).collect::<Vec<_>>().join("\n");
        let digest = format!("<data id=\"{}\" value=\"{digest}\" hidden></data>", DomId::Digest.as_str());
        Self { dataset, topology, occasions: occasion::all(dataset, site), site, digest }
    }

    /// The main page, which the site opens with.
    pub fn main(&self) -> Page {
        let head = head::front(self.dataset, &self.occasions, self.site);
        self.page("index.html".to_owned(), &Query::default(), SITE_TITLE, head)
    }

    /// The page of a partner.
    pub fn of_partner(&self, partner: &Partner) -> Page {
        let query = Query { partner: Some(partner.id), ..Query::default() };
        let title = text::page_title(self.dataset, &query);
        self.page(paths::partner_page(partner.id), &query, &title, head::of_partner(partner, self.dataset, self.site))
    }

    /// The page of a release that the data file holds in full. None for one whose number cannot be part of a file's name.
    pub fn of_release(&self, release: &Release) -> Option<Page> {
        let query = Query { release: Some(release.number.clone()), ..Query::default() };
        let path = paths::release_page(&release.number)?;
        let head = head::of_release(release, &self.occasions, self.dataset, self.site, &self.site.file(&path));
        Some(self.page(path, &query, &release.title, head))
    }

    /// The main page first, then those of partners and releases.
    pub fn all(&self) -> impl Iterator<Item = Page> {
        let of_partners = self.dataset.partners().iter().map(|partner| self.of_partner(partner));
        let of_releases = self.dataset.releases().filter_map(|release| self.of_release(release));
        std::iter::once_with(|| self.main()).chain(of_partners).chain(of_releases)
    }

    /// Board and map as pictures, as the page opens: paths below the site's folder, and what stands there.
    ///
    /// # Errors
    ///
    /// Which could not be drawn, and why.
    pub fn pictures(&self, fonts: &Fonts) -> Result<Vec<(String, Vec<u8>)>, String> {
        let map = MapDrawing::new(self.dataset, self.topology);
        let address = if self.site.is_known() { self.site.page(&Query::default()) } else { String::new() };
        let mut files = Vec::new();
        for (view, map) in [(View::Board, None), (View::Map, Some(&map))] {
            let Drawn { svg, height, .. } = picture::front(self.dataset, map, &address);
            let pixels = share::png(&svg, [picture::WIDTH, height], fonts)
                .map_err(|why| format!("the picture of the {}: {why}", view.key()))?;
            files.push((paths::picture(view, "svg"), svg.into_bytes()));
            files.push((paths::picture(view, "png"), pixels));
        }
        Ok(files)
    }

    fn page(&self, path: String, query: &Query, title: &str, head: Head) -> Page {
        let embed = oembed::embed(title, query, self.site);
        let Head { lines: mut head, data } = head;
        head.extend(embed.iter().map(|embed| oembed::link(&path, embed)));
        let embed = embed.map(|embed| oembed::file(&path, &embed, self.dataset));
        let query = url::write(query);
        Page { body: self.body(&query), path, query, head, data, embed }
    }

    /// The body of the page at an address.
    fn body(&self, address: &str) -> String {
        let host = Host { page: Some(paths::page), today: Some(self.site.today), ..Host::none() };
        let (topology, address) = (self.topology.clone(), address.to_owned());
        let open = move |dataset| {
            let dashboard = Dashboard::new(dataset, &address, host);
            dashboard.take_geometry(Some(Ok(topology.clone())));
            dashboard
        };
        Owner::new().with(|| {
            let requests = Requests { open: Callback::new(open), ..Requests::none("") };
            let (loaded, preview) = (Ok(self.dataset.clone()), None::<Preview>);
            let page =
                view! { <Root loaded=Signal::stored(loaded) preview=Signal::stored(preview) requests=requests /> };
            // Marks for those who would go on with this very page, which nobody does: a third of its nodes.
            page.to_html().replace("<!>", "").replace("<!--<() />-->", "") + &self.digest
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: &str = "<head>\n    <!-- base --><!-- /base -->\n    <!-- published --><!-- /published -->\n</head>\
                         <div><!-- page --><!-- /page --></div><!-- data --><!-- /data -->";

    fn page(path: &str, query: &str) -> Page {
        let body =
            "<a href=\"#release\">a</a><a href=\"./\">b</a> &lt;a href=\"#c\"&gt;<!--<() />--><b></b>".to_owned();
        let (head, data) = ("    <meta>\n".to_owned(), "<script></script>\n".to_owned());
        Page { path: path.to_owned(), query: query.to_owned(), head, body, data, embed: None }
    }

    #[test]
    fn a_frame_is_filled_in_as_often_as_one_likes() {
        let main = page("index.html", "");
        let once = main.in_frame(FRAME).unwrap();
        assert!(once.contains("<!-- published -->\n    <meta>\n<!-- /published -->"), "{once}");
        assert!(once.contains("<a href=\"#release\">a</a>") && !once.contains("<base"), "{once}");
        assert!(once.ends_with("</div><!-- data -->\n<script></script>\n<!-- /data -->"), "{once}");
        assert_eq!(main.in_frame(&once).unwrap(), once);
        // What is below the main page is made in the same frame, filled in or not.
        let below = page("partner/VN.html", "?partner=VN&view=map");
        assert_eq!(below.in_frame(&once).unwrap(), below.in_frame(FRAME).unwrap());
    }

    #[test]
    fn a_page_in_a_folder_leads_to_its_own_parts_and_to_the_main_page() {
        let below = page("partner/VN.html", "?partner=VN&view=map").in_frame(FRAME).unwrap();
        for expected in [
            "<base href=\"../\" data-query=\"partner=VN&amp;view=map\">",
            "<a href=\"partner/VN.html#release\">a</a>",
            "<a href=\"./\">b</a>",
            // Text stays as it was written.
            " &lt;a href=\"#c\"&gt;<!--<() />--><b></b>",
        ] {
            assert!(below.contains(expected), "{expected} is not in {below}");
        }
    }

    #[test]
    fn a_frame_without_a_place_is_refused() {
        let main = page("index.html", "");
        for (frame, missing) in [
            ("", "published"),
            ("<!-- published --><!-- /published -->", "data"),
            ("<!-- published --><!-- /published --><!-- data --><!-- /data -->", "page"),
            ("<!-- published --><!-- /published --><!-- data --><!-- /data --><!-- /page --><!-- page -->", "page"),
        ] {
            let refused = main.in_frame(frame).unwrap_err();
            assert!(refused.contains(&format!("<!-- {missing} --><!-- /{missing} -->")), "{refused}");
        }
    }
}

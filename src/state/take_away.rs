//! What the reader takes away: the partners as data, board and map as pictures; files of their own.

use super::{Dashboard, Fetched};
use crate::model::PartnerId;
use crate::model::closed_set::closed_set;
use crate::view_model::export::{Head, Scope, csv, json};
use crate::view_model::picture::{self, Scene};
use crate::view_model::{View, text};
use leptos::prelude::*;

closed_set! {
    /// What kind of file it is.
    pub enum Format {
        /// A table.
        Csv = "csv", "CSV";
        /// Data for programs.
        Json = "json", "JSON";
        /// A picture of the view in front, which stays sharp at any size.
        Svg = "svg", "Picture (SVG)";
        /// The same in pixels, for programs that know no SVG.
        Png = "png", "Picture (PNG)";
    }
}

/// What the reader asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// What kind of file.
    pub format: Format,
    /// How many of the partners, where it is data.
    pub scope: Scope,
    /// Whether a table begins with the mark that tells Excel its encoding.
    pub has_mark: bool,
}

/// A file to be saved on the reader's device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    /// What it is called.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// What is in it.
    pub text: String,
    /// Whether the text is a picture that is to be drawn, and saved in pixels.
    pub is_to_draw: bool,
}

impl Format {
    /// Whether it is a picture of a view, and no data.
    pub const fn is_picture(self) -> bool {
        match self {
            Self::Csv | Self::Json => false,
            Self::Svg | Self::Png => true,
        }
    }
}

impl Dashboard {
    /// The file that the reader asks for, made of what the page shows now. `page` is its whole address.
    ///
    /// # Errors
    ///
    /// What the reader is told where the map is not there to be drawn.
    pub fn parcel(&self, order: Order, page: &str) -> Result<Parcel, &'static str> {
        let Order { format, scope, has_mark } = order;
        let (dataset, day) = (self.dataset(), self.day.get_untracked());
        let ids = self.ids(scope);
        let stem = match (format.is_picture(), untrack(|| self.view()), scope) {
            (true, View::Map, _) => "asem-map",
            (true, View::Board | View::List, _) => "asem-board",
            (false, _, Scope::Shown) => "asem-partners",
            (false, _, Scope::Everything) => "asem-all-partners",
        };
        let (media_type, text) = match format {
            Format::Svg | Format::Png => ("image/svg+xml", self.picture(page)?),
            Format::Csv => ("text/csv;charset=utf-8", csv(&dataset, day, &ids, has_mark)),
            Format::Json => {
                let status = match scope {
                    Scope::Shown => untrack(|| self.status()),
                    Scope::Everything => text::everything(ids.len(), day),
                };
                let head = Head { title: text::SITE_TITLE, status: &status, page };
                ("application/json", json(&dataset, day, &ids, head))
            }
        };
        let name = format!("{stem}-{}.{}", day.iso(), format.key());
        Ok(Parcel { name, media_type, text, is_to_draw: format == Format::Png })
    }

    /// The map where it is in front, else the board.
    fn picture(&self, page: &str) -> Result<String, &'static str> {
        let (roster, emphases) = (self.roster.get_untracked(), self.emphases.read_untracked());
        let scene = Scene {
            roster: &roster,
            entries: &self.entries(),
            emphases: &emphases,
            chosen: untrack(|| self.chosen()),
            status: &untrack(|| self.status()),
            day: self.day.get_untracked(),
            source: &self.dataset.with_value(|dataset| text::source(dataset)),
            page,
        };
        if untrack(|| self.view()) != View::Map {
            return Ok(picture::board(&scene).svg);
        }
        match &*self.drawing.read_untracked() {
            Fetched::Ready(drawing) => {
                let window = self.free_window.get_untracked().or_else(|| untrack(|| self.map_window()));
                Ok(picture::map(&scene, drawing, &window.unwrap_or(drawing.whole())).svg)
            }
            Fetched::Waiting | Fetched::Failed(_) => Err("the map is not there"),
        }
    }

    /// The partners that are taken away, in the order of the views, or of the data.
    fn ids(&self, scope: Scope) -> Vec<PartnerId> {
        match scope {
            Scope::Shown => {
                let (roster, emphases) = (self.roster.get_untracked(), self.emphases.read_untracked());
                let mut ids: Vec<PartnerId> = roster.ids().collect();
                ids.retain(|id| emphases.of(*id).is_shown());
                ids
            }
            Scope::Everything => self.dataset().partners().iter().map(|partner| partner.id).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::Host;
    use crate::view_model::shipped;
    use std::sync::Arc;

    fn parcel(address: &str, format: Format, scope: Scope) -> Parcel {
        try_parcel(address, format, scope).unwrap()
    }

    fn try_parcel(address: &str, format: Format, scope: Scope) -> Result<Parcel, &'static str> {
        let owner = Owner::new();
        owner.set();
        let dashboard = Dashboard::new(Arc::new(shipped()), address, Host::none());
        dashboard.parcel(Order { format, scope, has_mark: false }, "https://example.org/")
    }

    #[test]
    fn what_is_shown_comes_in_the_order_of_the_views() {
        let Parcel { name, media_type, text, .. } = parcel("?side=asia&bloc=other", Format::Csv, Scope::Shown);
        assert_eq!((name.as_str(), media_type), ("asem-partners-2010-05-11.csv", "text/csv;charset=utf-8"));
        let codes: Vec<&str> = text.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect();
        assert_eq!(codes, ["CN", "IN", "JP", "KR", "MN", "PK"]);
    }

    #[test]
    fn a_picture_is_of_the_view_in_front() {
        for (address, format, name, is_to_draw) in [
            ("", Format::Svg, "asem-board-2010-05-11.svg", false),
            ("?asof=1996-03-01", Format::Png, "asem-board-1996-03-01.png", true),
        ] {
            let parcel = parcel(address, format, Scope::Shown);
            assert_eq!((parcel.name.as_str(), parcel.is_to_draw), (name, is_to_draw));
            assert_eq!(parcel.media_type, "image/svg+xml");
            assert!(parcel.text.contains("Source: ASEF press release 100505_PR1008, 11 May 2010<"));
        }
        let not_there = try_parcel("?view=map", Format::Svg, Scope::Shown);
        assert_eq!(not_there.err(), Some("the map is not there"));
    }

    #[test]
    fn everything_comes_whatever_the_filters_and_the_day() {
        let Parcel { name, text, .. } = parcel("?q=xyz&asof=1996-03-01", Format::Csv, Scope::Everything);
        assert_eq!(name, "asem-all-partners-1996-03-01.csv");
        assert_eq!(text.lines().count(), 1 + 53);
        assert_eq!(text.lines().filter(|line| line.ends_with("true")).count(), 26);
    }

    #[test]
    fn the_head_says_what_is_in_the_file() {
        for (scope, n_partners, status) in [
            (Scope::Shown, 16, "16 of 45 partners: ASEM Asia, as of 11 May 2010"),
            (Scope::Everything, 53, "All 53 partners of any day, with groups and blocs as of 11 May 2010"),
        ] {
            let Parcel { text, .. } = parcel("?side=asia", Format::Json, scope);
            let read: serde_json::Value = serde_json::from_str(&text).unwrap();
            assert_eq!(read["status"], status);
            assert_eq!(read["page"], "https://example.org/");
            assert_eq!(read["partners"].as_array().unwrap().len(), n_partners);
        }
    }
}

//! What the reader takes away: the partners as data, as files of their own.

use super::Dashboard;
use crate::model::PartnerId;
use crate::model::closed_set::closed_set;
use crate::view_model::export::{Head, Scope, csv, json};
use crate::view_model::text;
use leptos::prelude::*;

closed_set! {
    /// What kind of file it is.
    pub enum Format {
        /// A table.
        Csv = "csv", "CSV";
        /// Data for programs.
        Json = "json", "JSON";
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
}

impl Dashboard {
    /// The file that the reader asks for, made of what the page shows now. `page` is its whole address.
    pub fn parcel(&self, order: Order, page: &str) -> Parcel {
        let Order { format, scope, has_mark } = order;
        let (dataset, day) = (self.dataset(), self.day.get_untracked());
        let ids = self.ids(scope);
        let stem = match scope {
            Scope::Shown => "asem-partners",
            Scope::Everything => "asem-all-partners",
        };
        let (media_type, text) = match format {
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
        Parcel { name: format!("{stem}-{}.{}", day.iso(), format.key()), media_type, text }
    }

    /// The partners that are taken away, in the order of the views, or of the data.
    fn ids(&self, scope: Scope) -> Vec<PartnerId> {
        match scope {
            Scope::Shown => {
                let (roster, emphases) = (self.roster.get_untracked(), self.emphases.read_untracked());
                let mut ids: Vec<PartnerId> = roster.sections.iter().flat_map(|section| section.ids()).collect();
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
        let owner = Owner::new();
        owner.set();
        let dashboard = Dashboard::new(Arc::new(shipped()), address, Host::none());
        dashboard.parcel(Order { format, scope, has_mark: false }, "https://example.org/")
    }

    #[test]
    fn what_is_shown_comes_in_the_order_of_the_views() {
        let Parcel { name, media_type, text } = parcel("?side=asia&bloc=other", Format::Csv, Scope::Shown);
        assert_eq!((name.as_str(), media_type), ("asem-partners-2010-05-11.csv", "text/csv;charset=utf-8"));
        let codes: Vec<&str> = text.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect();
        assert_eq!(codes, ["CN", "IN", "JP", "KR", "MN", "PK"]);
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

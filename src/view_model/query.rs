//! The state of the page, all of which stands in the address.

use super::url::Key;
use crate::model::closed_set::closed_set;
use crate::model::{Bloc, Dataset, Date, Lang, PartnerId, ReleaseNumber, Side};

/// What the reader asked to see. [`Query::default`] is the page as it opens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// What was typed into the search.
    pub text: String,
    /// Show the states of this side only.
    pub side: Option<Side>,
    /// Show the states of this bloc only.
    pub bloc: Option<Bloc>,
    /// Show the partners of this day; none for the day of the newest release.
    pub as_of: Option<Date>,
    /// The partner whose panel is open.
    pub partner: Option<PartnerId>,
    /// The release that is open; none for the newest.
    pub release: Option<ReleaseNumber>,
    /// The view in front.
    pub view: View,
    /// The language in which names are shown beside the English ones.
    pub lang: Option<Lang>,
    /// Keys of the address that mean nothing here: kept as they came, since they may mean something to the host.
    pub unknown: Vec<(String, String)>,
}

impl Query {
    /// The day whose partners are shown.
    pub fn day(&self, dataset: &Dataset) -> Date {
        self.as_of.unwrap_or(dataset.as_of())
    }

    /// Whether any filter is set, so that partners may be left out.
    pub fn is_filtered(&self) -> bool {
        !self.text.trim().is_empty() || self.side.is_some() || self.bloc.is_some()
    }

    /// The same without any filter.
    pub fn without_filters(&self) -> Self {
        Self { text: String::new(), side: None, bloc: None, ..self.clone() }
    }

    /// The same with another value of a facet; an empty or unknown one takes the restriction away.
    pub fn with_facet(&self, facet: Key, value: &str) -> Self {
        let query = self.clone();
        match facet {
            Key::Side => Self { side: Side::from_key(value), ..query },
            Key::Bloc => Self { bloc: Bloc::from_key(value), ..query },
            Key::Text | Key::AsOf | Key::Partner | Key::Release | Key::View | Key::Lang => query,
        }
    }

    /// The same with another partner chosen; choosing the chosen one lets go of it.
    pub fn with_partner_toggled(&self, id: PartnerId) -> Self {
        Self { partner: (self.partner != Some(id)).then_some(id), ..self.clone() }
    }

    /// The same with another release open; none for the newest.
    pub fn with_release(&self, release: Option<ReleaseNumber>) -> Self {
        Self { release, ..self.clone() }
    }

    /// The same with another view in front.
    pub fn with_view(&self, view: View) -> Self {
        Self { view, ..self.clone() }
    }
}

closed_set! {
    /// One of the three views of the same partners.
    #[derive(Default)]
    pub enum View {
        /// Equal tiles, grouped.
        #[default]
        Board = "board", "Board";
        /// Shapes on a map.
        Map = "map", "Map";
        /// A table.
        List = "list", "List";
    }
}

//! The state of the page, all of which stands in the address.

use super::archive::EntryKind;
use super::colour::{Colour, Theme};
use super::map::window::Zoom;
use super::sorting::Sorting;
use super::url::Key;
use crate::model::closed_set::closed_set;
use crate::model::{
    Bloc, Dataset, Date, Lang, MeetingId, OrganisationId, PartnerId, ReleaseNumber, Role, SentenceId, Side, WaveId,
};

/// What the reader asked to see. [`Query::default`] is the page as it opens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// What was typed into the search.
    pub text: String,
    /// Show the states of this side only.
    pub side: Option<Side>,
    /// Show the states of this bloc only.
    pub bloc: Option<Bloc>,
    /// Show the partners that a release shows in this role only.
    pub role: Option<Role>,
    /// Show the partners that joined with these only.
    pub wave: Option<WaveId>,
    /// Show the partners that this sentence of the open release names only.
    pub sentence: Option<SentenceId>,
    /// Show the partners of this day; none for the day of the newest release.
    pub as_of: Option<Date>,
    /// The partner whose panel is open.
    pub partner: Option<PartnerId>,
    /// The partners that stand side by side, at most [`Query::MOST_COMPARED`], in the order in which they were taken.
    pub compared: Vec<PartnerId>,
    /// The release that is open; none for the newest.
    pub release: Option<ReleaseNumber>,
    /// What was typed into the search of the archive.
    pub find: String,
    /// List what is of this year only.
    pub year: Option<u16>,
    /// List entries of this kind only.
    pub kind: Option<EntryKind>,
    /// List what shows this partner only.
    pub with: Option<PartnerId>,
    /// List what shows this organisation only.
    pub organisation: Option<OrganisationId>,
    /// The meeting whose facts are shown.
    pub meeting: Option<MeetingId>,
    /// The view in front.
    pub view: View,
    /// The order of the partners.
    pub sorting: Sorting,
    /// The part of the map to look at.
    pub zoom: Zoom,
    /// The language in which names are shown beside the English ones.
    pub lang: Option<Lang>,
    /// Whether the page is a part of another one, which has a head and a foot of its own.
    pub is_embedded: bool,
    /// Light or dark; none for the reader's own choice.
    pub theme: Option<Theme>,
    /// The colour of links and of what is chosen; none for the page's own.
    pub accent: Option<Colour>,
    /// Keys of the address that mean nothing here: kept as they came, since they may mean something to the host.
    pub unknown: Vec<(String, String)>,
}

impl Query {
    /// The day whose partners are shown.
    pub fn day(&self, dataset: &Dataset) -> Date {
        self.as_of.unwrap_or(dataset.as_of())
    }

    /// Whether any filter is set, so that partners may be left out. The day leaves nobody out: it changes who is there.
    pub fn is_filtered(&self) -> bool {
        let facets = [self.side.is_some(), self.bloc.is_some(), self.role.is_some(), self.wave.is_some()];
        !self.text.trim().is_empty() || self.sentence.is_some() || facets.contains(&true)
    }

    /// The same without any filter, on the day of the newest release.
    pub fn without_filters(&self) -> Self {
        Self {
            text: String::new(),
            side: None,
            bloc: None,
            role: None,
            wave: None,
            sentence: None,
            as_of: None,
            ..self.clone()
        }
    }

    /// The same without one filter.
    pub fn without(&self, filter: Key) -> Self {
        match filter {
            Key::Text => Self { text: String::new(), ..self.clone() },
            Key::AsOf => Self { as_of: None, ..self.clone() },
            Key::Sentence => Self { sentence: None, ..self.clone() },
            Key::Side | Key::Bloc | Key::Role | Key::Wave => self.with_facet(filter, ""),
            Key::Find => Self { find: String::new(), ..self.clone() },
            Key::Year | Key::Kind | Key::With | Key::Organisation => self.with_facet(filter, ""),
            Key::Partner
            | Key::Compare
            | Key::Release
            | Key::Meeting
            | Key::View
            | Key::Zoom
            | Key::Sort
            | Key::Lang
            | Key::Embed
            | Key::Theme
            | Key::Accent => self.clone(),
        }
    }

    /// Whether anything is asked of the archive, so that less than everything is listed.
    pub fn asks_archive(&self) -> bool {
        let facets = [self.year.is_some(), self.kind.is_some(), self.with.is_some(), self.organisation.is_some()];
        !self.find.trim().is_empty() || facets.contains(&true)
    }

    /// The same with all of the archive.
    pub fn with_whole_archive(&self) -> Self {
        Self { find: String::new(), year: None, kind: None, with: None, organisation: None, ..self.clone() }
    }

    /// The same with a meeting's facts shown, or none.
    pub fn with_meeting(&self, meeting: Option<MeetingId>) -> Self {
        Self { meeting, ..self.clone() }
    }

    /// The same with another value of a facet; an empty or unknown one takes the restriction away.
    pub fn with_facet(&self, facet: Key, value: &str) -> Self {
        let query = self.clone();
        match facet {
            Key::Side => Self { side: Side::from_key(value), ..query },
            Key::Bloc => Self { bloc: Bloc::from_key(value), ..query },
            Key::Role => Self { role: Role::from_key(value), ..query },
            Key::Wave => Self { wave: WaveId::parse(value), ..query },
            Key::Year => Self { year: value.parse().ok(), ..query },
            Key::Kind => Self { kind: EntryKind::from_key(value), ..query },
            Key::With => Self { with: PartnerId::parse(value), ..query },
            Key::Organisation => Self { organisation: OrganisationId::parse(value), ..query },
            Key::Text
            | Key::AsOf
            | Key::Sentence
            | Key::Partner
            | Key::Compare
            | Key::Release
            | Key::Find
            | Key::Meeting
            | Key::View
            | Key::Zoom
            | Key::Sort
            | Key::Lang
            | Key::Embed
            | Key::Theme
            | Key::Accent => query,
        }
    }

    /// The same with another partner chosen; choosing the chosen one lets go of it.
    pub fn with_partner_toggled(&self, id: PartnerId) -> Self {
        Self { partner: (self.partner != Some(id)).then_some(id), ..self.clone() }
    }

    /// The same with this partner chosen.
    pub fn with_partner(&self, id: PartnerId) -> Self {
        Self { partner: Some(id), ..self.clone() }
    }

    /// How many partners can be compared: more do not fit side by side.
    pub const MOST_COMPARED: usize = 4;

    /// The same with a partner taken into the comparison, or out of it; a fifth is not taken in.
    pub fn with_compared_toggled(&self, id: PartnerId) -> Self {
        let mut compared = self.compared.clone();
        match compared.iter().position(|own| *own == id) {
            Some(at) => drop(compared.remove(at)),
            None if compared.len() < Self::MOST_COMPARED => compared.push(id),
            None => {}
        }
        Self { compared, ..self.clone() }
    }

    /// The same in another order.
    pub fn with_sorting(&self, sorting: Sorting) -> Self {
        Self { sorting, ..self.clone() }
    }

    /// The same on another day; the default is left out.
    pub fn with_day(&self, day: Date, dataset: &Dataset) -> Self {
        Self { as_of: (day != dataset.as_of()).then_some(day), ..self.clone() }
    }

    /// The same with another release open, none for the newest; a sentence of the one before means nothing in it.
    pub fn with_release(&self, release: Option<ReleaseNumber>) -> Self {
        let sentence = self.sentence.clone().filter(|_| release == self.release);
        Self { release, sentence, ..self.clone() }
    }

    /// The same with another sentence chosen; choosing the chosen one lets go of it.
    pub fn with_sentence_toggled(&self, id: SentenceId) -> Self {
        let sentence = (self.sentence.as_ref() != Some(&id)).then_some(id);
        Self { sentence, ..self.clone() }
    }

    /// The same with another view in front.
    pub fn with_view(&self, view: View) -> Self {
        Self { view, ..self.clone() }
    }

    /// The same as it stands on a page of its own, in that page's colours.
    pub fn unframed(&self) -> Self {
        Self { is_embedded: false, theme: None, accent: None, ..self.clone() }
    }

    /// The same in the frame of another query: embedded if that is, in its colours.
    pub fn framed_like(&self, other: &Self) -> Self {
        Self { is_embedded: other.is_embedded, theme: other.theme, accent: other.accent, ..self.clone() }
    }

    /// The same with another part of the map to look at.
    pub fn with_zoom(&self, zoom: Zoom) -> Self {
        Self { zoom, ..self.clone() }
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

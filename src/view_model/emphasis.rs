//! How strongly each partner is shown, the same on board, map and list.

use super::filter::Profile;
use super::query::Query;
use super::search::Found;
use crate::model::closed_set::closed_set;
use crate::model::{Dataset, PartnerId};

closed_set! {
    /// How a tile, shape or row stands out; written as `data-emphasis`, which the style sheets read.
    ///
    /// What is neither `Dimmed` nor `Absent` is in the shown set. Those two win over the rest, so a chosen partner that
    /// a filter leaves out is dimmed; that it is chosen is told by `aria-current` as well.
    pub enum Emphasis {
        /// Shown, no filter is set.
        Idle = "idle", "shown";
        /// Shown, since it passes the filters.
        Match = "match", "found";
        /// Under the pointer, here or in another view.
        Hovered = "hovered", "pointed at";
        /// Its panel is open.
        Selected = "selected", "selected";
        /// Left out by a filter.
        Dimmed = "dimmed", "filtered out";
        /// No partner on the day shown.
        Absent = "absent", "not a partner then";
    }
}

impl Emphasis {
    /// Whether the partner is in the shown set.
    pub const fn is_shown(self) -> bool {
        match self {
            Self::Idle | Self::Match | Self::Hovered | Self::Selected => true,
            Self::Dimmed | Self::Absent => false,
        }
    }

    /// What the eye sees by shade alone, for those who do not see it: `filtered out`.
    pub const fn note(self) -> Option<&'static str> {
        if self.is_shown() { None } else { Some(self.label()) }
    }

    /// A name with the note, where there is one: `Hungary, filtered out`.
    pub fn noted(self, name: &str) -> String {
        match self.note() {
            Some(note) => format!("{name}, {note}"),
            None => name.to_owned(),
        }
    }
}

/// The emphasis of every partner, in the order of the dataset: for tens of partners a list is faster than a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emphases(Vec<(PartnerId, Emphasis)>);

impl Emphases {
    /// Computes the emphasis of every partner; `profiles` are the partners of the day, `found` is whom the query's text finds,
    /// `hovered` who is under the pointer.
    pub fn new(
        dataset: &Dataset,
        profiles: &[Profile],
        query: &Query,
        found: &Found,
        hovered: Option<PartnerId>,
    ) -> Self {
        Self::of_all(dataset.partners().iter().map(|partner| partner.id), profiles, query, found, hovered)
    }

    /// The same of these partners.
    pub fn of_all(
        ids: impl Iterator<Item = PartnerId>,
        profiles: &[Profile],
        query: &Query,
        found: &Found,
        hovered: Option<PartnerId>,
    ) -> Self {
        let emphasis = |id: PartnerId| {
            let Some(profile) = profiles.iter().find(|profile| profile.id == id) else { return Emphasis::Absent };
            if !profile.passes_but(None, query, found) {
                Emphasis::Dimmed
            } else if query.partner == Some(id) {
                Emphasis::Selected
            } else if hovered == Some(id) {
                Emphasis::Hovered
            } else if query.is_filtered() {
                Emphasis::Match
            } else {
                Emphasis::Idle
            }
        };
        Self(ids.map(|id| (id, emphasis(id))).collect())
    }

    /// The partner's emphasis.
    pub fn of(&self, id: PartnerId) -> Emphasis {
        self.0.iter().find(|(own, _)| *own == id).map_or(Emphasis::Absent, |(_, emphasis)| *emphasis)
    }

    /// The partners whose emphasis was another before, with their new one.
    pub fn changed_since(&self, before: &Self) -> Vec<(PartnerId, Emphasis)> {
        let pairs = self.0.iter().zip(&before.0);
        pairs.filter(|(now, before)| now != before).map(|(now, _)| *now).collect()
    }

    /// How many of these partners are in the shown set.
    pub fn n_shown<'a>(&self, ids: impl IntoIterator<Item = &'a PartnerId>) -> usize {
        ids.into_iter().filter(|id| self.of(**id).is_shown()).count()
    }

    /// How many partners are in the shown set.
    pub fn n_shown_in_all(&self) -> usize {
        self.0.iter().filter(|(_, emphasis)| emphasis.is_shown()).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view_model::filter;
    use crate::view_model::search::Index;
    use crate::view_model::shipped;
    use crate::view_model::url;

    #[track_caller]
    fn check(address: &str, hovered: Option<&str>, expected: &[(&str, Emphasis)]) {
        let dataset = shipped();
        let hovered = hovered.and_then(PartnerId::parse);
        let query = url::parse(address, &dataset).0;
        let profiles = filter::profiles(&dataset, query.day(&dataset));
        let emphases =
            Emphases::new(&dataset, &profiles, &query, &Index::new(&dataset, None).find(&query.text), hovered);
        for (id, emphasis) in expected {
            assert_eq!(emphases.of(PartnerId::parse(id).unwrap()), *emphasis, "{id} at {address}");
        }
    }

    #[test]
    fn without_filters_everybody_is_idle() {
        check("", None, &[("VN", Emphasis::Idle), ("EU", Emphasis::Idle)]);
    }

    #[test]
    fn a_filter_tells_who_matches_and_dims_the_others() {
        check(
            "?side=asia",
            None,
            &[("VN", Emphasis::Match), ("HU", Emphasis::Dimmed), ("ASEAN-SEC", Emphasis::Dimmed)],
        );
    }

    #[test]
    fn selected_wins_over_hovered_and_dimmed_over_both() {
        check("?partner=VN", Some("VN"), &[("VN", Emphasis::Selected)]);
        check("?partner=VN", Some("HU"), &[("HU", Emphasis::Hovered)]);
        check("?partner=VN&side=europe", Some("VN"), &[("VN", Emphasis::Dimmed)]);
    }

    #[test]
    fn only_who_has_changed_is_told() {
        let dataset = shipped();
        let at = |address: &str| {
            let query = url::parse(address, &dataset).0;
            let profiles = filter::profiles(&dataset, query.day(&dataset));
            Emphases::new(&dataset, &profiles, &query, &Found::everybody(&dataset), None)
        };
        let changed = at("?partner=VN").changed_since(&at("?partner=HU"));
        let id = |text: &str| PartnerId::parse(text).unwrap();
        assert_eq!(changed, [(id("HU"), Emphasis::Idle), (id("VN"), Emphasis::Selected)]);
        assert_eq!(at("").changed_since(&at("")), []);
    }

    #[test]
    fn who_is_no_partner_on_the_day_is_absent() {
        check("?partner=AU", None, &[("AU", Emphasis::Absent), ("VN", Emphasis::Idle)]);
        check("?asof=2010-10-04", None, &[("AU", Emphasis::Idle), ("NO", Emphasis::Absent)]);
    }
}

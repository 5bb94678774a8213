//! What the filters change on the page, without its state: the page as the HTML has it answers before the live one has come.

use super::filter::{Profile, profiles};
use super::search::{Found, Index};
use super::url::Key;
use super::{Emphases, Facets, Query, text};
use crate::model::{Bloc, Dataset, PartnerId, Role, Side};
use std::sync::Arc;

/// What is asked of the partners on the day of the newest release, and who that leaves.
pub struct Filtering {
    dataset: Arc<Dataset>,
    profiles: Vec<Profile>,
    query: Query,
    /// The names made comparable, from the first letter on.
    index: Option<Index>,
}

impl Filtering {
    /// What a query string asks. None where it asks for what the HTML's page cannot show: another day has other partners, and
    /// whom a sentence names nobody has computed yet.
    pub fn new(dataset: &Arc<Dataset>, query_string: &str) -> Option<Self> {
        let profiles = profiles(dataset, dataset.as_of());
        let mut own = Self { dataset: dataset.clone(), profiles, query: Query::default(), index: None };
        for (key, value) in form_urlencoded::parse(query_string.trim_start_matches('?').as_bytes()) {
            if [Key::AsOf, Key::Sentence].iter().any(|other| other.key() == key) && !value.is_empty() {
                return None;
            }
            own.set(&key, &value);
        }
        Some(own)
    }

    /// Takes the value of a field, or of a key of the address; those that change nobody's place among the partners mean nothing
    /// here.
    pub fn set(&mut self, key: &str, value: &str) {
        match Key::from_key(key) {
            Some(Key::Text) => value.clone_into(&mut self.query.text),
            Some(Key::Partner) => self.query.partner = PartnerId::parse(value),
            Some(facet @ (Key::Side | Key::Bloc | Key::Role | Key::Wave)) => {
                self.query = self.query.with_facet(facet, value);
            }
            _ => {}
        }
    }

    /// The value of a field as it is now; empty for no restriction.
    pub fn value(&self, key: &str) -> String {
        let Query { text, side, bloc, role, wave, .. } = &self.query;
        match Key::from_key(key) {
            Some(Key::Text) => text.clone(),
            Some(Key::Side) => side.map(Side::key).unwrap_or_default().to_owned(),
            Some(Key::Bloc) => bloc.map(Bloc::key).unwrap_or_default().to_owned(),
            Some(Key::Role) => role.map(Role::key).unwrap_or_default().to_owned(),
            Some(Key::Wave) => wave.as_ref().map(ToString::to_string).unwrap_or_default(),
            _ => String::new(),
        }
    }

    /// Who that leaves.
    pub fn filtered(&mut self) -> Filtered {
        let Self { dataset, profiles, query, index } = self;
        let found = match query.text.trim() {
            "" => Found::everybody(dataset),
            typed => index.get_or_insert_with(|| Index::new(dataset, None)).find(typed),
        };
        let emphases = Emphases::new(dataset, profiles, query, &found, None);
        Filtered {
            status: text::status(dataset, query, &emphases),
            facets: Facets::new(dataset, profiles, query, &found),
            emphases,
        }
    }
}

/// Who the filters leave, as far as it is told at once.
pub struct Filtered {
    /// How strongly each partner is shown.
    pub emphases: Emphases,
    /// The status sentence.
    pub status: String,
    /// The filters' choices with their counts.
    pub facets: Facets,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view_model::shipped;

    #[test]
    fn fields_and_address_ask_the_same() {
        let dataset = Arc::new(shipped());
        let mut by_address = Filtering::new(&dataset, "?q=burma&side=asia&view=map&embed=1&x=y").unwrap();
        let mut by_field = Filtering::new(&dataset, "").unwrap();
        assert_eq!(by_field.filtered().status, "All 45 partners, as of 11 May 2010");
        by_field.set("q", "burma");
        by_field.set("side", "asia");
        let [one, other] = [by_address.filtered(), by_field.filtered()];
        assert_eq!(one.status, "1 of 45 partners: ASEM Asia, “burma”, as of 11 May 2010");
        assert_eq!((one.status, one.emphases, one.facets), (other.status, other.emphases, other.facets));
        assert_eq!(["q", "side", "bloc", "view"].map(|key| by_address.value(key)), ["burma", "asia", "", ""]);
        by_field.set("q", "");
        by_field.set("side", "");
        assert_eq!(by_field.filtered().status, "All 45 partners, as of 11 May 2010");
    }

    #[test]
    fn another_day_or_a_sentence_is_not_for_the_page_as_it_is() {
        let dataset = Arc::new(shipped());
        for query_string in ["?asof=1996-03-01", "?q=viet&sentence=p5.2"] {
            assert!(Filtering::new(&dataset, query_string).is_none(), "{query_string}");
        }
        // As forms send them.
        assert!(Filtering::new(&dataset, "?asof=&q=").is_some());
    }
}

//! The filters' choices, each with the number of partners that it would leave.

use super::filter::Profile;
use super::query::Query;
use super::search::Found;
use super::url::Key;
use crate::model::{Bloc, Dataset, Role, Side, WaveId};

/// Every facet, in the order of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facets(pub Vec<Facet>);

/// A way to narrow the partners: one of its choices is always taken, the first being no restriction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// What it is called in the address.
    pub key: Key,
    /// What it is called on the page.
    pub legend: &'static str,
    /// Its choices.
    pub choices: Vec<Choice>,
}

/// One value that a facet may take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The value in the address; empty for no restriction.
    pub value: String,
    /// The value for readers.
    pub label: String,
    /// How many partners it would leave, the other filters staying as they are.
    pub n_partners: usize,
    /// Whether it is taken.
    pub is_taken: bool,
}

impl Facets {
    /// Counts every choice of every facet. `profiles` are the partners of the day, `found` is whom the query's text finds.
    pub fn new(dataset: &Dataset, profiles: &[Profile], query: &Query, found: &Found) -> Self {
        Self::of_waves(dataset.waves().iter().map(|wave| &wave.id), profiles, query, found)
    }

    /// The same with these waves.
    pub fn of_waves<'a>(
        waves: impl Iterator<Item = &'a WaveId>,
        profiles: &[Profile],
        query: &Query,
        found: &Found,
    ) -> Self {
        let both = |key: &'static str, label: &'static str| (key.to_owned(), label.to_owned());
        let values = [
            (Key::Side, "ASEM side", Side::ALL.iter().map(|side| both(side.key(), side.label())).collect()),
            (Key::Bloc, "Bloc", Bloc::ALL.iter().map(|bloc| both(bloc.key(), bloc.label())).collect()),
            (Key::Role, "Role in a release", Role::ALL.iter().map(|role| both(role.key(), role.label())).collect()),
            (Key::Wave, "Joined", waves.map(|wave| (wave.to_string(), wave.to_string())).collect()),
        ];
        Self(
            values
                .into_iter()
                .map(|(key, legend, values)| facet(key, legend, values, profiles, query, found))
                .collect(),
        )
    }
}

fn facet(
    key: Key,
    legend: &'static str,
    values: Vec<(String, String)>,
    profiles: &[Profile],
    query: &Query,
    found: &Found,
) -> Facet {
    // Whom the text finds, and who passes all other filters, is the same for every choice.
    let others: Vec<&Profile> = profiles.iter().filter(|profile| profile.passes_but(Some(key), query, found)).collect();
    let all = (String::new(), "All".to_owned());
    let choice = |(value, label): (String, String)| {
        let with_value = query.with_facet(key, &value);
        let n_partners = others.iter().filter(|profile| profile.has_what_is_asked(None, &with_value)).count();
        Choice { is_taken: with_value == *query, n_partners, value, label }
    };
    Facet { key, legend, choices: [all].into_iter().chain(values).map(choice).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view_model::search::Index;
    use crate::view_model::shipped;

    #[test]
    fn a_facet_counts_with_the_other_filters_and_without_itself() {
        let query = Query { side: Some(Side::Asia), text: "viet".to_owned(), ..Query::default() };
        let dataset = shipped();
        let profiles = crate::view_model::filter::profiles(&dataset, dataset.as_of());
        let Facets(facets) = Facets::new(&dataset, &profiles, &query, &Index::new(&dataset, None).find(&query.text));
        let counts: Vec<(&str, usize, bool)> = facets
            .iter()
            .take(2)
            .flat_map(|facet| &facet.choices)
            .map(|choice| (choice.label.as_str(), choice.n_partners, choice.is_taken))
            .collect();
        assert_eq!(
            counts,
            [
                ("All", 1, false),
                ("Asia", 1, true),
                ("Europe", 0, false),
                ("All", 1, true),
                ("EU", 0, false),
                ("ASEAN", 1, false),
                ("Other", 0, false),
            ]
        );
    }

    #[test]
    fn every_role_and_accession_is_counted_also_where_it_leaves_nobody() {
        let dataset = shipped();
        let profiles = crate::view_model::filter::profiles(&dataset, dataset.as_of());
        let Facets(facets) = Facets::new(&dataset, &profiles, &Query::default(), &Found::everybody(&dataset));
        let counts = |key: Key| -> Vec<String> {
            let facet = facets.iter().find(|facet| facet.key == key).unwrap();
            facet.choices.iter().map(|choice| format!("{} {}", choice.label, choice.n_partners)).collect()
        };
        assert_eq!(counts(Key::Wave), ["All 45", "1996 26", "2004 13", "2008 6", "2010 0", "2012 0", "2014 0"]);
        assert_eq!(
            counts(Key::Role),
            ["All 45", "Host 1", "Co-organiser 2", "Announced host 2", "Attending 0", "Named 0", "Listed 45"]
        );
    }
}

//! The filters' choices, each with the number of partners that it would leave.

use super::filter;
use super::query::Query;
use super::search::Found;
use super::url::Key;
use crate::model::{Bloc, Dataset, Side};

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
    pub value: &'static str,
    /// The value for readers.
    pub label: &'static str,
    /// How many partners it would leave, the other filters staying as they are.
    pub n_partners: usize,
    /// Whether it is taken.
    pub is_taken: bool,
}

impl Facets {
    /// Counts every choice of every facet. `found` is whom the query's text finds.
    pub fn new(dataset: &Dataset, query: &Query, found: &Found) -> Self {
        let sides = Side::ALL.iter().map(|side| (side.key(), side.label()));
        let blocs = Bloc::ALL.iter().map(|bloc| (bloc.key(), bloc.label()));
        Self(vec![
            facet(Key::Side, "ASEM side", sides.collect(), dataset, query, found),
            facet(Key::Bloc, "Bloc", blocs.collect(), dataset, query, found),
        ])
    }
}

fn facet(
    key: Key,
    legend: &'static str,
    values: Vec<(&'static str, &'static str)>,
    dataset: &Dataset,
    query: &Query,
    found: &Found,
) -> Facet {
    let mut choices = Vec::new();
    for (value, label) in [("", "All")].into_iter().chain(values) {
        let with_value = query.with_facet(key, value);
        choices.push(Choice {
            value,
            label,
            n_partners: filter::matches(dataset, &with_value, found).len(),
            is_taken: with_value == *query,
        });
    }
    Facet { key, legend, choices }
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
        let Facets(facets) = Facets::new(&dataset, &query, &Index::new(&dataset, None).find(&query.text));
        let counts: Vec<(&str, usize, bool)> = facets
            .iter()
            .flat_map(|facet| &facet.choices)
            .map(|choice| (choice.label, choice.n_partners, choice.is_taken))
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
}

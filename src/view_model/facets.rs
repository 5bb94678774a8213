//! The filters' choices, each with the number of partners that it would leave.

use super::filter;
use super::query::Query;
use crate::model::{Bloc, Dataset, Side};

/// The choices of every facet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facets {
    /// By ASEM side.
    pub side: Vec<Choice<Side>>,
    /// By bloc.
    pub bloc: Vec<Choice<Bloc>>,
}

/// One value that a facet may take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice<T> {
    /// The value; none for no restriction.
    pub value: Option<T>,
    /// How many partners it would leave, the other filters staying as they are.
    pub n_partners: usize,
}

impl Facets {
    /// Counts every choice of every facet.
    pub fn new(dataset: &Dataset, query: &Query) -> Self {
        let count = |query: Query| filter::matches(dataset, &query).len();
        Self {
            side: choices(Side::ALL, |side| count(Query { side, ..query.clone() })),
            bloc: choices(Bloc::ALL, |bloc| count(Query { bloc, ..query.clone() })),
        }
    }
}

fn choices<T: Copy>(all: &[T], count: impl Fn(Option<T>) -> usize) -> Vec<Choice<T>> {
    let values = std::iter::once(None).chain(all.iter().copied().map(Some));
    values.map(|value| Choice { value, n_partners: count(value) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view_model::shipped;

    #[test]
    fn a_facet_counts_with_the_other_filters_and_without_itself() {
        let dataset = shipped();
        let query = Query { side: Some(Side::Asia), text: "viet".to_owned(), ..Query::default() };
        let facets = Facets::new(&dataset, &query);
        let sides: Vec<usize> = facets.side.iter().map(|choice| choice.n_partners).collect();
        let blocs: Vec<usize> = facets.bloc.iter().map(|choice| choice.n_partners).collect();
        assert_eq!(sides, [1, 1, 0]);
        assert_eq!(blocs, [1, 0, 1, 0]);
    }
}

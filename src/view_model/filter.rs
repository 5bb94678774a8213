//! Which partners the reader asked for.

use super::query::Query;
use super::search::Search;
use crate::model::{Bloc, Dataset, Group, Partner, PartnerId, Side};

/// The partners that pass every filter of the query, in the order of the dataset.
pub fn matches(dataset: &Dataset, query: &Query) -> Vec<PartnerId> {
    let search = Search::new(&query.text);
    let passes = |partner: &&Partner| {
        query.side.is_none_or(|side| sits_on(partner, side))
            && query.bloc.is_none_or(|bloc| belongs_to(partner, bloc))
            && search.finds(partner, dataset)
    };
    dataset.partners().iter().filter(passes).map(|partner| partner.id).collect()
}

/// Whether the partner is a state of this side. Institutions stand apart: the side's count is one of states.
fn sits_on(partner: &Partner, side: Side) -> bool {
    Group::of(partner).side() == Some(side)
}

/// Whether the partner is a state of this bloc.
fn belongs_to(partner: &Partner, bloc: Bloc) -> bool {
    partner.is_state() && partner.bloc == bloc
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view_model::{shipped, url};

    /// An address, and how many partners pass its filters.
    const COUNTS: &[(&str, usize)] = &[
        ("", 45),
        ("?side=asia", 16),
        ("?side=europe", 27),
        ("?bloc=eu", 27),
        ("?bloc=asean", 10),
        ("?bloc=other", 6),
        ("?side=asia&bloc=eu", 0),
        ("?side=europe&q=land", 0),
        ("?side=asia&q=in", 2),
        ("?partner=VN&view=map", 45),
    ];

    #[test]
    fn every_filter_narrows_the_partners() {
        let dataset = shipped();
        for (address, count) in COUNTS {
            let (query, _) = url::parse(address, &dataset);
            assert_eq!(matches(&dataset, &query).len(), *count, "{address}");
        }
    }
}
